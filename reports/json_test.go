package reports

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"screen/pipeline"
)

const schemaFile = "../docs/schema/result.schema.json"

func TestJSONLinesFollowTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	set := testSet()
	results := threeProducts(set)
	for _, payload := range payloads {
		results = append(results, hostile(set, payload))
	}
	out := report(t, "jsonl", set, Options{}, results...)
	if lines := bytes.Count(out, []byte("\n")); lines != len(results) {
		t.Fatalf("%d lines for %d products", lines, len(results))
	}
	for line := range bytes.Lines(out) {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%v in %s", err, line)
		}
	}
	for _, bad := range []string{`{}`, `{"source":1}`, strings.Replace(string(out[:bytes.IndexByte(out, '\n')]), `"avoid"`, `"maybe"`, 1)} {
		v, _ := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if schema.Validate(v) == nil {
			t.Errorf("the schema takes %s", bad)
		}
	}
}

// The keys stand in the contract's order.
func TestJSONKeyOrder(t *testing.T) {
	set := testSet()
	line := report(t, "jsonl", set, Options{}, retinolSerum(set))
	d := json.NewDecoder(bytes.NewReader(line))
	var keys []string
	depth := 0
	key := false
	for {
		tok, err := d.Token()
		if err != nil {
			break
		}
		if s, ok := tok.(string); ok && depth == 1 {
			if key = !key; key {
				keys = append(keys, s)
			}
			continue
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			if depth--; depth == 1 {
				key = false
			}
		default:
			if depth == 1 {
				key = false
			}
		}
	}
	want := "source row id brand name type types leave_on ingredients families findings verdicts suitable_from diagnostics"
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("keys\n got %s\nwant %s", got, want)
	}
}

// What encoding/json reads from a rendered string is what was put in, but for bytes that are no UTF-8.
func TestJSONStringsRoundTrip(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"a", `"`, `\`, "\n", "\x00", "\x1f", "\x7f", "é", "\u2028", "\u2029", "히", "😀", "\xff", "\xc3", "\xed\xa0\x80", "</script>", "\uFFFD"}
	for range 5000 {
		var s strings.Builder
		for range random.IntN(12) {
			s.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		checkJSONString(t, s.String())
	}
}

func checkJSONString(t *testing.T, s string) {
	t.Helper()
	rendered := appendJSONString(nil, s)
	var got string
	if err := json.Unmarshal(rendered, &got); err != nil {
		t.Fatalf("%q: %v in %s", s, err, rendered)
	}
	oracle, _ := json.Marshal(s)
	var want string
	if err := json.Unmarshal(oracle, &want); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Fatalf("%q comes back as %q, want %q", s, got, want)
	}
	if !utf8.Valid(rendered) || bytes.ContainsAny(rendered, "\n\r\x00\x7f\u2028\u2029") {
		t.Fatalf("%q: rendered with raw control or separator characters: %q", s, rendered)
	}
}

func FuzzJSONString(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	f.Fuzz(checkJSONString)
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		in   float32
		want string
	}{
		{100, "100.0"}, {20, "20.0"}, {100.0 / 3, "33.34"}, {100.0 / 7, "14.29"}, {0.8, "0.8"}, {0.14, "0.14"}, {12.5, "12.5"},
		{0.0001, "0.0001"}, {0, "0.0"}, {1, "1.0"}, {0.015, "0.015"}, {5.25, "5.25"}, {100.0 / 30, "3.34"}, {0.00005, "0.00005"},
	} {
		if got := string(appendPercent(nil, c.in)); got != c.want {
			t.Errorf("%v: got %s, want %s", c.in, got, c.want)
		}
	}
	// A bound by position is never rounded below itself.
	for k := 1; k < 2000; k++ {
		var got float64
		if err := json.Unmarshal(appendPercent(nil, 100/float32(k)), &got); err != nil {
			t.Fatal(err)
		}
		if float32(got) < 100/float32(k) || got > 100/float64(k)+0.0101 {
			t.Errorf("100/%d is bounded by %v", k, got)
		}
		if roundUp(100/float32(k)) != got {
			t.Errorf("100/%d: roundUp gives %v, appendPercent %v", k, roundUp(100/float32(k)), got)
		}
	}
}

func TestRejectedRowsAreNoProducts(t *testing.T) {
	for _, format := range []string{"jsonl", "csv"} {
		sink, err := New(format, io.Discard, testSet(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := sink.AppendRejected(nil, rejectedRow()); len(got) > 0 {
			t.Errorf("%s: %s", format, got)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	set := testSet()
	for _, format := range Formats() {
		b.Run(format, func(b *testing.B) {
			sink, err := New(format, io.Discard, set, Options{})
			if err != nil {
				b.Fatal(err)
			}
			results := []*pipeline.Result{retinolSerum(set), cleanSerum(set)}
			var buf []byte
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				buf = buf[:0]
				for _, r := range results {
					buf = sink.Append(buf, r)
				}
				n = len(buf)
			}
			b.SetBytes(int64(n))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(results)), "ns/product")
		})
	}
}
