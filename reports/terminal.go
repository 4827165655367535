package reports

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text builds a text for a terminal.
type text struct{ bytes.Buffer }

// line writes its parts and a line end.
func (t *text) line(parts ...string) {
	for _, p := range parts {
		t.WriteString(p)
	}
	t.WriteByte('\n')
}

// table writes rows with their columns aligned; the columns from the first numeric one on are flush right. Empty cells
// at a row's end take no room.
func (t *text) table(indent string, numeric int, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		line.WriteString(indent)
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i > 0 {
				line.WriteString("  ")
			}
			if i >= numeric {
				line.WriteString(pad + cell)
			} else {
				line.WriteString(cell + pad)
			}
		}
		t.line(strings.TrimRight(line.String(), " "))
	}
}

// para writes words wrapped at 100 columns, each line behind an indent.
func (t *text) para(indent, words string) {
	width := 0
	for _, word := range strings.Fields(words) {
		n := utf8.RuneCountInString(word)
		if width > 0 && width+1+n > 100 {
			t.line()
			width = 0
		}
		if width == 0 {
			t.WriteString(indent)
			width = utf8.RuneCountInString(indent)
		} else {
			t.WriteByte(' ')
			width++
		}
		t.WriteString(word)
		width += n
	}
	if width > 0 {
		t.line()
	}
}

// shown makes foreign text fit for one line of a terminal: line breaks and tabs become spaces, and what could steer a
// terminal, turn the direction of writing or is no UTF-8 becomes U+FFFD.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r) || isBidiControl(r):
			return utf8.RuneError
		}
		return r
	}, s)
}

// isBidiControl tells the characters that override the direction of writing.
func isBidiControl(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// clip cuts s after n characters, with a mark.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// figure writes a count with thousands apart: 1,234,567.
func figure(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// percent writes a share of a whole: 12.5 %.
func percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 1, 64) + " %"
}
