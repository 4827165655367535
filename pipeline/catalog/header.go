package catalog

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// head is what stands above a table's first record.
type head struct {
	cells []string // of the header; synthesised if there is none
	row   int      // index of the (last) header row among the rows, -1 if there is none
	notes []string
}

// headerDepth is how many rows are searched for the header.
const headerDepth = 40

// findHeader finds the header among a table's first rows: the row whose cells name most fields. Rows above it are a
// preamble; rows right below it that name the same fields again (units, a second language) belong to it.
func findHeader(rows [][]string, o *Options) head {
	best, most := -1, 0
	for i, cells := range rows[:min(len(rows), headerDepth)] {
		if n := headerScore(cells, o); n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		best = plainHeader(rows)
	}
	if best < 0 {
		return noHeader(rows)
	}
	h := head{row: best, cells: clean(rows[best])}
	if best > 0 {
		h.notes = append(h.notes, fmt.Sprintf("%s above the header skipped", lines(best)))
		h.under(rows[best-1])
	}
	for i := best + 1; i < min(len(rows), best+4) && secondHeader(h.cells, rows[i], most); i++ {
		h.row = i
		h.notes = append(h.notes, fmt.Sprintf("row %d is a second header row", i+1))
	}
	if h.row+1 < len(rows) {
		h.over(rows[h.row+1])
	}
	return h
}

func lines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// headerScore counts the fields that the cells name, list columns and columns named by --map twice; 0 if the row is no
// header.
func headerScore(cells []string, o *Options) int {
	for _, c := range cells {
		if len(c) > 120 {
			return 0
		}
	}
	var seen [NumFields]bool
	n := 0
	for _, c := range cells {
		for _, col := range o.Map {
			if strings.EqualFold(strings.TrimSpace(c), col) {
				n += 2
			}
		}
		if len(c) > 80 {
			continue
		}
		s, exact := meanings(c)
		if s == nil || seen[s[0].field] {
			continue
		}
		f := s[0].field
		seen[f] = true
		n++
		if f == FieldIngredients && exact {
			n++
		}
	}
	if n == 1 && !seen[FieldIngredients] && len(cells) > 1 {
		return 0 // a single known word may stand in any row
	}
	return n
}

// plainHeader finds a header none of whose cells is known: short, different, not numbers, as wide as the rows below.
func plainHeader(rows [][]string) int {
	var widths []int
	for _, r := range rows {
		widths = append(widths, len(r))
	}
	want := mode(widths)
	for i, cells := range rows[:min(len(rows), headerDepth)] {
		if len(cells) != want || len(rows) < 2 {
			continue
		}
		seen := map[string]bool{}
		for _, c := range cells {
			if c = strings.TrimSpace(c); c == "" || seen[c] || utf8.RuneCountInString(c) > 40 || number(c) || strings.Contains(c, "://") || strings.Count(c, ",") > 1 {
				return -1
			}
			seen[c] = true
		}
		return i
	}
	return -1
}

// noHeader makes up a header for a table without one.
func noHeader(rows [][]string) head {
	h := head{row: -1, notes: []string{"no header row found; columns are named by their place (#1, #2, …)"}}
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	for i := range width {
		h.cells = append(h.cells, fmt.Sprintf("#%d", i+1))
	}
	return h
}

// under fills empty header cells from the row above, as merged header cells leave them.
func (h *head) under(above []string) {
	for i := len(h.cells); i < len(above); i++ {
		if s, _ := meanings(above[i]); s != nil {
			h.cells = append(h.cells, make([]string, i+1-len(h.cells))...)
		}
	}
	for i, c := range h.cells {
		if c == "" && i < len(above) && strings.TrimSpace(above[i]) != "" && len(above[i]) <= 60 {
			h.cells[i] = strings.TrimSpace(above[i])
		}
	}
}

// over takes the row below the header as part of it where header cells are merged across columns and the row names their parts
// ("Price" over "EUR" and "USD"): it has names below empty header cells, and nothing that a product has.
func (h *head) over(below []string) {
	merged := false
	for i, c := range below {
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		if len(c) > 40 || number(c) || strings.Contains(c, "://") || strings.Contains(c, ",") {
			return
		}
		if i >= len(h.cells) || h.cells[i] == "" {
			merged = true
			continue
		}
		s, _ := meanings(h.cells[i])
		for _, m := range s {
			switch m.field {
			case FieldID, FieldName, FieldBrand, FieldIngredients, FieldDescription:
				return
			}
		}
	}
	if !merged {
		return
	}
	group := ""
	for i, c := range below {
		if i >= len(h.cells) {
			h.cells = append(h.cells, "")
		}
		if h.cells[i] != "" {
			group = h.cells[i]
		}
		if c = strings.TrimSpace(c); c != "" {
			h.cells[i] = strings.TrimSpace(group + " " + c)
		}
	}
	h.row++
	h.notes = append(h.notes, fmt.Sprintf("row %d names the parts of merged header cells", h.row+1))
}

// secondHeader tells whether cells, right below the header, name the same columns once more, in other words.
func secondHeader(header, cells []string, score int) bool {
	same, other := 0, 0
	for i, c := range cells {
		s, exact := meanings(c)
		if !exact || i >= len(header) {
			continue
		}
		if t, _ := meanings(header[i]); t != nil && t[0].field == s[0].field {
			same++
		} else {
			other++
		}
	}
	return same >= 2 && same > other && same*2 >= score-1
}

// clean trims the header's cells.
func clean(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.TrimSpace(strings.TrimPrefix(c, "\ufeff"))
	}
	for len(out) > 1 && out[len(out)-1] == "" {
		out = out[:len(out)-1] // a delimiter at the end of each line
	}
	return out
}

// number tells whether c is a number, a price, a date.
func number(c string) bool {
	digits, letters := 0, 0
	for _, r := range c {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && letters <= 1
}
