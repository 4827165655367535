// Package pipeline takes a catalog's records, one by one and in parallel, through the stations of their route, and
// hands the results to its sinks in the catalog's order:
//
//	bytes → catalog.Record → product.Text → inci.List → rules.Facts → rules.Decision → Result → sinks
//
// Screener.Screen is the pure part, record in and Result out; Run is the rest: readers, workers, order, counts.
package pipeline

import (
	"screen/pipeline/inci"
	"screen/pipeline/product"
	"screen/rules"
)

// Result is what is known and decided of one product. It is valid until the sink's Append returns; a sink that keeps
// anything of it must copy.
type Result struct {
	Source string // catalog as named on the command line
	Sheet  string // worksheet; empty for formats without
	Row    int    // as a spreadsheet shows it, header = 1
	Line   int    // physical line of the file on which it begins, as an editor shows it; 0 where the format has none

	ID, Brand, Name, Price string

	Product product.Understanding
	// Ingredients is the text of the ingredient list, as it was given to the parser; List is what it made of it.
	Ingredients string
	List        *inci.List
	Recognized  int      // ingredients of List that were recognised
	Unknown     []string // ingredients that were not, as written

	doubtful bool      // as Input.Doubtful
	lacks    string    // what the product's own words state and the list has not
	said     [3]string // name, claims and description, as they were given

	Facts    rules.Facts
	Decision *rules.Decision
	Findings []Finding

	Diagnostics []Diagnostic
}

// Finding says that a rule fired, and on which ingredient. A rule that fires on several ingredients gives one Finding
// each; one that fires on none (SPF below 30) gives one with Item -1.
type Finding struct {
	Rule   int // index into Set.Rules
	Family int // index into Set.Families, -1 where the rule does not speak of a family
	Item   int // index into Result.List.Items, -1 where it does not speak of an ingredient
}

// Diagnostic says that a row's data is bad or doubtful; it does not stop the row.
type Diagnostic struct {
	Code    string // stable
	Message string
	Column  string // field: ingredients, name, spf …; empty where it concerns the row
}

// Rejected is a row that could not be read.
type Rejected struct {
	Source, Sheet string
	Row, Line     int
	Column        string
	Code, Message string
	Raw           []byte // original bytes
}

// Sink receives results. Append is called by many workers at once and only renders; Write is called by one
// goroutine, in the catalog's order, with what Append gave for a run of rows. Close is called once, after the last Write.
type Sink interface {
	// Append renders one result behind dst and returns the extended slice.
	Append(dst []byte, r *Result) []byte
	// AppendRejected renders one rejected row behind dst.
	AppendRejected(dst []byte, r *Rejected) []byte
	// Write takes rendered rows.
	Write(rendered []byte) error
	// Close finishes the report with the run's summary.
	Close(s *Summary) error
}

// Summary is the run's reckoning. Read == Reported + Rejected + Skipped.
type Summary struct {
	Catalogs                          []CatalogSummary
	Read, Reported, Rejected, Skipped int
	// Verdicts[p][s][v] counts products by phase, skin type and verdict.
	Verdicts [][][]int
	// RuleHits[i] counts the products on which Set.Rules[i] fired.
	RuleHits []int
	Rules    *rules.Set
	// Unrecognized counts ingredient names that were not recognised, the most frequent first (at most 100 are kept).
	Unrecognized            []NameCount
	Ingredients, Recognized int
	NoList                  int // products whose list is none, unreadable or partial

	names map[string]*int // how often each unrecognised name was seen so far
}

// CatalogSummary is the reckoning of one table of one catalog.
type CatalogSummary struct {
	Source, Sheet                     string
	Dialect                           string            // in words: "CSV, comma, UTF-8"
	Columns                           map[string]string // field → column header
	Notes                             []string          // what a user should know of how the table was read
	Read, Reported, Rejected, Skipped int
	NoList                            int // as Summary.NoList
}

// NameCount is a name and how often it was seen.
type NameCount struct {
	Name  string
	Count int
}
