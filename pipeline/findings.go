package pipeline

import (
	"math/bits"
	"strings"

	"screen/pipeline/inci"
	"screen/rules"
)

// evidence returns, for each rule, the families that its condition or one of its quantities asks for: an item without any
// of them is no finding of the rule.
func evidence(set *rules.Set) []inci.Families {
	out := make([]inci.Families, len(set.Rules))
	for i := range set.Rules {
		for _, f := range set.Rules[i].Families {
			out[i][f>>6] |= 1 << (f & 63)
		}
		for _, q := range set.Rules[i].Quantities {
			f := set.Quantities[q].Family
			out[i][f>>6] |= 1 << (f & 63)
		}
	}
	return out
}

func meets(a, b *inci.Families) bool { return a[0]&b[0]|a[1]&b[1] != 0 }

// findings names, for each rule that fired, the ingredients that its condition asks for. It looks at w.familied alone.
func (w *Worker) findings(r *Result) {
	for _, ri := range r.Decision.Fired {
		rule, asked := &w.s.Rules.Rules[ri], &w.s.evidence[ri]
		first := len(r.Findings)
		if meets(asked, &r.Facts.Families) {
			for i := range w.familied {
				if !meets(asked, &w.familied[i].families) {
					continue
				}
				at := w.familied[i].item
				it := &r.List.Items[at]
				family := ruleFamily(w.s.Rules, rule, it)
				if family >= 0 && !named(r, r.Findings[first:], it) {
					r.Findings = append(r.Findings, Finding{Rule: ri, Family: family, Item: at})
				}
			}
		}
		if len(r.Findings) == first {
			r.Findings = append(r.Findings, Finding{Rule: ri, Family: -1, Item: -1})
		}
	}
}

// ruleFamily returns the family for which a rule's condition asks and to which the item belongs, or -1.
func ruleFamily(set *rules.Set, rule *rules.Rule, it *inci.Item) int {
	for _, f := range rule.Families {
		if has(it.Families, f) {
			return f
		}
	}
	for _, qi := range rule.Quantities {
		if q := set.Quantities[qi]; has(it.Families, q.Family) && holds(q, it) {
			return q.Family
		}
	}
	return -1
}

// named reports whether the substance already stands in one of the findings: a kit names Parfum once a rule, not once a part.
func named(r *Result, findings []Finding, it *inci.Item) bool {
	for _, f := range findings {
		other := &r.List.Items[f.Item]
		if it.Entry != nil && it.Entry == other.Entry {
			return true
		}
		if it.Entry == nil && strings.EqualFold(r.List.Text[it.Start:it.End], r.List.Text[other.Start:other.End]) {
			return true
		}
	}
	return false
}

// quantities returns the set's quantities that hold for an item.
func (w *Worker) quantities(it *inci.Item) (held uint64) {
	for word, asked := range w.s.asked {
		for rest := it.Families[word] & asked; rest != 0; rest &= rest - 1 {
			for _, i := range w.s.byFamily[word*64+bits.TrailingZeros64(rest)] {
				if holds(w.s.Rules.Quantities[i], it) {
					held |= 1 << i
				}
			}
		}
	}
	return held
}

func has(set inci.Families, family int) bool { return set[family>>6]>>(family&63)&1 != 0 }

func holds(q rules.Quantity, it *inci.Item) bool {
	switch q.Kind {
	case rules.Stated:
		return it.Stated >= q.Percent
	case rules.Leading:
		return !it.Tail
	}
	return it.Max > q.Percent
}
