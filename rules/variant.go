package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Variant is a rule's condition with one thing changed: a part left out, a question turned round, a bound moved.
// Examples that prove a rule must notice each of them.
type Variant struct {
	Rule    int
	Change  string // in words, unique among the variants of the rule
	formula *formula
}

// Holds reports whether the changed condition holds for facts. The families' parents must be among the facts.
func (v *Variant) Holds(f *Facts) bool { return v.formula.holds(f) }

// Variants returns the condition of a rule changed in every way that mutation testing tries.
func (s *Set) Variants(rule int) []Variant {
	original := s.formulaOf(rule)
	if original == nil {
		return nil
	}
	var out []Variant
	seen := map[string]int{}
	s.vary(original, func(change string, f *formula) {
		if seen[change]++; seen[change] > 1 {
			change = fmt.Sprintf("%s (%d)", change, seen[change])
		}
		out = append(out, Variant{rule, change, f})
	})
	return out
}

// formulaOf reads a rule's condition anew: a set keeps the formula only until it is prepared.
func (s *Set) formulaOf(rule int) *formula {
	reader := conditionReader{set: s, words: s.vocabulary(), fixed: true, report: func(int, int, string, string, string) {}}
	return reader.read(s.Rules[rule].When)
}

// vary calls yield with every formula that differs from f in one place.
func (s *Set) vary(f *formula, yield func(change string, f *formula)) {
	if f.op != opAnd && f.op != opOr {
		s.varyQuestion(f, yield)
		return
	}
	for i, o := range f.operands {
		rest := slices.Delete(slices.Clone(f.operands), i, i+1)
		less := &formula{op: f.op, operands: rest}
		yield("without "+s.words(o), less)
		s.vary(o, func(change string, changed *formula) {
			all := slices.Clone(f.operands)
			all[i] = changed
			yield(change, &formula{op: f.op, operands: all})
		})
	}
}

// neighbours are comparisons that differ at the bound alone.
var neighbours = map[string]string{"<": "<=", "<=": "<", ">": ">=", ">=": ">"}

func (s *Set) varyQuestion(f *formula, yield func(change string, f *formula)) {
	turned := *f
	switch f.op {
	case opMeasure:
		if operator, ok := neighbours[f.operator]; ok {
			moved := *f
			moved.operator = operator
			yield(s.words(&moved)+" for "+s.words(f), &moved)
		}
		turned.operator = opposite[f.operator]
	case opList:
		turned.states = ^f.states & allStates
	default:
		turned.negated = !f.negated
	}
	yield(s.words(&turned)+" for "+s.words(f), &turned)
}

// words writes a formula as a condition.
func (s *Set) words(f *formula) string {
	not := ""
	if f.negated {
		not = "not "
	}
	switch f.op {
	case opAnd, opOr:
		joint := " and "
		if f.op == opOr {
			joint = " or "
		}
		parts := make([]string, len(f.operands))
		for i, o := range f.operands {
			if parts[i] = s.words(o); o.op == opAnd || o.op == opOr {
				parts[i] = "(" + parts[i] + ")"
			}
		}
		return strings.Join(parts, joint)
	case opConst:
		return strconv.FormatBool(!f.negated)
	case opFamily:
		return fmt.Sprintf("%shas(%q)", not, s.Families[f.index].ID)
	case opQuantity:
		return not + s.quantityWords(s.Quantities[f.index])
	case opType:
		return fmt.Sprintf("%sis(%q)", not, s.Guide.Types[f.index].ID)
	case opClaim:
		return fmt.Sprintf("%sclaims(%q)", not, s.Guide.Claims[f.index].ID)
	case opFlag:
		return not + flags[f.index]
	case opMeasure:
		return fmt.Sprintf("%s %s %g", measures[f.index], f.operator, f.value)
	}
	var states []string
	for i, id := range listStates {
		if f.states>>i&1 != 0 {
			states = append(states, strconv.Quote(id))
		}
	}
	if len(states) == 1 {
		return "list == " + states[0]
	}
	return "list in [" + strings.Join(states, ", ") + "]"
}

func (s *Set) quantityWords(q Quantity) string {
	name := functions[1+int(q.Kind)] // above, stated, leading: in the order of the kinds
	if q.Kind == Above || q.Kind == Stated {
		return fmt.Sprintf("%s(%q, %g)", name, s.Families[q.Family].ID, q.Percent)
	}
	return fmt.Sprintf("%s(%q)", name, s.Families[q.Family].ID)
}

// maxComparisons bounds how many facts Equivalent tries.
const maxComparisons = 1 << 17

// Equivalent reports whether the changed condition is the same in other words: no facts tell it from the rule's own. It
// answers no where there is too much to try.
func (s *Set) Equivalent(v *Variant) bool {
	original := s.formulaOf(v.Rule)
	dials := s.dials(&formula{op: opOr, operands: []*formula{original, v.formula}})
	trials := 1
	for _, d := range dials {
		if trials *= len(d); trials > maxComparisons {
			return false
		}
	}
	for trial := range trials {
		f := Facts{SPF: Unstated, PH: Unstated}
		for _, d := range dials {
			d[trial%len(d)](&f)
			trial /= len(d)
		}
		s.imply(&f)
		if original.holds(&f) != v.formula.holds(&f) {
			return false
		}
	}
	return true
}

// imply adds what follows: whoever holds much of a family holds some of it, and of the families that it is part of.
func (s *Set) imply(f *Facts) {
	for i, q := range s.Quantities {
		if f.Quantity>>i&1 != 0 {
			f.Families[q.Family/64] |= 1 << (q.Family % 64)
		}
	}
	f.Families = s.WithParents(f.Families)
}
