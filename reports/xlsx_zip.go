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
	"github.com/xuri/excelize/v2"
)

// writePackage writes a workbook to w with its parts in the order of their names. Left to itself, the library would
// write streamed sheets in an order that changes from run to run, and hold the whole file in memory.
func writePackage(w io.Writer, f *excelize.File) error {
	p := &packageWriter{w: w}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	_, err := f.WriteToBuffer()
	return errors.Join(err, p.spool.discard())
}

// packageWriter takes the parts of a workbook in any order, compresses them into a spool, and writes them to w when it
// is closed.
type packageWriter struct {
	w     io.Writer
	spool spool
	parts []*part
}

// part is one compressed file of a package.
type part struct {
	zip.FileHeader
	start      int64
	crc        hash.Hash32
	compressor *flate.Writer
}

// Create ends the part before and begins the next.
func (p *packageWriter) Create(name string) (io.Writer, error) {
	if err := p.endPart(); err != nil {
		return nil, err
	}
	c := &part{FileHeader: zip.FileHeader{Name: name, Method: zip.Deflate}, start: p.spool.Len(), crc: crc32.NewIEEE()}
	var err error
	c.compressor, err = flate.NewWriter(&p.spool, flate.BestSpeed)
	p.parts = append(p.parts, c)
	return c, err
}

func (c *part) Write(data []byte) (int, error) {
	c.crc.Write(data)
	c.UncompressedSize64 += uint64(len(data))
	return c.compressor.Write(data)
}

func (p *packageWriter) endPart() error {
	if len(p.parts) == 0 {
		return nil
	}
	c := p.parts[len(p.parts)-1]
	if c.compressor == nil {
		return nil
	}
	err := c.compressor.Close()
	c.compressor = nil
	c.CRC32 = c.crc.Sum32()
	c.CompressedSize64 = uint64(p.spool.Len() - c.start)
	return err
}

// AddFS is a part of the library's interface that it does not use here.
func (p *packageWriter) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the package.
func (p *packageWriter) Close() error {
	if err := p.endPart(); err != nil {
		return err
	}
	slices.SortFunc(p.parts, func(a, b *part) int { return cmp.Compare(a.Name, b.Name) })
	z := zip.NewWriter(p.w)
	for _, c := range p.parts {
		to, err := z.CreateRaw(&c.FileHeader)
		if err != nil {
			return err
		}
		if err := p.spool.copyTo(to, c.start, int64(c.CompressedSize64)); err != nil {
			return err
		}
	}
	return z.Close()
}
