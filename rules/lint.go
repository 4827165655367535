package rules

import (
	"fmt"
	"slices"
	"strings"
)

// lints looks for what is allowed but hardly meant. The set has been prepared.
func (l *loader) lints() {
	for i := range l.set.Families {
		l.lintFamily(i, l.of("family "+l.set.Families[i].ID))
	}
	for i := range l.set.Rules {
		l.lintRule(&l.set.Rules[i], l.of("rule "+l.set.Rules[i].ID))
	}
}

func (l *loader) lintFamily(i int, at spot) {
	f := &l.set.Families[i]
	heads := map[string]bool{}
	for _, entry := range f.Names {
		names := strings.Split(strings.ToLower(entry), "|")
		for i := range names {
			names[i] = strings.TrimSpace(names[i])
		}
		if heads[names[0]] {
			l.entry(at, Names, entry).warn("duplicate-name", "family "+f.ID+" has two entries for "+names[0], "join their synonyms")
		}
		heads[names[0]] = true
		for i, name := range names {
			if slices.Contains(names[:i], name) {
				l.entry(at, Names, entry).warn("duplicate-name", "family "+f.ID+" has "+name+" twice in one entry", "")
			}
		}
	}
	read := l.set.plan.reads
	for _, q := range l.set.Quantities {
		read.Families[q.Family/64] |= 1 << (q.Family % 64)
	}
	var bit atoms
	bit.Families[i/64] = 1 << (i % 64)
	if members := l.set.WithParents(bit.Families); !f.Reported && !read.meets(&Facts{Families: members}) {
		at.warn("unused-family", "family "+f.ID+" is neither reported nor asked for by a rule", "")
	}
}

func (l *loader) lintRule(r *Rule, at spot) {
	if r.Table != nil && !slices.ContainsFunc(r.Table, func(v Verdict) bool { return v != Silent }) {
		at.warn("says-nothing", "rule "+r.ID+" has none in every cell of its table", "write note: true for a rule that only notes")
	}
	switch never, always := l.set.constant(r.formula); {
	case never:
		at.warn("never-fires", "the condition of rule "+r.ID+" can never hold", "")
	case always:
		at.warn("always-fires", "the condition of rule "+r.ID+" always holds", "")
	}
}

// lintOrder reports a verdict that gets worse as the skin heals.
func (l *loader) lintOrder(r *Rule, at spot) {
	g := &l.set.Guide
	width := len(g.SkinTypes)
	for i := width; i < len(r.Table); i++ {
		before, now := r.Table[i-width], r.Table[i]
		if now >= Caution && now > before {
			at.warn("stricter-later", fmt.Sprintf("rule %s says %s in phase %s for skin type %s, and %s in the phase before it", r.ID, now, g.Phases[i/width].ID, g.SkinTypes[i%width].ID, before), "")
			return
		}
	}
}

// entry is the place of an entry of one of a family's lists.
func (l *loader) entry(family spot, list Entry, entry string) spot {
	at, ok := l.entries[entrySpot{family.owner, list, entry}]
	if !ok {
		at = family
	}
	at.owner, at.entry = family.owner, entry
	return at
}

// maxTrials bounds how many facts are tried on a condition; one that asks more is not judged.
const maxTrials = 1024

// constant reports whether a condition holds for no facts, or for all, by trying all that it can tell apart.
func (s *Set) constant(f *formula) (never, always bool) {
	dials := s.dials(f)
	trials := 1
	for _, d := range dials {
		if trials *= len(d); trials > maxTrials {
			return false, false
		}
	}
	never, always = true, true
	for trial := range trials {
		facts := Facts{SPF: Unstated, PH: Unstated}
		for _, d := range dials {
			d[trial%len(d)](&facts)
			trial /= len(d)
		}
		s.imply(&facts)
		if f.holds(&facts) {
			never = false
		} else {
			always = false
		}
	}
	return never, always
}

// dial is the different settings of one fact.
type dial []func(*Facts)

// dials returns a dial for each fact that the condition reads.
func (s *Set) dials(f *formula) []dial {
	a := analyse(f)
	off := func(*Facts) {}
	var dials []dial
	for i := range s.Families {
		if a.Reads.Families[i/64]>>(i%64)&1 != 0 {
			dials = append(dials, dial{off, func(f *Facts) { f.Families[i/64] |= 1 << (i % 64) }})
		}
	}
	for i := range 64 {
		if a.Reads.Quantity>>i&1 != 0 {
			dials = append(dials, dial{off, func(f *Facts) { f.Quantity |= 1 << i }})
		}
		if a.Reads.Claims>>i&1 != 0 {
			dials = append(dials, dial{off, func(f *Facts) { f.Claims |= 1 << i }})
		}
		if a.Reads.Types>>i&1 != 0 {
			dials = append(dials, dial{off, func(f *Facts) { f.Types |= 1 << i }})
		}
	}
	if a.Flags&(1<<flagLeaveOn) != 0 {
		dials = append(dials, dial{off, func(f *Facts) { f.LeaveOn = true }})
	}
	if a.Flags&(1<<flagRinseOff) != 0 {
		dials = append(dials, dial{off, func(f *Facts) { f.RinseOff = true }})
	}
	if a.Flags&(1<<flagBroad|1<<flagNarrow) != 0 {
		dials = append(dials, dial{off, func(f *Facts) { f.Spectrum = SpectrumBroad }, func(f *Facts) { f.Spectrum = SpectrumNarrow }})
	}
	if a.ReadsList {
		var d dial
		for state := range ListWhole + 1 {
			d = append(d, func(f *Facts) { f.List = state })
		}
		dials = append(dials, d)
	}
	measure := func(measure int, most int32, set func(*Facts, int32)) {
		if len(a.Starts[measure]) > 0 || measure == measureSPF && a.Flags&(1<<flagSPFStated) != 0 || measure == measurePH && a.Flags&(1<<flagPHStated) != 0 {
			dials = append(dials, ranges(a.Starts[measure], most, set))
		}
	}
	measure(measureSPF, 100, func(f *Facts, v int32) { f.SPF = int16(v) })
	measure(measurePH, 1400, func(f *Facts, v int32) { f.PH = int16(v) })
	measure(measureCount, 1<<16-1, func(f *Facts, v int32) { f.Count = uint16(v) })
	return dials
}

// ranges returns a dial with a setting for each range of a measure: not stated, 0, and where the others start.
func ranges(starts []int32, most int32, set func(*Facts, int32)) dial {
	d := dial{func(*Facts) {}, func(f *Facts) { set(f, 0) }}
	for _, v := range starts {
		if v > 0 && v <= most {
			d = append(d, func(f *Facts) { set(f, v) })
		}
	}
	return d
}
