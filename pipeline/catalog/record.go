// Package catalog turns the bytes of a shop's catalog into records, and finds the columns that matter. A damaged row is a
// Record that carries its error; only I/O stops a run. The package imports nothing of this project.
//
// What happens to a CSV file, in order:
//
//  1. detect tells by the first bytes what the file is; openCompressed and openZip look inside of archives.
//  2. findCharset finds the encoding; what is not UTF-8 is decoded as a stream.
//  3. findDialect tries delimiters, quotes and escapes and takes those under which the records agree.
//  4. findHeader finds the row that names columns, findColumns which column is which field, and why.
//  5. Table.Next reads a chunk and cuts it where boundary says that its last whole record ends.
//  6. Batch.Split, on any worker, finds the chunk's records and cells with dialect.record, the definition of how a
//     catalog is read; boundary must agree with it, whatever the damage.
//  7. Batch.Each hands out the records, after shape.judge has told products from headers, blank and continuation rows.
//
// A workbook: readWorkbook checks the archive and finds the parts by their relationships; openXLSX hands the chosen sheets to
// excelize, whose row iterator reads them; sheetScan reads the same XML beside it and runs ahead, and xlsxSource compares both
// row by row, for excelize tells of no damage. JSON (jsonSource) is cut into objects and read by the workers, too; XML feeds and
// Parquet (feedSource) are read by one reader. All of them end in Records that shape.judge has looked at.
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

	doubtful bool
}

// Doubtful tells whether the record's ingredient list may not be the whole list of this product, because its cell holds an
// error, was cut off, could not be decoded, or because cells may have moved. Such a list may show that a product is to be
// avoided, but never that it is suitable.
func (n CellNote) Doubtful() bool { return n.doubtful }

// Codes of CellNote.
const (
	NoteErrorCell    = "error-cell" // the cell of a workbook holds an error
	NoteNoValue      = "formula-without-value"
	NoteLongNumber   = "long-number" // more digits than a spreadsheet keeps
	NoteBadDate      = "bad-date"    // a number that is shown as a date, but is none
	NoteStrayQuote   = "stray-quote"
	NoteTooShort     = "row-too-short"
	NoteTooLong      = "row-too-long"
	NoteUnquotedList = "unquoted-list"   // a list without quotes that was put together again
	NoteBrokenOff    = "list-broken-off" // the next row may be the rest of the list
	NoteUndecodable  = "undecodable"
	NoteTwice        = "member-twice"  // of a JSON object
	NoteUnread       = "member-unread" // of a JSON list: it names nothing, or holds a list of its own
)

const unreadMembers = "the list has members that name nothing, or that hold lists of their own; what was read may not be the whole list"
