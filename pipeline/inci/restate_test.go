package inci

import "testing"

// What the product's name states of an ingredient contradicts the order of a list that would allow less.
func TestRestate(t *testing.T) {
	p := NewParser(parseLexicon())
	r, _ := parseLexicon().Lookup("lactic acid")
	for _, c := range []struct {
		list, text string
		name       string
		percent    float32
	}{
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid", "Lactic Acid 5% + HA", "Lactic Acid", 5},
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid", "A serum with 5% lactic acid, and panthenol.", "lactic acid", 5},
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid", "Soft, with Glycolic Acid 10 % for your skin", "Glycolic Acid", 10}, // one of its kind
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid", "2% Panthenol, 5% Lactic Acid", "Lactic Acid", 5},
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid", "Lactic Acid 1%", "", 0},
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid", "Lactic Acid, 5% off", "", 0},
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid", "Pairs well with our 10% glycolic acid toner.", "", 0},
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid", "95% natural, with Lactic Acid", "", 0},
		{"Aqua, Glycolic Acid, Glycerin, Phenoxyethanol, Lactic Acid", "Glycolic Acid 10%", "", 0}, // what the order allows
		{"Aqua, Glycerin, Lactic Acid, Phenoxyethanol", "Lactic Acid 5%", "", 0},
		{"Aqua, Glycerin, Phenoxyethanol, Lactic Acid 0.5%", "Lactic Acid 5%", "Lactic Acid", 5},
	} {
		l := p.Parse(c.list, Options{LeaveOn: true})
		said, ok := p.Restate(c.text, r.Families)
		if ok != (c.name != "") || said.Name != c.name || said.Percent != c.percent {
			t.Errorf("%s, said: %s: %v %v, want %s %g", c.list, c.text, said, ok, c.name, c.percent)
		}
		last := &l.Items[len(l.Items)-1]
		if ok && last.Max < c.percent {
			t.Errorf("%s, said: %s: the bound of %g stands", c.list, c.text, last.Max)
		}
		if p.text != l.Text {
			t.Error("the parser forgot its text")
		}
	}
}
