package reports

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"screen/pipeline"
	"screen/pipeline/catalog"
)

// Rejects writes the rows that could not be read, so that they can be mended and read again: a header, and below it
// each row as its bytes stand in the catalog, behind columns that tell its place and the reason. The file is written as
// its catalog is (delimiter, quotes, line ends), for the row's bytes only mean the same there.
//
// Rows under one header and dialect share a file. The first file has the given name and is always made, be it empty;
// further ones, for catalogs that are written in another way, are made when a row needs them.
type Rejects struct {
	create func(path string) (io.Writer, error)
	files  []*rejectsFile
	of     map[rejectsTable]int // index into files
}

type rejectsTable struct{ source, sheet string }

type rejectsFile struct {
	path   string
	form   rejectsForm
	w      io.Writer // nil until it is made
	rows   int
	header bool // was written
}

// NewRejects returns the sink of --rejects for the tables of a run. It makes files through create, none of them yet.
func NewRejects(path string, tables []*catalog.Table, create func(path string) (io.Writer, error)) *Rejects {
	r := &Rejects{create: create, of: map[rejectsTable]int{}}
	for _, t := range tables {
		form := newRejectsForm(t)
		i := slices.IndexFunc(r.files, func(f *rejectsFile) bool { return f.form.equal(&form) })
		if i < 0 {
			i = len(r.files)
			r.files = append(r.files, &rejectsFile{path: numbered(path, i+1), form: form})
		}
		r.of[rejectsTable{t.Source, t.Sheet}] = i
	}
	return r
}

// Begin makes the first file.
func (r *Rejects) Begin() (err error) {
	if len(r.files) > 0 {
		r.files[0].w, err = r.create(r.files[0].path)
	}
	return err
}

// numbered is the name of the nth file: rejects.csv, rejects-2.csv …
func numbered(path string, n int) string {
	if n == 1 {
		return path
	}
	ext := filepath.Ext(path)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), n, ext)
}

// Paths are the names of all files that the run may make.
func (r *Rejects) Paths() []string {
	var paths []string
	for _, f := range r.files {
		paths = append(paths, f.path)
	}
	return paths
}

func (r *Rejects) Append(dst []byte, _ *pipeline.Result) []byte { return dst }

// AppendRejected puts before each row which file it is for, and how long it is.
func (r *Rejects) AppendRejected(dst []byte, j *pipeline.Rejected) []byte {
	i := r.of[rejectsTable{j.Source, j.Sheet}]
	dst = binary.LittleEndian.AppendUint32(dst, uint32(i))
	length := len(dst)
	dst = binary.LittleEndian.AppendUint32(dst, 0)
	start := len(dst)
	dst = r.files[i].form.appendRow(dst, j)
	binary.LittleEndian.PutUint32(dst[length:], uint32(len(dst)-start))
	return dst
}

func (r *Rejects) Write(rendered []byte) error {
	for len(rendered) > 0 {
		f := r.files[binary.LittleEndian.Uint32(rendered)]
		n := int(binary.LittleEndian.Uint32(rendered[4:]))
		row := rendered[8 : 8+n]
		rendered = rendered[8+n:]
		if err := r.write(f, row); err != nil {
			return err
		}
	}
	return nil
}

func (r *Rejects) write(f *rejectsFile, row []byte) (err error) {
	if f.w == nil {
		if f.w, err = r.create(f.path); err != nil {
			return err
		}
	}
	if !f.header {
		f.header = true // JSON has none
		if err := writeAll(f.w, f.form.header()); err != nil {
			return err
		}
	}
	f.rows++
	return writeAll(f.w, row)
}

func (r *Rejects) Close(*pipeline.Summary) error { return nil }

func (r *Rejects) notes() (notes []string) {
	for _, f := range r.files {
		if f.rows > 0 {
			notes = append(notes, fmt.Sprintf("Rejected rows written to %s: %s. Mend them there, and run that file.", f.path, figure(f.rows)))
		}
	}
	return notes
}

// rejectsForm is how a rejects file is written.
type rejectsForm struct {
	cells   []string // of the header, behind RejectColumns; none for JSON
	dialect catalog.Dialect
	quoted  bool // rows stand in one quoted cell, since their own form is not that of a CSV file
	again   bool // the catalog is such a file itself: its rows begin with the place and the reason from last time
}

func newRejectsForm(t *catalog.Table) rejectsForm {
	f := rejectsForm{cells: t.Header, dialect: t.Dialect}
	if n := len(catalog.RejectColumns); len(t.Header) >= n && slices.Equal(t.Header[:n], catalog.RejectColumns) {
		f.again, f.cells = true, t.Header[n:]
	}
	switch {
	case t.Dialect.JSON:
		f.cells = nil
	case t.Dialect.Delimiter == "":
		f.dialect, f.quoted = catalog.Dialect{Delimiter: ",", Quote: '"', LineEnd: '\n'}, true
		if len(t.Header) != 1 {
			f.cells = []string{"original"}
		}
	case len(t.Header) > 0 && t.Header[0] == "#1": // made up: the catalog has no header
		f.cells = nil
		for i := range t.Header {
			f.cells = append(f.cells, "column "+strconv.Itoa(i+1))
		}
	}
	return f
}

func (f *rejectsForm) equal(g *rejectsForm) bool {
	return f.quoted == g.quoted && f.again == g.again && f.dialect == g.dialect && slices.Equal(f.cells, g.cells)
}

func (f *rejectsForm) header() []byte {
	if f.dialect.JSON {
		return nil
	}
	var line []byte
	for i, name := range append(slices.Clone(catalog.RejectColumns), f.cells...) {
		if i > 0 {
			line = append(line, f.dialect.Delimiter...)
		}
		line = f.appendCell(line, name)
	}
	return append(line, f.dialect.LineEnd)
}

func (f *rejectsForm) appendRow(dst []byte, j *pipeline.Rejected) []byte {
	if f.dialect.JSON {
		return appendRejectedJSON(dst, j)
	}
	place, raw := []byte(nil), j.Raw
	if f.again {
		place, raw = f.parts(raw)
	}
	dst = append(dst, place...)
	cells := []string{j.Source, j.Sheet, strconv.Itoa(j.Row), strconv.Itoa(j.Line), f.soften(j.Column), j.Code, f.soften(j.Message)}
	if place != nil {
		cells = cells[placeColumns:]
	}
	for _, cell := range cells {
		dst = append(f.appendCell(dst, cell), f.dialect.Delimiter...)
	}
	if f.quoted {
		dst = f.appendCell(dst, string(raw))
	} else {
		dst = append(dst, raw...)
	}
	return append(dst, f.dialect.LineEnd)
}

// placeColumns is how many of catalog.RejectColumns tell a row's place; the others tell the reason.
const placeColumns = 4

// parts cuts a row of a file of rejected rows: its place in the first catalog, as it was written, and the row itself. place is nil
// where the row does not begin with all of these cells any more.
func (f *rejectsForm) parts(raw []byte) (place, row []byte) {
	at := 0
	for i := range catalog.RejectColumns {
		if q := f.dialect.Quote; q != 0 && at < len(raw) && raw[at] == q {
			for at++; ; at += 2 { // a doubled quote goes on
				end := bytes.IndexByte(raw[at:], q)
				if end < 0 {
					return nil, raw
				}
				if at += end; at+1 >= len(raw) || raw[at+1] != q {
					break
				}
			}
		}
		end := bytes.Index(raw[at:], []byte(f.dialect.Delimiter))
		if end < 0 {
			return nil, raw
		}
		if at += end + len(f.dialect.Delimiter); i == placeColumns-1 {
			place = raw[:at]
		}
	}
	return place, raw[at:]
}

// appendRejectedJSON puts the place and the reason into the object, before its own members, or, where there is no
// object, into one of their own before what there is.
func appendRejectedJSON(dst []byte, j *pipeline.Rejected) []byte {
	values := []string{j.Source, j.Sheet, strconv.Itoa(j.Row), strconv.Itoa(j.Line), j.Column, j.Code, j.Message}
	raw := bytes.TrimLeft(j.Raw, " \t\r\n")
	if place, own := jsonParts(raw); place != nil {
		copy(values, place)
		raw = own
	}
	for i, value := range values {
		dst = append(dst, "{,"[min(i, 1)])
		dst = append(appendJSONString(dst, catalog.RejectColumns[i]), ':')
		dst = appendJSONString(dst, value)
	}
	if own, ok := bytes.CutPrefix(raw, []byte{'{'}); ok {
		dst = append(append(dst, ','), own...)
	} else {
		dst = append(append(dst, "} "...), raw...)
	}
	return append(dst, '\n')
}

// jsonParts is parts for a line of JSON: the place's values, nil where the line does not begin with the members of one.
func jsonParts(raw []byte) (place []string, row []byte) {
	rest := raw
	for i, name := range catalog.RejectColumns {
		begin := fmt.Appendf(nil, "%c%q:", "{,"[min(i, 1)], name)
		text, ok := bytes.CutPrefix(rest, begin)
		if !ok {
			return nil, raw
		}
		var value string
		d := json.NewDecoder(bytes.NewReader(text))
		if d.Decode(&value) != nil {
			return nil, raw
		}
		if rest = text[d.InputOffset():]; i < placeColumns {
			place = append(place, value)
		}
	}
	if own, ok := bytes.CutPrefix(rest, []byte{','}); ok {
		return place, append([]byte{'{'}, own...)
	}
	if own, ok := bytes.CutPrefix(rest, []byte("} ")); ok {
		return place, own
	}
	return nil, raw
}

// soften makes our own words need no quotes: a quote in them might close one that a rejected row above left open.
func (f *rejectsForm) soften(words string) string {
	other := ";"
	if strings.Contains(f.dialect.Delimiter, other) {
		other = ","
	}
	return strings.NewReplacer(f.dialect.Delimiter, other, "\"", "’", "'", "’", "\n", " ", "\r", " ", "\\", "/").Replace(words)
}

// appendCell appends one cell, in quotes where they are needed. A dialect without quotes has no way to write its own
// delimiter; there it becomes a space.
func (f *rejectsForm) appendCell(dst []byte, cell string) []byte {
	q := f.dialect.Quote
	if q == 0 {
		return append(dst, strings.NewReplacer(f.dialect.Delimiter, " ", "\n", " ", "\r", " ").Replace(cell)...)
	}
	if !strings.Contains(cell, f.dialect.Delimiter) && !strings.ContainsAny(cell, "\r\n\\"+string(q)) {
		return append(dst, cell...)
	}
	dst = append(dst, q)
	for i := range len(cell) {
		if cell[i] == q {
			dst = append(dst, q)
		}
		dst = append(dst, cell[i])
	}
	return append(dst, q)
}
