package rules

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// condition checks a rule's condition and adds what follows from it to the rule.
func (l *loader) condition(s *source, n *yaml.Node, r *Rule) {
	var places []place
	reader := conditionReader{set: l.set, words: l.set.vocabulary(), report: func(from, to int, code, message, hint string) {
		if len(r.When) > MaxCondition { // not worth following
			s.node(n).report(code, message, hint)
			return
		}
		if places == nil {
			places = s.places(n)
		}
		at := places[min(max(from, 0), len(places)-1)]
		spot := s.at(at.line, at.column, to-from)
		if strings.HasPrefix(code, "unknown-") {
			spot.name = strings.Trim(string([]rune(r.When)[from:to]), "\"'`")
		}
		spot.report(code, message, hint)
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

// place is a line and column, both from 1.
type place struct{ line, column int }

// places returns where in the file each character of a scalar's value stands, and where its end does. Quotes,
// escapes, folding and indentation are followed.
func (s *source) places(n *yaml.Node) []place {
	w := walker{s: s, style: n.Style}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		w.toLine(n.Line + 1)
		w.skipSpace() // indentation and blank lines before the text
	} else {
		w.toLine(n.Line)
		w.skipRunes(n.Column - 1)
	}
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		w.skipRunes(1)
	}
	var at []place
	for _, r := range n.Value {
		w.skipContinuation()
		at = append(at, w.at)
		if blank := r == ' ' || r == '\n' || r == '\t'; blank && !w.escape() {
			w.skipSpace() // at the first of several blanks; the others then find nothing to skip
		} else {
			w.skip()
		}
	}
	return append(at, w.at)
}

// walker follows a scalar's value through the text of the file.
type walker struct {
	s     *source
	style yaml.Style
	at    place
	rest  string // of the line, from at on
}

func (w *walker) toLine(line int) {
	w.at, w.rest = place{line, 1}, w.s.line(line)
}

func (w *walker) skipRunes(count int) {
	for range count {
		_, n := utf8.DecodeRuneInString(w.rest)
		w.rest = w.rest[n:]
	}
	w.at.column += count
}

// skipSpace passes all blanks and line ends up to the next text.
func (w *walker) skipSpace() {
	for {
		trimmed := strings.TrimLeft(w.rest, " \t")
		w.at.column += len(w.rest) - len(trimmed)
		w.rest = trimmed
		if trimmed != "" || w.at.line >= w.s.lineCount() {
			return
		}
		w.toLine(w.at.line + 1)
	}
}

// skipContinuation passes a line end that is escaped in double quotes, which is not part of the value.
func (w *walker) skipContinuation() {
	if w.style&yaml.DoubleQuotedStyle != 0 && w.rest == `\` {
		w.toLine(w.at.line + 1)
		w.skipSpace()
	}
}

// escape reports whether an escape such as \n or \u00e4 stands here.
func (w *walker) escape() bool {
	return w.style&yaml.DoubleQuotedStyle != 0 && strings.HasPrefix(w.rest, `\`)
}

// skip passes one character of the value as it is written.
func (w *walker) skip() {
	switch {
	case w.style&yaml.SingleQuotedStyle != 0 && strings.HasPrefix(w.rest, "''"):
		w.skipRunes(2)
	case w.escape() && len(w.rest) > 1:
		length, long := map[byte]int{'x': 4, 'u': 6, 'U': 10}[w.rest[1]]
		if !long {
			length = 2
		}
		w.skipRunes(length)
	default:
		w.skipRunes(1)
	}
}
