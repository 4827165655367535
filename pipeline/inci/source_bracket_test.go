package inci

import "testing"

// A vitamin is the name of a group, in English and Korean: the other name says which substance it is.
func TestVitaminBrackets(t *testing.T) {
	lx, err := NewLexicon(Source{
		Families: []Family{{ID: "retinoid", Names: []string{"Vitamin A | 비타민A"}, Parent: -1}},
		Known:    []string{"Beta-Carotene | 베타-카로틴"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Beta-Carotene (Vitamin A)", "베타-카로틴(비타민A)"} {
		if r := lx.Recognize(name); r.Entry == nil || r.Families != (Families{}) {
			t.Errorf("%s is of a family", name)
		}
	}
}

// A bracket may name the oil that a substance is made of, or the oil that the ingredient is.
func TestIsSource(t *testing.T) {
	for _, tt := range []struct {
		out, in string
		want    bool
	}{
		{"decyl glucoside", "coconut oil", true},
		{"emulsifying wax", "palm oil", true},
		{"cetearyl alcohol", "coconut oil", true},
		{"butyrospermum parkii", "shea butter", false},
		{"fragrance", "lavender oil", false},
		{"emulsifying wax", "palm", false},
	} {
		if got := isSource([]byte(tt.out), []byte(tt.in)); got != tt.want {
			t.Errorf("isSource(%q, %q) is %v", tt.out, tt.in, got)
		}
	}
}
