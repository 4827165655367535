package catalog

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// delimiters that are tried, the commonest first.
var delimiters = []string{",", ";", "\t", "|", ":", "^", "~", "||", ";;", "::", "^^", "~~", "|~|", "~|~", "#|#", "|;|", "$$", "@@"}

var delimNames = map[string]string{",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ":": "colon", "^": "caret", "~": "tilde", oneColumn: "one column"}

// oneColumn is the delimiter of a file that has a single column: a byte that no text holds.
const oneColumn = "\x1f"

func delimName(d []byte) string {
	if n := delimNames[string(d)]; n != "" {
		return n
	}
	return fmt.Sprintf("%q", d)
}

// words is how the dialect stands in Table.Format.
func (d *dialect) words() string {
	s := delimName(d.delim)
	switch d.quote {
	case '\'':
		s += ", single quotes"
	case 0:
		s += ", no quotes"
	}
	if d.escape != 0 {
		s += ", backslash escapes"
	}
	switch {
	case d.nl == '\r':
		s += ", CR line ends"
	case d.crlf:
		s += ", CRLF line ends"
	}
	return s
}

// findDialect finds how the text is written. mixed says that line ends are mixed, so that carriage returns must be made line
// feeds before reading.
func findDialect(text []byte, whole bool, o *Options) (best *dialect, mixed bool, err error) {
	base := dialect{quote: '"', nl: '\n', maxField: o.MaxField, maxRecord: o.MaxRecord}
	delims, err := givenDelimiter(o.Delimiter)
	if err != nil {
		return nil, false, err
	}
	quotes, err := givenQuote(o.Quote)
	if err != nil {
		return nil, false, err
	}
	escapes, err := givenEscape(o.Escape)
	if err != nil {
		return nil, false, err
	}
	end, err := givenLineEnd(o.LineEnd)
	if err != nil {
		return nil, false, err
	}
	if end == "cr" || end == "" && bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') >= 0 {
		base.nl = '\r'
	}
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' && base.nl == '\n' && end != "any" {
		base.crlf = true
	}
	if len(text) > 64<<10 {
		text, whole = text[:64<<10], false
	}
	if end == "any" {
		best, _ = bestDialect(base, delims, quotes, escapes, loneReturns(text), whole)
		return best, true, nil
	}
	best, most := bestDialect(base, delims, quotes, escapes, text, whole)
	if end != "" {
		return best, false, nil
	}
	if lone := bytes.Count(text, crBytes) - bytes.Count(text, []byte("\r\n")); base.nl == '\n' && lone > 0 {
		fed := loneReturns(text)
		if d, s := bestDialect(base, delims, quotes, escapes, fed, whole); s > most+0.02 {
			d.crlf = false
			return d, true, nil
		}
	}
	return best, false, nil
}

// loneReturns is a copy of text whose carriage returns are line feeds where none follows.
func loneReturns(text []byte) []byte {
	c := bytes.Clone(text)
	for i := range c {
		if c[i] == '\r' && (i+1 == len(c) || c[i+1] != '\n') {
			c[i] = '\n'
		}
	}
	return c
}

func givenDelimiter(s string) ([]string, error) {
	switch strings.ToLower(s) {
	case "":
		return delimiters, nil
	case "tab", `\t`:
		return []string{"\t"}, nil
	case "space":
		return nil, &OptionError{Option: "delimiter", Value: s, Known: []string{",", ";", "tab", "|", ":", "^", "~"}}
	}
	for name, word := range delimNames {
		if strings.EqualFold(name, s) || strings.EqualFold(word, s) {
			return []string{name}, nil
		}
	}
	if len(s) > 8 || strings.ContainsAny(s, "\r\n\"' ") {
		return nil, &OptionError{Option: "delimiter", Value: s, Known: []string{",", ";", "tab", "|", ":", "^", "~"}}
	}
	return []string{s}, nil
}

func givenQuote(s string) ([]byte, error) {
	switch strings.ToLower(s) {
	case "":
		return []byte{'"', '\''}, nil
	case "none":
		return []byte{0}, nil
	case `"`, "double":
		return []byte{'"'}, nil
	case "'", "single":
		return []byte{'\''}, nil
	}
	return nil, &OptionError{Option: "quote", Value: s, Known: []string{"double", "single", "none"}}
}

func givenEscape(s string) ([]byte, error) {
	switch strings.ToLower(s) {
	case "":
		return []byte{0, '\\'}, nil
	case "none":
		return []byte{0}, nil
	case "backslash", `\`:
		return []byte{'\\'}, nil
	}
	return nil, &OptionError{Option: "escape", Value: s, Known: []string{"backslash", "none"}}
}

func givenLineEnd(s string) (string, error) {
	switch s = strings.ToLower(s); s {
	case "", "lf", "cr", "any":
		return s, nil
	case "crlf":
		return "lf", nil
	}
	return "", &OptionError{Option: "line-end", Value: s, Known: []string{"lf", "crlf", "cr", "any"}}
}

// bestDialect tries every delimiter that the text holds with every quote and escape, and takes the one whose records agree
// best.
func bestDialect(base dialect, delims []string, quotes, escapes []byte, text []byte, whole bool) (*dialect, float64) {
	var best *dialect
	most := -1e9
	try := func(d dialect) {
		if s := d.agreement(text, whole); s > most+1e-9 {
			best, most = &d, s
		}
	}
	if len(delims) > 1 {
		delims = append(slices.Clip(delims), unusualDelimiters(text)...)
	}
	for _, del := range delims {
		if len(delims) > 1 && (!bytes.Contains(text, []byte(del)) || onlyIn(text, del, delims)) {
			continue
		}
		for _, q := range quotes {
			if q == '\'' && len(quotes) > 1 && !quotesCells(text, del, base.nl) {
				continue
			}
			for _, esc := range escapes {
				if esc != 0 && (q == 0 || len(escapes) > 1 && !bytes.Contains(text, []byte{esc, q})) {
					continue
				}
				d := base
				d.delim, d.quote, d.escape = []byte(del), q, esc
				try(d)
			}
		}
	}
	if len(delims) > 1 {
		d := base
		d.delim = []byte(oneColumn)
		try(d)
	}
	return best, most
}

// onlyIn tells whether del stands in the text only as a part of a longer one of delims: of "|~|", neither "|" nor "~" is one.
func onlyIn(text []byte, del string, delims []string) bool {
	n := bytes.Count(text, []byte(del))
	for _, long := range delims {
		if len(long) > len(del) && strings.Contains(long, del) && strings.Trim(long, del) != "" && bytes.Count(text, []byte(long))*strings.Count(long, del) == n {
			return true
		}
	}
	return false
}

// unusualDelimiters finds signs between words that may be delimiters: the same number of them stands in each of the first lines.
func unusualDelimiters(text []byte) (found []string) {
	const most = 4 // characters of a delimiter, and delimiters
	counts := map[string]int{}
	lines := 0
	for line := range bytes.FieldsFuncSeq(text, lineEnd) {
		if lines++; lines > 3 {
			break
		}
		here := map[string]int{}
		for _, s := range strings.FieldsFunc(string(line), func(r rune) bool {
			return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.IsSpace(r) || strings.ContainsRune("\"'()[]{}%.,;_&/+*-", r)
		}) {
			if utf8.RuneCountInString(s) <= most && !slices.Contains(delimiters, s) && utf8.ValidString(s) && len(here) < 50 {
				here[s]++
			}
		}
		if lines == 1 {
			counts = here
			continue
		}
		for s, n := range counts {
			if here[s] != n {
				delete(counts, s)
			}
		}
	}
	if lines < 2 {
		return nil
	}
	for s := range counts {
		found = append(found, s)
	}
	slices.Sort(found)
	return found[:min(len(found), most)]
}

// quotesCells tells whether single quotes enclose cells: they open and close cells often, and double quotes never do.
func quotesCells(text []byte, delim string, nl byte) bool {
	edge := func(q string) int {
		return bytes.Count(text, []byte(delim+q)) + bytes.Count(text, []byte(q+delim)) + bytes.Count(text, []byte(string(nl)+q)) + bytes.Count(text, []byte(q+string(nl))) + bytes.Count(text, []byte(q+"\r"))
	}
	return edge("'") >= 6 && edge(`"`) == 0
}

// sampleRecords bounds how many records are looked at.
const sampleRecords = 200

// agreement rates the dialect: records have as many cells as the header, the header's cells are known and not empty, and
// quotes are sound and used.
func (d *dialect) agreement(text []byte, whole bool) float64 {
	var p parsed
	var widths []int
	cells, faults, quoted, hits, headerAt, headerWidth, gaps := 0, 0, 0, 0, 0, 0, 0
	for at := 0; at < len(text) && len(widths) < sampleRecords; {
		p.fields = p.fields[:0]
		next, ok := d.record(text, at, whole, &p)
		if !ok {
			break
		}
		at = next
		if len(p.fields) <= 1 && blank(text[p.start:p.end]) {
			continue
		}
		widths = append(widths, len(p.fields))
		if p.fault != sound || p.stray != 0 {
			faults++
		}
		for _, c := range p.fields {
			cells++
			if c.start > 0 && d.quote != 0 && text[c.start-1] == d.quote {
				quoted++
			}
		}
		if len(widths) <= 30 && len(p.fields) < 500 {
			if n := d.headerHits(text, &p); n > hits {
				hits, headerAt, headerWidth, gaps = n, len(widths)-1, len(p.fields), emptyCells(&p)
			}
		}
	}
	if len(widths) == 0 {
		return -1e6
	}
	if hits == 0 {
		headerAt, headerWidth = 0, mode(widths)
	}
	if headerWidth == 0 {
		return -1e5 // every record is damaged
	}
	same := 0
	for _, w := range widths[headerAt:] {
		if w == headerWidth {
			same++
		}
	}
	rows := float64(len(widths) - headerAt)
	agree := float64(same) / rows
	return agree*float64(headerWidth-1)/float64(headerWidth) + 0.1*agree - 0.5*float64(gaps)/float64(max(headerWidth, 1)) + 0.3*float64(min(hits, 4)) -
		0.5*float64(faults)/rows + 0.2*float64(quoted)/float64(max(cells, 1))
}

func emptyCells(p *parsed) int {
	n := 0
	for _, c := range p.fields {
		if c.start == c.end&cellMask {
			n++
		}
	}
	return n
}

// headerHits counts the fields that the record's cells name.
func (d *dialect) headerHits(text []byte, p *parsed) int {
	var seen [NumFields]bool
	n := 0
	for _, c := range p.fields {
		b := text[c.start : c.end&cellMask]
		if len(b) == 0 || len(b) > 60 {
			continue
		}
		if s, _ := meanings(string(b)); s != nil && !seen[s[0].field] {
			seen[s[0].field] = true
			n++
		}
	}
	return n
}

// mode is the commonest of ws, the larger one of two.
func mode(ws []int) int {
	count := map[int]int{}
	best := 0
	for _, w := range ws {
		count[w]++
	}
	for w, n := range count {
		if n > count[best] || n == count[best] && w > best {
			best = w
		}
	}
	return best
}
