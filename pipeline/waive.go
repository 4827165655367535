package pipeline

import (
	"slices"
	"strings"
	"sync/atomic"

	"screen/rules"
)

// waiver is a rules.Waiver made ready for products.
type waiver struct {
	*rules.Waiver
	rule            int
	id, brand, name []string // see pattern
	used            *atomic.Bool
}

func newWaivers(set *rules.Set) (all []waiver) {
	for i := range set.Waivers {
		w := &set.Waivers[i]
		rule, ok := set.RuleIndex(w.Rule)
		if !ok {
			continue // the layer that brings it has been refused already
		}
		all = append(all, waiver{w, rule, pattern(w.ID), pattern(w.Brand), pattern(w.Name), new(atomic.Bool)})
	}
	return all
}

// pattern is the literal parts of a pattern, between its asterisks, folded; nil matches everything.
func pattern(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.ToLower(s), "*")
}

// matches reports whether s, folded, is first part … last part with anything between.
func matches(parts []string, s string) bool {
	if parts == nil {
		return true
	}
	s = strings.ToLower(s)
	if len(parts) == 1 {
		return s == parts[0]
	}
	last := parts[len(parts)-1]
	if len(s) < len(parts[0])+len(last) || !strings.HasPrefix(s, parts[0]) || !strings.HasSuffix(s, last) {
		return false
	}
	s = s[len(parts[0]) : len(s)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(s, part)
		if at < 0 {
			return false
		}
		s = s[at+len(part):]
	}
	return true
}

// UnusedWaivers returns the waivers that met no product so far on which their rule fired.
func (s *Screener) UnusedWaivers() (unused []*rules.Waiver) {
	for i := range s.waivers {
		if !s.waivers[i].used.Load() {
			unused = append(unused, s.waivers[i].Waiver)
		}
	}
	return unused
}

// waive takes what waivers say of the product into its verdicts, and says what that changed.
func (w *Worker) waive(r *Result) {
	if r.Decision.Err != "" {
		return // what a rule that failed would have said is not known, and stays so
	}
	tables := map[int][]rules.Verdict{}
	set := w.s.Rules
	was := r.Decision
	for i := range w.s.waivers {
		x := &w.s.waivers[i]
		if !slices.Contains(was.Fired, x.rule) || !matches(x.id, r.ID) || !matches(x.brand, r.Brand) || !matches(x.name, r.Name) {
			continue
		}
		x.used.Store(true)
		before := r.Decision
		table := slices.Clone(tableOf(set, tables, x.rule))
		for c, v := range table {
			table[c] = x.Waived(v)
		}
		tables[x.rule] = table
		r.Decision = set.Judge(was.Fired, func(rule int) []rules.Verdict { return tableOf(set, tables, rule) })
		r.diagnose("waived", "", waivedWords(set, x, before, r.Decision))
	}
}

func tableOf(set *rules.Set, changed map[int][]rules.Verdict, rule int) []rules.Verdict {
	if t, ok := changed[rule]; ok {
		return t
	}
	return set.Rules[rule].Table
}

// waivedWords says what a waiver changed, from what to what: "fragrance: first-48h avoid → caution; …".
func waivedWords(set *rules.Set, x *waiver, before, after *rules.Decision) string {
	var b strings.Builder
	b.WriteString("rule " + x.Rule + " waived: ")
	if len(set.Rules[x.rule].Table) == 0 || slices.Equal(before.Verdicts, after.Verdicts) {
		b.WriteString("no verdict changed")
	} else {
		b.WriteString(Changes(set, before.Verdicts, after.Verdicts))
	}
	b.WriteString(" (" + x.Reason + "; " + x.Owner)
	if x.Expires != "" {
		b.WriteString(", until " + x.Expires)
	}
	b.WriteString(")")
	return b.String()
}

// Changes words how verdicts differ, a phase at a time: "first-48h avoid → caution; week-2-on sensitive caution → suitable".
func Changes(set *rules.Set, before, after []rules.Verdict) string {
	var phases []string
	skins := len(set.Guide.SkinTypes)
	for p := range set.Guide.Phases {
		if words := rowChanges(set, before[p*skins:(p+1)*skins], after[p*skins:(p+1)*skins]); words != "" {
			phases = append(phases, set.Guide.Phases[p].ID+" "+words)
		}
	}
	return strings.Join(phases, "; ")
}

// rowChanges words the changes of one phase, skin types with the same change together.
func rowChanges(set *rules.Set, before, after []rules.Verdict) string {
	type change struct{ from, to rules.Verdict }
	var order []change
	skins := map[change][]string{}
	for s := range before {
		if before[s] == after[s] {
			continue
		}
		c := change{before[s], after[s]}
		if skins[c] == nil {
			order = append(order, c)
		}
		skins[c] = append(skins[c], set.Guide.SkinTypes[s].ID)
	}
	var parts []string
	for _, c := range order {
		words := c.from.String() + " → " + c.to.String()
		if len(skins[c]) < len(before) {
			words = strings.Join(skins[c], "/") + " " + words
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, ", ")
}
