package catalog

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/xuri/excelize/v2"
)

// xlsxBook is a workbook that excelize has opened. excelize is not given the file itself but a package made for it: the
// chosen sheets and the shared texts, as they are packed, under the names that it expects. So it never sees what was not
// checked, nor what the catalog does not need.
type xlsxBook struct {
	*workbook
	shared sharedStrings
	styles []markKind
	file   *excelize.File
	dir    string
	done   chan struct{}
	scans  sync.WaitGroup
}

// excelize keeps a sheet and the shared texts in memory up to this size together, and in temporary files beyond it.
const xmlInMemory = 16 << 20

// openXLSX opens the sheets of a workbook that are catalogs.
func openXLSX(c *Catalog, in *input, z *zip.Reader, o *Options) error {
	w, err := readWorkbook(in.name, z, o)
	if err != nil {
		return err
	}
	sheets, notes, err := w.choose(o)
	if err != nil {
		return err
	}
	b := &xlsxBook{workbook: w, done: make(chan struct{})}
	c.files = append(c.files, b)
	if err := b.prepare(sheets); err != nil {
		return err
	}
	var refused error
	for i, sheet := range sheets {
		t, err := b.openSheet(i, sheet, in, o)
		if err != nil {
			if !noCatalog(err) {
				return err
			}
			refused = worthier(refused, err)
			notes = append(notes, notCatalog(sheet.name, err))
			continue
		}
		if err := c.add(t, nil, o, "delimiter", "quote", "escape", "line-end", "encoding"); err != nil {
			return err
		}
	}
	if len(c.Tables) == 0 {
		if refused == nil {
			refused = &EmptyError{in.name}
		}
		return refused
	}
	c.Tables[0].Notes = append(c.Tables[0].Notes, notes...)
	return nil
}

// choose gives the sheets to look at: the one that --sheet names, or all visible ones.
func (w *workbook) choose(o *Options) (sheets []sheetRef, notes []string, err error) {
	var names []string
	for _, s := range w.sheets {
		names = append(names, s.name)
		switch {
		case o.Sheet != "":
			if s.name == o.Sheet {
				return []sheetRef{s}, nil, nil
			}
			if strings.EqualFold(strings.TrimSpace(s.name), strings.TrimSpace(o.Sheet)) {
				sheets = []sheetRef{s}
			}
		case s.hidden:
			notes = append(notes, fmt.Sprintf("sheet %q is hidden and was not read; --sheet reads it", s.name))
		default:
			sheets = append(sheets, s)
		}
	}
	switch {
	case o.Sheet != "" && len(sheets) == 0:
		return nil, nil, &SheetError{w.name, o.Sheet, names, nearest(o.Sheet, names)}
	case len(sheets) == 0 && len(names) > 0:
		return nil, nil, &FormatError{w.name, "a workbook all of whose sheets are hidden", "name one with --sheet: " + listed(names)}
	case len(sheets) == 0:
		return nil, nil, &EmptyError{w.name}
	}
	return sheets, notes, nil
}

// noCatalog tells whether the error only says that a sheet holds no catalog.
func noCatalog(err error) bool {
	var none *NoColumnError
	var unmapped *MapColumnError
	var empty *EmptyError
	return errors.As(err, &none) || errors.As(err, &unmapped) || errors.As(err, &empty)
}

func notCatalog(sheet string, err error) string {
	var empty *EmptyError
	if errors.As(err, &empty) {
		return fmt.Sprintf("sheet %q is empty", sheet)
	}
	return fmt.Sprintf("sheet %q has no column with ingredient lists and was not read", sheet)
}

// worthier is the error that says more of why no sheet is a catalog.
func worthier(a, b error) error {
	width := func(err error) int {
		var none *NoColumnError
		var unmapped *MapColumnError
		switch {
		case errors.As(err, &unmapped):
			return len(unmapped.Header) + 1<<20
		case errors.As(err, &none):
			return len(none.Header) + 1
		case err != nil:
			return 0
		}
		return -1
	}
	if width(b) > width(a) {
		return b
	}
	return a
}

// prepare checks the shared texts and hands the sheets to excelize.
func (b *xlsxBook) prepare(sheets []sheetRef) error {
	var err error
	if b.styles, err = b.readStyles(); err != nil {
		return err
	}
	for _, s := range sheets {
		if err := b.take(s.part); err != nil {
			return err
		}
	}
	if b.strings != nil {
		if err := b.take(b.strings); err != nil {
			return err
		}
		r, err := b.open(b.strings)
		if err != nil {
			return err
		}
		b.shared, err = scanShared(r)
		r.Close()
		if err != nil {
			return b.partErr(b.strings.Name, err)
		}
	}
	if b.dir, err = os.MkdirTemp("", "screen-"); err != nil {
		return fmt.Errorf("%s: a workbook needs a directory for temporary files, and none can be made: %v", b.name, err) // %v: it is no fault of the catalog's path
	}
	file := filepath.Join(b.dir, "sheets.xlsx")
	if err := b.repack(file, sheets); err != nil {
		return err
	}
	return b.guard(func() error {
		b.file, err = excelize.OpenFile(file, excelize.Options{RawCellValue: true, TmpDir: b.dir,
			UnzipSizeLimit: b.max + maxSmallPart, UnzipXMLSizeLimit: max(xmlInMemory/int64(len(sheets)), 1<<20)})
		return err
	})
}

// guard turns a panic of excelize into an error.
func (b *xlsxBook) guard(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = b.damaged("workbook", fmt.Sprint(r))
		}
	}()
	if err = fn(); err != nil {
		var format *FormatError
		if !errors.As(err, &format) && err != io.EOF {
			err = b.damaged("workbook", err.Error())
		}
	}
	return err
}

// repack writes the package for excelize. The packed bytes are copied as they are.
func (b *xlsxBook) repack(file string, sheets []sheetRef) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, text := range skeleton(len(sheets)) {
		p, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(p, text)
		}
		if err != nil {
			return err
		}
	}
	for i, s := range sheets {
		if err := b.copyPart(z, s.part, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)); err != nil {
			return err
		}
	}
	if b.strings != nil {
		if err := b.copyPart(z, b.strings, "xl/sharedStrings.xml"); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}

func (b *xlsxBook) copyPart(z *zip.Writer, part *zip.File, name string) error {
	r, err := part.OpenRaw()
	if err != nil {
		return b.damaged(part.Name, err.Error())
	}
	p, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: part.Method, CRC32: part.CRC32, CompressedSize64: part.CompressedSize64, UncompressedSize64: part.UncompressedSize64})
	if err != nil {
		return err
	}
	_, err = io.Copy(p, r)
	return err
}

// skeleton gives the parts that hold a package of n sheets together.
func skeleton(n int) map[string]string {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const pkg = "http://schemas.openxmlformats.org/package/2006/"
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	var sheets, rels, types bytes.Buffer
	for i := range n {
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, sheetKey(i), i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, office, i+1)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, kind)
	}
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/sharedStrings" Target="/xl/sharedStrings.xml"/>`, n+1, office)
	return map[string]string{
		"[Content_Types].xml": head + `<Types xmlns="` + pkg + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + kind + `sheet.main+xml"/>` +
			types.String() + `<Override PartName="/xl/sharedStrings.xml" ContentType="` + kind + `sharedStrings+xml"/></Types>`,
		"_rels/.rels":                head + `<Relationships xmlns="` + pkg + `relationships"><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + office + `"><sheets>` + sheets.String() + `</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": head + `<Relationships xmlns="` + pkg + `relationships">` + rels.String() + `</Relationships>`,
	}
}

// sheetKey is the name of sheet i in the package for excelize.
func sheetKey(i int) string { return fmt.Sprintf("s%d", i+1) }

// Close ends the scans and removes the temporary files.
func (b *xlsxBook) Close() error {
	close(b.done)
	b.scans.Wait()
	var err error
	if b.file != nil {
		err = b.file.Close()
	}
	if b.dir != "" {
		if e := os.RemoveAll(b.dir); err == nil {
			err = e
		}
	}
	return err
}

// openSheet finds header and columns of a sheet. Its first rows are kept for the first batch.
func (b *xlsxBook) openSheet(i int, sheet sheetRef, in *input, o *Options) (*Table, error) {
	s, err := b.source(i, sheet, o)
	if err != nil {
		return nil, err
	}
	ok := false
	defer func() {
		if !ok {
			s.stop()
		}
	}()
	first := &gridPart{o: o}
	if err := s.fill(first); err != nil {
		return nil, err
	}
	rows := first.sample()
	if len(rows) == 0 {
		return nil, &EmptyError{place(in.name, sheet.name)}
	}
	h := findHeader(rows, o)
	found, err := findColumns(in.name, sheet.name, h.cells, rows[min(h.row+1, len(rows)):], o)
	if err != nil {
		return nil, err
	}
	ok = true
	s.begin(first, h.row, &shape{header: h.cells, columns: found.columns, more: found.allergens, grid: true, cont: continuation(h.cells, o)})
	t := &Table{Source: in.name, Sheet: sheet.name, Format: "Excel workbook (.xlsx)", Dialect: sheetDialect, Header: h.cells, HeaderRow: h.row + 1, Columns: found.columns,
		Choices: found.choices, JoinIngredients: found.join, SameList: found.same, Allergens: found.allergens, Lacks: found.lacks, Notes: append(h.notes, found.notes...), Size: int64(sheet.part.UncompressedSize64), src: s}
	if in.packed != "" {
		t.Format += ", " + in.packed
	}
	return t, nil
}
