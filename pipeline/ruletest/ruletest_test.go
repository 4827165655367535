package ruletest_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"screen/pipeline"
	"screen/pipeline/ruletest"
	"screen/rules"
)

const guide = `guide: small
title: Small
version: "1"
readable: 0.5
phases: [{id: first, title: First, from: 0, to: 48}, {id: later, title: Later, from: 48}]
skin_types: [{id: normal, title: Normal}, {id: oily, title: Oily}]
types:
  - {id: serum, title: Serum, use: leave-on}
  - {id: cleanser, title: Cleanser, use: rinse-off}
  - {id: tool, title: Tool, use: either, applies: false}
verdicts:
  - {id: recommended, title: R, means: r}
  - {id: suitable, title: S, means: s}
  - {id: caution, title: C, means: c}
  - {id: avoid, title: A, means: a}
  - {id: unknown, title: U, means: u}
  - {id: not-applicable, title: N, means: n}
`

const concern = `concern: scent
title: Scent
families:
  any-scent: {title: Any scent}
  scent: {title: Scent, of: any-scent, names: [Parfum | Fragrance, Linalool], patterns: ["Citrus *"]}
  acid: {title: Acid, names: [Glycolic Acid]}
rules:
  - id: scent
    title: Scent
    when: leave_on and has("any-scent")
    verdict: {first: avoid, later: {default: none, oily: caution}}
    because: b
  - id: acid
    title: Acid
    when: above("acid", 1)
    verdict: {first: avoid, later: avoid}
    because: b
`

// run tests a set with the given examples.
func run(t *testing.T, examples string) (*rules.Set, []ruletest.Test) {
	t.Helper()
	set, err := rules.Load(fstest.MapFS{"guide.yaml": {Data: []byte(guide)}, "scent.yaml": {Data: []byte(concern + examples)}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := pipeline.NewScreener(set, []string{"Aqua | Water", "Glycerin", "Phenoxyethanol"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set, ruletest.Run(s, set.Examples)
}

func TestRun(t *testing.T) {
	for name, c := range map[string]struct{ example, want string }{
		"holds":           {`{type: serum, ingredients: "Aqua, Parfum", expect: {first: avoid, later: {oily: caution}}, fires: [scent], silent: [acid], families: [scent, any-scent]}`, ""},
		"use":             {`{type: serum, use: rinse-off, ingredients: "Aqua, Parfum", expect: {first: suitable}, silent: [scent]}`, ""},
		"two types":       {`{type: [cleanser, serum], ingredients: "Aqua, Parfum", expect: {first: avoid}}`, ""},
		"not applicable":  {`{type: tool, expect: {first: not-applicable}}`, ""},
		"of a tool":       {`{type: tool, expect: {first: avoid}}`, "first: expected avoid, found not-applicable; type tool is not put on treated skin"},
		"cell":            {`{type: serum, ingredients: "Aqua, Parfum", expect: {first: caution}}`, "first: expected caution, found avoid; scent on Parfum"},
		"one skin type":   {`{type: serum, ingredients: "Aqua, Parfum", expect: {later: caution}}`, "later/normal: expected caution, found suitable; no rule speaks here; fired: scent"},
		"nothing fires":   {`{type: serum, ingredients: "Aqua, Glycerin", expect: {first: avoid}}`, "first: expected avoid, found suitable; no rule fired; read as serum with a list that is whole"},
		"does not fire":   {`{type: cleanser, ingredients: "Aqua, Parfum", expect: {}, fires: [scent]}`, `rule scent: expected fires, found silent; its condition: leave_on and has("any-scent")`},
		"fires":           {`{type: serum, ingredients: "Aqua, Parfum", expect: {}, silent: [scent]}`, "rule scent: expected silent, found fires; scent on Parfum"},
		"no family":       {`{type: serum, ingredients: "Aqua, Glycerin", expect: {}, families: [scent]}`, "family scent: expected in the list, found not found; recognised: Aqua, Glycerin"},
		"without a type":  {`{name: Cleanser, ingredients: "Aqua, Parfum", expect: {first: suitable}, silent: [scent]}`, ""},
		"quantity by law": {`{type: serum, ingredients: "Aqua, Glycolic Acid 0.5%", expect: {first: suitable}, silent: [acid]}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, tests := run(t, "examples:\n  - "+c.example+"\n")
			var got []string
			for _, f := range tests[0].Failures {
				got = append(got, f.What+": expected "+f.Expected+", found "+f.Found+"; "+f.Why)
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("%s\nwant %s", strings.Join(got, "\n"), c.want)
			}
		})
	}
}

// whole is examples that notice every change.
const whole = `examples:
  - {type: serum, ingredients: "Aqua, Parfum", expect: {first: avoid, later: {default: suitable, oily: caution}}, fires: [scent]}
  - {type: serum, ingredients: "Aqua, Glycerin", expect: {first: suitable, later: suitable}, silent: [scent, acid]}
  - {type: cleanser, ingredients: "Aqua, Parfum", expect: {first: suitable, later: suitable}, silent: [scent]}
  - {type: serum, ingredients: "Aqua, Glycolic Acid", expect: {first: avoid, later: avoid}, fires: [acid]}
`

func TestCover(t *testing.T) {
	set, tests := run(t, whole)
	if c := ruletest.Cover(set, tests); c.Percent() != 100 || c.All() != 12 {
		t.Errorf("%+v", c)
	}
	set, tests = run(t, `examples:
  - {type: serum, ingredients: "Aqua, Parfum", expect: {first: avoid}}
  - {type: serum, ingredients: "Aqua, Glycolic Acid", expect: {first: suitable}}
`)
	c := ruletest.Cover(set, tests) // the second example fails, and proves nothing
	if strings.Join(c.NotFired, " ") != "acid" || strings.Join(c.NotMute, " ") != "scent" || len(c.Unseen) != 6 || c.Percent() >= 100 {
		t.Errorf("%+v", c)
	}
}

func TestMutate(t *testing.T) {
	set, tests := run(t, whole)
	m := ruletest.Mutate(set, tests, nil)
	if len(m.Survivors) > 0 || m.Tried < 15 {
		t.Errorf("%d tried, survivors %v", m.Tried, m.Survivors)
	}
	var uncovered []string
	for _, x := range m.Uncovered {
		uncovered = append(uncovered, x.Words())
	}
	if got := strings.Join(uncovered, ", "); m.Names != 4 || got != "family scent: without Linalool, family scent: without Citrus *" {
		t.Errorf("%d names, not needed: %s", m.Names, got)
	}
	// Each example is needed: without it something goes unnoticed.
	for i := range tests {
		rest := append(append([]ruletest.Test{}, tests[:i]...), tests[i+1:]...)
		if m := ruletest.Mutate(set, rest, nil); len(m.Survivors) == 0 {
			t.Errorf("nothing survives without %s", tests[i].Title())
		}
	}
}

func TestExcuses(t *testing.T) {
	set, tests := run(t, whole)
	excuses := []rules.Excuse{{Rule: "scent", Change: "without *", Reason: "because"}, {Rule: "acid", Change: "x", Reason: "stale"}}
	m := ruletest.Mutate(set, append(tests[:2:2], tests[3]), excuses)
	if len(m.Survivors) != 1 || len(m.Unexplained()) != 0 || len(m.Stale) != 1 || m.Stale[0].Reason != "stale" {
		t.Errorf("%+v", m)
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{{"a", "a", true}, {"a", "ab", false}, {"a*", "ab", true}, {"*b", "ab", true}, {"a*c*e", "abcde", true}, {"a*c*e", "abde", false}, {"*", "", true}, {"", "a", false}} {
		if got := ruletest.Matches(c.pattern, c.text); got != c.want {
			t.Errorf("%q, %q: %v", c.pattern, c.text, got)
		}
	}
}
