package catalog

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// book is a workbook made for a test.
type book struct {
	sheets  []bookSheet
	strings []string // shared texts; nil: no part
	styles  string   // inside of styleSheet
	pr      string   // attributes of workbookPr
	extra   []string // further parts: name, content
	replace map[string]string
}

type bookSheet struct {
	name, state, data string // data: inside of sheetData
}

const (
	nsMain   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	nsOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsRels   = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// parts gives the workbook's parts: name, content.
func (b book) parts() []string {
	var sheets, rels, shared strings.Builder
	var parts []string
	for i, s := range b.sheets {
		state := ""
		if s.state != "" {
			state = ` state="` + s.state + `"`
		}
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, s.name, i+1, state, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, nsOffice, i+1)
		parts = append(parts, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), `<worksheet xmlns="`+nsMain+`"><sheetData>`+s.data+`</sheetData></worksheet>`)
	}
	if b.strings != nil {
		for _, s := range b.strings {
			shared.WriteString("<si>" + s + "</si>")
		}
		rels.WriteString(`<Relationship Id="rIdS" Type="` + nsOffice + `/sharedStrings" Target="sharedStrings.xml"/>`)
		parts = append(parts, "xl/sharedStrings.xml", `<sst xmlns="`+nsMain+`">`+shared.String()+`</sst>`)
	}
	if b.styles != "" {
		rels.WriteString(`<Relationship Id="rIdT" Type="` + nsOffice + `/styles" Target="styles.xml"/>`)
		parts = append(parts, "xl/styles.xml", `<styleSheet xmlns="`+nsMain+`">`+b.styles+`</styleSheet>`)
	}
	parts = append(parts,
		"_rels/.rels", `<Relationships xmlns="`+nsRels+`"><Relationship Id="rId1" Type="`+nsOffice+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="`+nsMain+`" xmlns:r="`+nsOffice+`"><workbookPr`+b.pr+`/><sheets>`+sheets.String()+`</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="`+nsRels+`">`+rels.String()+`</Relationships>`)
	return append(parts, b.extra...)
}

// bytes packs the workbook.
func (b book) bytes(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	parts := b.parts()
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		text := parts[i+1]
		if r, ok := b.replace[parts[i]]; ok {
			text = r
		}
		io.WriteString(w, text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// line makes a row of inline texts; a cell that begins with < stands as it is.
func line(n int, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, n)
	for i, c := range cells {
		if strings.HasPrefix(c, "<") || c == "" {
			b.WriteString(c)
			continue
		}
		fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, n, c)
	}
	return b.String() + "</row>"
}

func sheet(rows ...string) book {
	return book{sheets: []bookSheet{{name: "Shop", data: strings.Join(rows, "")}}}
}

// TestTwins: a catalog reads the same from a workbook as from CSV, but for the cells that are errors there.
func TestTwins(t *testing.T) {
	text, _ := sharedCatalog(t, "sephora-2018.csv", Options{})
	book, _ := sharedCatalog(t, "sephora-2018.xlsx", Options{})
	if got, want := strings.ToLower(described(book)), strings.ToLower(described(text)); got != want {
		t.Errorf("columns %s, want %s", got, want)
	}
	want, got := drain(t, text), drain(t, book)
	if len(got) != len(want) {
		t.Fatalf("%d records, want %d", len(got), len(want))
	}
	// The workbook's owner replaced line ends by spaces and " / " by commas, and the spreadsheet keeps the number 4.0 as 4.
	number := regexp.MustCompile(`"(\d+)\.0"`)
	plain := func(cells string) string {
		return number.ReplaceAllString(strings.Join(strings.Fields(strings.NewReplacer(`\r`, " ", `\n`, " ", " / ", ", ").Replace(cells)), " "), `"$1"`)
	}
	bad := 0
	for i := range got {
		if strings.Contains(got[i].notes, NoteErrorCell) {
			bad++
			continue
		}
		if got[i].row != want[i].row || plain(got[i].cells) != plain(want[i].cells) || got[i].skip != want[i].skip || got[i].code != want[i].code {
			t.Errorf("record %d:\n got %+v\nwant %+v", i, got[i], want[i])
		}
	}
	if bad != 26 { // 25 lists and a name
		t.Errorf("%d rows have a cell that is an error, want 26", bad)
	}
}

func TestSharedWorkbooks(t *testing.T) {
	tab, _ := sharedCatalog(t, "korean-inline-strings.xlsx", Options{})
	if n := len(drain(t, tab)); n != 893 {
		t.Errorf("%d records, want 893", n)
	}
	file := "../../../shared/catalogs/three-sheets-fr.xlsx"
	c, err := Open(file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for i, tab := range c.Tables {
		t.Log(tab.Sheet, described(tab), tab.Notes)
		if n, want := len(drain(t, tab)), []int{292, 423}[i]; n != want {
			t.Errorf("sheet %s: %d records, want %d", tab.Sheet, n, want)
		}
	}
}

// TestNoTemporaryFiles: Close leaves nothing behind.
func TestNoTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	c, err := OpenReader(bytes.NewReader(sheet(line(1, "name", "inci"), line(2, "A", listA)).bytes(t)), "shop.xlsx", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left %q, %v", left, err)
	}
}

func TestSheetNames(t *testing.T) {
	data := book{sheets: []bookSheet{{name: "Notes", data: line(1, "Prices", "are net")}, {name: "Face", data: line(1, "name", "inci") + line(2, "A", listA)},
		{name: "Old &amp; gone", state: "hidden", data: line(1, "name", "inci") + line(2, "B", listB)}, {name: "Body", data: line(1, "name", "inci") + line(2, "C", listB)}}}.bytes(t)
	c, err := OpenReader(bytes.NewReader(data), "shop.xlsx", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var names []string
	for _, tab := range c.Tables {
		names = append(names, tab.Sheet)
	}
	if got := strings.Join(names, " "); got != "Face Body" {
		t.Errorf("sheets %s", got)
	}
	notes := strings.Join(c.Tables[0].Notes, "; ")
	if !strings.Contains(notes, `"Old & gone" is hidden`) || !strings.Contains(notes, `"Notes"`) {
		t.Errorf("notes %q", notes)
	}
	_, err = OpenReader(bytes.NewReader(data), "shop.xlsx", Options{Sheet: "Fase"})
	var none *SheetError
	if !errors.As(err, &none) || none.Nearest != "Face" {
		t.Errorf("error %v", err)
	}
	hidden, err := OpenReader(bytes.NewReader(data), "shop.xlsx", Options{Sheet: "old & gone"})
	if err != nil {
		t.Fatal(err)
	}
	defer hidden.Close()
	if got := told(t, hidden.Tables[0]); len(got) != 1 || got[0] != "2:0 B¦"+listB {
		t.Errorf("%q", got)
	}
}
