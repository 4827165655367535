package inci

import (
	"strings"
	"testing"
)

func TestRecognizeSpellings(t *testing.T) {
	water, ci := "Aqua:exact", "Titanium Dioxide:exact: mineral-uv-filter"
	yellow := "CI 19140:exact: dye"
	check(t, [][2]string{
		{"WATER", water}, {"  aqua. ", water}, {"Ｗａｔｅｒ", water}, {"Wa\u00adter", water}, {"Wa\u200bter", water}, {"정제수", water}, {"水", water},
		{"Аlсоhоl Dеnаt.", "Alcohol Denat.:exact: drying-alcohol"}, // Cyrillic А, с, о, е, а
		{"Alcohol, Denat", "Alcohol Denat.:exact: drying-alcohol"},
		{"alcohol\u00a0denat.", "Alcohol Denat.:exact: drying-alcohol"},
		{"1.2-Hexanediol", "1,2-Hexanediol:exact"}, {"1, 2-Hexanediol", "1,2-Hexanediol:exact"}, {"1,2–HEXANEDIOL", "1,2-Hexanediol:exact"}, {"1,2 Hexanediol", "1,2-Hexanediol:exact"},
		{"2,4-Dichlorobenzyl Alcohol", "2,4-Dichlorobenzyl Alcohol:exact"},
		{"C.I. 77891", ci}, {"Ci77891", ci}, {"CI77891", ci}, {"C. I. 77891", ci}, {"C.I.77891", ci}, {"CI No. 77891", ci}, {"CI  77891", ci},
		{"FD&C Yellow No. 5", yellow}, {"FD&amp;C Yellow #5", yellow}, {"Yellow 5", yellow}, {"Yellow No.5", yellow}, {"Yellow No5", yellow}, {"FD and C Yellow No 5", yellow},
		{"FD & C Yellow 5", yellow}, {"Yellow 5 Lake", yellow}, {"FD&C Yellow No. 5 Aluminum Lake", yellow}, {"Yellow 5 Aluminium Lake", yellow}, {"CI 19140:1", yellow},
		{"Ext. Violet 2", "CI 60730:exact: dye"}, {"Ext. D&C Violet No. 2", "CI 60730:exact: dye"}, {"Violet 2", "-"},
		{"CI 42090", "CI 4####:pattern: dye"}, {"CI 77499", "Iron Oxides:exact"}, {"CI 75470", "-"},
		{"Sodium Lauryl Sulphate", "Sodium Lauryl Sulfate:exact: sulfate-surfactant"},
		{"Sodium Coco Sulfate", "Sodium Coco-Sulfate:exact: sulfate-surfactant"},
		{"Glycerine", "Glycerin:exact"}, {"Glycérine", "Glycerin:exact"},
		{"α-Isomethyl Ionone", "Alpha-Isomethyl Ionone:exact: fragrance-allergen"},
		{"香料", "Parfum:exact: fragrance"}, {"Parfum*", "Parfum:exact: fragrance"}, {"Linalool**", "Linalool:exact: fragrance-allergen"}, {"Limonene†", "Limonene:exact: fragrance-allergen"},
		{"Sodium C14•16 Olefin Sulfonate", "Sodium C14-16 Olefin Sulfonate:exact"},
		{"Caprylic / Capric Triglyceride", "Caprylic/Capric Triglyceride:exact"}, {`Caprylic\Capric Triglyceride`, "Caprylic/Capric Triglyceride:exact"},
		{"beta‑carotene", "Beta-Carotene:exact"},
	})
}

func TestRecognizeBrackets(t *testing.T) {
	check(t, [][2]string{
		{"Rosa Nova (Water) Talc Citric Acid Retinol", "-"}, {"Rosa Nova (Water) Retinol", "Aqua:exact: retinoid"},
		{"Aqua (Water)", "Aqua:exact"}, {"Aqua (Water) (Eau)", "Aqua:exact"}, {"Tocopherol (Vitamin E)", "Tocopherol:exact: vitamin-e"},
		{"CI 77891 (Titanium Dioxide)", "Titanium Dioxide:exact: mineral-uv-filter"}, {"Titanium Dioxide [nano]", "Titanium Dioxide:exact nano: mineral-uv-filter"},
		{"Titanium Dioxide (CI 77891) (nano)", "Titanium Dioxide:exact nano: mineral-uv-filter"}, {"Non-Nano Zinc Oxide", "Zinc Oxide:exact: mineral-uv-filter"}, {"Zinc Oxide (Non-Nano)", "Zinc Oxide:exact: mineral-uv-filter"},
		{"Iron Oxides (CI 77491, CI 77492, CI 77499)", "Iron Oxides:exact"}, {"Iron Oxides (77491)", "Iron Oxides:exact"},
		{"Rosmarinus Officinalis (Rosemary) Leaf Extract", "Rosmarinus Officinalis Leaf Extract:exact"},
		{"Rosa Canina (Rosehip) Seed Oil", "* Seed Oil:pattern: plain-oil"}, {"Rosa Mosqueta (Rosehip Seed Oil)", "* Seed Oil:pattern: plain-oil"},
		{"Retinol (Vitamin A/Skin-Restoring)", "Retinol:exact: retinoid"},
		{"Phenoxyethanol (Preservative)", "Phenoxyethanol:exact"}, {"Fragrance (Parfum)", "Parfum:exact: fragrance"}, {"Fragrance (Natural)", "Parfum:exact: fragrance"},
		{"Butyrospermum Parkii (Shea Butter)", "Butyrospermum Parkii Butter:exact: plain-oil"}, {"Butyrospermum Parkii (Shea) Butter", "Butyrospermum Parkii Butter:exact: plain-oil"},
		{"Lavandula Angustifolia (Lavender) Oil", "Lavandula Angustifolia Oil:exact: essential-oil"},
		{"Alcohol Denat. (SD Alcohol 40-B)", "Alcohol Denat.:exact: drying-alcohol"},
		{"Mineral Oil (Paraffinum Liquidum, Huile Minerale)", "Paraffinum Liquidum:exact: plain-oil"},
		{"Candelilla Cera (Euphorbia Cerifera (Candelilla) Wax, Cire de Candelilla)", "Euphorbia Cerifera Wax:exact"},
		{"Polysorbate 20 (contains Limonene)", "Polysorbate 20:exact: fragrance-allergen"},
		{"Mystery Blend (Limonene)", "Limonene:exact: fragrance-allergen"},
		{"Natural Scent Complex (Lavender Oil, Geraniol)", "Lavandula Angustifolia Oil:exact: fragrance-allergen essential-oil"},
		{"Fragrance (Lavender Oil)", "Parfum:exact: fragrance essential-oil"},
		{"Vitamin C (Ascorbyl Glucoside)", "Ascorbyl Glucoside:exact: vitamin-c-derivative"}, {"Ascorbyl Palmitate (Vitamin C)", "Ascorbyl Palmitate:exact: vitamin-c-derivative"},
		{"Beta-Carotene (Vitamin A)", "Beta-Carotene:exact"}, {"Vitamin A (Retinyl Palmitate)", "Retinyl Palmitate:exact: retinoid"},
		{"Glycerin (and) Retinol", "-"}, // two ingredients: the parser's to divide
		{"Zinc Oxide (non-nano) 20%", "Zinc Oxide:exact: mineral-uv-filter"},
		// a source or a function is no ingredient
		{"Sodium Lauryl Sulfate (derived from Coconut Oil)", "Sodium Lauryl Sulfate:exact: sulfate-surfactant"}, {"Decyl Glucoside (Coconut Oil)", "Decyl Glucoside:exact"},
		{"Glycerin (from Coconut Oil)", "Glycerin:exact"}, {"Caprylic/Capric Triglyceride (Coconut Oil)", "Caprylic/Capric Triglyceride:exact"},
		{"Coconut Oil (Emollient)", "Cocos Nucifera Oil:exact: comedogenic plain-oil"},
		{"1-Methylethyl Ester (Solvent / Safe Synthetic)", "-"}, {"Bakuchiol (Retinol Alternative)", "Bakuchiol:exact"}, {"Cetearyl Alcohol (Alcohol Free)", "Cetearyl Alcohol:exact"},
		{"Something (Fragrance Free)", "-"},
		{"Capric Triglycerides (Fractionated Coconut Oil)", "-"}, {"Theobroma Nut Seed (Coconut) Oil", "Cocos Nucifera Oil:exact: comedogenic plain-oil"},
		// brackets that do not pair
		{"Titanium Dioxide (CI 77891", "Titanium Dioxide:exact: mineral-uv-filter"}, {"Lavender Oil)", "Lavandula Angustifolia Oil:exact: essential-oil"}, {"()", "-"}, {"((((", "-"}, {")(", "-"},
	})
}

func TestRecognizeSlashes(t *testing.T) {
	check(t, [][2]string{
		{"Water/Aqua/Eau", "Aqua:exact"}, {`Water\Aqua\Eau`, "Aqua:exact"}, {"Aqua / Woda / Eau", "Aqua:exact"}, {"Mel/Honey/Miel", "Honey:exact"}, {"Declustered Water (+)/Aqua/Eau De-Structuree (+)", "Aqua:exact"}, {"Foo/Bar", "-"},
		{"Parfum/Fragrance", "Parfum:exact: fragrance"}, {"Titanium Dioxide/CI 77891", "Titanium Dioxide:exact: mineral-uv-filter"}, {"Ci 77891/ Titanium Dioxide", "Titanium Dioxide:exact: mineral-uv-filter"},
		{"FD&C Yellow No. 6/CI 15985", "CI 15985:exact: dye"}, {"Iron Oxides/Ci 77491", "Iron Oxides:exact"}, {"Olus/Vegetable Oil", "Vegetable Oil:exact: plain-oil"},
		{"PEG/PPG-17/6 Copolymer", "PEG/PPG-17/6 Copolymer:exact"}, {"Coco-Caprylate/Caprate", "Coco-Caprylate/Caprate:exact"},
		{"Lactic Acid/Glycolic Acid Copolymer", "-"}, {"Glycolic Acid/Salicylic Acid Esters", "-"}, {"Saccharomyces/Honey Ferment Filtrate", "-"},
		{"Linalool/Retinol", "Linalool:exact: fragrance-allergen retinoid"},
		{"Mentha Piperita Leaf/Stem Oil", "Mentha * Oil:pattern: essential-oil"},
		{"Theobroma Seed Oil/Coconut Oil", "Cocos Nucifera Oil:exact: comedogenic plain-oil"}, {"Peach Kernel Oil / Sesame Seed Oil", "* Seed Oil:pattern: plain-oil"},
		{"Helianthus/Annuus Seed Oil", "* Seed Oil:pattern: plain-oil"},
	})
}

func TestRecognizeTraps(t *testing.T) {
	check(t, [][2]string{
		{"Cetearyl Alcohol", "Cetearyl Alcohol:exact"}, {"Benzyl Alcohol", "Benzyl Alcohol:exact"}, {"Lanolin Alcohol", "Lanolin Alcohol:exact"}, {"SD Alcohol 40-B", "SD Alcohol #*:pattern: drying-alcohol"}, {"Behenyl Alcohol", "-"},
		{"Hyaluronic Acid", "Hyaluronic Acid:exact: hyaluronic-acid"}, {"Stearic Acid", "Stearic Acid:exact"}, {"Sodium Hyaluronate", "* Hyaluronate:pattern: hyaluronic-acid"},
		{"Salicylic Acid", "Salicylic Acid:exact: exfoliating-acid bha"}, {"Betaine Salicylate", "Betaine Salicylate:exact: exfoliating-acid"}, {"Benzyl Salicylate", "Benzyl Salicylate:exact: fragrance-allergen"},
		{"Ethylhexyl Salicylate", "Ethylhexyl Salicylate:exact: chemical-uv-filter"}, {"Octisalate", "Ethylhexyl Salicylate:exact: chemical-uv-filter"}, {"Sodium Salicylate", "-"}, {"Butyloctyl Salicylate", "-"},
		{"3-O-Ethyl Ascorbic Acid", "3-O-Ethyl Ascorbic Acid:exact: vitamin-c"}, {"Ascorbic Acid", "Ascorbic Acid:exact: vitamin-c"}, {"Calcium Ascorbate", "* Ascorbate:pattern: vitamin-c-derivative"},
		{"Sodium Benzoate", "Sodium Benzoate:exact"}, {"Benzophenone-4", "Benzophenone-4:exact: chemical-uv-filter"}, {"Benzophenone-5", "-"}, {"C12-15 Alkyl Benzoate", "-"},
		{"Retinyl Sunflowerate", "Retinyl *:pattern: retinoid"}, {"Retinal", "Retinal:exact: retinoid"}, {"Parsol 1789", "Butyl Methoxydibenzoylmethane:exact: chemical-uv-filter"}, {"Bakuchiol", "Bakuchiol:exact"},
		{"Lavandula Hybrida Oil", "Lavandula * Oil:pattern: essential-oil"}, {"Lavandula Angustifolia Flower Water", "Lavandula Angustifolia Flower Water:exact"}, {"Rosa Damascena Flower Water", "Rosa Damascena Flower Water:exact"},
		{"sh-Oligopeptide-1", "sh-Oligopeptide-#:pattern: growth-factor"}, {"Copper Tripeptide-1", "*peptide-#:pattern: peptide"}, {"Palmitoyl Tripeptide-38", "*peptide-#:pattern: peptide"}, {"Acetyl Hexapeptide-8 Amide", "*peptide-# *:pattern: peptide"},
		{"Magnesium Sulfate", "Magnesium Sulfate:exact"}, {"Coconut Alkanes", "Coconut Alkanes:exact"}, {"PEG-40 Hydrogenated Castor Oil", "PEG-40 Hydrogenated Castor Oil:exact"}, {"PEG-8", "PEG-#:pattern"},
		{"Daucus Carota Sativa Seed Oil", "-"}, {"PEG-5 Apricot Seed Oil", "-"},
		// known, and taken by a pattern: an inventory takes no family away
		{"Jojoba Oil", "Simmondsia Chinensis Seed Oil:exact: plain-oil"},
		// what a name denies
		{"Fragrance Free", "-"}, {"Fragrance-Free", "-"}, {"No Retinol", "-"}, {"Free of Sesame Seed Oil", "-"}, {"without Peach Kernel Oil", "-"}, {"Retinyl Palmitate Free", "-"}, {"Sans Sesame Seed Oil", "-"},
		// sentences and lists are no names
		{"Retinyl Palmitate is a gentle form", "-"}, {"combined with Sesame Seed Oil to make Argan Kernel Oil", "-"}, {"Polysorbate 20, Potassium Hyaluronate", "-"}, {"Copper Tripeptide-1, Xyz Kernel Oil", "-"},
		{"Retinyl Palmitate 5%", "Retinyl Palmitate:exact: retinoid"},
		// qualifiers
		{"Certified Organic Coconut Oil", "Cocos Nucifera Oil:exact: comedogenic plain-oil"}, {"Organic Extra Virgin Coconut Oil", "Cocos Nucifera Oil:exact: comedogenic plain-oil"}, {"Nano Zinc Oxide", "Zinc Oxide:exact nano: mineral-uv-filter"}, {"Zinc Oxide, Nano", "Zinc Oxide:exact nano: mineral-uv-filter"}, {"Retinol 0.5%", "Retinol:exact: retinoid"}, {"2 % Salicylic Acid", "Salicylic Acid:exact: exfoliating-acid bha"},
		{"Glycerin USP", "Glycerin:exact"}, {"Organic Alcohol", "Alcohol Denat.:exact: drying-alcohol"},
	})
}

func TestRecognizeJoined(t *testing.T) {
	check(t, [][2]string{
		{"Centellaasiaticaleafwater", "Centella Asiatica Leaf Water:joined"}, {"Hy- Drogenated Polydecene", "Hydrogenated Polydecene:joined"}, {"Palm-Iticacid", "Palmitic Acid:joined"},
		{"Caprylic/Ca- Prictriglyceride", "Caprylic/Capric Triglyceride:joined"}, {"Lavan du la Angustifolia Oil", "Lavandula Angustifolia Oil:joined: essential-oil"}, {"Alcoholdenat", "Alcohol Denat.:joined: drying-alcohol"},
		{"Benzo-phenone-3", "Benzophenone-3:joined: chemical-uv-filter"}, {"Lan du la", "-"},
	})
}

func TestRecognizeTypos(t *testing.T) {
	check(t, [][2]string{
		{"Glycrein", "Glycerin:typo"}, {"Sodium Hydroxlde", "Sodium Hydroxide:typo"}, {"Niacinamid", "Niacinamide:typo"}, {"Sodium Laurel Sulfate", "Sodium Lauryl Sulfate:typo: sulfate-surfactant"},
		{"3-0-Ethyl Ascorbic Acid", "3-O-Ethyl Ascorbic Acid:typo: vitamin-c"}, {"lsopropyl Myristate", "Isopropyl Myristate:typo: comedogenic"}, {"Phen0xyethanol", "Phenoxyethanol:typo"}, {"Phenoxyethano1", "Phenoxyethanol:typo"}, {"Methylisothiazolinon", "Methylisothiazolinone:typo: preservative-harsh"},
		{"Metylisothiazollinone", "Methylisothiazolinone:typo: preservative-harsh"}, {"Metilisothiazollinone", "-"}, {"Buthylene Glycol", "Butylene Glycol:typo"}, {"Salycilic Acid", "-"}, {"Salicilic Acid", "Salicylic Acid:typo: exfoliating-acid bha"},
		{"Dimethicon", "Dimethicone:typo"}, {"Tocopheryl Acetat", "Tocopheryl *:pattern: vitamin-e"}, {"Retinly Palmitate", "Retinyl Palmitate:typo: retinoid"},
		// never from one substance to another
		{"Citric Acd", "Citric Acid:typo"}, {"Miacinamide", "Niacinamide:typo"},
		{"Resinol", "-"}, {"Retinil", "Retinal:typo: retinoid"}, {"Laureth-40", "Laureth-40:exact"}, {"Laureth-41", "-"}, {"Laureth-3", "-"}, {"Benzophenone-30", "-"}, {"Propylparaben", "-"}, {"Butylparaben", "-"},
		{"Sodium Lauryl Sulfite", "-"}, {"Cetyl Palmitate", "-"}, {"Geranial", "-"}, {"Menthal", "-"}, {"Linalyl", "-"}, {"CI 77892", "-"}, {"Ethanal", "-"}, {"Methanol", "-"}, {"Glycolic", "-"}, {"Lactis Acid", "-"},
		{"Squalene", "-"}, {"Stearyc Acid", "Stearic Acid:typo"}, {"gibberish", "-"}, {"Oil", "-"}, {"Acid", "-"}, {"", "-"}, {"   ", "-"},
	})
}

func TestSplit(t *testing.T) {
	lx := testLexicon()
	for _, c := range []struct{ text, want string }{
		{"Phenoxyethanol Caprylyl Glycol", "Phenoxyethanol|Caprylyl Glycol"},
		{"Methyl Gluceth-20Caprylyl Glycol", "Methyl Gluceth-20|Caprylyl Glycol"},
		{"Water Glycerin Niacinamide", "Water|Glycerin|Niacinamide"},
		{"Cetearyl Alcohol Dimethicone", "Cetearyl Alcohol|Dimethicone"},
		{"DimethiconePhenoxyethanol", "Dimethicone|Phenoxyethanol"},
		{"Retinol 1,2-Hexanediol", "Retinol|1,2-Hexanediol"},
		{"Water Glycerin Cetyl Alcohol Alcohol Parfum", "Water|Glycerin|Cetyl Alcohol|Alcohol|Parfum"},
		{"Coconut Alcohol", ""}, {"Coconut Water", ""}, {"Phenoxyethanol", ""}, {"Phenoxyethanol Foo", ""}, {"Alcohol Benzyl", ""}, {"", ""}, {"Glycerin Fragrance-Free", ""},
		{strings.Repeat("Water ", 200), ""},
	} {
		var parts []string
		for _, s := range lx.Split(c.text) {
			parts = append(parts, c.text[s.Start:s.End])
		}
		if got := strings.Join(parts, "|"); got != c.want {
			t.Errorf("Split(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLookupRepairsNothing(t *testing.T) {
	lx := testLexicon()
	for _, s := range []string{"Glycrein", "Aqua (Vasser)", "Water/Aqua", "Organic Glycerin", "Centellaasiaticaleafwater", ""} {
		if r, ok := lx.Lookup(s); ok {
			t.Errorf("Lookup(%q) = %s", s, describe(lx, r))
		}
	}
}

func TestLimits(t *testing.T) {
	lx := testLexicon()
	if r, _ := lx.Lookup("phenoxyethanol"); r.Entry.Limit != 1 || r.Entry.LimitLeaveOn {
		t.Errorf("phenoxyethanol: %+v", r.Entry)
	}
	if r, _ := lx.Lookup("salicylic acid"); r.Entry.Limit != 2 || !r.Entry.LimitLeaveOn || ids(lx, r.Families) != "exfoliating-acid bha" {
		t.Errorf("salicylic acid: %+v", r.Entry)
	}
}

// A name is found without allocating, however it is spelt.
func TestLookupDoesNotAllocate(t *testing.T) {
	lx := testLexicon()
	for _, s := range []string{"Butylene Glycol", "SODIUM LAURYL SULPHATE", "C.I. 77891", "FD&C Yellow No. 5", "Palmitoyl Tripeptide-38", "Glycérine", "not an ingredient at all"} {
		if n := testing.AllocsPerRun(100, func() { lx.Lookup(s) }); n != 0 {
			t.Errorf("Lookup(%q): %v allocations", s, n)
		}
	}
	for _, s := range []string{"Water/Aqua/Eau", "Tocopherol (Vitamin E)", "Iron Oxides (CI 77491, CI 77492)", "Rosmarinus Officinalis (Rosemary) Leaf Extract", "Glycrein"} {
		if n := testing.AllocsPerRun(100, func() { lx.Recognize(s) }); n != 0 {
			t.Errorf("Recognize(%q): %v allocations", s, n)
		}
	}
}

func FuzzRecognize(f *testing.F) {
	for _, s := range []string{"Water/Aqua/Eau", "Tocopherol (Vitamin E)", "Аlсоhоl Dеnаt.", "FD&C Yellow No. 5 Lake", "c i 7", "ѕulphate", "((a,(b)/,", "1,2,3", "ext d and c red no 5", "α β", "ﬃ①"} {
		f.Add(s)
	}
	lx := testLexicon()
	f.Fuzz(func(t *testing.T, s string) {
		r := lx.Recognize(s)
		if r.known() != (r.Entry != nil) || !r.known() && (r.Families != Families{} || r.Nano) {
			t.Fatalf("%+v", r)
		}
		for _, span := range lx.Split(s) {
			if r := lx.Recognize(s[span.Start:span.End]); r.Match != Exact {
				t.Fatalf("part %q is not exact", s[span.Start:span.End])
			}
		}
		var a, b [maxName]byte
		n, ok := fold(&a, s)
		if !ok {
			return
		}
		m, ok := fold(&b, string(a[:n]))
		if !ok && n < maxName-12 || ok && string(a[:n]) != string(b[:m]) {
			t.Fatalf("fold(%q) = %q, whose fold is %q", s, a[:n], b[:m])
		}
		if !ok {
			return
		}
		x, _ := lx.Lookup(s)
		if y, _ := lx.Lookup(string(a[:n])); x != y {
			t.Fatalf("Lookup(%q) = %+v, but folded %+v", s, x, y)
		}
	})
}

func BenchmarkLookup(b *testing.B) {
	lx := testLexicon()
	for _, s := range []string{"Caprylyl Glycol", "Centella Asiatica Leaf Water", "FD&C Yellow No. 5", "Palmitoyl Tripeptide-38", "Glycérine", "No Such Name Is Known"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				lx.Lookup(s)
			}
		})
	}
}

func BenchmarkRecognize(b *testing.B) {
	lx := testLexicon()
	for _, s := range []string{"Water/Aqua/Eau", "Rosmarinus Officinalis (Rosemary) Leaf Extract", "Iron Oxides (CI 77491, CI 77492)", "Glycrein", "Quite Unknown Stuff"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				lx.Recognize(s)
			}
		})
	}
}
