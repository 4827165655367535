package catalog

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// xlsxSource reads a sheet's rows with excelize, and compares each with what the scan found in it. The scan runs ahead, so
// that excelize reads no row that was not checked.
type xlsxSource struct {
	book  *xlsxBook
	sheet sheetRef
	rows  *excelize.Rows
	shape *shape
	o     *Options
	above int       // rows above the first record
	first *xlsxPart // the rows that were read to find the header
	last  *stretch

	infos   chan *infoChunk
	chunk   *infoChunk
	at      int // row of chunk
	row     int // last row read
	bytes   int64
	quit    chan struct{}
	stopped sync.Once
	err     error
}

// source starts the scan of a sheet.
func (b *xlsxBook) source(i int, sheet sheetRef, o *Options) (*xlsxSource, error) {
	s := &xlsxSource{book: b, sheet: sheet, o: o, infos: make(chan *infoChunk, 4), chunk: &infoChunk{}, quit: make(chan struct{})}
	err := b.guard(func() (err error) {
		s.rows, err = b.file.Rows(sheetKey(i))
		return err
	})
	if err != nil {
		return nil, err
	}
	r, err := b.open(sheet.part)
	if err != nil {
		return nil, err
	}
	scan := &sheetScan{shared: b.shared, styles: b.styles, send: func(c *infoChunk) bool {
		select {
		case s.infos <- c:
			return true
		case <-b.done:
		case <-s.quit:
		}
		return false
	}}
	b.scans.Go(func() {
		defer r.Close()
		defer close(s.infos)
		scan.run(r)
	})
	return s, nil
}

// stop ends the scan.
func (s *xlsxSource) stop() {
	s.stopped.Do(func() {
		close(s.quit)
		s.book.guard(s.rows.Close)
	})
}

func (s *xlsxSource) next() (*Batch, error) {
	if p := s.first; p != nil {
		s.first = nil
		return s.batch(p), nil
	}
	p := xlsxParts.Get().(*xlsxPart)
	p.reset(s)
	if err := s.fill(p); err != nil {
		return nil, err
	}
	if len(p.rows) == 0 {
		s.stop()
		xlsxParts.Put(p)
		return nil, io.EOF
	}
	return s.batch(p), nil
}

func (s *xlsxSource) batch(p *xlsxPart) *Batch {
	b := &Batch{part: p, bytes: s.bytes}
	s.bytes = 0
	return b
}

// fill reads the rows of a batch; none are left at the end of the sheet.
func (s *xlsxSource) fill(p *xlsxPart) error {
	for len(p.rows) < infoRows && len(p.buf) < s.o.ChunkSize && s.err == nil {
		info, err := s.info()
		if err == nil {
			err = s.book.guard(func() error { return s.read(p, info) })
		}
		s.err = err
	}
	if s.err != nil && s.err != io.EOF {
		s.stop()
		return s.err
	}
	return nil
}

// info is what the scan found in the next row that holds anything; nil behind the last.
func (s *xlsxSource) info() (*rowInfo, error) {
	for s.at == len(s.chunk.rows) {
		if s.chunk.err != nil {
			return nil, s.book.partErr("sheet "+s.sheet.name, s.chunk.err)
		}
		c, ok := <-s.infos
		if !ok {
			return nil, nil
		}
		s.bytes += c.bytes
		s.chunk, s.at = c, 0
	}
	return &s.chunk.rows[s.at], nil
}

// read reads the next row with excelize. info is the row that the scan found next, which may stand further down.
func (s *xlsxSource) read(p *xlsxPart, info *rowInfo) error {
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return err
		}
		if info != nil {
			return s.lost(info.row, "it and what follows")
		}
		return io.EOF
	}
	if info == nil {
		return s.lost(s.row+1, "it")
	}
	s.row++
	cells, err := s.rows.Columns()
	if err != nil {
		return fmt.Errorf("row %d: %w", s.row, err)
	}
	here := rowInfo{row: s.row}
	if info.row == s.row {
		here = *info
		s.at++
	}
	filled := 0
	for _, c := range cells {
		if c != "" {
			filled++
		}
	}
	if filled != here.filled {
		return s.lost(s.row, fmt.Sprintf("%d of its %d filled cells", filled, here.filled))
	}
	p.add(cells, here.marks, s.book.date1904)
	return nil
}

// lost says that a row cannot be read as it stands in the file.
func (s *xlsxSource) lost(row int, what string) error {
	if err := s.chunk.err; err != nil {
		return s.book.partErr("sheet "+s.sheet.name, err)
	}
	return s.book.damaged("sheet "+s.sheet.name, fmt.Sprintf("row %d can't be read as it stands: two readers differ in %s", row, what))
}

// xlsxPart is a run of rows of a sheet.
type xlsxPart struct {
	stretch *stretch
	shape   *shape
	o       *Options
	above   int
	buf     []byte
	ends    []uint32 // of the cells in buf
	rows    []xlsxRow
	notes   []CellNote
	fields  [][]byte
}

// xlsxRow is where a row stands in its part.
type xlsxRow struct {
	first, last         int // cells
	firstNote, lastNote int
	fault               markKind // markShared, markUnordered; 0 if there is none
	column              int      // of the fault
	kind                rowKind
}

var xlsxParts = sync.Pool{New: func() any { return new(xlsxPart) }}

func (p *xlsxPart) reset(s *xlsxSource) {
	p.shape, p.o, p.above = s.shape, s.o, s.above
	p.stretch = s.last.follow()
	s.last = p.stretch
	p.buf, p.ends, p.rows, p.notes = p.buf[:0], p.ends[:0], p.rows[:0], p.notes[:0]
}

func (p *xlsxPart) release() {
	if cap(p.buf) <= 8<<20 {
		xlsxParts.Put(p)
	}
}

// add copies a row.
func (p *xlsxPart) add(cells []string, marks []mark, date1904 bool) {
	r := xlsxRow{first: len(p.ends), firstNote: len(p.notes)}
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

// marked copies a cell that is not what it reads.
func (p *xlsxPart) marked(r *xlsxRow, m *mark, c string, date1904 bool) {
	note := func(code, message string) {
		p.notes = append(p.notes, CellNote{Code: code, Column: int(m.column), Message: message})
	}
	switch m.kind {
	case markError:
		note(NoteErrorCell, fmt.Sprintf("the cell holds the error %.20s instead of a value", c))
	case markNoValue:
		note(NoteNoValue, "the cell holds a formula whose value was not saved; open the workbook in a spreadsheet and save it again")
	case markShared, markUnordered:
		r.fault, r.column = m.kind, int(m.column)+1
		p.buf = append(p.buf, c...)
	case markBool:
		switch c {
		case "1":
			c = "TRUE"
		case "0":
			c = "FALSE"
		}
		p.buf = append(p.buf, c...)
	case markLong:
		var exact bool
		if p.buf, exact = appendNumber(p.buf, c); !exact {
			note(NoteLongNumber, "a spreadsheet keeps 15 digits of a number: the last digits are not as they were typed in")
		}
	case markDate, markTime:
		var ok bool
		if p.buf, ok = appendDate(p.buf, c, m.kind == markTime, date1904); !ok {
			note(NoteBadDate, "the number is shown as a date, but is no date")
		}
	}
}

// appendNumber writes a number as a spreadsheet shows it, with at most 15 digits; exact is false if it had more.
func appendNumber(dst []byte, c string) (b []byte, exact bool) {
	f, err := strconv.ParseFloat(c, 64)
	if err != nil || math.Abs(f) >= 1e21 || math.IsNaN(f) {
		return append(dst, c...), true
	}
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	return strconv.AppendFloat(dst, f, 'f', -1, 64), math.Abs(f) < 1e15
}

// appendDate writes the serial number of a date as 2006-01-02, 2006-01-02T15:04:05 or 15:04:05.
func appendDate(dst []byte, c string, clock, date1904 bool) (b []byte, ok bool) {
	const end = 2958466 // the day after 9999-12-31
	f, err := strconv.ParseFloat(c, 64)
	if err != nil || !(f >= 0 && f < end) {
		return append(dst, c...), false
	}
	f = math.Round(f*86400) / 86400
	if clock && f >= 1 {
		b, _ = appendNumber(dst, c) // a duration
		return b, true
	}
	t, err := excelize.ExcelDateToTime(f, date1904)
	if err != nil {
		return append(dst, c...), false
	}
	layout := "2006-01-02"
	switch {
	case clock || f < 1 && !date1904:
		layout = "15:04:05"
	case f != math.Floor(f):
		layout = "2006-01-02T15:04:05"
	}
	return t.AppendFormat(dst, layout), true
}

// sample gives the rows as texts; none if all are empty.
func (p *xlsxPart) sample() [][]string {
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
func (p *xlsxPart) cells(r *xlsxRow) [][]byte {
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
func (p *xlsxPart) split() (rows, lines int) {
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

func (p *xlsxPart) each(row, _ int, fn func(*Record) error) error {
	var rec Record
	inOther := p.stretch.entry()
	for i := range p.rows {
		r := &p.rows[i]
		if r.kind != rowPlain {
			inOther = r.kind == rowOther
		}
		rec = Record{Row: row + p.above + i, Fields: p.cells(r), Notes: append(rec.Notes[:0], p.notes[r.firstNote:r.lastNote]...)}
		p.judge(&rec, r, inOther)
		if rec.Err != nil {
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
func (p *xlsxPart) judge(rec *Record, r *xlsxRow, inOther bool) {
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
	case total > p.o.MaxRecord:
		rec.Err = &RowError{Code: "record-too-long", Message: fmt.Sprintf("the row is longer than %d bytes (--max-record)", p.o.MaxRecord)}
	case total == 0 && len(rec.Notes) == 0 || allBlank(rec.Fields) && len(rec.Notes) == 0:
		rec.Skip = SkipBlank
	default:
		n := len(rec.Fields)
		for len(rec.Fields) < len(p.shape.header) {
			rec.Fields = append(rec.Fields, nil)
		}
		p.fields = rec.Fields
		p.shape.judge(rec, max(n, len(p.shape.header)), 0, r.kind, inOther)
	}
}
