package rules

import (
	"fmt"
	"slices"
	"strings"
)

// Severity tells a mistake that stops a set from loading from one that does not.
type Severity uint8

const (
	Error   Severity = iota // the set is not loaded
	Warning                 // the set is loaded; see Set.Warnings
)

// String returns error or warning.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Problem is one mistake in a rule file.
type Problem struct {
	Severity Severity
	Code     string // stable, for filters and for looking it up: unknown-name, table …
	Message  string // what was found and what was expected
	Hint     string // what to do about it, such as the nearest valid name; may be empty
	File     string
	Line     int    // from 1; 0 where the problem is of the file as a whole
	Column   int    // from 1, in characters
	Length   int    // characters that are wrong, at least 1
	Text     string // the line of the file, without its end
	Name     string // of unknown-…: the name that there is not

	owner, entry string // of a lint: "family x" or "rule x", and the name or pattern it is about; for ignore:
}

// Owner returns what a lint is about: "rule x" or "family x"; empty where it is about a file or not known.
func (p Problem) Owner() string { return p.owner }

// Error returns the problem in one line: file:line:column: severity code: message; hint.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	fmt.Fprintf(&b, ": %s [%s]: %s", p.Severity, p.Code, p.Message)
	if p.Hint != "" {
		b.WriteString("; " + p.Hint)
	}
	return b.String()
}

// maxFrame is how many characters of a line a frame shows.
const maxFrame = 100

// Frame returns the line of the file with carets under what is wrong, or "" where there is no line to show.
func (p Problem) Frame() string {
	if p.Line == 0 || p.Text == "" {
		return ""
	}
	line := []rune(strings.Map(printable, p.Text))
	from := min(p.Column-1, len(line))
	start := 0
	if from > maxFrame*3/4 {
		start = from - maxFrame/2
	}
	end := min(len(line), start+maxFrame)
	carets := max(1, min(p.Length, end-from))
	number := fmt.Sprint(p.Line)
	margin := strings.Repeat(" ", len(number))
	return fmt.Sprintf("%s | %s\n%s | %s%s\n", number, string(line[start:end]), margin,
		strings.Repeat(" ", from-start), strings.Repeat("^", carets))
}

// printable keeps a frame's columns aligned and a terminal safe from control characters.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
		return ' '
	}
	return r
}

// Problems is every mistake of every file, in the order of files and lines. It is the error of Load.
type Problems []Problem

// Error returns every problem with its frame.
func (ps Problems) Error() string {
	var b strings.Builder
	for i, p := range ps {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Error())
		if f := p.Frame(); f != "" {
			b.WriteString("\n" + strings.TrimSuffix(f, "\n"))
		}
	}
	return b.String()
}

// Errors returns the problems of severity Error.
func (ps Problems) Errors() Problems { return ps.of(Error) }

// Warnings returns the problems of severity Warning.
func (ps Problems) Warnings() Problems { return ps.of(Warning) }

func (ps Problems) of(s Severity) Problems {
	var out Problems
	for _, p := range ps {
		if p.Severity == s {
			out = append(out, p)
		}
	}
	return out
}

// sort puts problems in the order of files and places, and drops repetitions.
func (ps Problems) sort() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return slices.Compact(ps)
}
