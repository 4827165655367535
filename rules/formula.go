package rules

import (
	"math"
	"slices"
)

// formula is a condition as its analyses see it: and, or, and what is asked. Negation has been pushed down to the
// single questions, so that one that is not negated is asked for positively.
type formula struct {
	op       op
	operands []*formula // of opAnd and opOr
	negated  bool
	index    int     // of the family, quantity, type, claim, flag or measure
	operator string  // of opMeasure
	value    float64 // of opMeasure
	states   uint8   // of opList: bit i is ListState i
	from, to int     // characters of the condition
}

type op uint8

const (
	opAnd op = iota
	opOr
	opConst    // true unless negated
	opFamily   // has
	opQuantity // above, stated
	opType     // is
	opClaim    // claims
	opFlag
	opMeasure
	opList
)

const allStates = 1<<(ListWhole+1) - 1

const (
	flagLeaveOn = iota
	flagRinseOff
	flagSPFStated
	flagBroad
	flagNarrow
	flagPHStated
)

const (
	measureSPF = iota
	measurePH
	measureCount
)

// joined joins two formulas, nil where one of them was wrong. Nested ands and ors become one.
func joined(o op, a, b *formula) *formula {
	if a == nil || b == nil {
		return nil
	}
	f := &formula{op: o}
	for _, side := range []*formula{a, b} {
		if side.op == o {
			f.operands = append(f.operands, side.operands...)
		} else {
			f.operands = append(f.operands, side)
		}
	}
	return f
}

// known are the facts that are known to be stated where a part of a condition decides.
type known uint8

// guards says which question guards each measure.
var guards = [...]struct{ ask, without string }{
	measureSPF:   {"spf_stated and …", "states no SPF"},
	measurePH:    {"ph_stated and …", "states no pH"},
	measureCount: {`list == "whole" and …`, "has no whole list"},
}

// guarded reports comparisons that a product would fulfil by not stating the fact.
func (c *conditionReader) guarded(f *formula, have known) {
	switch f.op {
	case opAnd, opOr:
		for _, o := range f.operands {
			have |= o.asks(f.op == opOr)
		}
		for _, o := range f.operands {
			c.guarded(o, have)
		}
	case opMeasure:
		if have&(1<<f.index) == 0 && compare(0, f.operator, f.value) {
			g := guards[f.index]
			c.report(f.from, f.to, "unguarded", "this comparison also holds for a product that "+g.without, "write "+g.ask)
		}
	}
}

// asks says what is known where this question holds, or where it does not (inverted): the other operands of an and
// decide only where it holds, those of an or only where it does not.
func (f *formula) asks(inverted bool) known {
	switch {
	case f.op == opFlag && f.negated == inverted && f.index == flagSPFStated:
		return 1 << measureSPF
	case f.op == opFlag && f.negated == inverted && f.index == flagPHStated:
		return 1 << measurePH
	case f.op == opList && !inverted && f.states == 1<<ListWhole, f.op == opList && inverted && f.states == allStates&^(1<<ListWhole):
		return 1 << measureCount
	case f.op == opMeasure && f.index != measureCount && !inverted && !compare(0, f.operator, f.value):
		return 1 << f.index // holds only where it is stated, as in 15 <= spf <= 30
	}
	return 0
}

func compare(a float64, operator string, b float64) bool {
	switch operator {
	case "==":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	default:
		return a >= b
	}
}

// holds evaluates the formula. Tests compare it with the condition's program, which expr compiles.
func (f *formula) holds(x *Facts) bool {
	switch f.op {
	case opAnd:
		for _, o := range f.operands {
			if !o.holds(x) {
				return false
			}
		}
		return true
	case opOr:
		for _, o := range f.operands {
			if o.holds(x) {
				return true
			}
		}
		return false
	case opMeasure:
		value := [...]float64{float64(max(x.SPF, 0)), float64(max(x.PH, 0)) / 100, float64(x.Count)}[f.index]
		return compare(value, f.operator, f.value)
	case opList:
		return f.states>>x.List&1 != 0
	case opConst:
		return !f.negated
	case opFlag:
		return f.negated != [...]bool{x.LeaveOn, x.RinseOff, x.SPF >= 0, x.Spectrum == SpectrumBroad, x.Spectrum == SpectrumNarrow, x.PH >= 0}[f.index]
	}
	var a atoms
	a.add(f)
	return f.negated != a.meets(x)
}

// each calls fn for every question of the formula.
func (f *formula) each(fn func(*formula)) {
	if f.op == opAnd || f.op == opOr {
		for _, o := range f.operands {
			o.each(fn)
		}
		return
	}
	fn(f)
}

// atoms is a set of questions that are single bits of Facts.
type atoms struct {
	Families FamilySet
	Quantity uint64
	Claims   uint64
	Types    uint32
}

func (a *atoms) add(f *formula) {
	switch f.op {
	case opFamily:
		a.Families[f.index/64] |= 1 << (f.index % 64)
	case opQuantity:
		a.Quantity |= 1 << f.index
	case opType:
		a.Types |= 1 << f.index
	case opClaim:
		a.Claims |= 1 << f.index
	}
}

func (a *atoms) union(b *atoms) {
	a.Families[0] |= b.Families[0]
	a.Families[1] |= b.Families[1]
	a.Quantity |= b.Quantity
	a.Claims |= b.Claims
	a.Types |= b.Types
}

// meets reports whether the facts hold at least one of the questions.
func (a *atoms) meets(f *Facts) bool {
	return a.Families[0]&f.Families[0]|a.Families[1]&f.Families[1]|a.Quantity&f.Quantity|a.Claims&f.Claims|uint64(a.Types&f.Types) != 0
}

// analysis is what is known of a condition without evaluating it.
type analysis struct {
	// Needs: the condition can hold only for facts that meet every one of these sets.
	Needs []atoms
	Reads atoms
	// Flags that are read, and whether list is; bits as in flags.
	Flags     uint8
	ReadsList bool
	// Starts of the ranges within which all comparisons of a measure have the same answer, in the units of Facts.
	Starts [3][]int32
}

// maxNeeds bounds Needs: more would cost more than they save.
const maxNeeds = 4

func analyse(f *formula) analysis {
	var a analysis
	a.Needs = f.needs()
	if len(a.Needs) > maxNeeds {
		a.Needs = a.Needs[:maxNeeds]
	}
	f.each(func(q *formula) {
		a.Reads.add(q)
		switch q.op {
		case opFlag:
			a.Flags |= 1 << q.index
		case opList:
			a.ReadsList = true
		case opMeasure:
			a.Starts[q.index] = append(a.Starts[q.index], steps(q.index, q.value)...)
		}
	})
	for i := range a.Starts {
		slices.Sort(a.Starts[i])
		a.Starts[i] = slices.Compact(a.Starts[i])
	}
	return a
}

// needs returns sets of questions each of which must have a yes for the formula to hold.
func (f *formula) needs() []atoms {
	switch f.op {
	case opAnd:
		var all []atoms
		for _, o := range f.operands {
			all = append(all, o.needs()...)
		}
		return all
	case opOr:
		// One of the operands must hold, so one question of each operand's first set must have a yes.
		var either atoms
		for _, o := range f.operands {
			n := o.needs()
			if len(n) == 0 {
				return nil
			}
			either.union(&n[0])
		}
		return []atoms{either}
	case opFamily, opQuantity, opType, opClaim:
		if !f.negated {
			var a atoms
			a.add(f)
			return []atoms{a}
		}
	}
	return nil
}

// steps returns where the answer of a comparison with value can change: at the value itself and right behind it.
func steps(measure int, value float64) []int32 {
	if measure == measurePH {
		value *= 100
	}
	value = min(max(value, -1), 1<<20) // beyond every fact
	if near := math.Round(value); math.Abs(value-near) < 1e-6 {
		return []int32{int32(near), int32(near) + 1}
	}
	return []int32{int32(math.Ceil(value))}
}

// start returns the first number of v's range.
func start(starts []int32, v int32) int32 {
	first := int32(0)
	for _, s := range starts {
		if s > v {
			break
		}
		first = max(s, 0)
	}
	return first
}

// evidence returns the families and quantities that the condition asks for positively.
func (f *formula) evidence() (families, quantities []int) {
	f.each(func(q *formula) {
		switch {
		case q.negated:
		case q.op == opFamily && !slices.Contains(families, q.index):
			families = append(families, q.index)
		case q.op == opQuantity && !slices.Contains(quantities, q.index):
			quantities = append(quantities, q.index)
		}
	})
	return families, quantities
}
