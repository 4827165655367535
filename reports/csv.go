package reports

import (
	"bytes"
	"fmt"
	"io"
	"slices"
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
	verdicts [verdictKinds]string                // ",avoid"
	pairs    [verdictKinds * verdictKinds]string // ",avoid,caution": of two cells at once
	froms    []string                            // ",days-3-4" by phase + 1
}

func newCSV(w io.Writer, l *layout, raw bool) *csvSink {
	c := &csvSink{w: w, l: l, raw: raw}
	for v := range c.verdicts {
		c.verdicts[v] = "," + rules.Verdict(v).String()
	}
	for i := range c.pairs {
		c.pairs[i] = c.verdicts[i/verdictKinds] + c.verdicts[i%verdictKinds]
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
	dst = c.appendVerdicts(dst, r.Decision)
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

func (c *csvSink) appendVerdicts(dst []byte, d *rules.Decision) []byte {
	cells := c.l.cells
	for ; len(cells) > 1; cells = cells[2:] {
		first, second := d.Verdicts[cells[0].at], d.Verdicts[cells[1].at]
		dst = append(dst, c.pairs[int(first)*verdictKinds+int(second)]...)
	}
	if len(cells) > 0 {
		dst = append(dst, c.verdicts[d.Verdicts[cells[0].at]]...)
	}
	return dst
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
	start := len(dst)
	return c.quote(append(dst, s...), start)
}

// What a byte asks of the cell that it stands in.
const (
	csvDoubled  = 1 << iota // a quote: is doubled
	csvQuoted               // the cell is put in quotes
	csvRepaired             // may be no UTF-8, or is a NUL
)

var csvClass = func() (class [256]uint8) {
	for c := range class {
		if c >= utf8.RuneSelf {
			class[c] = csvRepaired
		}
	}
	class[0] = csvRepaired
	class['"'] = csvDoubled | csvQuoted
	for _, c := range ",\n\r\t" {
		class[c] = csvQuoted
	}
	return class
}()

// quote makes dst[start:] one cell.
func (c *csvSink) quote(dst []byte, start int) []byte {
	if len(dst) == start {
		return dst
	}
	var class uint8
	for _, b := range dst[start:] {
		class |= csvClass[b]
	}
	if class == 0 && !csvOpens[dst[start]] {
		return dst
	}
	if text := dst[start:]; class&csvRepaired != 0 && (!utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0) {
		repaired := strings.ReplaceAll(strings.ToValidUTF8(string(text), "\uFFFD"), "\x00", "\uFFFD")
		dst = append(dst[:start], repaired...)
	}
	quoted := class&csvQuoted != 0 || dst[start] == ' '
	formula := !c.raw && opensFormula(dst[start:])
	if formula {
		c.escaped.Add(1)
		dst = slices.Insert(dst, start, '\'')
	}
	if !quoted {
		return dst
	}
	if class&csvDoubled == 0 {
		dst = append(dst, 0, '"')
		copy(dst[start+1:], dst[start:len(dst)-2])
		dst[start] = '"'
		return dst
	}
	return double(dst, start)
}

// double puts dst[start:] in quotes and doubles those that it has, from behind.
func double(dst []byte, start int) []byte {
	end := len(dst)
	for range bytes.Count(dst[start:], []byte{'"'}) + 2 {
		dst = append(dst, '"')
	}
	to := len(dst) - 2
	for from := end - 1; from >= start; from-- {
		c := dst[from]
		dst[to] = c
		to--
		if c == '"' {
			dst[to] = '"'
			to--
		}
	}
	dst[start] = '"'
	return dst
}

// csvOpens says which bytes may open a formula, or are spaces that a spreadsheet trims.
var csvOpens = [256]bool{' ': true, '=': true, '+': true, '-': true, '@': true}

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
