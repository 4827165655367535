package catalog

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// readBook opens a workbook and reads the records of its first table.
func readBook(t testing.TB, data []byte) (records []string, notes string, err error) {
	t.Helper()
	c, err := OpenReader(bytes.NewReader(data), "shop.xlsx", Options{})
	if err != nil {
		return nil, "", err
	}
	defer c.Close()
	row := 1
	for {
		b, err := c.Tables[0].Next()
		if err == io.EOF {
			return records, strings.Join(c.Tables[0].Notes, "; "), nil
		}
		if err != nil {
			return records, "", err
		}
		n, _ := b.Split()
		b.Each(row, 1, func(r *Record) error {
			s := fmt.Sprintf("%d ", r.Row)
			switch {
			case r.Skip != "":
				s += "[" + r.Skip + "]"
			case r.Err != nil:
				s += fmt.Sprintf("[%s column %d: %s]", r.Err.Code, r.Err.Column, r.Raw)
			default:
				s += string(bytes.Join(r.Fields, []byte("¦")))
				for _, n := range r.Notes {
					s += fmt.Sprintf(" (%s@%d)", n.Code, n.Column)
				}
			}
			records = append(records, s)
			return nil
		})
		row += n
		b.Release()
	}
}

const cellA2 = `<c r="A2" t="inlineStr"><is><t>A</t></is></c>`

var header3 = line(1, "name", "inci", "price")

// TestCells: what cells of every kind give.
func TestCells(t *testing.T) {
	const styles = `<numFmts><numFmt numFmtId="170" formatCode="yyyy\-mm\-dd;@"/><numFmt numFmtId="171" formatCode="[$-409]#,##0.00 &quot;d&quot;"/></numFmts>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="20"/><xf numFmtId="22"/></cellXfs>`
	for name, c := range map[string]struct{ cell, want string }{
		"inline":                  {`<c r="C2" t="inlineStr"><is><t>x</t></is></c>`, "x"},
		"rich text":               {`<c r="C2" t="inlineStr"><is><r><t>a </t></r><r><rPr><b/></rPr><t>b</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>`, "a b"},
		"shared":                  {`<c r="C2" t="s"><v>1</v></c>`, "two & more"},
		"shared, rich":            {`<c r="C2" t="s"><v>2</v></c>`, "three"},
		"shared, empty":           {`<c r="C2" t="s"><v>3</v></c>`, ""},
		"escaped carriage":        {`<c r="C2" t="inlineStr"><is><t>a_x000D_b</t></is></c>`, "a\rb"},
		"number":                  {`<c r="C2"><v>12.5</v></c>`, "12.5"},
		"number, binary":          {`<c r="C2"><v>4.0999999999999996</v></c>`, "4.1"},
		"number, exponent":        {`<c r="C2"><v>3.6E+12</v></c>`, "3600000000000"},
		"barcode":                 {`<c r="C2"><v>4006381333931</v></c>`, "4006381333931"},
		"barcode, too long":       {`<c r="C2"><v>12345678901234567</v></c>`, "12345678901234600 (long-number@2)"},
		"amount with letters":     {`<c r="C2" s="3"><v>12</v></c>`, "12"},
		"true":                    {`<c r="C2" t="b"><v>1</v></c>`, "TRUE"},
		"error":                   {`<c r="C2" t="e"><v>#NAME?</v></c>`, " (error-cell@2)"},
		"error words":             {`<c r="C2" t="inlineStr"><is><t>#NAME?</t></is></c>`, "#NAME?"},
		"formula":                 {`<c r="C2"><f>1+1</f><v>2</v></c>`, "2"},
		"formula, text":           {`<c r="C2" t="str"><f>"x"</f><v>x</v></c>`, "x"},
		"formula, empty text":     {`<c r="C2" t="str"><f>""</f><v></v></c>`, ""},
		"formula without value":   {`<c r="C2"><f>B2&amp;"x"</f></c>`, " (formula-without-value@2)"},
		"date":                    {`<c r="C2" s="1"><v>44087</v></c>`, "2020-09-13"},
		"date, format of its own": {`<c r="C2" s="2"><v>44087</v></c>`, "2020-09-13"},
		"date and time":           {`<c r="C2" s="5"><v>44087.75</v></c>`, "2020-09-13T18:00:00"},
		"time":                    {`<c r="C2" s="4"><v>0.5</v></c>`, "12:00:00"},
		"date, huge":              {`<c r="C2" s="1"><v>1E308</v></c>`, "1E308 (bad-date@2)"},
		"date, not a number":      {`<c r="C2" s="1"><v>NaN</v></c>`, "NaN (bad-date@2)"},
		"date, iso":               {`<c r="C2" t="d"><v>2020-09-13</v></c>`, "2020-09-13"},
		"place not told":          {`<c t="inlineStr"><is><t>x</t></is></c>`, "x"},
		"prefix":                  {`<x:c xmlns:x="` + nsMain + `" r="C2"><x:v>7</x:v></x:c>`, "7"},
		"CDATA and comment":       {`<c r="C2" t="inlineStr"><is><t><![CDATA[a<b]]><!-- > --></t></is></c>`, "a<b"},
	} {
		t.Run(name, func(t *testing.T) {
			b := sheet(header3, line(2, "A", listA, c.cell))
			b.styles, b.strings = styles, []string{"<t>one</t>", "<t>two &amp; more</t>", "<r><t>th</t></r><r><t>ree</t></r>", "<t/>"}
			got, _, err := readBook(t, b.bytes(t))
			if err != nil {
				t.Fatal(err)
			}
			if want := "2 A¦" + listA + "¦" + c.want; len(got) != 1 || got[0] != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func Test1904(t *testing.T) {
	b := sheet(header3, line(2, "A", listA, `<c r="C2" s="1"><v>1</v></c>`))
	b.styles, b.pr = `<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>`, ` date1904="1"`
	got, _, err := readBook(t, b.bytes(t))
	if err != nil || got[0] != "2 A¦"+listA+"¦1904-01-02" {
		t.Errorf("%q %v", got, err)
	}
}

// TestSheetShapes: rows that are missing, rejected or blank keep the numbers that a spreadsheet shows.
func TestSheetShapes(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want []string
	}{
		"gap":                   {header3 + line(4, "A", listA, "5"), []string{"2 [blank]", "3 [blank]", "4 A¦" + listA + "¦5"}},
		"title above":           {line(1, "Our catalog") + line(3, "name", "inci", "price") + line(4, "A", listA, "5"), []string{"4 A¦" + listA + "¦5"}},
		"numbers missing":       {strings.ReplaceAll(header3+line(2, "A", listA, "5"), `<row r="2">`, "<row>"), []string{"2 A¦" + listA + "¦5"}},
		"empty cells":           {header3 + `<row r="2"/><row r="3"><c r="A3" s="0"/><c r="B3"/></row>` + line(4, "A", listA), []string{"2 [blank]", "3 [blank]", "4 A¦" + listA + "¦"}},
		"wider than the header": {header3 + line(2, "A", listA, "5", "extra"), []string{"2 A¦" + listA + "¦5¦extra"}},
		"second header":         {header3 + line(2, "A", listA, "5") + line(3, "name", "inci", "price") + line(4, "B", listB, "6"), []string{"2 A¦" + listA + "¦5", "3 [repeated-header]", "4 B¦" + listB + "¦6"}},
		"shared text missing":   {header3 + line(2, "A", `<c r="B2" t="s"><v>9</v></c>`, "5") + line(3, "B", listB, "6"), []string{"2 [shared-text column 2: A,,5]", "3 B¦" + listB + "¦6"}},
		"shared text -1":        {header3 + line(2, "A", `<c r="B2" t="s"><v>-1</v></c>`, "5"), []string{"2 [shared-text column 2: A,,5]"}},
		"cells out of order":    {header3 + `<row r="2"><c r="B2"><v>1</v></c>` + cellA2 + `</row>` + line(3, "B", listB, "6"), []string{"2 [cell-order column 1: ,1,A]", "3 B¦" + listB + "¦6"}},
		"cell twice":            {header3 + `<row r="2">` + cellA2 + cellA2 + `</row>`, []string{"2 [cell-order column 1: A,A]"}},
		"cell of another row":   {header3 + `<row r="2">` + cellA2 + `<c r="B7"><v>1</v></c></row>`, []string{"2 [cell-order column 2: A,1]"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := readBook(t, sheet(c.data).bytes(t))
			if err != nil {
				t.Fatal(err)
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

func TestMergedHeaders(t *testing.T) {
	below := line(1, "name", "inci", "Price", "", "URL") + `<row r="2"><c r="C2" t="inlineStr"><is><t>EUR</t></is></c><c r="D2" t="inlineStr"><is><t>USD</t></is></c></row>`
	for name, c := range map[string]struct{ data, header, want string }{
		"parts below":     {below + line(3, "A", listA, "5", "6", "x"), "name¦inci¦Price EUR¦Price USD¦URL", "3 A¦" + listA + "¦5¦6¦x"},
		"groups above":    {line(1, "Product", "", "Price", "") + line(2, "name", "inci", "EUR", "USD") + line(3, "A", listA, "5", "6"), "name¦inci¦EUR¦USD", "3 A¦" + listA + "¦5¦6"},
		"a name above":    {line(1, "", "", "Price") + line(2, "name", "inci", "") + line(3, "A", listA, "5"), "name¦inci¦Price", "3 A¦" + listA + "¦5"},
		"a product below": {line(1, "name", "inci", "price", "") + `<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="D2" t="inlineStr"><is><t>new</t></is></c></row>` + line(3, "B", listB, "5"), "name¦inci¦price", "2 A¦¦¦new"},
	} {
		t.Run(name, func(t *testing.T) {
			data := sheet(c.data).bytes(t)
			got, _, err := readBook(t, data)
			if err != nil {
				t.Fatal(err)
			}
			if h := strings.Join(openTest(t, data, Options{}).Header, "¦"); h != c.header || got[0] != c.want {
				t.Errorf("header %q, want %q; first record %q, want %q", h, c.header, got[0], c.want)
			}
		})
	}
}

// TestOverlap: two members on one piece of data.
func TestOverlap(t *testing.T) {
	b := sheet(header3, line(2, "A", listA, "5"))
	b.extra = []string{"xl/media/a.bin", strings.Repeat("a", 1000)}
	data := stored(t, b.parts())
	last := bytes.LastIndex(data, []byte("PK\x01\x02"))
	copy(data[last+42:], []byte{0, 0, 0, 0}) // its local header is said to be that of the first member
	if _, _, err := readBook(t, data); err == nil || !strings.Contains(err.Error(), "over each other") {
		t.Errorf("%v", err)
	}
}

// TestPackedBooks: workbooks inside of other files, which leave nothing behind though they are not read to their end.
func TestPackedBooks(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	defer func() {
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("left %q", left)
		}
	}()
	data := sheet(header3, line(2, "A", listA, "5")).bytes(t)
	for name, packed := range map[string][]byte{"gzip": gzipped(t, string(data)), "zip": zipped(t, "a/shop.xlsx", string(data)), "zip of two": zipped(t, "a.csv", small, "b.xlsx", string(data))} {
		c, err := OpenReader(bytes.NewReader(packed), "shop", Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, tab := range c.Tables {
			if got := told(t, tab); len(got) != 1 || !strings.HasSuffix(got[0], "A¦"+listA+"¦5") {
				t.Errorf("%s: %q", name, got)
			}
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestDamagedBooks: what cannot be read whole is an error that says so, never a shorter catalog.
func TestDamagedBooks(t *testing.T) {
	good := header3 + line(2, "A", listA, "5") + line(3, "B", listB, "6")
	const part = "xl/worksheets/sheet1.xml"
	whole := `<worksheet xmlns="` + nsMain + `"><sheetData>` + good + `</sheetData></worksheet>`
	replaced := func(text string) []byte {
		b := sheet(good)
		b.replace = map[string]string{part: text}
		return b.bytes(t)
	}
	with := func(change func(b *book)) []byte {
		b := sheet(good)
		change(&b)
		return b.bytes(t)
	}
	utf16 := func(s string) string {
		var b strings.Builder
		b.WriteString("\xff\xfe")
		for _, c := range []byte(s) {
			b.Write([]byte{c, 0})
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"cut in a row":           {replaced(whole[:strings.Index(whole, listB)]), "ends inside"},
		"cut behind a row":       {replaced(whole[:strings.Index(whole, `<row r="3">`)]), "cut off"},
		"cut in a tag":           {replaced(whole[:strings.Index(whole, `<row r="3">`)+5]), "ends inside"},
		"not XML":                {replaced(strings.Replace(whole, "5", "&nonsense;", 1)), "row"},
		"bytes that no text has": {replaced(strings.Replace(whole, ">A<", ">A\x01<", 1)), "row"},
		"document type":          {replaced(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + whole), "document type"},
		"UTF-16":                 {replaced(utf16(whole)), "UTF-16"},
		"another encoding":       {replaced(`<?xml version="1.0" encoding="ISO-8859-1"?>` + whole), "ISO-8859-1"},
		"empty style":            {replaced(strings.Replace(whole, `<c r="A2"`, `<c r="A2" s=""`, 1)), "style"},
		"rows out of order":      {replaced(strings.NewReplacer(`r="2"`, `r="3"`, `r="3"`, `r="2"`).Replace(whole)), "stands behind"},
		"row 0":                  {replaced(strings.Replace(whole, `r="2"`, `r="0"`, 1)), "number"},
		"row beyond the last":    {replaced(strings.Replace(whole, `r="3"`, `r="9999999"`, 1)), "number"},
		"column beyond the last": {replaced(strings.Replace(whole, `r="A3"`, `r="XFE3"`, 1)), "place"},
		"data twice":             {replaced(strings.Replace(whole, "</worksheet>", "<sheetData>"+line(9, "C", listA)+"</sheetData></worksheet>", 1)), "twice"},
		"cell inside a cell":     {replaced(strings.Replace(whole, "<is>", "<c><is>", 1)), "unknown element"},
		"deep nesting":           {replaced(strings.Replace(whole, "<sheetData>", "<sheetData>"+strings.Repeat("<a>", 100_000), 1)), ""},
		"shared text no number":  {replaced(strings.Replace(whole, "</row></sheetData>", `<c r="D3" t="s"><v>x</v></c></row></sheetData>`, 1)), "shared text"},
		"shared texts cut": {with(func(b *book) {
			b.strings = []string{"<t>x</t>"}
			b.replace = map[string]string{"xl/sharedStrings.xml": `<sst xmlns="` + nsMain + `"><si><t>x</t></si><si><t>`}
		}), "cut off"},
		"part twice":                {with(func(b *book) { b.extra = []string{part, whole} }), "stored twice"},
		"part twice, other letters": {with(func(b *book) { b.extra = []string{"XL/worksheets/Sheet1.xml", whole} }), "stored twice"},
		"part missing": {with(func(b *book) {
			b.replace = map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + nsRels + `"/>`}
		}), "missing"},
		"no workbook": {with(func(b *book) { b.replace = map[string]string{"_rels/.rels": `<Relationships xmlns="` + nsRels + `"/>`} }), "where the workbook is"},
		"two sheets, one part": {with(func(b *book) {
			b.replace = map[string]string{"xl/workbook.xml": `<workbook xmlns="` + nsMain + `" xmlns:r="` + nsOffice + `"><sheets><sheet name="a" r:id="rId1"/><sheet name="b" r:id="rId1"/></sheets></workbook>`}
		}), "same part"},
		"no sheets":   {book{}.bytes(t), "empty"},
		"all hidden":  {book{sheets: []bookSheet{{"a", "hidden", good}}}.bytes(t), "hidden"},
		"empty sheet": {sheet("").bytes(t), "empty"},
		"no lists":    {sheet(line(1, "name", "price") + line(2, "A", "5")).bytes(t), "name, price"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := readBook(t, c.data)
			if err == nil {
				t.Fatalf("no error; read %q", got)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q, want %q in it", err, c.want)
			}
			if strings.ContainsAny(err.Error(), "\n\x00") {
				t.Errorf("error %q is no line", err)
			}
		})
	}
}

// stored packs parts without compression.
func stored(t testing.TB, parts []string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, parts[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWrongChecksum(t *testing.T) {
	for part, text := range map[string]string{"sheet": "Niacinamide", "shared texts": "shared text one"} {
		b := sheet(header3, line(2, "A", listA, `<c r="C2" t="s"><v>0</v></c>`))
		b.strings = []string{"<t>shared text one</t>"}
		data := stored(t, b.parts())
		i := bytes.Index(data, []byte(text))
		data[i] ^= 1
		if got, _, err := readBook(t, data); err == nil || !strings.Contains(err.Error(), "checksum") {
			t.Errorf("%s: %v, %q", part, err, got)
		}
	}
}

// TestOddPaths: parts are where the relationships say, not where they usually are.
func TestOddPaths(t *testing.T) {
	b := sheet(header3, line(2, "A", `<c r="B2" t="s"><v>0</v></c>`, "5"))
	b.strings = []string{"<t>" + listA + "</t>"}
	parts := b.parts()
	for i := 0; i < len(parts); i += 2 {
		parts[i] = strings.Replace(parts[i], "xl/", "wtf/", 1)
		if parts[i] == "_rels/.rels" {
			parts[i+1] = strings.Replace(parts[i+1], "xl/", "/wtf/", 1)
		}
	}
	got, _, err := readBook(t, zipped(t, parts...))
	if err != nil || len(got) != 1 || got[0] != "2 A¦"+listA+"¦5" {
		t.Errorf("%q %v", got, err)
	}
}

// TestHostileBooks: a small file that unpacks to a great deal is refused before it costs anything.
func TestHostileBooks(t *testing.T) {
	long := strings.Repeat("x", 30_000)
	for name, c := range map[string]struct {
		book func() book
		want string
	}{
		"sheet of spaces": {func() book { return sheet(header3, strings.Repeat(" ", 64<<20)) }, "times its size"},
		"five million shared texts": {func() book {
			b := sheet(header3)
			b.strings = []string{strings.Repeat("</si><si>", 5_000_000)}
			return b
		}, "times its size"},
		"many shared texts": {func() book {
			b, s := sheet(header3), strings.Builder{}
			for i := range maxSharedStrings + 2 {
				fmt.Fprintf(&s, "<t>%x</t></si><si>", uint32(i)*2654435761)
			}
			b.strings = []string{s.String()}
			return b
		}, "more than 2097152 texts"},
		"cells in the last column": {func() book {
			rows := []string{header3}
			for i := range 20_000 {
				rows = append(rows, fmt.Sprintf(`<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i+2, i+2))
			}
			return sheet(rows...)
		}, "far to the right"},
		"one text three hundred thousand times": {func() book {
			rows := []string{header3}
			for i := range 300_000 {
				rows = append(rows, fmt.Sprintf(`<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>`, i+2, i+2))
			}
			b := sheet(rows...)
			b.strings = []string{"<t>" + long + "</t>"}
			return b
		}, "again and again"},
	} {
		t.Run(name, func(t *testing.T) {
			data := c.book().bytes(t)
			began := time.Now()
			_, _, err := readBook(t, data)
			took := time.Since(began)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
			t.Logf("%d KB, %v", len(data)>>10, took)
			if took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestUnzippedLimit(t *testing.T) {
	data := sheet(header3, line(2, "A", strings.Repeat(listA, 1000), "5")).bytes(t)
	_, err := OpenReader(bytes.NewReader(data), "shop.xlsx", Options{MaxUnzipped: 20_000})
	var format *FormatError
	if !errors.As(err, &format) || !strings.Contains(err.Error(), "--max-unzipped") {
		t.Errorf("%v", err)
	}
}

// lastRow is the number of a sheet's last row, as encoding/xml reads it; false if its data are not well formed.
func lastRow(text string) (last int, sound bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		t, err := d.Token()
		if err != nil {
			return last, false
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local != "row" {
				continue
			}
			last++
			for _, a := range t.Attr {
				if a.Name.Local == "r" {
					last, _ = strconv.Atoi(a.Value)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				return last, true
			}
		}
	}
}

// FuzzXLSX: whatever a sheet and its shared texts hold, reading them ends, and its rows are all there or an error is.
func FuzzXLSX(f *testing.F) {
	f.Add(header3+line(2, "A", listA, "5"), "<si><t>x</t></si>")
	f.Add(header3+`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>`, "<si><t>A</t></si><si><r><t>"+listB+"</t></r></si>")
	f.Add(header3+`<row><c><v>1</v></c><c t="e"><v>#REF!</v></c><c><f>1</f></c></row><row r="9"/>`, "<si/>")
	f.Add(header3+`<row r="2"><c r="C2" s="1"><v>4E9</v></c><c r="A2" t="b"><v>1</v></c></row>`, "")
	f.Add(header3+`<row r="2"><c r="A2"><v><![CDATA[a]]></v></c></row></sheetData><x a=">"/>`, "<si><t>&#x41;</t><rPh><t>b</t></rPh></si>")
	f.Fuzz(func(t *testing.T, data, shared string) {
		b := sheet(data)
		b.strings = []string{"<t>x</t>"}
		b.styles = `<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>`
		b.replace = map[string]string{"xl/sharedStrings.xml": `<sst xmlns="` + nsMain + `">` + shared + `</sst>`}
		packed := b.bytes(t)
		records, _, err := readBook(t, packed)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q is no line", err)
			}
			return
		}
		last, sound := lastRow(b.parts()[1])
		if !sound {
			t.Errorf("read without an error, though its data are not well formed")
		}
		if n := 0; len(records) > 0 {
			if fmt.Sscanf(records[len(records)-1], "%d", &n); n != last {
				t.Errorf("the last record is row %d, the last row %d", n, last)
			}
		}
		again, _, err := readBook(t, packed)
		if err != nil || strings.Join(again, "\n") != strings.Join(records, "\n") {
			t.Errorf("read twice: %v\n%q\n%q", err, records, again)
		}
		for i, r := range records {
			first := 0
			fmt.Sscanf(records[0], "%d", &first)
			if n := 0; true {
				if fmt.Sscanf(r, "%d", &n); n != first+i {
					t.Fatalf("row %d follows %d others from %d", n, i, first)
				}
			}
		}
	})
}
