package microneedling_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"screen/rules"
)

// This file is the specification that the rule files are held against: the guide's statements and the verdict matrix,
// written out by hand and not taken from the rule files. A change of a rule that is meant shows here, too.

var phaseIDs = []string{"first-48h", "days-3-4", "days-5-7", "week-2-on"}

var skinIDs = []string{"normal", "dry", "oily", "sensitive"}

// statementIDs are all statements of the guide that speak of products.
var statementIDs = []string{
	"takeaway-48h", "takeaway-actives", "takeaway-regenerate",
	"look-ha", "look-peptides", "look-aloe", "look-vitamin-e",
	"now-cleanser", "now-cleanser-ph", "now-serum", "now-moisturizer", "now-spf",
	"days-48h-water", "days-3-cleanser", "days-5-reintroduce",
	"week2-normal", "week2-regenerate", "week2-spf",
	"avoid-actives", "avoid-fragrance", "avoid-essential-oils", "avoid-alcohol", "avoid-preservatives", "avoid-scrubs",
	"avoid-makeup", "avoid-chemical-spf",
	"skin-dry", "skin-oily", "skin-sensitive",
	"faq-moisturizer", "faq-makeup",
	"recommend-kit", "recommend-vitamin-e", "recommend-copper",
}

// typeIDs are all product types; those of offSkin are not put on treated skin.
var (
	typeIDs = []string{
		"cleanser", "serum", "moisturizer", "sunscreen", "toner", "mask", "exfoliant", "treatment", "oil", "eye-care", "lip-care",
		"makeup", "makeup-remover", "body-care", "fragrance", "hair", "nail", "tool", "supplement", "set", "other",
	}
	offSkin = []string{"hair", "nail", "tool", "supplement"}
)

// matrix is the verdict of each finding by phase; S, O and D are sensitive, oily and dry skin, - is silence.
const matrix = `
retinoid                 | avoid             | avoid             | avoid               | caution
active exfoliating acid  | avoid             | avoid             | avoid               | caution
trace of AHA or PHA      | caution           | caution           | - S caution         | -
vitamin C                | avoid             | avoid             | avoid               | caution
vitamin C derivative     | avoid             | avoid             | caution             | - S caution
other active             | avoid             | avoid             | avoid               | caution
fragrance                | avoid             | avoid             | caution S avoid     | - S caution
essential oil            | avoid             | avoid             | caution S avoid     | - S caution
drying alcohol           | avoid             | avoid             | caution SD avoid    | - SD caution
harsh preservative       | avoid             | avoid             | caution S avoid     | - S caution
dye                      | avoid             | caution           | - S caution         | -
sulfate surfactant       | avoid             | avoid             | avoid               | - SD caution
scrub or exfoliant       | avoid             | avoid             | avoid               | caution
comedogenic 4-5          | avoid             | caution O avoid   | caution O avoid     | - O caution
comedogenic 3            | caution O avoid   | - O caution       | - O caution         | -
plain oil                | - O caution       | - O caution       | - O caution         | -
makeup                   | avoid             | -                 | -                   | -
chemical UV filter       | avoid             | caution           | caution             | -
weak sunscreen           | avoid             | avoid             | avoid               | avoid
unstated sunscreen       | caution           | caution           | caution             | caution
unnamed step             | caution           | -                 | -                   | -
no readable list         | unknown           | unknown           | unknown             | unknown
cleanser far from pH     | caution           | caution           | caution             | -
hyaluronic acid          | recommended       | recommended       | recommended         | -
hydration of dry skin    | - D recommended   | - D recommended   | - D recommended     | -
peptide or growth factor | -                 | recommended       | recommended         | recommended
gentle cleanser          | suitable          | recommended       | recommended         | suitable
clean moisturizer        | recommended       | recommended       | recommended         | -
mineral sunscreen        | recommended       | recommended       | recommended         | recommended
sunscreen without filter | unknown           | unknown           | unknown             | unknown
`

// subject is a product as the specification sees it.
type subject struct {
	types             []string
	leaveOn, rinseOff bool
	families          []string // of the ingredients, hidden ones among them
	active            []string // families some ingredient of which may exceed one percent
	pigment           bool     // mineral UV filters stand at the end of the list only
	urea              bool     // ten percent of urea are stated
	spf               int      // rules.Unstated where unstated
	spectrum          rules.Spectrum
	ph                int // in hundredths
	list              rules.ListState
	count             int // ingredients
	claims            []string
	citric            bool // one percent or more of citric, malic or tartaric acid is stated
}

func (s *subject) is(types ...string) bool {
	return slices.ContainsFunc(types, func(t string) bool { return slices.Contains(s.types, t) })
}

func (s *subject) has(families ...string) bool {
	return slices.ContainsFunc(families, func(f string) bool { return slices.Contains(s.families, f) })
}

func (s *subject) may(family string) bool { return s.has(family) && slices.Contains(s.active, family) }

// otherThanMakeup are the skin-care types: a product that is makeup and one of these is judged as that, too.
func (s *subject) otherThanMakeup() bool {
	return slices.ContainsFunc(s.types, func(t string) bool { return t != "makeup" })
}

func (s *subject) benefit() bool {
	return s.has("hyaluronic-acid", "peptide", "growth-factor", "aloe", "vitamin-e", "calming")
}

// step says that the product is a leave-on step in which the guide asks for a benefit; mists and essences are toners.
func (s *subject) step() bool {
	return s.leaveOn && s.is("serum", "moisturizer", "toner") && !s.is("makeup")
}

// findings says when each row of the matrix holds.
var findings = map[string]func(*subject) bool{
	"retinoid":                func(s *subject) bool { return s.has("retinoid") },
	"active exfoliating acid": func(s *subject) bool { return s.has("bha") || s.may("aha") || s.may("pha") },
	"trace of AHA or PHA": func(s *subject) bool {
		return s.leaveOn && (s.has("aha") && !s.may("aha") || s.has("pha") && !s.may("pha"))
	},
	"vitamin C":            func(s *subject) bool { return s.leaveOn && s.has("vitamin-c") },
	"vitamin C derivative": func(s *subject) bool { return s.leaveOn && s.has("vitamin-c-derivative") },
	"other active":         func(s *subject) bool { return s.has("other-active") || s.urea },
	"fragrance":            func(s *subject) bool { return s.has("fragrance", "fragrance-allergen") },
	"essential oil":        func(s *subject) bool { return s.has("essential-oil") },
	"drying alcohol":       func(s *subject) bool { return s.leaveOn && s.has("drying-alcohol") },
	"harsh preservative":   func(s *subject) bool { return s.has("harsh-preservative") },
	"dye":                  func(s *subject) bool { return s.leaveOn && s.has("dye") && s.otherThanMakeup() },
	"sulfate surfactant":   func(s *subject) bool { return (s.rinseOff || s.is("cleanser")) && s.has("sulfate-surfactant") },
	"scrub or exfoliant":   func(s *subject) bool { return s.has("scrub-particle") || s.is("exfoliant") },
	"comedogenic 4-5":      func(s *subject) bool { return s.leaveOn && s.has("comedogenic-4-5") },
	"comedogenic 3":        func(s *subject) bool { return s.leaveOn && s.has("comedogenic-3") },
	"plain oil":            func(s *subject) bool { return s.leaveOn && s.has("plain-oil") },
	"makeup":               func(s *subject) bool { return s.is("makeup") },
	"chemical UV filter":   func(s *subject) bool { return s.leaveOn && s.has("chemical-uv-filter") },
	"weak sunscreen": func(s *subject) bool {
		return s.is("sunscreen") && (s.spf != rules.Unstated && s.spf < 30 || s.spectrum == rules.SpectrumNarrow)
	},
	"unstated sunscreen": func(s *subject) bool {
		return s.is("sunscreen") && (s.spf == rules.Unstated || s.spectrum == rules.SpectrumUnstated)
	},
	"unnamed step": func(s *subject) bool {
		named := []string{"cleanser", "serum", "moisturizer", "sunscreen", "exfoliant", "makeup"}
		return s.list == rules.ListWhole && !s.benefit() && slices.ContainsFunc(s.types, func(t string) bool { return !slices.Contains(named, t) })
	},
	"no readable list":     func(s *subject) bool { return s.list != rules.ListWhole },
	"cleanser far from pH": func(s *subject) bool { return s.is("cleanser") && s.ph != rules.Unstated && (s.ph < 450 || s.ph > 650) },
	"hyaluronic acid":      func(s *subject) bool { return s.step() && s.has("hyaluronic-acid") },
	"hydration of dry skin": func(s *subject) bool {
		return s.leaveOn && s.has("hyaluronic-acid") && !s.is("makeup") &&
			s.is("serum", "moisturizer", "toner", "mask", "treatment", "oil", "eye-care", "lip-care", "sunscreen", "body-care")
	},
	"peptide or growth factor": func(s *subject) bool { return s.step() && s.has("peptide", "growth-factor") },
	"gentle cleanser":          func(s *subject) bool { return s.is("cleanser") },
	"clean moisturizer": func(s *subject) bool {
		return s.list == rules.ListWhole && s.leaveOn && s.is("moisturizer") && !s.is("makeup") && !s.has("comedogenic-4-5", "comedogenic-3")
	},
	"mineral sunscreen": func(s *subject) bool {
		return s.is("sunscreen") && s.spf >= 30 && s.spectrum == rules.SpectrumBroad && s.has("mineral-uv-filter") && !s.pigment && !s.has("chemical-uv-filter")
	},
	"sunscreen without filter": func(s *subject) bool { return s.unfiltered() },
}

// firings says when each rule fires, beyond what its verdicts show: the rules that share a row of the matrix, those that
// only note, and those that another one outweighs wherever they differ.
var firings = map[string]func(*subject) bool{
	"retinoid":             findings["retinoid"],
	"exfoliating-acid":     findings["active exfoliating acid"],
	"trace-acid":           findings["trace of AHA or PHA"],
	"ph-adjuster-as-acid":  func(s *subject) bool { return s.citric },
	"vitamin-c":            findings["vitamin C"],
	"vitamin-c-derivative": findings["vitamin C derivative"],
	"other-active":         findings["other active"],
	"fragrance":            func(s *subject) bool { return s.has("fragrance") },
	"fragrance-allergen":   func(s *subject) bool { return s.has("fragrance-allergen") },
	"benzyl-alcohol":       func(s *subject) bool { return s.has("benzyl-alcohol") },
	"essential-oil":        findings["essential oil"],
	"drying-alcohol":       findings["drying alcohol"],
	"harsh-preservative":   findings["harsh preservative"],
	"dye":                  findings["dye"],
	"sulfate-surfactant":   findings["sulfate surfactant"],
	"scrub-particle":       func(s *subject) bool { return s.has("scrub-particle") },
	"exfoliant":            func(s *subject) bool { return s.is("exfoliant") },
	"comedogenic-4-5":      findings["comedogenic 4-5"],
	"comedogenic-3":        findings["comedogenic 3"],
	"plain-oil":            findings["plain oil"],
	"makeup":               findings["makeup"],
	"makeup-tools":         findings["makeup"],
	"chemical-uv-filter":   findings["chemical UV filter"],
	"weak-sunscreen":       findings["weak sunscreen"],
	"unstated-sunscreen":   findings["unstated sunscreen"],
	"mineral-sunscreen":    findings["mineral sunscreen"],
	"unnamed-filter":       findings["sunscreen without filter"],
	"unnamed-step":         findings["unnamed step"],
	"no-list":              func(s *subject) bool { return s.list == rules.ListNone || s.list == rules.ListUnreadable },
	"partial-list":         func(s *subject) bool { return s.list == rules.ListPartial },
	"gentle-cleanser":      findings["gentle cleanser"],
	"cleanser-first-48h":   findings["gentle cleanser"],
	"cleanser-ph":          findings["cleanser far from pH"],
	"moisturizer":          findings["clean moisturizer"],
	"many-ingredients":     func(s *subject) bool { return s.is("moisturizer") && s.count > 40 },
	"hyaluronic-acid":      findings["hyaluronic acid"],
	"dry-hydration":        findings["hydration of dry skin"],
	"peptide":              func(s *subject) bool { return s.step() && s.has("peptide") },
	"growth-factor":        func(s *subject) bool { return s.step() && s.has("growth-factor") },
	"aloe":                 func(s *subject) bool { return s.leaveOn && s.has("aloe") },
	"vitamin-e":            func(s *subject) bool { return s.leaveOn && s.has("vitamin-e") },
	"calming":              func(s *subject) bool { return s.leaveOn && s.has("calming") },

	"claim-fragrance-free":     func(s *subject) bool { return s.says("fragrance-free") && s.scented() },
	"claim-unscented":          func(s *subject) bool { return s.says("unscented") && s.scented() },
	"claim-essential-oil-free": func(s *subject) bool { return s.says("essential-oil-free") && s.has("essential-oil") },
	"claim-alcohol-free":       func(s *subject) bool { return s.says("alcohol-free") && s.has("drying-alcohol") },
	"claim-oil-free":           func(s *subject) bool { return s.says("oil-free") && s.has("plain-oil") },
	"claim-non-comedogenic":    func(s *subject) bool { return s.says("non-comedogenic") && s.has("comedogenic-4-5", "comedogenic-3") },
	"claim-sulfate-free":       func(s *subject) bool { return s.says("sulfate-free") && s.has("sulfate-surfactant") },
	"claim-dye-free":           func(s *subject) bool { return s.says("dye-free") && s.has("dye") },
	"claim-mineral-sunscreen": func(s *subject) bool {
		return s.says("mineral-sunscreen", "chemical-filter-free") && s.has("chemical-uv-filter")
	},
	"claim-retinol-free":      func(s *subject) bool { return s.says("retinol-free") && s.has("retinoid") },
	"claim-acid-free":         func(s *subject) bool { return s.says("acid-free") && s.has("aha", "pha", "bha") },
	"claim-preservative-free": func(s *subject) bool { return s.says("preservative-free") && s.has("harsh-preservative") },
	"claim-ph-balanced": func(s *subject) bool {
		return s.says("ph-balanced") && s.ph != rules.Unstated && (s.ph < 450 || s.ph > 650)
	},
	"claim-gentle": func(s *subject) bool {
		return s.says("hypoallergenic", "for-sensitive-skin") && (s.scented() || s.has("harsh-preservative"))
	},
}

// tables are the rows of the matrix that rules state; a rule that is not here only notes.
var tables = map[string]string{
	"retinoid": "retinoid", "exfoliating-acid": "active exfoliating acid", "trace-acid": "trace of AHA or PHA",
	"vitamin-c": "vitamin C", "vitamin-c-derivative": "vitamin C derivative", "other-active": "other active",
	"fragrance": "fragrance", "fragrance-allergen": "fragrance", "essential-oil": "essential oil", "drying-alcohol": "drying alcohol",
	"harsh-preservative": "harsh preservative", "dye": "dye", "sulfate-surfactant": "sulfate surfactant",
	"scrub-particle": "scrub or exfoliant", "exfoliant": "scrub or exfoliant", "comedogenic-4-5": "comedogenic 4-5",
	"comedogenic-3": "comedogenic 3", "plain-oil": "plain oil", "makeup": "makeup", "chemical-uv-filter": "chemical UV filter",
	"weak-sunscreen": "weak sunscreen", "unstated-sunscreen": "unstated sunscreen", "mineral-sunscreen": "mineral sunscreen", "unnamed-filter": "sunscreen without filter",
	"unnamed-step": "unnamed step", "no-list": "no readable list", "partial-list": "no readable list",
	"gentle-cleanser": "gentle cleanser", "cleanser-ph": "cleanser far from pH", "moisturizer": "clean moisturizer",
	"hyaluronic-acid": "hyaluronic acid", "dry-hydration": "hydration of dry skin", "peptide": "peptide or growth factor",
	"growth-factor": "peptide or growth factor",
}

// unfiltered says that a list which looks whole leaves out what gives the product its SPF. The guide does not speak of
// it: a list without its active ingredients is no whole list.
func (s *subject) unfiltered() bool {
	return s.is("sunscreen") && s.spf != rules.Unstated && s.list == rules.ListWhole &&
		!s.has("chemical-uv-filter") && (s.pigment || !s.has("mineral-uv-filter"))
}

func (s *subject) scented() bool { return s.has("fragrance", "fragrance-allergen", "essential-oil") }

func (s *subject) says(claims ...string) bool {
	return slices.ContainsFunc(claims, func(c string) bool { return slices.Contains(s.claims, c) })
}

// table is a verdict for each phase and skin type, in the order of phaseIDs and skinIDs.
type table [4][4]rules.Verdict

func (t table) String() string {
	var b strings.Builder
	for p, row := range t {
		fmt.Fprintf(&b, "\n  %-10s %v", phaseIDs[p], row)
	}
	return b.String()
}

// parseMatrix reads matrix; every row of it must have its finding, and the other way round.
func parseMatrix(t testing.TB) map[string]table {
	t.Helper()
	rows := map[string]table{}
	for line := range strings.Lines(strings.TrimSpace(matrix)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		name := strings.TrimSpace(cells[0])
		if len(cells) != 5 || findings[name] == nil {
			t.Fatalf("matrix: bad row %q", line)
		}
		var tab table
		for p, cell := range cells[1:] {
			tab[p] = parseCell(t, cell)
		}
		rows[name] = tab
	}
	if len(rows) != len(findings) {
		t.Fatalf("matrix has %d rows, %d findings", len(rows), len(findings))
	}
	return rows
}

// parseCell reads "caution SD avoid": caution, but for sensitive and dry skin avoid.
func parseCell(t testing.TB, cell string) (row [4]rules.Verdict) {
	words := strings.Fields(cell)
	read := func(word string) rules.Verdict {
		v, ok := rules.ParseVerdict(strings.Replace(word, "-", "none", 1))
		if !ok {
			t.Fatalf("matrix: bad verdict %q", word)
		}
		return v
	}
	for i := range row {
		row[i] = read(words[0])
	}
	if len(words) == 3 {
		for _, letter := range words[1] {
			row[strings.IndexRune("NDOS", letter)] = read(words[2])
		}
	}
	return row
}

// severity orders verdicts by what stands: a recommendation only where nothing speaks against it, avoid above all.
var severity = []rules.Verdict{rules.Silent, rules.Suitable, rules.Recommended, rules.Caution, rules.Unknown, rules.Avoid}

// verdicts is what the specification says of a subject.
func (s *subject) verdicts(rows map[string]table) (t table) {
	offSkinOnly := !slices.ContainsFunc(s.types, func(id string) bool { return !slices.Contains(offSkin, id) })
	for p := range t {
		for k := range t[p] {
			worst := 1 // suitable
			for name, holds := range findings {
				if holds(s) {
					worst = max(worst, slices.Index(severity, rows[name][p][k]))
				}
			}
			t[p][k] = severity[worst]
			if offSkinOnly {
				t[p][k] = rules.NotApplicable
			}
		}
	}
	return t
}
