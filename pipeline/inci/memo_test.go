package inci

import "testing"

// A memo gives what the lexicon gives, the first time and every other, also where names share a slot.
func TestMemo(t *testing.T) {
	lx := testLexicon()
	m := NewMemo(lx)
	names := []string{"", "Water/Aqua/Eau", "Retinol", "Glycrein", "nothing known", "Titanium Dioxide [nano]", "Candelilla Cera (Euphorbia Cerifera (Candelilla) Wax, Cire de Candelilla)"}
	names = append(append(names, testKnown...), testFamilies[0].Names...)
	for range 3 {
		for _, s := range names {
			if got, want := m.Recognize(s), lx.Recognize(s); got != want {
				t.Fatalf("Recognize(%q) = %+v, want %+v", s, got, want)
			}
			got, ok := m.Lookup(s)
			if want, wantOK := lx.Lookup(s); got != want || ok != wantOK {
				t.Fatalf("Lookup(%q) = %+v, want %+v", s, got, want)
			}
		}
	}
	if n := testing.AllocsPerRun(100, func() { m.Recognize("Water/Aqua/Eau"); m.Recognize("nothing known") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkMemo(b *testing.B) {
	m := NewMemo(testLexicon())
	for _, s := range []string{"Glycerin", "Rosmarinus Officinalis (Rosemary) Leaf Extract"} {
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				m.Recognize(s)
			}
		})
	}
}
