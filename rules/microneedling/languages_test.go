package microneedling_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"screen/pipeline/inci"
)

// labelled are substances and their names in the languages of labels, pharmacopoeias and ingredient dictionaries: family,
// INCI name, language (ISO 639-1; la is the pharmacopoeia's Latin), names.
const labelled = "../../testdata/labelled/names.tsv"

// beside are the families that names of a family may have as well; any other is a name that two languages, or a word
// with and without its accents, use for two things ("Citronellöl" is an oil, citronellol is not).
var beside = map[string][]string{
	"sulfate-surfactant": {"comedogenic", "comedogenic-3", "comedogenic-4-5"},
	"dye":                {"comedogenic", "comedogenic-3"},
	"comedogenic":        {"comedogenic-3", "comedogenic-4-5", "plain-oil"},
	"exfoliating-acid":   {"aha", "bha", "pha", "other-active"},
	"other-active":       {"comedogenic", "comedogenic-3"},
}

// TestLanguages proves that every name a family needs is known in every language that labels use, as it stands and
// without any repair, and that what only looks like it is known to be something else.
func TestLanguages(t *testing.T) {
	text, err := os.ReadFile(labelled)
	if err != nil {
		t.Fatal(err)
	}
	lx := shippedLexicon(t)
	names, languages := 0, map[string]map[string]bool{} // languages of each family
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 4 {
			t.Fatalf("%q has %d cells, want family, substance, language and names", line, len(cells))
		}
		family := cells[0]
		if languages[family] == nil {
			languages[family] = map[string]bool{}
		}
		languages[family][cells[2]] = true
		for _, name := range append(strings.Split(cells[3], " | "), cells[1]) {
			names++
			checkName(t, lx, family, cells[2], name)
		}
	}
	if names < 6000 {
		t.Errorf("only %d names", names)
	}
	for family, in := range languages {
		for _, l := range []string{"fr", "de", "es", "it", "pt", "nl", "pl", "ko", "ja", "zh", "ru"} {
			if !in[l] && family != "dye" {
				t.Errorf("%s has no names in %s", family, l)
			}
		}
	}
}

func checkName(t *testing.T, lx *inci.Lexicon, family, language, name string) {
	t.Helper()
	r, ok := lx.Lookup(name)
	if !ok {
		t.Errorf("%s (%s): not known, want %s", name, language, family)
		return
	}
	got := idsOf(lx, r.Families)
	if family != "none" && !slices.Contains(got, family) {
		t.Errorf("%s (%s): got %v, want %s", name, language, got, family)
	}
	for _, id := range got {
		if id != family && !slices.Contains(beside[family], id) {
			t.Errorf("%s (%s): got %v, want nothing beside %s", name, language, got, family)
		}
	}
}
