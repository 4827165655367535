package catalog

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Reasons why a row is skipped.
const (
	SkipBlank        = "blank"
	SkipHeader       = "repeated-header"
	SkipContinuation = "continuation"
)

// shape is what the table's rows are compared with: its header, and how continuation rows show.
type shape struct {
	header  []string
	columns Columns
	more    []int // columns that are read as part of the list: Table.Allergens
	delim   []byte
	cont    func(*Record) bool // nil: the format knows no continuation rows
	text    int                // textColumn
	longest int                // what mayBeHeader allows
	decoded bool               // the text was decoded from another encoding
	grid    bool               // cells have places of their own, so that none can move its neighbours
}

// judge sets what a sound, non-empty record of n cells is: a product, or a row to skip or to reject, and notes its odd shape.
// inOther tells that it stands below the header of a second table.
func (s *shape) judge(rec *Record, n, stray int, kind rowKind, inOther bool) {
	switch {
	case kind == rowHeader:
		rec.Skip = SkipHeader
		return
	case kind == rowOther:
		rec.Err = &RowError{Code: "second-header", Message: "the row names columns, but not as the header does: here a second table begins; put it in a file of its own"}
		return
	case inOther:
		rec.Err = &RowError{Code: "second-table", Message: "the row stands below the header of a second table, so its columns are not those of the first; put that table in a file of its own"}
		return
	case s.cont != nil && s.cont(rec) && !s.ownList(rec):
		rec.Skip = SkipContinuation
		return
	}
	s.look(rec, n, stray)
	for i := range rec.Notes {
		rec.Notes[i].doubtful = s.doubtful(rec, n, &rec.Notes[i])
	}
}

// ownList tells whether a record has a list of its own: a variant with another list is a product that must be told of.
func (s *shape) ownList(rec *Record) bool {
	for _, c := range s.columns[FieldIngredients] {
		if c < len(rec.Fields) && !blank(rec.Fields[c]) {
			return true
		}
	}
	return false
}

// look notes what is odd about a record's cells.
func (s *shape) look(rec *Record, n, stray int) {
	if s.decoded {
		s.lostBytes(rec)
	}
	if stray > 0 {
		rec.Notes = append(rec.Notes, CellNote{Code: NoteStrayQuote, Column: stray - 1, Message: "a quote inside a quoted cell is not doubled; it was kept as text"})
	}
	switch want := len(s.header); {
	case s.grid:
	case n < want:
		rec.Notes = append(rec.Notes, CellNote{Code: NoteTooShort, Column: n, Message: fmt.Sprintf("%d cells where the header has %d; the missing ones are taken as empty", n, want)})
	case n > want && !allBlank(rec.Fields[want:]):
		if s.rejoin(rec, n-want) {
			return
		}
		rec.Notes = append(rec.Notes, CellNote{Code: NoteTooLong, Column: want, Message: fmt.Sprintf("%d cells where the header has %d; perhaps a delimiter stands in a cell without quotes", n, want)})
	}
}

// doubtful tells whether what a note says may mean that the list is not the whole list of this product.
func (s *shape) doubtful(rec *Record, n int, note *CellNote) bool {
	switch note.Code {
	case NoteTooLong:
		return true // which cell is which can't be told
	case NoteTooShort:
		// The list may be missing, or cut off by a line end, or another cell may stand in its place.
		return s.text < 0 || s.text >= n-1 || len(rec.Fields[s.text]) > 0 && !listLike(string(rec.Fields[s.text]))
	case NoteUnquotedList:
		return false
	}
	if slices.Contains(s.columns[FieldIngredients], note.Column) || slices.Contains(s.more, note.Column) {
		return true
	}
	return slices.Contains(s.columns[FieldDescription], note.Column) && !s.ownList(rec) // the list is looked for in there
}

// rejoin mends a row whose list was written without quotes, so that its commas made cells of it. It is only done where that is
// plain to see: each further piece begins with a space, as behind a comma, and is short text.
func (s *shape) rejoin(rec *Record, extra int) bool {
	list := s.columns.First(FieldIngredients)
	if list < 0 || len(s.delim) != 1 || s.delim[0] != ',' && s.delim[0] != ';' {
		return false
	}
	for _, c := range rec.Fields[:list] {
		if len(c) > 0 && c[0] == ' ' {
			return false // as behind a comma: the row has another delimiter, or another cell was cut, too
		}
	}
	pieces := rec.Fields[list : list+extra+1]
	for i, p := range pieces {
		if i > 0 && (len(p) < 3 || p[0] != ' ') || len(p) > 80 {
			return false
		}
	}
	for i := list + extra + 1; i < len(rec.Fields); i++ {
		if len(rec.Fields[i]) > 0 && rec.Fields[i][0] == ' ' {
			return false // another cell was cut, too: which is which can't be told
		}
	}
	rec.Fields[list] = bytes.Join(pieces, s.delim)
	rec.Fields = append(rec.Fields[:list+1], rec.Fields[list+extra+1:]...)
	rec.Notes = append(rec.Notes, CellNote{Code: NoteUnquotedList, Column: list, Message: fmt.Sprintf("the list has no quotes, so %d delimiters in it cut it; its pieces were joined", extra)})
	return true
}

// lostBytes notes the cells in which bytes did not fit the encoding.
func (s *shape) lostBytes(rec *Record) {
	for i, c := range rec.Fields {
		switch {
		case bytes.Contains(c, []byte("\ufffd")):
			rec.Notes = append(rec.Notes, CellNote{Code: NoteUndecodable, Column: i, Message: "bytes that do not fit the encoding were replaced by U+FFFD"})
		case holdsC1(c):
			rec.Notes = append(rec.Notes, CellNote{Code: NoteUndecodable, Column: i, Message: "the cell holds bytes that stand for no character in the encoding"})
		}
	}
}

// holdsC1 tells whether UTF-8 text holds control characters from U+0080 to U+009F, which is what an encoding's unused bytes become.
func holdsC1(text []byte) bool {
	for {
		i := bytes.IndexByte(text, 0xc2)
		if i < 0 || i+1 == len(text) {
			return false
		}
		if c := text[i+1]; c >= 0x80 && c <= 0x9f && c != 0x85 {
			return true
		}
		text = text[i+2:]
	}
}

// isHeader tells whether the cells are the header once more.
func (s *shape) isHeader(cells [][]byte, n int) bool {
	if n < len(s.header) || len(s.header) == 0 || string(cells[0]) != s.header[0] {
		return false
	}
	for i, h := range s.header {
		if string(bytes.TrimSpace(cells[i])) != h {
			return false
		}
	}
	return true
}

func allBlank(cells [][]byte) bool {
	for _, c := range cells {
		if !blank(c) {
			return false
		}
	}
	return true
}

// checkText rejects the rows that hold NUL bytes or are not UTF-8. One look over the whole chunk is enough for nearly
// all chunks.
func (p *csvPart) checkText() {
	nul, valid := bytes.IndexByte(p.buf, 0) >= 0, utf8.Valid(p.buf)
	if !nul && valid {
		return
	}
	for i := range p.rows {
		r := &p.rows[i]
		if r.fault != sound {
			continue
		}
		text := p.buf[r.start:r.end]
		at := -1
		if nul {
			at = bytes.IndexByte(text, 0)
			r.fault = faultNUL
		}
		if at < 0 && !valid {
			at = invalidAt(text)
			r.fault = faultEncoding
		}
		if at < 0 {
			r.fault = sound
			continue
		}
		r.faultLine = uint32(bytes.Count(text[:at], p.d.lineEnd()))
		for c := r.first; c < p.cellsEnd(i) && int(p.parsed.fields[c].start) <= int(r.start)+at; c++ {
			r.faultColumn = c - r.first + 1
		}
	}
}

// invalidAt is the index of the first byte that is not UTF-8, -1 if all are.
func invalidAt(b []byte) int {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// raw is the record as it stands in the file, at most as long as a record may be.
func (p *csvPart) raw(r *row) []byte {
	b := p.buf[r.start:r.end]
	if len(b) > p.d.maxRecord {
		b = b[:p.d.maxRecord]
	}
	return b
}

// rejection says why the row was rejected. Its line still counts from the record's first.
func (p *csvPart) rejection(r *row) *RowError {
	e := &RowError{Line: int(r.faultLine), Column: int(r.faultColumn)}
	switch r.fault {
	case faultUnclosed:
		e.Code, e.Message = "unclosed-quote", "a quote opens this cell and none closes it; reading went on at the next line"
	case faultRecordLong:
		e.Code, e.Message = "record-too-long", fmt.Sprintf("the record is longer than %d bytes (--max-record); reading went on at the next line", p.d.maxRecord)
	case faultFieldLong:
		e.Code, e.Message = "field-too-long", fmt.Sprintf("the cell is longer than %d bytes (--max-field)", p.d.maxField)
	case faultTooManyCells:
		e.Code, e.Message = "too-many-columns", fmt.Sprintf("the record has more than %d cells", maxColumns)
	case faultNUL:
		e.Code, e.Message = "nul-byte", "the record holds a NUL byte, which no text has"
	case faultEncoding:
		e.Code, e.Message = "invalid-encoding", "the bytes are not UTF-8; if the file has another encoding, name it with --encoding"
	}
	return e
}
