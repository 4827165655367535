package pipeline

import (
	"testing"

	"screen/pipeline/product"
	"screen/rules/microneedling"
)

// TestBoundFamilies: sugar and salt are grains near the top of a scrub, and nowhere else.
func TestBoundFamilies(t *testing.T) {
	set, err := microneedling.Set()
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewDefaultScreener(set)
	if err != nil {
		t.Fatal(err)
	}
	grain, _ := set.FamilyIndex("scrub-particle")
	w := s.NewWorker()
	for _, c := range []struct {
		name, ingredients string
		want              bool
	}{
		{"Sugar Lip Scrub", "Sucrose, Ricinus Communis Seed Oil, Glycerin", true},
		{"Peeling cukrowy do ciała", "Glycerin, Cukier trzcinowy, Aqua", true},
		{"Żel pod prysznic z peelingiem", "Aqua, Coco-Glucoside, Maris Sal, Glycerin", true},
		{"Salt Scrub", "Sodium Chloride, Glycerin, Parfum", true},
		{"Shower Scrub", "Aqua, Coco-Glucoside, Sodium Chloride, Glycerin", false},
		{"Body Scrub", "Aqua, Glycerin, Propanediol, Betaine, Carbomer, Sucrose", false},
		{"Face Cream", "Sucrose, Aqua, Glycerin", false},
		{"Salt Spray Toner", "Aqua, Maris Sal, Glycerin", false},
		{"Body Scrub", "Aqua, Glycerin, Propanediol, Betaine, Carbomer, Pumice", true},
	} {
		r := w.Screen(&Input{Text: product.Text{Name: c.name, Ingredients: c.ingredients}})
		facts := set.WithParents(r.Facts.Families)
		if got := has(facts, grain); got != c.want {
			t.Errorf("%s (%s): grains %v, want %v", c.name, c.ingredients, got, c.want)
		}
		for i := range r.List.Items {
			if f := r.List.Items[i].Families; has(f, grain) && !c.want {
				t.Errorf("%s: %s is a grain", c.name, r.List.Text[r.List.Items[i].Start:r.List.Items[i].End])
			}
		}
	}
}
