package catalog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"unicode/utf8"
)

// jsonSource cuts a file of JSON objects into batches: one on each line, or one behind the other, as in an array.
type jsonSource struct {
	name   string
	in     io.Reader
	o      *Options
	t      *jsonTable
	lines  bool // each object has a line of its own
	rest   []byte
	line   int // lines above rest
	eof    bool
	skip   bool // the beginning of a line too long to hold was handed out: drop the rest of it
	array  bool // the objects stand in an array, …
	inside bool // … which is a member of an object
	closed bool // the array has ended
	err    error
}

// jsonTable is what the parts of a table have in common.
type jsonTable struct {
	shape  *shape
	o      *Options
	lines  bool
	index  map[string]int // column of each path
	column int            // number of columns
}

// jsonPart is a run of objects.
type jsonPart struct {
	*jsonTable
	buf    []byte
	spans  []jsonSpan
	line   int // lines above buf; only where objects have no lines of their own
	flat   jsonFlat
	fields [][]byte
	set    []bool
	rec    Record
	lists  bool // the record has a member of the name of a list that is no column
}

// jsonSpan is where a record stands in its part.
type jsonSpan struct {
	start, end int
	line       int // lines of the part above it
	long       bool
}

var jsonParts = sync.Pool{New: func() any { return new(jsonPart) }}

func (p *jsonPart) release() {
	if cap(p.buf) <= 8<<20 && cap(p.flat.text) <= 4<<20 {
		jsonParts.Put(p)
	}
}

func (s *jsonSource) next() (*Batch, error) {
	if s.err != nil {
		return nil, s.err
	}
	p := jsonParts.Get().(*jsonPart)
	p.jsonTable, p.spans, p.line = s.t, p.spans[:0], s.line
	p.buf = append(p.buf[:0], s.rest...)
	for want := s.o.ChunkSize; ; want *= 2 {
		if err := s.fill(p, want); err != nil {
			s.err = err
			return nil, err
		}
		end, err := s.cut(p)
		if err != nil {
			s.err = err
			return nil, err
		}
		if end > 0 {
			s.rest = append(s.rest[:0], p.buf[end:]...)
			p.buf = p.buf[:end]
			s.line += bytes.Count(p.buf, lfBytes)
			return &Batch{part: p, bytes: int64(end)}, nil
		}
		if s.eof {
			s.err = io.EOF
			jsonParts.Put(p)
			return nil, io.EOF
		}
		if s.skip {
			want = s.o.ChunkSize / 2 // what was read is dropped
		}
	}
}

// fill reads until p holds want bytes or the file ends.
func (s *jsonSource) fill(p *jsonPart, want int) error {
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

// cut finds where the last whole record ends; 0 if more must be read.
func (s *jsonSource) cut(p *jsonPart) (int, error) {
	if !s.lines {
		return s.cutValues(p)
	}
	if s.skip {
		j := bytes.IndexByte(p.buf, '\n')
		if j < 0 && !s.eof {
			p.buf = p.buf[:0]
			return 0, nil
		}
		if j < 0 {
			j = len(p.buf) - 1
		}
		p.buf = p.buf[:copy(p.buf, p.buf[j+1:])]
		s.skip = false
	}
	if s.eof {
		return len(p.buf), nil
	}
	end := bytes.LastIndexByte(p.buf, '\n') + 1
	if end == 0 && len(p.buf) > s.o.MaxRecord {
		s.skip = true
		s.rest = s.rest[:0]
		p.spans = append(p.spans[:0], jsonSpan{end: s.o.MaxRecord, long: true})
		p.buf = p.buf[:s.o.MaxRecord+1]
		p.buf[s.o.MaxRecord] = '\n'
		return len(p.buf), nil
	}
	return end, nil
}

// cutValues finds the objects of an array, or those that stand one behind the other.
func (s *jsonSource) cutValues(p *jsonPart) (int, error) {
	at, end, line, counted := 0, 0, 0, 0
	p.spans = p.spans[:0]
	for !s.closed {
		for at < len(p.buf) && (space(p.buf[at]) || p.buf[at] == ',') {
			at++
		}
		if at == len(p.buf) {
			end = at
			break
		}
		if p.buf[at] == ']' {
			s.closed = true
			break
		}
		n := jsonEnd(p.buf[at:])
		if n < 0 && s.eof && p.buf[at] != '{' && p.buf[at] != '[' {
			n = len(p.buf) - at
		}
		if n == 0 {
			n = 1 // a bracket that closes nothing
		}
		if n < 0 || n > s.o.MaxRecord {
			if s.eof || len(p.buf)-at > s.o.MaxRecord {
				return 0, s.broken(s.line + bytes.Count(p.buf[:at], lfBytes) + 1)
			}
			break
		}
		line += bytes.Count(p.buf[counted:at], lfBytes)
		counted = at
		p.spans = append(p.spans, jsonSpan{start: at, end: at + n, line: line})
		at += n
		end = at
	}
	if s.closed {
		var err error
		if end = len(p.buf); at < end { // it has just ended
			s.eof = true
			err = s.behind(p.buf[at+1:])
		}
		if len(p.spans) == 0 {
			end = 0
		}
		return end, err
	}
	if len(p.spans) == 0 {
		if s.array && s.eof && at == len(p.buf) {
			return 0, &FormatError{s.name, fmt.Sprintf("damaged JSON (line %d: the array is not closed: the file was cut off)", s.line+bytes.Count(p.buf, lfBytes)+1), "export it again"}
		}
		return 0, nil
	}
	return end, nil
}

// behind reads what stands behind the array to its end, for checksums count. Behind one that is the whole file nothing may stand: it
// would be lost.
func (s *jsonSource) behind(rest []byte) error {
	if s.inside {
		_, err := io.Copy(io.Discard, s.in)
		return err
	}
	b := make([]byte, 32<<10)
	for {
		if len(jsonSpace(rest)) > 0 {
			return &FormatError{s.name, "JSON that goes on behind its array", "put all objects into one array, or export JSON lines"}
		}
		n, err := s.in.Read(b)
		if err == io.EOF && n == 0 {
			return nil
		}
		if err != nil && err != io.EOF {
			return err
		}
		rest = b[:n]
	}
}

// broken is the error of a file whose objects cannot be told apart any more.
func (s *jsonSource) broken(line int) error {
	what := "it ends inside this object: the file was cut off, or a quote or bracket is missing"
	if !s.eof {
		what = fmt.Sprintf("the object is longer than %d bytes (--max-record), or a quote or bracket is missing", s.o.MaxRecord)
	}
	return &FormatError{s.name, fmt.Sprintf("damaged JSON (line %d: %s)", line, what), "export it again, best as JSON lines, where damage stays within its line"}
}

// split finds the lines; objects without lines of their own were found when they were read.
func (p *jsonPart) split() (rows, lines int) {
	if !p.lines {
		return len(p.spans), 0
	}
	if len(p.spans) == 1 && p.spans[0].long {
		return 1, 1
	}
	p.spans = p.spans[:0]
	for at := 0; at < len(p.buf); {
		end := len(p.buf)
		if j := bytes.IndexByte(p.buf[at:], '\n'); j >= 0 {
			end = at + j
		}
		p.spans = append(p.spans, jsonSpan{start: at, end: end, line: len(p.spans)})
		at = end + 1
	}
	return len(p.spans), len(p.spans)
}

// each hands out the records.
func (p *jsonPart) each(row, line int, fn func(*Record) error) error {
	if !p.lines {
		line = p.line + 1
	}
	p.flat.put = p.put
	for i := range p.spans {
		s := &p.spans[i]
		p.read(p.buf[s.start:s.end], s.long)
		p.rec.Row, p.rec.Line = row+i, line+s.line
		if p.rec.Err != nil {
			p.rec.Err.Line = p.rec.Line
			raw := bytes.TrimRight(p.buf[s.start:s.end], "\r")
			p.rec.Raw = raw[:min(len(raw), p.o.MaxRecord)]
		}
		if err := fn(&p.rec); err != nil {
			return err
		}
	}
	return nil
}

// read makes the record of an object.
func (p *jsonPart) read(b []byte, long bool) {
	p.rec = Record{Notes: p.rec.Notes[:0]}
	p.fields, p.set = p.fields[:0], p.set[:0]
	for range p.column {
		p.fields, p.set = append(p.fields, nil), append(p.set, false)
	}
	p.rec.Fields = p.fields
	b = jsonSpace(b)
	switch {
	case len(b) == 0:
		p.rec.Skip = SkipBlank
		return
	case long || len(b) > p.o.MaxRecord:
		p.rec.Err = &RowError{Code: "record-too-long", Message: fmt.Sprintf("the object is longer than %d bytes (--max-record)", p.o.MaxRecord)}
	case !utf8.Valid(b):
		p.rec.Err = &RowError{Code: "invalid-encoding", Message: "the bytes are not UTF-8; if the file has another encoding, name it with --encoding"}
	case !json.Valid(b):
		p.rec.Err = &RowError{Code: "invalid-json", Message: "this is not JSON: " + jsonFault(b)}
	case b[0] != '{':
		p.rec.Err = &RowError{Code: "no-object", Message: "this is no JSON object, so it names no fields"}
	}
	if p.rec.Err != nil {
		return
	}
	p.flat.text, p.flat.path, p.flat.lost, p.lists = p.flat.text[:0], p.flat.path[:0], false, false
	p.flat.object(b, 0)
	p.judge()
}

// put takes the text of a member.
func (p *jsonPart) put(path, text []byte) {
	i, ok := p.index[string(path)]
	list := ok && slices.Contains(p.shape.columns[FieldIngredients], i)
	switch {
	case list && p.flat.unread:
		p.rec.Notes = append(p.rec.Notes, CellNote{Code: NoteUnread, Column: i, Message: unreadMembers})
	case p.flat.first > 0 && (list || ok && slices.Contains(p.shape.columns[FieldDescription], i)):
		p.rec.Notes = append(p.rec.Notes, CellNote{Code: NoteUnread, Column: i, Message: "several objects have this member, and only that of the first was read"})
	}
	switch {
	case !ok:
		if f, known := namesColumn(path); known && f == FieldIngredients && len(text) > 0 {
			p.lists = true
		}
	case p.set[i] && len(p.fields[i]) > 0 && len(text) > 0 && !bytes.Equal(p.fields[i], text):
		p.rec.Notes = append(p.rec.Notes, CellNote{Code: NoteTwice, Column: i, Message: "the object has this member twice; the first counts"})
	case !p.set[i] || len(p.fields[i]) == 0:
		p.set[i], p.fields[i] = true, text
		if p.flat.lost {
			p.flat.lost = false
			p.rec.Notes = append(p.rec.Notes, CellNote{Code: NoteUndecodable, Column: i, Message: "an escape sequence that stands for no character was replaced by U+FFFD"})
		}
	}
}

// judge looks at the record's cells.
func (p *jsonPart) judge() {
	rec := &p.rec
	for i, c := range rec.Fields {
		if len(c) > p.o.MaxField {
			rec.Err = &RowError{Code: "field-too-long", Column: i + 1, Message: fmt.Sprintf("the text is longer than %d bytes (--max-field)", p.o.MaxField)}
			return
		}
	}
	if allBlank(rec.Fields) && !p.lists {
		rec.Skip = SkipBlank
		return
	}
	if t := p.shape.text; p.lists && (t < 0 || blank(rec.Fields[t])) {
		rec.Err = &RowError{Code: "late-field", Message: "the list stands in a member that no object at the file's beginning has, so it was not taken for a column; name it with --map ingredients=…"}
		return
	}
	if p.lists {
		rec.Notes = append(rec.Notes, CellNote{Code: NoteUnread, Column: p.shape.text, Message: unreadMembers})
	}
	p.shape.judge(rec, len(rec.Fields), 0, rowPlain, false)
}

// jsonFault says what is wrong with b, and where.
func jsonFault(b []byte) string {
	var v any
	err := json.Unmarshal(b, &v)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("%v (byte %d)", err, syntax.Offset)
	}
	return fmt.Sprint(err)
}
