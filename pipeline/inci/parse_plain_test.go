package inci

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// checkPlain checks that plain, or general with what it remembers of items, gives the List that general gives without. It
// reports whether plain read the text.
func checkPlain(t testing.TB, p, q *Parser, text string) bool {
	t.Helper()
	p.opt = Options{LeaveOn: true}
	plain := p.plain(text)
	if !plain {
		p.Parse(text, Options{LeaveOn: true}) // general, with what it remembers
	}
	q.fillers = nil // so that it reads by general, and remembers nothing
	q.Parse(text, Options{LeaveOn: true})
	a, b := p.list, q.list
	a.Skipped, b.Skipped = append([]Skip{}, a.Skipped...), append([]Skip{}, b.Skipped...)
	a.Parts, b.Parts = append([]string{}, a.Parts...), append([]string{}, b.Parts...)
	a.Notes, b.Notes = append([]Note{}, a.Notes...), append([]Note{}, b.Notes...)
	if !reflect.DeepEqual(a, b) {
		t.Fatalf("%q\nplain   %s %s\n%+v\ngeneral %s %s\n%+v", text, dump(&a), skips(&a), a, dump(&b), skips(&b), b)
	}
	return plain
}

// TestPlainIsGeneral makes lists of known names, the plain and the less plain, and reads them both ways.
func TestPlainIsGeneral(t *testing.T) {
	p, q := NewParser(parseLexicon()), NewParser(parseLexicon())
	var names []string
	for _, f := range parseFamilies {
		names = append(names, f.Names...)
	}
	names = append(names, parseKnown...)
	var all []string
	for _, n := range names {
		for _, s := range strings.Split(n, "|") {
			all = append(all, strings.TrimSpace(s))
		}
	}
	all = append(all, "Retinyl Foo", "Paraben-Free", "Active", "Ingredients", "Step 1", "and Water", "Part A", "Water (Aqua)", "Glycerin (and) Water", "Sodium", "Benzoate", "1", "2-Hexanediol", "Glycrein", "No Talc", "PPG-2", "5 ppm Talc", "Free of Talc", "Water Glycerin", "Purpose", "may contain", "Sunscreen", "Phase B", "! Talc")
	seps := []string{", ", ", ", ", ", ", ", ", ", ",", ", ", " , ", "., ", ". ", " - ", "; ", "\n", ",, ", "."}
	rnd := rand.New(rand.NewPCG(3, 4))
	plain := 0
	for range 30000 {
		var b strings.Builder
		kinds := 1
		if rnd.IntN(2) == 0 {
			kinds = len(seps)
		}
		pool := all[:len(all)-22]
		if rnd.IntN(2) == 0 {
			pool = all
		}
		if rnd.IntN(8) == 0 {
			b.WriteString([]string{"Ingredients: ", "INGREDIENTS (INCI): ", "Ingrédients : ", "Ingredients ", "Full ingredient list: ", "Ingredients:", "전성분: ", "Active ingredients: "}[rnd.IntN(8)])
		}
		for i := range 1 + rnd.IntN(12) {
			if i > 0 {
				b.WriteString(seps[rnd.IntN(kinds)])
			}
			b.WriteString(pool[rnd.IntN(len(pool))])
		}
		if checkPlain(t, p, q, b.String()) {
			plain++
		}
	}
	if plain < 5000 {
		t.Errorf("only %d lists of 30000 were plain", plain)
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Add(plainList)
	p, q := NewParser(parseLexicon()), NewParser(parseLexicon())
	f.Fuzz(func(t *testing.T, text string) { checkPlain(t, p, q, text) })
}
