package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"screen/pipeline/catalog"
)

func columnsCommand() *cli.Command {
	return &cli.Command{
		Name:      "columns",
		Usage:     "how a catalog is read: format, header, and which column is taken for what, and why",
		ArgsUsage: "CATALOG...",
		Flags:     append([]cli.Flag{&cli.BoolFlag{Name: "json", Usage: "the same as one JSON object a table"}}, catalogFlags()...),
		Action:    columnsAction,
	}
}

// tableReport is what the columns command tells of a table.
type tableReport struct {
	Source    string         `json:"source"`
	Sheet     string         `json:"sheet,omitempty"`
	Format    string         `json:"format"`
	HeaderRow int            `json:"header_row"` // 0: there is none
	Columns   []columnReport `json:"columns"`
	Missing   []string       `json:"missing"`  // fields for which there is no column
	Screened  bool           `json:"screened"` // false: it has no ingredient lists, so run passes it over or refuses it
	Notes     []string       `json:"notes"`
}

type columnReport struct {
	Number int           `json:"number"` // from 1
	Header string        `json:"header"`
	Fields []fieldReport `json:"fields"` // none: the column is not read
	Sample string        `json:"sample"` // its first cell that is not empty
}

type fieldReport struct {
	Field string `json:"field"`
	Why   string `json:"why"`
}

func columnsAction(c *cli.Context) error {
	if c.NArg() == 0 {
		return usagef("columns needs a catalog: screen columns CATALOG")
	}
	catalogs, closeCatalogs, err := openCatalogsWith(c, c.Args().Slice(), func(o *catalog.Options) { o.AnyColumns = true })
	defer closeCatalogs()
	if err != nil {
		return err
	}
	var missing []error
	for _, cat := range catalogs {
		var lacks []error
		for _, t := range cat.Tables {
			r, err := reportTable(t)
			if err != nil {
				return err
			}
			if err := r.show(c); err != nil {
				return outputError(err)
			}
			if t.Lacks != nil {
				lacks = append(lacks, t.Lacks)
			}
		}
		if len(lacks) == len(cat.Tables) { // a sheet without lists beside one that has them is passed over
			missing = append(missing, lacks...)
		}
	}
	return inputErrors(missing)
}

func inputErrors(errs []error) error {
	if len(errs) == 0 {
		return nil
	}
	return inputError(errors.Join(errs...))
}

func reportTable(t *catalog.Table) (*tableReport, error) {
	r := &tableReport{Source: t.Source, Sheet: t.Sheet, Format: t.Format, HeaderRow: t.HeaderRow, Notes: append([]string{}, t.Notes...), Missing: []string{}, Screened: t.Lacks == nil}
	for i, h := range t.Header {
		r.Columns = append(r.Columns, columnReport{Number: i + 1, Header: h, Fields: []fieldReport{}})
	}
	for _, choice := range t.Choices {
		if choice.Column < len(r.Columns) {
			col := &r.Columns[choice.Column]
			col.Fields = append(col.Fields, fieldReport{choice.Field.String(), choice.Why})
		}
	}
	for f := range catalog.Field(catalog.NumFields) {
		if t.Columns.First(f) < 0 {
			r.Missing = append(r.Missing, f.String())
		}
	}
	return r, r.sample(t)
}

// sample takes each column's first cell that is not empty, out of the first batch of records.
func (r *tableReport) sample(t *catalog.Table) error {
	b, err := t.Next()
	if err == io.EOF {
		return nil
	}
	if err != nil {
		return inputMessage(t.Source, err)
	}
	defer b.Release()
	b.Split()
	err = b.Each(1, 1, func(rec *catalog.Record) error {
		if rec.Skip != "" || rec.Err != nil {
			return nil
		}
		open := 0
		for i := range r.Columns {
			if r.Columns[i].Sample != "" {
				continue
			}
			open++
			if i < len(rec.Fields) {
				r.Columns[i].Sample = strings.ToValidUTF8(string(bytes.TrimSpace(rec.Fields[i])), "\uFFFD")
			}
		}
		if open == 0 {
			return errSampled
		}
		return nil
	})
	if err != nil && err != errSampled {
		return inputMessage(t.Source, err)
	}
	return nil
}

var errSampled = errors.New("every column has a sample")

func (r *tableReport) show(c *cli.Context) error {
	if c.Bool("json") {
		e := json.NewEncoder(c.App.Writer)
		e.SetEscapeHTML(false)
		return e.Encode(r)
	}
	var b strings.Builder
	name := r.Source
	if r.Sheet != "" {
		name += ", sheet " + r.Sheet
	}
	header := "no header row"
	if r.HeaderRow > 0 {
		header = fmt.Sprintf("header in row %d", r.HeaderRow)
	}
	fmt.Fprintf(&b, "%s\n  read as %s; %s\n", plain(name), plain(r.Format), header)
	if !r.Screened {
		b.WriteString("  not screened: it has no ingredient lists\n")
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "  note: %s\n", plain(n))
	}
	for _, col := range r.Columns {
		h := plain(col.Header)
		if h == "" {
			h = "(no name)"
		}
		fmt.Fprintf(&b, "\n  %d. %s\n", col.Number, short(h, 80))
		for _, f := range col.Fields {
			fmt.Fprintf(&b, "     %s: %s\n", f.Field, plain(f.Why))
		}
		if len(col.Fields) == 0 {
			b.WriteString("     not read\n")
		}
		if col.Sample != "" {
			fmt.Fprintf(&b, "     such as: %s\n", short(plain(col.Sample), 90))
		}
	}
	if len(r.Missing) > 0 {
		fmt.Fprintf(&b, "\n  no column for: %s (--map FIELD=COLUMN names one)\n", strings.Join(r.Missing, ", "))
	}
	_, err := io.WriteString(c.App.Writer, b.String())
	return err
}

// plain makes a catalog's text fit for one line of a terminal: what could steer one becomes U+FFFD.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return utf8.RuneError
		}
		return r
	}, s)
}

// short cuts s behind n characters, with a mark.
func short(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
