package catalog

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// Open opens the catalog at path; "-" is standard input.
func Open(path string, o Options) (*Catalog, error) {
	if path == "-" {
		return OpenReader(os.Stdin, "-", o)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a directory, not a catalog", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	c, err := openReader(f, path, info.Size(), o)
	if err != nil {
		f.Close()
		return nil, err
	}
	c.files = append([]io.Closer{f}, c.files...)
	return c, nil
}

// OpenReader reads a catalog from r, which Close does not close. name stands in messages and reports.
func OpenReader(r io.Reader, name string, o Options) (*Catalog, error) {
	return openReader(r, name, -1, o)
}

// sampleSize is how much of a file is looked at to find its dialect and header.
const sampleSize = 256 << 10

func openReader(r io.Reader, name string, size int64, o Options) (*Catalog, error) {
	o.fill()
	sample := make([]byte, sampleSize)
	n, err := io.ReadFull(r, sample)
	sample = sample[:n]
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole {
		return nil, err
	}
	t, err := openCSV(r, sample, whole, name, size, o)
	if err != nil {
		return nil, err
	}
	return &Catalog{Tables: []*Table{t}}, nil
}

// openCSV finds the dialect and the header in the sample and makes the table.
func openCSV(r io.Reader, sample []byte, whole bool, name string, size int64, o Options) (*Table, error) {
	sample = bytes.TrimPrefix(sample, []byte("\xef\xbb\xbf"))
	if blank(bytes.ReplaceAll(sample, lfBytes, nil)) {
		return nil, &EmptyError{Source: name}
	}
	d := &dialect{quote: '"', nl: '\n', delim: sniffDelim(sample), maxField: o.MaxField, maxRecord: o.MaxRecord}
	t := &Table{Source: name, Size: size, Format: "CSV, " + delimName(d.delim) + ", UTF-8", HeaderRow: 1}
	var head parsed
	end, _ := d.record(sample, 0, true, &head)
	p := &csvPart{d: d, buf: sample, parsed: head, shape: &shape{}}
	var rec Record
	p.fill(&rec, &head.row, uint32(len(head.fields)))
	for _, c := range rec.Fields {
		t.Header = append(t.Header, string(bytes.TrimSpace(c)))
	}
	d.columns = len(t.Header)
	cols, err := findColumns(t.Header, o)
	if err != nil {
		return nil, err
	}
	t.Columns = cols
	t.src = &csvSource{table: t, d: d, in: r, chunk: o.ChunkSize, rest: append([]byte(nil), sample[end:]...),
		above: 1, aboveLines: int(head.lines), shape: &shape{header: t.Header, columns: cols}}
	return t, nil
}

// EmptyError says that a catalog holds nothing.
type EmptyError struct{ Source string }

func (e *EmptyError) Error() string { return e.Source + ": the catalog is empty" }

func sniffDelim(sample []byte) []byte {
	line, _, _ := bytes.Cut(sample, lfBytes)
	best, most := byte(','), 0
	for _, c := range []byte(",;\t|:^~") {
		if n := bytes.Count(line, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return []byte{best}
}

var delimNames = map[string]string{",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ":": "colon", "^": "caret", "~": "tilde"}

func delimName(d []byte) string {
	if n := delimNames[string(d)]; n != "" {
		return n
	}
	return fmt.Sprintf("%q", d)
}
