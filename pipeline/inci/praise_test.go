package inci

import "testing"

// A list of what shops praise, one that hides what it holds, and a footnote alone are not whole; short lists of simple
// products are.
func TestNoFormula(t *testing.T) {
	families := append([]Family{{ID: "peptide", Names: []string{"Copper Tripeptide-1", "Palmitoyl Tripeptide-1"}, Parent: -1}, {ID: "aloe", Names: []string{"Aloe Barbadensis Leaf Juice | Aloe Vera"}, Parent: -1}}, parseFamilies...)
	lx, err := NewLexicon(Source{Families: families, Known: append([]string{"Ceramide NP", "Rosa Canina Fruit Oil", "Beta-Glucan", "Green Tea Extract"}, parseKnown...)})
	if err != nil {
		t.Fatal(err)
	}
	p := NewParser(lx)
	for _, c := range []struct {
		text  string
		state State
	}{
		{"Hyaluronic Acid, Vitamin E, Panthenol", Partial},
		{"Hyaluronic Acid", Partial},
		{"-Hyaluronic Acid\n-Ceramide NP", Partial},
		{"Copper Tripeptide-1, Palmitoyl Tripeptide-1, Glycerin", Partial},
		{"Niacinamide, Green Tea Extract, Aloe Vera", Partial},
		{"Contains: Aqua, Panthenol, Aloe Vera", Partial},
		{"Contains Squalane, Panthenol and Glycerin", Partial},
		{"With Squalane, Glycerin", Partial},
		{"Contains: Aqua, Glycerin, Panthenol, Phenoxyethanol", Whole},
		{"Aqua, Hyaluronic Acid, Phenoxyethanol", Whole},
		{"Green Tea Extract, Hyaluronic Acid, Panthenol", Whole},
		{"Squalane, Ceramide NP, Rosa Canina Fruit Oil", Whole},
		{"Tocopherol", Whole},
		{"Retinol, Squalane", Whole},
		{"Butylene Glycol, Hyaluronic Acid", Whole},
		{"Hyaluronic Acid 80%, Glycerin", Whole}, // a solution of it
		{"Aqua, Glycerin, secret formula, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, Proprietary Blend, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, Botanical Complex, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, Plant Extracts, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, XXXXX, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, Preservatives, Panthenol", Partial},
		{"Aqua, Glycerin, Colour, Panthenol", Partial},
		{"Aqua, Glycerin, Emulsifiers, Panthenol", Partial},
		{"Aqua, Glycerin, Vegetable Oils, Panthenol", Partial},
		{"Aqua, Glycerin, Farbstoffe, Panthenol", Partial},
		{"Aqua, Glycerin, Natural Colour, Panthenol", Whole}, // no synthetic dye
		{"Aqua, Glycerin, Emulsifiers (Polysorbate 20), Panthenol", Whole},
		{"Aqua, Glycerin, Quuxol, Extract, Phenoxyethanol", Whole}, // a broken name
		{"Aqua, Glycerin, Quuxol Complex, Phenoxyethanol", Whole},
		{"Aqua, Glycerin, Proprietary Blend (Panthenol, Allantoin), Phenoxyethanol", Whole},
		{"*100% Natural Fragrance", Partial},
		{"* Essential Oil.", Partial},
		{"*Glycerin", Whole},
	} {
		l := p.Parse(c.text, Options{})
		if l.State != c.state {
			t.Errorf("%s: state %v (%s), want %v; %s", c.text, l.State, l.Reason, c.state, dump(l))
		}
		checkPlain(t, NewParser(lx), NewParser(lx), c.text)
	}
}
