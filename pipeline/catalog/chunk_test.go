package catalog

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// rec is a record kept for comparison.
type rec struct {
	row, line int
	cells     string
	code      string
	errLine   int
	column    int
	raw       string
	skip      string
	notes     string
}

// readAll reads data through batches of about chunk bytes.
func readAll(t testing.TB, d *dialect, data string, chunk int, sh *shape) []rec {
	t.Helper()
	s := &csvSource{d: d, in: strings.NewReader(data), chunk: chunk, shape: sh}
	return drain(t, &Table{src: s})
}

func drain(t testing.TB, tab *Table) []rec {
	t.Helper()
	var all []rec
	row, line := 1, 1
	for n := 0; ; n++ {
		b, err := tab.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		rows, lines := b.Split()
		before := len(all)
		b.Each(row, line, func(r *Record) error {
			all = append(all, keep(r))
			return nil
		})
		if len(all)-before != rows {
			t.Fatalf("batch %d: %d records, but Split told of %d", n, len(all)-before, rows)
		}
		row, line = row+rows, line+lines
		b.Release()
	}
}

func keep(r *Record) rec {
	var cells []string
	for _, c := range r.Fields {
		cells = append(cells, string(c))
	}
	k := rec{row: r.Row, line: r.Line, cells: fmt.Sprintf("%q", cells), raw: string(r.Raw), skip: r.Skip}
	if r.Err != nil {
		k.code, k.errLine, k.column = r.Err.Code, r.Err.Line, r.Err.Column
	}
	for _, n := range r.Notes {
		k.notes += fmt.Sprintf("%s@%d ", n.Code, n.Column)
	}
	return k
}

// plainly reads data with the record parser alone, in one go: the oracle.
func plainly(d *dialect, data string, sh *shape) []rec {
	p := &csvPart{d: d, buf: []byte(data), shape: sh}
	p.split()
	var all []rec
	p.each(1, 1, func(r *Record) error { all = append(all, keep(r)); return nil })
	return all
}

func testDialect() *dialect {
	return &dialect{delim: []byte(","), quote: '"', nl: '\n', columns: 3, maxField: 60, maxRecord: 90}
}

func testShape() *shape { return (&shape{header: []string{"a", "b", "c"}}).prepare() }

// checkChunks fails if data read in chunks of any size differ from data read in one go.
func checkChunks(t *testing.T, d *dialect, data string) {
	t.Helper()
	want := plainly(d, data, testShape())
	covered := 0
	for _, chunk := range []int{1, 2, 3, 7, 16, 64, 1000} {
		got := readAll(t, d, data, chunk, testShape())
		if len(got) != len(want) {
			t.Fatalf("%q\nchunks of %d: %d records, want %d\n got %v\nwant %v", data, chunk, len(got), len(want), got, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("%q\nchunks of %d, record %d:\n got %+v\nwant %+v", data, chunk, i, got[i], want[i])
			}
		}
		covered++
	}
	if covered != 7 {
		t.Fatal("not all chunk sizes were tried")
	}
}

var damaged = []string{
	"a,b,c\n1,2,3\n",
	"1,\"x\ny\",3\n4,5,6\n",
	"1,\"x\"\"y\",3\r\n4,5,6\r\n",
	"1,5\" tall,3\n4,\"q\",6\n7,8\",9\n",
	"1,\"open,3\n4,5,6\n7,8,9\n",
	"1,\"open,3\n4,\"x, y\",6\n7,8,9\n",
	"1,\"open,3\n4,\"\",6\n7,8,9\n",
	"\"1\",\"open\n\"2\",\"b\",\"c\"\n",
	"1,\"say \"hello\" now\",3\n4,5,6\n",
	"1,\"say \"hello\" now\nand \"then\" go\",3\n4,5,6\n",
	"1,\"abc\"def,3\n4,5,6\n7,\"x\",9\n",
	"1,\"abc\"def,3\n4,5 foot\",6\n",
	"1, \"spaced, out\" ,3\n4,5,6\n",
	"\n\n1,2,3\n\n",
	"1,2,3", "1,2,\"3", "\"", "\"\"", "\"\"\"", "\"\"\"\"", ",", "\r", "\r\n", "",
	"1,\"x\r\ny\"\r\n",
	"1,\"x\" \"y\" z,3\n",
	strings.Repeat("x", 200) + ",1\n1,2,3\n",
	"1,\"" + strings.Repeat("x\n", 100) + "\n4,5,6\n",
	"1,\"" + strings.Repeat("x", 70) + "\",3\n4,5,6\n",
	"1,\"" + strings.Repeat("x", 88) + "\",3\n4,5,6\n",
	strings.Repeat("\"a\nb\",", 30) + "\n1,2,3\n",
	strings.Repeat("\"", 300) + "\n1,2,3\n",
	strings.Repeat("\"a", 300) + "\n1,2,3\n",
	strings.Repeat(" ", 300) + "\"x\"\n1,2,3\n",
	"1,\x00,3\n4,\xff,6\n7,8,9\n",
}

func TestChunksReadAsTheWhole(t *testing.T) {
	for _, data := range damaged {
		checkChunks(t, testDialect(), data)
		d := testDialect()
		d.escape = '\\'
		checkChunks(t, d, strings.ReplaceAll(data, `""`, `\"`))
		d = testDialect()
		d.delim = []byte("||")
		checkChunks(t, d, strings.ReplaceAll(data, ",", "||"))
		d = testDialect()
		d.quote = 0
		checkChunks(t, d, data)
		d = testDialect()
		d.nl = '\r'
		checkChunks(t, d, strings.ReplaceAll(strings.ReplaceAll(data, "\r\n", "\r"), "\n", "\r"))
	}
}

func FuzzChunks(f *testing.F) {
	for _, data := range damaged {
		f.Add([]byte(data), byte(0))
		f.Add([]byte(data), byte(5))
	}
	f.Fuzz(func(t *testing.T, data []byte, mode byte) {
		if len(data) > 2000 {
			return
		}
		d := testDialect()
		if mode&1 != 0 {
			d.escape = '\\'
		}
		if mode&2 != 0 {
			d.nl = '\r'
		}
		if mode&4 != 0 {
			d.delim = []byte("||")
		}
		if mode&8 != 0 {
			d.maxField, d.maxRecord = 1000, 1500
		}
		if mode&16 != 0 {
			d.columns = 0
		}
		checkChunks(t, d, string(data))
	})
}

// FuzzOpen asserts that any bytes at all give a table or an error, and that no row is lost.
func FuzzOpen(f *testing.F) {
	for _, data := range damaged {
		f.Add([]byte("name,ingredients,price\n" + data))
	}
	f.Add([]byte("\xff\xfen\x00a\x00m\x00e\x00,\x00i\x00n\x00c\x00i\x00\n\x00x\x00,\x00y\x00\n\x00"))
	f.Add([]byte("name;inci\rCr\xe8me;Aqua, Glycerin\r"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := OpenReader(bytes.NewReader(data), "fuzz", Options{MaxField: 500, MaxRecord: 1000, ChunkSize: 64})
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Fatalf("an error of several lines: %q", err)
			}
			return
		}
		defer c.Close()
		for _, tab := range c.Tables {
			last := tab.HeaderRow
			for _, r := range drain(t, tab) {
				if r.row != last+1 {
					t.Fatalf("row %d follows row %d", r.row, last)
				}
				last = r.row
			}
		}
	})
}

// TestRandomDamage reads random text made of what matters to a CSV reader.
func TestRandomDamage(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"a", "bc", ",", ",", "\"", "\"", "\n", "\n", "\r\n", " ", "\\", "\"\"", ",\"", "\",", "\"\n", "\n\"", "1,2,3\n"}
	n := 10_000
	if testing.Short() {
		n = 3000
	}
	for i := range n {
		var b strings.Builder
		for range rng.IntN(60) {
			b.WriteString(alphabet[rng.IntN(len(alphabet))])
		}
		d := testDialect()
		if i%3 == 1 {
			d.escape = '\\'
		}
		if i%5 == 1 {
			d.maxRecord, d.maxField = 20, 10
		}
		if i%7 == 1 {
			d.columns = 0
		}
		checkChunks(t, d, b.String())
	}
}

// TestWorkersShareNothing reads a catalog with several workers at once; run it with -race.
func TestWorkersShareNothing(t *testing.T) {
	data := benchCatalog(3000, false)
	c, err := OpenReader(bytes.NewReader(data), "many", Options{ChunkSize: 20_000})
	if err != nil {
		t.Fatal(err)
	}
	batches := make(chan *Batch)
	var products atomic.Int64
	var workers sync.WaitGroup
	for range 4 {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for b := range batches {
				b.Split()
				b.Each(1, 1, func(r *Record) error {
					if r.Err == nil && r.Skip == "" && bytes.HasPrefix(r.Fields[0], []byte("SKU")) {
						products.Add(1)
					}
					return nil
				})
				b.Release()
			}
		}()
	}
	for {
		b, err := c.Tables[0].Next()
		if err != nil {
			break
		}
		batches <- b
	}
	close(batches)
	workers.Wait()
	if products.Load() != 3000 {
		t.Errorf("%d products, want 3000", products.Load())
	}
}

// TestLongRowBehindABatch: what is looked at behind a batch is no more than a record may be long.
func TestLongRowBehindABatch(t *testing.T) {
	data := io.MultiReader(strings.NewReader("name\tprice\tinci\n"+strings.Repeat("C\t7\tAqua\n", 300)+"D\t8\t"), io.LimitReader(repeated('x'), 100<<20), strings.NewReader("\nE\t9\tAqua\n"))
	c, err := OpenReader(data, "long.csv", Options{ChunkSize: 1000, MaxRecord: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	before, longest := 0, 0
	for {
		b, err := c.Tables[0].Next()
		if err != nil {
			break
		}
		rows, _ := b.Split()
		before += rows
		longest = max(longest, cap(c.Tables[0].src.(*csvSource).rest))
		b.Release()
	}
	if before != 302 || longest > 2*sampleSize {
		t.Errorf("%d rows, %d bytes held", before, longest)
	}
}

// TestBrokenLists: that a list may go on in the next row is found wherever a file is cut into batches, and raises doubt; what stands in
// quotes, or below the table, does not.
func TestBrokenLists(t *testing.T) {
	const head = "name\tprice\tinci\n"
	for rows, want := range map[string]string{
		"A\t5\tAqua\nRetinol\nB\t6\tAqua\n":                    "1 0 0",
		"A\t5\tAqua\nRetinol, 5 %\tx\nB\t6\tAqua\n":            "1 0 0",
		"A\t5\t\"Aqua\"\nRetinol\nB\t6\tAqua\n":                "0 0 0",
		"A\t5\t\nRetinol\nB\t6\tAqua\n":                        "0 0 0",
		"A\t5\tAqua\n\nB\t6\tAqua\n":                           "0 0 0",
		"A\t5\tAqua\nB\t6\tAqua\nTotal: 2 products\n":          "0 0 0",
		"A\t5\tAqua\nB\t6\tAqua\nRetinol":                      "0 1 0",
		"A\t5\tAqua\nB\t6\tAqua\n" + strings.Repeat("x", 9000): "0 1 0",
	} {
		for chunk := range 40 {
			tab := openTest(t, []byte(head+strings.Repeat("C\t7\tAqua\n", 300)+rows), Options{ChunkSize: chunk * 7, Delimiter: "tab"})
			var got []string
			for row, line := 1, 1; ; {
				b, err := tab.Next()
				if err != nil {
					break
				}
				n, lines := b.Split()
				b.Each(row, line, func(r *Record) error {
					doubt := "0"
					for _, n := range r.Notes {
						if n.Code == NoteBrokenOff && n.Doubtful() {
							doubt = "1"
						}
					}
					got = append(got, doubt)
					return nil
				})
				row, line = row+n, line+lines
				b.Release()
			}
			if s := strings.Join(got[300:], " "); s != want || strings.Contains(strings.Join(got[:300], ""), "1") {
				t.Fatalf("%.60q in chunks of %d: %s, want %s", rows, chunk*7, s, want)
			}
		}
	}
}
