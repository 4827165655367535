package reports

import (
	"strings"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/pipeline/product"
	"screen/rules"
)

// Indexes into testSet's rules and families.
const (
	ruleRetinoid = iota
	ruleFragrance
	ruleSPF
	ruleHyaluronic
	ruleNoList
	ruleNote
)

const (
	famRetinoid = iota
	famFragrance
	famHyaluronic
	famHidden
)

// table writes a verdict table as words: one row a phase, "a" avoid, "c" caution, "r" recommended, "u" unknown, "-" silent.
func table(rows string) []rules.Verdict {
	letters := map[rune]rules.Verdict{'-': rules.Silent, 'a': rules.Avoid, 'c': rules.Caution, 'r': rules.Recommended, 'u': rules.Unknown}
	var t []rules.Verdict
	for _, c := range strings.ReplaceAll(rows, " ", "") {
		t = append(t, letters[c])
	}
	return t
}

// testSet is a small guide: four phases, four skin types, six rules.
func testSet() *rules.Set {
	return &rules.Set{
		Guide: rules.Guide{
			ID: "test", Title: "Test guide", Version: "1",
			Phases: []rules.Phase{
				{ID: "first-48h", Title: "First 48 hours", To: 48}, {ID: "days-3-4", Title: "Days 3 and 4", From: 48, To: 96},
				{ID: "days-5-7", Title: "Days 5 to 7", From: 96, To: 168}, {ID: "week-2-on", Title: "From week 2", From: 168},
			},
			SkinTypes: []rules.SkinType{{ID: "normal", Title: "Normal"}, {ID: "dry", Title: "Dry"}, {ID: "oily", Title: "Oily"}, {ID: "sensitive", Title: "Sensitive"}},
			Types:     []rules.ProductType{{ID: "serum", Title: "Serum", LeaveOn: true, Applies: true}, {ID: "sunscreen", Title: "Sunscreen", LeaveOn: true, Applies: true}},
			Verdicts: []rules.VerdictText{
				{Verdict: rules.Avoid, Title: "Avoid", Means: "Do not use it."}, {Verdict: rules.Suitable, Title: "Suitable", Means: "Nothing speaks against it."},
				{Verdict: rules.NotApplicable, Title: "Not applicable", Means: "It is not put on treated skin."},
			},
			Claims: []rules.Claim{{ID: "fragrance-free", Title: "Fragrance-free"}},
			Statements: []rules.Statement{
				{ID: "avoid-actives", Where: "What to avoid", Says: "No retinoid for a week."},
				{ID: "avoid-fragrance", Where: "What to avoid", Says: "No perfume."},
			},
			Advice: []rules.Advice{
				{ID: "hands", Text: "Touch the skin with washed hands only.", Phases: []int{0, 1, 2, 3}},
				{ID: "sport", Text: "No sport.", Phases: []int{0}},
			},
		},
		Families: []rules.Family{
			{ID: "retinoid", Title: "Retinoids", Parent: -1, Reported: true},
			{ID: "fragrance", Title: "Fragrance", Parent: -1, Reported: true},
			{ID: "hyaluronic-acid", Title: "Hyaluronic acid", Parent: -1, Reported: true},
			{ID: "hidden", Title: "Hidden", Parent: -1},
		},
		Rules: []rules.Rule{
			{ID: "retinoid", Title: "Retinoid", When: "has(retinoid)", Because: "It burns on \"healing\" skin.", Then: "Wait a week.",
				Cites: []string{"avoid-actives"}, Evidence: "D", EvidenceSource: "the guide", Table: table("aaaa aaaa aaaa cccc")},
			{ID: "fragrance", Title: "Fragrance", When: "has(fragrance)", Because: "It irritates.", Cites: []string{"avoid-fragrance"},
				Evidence: "D", Table: table("aaaa aaaa ccca ---c")},
			{ID: "spf-low", Title: "SPF below 30", When: "spf < 30", Because: "Too little protection.", Cites: []string{"now-spf"}, Table: table("aaaa aaaa aaaa aaaa")},
			{ID: "hyaluronic", Title: "Hyaluronic acid", When: "has(hyaluronic_acid)", Because: "It binds water.", Cites: []string{"look-ha", "now-serum"}, Table: table("rrrr rrrr rrrr ----")},
			{ID: "no-list", Title: "No readable ingredient list", When: "list < whole", Because: "What is not known cannot be cleared.", Table: table("uuuu uuuu uuuu uuuu")},
			{ID: "long-list", Title: "Long list", When: "count > 40", Because: "Few ingredients are better."},
		},
		Quantities: []rules.Quantity{{Kind: rules.Above, Family: famRetinoid, Percent: 1}},
		Digest:     "0123",
	}
}

// decide does what the evaluator does: the greatest verdict of the rules that fired stands in a cell.
func decide(set *rules.Set, fired ...int) *rules.Decision {
	skins := len(set.Guide.SkinTypes)
	d := &rules.Decision{Fired: fired, Verdicts: make([]rules.Verdict, len(set.Guide.Phases)*skins), SuitableFrom: make([]int, skins)}
	for c := range d.Verdicts {
		d.Verdicts[c] = rules.Suitable
		for _, i := range fired {
			if t := set.Rules[i].Table; t != nil {
				d.Verdicts[c] = max(d.Verdicts[c], t[c])
			}
		}
	}
	for s := range d.SuitableFrom {
		d.SuitableFrom[s] = -1
		for p := len(set.Guide.Phases) - 1; p >= 0; p-- {
			if v := d.Verdicts[p*skins+s]; v == rules.Avoid || v == rules.Unknown {
				break
			}
			d.SuitableFrom[s] = p
		}
	}
	return d
}

// listOf makes a list of names joined by commas; entries maps those that are recognised to their families.
func listOf(entries map[string]rules.FamilySet, names ...string) *inci.List {
	list := &inci.List{State: inci.Whole}
	for i, name := range names {
		if i > 0 {
			list.Text += ", "
		}
		it := inci.Item{Start: int32(len(list.Text)), Position: uint16(i + 1), Parent: -1, MaxBy: -1, Stated: -1, Max: 100 / float32(i+1)}
		list.Text += name
		it.End = int32(len(list.Text))
		if families, ok := entries[name]; ok {
			it.Entry = &inci.Entry{Name: strings.TrimSuffix(name, " (Vitamin A)"), Families: families}
			it.Families, it.Match = families, inci.Exact
		}
		list.Items = append(list.Items, it)
	}
	return list
}

// bit is the set of one family.
func bit(i int) rules.FamilySet { return rules.FamilySet{1 << i} }

// retinolSerum is a product with most of what a report can hold.
func retinolSerum(set *rules.Set) *pipeline.Result {
	list := listOf(map[string]rules.FamilySet{
		"Aqua": {}, "Glycerin": {}, "Retinol (Vitamin A)": bit(famRetinoid), "Parfum": bit(famFragrance),
		"Sodium Hyaluronate": bit(famHyaluronic), "Linalool": bit(famFragrance), "Phenoxyethanol": bit(famHidden),
	}, "Aqua", "Glycerin", "Sodium Hyaluronate", "Phenoxyethanol", "Retinol (Vitamin A)", "Parfum", "Linalool", "Snake Dust")
	list.Items[3].Stated, list.Items[3].Max, list.Items[3].MaxBy = 0.9, 0.9, 3
	for i := 4; i < 8; i++ {
		list.Items[i].Max, list.Items[i].MaxBy = 1, 3
	}
	list.Skipped = []inci.Skip{{Start: 0, End: 4, Kind: inci.Heading}}
	list.Notes = []inci.Note{{Code: "bracket-unclosed", Text: "a bracket was closed"}}
	return &pipeline.Result{
		Source: "catalog.csv", Row: 2, ID: "SKU1", Brand: "Brand, Inc.", Name: `Night "Repair" Serum`, Price: "19.90",
		Product:    product.Understanding{Types: []string{"serum", "sunscreen"}, TypeFrom: `name "Serum"`, SPF: 15, SPFFrom: "SPF 15", Claims: []string{"fragrance-free"}},
		List:       list,
		Recognized: 7, Unknown: []string{"Snake Dust"},
		Facts: rules.Facts{Families: rules.FamilySet{1<<famRetinoid | 1<<famFragrance | 1<<famHyaluronic | 1<<famHidden},
			SPF: 15, PH: 550, Count: 8, List: rules.ListWhole, LeaveOn: true, Quantity: 1, Spectrum: rules.SpectrumBroad},
		Decision: decide(set, ruleRetinoid, ruleFragrance, ruleSPF, ruleHyaluronic, ruleNote),
		Findings: []pipeline.Finding{
			{Rule: ruleRetinoid, Family: famRetinoid, Item: 4}, {Rule: ruleFragrance, Family: famFragrance, Item: 5},
			{Rule: ruleFragrance, Family: famFragrance, Item: 6}, {Rule: ruleSPF, Family: -1, Item: -1},
			{Rule: ruleHyaluronic, Family: famHyaluronic, Item: 2}, {Rule: ruleNote, Family: -1, Item: -1},
		},
		Diagnostics: []pipeline.Diagnostic{{Code: "claim-contradicted", Message: "claims fragrance-free, but lists Parfum", Column: "claims"}, {Code: "ragged-row", Message: "one field too many"}},
	}
}

// cleanSerum is a product that the guide recommends at first.
func cleanSerum(set *rules.Set) *pipeline.Result {
	return &pipeline.Result{
		Source: "catalog.csv", Row: 3, ID: "SKU2", Brand: "Ruhe", Name: "Hyaluron 히알루론산", Price: "-5",
		Product:    product.Understanding{Types: []string{"serum"}, SPF: -1, PH: -1},
		List:       listOf(map[string]rules.FamilySet{"Aqua": {}, "Sodium Hyaluronate": bit(famHyaluronic)}, "Aqua", "Sodium Hyaluronate"),
		Recognized: 2,
		Facts:      rules.Facts{Families: bit(famHyaluronic), SPF: rules.Unstated, PH: rules.Unstated, Count: 2, List: rules.ListWhole, LeaveOn: true},
		Decision:   decide(set, ruleHyaluronic),
		Findings:   []pipeline.Finding{{Rule: ruleHyaluronic, Family: famHyaluronic, Item: 1}},
	}
}

// listless is a product without a list, of a workbook.
func listless(set *rules.Set) *pipeline.Result {
	return &pipeline.Result{
		Source: "catalog.xlsx", Sheet: "Stock", Row: 4, Name: "Mystery",
		Product:  product.Understanding{Types: []string{"other"}, SPF: -1, PH: -1},
		List:     &inci.List{Reason: "the cell is empty"},
		Facts:    rules.Facts{SPF: rules.Unstated, PH: rules.Unstated, LeaveOn: true},
		Decision: decide(set, ruleNoList),
		Findings: []pipeline.Finding{{Rule: ruleNoList, Family: -1, Item: -1}},
	}
}

// hostile is the retinol serum with one text in every place that a catalog fills.
func hostile(set *rules.Set, payload string) *pipeline.Result {
	r := retinolSerum(set)
	r.Source, r.Sheet, r.ID, r.Brand, r.Name, r.Price = payload, payload, payload, payload, payload, payload
	r.Product.TypeFrom, r.Product.SPFFrom = payload, payload
	r.Unknown = []string{payload}
	r.Diagnostics = []pipeline.Diagnostic{{Code: "x", Message: payload, Column: payload}}
	r.List = listOf(map[string]rules.FamilySet{payload: bit(famRetinoid)}, payload, payload, payload, payload, payload, payload, payload)
	r.List.Reason = payload
	r.List.Skipped = []inci.Skip{{Start: 0, End: int32(len(payload)), Kind: inci.Prose}}
	r.List.Notes = []inci.Note{{Code: "x", Text: payload}}
	return r
}

func rejectedRow() *pipeline.Rejected {
	return &pipeline.Rejected{Source: "catalog.csv", Row: 5, Line: 7, Column: "name", Code: "unclosed-quote",
		Message: "a quote opened on line 7 is not closed", Raw: []byte("\"SKU9,=cmd\xff\n")}
}

// summaryOf counts results as a run does.
func summaryOf(set *rules.Set, rejected int, results ...*pipeline.Result) *pipeline.Summary {
	s := &pipeline.Summary{Rules: set, Reported: len(results), Rejected: rejected, Skipped: 1, Read: len(results) + rejected + 1, RuleHits: make([]int, len(set.Rules))}
	s.Catalogs = []pipeline.CatalogSummary{{Source: "catalog.csv", Dialect: "CSV, comma, UTF-8", Notes: []string{"two lines above the header were passed over"}, Read: s.Read, Reported: s.Reported, Rejected: rejected, Skipped: 1,
		Columns: map[string]string{"name": "Product Name", "ingredients": "Ingridients", "id": "SKU"}}}
	for range set.Guide.Phases {
		var row [][]int
		for range set.Guide.SkinTypes {
			row = append(row, make([]int, rules.NotApplicable+1))
		}
		s.Verdicts = append(s.Verdicts, row)
	}
	for _, r := range results {
		for c, v := range r.Decision.Verdicts {
			s.Verdicts[c/len(set.Guide.SkinTypes)][c%len(set.Guide.SkinTypes)][v]++
		}
		for _, i := range r.Decision.Fired {
			s.RuleHits[i]++
		}
		s.Ingredients += len(r.List.Items)
		s.Recognized += r.Recognized
		if r.Facts.List != rules.ListWhole {
			s.NoList++
			s.Catalogs[0].NoList++
		}
		for _, u := range r.Unknown {
			s.Unrecognized = append(s.Unrecognized, pipeline.NameCount{Name: u, Count: 1})
		}
	}
	return s
}
