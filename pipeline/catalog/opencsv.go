package catalog

import (
	"bytes"
	"fmt"
	"io"
)

// openCSV finds encoding, dialect, header and columns of a text file from its beginning.
func openCSV(in *input, o *Options) (*Table, error) {
	cs, err := findCharset(in.sample, in.whole, o.Encoding)
	if err != nil {
		return nil, err
	}
	stream, err := cs.decode(in.reader())
	if err != nil {
		return nil, err
	}
	text, whole, err := readSample(stream)
	if err != nil {
		return nil, err
	}
	if blank(bytes.ReplaceAll(text, lfBytes, nil)) {
		return nil, &EmptyError{in.name}
	}
	d, mixed, err := findDialect(text, whole, o)
	if err != nil {
		return nil, err
	}
	if mixed {
		stream = &crReader{r: io.MultiReader(bytes.NewReader(text), stream)}
		if text, whole, err = readSample(stream); err != nil {
			return nil, err
		}
	}
	b := beginning(d, text, whole)
	if bad := b.binary(); bad != "" {
		return nil, &FormatError{in.name, bad, "name a catalog in CSV or .xlsx"}
	}
	h := findHeader(b.rows, o)
	d.columns = len(h.cells)
	found, err := findColumns(in.name, "", h.cells, b.rows[h.row+1:], o)
	if err != nil {
		return nil, err
	}
	t := &Table{Source: in.name, Header: h.cells, HeaderRow: h.row + 1, Columns: found.columns, Choices: found.choices, JoinIngredients: found.join, SameList: found.same, Allergens: found.allergens, Lacks: found.lacks,
		Notes: append(h.notes, found.notes...), Size: in.size, Format: "CSV, " + d.words() + ", " + cs.name}
	if string(d.delim) != oneColumn {
		t.Dialect = Dialect{Delimiter: string(d.delim), Quote: d.quote, LineEnd: d.nl}
	}
	if cs.doubt {
		t.Notes = append(t.Notes, "the encoding is not certain: if names look wrong, --encoding NAME says which it is")
	}
	if in.packed != "" {
		t.Format += ", " + in.packed
		t.Size = -1
	}
	if mixed {
		t.Format += ", mixed line ends"
	}
	if cs.enc != nil {
		t.Size = -1 // Batch.Bytes counts bytes of UTF-8
	}
	start, lines := b.end(h.row)
	t.src = &csvSource{d: d, in: stream, chunk: o.ChunkSize, rest: bytes.Clone(text[start:]), above: h.row + 1, aboveLines: lines,
		shape: (&shape{header: h.cells, delim: d.delim, columns: found.columns, more: found.allergens, decoded: cs.enc != nil, cont: continuation(h.cells, o)}).prepare()}
	return t, nil
}

func readSample(r io.Reader) (text []byte, whole bool, err error) {
	b := make([]byte, sampleSize)
	n, err := io.ReadFull(r, b)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return b[:n], true, nil
	}
	return b[:n], false, err
}

// start is the first records of a CSV file.
type start struct {
	rows  [][]string
	ends  []int // where each ends in the sample
	lines []int // physical lines up to each one's end

	size, nuls, controls int // bytes of the sample, zero bytes, control characters
}

// beginning parses the first records of the sample; the last is left out if it may go on behind it.
func beginning(d *dialect, text []byte, whole bool) *start {
	b := &start{nuls: bytes.Count(text, []byte{0}), size: len(text)}
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && bytes.IndexByte(d.delim, c) < 0 {
			b.controls++
		}
	}
	p := csvPart{d: d, buf: text, shape: &shape{}}
	lines := 0
	for at := 0; at < len(text) && len(b.rows) < sampleRecords; {
		p.parsed.fields = p.parsed.fields[:0]
		next, ok := d.record(text, at, whole, &p.parsed)
		if !ok {
			break
		}
		at = next
		lines += int(p.parsed.lines)
		var cells []string
		for _, c := range p.parsed.fields {
			cells = append(cells, string(p.text(c)))
		}
		b.rows, b.ends, b.lines = append(b.rows, cells), append(b.ends, at), append(b.lines, lines)
	}
	return b
}

// end is where row ends, in bytes and lines; the beginning for -1.
func (b *start) end(row int) (at, lines int) {
	if row < 0 || row >= len(b.ends) {
		return 0, 0
	}
	return b.ends[row], b.lines[row]
}

// binary says, in words, what the file is if it is no text at all.
func (b *start) binary() string {
	if b.nuls > 64 && b.nuls > 20*len(b.rows) {
		return fmt.Sprintf("a binary file (%d zero bytes at its beginning)", b.nuls)
	}
	if b.controls >= 8 && b.controls > b.size/50 {
		return "a binary file, or an encrypted one, and no text"
	}
	return ""
}

// continuation gives what tells the rows of an export that go on with the product above: as the profile says, or as exports
// of that header do; nil if a product takes one row.
func continuation(header []string, o *Options) func(*Record) bool {
	p := o.Profile
	if p == nil {
		p = matchProfile(header)
	}
	if p == nil {
		return nil
	}
	return p.continuation(header)
}
