package catalog

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Open opens the catalog at path; "-" is standard input. The format is found by the content: an extension may lie.
// Errors are one line with what to do; those of the operating system are *os.PathError.
func Open(path string, o Options) (*Catalog, error) {
	if path == "-" {
		return OpenReader(os.Stdin, "standard input", o)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &FormatError{path, "a directory", "name the catalog in it"}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	in := &input{name: path, path: path, r: f, size: info.Size(), files: []io.Closer{f}}
	if info.Mode().IsRegular() {
		in.at = f
	} else {
		in.size = -1
	}
	return open(in, o)
}

// OpenReader reads a catalog from r, which Close does not close. name stands in messages and reports.
func OpenReader(r io.Reader, name string, o Options) (*Catalog, error) {
	return open(&input{name: name, r: r, size: -1}, o)
}

// input is one stream of bytes: a file, standard input, the inside of a compressed one.
type input struct {
	name   string
	path   string // "" if it is no file of its own
	r      io.Reader
	at     io.ReaderAt // nil where it can only be read from front to end
	size   int64       // -1 if unknown
	packed string      // how it was packed, in words: "gzip"
	coded  string      // the encoding, in words, from which r and sample were decoded to UTF-8 before the format was known
	sample []byte      // its beginning; r goes on behind it
	whole  bool        // sample is all there is
	files  []io.Closer // to be closed with the catalog
}

// sampleSize is how much of a file is looked at to find its format, dialect and header.
const sampleSize = 256 << 10

// peek reads the sample.
func (in *input) peek() error {
	b := make([]byte, sampleSize)
	n, err := io.ReadFull(in.r, b)
	in.sample = b[:n]
	in.whole = err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !in.whole {
		return err
	}
	return nil
}

// reader is the whole input from its start, sample included.
func (in *input) reader() io.Reader { return io.MultiReader(bytes.NewReader(in.sample), in.r) }

// open finds the format and hands the input to the format's reader. Files are closed if it fails.
func open(in *input, o Options) (*Catalog, error) {
	o.fill()
	c := &Catalog{}
	if err := openInto(c, in, &o); err != nil {
		c.files = append(c.files, in.files...)
		c.Close()
		return nil, err
	}
	c.files = append(c.files, in.files...)
	return c, nil
}

func openInto(c *Catalog, in *input, o *Options) error {
	if err := in.peek(); err != nil {
		return err
	}
	if len(in.sample) == 0 {
		return &EmptyError{in.name}
	}
	if err := decodeWide(in, o); err != nil {
		return err
	}
	switch k := detect(in.sample); k {
	case kindGzip, kindZstd:
		return openCompressed(c, in, k, o)
	case kindZip:
		return openZip(c, in, o)
	case kindText:
		t, err := openCSV(in, o)
		if ext := strings.ToLower(filepath.Ext(in.name)); err == nil && (ext == ".xlsx" || ext == ".xls" || ext == ".xlsm") {
			t.Notes = append(t.Notes, fmt.Sprintf("the file is called %s but holds plain text; it was read as CSV", ext))
		}
		return c.add(t, err, o, "sheet")
	case kindOLE:
		return oleKind(in).of(in.name)
	case kindJSON:
		t, err := openJSON(in, o)
		return c.add(t, err, o, "sheet", "delimiter", "quote", "escape", "line-end")
	case kindXML:
		t, err := openXML(in, o)
		return c.add(t, err, o, "sheet", "delimiter", "quote", "escape", "line-end")
	case kindParquet:
		t, err := openParquet(c, in, o)
		return c.add(t, err, o, "sheet", "delimiter", "quote", "escape", "line-end", "encoding")
	default:
		return unreadable[k].of(in.name)
	}
}

// decodeWide decodes JSON and XML in UTF-16, which show what they are only then. A text in cells is decoded when its dialect is found.
func decodeWide(in *input, o *Options) error {
	if o.Encoding != "" {
		return nil
	}
	cs, err := findCharset(in.sample[:min(len(in.sample), 4096)], in.whole && len(in.sample) <= 4096, "")
	if err != nil || cs.enc == nil || !strings.HasPrefix(cs.name, "UTF-16") {
		return err
	}
	begin, err := cs.enc.NewDecoder().Bytes(in.sample[cs.skip : cs.skip+(min(len(in.sample), 4096)-cs.skip)/2*2])
	if k := detect(begin); err != nil || k != kindJSON && k != kindXML && k != kindHTML {
		return nil
	}
	r, err := cs.decode(in.reader())
	if err != nil {
		return err
	}
	in.r, in.sample, in.size, in.coded = r, nil, -1, cs.name
	return in.peek()
}

// decoded gives the input's text as UTF-8, and says how it was written: as --encoding says, or as was found out before. XML and JSON
// say or fix by themselves what else they are written in.
func (in *input) decoded(o *Options) (io.Reader, *charset, error) {
	if o.Encoding == "" {
		if in.coded != "" {
			return in.reader(), &charset{name: in.coded}, nil
		}
		c := &charset{name: "UTF-8"}
		if bytes.HasPrefix(in.sample, []byte(marks[0].mark)) {
			c.skip = len(marks[0].mark)
		}
		r, err := c.decode(in.reader())
		return r, c, err
	}
	c, err := namedCharset(in.sample, o.Encoding)
	if err != nil {
		return nil, nil, err
	}
	r, err := c.decode(in.reader())
	return r, c, err
}

// add adds a table that was opened, for which the options of the given names mean nothing.
func (c *Catalog) add(t *Table, err error, o *Options, nothing ...string) error {
	if err != nil {
		return err
	}
	given := map[string]string{"sheet": o.Sheet, "delimiter": o.Delimiter, "quote": o.Quote, "escape": o.Escape, "line-end": o.LineEnd, "encoding": o.Encoding}
	for _, option := range nothing {
		if given[option] != "" {
			t.Ignored = append(t.Ignored, option)
			t.Notes = append(t.Notes, fmt.Sprintf("--%s means nothing for this format", option))
		}
	}
	c.Tables = append(c.Tables, t)
	return nil
}
