package inci

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"strings"
	"testing"
)

func TestBounds(t *testing.T) {
	tests := []struct {
		text string
		name string
		max  float32
		by   string // the item that gave the bound; "position", "own"
	}{
		{"Water, Glycerin, Lactic Acid", "Lactic Acid", 100.0 / 3, "position"},
		{"Water, Phenoxyethanol, Lactic Acid", "Lactic Acid", 1, "Phenoxyethanol"},
		{"Water, Sodium Benzoate, Lactic Acid", "Lactic Acid", 100.0 / 3, "position"}, // its limit holds for leave-on products
		{"Water, Niacinamide 5%, Glycerin, Lactic Acid", "Lactic Acid", 5, "Niacinamide"},
		{"Water, Niacinamide 0.2%, Lactic Acid", "Lactic Acid", 1, "Niacinamide"},
		{"Water, Lactic Acid 10%, Phenoxyethanol", "Lactic Acid", 10, "own"},
		{"Water, Glycerin, contains less than 2% of: Lactic Acid, Talc", "Lactic Acid", 2, "own"},
		{"Water, Glycerin, Lactic Acid (<1%), Talc", "Lactic Acid", 1, "own"},
		{"Water, Aqua, Lactic Acid", "Lactic Acid", 50, "position"},                   // synonyms count once
		{"Water, Foo Bar Baz, Lactic Acid", "Lactic Acid", 50, "position"},            // what is unknown may be no ingredient
		{"Water, Mica, Titanium Dioxide, Lactic Acid", "Lactic Acid", 50, "position"}, // colorants have no order
		{"Water, Phenoxyethanol, CI 77891", "CI 77891", 100, "position"},
		{"Water, Talc, +/-: Lactic Acid", "Lactic Acid", 100, "position"},
		{"Active ingredients: Zinc Oxide 20% Inactive ingredients: Water, Lactic Acid", "Lactic Acid", 50, "position"},
		{"Alcohol, Carbomer, Citric Acid, Dimethicone, Glycerin, Lactic Acid, Panthenol, Phenoxyethanol, Retinol, Squalane, Talc, Water", "Talc", 100, "position"}, // alphabetical
		{"Salicylic Acid 0.5%, Water, Glycerin, Lactic Acid", "Lactic Acid", 100.0 / 3, "position"},                                                                // an active before the list
		{"Avobenzone 1%, Homosalate 5%, Water, Lactic Acid", "Lactic Acid", 50, "position"},
		{"Water, Phenoxyethanol, Lactic Acid, Glycerin 5%", "Lactic Acid", 100, "position"}, // not in the order of the law
		{"Water 80%, Glycerin 5%, Lactic Acid", "Lactic Acid", 5, "Glycerin"},
		{"Water, Oil Blend (Lavandula Angustifolia Oil, Limonene) 3%, Talc", "Limonene", 3, "Oil Blend"},
	}
	p := NewParser(parseLexicon())
	for _, tt := range tests {
		l := p.Parse(tt.text, Options{})
		found := false
		for i := range l.Items {
			it := &l.Items[i]
			if l.Text[it.Start:it.End] != tt.name {
				continue
			}
			found = true
			by := "position"
			if it.MaxBy == int32(i) {
				by = "own"
			} else if it.MaxBy >= 0 {
				m := &l.Items[it.MaxBy]
				by = l.Text[m.Start:m.End]
			}
			if it.Max != tt.max || by != tt.by {
				t.Errorf("%q: %s at most %g by %s, want %g by %s", tt.text, tt.name, it.Max, by, tt.max, tt.by)
			}
		}
		if !found {
			t.Errorf("%q: no %s in %s", tt.text, tt.name, dump(l))
		}
	}
	if l := p.Parse("Water, Sodium Benzoate, Lactic Acid", Options{LeaveOn: true}); l.Items[2].Max != 1 {
		t.Errorf("leave-on: lactic acid behind sodium benzoate at most %g, want 1", l.Items[2].Max)
	}
}

// TestBoundsAreSound makes formulas, labels them as the law says, and checks that no ingredient exceeds its bound.
func TestBoundsAreSound(t *testing.T) {
	lx := parseLexicon()
	p := NewParser(lx)
	var names, colorants []string
	for _, line := range parseKnown {
		name := strings.TrimSpace(strings.Split(line, "|")[0])
		switch {
		case name == "Mica" || name == "Iron Oxides":
			colorants = append(colorants, name)
		case strings.ContainsAny(name, "'."):
		default:
			names = append(names, name)
		}
	}
	colorants = append(colorants, "CI 77891")
	limits := map[string]float64{}
	for _, l := range parseLimits {
		limits[l.Name] = float64(l.Percent)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		// A formula: a few main ingredients, and traces.
		n := 2 + rnd.IntN(25)
		rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		chosen := append([]string{}, names[:n]...)
		dyes := append([]string{}, colorants[:rnd.IntN(len(colorants)+1)]...)
		weight := map[string]float64{}
		sum := 0.0
		for _, s := range append(chosen, dyes...) {
			w := rnd.ExpFloat64()
			if rnd.IntN(2) == 0 {
				w *= 0.02
			}
			weight[s] = w
			sum += w
		}
		for s := range weight {
			weight[s] *= 100 / sum
		}
		legal := true
		for s, max := range limits {
			legal = legal && weight[s] <= max
		}
		if !legal {
			continue
		}
		// Its label.
		sort.Slice(chosen, func(i, j int) bool { return weight[chosen[i]] > weight[chosen[j]] })
		first := sort.Search(len(chosen), func(i int) bool { return weight[chosen[i]] <= 1 })
		rnd.Shuffle(len(chosen)-first, func(i, j int) {
			chosen[first+i], chosen[first+j] = chosen[first+j], chosen[first+i]
		})
		label := ""
		for i, s := range append(chosen, dyes...) {
			if i > 0 {
				label += ", "
			}
			label += s
			if rnd.IntN(12) == 0 {
				label += fmt.Sprintf(" %.4f%%", weight[s]+0.00005)
			}
		}
		l := p.Parse(label, Options{LeaveOn: true})
		for i := range l.Items {
			it := &l.Items[i]
			name := l.Text[it.Start:it.End]
			if w, ok := weight[name]; !ok || w > float64(it.Max)+0.0002 {
				t.Fatalf("%s is %g %% of the formula, but bounded to %g by %d\n%s\n%s", name, w, it.Max, it.MaxBy, label, dump(l))
			}
		}
	}
}

// Water behind what is at most 1 %, near the beginning, shows that a list is in no order; far behind it does not.
func TestShuffledOrder(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, c := range []struct {
		text string
		max  float32 // of the last
	}{
		{"Glycerin, Phenoxyethanol, Aqua, Glycolic Acid", 100},
		{"Aqua, Glycerin, Phenoxyethanol, Glycolic Acid", 1},
		{"Squalane, Glycerin, Dimethicone, Mica, Talc, Phenoxyethanol, Aqua, Glycolic Acid", 1},
	} {
		l := p.Parse(c.text, Options{LeaveOn: true})
		it := &l.Items[len(l.Items)-1]
		if (c.max == 1) != (it.Max == 1) {
			t.Errorf("%s: at most %g, want %g", c.text, it.Max, c.max)
		}
	}
}
