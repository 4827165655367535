package product

import (
	"strings"
	"testing"
)

// understand reads one product with a new Reader.
func understand(t Text) Understanding {
	var u Understanding
	NewReader().Understand(&t, &u)
	return u
}

func TestTypeOfHardNames(t *testing.T) {
	cases := []struct{ name, category, want string }{
		{"Retinol Body Lotion", "", "body-care"},
		{"Vitamin C Cleanser", "", "cleanser"},
		{"Cleansing Balm", "", "cleanser"},
		{"Micellar Water", "", "cleanser"},
		{"Eye Makeup Remover", "", "makeup-remover"},
		{"Lip Scrub", "", "lip-care exfoliant"},
		{"Sunscreen Stick", "", "sunscreen"},
		{"Tinted Moisturizer SPF 30", "", "makeup sunscreen"},
		{"Moisturizer SPF 15", "", "moisturizer sunscreen"},
		{"Foundation SPF 20", "", "makeup sunscreen"},
		{"Lip Balm SPF 30", "", "lip-care sunscreen"},
		{"After-Sun Gel", "", "body-care"},
		{"SPF-free Day Cream", "", "moisturizer"},
		{"Body Scrub", "", "body-care exfoliant"},
		{"Hair Mask", "", "hair"},
		{"Eye Mask", "", "eye-care"},
		{"Sheet Mask Set", "", "mask"},
		{"Holiday Gift Set", "", "set"},
		{"Daily Peel", "Treatment", "exfoliant"},
		{"Facial Oil", "Moisturizer", "oil"},
		{"", "", "other"},
	}
	for _, c := range cases {
		u := understand(Text{Name: c.name, Category: c.category})
		if got := strings.Join(u.Types, " "); got != c.want {
			t.Errorf("%q in %q: %s (from %s), want %s", c.name, c.category, got, u.TypeFrom, c.want)
		}
	}
}
