package pipeline_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/pipeline/inci"
	"screen/reports"
	"screen/rules"
	"screen/rules/microneedling"
)

const (
	sampleCSV  = "../testdata/catalogs/sample.csv"
	sampleXLSX = "../testdata/catalogs/sample.xlsx"
	goldenCSV  = "../testdata/golden/sample.verdicts.csv"
)

// The golden file is written from the expert's facts and the matrix, never from what the program says.
var updateGolden = flag.Bool("update", false, "write the golden file anew from the facts file")

var newSampleScreener = sync.OnceValues(func() (*pipeline.Screener, error) {
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		return nil, err
	}
	known, limits := inci.DefaultKnown()
	return pipeline.NewScreener(set, known, limits)
})

func sampleScreener(t testing.TB) *pipeline.Screener {
	t.Helper()
	s, err := newSampleScreener()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// outcome is what the program says of one product, in the expert's terms.
type outcome struct {
	row                          []string // as in the golden file
	use, list, spf, spectrum, ph string
	rowNumber                    int // row in the catalog
	price                        string
	contradicted                 []string // claims
	why                          string   // for messages: rules and ingredients
}

// recorder is a sink that keeps outcomes by product id.
type recorder struct {
	set      *rules.Set
	mu       sync.Mutex
	outcomes map[string]*outcome
	rejected int
}

func (c *recorder) AppendRejected(dst []byte, _ *pipeline.Rejected) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rejected++
	return dst
}
func (c *recorder) Write([]byte) error            { return nil }
func (c *recorder) Close(*pipeline.Summary) error { return nil }

func (c *recorder) Append(dst []byte, r *pipeline.Result) []byte {
	o := &outcome{rowNumber: r.Row, price: strings.Clone(r.Price), list: r.Facts.List.String(), row: []string{strings.Clone(r.ID), strings.Join(r.Product.Types, "+")}}
	var families []string
	for i, f := range c.set.Families {
		if f.Reported && r.Facts.Families[i/64]>>(i%64)&1 != 0 {
			families = append(families, f.ID)
		}
	}
	slices.Sort(families)
	o.row = append(o.row, strings.Join(families, " "))
	for _, v := range r.Decision.Verdicts {
		o.row = append(o.row, v.String())
	}
	o.use = map[[2]bool]string{{true, false}: "leave", {false, true}: "rinse", {true, true}: "either"}[[2]bool{r.Facts.LeaveOn, r.Facts.RinseOff}]
	if r.Facts.SPF >= 0 {
		o.spf = fmt.Sprint(r.Facts.SPF)
	}
	if r.Facts.PH >= 0 {
		o.ph = fmt.Sprint(float64(r.Facts.PH) / 100)
	}
	o.spectrum = [...]string{"", "broad", "narrow"}[r.Facts.Spectrum]
	for _, i := range r.Decision.Fired {
		if claim, ok := strings.CutPrefix(c.set.Rules[i].ID, "claim-"); ok {
			o.contradicted = append(o.contradicted, claim)
		}
	}
	for _, f := range r.Findings {
		o.why += " " + c.set.Rules[f.Rule].ID
		if f.Item >= 0 {
			it := r.List.Items[f.Item]
			o.why += fmt.Sprintf("(%s)", r.List.Text[it.Start:it.End])
		}
	}
	o.why += fmt.Sprintf("; type from %s; not recognised: %q", r.Product.TypeFrom, r.Unknown)
	for _, d := range r.Diagnostics {
		o.why += "; " + d.Message
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.outcomes[o.row[0]] = o
	return dst
}

// runCatalog screens a catalog into sinks.
func runCatalog(t *testing.T, path string, workers int, sinks ...pipeline.Sink) *pipeline.Summary {
	t.Helper()
	// Small batches, so that several workers have something to do.
	c, err := catalog.Open(path, catalog.Options{ChunkSize: 4 << 10})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	sum, err := pipeline.Run(context.Background(), []*catalog.Catalog{c}, sampleScreener(t), sinks, pipeline.RunOptions{Workers: workers, MaxRejects: -1})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func recordCatalog(t *testing.T, path string) (*recorder, *pipeline.Summary) {
	t.Helper()
	rec := &recorder{set: sampleScreener(t).Rules, outcomes: map[string]*outcome{}}
	return rec, runCatalog(t, path, 2, rec)
}

// TestSampleGolden holds the golden file against the expert's facts and the matrix.
func TestSampleGolden(t *testing.T) {
	var want bytes.Buffer
	w := csv.NewWriter(&want)
	w.Write(goldenHeader())
	for _, e := range readFacts(t) {
		w.Write(e.row())
	}
	w.Flush()
	if *updateGolden {
		if err := os.WriteFile(goldenCSV, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(goldenCSV)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the facts and the matrix give; run this test with -update and read the difference", goldenCSV)
	}
}

// TestSampleVerdicts holds what the program says of the sample against the golden file and the expert's other facts.
func TestSampleVerdicts(t *testing.T) {
	rec, _ := recordCatalog(t, sampleCSV)
	golden := readTable(t, goldenCSV)
	header := golden[0]
	facts := readFacts(t)
	if len(golden)-1 != len(facts) || len(rec.outcomes) != len(facts) {
		t.Errorf("%d products in the golden file, %d facts, %d results", len(golden)-1, len(facts), len(rec.outcomes))
	}
	for i, e := range facts {
		got := rec.outcomes[e.sku]
		if got == nil {
			t.Errorf("%s: not in the report", e.sku)
			continue
		}
		check := func(what, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s: %s is %q, want %q; fired:%s", e.sku, what, got, want, rec.outcomes[e.sku].why)
			}
		}
		for c, want := range golden[i+1] {
			check(header[c], got.row[c], want)
		}
		if got.use != "either" { // unsure is allowed: the rules of both hold, and the verdicts must be right all the same
			check("use", got.use, e.use)
		}
		check("contradicted claims", strings.Join(slices.Sorted(slices.Values(got.contradicted)), " "), strings.Join(e.contradicted, " "))
		check("list", got.list, e.list)
		check("SPF", got.spf, e.spf)
		check("spectrum", got.spectrum, e.spectrum)
		check("pH", got.ph, e.ph)
	}
}

// TestSampleCovers makes sure that the sample keeps covering what it is for: every product type, every family, and
// every row of the matrix with each of its cells shown by at least one product.
func TestSampleCovers(t *testing.T) {
	facts := readFacts(t)
	if len(facts) < 100 {
		t.Errorf("%d products, want 100 or more", len(facts))
	}
	set := sampleScreener(t).Rules
	for _, typ := range set.Guide.Types {
		if !slices.ContainsFunc(facts, func(e *expert) bool { return e.is(typ.ID) }) {
			t.Errorf("no product of type %s", typ.ID)
		}
	}
	for _, f := range set.Families {
		if f.Reported && !slices.ContainsFunc(facts, func(e *expert) bool { return slices.Contains(e.families(), f.ID) }) {
			t.Errorf("no product with family %s", f.ID)
		}
	}
	for row, table := range oracleMatrix {
		for p, phase := range oraclePhases {
			for k, skin := range oracleSkins {
				cell := matrixCell(table[p], skin)
				// A silent cell shows where the product comes out as if the row were not there.
				shown := slices.ContainsFunc(facts, func(e *expert) bool {
					v := e.verdicts()[p*len(oracleSkins)+k]
					return slices.Contains(e.rows(), row) && (v == cell || cell == "-" && (v == "suitable" || v == "recommended"))
				})
				if !shown {
					t.Errorf("no product shows %s, %s, %s: %s", row, phase, skin, cell)
				}
			}
		}
	}
}

// TestSampleBytes makes sure that reports depend neither on the number of workers nor on the run.
func TestSampleBytes(t *testing.T) {
	set := sampleScreener(t).Rules
	for _, format := range []string{"csv", "jsonl"} {
		var first []byte
		for _, workers := range []int{1, 2, 2, 7} {
			var out bytes.Buffer
			sink, err := reports.New(format, &out, set, reports.Options{})
			if err != nil {
				t.Fatal(err)
			}
			runCatalog(t, sampleCSV, workers, sink)
			if first == nil {
				first = out.Bytes()
			}
			if len(first) == 0 || !bytes.Equal(out.Bytes(), first) {
				t.Errorf("%s: %d workers give other bytes than 1", format, workers)
			}
		}
	}
}

// TestSampleCounts makes sure that no row is lost: what was read was reported, rejected or skipped, once.
func TestSampleCounts(t *testing.T) {
	for _, path := range []string{sampleCSV, "../testdata/catalogs/dirty.csv", "../testdata/catalogs/shopify.csv"} {
		rec, sum := recordCatalog(t, path)
		if sum.Read != sum.Reported+sum.Rejected+sum.Skipped {
			t.Errorf("%s: read %d, reported %d + rejected %d + skipped %d", path, sum.Read, sum.Reported, sum.Rejected, sum.Skipped)
		}
		if len(rec.outcomes) != sum.Reported || rec.rejected != sum.Rejected {
			t.Errorf("%s: %d results and %d rejects reached the report; the summary says %d and %d", path, len(rec.outcomes), rec.rejected, sum.Reported, sum.Rejected)
		}
		for p := range sum.Verdicts {
			for s := range sum.Verdicts[p] {
				n := 0
				for _, count := range sum.Verdicts[p][s] {
					n += count
				}
				if n != sum.Reported {
					t.Errorf("%s: phase %d, skin type %d: %d verdicts of %d products", path, p, s, n, sum.Reported)
				}
			}
		}
	}
}

// TestSampleWorkbook makes sure that the workbook is the CSV file's twin: the same cells, and the same outcomes.
func TestSampleWorkbook(t *testing.T) {
	rows := readTable(t, sampleCSV)
	b, err := excelize.OpenFile(sampleXLSX)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	cells, err := b.GetRows("Catalog")
	if err != nil {
		t.Fatal(err)
	}
	if len(cells) != len(rows) {
		t.Fatalf("%d rows, %d in the CSV file; go run ./testdata/generate", len(cells), len(rows))
	}
	for r, row := range rows {
		for c, want := range row {
			got := ""
			if c < len(cells[r]) {
				got = cells[r][c]
			}
			if got != want {
				t.Errorf("row %d, column %d: %q, %q in the CSV file; go run ./testdata/generate", r+1, c+1, got, want)
			}
		}
	}

	text, textSum := recordCatalog(t, sampleCSV)
	book, bookSum := recordCatalog(t, sampleXLSX)
	if len(book.outcomes) != len(text.outcomes) || bookSum.Reported != textSum.Reported || bookSum.Rejected != 0 {
		t.Errorf("workbook: %d reported, %d rejected; CSV: %d", bookSum.Reported, bookSum.Rejected, textSum.Reported)
	}
	for id, want := range text.outcomes {
		if got := book.outcomes[id]; got == nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the workbook gives %+v, the CSV file %+v", id, got, want)
		}
	}
}

// TestOtherCatalogs makes sure that the smaller sample catalogs show what they are for.
func TestOtherCatalogs(t *testing.T) {
	const dir = "../testdata/catalogs/"
	tests := []struct {
		file                        string
		reported, rejected, skipped int
		verdicts                    map[string]string // of normal skin, by product, phase by phase
	}{
		{"dirty.csv", 8, 1, 3, map[string]string{
			"D-01": "recommended recommended recommended suitable", "D-02": "suitable recommended recommended suitable",
			"D-03": "avoid avoid avoid caution", "D-04": "unknown unknown unknown unknown", "D-05": "avoid avoid unknown unknown",
			"D-06": "avoid avoid caution suitable", "D-08": "caution caution caution caution",
			"D-09": "not-applicable not-applicable not-applicable not-applicable",
		}},
		{"shopify.csv", 5, 0, 2, map[string]string{
			"dew-serum": "recommended recommended recommended suitable", "clay-mask": "avoid avoid caution suitable",
			"konjac-sponge": "not-applicable not-applicable not-applicable not-applicable", "plain-balm": "unknown unknown unknown unknown",
		}},
		{"oddities.xlsx", 7, 0, 0, map[string]string{
			"XO-1": "recommended recommended recommended suitable", "XO-2": "avoid avoid avoid caution", "XO-3": "unknown unknown unknown unknown",
			"XO-4": "avoid avoid avoid caution", "XO-5": "recommended recommended recommended recommended", "XO-6": "suitable suitable suitable suitable",
			"XO-7": "avoid avoid caution suitable",
		}},
	}
	for _, test := range tests {
		rec, sum := recordCatalog(t, dir+test.file)
		if sum.Reported != test.reported || sum.Rejected != test.rejected || sum.Skipped != test.skipped {
			t.Errorf("%s: reported %d, rejected %d, skipped %d; want %d, %d, %d", test.file, sum.Reported, sum.Rejected, sum.Skipped, test.reported, test.rejected, test.skipped)
		}
		for id, want := range test.verdicts {
			o := rec.outcomes[id]
			if o == nil {
				t.Errorf("%s: %s is not in the report", test.file, id)
				continue
			}
			var got []string
			for p := range oraclePhases {
				got = append(got, o.row[3+p*len(oracleSkins)])
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s: %s is %s, want %s; fired:%s", test.file, id, got, want, o.why)
			}
		}
	}
	_, err := catalog.Open(dir+"no-ingredients.csv", catalog.Options{})
	if err == nil || !strings.Contains(err.Error(), "SKU, Brand, Product Name, Price, Stock") {
		t.Errorf("no-ingredients.csv: %v; want an error that lists the columns", err)
	}
}

// readTable reads a CSV file, header included.
func readTable(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
