package inci

import "testing"

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
