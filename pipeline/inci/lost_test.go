package inci

import (
	"strings"
	"testing"
)

// What a naive reading of these lists would lose is in them, or the list says that it is not whole.
func TestNothingLost(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, c := range []struct {
		text  string
		items []string
		state State
	}{
		{"1. Aqua 2. Glycerin 3. Retinol 4. Butylene Glycol 5. Phenoxyethanol", []string{"Aqua", "Glycerin", "Retinol", "Butylene Glycol", "Phenoxyethanol"}, Whole},
		{"Aqua, Glycerin, Tocopherol, Phenoxyethanol. (*Parfum. Limonene. Linalool. Citronello].", []string{"Aqua", "Glycerin", "Tocopherol", "Phenoxyethanol", "Parfum", "Limonene", "Linalool"}, Whole},
		{"Aqua@Glycerin@1,2-Hexanediol@Retinol", []string{"Aqua", "Glycerin", "1,2-Hexanediol", "Retinol"}, Whole},
		{"Ingredients: 1) Aqua 2) Glycerin 3) Retinol", []string{"Aqua", "Glycerin", "Retinol"}, Whole},
		{"Aqua, Glycerin, Free from silicones, Retinol, Phenoxyethanol", nil, Partial},
		{"Aqua, Glycerin, without parabens, Parfum, Phenoxyethanol", nil, Partial},
		{"Aqua, Glycerin, Retinol, Phenoxyethanol. Free from silicones, parfum and parabens.", []string{"Aqua", "Glycerin", "Retinol", "Phenoxyethanol"}, Whole},
		{"Aqua, Glycerin, Retinol, Phenoxyet", []string{"Aqua", "Glycerin", "Retinol", "Phenoxyet"}, Partial},
	} {
		l := p.Parse(c.text, Options{})
		var items []string
		for _, it := range l.Items {
			items = append(items, l.Text[it.Start:it.End])
		}
		if c.items != nil && strings.Join(items, "|") != strings.Join(c.items, "|") {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, strings.Join(items, "|"), strings.Join(c.items, "|"))
		}
		if l.State != c.state {
			t.Errorf("%s: state %v (%s), want %v", c.text, l.State, l.Reason, c.state)
		}
	}
}
