package rules

import (
	"fmt"
	"math/bits"

	"github.com/expr-lang/expr/vm"
)

// plan is what a set's evaluators need beside its rules; it follows from the rules and does not change.
type plan struct {
	reads     atoms
	flags     uint8
	readsList bool
	starts    [3][]int32
	// children are the families that have parents, and ancestors[i] the bits of i's parents.
	children  FamilySet
	ancestors []FamilySet
	applies   uint32 // types that are put on treated skin
	off       *Decision
	askers    *askers
}

// prepare works out what follows from the set's rules.
func (s *Set) prepare() {
	if s.analyses == nil {
		s.analyses = make([]analysis, len(s.Rules))
		for i := range s.Rules {
			s.analyses[i] = analyse(s.Rules[i].formula)
		}
	}
	s.programs = make([]program, len(s.Rules))
	s.indexes = newIndexes(s)
	p := &s.plan
	for i := range s.analyses {
		a := &s.analyses[i]
		p.reads.union(&a.Reads)
		p.flags |= a.Flags
		p.readsList = p.readsList || a.ReadsList
		for m := range a.Starts {
			p.starts[m] = merge(p.starts[m], a.Starts[m])
		}
	}
	p.ancestors = make([]FamilySet, len(s.Families))
	for i := range s.Families {
		for at := s.Families[i].Parent; at >= 0; at = s.Families[at].Parent {
			p.ancestors[i][at/64] |= 1 << (at % 64)
			p.children[i/64] |= 1 << (i % 64)
		}
	}
	for i, t := range s.Guide.Types {
		if t.Applies {
			p.applies |= 1 << i
		}
	}
	p.off = s.notApplicable()
	p.askers = newAskers(s.analyses, s.Rules)
}

func (s *Set) notApplicable() *Decision {
	d := s.newDecision()
	for i := range d.Verdicts {
		d.Verdicts[i] = NotApplicable
	}
	for i := range d.SuitableFrom {
		d.SuitableFrom[i] = -1
	}
	return d
}

func (s *Set) newDecision() *Decision {
	return &Decision{Verdicts: make([]Verdict, len(s.Guide.Phases)*len(s.Guide.SkinTypes)), SuitableFrom: make([]int, len(s.Guide.SkinTypes))}
}

// WithParents returns the families along with those that they are part of.
func (s *Set) WithParents(f FamilySet) FamilySet {
	out := f
	for w := range f {
		for rest := f[w] & s.plan.children[w]; rest != 0; rest &= rest - 1 {
			a := s.plan.ancestors[w*64+bits.TrailingZeros64(rest)]
			out[0] |= a[0]
			out[1] |= a[1]
		}
	}
	return out
}

// Evaluator decides on facts. It is for one goroutine; a Set may have many.
type Evaluator struct {
	set     *Set
	machine vm.VM
	env     map[string]any
	facts   Facts // that the functions of env look at
	memory  memory
}

// NewEvaluator returns an evaluator of the set.
func (s *Set) NewEvaluator() *Evaluator {
	e := &Evaluator{set: s, memory: newMemory(s)}
	e.machine.MemoryBudget = 10_000
	quantity := askBit(func(i int) bool { return e.facts.Quantity>>i&1 != 0 })
	e.env = map[string]any{
		"has":    askBit(func(i int) bool { return e.facts.Families[i/64]>>(i%64)&1 != 0 }),
		"is":     askBit(func(i int) bool { return e.facts.Types>>i&1 != 0 }),
		"claims": askBit(func(i int) bool { return e.facts.Claims>>i&1 != 0 }),
		"above":  quantity, "stated": quantity, "leading": quantity,
	}
	return e
}

// Decide returns what the set says of a product with the given facts: the rules whose conditions hold, and for each
// phase and skin type the greatest verdict of their tables, Suitable where they are silent. A product none of whose
// types is put on treated skin is NotApplicable throughout, and no rule fires. The decision is shared: it must not be changed.
//
// A family's parents need not be in the facts. A condition that cannot be evaluated counts as Unknown wherever its rule speaks.
func (e *Evaluator) Decide(f Facts) *Decision {
	if f.Types&e.set.plan.applies == 0 {
		return e.set.plan.off
	}
	key := e.set.canonical(f)
	return e.remembered(&key)
}

// decidePlainly is Decide without anything that makes it fast: the tests compare the two.
func (e *Evaluator) decidePlainly(f Facts) *Decision {
	if f.Types&e.set.plan.applies == 0 {
		return e.set.plan.off
	}
	f.Families = e.set.WithParents(f.Families)
	return e.decide(f)
}

// canonical makes facts equal that no rule can tell apart.
func (s *Set) canonical(f Facts) Facts {
	p := &s.plan
	f.Families = s.WithParents(f.Families)
	f.Families[0] &= p.reads.Families[0]
	f.Families[1] &= p.reads.Families[1]
	f.Quantity &= p.reads.Quantity
	f.Claims &= p.reads.Claims
	f.Types &= p.reads.Types
	f.LeaveOn = f.LeaveOn && p.flags&(1<<flagLeaveOn) != 0
	f.RinseOff = f.RinseOff && p.flags&(1<<flagRinseOff) != 0
	if !p.readsList {
		f.List = ListNone
	}
	if f.Spectrum == SpectrumBroad && p.flags&(1<<flagBroad) == 0 || f.Spectrum == SpectrumNarrow && p.flags&(1<<flagNarrow) == 0 {
		f.Spectrum = SpectrumUnstated
	}
	f.SPF = stated(f.SPF, p.starts[measureSPF], p.flags&(1<<flagSPFStated) != 0)
	f.PH = stated(f.PH, p.starts[measurePH], p.flags&(1<<flagPHStated) != 0)
	f.Count = uint16(start(p.starts[measureCount], int32(f.Count)))
	return f
}

// stated returns the first value of v's range. A value that is not stated reads as 0, and stays apart from a stated 0
// only where a rule asks whether it is stated.
func stated(v int16, starts []int32, asked bool) int16 {
	if v < 0 {
		if asked {
			return Unstated
		}
		v = 0
	}
	return int16(start(starts, int32(v)))
}

// decide runs every condition.
func (e *Evaluator) decide(f Facts) *Decision {
	e.fill(f)
	d := e.set.newDecision()
	for i := range e.set.Rules {
		fired, err := e.holds(i)
		switch {
		case err != nil:
			e.failed(d, i, err)
		case fired:
			d.Fired = append(d.Fired, i)
			d.raise(e.set.Rules[i].Table, false)
		}
	}
	d.finish(len(e.set.Guide.SkinTypes))
	return d
}

// failed records that a rule could not be evaluated.
func (e *Evaluator) failed(d *Decision, rule int, err error) {
	d.raise(e.set.Rules[rule].Table, true)
	if d.Err == "" {
		d.Err = fmt.Sprintf("rule %s: %v", e.set.Rules[rule].ID, err)
	}
}

// holds evaluates one condition.
func (e *Evaluator) holds(rule int) (bool, error) {
	code, err := e.set.programs[rule].get(e.set.Rules[rule].When, e.set)
	if err != nil {
		return false, err
	}
	v, err := e.machine.Run(code, e.env)
	if err != nil {
		return false, err
	}
	held, ok := v.(bool)
	if !ok {
		return false, fmt.Errorf("the condition gave %T, expected true or false", v)
	}
	return held, nil
}

// raise takes the greater verdict in every cell; of a rule that could not be evaluated, Unknown wherever it speaks.
func (d *Decision) raise(table []Verdict, unknown bool) {
	for i, v := range table {
		if unknown && v != Silent {
			v = Unknown
		}
		d.Verdicts[i] = max(d.Verdicts[i], v)
	}
}

// finish fills the silent cells, and finds from when on the product is suitable.
func (d *Decision) finish(skinTypes int) {
	for i := range d.Verdicts {
		d.Verdicts[i] = max(d.Verdicts[i], Suitable)
	}
	for s := range d.SuitableFrom {
		from := -1
		for i := len(d.Verdicts) - skinTypes + s; i >= 0 && d.Verdicts[i] < Unknown; i -= skinTypes {
			from = i / skinTypes
		}
		d.SuitableFrom[s] = from
	}
}

// fill puts facts into the environment of the conditions.
func (e *Evaluator) fill(f Facts) {
	e.facts = f
	env := e.env
	env["leave_on"], env["rinse_off"] = f.LeaveOn, f.RinseOff
	env["spf_stated"], env["spf"] = f.SPF >= 0, int(max(f.SPF, 0))
	env["ph_stated"], env["ph"] = f.PH >= 0, float64(max(f.PH, 0))/100
	env["broad_spectrum"], env["narrow_spectrum"] = f.Spectrum == SpectrumBroad, f.Spectrum == SpectrumNarrow
	env["ingredient_count"], env["list"] = int(f.Count), f.List.String()
}

// merge joins two ascending lists.
func merge(a, b []int32) []int32 {
	out := make([]int32, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case len(a) == 0 || b[0] < a[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return out
}
