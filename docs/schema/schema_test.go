package schema_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"screen/docs/schema"
	"screen/rules"
	"screen/rules/microneedling"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.Rules))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("rules.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("rules.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate validates YAML as a language server does: as the JSON that it stands for.
func validate(t *testing.T, s *jsonschema.Schema, text []byte) error {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

func TestShippedFiles(t *testing.T) {
	s := compiled(t)
	names, _ := filepath.Glob("../../rules/microneedling/*.yaml")
	more, _ := filepath.Glob("../../rules/testdata/small/*.yaml")
	if names = append(names, more...); len(names) < 15 {
		t.Fatalf("found %v", names)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, s, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.Contains(name, "testdata") && !strings.HasPrefix(string(text), "# yaml-language-server: $schema=../../docs/schema/rules.schema.json\n") {
			t.Errorf("%s does not tell editors of the schema", name)
		}
	}
}

func TestFiles(t *testing.T) {
	s := compiled(t)
	const rule = "concern: a\ntitle: A\nrules:\n  - {id: r, title: R, because: x, when: leave_on, "
	for _, c := range []struct {
		name, text string
		valid      bool
	}{
		{"a rule", rule + "verdict: {first: avoid, late: {default: none, dry: caution}}}\n", true},
		{"a rule that notes", rule + "note: true}\n", true},
		{"neither verdict nor note", rule + "cites: [a]}\n", false},
		{"verdict and note", rule + "note: true, verdict: {first: avoid}}\n", false},
		{"a verdict that there is not", rule + "verdict: {first: avid}}\n", false},
		{"a field that there is not", rule + "note: true, verdikt: {}}\n", false},
		{"not an id", "concern: a b\ntitle: A\n", false},
		{"an ignored lint", "concern: a\ntitle: A\nignore: [{code: shadowed, reason: x}]\n", true},
		{"an ignored lint without a reason", "concern: a\ntitle: A\nignore: [{code: shadowed}]\n", false},
		{"a mistake that is ignored", "concern: a\ntitle: A\nignore: [{code: unknown-family, reason: x}]\n", false},
		{"a family", "concern: a\ntitle: A\nfamilies: {f: {title: F, of: g, names: [A | B], excludes: [h]}}\n", true},
		{"a family without a title", "concern: a\ntitle: A\nfamilies: {f: {names: [A]}}\n", false},
		{"a test file", "tests: A\nrules: [guide]\nexamples: [{ingredients: Aqua, spf: 30, expect: {first: suitable}}]\n", true},
		{"a test file without examples", "tests: A\n", false},
		{"a layer", "layer: a\nversion: \"1\"\nextends: g\nchanges: [{rule: r, off: true, reason: x, author: y}]\nwaivers: [{product: {id: X}, rule: r, reason: x, owner: y}]\n", true},
		{"a change without an author", "layer: a\nversion: \"1\"\nextends: g\nchanges: [{rule: r, off: true, reason: x}]\n", false},
		{"a waiver of all products", "layer: a\nversion: \"1\"\nextends: g\nwaivers: [{product: {}, rule: r, reason: x, owner: y}]\n", false},
		{"none of them", "title: A\n", false},
	} {
		if err := validate(t, s, []byte(c.text)); (err == nil) != c.valid {
			t.Errorf("%s: got %v, expected valid: %v", c.name, err, c.valid)
		}
	}
}

// TestFields proves that the schema knows the fields that the loader knows: the loader lists them when it meets one that it
// does not.
func TestFields(t *testing.T) {
	var doc struct {
		Definitions map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"definitions"`
	}
	if err := json.Unmarshal(schema.Rules, &doc); err != nil {
		t.Fatal(err)
	}
	guide, err := microneedling.FS.ReadFile("guide.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const strange = "zzzzzzzzzzzzzzzz"
	for what, c := range map[string]struct{ definition, text string }{
		"a concern file":     {"concernFile", "concern: a\ntitle: A\n" + strange + ": 1\n"},
		"a family":           {"family", "concern: a\ntitle: A\nfamilies: {f: {title: F, " + strange + ": 1}}\n"},
		"a rule":             {"rule", "concern: a\ntitle: A\nrules: [{" + strange + ": 1}]\n"},
		"evidence":           {"evidence", "concern: a\ntitle: A\nrules: [{evidence: {" + strange + ": 1}}]\n"},
		"an example":         {"example", "concern: a\ntitle: A\nexamples: [{" + strange + ": 1}]\n"},
		"an excuse":          {"excuse", "concern: a\ntitle: A\nexcuses: [{" + strange + ": 1}]\n"},
		"an entry of ignore": {"ignored", "concern: a\ntitle: A\nignore: [{" + strange + ": 1}]\n"},
		"a guide file":       {"guideFile", "guide: g\n" + strange + ": 1\n"},
		"a test file":        {"testFile", "tests: t\n" + strange + ": 1\n"},
	} {
		fsys := fstest.MapFS{"guide.yaml": {Data: guide}, "x.yaml": {Data: []byte(c.text)}}
		var problems rules.Problems
		switch c.definition {
		case "guideFile":
			delete(fsys, "guide.yaml")
			_, problems = rules.Check(fsys)
		case "testFile":
			set, _ := rules.Check(fsys, "guide.yaml")
			_, problems = rules.LoadTests(set, fsys, "x.yaml")
		default:
			_, problems = rules.Check(fsys)
		}
		at := slices.IndexFunc(problems, func(p rules.Problem) bool { return p.Code == "unknown-field" })
		if at < 0 {
			t.Errorf("%s: the loader takes any field: %v", what, problems)
			continue
		}
		hint, ok := strings.CutPrefix(problems[at].Hint, "one of: ")
		if !ok {
			t.Errorf("%s: no list of fields in %q", what, problems[at].Hint)
			continue
		}
		want := strings.Split(hint, ", ")
		var got []string
		for name := range doc.Definitions[c.definition].Properties {
			got = append(got, name)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the schema has the fields %v,\nthe loader %v", what, got, want)
		}
	}
}

// TestLints proves that the schema lists every lint that a file may ignore.
func TestLints(t *testing.T) {
	var doc struct {
		Definitions struct {
			Ignored struct {
				Properties struct {
					Code struct{ Enum []string }
				}
			}
		}
	}
	if err := json.Unmarshal(schema.Rules, &doc); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, k := range rules.Kinds() {
		if k.Lint {
			want = append(want, k.Code)
		}
	}
	if got := doc.Definitions.Ignored.Properties.Code.Enum; !slices.Equal(got, want) {
		t.Errorf("the schema lists %v,\nthe loader %v", got, want)
	}
}

// The files that the guides for authors give are what the schema describes.
func TestGuides(t *testing.T) {
	s := compiled(t)
	block := regexp.MustCompile("(?ms)^`[\\w./-]+\\.yaml`:\n\n```yaml\n(.*?)^```$")
	count := 0
	for _, name := range []string{"../rules.md", "../layers.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range block.FindAllSubmatch(text, -1) {
			if err := validate(t, s, m[1]); err != nil {
				t.Errorf("%s: %v\n%s", name, err, m[1])
			}
			count++
		}
	}
	if count < 4 {
		t.Errorf("found %d files only: the test looks for the wrong thing", count)
	}
}
