package pipeline_test

import (
	"testing"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/pipeline/product"
	"screen/rules"
	"screen/rules/microneedling"
)

// BenchmarkStart measures what a run does before its first record.
func BenchmarkStart(b *testing.B) {
	b.Run("rules from YAML", func(b *testing.B) {
		for b.Loop() {
			if _, err := rules.Load(microneedling.FS); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("screener", func(b *testing.B) {
		set := shippedSet()
		for b.Loop() {
			known, limits := inci.DefaultKnown()
			if _, err := pipeline.NewScreener(set, known, limits); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("worker", func(b *testing.B) {
		product.NewReader() // what all readers share is made once
		s := shippedScreener()
		for b.Loop() {
			s.NewWorker()
		}
	})
}
