package catalog

import (
	"bytes"
	"fmt"
	"strconv"
)

// cellScan is what the scan knows of the cell that it is in.
type cellScan struct {
	column        int
	typ           byte // n number, s shared, i inline, t text (of a formula), b bool, e error, d date
	style         int
	formula, hasV bool
	value         [maxValue]byte
	length        int // of the value's or inline text
}

// scanCell scans the cell whose start tag was read.
func (s *sheetScan) scanCell() error {
	var c cellScan
	if err := s.cellAttrs(&c); err != nil {
		return err
	}
	s.column = c.column
	if s.x.empty {
		return s.endCell(&c)
	}
	var open [8]byte // the elements that are open, as elementOf gives them
	depth, phonetic := 0, 0
	for {
		if err := s.x.next(); err != nil {
			return s.cutOff(err)
		}
		e := byte(0)
		if s.x.kind != xmlText {
			e = elementOf(s.x.name)
		}
		switch s.x.kind {
		case xmlText:
			if depth == 0 {
				if err := s.foreign(); err != nil {
					return err
				}
				continue
			}
			if in := open[depth-1]; in == 'v' && (c.typ != 'i' || c.length == 0) || in == 't' && c.typ == 'i' && phonetic == 0 {
				if c.length < maxValue {
					copy(c.value[c.length:], s.x.text)
				}
				c.length += len(s.x.text)
			}
		case xmlStart:
			if e == 'x' {
				if err := s.skip(); err != nil {
					return err
				}
				continue
			}
			if e == 0 || depth == len(open) {
				return s.foreign()
			}
			c.formula, c.hasV = c.formula || e == 'f', c.hasV || e == 'v'
			if !s.x.empty {
				open[depth] = e
				if depth++; e == 'p' {
					phonetic++
				}
			}
		case xmlEnd:
			if depth == 0 && string(s.x.name) == "c" {
				return s.endCell(&c)
			}
			if depth == 0 || open[depth-1] != e {
				return &damageError{fmt.Sprintf("a cell of row %d has no end", s.row.row)}
			}
			if depth--; e == 'p' {
				phonetic--
			}
		}
	}
}

// elementOf is a letter for each element that may stand in a cell: v value, f formula, i inline text, t text, r run, p phonetic
// run, h its properties, x one whose content is passed over; 0 for others.
func elementOf(name []byte) byte {
	switch string(name) {
	case "v", "f", "t", "r":
		return name[0]
	case "is":
		return 'i'
	case "rPh":
		return 'p'
	case "phoneticPr":
		return 'h'
	case "rPr", "extLst":
		return 'x'
	}
	return 0
}

// cellAttrs reads the start tag of a cell: where it stands, its type and style.
func (s *sheetScan) cellAttrs(c *cellScan) error {
	c.typ = 'n'
	c.column = s.column + 1
	for rest := s.x.attrs; ; {
		var name, v []byte
		if name, v, rest = nextAttr(rest); len(name) == 0 {
			return nil
		}
		switch string(name) {
		case "r":
			column, row := cellRef(v)
			if column < 1 {
				return &damageError{fmt.Sprintf("a cell of row %d has the place %.20q", s.row.row, v)}
			}
			if column <= s.column || row != s.row.row {
				s.mark(column, markUnordered)
			}
			c.column = column
		case "t":
			c.typ = cellType(v)
		case "s":
			n, err := strconv.Atoi(string(v))
			if err != nil || n < 0 {
				return &damageError{fmt.Sprintf("a cell of row %d has the style %.20q", s.row.row, v)}
			}
			c.style = n
		}
	}
}

func cellType(t []byte) byte {
	switch string(t) {
	case "inlineStr":
		return 'i'
	case "str":
		return 't'
	case "s", "b", "e", "d":
		return t[0]
	}
	return 'n'
}

// cellRef is the column and row of a reference such as B12, both from 1; 0 if it is none.
func cellRef(ref []byte) (column, row int) {
	i := 0
	for i < len(ref) && i < 4 {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
		i++
	}
	if i == 0 || i == len(ref) || column > maxSheetColumns {
		return 0, 0
	}
	for ; i < len(ref); i++ {
		if ref[i] < '0' || ref[i] > '9' || row > maxSheetRows {
			return 0, 0
		}
		row = row*10 + int(ref[i]-'0')
	}
	return column, row
}

func (s *sheetScan) mark(column int, kind markKind) {
	s.chunk.marks = append(s.chunk.marks, mark{uint16(column - 1), kind})
}

// endCell counts the cell, and marks it if reading it is not enough.
func (s *sheetScan) endCell(c *cellScan) error {
	filled := c.length > 0
	value := c.value[:min(c.length, maxValue)]
	switch c.typ {
	case 's':
		if !filled {
			break
		}
		i, err := strconv.Atoi(string(bytes.TrimSpace(value)))
		switch {
		case err != nil:
			return &damageError{fmt.Sprintf("a cell of row %d has the shared text %.20q", s.row.row, value)}
		case i < 0 || i >= len(s.shared):
			s.mark(c.column, markShared)
			filled = false
		default:
			filled = s.shared[i] > 0
			s.text += int64(s.shared[i])
		}
	case 'e':
		if filled {
			s.mark(c.column, markError)
		}
	case 'b':
		if filled {
			s.mark(c.column, markBool)
		}
	case 'n':
		if filled && c.style < len(s.styles) && s.styles[c.style] != 0 {
			s.mark(c.column, s.styles[c.style])
		} else if c.length > 15 || bytes.ContainsAny(value, "eE") {
			s.mark(c.column, markLong)
		}
		s.text += int64(c.length)
	default:
		s.text += int64(c.length)
	}
	if c.formula && !c.hasV && !filled {
		s.mark(c.column, markNoValue)
	}
	if filled {
		s.row.filled++
	}
	if filled || c.formula { // excelize pads up to these
		s.width = max(s.width, c.column)
	}
	return nil
}
