package catalog

import (
	"bytes"
	"fmt"
	"sync"
	"unicode/utf8"
)

// gridPart is a run of rows of a format whose cells have places of their own: a sheet, a table of elements. It is filled by the
// one who reads the file, cell by cell.
type gridPart struct {
	stretch *stretch
	shape   *shape
	o       *Options
	above   int
	buf     []byte
	ends    []uint32 // of the cells in buf
	rows    []gridRow
	notes   []CellNote
	fields  [][]byte
}

// gridRow is where a row stands in its part.
type gridRow struct {
	first, last         int // cells
	firstNote, lastNote int
	fault               markKind // markShared, markUnordered, markLate; 0 if there is none
	column              int      // of the fault
	line                int      // 0 where the format has none
	kind                rowKind
	unread              bool // its list has members that could not be read
}

var gridParts = sync.Pool{New: func() any { return new(gridPart) }}

// gridBase is what the sources of grid parts have in common.
type gridBase struct {
	shape *shape
	o     *Options
	above int       // rows above the first record
	first *gridPart // the rows that were read to find the header; nil once they were handed out
	last  *stretch
}

// begin makes part, whose header is its row headerRow (-1: none), the first batch, and s what it is compared with.
func (b *gridBase) begin(part *gridPart, headerRow int, s *shape) {
	b.shape, b.above = s.prepare(), headerRow+1
	b.last = b.last.follow()
	part.shape, part.stretch, part.above, part.rows = b.shape, b.last, b.above, part.rows[headerRow+1:]
	b.first = part
}

// part gives an empty part.
func (b *gridBase) part() *gridPart {
	p := gridParts.Get().(*gridPart)
	b.last = b.last.follow()
	p.shape, p.o, p.above, p.stretch = b.shape, b.o, b.above, b.last
	p.buf, p.ends, p.rows, p.notes = p.buf[:0], p.ends[:0], p.rows[:0], p.notes[:0]
	return p
}

func (p *gridPart) release() {
	if cap(p.buf) <= 8<<20 {
		gridParts.Put(p)
	}
}

// add copies a row.
func (p *gridPart) add(cells []string, marks []mark, date1904 bool) {
	r := gridRow{first: len(p.ends), firstNote: len(p.notes)}
	for i, c := range cells {
		if len(marks) > 0 {
			if m := markOf(marks, i); m != nil {
				p.marked(&r, m, c, date1904)
				p.ends = append(p.ends, uint32(len(p.buf)))
				continue
			}
		}
		p.buf = append(p.buf, c...)
		p.ends = append(p.ends, uint32(len(p.buf)))
	}
	for i := range marks {
		if m := &marks[i]; int(m.column) >= len(cells) || m.kind == markUnordered {
			p.marked(&r, m, "", date1904)
		}
	}
	r.last, r.lastNote = len(p.ends), len(p.notes)
	p.rows = append(p.rows, r)
}

func markOf(marks []mark, column int) *mark {
	for i := range marks {
		if int(marks[i].column) == column && marks[i].kind != markUnordered {
			return &marks[i]
		}
	}
	return nil
}

// sample gives the rows as texts; none if all are empty.
func (p *gridPart) sample() [][]string {
	var rows [][]string
	empty := true
	for i := range p.rows[:min(len(p.rows), sampleRecords)] {
		var cells []string
		for _, c := range p.cells(&p.rows[i]) {
			cells = append(cells, string(c))
			empty = empty && blank(c)
		}
		rows = append(rows, cells)
	}
	if empty {
		return nil
	}
	return rows
}

// cells gives a row's cells; they are valid until the next call.
func (p *gridPart) cells(r *gridRow) [][]byte {
	p.fields = p.fields[:0]
	start := uint32(0)
	if r.first > 0 {
		start = p.ends[r.first-1]
	}
	for _, end := range p.ends[r.first:r.last] {
		p.fields = append(p.fields, p.buf[start:end:end])
		start = end
	}
	return p.fields
}

// split finds the rows that are headers; the cells were found when they were read.
func (p *gridPart) split() (rows, lines int) {
	last := rowPlain
	for i := range p.rows {
		cells := p.cells(&p.rows[i])
		if t := p.shape.text; t >= 0 && t < len(cells) && !p.shape.mayBeHeader(len(cells[t])) {
			continue
		}
		k := p.shape.kind(cells)
		if p.rows[i].kind = k; k != rowPlain {
			last = k
		}
	}
	p.stretch.last.Store(uint32(last))
	return len(p.rows), 0
}

func (p *gridPart) each(row, _ int, fn func(*Record) error) error {
	var rec Record
	inOther := p.stretch.entry()
	for i := range p.rows {
		r := &p.rows[i]
		if r.kind != rowPlain {
			inOther = r.kind == rowOther
		}
		rec = Record{Row: row + p.above + i, Line: r.line, Fields: p.cells(r), Notes: append(rec.Notes[:0], p.notes[r.firstNote:r.lastNote]...)}
		p.judge(&rec, r, inOther)
		if rec.Err != nil {
			rec.Err.Line = r.line
			rec.Raw = csvRecord(rec.Fields)
		}
		if err := fn(&rec); err != nil {
			return err
		}
	}
	return nil
}

// sheetDialect is how csvRecord writes the cells of a row.
var sheetDialect = Dialect{Delimiter: ",", Quote: '"', LineEnd: '\n'}

// csvRecord is what stands for the original bytes of a rejected row: its cells as a CSV record.
func csvRecord(cells [][]byte) []byte {
	var b []byte
	for i, c := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		if !bytes.ContainsAny(c, ",\"\r\n") {
			b = append(b, c...)
			continue
		}
		b = append(b, '"')
		b = append(b, bytes.ReplaceAll(c, []byte{'"'}, []byte{'"', '"'})...)
		b = append(b, '"')
	}
	return b
}

// judge sets what the row is.
func (p *gridPart) judge(rec *Record, r *gridRow, inOther bool) {
	total := 0
	for i, c := range rec.Fields {
		total += len(c)
		if len(c) > p.o.MaxField {
			rec.Err = &RowError{Code: "field-too-long", Column: i + 1, Message: fmt.Sprintf("the cell is longer than %d bytes (--max-field)", p.o.MaxField)}
			return
		}
		if !utf8.Valid(c) || bytes.IndexByte(c, 0) >= 0 {
			rec.Err = &RowError{Code: "invalid-encoding", Column: i + 1, Message: "the cell holds bytes that no text has"}
			return
		}
	}
	switch {
	case r.fault == markShared:
		rec.Err = &RowError{Code: "shared-text", Column: r.column, Message: "the cell's text is missing in the workbook"}
	case r.fault == markUnordered:
		rec.Err = &RowError{Code: "cell-order", Column: r.column, Message: "the cell does not stand where it says that it does"}
	case r.fault == markLate && (p.shape.text < 0 || p.shape.text >= len(rec.Fields) || blank(rec.Fields[p.shape.text])):
		rec.Err = &RowError{Code: "late-field", Message: "the list stands in an element that no item at the file's beginning has, so it was not taken for a column; name it with --map ingredients=…"}
	case r.fault == markTooLong || total > p.o.MaxRecord:
		rec.Err = &RowError{Code: "record-too-long", Message: fmt.Sprintf("the row is longer than %d bytes (--max-record)", p.o.MaxRecord)}
	case total == 0 && len(rec.Notes) == 0 || allBlank(rec.Fields) && len(rec.Notes) == 0:
		rec.Skip = SkipBlank
	default:
		if r.unread || r.fault == markLate {
			rec.Notes = append(rec.Notes, CellNote{Code: NoteUnread, Column: max(p.shape.text, 0), Message: unreadMembers})
		}
		n := len(rec.Fields)
		for len(rec.Fields) < len(p.shape.header) {
			rec.Fields = append(rec.Fields, nil)
		}
		p.fields = rec.Fields
		p.shape.judge(rec, max(n, len(p.shape.header)), 0, r.kind, inOther)
	}
}
