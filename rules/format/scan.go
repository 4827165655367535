package format

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// scanner passes over one leaf of the source.
type scanner struct {
	lines    []string
	line     int      // of rest, from 1
	rest     string   // of the line
	text     []string // what was passed; the last line is not yet complete while scanning
	comments bool
}

// pass moves n bytes of the line to text.
func (s *scanner) pass(n int) {
	if len(s.text) == 0 {
		s.text = append(s.text, "")
	}
	s.text[len(s.text)-1] += s.rest[:n]
	s.rest = s.rest[n:]
}

// next goes to the next line; false at the end of the file.
func (s *scanner) next() bool {
	if s.line >= len(s.lines) {
		return false
	}
	if len(s.text) == 0 {
		s.text = append(s.text, "")
	}
	s.rest = s.lines[s.line]
	s.line++
	s.text = append(s.text, "")
	return true
}

// quoted passes a text in quotes; rest begins with the quote.
func (s *scanner) quoted() {
	quote := s.rest[0]
	s.pass(1)
	for {
		i := strings.IndexByte(s.rest, quote)
		if slash := strings.IndexByte(s.rest, '\\'); quote == '"' && slash >= 0 && (i < 0 || slash < i) {
			s.pass(min(slash+2, len(s.rest)))
			continue
		}
		if i < 0 {
			s.pass(len(s.rest))
			if !s.next() {
				return
			}
			continue
		}
		s.pass(i + 1)
		if quote == '\'' && strings.HasPrefix(s.rest, "'") {
			s.pass(1)
			continue
		}
		return
	}
}

// brackets passes a collection in brackets, with the comments inside.
func (s *scanner) brackets() {
	depth := 0
	begin := true // of a word: a quote elsewhere is a part of it
	for {
		if s.rest == "" {
			if !s.next() {
				return
			}
			begin = true
			continue
		}
		c := s.rest[0]
		blankBefore := begin
		begin = strings.IndexByte(" \t,[{:", c) >= 0
		switch {
		case c == '#' && blankBefore && !strings.HasSuffix(s.passed(), ":"):
			s.comments = true
			s.pass(len(s.rest))
			continue
		case (c == '"' || c == '\'') && blankBefore:
			s.quoted()
			continue
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		}
		s.pass(1)
		if depth == 0 {
			return
		}
	}
}

func (s *scanner) passed() string {
	if len(s.text) == 0 {
		return ""
	}
	return s.text[len(s.text)-1]
}

// plain passes a plain scalar, whose value is known: all lines that hold words of it.
func (s *scanner) plain(value string) {
	words := strings.Fields(value)
	for {
		line := s.rest
		if i := strings.Index(line, " #"); i >= 0 {
			line = line[:i]
		}
		s.pass(len(strings.TrimRight(line, " \t\r")))
		words = words[min(len(words), len(strings.Fields(line))):]
		if len(words) == 0 || !s.next() {
			return
		}
	}
}

// blockText passes the lines of a block scalar, which are indented deeper than its key or dash, or blank.
func (s *scanner) blockText(depth int) {
	for s.line < len(s.lines) {
		l := s.lines[s.line]
		if strings.TrimSpace(l) != "" && len(l)-len(strings.TrimLeft(l, " ")) <= depth {
			break
		}
		s.line++
		s.text = append(s.text, l)
	}
	for len(s.text) > 1 && strings.TrimSpace(s.text[len(s.text)-1]) == "" { // blank lines that follow it
		s.text = s.text[:len(s.text)-1]
		s.line--
	}
}

// extent finds a leaf in the source.
func (p *printer) extent(owner, v *yaml.Node) extent {
	s := scanner{lines: p.lines, line: v.Line, rest: from(p.lines[v.Line-1], v.Column)}
	switch {
	case v.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		mark := s.rest
		if i := strings.Index(mark, " #"); i >= 0 {
			mark = mark[:i]
		}
		s.pass(len(mark))
		e := extent{comment: commentIn(s.rest)}
		s.blockText(p.depth(owner))
		e.text, e.end = s.text, s.line
		return e
	case v.Kind != yaml.ScalarNode:
		s.brackets()
	case v.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		s.quoted()
	default:
		s.plain(v.Value)
	}
	return extent{text: s.text, comment: commentIn(s.rest), end: s.line, comments: s.comments}
}

// depth is how deep a key or a list's dash is indented.
func (p *printer) depth(owner *yaml.Node) int { return owner.Column - 1 }

func commentIn(rest string) string {
	if i := strings.IndexByte(rest, '#'); i >= 0 {
		return strings.TrimRight(rest[i:], " \t\r")
	}
	return ""
}
