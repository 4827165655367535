package inci

import "testing"

// What a product is called and its list lacks; names that only speak of it are none.
func TestSold(t *testing.T) {
	families := append([]Family{}, parseFamilies...)
	families = append(families,
		Family{ID: "drug", Names: []string{"Tretinoin", "Retinol | Vitamin A | Rétinol | Retinolo | 레티놀 | レチノール | Ретинол", "Retinal"}, Parent: -1},
		Family{ID: "other-active", Names: []string{"Benzoyl Peroxide", "Hydroquinone", "Sulfur", "Azelaic Acid"}, Parent: -1},
		Family{ID: "acid", Names: []string{"Glycolic Acid | Acide Glycolique | Acido Glicolico", "Salicylic Acid | 水杨酸"}, Parent: -1})
	lx, err := NewLexicon(Source{Families: families, Known: parseKnown})
	if err != nil {
		t.Fatal(err)
	}
	p := NewParser(lx)
	const bland = "Aqua, Glycerin, Panthenol, Phenoxyethanol"
	for _, c := range []struct{ list, name, want string }{
		{bland, "Tretinoin Cream", "Tretinoin"}, {bland, "Advanced RETINOL Serum 30ml", "RETINOL"}, {bland, "Night Cream with Retinol", "Retinol"},
		{bland, "Crème au rétinol", "rétinol"}, {bland, "Crema viso al retinolo", "retinolo"}, {bland, "Sérum d'acide glycolique", "acide glycolique"}, {bland, "Siero acido glicolico", "acido glicolico"},
		{bland, "Retinolcreme", "Retinol"}, {bland, "Krem z retinolem", "retinol"}, {bland, "Крем с ретинолом", "ретинол"},
		{bland, "스네일레티놀크림", "레티놀"}, {bland, "レチノール美容液", "レチノール"}, {bland, "2%水杨酸棉片", "水杨酸"},
		{bland, "Vitamin A & E Oil", "Vitamin A"}, {bland, "Benzoyl Peroxide Wash", "Benzoyl Peroxide"}, {bland, "Acne Wash (Salicylic Acid)", "Salicylic Acid"},
		{bland, "Therapeutic Sulfur Mask", "Sulfur"}, {bland, "Fragrance-Free Retinol Serum", "Retinol"}, {bland, "100% Retinol", "Retinol"}, {bland, "Retinol + Ceramides", "Retinol"},
		{bland, "2% BHA Liquid", "BHA"}, {bland, "BHA Toner", ""}, {bland, "10% Vitamin C, BHAx", ""}, {"Aqua, Salicylic Acid", "2% BHA Liquid", ""}, {bland, "BHA-free 5% Niacinamide", ""},
		{"Aqua, Glycerin, Retinol", "Retinol Serum", ""}, {"Aqua, Glycerin, Retinyl Palmitate", "Vitamin A Serum", ""}, {"Aqua, Salicylic Acid, Glycerin", "BHA with Salicylic Acid", ""},
		{bland, "Retinol Alternative Serum", ""}, {bland, "Natural Alternative to Retinol", ""}, {bland, "Bakuchiol retinol-like serum", ""}, {bland, "Bakuchiol Retinol", ""},
		{bland, "Vitamin A-free Cream", ""}, {bland, "Retinol Free Cream", ""}, {bland, "Cream free of Retinol", ""}, {bland, "Retinolfreie Creme", ""}, {bland, "Sans rétinol", ""}, {bland, "0% Retinol", ""},
		{bland, "After Retinol Balm", ""}, {bland, "Post-Retinol Balm", ""}, {bland, "Retinol Recovery Balm", ""}, {bland, "Phyto-Retinol Serum", ""}, {bland, "Glycolic Acid Peel Neutralizer", ""},
		{bland, "Rose Retinolia", ""}, {bland, "Retin-ALT Serum", ""}, {bland, "Vitamin Ampoule", ""}, {bland, "Hydrating Cream", ""}, {bland, "Vitamin C Serum", ""}, {bland, "", ""}, {bland, "R", ""}, {bland, "Retinol", "Retinol"},
	} {
		p.Parse(c.list, Options{})
		if got := p.Sold(c.name); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
