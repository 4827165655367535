package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// conditioned is the small set with one more rule, of the given condition.
func conditioned(t *testing.T, when string) (*Set, int) {
	t.Helper()
	more := fmt.Sprintf("concern: more\ntitle: More\nfamilies:\n  one: {title: One, names: [One]}\n  two: {title: Two, names: [Two]}\nrules:\n  - {id: more, title: More, when: '%s', note: true, because: b}\n", when)
	set, err := Load(files(t, map[string]string{"more.yaml": more}))
	if err != nil {
		t.Fatal(err)
	}
	i, _ := set.RuleIndex("more")
	return set, i
}

func TestVariants(t *testing.T) {
	for _, c := range []struct {
		when string
		want []string // marked with = where the change changes nothing
	}{
		{`has("one")`, []string{`not has("one") for has("one")`}},
		{`has("one") and leave_on`, []string{`without has("one")`, `not has("one") for has("one")`, `without leave_on`, `not leave_on for leave_on`}},
		{`not (has("one") or has("two"))`, []string{
			`without not has("one")`, `has("one") for not has("one")`, `without not has("two")`, `has("two") for not has("two")`}},
		{`spf_stated and spf < 30`, []string{
			`without spf_stated`, `not spf_stated for spf_stated`, `without spf < 30`, `spf <= 30 for spf < 30`, `spf >= 30 for spf < 30`}},
		{`spf_stated and spf >= 30`, []string{
			`=without spf_stated`, `not spf_stated for spf_stated`, `without spf >= 30`, `spf > 30 for spf >= 30`, `spf < 30 for spf >= 30`}},
		{`has("one") or above("one", 1)`, []string{
			`without has("one")`, `not has("one") for has("one")`, `=without above("one", 1)`, `not above("one", 1) for above("one", 1)`}},
		{`list == "whole"`, []string{`list in ["none", "unreadable", "partial"] for list == "whole"`}},
	} {
		set, rule := conditioned(t, c.when)
		var got []string
		for _, v := range set.Variants(rule) {
			mark := ""
			if set.Equivalent(&v) {
				mark = "="
			}
			got = append(got, mark+v.Change)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.when, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestVariantsDiffer proves that whatever is not equivalent has facts that tell it from the rule.
func TestVariantsDiffer(t *testing.T) {
	set, rule := conditioned(t, `(has("one") or above("two", 2)) and not rinse_off and (ph_stated and ph < 4.5 or ingredient_count > 40)`)
	seen := map[string]bool{}
	for _, v := range set.Variants(rule) {
		if seen[v.Change] {
			t.Errorf("%q stands twice", v.Change)
		}
		seen[v.Change] = true
		if set.Equivalent(&v) {
			t.Errorf("%q is called equivalent", v.Change)
		}
	}
	if len(seen) < 12 {
		t.Errorf("only %d variants", len(seen))
	}
}

func TestWaived(t *testing.T) {
	for _, c := range []struct {
		v, to   Verdict
		unknown bool
		want    Verdict
	}{
		{Avoid, Silent, false, Silent}, {Avoid, Caution, false, Caution}, {Caution, Avoid, false, Caution}, {Recommended, Caution, false, Recommended},
		{Unknown, Silent, false, Unknown}, {Unknown, Caution, false, Unknown}, {Unknown, Silent, true, Silent}, {Unknown, Unknown, false, Unknown},
	} {
		w := Waiver{To: c.to, Unknown: c.unknown}
		if got := w.Waived(c.v); got != c.want {
			t.Errorf("%v waived to %v (unknown %v): %v, want %v", c.v, c.to, c.unknown, got, c.want)
		}
	}
}
