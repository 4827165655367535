package catalog

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedCatalog opens a real catalog that may lie beside the project.
func sharedCatalog(t *testing.T, name string, o Options) (*Table, string) {
	t.Helper()
	file := filepath.Join("../../../shared/catalogs", name)
	if _, err := os.Stat(file); err != nil {
		t.Skip("no shared catalogs beside the project")
	}
	c, err := Open(file, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c.Tables[0], file
}

// TestSharedCatalogs compares real catalogs, which are well formed, with what encoding/csv reads.
func TestSharedCatalogs(t *testing.T) {
	for name, columns := range map[string]string{
		"kbeauty-partial-lists.csv":          "id=id brand=brand name=name category=category ingredients=ingredients claims=claims price=price_usd url=official_url",
		"openbeautyfacts.csv":                "id=id brand=brand name=name category=category ingredients=ingredients claims=claims url=official_url",
		"sephora-2018.csv":                   "brand=brand name=name category=Label ingredients=ingredients price=price",
		"sephora-2018-raw.csv":               "brand=brand name=name category=Label ingredients=ingredients price=price url=URL",
		"sephora-marketing-prefix.csv":       "brand=brand name=name ingredients=ingredients price=price url=url",
		"sephora-marketing-prefix-split.csv": "brand=brand name=name category=category + subcategory ingredients=ingredients claims=what_it_is price=price url=url",
		"shopify-export.csv":                 "id=Handle + Variant SKU brand=Vendor name=Title category=Type + Tags description=Body (HTML) price=Variant Price",
	} {
		t.Run(name, func(t *testing.T) {
			tab, file := sharedCatalog(t, name, Options{ChunkSize: 50_000})
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			want, err := csv.NewReader(f).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			got := drainCells(t, tab)
			if len(got) != len(want)-1 {
				t.Fatalf("%d records, want %d", len(got), len(want)-1)
			}
			for i, cells := range got {
				if g, w := strings.Join(cells, "¦"), strings.Join(want[i+1], "¦"); strings.ReplaceAll(g, "\r\n", "\n") != w {
					t.Fatalf("record %d:\n got %q\nwant %q", i, g, w)
				}
			}
			if got := described(tab); got != columns {
				t.Errorf("columns\n got %s\nwant %s", got, columns)
			}
			if len(tab.Notes) > 0 {
				t.Errorf("notes %q", tab.Notes)
			}
		})
	}
}

// described gives the columns in the order of the fields.
func described(tab *Table) string {
	var parts []string
	m := tab.Columns.Map(tab.Header)
	for _, f := range fieldNames {
		if m[f] != "" {
			parts = append(parts, f+"="+m[f])
		}
	}
	return strings.Join(parts, " ")
}

// drainCells reads all records, which must be sound.
func drainCells(t *testing.T, tab *Table) [][]string {
	t.Helper()
	var all [][]string
	for {
		b, err := tab.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		b.Split()
		b.Each(1, 1, func(r *Record) error {
			if r.Err != nil || r.Skip != "" || len(r.Notes) > 0 {
				t.Errorf("row %d: %v %q %v", r.Row, r.Err, r.Skip, r.Notes)
			}
			var cells []string
			for _, c := range r.Fields {
				cells = append(cells, string(c))
			}
			all = append(all, cells)
			return nil
		})
		b.Release()
	}
}

func TestSharedCatalogWithoutLists(t *testing.T) {
	tab, file := sharedCatalog(t, "semicolon-no-ingredients.csv", Options{Map: map[string]string{"ingredients": "deskripsi"}})
	if want := "CSV, semicolon, CRLF line ends, UTF-8"; tab.Format != want {
		t.Errorf("format %q, want %q", tab.Format, want)
	}
	if n := len(drainCells(t, tab)); n != 575 {
		t.Errorf("%d records, want 575", n)
	}
	_, err := Open(file, Options{})
	var none *NoColumnError
	if !errors.As(err, &none) || none.Description != "Deskripsi" || !strings.Contains(err.Error(), "Kategori") {
		t.Errorf("error %v, want a NoColumnError that lists the columns", err)
	}
}
