package reports

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"screen/pipeline"
	"screen/rules"
)

// parquetRows is how many rows a row group has, and so how many wait in memory.
const parquetRows = 20_000

// parquetFile writes the columns of a CSV report, with their types, and a column of families that is a list. The rule
// set's title, version and digest stand in the file's metadata. Rejected rows are no products and have no row.
//
// Append renders values in a compact form of its own (see parquetRow), which Write decodes.
type parquetFile struct {
	out    *parquet.GenericWriter[any]
	l      *layout
	values []parquet.Value // of the row in Write, reused
}

// inOrder is a group whose columns stand in the order given, and not by name.
type inOrder struct {
	parquet.Group
	fields []parquet.Field
}

func (g *inOrder) Fields() []parquet.Field { return g.fields }

func newParquet(w io.Writer, l *layout) *parquetFile {
	g := &l.set.Guide
	return &parquetFile{l: l, out: parquet.NewGenericWriter[any](w, parquetSchema(l), parquet.CreatedBy("screen", g.Version, ""),
		parquet.MaxRowsPerRowGroup(parquetRows), parquet.Compression(&parquet.Snappy),
		parquet.KeyValueMetadata("guide", g.Title), parquet.KeyValueMetadata("guide.version", g.Version), parquet.KeyValueMetadata("rules.digest", l.set.Digest))}
}

// parquetSchema types the columns of a products table: identity and words are text, verdicts are text from a
// dictionary; what may be missing is optional.
func parquetSchema(l *layout) *parquet.Schema {
	few := parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	typed := map[string]parquet.Node{
		"row": parquet.Int(32), "spf": parquet.Optional(parquet.Int(32)), "unrecognized": parquet.Int(32), "leave_on": parquet.Leaf(parquet.BooleanType),
		"id": parquet.String(), "name": parquet.String(), "price": parquet.String(), "reasons": parquet.String(), "diagnostics": parquet.String(),
		"sheet": parquet.Optional(few), "families": parquet.Repeated(few),
	}
	for _, s := range l.skins {
		typed["suitable_from/"+l.skinID(s)] = parquet.Optional(few)
	}
	names := append(l.tableColumns(), "families")
	group := &inOrder{Group: parquet.Group{}}
	for _, name := range names {
		node, ok := typed[name]
		if !ok {
			node = few
		}
		group.Group[name] = node
	}
	byName := map[string]parquet.Field{}
	for _, f := range group.Group.Fields() {
		byName[f.Name()] = f
	}
	for _, name := range names {
		group.fields = append(group.fields, byName[name])
	}
	return parquet.NewSchema("products", group)
}

// parquetRow is a row in the making: its length, then its values by column, each with a letter before it.
type parquetRow struct {
	dst   []byte
	start int
}

func (r *parquetRow) text(s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	r.dst = binary.LittleEndian.AppendUint32(append(r.dst, 's'), uint32(len(s)))
	r.dst = append(r.dst, s...)
}

// optional is text that is missing where it is empty.
func (r *parquetRow) optional(s string) {
	if s == "" {
		r.dst = append(r.dst, '-')
		return
	}
	r.dst = append(r.dst, '?')
	r.text(s)
}

func (r *parquetRow) number(n int) {
	r.dst = binary.LittleEndian.AppendUint32(append(r.dst, 'n'), uint32(int32(n)))
}

func (r *parquetRow) bool(b bool) {
	if b {
		r.dst = append(r.dst, 't')
	} else {
		r.dst = append(r.dst, 'f')
	}
}

// appended is the text that f appends.
func (r *parquetRow) appended(f func(dst []byte) []byte) {
	r.dst = append(r.dst, 's', 0, 0, 0, 0)
	start := len(r.dst)
	r.dst = f(r.dst)
	if !utf8.Valid(r.dst[start:]) {
		repaired := bytes.ToValidUTF8(r.dst[start:], []byte("\uFFFD"))
		r.dst = append(r.dst[:start], repaired...)
	}
	binary.LittleEndian.PutUint32(r.dst[start-4:], uint32(len(r.dst)-start))
}

func (p *parquetFile) Append(dst []byte, r *pipeline.Result) []byte {
	row := parquetRow{append(dst, 0, 0, 0, 0), len(dst) + 4}
	row.text(r.Source)
	row.optional(r.Sheet)
	row.number(r.Row)
	row.text(r.ID)
	row.text(r.Brand)
	row.text(r.Name)
	row.text(r.Price)
	row.text(kind(r))
	row.bool(r.Facts.LeaveOn)
	if r.Facts.SPF < 0 {
		row.optional("")
	} else {
		row.dst = append(row.dst, '?')
		row.number(int(r.Facts.SPF))
	}
	row.text(r.Facts.List.String())
	for _, c := range p.l.cells {
		row.text(r.Decision.Verdicts[c.at].String())
	}
	for _, s := range p.l.skins {
		from := ""
		if phase := r.Decision.SuitableFrom[s]; phase >= 0 {
			from = p.l.phaseID(phase)
		}
		row.optional(from)
	}
	row.appended(func(dst []byte) []byte { return p.l.appendReasons(dst, r) })
	row.number(len(r.Unknown))
	row.appended(func(dst []byte) []byte { return appendDiagnosticWords(dst, r.Diagnostics) })
	p.appendFamilies(&row, r.Facts.Families)
	binary.LittleEndian.PutUint32(row.dst[row.start-4:], uint32(len(row.dst)-row.start))
	return row.dst
}

// appendFamilies appends a list: each value but the first has a '+' before it.
func (p *parquetFile) appendFamilies(row *parquetRow, set rules.FamilySet) {
	first := true
	for i := range p.l.set.Families {
		f := &p.l.set.Families[i]
		if !f.Reported || !has(set, i) {
			continue
		}
		if first {
			row.dst = append(row.dst, '?')
		} else {
			row.dst = append(row.dst, '+')
		}
		first = false
		row.text(f.ID)
	}
	if first {
		row.optional("")
	}
}

func (p *parquetFile) AppendRejected(dst []byte, _ *pipeline.Rejected) []byte { return dst }

func (p *parquetFile) Write(rendered []byte) error {
	for len(rendered) > 0 {
		n := 4 + int(binary.LittleEndian.Uint32(rendered))
		p.decode(rendered[4:n])
		if _, err := p.out.WriteRows([]parquet.Row{p.values}); err != nil {
			return err
		}
		rendered = rendered[n:]
	}
	return nil
}

// decode makes p.values from what Append rendered.
func (p *parquetFile) decode(b []byte) {
	p.values = p.values[:0]
	column, repetition, definition := -1, 0, 0
	for len(b) > 0 {
		var v parquet.Value
		n := 1
		switch b[0] {
		case '?': // the value that follows is there, in a column where it may not be
			definition = 1
			b = b[1:]
			continue
		case '+': // the value that follows is one more of the same list
			repetition, definition = 1, 1
			b = b[1:]
			continue
		case 's':
			n = 5 + int(binary.LittleEndian.Uint32(b[1:]))
			v = parquet.ByteArrayValue(b[5:n])
		case 'n':
			n = 5
			v = parquet.Int32Value(int32(binary.LittleEndian.Uint32(b[1:])))
		case 't', 'f':
			v = parquet.BooleanValue(b[0] == 't')
		}
		if repetition == 0 {
			column++
		}
		p.values = append(p.values, v.Level(repetition, definition, column))
		repetition, definition = 0, 0
		b = b[n:]
	}
}

func (p *parquetFile) Close(*pipeline.Summary) error { return p.out.Close() }
