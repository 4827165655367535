package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// openJSON opens JSON lines, an array of objects, objects one behind the other, or an object that holds such an array.
func openJSON(in *input, o *Options) (*Table, error) {
	stream, cs, err := in.decoded(o) // what is not UTF-8 is rejected record by record
	if err != nil {
		return nil, err
	}
	text, whole, err := readSample(stream)
	if err != nil {
		return nil, err
	}
	s := &jsonSource{name: in.name, in: stream, o: o, eof: whole}
	format := s.layout(text, whole)
	s.t = &jsonTable{o: o, lines: s.lines}
	paths, rows := s.sample(text, whole)
	if len(paths) == 0 {
		return nil, s.nothing(whole)
	}
	if len(rows) == 1 && keyed(paths) {
		return nil, &FormatError{in.name, "a JSON object that holds each product under a key of its own", "export the products as an array, or as JSON lines"}
	}
	found, err := findColumns(in.name, "", paths, rows, o)
	if err != nil {
		return nil, err
	}
	s.t.shape = (&shape{header: paths, columns: found.columns, more: found.allergens, decoded: cs.enc != nil || in.coded != "", grid: true}).prepare()
	t := &Table{Source: in.name, Header: paths, Columns: found.columns, Choices: found.choices, JoinIngredients: found.join, SameList: found.same, Allergens: found.allergens, Lacks: found.lacks,
		Dialect: Dialect{JSON: true}, Notes: found.notes, Size: in.size, Format: format + ", " + cs.name, src: s}
	if in.packed != "" {
		t.Format += ", " + in.packed
	}
	if in.packed != "" || cs.enc != nil {
		t.Size = -1
	}
	return t, nil
}

// nothing is the error of a file of whose first objects none can be read.
func (s *jsonSource) nothing(whole bool) error {
	for _, b := range s.firstObjects(whole) {
		if !json.Valid(b) {
			line := s.line + bytes.Count(s.rest[:bytes.Index(s.rest, b)], lfBytes) + 1
			return &FormatError{s.name, fmt.Sprintf("JSON none of whose first objects can be read (line %d: this is not JSON: %s)", line, jsonFault(b)), "mend it, or export it again"}
		}
	}
	if rest := jsonSpace(s.rest); len(rest) > 0 && rest[0] == '{' && !s.lines && jsonEnd(rest) < 0 {
		return s.broken(s.line + bytes.Count(s.rest[:len(s.rest)-len(rest)], lfBytes) + 1)
	}
	if whole && len(s.firstObjects(whole)) > 0 {
		return &FormatError{s.name, "JSON whose values are no objects with members, so nothing says what they are", "export the products as objects"}
	}
	return &EmptyError{s.name}
}

// layout finds how the objects stand in the file, and leaves in rest the text from the first one on.
func (s *jsonSource) layout(text []byte, whole bool) (format string) {
	begin := jsonSpace(text)
	first, _, more := bytes.Cut(begin, lfBytes)
	s.rest = text
	if begin[0] == '[' {
		s.array = true
		s.skipTo(text, len(text)-len(begin)+1)
		return "JSON array"
	}
	if !objectsFollow(begin) {
		if rest, path := findProducts(begin); rest != nil {
			s.array, s.inside = true, true
			s.skipTo(text, len(text)-len(rest))
			return "JSON object whose array " + path + " is read"
		}
	}
	if json.Valid(first) && (more || whole) || !json.Valid(first) && linesOfObjects(begin) {
		s.lines = true
		return "JSON lines"
	}
	return "JSON objects"
}

func (s *jsonSource) skipTo(text []byte, at int) {
	s.rest, s.line = text[at:], bytes.Count(text[:at], lfBytes)
}

// linesOfObjects tells whether most lines begin and end as objects do, or begin with a member's name, though the first is damaged.
func linesOfObjects(text []byte) bool {
	n, objects := 0, 0
	for _, l := range bytes.Split(text, lfBytes) {
		if l = bytes.TrimSpace(l); len(l) > 0 {
			if n++; l[0] == '{' && (l[len(l)-1] == '}' || len(l) > 1 && l[1] == '"') {
				objects++
			}
		}
	}
	return objects > 1 && objects*2 > n
}

// sample gives the paths of all members of the first objects, in the order in which they come up, and their texts.
func (s *jsonSource) sample(text []byte, whole bool) (paths []string, rows [][]string) {
	s.t.index = map[string]int{}
	flat := &jsonFlat{}
	var cells []string
	flat.put = func(path, text []byte) {
		i, ok := s.t.index[string(path)]
		if !ok {
			if len(paths) == maxColumns {
				return
			}
			i = len(paths)
			paths = append(paths, string(path))
			s.t.index[string(path)] = i
		}
		for len(cells) <= i {
			cells = append(cells, "")
		}
		if cells[i] == "" {
			cells[i] = string(text)
		}
	}
	for _, b := range s.firstObjects(whole) {
		if !json.Valid(b) || b[0] != '{' {
			continue
		}
		cells = nil
		flat.text, flat.path = flat.text[:0], flat.path[:0]
		flat.object(b, 0)
		for i := range cells {
			cells[i] = strings.ToValidUTF8(cells[i], "\ufffd")
		}
		rows = append(rows, cells)
	}
	for i := range paths {
		paths[i] = strings.ToValidUTF8(paths[i], "\ufffd")
	}
	s.t.column = len(paths)
	return paths, rows
}

// firstObjects gives the objects at the beginning of rest.
func (s *jsonSource) firstObjects(whole bool) (objects [][]byte) {
	p := &jsonPart{jsonTable: s.t, buf: s.rest}
	if s.lines {
		if end := bytes.LastIndexByte(p.buf, '\n'); end >= 0 && !whole {
			p.buf = p.buf[:end+1]
		}
		p.split()
	} else {
		probe := &jsonSource{in: bytes.NewReader(nil), o: s.o}
		probe.cutValues(p)
	}
	for _, span := range p.spans[:min(len(p.spans), sampleRecords)] {
		if b := jsonSpace(p.buf[span.start:span.end]); len(b) > 0 {
			objects = append(objects, bytes.TrimRight(b, " \t\r\n"))
		}
	}
	return objects
}
