package inci

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// parseFamilies are families enough to tell the readings of the hard cases apart.
var parseFamilies = []Family{
	{ID: "fragrance", Names: []string{"Parfum | Fragrance | Perfume | Aroma | 향료 | 香料", "Natural Fragrance"}, Parent: -1},
	{ID: "fragrance-allergen", Names: []string{"Linalool | 리날룰", "Limonene | 리모넨", "Geraniol", "Citronellol", "Citral", "Coumarin", "Hexyl Cinnamal", "Benzyl Salicylate", "Menthol", "Amyl Cinnamal"}, Parent: -1},
	{ID: "essential-oil", Names: []string{"Essential Oil | Essential Oils", "Lavandula Angustifolia Oil | Lavender Oil | Lavandula Angustifolia (Lavender) Oil", "Citrus Grandis (Grapefruit) Peel Oil | Citrus Grandis Peel Oil", "Citrus Medica Limonum (Lemon) Peel Oil"}, Parent: -1},
	{ID: "retinoid", Names: []string{"Retinol | Vitamin A", "Retinyl Palmitate", "Hydroxypinacolone Retinoate"}, Patterns: []string{"retinyl *"}, Parent: -1},
	{ID: "exfoliating-acid", Names: []string{"Glycolic Acid", "Lactic Acid", "Salicylic Acid"}, Parent: -1},
	{ID: "chemical-uv-filter", Names: []string{"Avobenzone | Butyl Methoxydibenzoylmethane", "Octinoxate | Ethylhexyl Methoxycinnamate", "Octisalate", "Octocrylene", "Homosalate", "Oxybenzone | Benzophenone-3"}, Parent: -1},
	{ID: "mineral-uv-filter", Names: []string{"Zinc Oxide", "Titanium Dioxide | CI 77891"}, Parent: -1},
	{ID: "drying-alcohol", Names: []string{"Alcohol Denat. | SD Alcohol 40-B", "Alcohol | Ethanol | 변성알코올"}, Parent: -1},
	{ID: "plain-oil", Names: []string{"Sesamum Indicum (Sesame) Seed Oil | Sesamum Indicum (Sesame Seed) Oil | Sesamum Indicum Seed Oil", "Cocos Nucifera (Coconut) Oil | Cocos Nucifera Oil", "Ricinus Communis (Castor) Seed Oil | Ricinus Communis Seed Oil", "Mineral Oil | Paraffinum Liquidum", "Argania Spinosa Kernel Oil"}, Parent: -1},
	{ID: "dye", Patterns: []string{"CI 1####", "FD&C *", "Red #", "Yellow #", "Blue #"}, Parent: -1},
	{ID: "vitamin-e", Names: []string{"Tocopherol | Vitamin E", "Tocopheryl Acetate"}, Parent: -1},
}

// parseKnown are harmless names.
var parseKnown = []string{
	"Aqua | Water | Eau | 정제수 | 水", "Glycerin | 글리세린", "Butylene Glycol | 부틸렌글라이콜", "Propanediol", "1,2-Hexanediol | 1,2-헥산다이올", "Ethylhexylglycerin", "Phenoxyethanol", "Caprylyl Glycol",
	"Niacinamide | 나이아신아마이드", "Squalane", "Bakuchiol", "Panthenol", "Allantoin", "Dimethicone", "Cyclopentasiloxane", "Sodium Hyaluronate", "Citric Acid", "Carbomer", "Xanthan Gum", "Disodium EDTA",
	"Sodium Benzoate", "Potassium Sorbate", "Talc", "Mica", "Iron Oxides | CI 77491 | CI 77492 | CI 77499", "Caprylic/Capric Triglyceride", "Acrylates/C10-30 Alkyl Acrylate Crosspolymer", "PEG/PPG-17/6 Copolymer", "Coco-Caprylate/Caprate",
	"Sodium C14-16 Olefin Sulfonate", "Sodium Laureth Sulfate", "PEG-8", "Cocamidopropyl Betaine", "Olive Oil Glycereth-8 Esters", "5-Bromo-5-Nitro-1,3-Dioxane", "2-Bromo-2-Nitropropane-1,3-Diol", "2,4-Dichlorobenzyl Alcohol",
	"N,2-Dimethyl-N-Phenylbutyramide", "2,2'-Methylenebis 6-tert-Butyl-4-Methylphenol", "2,6-Dimethyl-7-Octen-2-ol", "Epilobium Angustifolium Flower/Leaf/Stem Extract", "Candelilla Cera | Euphorbia Cerifera (Candelilla) Wax", "Lonicera Japonica Flower Extract",
	"Microcrystalline Cellulose", "Trisodium EDTA", "Hydrogenated Polydecene", "Palmitic Acid", "Rosa Damascena (Rose) Flower Water", "Glucose", "Sorbitan Oleate", "Ferulic Acid", "Polymethylsilsesquioxane", "Honey | Mel", "Colloidal Oatmeal", "Colloidal Platinum",
	"C. Acnes Bacteriophage", "Dimethyl Isosorbide", "Sodium Acrylates Copolymer", "Lecithin", "Stellaria Media (Chickweed) Extract", "Malt Extract", "Withania Somnifera (Ashwagandha) Oil", "Polysorbate 20", "Hyaluronic Acid", "Methyl Gluceth-20", "Cetearyl Alcohol",
	"Hydrolyzed Corn Starch", "Camellia Sinensis Leaf Extract", "Sodium Hydroxide", "Isododecane", "Octyldodecanol", "Camellia Sinensis Leaf Aqueous Infusion", "Centella Asiatica Leaf Water", "Sodium DNA | 소듐디엔에이", "Adenosine | 아데노신", "A 70 Propellant", "Isobutane",
}

var parseLimits = []Limit{{Name: "Phenoxyethanol", Percent: 1}, {Name: "Sodium Benzoate", Percent: 0.5, LeaveOn: true}, {Name: "Potassium Sorbate", Percent: 0.6}}

var parseLexicon = sync.OnceValue(func() *Lexicon {
	lx, err := NewLexicon(Source{Families: parseFamilies, Known: parseKnown, Limits: parseLimits})
	if err != nil {
		panic(err)
	}
	return lx
})

const shared = "../../../shared"

// bigLexicon knows the names of the public inventory, where it is at hand.
var bigLexicon = sync.OnceValue(func() *Lexicon {
	src := Source{Limits: parseLimits}
	file, err := os.Open(filepath.Join(shared, "reference", "cosing-2021.tsv"))
	if err != nil {
		return nil
	}
	defer file.Close()
	canonical := map[string][]string{}
	if syn, err := os.ReadFile(filepath.Join(shared, "reference", "synonyms.tsv")); err == nil {
		for _, line := range strings.Split(string(syn), "\n")[1:] {
			if f := strings.Split(line, "\t"); len(f) > 1 {
				canonical[f[1]] = append(canonical[f[1]], f[0])
			}
		}
	}
	r := csv.NewReader(file)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, _ := r.ReadAll()
	seen := map[string]bool{}
	for _, row := range rows {
		if seen[row[0]] || row[0] == "" {
			continue
		}
		seen[row[0]] = true
		line := row[0]
		for _, s := range canonical[row[0]] {
			line += " | " + s
		}
		src.Known = append(src.Known, line)
	}
	for c, s := range canonical {
		if !seen[c] {
			src.Known = append(src.Known, c+" | "+strings.Join(s, " | "))
		}
	}
	src.Known = append(src.Known, parseKnown...)
	src.Families = parseFamilies
	lx, err := NewLexicon(src)
	if err != nil {
		panic(err)
	}
	return lx
})
