package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Load reads and checks the named rule files, or all *.yaml files of fsys where none is named: one guide file and
// any number of concern files. Its error is Problems: every mistake of every file, each with its place.
// Files are untrusted: their size, nesting and conditions are bounded before they are parsed.
// What is allowed but hardly meant, such as a rule that can never fire, is in the set's Warnings.
func Load(fsys fs.FS, names ...string) (*Set, error) {
	set, problems := Check(fsys, names...)
	if set == nil {
		return nil, problems
	}
	return set, nil
}

// Check is Load for those who want errors and warnings alike; the set is nil where there is an error.
func Check(fsys fs.FS, names ...string) (*Set, Problems) {
	l := newLoader()
	if problems := l.check(fsys, names); problems != nil {
		return nil, problems
	}
	l.applyIgnores(false)
	l.set.Warnings = l.problems.sort()
	return l.set, l.set.Warnings
}

// Partial returns what can be read of rule files with mistakes, for editors that complete them while they are written: the
// vocabulary, families and rules that are right. It decides nothing.
func Partial(fsys fs.FS, names ...string) *Set {
	l := newLoader()
	l.check(fsys, names)
	return l.set
}

func newLoader() *loader {
	return &loader{set: &Set{}, families: map[string]int{}, rules: map[string]int{}, entries: map[entrySpot]spot{}}
}

// check loads a set and collects what is allowed but hardly meant; its problems are the mistakes.
func (l *loader) check(fsys fs.FS, names []string) Problems {
	l.load(fsys, names)
	if problems := l.withoutFollowing(l.problems.sort()); len(problems) > 0 {
		return problems
	}
	l.set.prepare()
	l.lints()
	return nil
}

// loader joins rule files to a set.
type loader struct {
	set      *Set
	problems Problems
	guide    string // file of the guide; empty until it is read
	lost     []*lostFile
	full     bool           // there are as many rules as there may be
	families map[string]int // id → index
	rules    map[string]int
	declared map[string]spot // "family retinoid" → where it was first declared
	later    []func()        // what needs the ids of all files
	entries  map[entrySpot]spot
	ignores  []*ignored
	owner    string   // of the table that is being read
	hints    []func() // lints of what only the reading sees, for Lint
}

func (l *loader) load(fsys fs.FS, names []string) {
	if len(names) == 0 {
		found, err := ruleFiles(fsys)
		if err != nil {
			l.problems = append(l.problems, Problem{Code: "read", Message: err.Error(), File: "."})
			return
		}
		names = found
	}
	if len(names) == 0 || len(names) > MaxFiles {
		l.problems = append(l.problems, Problem{Code: "read", File: ".", Message: fmt.Sprintf("found %d rule files, expected 1 to %d", len(names), MaxFiles), Hint: "rule files end in .yaml"})
		return
	}
	l.declared = map[string]spot{}
	digest := sha256.New()
	total := 0
	for _, name := range names {
		s := &source{name: name, problems: &l.problems}
		readable := s.read(fsys)
		if total += len(s.text); total > MaxTotal {
			l.lost = append(l.lost, &lostFile{name: name, unseen: true})
			s.report(Problem{Code: "too-large", Message: "the rule files are larger than 16 MiB together; those from this one on are not read"})
			break
		}
		if !readable {
			l.lose(s)
			continue
		}
		fmt.Fprintf(digest, "%d %s\n%d\n", len(name), name, len(s.text))
		digest.Write(s.text)
		if root := s.parse(); root == nil || !l.file(s, root) || s.partial {
			l.lose(s)
		}
	}
	if l.guide == "" && (len(l.set.Concerns) > 0 || len(l.problems) == 0) && !slices.ContainsFunc(l.lost, (*lostFile).mayBeGuide) {
		l.problems = append(l.problems, Problem{Code: "no-guide", File: names[0], Message: "none of the rule files declares a guide (phases, skin types, product types)", Hint: "a file that begins with guide: must be among them"})
	}
	for i := 0; i < len(l.later); i++ { // what is called here may put off more
		l.later[i]()
	}
	l.familyCycles()
	l.set.Digest = hex.EncodeToString(digest.Sum(nil))
}

// file reads one file of either kind; false where it is neither.
func (l *loader) file(s *source, root *yaml.Node) bool {
	if !s.is(root, yaml.MappingNode, "a rule file") {
		return false
	}
	for i := 0; i < len(root.Content); i += 2 {
		switch root.Content[i].Value {
		case "guide":
			l.guideFile(s, root)
			return true
		case "concern":
			l.concernFile(s, root)
			return true
		}
	}
	s.node(root).report("missing-field", "a rule file must declare either guide: or concern:", "")
	return false
}

// afterwards has f called when the ids of all files are known.
func (l *loader) afterwards(f func()) { l.later = append(l.later, f) }

// declare notes that an id is taken, and reports it where it was taken before.
func (l *loader) declare(kind, id string, at spot) bool {
	if id == "" {
		return false
	}
	key := kind + " " + id
	if first, dup := l.declared[key]; dup {
		at.report("duplicate-id", fmt.Sprintf("%s %s is declared already, at %s:%d", kind, id, first.s.name, first.line), "")
		return false
	}
	l.declared[key] = at
	return true
}

// room reports where a set would hold more of a kind than its facts have bits for.
func (l *loader) room(kind string, count, most int, at spot) bool {
	if count < most {
		return true
	}
	at.report("limit", fmt.Sprintf("a rule set may have at most %d %s", most, kind), "")
	return false
}
