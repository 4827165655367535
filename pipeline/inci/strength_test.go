package inci

import "testing"

// What a product's name states of an ingredient, and what it states of others.
func TestStrength(t *testing.T) {
	lx, err := NewLexicon(Source{Families: append([]Family{{ID: "urea", Names: []string{"Urea | Urée | Harnstoff"}, Parent: -1}}, parseFamilies...), Known: append([]string{"Milk"}, parseKnown...)})
	if err != nil {
		t.Fatal(err)
	}
	p := NewParser(lx)
	r, _ := lx.Lookup("urea")
	for _, c := range []struct {
		text   string
		called bool
		name   string
		want   float32
	}{
		{"Urea 20% Cream", true, "Urea", 20}, {"Urea Cream 20%", true, "Urea", 20}, {"Repair Plus 30% Urea", true, "Urea", 30}, {"Crème 10% d'urée", true, "urée", 10}, {"Crème 10 % d’urée", true, "urée", 10},
		{"Fußcreme 10 % Harnstoff", true, "Harnstoff", 10}, {"UREA 40 % Gel for sensitive skin", true, "UREA", 40}, {"Body Milk 10% Urea", true, "Urea", 10}, {"Urea Body Milk 10%", true, "Urea", 10},
		{"Urea 10 % + Lactic Acid 5 %", true, "Urea", 10}, {"Lactic Acid 5 % with 12,5 % Urea", true, "Urea", 12.5}, {"5% Urea, foot cream with 15% Urea", true, "Urea", 15},
		{"Urea + 12% Lactic Acid", true, "", 0}, {"20% Glycerin Cream with Urea", true, "", 0}, {"Glycerin 20% Urea 5%", true, "Urea", 5}, {"Urea Cream, 20% off", true, "", 0}, {"Urea-free 20% Cream", true, "", 0},
		{"Urea Cream", true, "", 0}, {"100% Urea", true, "", 0}, {"Urea 95% natural", true, "", 0},
		{"The cream holds 20% urea.", false, "urea", 20}, {"Use with our 20% urea cream.", false, "", 0}, {"20% better than a cream of urea", false, "", 0},
	} {
		p.Parse("Aqua, Urea, Glycerin, Phenoxyethanol", Options{})
		if said := p.Strength(c.text, r.Families, c.called); said.Name != c.name || said.Percent != c.want {
			t.Errorf("%s: %v, want %g of %q", c.text, said, c.want, c.name)
		}
	}
	l := p.Parse("Aqua, Urea, Glycerin", Options{})
	if !p.Strengthen(r.Families, 20) || l.Items[1].Stated != 20 || l.Items[1].Max != 20 || l.Items[2].Stated >= 0 {
		t.Errorf("the list did not take over what is stated: %+v", l.Items)
	}
	if p.Parse("Aqua, Glycerin", Options{}); p.Strengthen(r.Families, 20) {
		t.Error("a list without urea got some")
	}
}
