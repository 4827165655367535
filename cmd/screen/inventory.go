package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
	"golang.org/x/text/encoding/charmap"

	"screen/pipeline"
	"screen/rules"
)

var inventoryFlag = &cli.StringSliceFlag{
	Name:  "inventory",
	Usage: "know the ingredients named in `FILE`, too: a CSV with a column of INCI names, such as CosIng's export, or one name a line; no family changes; may be repeated",
}

// maxInventory is how large an inventory may be; the EU's has less than 30 MB.
const maxInventory = 128 << 20

// screenerOf makes the screener of a rule set, which knows the ingredients of the inventories that the flags name.
func screenerOf(c *cli.Context, set *rules.Set) (*pipeline.Screener, error) {
	names, err := flagInventories(c)
	if err != nil {
		return nil, err
	}
	return screenerWith(set, names)
}

// screenerWith makes the screener of a rule set, which knows the ingredients of an inventory, too.
func screenerWith(set *rules.Set, inventory []string) (*pipeline.Screener, error) {
	s, err := newScreener(set)
	if err == nil && len(inventory) > 0 {
		s.Lexicon.AddInventory(inventory)
	}
	return s, err
}

// flagInventories are the names of the inventories that the flags name.
func flagInventories(c *cli.Context) (names []string, err error) {
	for _, path := range c.StringSlice(inventoryFlag.Name) {
		more, err := readInventory(path)
		if err != nil {
			return nil, err
		}
		names = append(names, more...)
	}
	return names, nil
}

// readInventory reads the names of an inventory, "NAME | SYNONYM | …".
func readInventory(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, inputError(inputMessage(path, err))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxInventory+1))
	if err != nil {
		return nil, inputError(inputMessage(path, err))
	}
	if len(text) > maxInventory {
		return nil, inputError(fmt.Errorf("%s: an inventory has %d MiB at most", path, maxInventory>>20))
	}
	names, err := inventoryNames(text, filepath.Ext(path))
	if err != nil {
		return nil, inputError(fmt.Errorf("%s: %w", path, err))
	}
	return names, nil
}

// inventoryNames reads an inventory: a table where a header names a column of INCI names, else one substance a line. A
// file that is called a table must be one.
func inventoryNames(text []byte, ext string) (names []string, err error) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, fmt.Errorf("line %d: a NUL byte; expected a CSV file or one name a line, in UTF-8 or Windows-1252", 1+bytes.Count(text[:i], []byte("\n")))
	}
	if !utf8.Valid(text) {
		if text, err = charmap.Windows1252.NewDecoder().Bytes(text); err != nil {
			return nil, err
		}
	}
	header, comma, column := inventoryHeader(string(text))
	switch {
	case column >= 0:
		names, err = tableNames(string(text), header, comma, column)
	case slices.Contains([]string{".csv", ".tsv"}, strings.ToLower(ext)):
		return nil, fmt.Errorf("line 1: no column of INCI names; expected a header with %q, found %q", inventoryColumns[0], firstLine(string(text)))
	default:
		names, err = lineNames(string(text))
	}
	if err == nil && len(names) == 0 {
		err = errors.New("no names; expected a CSV file with a column of INCI names, or one name a line")
	}
	return names, err
}

// inventoryColumns are headers of the column that names ingredients, the surer ones first.
var inventoryColumns = []string{"INCI name", "INCI names", "INCI", "INCI name (EU)", "INCI EN", "Ingredient name", "Common ingredient name", "Name of common ingredients glossary", "Ingredient", "Name"}

// headerLines is how many lines may stand above an inventory's header: CosIng's exports say what they are in some.
const headerLines = 20

// inventoryHeader finds the line of the header, counted from 0, the delimiter and the column; column is -1 where there is none.
func inventoryHeader(text string) (line int, comma rune, column int) {
	for n := 0; n < headerLines && text != ""; n++ {
		var s string
		s, text, _ = strings.Cut(text, "\n")
		for _, comma := range ",;\t|" {
			r := csv.NewReader(strings.NewReader(s))
			r.Comma, r.LazyQuotes = comma, true
			cells, err := r.Read()
			if err != nil || len(cells) < 2 && comma != ',' {
				continue
			}
			for _, want := range inventoryColumns {
				if i := slices.IndexFunc(cells, func(cell string) bool { return columnKey(cell) == columnKey(want) }); i >= 0 {
					return n, comma, i
				}
			}
		}
	}
	return 0, 0, -1
}

// columnKey is a header without case, spaces and marks.
func columnKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// tableNames reads a column of a table, below its header.
func tableNames(text string, header int, comma rune, column int) (names []string, err error) {
	rest := text
	for range header + 1 {
		_, rest, _ = strings.Cut(rest, "\n")
	}
	if single := !strings.ContainsRune(strings.Split(text, "\n")[header], comma); single && !strings.Contains(rest, `"`) {
		return lineNames(strings.Repeat("\n", header+1) + rest) // the comma of 1,2-hexanediol divides nothing
	}
	r := csv.NewReader(strings.NewReader(rest))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	for {
		cells, err := r.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			return names, nil
		case errors.As(err, &bad):
			return nil, fmt.Errorf("line %d: %w", bad.StartLine+header+1, bad.Err)
		case err != nil:
			return nil, err
		}
		if column >= len(cells) || strings.TrimSpace(cells[column]) == "" {
			continue // an entry without an INCI name
		}
		name := strings.Join(strings.Fields(cells[column]), " ")
		if !hasLetter(name) {
			line, _ := r.FieldPos(column)
			return nil, fmt.Errorf("line %d: %q is no name of an ingredient; is column %d that of the INCI names?", line+header+1, name, column+1)
		}
		names = append(names, name)
	}
}

// lineNames reads one substance a line.
func lineNames(text string) (names []string, err error) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line == "#" || strings.HasPrefix(line, "# "):
		case strings.ContainsAny(line, ";\t"):
			return nil, fmt.Errorf("line %d: %q has several cells; expected one name a line, NAME | SYNONYM, or a table with a header %q", n, line, inventoryColumns[0])
		case !hasLetter(line):
			return nil, fmt.Errorf("line %d: %q is no name of an ingredient", n, line)
		default:
			names = append(names, line)
		}
	}
	return names, nil
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// firstLine is the first line of a text, shortened.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if r := []rune(strings.TrimSpace(line)); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return strings.TrimSpace(line)
}
