package inci

import (
	"fmt"
	"strings"
	"testing"
)

// dump writes a list compactly: "[part] <section> name {parts} 5% ?": '?' marks what is not recognised.
func dump(l *List) string {
	var b strings.Builder
	part, section := 0, Main
	for i := range l.Items {
		it := &l.Items[i]
		if i > 0 {
			b.WriteString(" | ")
		}
		if int(it.Part) != part {
			part, section = int(it.Part), Main
			fmt.Fprintf(&b, "[%s] ", l.Parts[part])
		}
		if it.Section != section {
			section = it.Section
			b.WriteString([...]string{"<main> ", "<active> ", "<may> "}[section])
		}
		if it.Parent >= 0 {
			b.WriteString(">")
		}
		b.WriteString(l.Text[it.Start:it.End])
		if it.Stated >= 0 {
			fmt.Fprintf(&b, " =%g", it.Stated)
		}
		if it.Match == Unrecognized {
			b.WriteString("?")
		}
	}
	return b.String()
}

func TestHardCases(t *testing.T) {
	tests := []struct {
		n    int // of the hard case
		text string
		want string
	}{
		{1, "Propanediol, 1,2-Hexanediol, Olive Oil Glycereth-8 Esters", "Propanediol | 1,2-Hexanediol | Olive Oil Glycereth-8 Esters"},
		{2, "Propanediol, 1, 2-Hexanediol, Ethylhexylglycerin", "Propanediol | 1, 2-Hexanediol | Ethylhexylglycerin"},
		{3, "Caprylyl Glycol, 1.2-Hexanediol", "Caprylyl Glycol | 1.2-Hexanediol"},
		{4, "Glycerin,1,2-Hexanediol", "Glycerin | 1,2-Hexanediol"},
		{4, "Retinol 1,2-Hexanediol", "Retinol | 1,2-Hexanediol"},
		{4, "Salicylic Acid 0,5%, Glycerin", "Salicylic Acid =0.5 | Glycerin"},
		{4, "Polysorbate 20,1,2-Hexanediol, Glycerin", "Polysorbate 20 | 1,2-Hexanediol | Glycerin"},
		{5, "5-Bromo-5-Nitro-1,3-Dioxane, 2-Bromo-2-Nitropropane-1,3-Diol, 2,4-Dichlorobenzyl Alcohol", "5-Bromo-5-Nitro-1,3-Dioxane | 2-Bromo-2-Nitropropane-1,3-Diol | 2,4-Dichlorobenzyl Alcohol"},
		{5, "N,2-DIMETHYL-N-PHENYLBUTYRAMIDE, 2,2'-Methylenebis 6-tert-Butyl-4-Methylphenol, 2,6-Dimethyl-7-octen-2-ol", "N,2-DIMETHYL-N-PHENYLBUTYRAMIDE | 2,2'-Methylenebis 6-tert-Butyl-4-Methylphenol | 2,6-Dimethyl-7-octen-2-ol"},
		{5, "Glycerin, 3-(4'-Methylbenzylidene)-d-1 camphor, Talc", "Glycerin | 3-(4'-Methylbenzylidene)-d-1 camphor? | Talc"},
		{6, "Water/Aqua/Eau, Glycerin", "Water/Aqua/Eau | Glycerin"},
		{6, `Water\Aqua\Eau, Glycerin`, "Water/Aqua/Eau | Glycerin"},
		{6, "Aqua (Water), Glycerin", "Aqua (Water) | Glycerin"},
		{7, `Epilobium Angustifolium Flower\Leaf\Stem Extract, Caprylic/Capric Triglyceride, Acrylates/C10-30 Alkyl Acrylate Crosspolymer, PEG/PPG-17/6 Copolymer, Coco-Caprylate/Caprate`, "Epilobium Angustifolium Flower/Leaf/Stem Extract | Caprylic/Capric Triglyceride | Acrylates/C10-30 Alkyl Acrylate Crosspolymer | PEG/PPG-17/6 Copolymer | Coco-Caprylate/Caprate"},
		{8, "Iron Oxides/Ci 77491, CI 77891 (Titanium Dioxide), Titanium Dioxide (CI 77891), Ci77499, C.I. 77891", "Iron Oxides/Ci 77491 | CI 77891 (Titanium Dioxide) | Titanium Dioxide (CI 77891) | Ci77499 | C.I. 77891"},
		{9, "Mica, Iron Oxides (CI 77491, CI 77492, CI 77499)", "Mica | Iron Oxides (CI 77491, CI 77492, CI 77499)"},
		{10, "Talc, Candelilla Cera (Euphorbia Cerifera (Candelilla) Wax, Cire de Candelilla)", "Talc | Candelilla Cera (Euphorbia Cerifera (Candelilla) Wax, Cire de Candelilla)"},
		{11, "Mineral Oil (Paraffinum Liquidum, Huile Minerale), Talc", "Mineral Oil (Paraffinum Liquidum, Huile Minerale) | Talc"},
		{12, "Lonicera Japonica Flower Extract (Lonicera Japonica (Honeysuckle) Flower), Talc", "Lonicera Japonica Flower Extract (Lonicera Japonica (Honeysuckle) Flower) | Talc"},
		{13, "Water, Fragrance, (Microcrystalline Cellulose, Trisodium Edta, Menthol, Talc", "Water | Fragrance | Microcrystalline Cellulose | Trisodium Edta | Menthol | Talc"},
		{14, "Water, Lavan du la Angustifolia (Lavender Oil, Citrus Grandis (Grapefruit) Peel Oil", "Water | Lavan du la Angustifolia (Lavender Oil | Citrus Grandis (Grapefruit) Peel Oil"},
		{15, "Hy- Drogenated Polydecene, Water, Palm-Iticacid, Caprylic/Ca- Prictriglyceride, Centellaasiaticaleafwater", "Hy- Drogenated Polydecene | Water | Palm-Iticacid | Caprylic/Ca- Prictriglyceride | Centellaasiaticaleafwater"},
		{35, "Water, Glycerin, Talc, Mica. Our products are free from synthetic fragrance, petrochemicals, sulfate detergents, silicones", "Water | Glycerin | Talc | Mica"},
		{44, "Water, Glycerin, 1-Methylethyl Ester (Solvent / Safe Synthetic), Talc", "Water | Glycerin | 1-Methylethyl Ester (Solvent / Safe Synthetic)? | Talc"},
		{49, "Glycrein, Sodium Hydroxlde, Niacinamid, Panthenoll", "Glycrein | Sodium Hydroxlde | Niacinamid | Panthenoll"},
		{16, "Water, Sodium C14•16 Olefin Sulfonate, Glycerin", "Water | Sodium C14•16 Olefin Sulfonate | Glycerin"},
		{17, "Aqua • Sodium Laureth Sulfate • PEG-8 • Parfum", "Aqua | Sodium Laureth Sulfate | PEG-8 | Parfum"},
		{17, "Water● Glycerin● Retinol", "Water | Glycerin | Retinol"},
		{18, "Cyclopentasiloxane, Water; Rosa Damascena (Rose) Flower Water, Glycerin", "Cyclopentasiloxane | Water | Rosa Damascena (Rose) Flower Water | Glycerin"},
		{18, "Water; 1,2-Hexanediol; Glycerin", "Water | 1,2-Hexanediol | Glycerin"},
		{18, "Water - Glycerin - Retinol - Talc", "Water | Glycerin | Retinol | Talc"},
		{18, "Water | Glycerin|Retinol", "Water | Glycerin | Retinol"},
		{18, "Water\tGlycerin\tRetinol", "Water | Glycerin | Retinol"},
		{18, "Water\nGlycerin\nRetinol", "Water | Glycerin | Retinol"},
		{19, "Glucose,Sorbitan Oleate,Ferulic Acid,Polymethylsilsesquioxane", "Glucose | Sorbitan Oleate | Ferulic Acid | Polymethylsilsesquioxane"},
		{20, "Octinoxate 7.5% , Octocrylene 5.0%Water, Butylene Glycol", "Octinoxate =7.5 | Octocrylene =5 | Water | Butylene Glycol"},
		{20, "Titanium Dioxide 1.6%Water , Glycerin", "Titanium Dioxide =1.6 | Water | Glycerin"},
		{21, "Resilience Lift Cream Division: El (Estee Lauder)Active Ingredients: Avobenzone 3.00% , Octocrylene 2.70%Ingredients: Water , Glycerin", "<active> Avobenzone =3 | Octocrylene =2.7 | <main> Water | Glycerin"},
		{22, `"Active Ingredient: Zinc Oxide (15%) Ingredients: Water, Glycerin`, "<active> Zinc Oxide =15 | <main> Water | Glycerin"},
		{22, "Active: Avobenzone 3%, Homosalate 5%. Inactive: Water, Glycerin", "<active> Avobenzone =3 | Homosalate =5 | <main> Water | Glycerin"},
		{22, "Active Ingredients: Zinc Oxide 15.065% Inactive Ingredients: Water, Glycerin", "<active> Zinc Oxide =15.065 | <main> Water | Glycerin"},
		{22, "Active Ingredients Zinc Oxide 15% Inactive Ingredients : Water (Aqua), Glycerin", "<active> Zinc Oxide =15 | <main> Water (Aqua) | Glycerin"},
		{23, "Active Ingredient: 1% Colloidal Oatmeal Inactive Ingredients: Water", "<active> Colloidal Oatmeal =1 | <main> Water"},
		{23, "Homosalate (7.0%), Octisalate (5 %), Water", "Homosalate =7 | Octisalate =5 | Water"},
		{24, "Active ingredients: Zinc Oxide 5% Other ingredients: Water, Honey", "<active> Zinc Oxide =5 | <main> Water | Honey"},
		{24, "Medicinal ingredients: Zinc Oxide 20%. Non-medicinal ingredients: Water, Glycerin", "<active> Zinc Oxide =20 | <main> Water | Glycerin"},
		{24, "Drug Facts\nActive ingredients: Zinc Oxide 20%\nPurpose: Sunscreen\nInactive ingredients: Water, Glycerin", "<active> Zinc Oxide =20 | <main> Water | Glycerin"},
		{25, "Water, Talc, [+/- MAY CONTAIN/PEUT CONTENIR: TITANIUM DIOXIDE (CI 77891), Mica", "Water | Talc | <may> TITANIUM DIOXIDE (CI 77891) | Mica"},
		{25, "Water, Talc, May Contain, Titanium Dioxide, Iron Oxides, Mica.", "Water | Talc | <may> Titanium Dioxide | Iron Oxides | Mica"},
		{25, "Water, Talc, [+/- Ci 77891 (Titanium Dioxide), Mica]", "Water | Talc | <may> Ci 77891 (Titanium Dioxide) | Mica"},
		{25, "Water, Talc. May Contain/Peut Contenir (±): Mica, Iron Oxides", "Water | Talc | <may> Mica | Iron Oxides"},
		{25, "Water, Talc, [+/- May Contain, Ci 77891/Titanium Dioxide]", "Water | Talc | <may> Ci 77891/Titanium Dioxide"},
		{25, "Water, Talc, [+/- Mica], Glycerin", "Water | Talc | <may> Mica | <main> Glycerin"},
		{26, "Water, Colloidal Platinum [nano], Titanium Dioxide (nano)", "Water | Colloidal Platinum [nano] | Titanium Dioxide (nano)"},
		{27, "Water, Citrus Medica Limonum (Lemon) Peel Oil*, Glycerin. *Essential Oil", "Water | Citrus Medica Limonum (Lemon) Peel Oil | Glycerin"},
		{27, "Water, Limonene, Linalool*. *100% Natural Fragrance.", "Water | Limonene | Linalool"},
		{27, "Water, Glycerin*. *Certified Organic.", "Water | Glycerin"},
		{27, "Water, Talc, A70 Propellant**, Linalool", "Water | Talc | A70 Propellant | Linalool"},
		{28, "*Cocos Nucifera (Coconut) Oil, *Ricinus Communis (Castor) Seed Oil", "Cocos Nucifera (Coconut) Oil | Ricinus Communis (Castor) Seed Oil"},
		{29, "Water, Glycerin*. *Ingredient from Organic Farming. 99% natural origin of total. 95% organic of total. COSMOS ORGANIC certiﬁed by ECOCERT", "Water | Glycerin"},
		{30, "Water, Phenoxyethanol. Please be aware that ingredient lists may change or vary from time to time.\uFFFD Please refer to the ingredient list on the package.", "Water | Phenoxyethanol"},
		{30, "Water, Linalool <18941>", "Water | Linalool"},
		{30, "Water, Glycerin <ILN50730>", "Water | Glycerin"},
		{30, "Water, Parfum/Fragrance, (F.I.L. B260371/2).", "Water | Parfum/Fragrance"},
		{31, "-Squalane: Keeps skin ultra-hydrated. -Zinc Oxide: Protects. Water, Glycerin, Niacinamide, Retinol", "Water | Glycerin | Niacinamide | Retinol"},
		{31, "-Glycolic Acid: Reduces the look of fine lines, wrinkles, and dark spots.\n-Retinol: Anti-aging.\n\nWater, Glycerin, Panthenol", "Water | Glycerin | Panthenol"},
		{31, "-Octinoxate: Sunscreen.\n-Squalane: Softens your skin.\nHomosalate 5%, Octocrylene 7%: Sunscreens.\n\nWater, Glycerin, Panthenol", "<active> Octinoxate | Homosalate =5 | Octocrylene =7 | <main> Water | Glycerin | Panthenol"},
		{32, "-Bakuchiol: A plant-derived retinol alternative that smooths skin.\n\nWater, Bakuchiol, Squalane", "Water | Bakuchiol | Squalane"},
		{33, "Water, Phenoxyethanol, Ethylhexylglycerin. Free of essential oils, silicones, and fragrance.", "Water | Phenoxyethanol | Ethylhexylglycerin"},
		{34, "Protects without oxybenzone or octinoxate. Avobenzone 3%, Homosalate 5%, Water", "Avobenzone =3 | Homosalate =5 | Water"},
		{36, "Step 1: Water/Aqua/Eau, Alcohol Denat. (SD Alcohol 40-B), Glycolic Acid. Step 2 Activator: Water, Niacinamide", "Water/Aqua/Eau | Alcohol Denat. (SD Alcohol 40-B) | Glycolic Acid | [Step 2 Activator] Water | Niacinamide"},
		{36, "CLARO QUE C Vitamin C Glow Serum: Water, Glycerin, Niacinamide", "Water | Glycerin | Niacinamide"},
		{36, "Liquid: Water, Glycerin, Talc", "Water | Glycerin | Talc"},
		{36, "[세럼] 정제수, 글리세린, 소듐디엔에이 [크림] 정제수, 나이아신아마이드, 아데노신", "정제수 | 글리세린 | 소듐디엔에이 | [크림] 정제수 | 나이아신아마이드 | 아데노신"},
		{36, "water, glycerin, talc, retinol, red 4 (ci 14700). retinol youth renewal eye serum: water, glycerin, talc", "water | glycerin | talc | retinol | red 4 (ci 14700) | [retinol youth renewal eye serum] water | glycerin | talc"},
		{39, "Water, C. Acnes Bacteriophage, Alcohol Denat. (SD Alcohol 40-B), FD&C Yellow No. 5, Alcohol Denat., Glycerin", "Water | C. Acnes Bacteriophage | Alcohol Denat. (SD Alcohol 40-B) | FD&C Yellow No. 5 | Alcohol Denat | Glycerin"},
		{40, "Water, Dimethyl Isosorbide (and) Hydroxypinacolone Retinoate, Sodium Acrylates Copolymer (and) Lecithin", "Water | Dimethyl Isosorbide | Hydroxypinacolone Retinoate | Sodium Acrylates Copolymer | Lecithin"},
		{40, "Glycerin, Sea Salt and Water", "Glycerin | Sea Salt and Water?"},
		{41, "Water, Camellia Sinensis, Leaf Aqueous Infusion, Glycerin", "Water | Camellia Sinensis, Leaf Aqueous Infusion | Glycerin"},
		{42, "Water, Glycerin, Contains less than 2% of Phenoxyethanol, Retinol", "Water | Glycerin | Phenoxyethanol | Retinol"},
		{42, "Water, Glycerin, May contain 2% or less of: Phenoxyethanol, Talc", "Water | Glycerin | Phenoxyethanol | Talc"},
		{43, "Water, Retinol (Vitamin A/Skin-Restoring), Phenoxyethanol (Preservative)", "Water | Retinol (Vitamin A/Skin-Restoring) | Phenoxyethanol (Preservative)"},
		{45, "Water<br/>Glycerin<br>Retinol", "Water | Glycerin | Retinol"},
		{45, "<p>Water, Glycerin&nbsp;<sup>*</sup>, Retinol &amp; Talc</p>", "Water | Glycerin | Retinol | Talc"},
		{45, "<p>A lovely cream for your skin with vitamin E.</p><br><br>Water, Glycerin, Retinol", "Water | Glycerin | Retinol"},
		{45, "['Water', 'Glycerin', \"Extrait D'Orge\", 'Retinol']", "Water | Glycerin | Extrait D'Orge? | Retinol"},
		{46, "Ingredients: Water, Glycerin", "Water | Glycerin"},
		{46, "INGREDIENTS (INCI): Water, Glycerin", "Water | Glycerin"},
		{46, "Full ingredient list - Water, Glycerin", "Water | Glycerin"},
		{46, "Composition : Aqua, Glycerin", "Aqua | Glycerin"},
		{46, "Inhaltsstoffe: Aqua, Glycerin", "Aqua | Glycerin"},
		{46, "Ingrédients : Aqua, Glycerin", "Aqua | Glycerin"},
		{46, "INGRÉDIENTS : Aqua, Glycerin", "Aqua | Glycerin"},
		{46, "Ingredienti: Aqua, Glycerin", "Aqua | Glycerin"},
		{46, "成分：水、Glycerin、Retinol", "水 | Glycerin | Retinol"},
		{46, "전성분: 정제수, 글리세린", "정제수 | 글리세린"},
		{46, "INGREDIENTS/INGREDIENTES/SKLADIKI: Aqua|Glycerin", "Aqua | Glycerin"},
		{47, "Ｗａｔｅｒ，Ｇｌｙｃｅｒｉｎ，Retinol", "Water | Glycerin | Retinol"},
		{47, "Water, Gly\u00ADcerin, Re\u200Btinol\u00A0, Talc", "Water | Glycerin | Retinol | Talc"},
		{50, "Water Glycerin Niacinamide", "Water | Glycerin | Niacinamide"},
		{50, "…, Glycerin, Limonene", "Glycerin | Limonene"},
		{51, "Water, Titanium Dioxide (CI 77891 , Iron Oxides (CI 77491), Butylene Glycol, Glycerin, Talc, Fragrance, Mica", "Water | Titanium Dioxide (CI 77891 | Iron Oxides (CI 77491) | Butylene Glycol | Glycerin | Talc | Fragrance | Mica"},
		{51, "Water, Titanium Dioxide (CI 77891 , Iron Oxides (CI 77491), Butylene Glycol, Glycerin, Talc, Fragrance), Mica", "Water | Titanium Dioxide (CI 77891 | Iron Oxides (CI 77491) | Butylene Glycol | Glycerin | Talc | Fragrance | Mica"},
		{52, "Stellaria Media (Chickweed( Extract*+, Malt Extract, Fragrance, Limonene", "Stellaria Media (Chickweed( Extract | Malt Extract | Fragrance | Limonene"},
		{53, "Water, Withania Somnifera (Ashwagandha) Oil [Sesamum Indicum (Sesame Seed) Oil, Withania Somnifera Root], Talc", "Water | Withania Somnifera (Ashwagandha) Oil | >Sesamum Indicum (Sesame Seed) Oil | >Withania Somnifera Root? | Talc"},
		{0, "Water, Oil Blend (Lavandula Angustifolia Oil, Limonene), Talc", "Water | Oil Blend? | >Lavandula Angustifolia Oil | >Limonene | Talc"},
		{0, "Water, Fragrance (Linalool, Limonene), Talc", "Water | Fragrance | >Linalool | >Limonene | Talc"},
		{0, "Alcohol .Citric Acid, Talc. CI 77491. Parfum", "Alcohol | Citric Acid | Talc | CI 77491 | Parfum"},
		{0, "Water, Glycerin, and Retinol.", "Water | Glycerin | Retinol"},
		{0, "Water, Methyl Gluceth-20Caprylyl Glycol, Talc", "Water | Methyl Gluceth-20 | Caprylyl Glycol | Talc"},
		{0, "Water, Phenoxyethanol Caprylyl Glycol", "Water | Phenoxyethanol | Caprylyl Glycol"},
		{0, "Glycerin, Sodium\nHyaluronate, Talc", "Glycerin | Sodium\nHyaluronate | Talc"},
		{0, "나이아신아마이드(6%), 글리세린, 소듐디엔에이(100ppm), 아데노신(29,049ppm)", "나이아신아마이드 =6 | 글리세린 | 소듐디엔에이 =0.01 | 아데노신 =2.9049"},
		{0, "Retinol", "Retinol"},
		{0, "Talc. +/- (May Contain/Peut Contenir) Titanium Dioxide (CI 77891), Mica", "Talc | <may> Titanium Dioxide (CI 77891) | Mica"},
		{0, "Water, Talc, 5 (CI 19140)", "Water | Talc | 5 (CI 19140)"},
		{0, "Homosalate 80 mg/g, Talc 5 mg/mL, Mica 0,5 mg/g", "Homosalate =8 | Talc =0.5 | Mica =0.05"},
	}
	p := NewParser(parseLexicon())
	for _, tt := range tests {
		l := p.Parse(tt.text, Options{})
		if got := dump(l); got != tt.want {
			t.Errorf("case %d %q:\n got %s\nwant %s\nskipped %s, state %d %s", tt.n, tt.text, got, tt.want, skips(l), l.State, l.Reason)
		}
	}
}

// skips writes what was passed over.
func skips(l *List) string {
	var b strings.Builder
	for _, s := range l.Skipped {
		fmt.Fprintf(&b, "%s(%s) ", [...]string{"prose", "claim", "note", "code", "head"}[s.Kind], l.Text[s.Start:s.End])
	}
	return b.String()
}

func TestStates(t *testing.T) {
	tests := []struct {
		text string
		want State
	}{
		{"", None}, {"  ", None}, {"No Info", None}, {"N/A", None}, {"#NAME?", None}, {"Visit the REN Clean Skincare boutique", None},
		{"Refer to product packaging.", None}, {"see packaging", None}, {"-", None},
		{"-Natural Pink Clay: Mattifies.\n\n-Jojoba Extract: Hydrates.", None},
		{"-Retinol: Helps smooth wrinkles and lines.\n-Colloidal Sulfur: Reduces acne.", None},
		{"REN products are free from synthetic fragrance, petrochemicals, sulfate detergents, silicones", None},
		{"A lovely cream that hydrates your skin with vitamin E and squalane.", None},
		{"Simmondsia Chinensis Seed Oil", Whole}, {"Retinol", Whole},
		{"Water, Glycerin, Retinol", Whole},
		{"Key ingredients: Retinol, Niacinamide", Partial},
		{"…, Glycerin, Limonene", Partial}, {"Water, Glycerin, Talc, …", Partial}, {"Water, Glycerin, Talc...", Partial},
		{strings.Repeat("Glycerin, ", 25) + "Limon", Partial}, // 255 bytes
	}
	p := NewParser(parseLexicon())
	for _, tt := range tests {
		if l := p.Parse(tt.text, Options{}); l.State != tt.want || (l.Reason == "") != (l.State == Whole) {
			t.Errorf("%q: state %d (%s), want %d; %s; %s", tt.text, l.State, l.Reason, tt.want, dump(l), skips(l))
		}
	}
}
