package microneedling_test

import (
	"slices"
	"strings"
	"testing"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/pipeline/product"
	"screen/rules"
)

// TestExamples takes every example of the rule files through the whole route, from a catalog's words to verdicts.
func TestExamples(t *testing.T) {
	set := load(t)
	known, limits := inci.DefaultKnown()
	screener, err := pipeline.NewScreener(set, known, limits)
	if err != nil {
		t.Fatal(err)
	}
	worker := screener.NewWorker()
	for _, e := range set.Examples {
		if strings.Contains(e.Fields["type"], ",") || e.Fields["use"] != "" || e.Fields["spf"] != "" && e.Fields["type"] != "sunscreen" {
			continue // a product whose words would say something else of its type or use; package ruletest takes them as given
		}
		r := worker.Screen(&pipeline.Input{Text: product.Text{
			Name:     e.Fields["name"],
			Category: strings.ReplaceAll(e.Fields["type"], "-", " "),
			Claims:   e.Fields["claims"], Description: e.Fields["description"],
			SPF: e.Fields["spf"], PH: e.Fields["ph"], Ingredients: e.Fields["ingredients"],
		}})
		if !slices.Contains(r.Product.Types, e.Fields["type"]) {
			t.Errorf("%s:%d: understood as %v, want %s", e.File, e.Line, r.Product.Types, e.Fields["type"])
		}
		fired := firedIDs(set, r.Decision)
		got, want := tableOf(set, r.Decision), tableOf(set, &rules.Decision{Verdicts: e.Expect})
		for p := range want {
			for k, v := range want[p] {
				if v == rules.Silent { // the example expects nothing here
					want[p][k] = got[p][k]
				}
			}
		}
		if got != want {
			t.Errorf("%s:%d: %q (%v): got%v\nwant%v\nfired: %v; %v", e.File, e.Line, e.Fields["ingredients"], r.List.Reason, got, want, fired, r.Diagnostics)
		}
		for _, id := range e.Fires {
			if !slices.Contains(fired, id) {
				t.Errorf("%s:%d: rule %s does not fire; fired: %v", e.File, e.Line, id, fired)
			}
		}
		for _, id := range e.Silent {
			if slices.Contains(fired, id) {
				t.Errorf("%s:%d: rule %s fires", e.File, e.Line, id)
			}
		}
	}
}

func firedIDs(set *rules.Set, d *rules.Decision) (ids []string) {
	for _, i := range d.Fired {
		ids = append(ids, set.Rules[i].ID)
	}
	return ids
}
