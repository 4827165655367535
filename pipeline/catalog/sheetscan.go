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
	markTooLong                   // the row is longer than a record may be
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
		case inData:
			if err := s.foreign(); err != nil {
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
			err := error(nil)
			if s.x.kind == xmlStart && string(s.x.name) == "c" {
				err = s.scanCell()
			} else {
				err = s.foreign()
			}
			if err != nil {
				return err
			}
		}
	}
	return s.endRow()
}

// foreign is called for what stands where only rows or cells may stand. A reader would stop there, or pass over what was a row
// before it was damaged.
func (s *sheetScan) foreign() error {
	switch {
	case s.x.kind == xmlText && blank(bytes.ReplaceAll(s.x.text, lfBytes, nil)):
		return nil
	case s.x.kind == xmlText:
		return &damageError{fmt.Sprintf("text stands between cells behind row %d", s.row.row)}
	case s.x.kind == xmlStart && string(s.x.name) == "extLst":
		return s.skip()
	}
	return &damageError{fmt.Sprintf("the unknown element %.20q stands behind row %d", s.x.name, s.row.row)}
}

// skip passes over the element whose start tag was read.
func (s *sheetScan) skip() error {
	for depth := 1; depth > 0 && !s.x.empty; {
		if err := s.x.next(); err != nil {
			return s.cutOff(err)
		}
		switch {
		case s.x.kind == xmlStart && !s.x.empty:
			depth++
		case s.x.kind == xmlEnd:
			depth--
		}
		s.x.empty = false
	}
	return nil
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
