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
