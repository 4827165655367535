// Package rulelint holds the lints of rule files that need to know ingredients by name: patterns that take nothing or too
// much, exceptions that nothing needs, and names that belong to families which exclude each other.
//
//	set, problems := rules.Lint(fsys, rulelint.Names)
package rulelint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"screen/pipeline/inci"
	"screen/rules"
	"screen/rules/microneedling"
)

// MaxTaken is how many known names a pattern may take before it is called too wide. The widest of the shipped set,
// which takes the oils of all seeds, takes two thirds of that.
const MaxTaken = 300

// minWeight is the least weight of a pattern.
const minWeight = 3

// Names runs the lints of this package against the names that the program comes with: its inventory, and the families of
// the shipped rule set, whose names the inventory has not.
func Names(l *rules.Linter) { NamesAnd(nil)(l) }

// NamesAnd is Names with an inventory of one's own beside that of the program: entries "NAME | SYNONYM | …".
func NamesAnd(inventory []string) func(*rules.Linter) {
	return func(l *rules.Linter) { names(l, inventory) }
}

func names(l *rules.Linter, inventory []string) {
	known, _ := inci.DefaultKnown()
	known = slices.Concat(known, inventory)
	if shipped, err := microneedling.Set(); err == nil { // without it fewer names are known, which is no reason not to check
		known = append(known, missing(shipped, l.Set)...)
	}
	s := newSurvey(l.Set, known)
	if s.err != nil {
		l.File(rules.Warning, "not-surveyed", "the patterns of this set were not compared with known names: "+s.err.Error(), "write fewer patterns, and more letters in each")
	}
	s.patterns(l)
	s.exceptions(l)
	s.exclusive(l)
}

// missing returns the families' entries of names that a set has and another has not.
func missing(from, in *rules.Set) (entries []string) {
	there := map[string]bool{}
	for i := range in.Families {
		for _, entry := range in.Families[i].Names {
			there[entry] = true
		}
	}
	for i := range from.Families {
		for _, entry := range from.Families[i].Names {
			if !there[entry] {
				entries = append(entries, entry)
			}
		}
	}
	return entries
}

// glob is an entry of a family that takes names: a pattern, an exception, or a name that takes itself.
type glob struct {
	family int
	list   rules.Entry
	entry  string // as written, synonyms and all
	names  []int  // what it takes, ascending
}

// survey is which names each entry of each family takes.
type survey struct {
	set   *rules.Set
	names []string // of the inventory and of all families
	known int      // how many of them are names of ingredients; the rest are exceptions
	globs []glob
	// byFamily are the indexes of a family's globs.
	byFamily [][]int
	words    chan *vocabulary // gets one
	err      error
}

func newSurvey(set *rules.Set, known []string) *survey {
	s := &survey{set: set, byFamily: make([][]int, len(set.Families))}
	for _, line := range known {
		s.name(line)
	}
	var texts []string
	add := func(family int, list rules.Entry, entries []string) {
		for _, e := range entries {
			for part := range strings.SplitSeq(e, "|") {
				s.byFamily[family] = append(s.byFamily[family], len(s.globs))
				s.globs = append(s.globs, glob{family: family, list: list, entry: e})
				texts = append(texts, strings.TrimSpace(part))
			}
		}
	}
	excluding := s.excluding()
	for i := range set.Families {
		f := &set.Families[i]
		add(i, rules.Patterns, f.Patterns)
		add(i, rules.Except, f.Except)
		if excluding[i] {
			add(i, rules.Names, f.Names)
		}
		for _, line := range f.Names {
			s.name(line)
		}
	}
	s.known = len(s.names)
	for i := range set.Families {
		for _, line := range set.Families[i].Except {
			s.name(line)
		}
	}
	s.words = make(chan *vocabulary, 1)
	go func() { s.words <- s.vocabulary() }() // while the survey goes on, of which it looks at nothing
	s.err = inci.Survey(texts, s.names, func(g, n int) { s.globs[g].names = append(s.globs[g].names, n) })
	return s
}

// name adds the names of a line, but no patterns.
func (s *survey) name(line string) {
	for part := range strings.SplitSeq(line, "|") {
		if !strings.ContainsAny(part, "*#") {
			s.names = append(s.names, strings.TrimSpace(part))
		}
	}
}

// patterns reports those that take nothing, and those that take too much.
func (s *survey) patterns(l *rules.Linter) {
	var words *vocabulary
	for i := range s.globs {
		g := &s.globs[i]
		if g.list != rules.Patterns {
			continue
		}
		taken, _ := slices.BinarySearch(g.names, s.known)
		switch {
		case weight(g.entry) < minWeight:
			l.Family(rules.Warning, g.family, g.list, g.entry, "pattern-too-wide", fmt.Sprintf("pattern %q has fewer than %d letters", g.entry, minWeight), "write more of the name")
		case taken > MaxTaken:
			l.Family(rules.Warning, g.family, g.list, g.entry, "pattern-too-wide", fmt.Sprintf("pattern %q takes %d known names, such as %s", g.entry, taken, s.some(g.names[:taken])), "write more of the name")
		case taken == 0 && s.err == nil:
			if words == nil {
				words = <-s.words
			}
			if strange := words.stranger(g.entry); strange != "" {
				l.Family(rules.Warning, g.family, g.list, g.entry, "pattern-matches-nothing",
					fmt.Sprintf("pattern %q takes none of %d known names, and none of them has the word %s", g.entry, s.known, strange), words.nearest(strange))
			}
		}
	}
}

// weight is how much a pattern tells: one for a letter, digit or #, two for a letter of a script whose letters are syllables or words.
func weight(pattern string) (n int) {
	for _, r := range pattern {
		switch {
		case r == '#' || unicode.IsDigit(r) || unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
			n++
		case unicode.IsLetter(r):
			n += 2
		}
	}
	return n
}

// some returns the first, the middle and the last of names.
func (s *survey) some(names []int) string {
	return fmt.Sprintf("%s, %s and %s", s.names[names[0]], s.names[names[len(names)/2]], s.names[names[len(names)-1]])
}

// exceptions reports those that no pattern of their family needs.
func (s *survey) exceptions(l *rules.Linter) {
	for family, globs := range s.byFamily {
		taken := map[int]bool{}
		for _, g := range globs {
			if s.globs[g].list == rules.Patterns {
				for _, n := range s.globs[g].names {
					taken[n] = true
				}
			}
		}
		needed := map[string]bool{} // an entry with synonyms is needed where one of them is
		for _, g := range globs {
			if x := &s.globs[g]; x.list == rules.Except && slices.ContainsFunc(x.names, func(n int) bool { return taken[n] }) {
				needed[x.entry] = true
			}
		}
		for _, entry := range s.set.Families[family].Except {
			wild := strings.ContainsAny(entry, "*#") // may be meant for names that are not known
			if !needed[entry] && !wild && s.err == nil {
				l.Family(rules.Warning, family, rules.Except, entry, "except-unused", fmt.Sprintf("no pattern of family %s takes %q", s.set.Families[family].ID, entry), "leave the exception out")
			}
		}
	}
}

// excluding reports for each family whether it takes part in an exclusion, itself or through a parent.
func (s *survey) excluding() []bool {
	out := make([]bool, len(s.set.Families))
	for i := range s.set.Families {
		for _, id := range s.set.Families[i].Excludes {
			j, _ := s.set.FamilyIndex(id)
			for k := range out {
				out[k] = out[k] || s.partOf(k, i) || s.partOf(k, j)
			}
		}
	}
	return out
}

// partOf reports whether a family is another one or part of it.
func (s *survey) partOf(family, whole int) bool {
	for ; family >= 0; family = s.set.Families[family].Parent {
		if family == whole {
			return true
		}
	}
	return false
}

// exclusive reports names that two families claim which exclude each other.
func (s *survey) exclusive(l *rules.Linter) {
	for i := range s.set.Families {
		if len(s.set.Families[i].Excludes) == 0 {
			continue
		}
		own := s.claims(i)
		for _, id := range s.set.Families[i].Excludes {
			j, _ := s.set.FamilyIndex(id)
			theirs := s.claims(j)
			said := map[[2]int]bool{} // pairs of entries: one spelling is enough
			for n := range s.known {
				a, mine := own[n]
				b, other := theirs[n]
				if pair := [2]int{a, b}; mine && other && !said[pair] {
					said[pair] = true
					g := &s.globs[a]
					l.Family(rules.Error, g.family, g.list, g.entry, "exclusive-name",
						fmt.Sprintf("%s belongs to %s, and to %s, which %s excludes", s.names[n], s.by(a), s.by(b), s.set.Families[i].ID), "take it out of one of them, or add it to the exceptions of the pattern")
				}
			}
		}
	}
}

func (s *survey) by(g int) string {
	x := &s.globs[g]
	entry := x.entry
	if first, _, more := strings.Cut(entry, "|"); more {
		entry = strings.TrimSpace(first) + " | …"
	}
	return fmt.Sprintf("%s by %q of its %s", s.set.Families[x.family].ID, entry, x.list)
}

// claims returns the names that belong to a family or to one that is part of it, each with the glob that takes it.
func (s *survey) claims(family int) map[int]int {
	claims := map[int]int{}
	for k := range s.set.Families {
		if !s.partOf(k, family) {
			continue
		}
		except := map[int]bool{}
		for _, g := range s.byFamily[k] {
			if s.globs[g].list == rules.Except {
				for _, n := range s.globs[g].names {
					except[n] = true
				}
			}
		}
		for _, g := range s.byFamily[k] {
			x := &s.globs[g]
			for _, n := range x.names {
				if x.list == rules.Patterns && strings.ContainsAny(s.names[n], "(（") {
					continue // a name with brackets is read by its parts, and no pattern takes the whole of it
				}
				if _, claimed := claims[n]; !claimed && (x.list == rules.Names || x.list == rules.Patterns && !except[n]) {
					claims[n] = g
				}
			}
		}
	}
	return claims
}
