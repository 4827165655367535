package reports

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"screen/pipeline"
	"screen/pipeline/catalog"
)

// plainOptions read a catalog without finding out how it is written.
var plainOptions = catalog.Options{Delimiter: ",", Quote: "double", Encoding: "utf-8"}

// readAll reads a catalog, and writes its rejected rows as a run does.
func readAll(t *testing.T, text, name string) (raws []string, rejects map[string]string) {
	t.Helper()
	c, err := catalog.OpenReader(strings.NewReader(text), name, plainOptions)
	if err != nil {
		t.Skip(err)
	}
	defer c.Close()
	files := map[string]*bytes.Buffer{}
	sink := NewRejects("rejects.csv", c.Tables, func(path string) (io.Writer, error) {
		files[path] = &bytes.Buffer{}
		return files[path], nil
	})
	if err := sink.Begin(); err != nil {
		t.Fatal(err)
	}
	for _, table := range c.Tables {
		row, line := 1, 1
		for {
			b, err := table.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			rows, lines := b.Split()
			var rendered []byte
			b.Each(row, line, func(rec *catalog.Record) error {
				if rec.Err != nil {
					raws = append(raws, string(rec.Raw))
					rendered = sink.AppendRejected(rendered, &pipeline.Rejected{
						Source: table.Source, Sheet: table.Sheet, Row: rec.Row, Line: rec.Err.Line, Code: rec.Err.Code, Message: rec.Err.Message, Raw: rec.Raw,
					})
				}
				return nil
			})
			if err := sink.Write(rendered); err != nil {
				t.Fatal(err)
			}
			row, line = row+rows, line+lines
		}
	}
	rejects = map[string]string{}
	for path, b := range files {
		rejects[path] = b.String()
	}
	return raws, rejects
}

// FuzzRejects: whatever is rejected stands in the file byte by byte, and read again, as it is, it is rejected again: no
// row of a rejects file is taken for a product before it was mended.
func FuzzRejects(f *testing.F) {
	for _, s := range []string{
		"2,B,\"Aqua, Glycerin\n3,C,Aqua\n", "2,\"B,Aqua\n3,\"C,Aqua\n4,D,Aqua\n", "2,B\x00,Aqua\n", "2,B\xff,Aqua\r\n3,\"C\",\"Aqua\r\n",
		"2,\"B\nC\x00\",\"Aqua\"\n", "2,B,\"Aqua \"\"\n", ",,\"\n", "\"\"\"\n", "2,'B,\"x\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		raws, files := readAll(t, "SKU,Name,Ingredients\n1,A,\"Aqua, Glycerin\"\n"+body, "catalog.csv")
		text := files["rejects.csv"]
		if len(raws) == 0 {
			if text != "" {
				t.Fatalf("nothing was rejected, and the file holds %q", text)
			}
			return
		}
		want := "reject_source,reject_sheet,reject_row,reject_line,reject_column,reject_code,reject_message,SKU,Name,Ingredients\n"
		rest, ok := strings.CutPrefix(text, want)
		if !ok {
			t.Fatalf("the header is not %q in %q", want, text)
		}
		for _, raw := range raws {
			at := strings.Index(rest, ","+raw+"\n")
			if at < 0 {
				t.Fatalf("%q does not stand in %q", raw, text)
			}
			rest = rest[at+len(raw)+2:]
		}
		if rest != "" {
			t.Fatalf("%q stands behind the last row", rest)
		}
		again, _ := readAll(t, text, "rejects.csv")
		if len(again) < len(raws) {
			t.Fatalf("%d rows were rejected, and %d of the file %q", len(raws), len(again), text)
		}
		_, files = readAll(t, text, "rejects.csv")
		if rest, ok = strings.CutPrefix(files["rejects.csv"], want); !ok {
			t.Fatalf("rejected again, the header is not %q in %q", want, files["rejects.csv"])
		}
		for _, raw := range raws {
			if !strings.ContainsAny(raw, "\n\r") && !strings.Contains(rest, ","+raw+"\n") {
				t.Fatalf("rejected again, %q does not stand in %q", raw, rest)
			}
		}
	})
}

func TestRejectsForms(t *testing.T) {
	row := &pipeline.Rejected{Source: "a,b;c.csv", Row: 7, Line: 9, Column: `Price "EUR", net`, Code: "nul-byte", Message: "it's, say; so", Raw: []byte("1;\"x\x00\",y\r")}
	tests := []struct {
		name  string
		table catalog.Table
		want  string
	}{
		{"comma", catalog.Table{HeaderRow: 1, Header: []string{"SKU", `5" pot`, "a,b"}, Dialect: catalog.Dialect{Delimiter: ",", Quote: '"', LineEnd: '\n'}},
			`SKU,"5"" pot","a,b"` + "\n" + `"a,b;c.csv",,7,9,Price ’EUR’; net,nul-byte,it’s; say; so,` + "1;\"x\x00\",y\r\n"},
		{"semicolon, CR", catalog.Table{HeaderRow: 1, Header: []string{"SKU"}, Dialect: catalog.Dialect{Delimiter: ";", Quote: '"', LineEnd: '\r'}},
			"SKU\r" + `"a,b;c.csv";;7;9;Price ’EUR’, net;nul-byte;it’s, say, so;` + "1;\"x\x00\",y\r\r"},
		{"no quotes", catalog.Table{HeaderRow: 1, Header: []string{"a\tb"}, Dialect: catalog.Dialect{Delimiter: "\t", LineEnd: '\n'}},
			"a b\n" + "a,b;c.csv\t\t7\t9\tPrice ’EUR’, net\tnul-byte\tit’s, say; so\t" + "1;\"x\x00\",y\r\n"},
		{"no header", catalog.Table{Header: []string{"#1", "#2"}, Dialect: catalog.Dialect{Delimiter: "||", Quote: '"', LineEnd: '\n'}},
			"column 1||column 2\na,b;c.csv||||7||9||Price ’EUR’, net||nul-byte||it’s, say; so||" + "1;\"x\x00\",y\r\n"},
		{"no text", catalog.Table{HeaderRow: 1, Header: []string{"a", "b"}}, "original\n" + `"a,b;c.csv",,7,9,Price ’EUR’; net,nul-byte,it’s; say; so,` + "\"1;\"\"x\x00\"\",y\r\"\n"},
		{"one column", catalog.Table{HeaderRow: 1, Header: []string{"INCI"}}, "INCI\n" + `"a,b;c.csv",,7,9,Price ’EUR’; net,nul-byte,it’s; say; so,` + "\"1;\"\"x\x00\"\",y\r\"\n"},
	}
	for _, test := range tests {
		form := newRejectsForm(&test.table)
		head := append([]byte(nil), form.header()...)
		for _, name := range catalog.RejectColumns {
			head = bytes.TrimPrefix(bytes.TrimPrefix(head, []byte(name)), []byte(form.dialect.Delimiter))
		}
		if got := string(form.appendRow(head, row)); got != test.want {
			t.Errorf("%s:\n%q, want\n%q", test.name, got, test.want)
		}
		if test.table.Dialect.Delimiter == "" {
			continue
		}
		first := form.appendRow(nil, row)
		again := newRejectsForm(&catalog.Table{HeaderRow: 1, Header: append(slices.Clone(catalog.RejectColumns), form.cells...), Dialect: form.dialect})
		second := again.appendRow(nil, &pipeline.Rejected{Source: "rejects.csv", Row: 2, Line: 2, Column: row.Column, Code: row.Code, Message: row.Message, Raw: first[:len(first)-1]})
		if !bytes.Equal(first, second) || !bytes.Equal(form.header(), again.header()) {
			t.Errorf("%s, rejected again:\n%q, want\n%q", test.name, second, first)
		}
	}
}

// TestRejectsColumns: none of the columns that a rejects file adds is taken for a column of the catalog.
func TestRejectsColumns(t *testing.T) {
	text := strings.Join(catalog.RejectColumns, ",") + ",A,Zutaten\nshop.csv,,2,2,A,nul-byte,no text,x,\"Aqua, Glycerin, Panthenol\"\n"
	c, err := catalog.OpenReader(strings.NewReader(text), "rejects.csv", catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for field, columns := range c.Tables[0].Columns {
		for _, i := range columns {
			if i < len(catalog.RejectColumns) {
				t.Errorf("%s is taken for %s", catalog.RejectColumns[i], catalog.Field(field))
			}
		}
	}
}

func TestNumbered(t *testing.T) {
	for _, test := range []struct {
		path string
		n    int
		want string
	}{{"rejects.csv", 1, "rejects.csv"}, {"a/rejects.csv", 2, "a/rejects-2.csv"}, {"rejects", 3, "rejects-3"}} {
		if got := numbered(test.path, test.n); got != test.want {
			t.Errorf("numbered(%s, %d) = %s, want %s", test.path, test.n, got, test.want)
		}
	}
}

// ledgerOf is what a ledger of at most n ids a table says of products with these ids, in rows from 2 on.
func ledgerOf(n int, ids ...string) []string {
	l := NewLedger()
	l.most = n
	for i, id := range ids {
		l.Write(l.Append(nil, &pipeline.Result{Source: "shop.csv", Row: i + 2, ID: id}))
	}
	s := &pipeline.Summary{Catalogs: []pipeline.CatalogSummary{{Source: "shop.csv"}}}
	l.Close(s)
	return s.Catalogs[0].Notes
}

func TestRepeatedIDs(t *testing.T) {
	many := make([]string, 5000)
	for i := range many {
		many[i] = fmt.Sprint("SKU", i)
	}
	tests := []struct {
		most int
		ids  []string
		want string
	}{
		{10, []string{"A", "B", "C"}, ""},
		{10, []string{"", "", "A", ""}, ""},
		{10, []string{"A", "B", "A"}, `rows with an id that an earlier row has: 1 ("A" in rows 2 and 4)`},
		{10, []string{"A", "A", "A", "B", "B", "a"}, `rows with an id that an earlier row has: 3 ("A" in rows 2 and 3, "A" in rows 2 and 4, "B" in rows 5 and 6)`},
		{10, []string{"A", "A", "A", "A", "A"}, `rows with an id that an earlier row has: 4 ("A" in rows 2 and 3, "A" in rows 2 and 4, "A" in rows 2 and 5 …)`},
		{10, []string{"A\x1b[31m", "A\x1b[31m"}, `rows with an id that an earlier row has: 1 ("A` + "\uFFFD" + `[31m" in rows 2 and 3)`},
		{2, []string{"A", "B", "C", "C", "A"}, `rows with an id that an earlier row has: 1 ("A" in rows 2 and 6) the catalog has more than 2 ids; those behind were not compared with each other`},
		{mostIDs, append(many, "SKU7", "SKU4999"), `rows with an id that an earlier row has: 2 ("SKU7" in rows 9 and 5002, "SKU4999" in rows 5001 and 5003)`},
	}
	for _, test := range tests {
		if got := strings.Join(ledgerOf(test.most, test.ids...), " "); got != test.want {
			t.Errorf("%.60q: %s, want %s", test.ids, got, test.want)
		}
	}
}

// TestIDsOfTables: the same id in two tables is no repetition.
func TestIDsOfTables(t *testing.T) {
	l := NewLedger()
	for _, sheet := range []string{"Face", "Body", "Face"} {
		l.Write(l.Append(nil, &pipeline.Result{Source: "shop.xlsx", Sheet: sheet, Row: 2, ID: "1"}))
	}
	s := &pipeline.Summary{Catalogs: []pipeline.CatalogSummary{{Source: "shop.xlsx", Sheet: "Face"}, {Source: "shop.xlsx", Sheet: "Body"}}}
	l.Close(s)
	for _, c := range s.Catalogs {
		if len(c.Notes) > 0 {
			t.Errorf("sheet %s: %q", c.Sheet, c.Notes)
		}
	}
}
