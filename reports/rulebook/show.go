package rulebook

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"screen/rules"
)

// MaxNames is how many names a terminal gets of a family.
const MaxNames = 40

// Show writes every rule, family, statement and concern with the id; found is false where there is none. Lists of names are
// cut to max, and say so; 0 shows all.
func Show(w io.Writer, set *rules.Set, id string, max int) (found bool, err error) {
	var b strings.Builder
	if i, ok := set.RuleIndex(id); ok {
		showRule(&b, set, &set.Rules[i])
	}
	if i, ok := set.FamilyIndex(id); ok {
		showFamily(&b, set, i, max)
	}
	if i, ok := set.StatementIndex(id); ok {
		s := set.Guide.Statements[i]
		fmt.Fprintf(&b, "statement %s\n  %s\n  where     %s\n  cited by  %s\n", s.ID, s.Says, s.Where, list(citing(set, id)))
	}
	for _, c := range set.Concerns {
		if c.ID == id && b.Len() == 0 {
			showConcern(&b, set, c)
		}
	}
	_, err = io.WriteString(w, b.String())
	return b.Len() > 0, err
}

func list(ids []string) string {
	if len(ids) == 0 {
		return "–"
	}
	return strings.Join(ids, ", ")
}

func showRule(b *strings.Builder, set *rules.Set, r *rules.Rule) {
	fmt.Fprintf(b, "rule %s: %s\n", r.ID, r.Title)
	field := func(name, text string) {
		if text != "" {
			fmt.Fprintf(b, "  %-9s %s\n", name, strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n            "))
		}
	}
	field("concern", r.Concern)
	field("file", fmt.Sprintf("%s:%d", r.File, r.Line))
	field("when", r.When)
	if r.Table == nil {
		field("verdict", "none: it only notes")
	} else {
		b.WriteString("  verdict\n")
		t := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
		for p := range set.Guide.Phases {
			fmt.Fprintf(t, "            %s\t%s\n", set.Guide.Phases[p].ID, Row(set, r.Table, p))
		}
		t.Flush()
	}
	field("because", r.Because)
	field("then", r.Then)
	if r.Evidence != "" {
		field("evidence", evidenceTitle(set, r.Evidence)+": "+r.EvidenceSource)
	}
	for _, id := range r.Cites {
		if i, ok := set.StatementIndex(id); ok {
			field("cites", id+": "+set.Guide.Statements[i].Says)
		}
	}
	for _, f := range r.Families {
		family := &set.Families[f]
		field("asks for", fmt.Sprintf("%s: %s, %d names, %d patterns%s", family.ID, family.Title, len(family.Names), len(family.Patterns), andParts(set, f)))
	}
	for _, q := range r.Quantities {
		field("asks for", quantity(set, set.Quantities[q]))
	}
}

func andParts(set *rules.Set, family int) string {
	if p := parts(set, family); len(p) > 0 {
		return "; with " + strings.Join(p, ", ")
	}
	return ""
}

func quantity(set *rules.Set, q rules.Quantity) string {
	id := set.Families[q.Family].ID
	switch q.Kind {
	case rules.Above:
		return fmt.Sprintf("%s, possibly above %g percent", id, q.Percent)
	case rules.Stated:
		return fmt.Sprintf("%s, stated at %g percent or more", id, q.Percent)
	}
	return id + ", among the leading ingredients"
}

// Counts says where the names of a family count: "in exfoliant, among the first 5"; empty where they do everywhere.
func Counts(f *rules.Family) string {
	var where []string
	if len(f.In) > 0 {
		where = append(where, "in "+strings.Join(f.In, ", "))
	}
	if f.Among > 0 {
		where = append(where, fmt.Sprintf("among the first %d", f.Among))
	}
	return strings.Join(where, ", ")
}

func showFamily(b *strings.Builder, set *rules.Set, at, max int) {
	f := &set.Families[at]
	fmt.Fprintf(b, "family %s: %s\n", f.ID, f.Title)
	field := func(name, text string) {
		if text != "" && text != "–" {
			fmt.Fprintf(b, "  %-9s %s\n", name, text)
		}
	}
	field("concern", f.Concern)
	field("file", fmt.Sprintf("%s:%d", f.File, f.Line))
	if f.Parent >= 0 {
		field("part of", set.Families[f.Parent].ID)
	}
	field("parts", list(parts(set, at)))
	field("counts", Counts(f))
	field("excludes", list(f.Excludes))
	field("rules", list(Asking(set, at)))
	field("note", f.Note)
	field("source", f.Source)
	if !f.Reported {
		field("reported", "no: only rules see it")
	}
	entries := func(name string, items []string) {
		for i, item := range items {
			if max > 0 && i == max {
				fmt.Fprintf(b, "  %-9s … and %d more; --all shows them\n", "", len(items)-i)
				return
			}
			if i > 0 {
				name = ""
			}
			fmt.Fprintf(b, "  %-9s %s\n", name, item)
		}
	}
	entries("names", f.Names)
	entries("patterns", f.Patterns)
	entries("except", f.Except)
}

func showConcern(b *strings.Builder, set *rules.Set, c rules.Concern) {
	fmt.Fprintf(b, "concern %s: %s\n  file      %s\n", c.ID, c.Title, c.File)
	for _, i := range rulesOf(set, c.ID) {
		fmt.Fprintf(b, "  rule      %s: %s\n", set.Rules[i].ID, set.Rules[i].Title)
	}
	for _, i := range familiesOf(set, c.ID) {
		fmt.Fprintf(b, "  family    %s: %s\n", set.Families[i].ID, set.Families[i].Title)
	}
}

// List writes all rules with their verdicts, and all families and statements, a line each.
func List(w io.Writer, set *rules.Set) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%s, version %s: %d rules, %d families, %d statements\n\nRULE", set.Guide.Title, set.Guide.Version, len(set.Rules), len(set.Families), len(set.Guide.Statements))
	for _, p := range set.Guide.Phases {
		fmt.Fprintf(t, "\t%s", p.ID)
	}
	fmt.Fprintln(t, "\tTITLE")
	for i := range set.Rules {
		r := &set.Rules[i]
		fmt.Fprint(t, r.ID)
		for p := range set.Guide.Phases {
			if r.Table == nil {
				fmt.Fprint(t, "\tnote")
			} else {
				fmt.Fprintf(t, "\t%s", Row(set, r.Table, p))
			}
		}
		fmt.Fprintf(t, "\t%s\n", r.Title)
	}
	fmt.Fprintln(t, "\nFAMILY\tNAMES\tPATTERNS\tPART OF\tTITLE")
	for i := range set.Families {
		f := &set.Families[i]
		parent := "–"
		if f.Parent >= 0 {
			parent = set.Families[f.Parent].ID
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%s\t%s\n", f.ID, len(f.Names), len(f.Patterns), parent, f.Title)
	}
	fmt.Fprintln(t, "\nSTATEMENT\tRULES\tSAYS")
	for _, s := range set.Guide.Statements {
		fmt.Fprintf(t, "%s\t%d\t%s\n", s.ID, len(citing(set, s.ID)), s.Says)
	}
	return t.Flush()
}

// IDs returns all ids that Show knows.
func IDs(set *rules.Set) (ids []string) {
	for i := range set.Rules {
		ids = append(ids, set.Rules[i].ID)
	}
	for i := range set.Families {
		ids = append(ids, set.Families[i].ID)
	}
	for _, s := range set.Guide.Statements {
		ids = append(ids, s.ID)
	}
	for _, c := range set.Concerns {
		ids = append(ids, c.ID)
	}
	return ids
}
