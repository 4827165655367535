package catalog

import (
	"fmt"
	"io"
	"sync"

	"github.com/xuri/excelize/v2"
)

// xlsxSource reads a sheet's rows with excelize, and compares each with what the scan found in it. The scan runs ahead, so
// that excelize reads no row that was not checked.
type xlsxSource struct {
	gridBase
	book  *xlsxBook
	sheet sheetRef
	rows  *excelize.Rows

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
	s := &xlsxSource{gridBase: gridBase{o: o}, book: b, sheet: sheet, infos: make(chan *infoChunk, 4), chunk: &infoChunk{}, quit: make(chan struct{})}
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
	p := s.part()
	if err := s.fill(p); err != nil {
		return nil, err
	}
	if len(p.rows) == 0 {
		s.stop()
		gridParts.Put(p)
		return nil, io.EOF
	}
	return s.batch(p), nil
}

func (s *xlsxSource) batch(p *gridPart) *Batch {
	b := &Batch{part: p, bytes: s.bytes}
	s.bytes = 0
	return b
}

// fill reads the rows of a batch; none are left at the end of the sheet.
func (s *xlsxSource) fill(p *gridPart) error {
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
func (s *xlsxSource) read(p *gridPart, info *rowInfo) error {
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
