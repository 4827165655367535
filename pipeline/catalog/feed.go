package catalog

import (
	"fmt"
	"io"
)

// feedSource hands out the rows of a format that one reader reads from front to end.
type feedSource struct {
	gridBase
	row   func(p *gridPart) error // adds the next row; io.EOF behind the last
	taken func() int64            // bytes read so far
	told  int64
	err   error
}

// openFeed reads the first rows and finds the columns. names gives the header, which may grow while the first rows are read, and
// format says then what they are.
func openFeed(in *input, o *Options, s *feedSource, names func() []string, format func() string) (*Table, error) {
	s.o = o
	first := &gridPart{o: o}
	for len(first.rows) < sampleRecords && len(first.buf) < sampleSize && s.err == nil {
		s.err = s.row(first)
	}
	if s.err != nil && s.err != io.EOF {
		return nil, s.err
	}
	header := names()
	rows := first.sample()
	if len(rows) == 0 {
		return nil, &EmptyError{in.name}
	}
	found, err := findColumns(in.name, "", header, rows, o)
	if err != nil {
		return nil, err
	}
	s.begin(first, -1, &shape{header: header, columns: found.columns, more: found.allergens, decoded: in.coded != "" || o.Encoding != "", grid: true})
	t := &Table{Source: in.name, Format: format(), Header: header, Columns: found.columns, Choices: found.choices, JoinIngredients: found.join, SameList: found.same, Allergens: found.allergens, Lacks: found.lacks,
		Dialect: sheetDialect, Notes: found.notes, Size: in.size, src: s}
	if in.packed != "" {
		t.Format += ", " + in.packed
		t.Size = -1
	}
	return t, nil
}

func (s *feedSource) next() (*Batch, error) {
	p := s.first
	if s.first = nil; p == nil {
		p = s.part()
		for len(p.rows) < infoRows && len(p.buf) < s.o.ChunkSize && s.err == nil {
			s.err = s.row(p)
		}
		if s.err != nil && s.err != io.EOF {
			return nil, s.err
		}
		if len(p.rows) == 0 {
			gridParts.Put(p)
			return nil, io.EOF
		}
	}
	b := &Batch{part: p, bytes: s.taken() - s.told}
	s.told += b.bytes
	return b, nil
}

// guard turns a panic of a library that reads a damaged file into an error.
func guard(name, kind string, fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &FormatError{name, fmt.Sprintf("a damaged %s file (%v)", kind, r), "export it again"}
		}
	}()
	if err = fn(); err != nil && err != io.EOF {
		err = &FormatError{name, fmt.Sprintf("a damaged %s file (%v)", kind, err), "export it again"}
	}
	return err
}
