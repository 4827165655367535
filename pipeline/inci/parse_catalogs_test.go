package inci

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// readColumn returns the cells of one column of a CSV file.
func readColumn(t testing.TB, path, column string) []string {
	file, err := os.Open(path)
	if err != nil {
		t.Skip("no catalogs at hand")
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := -1
	for i, h := range rows[0] {
		if strings.Trim(h, "\ufeff") == column {
			at = i
		}
	}
	if at < 0 {
		t.Fatalf("%s has no column %s", path, column)
	}
	var out []string
	for _, row := range rows[1:] {
		if at < len(row) {
			out = append(out, row[at])
		} else {
			out = append(out, "")
		}
	}
	return out
}

// TestCatalogs reads real catalogs: hardly an ingredient may go unrecognised, and hardly a list unread. Run with -v for
// what was not recognised; INCI_SHOW=substring prints readings.
func TestCatalogs(t *testing.T) {
	lx := bigLexicon()
	if lx == nil {
		t.Skip("no catalogs at hand")
	}
	p, q, r := NewParser(lx), NewParser(lx), NewParser(lx)
	show := os.Getenv("INCI_SHOW")
	for _, f := range []struct{ file, column string }{
		{"gold/products.csv", "ingredients"},
		{"catalogs/sephora-2018.csv", "ingredients"},
		{"catalogs/sephora-2018-raw.csv", "ingredients"},
		{"catalogs/sephora-marketing-prefix.csv", "ingredients"},
		{"catalogs/sephora-marketing-prefix-split.csv", "ingredients"},
		{"catalogs/openbeautyfacts.csv", "ingredients"},
		{"catalogs/kbeauty-partial-lists.csv", "ingredients"},
	} {
		t.Run(filepath.Base(f.file), func(t *testing.T) {
			cells := readColumn(t, filepath.Join(shared, f.file), f.column)
			var states [4]int
			items, unknown, plain, notes := 0, 0, 0, map[string]int{}
			names := map[string]int{}
			for row, cell := range cells {
				l := p.Parse(cell, Options{LeaveOn: true})
				checkLaws(t, l)
				if checkPlain(t, q, r, cell) {
					plain++
				}
				if l.State != None {
					checkRoundTrip(t, q, l)
				}
				states[l.State]++
				items += len(l.Items)
				for i := range l.Items {
					if it := &l.Items[i]; it.Match == Unrecognized {
						unknown++
						names[l.Text[it.Start:it.End]]++
					}
				}
				for _, n := range l.Notes {
					notes[n.Code]++
				}
				if show == "none" && l.State == None || show == "parts" && len(l.Parts) > 0 || show == "partial" && l.State == Partial || show == "skips" && len(l.Skipped) > 0 || len(show) > 7 && strings.Contains(cell, show) {
					fmt.Printf("--- %s row %d state %d %s parts %q\n%.1500s\n=> %s\n~~ %s\n", f.file, row+2, l.State, l.Reason, l.Parts, cell, dump(l), skips(l))
				}
			}
			t.Logf("%d cells: %d plain, none %d, partial %d, whole %d; %d items, %d unknown (%.2f %%), notes %v", len(cells), plain, states[None], states[Partial], states[Whole], items, unknown, 100*float64(unknown)/float64(items), notes)
			t.Logf("%s", top(names, 60))
		})
	}
}

// top lists the most frequent names.
func top(m map[string]int, n int) string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if m[keys[i]] != m[keys[j]] {
			return m[keys[i]] > m[keys[j]]
		}
		return len(keys[i]) > len(keys[j])
	})
	var b strings.Builder
	for _, k := range keys[:min(n, len(keys))] {
		fmt.Fprintf(&b, "%d %q\n", m[k], k)
	}
	return b.String()
}

// checkLaws checks what holds for every list.
func checkLaws(t testing.TB, l *List) {
	t.Helper()
	last := int32(0)
	for i := range l.Items {
		it := &l.Items[i]
		if it.Start < last && it.Parent < 0 || it.Start < 0 || it.End <= it.Start || int(it.End) > len(l.Text) {
			t.Fatalf("item %d at %d–%d (after %d) of %d bytes: %q", i, it.Start, it.End, last, len(l.Text), l.Text)
		}
		last = it.Start
		if it.Match == Unrecognized && it.Entry != nil {
			t.Fatalf("item %d is unrecognised but has an entry: %q", i, l.Text)
		}
		if it.Max < 0 || it.Max > 100 || it.Stated > 100 || int(it.MaxBy) >= len(l.Items) {
			t.Fatalf("item %d: max %g by %d, stated %g: %q", i, it.Max, it.MaxBy, it.Stated, l.Text)
		}
		if int(it.Parent) >= i {
			t.Fatalf("item %d: parent %d: %q", i, it.Parent, l.Text)
		}
		if len(l.Parts) > 0 && int(it.Part) >= len(l.Parts) || len(l.Parts) == 0 && it.Part != 0 {
			t.Fatalf("item %d: part %d of %q: %q", i, it.Part, l.Parts, l.Text)
		}
	}
	for i, s := range l.Skipped {
		if s.Start >= s.End || int(s.End) > len(l.Text) || i > 0 && s.Start < l.Skipped[i-1].Start {
			t.Fatalf("skip %d: %+v: %q", i, s, l.Text)
		}
	}
	if (l.State == None) != (len(l.Items) == 0) || (l.State == Whole) != (l.Reason == "") {
		t.Fatalf("state %d, reason %q, %d items: %q", l.State, l.Reason, len(l.Items), l.Text)
	}
}
