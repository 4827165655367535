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
		return c.add(t, err)
	case kindOLE:
		return oleKind(in).of(in.name)
	case kindJSON:
		return c.add(openJSON(in, o))
	case kindXML:
		return c.add(openXML(in, o))
	case kindParquet:
		return c.add(openParquet(c, in, o))
	default:
		return unreadable[k].of(in.name)
	}
}

// add adds a table that was opened.
func (c *Catalog) add(t *Table, err error) error {
	if err != nil {
		return err
	}
	c.Tables = append(c.Tables, t)
	return nil
}
