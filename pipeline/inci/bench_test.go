package inci

import (
	"path/filepath"
	"testing"
)

// plainList is a list of the usual length without anything unusual in it.
const plainList = "Water, Glycerin, Butylene Glycol, Propanediol, Niacinamide, Caprylic/Capric Triglyceride, Squalane, Cetearyl Alcohol, 1,2-Hexanediol, Dimethicone, Panthenol, Sodium Hyaluronate, Rosa Damascena (Rose) Flower Water, Acrylates/C10-30 Alkyl Acrylate Crosspolymer, Camellia Sinensis Leaf Extract, Tocopherol, Allantoin, Xanthan Gum, Carbomer, Disodium EDTA, Lavandula Angustifolia (Lavender) Oil, Ethylhexylglycerin, Polysorbate 20, Citric Acid, Phenoxyethanol, Sodium Benzoate, Potassium Sorbate, Linalool, Limonene, Parfum."

func BenchmarkParsePlain(b *testing.B) {
	p := NewParser(parseLexicon())
	b.SetBytes(int64(len(plainList)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(plainList, Options{LeaveOn: true})
	}
}

func BenchmarkParseGeneral(b *testing.B) {
	p := NewParser(parseLexicon())
	b.SetBytes(int64(len(plainList)))
	b.ReportAllocs()
	for b.Loop() {
		p.reset(plainList, Options{LeaveOn: true})
		p.general()
	}
}

// BenchmarkParseCatalog parses the lists of a real catalog, where it is at hand.
func BenchmarkParseCatalog(b *testing.B) {
	lx := bigLexicon()
	if lx == nil {
		b.Skip("no catalogs at hand")
	}
	cells := readColumn(b, filepath.Join(shared, "catalogs/sephora-2018.csv"), "ingredients")
	n := 0
	for _, c := range cells {
		n += len(c)
	}
	p := NewParser(lx)
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range cells {
			p.Parse(c, Options{LeaveOn: true})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(cells)), "ns/list")
}
