package catalog

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// A list without quotes that holds a line end is cut by it where it is the last cell of its row: the row is complete, and what
// follows in the list makes a row of its own, which is too short. Nothing shows that but the next row.

// lastColumn tells whether lists stand in the table's last column, where that can happen.
func (s *shape) lastColumn() bool { return len(s.header) > 1 && s.text == len(s.header)-1 }

// brokenOff notes of a sound record whether its list may go on in the next row.
func (p *csvPart) brokenOff(rec *Record, i int) {
	last := p.cellsEnd(i) - 1
	if int(last-p.rows[i].first) != p.shape.text || rec.Err != nil || rec.Skip != "" {
		return
	}
	c := p.parsed.fields[last]
	if c.start == c.end&cellMask || p.d.quote != 0 && c.start > 0 && p.buf[c.start-1] == p.d.quote {
		return // empty, or in quotes, which hold line ends
	}
	short := p.nextShort
	if i+1 < len(p.rows) {
		r := &p.rows[i+1]
		short = r.fault == sound && p.goesOn(int(p.cellsEnd(i+1)-r.first), p.buf[r.start:r.end])
	}
	if short {
		rec.Notes = append(rec.Notes, CellNote{Code: NoteBrokenOff, Column: p.shape.text, doubtful: true,
			Message: "the list has no quotes, and the next row is too short: a line end may have cut the list in two"})
	}
}

// goesOn tells whether a row of so many cells may be the rest of a list in the row above.
func (p *csvPart) goesOn(cells int, row []byte) bool {
	if cells >= len(p.shape.header) || blank(row) {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(string(bytes.TrimLeft(row[:min(len(row), 40)], " \t\"'*#-_(["))), " ")
	return first != "" && !slices.Contains(footers, strings.TrimRight(first, ":,;.\r\n\t"))
}

// footers are words with which the rows below a table begin.
var footers = []string{"total", "totals", "sum", "summe", "subtotal", "count", "rows", "products", "end", "ende", "eof", "page", "seite", "export", "exported", "generated", "erstellt", "source", "quelle", "note", "notes", "copyright", "©"}

// peek finds whether the row behind a batch may be the rest of a list in the batch's last row. It reads on until that row is whole, or
// too long for a record.
func (s *csvSource) peek(p *csvPart) error {
	p.nextShort = false
	if !s.shape.lastColumn() || p.cut {
		return nil
	}
	for {
		var next parsed
		if len(s.rest) > 0 {
			if _, ok := s.d.record(s.rest, 0, s.eof, &next); ok {
				p.nextShort = next.fault == sound && p.goesOn(len(next.fields), s.rest[next.start:next.end])
				return nil
			}
		}
		if s.eof || len(s.rest) > s.d.maxRecord {
			return nil
		}
		s.rest = slices.Grow(s.rest, max(4<<10, len(s.rest))) // doubled: the record is parsed again each time
		n, err := s.in.Read(s.rest[len(s.rest):cap(s.rest)])
		s.rest = s.rest[:len(s.rest)+n]
		if s.eof = err == io.EOF; err != nil && !s.eof {
			return err
		}
	}
}
