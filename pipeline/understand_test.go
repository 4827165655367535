package pipeline_test

import (
	"context"
	"strings"
	"testing"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/pipeline/inci"
	"screen/reports"
	"screen/rules/microneedling"
)

// screened runs a catalog given as text and returns the JSON lines.
func screened(t *testing.T, text string) []string {
	t.Helper()
	set, err := microneedling.Set()
	if err != nil {
		t.Fatal(err)
	}
	known, limits := inci.DefaultKnown()
	s, err := pipeline.NewScreener(set, known, limits)
	if err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.OpenReader(strings.NewReader(text), "test.csv", catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer cat.Close()
	var out strings.Builder
	sink, err := reports.New("jsonl", &out, set, reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Run(context.Background(), []*catalog.Catalog{cat}, s, []pipeline.Sink{sink}, pipeline.RunOptions{MaxRejects: -1}); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(out.String()), "\n")
}

func TestActiveIngredientsOfTheirOwnColumnCount(t *testing.T) {
	lines := screened(t, `Name,Category,Active Ingredients,Inactive Ingredients
Day Screen SPF 50 Broad Spectrum,Sunscreen,"Octocrylene 7%, Avobenzone 3%","Water, Glycerin, Phenoxyethanol, Xanthan Gum"
Night Cream,Moisturizer,,"Water, Glycerin, Cetyl Alcohol, Phenoxyethanol, Xanthan Gum"
`)
	if !strings.Contains(lines[0], `"families":["chemical-uv-filter"]`) {
		t.Errorf("the active ingredients were not read: %s", lines[0])
	}
	if !strings.Contains(lines[1], `"first-48h":{"normal":"recommended"`) {
		t.Errorf("a product without active ingredients is read as usual: %s", lines[1])
	}
}

// A column of inactive ingredients alone is no whole list, unless its cells name the active ones, too.
func TestColumnOfInactiveIngredients(t *testing.T) {
	lines := screened(t, `Name,Category,Inactive Ingredients
Acne Gel,Moisturizer,"Water, Glycerin, Carbomer, Phenoxyethanol, Xanthan Gum"
Day Cream,Moisturizer,"Active ingredients: Zinc Oxide 10%. Inactive ingredients: Water, Glycerin, Carbomer, Phenoxyethanol, Xanthan Gum"
`)
	if !strings.Contains(lines[0], `"first-48h":{"normal":"unknown"`) || !strings.Contains(lines[0], "list-partial") {
		t.Errorf("a list without its active ingredients is taken for whole: %s", lines[0])
	}
	if strings.Contains(lines[1], "list-partial") {
		t.Errorf("a whole list is partial: %s", lines[1])
	}
}

func TestDamagedRowIsNeverSuitable(t *testing.T) {
	lines := screened(t, `Name,Category,Ingredients,Price
Plain Serum,Serum,"Water, Glycerin, Sodium Hyaluronate, Phenoxyethanol",12
Shifted Serum,Serum,"Water, Glycerin, Sodium Hyaluronate, Phenoxyethanol",12,"Parfum",3
Another Serum,Serum,"Water, Glycerin, Sodium Hyaluronate, Phenoxyethanol",12
`)
	if !strings.Contains(lines[0], `"normal":"recommended"`) || !strings.Contains(lines[2], `"normal":"recommended"`) {
		t.Errorf("sound rows: %s\n%s", lines[0], lines[2])
	}
	if strings.Contains(lines[1], `"recommended"`) || strings.Contains(lines[1], `"suitable"`) || !strings.Contains(lines[1], "list-doubtful") {
		t.Errorf("a row whose cells may have shifted: %s", lines[1])
	}
}

func TestListsOfSeveralColumns(t *testing.T) {
	const rest = "Aqua, Glycerin, Panthenol, Betaine, Phenoxyethanol"
	for name, c := range map[string]struct {
		text      string
		want, not []string
	}{
		"numbered":              {"SKU,Name,Category,Ingredients 1,Ingredients 2,Ingredients 3,Ingredients 4\n1,A,Serum,Aqua,Glycerin,Panthenol,Retinol\n", []string{`"retinoid"`}, []string{"several-lists"}},
		"numbered, no space":    {"SKU,Name,Category,Ingredients1,Ingredients2,Ingredients3,Ingredients4\n1,A,Serum,Aqua,Glycerin,Panthenol,Retinol\n", []string{`"retinoid"`}, []string{"several-lists"}},
		"the second numbered":   {"SKU,Name,Category,Ingredients,Ingredients_2\n1,A,Serum,\"" + rest + "\",\"Retinol, Parfum\"\n", []string{`"retinoid"`}, []string{"several-lists"}},
		"parts":                 {"SKU,Name,Category,Ingredients (part 1),Ingredients (part 2)\n1,A,Serum,\"" + rest + "\",\"Retinol, Parfum\"\n", []string{`"retinoid"`}, []string{"several-lists"}},
		"the same twice":        {"SKU,Name,Category,Ingredients,Ingredients\n1,A,Serum,\"" + rest + "\",\"Retinol, Parfum\"\n", []string{`"retinoid"`}, []string{"several-lists"}},
		"other lists":           {"SKU,Name,Category,INCI,Composition\n1,A,Serum,\"" + rest + "\",\"Aqua, Retinol, Parfum\"\n", []string{"several-lists", "list-doubtful", "Composition"}, []string{`"suitable"`, `"recommended"`}},
		"the same list":         {"SKU,Name,Category,INCI,Composition\n1,A,Serum,\"" + rest + "\",\"AQUA, GLYCERIN\"\n", []string{`"first-48h":{"normal":"suitable"`}, []string{"several-lists"}},
		"one of them filled":    {"SKU,Name,Category,INCI,Composition\n1,A,Serum,,\"" + rest + "\"\n2,B,Serum,\"" + rest + "\",\n", []string{`"first-48h":{"normal":"suitable"`}, []string{"several-lists"}},
		"allergens":             {"SKU,Name,Category,Ingredients,Allergens\n1,A,Serum,\"" + rest + "\",\"Linalool, Limonene, Parfum\"\n", []string{`"fragrance"`}, []string{"several-lists"}},
		"no allergens":          {"SKU,Name,Category,Ingredients,Allergens\n1,A,Serum,\"" + rest + "\",None\n", []string{`"first-48h":{"normal":"suitable"`}, []string{"several-lists"}},
		"part of a longer name": {"SKU,Name,Category,INCI,Composition\n1,A,Serum,\"Aqua, Glycerin, Polylactic Acid\",\"Lactic Acid\"\n", []string{"several-lists"}, []string{`"recommended"`}},
	} {
		line := screened(t, c.text)[0]
		for _, w := range c.want {
			if !strings.Contains(line, w) {
				t.Errorf("%s: no %s in %s", name, w, line)
			}
		}
		for _, w := range c.not {
			if strings.Contains(line, w) {
				t.Errorf("%s: %s in %s", name, w, line)
			}
		}
	}
}

// TestBadNumbersAreTold: a cell that holds a number which can be no SPF or pH is a diagnostic of its row; one that says that there is
// none is not.
func TestBadNumbersAreTold(t *testing.T) {
	for cells, want := range map[string]string{
		"660,":         `{"code":"bad-number","message":"the cell \"660\" states no pH from 0 to 14; it was taken as unstated","column":"ph"}`,
		",-50":         `{"code":"bad-number","message":"the cell \"-50\" states no SPF; it was taken as unstated","column":"spf"}`,
		",15 or so":    "the cell \\\"15 or so\\\" states no SPF",
		"5.5,50+":      "",
		"n/a,none":     "",
		"-,0":          "",
		",SPF 30":      "",
		"4.5 – 5.5,":   "",
		"pH 5 (25°C),": "",
	} {
		line := screened(t, "Name,Category,INCI,pH,SPF\nGel,Cleanser,\"Aqua, Glycerin, Panthenol\","+cells+"\n")[0]
		if got := strings.Contains(line, "bad-number"); got != (want != "") || !strings.Contains(line, want) {
			t.Errorf("%s: want %s in %s", cells, want, line)
		}
	}
}

// TestDamageBesideTheList: whatever cell a list comes from, damage in it raises doubt.
func TestDamageBesideTheList(t *testing.T) {
	const list = "Aqua, Glycerin, Panthenol, Betaine, Phenoxyethanol"
	for name, text := range map[string]string{
		"allergens":                     "Name,Category,INCI,Allergens\nA,Serum,\"" + list + "\",\"Lina\x81lool\"\n\xc9t\xe9,Serum,\"" + list + "\",None\n",
		"a description beside no list":  "Name,Category,INCI,Description\nA,Serum,,\"Ingredients: " + list + ", Reti\x81nol\"\n\xc9t\xe9,Serum,\"" + list + "\",\n",
		"a description that is no list": "Name,Category,INCI,Description\nA,Serum,\"" + list + "\",Caf\x81\n\xc9t\xe9,Serum,\"" + list + "\",\n",
	} {
		lines := screened(t, text)
		if doubt := strings.Contains(lines[0], "list-doubtful"); !strings.Contains(lines[0], "undecodable") || doubt == strings.Contains(name, "that is no list") {
			t.Errorf("%s: %s", name, lines[0])
		}
		if strings.Contains(lines[1], "list-doubtful") || strings.Contains(lines[1], "undecodable") {
			t.Errorf("%s, a sound row: %s", name, lines[1])
		}
	}
}

func TestListsOfDescriptionsAreRead(t *testing.T) {
	for _, cell := range []string{
		"Calms. Ingredients: Aqua, Glycerin, Squalane, Retinol, Phenoxyethanol. How to use: apply.",
		"<p>Calms.</p><h3>Ingredients</h3><ul><li>Aqua</li><li>Glycerin</li><li>Squalane</li><li>Retinol</li><li>Panthenol</li><li>Betaine</li><li>Phenoxyethanol</li></ul><p>Apply at night.</p>",
		"<p>Calms.</p><h4>Full ingredient list</h4><p>Aqua, Glycerin, Panthenol, Retinol, Phenoxyethanol</p>",
		"<p>Calms.</p><h3>Ingredients:</h3><ul>\n<li>Aqua</li>\n<li>\nGlycerin</li>\n<li>Squalane</li>\n<li>Retinol\n<li>Panthenol<li>Betaine<li>Phenoxyethanol</ul><p>Apply at night.</p>",
	} {
		line := screened(t, "SKU,Product,Description\n1,A Serum,\""+cell+"\"\n")[0]
		if !strings.Contains(line, `"retinoid"`) || !strings.Contains(line, `"unknown":[]`) {
			t.Errorf("%s: not read as it stands: %s", cell, line)
		}
	}
}

func TestListOfJSONIsReadWhole(t *testing.T) {
	for _, list := range []string{
		`["Aqua","Glycerin","Panthenol","Betaine",["Retinol","Parfum"]]`,
		`[{"inci":"Aqua"},{"inci":"Glycerin"},{"inci":"Panthenol"},{"ingredient":"Retinol"}]`,
		`[{"text":"Aqua"},{"text":"Glycerin"},{"text":"Panthenol"},{"text":"Complex","ingredients":[{"text":"Retinol"},{"text":"Parfum"}]}]`,
		`[{"text":"Aqua"},{"text":"Glycerin"},{"text":"Panthenol"},{"text":{"en":"Retinol"}}]`,
	} {
		line := screened(t, `{"name":"A Serum","category":"Serum","ingredients":`+list+"}\n")[0]
		if strings.Contains(line, `"first-48h":{"normal":"suitable"`) || strings.Contains(line, `"recommended"`) {
			t.Errorf("%s: %s", list, line)
		}
	}
}
