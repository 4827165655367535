package product

import (
	"os"
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

// TestTypesLabelled holds the reading against products labelled by hand.
func TestTypesLabelled(t *testing.T) {
	data, err := os.ReadFile("testdata/types.tsv")
	if err != nil {
		t.Fatal(err)
	}
	r := NewReader()
	var u Understanding
	var all, main int
	for _, line := range strings.Split(string(data), "\n") {
		f := strings.Split(line, "\t")
		if line == "" || line[0] == '#' {
			continue
		}
		if len(f) != 3 {
			t.Fatalf("want three fields: %q", line)
		}
		r.Understand(&Text{Name: f[1], Category: f[2]}, &u)
		all++
		if want, _, _ := strings.Cut(f[0], "+"); u.Types[0] == want {
			main++
		}
		if got := strings.Join(u.Types, "+"); got != f[0] {
			t.Errorf("%q in %q: %s (from %s), want %s", f[1], f[2], got, u.TypeFrom, f[0])
		}
	}
	if all < 300 {
		t.Errorf("only %d labelled products", all)
	}
	t.Logf("%d of %d main types as labelled", main, all)
}

// TestSkinNeverVanishes holds names with a word for what is put on skin against categories of what is not: whatever the
// shop files them under, rules must hold for them.
func TestSkinNeverVanishes(t *testing.T) {
	names := []string{
		"Face Cream", "Facial Serum", "Eye Cream", "Lip Balm SPF 15", "Body Lotion", "Hand Cream", "Sunscreen SPF 50", "Face Oil",
		"Vitamin C Face Serum", "Daily Vitamin Face Cream", "Gua Sha Face Oil", "Beard & Face Moisturizer", "Face & Hair Oil", "Skin & Hair Cream",
		"Crème visage", "Gesichtscreme", "Crema viso", "Crema facial", "Krem do twarzy", "페이스 크림", "Face Wash and Shampoo",
		"Eye Cream & Massage Tool", "Face Serum with Tool", "Vitamin C Face Serum, 60 Capsules",
	}
	categories := []string{
		"", "Hair", "Hair Care", "Hair & Skin Care", "Cheveux", "Haarpflege", "Nails", "Nail Care", "Tools", "Beauty Tools", "Accessories", "Brushes & Tools",
		"Vitamins", "Vitamins & Supplements", "Supplements", "Wellness", "Gifts", "Shampoo", "Beauty > Hair > Oils", "Skin, Hair, Nails", "Candles",
		"Nutrition", "Inner Beauty", "Collagen", "Styling", "Shampoo & Conditioner", "Beard", "Rollers", "Electronics", "LED Masks", "Headbands", "Bags",
	}
	for _, name := range names {
		for _, category := range categories {
			switch u := understand(Text{Name: name, Category: category}); u.Types[0] {
			case "hair", "nail", "tool", "supplement":
				t.Errorf("%q in %q: %s (from %s)", name, category, u.Types[0], u.TypeFrom)
			}
		}
	}
}
