package catalog

import (
	"bytes"
	"io"
	"sync"
)

// csvSource cuts a CSV file into batches at record boundaries.
type csvSource struct {
	d                 *dialect
	in                io.Reader
	chunk             int
	rest              []byte // bytes read that belong to the next batch
	eof               bool
	skip              bool // the last batch was the beginning of a record too long to hold: drop the rest of its line
	err               error
	shape             *shape
	above, aboveLines int // rows and lines above the first record
	last              *stretch
}

// parts holds the buffers of batches between uses.
var parts = sync.Pool{New: func() any { return new(csvPart) }}

// next reads a chunk, finds its last record boundary and keeps what stands behind it for the next batch.
func (s *csvSource) next() (*Batch, error) {
	if s.err != nil {
		return nil, s.err
	}
	p := parts.Get().(*csvPart)
	p.reset(s)
	p.buf = append(p.buf[:0], s.rest...)
	for want := s.chunk; ; want *= 2 {
		if err := s.fill(p, want); err != nil {
			s.err = err
			return nil, err
		}
		if s.skip && !s.dropLine(p) {
			want = (s.chunk + 1) / 2 // doubled by the loop: nothing of this line is kept, so the buffer need not grow with it
			continue
		}
		end := len(p.buf)
		if !s.eof {
			end = s.d.boundary(p.buf)
			// A record this long is cut by its own bytes alone, so it need not be held whole.
			if end == 0 && len(p.buf) > s.d.maxRecord+s.d.maxRecord/4+len(s.d.delim) {
				end, s.skip, p.cut = s.d.maxRecord+1, true, true
				if j := bytes.IndexByte(p.buf[end:], s.d.nl); j >= 0 {
					end, s.skip = end+j+1, false
				}
			}
		}
		if end > 0 {
			s.rest = append(s.rest[:0], p.buf[end:]...)
			if p.cut && s.skip {
				s.rest = s.rest[:0]
			}
			p.buf = p.buf[:end]
			if err := s.peek(p); err != nil {
				s.err = err
				return nil, err
			}
			return &Batch{part: p, bytes: int64(end)}, nil
		}
		if s.eof {
			s.err = io.EOF
			parts.Put(p)
			return nil, io.EOF
		}
	}
}

// fill reads until p holds want bytes or the file ends.
func (s *csvSource) fill(p *csvPart, want int) error {
	if cap(p.buf) < want {
		grown := make([]byte, len(p.buf), want)
		copy(grown, p.buf)
		p.buf = grown
	}
	for len(p.buf) < want && !s.eof {
		n, err := s.in.Read(p.buf[len(p.buf):want])
		p.buf = p.buf[:len(p.buf)+n]
		switch {
		case err == io.EOF:
			s.eof = true
		case err != nil:
			return err
		}
	}
	return nil
}

// dropLine removes the rest of a cut record's line from the front of p. It is false if more must be read.
func (s *csvSource) dropLine(p *csvPart) bool {
	j := bytes.IndexByte(p.buf, s.d.nl)
	if j < 0 {
		p.buf = p.buf[:0]
		if s.eof {
			s.skip = false
		}
		return s.eof
	}
	p.buf = p.buf[:copy(p.buf, p.buf[j+1:])]
	s.skip = false
	return true
}

// csvPart is a chunk of a CSV file that begins and ends at a record boundary.
type csvPart struct {
	d                 *dialect
	shape             *shape
	buf               []byte
	above, aboveLines int // rows and lines of the table above its first record
	stretch           *stretch
	cut               bool // buf holds the beginning of one record that is too long
	nextShort         bool // the row behind the last may be the rest of its list
	rows              []row
	parsed            parsed
	cells             [][]byte
	scratch           []byte
}

func (p *csvPart) reset(s *csvSource) {
	p.d, p.shape, p.cut = s.d, s.shape, false
	p.above, p.aboveLines = s.above, s.aboveLines
	p.stretch = s.last.follow()
	s.last = p.stretch
	p.rows, p.parsed.fields = p.rows[:0], p.parsed.fields[:0]
}

func (p *csvPart) release() {
	const keep = 4 << 20 // do not hold on to the memory that one long record needed
	if cap(p.buf) > 2*keep || cap(p.parsed.fields) > keep/4 || cap(p.rows) > keep/32 || cap(p.scratch) > keep {
		return
	}
	parts.Put(p)
}

// split finds the records and their cells.
func (p *csvPart) split() (rows, lines int) {
	p.rows, p.parsed.fields = p.rows[:0], p.parsed.fields[:0]
	for at := 0; at < len(p.buf); {
		at, _ = p.d.record(p.buf, at, true, &p.parsed)
		if p.parsed.fault == faultUnclosed || p.parsed.fault == faultRecordLong {
			p.parsed.lines = uint32(bytes.Count(p.buf[p.parsed.start:p.parsed.end], p.d.lineEnd())) + 1
		}
		p.rows = append(p.rows, p.parsed.row)
		lines += int(p.parsed.lines)
	}
	p.checkText()
	p.findHeaders()
	return len(p.rows), lines
}

// findHeaders finds the rows that are headers.
func (p *csvPart) findHeaders() {
	last := rowPlain
	for i := range p.rows {
		r := &p.rows[i]
		end := p.cellsEnd(i)
		if r.fault != sound || end-r.first < 2 {
			continue
		}
		if t := r.first + uint32(p.shape.text); p.shape.text >= 0 && t < end {
			if c := p.parsed.fields[t]; !p.shape.mayBeHeader(int(c.end&cellMask - c.start)) {
				continue // nearly every row ends here
			}
		}
		p.scratch = p.scratch[:0]
		p.cells = p.cells[:0]
		for _, c := range p.parsed.fields[r.first:end] {
			p.cells = append(p.cells, p.text(c))
		}
		if r.kind = p.shape.kind(p.cells); r.kind != rowPlain {
			last = r.kind
		}
	}
	if p.stretch != nil {
		p.stretch.last.Store(uint32(last))
	}
}

// each hands out the records.
func (p *csvPart) each(row, line int, fn func(*Record) error) error {
	var rec Record
	row, line = row+p.above, line+p.aboveLines
	inOther, last := p.stretch.entry(), p.shape.lastColumn()
	for i := range p.rows {
		if k := p.rows[i].kind; k != rowPlain {
			inOther = k == rowOther
		}
		p.fill(&rec, &p.rows[i], p.cellsEnd(i), inOther)
		if last {
			p.brokenOff(&rec, i)
		}
		rec.Row, rec.Line = row, line
		if rec.Err != nil {
			rec.Err.Line += line
			rec.Raw = p.raw(&p.rows[i])
		}
		if err := fn(&rec); err != nil {
			return err
		}
		row++
		line += int(p.rows[i].lines)
	}
	return nil
}

func (p *csvPart) cellsEnd(i int) uint32 {
	if i+1 < len(p.rows) {
		return p.rows[i+1].first
	}
	return uint32(len(p.parsed.fields))
}

// text is a cell's text. A cell with quotes to undo is written to the scratch buffer, the others stay where they are.
func (p *csvPart) text(c cell) []byte {
	text := p.buf[c.start : c.end&cellMask]
	if c.end&(cellEscaped|cellStray) == 0 {
		return text
	}
	from := len(p.scratch)
	p.scratch = p.d.unquote(p.scratch, text, c.end&cellStray != 0)
	return p.scratch[from:len(p.scratch):len(p.scratch)]
}

// fill makes rec the record of r.
func (p *csvPart) fill(rec *Record, r *row, last uint32, inOther bool) {
	rec.Raw, rec.Err, rec.Skip, rec.Notes = nil, nil, "", rec.Notes[:0]
	cells, empty := p.cells[:0], true
	p.scratch = p.scratch[:0]
	for _, c := range p.parsed.fields[r.first:last] {
		text := p.text(c)
		empty = empty && len(bytes.TrimSpace(text)) == 0
		cells = append(cells, text)
	}
	if r.fault != sound {
		rec.Err = p.rejection(r)
		p.cells, rec.Fields = cells, cells
		return
	}
	if empty {
		p.cells, rec.Fields, rec.Skip = cells, cells, SkipBlank
		return
	}
	n := len(cells)
	for len(cells) < p.d.columns {
		cells = append(cells, nil)
	}
	p.cells, rec.Fields = cells, cells
	p.shape.judge(rec, n, int(r.stray), r.kind, inOther)
}
