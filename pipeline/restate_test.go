package pipeline

import (
	"testing"

	"screen/pipeline/product"
	"screen/rules"
)

// An acid that the order of the list proves to be a trace is none where the product's own words state more of it.
func TestStatedElsewhere(t *testing.T) {
	w := shippedScreener(t).NewWorker()
	const list = "Aqua, Glycerin, Phenoxyethanol, Lactic Acid"
	for _, c := range []struct {
		text product.Text
		fire string
		told bool
	}{
		{product.Text{Name: "Calm Serum"}, "trace-acid", false},
		{product.Text{Name: "Lactic Acid 5% + HA Serum"}, "exfoliating-acid", true},
		{product.Text{Name: "Calm Serum", Description: "With 5% lactic acid."}, "exfoliating-acid", true},
		{product.Text{Name: "Calm Serum", Claims: "10% AHA"}, "exfoliating-acid", true},
		{product.Text{Name: "Calm Serum", Description: "Use before our 10% glycolic acid peel."}, "trace-acid", false},
		{product.Text{Name: "Calm Serum 20% off"}, "trace-acid", false},
	} {
		c.text.Ingredients = list
		r := w.Screen(&Input{Text: c.text})
		fired, told := map[string]bool{}, false
		for _, i := range r.Decision.Fired {
			fired[w.s.Rules.Rules[i].ID] = true
		}
		for _, d := range r.Diagnostics {
			told = told || d.Code == "stated-elsewhere"
		}
		if !fired[c.fire] || told != c.told {
			t.Errorf("%+v: fired %v, told %v; want %s, %v", c.text, fired, told, c.fire, c.told)
		}
		again := w.Again(r)
		if len(again.Decision.Fired) == 0 || again.Diagnostics == nil && c.told {
			t.Errorf("%+v: asked again it is another product", c.text)
		}
	}
}

// What the product's own words state with a percentage, and the list has not, makes the list partial.
func TestStatedAndLacking(t *testing.T) {
	w := shippedScreener(t).NewWorker()
	for _, c := range []struct {
		text  product.Text
		state rules.ListState
	}{
		{product.Text{Name: "Acne Spot Treatment with 10% Sulfur"}, rules.ListPartial},
		{product.Text{Name: "2% Salicylic Acid Toner"}, rules.ListPartial},
		{product.Text{Name: "Night Serum", Description: "Our serum has Retinol 0.3% in it."}, rules.ListPartial},
		{product.Text{Name: "Night Serum", Description: "Pairs well with our 1% retinol."}, rules.ListWhole},
		{product.Text{Name: "Retinol Alternative Serum"}, rules.ListWhole},
		{product.Text{Name: "Tretinoin Cream"}, rules.ListPartial},
		{product.Text{Name: "Crème au rétinol"}, rules.ListPartial},
		{product.Text{Name: "레티놀 크림"}, rules.ListPartial},
		{product.Text{Name: "Night Cream", Description: "For those who know retinol."}, rules.ListWhole},
		{product.Text{Name: "Panthenol 5% Serum"}, rules.ListWhole},
		{product.Text{Name: "Vitamin C 20% Serum for sensitive skin"}, rules.ListPartial},
		{product.Text{Name: "Serum without 20% Vitamin C"}, rules.ListWhole},
	} {
		c.text.Ingredients = "Aqua, Glycerin, Panthenol, Xanthan Gum, Phenoxyethanol"
		if r := w.Screen(&Input{Text: c.text}); r.Facts.List != c.state {
			t.Errorf("%+v: the list is %v (%v), want %v", c.text, r.Facts.List, r.Diagnostics, c.state)
		}
	}
}

// What the name states of urea counts as stated, whatever the list says; without urea in it the list is not the whole.
func TestStatedInName(t *testing.T) {
	w := shippedScreener(t).NewWorker()
	for _, c := range []struct {
		text product.Text
		list rules.ListState
		held bool // the rule that asks for ten percent fires
	}{
		{product.Text{Name: "Urea 20% Cream", Ingredients: "Aqua, Urea, Glycerin, Phenoxyethanol"}, rules.ListWhole, true},
		{product.Text{Name: "Crème 10% d'urée", Ingredients: "Aqua, Urea, Glycerin, Phenoxyethanol"}, rules.ListWhole, true},
		{product.Text{Name: "Foot cream", Claims: "10 % urea", Ingredients: "Aqua, Urea, Glycerin, Phenoxyethanol"}, rules.ListWhole, true},
		{product.Text{Name: "Foot cream", Description: "Soft, with 25% urea.", Ingredients: "Aqua, Urea 5%, Glycerin, Phenoxyethanol"}, rules.ListWhole, true},
		{product.Text{Name: "Urea 5% Cream", Ingredients: "Aqua, Urea, Glycerin, Phenoxyethanol"}, rules.ListWhole, false},
		{product.Text{Name: "Urea Cream", Ingredients: "Aqua, Urea, Glycerin, Phenoxyethanol"}, rules.ListWhole, false},
		{product.Text{Name: "Urea 20% Cream", Ingredients: "Aqua, Glycerin, Carbomer, Phenoxyethanol"}, rules.ListPartial, false},
	} {
		r := w.Screen(&Input{Text: c.text})
		held := false
		for _, i := range r.Decision.Fired {
			held = held || w.s.Rules.Rules[i].ID == "other-active"
		}
		if held != c.held || r.Facts.List != c.list {
			t.Errorf("%+v: held %v, the list is %v (%v)", c.text, held, r.Facts.List, r.Diagnostics)
		}
	}
}
