package rules

import (
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// TestSuffix ends the names of test files. They stand beside rule files, hold examples only, and are not part of a set.
const TestSuffix = ".test.yaml"

// Tests is a test file.
type Tests struct {
	File string
	// Title says what is tested.
	Title string
	// Rules are the paths of the rule files that are to be tested, relative to the file's directory, and guide for the
	// shipped ones. Where there are none, the rule files beside the test file are meant.
	Rules    []string
	Examples []Example
	Excuses  []Excuse
}

// Excuse says why no example can catch a change of a rule, which mutation testing would otherwise report.
type Excuse struct {
	Rule   string // id
	Change string // the change as mutation testing words it; * stands for any run of characters
	Reason string
	File   string
	Line   int
}

// TestHeader reads what a test file is about, without its examples: those need the set that Rules names.
func TestHeader(fsys fs.FS, name string) (*Tests, Problems) {
	return testFile(&Set{}, fsys, name, false)
}

// LoadTests reads a test file against the set that it tests. The error is Problems, as of Load: a test of a rule, family,
// phase or field that there is not is a mistake.
//
//	tests: Retinoids of our own brand
//	rules: [guide, clinic.yaml]          # optional; the rule files beside this one
//	examples: …                          # as in a concern file
//	excuses: …                           # as in a concern file; optional
func LoadTests(s *Set, fsys fs.FS, name string) (*Tests, Problems) {
	return testFile(s, fsys, name, true)
}

func testFile(set *Set, fsys fs.FS, name string, whole bool) (*Tests, Problems) {
	l := &loader{set: &Set{Guide: set.Guide, Families: set.Families, Rules: set.Rules}, declared: map[string]spot{}}
	t := &Tests{File: name}
	s := &source{name: name, problems: &l.problems}
	if !s.read(fsys) {
		return nil, l.problems
	}
	root := s.parse()
	if root == nil {
		return nil, l.problems
	}
	skip := func(*yaml.Node) {}
	examples, excuses := skip, skip
	if whole {
		examples = func(n *yaml.Node) { s.list(n, "examples", func(n *yaml.Node) { l.example(s, "", n) }) }
		excuses = func(n *yaml.Node) { s.list(n, "excuses", func(n *yaml.Node) { l.excuse(s, n) }) }
	}
	s.object(root, "a test file",
		s.textField("tests", true, &t.Title),
		s.textsField("rules", &t.Rules),
		field{"examples", true, examples},
		field{"excuses", false, excuses},
	)
	if l.problems.sort(); len(l.problems) > 0 {
		return nil, l.problems
	}
	t.Examples, t.Excuses = l.set.Examples, l.set.Excuses
	return t, nil
}

// excuse reads one excuse.
func (l *loader) excuse(s *source, n *yaml.Node) {
	e := Excuse{File: s.name, Line: n.Line}
	s.object(n, "an excuse",
		field{"rule", true, func(n *yaml.Node) {
			if at := s.choice(n, "rule", l.set.ruleIDs()); at >= 0 {
				e.Rule = n.Value
			}
		}},
		s.textField("change", true, &e.Change),
		s.textField("reason", true, &e.Reason),
	)
	l.set.Excuses = append(l.set.Excuses, e)
}

// familyList reads a list of family ids.
func (l *loader) familyList(s *source, list *yaml.Node) (ids []string) {
	s.list(list, "families", func(n *yaml.Node) {
		if at := s.choice(n, "family", l.set.familyIDs()); at >= 0 && !slices.Contains(ids, n.Value) {
			ids = append(ids, n.Value)
		}
	})
	return ids
}

// someOf reads a list of ids and returns them joined by commas.
func (l *loader) someOf(s *source, list *yaml.Node, name, kind string, known []string) string {
	var ids []string
	s.list(list, name, func(n *yaml.Node) {
		if at := s.choice(n, kind, known); at >= 0 {
			ids = append(ids, n.Value)
		}
	})
	return strings.Join(ids, ", ")
}
