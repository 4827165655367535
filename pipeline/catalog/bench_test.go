package catalog

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// benchCatalog is a catalog of rows products with lists of 30 ingredients.
func benchCatalog(rows int, quoteAll bool) []byte {
	names := []string{"Aqua", "Glycerin", "Butylene Glycol", "Sodium Hyaluronate", "Phenoxyethanol", "Caprylic/Capric Triglyceride", "Cetearyl Alcohol", "Niacinamide", "Tocopherol", "Xanthan Gum", "Disodium EDTA", "Parfum", "Limonene", "1,2-Hexanediol", "Centella Asiatica Extract"}
	rng := rand.New(rand.NewPCG(7, 7))
	var b bytes.Buffer
	b.WriteString("id,brand,name,category,price,ingredients,claims,rating\n")
	for i := range rows {
		var list []string
		for range 30 {
			list = append(list, names[rng.IntN(len(names))])
		}
		cells := []string{fmt.Sprintf("SKU%07d", i), "Brand " + names[i%5], fmt.Sprintf("Calm \"\"No %d\"\" Cream", i), "Moisturizer", "19.90", strings.Join(list, ", "), "fragrance-free", "4.5"}
		for j, c := range cells {
			if j > 0 {
				b.WriteByte(',')
			}
			if quoteAll || strings.ContainsAny(c, ",\"") && (j != 2 || i%10 == 0) {
				b.WriteString(`"` + c + `"`)
			} else {
				b.WriteString(strings.ReplaceAll(c, `"`, ""))
			}
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func benchTable(b *testing.B, data []byte) *Table {
	c, err := OpenReader(bytes.NewReader(data), "bench", Options{})
	if err != nil {
		b.Fatal(err)
	}
	return c.Tables[0]
}

func BenchmarkNext(b *testing.B) {
	for _, all := range []bool{false, true} {
		data := benchCatalog(30_000, all)
		b.Run(fmt.Sprintf("quoteAll=%v", all), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				t := benchTable(b, data)
				for {
					batch, err := t.Next()
					if err == io.EOF {
						break
					}
					batch.Release()
				}
			}
		})
	}
}

func BenchmarkSplitEach(b *testing.B) {
	for _, all := range []bool{false, true} {
		data := benchCatalog(1200, all)
		b.Run(fmt.Sprintf("quoteAll=%v", all), func(b *testing.B) {
			batch, err := benchTable(b, data).Next()
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(batch.Bytes())
			b.ReportAllocs()
			for b.Loop() {
				batch.Split()
				batch.Each(1, 1, func(*Record) error { return nil })
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	data := benchCatalog(2000, false)
	for b.Loop() {
		benchTable(b, data)
	}
}
