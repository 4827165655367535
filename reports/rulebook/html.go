package rulebook

import (
	"bytes"
	_ "embed"
	"html/template"
	"strings"

	"screen/rules"
)

//go:embed page.html
var pageText string

// html returns the reference as one page without scripts and without anything from elsewhere.
func html(set *rules.Set) ([]byte, error) {
	page, err := template.New("page").Funcs(template.FuncMap{
		"row":   func(r *rules.Rule, phase int) string { return Row(set, r.Table, phase) },
		"worst": func(r *rules.Rule, phase int) string { return worst(set, r.Table, phase).String() },
		"cell": func(r *rules.Rule, phase, skin int) rules.Verdict {
			return r.Table[phase*len(set.Guide.SkinTypes)+skin]
		},
		"word":     word,
		"hours":    hours,
		"rules":    func(c rules.Concern) (out []*rules.Rule) { return pick(set.Rules, rulesOf(set, c.ID)) },
		"families": func(c rules.Concern) (out []*rules.Family) { return pick(set.Families, familiesOf(set, c.ID)) },
		"asking":   func(f *rules.Family) []string { i, _ := set.FamilyIndex(f.ID); return Asking(set, i) },
		"parts":    func(f *rules.Family) []string { i, _ := set.FamilyIndex(f.ID); return parts(set, i) },
		"parent": func(f *rules.Family) string {
			if f.Parent < 0 {
				return ""
			}
			return set.Families[f.Parent].ID
		},
		"citing":   func(s rules.Statement) []string { return citing(set, s.ID) },
		"evidence": func(r *rules.Rule) string { return evidenceTitle(set, r.Evidence) },
		"says": func(id string) string {
			i, ok := set.StatementIndex(id)
			if !ok {
				return ""
			}
			return set.Guide.Statements[i].Says
		},
		"first": func(line string) string { name, _, _ := strings.Cut(line, "|"); return strings.TrimSpace(name) },
		"other": func(line string) string { _, others, _ := strings.Cut(line, "|"); return strings.TrimSpace(others) },
		"trim":  strings.TrimSpace,
	}).Parse(pageText)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = page.Execute(&b, set)
	return b.Bytes(), err
}

func pick[T any](items []T, at []int) (out []*T) {
	for _, i := range at {
		out = append(out, &items[i])
	}
	return out
}
