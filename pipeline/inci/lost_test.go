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

// Names glued by spaces are told apart where a pattern would take them all for a fragrance; one name stays one.
func TestGluedNames(t *testing.T) {
	families := append([]Family{}, parseFamilies...)
	families[0].Patterns = []string{"* Parfum", "* Fragrance"}
	families = append(families, Family{ID: "wax", Names: []string{"Lanolin"}, Parent: -1})
	lx, err := NewLexicon(Source{Families: families, Known: append([]string{"Lanolin Alcohol", "Urea", "Orange", "Orange Blossom"}, parseKnown...)})
	if err != nil {
		t.Fatal(err)
	}
	p := NewParser(lx)
	for _, c := range []struct{ text, items string }{
		{"Aqua, Niacinamide Retinol Fragrance, Phenoxyethanol", "Aqua|Niacinamide|Retinol|Fragrance|Phenoxyethanol"},
		{"Aqua, Glycerin Lactic Acid Fragrance, Phenoxyethanol", "Aqua|Glycerin|Lactic Acid|Fragrance|Phenoxyethanol"},
		{"Aqua Glycerin Retinol Parfum, Xanthan Gum, Phenoxyethanol", "Aqua|Glycerin|Retinol|Parfum|Xanthan Gum|Phenoxyethanol"},
		{"Aqua, Niacinamide Quuxol Retinol Parfum, Phenoxyethanol", "Aqua|Niacinamide Quuxol|Retinol|Parfum|Phenoxyethanol"},
		{"Aqua, Retinol Quuxol Parfum, Phenoxyethanol", "Aqua|Retinol|Quuxol Parfum|Phenoxyethanol"},
		{"Aqua, Glycerin, Natural Fragrance, Phenoxyethanol", "Aqua|Glycerin|Natural Fragrance|Phenoxyethanol"},
		{"Aqua, Glycerin, Orange Blossom Fragrance, Phenoxyethanol", "Aqua|Glycerin|Orange Blossom Fragrance|Phenoxyethanol"},
		{"Aqua, Urea Retinol Parfum, Phenoxyethanol", "Aqua|Urea|Retinol|Parfum|Phenoxyethanol"},
		{"Aqua, Glycerin, Lanolin Alcohol (Eucerit®), Panthenol", "Aqua|Glycerin|Lanolin Alcohol (Eucerit)|Panthenol"},
		{"Aqua, Glycerin, Lanolin Alcohol (Eucerit), Panthenol", "Aqua|Glycerin|Lanolin Alcohol (Eucerit)|Panthenol"},
	} {
		l := p.Parse(c.text, Options{})
		var items []string
		for _, it := range l.Items {
			items = append(items, l.Text[it.Start:it.End])
			if it.Match == Unrecognized && !strings.Contains(items[len(items)-1], "Quuxol") {
				t.Errorf("%s: %s is not recognised", c.text, items[len(items)-1])
			}
		}
		if got := strings.Join(items, "|"); got != c.items {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.items)
		}
	}
}

// Greek labels are printed in capitals, which have no accents.
func TestGreekCapitals(t *testing.T) {
	var a, b [maxName]byte
	for _, c := range [][2]string{{"Άρωμα", "ΑΡΩΜΑ"}, {"ΆΡΩΜΑ", "ΑΡΩΜΑ"}, {"Γλυκερίνη", "ΓΛΥΚΕΡΙΝΗ"}, {"Αλκοόλες", "ΑΛΚΟΟΛΕΣ"}} {
		n, _ := fold(&a, c[0])
		m, _ := fold(&b, c[1])
		if string(a[:n]) != string(b[:m]) {
			t.Errorf("%s folds to %s, %s to %s", c[0], a[:n], c[1], b[:m])
		}
	}
}

// A list that says that it goes on is partial; prose that says "more" of something else leaves it whole.
func TestListGoesOn(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, c := range []struct {
		tail  string
		state State
	}{
		{" and more", Partial}, {", and more", Partial}, {", and many more.", Partial}, {", etc.", Partial}, {" etc.", Partial}, {", u.a.", Partial}, {" usw.", Partial}, {" and others", Partial}, {", and others", Partial},
		{" + 12 more", Partial}, {", + 12 more", Partial}, {", +12 more", Partial}, {" and 12 other ingredients", Partial}, {", and 12 other ingredients.", Partial}, {" (show more)", Partial}, {", plus more", Partial}, {" (and more)", Partial},
		{" (partial list)", Partial}, {", see pack", Partial}, {", entre autres", Partial}, {"等", Partial}, {" 등", Partial}, {", und weitere", Partial}, {", etc. Free from parabens.", Partial},
		{" 외 12종", Partial}, {", 외 3 종", Partial}, {" 외", Partial}, {" ほか3種", Partial}, {"等12种", Partial}, {", ecc.", Partial}, {" ecc.", Partial}, {" itd.", Partial}, {" enz.", Partial}, {", u.s.w.", Partial}, {" osv.", Partial}, {" и т.д.", Partial}, {", dll.", Partial},
		{"", Whole}, {".", Whole}, {". For softer and more radiant skin.", Whole}, {". Learn more about our ingredients.", Whole}, {". May contain: Mica.", Whole}, {". *Organic and more than 90% natural.", Whole}, {", 외국꽃수", Whole}, {", Enzyme", Whole},
	} {
		text := "Aqua, Glycerin, Phenoxyethanol, Panthenol, Xanthan Gum" + c.tail
		if l := p.Parse(text, Options{}); l.State != c.state {
			t.Errorf("%s: state %v (%s), want %v", text, l.State, l.Reason, c.state)
		}
	}
}

// What was lost in a conversion is told, and so is what a claim names with its percentage.
func TestLostLetters(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, c := range []struct {
		text  string
		state State
	}{
		{"Aqua, Glycerin, ???, Panthenol, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, ??, Panthenol, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, ??? ??, Panthenol, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, Panthenol, Phenoxyethanol, ???", Partial},
		{"Aqua, Glycerin, Panthenol, Phenoxyethanol, ???.", Partial},
		{"Aqua, Glycerin, \uFFFD, Panthenol, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, \uFFFD\uFFFD \uFFFD, Panthenol, Phenoxyethanol", Partial},
		{"Aqua, Glycerin, Panthenol, Phenoxyethanol, \uFFFD", Partial},
		{"Aqua\uFFFD, Glycerin, Panthenol, Phenoxyethanol\uFFFD", Whole},
		{"Aqua, Glycerin, ?, Panthenol, Phenoxyethanol", Whole},
		{"Aqua, Glycerin, Panthenol, Phenoxyethanol. Any questions??", Whole},
		{"Aqua, Glycerin, Panthenol, Xanthan Gum. Free of sulfates, Retinol 0.3%", Partial},
		{"Aqua, Glycerin, Panthenol, Xanthan Gum. Free of sulfates, Retinol 0%", Whole},
		{"Aqua, Glycerin, Panthenol, Xanthan Gum. Free of sulfates, Retinol. 95% natural.", Whole},
		{"Aqua, Glycerin, Panthenol, Xanthan Gum. 100% free of Parfum, 98% natural origin", Whole},
	} {
		l := p.Parse(c.text, Options{})
		if l.State != c.state {
			t.Errorf("%s: state %v (%s), want %v; %v", c.text, l.State, l.Reason, c.state, l.Skipped)
		}
		if (l.State == Partial) != (l.Reason != "") {
			t.Errorf("%s: reason %q", c.text, l.Reason)
		}
	}
}

// What a drug label lists as inactive is not the whole, whatever the heading is called, unless the active ones stand somewhere.
func TestInactiveOnly(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, c := range []struct {
		text  string
		state State
	}{
		{"Inactive ingredients: Aqua, Glycerin, Phenoxyethanol", Partial},
		{"Inactive Ingredients Aqua, Glycerin, Phenoxyethanol", Partial},
		{"Excipients: Aqua, Glycerin, Phenoxyethanol", Partial},
		{"Sonstige Bestandteile: Aqua, Glycerin, Phenoxyethanol", Partial},
		{"Other ingredients: Aqua, Glycerin, Phenoxyethanol", Partial},
		{"その他の成分：Aqua, Glycerin, Phenoxyethanol", Partial},
		{"Ingredients: Inactive ingredients: Aqua, Glycerin, Phenoxyethanol", Partial},
		{"Active ingredients: Inactive ingredients: Aqua, Glycerin, Phenoxyethanol", Partial},
		{"Active ingredient: Zinc Oxide 10%. Inactive ingredients: Aqua, Glycerin, Phenoxyethanol", Whole},
		{"Zinc Oxide 10%. Inactive ingredients: Aqua, Glycerin, Phenoxyethanol", Whole},
		{"Inactive ingredients: Aqua, Glycerin, Phenoxyethanol. Active ingredient: Zinc Oxide 10%", Whole},
		{"Ingredients: Squalane. Other ingredients: Aqua, Glycerin, Phenoxyethanol", Whole},
		{"Aqua, Glycerin, Phenoxyethanol", Whole},
	} {
		if l := p.Parse(c.text, Options{}); l.State != c.state {
			t.Errorf("%s: %v (%s), want %v", c.text, l.State, l.Reason, c.state)
		}
	}
}
