package rules

import (
	"cmp"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Bounds of a guide, set by the bits of Facts and by the size of verdict tables.
const (
	MaxTypes     = 32
	MaxClaims    = 64
	MaxPhases    = 32
	MaxSkinTypes = 32
)

// uses are the ways to use a product type, as guide files write them.
var uses = []string{"leave-on", "rinse-off", "either"}

// guideFile reads the guide file.
func (l *loader) guideFile(s *source, root *yaml.Node) {
	if l.guide != "" {
		s.node(root).report("duplicate-guide", "a second guide; the first is "+l.guide, "a rule set has one guide file")
		return
	}
	l.guide = s.name
	g := &l.set.Guide
	s.object(root, "a guide file",
		s.idField("guide", &g.ID),
		s.textField("title", true, &g.Title),
		s.textField("version", true, &g.Version),
		s.textField("source", false, &g.Source),
		l.ignoreField(s, func() string { return "" }),
		s.numberField("readable", true, false, 0, 1, func(_ *yaml.Node, v float64) { g.Readable = v }),
		field{"phases", true, func(n *yaml.Node) { l.phases(s, n) }},
		field{"skin_types", true, func(n *yaml.Node) { l.skinTypes(s, n) }},
		field{"types", true, func(n *yaml.Node) { l.types(s, n) }},
		field{"claims", false, func(n *yaml.Node) { l.claims(s, n) }},
		field{"verdicts", true, func(n *yaml.Node) { l.verdicts(s, n) }},
		field{"evidence", false, func(n *yaml.Node) { l.evidence(s, n) }},
		field{"statements", false, func(n *yaml.Node) { l.statements(s, n) }},
		field{"advice", false, func(n *yaml.Node) { l.advice(s, n) }},
	)
}

func (l *loader) phases(s *source, list *yaml.Node) {
	g := &l.set.Guide
	s.list(list, "phases", func(n *yaml.Node) {
		var p Phase
		last := len(g.Phases) > 0 && g.Phases[len(g.Phases)-1].To == 0
		hours := func(dst *int) func(*yaml.Node, float64) { return func(_ *yaml.Node, v float64) { *dst = int(v) } }
		s.object(n, "a phase", s.idField("id", &p.ID), s.textField("title", true, &p.Title),
			s.numberField("from", true, true, 0, 1e6, hours(&p.From)), s.numberField("to", false, true, 1, 1e6, hours(&p.To)))
		before := 0
		if len(g.Phases) > 0 {
			before = g.Phases[len(g.Phases)-1].To
		}
		switch {
		case last:
			s.node(n).report("phases", "this phase follows one without an end (to)", "only the last phase may be open")
		case p.From != before:
			s.node(n).report("phases", fmt.Sprintf("phase %s begins at hour %d, expected %d, where the phase before it ends", p.ID, p.From, before), "phases leave no gap and do not overlap")
		case p.To != 0 && p.To <= p.From:
			s.node(n).report("phases", fmt.Sprintf("phase %s ends at hour %d, before it begins", p.ID, p.To), "")
		}
		if l.room("phases", len(g.Phases), MaxPhases, s.node(n)) && l.declare("phase", p.ID, s.node(n)) {
			g.Phases = append(g.Phases, p)
		}
	})
	l.notEmpty(s, list, "phases", len(g.Phases))
}

func (l *loader) skinTypes(s *source, list *yaml.Node) {
	g := &l.set.Guide
	s.list(list, "skin_types", func(n *yaml.Node) {
		var t SkinType
		s.object(n, "a skin type", s.idField("id", &t.ID), s.textField("title", true, &t.Title))
		if t.ID == "default" {
			s.node(n).report("id", "a skin type cannot be called default", "default stands for all others in a verdict table")
		}
		if l.room("skin types", len(g.SkinTypes), MaxSkinTypes, s.node(n)) && l.declare("skin type", t.ID, s.node(n)) {
			g.SkinTypes = append(g.SkinTypes, t)
		}
	})
	l.notEmpty(s, list, "skin_types", len(g.SkinTypes))
}

func (l *loader) types(s *source, list *yaml.Node) {
	g := &l.set.Guide
	s.list(list, "types", func(n *yaml.Node) {
		t := ProductType{Applies: true}
		use, used := -1, false
		s.object(n, "a product type", s.idField("id", &t.ID), s.textField("title", true, &t.Title), s.boolField("applies", &t.Applies),
			field{"use", false, func(n *yaml.Node) { use, used = s.choice(n, "use", uses), true }})
		t.LeaveOn, t.RinseOff = use == 0 || use == 2, use == 1 || use == 2
		if t.Applies && !used {
			s.node(n).report("missing-field", "a product type that is put on skin lacks the field use", "use: leave-on, rinse-off or either; or applies: false")
		}
		if l.room("product types", len(g.Types), MaxTypes, s.node(n)) && l.declare("product type", t.ID, s.node(n)) {
			g.Types = append(g.Types, t)
		}
	})
	l.notEmpty(s, list, "types", len(g.Types))
}

func (l *loader) claims(s *source, list *yaml.Node) {
	g := &l.set.Guide
	s.list(list, "claims", func(n *yaml.Node) {
		var c Claim
		s.object(n, "a claim", s.idField("id", &c.ID), s.textField("title", true, &c.Title))
		if l.room("claims", len(g.Claims), MaxClaims, s.node(n)) && l.declare("claim", c.ID, s.node(n)) {
			g.Claims = append(g.Claims, c)
		}
	})
}

// verdicts reads the wording of verdicts: each but none must have one.
func (l *loader) verdicts(s *source, list *yaml.Node) {
	g := &l.set.Guide
	s.list(list, "verdicts", func(n *yaml.Node) {
		var v VerdictText
		s.object(n, "a verdict", field{"id", true, func(n *yaml.Node) {
			at := s.choice(n, "verdict", verdictIDs[Suitable:])
			if at >= 0 {
				v.Verdict = Suitable + Verdict(at)
				l.declare("verdict", v.Verdict.String(), s.node(n))
			}
		}}, s.textField("title", true, &v.Title), s.textField("means", true, &v.Means))
		g.Verdicts = append(g.Verdicts, v)
	})
	for v := Suitable; v <= NotApplicable; v++ {
		if _, ok := l.declared["verdict "+v.String()]; !ok {
			s.node(list).report("missing-field", "verdicts lacks the wording of "+v.String(), "")
		}
	}
	slices.SortFunc(g.Verdicts, func(a, b VerdictText) int { return cmp.Compare(a.Verdict, b.Verdict) })
}

func (l *loader) evidence(s *source, list *yaml.Node) {
	s.list(list, "evidence", func(n *yaml.Node) {
		var e EvidenceGrade
		s.object(n, "an evidence grade", s.idField("id", &e.ID), s.textField("title", true, &e.Title))
		if l.declare("evidence grade", e.ID, s.node(n)) {
			l.set.Guide.Evidence = append(l.set.Guide.Evidence, e)
		}
	})
}

func (l *loader) statements(s *source, list *yaml.Node) {
	s.list(list, "statements", func(n *yaml.Node) {
		var t Statement
		s.object(n, "a statement", s.idField("id", &t.ID), s.textField("where", true, &t.Where), s.textField("says", true, &t.Says))
		if l.declare("statement", t.ID, s.node(n)) {
			l.set.Guide.Statements = append(l.set.Guide.Statements, t)
		}
	})
}

// advice reads what is asked of a person; without phases it holds in all of them.
func (l *loader) advice(s *source, list *yaml.Node) {
	s.list(list, "advice", func(n *yaml.Node) {
		var a Advice
		var phases *yaml.Node
		s.object(n, "advice", s.idField("id", &a.ID), s.textField("text", true, &a.Text),
			field{"phases", false, func(n *yaml.Node) { phases = n }},
			l.citesField(s, &a.Cites))
		if !l.declare("advice", a.ID, s.node(n)) {
			return
		}
		at := len(l.set.Guide.Advice)
		l.set.Guide.Advice = append(l.set.Guide.Advice, a)
		l.afterwards(func() { l.set.Guide.Advice[at].Phases = l.phaseList(s, phases) })
	})
}

// phaseList reads a list of phase ids; nil stands for all of them.
func (l *loader) phaseList(s *source, list *yaml.Node) (phases []int) {
	if list == nil {
		for i := range l.set.Guide.Phases {
			phases = append(phases, i)
		}
		return phases
	}
	s.list(list, "phases", func(n *yaml.Node) {
		if at := s.choice(n, "phase", l.set.phaseIDs()); at >= 0 && !slices.Contains(phases, at) {
			phases = append(phases, at)
		}
	})
	slices.Sort(phases)
	return phases
}

// citesField reads a list of statement ids, which are checked when all are known.
func (l *loader) citesField(s *source, dst *[]string) field {
	return field{"cites", false, func(list *yaml.Node) {
		s.list(list, "cites", func(n *yaml.Node) {
			id := s.id(n, "an entry of cites")
			if id == "" {
				return
			}
			*dst = append(*dst, id)
			l.afterwards(func() {
				if _, ok := l.declared["statement "+id]; !ok {
					s.node(n).unknown("statement", id, "the guide has no statement "+id, l.set.statementIDs())
				}
			})
		})
	}}
}

func (l *loader) notEmpty(s *source, n *yaml.Node, what string, count int) {
	if n.Kind == yaml.SequenceNode && len(n.Content) == 0 && count == 0 {
		s.node(n).report("value", what+" is empty", "")
	}
}
