package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/russross/blackfriday/v2"
	"golang.org/x/net/html"

	"screen/pipeline"
)

// elements lists a document's elements with their attributes: "a href=#x".
func elements(t *testing.T, page []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		name := n.Data
		for _, a := range n.Attr {
			name += " " + a.Key + "=" + a.Val
		}
		all = append(all, name)
	}
	return all
}

// A text in the catalog changes no element and no attribute of the page.
func TestHTMLPayloads(t *testing.T) {
	set := testSet()
	page := func(payload string) []byte {
		var out bytes.Buffer
		sink, err := New("html", &out, set, Options{Title: payload})
		if err != nil {
			t.Fatal(err)
		}
		r := hostile(set, payload)
		bad := rejectedRow()
		bad.Source, bad.Message, bad.Column, bad.Raw = payload, payload, payload, []byte(payload)
		sum := summaryOf(set, 1, r)
		sum.Catalogs[0].Source, sum.Catalogs[0].Dialect, sum.Catalogs[0].Columns["name"] = payload, payload, payload
		if err := sink.Write(sink.AppendRejected(sink.Append(nil, r), bad)); err != nil {
			t.Fatal(err)
		}
		if err := sink.Close(sum); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	want := elements(t, page("plain"))
	if !slices.Contains(want, "b class=v avoid") || len(want) < 100 {
		t.Fatalf("the page has too little to compare: %q", want)
	}
	for _, payload := range payloads {
		if payload == "" {
			continue
		}
		if got := elements(t, page(payload)); !slices.Equal(got, want) {
			t.Errorf("%q changes the page's elements:\n%q", payload, got)
		}
	}
}

// What was put in is what a reader sees.
func TestHTMLTextReadsBack(t *testing.T) {
	for _, payload := range payloads {
		want := shown(payload)
		root, err := html.Parse(strings.NewReader("<p title=\"" + escaped(payload) + "\">" + escaped(payload) + "</p>"))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Data != "p" {
				continue
			}
			if got := n.Attr[0].Val; got != want {
				t.Errorf("attribute %q: got %q", want, got)
			}
			if n.FirstChild != nil && n.FirstChild.Data != want {
				t.Errorf("text %q: got %q", want, n.FirstChild.Data)
			}
		}
	}
}

func FuzzHTMLText(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := escaped(s)
		if strings.ContainsAny(got, "<>\"'\n\r\x00") {
			t.Fatalf("%q is rendered %q", s, got)
		}
		if back := html.UnescapeString(got); back != shown(s) {
			t.Fatalf("%q reads back as %q, want %q", s, back, shown(s))
		}
	})
}

// The policy names the very style and script that the page holds, and the page loads nothing.
func TestContentSecurityPolicy(t *testing.T) {
	set := testSet()
	for _, o := range []Options{{}, {Skins: []int{1}}} {
		page := report(t, "html", set, o, threeProducts(set)...)
		root, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		policy := ""
		inline := map[string][]string{}
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if a.Key == "http-equiv" && a.Val == "Content-Security-Policy" {
					policy = n.Attr[1].Val
				}
			}
			if n.Type == html.ElementNode && (n.Data == "style" || n.Data == "script") {
				inline[n.Data] = append(inline[n.Data], n.FirstChild.Data)
			}
		}
		if len(inline["style"]) != 1 || len(inline["script"]) != 1 {
			t.Fatalf("%d styles, %d scripts", len(inline["style"]), len(inline["script"]))
		}
		hash := func(s string) string {
			sum := sha256.Sum256([]byte(s))
			return base64.StdEncoding.EncodeToString(sum[:])
		}
		want := fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
			hash(inline["style"][0]), hash(inline["script"][0]))
		if policy != want {
			t.Errorf("policy\n got %s\nwant %s", policy, want)
		}
	}
}

// Each finding's link leads to its rule.
func TestHTMLLinksLead(t *testing.T) {
	set := testSet()
	all := elements(t, report(t, "html", set, Options{}, threeProducts(set)...))
	links := 0
	for _, e := range all {
		if target, ok := strings.CutPrefix(e, "a href=#"); ok {
			links++
			if !slices.Contains(all, "dt id="+target) {
				t.Errorf("no target for #%s", target)
			}
		}
	}
	if links < 8 {
		t.Errorf("%d links", links)
	}
}

func TestListsAreCappedAndSaySo(t *testing.T) {
	set := testSet()
	var many []*pipeline.Result
	for range 510 {
		many = append(many, cleanSerum(set))
	}
	for _, c := range []struct {
		format string
		max    int
		rows   int
		says   string
	}{
		{"md", 0, 500, "10 more products are not listed here: the table shows the first 500"},
		{"md", 2, 2, "508 more products are not listed here: the table shows the first 2"},
		{"md", 510, 510, ""},
		{"html", 0, 510, ""},
		{"html", 3, 3, "507 more products are not listed here: the page shows the first 3"},
	} {
		out := string(report(t, c.format, set, Options{MaxRows: c.max}, many...))
		if rows := strings.Count(out, "히알루론산"); rows != c.rows {
			t.Errorf("%s, at most %d: %d rows, want %d", c.format, c.max, rows, c.rows)
		}
		if !strings.Contains(out, c.says) || c.says == "" && strings.Contains(out, "not listed") {
			t.Errorf("%s, at most %d: does not say %q", c.format, c.max, c.says)
		}
	}
}

// A report that outgrows memory waits in a temporary file; none stays.
func TestSpoolsLeaveNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	set := testSet()
	big := cleanSerum(set)
	big.Name = strings.Repeat("x", 30_000)
	var many []*pipeline.Result
	for range 100 {
		many = append(many, big)
	}
	for _, format := range []string{"html", "md"} {
		if out := report(t, format, set, Options{}, many...); strings.Count(string(out), big.Name) != 100 {
			t.Errorf("%s: rows are missing", format)
		}
		sink, err := New(format, nil, set, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range many {
			if err := sink.Write(sink.Append(nil, r)); err != nil {
				t.Fatal(err)
			}
		}
		if err := Discard(sink); err != nil {
			t.Error(err)
		}
		if entries, _ := os.ReadDir(dir); len(entries) > 0 {
			t.Errorf("%s: %v stays", format, entries)
		}
	}
}

// A text in the catalog makes no markup of a Markdown report.
func TestMarkdownPayloads(t *testing.T) {
	set := testSet()
	render := func(payload string) []string {
		out := report(t, "md", set, Options{Title: payload}, hostile(set, payload))
		return elements(t, blackfriday.Run(out, blackfriday.WithExtensions(blackfriday.CommonExtensions)))
	}
	want := render("plain")
	if n := len(want); n < 100 {
		t.Fatalf("%d elements", n)
	}
	for _, payload := range payloads {
		if strings.TrimSpace(payload) == "" {
			continue
		}
		if got := render(payload); !slices.Equal(got, want) {
			t.Errorf("%q changes the elements:\n got %q\nwant %q", payload, got, want)
		}
	}
}

func TestMarkdownEscapes(t *testing.T) {
	for in, want := range map[string]string{
		"a|b": `a\|b`, "a\r\nb": "a  b", "[x](y)": `\[x\](y)`, "<b>": "&lt;b&gt;", "&lt;": "&amp;lt;", "`x`": "\\`x\\`", "a@b.c": `a\@b.c`,
		"http://x.y": `http\://x.y`, "WWW.x.y": `WWW\.x.y`, "19.90": "19.90", "\x1b": "\uFFFD", "\xff": "\uFFFD", "히": "히", "$x$": `\$x\$`,
	} {
		if got := md(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
