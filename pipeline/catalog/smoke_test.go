package catalog

import (
	"io"
	"path/filepath"
	"testing"
)

func TestSharedCatalogs(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/catalogs/*.csv")
	if files == nil {
		t.Skip("no shared catalogs beside the project")
	}
	for _, f := range files {
		c, err := Open(f, Options{})
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		tab := c.Tables[0]
		n, bad, skip, notes := 0, 0, 0, 0
		row, line := 1, 1
		for {
			b, err := tab.Next()
			if err == io.EOF {
				break
			}
			r, l := b.Split()
			b.Each(row, line, func(r *Record) error {
				n++
				if r.Err != nil {
					bad++
					t.Log(r.Row, r.Line, r.Err)
				}
				if r.Skip != "" {
					skip++
				}
				notes += len(r.Notes)
				return nil
			})
			row, line = row+r, line+l
			b.Release()
		}
		t.Log(filepath.Base(f), tab.Format, n, bad, skip, notes, row, line, tab.Columns.Map(tab.Header))
	}
}
