package pipeline

import (
	"testing"

	"screen/pipeline/product"
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
