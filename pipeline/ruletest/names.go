package ruletest

import (
	"fmt"
	"slices"
	"strings"

	"screen/pipeline"
	"screen/rules"
)

// families leaves out each family, then each of its names and patterns.
func (m *mutator) families() {
	eval := m.set.NewEvaluator()
	for i := range m.set.Families {
		f := &m.set.Families[i]
		if len(f.Names)+len(f.Patterns) > 0 { // else it is made of other families alone
			m.Tried++
			if !m.noticesLoss(eval, i, "") {
				m.Survivors = append(m.Survivors, Mutant{Family: f.ID, Change: "left out", File: f.File, Line: f.Line})
			}
		}
		for _, name := range slices.Concat(f.Names, f.Patterns) {
			m.Names++
			head, _, _ := strings.Cut(name, "|")
			if head = strings.TrimSpace(head); !m.noticesLoss(eval, i, head) {
				m.Uncovered = append(m.Uncovered, Mutant{Family: f.ID, Change: "without " + head, File: f.File, Line: f.Line})
			}
		}
	}
}

// noticesLoss reports whether some test fails where a family does not hold what an entry recognises; an empty name stands
// for the whole family.
func (m *mutator) noticesLoss(eval *rules.Evaluator, family int, name string) bool {
	for _, t := range m.tests {
		facts, changed := m.without(t, family, name)
		if !changed {
			continue
		}
		if m.notices(t, eval.Decide(facts).Fired, nil) {
			return true
		}
		for _, id := range t.Families {
			if at, _ := m.set.FamilyIndex(id); facts.Families[at/64]>>(at%64)&1 == 0 {
				return true
			}
		}
	}
	return false
}

// without returns a test's facts as they would be if the family did not hold the name.
func (m *mutator) without(t *Test, family int, name string) (f rules.Facts, changed bool) {
	f = t.Facts
	f.Families, f.Quantity = rules.FamilySet{}, 0
	for i := range t.Parts {
		p := t.Parts[i]
		if bit(p.Families, family) && (name == "" || p.Name == name) {
			p, changed = m.less(p, family), true
		}
		f.Families[0] |= p.Families[0]
		f.Families[1] |= p.Families[1]
		f.Quantity |= p.Quantities
	}
	f.Families = m.set.WithParents(f.Families)
	return f, changed
}

// less takes a family away from an ingredient, and with it the family's parents, unless another family of the
// ingredient is part of them.
func (m *mutator) less(p pipeline.Part, family int) pipeline.Part {
	var rest rules.FamilySet
	for i := range m.set.Families {
		if i == family || !bit(p.Families, i) {
			continue
		}
		var one rules.FamilySet
		one[i/64] = 1 << (i % 64)
		if only := m.onlyThrough(p.Families, i, family); !only {
			rest[0] |= one[0]
			rest[1] |= one[1]
		}
	}
	p.Families = rest
	for i, q := range m.set.Quantities {
		if !bit(rest, q.Family) {
			p.Quantities &^= 1 << i
		}
	}
	return p
}

// onlyThrough reports whether an ingredient belongs to the family parent only because it belongs to family.
func (m *mutator) onlyThrough(families rules.FamilySet, parent, family int) bool {
	if !m.within(family, parent) {
		return false
	}
	for i := range m.set.Families {
		if i != parent && i != family && bit(families, i) && m.within(i, parent) && !m.within(family, i) {
			return false
		}
	}
	return true
}

// within reports whether a family is part of another one.
func (m *mutator) within(family, parent int) bool {
	for at := m.set.Families[family].Parent; at >= 0; at = m.set.Families[at].Parent {
		if at == parent {
			return true
		}
	}
	return false
}

func bit(set rules.FamilySet, i int) bool { return set[i/64]>>(i%64)&1 != 0 }

// Words names what was changed: rule fragrance, family retinoid.
func (m Mutant) Words() string {
	if m.Rule == "" {
		return fmt.Sprintf("family %s: %s", m.Family, m.Change)
	}
	return fmt.Sprintf("rule %s: %s", m.Rule, m.Change)
}
