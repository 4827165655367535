package catalog

import (
	"bytes"
	"sync/atomic"
)

// rowKind is what a row is by its cells alone.
type rowKind uint8

const (
	rowPlain  rowKind = iota
	rowHeader         // the header once more, or one that names the same columns
	rowOther          // the header of another table
)

// stretch is what a batch is to those behind it: whether a second table goes on at its end. Batches are read by workers in any
// order; a batch's kind is known once it was split.
type stretch struct {
	before atomic.Pointer[stretch]
	last   atomic.Uint32 // rowKind of the batch's last header; rowPlain if it has none
}

// follow makes the stretch of the batch behind s.
func (s *stretch) follow() *stretch {
	n := &stretch{}
	n.before.Store(s)
	return n
}

// entry tells whether the batch begins inside a second table. All batches before it must have been split.
func (s *stretch) entry() bool {
	if s == nil {
		return false
	}
	inOther := false
	for b := s.before.Load(); b != nil; {
		next := b.before.Load() // before last is looked at: entry changes them the other way round
		if k := rowKind(b.last.Load()); k != rowPlain {
			inOther = k == rowOther
			break
		}
		b = next
	}
	// What was found holds for this batch's end, too, if it has no header, so those behind need not look further.
	k := rowHeader
	if inOther {
		k = rowOther
	}
	s.last.CompareAndSwap(uint32(rowPlain), uint32(k))
	s.before.Store(nil)
	return inOther
}

// longHeader is how long a cell of the list column may be in a header.
const longHeader = 40

// mayBeHeader is false for nearly every row, after one look: its list is too long for a header. length is that of the cell in
// the column that textColumn gives.
func (s *shape) mayBeHeader(length int) bool { return length <= s.longest }

// textColumn is the column whose cells are long in records and short in headers, -1 if there is none.
func (s *shape) textColumn() int {
	if i := s.columns.First(FieldIngredients); i >= 0 {
		return i
	}
	return s.columns.First(FieldDescription)
}

// prepare makes s ready for use.
func (s *shape) prepare() *shape {
	s.text, s.longest = s.textColumn(), longHeader
	if s.text >= 0 && s.text < len(s.header) {
		s.longest = max(s.longest, len(s.header[s.text])+2)
	}
	return s
}

// kind tells whether the cells are the header once more, or name columns otherwise than the header does: then the file holds a
// second table, and its rows would be read under the wrong names.
func (s *shape) kind(cells [][]byte) rowKind {
	if s.isHeader(cells, len(cells)) {
		return rowHeader
	}
	names, moved := 0, 0
	for i, c := range cells[:min(len(cells), 64)] {
		field, ok := namesColumn(c)
		if !ok {
			continue
		}
		names++
		if i < len(s.header) && bytes.EqualFold(c, []byte(s.header[i])) {
			continue
		}
		if i < len(s.header) {
			if m, _ := meanings(s.header[i]); m != nil && m[0].field == field {
				continue
			}
		}
		moved++
	}
	switch {
	case len(cells) < 2 || names < 3 || names*2 < len(cells):
		return rowPlain
	case moved == 0:
		return rowHeader
	}
	return rowOther
}

// namesColumn tells, without allocating, whether a cell is a header that is known, and of which field.
func namesColumn(cell []byte) (Field, bool) {
	var folded [40]byte
	n := 0
	if len(cell) == 0 || len(cell) > len(folded) {
		return 0, false
	}
	for _, c := range cell {
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 0x80 || c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		default:
			c = ' '
		}
		if c == ' ' && (n == 0 || folded[n-1] == ' ') {
			continue
		}
		folded[n] = c
		n++
	}
	m := known()[string(bytes.TrimRight(folded[:n], " "))]
	if len(m) == 0 {
		return 0, false
	}
	return m[0].field, true
}
