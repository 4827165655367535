package pipeline

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"screen/pipeline/inci"
	"screen/rules/microneedling"
)

// shippedScreener knows the shipped rules, inventory and limits.
func shippedScreener(t *testing.T) *Screener {
	t.Helper()
	set, err := microneedling.Set()
	if err != nil {
		t.Fatal(err)
	}
	known, limits := inci.DefaultKnown()
	s, err := NewScreener(set, known, limits)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// reportedFamilies names the families that reports name, of a set, in alphabetical order.
func reportedFamilies(s *Screener, f inci.Families) (ids []string) {
	for i, family := range s.Rules.Families {
		if family.Reported && f[i>>6]>>(i&63)&1 != 0 {
			ids = append(ids, family.ID)
		}
	}
	sort.Strings(ids)
	return ids
}

// TestNames: names that checkers by substring get wrong, and the families that each has, none of them for "-".
func TestNames(t *testing.T) {
	tests := []struct{ names, families string }{
		// alcohols
		{"Cetearyl Alcohol; Cetyl Alcohol; Stearyl Alcohol; Behenyl Alcohol; Arachidyl Alcohol; C14-22 Alcohols", "-"},
		{"Polyvinyl Alcohol; t-Butyl Alcohol; Phenethyl Alcohol; Lanolin Alcohol; Dichlorobenzyl Alcohol", "-"},
		{"Benzyl Alcohol", "benzyl-alcohol"},
		{"Alcohol; Alcohol Denat.; Alcohol Denat; SD Alcohol 40-B; SD Alcohol 39-C; Alcohol Denat. (SD Alcohol 40-B); Ethanol; Isopropyl Alcohol; Alcool; 변성알코올", "drying-alcohol"},
		// acids
		{"Hyaluronic Acid; Hydrolyzed Hyaluronic Acid; Sodium Hyaluronate; Sodium Hyaluronate Crosspolymer", "hyaluronic-acid"},
		{"Stearic Acid; Palmitic Acid; Linoleic Acid; Sorbic Acid; Benzoic Acid; Amino Acids; Polyhydroxystearic Acid; Polyglutamic Acid; Folic Acid; Phytic Acid; Ferulic Acid; Tranexamic Acid; Dehydroacetic Acid", "-"},
		{"Lactic Acid/Glycolic Acid Copolymer; Sodium Lactate; Sodium PCA; Gluconic Acid; Sodium Gluconate", "-"},
		{"Glycolic Acid; Lactic Acid; Mandelic Acid; Lactobionic Acid; Gluconolactone; Ammonium Lactate; Sodium Glycolate", "exfoliating-acid"},
		{"Citric Acid; Malic Acid; Tartaric Acid", "ph-adjuster-acid"},
		{"Sodium Citrate; Potassium Tartrate", "-"},
		{"Salicylic Acid; Betaine Salicylate; Capryloyl Salicylic Acid", "exfoliating-acid"},
		{"Butyloctyl Salicylate; Tridecyl Salicylate; Sodium Salicylate; Salix Alba (Willow) Bark Extract; Salicyloyl Phytosphingosine", "-"},
		{"Ethylhexyl Salicylate; Octisalate; Homosalate", "chemical-uv-filter"},
		{"Benzyl Salicylate; Amyl Salicylate; Benzyl Benzoate", "fragrance-allergen"},
		{"Azelaic Acid; Kojic Acid; Benzoyl Peroxide", "other-active"},
		{"Potassium Azeloyl Diglycinate; Sodium Benzoate; C12-15 Alkyl Benzoate; Niacinamide; Niacin", "-"},
		// vitamins A, C, E
		{"Ascorbic Acid; L-Ascorbic Acid; 3-O-Ethyl Ascorbic Acid; Vitamin C", "vitamin-c"},
		{"Ascorbyl Palmitate; Tetrahexyldecyl Ascorbate; Sodium Ascorbyl Phosphate; Ascorbyl Glucoside", "vitamin-c-derivative"},
		{"Erythorbic Acid; Isoascorbic Acid", "-"},
		{"Retinol; Retinyl Palmitate; Retinyl Propionate; Retinyl Retinoate; Retinyl Sunflowerate; Retinal; Retinaldehyde; Hydroxypinacolone Retinoate; Adapalene; Tretinoin", "retinoid"},
		{"Bakuchiol; Beta-Carotene", "-"},
		{"Tocopherol; Tocopheryl Acetate; Tocotrienols", "vitamin-e"},
		// roses, lavender, mint, coconut
		{"Rosa Canina Seed Oil; Rosa Canina Fruit Oil; Oenothera Biennis (Evening Primrose) Oil", "plain-oil"},
		{"Sucrose; Polydextrose; Rhodiola Rosea Root Extract; Rosmarinus Officinalis (Rosemary) Leaf Extract; Rosa Damascena Flower Water", "-"},
		{"Rosa Damascena Flower Oil; Rosmarinus Officinalis (Rosemary) Leaf Oil; Lavandula Angustifolia Oil; Lavandula Angustifolia (Lavender) Oil; Mentha Piperita (Peppermint) Oil; Eucalyptus Globulus Leaf Oil", "essential-oil"},
		{"Lavandula Angustifolia Flower Extract; Lavandula Angustifolia Flower Water; Mentha Piperita Leaf Extract; Menthyl Lactate", "-"},
		{"Menthol; Camphor; Linalool; Limonene", "fragrance-allergen"},
		{"Cocos Nucifera (Coconut) Oil; Coconut Oil", "comedogenic plain-oil"},
		{"Coconut Alkanes; Coconut Acid; Cocamidopropyl Betaine; Coco-Glucoside; Cocos Nucifera (Coconut) Water; Hamamelis Virginiana (Witch Hazel) Water", "-"},
		// filters and pigments
		{"Titanium Dioxide; CI 77891; Zinc Oxide; Non-Nano Zinc Oxide; Titanium Dioxide [Nano]", "mineral-uv-filter"},
		{"Zinc PCA; Zinc Gluconate; Iron Oxides; CI 77491; Mica", "-"},
		{"Octinoxate; Ethylhexyl Methoxycinnamate; Avobenzone; Butyl Methoxydibenzoylmethane; Parsol 1789; Benzophenone-3; Benzophenone-4; Oxybenzone", "chemical-uv-filter"},
		{"Diethylhexyl Syringylidenemalonate; Ethylhexyl Methoxycrylene; Benzotriazolyl Dodecyl p-Cresol", "-"},
		{"CI 19140; FD&C Yellow No. 5; Yellow 5 Lake; Red 4 (CI 14700)", "dye"},
		{"CI 75470; Carmine; Caramel", "-"},
		// fragrance
		{"Fragrance (Parfum); Parfum/Fragrance; Perfume; Aroma; Fragrance (Natural); Natural Fragrance; Masking Fragrance; Duftstoff; Profumo; 香料", "fragrance"},
		{"Phenoxyethanol; Ethylhexylglycerin; Fragrance-Free; No Fragrance", "-"},
		// surfactants
		{"Ammonium Lauryl Sulfate; Sodium Coco-Sulfate; Magnesium Laureth Sulfate", "sulfate-surfactant"},
		{"Sodium Lauryl Sulfate; Sodium Laureth Sulfate; Sodium Laureth Sulphate", "comedogenic sulfate-surfactant"},
		{"Sodium Lauroyl Sarcosinate; Magnesium Sulfate; Sodium C14-16 Olefin Sulfonate; Sodium Sulfate; Disodium Laureth Sulfosuccinate", "-"},
		// codes in names
		{"Polyquaternium-7; PEG-8; Polysorbate 20; Ceteareth-20; PEG-40 Hydrogenated Castor Oil", "-"},
		// preservatives
		{"DMDM Hydantoin; Methylisothiazolinone; Quaternium-15; Formaldehyde", "harsh-preservative"},
		{"Methylparaben; Chlorphenesin; Potassium Sorbate", "-"},
		// benefits
		{"Copper Tripeptide-1; Acetyl Hexapeptide-8; Palmitoyl Tripeptide-5", "peptide"},
		{"sh-Oligopeptide-1; EGF", "growth-factor"},
		{"Carnosine; Hydrolyzed Collagen", "-"},
		{"Aloe Barbadensis Leaf Juice", "aloe"},
		{"Aloe Ferox Leaf Extract", "-"},
		{"Panthenol; Allantoin; Bisabolol; Madecassoside; Ceramide NP", "calming"},
		{"Juglans Regia (Walnut) Shell Powder; Pumice", "scrub-particle"},
		{"Silica; Kaolin; Charcoal Powder; Nylon-12", "-"},
	}
	s := shippedScreener(t)
	p := inci.NewParser(s.Lexicon)
	for _, tt := range tests {
		want := strings.Fields(strings.TrimPrefix(tt.families, "-"))
		for name := range strings.SplitSeq(tt.names, "; ") {
			if got := reportedFamilies(s, s.Lexicon.Recognize(name).Families); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
			l := p.Parse("Aqua, "+name+", Glycerin", inci.Options{})
			var all inci.Families
			for i := range l.Items {
				all[0] |= l.Items[i].Families[0]
				all[1] |= l.Items[i].Families[1]
			}
			if got := reportedFamilies(s, all); !slices.Equal(got, want) {
				t.Errorf("%s in a list: %v, want %v", name, got, want)
			}
		}
	}
}
