package inci

import (
	"strings"
	"testing"
)

// TestDivide: a pattern does not reach over a second ingredient.
func TestDivide(t *testing.T) {
	lx, err := NewLexicon(Source{
		Families: append(parseFamilies, Family{ID: "any-oil", Patterns: []string{"* Oil"}, Parent: -1}, Family{ID: "peptide", Patterns: []string{"*Peptide-#"}, Parent: -1}),
		Known:    append(parseKnown, "Mandarin", "Willow Bark Extract", "Oryza Sativa Bran Oil", "Orange Peel Oil"),
	})
	if err != nil {
		t.Fatal(err)
	}
	p, q := NewParser(lx), NewParser(lx)
	for _, c := range []struct{ text, want string }{
		{"Parfum Helianthus Annuus Seed Oil", "Parfum | Helianthus Annuus Seed Oil"},
		{"Water, Parfum Helianthus Annuus Seed Oil, Glycerin", "Water | Parfum | Helianthus Annuus Seed Oil | Glycerin"},
		{"Citric acid Oryza Sativa (Rice) Bran Oil", "Citric acid | Oryza Sativa (Rice) Bran Oil"},
		{"Potassium Sorbate Palmitoyl Tripeptide-5", "Potassium Sorbate | Palmitoyl Tripeptide-5"},
		{"Linalool Retinol Newplant Seed Oil", "Linalool | Retinol | Newplant Seed Oil"},
		{"Cocos Nucifera Oil** Newplant Seed Oil", "Cocos Nucifera Oil | Newplant Seed Oil"},
		{"Retinol and Newplant Oil", "Retinol | Newplant Oil"},
		{"Parfum Salix Alba (Willow) Bark Extract", "Parfum | Salix Alba (Willow) Bark Extract"},
		{"Salix Alba (Willow) Bark Extract", "Salix Alba (Willow) Bark Extract"},
		{"Mandarin Orange Peel Oil", "Mandarin Orange Peel Oil"},
		{"Newplant (Fruit) Seed Oil", "Newplant (Fruit) Seed Oil"},
		{"Retinol (and) Newname (and) Water", "Retinol | Newname? | Water"},
	} {
		l := p.Parse(c.text, Options{})
		if got := dump(l); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
		checkLaws(t, l)
		checkPlain(t, p, q, c.text)
	}
}

// TestRun: names that nothing divides are told apart, an unknown one among them or not.
func TestRun(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, c := range []struct{ text, want string }{
		{"Water Glycerin Niacinamide Butylene Glycol Sodium Newate Phenoxyethanol Carbomer Retinol Parfum",
			"Water | Glycerin | Niacinamide | Butylene Glycol | Sodium Newate? | Phenoxyethanol | Carbomer | Retinol | Parfum"},
		{"WATER GLYCERIN STELLARIA MEDIA (CHICKWEED) EXTRACT NIACINAMIDE NEWATE BUTYLENE GLYCOL RETINOL PARFUM",
			"WATER | GLYCERIN | STELLARIA MEDIA (CHICKWEED) EXTRACT | NIACINAMIDE | NEWATE? | BUTYLENE GLYCOL | RETINOL | PARFUM"},
		{"Formulated with Water Glycerin Niacinamide and Retinol so that your skin glows all day long and stays soft", ""},
	} {
		l := p.Parse(c.text, Options{})
		if got := dump(l); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
	long := strings.TrimSpace(strings.Repeat("Water Glycerin Niacinamide Newate Retinol ", 20))
	if l := p.Parse(long, Options{}); len(l.Items) != 100 {
		t.Errorf("%d items of 100 in a long run of names", len(l.Items))
	}
}

// TestHighlights: a short list with water in it that nothing preserves is no whole list.
func TestHighlights(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, c := range []struct {
		text string
		want State
	}{
		{"Water|Glycerin|Niacinamide|Panthenol|Allantoin", Partial},
		{"Water|Glycerin|Niacinamide|Panthenol", Partial},
		{"Water, Glycerin, Niacinamide, Panthenol, Allantoin, Squalane", Partial},
		{"Water, Glycerin, Niacinamide, Panthenol", Whole}, // too few to tell
		{"Water|Glycerin|Niacinamide", Whole},
		{"Water|Glycerin|Niacinamide|Panthenol|Allantoin|Phenoxyethanol", Whole},
		{"Water, Glycerin, Niacinamide, Panthenol, Allantoin, 1,2-Hexanediol", Whole},
		{"Water, Glycerin, Niacinamide, Panthenol, Allantoin, Carbomer", Whole},
		{"Squalane, Tocopherol, Bakuchiol, Retinol, Argania Spinosa Kernel Oil, Dimethicone", Whole}, // without water nothing spoils
		{"Water, Glycerin, Niacinamide, Panthenol, Allantoin, Newate", Whole},                        // the unknown one may preserve it
	} {
		if l := p.Parse(c.text, Options{}); l.State != c.want {
			t.Errorf("%q: state %d, want %d", c.text, l.State, c.want)
		}
	}
}
