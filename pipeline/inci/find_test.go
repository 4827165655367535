package inci

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestFindList(t *testing.T) {
	tests := []struct{ text, want string }{
		{"A calming cream. Ingredients: Water, Glycerin, Talc, Mica", "Water, Glycerin, Talc, Mica"},
		{"Made with natural ingredients like vitamin E, which softens, and oils that your skin loves.", ""},
		{"<p>Soft.</p><h6>Ingredients</h6><p>like Vitamin E, which soothes. Key Ingredients Olive Oil : Soothes Full list of ingredients Water, Glycerin, 1,2-Hexanediol, Talc.</p>", "Water, Glycerin, 1,2-Hexanediol, Talc."},
		{"<h6>Ingredients</h6><p>Refer to product packaging.</p>", ""},
		{"Crème douce.\nIngrédients : Aqua, Glycerin, Parfum, Talc\nMode d'emploi : appliquer le soir.", "Aqua, Glycerin, Parfum, Talc"},
		{"ほっとする。全成分：水、グリセリン、BG、香料", "水、グリセリン、BG、香料"},
		{"좋은 크림. 전성분: 정제수, 글리세린, 부틸렌글라이콜, 향료", "정제수, 글리세린, 부틸렌글라이콜, 향료"},
		{"Full ingredient list - Water, Glycerin, Talc, Mica How to use Smooth on.", "Water, Glycerin, Talc, Mica"},
		{"Lovely.\nIngredients\n\nAqua, Glycerin, Retinol, Phenoxyethanol\nMade with love in our lab for you, and your skin, and the world.", "Aqua, Glycerin, Retinol, Phenoxyethanol"},
		{"<h3>Ingredients</h3><p>Aqua, Glycerin, Retinol, Talc</p><p>Store in a cool place, away from light.</p>", "Aqua, Glycerin, Retinol, Talc</p>"},
		{"Soft.\nIngredients - Aqua, Glycerin, Retinol, Talc, Mica How to use Smooth on.", "Aqua, Glycerin, Retinol, Talc, Mica"},
		{"Ingredients: Aqua, Glycerin, Retinol\nVegan, cruelty free, and good for your skin", "Aqua, Glycerin, Retinol"},
		{"Ingredients\nNiacinamide: brightens your skin, Panthenol: calms it, Water: for the love of it", ""},
		{"Ingredients\nVitamin C, squalane", ""},
		{"Ingredients you will love. Vitamin C, E, squalane and oils are here.", ""},
		{"Clears. Active Ingredient: Salicylic Acid 2%. Inactive Ingredients: Water, Glycerin, Talc, Mica", "Active Ingredient: Salicylic Acid 2%. Inactive Ingredients: Water, Glycerin, Talc, Mica"},
		{"<h3>Active ingredients</h3><p>Retinol 0.3%</p><h3>Other ingredients</h3><p>Water, Glycerin, Talc, Mica</p>", "Active ingredients</h3><p>Retinol 0.3%</p><h3>Other ingredients</h3><p>Water, Glycerin, Talc, Mica"},
		{"Key Ingredients: Ceramide, Squalane, Niacinamide, Collagen, Bakuchiol", ""},
		{"Key Ingredients: Ceramide, Squalane, Niacinamide, Collagen. Ingredients: Water, Glycerin, Talc, Mica", "Water, Glycerin, Talc, Mica"},
		{"Free of harmful ingredients: Parabens, Silicones, Mineral Oil, Phthalates", ""},
		{"", ""}, {"Ingredients", ""},
	}
	for _, tt := range tests {
		start, end, ok := FindList(tt.text)
		if got := strings.TrimSpace(tt.text[start:end]); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%q: %q %v, want %q", tt.text, got, ok, tt.want)
		}
	}
}

func TestFindListInCatalog(t *testing.T) {
	found, marked := 0, 0
	for _, cell := range readColumn(t, filepath.Join(shared, "catalogs/shopify-export.csv"), "Body (HTML)") {
		start, end, ok := FindList(cell)
		if i := strings.Index(strings.ToLower(cell), "full list of ingredients"); i >= 0 && strings.Count(cell[i:], ",") > 2 {
			marked++
			if !ok {
				t.Errorf("no list found in %q", cell)
			}
		}
		if ok {
			found++
			if start == end {
				t.Errorf("an empty list in %q", cell)
			}
		}
	}
	t.Logf("%d found, %d marked", found, marked)
}

func FuzzFindList(f *testing.F) {
	f.Add("A cream. Ingredients: Water, Glycerin, Talc, Mica")
	f.Add("<h6>Ingredients</h6><p>Water</p>")
	f.Fuzz(func(t *testing.T, s string) {
		start, end, ok := FindList(s)
		if start < 0 || end < start || end > len(s) || ok == (start == end) {
			t.Fatalf("%q: %d–%d %v", s, start, end, ok)
		}
	})
}
