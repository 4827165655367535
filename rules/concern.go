package rules

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// concernFile reads a concern file: families now, rules and examples when the families of all files are known.
func (l *loader) concernFile(s *source, root *yaml.Node) {
	var concern, title string
	var families, rules, examples, excuses *yaml.Node
	keep := func(dst **yaml.Node) func(*yaml.Node) { return func(n *yaml.Node) { *dst = n } }
	s.object(root, "a concern file",
		s.idField("concern", &concern),
		s.textField("title", true, &title),
		l.ignoreField(s, func() string { return "" }),
		field{"families", false, keep(&families)},
		field{"rules", false, keep(&rules)},
		field{"examples", false, keep(&examples)},
		field{"excuses", false, keep(&excuses)},
	)
	l.declare("concern", concern, s.node(root))
	l.set.Concerns = append(l.set.Concerns, Concern{ID: concern, Title: title, File: s.name})
	if families != nil {
		s.entries(families, "families", func(key, value *yaml.Node) { l.family(s, concern, key, value) })
	}
	l.afterwards(func() {
		if rules != nil {
			s.list(rules, "rules", func(n *yaml.Node) { l.rule(s, concern, n) })
		}
	})
	l.afterwards(func() {
		l.afterwards(func() { // examples may name the rules of any file
			if examples != nil {
				s.list(examples, "examples", func(n *yaml.Node) { l.example(s, concern, n) })
			}
			if excuses != nil {
				s.list(excuses, "excuses", func(n *yaml.Node) { l.excuse(s, n) })
			}
		})
	})
}

// family reads one family of ingredients.
func (l *loader) family(s *source, concern string, key, value *yaml.Node) {
	f := Family{ID: s.id(key, "family"), Concern: concern, Parent: -1, Reported: true, File: s.name, Line: key.Line}
	var of, excludes, in *yaml.Node
	s.object(value, "a family",
		s.textField("title", true, &f.Title),
		field{"of", false, func(n *yaml.Node) { of = n }},
		s.boolField("reported", &f.Reported),
		field{"in", false, func(n *yaml.Node) { in = n }},
		s.numberField("among", false, true, 1, 100, func(n *yaml.Node, v float64) { f.Among = int(v) }),
		l.entriesField(s, &f, Names, &f.Names),
		l.entriesField(s, &f, Patterns, &f.Patterns),
		l.entriesField(s, &f, Except, &f.Except),
		field{"excludes", false, func(n *yaml.Node) { excludes = n }},
		l.ignoreField(s, func() string { return "family " + f.ID }),
		s.textField("note", false, &f.Note),
		s.textField("source", false, &f.Source),
	)
	if !l.room("families", len(l.set.Families), MaxFamilies, s.node(key)) || !l.declare("family", f.ID, s.node(key)) {
		return
	}
	at := len(l.set.Families)
	l.families[f.ID] = at
	l.set.Families = append(l.set.Families, f)
	if of != nil {
		l.afterwards(func() { l.set.Families[at].Parent = s.choice(of, "family", l.set.familyIDs()) })
	}
	if in != nil {
		l.afterwards(func() { l.set.Families[at].In = l.typeList(s, in) })
	}
	if excludes != nil {
		l.afterwards(func() { l.set.Families[at].Excludes = l.familyList(s, excludes) })
	}
}

// typeList reads a list of ids of product types.
func (l *loader) typeList(s *source, n *yaml.Node) (ids []string) {
	known := make([]string, len(l.set.Guide.Types))
	for i := range l.set.Guide.Types {
		known[i] = l.set.Guide.Types[i].ID
	}
	s.list(n, "a list of product types", func(item *yaml.Node) {
		if at := s.choice(item, "product type", known); at >= 0 {
			ids = append(ids, known[at])
		}
	})
	return ids
}

// entriesField is a field that holds names or patterns; lints need to know where each of them stands.
func (l *loader) entriesField(s *source, f *Family, list Entry, dst *[]string) field {
	return field{string(list), false, func(n *yaml.Node) {
		s.list(n, string(list), func(item *yaml.Node) {
			if t := s.text1(item, "an entry of "+string(list)); t != "" {
				*dst = append(*dst, t)
				l.entries[entrySpot{"family " + f.ID, list, t}] = s.node(item)
			}
		})
	}}
}

// familyCycles reports families that are part of themselves.
func (l *loader) familyCycles() {
	for i := range l.set.Families {
		f := &l.set.Families[i]
		for at, steps := f.Parent, 0; at >= 0; at, steps = l.set.Families[at].Parent, steps+1 {
			if at == i || steps > MaxFamilies {
				l.declared["family "+f.ID].report("cycle", "family "+f.ID+" is part of itself", "look at of: here and in its parents")
				f.Parent = -1
				break
			}
		}
	}
}

// rule reads one rule.
func (l *loader) rule(s *source, concern string, n *yaml.Node) {
	if len(l.set.Rules) >= MaxRules {
		if !l.full {
			l.full = true
			l.room("rules", MaxRules, MaxRules, s.node(n))
		}
		return
	}
	r := Rule{Concern: concern, File: s.name, Line: n.Line}
	var id, when, verdict, evidence *yaml.Node
	note := false
	s.object(n, "a rule",
		field{"id", true, func(n *yaml.Node) { id, r.ID, r.Line = n, s.id(n, "rule"), n.Line }},
		s.textField("title", true, &r.Title),
		field{"when", true, func(n *yaml.Node) { when = n }},
		field{"verdict", false, func(n *yaml.Node) { verdict = n }},
		s.boolField("note", &note),
		s.textField("because", true, &r.Because),
		s.textField("then", false, &r.Then),
		l.citesField(s, &r.Cites),
		l.ignoreField(s, func() string { return "rule " + r.ID }),
		field{"evidence", false, func(n *yaml.Node) { evidence = n }},
	)
	switch {
	case verdict != nil && note:
		s.node(verdict).report("table", "a rule with note: true only notes, and has no verdict", "leave out one of them")
	case verdict == nil && !note:
		s.node(n).report("missing-field", "a rule lacks the field verdict", "write note: true for a rule that only notes")
	case verdict != nil:
		l.owner = "rule " + r.ID
		r.Table = l.table(s, verdict, true)
	}
	if evidence != nil {
		s.object(evidence, "evidence", field{"grade", true, func(n *yaml.Node) {
			if at := s.choice(n, "evidence grade", l.set.evidenceIDs()); at >= 0 {
				r.Evidence = l.set.Guide.Evidence[at].ID
			}
		}}, s.textField("source", false, &r.EvidenceSource))
	}
	if when != nil {
		if r.When = s.text1(when, "when"); r.When != "" {
			l.condition(s, when, &r)
		}
	}
	if id != nil && l.declare("rule", r.ID, s.node(id)) {
		l.rules[r.ID] = len(l.set.Rules)
		l.set.Rules = append(l.set.Rules, r)
	}
}

// table reads a verdict table. In a rule's table every phase and skin type must have a verdict; in an example's,
// what is left out stays Silent.
func (l *loader) table(s *source, n *yaml.Node, whole bool) []Verdict {
	g := &l.set.Guide
	width := len(g.SkinTypes)
	table := make([]Verdict, len(g.Phases)*width)
	seen := make([]bool, len(g.Phases))
	s.entries(n, "a verdict table", func(key, value *yaml.Node) {
		p := s.choice(key, "phase", l.set.phaseIDs())
		if p < 0 {
			return
		}
		seen[p] = true
		l.row(s, value, table[p*width:(p+1)*width], whole)
	})
	if whole && n.Kind == yaml.MappingNode {
		var holes []string
		for p, ok := range seen {
			if !ok {
				holes = append(holes, g.Phases[p].ID)
			}
		}
		if len(holes) > 0 {
			s.node(n).report("table", "the verdict table says nothing of "+strings.Join(holes, ", "), "write none where the rule does not speak")
		}
	}
	return table
}

// row reads the verdicts of one phase: one for all skin types, or a mapping of skin types with default for the others.
func (l *loader) row(s *source, n *yaml.Node, row []Verdict, whole bool) {
	if n.Kind != yaml.MappingNode {
		v := l.verdict(s, n, whole)
		for i := range row {
			row[i] = v
		}
		return
	}
	seen := make([]bool, len(row))
	var others Verdict
	hasDefault := false
	s.entries(n, "a row of verdicts", func(key, value *yaml.Node) {
		if key.Value == "default" {
			others, hasDefault = l.verdict(s, value, whole), true
			return
		}
		if at := s.choice(key, "skin type", append(l.set.skinTypeIDs(), "default")); at >= 0 {
			row[at], seen[at] = l.verdict(s, value, whole), true
		}
	})
	if whole && hasDefault {
		owner := l.owner
		l.hints = append(l.hints, func() { l.lintRow(s, n, owner, row, seen, others) })
	}
	for i, ok := range seen {
		if ok {
			continue
		}
		if row[i] = others; !hasDefault && whole {
			s.node(n).report("table", "no verdict for skin type "+l.set.Guide.SkinTypes[i].ID, "add it, or default: for all others")
		}
	}
}

// lintRow reports cells of a row that overlap: a default that stands for nothing, and what says the same as default.
func (l *loader) lintRow(s *source, n *yaml.Node, owner string, row []Verdict, seen []bool, others Verdict) {
	if !slices.Contains(seen, false) {
		at := s.node(n)
		at.owner = owner
		at.warn("default-unused", "every skin type has a verdict of its own: default stands for none", "leave default out")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		skin := slices.Index(l.set.skinTypeIDs(), n.Content[i].Value)
		if skin >= 0 && row[skin] == others {
			at := s.node(n.Content[i])
			at.owner = owner
			at.warn("redundant-cell", fmt.Sprintf("%s says %s, as default does", n.Content[i].Value, others), "leave it out")
		}
	}
}

// verdict reads one cell. A rule may say everything but not-applicable, which the product type decides; an example
// expects everything but none, since a decided product always has a verdict.
func (l *loader) verdict(s *source, n *yaml.Node, rule bool) Verdict {
	words := verdictIDs[Silent:NotApplicable]
	first := Silent
	if !rule {
		words, first = verdictIDs[Suitable:], Suitable
	}
	if at := s.choice(n, "verdict", words); at >= 0 {
		return first + Verdict(at)
	}
	return Silent
}

// ExampleFields are the fields of an example beside expect and fires: what a catalog could say of a product.
var ExampleFields = []string{"type", "brand", "name", "category", "ingredients", "description", "claims", "spf", "ph", "use", "note"}

// example reads one example.
func (l *loader) example(s *source, concern string, n *yaml.Node) {
	e := Example{Concern: concern, File: s.name, Line: n.Line, Fields: map[string]string{}}
	before := len(*s.problems)
	var fields []field
	for _, name := range ExampleFields {
		fields = append(fields, field{name, false, func(v *yaml.Node) { l.exampleField(s, name, v, &e) }})
	}
	fields = append(fields,
		field{"expect", true, func(n *yaml.Node) { e.Expect = l.table(s, n, false) }},
		field{"fires", false, func(n *yaml.Node) { e.Fires = l.ruleList(s, n) }},
		field{"silent", false, func(n *yaml.Node) { e.Silent = l.ruleList(s, n) }},
		field{"families", false, func(n *yaml.Node) { e.Families = l.familyList(s, n) }},
	)
	if !s.object(n, "an example", fields...) {
		return
	}
	if sound := len(*s.problems) == before; sound && l.provesNothing(&e) {
		s.node(n).report("expects-nothing", "this example expects nothing: it would hold whatever the rules say", "write verdicts under expect:, or rules under fires: or silent:")
	}
	l.set.Examples = append(l.set.Examples, e)
}

// provesNothing reports whether an example holds whatever the rules say.
func (l *loader) provesNothing(e *Example) bool {
	return !slices.ContainsFunc(e.Expect, func(v Verdict) bool { return v != Silent }) && len(e.Fires)+len(e.Silent)+len(e.Families) == 0
}

// exampleField keeps a field as written; a number needs no quotes here.
func (l *loader) exampleField(s *source, name string, n *yaml.Node, e *Example) {
	switch {
	case name == "type" && n.Kind == yaml.SequenceNode:
		e.Fields[name] = l.someOf(s, n, name, "product type", l.set.typeIDs())
		return
	case name == "type":
		s.choice(n, "product type", l.set.typeIDs())
	case name == "use":
		s.choice(n, "use", uses)
	case name == "claims" && n.Kind == yaml.SequenceNode:
		e.Fields[name] = l.someOf(s, n, name, "claim", l.set.claimIDs())
		return
	case !s.is(n, yaml.ScalarNode, name):
		return
	case n.Tag == "!!null" || n.Tag == "!!bool":
		s.node(n).report("type", fmt.Sprintf("%s must be text or a number, found %s", name, shown(n)), "")
	}
	e.Fields[name] = n.Value
}

// ruleList reads a list of rule ids, which may be declared in a later file.
func (l *loader) ruleList(s *source, list *yaml.Node) (ids []string) {
	s.list(list, "rules", func(n *yaml.Node) {
		if at := s.choice(n, "rule", l.set.ruleIDs()); at >= 0 && !slices.Contains(ids, n.Value) {
			ids = append(ids, n.Value)
		}
	})
	return ids
}
