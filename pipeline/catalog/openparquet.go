package catalog

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// parquetRows is how many rows are decoded at a time.
const parquetRows = 128

// parquetFeed reads the rows of a Parquet file, one row group after the other.
type parquetFeed struct {
	name    string
	file    *parquet.File
	texts   []func(dst []byte, v parquet.Value) []byte // of each leaf column
	group   int
	rows    parquet.Rows
	buf     []parquet.Row
	n, at   int
	done    bool  // rows has ended
	read    int64 // rows
	cells   []string
	scratch [][]byte
}

// openParquet opens a Parquet file. It is read from its end, so it cannot be a stream.
func openParquet(c *Catalog, in *input, o *Options) (*Table, error) {
	if in.at == nil {
		b, err := io.ReadAll(io.LimitReader(in.reader(), maxPipedZip+1))
		if err != nil {
			return nil, err
		}
		if len(b) > maxPipedZip {
			return nil, &FormatError{in.name, fmt.Sprintf("a Parquet file of more than %d MiB that cannot be read from its end", maxPipedZip>>20), "name it as a file"}
		}
		in.at, in.size = bytes.NewReader(b), int64(len(b))
	}
	f := &parquetFeed{name: in.name, buf: make([]parquet.Row, parquetRows)}
	err := guard(in.name, "Parquet", func() (err error) {
		f.file, err = parquet.OpenFile(in.at, in.size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
		return err
	})
	if err != nil {
		return nil, err
	}
	var names []string
	for _, path := range f.file.Schema().Columns() {
		leaf, ok := f.file.Schema().Lookup(path...)
		if !ok {
			return nil, &FormatError{in.name, "a Parquet file whose columns can't be found", "export it again"}
		}
		names = append(names, parquetName(path))
		f.texts = append(f.texts, parquetText(leaf.Node.Type()))
	}
	f.scratch = make([][]byte, len(names))
	c.files = append(c.files, f)
	s := &feedSource{row: f.row, taken: func() int64 { return in.size * f.read / max(f.file.NumRows(), 1) }}
	return openFeed(in, o, s, func() []string { return names }, func() string { return "Parquet" })
}

// parquetName is a column's name; the levels that only make a list are left out.
func parquetName(path []string) string {
	var names []string
	for i, p := range path {
		if i > 0 && (p == "list" || p == "element" || p == "item" || p == "array" || p == "bag" || p == "array_element") {
			continue
		}
		names = append(names, p)
	}
	return strings.Join(names, ".")
}

// Close ends reading.
func (f *parquetFeed) Close() error {
	if f.rows == nil {
		return nil
	}
	return guard(f.name, "Parquet", f.rows.Close)
}

// row adds the next row.
func (f *parquetFeed) row(p *gridPart) error {
	for f.at == f.n {
		if err := guard(f.name, "Parquet", f.decode); err != nil {
			return err
		}
	}
	for i := range f.scratch {
		f.scratch[i] = f.scratch[i][:0]
	}
	for _, v := range f.buf[f.at] {
		if i := v.Column(); i >= 0 && i < len(f.texts) && !v.IsNull() {
			if len(f.scratch[i]) > 0 {
				f.scratch[i] = append(f.scratch[i], ", "...)
			}
			f.scratch[i] = f.texts[i](f.scratch[i], v)
		}
	}
	f.cells = f.cells[:0]
	for _, b := range f.scratch {
		f.cells = append(f.cells, string(b))
	}
	p.add(f.cells, nil, false)
	f.at++
	f.read++
	return nil
}

// decode reads the next rows; io.EOF if there are none, and an error if they are fewer than the file says.
func (f *parquetFeed) decode() error {
	groups := f.file.RowGroups()
	if f.done { // the rows' memory is given back only now
		f.done = false
		rows := f.rows
		if f.rows = nil; rows.Close() != nil {
			return fmt.Errorf("row group %d can't be closed", f.group)
		}
	}
	if f.rows == nil {
		if f.group == len(groups) {
			if f.read != f.file.NumRows() {
				return fmt.Errorf("it holds %d rows and says that it holds %d", f.read, f.file.NumRows())
			}
			return io.EOF
		}
		f.rows = groups[f.group].Rows()
		f.group++
	}
	n, err := f.rows.ReadRows(f.buf)
	f.n, f.at = n, 0
	if err == io.EOF || err == nil && n == 0 {
		f.done, err = true, nil
	}
	return err
}

// parquetText gives what writes a column's values as texts.
func parquetText(t parquet.Type) func(dst []byte, v parquet.Value) []byte {
	l := t.LogicalType()
	if l == nil {
		return appendValue
	}
	switch l := l.Value.(type) {
	case *format.DateType:
		return func(dst []byte, v parquet.Value) []byte {
			return time.Unix(int64(v.Int32())*86400, 0).UTC().AppendFormat(dst, "2006-01-02")
		}
	case *format.TimestampType:
		if l.Unit.Value == nil || l.Unit.Value.Duration() <= 0 {
			break
		}
		unit := l.Unit.Value.Duration()
		perSecond := int64(time.Second / unit)
		return func(dst []byte, v parquet.Value) []byte {
			return time.Unix(v.Int64()/perSecond, v.Int64()%perSecond*int64(unit)).UTC().AppendFormat(dst, "2006-01-02T15:04:05")
		}
	case *format.DecimalType:
		return func(dst []byte, v parquet.Value) []byte { return appendDecimal(dst, v, int(l.Scale)) }
	}
	return appendValue
}

func appendValue(dst []byte, v parquet.Value) []byte {
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.AppendBool(dst, v.Boolean())
	case parquet.Int32:
		return strconv.AppendInt(dst, int64(v.Int32()), 10)
	case parquet.Int64:
		return strconv.AppendInt(dst, v.Int64(), 10)
	case parquet.Float:
		return strconv.AppendFloat(dst, float64(v.Float()), 'f', -1, 32)
	case parquet.Double:
		return strconv.AppendFloat(dst, v.Double(), 'f', -1, 64)
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return append(dst, v.ByteArray()...)
	}
	return append(dst, v.String()...)
}

// appendDecimal writes a number that is stored as an integer.
func appendDecimal(dst []byte, v parquet.Value, scale int) []byte {
	var n int64
	switch v.Kind() {
	case parquet.Int32:
		n = int64(v.Int32())
	case parquet.Int64:
		n = v.Int64()
	default:
		b := v.ByteArray()
		if len(b) == 0 || len(b) > 16 || len(b) > 8 && !fits64(b) {
			return append(dst, v.String()...)
		}
		if b[0]&0x80 != 0 {
			n = -1
		}
		for _, c := range b {
			n = n<<8 | int64(c)
		}
	}
	digits := strconv.FormatInt(n, 10)
	if scale <= 0 || scale > 18 {
		return append(dst, digits...)
	}
	if digits[0] == '-' {
		dst, digits = append(dst, '-'), digits[1:]
	}
	for len(digits) <= scale {
		digits = "0" + digits
	}
	dst = append(dst, digits[:len(digits)-scale]...)
	return append(append(dst, '.'), digits[len(digits)-scale:]...)
}

// fits64 tells whether a big-endian integer fits 64 bits.
func fits64(b []byte) bool {
	sign := byte(0)
	if b[len(b)-8]&0x80 != 0 {
		sign = 0xff
	}
	for _, c := range b[:len(b)-8] {
		if c != sign {
			return false
		}
	}
	return true
}
