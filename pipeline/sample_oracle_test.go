package pipeline_test

import (
	"bufio"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file is the sample catalog's oracle: from what an expert states of a product (sample.facts.tsv) and the guide's
// matrix, written out by hand below, it derives the verdicts. It knows neither the rule files nor the engine.

var (
	oraclePhases = []string{"first-48h", "days-3-4", "days-5-7", "week-2-on"}
	oracleSkins  = []string{"normal", "dry", "oily", "sensitive"}
	// oracleRank orders verdicts as they outweigh one another: a recommendation only counts where nothing says caution,
	// nothing is cleared while facts are missing, and what is to be avoided stays so in a list known in part.
	oracleRank = []string{"-", "suitable", "recommended", "caution", "unknown", "avoid", "not-applicable"}
)

// oracleMatrix holds a row for each finding: its verdict in each phase, then the skin types for which it is another one
// (S sensitive, O oily, D dry); - is silence.
var oracleMatrix = map[string][4]string{
	"retinoid":             {"avoid", "avoid", "avoid", "caution"},
	"acid":                 {"avoid", "avoid", "avoid", "caution"},
	"trace":                {"caution", "caution", "- S:caution", "-"},
	"vitamin-c":            {"avoid", "avoid", "avoid", "caution"},
	"vitamin-c-derivative": {"avoid", "avoid", "caution", "- S:caution"},
	"strong":               {"avoid", "avoid", "avoid", "caution"},
	"scent":                {"avoid", "avoid", "caution S:avoid", "- S:caution"},
	"essential-oil":        {"avoid", "avoid", "caution S:avoid", "- S:caution"},
	"drying-alcohol":       {"avoid", "avoid", "caution S:avoid D:avoid", "- S:caution D:caution"},
	"harsh-preservative":   {"avoid", "avoid", "caution S:avoid", "- S:caution"},
	"dye":                  {"avoid", "caution", "- S:caution", "-"},
	"sulfate":              {"avoid", "avoid", "avoid", "- S:caution D:caution"},
	"scrub":                {"avoid", "avoid", "avoid", "caution"},
	"comedogenic-4-5":      {"avoid", "caution O:avoid", "caution O:avoid", "- O:caution"},
	"comedogenic-3":        {"caution O:avoid", "- O:caution", "- O:caution", "-"},
	"plain-oil":            {"- O:caution", "- O:caution", "- O:caution", "-"},
	"makeup":               {"avoid", "-", "-", "-"},
	"chemical-uv-filter":   {"avoid", "caution", "caution", "-"},
	"weak-sunscreen":       {"avoid", "avoid", "avoid", "avoid"},
	"unstated-sunscreen":   {"caution", "caution", "caution", "caution"},
	"unnamed-step":         {"caution", "-", "-", "-"},
	"list":                 {"unknown", "unknown", "unknown", "unknown"},
	"ph":                   {"caution", "caution", "caution", "-"},
	// The guide's matrix has no such row; what gives an SPF and is not in the list makes the list less than whole.
	"unnamed-filter": {"unknown", "unknown", "unknown", "unknown"},

	"good-cleanser":    {"suitable", "recommended", "recommended", "suitable"},
	"good-moisturizer": {"recommended", "recommended", "recommended", "-"},
	"good-sunscreen":   {"recommended", "recommended", "recommended", "recommended"},
	"hydration":        {"recommended", "recommended", "recommended", "-"},
	"dry-hydration":    {"- D:recommended", "- D:recommended", "- D:recommended", "-"},
	"regeneration":     {"-", "recommended", "recommended", "recommended"},
}

// expert is one line of the facts file.
type expert struct {
	sku, types, use, list, spf, spectrum, ph string
	contradicted, facts                      []string
}

func (e *expert) is(types ...string) bool {
	return slices.ContainsFunc(strings.Split(e.types, "+"), func(t string) bool { return slices.Contains(types, t) })
}

func (e *expert) has(facts ...string) bool {
	return slices.ContainsFunc(facts, func(f string) bool { return slices.Contains(e.facts, f) })
}

func (e *expert) leave() bool { return e.use != "rinse" }
func (e *expert) rinse() bool { return e.use != "leave" }

// number reads a stated figure; what is unstated is 0.
func (e *expert) number(stated string) float64 {
	n, err := strconv.ParseFloat(stated, 64)
	if err != nil && stated != "" {
		panic(e.sku + ": " + err.Error())
	}
	return n
}

// rows are the rows of the matrix that hold for a product.
func (e *expert) rows() (rows []string) {
	add := func(row string, holds bool) {
		if holds {
			rows = append(rows, row)
		}
	}
	add("retinoid", e.has("retinoid"))
	add("acid", e.has("aha", "pha", "bha"))
	add("trace", e.leave() && e.has("aha-trace", "pha-trace"))
	add("vitamin-c", e.leave() && e.has("vitamin-c"))
	add("vitamin-c-derivative", e.leave() && e.has("vitamin-c-derivative"))
	add("strong", e.has("other-active", "urea-10"))
	add("scent", e.has("fragrance", "fragrance-allergen"))
	add("essential-oil", e.has("essential-oil"))
	add("drying-alcohol", e.leave() && e.has("drying-alcohol"))
	add("harsh-preservative", e.has("harsh-preservative"))
	add("dye", e.leave() && e.has("dye") && e.types != "makeup")
	add("sulfate", (e.rinse() || e.is("cleanser")) && e.has("sulfate-surfactant"))
	add("scrub", e.has("scrub-particle") || e.is("exfoliant"))
	add("comedogenic-4-5", e.leave() && e.has("comedogenic-4-5"))
	add("comedogenic-3", e.leave() && e.has("comedogenic-3"))
	add("plain-oil", e.leave() && e.has("plain-oil"))
	add("makeup", e.is("makeup"))
	add("chemical-uv-filter", e.leave() && e.has("chemical-uv-filter"))
	strong := e.number(e.spf) >= 30
	add("weak-sunscreen", e.is("sunscreen") && (e.spf != "" && !strong || e.spectrum == "narrow"))
	add("unstated-sunscreen", e.is("sunscreen") && (e.spf == "" || e.spectrum == ""))
	mineral := e.has("mineral-uv-filter") && !e.has("pigment")
	add("unnamed-filter", e.is("sunscreen") && e.spf != "" && e.list == "whole" && !mineral && !e.has("chemical-uv-filter"))
	benefit := e.has("hyaluronic-acid", "peptide", "growth-factor", "aloe", "vitamin-e", "calming")
	add("unnamed-step", !benefit && e.is("toner", "mask", "treatment", "oil", "eye-care", "lip-care", "makeup-remover", "body-care", "fragrance", "set", "other"))
	add("list", e.list != "whole")
	add("ph", e.is("cleanser") && e.ph != "" && (e.number(e.ph) < 4.5 || e.number(e.ph) > 6.5))

	step := e.leave() && e.is("serum", "moisturizer", "toner") && !e.is("makeup")
	add("good-cleanser", e.is("cleanser"))
	add("good-moisturizer", e.leave() && e.is("moisturizer") && !e.is("makeup") && !e.has("comedogenic-4-5", "comedogenic-3"))
	add("good-sunscreen", e.is("sunscreen") && strong && e.spectrum == "broad" && mineral && !e.has("chemical-uv-filter"))
	add("hydration", step && e.has("hyaluronic-acid"))
	add("dry-hydration", e.leave() && e.has("hyaluronic-acid") && !e.is("makeup", "set", "other", "fragrance", "cleanser", "makeup-remover"))
	add("regeneration", step && e.has("peptide", "growth-factor"))
	return rows
}

// verdicts are those of all cells, phase by phase.
func (e *expert) verdicts() (cells []string) {
	rows := e.rows()
	for phase := range oraclePhases {
		for _, skin := range oracleSkins {
			worst := 1 // suitable
			for _, row := range rows {
				worst = max(worst, slices.Index(oracleRank, matrixCell(oracleMatrix[row][phase], skin)))
			}
			if e.is("hair", "nail", "tool", "supplement") {
				worst = len(oracleRank) - 1
			}
			cells = append(cells, oracleRank[worst])
		}
	}
	return cells
}

// matrixCell reads "caution S:avoid" for a skin type.
func matrixCell(cell, skin string) string {
	words := strings.Fields(cell)
	letter := strings.ToUpper(skin[:1]) + ":"
	for _, w := range words[1:] {
		if v, ok := strings.CutPrefix(w, letter); ok {
			return v
		}
	}
	return words[0]
}

// families are the ids of the ingredient families that the facts name, in order.
func (e *expert) families() (ids []string) {
	of := map[string]string{
		"aha": "exfoliating-acid", "aha-trace": "exfoliating-acid", "pha": "exfoliating-acid", "pha-trace": "exfoliating-acid", "bha": "exfoliating-acid",
		"comedogenic-4-5": "comedogenic", "comedogenic-3": "comedogenic", "urea-10": "", "pigment": "",
	}
	for _, f := range e.facts {
		if id, ok := of[f]; ok {
			f = id
		}
		if f != "" && !slices.Contains(ids, f) {
			ids = append(ids, f)
		}
	}
	slices.Sort(ids)
	return ids
}

// row is the product's line of the golden file.
func (e *expert) row() []string {
	return append([]string{e.sku, e.types, strings.Join(e.families(), " ")}, e.verdicts()...)
}

// goldenHeader names the golden file's columns.
func goldenHeader() []string {
	header := []string{"sku", "types", "families"}
	for _, phase := range oraclePhases {
		for _, skin := range oracleSkins {
			header = append(header, phase+"/"+skin)
		}
	}
	return header
}

// readFacts reads what the expert states, in the file's order.
func readFacts(t testing.TB) (all []*expert) {
	t.Helper()
	f, err := os.Open("../testdata/golden/sample.facts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for begun := false; lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 10 {
			t.Fatalf("facts: %d cells in %q", len(c), lines.Text())
		}
		if begun {
			all = append(all, &expert{sku: c[0], types: c[1], use: c[2], list: c[3], spf: c[4], spectrum: c[5], ph: c[6], contradicted: strings.Fields(c[7]), facts: strings.Fields(c[8])})
		}
		begun = true
	}
	return all
}
