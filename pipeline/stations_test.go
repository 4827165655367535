package pipeline_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/pipeline/inci"
	"screen/pipeline/product"
	"screen/reports"
	"screen/rules"
)

// stationProducts is how many products the benchmarks of single stations go through.
const stationProducts = 2000

// stations holds what each station of the route is given, product by product.
type stations struct {
	data    []byte
	texts   []product.Text
	facts   []rules.Facts
	results []*pipeline.Result
	lists   int64 // bytes of ingredient lists
}

func newStations(b *testing.B) *stations {
	data, err := benchData()
	if err != nil {
		b.Fatal(err)
	}
	end := 0
	for range stationProducts + 1 { // no cell of the generator's holds a line end
		end += bytes.IndexByte(data[end:], '\n') + 1
	}
	s := &stations{data: data[:end]}
	err = pipeline.Find([]*catalog.Catalog{s.open(b)}, shippedScreener(), func(in *pipeline.Input) bool {
		t := in.Text
		for _, field := range []*string{&t.Name, &t.Brand, &t.Category, &t.Claims, &t.Description, &t.SPF, &t.PH, &t.Ingredients} {
			*field = strings.Clone(*field)
		}
		s.texts = append(s.texts, t)
		s.lists += int64(len(t.Ingredients))
		return true
	}, func(r *pipeline.Result) error {
		s.facts = append(s.facts, r.Facts)
		s.results = append(s.results, cloneResult(r))
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func (s *stations) open(b *testing.B) *catalog.Catalog {
	c, err := catalog.OpenReader(bytes.NewReader(s.data), "bench", catalog.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// cloneResult makes a result that outlives its record.
func cloneResult(r *pipeline.Result) *pipeline.Result {
	c := *r
	for _, field := range []*string{&c.ID, &c.Brand, &c.Name, &c.Price, &c.Ingredients} {
		*field = strings.Clone(*field)
	}
	list := *r.List
	list.Text, list.Items = strings.Clone(list.Text), slices.Clone(list.Items)
	c.List, c.Findings, c.Diagnostics = &list, slices.Clone(c.Findings), slices.Clone(c.Diagnostics)
	c.Product.Types = slices.Clone(c.Product.Types)
	c.Unknown = slices.Clone(c.Unknown)
	for i := range c.Unknown {
		c.Unknown[i] = strings.Clone(c.Unknown[i])
	}
	return &c
}

// each measures do over all products; size is how many bytes a round stands for, 0 for none.
func each(b *testing.B, size int64, do func(i int)) {
	b.ReportAllocs()
	if size > 0 {
		b.SetBytes(size)
	}
	for b.Loop() {
		for i := range stationProducts {
			do(i)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/stationProducts, "ns/product")
}

// BenchmarkStation measures each station of the route alone.
func BenchmarkStation(b *testing.B) {
	s := newStations(b)
	b.Run("catalog", func(b *testing.B) { s.catalog(b) })
	b.Run("understand", func(b *testing.B) {
		r := product.NewReader()
		var u product.Understanding
		each(b, 0, func(i int) { r.Understand(&s.texts[i], &u) })
	})
	b.Run("parse", func(b *testing.B) {
		p := inci.NewParser(shippedScreener().Lexicon)
		each(b, s.lists, func(i int) { p.Parse(s.texts[i].Ingredients, inci.Options{LeaveOn: s.facts[i].LeaveOn}) })
	})
	b.Run("decide", func(b *testing.B) {
		e := shippedSet().NewEvaluator()
		each(b, 0, func(i int) { e.Decide(s.facts[i]) })
	})
	b.Run("screen", func(b *testing.B) {
		w := shippedScreener().NewWorker()
		each(b, 0, func(i int) { w.Screen(&pipeline.Input{Text: s.texts[i]}) })
	})
	for _, format := range []string{"csv", "jsonl"} {
		b.Run(format, func(b *testing.B) {
			sink, err := reports.New(format, io.Discard, shippedSet(), reports.Options{})
			if err != nil {
				b.Fatal(err)
			}
			var dst []byte
			size := int64(0)
			for _, r := range s.results {
				dst = sink.Append(dst[:0], r)
				size += int64(len(dst))
			}
			each(b, size, func(i int) { dst = sink.Append(dst[:0], s.results[i]) })
		})
	}
}

// catalog measures reading and splitting, from bytes to records.
func (s *stations) catalog(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(s.data)))
	for b.Loop() {
		t, n := s.open(b).Tables[0], 0
		for {
			batch, err := t.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			batch.Split()
			if err := batch.Each(1, 1, func(*catalog.Record) error { n++; return nil }); err != nil {
				b.Fatal(err)
			}
			batch.Release()
		}
		if n != stationProducts {
			b.Fatalf("%d records, expected %d", n, stationProducts)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/stationProducts, "ns/product")
}
