package ruletest_test

import (
	"testing"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/pipeline/ruletest"
	"screen/rules"
	"screen/rules/microneedling"
)

func shipped(t testing.TB) (*rules.Set, *pipeline.Screener) {
	t.Helper()
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		t.Fatal(err)
	}
	known, limits := inci.DefaultKnown()
	s, err := pipeline.NewScreener(set, known, limits)
	if err != nil {
		t.Fatal(err)
	}
	return set, s
}

// TestShipped proves that the shipped set's examples hold, see every rule and cell, and notice every change that is not explained.
func TestShipped(t *testing.T) {
	set, s := shipped(t)
	tests := ruletest.Run(s, set.Examples)
	for _, test := range tests {
		for _, f := range test.Failures {
			t.Errorf("%s:%d: %s: %s: expected %s, found %s; %s", test.File, test.Line, test.Title(), f.What, f.Expected, f.Found, f.Why)
		}
	}
	c := ruletest.Cover(set, tests)
	if c.Seen() != c.All() {
		t.Errorf("never fired: %v; never silent: %v; cells not seen: %v", c.NotFired, c.NotMute, c.Unseen)
	}
	m := ruletest.Mutate(set, tests, set.Excuses)
	for _, x := range m.Unexplained() {
		t.Errorf("%s:%d: no example notices: %s", x.File, x.Line, x.Words())
	}
	for _, e := range m.Stale {
		t.Errorf("%s:%d: stale excuse: %s %s", e.File, e.Line, e.Rule, e.Change)
	}
	t.Logf("%d examples, %d of %d covered, %d changes tried, %d of %d names needed", len(tests), c.Seen(), c.All(), m.Tried, m.Names-len(m.Uncovered), m.Names)
}
