// Package rulebook writes a rule set for people: single entries as text, and the whole set as a browsable reference in
// Markdown and HTML, with the matrix of verdicts.
package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"screen/rules"
)

// Row words the verdicts of one phase for all skin types: "avoid", or "caution; avoid for sensitive". A dash stands for none.
func Row(set *rules.Set, table []rules.Verdict, phase int) string {
	width := len(set.Guide.SkinTypes)
	row := table[phase*width : (phase+1)*width]
	usual := row[0]
	for _, v := range row {
		if times(row, v) > times(row, usual) {
			usual = v
		}
	}
	var b strings.Builder
	b.WriteString(word(usual))
	for v := rules.Silent; v <= rules.NotApplicable; v++ {
		var skins []string
		for i, cell := range row {
			if cell == v && v != usual {
				skins = append(skins, set.Guide.SkinTypes[i].ID)
			}
		}
		if len(skins) > 0 {
			fmt.Fprintf(&b, "; %s for %s", word(v), strings.Join(skins, ", "))
		}
	}
	return b.String()
}

func times(row []rules.Verdict, v rules.Verdict) (n int) {
	for _, cell := range row {
		if cell == v {
			n++
		}
	}
	return n
}

func word(v rules.Verdict) string {
	if v == rules.Silent {
		return "–"
	}
	return v.String()
}

// worst is the strictest verdict of a phase; it colours a cell.
func worst(set *rules.Set, table []rules.Verdict, phase int) rules.Verdict {
	width := len(set.Guide.SkinTypes)
	return slices.Max(table[phase*width : (phase+1)*width])
}

// hours says when a phase is.
func hours(p rules.Phase) string {
	if p.To == 0 {
		return fmt.Sprintf("from hour %d", p.From)
	}
	return fmt.Sprintf("hours %d to %d", p.From, p.To)
}

// Asking returns the rules whose conditions ask for a family itself.
func Asking(set *rules.Set, family int) (ids []string) {
	for i := range set.Rules {
		r := &set.Rules[i]
		asks := slices.Contains(r.Families, family)
		for _, q := range r.Quantities {
			asks = asks || set.Quantities[q].Family == family
		}
		if asks {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// parts returns the families that are part of one.
func parts(set *rules.Set, family int) (ids []string) {
	for i := range set.Families {
		if set.Families[i].Parent == family {
			ids = append(ids, set.Families[i].ID)
		}
	}
	return ids
}

// citing returns the rules that cite a statement.
func citing(set *rules.Set, statement string) (ids []string) {
	for i := range set.Rules {
		if slices.Contains(set.Rules[i].Cites, statement) {
			ids = append(ids, set.Rules[i].ID)
		}
	}
	return ids
}

func evidenceTitle(set *rules.Set, grade string) string {
	for _, e := range set.Guide.Evidence {
		if e.ID == grade {
			return e.ID + " (" + e.Title + ")"
		}
	}
	return grade
}

// ofConcern returns the indexes of what belongs to a concern.
func ofConcern[T any](items []T, concern string, of func(*T) string) (found []int) {
	for i := range items {
		if of(&items[i]) == concern {
			found = append(found, i)
		}
	}
	return found
}

func rulesOf(set *rules.Set, concern string) []int {
	return ofConcern(set.Rules, concern, func(r *rules.Rule) string { return r.Concern })
}

func familiesOf(set *rules.Set, concern string) []int {
	return ofConcern(set.Families, concern, func(f *rules.Family) string { return f.Concern })
}
