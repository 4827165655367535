package format

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"screen/rules"
)

func TestSource(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing to do", "concern: a\ntitle: A\n", "concern: a\ntitle: A\n"},
		{"indentation", "rules:\n- id: a\n  verdict:\n        first: avoid\n        late:   none\n", "rules:\n  - id: a\n    verdict:\n      first: avoid\n      late: none\n"},
		{"blanks and line ends", "\n\nconcern:  a   \r\n\r\n\r\n\r\ntitle: A\r\n\r\n\r\n", "concern: a\n\ntitle: A\n"},
		{"brackets", "cites: [ a,b , c ]\nverdict: { first: avoid,late: none }\n", "cites: [a, b, c]\nverdict: {first: avoid, late: none}\n"},
		{"quotes are the author's", "a: 'it''s: one'\nb: \"two\\n\\u00e4\"\nc: ['x', \"y\", z]\n", "a: 'it''s: one'\nb: \"two\\n\\u00e4\"\nc: ['x', \"y\", z]\n"},
		{"comments", "#one\nconcern: a #two\n   # three\ntitle: A\n#\n## four\n", "# one\nconcern: a # two\n# three\ntitle: A\n#\n## four\n"},
		{"a comment behind a key", "rules: # these\n- id: a\n", "rules: # these\n  - id: a\n"},
		{"comments go with what follows", "rules:\n- id: a\n# of b\n- id: b\n", "rules:\n  - id: a\n  # of b\n  - id: b\n"},
		{"a text in several lines", "because: one\n    two\n\n    three\nthen: x\n", "because: one\n  two\n\n  three\nthen: x\n"},
		{"a literal text", "rules:\n- when: |\n     has(\"a\")\n       or leave_on\n\n  id: x\n", "rules:\n  - when: |\n      has(\"a\")\n        or leave_on\n\n    id: x\n"},
		{"a folded text", "because: >- # folded\n one\n two\nid: x\n", "because: >- # folded\n  one\n  two\nid: x\n"},
		{"a list in several lines that fits one", "names: [\n  A,\n  B,\n]\n", "names: [A, B]\n"},
		{"a list with comments inside", "names: [\n A, # first\n  B,\n  ]\n", "names: [\n  A, # first\n  B,\n]\n"},
		{"a list of mappings in several lines", "phases: [{id: a},\n   {id: b}]\n", "phases: [{id: a}, {id: b}]\n"},
		{"hashes that begin no comment", "names: [\"CI #\", a#b]\nb: c#d\nc: 'x # y'\n", "names: [\"CI #\", a#b]\nb: c#d\nc: 'x # y'\n"},
		{"nothing behind a key", "a:\nb: # why\nc: ~\n", "a:\nb: # why\nc: ~\n"},
		{"lists in lists", "a:\n-   - x\n    - y\n- z\n", "a:\n  - - x\n    - y\n  - z\n"},
		{"a dash on its own line", "a:\n  -\n    id: x\n  - id: y\n", "a:\n  - id: x\n  - id: y\n"},
		{"other letters", "names: [Glykolsäure,グリコール酸]\n", "names: [Glykolsäure, グリコール酸]\n"},
		{"a text in quotes over lines", "a: \"one\n     two\"\n", "a: \"one\n  two\"\n"},
	} {
		got, err := Source([]byte(c.in))
		if err != nil || string(got) != c.want {
			t.Errorf("%s: got %v\n%s\nexpected\n%s", c.name, err, got, c.want)
			continue
		}
		if again, err := Source(got); err != nil || string(again) != string(got) {
			t.Errorf("%s: formatted twice: %v\n%s", c.name, err, again)
		}
	}
}

func TestLongLists(t *testing.T) {
	name := strings.Repeat("Long Name ", 4) + "End" // 43 characters
	got, err := Source([]byte("families:\n  a:\n    names:\n      - " + strings.Join([]string{name, name, name}, " | ") + "\n    patterns: [\"" + strings.Join([]string{name, name, name}, `", "`) + "\"]\n"))
	want := "families:\n  a:\n    names:\n      - " + name + " | " + name + " |\n        " + name + "\n    patterns: [\n      \"" + name + "\", \"" + name + "\",\n      \"" + name + "\",\n    ]\n"
	if err != nil || string(got) != want {
		t.Errorf("got %v\n%s\nexpected\n%s", err, got, want)
	}
	for line := range strings.Lines(string(got)) {
		if len(line) > Width+1 {
			t.Errorf("%q is longer than %d", line, Width)
		}
	}
}

func TestRefused(t *testing.T) {
	var problems rules.Problems
	for _, text := range []string{"a: [", "a: *b", "a: &b c", "", "a: 1\na: 2", "\xff"} {
		if _, err := Source([]byte(text)); !errors.As(err, &problems) {
			t.Errorf("%q: got %v, expected Problems", text, err)
		}
	}
}

// TestShipped proves that what the project ships keeps its layout.
func TestShipped(t *testing.T) {
	names, err := filepath.Glob("../microneedling/*.yaml")
	if err != nil || len(names) < 10 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		before, after, err := File(os.DirFS(filepath.Dir(name)), filepath.Base(name))
		if err != nil {
			t.Error(err)
		}
		again, err := Source(after)
		if err != nil || string(again) != string(after) {
			t.Errorf("%s: formatted twice it differs: %v", name, err)
		}
		if string(before) != string(after) {
			t.Errorf("%s is not in the common layout: run screen rules fmt rules/microneedling", name)
		}
	}
}

// FuzzSource proves that formatting is idempotent, and that it says so where it cannot keep the meaning (which is checked by
// Source itself) rather than panicking.
func FuzzSource(f *testing.F) {
	names, _ := filepath.Glob("../testdata/small/*.yaml")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, s := range []string{"a: [b, # c\n d]", "- a\n-  b: 'c\n   d'\n#e", "a:\n - - b\n   - {c: d,\n  e: [f]}", "a: |2\n   b\n  c\n", "? a\n: b", "a: b\n\n  c\n# d\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once, err := Source([]byte(text))
		if err != nil {
			return
		}
		twice, err := Source(once)
		if err != nil || string(twice) != string(once) {
			t.Errorf("of %q once %q, twice %q, %v", text, once, twice, err)
		}
	})
}

// What is read with a mistake is never written: a key that stands twice, or a second document, would be lost.
func TestNothingIsLost(t *testing.T) {
	for _, text := range []string{"a: 1\nb: 2\na: 3\n", "a: 1\n---\nb: 2\n", "a: !x 1\n"} {
		if out, err := Source([]byte(text)); err == nil {
			t.Errorf("%q became %q", text, out)
		}
	}
}

// The byte order mark that some editors write is left out.
func TestByteOrderMark(t *testing.T) {
	before, after, err := File(fstest.MapFS{"x.yaml": {Data: []byte("\ufeffa: 1\n")}}, "x.yaml")
	if err != nil || string(before) == string(after) || string(after) != "a: 1\n" {
		t.Errorf("got %q and %q, %v", before, after, err)
	}
}
