package ci

import (
	"bytes"
	"fmt"
	"strings"
)

// writeText writes the view for people: each issue with its frame, then one line that sums up.
func writeText(b *bytes.Buffer, r *Report, o Options) error {
	for i := range r.Issues {
		if o.Max > 0 && i == o.Max {
			fmt.Fprintf(b, "… and %d more; a format other than text lists them all\n", len(r.Issues)-i)
			break
		}
		b.WriteString(printable(r.Issues[i].full()))
		b.WriteByte('\n')
	}
	for _, n := range r.Notes {
		b.WriteString(printable(n) + "\n")
	}
	b.WriteString(r.sum() + "\n")
	return nil
}

// sum is the last line of text.
func (r *Report) sum() string {
	s := r.Summary
	if s == "" {
		s = count(r.Count(Error), "error") + ", " + count(r.Count(Warning), "warning")
		if n := r.Count(Note); n > 0 {
			s += ", " + count(n, "note")
		}
		if n := len(r.Cases); n > 0 {
			s += fmt.Sprintf(" (%d checked)", n)
		}
	}
	if r.Known > 0 {
		s += fmt.Sprintf("; %d more in the baseline", r.Known)
	}
	return s
}

func count(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// printable keeps control characters, which may come from a rule file or a catalog, away from a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0) {
			return ' '
		}
		return r
	}, s)
}
