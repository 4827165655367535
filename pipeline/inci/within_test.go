package inci

import (
	"strings"
	"testing"
)

// A substance that must not be lost is told apart from the name that a lost comma left it in; names that are one stay one.
func TestLostWithin(t *testing.T) {
	families := append([]Family{}, parseFamilies...)
	families[0].Patterns = []string{"* Parfum", "* Fragrance"}
	families = append(families,
		Family{ID: "other-active", Names: []string{"Benzoyl Peroxide", "Sulfur"}, Parent: -1},
		Family{ID: "harsh-preservative", Names: []string{"Methylisothiazolinone", "DMDM Hydantoin"}, Parent: -1},
		Family{ID: "peptide", Names: []string{"Copper Tripeptide-1"}, Patterns: []string{"*peptide-#"}, Parent: -1})
	lx, err := NewLexicon(Source{Families: families, Known: append([]string{"Algin", "Phyto Retinol", "Lavender", "Mel", "Citrus Grandis Peel Powder"}, parseKnown...)})
	if err != nil {
		t.Fatal(err)
	}
	p, q := NewParser(lx), NewParser(lx)
	for _, c := range []struct{ name, items string }{
		{"Quuxol Benzoyl Peroxide", "Quuxol?|Benzoyl Peroxide"},
		{"Benzoyl Peroxide Zorbaxin", "Benzoyl Peroxide|Zorbaxin?"},
		{"Quuxol Glycolic Acid Zorbaxin", "Quuxol?|Glycolic Acid|Zorbaxin?"},
		{"Algin-Benzoyl Peroxide", "Algin|Benzoyl Peroxide"},
		{"Phyto-Retinol", "Phyto-Retinol"},
		{"Palmitoyl Tripeptide-1Parfum", "Palmitoyl Tripeptide-1|Parfum"},
		{"Disodium EDTAMethylisothiazolinone", "Disodium EDTA|Methylisothiazolinone"},
		{"Quuxyl DMDM Hydantoin", "Quuxyl?|DMDM Hydantoin"},
		{"Lactic Acid Bacteria Ferment", "Lactic Acid Bacteria Ferment?"},
		{"Quuxyl Lavender Oil", "Quuxyl?|Lavender Oil"},
		{"Hydrogenated Lavender Oil", "Hydrogenated Lavender Oil?"},
		{"Quuxol Powder", "Quuxol Powder?"},
		{"Glycerin香料", "Glycerin|香料"},
		{"香料Glycerin", "香料|Glycerin"},
		{"글리세린리날룰", "글리세린|리날룰"},
		{"리날룰글리세린", "리날룰|글리세린"},
		{"파이토리날룰", "파이토리날룰?"},
		{"리날룰1", "리날룰"},
		{"글리세린-리날룰", "글리세린|리날룰"},
	} {
		text := "Aqua, Glycerin, Panthenol, " + c.name + ", Xanthan Gum"
		l := p.Parse(text, Options{})
		if len(l.Items) < 5 {
			t.Errorf("%s: %s", c.name, dump(l))
			continue
		}
		var items []string
		for _, it := range l.Items[3 : len(l.Items)-1] {
			name := l.Text[it.Start:it.End]
			if it.Match == Unrecognized {
				name += "?"
			}
			items = append(items, name)
		}
		if got := strings.Join(items, "|"); got != c.items {
			t.Errorf("%s\ngot  %s\nwant %s", c.name, got, c.items)
		}
		checkPlain(t, p, q, text)
	}
}

// What a label states as 0 % is not in the product.
func TestNothingOf(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, text := range []string{"Aqua, Glycerin, Panthenol, Phenoxyethanol. 0% Parfum, 0 % Retinol.", "Aqua, Glycerin, Panthenol, Phenoxyethanol, 0% Parfum, Retinol 0%", "0% Parfum, Aqua, Glycerin, Panthenol, Phenoxyethanol", "Aqua, Glycerin, Panthenol, Phenoxyethanol, Parfum (0%)"} {
		warm := NewParser(parseLexicon())
		warm.Parse("Aqua, Glycerin, Panthenol, Phenoxyethanol, Retinol, Parfum", Options{})
		checkPlain(t, warm, NewParser(parseLexicon()), text)
		l := p.Parse(text, Options{})
		for i := range l.Items {
			if l.Items[i].Families != (Families{}) {
				t.Errorf("%s: %s", text, dump(l))
				break
			}
		}
		checkPlain(t, NewParser(parseLexicon()), NewParser(parseLexicon()), text)
	}
	if l := p.Parse("Aqua, Glycerin, 0.5% Retinol, Phenoxyethanol, 10% Lactic Acid", Options{}); len(l.Items) != 5 {
		t.Error(dump(l))
	}
}
