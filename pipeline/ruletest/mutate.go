package ruletest

import (
	"fmt"
	"slices"
	"strings"

	"screen/rules"
)

// Mutation is what mutation testing found.
type Mutation struct {
	Tried     int // changes tried, without those that change nothing
	Survivors []Mutant
	Names     int            // names and patterns of all families
	Uncovered []Mutant       // names and patterns that can be left out unnoticed
	Stale     []rules.Excuse // excuses for changes that are noticed, or that there are not
}

// Mutant is one change of the set.
type Mutant struct {
	Rule   string // id of the rule; empty for a change of a family
	Family string // id of the family; empty for a change of a rule
	Change string // in words
	File   string
	Line   int
	Reason string // why no example can notice it; empty where that is not explained
}

// Unexplained returns the survivors that no excuse explains.
func (m *Mutation) Unexplained() (all []Mutant) {
	for _, s := range m.Survivors {
		if s.Reason == "" {
			all = append(all, s)
		}
	}
	return all
}

// Mutate changes the set in one place at a time (each part of a condition left out or turned round, each bound and each
// cell moved, each family left out) and returns the changes that none of the passing tests notices. Changes that mean the
// same in other words do not count.
func Mutate(set *rules.Set, tests []Test, excuses []rules.Excuse) *Mutation {
	m := &mutator{set: set, excuses: excuses, excused: make([]bool, len(excuses))}
	for i := range tests {
		if t := &tests[i]; len(t.Failures) == 0 && t.Decision.Verdicts[0] != rules.NotApplicable {
			m.tests = append(m.tests, t)
		}
	}
	for i := range set.Rules {
		m.conditions(i)
		m.cells(i)
	}
	m.families()
	for i, used := range m.excused {
		if !used {
			m.Stale = append(m.Stale, excuses[i])
		}
	}
	return &m.Mutation
}

type mutator struct {
	Mutation
	set     *rules.Set
	tests   []*Test
	excuses []rules.Excuse
	excused []bool
}

func (m *mutator) conditions(rule int) {
	for _, v := range m.set.Variants(rule) {
		noticed := slices.ContainsFunc(m.tests, func(t *Test) bool {
			fires := slices.Contains(t.Decision.Fired, rule)
			return v.Holds(&t.Facts) != fires && m.notices(t, withRule(t.Decision.Fired, rule, !fires), nil)
		})
		if noticed || !m.set.Equivalent(&v) {
			m.tried(rule, v.Change, noticed)
		}
	}
}

// withRule adds or takes away a rule.
func withRule(fired []int, rule int, fires bool) []int {
	at, _ := slices.BinarySearch(fired, rule)
	if fires {
		return slices.Insert(slices.Clone(fired), at, rule)
	}
	return slices.Delete(slices.Clone(fired), at, at+1)
}

// milder and stricter are the verdicts that a cell is moved to; none for a cell that cannot be moved that way.
var (
	milder = map[rules.Verdict]rules.Verdict{
		rules.Avoid: rules.Caution, rules.Unknown: rules.Caution, rules.Caution: rules.Silent, rules.Recommended: rules.Silent,
	}
	stricter = map[rules.Verdict]rules.Verdict{
		rules.Silent: rules.Caution, rules.Suitable: rules.Caution, rules.Recommended: rules.Caution, rules.Caution: rules.Avoid, rules.Unknown: rules.Avoid,
	}
)

func (m *mutator) cells(rule int) {
	r := &m.set.Rules[rule]
	for cell, v := range r.Table {
		for _, move := range []map[rules.Verdict]rules.Verdict{milder, stricter} {
			to, ok := move[v]
			if !ok {
				continue
			}
			table := slices.Clone(r.Table)
			table[cell] = to
			noticed := slices.ContainsFunc(m.tests, func(t *Test) bool {
				return slices.Contains(t.Decision.Fired, rule) && m.notices(t, t.Decision.Fired, func(i int) []rules.Verdict {
					if i == rule {
						return table
					}
					return m.set.Rules[i].Table
				})
			})
			skins := len(m.set.Guide.SkinTypes)
			m.tried(rule, fmt.Sprintf("%s/%s %s for %s", m.set.Guide.Phases[cell/skins].ID, m.set.Guide.SkinTypes[cell%skins].ID, to, v), noticed)
		}
	}
}

// notices reports whether a test fails where other rules fire, or say other verdicts; a nil table is the set's.
func (m *mutator) notices(t *Test, fired []int, table func(int) []rules.Verdict) bool {
	if table == nil {
		table = func(i int) []rules.Verdict { return m.set.Rules[i].Table }
	}
	has := func(id string) bool { return slices.Contains(fired, ruleIndex(m.set, id)) }
	if !all(t.Fires, has) || slices.ContainsFunc(t.Silent, has) {
		return true
	}
	for cell, want := range t.Expect {
		if want == rules.Silent {
			continue
		}
		found := rules.Suitable
		for _, i := range fired {
			if rows := table(i); rows != nil {
				found = max(found, rows[cell])
			}
		}
		if found != want {
			return true
		}
	}
	return false
}

func all(ids []string, f func(string) bool) bool {
	return !slices.ContainsFunc(ids, func(id string) bool { return !f(id) })
}

// tried counts a change of a rule.
func (m *mutator) tried(rule int, change string, noticed bool) {
	m.Tried++
	r := &m.set.Rules[rule]
	if !noticed {
		m.Survivors = append(m.Survivors, Mutant{Rule: r.ID, Change: change, File: r.File, Line: r.Line, Reason: m.excuse(r.ID, change)})
	}
}

// excuse returns the reason that an author gives for a survivor.
func (m *mutator) excuse(rule, change string) (reason string) {
	for i, e := range m.excuses {
		if e.Rule == rule && Matches(e.Change, change) {
			m.excused[i] = true
			reason = e.Reason
		}
	}
	return reason
}

// Matches reports whether text is pattern, in which * stands for any run of characters.
func Matches(pattern, text string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, first)
	if !ok {
		return false
	}
	for at := 0; at <= len(text); at++ {
		if Matches(rest, text[at:]) {
			return true
		}
	}
	return false
}
