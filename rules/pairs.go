package rules

import (
	"fmt"
	"math/bits"
)

// maxImplications bounds how many facts are tried on pairs of rules, a set: some 100 ms.
const maxImplications = 1 << 19

// pairs looks at rules that fire together: whether one leaves another nothing to decide, or says the opposite.
func (l *loader) pairs() {
	left := maxImplications
	for i := range l.set.Rules {
		r := &l.set.Rules[i]
		if r.Table == nil || r.formula == nil {
			continue
		}
		for j := range l.set.Rules {
			other := &l.set.Rules[j]
			if i == j || other.Table == nil || other.formula == nil {
				continue
			}
			covered := covers(other.Table, r.Table)
			hidden := hiddenCell(r.Table, other.Table)
			if !covered && hidden < 0 || l.set.tooMany(i, j) || !l.set.implies(r.formula, other.formula, &left) {
				continue
			}
			if covered && covers(r.Table, other.Table) && i < j && l.set.implies(other.formula, r.formula, &left) {
				continue // the two are the same; reported once, at the second
			}
			at := l.of("rule " + r.ID)
			at.entry = other.ID
			switch {
			case covered:
				at.warn("shadowed", fmt.Sprintf("whenever rule %s fires, %s does, too, and is as strict everywhere", r.ID, other.ID), "narrow the other rule, write note: true for one that only notes, or leave this one out")
			default:
				width := len(l.set.Guide.SkinTypes)
				at.warn("contradiction", fmt.Sprintf("rule %s says %s in phase %s for skin type %s, but whenever it fires %s does, too, and says %s",
					r.ID, r.Table[hidden], l.set.Guide.Phases[hidden/width].ID, l.set.Guide.SkinTypes[hidden%width].ID, other.ID, other.Table[hidden]), "")
			}
		}
	}
}

// covers reports whether a is at least as strict as b in every cell in which b speaks.
func covers(a, b []Verdict) bool {
	for i, v := range b {
		if v != Silent && a[i] < v {
			return false
		}
	}
	return true
}

// hiddenCell returns the first cell in which a calls a product fit and b warns of it, or -1.
func hiddenCell(a, b []Verdict) int {
	for i, v := range a {
		if (v == Suitable || v == Recommended) && b[i] >= Caution {
			return i
		}
	}
	return -1
}

// tooMany reports whether the conditions of two rules ask so many questions that implies would not try their answers.
func (s *Set) tooMany(i, j int) bool {
	a := s.analyses[i].Reads
	a.union(&s.analyses[j].Reads)
	n := bits.OnesCount64(a.Families[0]) + bits.OnesCount64(a.Families[1]) + bits.OnesCount64(a.Quantity) + bits.OnesCount64(a.Claims) + bits.OnesCount32(a.Types)
	return n >= bits.Len(maxTrials)
}

// implies reports whether b holds for every product that a holds for, by trying all facts that the two can tell apart, up
// to maxTrials and as long as left is positive. Where there is too much to try the answer is no.
func (s *Set) implies(a, b *formula, left *int) bool {
	dials := s.dials(&formula{op: opOr, operands: []*formula{a, b}})
	trials := 1
	for _, d := range dials {
		if trials *= len(d); trials > maxTrials {
			return false
		}
	}
	held := false
	for trial := range trials {
		if *left--; *left < 0 {
			return false
		}
		f := Facts{SPF: Unstated, PH: Unstated}
		for _, d := range dials {
			d[trial%len(d)](&f)
			trial /= len(d)
		}
		s.imply(&f)
		if !a.holds(&f) {
			continue
		}
		if !b.holds(&f) {
			return false
		}
		held = true
	}
	return held
}
