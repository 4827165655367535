package product

import "testing"

// short is the typical row: a name, one of a shop's few categories, nothing else.
var short = []Text{
	{Name: "Calming Oat Barrier Cream 50 ml", Category: "Skin Care > Moisturizers"},
	{Name: "Clear Day Vitamin C Cleanser", Category: "Cleansers"},
	{Name: "Sheer Mineral Fluid SPF 50+ PA++++", Category: "Sun Care"},
	{Name: "Overnight Resurfacing Peel 10% AHA", Category: "Treatments"},
	{Name: "Rose Water Hydrating Face Mist", Category: "Toners"},
}

func BenchmarkUnderstandShort(b *testing.B) {
	r := NewReader()
	var u Understanding
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r.Understand(&short[i%len(short)], &u)
	}
}

func BenchmarkUnderstandLong(b *testing.B) {
	t := Text{
		Name: "Calming Oat Barrier Cream", Category: "Skin Care > Moisturizers", Claims: "Fragrance-Free, Vegan, Non-Comedogenic",
		Description: "A light cream for skin that feels tight after cleansing. Oat lipids and squalane soften it, and a little glycerin keeps it supple until evening. " +
			"Formulated without parabens, sulfates, mineral oil, and fragrance; tested on sensitive skin. Use morning and night, and follow with SPF 30 or higher by day.",
		Ingredients: "Aqua, Glycerin, Squalane, Cetearyl Alcohol, Avena Sativa Kernel Oil, Glyceryl Stearate, Panthenol, Phenoxyethanol, Ethylhexylglycerin, Sodium Hyaluronate",
	}
	r := NewReader()
	var u Understanding
	b.ReportAllocs()
	for b.Loop() {
		r.Understand(&t, &u)
	}
}

func BenchmarkVocabulary(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parseVocabulary(vocabularyText); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMayState looks through an ingredient list of the usual length.
func BenchmarkMayState(b *testing.B) {
	const list = "Water, Glycerin, Butylene Glycol, Propanediol, Niacinamide, Caprylic/Capric Triglyceride, Squalane, Cetearyl Alcohol, 1,2-Hexanediol, Dimethicone, Panthenol, Sodium Hyaluronate, Rosa Damascena (Rose) Flower Water, Acrylates/C10-30 Alkyl Acrylate Crosspolymer, Camellia Sinensis Leaf Extract, Tocopherol, Allantoin, Xanthan Gum, Carbomer, Disodium EDTA, Lavandula Angustifolia (Lavender) Oil, Ethylhexylglycerin, Polysorbate 20, Citric Acid, Phenoxyethanol, Sodium Benzoate, Potassium Sorbate, Linalool, Limonene, Parfum."
	b.SetBytes(int64(len(list)))
	for b.Loop() {
		if mayState(list) {
			b.Fatal("the list states nothing")
		}
	}
}
