package pipeline_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/reports"
	"screen/testdata/bench/shop"
)

// Run reads ahead, shares work out, reuses buffers and remembers; none of it may show. The oracle is Find, which takes one
// record after the other through the route with a single worker, and a report rendered and written row by row.

// awkward are rows that a catalog in CSV may have besides plain ones.
const awkward = `A1,Halcyon,"Calm ""No. 1"" Cream",Skin Care > Moisturizers,1.00,"Aqua, Glycerin,
Parfum",Vegan,4.1,
A2,Halcyon,Toner,Skin Care > Toners,2.00,,,,

A3,Halcyon,Serum,Skin Care > Serums,3.00,"Aqua, 5% Niacinamide, Retinol (Vitamin A), Fragrance*. *Natural",Fragrance-Free,4.2,
id,brand,name,category,price,ingredients,claims,rating,url
A4,Halcyon,"Cream with an open quote,Moisturizers,1.00,Aqua
A5,Halcyon,Short row
A6,Halcyon,=1+2,Skin Care > Serums,3.00,"Aqua; Glycerin; Xyzzyine Complex; Quuxol",Oil-Free,4.2,
`

func awkwardCatalog(t *testing.T) []byte {
	var b bytes.Buffer
	if err := shop.Write(&b, shippedSet(), 3, 700); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(b.String(), "\n")
	var out strings.Builder
	for i, line := range lines {
		out.WriteString(line)
		if i%150 == 90 {
			out.WriteString(awkward)
		}
	}
	return []byte(out.String())
}

func TestRunIsFind(t *testing.T) {
	sample, err := os.ReadFile("../testdata/catalogs/sample.csv")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"awkward": awkwardCatalog(t), "sample": sample} {
		for _, format := range []string{"csv", "jsonl"} {
			want := plainReport(t, data, format)
			if len(want) < 10_000 {
				t.Fatalf("%s: the plain report has only %d bytes", name, len(want))
			}
			var first *pipeline.Summary
			for _, workers := range []int{1, 2, 4} {
				for _, chunk := range []int{1 << 10, 4099, 1 << 16, catalog.DefaultChunkSize} {
					what := fmt.Sprintf("%s, %s, %d workers, chunks of %d", name, format, workers, chunk)
					got, sum := runReport(t, data, format, workers, chunk)
					if !bytes.Equal(got, want) {
						t.Fatalf("%s: %s", what, firstDifference(got, want))
					}
					if first == nil {
						first = sum
					}
					if !reflect.DeepEqual(sum.Verdicts, first.Verdicts) || !reflect.DeepEqual(sum.RuleHits, first.RuleHits) ||
						!reflect.DeepEqual(sum.Unrecognized, first.Unrecognized) || !reflect.DeepEqual(sum.Catalogs, first.Catalogs) {
						t.Fatalf("%s: another summary: %+v, expected %+v", what, sum, first)
					}
				}
			}
		}
	}
}

// plainReport renders a report record by record.
func plainReport(t *testing.T, data []byte, format string) []byte {
	var out bytes.Buffer
	sink, err := reports.New(format, &out, shippedSet(), reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := openBytes(t, data, catalog.Options{})
	err = pipeline.Find([]*catalog.Catalog{c}, shippedScreener(), func(*pipeline.Input) bool { return true }, func(r *pipeline.Result) error {
		return sink.Write(sink.Append(nil, r))
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func runReport(t *testing.T, data []byte, format string, workers, chunk int) ([]byte, *pipeline.Summary) {
	var out bytes.Buffer
	sink, err := reports.New(format, &out, shippedSet(), reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := openBytes(t, data, catalog.Options{ChunkSize: chunk})
	sum, err := pipeline.Run(context.Background(), []*catalog.Catalog{c}, shippedScreener(), []pipeline.Sink{sink},
		pipeline.RunOptions{Workers: workers, MaxRejects: -1})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Read != sum.Reported+sum.Rejected+sum.Skipped {
		t.Fatalf("%d rows read, but %d + %d + %d accounted for", sum.Read, sum.Reported, sum.Rejected, sum.Skipped)
	}
	return out.Bytes(), sum
}

func openBytes(t *testing.T, data []byte, o catalog.Options) *catalog.Catalog {
	c, err := catalog.OpenReader(bytes.NewReader(data), "catalog.csv", o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func firstDifference(got, want []byte) string {
	a, b := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(a), len(b)) {
		if !bytes.Equal(a[i], b[i]) {
			return fmt.Sprintf("line %d is\n%s\nexpected\n%s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, expected %d", len(a), len(b))
}
