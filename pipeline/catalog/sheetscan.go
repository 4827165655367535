package catalog

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
)

// What a worksheet may hold.
const (
	maxSheetRows     = 1 << 20 // of the format
	maxSheetColumns  = 1 << 14 // of the format
	maxPaddedCells   = 50 << 20
	freePadding      = 1 << 20  // empty cells before the last of their row that are always allowed
	maxPaddingRatio  = 500      // and as many more for each filled cell
	maxSharedStrings = 2 << 20  // entries
	freeText         = 64 << 20 // bytes of all cells' text, a shared text counted each time, that are always allowed …
	maxTextRatio     = 16       // … and as many more for each byte of the sheet and the shared texts
	maxValue         = 64       // bytes of a value that are kept
	infoRows         = 512      // rows of one infoChunk
)

// sharedStrings is what is kept of the table of shared strings: how long each is, 0 for an empty one.
type sharedStrings []uint32

// scanShared reads the table of shared strings to its end and so checks it: that it is whole, and not too much.
func scanShared(r io.Reader) (sharedStrings, error) {
	var x xmlScan
	x.reset(r)
	var list sharedStrings
	var length uint32
	inItem, inText, phonetic, ended := false, false, 0, false
	for {
		err := x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		switch x.kind {
		case xmlText:
			if inText {
				length += uint32(len(x.text))
			}
		case xmlStart:
			switch string(x.name) {
			case "si":
				if len(list) >= maxSharedStrings {
					return nil, &damageError{fmt.Sprintf("it holds more than %d texts", maxSharedStrings)}
				}
				if x.empty {
					list = append(list, 0)
					continue
				}
				inItem, length = true, 0
			case "rPh":
				if !x.empty {
					phonetic++
				}
			case "t":
				inText = inItem && phonetic == 0 && !x.empty
			}
		case xmlEnd:
			switch string(x.name) {
			case "si":
				if inItem {
					list = append(list, length)
				}
				inItem, inText = false, false
			case "rPh":
				phonetic--
			case "t":
				inText = false
			case "sst":
				ended = true
			}
		}
	}
	if !ended && x.began && len(list) > 0 {
		return nil, &damageError{"its end is missing: the file was cut off"}
	}
	return list, nil
}

// mark is what must be done with a cell besides reading it.
type mark struct {
	column uint16
	kind   markKind
}

type markKind uint8

const (
	markError     markKind = iota // an error value; no style has it
	markNoValue                   // a formula without a value
	markDate                      // a number whose style shows a date
	markTime                      // a number whose style shows a time of day
	markLong                      // a number with more digits than it is meant to have
	markBool                      // 0 or 1
	markShared                    // its shared string does not exist
	markLate                      // a list stands in a field that no row at the beginning has
	markUnordered                 // stands before a cell to its left, or names another row
)

// rowInfo is what the scan found in one row.
type rowInfo struct {
	row    int // from 1
	filled int // cells that are not empty
	marks  []mark
}

// infoChunk is what the scan found in a run of rows. err is set in the last one if the scan failed.
type infoChunk struct {
	rows  []rowInfo
	marks []mark
	bytes int64 // of the sheet's XML
	err   error
}

// sheetScan reads a worksheet's XML by itself, beside excelize, and tells row by row what excelize must find there.
type sheetScan struct {
	x           xmlScan
	shared      sharedStrings
	sharedBytes int64
	styles      []markKind // of each cell style: markDate, markTime, or 0
	send        func(*infoChunk) bool

	chunk          *infoChunk
	row            rowInfo
	firstMark      int
	column         int // of the last cell, from 1
	width          int // up to the last cell that is not empty
	cells, padding int
	text           int64
	sent           int64 // bytes of XML
}

// cellScan is what the scan knows of the cell that it is in.
type cellScan struct {
	column        int
	typ           byte // n number, s shared, i inline, t text (of a formula), b bool, e error, d date
	style         int
	formula, hasV bool
	value         [maxValue]byte
	length        int // of the value's or inline text
}

// run scans the sheet to its end. The last chunk it sends carries the error, if there is one.
func (s *sheetScan) run(r io.Reader) {
	for _, n := range s.shared {
		s.sharedBytes += int64(n)
	}
	s.x.reset(r)
	s.chunk = &infoChunk{}
	err := s.sheet()
	s.chunk.err = err
	s.flush()
}

// flush sends the chunk; it is false if nobody takes it any more.
func (s *sheetScan) flush() bool {
	s.chunk.bytes = s.x.at() - s.sent
	s.sent += s.chunk.bytes
	return s.send(s.chunk)
}

// errStopped ends a scan whose chunks nobody takes any more.
var errStopped = &damageError{"stopped"}

func (s *sheetScan) sheet() error {
	inData, ended, seen := false, false, false
	for {
		err := s.x.next()
		if err == io.EOF {
			if !ended {
				return &damageError{"its end is missing: the file was cut off"}
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch {
		case s.x.kind == xmlStart && string(s.x.name) == "sheetData":
			if seen {
				return &damageError{"it holds its data twice"}
			}
			seen, inData = true, !s.x.empty
		case s.x.kind == xmlEnd && string(s.x.name) == "sheetData":
			inData = false
		case s.x.kind == xmlEnd && string(s.x.name) == "worksheet":
			ended = true
		case inData && s.x.kind == xmlStart && string(s.x.name) == "row":
			if err := s.scanRow(); err != nil {
				return err
			}
		}
	}
}

// scanRow scans the row whose start tag was read.
func (s *sheetScan) scanRow() error {
	number := s.row.row + 1
	if r := attr(s.x.attrs, "r"); r != nil {
		n, err := strconv.Atoi(string(r))
		if err != nil || n < 1 || n > maxSheetRows {
			return &damageError{fmt.Sprintf("a row has the number %.20q", r)}
		}
		if n < number {
			return &damageError{fmt.Sprintf("row %d stands behind row %d", n, number-1)}
		}
		number = n
	}
	s.row = rowInfo{row: number}
	s.column, s.width, s.firstMark = 0, 0, len(s.chunk.marks)
	if !s.x.empty {
		for {
			if err := s.x.next(); err != nil {
				return s.cutOff(err)
			}
			if s.x.kind == xmlEnd && string(s.x.name) == "row" {
				break
			}
			if s.x.kind == xmlStart && string(s.x.name) == "c" {
				if err := s.scanCell(); err != nil {
					return err
				}
			}
		}
	}
	return s.endRow()
}

func (s *sheetScan) cutOff(err error) error {
	if err == io.EOF {
		return &damageError{fmt.Sprintf("it ends inside row %d: the file was cut off", s.row.row)}
	}
	return err
}

// endRow adds the row to the chunk, and sends the chunk if it is full.
func (s *sheetScan) endRow() error {
	s.cells += s.row.filled
	s.padding += max(0, s.width-s.row.filled)
	if s.padding > freePadding+maxPaddingRatio*s.cells || s.padding+s.cells > maxPaddedCells {
		return &damageError{fmt.Sprintf("up to row %d it takes %d cells of which %d are filled: cells stand far to the right of all others", s.row.row, s.padding+s.cells, s.cells)}
	}
	if s.text > freeText+maxTextRatio*(s.x.at()+s.sharedBytes) {
		return &damageError{fmt.Sprintf("up to row %d its cells hold %d MiB of text, far more than the file: the same long texts again and again", s.row.row, s.text>>20)}
	}
	if n := len(s.chunk.marks); n > s.firstMark {
		s.row.marks = s.chunk.marks[s.firstMark:n:n]
	}
	s.chunk.rows = append(s.chunk.rows, s.row)
	if len(s.chunk.rows) == infoRows {
		if !s.flush() {
			return errStopped
		}
		s.chunk = &infoChunk{rows: make([]rowInfo, 0, infoRows)}
	}
	return nil
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
	inValue, inInline, inText, phonetic := false, false, false, 0
	for {
		if err := s.x.next(); err != nil {
			return s.cutOff(err)
		}
		switch s.x.kind {
		case xmlText:
			if inValue || inText && phonetic == 0 {
				if c.length < maxValue {
					copy(c.value[c.length:], s.x.text)
				}
				c.length += len(s.x.text)
			}
		case xmlStart:
			switch string(s.x.name) {
			case "v":
				c.hasV, inValue = true, !s.x.empty && (c.typ != 'i' || c.length == 0)
			case "f":
				c.formula = true
			case "is":
				inInline = c.typ == 'i' && !s.x.empty
			case "t":
				inText = inInline && !s.x.empty
			case "rPh":
				if !s.x.empty {
					phonetic++
				}
			case "c", "row":
				return &damageError{fmt.Sprintf("a cell of row %d has no end", s.row.row)}
			}
		case xmlEnd:
			switch string(s.x.name) {
			case "v":
				inValue = false
			case "t":
				inText = false
			case "is":
				inInline = false
			case "rPh":
				phonetic--
			case "c":
				return s.endCell(&c)
			case "row":
				return &damageError{fmt.Sprintf("a cell of row %d has no end", s.row.row)}
			}
		}
	}
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
