package rules

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// ignored is an entry of ignore: in a file, a family or a rule. It switches a lint off there.
//
//	ignore:
//	  - {code: shadowed, reason: the milder rule explains why}
//	  - {code: pattern-matches-nothing, for: "Retinyl *", reason: new esters come every year}
type ignored struct {
	file   string
	owner  string // "family x" or "rule x"; empty where it holds for the whole file
	code   string
	entry  string // the name or pattern that is meant; empty for all
	reason string
	at     spot
	used   bool
}

// ignoreField is the field ignore of a file (owner is empty), a family or a rule.
func (l *loader) ignoreField(s *source, owner func() string) field {
	return field{"ignore", false, func(list *yaml.Node) {
		s.list(list, "ignore", func(n *yaml.Node) {
			i := &ignored{file: s.name, at: s.node(n)}
			ok := s.object(n, "an entry of ignore",
				field{"code", true, func(n *yaml.Node) {
					if s.choice(n, "code", lintCodes()) >= 0 {
						i.code, i.at = n.Value, s.node(n)
					}
				}},
				s.textField("for", false, &i.entry),
				s.textField("reason", true, &i.reason),
			)
			if ok && i.code != "" {
				l.ignores = append(l.ignores, i)
				l.afterwards(func() { i.owner = owner() }) // the id may stand below
			}
		})
	}}
}

func lintCodes() []string {
	var codes []string
	for _, k := range lintKinds {
		if k.Lint {
			codes = append(codes, k.Code)
		}
	}
	return codes
}

// applyIgnores takes out what the files ignore. With stale, entries that nothing matched are reported.
func (l *loader) applyIgnores(stale bool) {
	l.problems = slices.DeleteFunc(l.problems, func(p Problem) bool {
		hit := false
		for _, i := range l.ignores {
			if i.code == p.Code && i.file == p.File && (i.owner == "" || i.owner == p.owner) && (i.entry == "" || i.entry == p.entry) {
				i.used, hit = true, true
			}
		}
		return hit
	})
	for _, i := range l.ignores {
		if stale && !i.used {
			i.at.warn("stale-ignore", i.code+" is ignored here, but there is nothing to ignore", "leave the entry out")
		}
	}
}
