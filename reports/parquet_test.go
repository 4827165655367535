package reports

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"screen/pipeline"
)

// readParquet reads a report as text by column; lists are joined with commas, what is missing is "".
func readParquet(t *testing.T, b []byte) (names []string, rows []map[string]string) {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range f.Schema().Columns() {
		names = append(names, path[0])
	}
	r := parquet.NewReader(f)
	buf := make([]parquet.Row, 16)
	for {
		n, err := r.ReadRows(buf)
		for _, row := range buf[:n] {
			cells := map[string]string{}
			for _, v := range row {
				switch name := names[v.Column()]; {
				case v.IsNull():
					cells[name] = ""
				case v.RepetitionLevel() > 0:
					cells[name] += "," + v.String()
				default:
					cells[name] = v.String()
				}
			}
			rows = append(rows, cells)
		}
		if errors.Is(err, io.EOF) {
			return names, rows
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// The Parquet file says what the CSV says, column by column.
func TestParquetEqualsCSV(t *testing.T) {
	set := testSet()
	results := threeProducts(set)
	for _, payload := range payloads {
		if !strings.ContainsAny(payload, "\x00\r") { // that the CSV has as U+FFFD, and that encoding/csv changes
			results = append(results, hostile(set, payload))
		}
	}
	names, rows := readParquet(t, report(t, "parquet", set, Options{}, results...))
	fromCSV := readCSV(t, report(t, "csv", set, Options{Raw: true}, results...))
	l, err := newLayout(set, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := append(l.tableColumns(), "families"); !slices.Equal(names, want) {
		t.Errorf("columns\n got %v\nwant %v", names, want)
	}
	if len(rows) != len(results) || len(fromCSV) != len(results) {
		t.Fatalf("%d and %d rows", len(rows), len(fromCSV))
	}
	for i, row := range fromCSV {
		for column, want := range row {
			if got := rows[i][column]; got != want || !utf8.ValidString(got) {
				t.Errorf("row %d, %s: got %q, want %q", i, column, got, want)
			}
		}
	}
	for i, want := range []string{"retinoid,fragrance,hyaluronic-acid", "hyaluronic-acid", ""} {
		if got := rows[i]["families"]; got != want {
			t.Errorf("families of row %d: got %q, want %q", i, got, want)
		}
	}
}

func TestParquetRowGroupsAndMetadata(t *testing.T) {
	set := testSet()
	one := cleanSerum(set)
	many := make([]*pipeline.Result, parquetRows+5)
	for i := range many {
		many[i] = one
	}
	b := report(t, "parquet", set, Options{Skins: []int{0}}, many...)
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if f.NumRows() != int64(len(many)) || len(f.RowGroups()) != 2 {
		t.Errorf("%d rows in %d groups", f.NumRows(), len(f.RowGroups()))
	}
	if digest, _ := f.Lookup("rules.digest"); digest != set.Digest {
		t.Errorf("digest %q", digest)
	}
}
