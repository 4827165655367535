package pipeline

import (
	"io"

	"screen/pipeline/catalog"
)

// Find goes through catalogs record by record and screens those that match. It is the plain, sequential form of Run.
func Find(catalogs []*catalog.Catalog, s *Screener, match func(*Input) bool, found func(*Result) error) error {
	w := s.NewWorker()
	var in Input
	for _, c := range catalogs {
		for _, t := range c.Tables {
			row, line := 1, 1
			for {
				b, err := t.Next()
				if err == io.EOF {
					break
				}
				if err != nil {
					return &InputError{t.Source, err}
				}
				rows, lines := b.Split()
				err = b.Each(row, line, func(rec *catalog.Record) error {
					if rec.Skip != "" || rec.Err != nil {
						return nil
					}
					if understand(t, rec, &in); match(&in) {
						return found(w.Screen(&in))
					}
					return nil
				})
				if err != nil {
					return err
				}
				b.Release()
				row, line = row+rows, line+lines
			}
		}
	}
	return nil
}
