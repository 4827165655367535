package product

import (
	"slices"
	"strings"
	"testing"
)

func TestSPF(t *testing.T) {
	cases := []struct {
		t    Text
		want int
		from string
	}{
		{Text{Name: "Sun Fluid SPF50+ PA++++"}, 50, "SPF50+"},
		{Text{Name: "Sun Fluid SPF 30"}, 30, "SPF 30"},
		{Text{Name: "fluid spf-50"}, 50, "spf-50"},
		{Text{Name: "Sonnencreme LSF 30"}, 30, "LSF 30"},
		{Text{Name: "Lait solaire FPS 50"}, 50, "FPS 50"},
		{Text{Name: "Crème solaire IP 50"}, 50, "IP 50"},
		{Text{Name: "SPF 50+/PA++++ gel"}, 50, "SPF 50+"},
		{Text{Name: "Sun Protection Factor 30 lotion"}, 30, "Protection Factor 30"},
		{Text{Name: "防晒SPF50"}, 50, "SPF50"},
		{Text{Name: "SPF15/PA+ cream"}, 15, "SPF15"},
		{Text{Name: "Sun Stick 50+ SPF PA++++"}, 50, "50+ SPF"},
		{Text{Name: "Cream", SPF: "30"}, 30, "30"},
		{Text{Name: "Cream", SPF: "50+"}, 50, "50+"},
		{Text{Name: "Cream", SPF: "no"}, -1, ""},
		{Text{Name: "Cream", SPF: "0"}, -1, ""},
		{Text{Name: "Cream", Claims: "spf50|mineral"}, 50, "spf50"},
		{Text{Name: "Cream", Description: "A light cream with SPF 30 for every day."}, 30, "SPF 30"},
		{Text{Name: "Cream", Ingredients: "SPF 30. Active Ingredients: Zinc Oxide 20%"}, 30, "SPF 30"},
		{Text{Name: "Primer SPF 20 and SPF 35"}, 20, "SPF 20"},
		{Text{Name: "Ultra SPF 110"}, 100, "SPF 110"},
		{Text{Name: "SPF-free cream"}, -1, ""},
		{Text{Name: "Cream, no SPF 30"}, -1, ""},
		{Text{Name: "Cream SPF 1.7 oz"}, -1, ""},
		{Text{Name: "Peel", Description: "Use with SPF 30."}, -1, ""},
		{Text{Name: "Peel", Description: "By day, wear sunscreen of SPF 30 or higher."}, -1, ""},
		{Text{Name: "Peel", Description: "Broad-spectrum sunscreen, SPF 30 or higher, is a must."}, -1, ""},
		{Text{Name: "Peel", Ingredients: "Glycolic Acid. Sunburn alert: use a sunscreen with SPF 15 while you use it"}, -1, ""},
		{Text{Name: "Clasp Factor 5"}, -1, ""},
	}
	for _, c := range cases {
		if u := understand(c.t); u.SPF != c.want || u.SPFFrom != c.from {
			t.Errorf("%+v: SPF %d from %q, want %d from %q", c.t, u.SPF, u.SPFFrom, c.want, c.from)
		}
	}
}

func TestPH(t *testing.T) {
	cases := []struct {
		t    Text
		want float64
	}{
		{Text{Name: "Gel cleanser pH 5.5"}, 5.5},
		{Text{Name: "Gel cleanser pH: 4.5-5.5"}, 4.5},
		{Text{Name: "Soap pH 5.5 - 9"}, 9},
		{Text{Description: "It has a pH of 3,8."}, 3.8},
		{Text{Description: "The pH is between 5 and 6"}, 5},
		{Text{Description: "At 5.5 pH it suits skin."}, 5.5},
		{Text{Ingredients: "Aqua, Glycerin. pH 6.0"}, 6},
		{Text{PH: "4.5–6.5"}, 4.5},
		{Text{PH: "5"}, 5},
		{Text{PH: "neutral"}, -1},
		{Text{Name: "pH balanced cleanser"}, -1},
		{Text{Name: "Low pH Cleanser 150 ml"}, -1},
		{Text{Ingredients: "Phenoxyethanol 1%, alpha 5"}, -1},
		{Text{Name: "pH 55 cream"}, -1},
	}
	for _, c := range cases {
		if u := understand(c.t); abs(u.PH-c.want) > 1e-9 {
			t.Errorf("%+v: pH %g, want %g", c.t, u.PH, c.want)
		}
	}
}

func TestSpectrum(t *testing.T) {
	cases := []struct {
		name string
		want Spectrum
	}{
		{"Sun Cream Broad-Spectrum SPF 30", Broad},
		{"Sun Cream UVA/UVB", Broad},
		{"Sun Cream UVA & UVB SPF 50", Broad},
		{"Sun Cream SPF 50 PA++++", Broad},
		{"Sun Cream SPF50/PA+++", Broad},
		{"Sun Cream SPF 30 PA++", Unstated},
		{"Sun Cream SPF 15 PA+", Unstated},
		{"Crème large spectre SPF 50", Broad},
		{"Crema amplio espectro", Broad},
		{"Sonnencreme Breitband LSF 50", Broad},
		{"Sun Cream UVB only", Narrow},
		{"Sun Cream, not broad spectrum", Narrow},
		{"Tanning oil SPF 6 (does not protect against UVA)", Narrow},
		{"Sun Cream SPF 30", Unstated},
	}
	for _, c := range cases {
		if u := understand(Text{Name: c.name}); u.Spectrum != c.want {
			t.Errorf("%q: spectrum %d, want %d", c.name, u.Spectrum, c.want)
		}
	}
}

func TestUse(t *testing.T) {
	cases := []struct {
		name string
		want Use
	}{
		{"Overnight Sleeping Mask", LeaveOn},
		{"Hydrogel Sheet Mask", LeaveOn},
		{"Leave-On Peel", LeaveOn},
		{"No-Rinse Cleansing Water", LeaveOn},
		{"Wash-Off Rice Mask", RinseOff},
		{"Pink Clay Mask", RinseOff},
		{"Peel-Off Charcoal Mask", RinseOff},
		{"Rinse-Off Enzyme Powder", RinseOff},
		{"Shower Gel Lime", RinseOff},
		{"Creamy Body Wash", RinseOff},
		{"Apricot Face Scrub", RinseOff},
		{"Coffee Body Scrub", RinseOff},
		{"Gel douche amande", RinseOff},
		{"Handseife Zitrone", RinseOff},
		{"Shea Body Lotion", LeaveOn},
		{"Mango Body Butter", LeaveOn},
		{"Hand Cream", LeaveOn},
		{"Foot Repair Cream", LeaveOn},
		{"Crema mani", LeaveOn},
		{"Kroppslotion", LeaveOn},
		{"바디로션 300ml", LeaveOn},
		{"No-Rinse Body Wash", LeaveOn},
		{"Body Wash & Body Lotion Set", ByType},
		{"Glycolic Peel", ByType},
		{"Calming Mask", ByType},
		{"Day Cream", ByType},
	}
	for _, c := range cases {
		if u := understand(Text{Name: c.name}); u.Use != c.want {
			t.Errorf("%q: use %d, want %d", c.name, u.Use, c.want)
		}
	}
}

func TestClaims(t *testing.T) {
	cases := []struct{ text, want string }{
		{"Fragrance-Free", "fragrance-free"},
		{"Free of fragrance and dyes.", "fragrance-free dye-free"},
		{"No added fragrance", "fragrance-free"},
		{"sans parfum", "fragrance-free"},
		{"ohne Duftstoffe", "fragrance-free"},
		{"sin perfume", "fragrance-free"},
		{"무향", "fragrance-free"},
		{"無香料", "fragrance-free"},
		{"Cruelty-Free Alcohol-Free Paraben-Free Synthetic Fragrance-Free", "synthetic-fragrance-free alcohol-free paraben-free cruelty-free"},
		{"Not fragrance-free", ""},
		{"Formulated without parabens, sulfates SLS & SLES, phthalates, mineral oil, and synthetic fragrance.", "synthetic-fragrance-free paraben-free sulfate-free mineral-oil-free phthalate-free"},
		{"Without parabens. Fragrance lovers will like it.", "paraben-free"},
		{"free from alcohol, oil and silicones", "alcohol-free oil-free silicone-free"},
		{"Unscented; non-comedogenic; hypoallergenic", "unscented non-comedogenic hypoallergenic"},
		{"100% mineral, non-nano zinc, reef-safe", "mineral-sunscreen non-nano reef-safe"},
		{"Oil-free moisturizer for sensitive skin", "oil-free for-sensitive-skin"},
		{"Fragrance notes: rose. Contains alcohol.", ""},
		{"Low pH, vegan formula", "ph-balanced vegan"},
		{"with essential oils and no retinol", "retinol-free"},
		{"palm oil-free", ""},
		{"no fragrance mist has ever", ""},
		{"no chemical filters", "chemical-filter-free"},
	}
	for _, c := range cases {
		if u := understand(Text{Claims: c.text}); strings.Join(u.Claims, " ") != c.want {
			t.Errorf("%q: %v, want %s", c.text, u.Claims, c.want)
		}
		if u := understand(Text{Name: "Cream", Description: c.text}); strings.Join(u.Claims, " ") != c.want {
			t.Errorf("description %q: %v, want %s", c.text, u.Claims, c.want)
		}
	}
}

// FuzzUnderstand holds that any text is understood: known ids only, values in range, the same answer twice.
func FuzzUnderstand(f *testing.F) {
	f.Add("Eye & Lip Cream SPF 30 (+Mask)", "Skin > Eyes", "fragrance-free", "Wear SPF 50. pH 5-6", "Aqua, pH 4")
	f.Add("스네일 에센스 100ml", "에센스/세럼", "無香料", "Sans parfum, ni alcool", "SPF")
	f.Add("handcreme", "", "free of", "pH", "\xff\xfe")
	r, again := NewReader(), NewReader()
	var u, v Understanding
	f.Fuzz(func(t *testing.T, name, category, claims, description, ingredients string) {
		x := Text{Name: name, Category: category, Claims: claims, Description: description, SPF: claims, PH: ingredients, Ingredients: ingredients}
		r.Understand(&x, &u)
		again.Understand(&x, &v)
		if !slices.Equal(u.Types, v.Types) || !slices.Equal(u.Claims, v.Claims) || u.SPF != v.SPF || u.TypeFrom != v.TypeFrom {
			t.Fatalf("%+v is not %+v", u, v)
		}
		if len(u.Types) == 0 || u.SPF < -1 || u.SPF > 100 || u.PH > 14 || u.PH < 0 && u.PH != -1 || u.TypeFrom == "" {
			t.Fatalf("out of range: %+v", u)
		}
		for i, id := range u.Types {
			if !slices.Contains(typeIDs, id) || slices.Contains(u.Types[:i], id) {
				t.Fatalf("types %v", u.Types)
			}
		}
		for _, id := range u.Claims {
			if !slices.Contains(known().claims, id) {
				t.Fatalf("claims %v", u.Claims)
			}
		}
	})
}
