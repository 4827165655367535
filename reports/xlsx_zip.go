package reports

import (
	"archive/zip"
	"cmp"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"

	"github.com/klauspost/compress/flate"
)

// packageWriter takes the parts of a workbook in any order, keeps them compressed, and writes them in the order of
// their names when it is closed. Left to itself, the library would write sheets in an order that changes from run to
// run, and hold the whole file in memory.
type packageWriter struct {
	w        io.Writer
	parts    []*part
	replaced map[string]*part // parts that are written here, in place of the library's
}

// part is one file of a package.
type part struct {
	zip.FileHeader
	data       spool // compressed
	crc        hash.Hash32
	compressor *flate.Writer // nil once the part has ended
}

func newPackage(w io.Writer) *packageWriter {
	return &packageWriter{w: w, replaced: map[string]*part{}}
}

// replace begins a part that stands for what the library writes under the name.
func (p *packageWriter) replace(name string) (*part, error) {
	c, err := p.begin(name)
	p.replaced[name] = c
	return c, err
}

func (p *packageWriter) begin(name string) (*part, error) {
	c := &part{FileHeader: zip.FileHeader{Name: name, Method: zip.Deflate}, crc: crc32.NewIEEE()}
	var err error
	c.compressor, err = flate.NewWriter(&c.data, flate.BestSpeed)
	p.parts = append(p.parts, c)
	return c, err
}

// Create begins a part that the library writes.
func (p *packageWriter) Create(name string) (io.Writer, error) {
	if p.replaced[name] != nil {
		return io.Discard, nil
	}
	return p.begin(name)
}

func (c *part) Write(data []byte) (int, error) {
	c.crc.Write(data)
	c.UncompressedSize64 += uint64(len(data))
	return c.compressor.Write(data)
}

// end completes the part and its header.
func (c *part) end() error {
	err := c.compressor.Close()
	c.compressor = nil
	c.CRC32 = c.crc.Sum32()
	c.CompressedSize64 = uint64(c.data.Len())
	return err
}

// AddFS is a part of the library's interface that it does not use here.
func (p *packageWriter) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the package.
func (p *packageWriter) Close() error {
	slices.SortFunc(p.parts, func(a, b *part) int { return cmp.Compare(a.Name, b.Name) })
	z := zip.NewWriter(p.w)
	for _, c := range p.parts {
		if err := c.end(); err != nil {
			return err
		}
		to, err := z.CreateRaw(&c.FileHeader)
		if err != nil {
			return err
		}
		if err := c.data.copyTo(to, 0, c.data.Len()); err != nil {
			return err
		}
	}
	return z.Close()
}

// discard forgets all parts.
func (p *packageWriter) discard() error {
	var errs []error
	for _, c := range p.parts {
		errs = append(errs, c.data.discard())
	}
	return errors.Join(errs...)
}
