package reports

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"screen/pipeline"
	"screen/rules"
)

// csvSink writes one row a product, comma-separated and quoted as RFC 4180 says, with LF line ends. Rejected rows are
// no products and have no row.
//
// A cell that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets read as "this
// is text"; see opensFormula.
type csvSink struct {
	w        io.Writer
	l        *layout
	raw      bool
	begun    bool
	escaped  atomic.Int64
	verdicts [rules.NotApplicable + 1]string // ",avoid"
	froms    []string                        // ",days-3-4" by phase + 1
}

func newCSV(w io.Writer, l *layout, raw bool) *csvSink {
	c := &csvSink{w: w, l: l, raw: raw}
	for v := range c.verdicts {
		c.verdicts[v] = "," + rules.Verdict(v).String()
	}
	c.froms = append(c.froms, ",")
	for _, p := range l.set.Guide.Phases {
		c.froms = append(c.froms, string(c.field([]byte{','}, p.ID)))
	}
	return c
}

// tableColumns are the columns of a products table, CSV and XLSX alike.
func (l *layout) tableColumns() []string {
	names := []string{"source", "sheet", "row", "id", "brand", "name", "price", "type", "leave_on", "spf", "list"}
	names = append(names, l.columns()...)
	for _, s := range l.skins {
		names = append(names, "suitable_from/"+l.skinID(s))
	}
	return append(names, "reasons", "unrecognized", "diagnostics")
}

func (c *csvSink) Append(dst []byte, r *pipeline.Result) []byte {
	dst = c.field(dst, r.Source)
	dst = c.field(append(dst, ','), r.Sheet)
	dst = strconv.AppendInt(append(dst, ','), int64(r.Row), 10)
	dst = c.field(append(dst, ','), r.ID)
	dst = c.field(append(dst, ','), r.Brand)
	dst = c.field(append(dst, ','), r.Name)
	dst = c.field(append(dst, ','), r.Price)
	dst = c.field(append(dst, ','), kind(r))
	dst = strconv.AppendBool(append(dst, ','), r.Facts.LeaveOn)
	dst = append(dst, ',')
	if r.Facts.SPF >= 0 {
		dst = strconv.AppendInt(dst, int64(r.Facts.SPF), 10)
	}
	dst = append(dst, ',')
	dst = append(dst, r.Facts.List.String()...)
	for _, cell := range c.l.cells {
		dst = append(dst, c.verdicts[r.Decision.Verdicts[cell.at]]...)
	}
	for _, s := range c.l.skins {
		dst = append(dst, c.froms[r.Decision.SuitableFrom[s]+1]...)
	}
	dst = append(dst, ',')
	start := len(dst)
	dst = c.quote(c.l.appendReasons(dst, r), start)
	dst = strconv.AppendInt(append(dst, ','), int64(len(r.Unknown)), 10)
	dst = append(dst, ',')
	start = len(dst)
	dst = c.quote(appendDiagnosticWords(dst, r.Diagnostics), start)
	return append(dst, '\n')
}

// appendDiagnosticWords appends diagnostics in one line: "ingredients: list cut off; price: not a number".
func appendDiagnosticWords(dst []byte, all []pipeline.Diagnostic) []byte {
	for i, d := range all {
		if i > 0 {
			dst = append(dst, "; "...)
		}
		if d.Column != "" {
			dst = append(dst, d.Column...)
			dst = append(dst, ": "...)
		}
		dst = append(dst, d.Message...)
	}
	return dst
}

func (c *csvSink) AppendRejected(dst []byte, _ *pipeline.Rejected) []byte { return dst }

func (c *csvSink) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	var header []byte
	for i, name := range c.l.tableColumns() {
		if i > 0 {
			header = append(header, ',')
		}
		header = c.field(header, name)
	}
	return writeAll(c.w, append(header, '\n'))
}

func (c *csvSink) Write(rendered []byte) error {
	if err := c.begin(); err != nil {
		return err
	}
	return writeAll(c.w, rendered)
}

func (c *csvSink) Close(*pipeline.Summary) error { return c.begin() }

func (c *csvSink) notes() []string {
	n := c.escaped.Load()
	if n == 0 {
		return nil
	}
	return []string{fmt.Sprintf("CSV cells that a spreadsheet would take for formulas, written with an apostrophe before them: %d (--raw leaves them as they are)", n)}
}

// field appends s as one cell.
func (c *csvSink) field(dst []byte, s string) []byte {
	if s == "" {
		return dst
	}
	if plainCell(s) {
		return append(dst, s...)
	}
	start := len(dst)
	return c.quote(append(dst, s...), start)
}

// quote makes dst[start:] one cell.
func (c *csvSink) quote(dst []byte, start int) []byte {
	text := dst[start:]
	if len(text) == 0 || plainCell(text) {
		return dst
	}
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		repaired := strings.ReplaceAll(strings.ToValidUTF8(string(text), "\uFFFD"), "\x00", "\uFFFD")
		dst = append(dst[:start], repaired...)
		text = dst[start:]
	}
	formula := !c.raw && opensFormula(text)
	if formula {
		c.escaped.Add(1)
	}
	quotes, mustQuote := 0, text[0] == ' '
	for _, b := range text {
		switch b {
		case '"':
			quotes++
			mustQuote = true
		case ',', '\n', '\r', '\t':
			mustQuote = true
		}
	}
	extra := quotes
	if mustQuote {
		extra += 2
	}
	if formula {
		extra++
	}
	if extra == 0 {
		return dst
	}
	return spread(dst, start, extra, mustQuote, formula)
}

// spread moves dst[start:] apart from behind, to make place for doubled quotes, the quotes around and the apostrophe.
func spread(dst []byte, start, extra int, quoted, formula bool) []byte {
	end := len(dst)
	for range extra {
		dst = append(dst, 0)
	}
	to := len(dst) - 1
	if quoted {
		dst[to] = '"'
		to--
	}
	for from := end - 1; from >= start; from-- {
		dst[to] = dst[from]
		to--
		if quoted && dst[from] == '"' {
			dst[to] = '"'
			to--
		}
	}
	if formula {
		dst[to] = '\''
		to--
	}
	if quoted {
		dst[to] = '"'
	}
	return dst
}

// csvPlain says which bytes stand in a cell as they are and are no reason to look closer.
var csvPlain = func() (plain [256]bool) {
	for c := 0x20; c < utf8.RuneSelf; c++ {
		plain[c] = c != '"' && c != ','
	}
	return plain
}()

// csvOpens says which bytes may open a formula, or spaces that a spreadsheet trims.
var csvOpens = [256]bool{' ': true, '=': true, '+': true, '-': true, '@': true}

// plainCell reports that nothing in a cell, which is not empty, asks for a closer look.
func plainCell[T string | []byte](s T) bool {
	for i := range len(s) {
		if !csvPlain[s[i]] {
			return false
		}
	}
	return !csvOpens[s[0]]
}

// opensFormula reports whether a spreadsheet may take a cell for a formula: it begins with = + - @ or their full-width
// forms, or with a tab or line break; spaces before count as nothing, since some spreadsheets trim them. A plain number
// (-5, +3.5 %) and a lone sign are left alone.
func opensFormula(text []byte) bool {
	i := 0
	for i < len(text) && text[i] == ' ' {
		i++
	}
	if i == len(text) {
		return false
	}
	switch text[i] {
	case '\t', '\r', '\n', '=', '@':
		return true
	case '+', '-':
		return !isNumber(text[i+1:])
	}
	r, _ := utf8.DecodeRune(text[i:])
	return r == '＝' || r == '＋' || r == '－' || r == '＠'
}

// isNumber reports whether text is digits with points or commas between them, and at most a percent sign behind; a
// lone sign has no text behind it and counts as one.
func isNumber(text []byte) bool {
	for i, b := range text {
		digit := b >= '0' && b <= '9'
		inner := (b == '.' || b == ',') && i > 0 && i < len(text)-1
		percent := b == '%' && i > 0 && i == len(text)-1
		if !digit && !inner && !percent {
			return false
		}
	}
	return true
}
