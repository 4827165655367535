// Package ruleeditor knows what may stand at a place of a rule file, and what is known of what stands there: the part of the
// language server that does not depend on its protocol.
package ruleeditor

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// Cursor is a place in a rule file, which may be half written.
type Cursor struct {
	Path   []string // the keys above, outermost first, such as rules, verdict, first-48h
	Key    bool     // a key may stand here; else a value of the last key, or an entry of its list
	Before string   // what stands before the cursor of that key or value
	Word   string   // the end of Before that may be an id
}

// At finds the cursor at a line and a column, both from 0, the column in characters.
func At(text string, line, column int) Cursor {
	s := scanner{scalar: -1}
	number := 0
	for l := range strings.Lines(text) {
		l = strings.TrimRight(l, "\r\n")
		if number == line {
			return s.cursor(firstRunes(l, column))
		}
		s.line(l)
		number++
	}
	return s.cursor("")
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// scanner follows block and flow YAML line by line, and does not mind mistakes.
type scanner struct {
	block  []blockKey
	flow   []flowList
	quote  byte   // the quote that is open, or 0
	token  []byte // in flow or quotes: what stands since the last separator
	scalar int    // column of the key of a literal or folded text that goes on; -1 for none
}

// blockKey is a key on a line of its own, and what stands behind it and below of a plain text.
type blockKey struct {
	column int
	key    string
	value  string
}

// flowList is an open bracket or brace.
type flowList struct {
	brace bool
	key   string
	value bool // behind the colon of key
}

var keyForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^("[^"]*"|'[^']*'|[^\s"'\[\]{}#&*|>:,-][^:"'\[\]{}]*?)\s*:(?:\s+(.*))?$`)
})

// line follows a whole line.
func (s *scanner) line(l string) {
	indent := len(l) - len(strings.TrimLeft(l, " "))
	rest := l[indent:]
	switch {
	case s.scalar >= 0 && (rest == "" || indent > s.scalar):
		s.more(rest)
		return
	case len(s.flow) > 0 || s.quote != 0:
		s.flowText(rest)
		return
	case rest == "" || rest[0] == '#':
		return
	}
	s.scalar = -1
	column, rest := dashes(indent, rest)
	s.leave(column)
	m := keyForm().FindStringSubmatch(rest)
	switch {
	case m != nil:
		s.block = append(s.block, blockKey{column: column, key: strings.Trim(m[1], `"'`)})
		s.value(column, m[2])
	case opens(rest):
		s.flowText(rest)
	default:
		s.more(rest)
	}
}

// dashes passes the dashes of list entries.
func dashes(column int, rest string) (int, string) {
	for rest == "-" || strings.HasPrefix(rest, "- ") {
		after := strings.TrimLeft(rest[1:], " ")
		column += len(rest) - len(after)
		rest = after
	}
	return column, rest
}

// leave leaves the keys that end before a line which begins at a column.
func (s *scanner) leave(column int) {
	for len(s.block) > 0 && s.block[len(s.block)-1].column >= column {
		s.block = s.block[:len(s.block)-1]
	}
}

// value follows what stands behind the colon of a key.
func (s *scanner) value(column int, v string) {
	switch {
	case v != "" && (v[0] == '|' || v[0] == '>'):
		s.scalar = column
	case opens(v):
		s.flowText(v)
	default:
		s.more(v)
	}
}

func opens(v string) bool { return v != "" && strings.IndexByte(`{["'`, v[0]) >= 0 }

// maxBefore is how much of a long text before the cursor is kept.
const maxBefore = 4096

// more adds to the plain text of the last key.
func (s *scanner) more(text string) {
	if n := len(s.block); n > 0 {
		v := strings.TrimLeft(s.block[n-1].value+" "+text, " ")
		s.block[n-1].value = v[max(0, len(v)-maxBefore):]
	}
}

// flowText follows text in brackets, braces or quotes.
func (s *scanner) flowText(text string) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if s.quote != 0 {
			i = s.quoted(text, i)
			continue
		}
		blank := len(bytes.TrimSpace(s.token)) == 0
		switch {
		case c == '{' || c == '[':
			s.flow, s.token = append(s.flow, flowList{brace: c == '{'}), nil
		case c == '}' || c == ']':
			s.token = nil
			if len(s.flow) > 0 {
				s.flow = s.flow[:len(s.flow)-1]
			}
		case c == ',' && len(s.flow) > 0:
			top := &s.flow[len(s.flow)-1]
			top.key, top.value, s.token = "", false, nil
		case c == ':' && len(s.flow) > 0 && (i+1 == len(text) || text[i+1] == ' ') && !s.flow[len(s.flow)-1].value:
			top := &s.flow[len(s.flow)-1]
			top.key, top.value, s.token = strings.Trim(string(bytes.TrimSpace(s.token)), `"'`), true, nil
		case (c == '"' || c == '\'') && blank:
			s.quote, s.token = c, nil
		case c == '#' && (i == 0 || text[i-1] == ' '):
			i = len(text)
		default:
			s.token = append(s.token, c)
		}
	}
	if len(s.token) > 0 {
		s.token = append(s.token, ' ')
	}
	if len(s.flow) == 0 && s.quote == 0 {
		s.token = nil
	}
}

// quoted passes one character in quotes and returns its last byte.
func (s *scanner) quoted(text string, i int) int {
	c := text[i]
	switch {
	case c == '\\' && s.quote == '"' && i+1 < len(text):
		i++
		s.token = append(s.token, text[i])
	case c == '\'' && s.quote == '\'' && strings.HasPrefix(text[i+1:], "'"):
		i++
		s.token = append(s.token, c)
	case c == s.quote:
		s.quote = 0
	default:
		s.token = append(s.token, c)
	}
	return i
}

// cursor is the place behind the beginning of the next line.
func (s *scanner) cursor(l string) Cursor {
	indent := len(l) - len(strings.TrimLeft(l, " "))
	rest := l[indent:]
	switch {
	case s.scalar >= 0 && indent > s.scalar:
		s.more(rest)
		return s.place(false, s.block[len(s.block)-1].value)
	case len(s.flow) > 0 || s.quote != 0:
		return s.inFlow(rest)
	}
	column, entry := dashes(indent, rest)
	s.leave(column)
	m := keyForm().FindStringSubmatch(entry)
	switch n := len(s.block); {
	case m != nil:
		s.block = append(s.block, blockKey{column: column, key: strings.Trim(m[1], `"'`)})
		if opens(m[2]) {
			return s.inFlow(m[2])
		}
		return s.place(false, m[2])
	case opens(entry):
		return s.inFlow(entry)
	case entry != rest: // an entry of a list, or the first key of one
		return s.place(false, entry)
	case n > 0 && s.block[n-1].value != "":
		return s.place(false, s.block[n-1].value+" "+entry)
	}
	return s.place(true, entry)
}

func (s *scanner) inFlow(text string) Cursor {
	s.open(text)
	key := false
	if n := len(s.flow); n > 0 {
		key = s.flow[n-1].brace && !s.flow[n-1].value
	}
	return s.place(key, strings.TrimLeft(string(s.token), " "))
}

// open is flowText for the beginning of a line, which the end of the text does not end.
func (s *scanner) open(text string) {
	s.flowText(text)
	if n := len(s.token); n > 0 {
		s.token = s.token[:n-1]
	}
}

func (s *scanner) place(key bool, before string) Cursor {
	c := Cursor{Key: key, Before: before, Word: before[len(strings.TrimRightFunc(before, inID)):]}
	for _, b := range s.block {
		c.Path = append(c.Path, b.key)
	}
	for _, f := range s.flow {
		if f.key != "" && f.value {
			c.Path = append(c.Path, f.key)
		}
	}
	return c
}

// inID reports whether a character may stand in an id or in a name of a condition.
func inID(r rune) bool {
	return r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
