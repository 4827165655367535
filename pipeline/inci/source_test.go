package inci

import (
	"strings"
	"sync"
	"testing"
)

// testFamilies is a small set of rule-file families, enough for every case of reading names.
var testFamilies = []Family{
	{ID: "fragrance", Parent: -1, Names: []string{"Parfum | Fragrance | Perfume | Aroma | Natural Fragrance | 香料 | 향료", "Masking Fragrance"}},
	{ID: "fragrance-allergen", Parent: -1, Names: []string{"Linalool", "Limonene", "Geraniol", "Alpha-Isomethyl Ionone", "Menthol", "Benzyl Benzoate", "Benzyl Salicylate"}},
	{ID: "essential-oil", Parent: -1, Names: []string{"Lavandula Angustifolia Oil | Lavender Oil", "Mentha Piperita Oil | Peppermint Oil", "Citrus Grandis Peel Oil"}, Patterns: []string{"Lavandula * Oil", "Mentha * Oil"}},
	{ID: "retinoid", Parent: -1, Names: []string{"Retinol | Vitamin A", "Retinal | Retinaldehyde", "Retinyl Palmitate", "Hydroxypinacolone Retinoate", "Adapalene", "Tretinoin | Retinoic Acid"}, Patterns: []string{"Retinyl *"}},
	{ID: "exfoliating-acid", Parent: -1, Names: []string{"Gluconolactone", "Betaine Salicylate"}},
	{ID: "bha", Parent: 4, Names: []string{"Salicylic Acid", "Capryloyl Salicylic Acid"}},
	{ID: "aha", Parent: 4, Names: []string{"Glycolic Acid", "Lactic Acid", "Mandelic Acid"}},
	{ID: "vitamin-c", Parent: -1, Names: []string{"Ascorbic Acid | L-Ascorbic Acid | Vitamin C", "3-O-Ethyl Ascorbic Acid | Ethyl Ascorbic Acid"}},
	{ID: "vitamin-c-derivative", Parent: -1, Names: []string{"Ascorbyl Palmitate", "Ascorbyl Glucoside", "Sodium Ascorbyl Phosphate", "Tetrahexyldecyl Ascorbate"}, Patterns: []string{"* Ascorbate"}},
	{ID: "drying-alcohol", Parent: -1, Names: []string{"Alcohol Denat. | Alcohol | SD Alcohol | Ethanol | Denatured Alcohol", "Isopropyl Alcohol"}, Patterns: []string{"SD Alcohol #*"}},
	{ID: "chemical-uv-filter", Parent: -1, Names: []string{"Butyl Methoxydibenzoylmethane | Avobenzone | Parsol 1789", "Ethylhexyl Salicylate | Octisalate", "Benzophenone-3 | Oxybenzone", "Benzophenone-4", "Octocrylene"}},
	{ID: "mineral-uv-filter", Parent: -1, Names: []string{"Titanium Dioxide | CI 77891", "Zinc Oxide | CI 77947"}},
	{ID: "dye", Parent: -1, Names: []string{"CI 19140 | FD&C Yellow No. 5", "CI 15985 | FD&C Yellow No. 6", "CI 14700 | FD&C Red No. 4", "CI 17200 | D&C Red No. 33", "CI 60730 | Ext. D&C Violet No. 2"}, Patterns: []string{"CI 1####", "CI 4####"}},
	{ID: "sulfate-surfactant", Parent: -1, Names: []string{"Sodium Lauryl Sulfate", "Sodium Laureth Sulfate", "Sodium Coco-Sulfate"}},
	{ID: "comedogenic", Parent: -1, Names: []string{"Cocos Nucifera Oil | Coconut Oil", "Laureth-4", "Laureth-23", "Isopropyl Myristate"}},
	{ID: "plain-oil", Parent: -1, Names: []string{"Cocos Nucifera Oil", "Vegetable Oil | Olus Oil", "Butyrospermum Parkii Butter | Shea Butter", "Paraffinum Liquidum | Mineral Oil", "Rosehip Seed Oil"},
		Patterns: []string{"* Seed Oil", "* Kernel Oil"}, Except: []string{"PEG-*", "Daucus Carota Sativa Seed Oil"}},
	{ID: "hyaluronic-acid", Parent: -1, Names: []string{"Hyaluronic Acid"}, Patterns: []string{"* Hyaluronate"}},
	{ID: "growth-factor", Parent: -1, Patterns: []string{"sh-Oligopeptide-#", "sh-Polypeptide-#", "rh-*"}},
	{ID: "peptide", Parent: -1, Patterns: []string{"*peptide-#", "*peptide-# *"}, Except: []string{"sh-*", "rh-*"}},
	{ID: "vitamin-e", Parent: -1, Names: []string{"Tocopherol | Vitamin E"}, Patterns: []string{"Tocopheryl *"}},
	{ID: "scrub-particle", Parent: -1, Names: []string{"Polyethylene"}},
	{ID: "preservative-harsh", Parent: -1, Names: []string{"Methylisothiazolinone", "DMDM Hydantoin"}},
}

var testKnown = []string{
	"Aqua | Water | Eau | 정제수 | 水", "Glycerin | Glycerol | Glycerine", "Phenoxyethanol", "Caprylyl Glycol", "Cetearyl Alcohol", "Cetyl Alcohol", "Stearyl Alcohol", "Benzyl Alcohol",
	"Lanolin Alcohol", "Stearic Acid", "Palmitic Acid", "Citric Acid", "Benzoic Acid", "Sodium Benzoate", "Niacinamide", "Panthenol", "Dimethicone", "1,2-Hexanediol", "Butylene Glycol",
	"Caprylic/Capric Triglyceride", "Coco-Caprylate/Caprate", "PEG/PPG-17/6 Copolymer", "Acrylates/C10-30 Alkyl Acrylate Crosspolymer", "Hydrogenated Polydecene", "Methyl Gluceth-20",
	"Centella Asiatica Leaf Water", "Iron Oxides | CI 77491 | CI 77492 | CI 77499", "Mica | CI 77019", "Rosmarinus Officinalis Leaf Extract", "Rosa Damascena Flower Water", "Salix Alba Bark Extract",
	"Sodium C14-16 Olefin Sulfonate", "Sodium Hydroxide", "Laureth-40", "Polysorbate 20", "PEG-40 Hydrogenated Castor Oil", "PEG-#", "Decyl Glucoside", "Magnesium Sulfate", "Bakuchiol",
	"Ethylhexylglycerin", "Xanthan Gum", "Carbomer", "Resorcinol", "Squalane", "Lavandula Angustifolia Flower Water", "Sodium Lactate", "Coconut Alkanes", "Disodium EDTA", "Honey | Mel", "Euphorbia Cerifera Wax | Candelilla Wax | Candelilla Cera",
	"Camellia Sinensis Leaf Extract", "Beta-Carotene", "Polydecene", "Ethylparaben", "Methylparaben", "2,4-Dichlorobenzyl Alcohol", "Simmondsia Chinensis Seed Oil | Jojoba Oil", "Coconut", "Isopropyl Palmitate",
}

var testLexicon = sync.OnceValue(func() *Lexicon {
	lx, err := NewLexicon(Source{Families: testFamilies, Known: testKnown, Limits: []Limit{{"Phenoxyethanol", 1, false}, {"Salicylic Acid", 2, true}}})
	if err != nil {
		panic(err)
	}
	return lx
})

// ids lists the ids of a set of families, with spaces between.
func ids(lx *Lexicon, f Families) string {
	var out []string
	for i, id := range lx.Families() {
		if f[i>>6]>>(i&63)&1 == 1 {
			out = append(out, id)
		}
	}
	return strings.Join(out, " ")
}

func describe(lx *Lexicon, r Recognition) string {
	if !r.known() {
		return "-"
	}
	s := r.Entry.Name + ":" + [...]string{"", "exact", "pattern", "typo", "joined"}[r.Match]
	if r.Nano {
		s += " nano"
	}
	if f := ids(lx, r.Families); f != "" {
		s += ": " + f
	}
	return s
}

func check(t *testing.T, cases [][2]string) {
	t.Helper()
	lx := testLexicon()
	for _, c := range cases {
		if got := describe(lx, lx.Recognize(c[0])); got != c[1] {
			t.Errorf("Recognize(%q)\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
