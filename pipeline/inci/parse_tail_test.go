package inci

import (
	"fmt"
	"strings"
	"testing"
)

// A name with an amount, a grade, a function or a code behind it is that name.
func TestTails(t *testing.T) {
	lx, err := NewLexicon(Source{Families: append([]Family{{ID: "other-active", Names: []string{"Benzoyl Peroxide"}, Parent: -1}, {ID: "acid", Names: []string{"Mandelic Acid"}, Parent: -1}}, parseFamilies...), Known: parseKnown})
	if err != nil {
		t.Fatal(err)
	}
	p, plain, general := NewParser(lx), NewParser(lx), NewParser(lx)
	for _, c := range []struct {
		text    string
		items   string  // what stands between Glycerin and Talc, each as it is known, or with a question mark
		stated  float32 // of the first; -1 where nothing is
		ceiling float32
	}{
		{"Lactic Acid 5-10%", "Lactic Acid", 10, 0}, {"Lactic Acid 5–10%", "Lactic Acid", 10, 0}, {"Lactic Acid 5 - 10 %", "Lactic Acid", 10, 0}, {"Lactic Acid 5%-10%", "Lactic Acid", 10, 0},
		{"Lactic Acid 5% - 10%", "Lactic Acid", 10, 0}, {"Lactic Acid 5 to 10%", "Lactic Acid", 10, 0}, {"Lactic Acid (5-10%)", "Lactic Acid", 10, 0}, {"Lactic Acid 0,5-2,5 %", "Lactic Acid", 2.5, 0}, {"5-10% Lactic Acid", "Lactic Acid", 10, 0},
		{"Lactic Acid max. 10%", "Lactic Acid", -1, 10}, {"Lactic Acid up to 10 %", "Lactic Acid", -1, 10}, {"Lactic Acid (max 2%)", "Lactic Acid", -1, 2}, {"Lactic Acid <10%", "Lactic Acid", -1, 10},
		{"Lactic Acid approx. 10%", "Lactic Acid", 10, 0}, {"Lactic Acid ca. 10%", "Lactic Acid", 10, 0}, {"Lactic Acid ~10%", "Lactic Acid", 10, 0}, {"Lactic Acid 10 percent", "Lactic Acid", 10, 0}, {"Lactic Acid 10 per cent", "Lactic Acid", 10, 0}, {"Lactic Acid 2.5 pct", "Lactic Acid", 2.5, 0}, {"Lactic Acid 10 Prozent", "Lactic Acid", 10, 0},
		{"Lactic Acid 10 mg", "Lactic Acid", -1, 0}, {"Lactic Acid 10g", "Lactic Acid", -1, 0}, {"Tocopherol 30 IU", "Tocopherol", -1, 0}, {"Lactic Acid 10.00", "Lactic Acid", -1, 0}, {"Lactic Acid Ph. Eur.", "Lactic Acid", -1, 0}, {"Lactic Acid Ph Eur", "Lactic Acid", -1, 0},
		{"Lactic Acid - keratolytic", "Lactic Acid", -1, 0}, {"Lactic Acid – pH adjuster", "Lactic Acid", -1, 0}, {"Lactic Acid FIL B231449/0", "Lactic Acid", -1, 0}, {"Lactic Acid powder", "Lactic Acid", -1, 0}, {"Tocopherol^WH", "Tocopherol", -1, 0},
		{"Lactic Acid q.s.", "Lactic Acid", -1, 0}, {"Lactic Acid CAS 50-21-5", "Lactic Acid", -1, 0}, {"Lactic Acid EC 200-018-0", "Lactic Acid", -1, 0}, {"Lactic Acid at 2%", "Lactic Acid", 2, 0}, {"2% of Lactic Acid", "Lactic Acid", 2, 0}, {"Lactic Acid 1 tbsp", "Lactic Acid", -1, 0},
		{"Hydrous Benzoyl Peroxide 5%", "Benzoyl Peroxide", 5, 0}, {"Traces of Linalool", "Linalool", -1, 0},
		{"Lactic, Glycolic and Mandelic Acids", "Lactic Acid|Glycolic Acid|Mandelic Acid", -1, 0}, {"Glycolic & Lactic Acids", "Glycolic Acid|Lactic Acid", -1, 0},
		{"Polysorbate 20 2-5%", "Polysorbate 20", 5, 0}, {"PEG-8 5%", "PEG-8", 5, 0}, {"1,2-Hexanediol 1-2%", "1,2-Hexanediol", 2, 0}, {"Lactic Acid 10-5%", "Lactic Acid", 5, 0},
		{"Quuxol 10 mg", "Quuxol 10 mg?", -1, 0}, {"Quuxic Acids", "Quuxic Acids?", -1, 0},
	} {
		text := "Aqua, Glycerin, " + c.text + ", Talc, Phenoxyethanol"
		checkPlain(t, plain, general, text)
		l := p.Parse(text, Options{})
		var names []string
		for _, it := range l.Items[2 : len(l.Items)-2] {
			if it.Entry == nil {
				names = append(names, l.Text[it.Start:it.End]+"?")
			} else {
				names = append(names, it.Entry.Name)
			}
		}
		got := fmt.Sprint(strings.Join(names, "|"), l.Items[2].Stated, l.Items[2].ceiling)
		if want := fmt.Sprint(c.items, c.stated, c.ceiling); got != want {
			t.Errorf("%s: %s, want %s", c.text, got, want)
		}
	}
}
