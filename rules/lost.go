package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// lostFile is a file that could not be read as rules, or not whole. The other files are checked all the same; a name that
// this one may declare must not be called unknown in them.
type lostFile struct {
	name     string
	unseen   bool // its text is not known whole: it may declare anything
	guide    bool // it may declare the guide
	declared map[string]bool
	spared   []string // names that were not called unknown
}

// lose notes that a file is lost, and what it may declare.
func (l *loader) lose(s *source) {
	f := &lostFile{name: s.name, unseen: s.text == nil || len(s.text) > MaxFileSize, guide: guideKey().Match(s.text)}
	if !f.unseen {
		f.declared = Declarations(s.text)
	}
	l.lost = append(l.lost, f)
}

// Declarations are the ids that a rule file or layer may declare, found without a parser: any key may be a family, and what
// stands behind id: or layer: a rule or a layer.
func Declarations(text []byte) map[string]bool {
	declared := map[string]bool{}
	for _, form := range []*regexp.Regexp{anyKey(), anyID()} {
		for _, m := range form.FindAllSubmatch(text, -1) {
			declared[string(m[1])] = true
		}
	}
	return declared
}

var (
	guideKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^guide\s*:`) })
	anyKey   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)(?:^|[\s{,"'])([A-Za-z0-9-]+)["']?\s*:`) })
	anyID    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(?:id|layer)["']?\s*:\s*["']?([A-Za-z0-9-]+)`) })
)

func (f *lostFile) mayDeclare(id string) bool { return f.unseen || f.declared[id] }

func (f *lostFile) mayBeGuide() bool { return f.unseen || f.guide }

// withoutFollowing leaves out the mistakes that follow from others: names that only a lost file, or a guide that says nothing
// of them, would declare. What was left out is told once a lost file.
func (l *loader) withoutFollowing(problems Problems) Problems {
	g := &l.set.Guide
	problems = slices.DeleteFunc(problems, func(p Problem) bool {
		switch p.Code {
		case "unknown-family", "unknown-rule":
			return l.spare(p.Name)
		case "unknown-phase":
			return len(g.Phases) == 0
		case "unknown-skin-type":
			return len(g.SkinTypes) == 0
		case "unknown-product-type":
			return len(g.Types) == 0
		case "unknown-claim", "unknown-statement", "unknown-evidence-grade":
			return l.guide == ""
		}
		return false
	})
	for _, f := range l.lost {
		if len(f.spared) > 0 {
			problems = append(problems, f.told())
		}
	}
	return problems.sort()
}

// spare reports whether a lost file may declare a name, and notes it there.
func (l *loader) spare(id string) bool {
	i := slices.IndexFunc(l.lost, func(f *lostFile) bool { return f.mayDeclare(id) })
	if i < 0 {
		return false
	}
	if f := l.lost[i]; !slices.Contains(f.spared, id) {
		f.spared = append(f.spared, id)
	}
	return true
}

// told is what is said of the names that were spared.
func (f *lostFile) told() Problem {
	const most = 8
	words := strings.Join(f.spared[:min(most, len(f.spared))], ", ")
	if more := len(f.spared) - most; more > 0 {
		words += fmt.Sprintf(" and %d more", more)
	}
	return Problem{Severity: Warning, Code: "not-checked", File: f.name, Message: "other files name what this one may declare, which was not checked: " + words, Hint: "mend this file first"}
}
