package microneedling_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"screen/pipeline/inci"
)

// strong are the families of the reference tables whose names are sure, and the families of ours of which each of
// their names must be in one.
var strong = map[string][]string{
	"fragrance_generic":     {"fragrance"},
	"fragrance_allergen_eu": {"fragrance-allergen", "essential-oil", "benzyl-alcohol"},
	"essential_oil":         {"essential-oil"},
	"plain_oil":             {"plain-oil"},
	"mineral_oil_petrolatum": {
		"plain-oil"},
	"retinoid":                        {"retinoid"},
	"exfoliant_aha":                   {"exfoliating-acid"},
	"exfoliant_pha":                   {"exfoliating-acid"},
	"exfoliant_bha":                   {"exfoliating-acid"},
	"exfoliant_lha":                   {"exfoliating-acid"},
	"exfoliant_aha_ambiguous":         {"ph-adjuster-acid"},
	"vitamin_c":                       {"vitamin-c", "vitamin-c-derivative"},
	"active_enzyme":                   {"other-active"},
	"active_sulfur":                   {"other-active"},
	"active_resorcinol":               {"other-active"},
	"active_azelaic":                  {"other-active"},
	"active_arbutin":                  {"other-active"},
	"active_tca":                      {"other-active", "exfoliating-acid"},
	"active_kojic":                    {"other-active"},
	"active_hydroquinone":             {"other-active"},
	"active_benzoyl_peroxide":         {"other-active"},
	"active_tranexamic":               {"other-active"},
	"active_counterirritant":          {"fragrance-allergen"},
	"uv_filter_organic":               {"chemical-uv-filter"},
	"uv_filter_mineral":               {"mineral-uv-filter"},
	"drying_alcohol":                  {"drying-alcohol"},
	"formaldehyde_releaser":           {"harsh-preservative"},
	"isothiazolinone":                 {"harsh-preservative"},
	"sulfate_surfactant":              {"sulfate-surfactant"},
	"physical_exfoliant":              {"scrub-particle"},
	"hyaluronic":                      {"hyaluronic-acid"},
	"aloe":                            {"aloe"},
	"vitamin_e":                       {"vitamin-e"},
	"peptide":                         {"peptide", "growth-factor"},
	"copper_peptide":                  {"peptide"},
	"growth_factor":                   {"growth-factor"},
	"recombinant_peptide":             {"growth-factor", "peptide"},
	"colorant":                        {"dye"},
	"formaldehyde_releaser_unflagged": {"harsh-preservative"},
}

// exclusions are the names of strong families that are not in ours, and why. "*" at either end stands for any text.
var exclusions = []struct {
	family, why string
	names       []string
}{
	{"active_azelaic", "milder: the definition of other-active names it as none", []string{"POTASSIUM AZELOYL DIGLYCINATE"}},
	{"active_tranexamic", "the definition of other-active names it as none", []string{"TRANEXAMIC ACID"}},
	{"active_enzyme", "no protease: these do not take the horny layer off", []string{"AMINOPEPTIDASE", "AMYLASE", "CELLULASE", "HYALURONIDASE", "LIPASE"}},
	{"exfoliant_aha", "ph-adjuster-acid, a family of their own", []string{"MALIC ACID", "TARTARIC ACID"}},
	{"exfoliant_pha", "they chelate and adjust the pH", []string{"GALACTURONIC ACID", "GLUCONIC ACID"}},
	{"drying_alcohol", "a denaturant; it counts with the ethanol beside it", []string{"T-BUTYL ALCOHOL"}},
	{"sulfate_surfactant", "a polymer, and no name of an ingredient", []string{"SODIUM POLYSTYRENE SULFATE", "UNKNOWN SULFATE"}},
	{"mineral_oil_petrolatum", "an ointment base, no oil", []string{"PETROLATUM"}},
	{"aloe", "other aloes than Aloe barbadensis", []string{
		"ALOE ANDONGENSIS *", "ALOE ARBORESCENS *", "ALOE FEROX *", "ALOE MACULATA *", "ALOE PERRYI *", "ALOE SPECIES *", "ALOE TOMENTOSA *", "CAPE ALOE", "KIDACHI *",
	}},
	{"hyaluronic", "a string of several names without separators", []string{"ETHYL CARBAZIDO HYALURONATE SH-OLIGOPEPTIDE-1 SH-*"}},
	{"peptide", "a formula in brackets", []string{"R-(SH-POLYPEPTIDE-102 *"}},
	{"recombinant_peptide", "a formula in brackets", []string{"R-(SH-POLYPEPTIDE-102 *"}},
	{"colorant", "mineral pigments, in whatever naming", []string{
		"CI 77*", "*IRON OXIDE", "IRON OXIDES", "ULTRAMARINES", "CI77891",
	}},
	{"colorant", "natural colours", []string{
		"CI 40800", "CI 75*", "ANTHOCYANINS", "BEETROOT RED", "CAPSANTHIN/CAPSORUBIN", "COCHINEAL", "LACTOFLAVIN",
	}},
	{"fragrance_allergen_eu", "plant extracts and waters that the extension of 2023 names; only volatile oils are in a family", []string{
		"* EXTRACT", "CEDRUS ATLANTICA BARK WATER", "PINUS MUGO", "PINUS PUMILA",
	}},
	{"essential_oil", "fixed oils of seeds and fruits, or infusions in oil", []string{
		"AZADIRACHTA INDICA SEED OIL", "CENTELLA ASIATICA OIL", "CICHORIUM INTYBUS SEED OIL", "EREMOPHILA LONGIFOLIA SEED OIL", "EURYALE FEROX SEED OIL",
		"LOLIUM PERENNE FRUIT OIL", "MAURITIA FLEXUOSA FRUIT OIL", "OLEA EUROPAEA LEAF OIL", "ORBIGNYA MARTIANA SEED OIL", "RIBES NIGRUM FRUIT OIL",
		"RIBES RUBRUM SEED OIL", "SAPINDUS MUKOROSSI FRUIT OIL", "SORBUS COMMIXTA BERRY OIL", "TERMINALIA BELLIRICA FRUIT OIL", "TERMINALIA CHEBULA FRUIT OIL",
		"TRIGONELLA FOENUM-GRAECUM SEED OIL",
	}},
	{"essential_oil", "a comma in the name of a hybrid, which reads as two ingredients", []string{"CITRUS PARADISI, X C. RETICULATA PEEL OIL EXPRESSED"}},
	{"plain_oil", "volatile oils", []string{"CORIANDRUM SATIVUM SEED OIL", "PINUS SYLVESTRIS OIL", "VANILLA PLANIFOLIA FRUIT OIL"}},
	{"plain_oil", "an extract", []string{"RICE BRAN EXTRACT"}},
	{"physical_exfoliant", "seeds that are ground to a flour, as those of legumes, cereals and cocoa are, and aromatic or oily seeds", []string{
		"ANGELICA ARCHANGELICA SEED POWDER", "ANGELICA DAHURICA SEED POWDER", "CICER *", "CITRULLUS *", "CNIDIUM *", "GLYCINE MAX *", "GLYCINE SOJA SEED POWDER", "IPOMOEA *", "LIMNANTHES *", "NIGELLA *",
		"PHASEOLUS *", "THEOBROMA CACAO SEED POWDER", "THEOBROMA GRANDIFLORUM SEED POWDER", "TRICHILIA *", "VANILLA *", "VIGNA *", "VIROLA *", "XIMENIA *",
	}},
	{"physical_exfoliant", "flours, hulls that swell, and ground leaves, flowers, roots, barks, stems and fruits are soft", []string{
		"*FLOUR", "*KERNEL MEAL", "*LEAF POWDER", "*FLOWER POWDER", "*ROOT POWDER", "*ROOT/STALK POWDER", "*BARK POWDER",
		"*STEM POWDER", "*FRUIT POWDER", "*PEEL POWDER", "*WOOD POWDER", "*PULP POWDER",
		"MUDSTONE POWDER", "PLANTAGO *", "GLYCINE SOJA HULL", "THEOBROMA CACAO HUSK",
	}},
}

// excluded says whether a name of a family of the reference tables is out for a reason; it marks the reason as used.
func excluded(family, name string, used map[string]bool) bool {
	for _, x := range exclusions {
		if x.family != family {
			continue
		}
		for _, pattern := range x.names {
			core := strings.Trim(pattern, "*")
			before, after := strings.HasPrefix(pattern, "*"), strings.HasSuffix(pattern, "*")
			if name == core || before && strings.HasSuffix(name, core) || after && strings.HasPrefix(name, core) || before && after && strings.Contains(name, core) {
				used[family+" "+pattern] = true
				return true
			}
		}
	}
	return false
}

// readTable reads a reference table, or skips the test where it is not at hand.
func readTable(t *testing.T, name string) [][]string {
	t.Helper()
	file, err := os.Open("../../../shared/reference/" + name)
	if err != nil {
		t.Skip("no reference tables here")
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// shippedLexicon is the lexicon of the shipped families and the shipped inventory.
func shippedLexicon(t testing.TB) *inci.Lexicon {
	t.Helper()
	known, limits := inci.DefaultKnown()
	src := inci.Source{Known: known, Limits: limits}
	for _, f := range load(t).Families {
		src.Families = append(src.Families, inci.Family{ID: f.ID, Names: f.Names, Patterns: f.Patterns, Except: f.Except, Parent: f.Above()})
	}
	lx, err := inci.NewLexicon(src)
	if err != nil {
		t.Fatal(err)
	}
	return lx
}

// familiesOf returns the ids of the families of a name.
func familiesOf(lx *inci.Lexicon, name string) []string {
	return idsOf(lx, lx.Recognize(name).Families)
}

func idsOf(lx *inci.Lexicon, f inci.Families) (ids []string) {
	for i, id := range lx.Families() {
		if f[i>>6]>>(i&63)&1 == 1 {
			ids = append(ids, id)
		}
	}
	return ids
}

// TestReference proves that each name of a strong reference family is in our family, or stands above with a reason.
func TestReference(t *testing.T) {
	rows := readTable(t, "families.tsv")
	lx := shippedLexicon(t)
	used := map[string]bool{}
	checked := 0
	for _, row := range rows {
		name, family := row[0], row[1]
		want := strong[family]
		if want == nil {
			continue
		}
		checked++
		got := familiesOf(lx, name)
		in := slices.ContainsFunc(want, func(id string) bool { return slices.Contains(got, id) })
		if !in && !excluded(family, name, used) {
			t.Errorf("%s of %s: got %v, want one of %v", name, family, got, want)
		}
	}
	for _, x := range exclusions {
		for _, pattern := range x.names {
			if !used[x.family+" "+pattern] {
				t.Errorf("exclusion %s of %s is not needed", pattern, x.family)
			}
		}
	}
	if checked < 4000 {
		t.Errorf("only %d names checked", checked)
	}
}

// unrated are the names that some table rates 3 or more and that are not comedogenic here, and why.
var unrated = map[string]string{
	"ALGIN ACID": "a slip for alginic acid", "ALKYL ALCOHOL": "no name of an ingredient", "COTTON AWWS": "a slip", "HEXYLENE GLYKOL": "one table only",
	"CARTHAMUS TINCTORIUS": "a plant without its part", "COCOS NUCIFERA": "a plant without its part", "GLYCINE SOJA": "a plant without its part",
	"OLEA EUROPAEA": "a plant without its part", "SESAMUM INDICUM": "a plant without its part", "THEOBROMA CACAO": "a plant without its part",
	"TRITICUM VULGARE": "a plant without its part", "PINUS": "a genus", "PIX EX CARBONE": "coal tar, forbidden in the EU",
	"CERA MICROCRYSTALLINA": "a wax, one table only", "CERESIN": "a wax, one table only", "CETEARETH 20": "one table only; rated as a pair",
	"CETEARYL ALCOHOL + CETEARETH 20": "a pair", "HEXADECYL ALCOHOL": "cetyl alcohol, which has 2 under its own name", "GLYCERYL STEARATE": "one table only; 1 in the others",
	"HEAVY MINERAL OIL": "one table only; mineral oil has 0", "PARAFFINUM LIQUIDUM": "one table only; mineral oil has 0", "ISOSTEARIC ACID": "one table only",
	"LANOLIN": "one table only; 0 to 1 in the older ones", "LANOLIN CERA": "one table only; lanolin wax has 1", "OCTYLDODECANOL": "one table only",
	"POLYGLYCERYL-4 ISOSTEARATE": "one table only", "SORBITAN SESQUIOLEATE": "one table only", "POTASSIUM CHLORIDE": "a salt; rated by mouth",
	"SODIUM CHLORIDE": "a salt; rated by mouth", "LINUM USITATISSIUMUM SEED OIL": "a slip in the plant's name, too far for a repair",
}

// TestComedogenicity proves that what all tables rate 3 or more is comedogenic here or stands above, and that what none rates
// more than 2 is not.
func TestComedogenicity(t *testing.T) {
	rows := readTable(t, "comedogenic.tsv")
	lx := shippedLexicon(t)
	for _, row := range rows {
		name, low, high := row[0], row[1], row[2]
		in := slices.Contains(familiesOf(lx, name), "comedogenic")
		switch {
		case low >= "3" && !in && unrated[name] == "":
			t.Errorf("%s is rated %s and is not comedogenic", name, low)
		case low >= "3" && in && unrated[name] != "":
			t.Errorf("%s is comedogenic; its reason is not needed", name)
		case high <= "2" && in:
			t.Errorf("%s is rated %s at most and is comedogenic", name, high)
		}
	}
}
