package catalog

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Limits of archives. What is in them is read as a stream, so its size needs none.
const (
	maxMembers   = 10_000
	maxPipedZip  = 256 << 20 // bytes of a zip archive that cannot be read from its end, and is held in memory
	maxZstdFrame = 64 << 20  // bytes of window
)

// openCompressed opens what is inside a gzip or zstd stream.
func openCompressed(c *Catalog, in *input, k kind, o *Options) error {
	how := map[kind]string{kindGzip: "gzip", kindZstd: "zstd"}[k]
	packed, err := in.within(how)
	if err != nil {
		return err
	}
	inner := &input{name: in.name, size: -1, packed: packed}
	if k == kindZstd {
		z, err := zstd.NewReader(in.reader(), zstd.WithDecoderMaxWindow(maxZstdFrame), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return fmt.Errorf("%s: %w", in.name, err)
		}
		inner.r = z
		inner.files = []io.Closer{z.IOReadCloser()}
	} else {
		z, err := gzip.NewReader(in.reader())
		if err != nil {
			return damagedStream(in.name, "gzip", err)
		}
		inner.r = z
	}
	inner.r = &damageReader{inner.r, in.name, packed}
	c.files = append(c.files, inner.files...)
	return openInto(c, inner, o)
}

// within says how what is inside of in is packed. An archive may hold itself, so there is an end to it.
func (in *input) within(how string) (packed string, err error) {
	switch {
	case in.packed == "":
		return how, nil
	case strings.Contains(in.packed, " in "):
		return "", &FormatError{in.name, "packed more than twice", "unpack it first"}
	}
	return how + " in " + in.packed, nil
}

// damageReader says of what file a damaged stream is.
type damageReader struct {
	r            io.Reader
	name, packed string
}

func (d *damageReader) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	if err != nil && err != io.EOF {
		return n, damagedStream(d.name, d.packed, err)
	}
	return n, err
}

func damagedStream(name, packed string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		return fmt.Errorf("%s: the %s data end too early: the file was cut off; fetch or export it again", name, packed)
	}
	return fmt.Errorf("%s: damaged %s data (%w); fetch or export it again", name, packed, err)
}

// openZip opens a workbook, or every catalog of an archive.
func openZip(c *Catalog, in *input, o *Options) error {
	if in.at == nil {
		b, err := io.ReadAll(io.LimitReader(in.reader(), maxPipedZip+1))
		if err != nil {
			return err
		}
		if len(b) > maxPipedZip {
			return &FormatError{in.name, fmt.Sprintf("a zip archive of more than %d MiB that cannot be read from its end", maxPipedZip>>20), "name it as a file"}
		}
		in.at, in.size = bytes.NewReader(b), int64(len(b))
	}
	z, err := zip.NewReader(in.at, in.size)
	if err != nil {
		return &FormatError{in.name, "a damaged zip archive or workbook (" + err.Error() + ")", "fetch or export it again"}
	}
	if len(z.File) > maxMembers {
		return &FormatError{in.name, fmt.Sprintf("an archive of %d files, and %d are allowed", len(z.File), maxMembers), "unpack it first"}
	}
	if r, ok := officeKind(z); ok {
		return r.of(in.name)
	}
	if isWorkbook(z) {
		return openXLSX(c, in, z, o)
	}
	return openMembers(c, in, z, o)
}

// officeKind tells whether the archive is an office document, and which.
func officeKind(z *zip.Reader) (refusal, bool) {
	for _, f := range z.File {
		switch {
		case f.Name == "xl/workbook.bin":
			return refusal{"a binary Excel workbook (.xlsb)", "save it as .xlsx or .csv"}, true
		case f.Name == "content.xml":
			return refusal{"an OpenDocument file (.ods)", "save it as .xlsx or .csv"}, true
		case f.Name == "ppt/presentation.xml":
			return refusal{"a PowerPoint presentation", "save the catalog as .xlsx or .csv"}, true
		case f.Name == "word/document.xml":
			return refusal{"a Word document", "save the catalog as .xlsx or .csv"}, true
		case f.Name == "Index/Document.iwa" || f.Name == "Index.zip":
			return refusal{"an Apple Numbers or Pages document", "export it as .xlsx or .csv"}, true
		case f.Name == "xl/workbook.xml" && f.Flags&1 != 0:
			return refusal{"an encrypted Excel workbook", "save it without a password"}, true
		}
	}
	return refusal{}, false
}

// isWorkbook tells whether the archive is a workbook in the format of .xlsx.
func isWorkbook(z *zip.Reader) bool {
	for _, f := range z.File {
		if key := partKey(f.Name); key == "_rels/.rels" || key == "xl/workbook.xml" {
			return true
		}
	}
	return false
}

// openMembers opens the catalogs of an archive one behind the other. A member that is none is told as a note.
func openMembers(c *Catalog, in *input, z *zip.Reader, o *Options) error {
	packed, err := in.within("zip")
	if err != nil {
		return err
	}
	if what := overlaps(z); what != "" {
		return &FormatError{in.name, "an archive that is not safe to read: " + what, "unpack it first, if it comes from where you think it does"}
	}
	var firstErr error
	var notes []string
	for _, f := range z.File {
		base := path.Base(f.Name)
		if f.FileInfo().IsDir() || strings.HasPrefix(f.Name, "__MACOSX/") || strings.HasPrefix(base, ".") {
			continue
		}
		m, err := openMember(in, f, packed, o)
		if err != nil {
			if firstErr == nil {
				firstErr = err
			}
			notes = append(notes, err.Error())
			continue
		}
		for _, t := range m {
			c.files = append(c.files, t.src.(io.Closer))
		}
		c.Tables = append(c.Tables, m...)
	}
	switch {
	case len(c.Tables) == 0 && firstErr != nil:
		return firstErr
	case len(c.Tables) == 0:
		return &EmptyError{in.name}
	}
	c.Tables[0].Notes = append(c.Tables[0].Notes, notes...)
	return nil
}

// openMember finds the dialect and header of one member, and leaves it to be opened again when it is read: an archive may
// have thousands.
func openMember(in *input, f *zip.File, packed string, o *Options) ([]*Table, error) {
	switch {
	case f.Flags&1 != 0:
		return nil, &FormatError{in.name + "!" + f.Name, "encrypted", "unpack it first"}
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return nil, &FormatError{in.name + "!" + f.Name, fmt.Sprintf("packed by a method that is not read (%d)", f.Method), "unpack it first"}
	}
	probe := func() (*Catalog, error) {
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%s!%s: %w", in.name, f.Name, err)
		}
		name := in.name + "!" + f.Name
		m := &input{name: name, r: &damageReader{r, name, "zip"}, size: -1, packed: packed, files: []io.Closer{r}}
		return open(m, *o)
	}
	c, err := probe()
	if err != nil {
		return nil, err
	}
	for i, t := range c.Tables {
		t.src = &lateSource{open: probe, index: i}
	}
	return c.Tables, c.Close()
}

// lateSource opens its catalog when it is first read and closes it at the end.
type lateSource struct {
	open  func() (*Catalog, error)
	index int
	c     *Catalog

	closed bool
}

func (s *lateSource) next() (*Batch, error) {
	if s.closed {
		return nil, io.EOF
	}
	if s.c == nil {
		c, err := s.open()
		if err != nil {
			return nil, err
		}
		s.c = c
	}
	b, err := s.c.Tables[s.index].src.next()
	if err != nil {
		s.Close()
	}
	return b, err
}

// Close closes the member if it is open.
func (s *lateSource) Close() error {
	if s.c == nil || s.closed {
		return nil
	}
	s.closed = true
	return s.c.Close()
}
