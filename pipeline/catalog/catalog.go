package catalog

import (
	"io"
)

// Options says how to read a catalog; its zero value finds out everything by itself.
type Options struct {
	Sheet     string            // worksheet to read; "" = every one that is a catalog
	Map       map[string]string // field name → column header, overrides what is found
	Delimiter string            // "" = find out; "tab" or "\\t" for the tab
	Quote     string            // "" = find out, "none" for no quotes
	Escape    string            // "" = find out, "backslash", or "none" where quotes in quotes are doubled
	LineEnd   string            // "" = find out, "lf" (also behind a CR), "cr", or "any" of both
	Encoding  string            // IANA name, "" = find out
	MaxField  int               // bytes a cell may have; 0 = DefaultMaxField
	MaxRecord int               // bytes a record may have; 0 = DefaultMaxRecord
	Profile   *Profile          // how columns map; nil = find out
	// AnyColumns opens a table too that lacks a column of lists: Table.Lacks says so then, and no error.
	AnyColumns bool
	ChunkSize  int // bytes a Batch of text aims at; 0 = DefaultChunkSize

	// MaxUnzipped is how many bytes the parts of a workbook that are read may unpack to; 0 = DefaultMaxUnzipped.
	MaxUnzipped int64
}

// Defaults of Options, in bytes.
const (
	DefaultMaxField  = 1 << 20
	DefaultMaxRecord = 4 << 20
	DefaultChunkSize = 1 << 17
)

func (o *Options) fill() {
	if o.MaxField <= 0 {
		o.MaxField = DefaultMaxField
	}
	if o.MaxRecord <= 0 {
		o.MaxRecord = DefaultMaxRecord
	}
	if o.ChunkSize <= 0 {
		o.ChunkSize = DefaultChunkSize
	}
	if o.MaxUnzipped <= 0 {
		o.MaxUnzipped = DefaultMaxUnzipped
	}
}

// Catalog is an opened catalog: one or more tables.
type Catalog struct {
	Tables []*Table
	files  []io.Closer
}

// Close closes the catalog's file and ends its tables.
func (c *Catalog) Close() error {
	var first error
	for i := len(c.files) - 1; i >= 0; i-- {
		if err := c.files[i].Close(); err != nil && first == nil {
			first = err
		}
	}
	c.files = nil
	return first
}

// Table is one table of a catalog: a CSV file, a worksheet, a member of an archive.
type Table struct {
	Source    string // the catalog as named, with the member's name behind "!" for an archive
	Sheet     string // worksheet; empty for formats without
	Format    string // in words: "CSV, comma, UTF-8"
	Header    []string
	Dialect   Dialect  // how its records are written; zero for formats that are no text in cells
	HeaderRow int      // row number of the (last) header row, from 1; 0 where the format has none
	Columns   Columns  // which column is which field
	Choices   []Choice // why

	// JoinIngredients tells that each list is split over all columns of FieldIngredients, to be joined in their order: the
	// active ingredients stand in one, the others in another. Otherwise the first that is not empty is the list.
	JoinIngredients bool
	// SameList holds, in their order, the columns over which each list is split by number ("Ingredients 1", "Ingredients 2"): all
	// that are not empty are one list. Nil if it is not.
	SameList []int
	// Allergens holds columns that name a product's allergens, which are part of its ingredients, beside the list.
	Allergens []int

	Ignored []string // options that were given and mean nothing for this format: "sheet" for a CSV file

	Lacks error    // what the table lacks to be screened; nil unless Options.AnyColumns
	Notes []string // what was found that a user should know
	Size  int64    // for progress: what Batch.Bytes adds up to; -1 if unknown

	src source
}

// Dialect is how a table's records are written, and so how Record.Raw is to be read.
type Dialect struct {
	Delimiter string
	Quote     byte // 0: there are no quotes
	LineEnd   byte // \n (also where a \r precedes it) or \r
	JSON      bool // records are objects; the rest is zero
}

// RejectColumns stand before a catalog's own columns in a file of rejected rows: where each row stood, and why it was
// rejected. None of them is ever taken for a field, so that the file, once mended, is a catalog.
var RejectColumns = []string{"reject_source", "reject_sheet", "reject_row", "reject_line", "reject_column", "reject_code", "reject_message"}

// source hands out a table's records in batches; each format has its own.
type source interface {
	next() (*Batch, error)
}

// Next returns the next batch of records, io.EOF behind the last. It only finds where the batch ends; the
// work is in Split and Each. One goroutine may call it.
func (t *Table) Next() (*Batch, error) { return t.src.next() }

// Batch is a run of records that one worker can read independently of all others.
type Batch struct {
	part  part
	bytes int64
}

// part is the content of a batch; each format has its own.
type part interface {
	split() (rows, lines int)
	each(row, line int, fn func(*Record) error) error
	release()
}

// Split finds the batch's records and tells how many rows (blank and rejected ones included) and physical lines it
// holds, so that the rows of the next batch can be numbered.
func (b *Batch) Split() (rows, lines int) { return b.part.split() }

// Each calls fn for every record in order and ends with fn's first error. firstRow and firstLine are 1 for the first
// batch of a table, and grow by what Split told of each batch before this one; rows and lines above the first record
// (preamble, header) are added here, so that Record.Row is what a spreadsheet shows. The worker that called Split calls
// it. Records are valid only during the call.
func (b *Batch) Each(firstRow, firstLine int, fn func(*Record) error) error {
	return b.part.each(firstRow, firstLine, fn)
}

// Bytes is how much of the catalog the batch stands for, for progress.
func (b *Batch) Bytes() int64 { return b.bytes }

// Release gives the batch's memory back; its records are invalid from then on.
func (b *Batch) Release() { b.part.release() }
