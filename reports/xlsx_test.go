package reports

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"screen/rules"
)

// readSheet reads a sheet by its header.
func readSheet(t *testing.T, f *excelize.File, name string) []map[string]string {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	var table []map[string]string
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, column := range rows[0] {
			cells[column] = ""
			if i < len(row) {
				cells[column] = row[i]
			}
		}
		table = append(table, cells)
	}
	return table
}

func openWorkbook(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The Products sheet says what the CSV says, cell by cell.
func TestWorkbookEqualsCSV(t *testing.T) {
	set := testSet()
	f := openWorkbook(t, report(t, "xlsx", set, Options{}, threeProducts(set)...))
	if got, want := f.GetSheetList(), []string{"Summary", "Products", "Findings", "Rejected", "Rules", "Advice"}; !slices.Equal(got, want) {
		t.Fatalf("sheets %v, want %v", got, want)
	}
	fromCSV := readCSV(t, report(t, "csv", set, Options{Raw: true}, threeProducts(set)...))
	fromXLSX := readSheet(t, f, "Products")
	if len(fromCSV) != 3 || len(fromXLSX) != 3 {
		t.Fatalf("%d and %d rows", len(fromCSV), len(fromXLSX))
	}
	for i, row := range fromCSV {
		for column, want := range row {
			if got, ok := fromXLSX[i][column]; !ok || got != want {
				t.Errorf("row %d, %s: got %q, want %q", i, column, got, want)
			}
		}
	}
}

func TestWorkbookSheets(t *testing.T) {
	set := testSet()
	f := openWorkbook(t, report(t, "xlsx", set, Options{Title: "Spring"}, threeProducts(set)...))
	found := readSheet(t, f, "Findings")
	if len(found) != 8 {
		t.Fatalf("%d findings", len(found))
	}
	for column, want := range map[string]string{"id": "SKU1", "row": "2", "rule": "retinoid", "strictest": "avoid", "family": "retinoid", "ingredient": "Retinol",
		"as_written": "Retinol (Vitamin A)", "position": "5", "percent_max": "1", "percent_by": "Phenoxyethanol"} {
		if got := found[0][column]; got != want {
			t.Errorf("finding's %s: got %q, want %q", column, got, want)
		}
	}
	if r := readSheet(t, f, "Rejected"); len(r) != 1 || r[0]["line"] != "7" || r[0]["raw"] != "\"SKU9,=cmd\uFFFD\n" {
		t.Errorf("rejected: %q", r)
	}
	if r := readSheet(t, f, "Rules"); len(r) != 6 || r[0]["products"] != "1" || r[1]["week-2-on/sensitive"] != "caution" || r[1]["week-2-on/dry"] != "" {
		t.Errorf("rules: %q", r)
	}
	if a := readSheet(t, f, "Advice"); len(a) != 2 || a[1]["phases"] != "first-48h" {
		t.Errorf("advice: %q", a)
	}
	rows, err := f.GetRows("Summary")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{{"Spring"}, {"all", "", "5", "3", "1", "1"}, {"catalog.csv", "id", "SKU"},
		{"first-48h", "normal", "1", "0", "0", "1", "1", "0"}, {"hyaluronic", "Hyaluronic acid", "2"}, {"Snake Dust", "1"}} {
		if !slices.ContainsFunc(rows, func(row []string) bool { return slices.Equal(row, want) }) {
			t.Errorf("the summary has no row %q", want)
		}
	}
}

// Filters, frozen headers and colours are lost in silence when they are set in the wrong order.
func TestWorkbookKeepsItsLooks(t *testing.T) {
	set := testSet()
	b := report(t, "xlsx", set, Options{}, threeProducts(set)...)
	f := openWorkbook(t, b)
	panes, err := f.GetPanes("Products")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	for _, name := range []string{"Products", "Findings", "Rejected", "Rules"} {
		if xml := sheetXML(t, b, f, name); !strings.Contains(xml, "<autoFilter") {
			t.Errorf("%s has no filter", name)
		}
	}
	colors := map[string]string{}
	for cell, v := range map[string]rules.Verdict{"L2": rules.Avoid, "L3": rules.Recommended, "L4": rules.Unknown, "X3": rules.Suitable} {
		id, err := f.GetCellStyle("Products", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if len(style.Fill.Color) != 1 || !strings.EqualFold(strings.TrimPrefix(style.Fill.Color[0], "#"), verdictColors[v].fill[1:]) {
			t.Errorf("%s is filled with %v", cell, style.Fill.Color)
			continue
		}
		colors[style.Fill.Color[0]] = cell
	}
	if len(colors) != 4 {
		t.Errorf("verdicts share colours: %v", colors)
	}
}

// sheetXML returns the part of a sheet; sheets are numbered as they were made.
func sheetXML(t *testing.T, b []byte, f *excelize.File, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		xml, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		header, _ := f.GetCellValue(name, "E1")
		second, _ := f.GetCellValue(name, "D1")
		if strings.Contains(string(xml), ">"+header+"</t>") && strings.Contains(string(xml), ">"+second+"</t>") {
			return string(xml)
		}
	}
	t.Fatalf("no part for %s", name)
	return ""
}

// Whatever a catalog holds: no formula, and the text comes back.
func TestWorkbookPayloads(t *testing.T) {
	set := testSet()
	for _, payload := range payloads {
		b := report(t, "xlsx", set, Options{Title: payload}, hostile(set, payload))
		f := openWorkbook(t, b)
		want := strings.Map(func(r rune) rune {
			if r < 0x20 && r != '\t' && r != '\n' && r != '\r' {
				return '\uFFFD'
			}
			return r
		}, strings.ToValidUTF8(payload, "\uFFFD"))
		for _, cell := range []string{"A2", "B2", "D2", "E2", "F2", "G2"} {
			if got, err := f.GetCellValue("Products", cell); err != nil || got != want {
				t.Errorf("%q in %s: got %q, want %q, %v", payload, cell, got, want, err)
			}
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			xml, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(xml, []byte("<f>")) || bytes.Contains(xml, []byte("<hyperlink")) {
				t.Errorf("%q makes a formula or a link in %s", payload, part.Name)
			}
		}
	}
}

func TestWorkbookGoesOnInFurtherSheets(t *testing.T) {
	set := testSet()
	var out bytes.Buffer
	l, err := newLayout(set, Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := newWorkbook(&out, l, Options{})
	if err != nil {
		t.Fatal(err)
	}
	x.maxRows = 3
	for i := range 5 {
		r := cleanSerum(set)
		r.Row = 2 + i
		if err := x.Write(x.Append(nil, r)); err != nil {
			t.Fatal(err)
		}
	}
	// Rules and Advice have more rows than three; they have room for them.
	x.maxRows = maxSheetRows
	if err := x.Close(summaryOf(set, 0, cleanSerum(set))); err != nil {
		t.Fatal(err)
	}
	f := openWorkbook(t, out.Bytes())
	want := []string{"Summary", "Products", "Products 2", "Products 3", "Findings", "Findings 2", "Findings 3", "Rejected", "Rules", "Advice"}
	if got := f.GetSheetList(); !slices.Equal(got, want) {
		t.Fatalf("sheets %v, want %v", got, want)
	}
	filters := 0
	for _, name := range f.GetDefinedName() {
		filters++
		if !strings.HasPrefix(name.RefersTo, "'"+name.Scope+"'!$A$1:") {
			t.Errorf("the filter of %s is on %s", name.Scope, name.RefersTo)
		}
	}
	if filters != len(want)-1 {
		t.Errorf("%d filters", filters)
	}
	var rows []string
	for _, name := range []string{"Products", "Products 2", "Products 3"} {
		for _, row := range readSheet(t, f, name) {
			rows = append(rows, row["row"])
		}
	}
	if strings.Join(rows, " ") != "2 3 4 5 6" {
		t.Errorf("rows %v", rows)
	}
}

func TestLongTextIsCutWithAMark(t *testing.T) {
	for _, unit := range []string{"a", "é", "히", "😀"} {
		fits := strings.Repeat(unit, maxCellUnits/len(utf16.Encode([]rune(unit))))
		if got := cellText(fits); got != fits {
			t.Errorf("%s: text that fits was cut", unit)
		}
		got := cellText(fits + "bb")
		if n := len(utf16.Encode([]rune(got))); n > maxCellUnits || n < maxCellUnits-10 || !strings.HasSuffix(got, cutMark) {
			t.Errorf("%s: cut to %d units, ends in %q", unit, n, got[len(got)-10:])
		}
	}
	set := testSet()
	r := cleanSerum(set)
	r.Name = strings.Repeat("x", 100_000)
	f := openWorkbook(t, report(t, "xlsx", set, Options{}, r))
	if got, err := f.GetCellValue("Products", "F2"); err != nil || !strings.HasSuffix(got, "x"+cutMark) {
		t.Errorf("a cell of %d bytes without a mark, %v", len(got), err)
	}
}

func TestNoTemporaryFileStays(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	set := testSet()
	big := cleanSerum(set)
	random := rand.New(rand.NewPCG(1, 2))
	fill := func(x *workbook) {
		for range 400 {
			name := make([]byte, 20_000) // that cannot be compressed to nothing
			for i := range name {
				name[i] = byte('0' + random.IntN(70))
			}
			big.Name = string(name)
			if err := x.Write(x.Append(nil, big)); err != nil {
				t.Fatal(err)
			}
		}
		if x.tables[products].sheets[0].part.data.file == nil {
			t.Fatal("the rows are held in memory")
		}
	}
	for name, w := range map[string]io.Writer{"closed": io.Discard, "failed": &failing{100}, "discarded": nil} {
		sink, err := New("xlsx", w, set, Options{})
		if err != nil {
			t.Fatal(err)
		}
		fill(sink.(*workbook))
		if w == nil {
			err = Discard(sink)
		} else {
			err = sink.Close(summaryOf(set, 0, big))
		}
		if (err != nil) != (name == "failed") {
			t.Errorf("%s: %v", name, err)
		}
		if entries, _ := os.ReadDir(dir); len(entries) > 0 {
			t.Errorf("%s: %v stays", name, entries)
		}
	}
}
