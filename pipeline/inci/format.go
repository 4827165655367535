package inci

import (
	"strconv"
	"strings"
)

// Format writes a list in a form that Parse reads back as the same items: one section a line, a percentage in
// brackets behind its ingredient, the parts of a blend in braces, and names that would be read differently by
// themselves between ‹ and ›. What was passed over is left out.
func Format(l *List) string {
	var b strings.Builder
	part, section := -1, Main
	notes := [3]bool{}
	for i := 0; i < len(l.Items); i++ {
		it := &l.Items[i]
		if it.Parent >= 0 {
			continue
		}
		switch {
		case int(it.Part) != part:
			if part >= 0 {
				b.WriteByte('\n')
			}
			if len(l.Parts) > 0 {
				b.WriteString("Step " + strconv.Itoa(int(it.Part)+1) + ":\n")
			}
			part, section = int(it.Part), Main
			if it.Section != Main {
				section = it.Section
				b.WriteString(sectionName[section])
			}
		case it.Section != section:
			section = it.Section
			b.WriteByte('\n')
			b.WriteString(sectionName[section])
		default:
			b.WriteString(", ")
		}
		formatItem(&b, l, i, &notes)
	}
	if notes[noteEssential] {
		b.WriteString("\n*Essential oil")
	}
	if notes[noteFragrance] {
		b.WriteString("\n**Natural fragrance")
	}
	return b.String()
}

var sectionName = [...]string{Main: "Inactive ingredients: ", Active: "Active ingredients: ", MayContain: "May contain: "}

// formatItem writes item i, and its parts.
func formatItem(b *strings.Builder, l *List, i int, notes *[3]bool) {
	it := &l.Items[i]
	name := l.Text[it.Start:it.End]
	if it.Match == Exact && plainName(name) {
		b.WriteString(name)
	} else {
		b.WriteString(quoteOpen)
		b.WriteString(name)
		b.WriteString(quoteClose)
	}
	switch {
	case it.Stated == 0: // "0%" would say that there is none
		b.WriteString(" (0 ppm)")
	case it.Stated > 0:
		b.WriteString(" (" + strconv.FormatFloat(float64(it.Stated), 'f', -1, 32) + "%)")
	}
	if it.ceiling > 0 {
		b.WriteString(" (<" + strconv.FormatFloat(float64(it.ceiling), 'f', -1, 32) + "%)")
	}
	first := true
	for j := i + 1; j < len(l.Items); j++ {
		if int(l.Items[j].Parent) < i {
			break
		}
		if int(l.Items[j].Parent) != i {
			continue
		}
		if first {
			b.WriteString(" {")
			first = false
		} else {
			b.WriteString(", ")
		}
		formatItem(b, l, j, notes)
	}
	if !first {
		b.WriteByte('}')
	}
	switch it.note {
	case noteEssential:
		b.WriteString("*")
	case noteFragrance:
		b.WriteString("**")
	}
	notes[it.note] = true
}

// plainName reports whether a known name is read as itself wherever it stands.
func plainName(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isAlnum(c), c == ' ', c == '-' && i > 0 && i+1 < len(s):
		default:
			return false
		}
	}
	return isLetter(s[0]) && s[len(s)-1] != ' '
}
