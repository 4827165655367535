package catalog

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
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

// benchBook is the same catalog as a workbook, its texts inline or shared.
func benchBook(b *testing.B, rows int, shared bool) string {
	names := []string{"Aqua", "Glycerin", "Butylene Glycol", "Sodium Hyaluronate", "Phenoxyethanol", "Cetearyl Alcohol", "Niacinamide", "Tocopherol", "Xanthan Gum", "Parfum", "Limonene"}
	rng := rand.New(rand.NewPCG(7, 7))
	var data strings.Builder
	var texts []string
	text := func(ref, s string) {
		if !shared {
			fmt.Fprintf(&data, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, ref, s)
			return
		}
		fmt.Fprintf(&data, `<c r="%s" t="s"><v>%d</v></c>`, ref, len(texts))
		texts = append(texts, "<t>"+s+"</t>")
	}
	for i, h := range []string{"id", "brand", "name", "category", "price", "ingredients", "claims", "rating"} {
		if i == 0 {
			data.WriteString(`<row r="1">`)
		}
		text(fmt.Sprintf("%c1", 'A'+i), h)
	}
	data.WriteString("</row>")
	for i := range rows {
		n := i + 2
		var list []string
		for range 30 {
			list = append(list, names[rng.IntN(len(names))])
		}
		fmt.Fprintf(&data, `<row r="%d" spans="1:8">`, n)
		for j, s := range []string{fmt.Sprintf("SKU%07d", i), "Brand " + names[i%5], fmt.Sprintf("Calm Cream No %d", i), "Moisturizer", "", strings.Join(list, ", "), "fragrance-free", ""} {
			if ref := fmt.Sprintf("%c%d", 'A'+j, n); s == "" {
				fmt.Fprintf(&data, `<c r="%s"><v>19.9</v></c>`, ref)
			} else {
				text(ref, s)
			}
		}
		data.WriteString("</row>")
	}
	k := sheet(data.String())
	if shared {
		k.strings = texts
	}
	file := filepath.Join(b.TempDir(), "bench.xlsx")
	if err := os.WriteFile(file, k.bytes(b), 0o600); err != nil {
		b.Fatal(err)
	}
	return file
}

// BenchmarkXLSX compares reading a workbook with what excelize alone takes for streaming its rows.
func BenchmarkXLSX(b *testing.B) {
	for _, shared := range []bool{false, true} {
		file := benchBook(b, 10_000, shared)
		kind := map[bool]string{false: "inline", true: "shared"}[shared]
		b.Run(kind+"/excelize", func(b *testing.B) {
			for b.Loop() {
				f, err := excelize.OpenFile(file, excelize.Options{RawCellValue: true})
				if err != nil {
					b.Fatal(err)
				}
				rows, err := f.Rows("Shop")
				if err != nil {
					b.Fatal(err)
				}
				for rows.Next() {
					if _, err := rows.Columns(); err != nil {
						b.Fatal(err)
					}
				}
				rows.Close()
				f.Close()
			}
		})
		b.Run(kind+"/catalog", func(b *testing.B) {
			for b.Loop() {
				c, err := Open(file, Options{})
				if err != nil {
					b.Fatal(err)
				}
				for {
					batch, err := c.Tables[0].Next()
					if err == io.EOF {
						break
					}
					if err != nil {
						b.Fatal(err)
					}
					batch.Split()
					batch.Each(1, 1, func(*Record) error { return nil })
					batch.Release()
				}
				c.Close()
			}
		})
	}
}

// BenchmarkJSON reads JSON lines.
func BenchmarkJSON(b *testing.B) {
	var data bytes.Buffer
	for i := range 20_000 {
		fmt.Fprintf(&data, `{"id":%d,"brand":{"name":"Brand"},"name":"Calm \u00c8 Cream %d","tags":["a","b"],"ingredients":"%s","price":19.9}`+"\n", i, i, strings.Repeat(listA+", ", 8))
	}
	b.SetBytes(int64(data.Len()))
	b.ReportAllocs()
	for b.Loop() {
		t := benchTable(b, data.Bytes())
		for {
			batch, err := t.Next()
			if err == io.EOF {
				break
			}
			batch.Split()
			batch.Each(1, 1, func(*Record) error { return nil })
			batch.Release()
		}
	}
}
