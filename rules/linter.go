package rules

import (
	"io/fs"
	"strings"
)

// Linter is what lints report to. Lints of other packages get it from Lint.
type Linter struct {
	Set *Set
	l   *loader
}

// Lint is Check with every lint: those that look at how rules go together, that ask for examples, and those of more,
// which may know what this package does not, such as the names of ingredients. Entries of ignore: that nothing matches are
// reported. Its time is bounded: see maxImplications.
func Lint(fsys fs.FS, more func(*Linter), names ...string) (*Set, Problems) {
	l := newLoader()
	if problems := l.check(fsys, names); problems != nil {
		return nil, problems
	}
	for _, hint := range l.hints {
		hint()
	}
	for i := range l.set.Rules {
		l.lintOrder(&l.set.Rules[i], l.of("rule "+l.set.Rules[i].ID))
	}
	l.pairs()
	l.needExamples()
	l.uncited()
	if more != nil {
		more(&Linter{Set: l.set, l: l})
	}
	l.applyIgnores(true)
	l.set.Warnings = l.problems.sort()
	if len(l.set.Warnings.Errors()) > 0 {
		return nil, l.set.Warnings
	}
	return l.set, l.set.Warnings
}

// Entry tells lists of a family apart whose entries a lint may speak of.
type Entry string

const (
	Names    Entry = "names"
	Patterns Entry = "patterns"
	Except   Entry = "except"
)

// Family reports a lint of a family, at its entry of the given list where entry is not empty. The code must be one of Kinds.
func (x *Linter) Family(severity Severity, family int, list Entry, entry, code, message, hint string) {
	at := x.l.entry(x.l.of("family "+x.Set.Families[family].ID), list, entry)
	at.problem(severity, code, message, hint)
}

// File reports a lint of the rule set as a whole, in its first concern file.
func (x *Linter) File(severity Severity, code, message, hint string) {
	p := Problem{Severity: severity, Code: code, Message: message, Hint: hint, File: x.Set.Concerns[0].File}
	x.l.problems = append(x.l.problems, p)
}

// entrySpot says which entry of which list a place is of.
type entrySpot struct {
	owner string
	list  Entry
	entry string
}

// needExamples reports rules without an example that they fire on, or without one that they are silent on.
func (l *loader) needExamples() {
	fires, silent := map[string]bool{}, map[string]bool{}
	for _, e := range l.set.Examples {
		for _, id := range e.Fires {
			fires[id] = true
		}
		for _, id := range e.Silent {
			silent[id] = true
		}
	}
	for _, r := range l.set.Rules {
		var lacks []string
		if !fires[r.ID] {
			lacks = append(lacks, "fires on it (fires: ["+r.ID+"])")
		}
		if !silent[r.ID] {
			lacks = append(lacks, "is silent on it (silent: ["+r.ID+"])")
		}
		if len(lacks) > 0 {
			l.of("rule "+r.ID).warn("no-example", "rule "+r.ID+" has no example that says it "+strings.Join(lacks, ", and none that it "), "add it under examples:")
		}
	}
}

// uncited reports statements of the guide that nothing cites.
func (l *loader) uncited() {
	cited := map[string]bool{}
	for _, r := range l.set.Rules {
		for _, id := range r.Cites {
			cited[id] = true
		}
	}
	for _, a := range l.set.Guide.Advice {
		for _, id := range a.Cites {
			cited[id] = true
		}
	}
	for _, s := range l.set.Guide.Statements {
		if !cited[s.ID] {
			at := l.of("statement " + s.ID)
			at.entry = s.ID
			at.warn("uncited-statement", "no rule and no advice cites statement "+s.ID, "")
		}
	}
}

// of returns the place of a declaration, as the owner of what is reported there.
func (l *loader) of(owner string) spot {
	at := l.declared[owner]
	at.owner = owner
	return at
}
