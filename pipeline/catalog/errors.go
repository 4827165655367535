package catalog

import (
	"fmt"
	"strings"
)

// EmptyError says that a catalog holds nothing, or nothing below its header.
type EmptyError struct{ Source string }

func (e *EmptyError) Error() string { return e.Source + ": the catalog is empty" }

// FormatError says that a file is of a kind that is not read, and what to do.
type FormatError struct {
	Source string
	Kind   string // "an Excel 97 workbook (.xls)"
	Do     string // "save it as .xlsx or .csv"
}

func (e *FormatError) Error() string {
	return fmt.Sprintf("%s: this is %s; %s", e.Source, e.Kind, e.Do)
}

// OptionError says that an option's value is not known.
type OptionError struct {
	Option, Value string
	Known         []string
}

func (e *OptionError) Error() string {
	s := fmt.Sprintf("--%s: %q is not known", e.Option, e.Value)
	if n := nearest(e.Value, e.Known); n != "" {
		return s + fmt.Sprintf("; did you mean %q?", n)
	}
	return s + "; expected one of " + strings.Join(e.Known, ", ")
}

// MapFieldError says that --map names a field that there is not.
type MapFieldError struct {
	Field   string
	Nearest string // "" if none is near
}

func (e *MapFieldError) Error() string {
	s := fmt.Sprintf("--map %s=…: there is no field %q", e.Field, e.Field)
	if e.Nearest != "" {
		return s + fmt.Sprintf("; did you mean %q?", e.Nearest)
	}
	return s + "; fields are " + strings.Join(fieldNames[:], ", ")
}

// MapColumnError says that --map names a column that the catalog lacks.
type MapColumnError struct {
	Source, Sheet string
	Field, Column string
	Header        []string
	Nearest       string // "" if none is near
}

func (e *MapColumnError) Error() string {
	s := fmt.Sprintf("%s: --map %s=%s: there is no column %q", place(e.Source, e.Sheet), e.Field, e.Column, e.Column)
	if e.Nearest != "" {
		s += fmt.Sprintf("; did you mean %q?", e.Nearest)
	}
	return s + "; columns are " + listed(e.Header)
}

// NoColumnError says that no column holds ingredient lists.
type NoColumnError struct {
	Source, Sheet string
	Header        []string
	Description   string // a column of descriptions in which no list was found, "" if there is none
	Nearest       string // a column whose header is nearly one of those known, "" if none
}

func (e *NoColumnError) Error() string {
	s := fmt.Sprintf("%s: no column with ingredient lists found; columns are %s", place(e.Source, e.Sheet), listed(e.Header))
	if e.Description != "" {
		s += fmt.Sprintf("; %q holds descriptions, but no list was found in the first of them: if lists stand there, name it with --map description=%s", e.Description, quoteArg(e.Description))
	}
	example := "COLUMN"
	if e.Nearest != "" {
		example = e.Nearest
	}
	return s + fmt.Sprintf("; name the column with --map ingredients=%s", quoteArg(example))
}

// SheetError says that a workbook has no sheet of the name that was asked for.
type SheetError struct {
	Source, Sheet string
	Sheets        []string
	Nearest       string // "" if none is near
}

func (e *SheetError) Error() string {
	s := fmt.Sprintf("%s: --sheet: there is no sheet %q", e.Source, e.Sheet)
	if e.Nearest != "" {
		s += fmt.Sprintf("; did you mean %q?", e.Nearest)
	}
	return s + "; sheets are " + listed(e.Sheets)
}

func place(source, sheet string) string {
	if sheet == "" {
		return source
	}
	return fmt.Sprintf("%s, sheet %q", source, sheet)
}

// listed joins the columns for a message of one line.
func listed(header []string) string {
	const most = 40
	var b strings.Builder
	for i, h := range header {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(header)-most)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		if h == "" {
			h = fmt.Sprintf("#%d (no name)", i+1)
		}
		if r := []rune(h); len(r) > 60 {
			h = string(r[:60]) + "…"
		}
		b.WriteString(strings.Join(strings.Fields(h), " "))
	}
	return b.String()
}

func quoteArg(s string) string {
	if strings.ContainsAny(s, " ()'\"&;|") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// nearest is the known name that takes the fewest changed letters, "" if none is near.
func nearest(s string, known []string) string {
	best, least := "", len(s)/3+2
	for _, k := range known {
		if d := distance(fold(s), fold(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is how many letters must be inserted, deleted, replaced or swapped with their neighbour to make b of a.
func distance(a, b string) int {
	if len(a) > 100 || len(b) > 100 {
		return 100
	}
	s, t := []rune(a), []rune(b)
	rows := [3][]int{make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(s); i++ {
		old, last, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], old[j-2]+1)
			}
		}
		rows = [3][]int{last, row, old}
	}
	return rows[1][len(t)]
}
