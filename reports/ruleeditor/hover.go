package ruleeditor

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"screen/pipeline"
	"screen/pipeline/product"
	"screen/reports/rulebook"
	"screen/rules"
)

// hoverNames is how many names of a family a hover shows.
const hoverNames = 12

// Hover is what is known of a word, as Markdown, and the columns of its line that it stands in, from 0, in characters.
type Hover struct {
	Markdown string
	From, To int
}

// HoverAt says what is known of what stands at a line and column of a file, both from 0; nil where that is nothing. The screener
// is that of the set.
func HoverAt(text string, line, column int, s *pipeline.Screener) *Hover {
	l := lineOf(text, line)
	if column < 0 || column > len(l) {
		return nil
	}
	from, to := column, column
	for from > 0 && inID(l[from-1]) {
		from--
	}
	for to < len(l) && inID(l[to]) {
		to++
	}
	c := At(text, line, to)
	for _, k := range kinds(c) {
		if md := about(s.Rules, k, c.Word); md != "" {
			return &Hover{md, from, to}
		}
	}
	switch key(c.Path, 0) {
	case "names", "patterns", "except":
		return ingredient(l, column, `|"'[]{}`, s)
	case "ingredients":
		return ingredient(l, column, `,"'{}`, s)
	}
	return nil
}

func lineOf(text string, line int) []rune {
	for l := range strings.Lines(text) {
		if line == 0 {
			return []rune(strings.TrimRight(l, "\r\n"))
		}
		line--
	}
	return nil
}

// about is what a set says of a word of a kind.
func about(set *rules.Set, k Kind, word string) string {
	switch k {
	case Family:
		if i, ok := set.FamilyIndex(word); ok {
			return family(set, i)
		}
		return ""
	case Rule:
		if i, ok := set.RuleIndex(word); ok {
			return rule(set, &set.Rules[i])
		}
		return ""
	case Lint:
		if x, ok := rules.KindOf(word); ok {
			return fmt.Sprintf("**%s** (lint `%s`)\n\n%s\n", x.Title, x.Code, x.Help)
		}
		return ""
	case Statement:
		if i, ok := set.StatementIndex(word); ok {
			st := set.Guide.Statements[i]
			return fmt.Sprintf("%s\n\n%s (statement `%s`)\n", st.Says, st.Where, st.ID)
		}
		return ""
	}
	for _, w := range k.words(set, Cursor{}) {
		if w.Text == word && w.Title != "" {
			return fmt.Sprintf("%s (%s `%s`)\n", w.Title, k, word)
		}
	}
	return ""
}

// family tells of a family: names, and the rules that ask for it with their verdicts and citations.
func family(set *rules.Set, at int) string {
	f := &set.Families[at]
	var b strings.Builder
	fmt.Fprintf(&b, "**%s** (family `%s`", f.Title, f.ID)
	if f.Parent >= 0 {
		fmt.Fprintf(&b, ", part of `%s`", set.Families[f.Parent].ID)
	}
	b.WriteString(")\n")
	paragraph(&b, f.Note)
	if len(f.Names) > 0 {
		names := make([]string, 0, hoverNames)
		for _, entry := range f.Names[:min(hoverNames, len(f.Names))] {
			first, _, _ := strings.Cut(entry, "|")
			names = append(names, strings.TrimSpace(first))
		}
		more := ""
		if n := len(f.Names) - len(names); n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		paragraph(&b, strings.Join(names, ", ")+more)
	}
	if len(f.Patterns) > 0 {
		paragraph(&b, fmt.Sprintf("%d patterns, %d exceptions", len(f.Patterns), len(f.Except)))
	}
	paragraph(&b, f.Source)
	for _, id := range rulebook.Asking(set, at) {
		i, _ := set.RuleIndex(id)
		table(&b, set, &set.Rules[i])
	}
	return b.String()
}

// rule tells of a rule: why, when, its verdicts and citations.
func rule(set *rules.Set, r *rules.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s** (rule `%s`)\n", r.Title, r.ID)
	paragraph(&b, strings.TrimSpace(r.Because+" "+r.Then))
	fmt.Fprintf(&b, "\n```\n%s\n```\n", strings.TrimSpace(r.When))
	table(&b, set, r)
	return b.String()
}

// table words a rule's verdicts and what it cites.
func table(b *strings.Builder, set *rules.Set, r *rules.Rule) {
	fmt.Fprintf(b, "\n- rule `%s`: ", r.ID)
	if r.Table == nil {
		b.WriteString("it only notes")
	}
	for p := range set.Guide.Phases {
		if r.Table == nil {
			break
		}
		if p > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(b, "%s %s", set.Guide.Phases[p].ID, rulebook.Row(set, r.Table, p))
	}
	b.WriteByte('\n')
	for _, id := range r.Cites {
		if i, ok := set.StatementIndex(id); ok {
			st := set.Guide.Statements[i]
			fmt.Fprintf(b, "  - `%s` (%s): %s\n", id, st.Where, st.Says)
		}
	}
}

func paragraph(b *strings.Builder, text string) {
	if text != "" {
		b.WriteString("\n" + text + "\n")
	}
}

// ingredient tells to which families the ingredient at a column belongs. The marks divide ingredients in the line.
func ingredient(l []rune, column int, marks string, s *pipeline.Screener) *Hover {
	from, to := min(column, len(l)), min(column, len(l))
	for from > 0 && !strings.ContainsRune(marks, l[from-1]) {
		from--
	}
	for to < len(l) && !strings.ContainsRune(marks, l[to]) {
		to++
	}
	name := strings.TrimSpace(strings.TrimLeft(string(l[from:to]), " -"))
	if utf8.RuneCountInString(name) < 2 || strings.ContainsAny(name, "*#") {
		return nil
	}
	w := s.NewWorker()
	r := w.Screen(&pipeline.Input{Text: product.Text{Ingredients: name}})
	var b strings.Builder
	for i := range r.List.Items {
		it := &r.List.Items[i]
		if it.Entry == nil {
			fmt.Fprintf(&b, "**%s** is not known\n", name)
			continue
		}
		fmt.Fprintf(&b, "**%s**\n", it.Entry.Name)
		known := false
		for f := range s.Rules.Families {
			if it.Families[f/64]>>(f%64)&1 != 0 {
				b.WriteString("\n" + family(s.Rules, f))
				known = true
			}
		}
		if !known {
			paragraph(&b, "It belongs to no family.")
		}
	}
	if b.Len() == 0 {
		return nil
	}
	return &Hover{b.String(), from, to}
}
