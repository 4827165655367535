// Package catalog turns the bytes of a shop's catalog (CSV, XLSX, …) into records, and finds the columns that matter.
// A damaged row is a Record that carries its error; only I/O stops a run. The package imports nothing of this project.
package catalog

// Record is one row of a catalog. Its fields are valid until the next record is read.
type Record struct {
	Row    int      // as a spreadsheet shows it: records counted from 1, the header's row included
	Line   int      // physical line on which it begins, from 1; 0 where the format has none
	Fields [][]byte // UTF-8
	Raw    []byte   // the original bytes of a rejected record (as UTF-8 if the catalog has another encoding), without its line end
	Err    *RowError
	Skip   string // why the row is no product and no error: blank, repeated-header, continuation; else empty
	Notes  []CellNote
}

// RowError says why a record was rejected.
type RowError struct {
	Code    string // stable: unclosed-quote, field-too-long, invalid-encoding …
	Message string
	Line    int
	Column  int // 1-based column of the record, 0 where it concerns the whole row
}

// CellNote is a diagnostic of one cell that does not reject its row: an error cell (#NAME?), a formula without a value.
type CellNote struct {
	Code    string
	Column  int // 0-based index into Fields
	Message string
}
