package reports

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/rules"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; got:\n%s\nwant:\n%s", path, got, want)
	}
}

// report renders results, with a rejected row behind, as a run with one worker does.
func report(t *testing.T, format string, set *rules.Set, o Options, results ...*pipeline.Result) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := writeReport(format, &out, set, o, results...); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeReport(format string, w io.Writer, set *rules.Set, o Options, results ...*pipeline.Result) error {
	sink, err := New(format, w, set, o)
	if err != nil {
		return err
	}
	for _, r := range results {
		if err := sink.Write(sink.Append(nil, r)); err != nil {
			return err
		}
	}
	if err := sink.Write(sink.AppendRejected(nil, rejectedRow())); err != nil {
		return err
	}
	return sink.Close(summaryOf(set, 1, results...))
}

func threeProducts(set *rules.Set) []*pipeline.Result {
	return []*pipeline.Result{retinolSerum(set), cleanSerum(set), listless(set)}
}

func TestGoldenReports(t *testing.T) {
	set := testSet()
	for _, format := range textFormats() {
		golden(t, "report."+format, report(t, format, set, Options{}, threeProducts(set)...))
	}
	one := Options{Phases: []int{2, 0}, Skins: []int{3}, Title: "Spring & summer"}
	for _, format := range textFormats() {
		golden(t, "one-skin."+format, report(t, format, set, one, threeProducts(set)...))
	}
}

// textFormats are the formats whose bytes a person can read.
func textFormats() []string {
	var formats []string
	for _, f := range Formats() {
		if f != "xlsx" && f != "parquet" {
			formats = append(formats, f)
		}
	}
	return formats
}

func TestSummary(t *testing.T) {
	set := testSet()
	var out bytes.Buffer
	if err := WriteSummary(&out, summaryOf(set, 1, threeProducts(set)...), Options{Notes: []string{"a note"}}); err != nil {
		t.Fatal(err)
	}
	golden(t, "summary.txt", out.Bytes())
}

func TestSummaryWarnings(t *testing.T) {
	set := testSet()
	none := summaryOf(set, 0, listless(set))
	lost := summaryOf(set, 0, cleanSerum(set))
	lost.Read++
	empty := summaryOf(set, 2)
	for _, c := range []struct {
		name    string
		summary *pipeline.Summary
		want    string
	}{
		{"no list", none, "!!! WARNING: NOT ONE WHOLE INGREDIENT LIST WAS READ IN catalog.csv."},
		{"rows lost", lost, "!!! WARNING: THE FIGURES DO NOT ADD UP"},
		{"no product", empty, "!!! WARNING: NO PRODUCT WAS REPORTED"},
		{"nothing wrong", summaryOf(set, 0, cleanSerum(set)), ""},
	} {
		var out strings.Builder
		if err := WriteSummary(&out, c.summary, Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), c.want) || c.want == "" && strings.Contains(out.String(), "!!!") {
			t.Errorf("%s: want %q in:\n%s", c.name, c.want, out.String())
		}
	}
}

func TestExplanation(t *testing.T) {
	set := testSet()
	var out bytes.Buffer
	for _, r := range threeProducts(set) {
		if err := WriteExplanation(&out, r, set, Options{}); err != nil {
			t.Fatal(err)
		}
		out.WriteString("--\n")
	}
	golden(t, "explain.txt", out.Bytes())
}

// What bounds an ingredient: its place, the label, one before it, its blend, nothing.
func TestBounds(t *testing.T) {
	set := testSet()
	r := retinolSerum(set)
	items := r.List.Items
	items[5].Parent, items[5].MaxBy, items[5].Position = 4, 4, 0
	items[6].Section, items[6].Position = inci.MayContain, 0
	l, err := newLayout(set, Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := explanation{layout: l, r: r}
	for i, want := range []string{"nothing known", "its place", "its place", "the label", "stands after Phenoxyethanol", "part of Retinol"} {
		if got := e.boundWords(i); got != want {
			t.Errorf("item %d: got %q, want %q", i, got, want)
		}
	}
	for i, want := range []string{"position", "position", "position", "stated", "Phenoxyethanol", "Retinol"} {
		if got := boundBy(r.List, i); got != want {
			t.Errorf("item %d: got %q, want %q", i, got, want)
		}
	}
	if row := e.ingredient(6); row[0] != "" || row[4] != "" {
		t.Errorf("a shade that may be in it has a place or a bound: %q", row)
	}
	r.Decision.Err = "rule x: division by zero"
	var out strings.Builder
	if err := WriteExplanation(&out, r, set, Options{}); err != nil || !strings.Contains(out.String(), "!!! A rule could not be evaluated: rule x") {
		t.Errorf("a failed rule is not told: %v", err)
	}
}

func TestTerminalTextsAreHarmless(t *testing.T) {
	set := testSet()
	for _, payload := range []string{"\x1b]0;title\a", "\x1b[2J", "a\r\nb", "\u202Egnp.exe", "\xff\xfe", "\u009b31m"} {
		var out bytes.Buffer
		r := hostile(set, payload)
		s := summaryOf(set, 0, r)
		s.Catalogs[0].Source, s.Catalogs[0].Columns["name"] = payload, payload
		if err := errors.Join(WriteExplanation(&out, r, set, Options{}), WriteSummary(&out, s, Options{})); err != nil {
			t.Fatal(err)
		}
		for _, c := range []string{"\x1b", "\a", "\r", "\u202E", "\u009b", "\xff"} {
			if strings.Contains(out.String(), c) {
				t.Errorf("%q lets %q through", payload, c)
			}
		}
	}
}

func TestNewRefuses(t *testing.T) {
	set := testSet()
	for _, c := range []struct {
		format string
		o      Options
		want   string
	}{
		{"pdf", Options{}, `no report format "pdf"; the formats are csv, html, jsonl, md, parquet, xlsx`},
		{"csv", Options{Phases: []int{4}}, "there is no phase 4; the guide has 4"},
		{"csv", Options{Skins: []int{-1}}, "there is no skin type -1; the guide has 4"},
		{"csv", Options{Skins: []int{2, 2}}, "skin type 2 is asked for twice"},
	} {
		if _, err := New(c.format, io.Discard, set, c.o); err == nil || err.Error() != c.want {
			t.Errorf("New(%q, %v): got %v, want %s", c.format, c.o, err, c.want)
		}
	}
}

// Many workers render at once; the bytes are those of one.
func TestAppendConcurrently(t *testing.T) {
	set := testSet()
	for _, format := range Formats() {
		sink, err := New(format, io.Discard, set, Options{})
		if err != nil {
			t.Fatal(err)
		}
		results := threeProducts(set)
		want := make([][]byte, len(results))
		for i, r := range results {
			want[i] = sink.Append(nil, r)
		}
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				buf := make([]byte, 0, 1<<14)
				for range 100 {
					for i, r := range results {
						if buf = sink.Append(buf[:0], r); !bytes.Equal(buf, want[i]) {
							t.Errorf("%s: other bytes", format)
							return
						}
					}
					buf = sink.AppendRejected(buf[:0], rejectedRow())
				}
			})
		}
		wg.Wait()
	}
}

// failing lets n bytes through and then fails.
type failing struct{ n int }

var errFull = errors.New("disk full")

func (f *failing) Write(p []byte) (int, error) {
	if len(p) <= f.n {
		f.n -= len(p)
		return len(p), nil
	}
	n := f.n
	f.n = 0
	return n, errFull
}

func TestEveryWriteErrorIsReturned(t *testing.T) {
	set := testSet()
	for _, format := range Formats() {
		whole := len(report(t, format, set, Options{}, threeProducts(set)...))
		step := 1 + whole/200
		for n := 0; n < whole; n += step {
			if err := writeReport(format, &failing{n}, set, Options{}, threeProducts(set)...); !errors.Is(err, errFull) {
				t.Fatalf("%s, failing after %d of %d bytes: got %v", format, n, whole, err)
			}
		}
		if err := writeReport(format, &failing{whole}, set, Options{}, threeProducts(set)...); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestSameBytesTwice(t *testing.T) {
	set := testSet()
	for _, format := range Formats() {
		first := report(t, format, set, Options{}, threeProducts(set)...)
		for range 5 {
			if !bytes.Equal(first, report(t, format, set, Options{}, threeProducts(set)...)) {
				t.Errorf("%s: two runs differ", format)
				break
			}
		}
	}
}
