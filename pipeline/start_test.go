package pipeline_test

import (
	"testing"

	"screen/pipeline"
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
			if _, err := pipeline.NewDefaultScreener(set); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("screener of other rules", func(b *testing.B) { // whose lexicon is not compiled
		set := *shippedSet()
		set.Families = set.Families[:len(set.Families)-1]
		for b.Loop() {
			if _, err := pipeline.NewDefaultScreener(&set); err != nil {
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
