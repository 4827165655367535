package reports

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"screen/rules"
)

// sheetTable is a table with a header, on as many sheets as it needs.
type sheetTable struct {
	name    string
	columns []column
	frozen  int      // columns that stay in sight, with the header
	cells   []string // by column: how a cell begins, `<c r="A\x01"`
	sheets  []*sheet
}

// sheet is one worksheet, written row by row.
type sheet struct {
	name string
	part *part
	rows int
	buf  []byte // rows not yet in part
}

// rowMark stands in a rendered row where its number comes. No XML text has it.
const rowMark = '\x01'

// Text stands in its cell and not in a table of strings.
const (
	inlineOpen  = ` t="inlineStr"><is><t xml:space="preserve">`
	inlineClose = "</t></is></c>"
)

// rowHead is the length of what stands before a rendered row: its table and its length.
const rowHead = 5

func newTable(name string, frozen int, columns []column) *sheetTable {
	t := &sheetTable{name: name, frozen: frozen, columns: columns}
	for i := range columns {
		t.cells = append(t.cells, `<c r="`+columnName(i)+string(rowMark)+`"`)
	}
	return t
}

// columnName names column i, from 0: A, B … Z, AA.
func columnName(i int) string {
	name := string(rune('A' + i%26))
	if i >= 26 {
		return columnName(i/26-1) + name
	}
	return name
}

// sheetRow is a row in the making, as XML. Its methods write one cell after the other; empty cells are left out.
type sheetRow struct {
	dst   []byte
	table *sheetTable
	start int // of the row
	next  int // column
}

// row begins a row behind dst, whose last rowHead bytes are the row's head.
func (t *sheetTable) row(dst []byte) sheetRow {
	r := sheetRow{dst: dst, table: t, start: len(dst)}
	r.dst = append(r.dst, `<row r="`+string(rowMark)+`">`...)
	return r
}

// end returns what the row was begun with, and the row, with its length filled in.
func (r *sheetRow) end() []byte {
	r.dst = append(r.dst, "</row>"...)
	binary.LittleEndian.PutUint32(r.dst[r.start-4:], uint32(len(r.dst)-r.start))
	return r.dst
}

func (r *sheetRow) cell() {
	r.dst = append(r.dst, r.table.cells[r.next]...)
	r.next++
}

func (r *sheetRow) empty() { r.next++ }

func (r *sheetRow) text(s string) {
	if s == "" {
		r.next++
		return
	}
	r.cell()
	r.inline(s)
}

func (r *sheetRow) inline(s string) {
	r.dst = append(r.dst, inlineOpen...)
	r.dst = appendCellText(r.dst, s)
	r.dst = append(r.dst, inlineClose...)
}

// styled writes text with a style.
func (r *sheetRow) styled(style int, s string) {
	r.cell()
	r.dst = strconv.AppendInt(append(r.dst, ` s="`...), int64(style), 10)
	r.dst = append(r.dst, '"')
	r.inline(s)
}

// appended writes the text that f appends.
func (r *sheetRow) appended(f func(dst []byte) []byte) {
	before := len(r.dst)
	r.cell()
	r.dst = append(r.dst, inlineOpen...)
	start := len(r.dst)
	r.dst = f(r.dst)
	text := r.dst[start:]
	if len(text) == 0 {
		r.dst = r.dst[:before]
		return
	}
	if len(text) > maxCellUnits || !allPlain(text) {
		r.dst = appendCellText(r.dst[:start], string(text))
	}
	r.dst = append(r.dst, inlineClose...)
}

// allPlain reports whether a text stands in a cell as it is.
func allPlain(text []byte) bool {
	for _, c := range text {
		if !xmlPlain[c] {
			return false
		}
	}
	return true
}

func (r *sheetRow) number(n int) {
	r.cell()
	r.dst = strconv.AppendInt(append(r.dst, "><v>"...), int64(n), 10)
	r.dst = append(r.dst, "</v></c>"...)
}

func (r *sheetRow) decimal(f float64) {
	r.cell()
	r.dst = strconv.AppendFloat(append(r.dst, "><v>"...), f, 'f', -1, 64)
	r.dst = append(r.dst, "</v></c>"...)
}

// verdict writes a coloured verdict; a rule that says nothing has an empty cell.
func (r *sheetRow) verdict(s *styles, v rules.Verdict) {
	if v == rules.Silent {
		r.next++
		return
	}
	r.cell()
	r.dst = append(r.dst, s.verdictCells[v]...)
}

// open starts the table's next sheet.
func (t *sheetTable) open(x *workbook) error {
	name := t.name
	if n := len(t.sheets); n > 0 {
		name = fmt.Sprintf("%s %d", name, n+1)
	}
	if _, err := x.file.NewSheet(name); err != nil {
		return err
	}
	part, err := x.pack.replace(sheetPath(x.file, name))
	if err != nil {
		return err
	}
	s := &sheet{name: name, part: part}
	t.sheets = append(t.sheets, s)
	s.buf = t.appendHead(s.buf)
	header := t.row(make([]byte, rowHead))
	for _, c := range t.columns {
		header.styled(x.styles.header, c.name)
	}
	return s.add(header.end()[rowHead:])
}

// sheetPath is the part of the package that holds a sheet.
func sheetPath(f *excelize.File, name string) string {
	for id, n := range f.GetSheetMap() {
		if n == name {
			return fmt.Sprintf("xl/worksheets/sheet%d.xml", id)
		}
	}
	return ""
}

// appendHead appends what stands before a sheet's rows: the frozen header and the widths of the columns.
func (t *sheetTable) appendHead(dst []byte) []byte {
	dst = append(dst, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+
		`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane `...)
	pane := "bottomLeft"
	if t.frozen > 0 {
		pane = "bottomRight"
		dst = fmt.Appendf(dst, `xSplit="%d" `, t.frozen)
	}
	dst = fmt.Appendf(dst, `ySplit="1" topLeftCell="%s2" activePane="%s" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`,
		columnName(t.frozen), pane)
	for i, c := range t.columns {
		dst = fmt.Appendf(dst, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, c.width)
	}
	return append(dst, "</cols><sheetData>"...)
}

// add writes a rendered row, on a new sheet where the last one is full.
func (t *sheetTable) add(x *workbook, row []byte) error {
	if t.sheets[len(t.sheets)-1].rows >= x.maxRows {
		if err := t.open(x); err != nil {
			return err
		}
	}
	return t.sheets[len(t.sheets)-1].add(row)
}

// add numbers a rendered row.
func (s *sheet) add(row []byte) error {
	s.rows++
	var digits [20]byte
	number := strconv.AppendInt(digits[:0], int64(s.rows), 10)
	for {
		i := bytes.IndexByte(row, rowMark)
		if i < 0 {
			break
		}
		s.buf = append(append(s.buf, row[:i]...), number...)
		row = row[i+1:]
	}
	s.buf = append(s.buf, row...)
	if len(s.buf) < 1<<16 {
		return nil
	}
	return s.flush()
}

func (s *sheet) flush() error {
	_, err := s.part.Write(s.buf)
	s.buf = s.buf[:0]
	return err
}

// finish sets the filters and ends the table's sheets.
func (t *sheetTable) finish(x *workbook) error {
	for _, s := range t.sheets {
		area := fmt.Sprintf("A1:%s%d", columnName(len(t.columns)-1), s.rows)
		if err := x.file.AutoFilter(s.name, area, nil); err != nil {
			return err
		}
		s.buf = append(s.buf, `</sheetData><autoFilter ref="`+area+`"/></worksheet>`...)
		if err := s.flush(); err != nil {
			return err
		}
	}
	return nil
}

// The longest text of a cell, in UTF-16 code units, and what ends a text that was cut to it.
const (
	maxCellUnits = 32_767
	cutMark      = " […]"
)

func cellText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if len(s) <= maxCellUnits {
		return s
	}
	const room = maxCellUnits - len(" […]") // the mark has fewer units than bytes
	units, cut := 0, 0
	for i, r := range s {
		if units <= room {
			cut = i
		}
		if units++; r > 0xFFFF {
			units++
		}
	}
	if units <= maxCellUnits {
		return s
	}
	return s[:cut] + cutMark
}

// xmlPlain says which bytes stand in a cell's text as they are.
var xmlPlain = func() (plain [256]bool) {
	for c := 0x20; c < utf8.RuneSelf; c++ {
		plain[c] = c != '&' && c != '<' && c != '>' && c != '_'
	}
	return plain
}()

// appendCellText appends s as the text of a cell, cut where it is too long. What XML cannot hold becomes U+FFFD, and
// what a spreadsheet would read as an escaped character (_x000D_) is escaped itself.
func appendCellText(dst []byte, s string) []byte {
	s = cellText(s)
	plain := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if xmlPlain[c] {
			continue
		}
		instead := ""
		switch {
		case c == '&':
			instead = "&amp;"
		case c == '<':
			instead = "&lt;"
		case c == '>':
			instead = "&gt;"
		case c == '\t':
			instead = "&#x9;"
		case c == '\n':
			instead = "&#xA;"
		case c == '\r':
			instead = "&#xD;"
		case c == '_' && isEscape(s[i:]):
			instead = "_x005F_"
		case c < ' ':
			instead = "\uFFFD"
		case strings.HasPrefix(s[i:], "\uFFFE") || strings.HasPrefix(s[i:], "\uFFFF"):
			dst = append(append(dst, s[plain:i]...), "\uFFFD"...)
			plain = i + len("\uFFFE")
		}
		if instead != "" {
			dst = append(append(dst, s[plain:i]...), instead...)
			plain = i + 1
		}
	}
	return append(dst, s[plain:]...)
}

// isEscape reports whether s begins with an escaped character as spreadsheets write it: _xHHHH_.
func isEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}
