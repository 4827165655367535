package rules

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// condition checks a rule's condition and adds what follows from it to the rule.
func (l *loader) condition(s *source, n *yaml.Node, r *Rule) {
	places := s.places(n)
	reader := conditionReader{set: l.set, report: func(from, to int, code, message, hint string) {
		line, column := places(from)
		s.at(line, column, to-from).report(code, message, hint)
	}}
	f := reader.read(r.When)
	if f == nil {
		return
	}
	if _, err := compile(r.When, l.set); err != nil { // the reader lets nothing through that does not compile
		reader.syntax(err)
		return
	}
	r.Families, r.Quantities = f.evidence()
	r.formula = f
}

// places returns where in the file the characters of a scalar stand: a function from the character's number in the
// scalar's value to its line and column. Quotes, escapes, folding and indentation are followed.
func (s *source) places(n *yaml.Node) func(character int) (line, column int) {
	w := walker{s: s, line: n.Line, column: n.Column - 1, style: n.Style}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		w.line, w.column = n.Line+1, 0
		w.skipSpace() // indentation and blank lines before the text
	} else if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		w.column++
	}
	type place struct{ line, column int }
	var at []place
	for _, r := range []rune(n.Value) {
		w.skipContinuation()
		at = append(at, place{w.line, w.column + 1})
		if blank := r == ' ' || r == '\n' || r == '\t'; blank && !w.escape() {
			w.skipSpace() // at the first of several blanks; the others then find nothing to skip
		} else {
			w.skip()
		}
	}
	at = append(at, place{w.line, w.column + 1})
	return func(i int) (int, int) {
		p := at[min(max(i, 0), len(at)-1)]
		return p.line, p.column
	}
}

// walker follows a scalar's value through the text of the file. Column counts characters from 0.
type walker struct {
	s            *source
	line, column int
	style        yaml.Style
}

// rest returns the text of the line from where the walker stands.
func (w *walker) rest() string {
	text := w.s.line(w.line)
	for range w.column {
		_, n := utf8.DecodeRuneInString(text)
		text = text[n:]
	}
	return text
}

// skipSpace passes all blanks and line ends up to the next text.
func (w *walker) skipSpace() {
	for w.line <= w.s.lineCount() {
		rest := w.rest()
		trimmed := strings.TrimLeft(rest, " \t")
		w.column += len(rest) - len(trimmed)
		if trimmed != "" {
			return
		}
		w.line, w.column = w.line+1, 0
	}
}

// skipContinuation passes a line end that is escaped in double quotes, which is not part of the value.
func (w *walker) skipContinuation() {
	if w.style&yaml.DoubleQuotedStyle != 0 && w.rest() == `\` {
		w.line, w.column = w.line+1, 0
		w.skipSpace()
	}
}

// escape reports whether an escape such as \n or \u00e4 stands here.
func (w *walker) escape() bool {
	return w.style&yaml.DoubleQuotedStyle != 0 && strings.HasPrefix(w.rest(), `\`)
}

// skip passes one character of the value as it is written.
func (w *walker) skip() {
	rest := w.rest()
	switch {
	case w.style&yaml.SingleQuotedStyle != 0 && strings.HasPrefix(rest, "''"):
		w.column += 2
	case w.escape() && len(rest) > 1:
		length, long := map[byte]int{'x': 4, 'u': 6, 'U': 10}[rest[1]]
		if !long {
			length = 2
		}
		w.column += length
	default:
		w.column++
	}
}
