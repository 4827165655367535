package rulediff_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/pipeline/inci"
	"screen/pipeline/rulediff"
	"screen/rules"
	"screen/rules/layer"
	"screen/rules/microneedling"
)

// layered returns a screener of the guide with the changes of a layer, or of the guide alone.
func layered(t *testing.T, changes string) *pipeline.Screener {
	t.Helper()
	var base layer.Files
	names, err := microneedling.FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		text, err := microneedling.FS.ReadFile(n.Name())
		if err != nil {
			t.Fatal(err)
		}
		base = append(base, layer.File{Name: n.Name(), Text: text})
	}
	var layers []layer.File
	if changes != "" {
		layers = []layer.File{{Name: "layer.yaml", Text: []byte("layer: changed\nversion: \"1\"\nextends: microneedling\n" + changes)}}
	}
	loaded, err := layer.Load(base, layers, layer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	known, limits := inci.DefaultKnown()
	s, err := pipeline.NewScreener(loaded.Set, known, limits)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const sample = "../../testdata/catalogs/sample.csv"

func open(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Open(sample, catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// verdicts runs one set alone and returns the verdicts of each row.
func verdicts(t *testing.T, s *pipeline.Screener) map[int][]rules.Verdict {
	t.Helper()
	all := map[int][]rules.Verdict{}
	err := pipeline.Find([]*catalog.Catalog{open(t)}, s, func(*pipeline.Input) bool { return true }, func(r *pipeline.Result) error {
		all[r.Row] = slices.Clone(r.Decision.Verdicts)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestDiff proves that a diff is what two runs, one with each set, would show.
func TestDiff(t *testing.T) {
	changes := map[string]string{
		"nothing":   "",
		"a title":   "changes: [{rule: retinoid, set: {title: Other}, reason: r, author: a}]\n",
		"a table":   "changes: [{rule: fragrance, set: {verdict: {week-2-on: avoid}}, reason: r, author: a}]\n",
		"a rule":    "changes: [{rule: retinoid, off: true, reason: r, author: a}]\n",
		"a name":    "changes: [{family: retinoid, add: {names: [Panthenol]}, reason: r, author: a}]\n",
		"a concern": "changes: [{concern: water, title: Water, families: {water: {title: Water, names: [Aqua | Water]}}, rules: [{id: water, title: Water, when: has(\"water\"), verdict: {first-48h: avoid, days-3-4: none, days-5-7: none, week-2-on: none}, because: b}], reason: r, author: a}]\n",
		"a waiver":  "waivers: [{product: {name: \"*\", id: \"S*\"}, rule: fragrance, reason: r, owner: o}]\n",
	}
	before := layered(t, "")
	was := verdicts(t, before)
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			after := layered(t, change)
			d := rulediff.New(before, after)
			c := open(t)
			if _, err := pipeline.Run(context.Background(), []*catalog.Catalog{c}, before, []pipeline.Sink{d}, pipeline.RunOptions{MaxRejects: -1}); err != nil {
				t.Fatal(err)
			}
			if d.Compared != len(was) {
				t.Errorf("%d products compared, want %d", d.Compared, len(was))
			}
			found := map[string]string{}
			for _, p := range d.Products {
				for _, x := range p.Changes {
					found[fmt.Sprint(p.Row, " ", x.Phase, " ", x.Skin)] = x.From.String() + " → " + x.To.String()
				}
				if len(p.Causes) == 0 {
					t.Errorf("row %d: no cause", p.Row)
				}
			}
			wanted(t, before.Rules, was, verdicts(t, after), found)
			if change == "" && len(d.Products)+len(d.Edits()) > 0 {
				t.Errorf("a set differs from itself: %v", d.Edits())
			}
		})
	}
}

func wanted(t *testing.T, set *rules.Set, was, is map[int][]rules.Verdict, found map[string]string) {
	t.Helper()
	skins := len(set.Guide.SkinTypes)
	n := 0
	for row, before := range was {
		for cell, from := range before {
			to := is[row][cell]
			key := fmt.Sprint(row, " ", set.Guide.Phases[cell/skins].ID, " ", set.Guide.SkinTypes[cell%skins].ID)
			want := ""
			if from != to {
				want = from.String() + " → " + to.String()
				n++
			}
			if found[key] != want {
				t.Errorf("%s: %q, want %q", key, found[key], want)
			}
		}
	}
	if n != len(found) {
		t.Errorf("%d changes found, want %d", len(found), n)
	}
}

// TestLoosened holds the order of verdicts against what they mean for a person.
func TestLoosened(t *testing.T) {
	for _, c := range []struct {
		from, to rules.Verdict
		want     bool
	}{
		{rules.Avoid, rules.Caution, true}, {rules.Caution, rules.Avoid, false}, {rules.Unknown, rules.Suitable, true},
		{rules.Avoid, rules.Unknown, true}, {rules.Unknown, rules.Avoid, false}, {rules.Suitable, rules.Recommended, true},
		{rules.Recommended, rules.Suitable, false}, {rules.Avoid, rules.NotApplicable, true}, {rules.NotApplicable, rules.Suitable, false},
	} {
		if got := (rulediff.Change{From: c.from, To: c.to}).Loosened(); got != c.want {
			t.Errorf("%v → %v: loosened %v, want %v", c.from, c.to, got, c.want)
		}
	}
}
