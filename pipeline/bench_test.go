package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync"
	"testing"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/pipeline/inci"
	"screen/reports"
	"screen/rules"
	"screen/rules/microneedling"
	"screen/testdata/bench/shop"
)

// benchProducts is how many products the benchmarks' catalog has: enough for several batches.
const benchProducts = 20_000

var benchData = sync.OnceValues(func() ([]byte, error) {
	var b bytes.Buffer
	err := shop.Write(&b, shippedSet(), 1, benchProducts)
	return b.Bytes(), err
})

var shippedSet = sync.OnceValue(func() *rules.Set {
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		panic(err)
	}
	return set
})

var shippedScreener = sync.OnceValue(func() *pipeline.Screener {
	known, limits := inci.DefaultKnown()
	s, err := pipeline.NewScreener(shippedSet(), known, limits)
	if err != nil {
		panic(err)
	}
	return s
})

// BenchmarkRun takes a catalog in memory through the whole route.
func BenchmarkRun(b *testing.B) {
	data, err := benchData()
	if err != nil {
		b.Fatal(err)
	}
	for _, format := range []string{"none", "csv", "jsonl"} {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", format, workers), func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					runBench(b, data, format, workers)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchProducts, "ns/product")
			})
		}
	}
}

func runBench(b *testing.B, data []byte, format string, workers int) {
	c, err := catalog.OpenReader(bytes.NewReader(data), "bench", catalog.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var sinks []pipeline.Sink
	if format != "none" {
		sink, err := reports.New(format, io.Discard, shippedSet(), reports.Options{})
		if err != nil {
			b.Fatal(err)
		}
		sinks = append(sinks, sink)
	}
	sum, err := pipeline.Run(context.Background(), []*catalog.Catalog{c}, shippedScreener(), sinks, pipeline.RunOptions{Workers: workers, MaxRejects: -1})
	if err != nil {
		b.Fatal(err)
	}
	if sum.Reported != benchProducts {
		b.Fatalf("%d products reported, expected %d", sum.Reported, benchProducts)
	}
}
