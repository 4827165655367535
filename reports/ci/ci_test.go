package ci

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// sample is a report with everything that can go wrong in a format: other scripts, quotes, markup, line ends, control
// characters, an issue of no file and one of a whole file.
func sample() *Report {
	r := &Report{
		Tool: "screen rules check", Version: "1.2.3",
		Cases: []Case{{Name: "rules/a.yaml", File: "rules/a.yaml"}, {Name: "rules/fine #1.yaml", File: "rules/fine #1.yaml"}, {Name: "example 3", Group: "acids", File: "rules/a.yaml", Line: 30}},
		Kinds: []Kind{{Code: "table", Title: "A hole", Help: "Fill it."}},
	}
	r.Add(
		Issue{Severity: Error, Code: "table", Message: "says nothing of 100%, late", Hint: "write: none", File: "/repo/rules/a.yaml", Line: 12, Column: 5, EndColumn: 9, Snippet: "    x: グリコール酸"},
		Issue{Severity: Warning, Code: "shadowed", Message: "<b>&\"quoted\"</b> \x01\nsecond line", File: "/repo/rules/a.yaml", Line: 3},
		Issue{Severity: Error, Code: "failed", Message: "expected avoid, found caution", Details: "phase  skin\nfirst  dry\n", File: "rules/a.yaml", Line: 30, Case: "example 3"},
		Issue{Severity: Note, Code: "odd name", Message: "of a whole file", File: `rules\b c:d.yaml`},
		Issue{Severity: Error, Code: "nothing", Message: "of no file"},
	)
	r.Issues[0].File = "/repo/rules/a.yaml"
	r.Cases[0].File = "/repo/rules/a.yaml"
	return r
}

func written(t *testing.T, format string, r *Report, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, r, o); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.String()
}

var root = Options{Root: "/repo"}

func TestText(t *testing.T) {
	got := written(t, "text", sample(), Options{})
	for _, want := range []string{
		"/repo/rules/a.yaml:12:5: error [table]: says nothing of 100%, late; write: none\n",
		"error [failed]: expected avoid, found caution\nphase  skin\nfirst  dry\n",
		"\nerror [nothing]: of no file\n",
		"\n3 errors, 1 warning, 1 note (3 checked)\n",
	} {
		if !strings.Contains("\n"+got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.ContainsRune(got, '\x01') {
		t.Error("a control character reaches the terminal")
	}
}

// TestCap proves that text alone is capped, and says so.
func TestCap(t *testing.T) {
	for _, format := range Formats() {
		got := written(t, format, sample(), Options{Max: 2})
		all := strings.Contains(got, "of no file")
		if format == "text" && (all || !strings.Contains(got, "… and 3 more")) || format != "text" && !all {
			t.Errorf("%s: %s", format, got)
		}
	}
}

func TestJSON(t *testing.T) {
	var got jsonReport
	d := json.NewDecoder(strings.NewReader(written(t, "json", sample(), root)))
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if want := (jsonSummary{Errors: 3, Warnings: 1, Notes: 1, Cases: 5, Failed: 3}); got.Summary != want {
		t.Errorf("got %+v, expected %+v", got.Summary, want)
	}
	if i := got.Issues[0]; i.File != "rules/a.yaml" || i.Line != 12 || i.Column != 5 || i.EndColumn != 9 || len(i.Fingerprint) != 32 {
		t.Errorf("got %+v", i)
	}
	empty := written(t, "json", &Report{Tool: "x"}, Options{})
	if !strings.Contains(empty, `"issues": []`) || !strings.Contains(empty, `"cases": []`) {
		t.Errorf("empty lists must be lists: %s", empty)
	}
}

// sarifSchema is what GitHub asks of SARIF beyond the standard, and the part of the standard that is written; nothing else
// is allowed, so that a new field must be looked up first.
const sarifSchema = `{
"type": "object", "additionalProperties": false, "required": ["$schema", "version", "runs"],
"properties": {"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "minItems": 1, "maxItems": 20, "items": {"$ref": "#/$defs/run"}}},
"$defs": {
 "text": {"type": "object", "additionalProperties": false, "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
 "level": {"enum": ["none", "note", "warning", "error"]},
 "run": {"type": "object", "additionalProperties": false, "required": ["tool", "results"], "properties": {
  "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
  "tool": {"type": "object", "additionalProperties": false, "required": ["driver"], "properties": {"driver": {
   "type": "object", "additionalProperties": false, "required": ["name", "rules"], "properties": {
    "name": {"type": "string", "minLength": 1}, "semanticVersion": {"type": "string"},
    "rules": {"type": "array", "maxItems": 25000, "uniqueItems": true, "items": {
     "type": "object", "additionalProperties": false, "required": ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"], "properties": {
      "id": {"type": "string", "minLength": 1, "maxLength": 255},
      "shortDescription": {"$ref": "#/$defs/text"}, "fullDescription": {"$ref": "#/$defs/text"}, "help": {"$ref": "#/$defs/text"},
      "defaultConfiguration": {"type": "object", "additionalProperties": false, "required": ["level"], "properties": {"level": {"$ref": "#/$defs/level"}}}}}}}}}},
  "results": {"type": "array", "items": {"type": "object", "additionalProperties": false,
   "required": ["ruleId", "ruleIndex", "level", "message", "partialFingerprints"], "properties": {
   "ruleId": {"type": "string", "minLength": 1}, "ruleIndex": {"type": "integer", "minimum": 0}, "level": {"$ref": "#/$defs/level"}, "message": {"$ref": "#/$defs/text"},
   "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}, "required": ["primaryLocationLineHash"]},
   "locations": {"type": "array", "minItems": 1, "maxItems": 10, "items": {"type": "object", "additionalProperties": false, "required": ["physicalLocation"], "properties": {"physicalLocation": {
    "type": "object", "additionalProperties": false, "required": ["artifactLocation", "region"], "properties": {
     "artifactLocation": {"type": "object", "additionalProperties": false, "required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference", "pattern": "^[^\\\\ ]+$"}}},
     "region": {"type": "object", "additionalProperties": false, "required": ["startLine"], "properties": {
      "startLine": {"type": "integer", "minimum": 1}, "startColumn": {"type": "integer", "minimum": 1}, "endColumn": {"type": "integer", "minimum": 1}, "snippet": {"$ref": "#/$defs/text"}}}}}}}}}}}}}
}}`

func validate(t *testing.T, schema, text string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestSARIF(t *testing.T) {
	text := written(t, "sarif", sample(), root)
	validate(t, sarifSchema, text)
	empty := written(t, "sarif", &Report{Tool: "x"}, Options{})
	validate(t, sarifSchema, empty)
	var log sarifLog
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule index %d is not of %s", r.RuleIndex, r.RuleID)
		}
	}
	var uris []string
	for _, r := range run.Results {
		for _, l := range r.Locations {
			uris = append(uris, l.Physical.Artifact.URI)
		}
	}
	if want := []string{"rules/a.yaml", "rules/a.yaml", "rules/a.yaml", "rules/b%20c:d.yaml"}; !slices.Equal(uris, want) {
		t.Errorf("got %q, expected %q", uris, want)
	}
	if at := slices.IndexFunc(run.Tool.Driver.Rules, func(k sarifRule) bool { return k.ID == "table" }); at < 0 || run.Tool.Driver.Rules[at].Help.Text != "Fill it." {
		t.Errorf("got %+v", run.Tool.Driver.Rules)
	}
}

// TestSARIFStandard validates against the schema of the standard, where SARIF_SCHEMA says which file that is.
func TestSARIFStandard(t *testing.T) {
	path := os.Getenv("SARIF_SCHEMA")
	if path == "" {
		t.Skip("SARIF_SCHEMA names no schema of SARIF 2.1.0")
	}
	schema, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	validate(t, string(schema), written(t, "sarif", sample(), root))
	validate(t, string(schema), written(t, "sarif", &Report{Tool: "x"}, Options{}))
}

func TestJUnit(t *testing.T) {
	var got junitSuites
	text := written(t, "junit", sample(), root)
	if err := xml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if got.Tests != 5 || got.Failures != 3 || len(got.Suites) != 2 {
		t.Errorf("got %d tests, %d failures, %d suites", got.Tests, got.Failures, len(got.Suites))
	}
	tests, failures := 0, 0
	for _, s := range got.Suites {
		if s.Tests != len(s.Cases) {
			t.Errorf("suite %s: %d tests, %d cases", s.Name, s.Tests, len(s.Cases))
		}
		for _, c := range s.Cases {
			if tests++; c.Failure != nil {
				failures++
			}
		}
	}
	if tests != got.Tests || failures != got.Failures {
		t.Errorf("the sums are wrong: %d of %d, %d of %d", tests, got.Tests, failures, got.Failures)
	}
	first := got.Suites[0].Cases[0]
	if first.File != "rules/a.yaml" || first.Failure == nil || first.Failure.Type != "table" || !strings.Contains(first.Output, `<b>&"quoted"</b>`) || strings.ContainsRune(text, '\x01') {
		t.Errorf("got %+v", first)
	}
	if fine := got.Suites[0].Cases[1]; fine.Failure != nil || fine.Name != "rules/fine #1.yaml" {
		t.Errorf("got %+v", fine)
	}
}

func TestGitHub(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(written(t, "github", sample(), root)), "\n")
	want := []string{
		"::error file=rules/a.yaml,line=12,col=5,endColumn=9,title=table::says nothing of 100%25, late; write: none",
		"::warning file=rules/a.yaml,line=3,title=shadowed::<b>&\"quoted\"</b> \x01%0Asecond line",
		"::error file=rules/a.yaml,line=30,title=failed::expected avoid, found caution%0Aphase  skin%0Afirst  dry",
		"::notice file=rules/b c%3Ad.yaml,title=odd name::of a whole file",
		"::error title=nothing::of no file",
		"3 errors, 1 warning, 1 note (3 checked)",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nexpected\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

func TestGitLab(t *testing.T) {
	text := written(t, "gitlab", sample(), root)
	validate(t, `{"type": "array", "uniqueItems": true, "items": {"type": "object", "required": ["description", "check_name", "fingerprint", "severity", "location"], "additionalProperties": false, "properties": {
"description": {"type": "string", "minLength": 1}, "check_name": {"type": "string", "minLength": 1}, "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
"severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
"location": {"type": "object", "required": ["path", "lines"], "properties": {"path": {"type": "string", "pattern": "^[^/]"}, "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}}}}}}`, text)
	if got := written(t, "gitlab", &Report{}, Options{}); strings.TrimSpace(got) != "[]" {
		t.Errorf("got %q for an empty report", got)
	}
}

// TestTAP reads the output as a harness does: a version, a plan, that many points in order, each diagnostic a YAML block.
func TestTAP(t *testing.T) {
	text := written(t, "tap", sample(), root)
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if lines[0] != "TAP version 14" || lines[1] != "1..5" {
		t.Fatalf("got %q", lines[:2])
	}
	point := regexp.MustCompile(`^(ok|not ok) (\d+) - (.*)$`)
	var status []string
	var block []string
	inside := false
	for _, line := range lines[2:] {
		switch m := point.FindStringSubmatch(line); {
		case line == "  ---":
			inside, block = true, nil
		case line == "  ...":
			inside = false
			var v struct {
				Issues []struct{ Severity, Code, Message, At string }
			}
			if err := yaml.Unmarshal([]byte(strings.Join(block, "\n")), &v); err != nil || len(v.Issues) == 0 || v.Issues[0].Message == "" {
				t.Errorf("not a YAML block: %v\n%s", err, strings.Join(block, "\n"))
			}
		case inside:
			block = append(block, line)
		case m == nil:
			t.Errorf("not a line of TAP: %q", line)
		default:
			status = append(status, m[1])
			if m[2] != strconv.Itoa(len(status)) {
				t.Errorf("point %s out of order", m[2])
			}
		}
	}
	if want := []string{"not ok", "ok", "not ok", "ok", "not ok"}; !slices.Equal(status, want) {
		t.Errorf("got %q, expected %q", status, want)
	}
	if !strings.Contains(text, `ok 2 - rules/fine \#1.yaml`) {
		t.Error("a # in a name begins a directive")
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := Write(&bytes.Buffer{}, "xml", sample(), Options{}); err == nil || !strings.Contains(err.Error(), "junit") {
		t.Errorf("got %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteError(t *testing.T) {
	for _, format := range Formats() {
		if err := Write(brokenWriter{}, format, sample(), Options{}); err == nil {
			t.Errorf("%s: no error from a writer that fails", format)
		}
	}
}

func TestFingerprints(t *testing.T) {
	issue := func(code, file, snippet, message string, line int) Issue {
		return Issue{Code: code, File: file, Snippet: snippet, Message: message, Line: line}
	}
	base := []Issue{issue("a", "f", "x: y", "m", 1), issue("a", "f", "x: y", "m", 9), issue("b", "f", "x: y", "m", 1), issue("a", "g", "x: y", "m", 1), issue("a", "f", "", "m1", 1), issue("a", "f", "", "m2", 1)}
	prints := Fingerprints(base, Options{})
	for i := range prints {
		if slices.Contains(prints[:i], prints[i]) {
			t.Errorf("issue %d has the fingerprint of another", i)
		}
	}
	moved := slices.Clone(base)
	for i := range moved {
		moved[i].Line += 100
		moved[i].Column = 7
		if moved[i].Snippet != "" {
			moved[i].Snippet = "  " + moved[i].Snippet
			moved[i].Message = "declared in line 101"
		}
	}
	if got := Fingerprints(moved, Options{}); !slices.Equal(got, prints) {
		t.Error("fingerprints change when lines move")
	}
	if Fingerprints([]Issue{issue("a", "/repo/f", "x: y", "m", 1)}, root)[0] != prints[0] {
		t.Error("fingerprints depend on where the repository is")
	}
}

func TestBaseline(t *testing.T) {
	r := sample()
	var b bytes.Buffer
	if err := WriteBaseline(&b, r.Issues, root); err != nil {
		t.Fatal(err)
	}
	base, err := ReadBaseline(bytes.NewReader(b.Bytes()))
	if err != nil || len(base.Issues) != len(r.Issues) {
		t.Fatalf("got %v, %v", base, err)
	}
	r.Add(Issue{Severity: Error, Code: "new", Message: "new"})
	r.Issues = r.Issues[1:] // the first one is solved
	solved := base.Apply(r, root)
	if len(r.Issues) != 1 || r.Issues[0].Code != "new" || r.Known != 4 || len(solved) != 1 || solved[0].Code != "table" {
		t.Errorf("got %v, %d known, solved %v", r.Issues, r.Known, solved)
	}
	if got := written(t, "text", r, Options{}); !strings.Contains(got, "4 more in the baseline") {
		t.Errorf("what the baseline hides is not told: %s", got)
	}
	for _, text := range []string{"", "{", "[]", `{"issues": [{"code": "x"}]}`, `{"issuse": []}`} {
		if _, err := ReadBaseline(strings.NewReader(text)); err == nil {
			t.Errorf("%q is taken for a baseline", text)
		}
	}
}

// FuzzFormats proves that no text of an issue breaks a format.
func FuzzFormats(f *testing.F) {
	f.Add("message", "file.yaml", "snippet", 1)
	f.Add("a\r\n::error::x\x00", "../a,b:c%.yaml", "]]>", -1)
	f.Fuzz(func(t *testing.T, message, file, snippet string, line int) {
		r := &Report{Tool: "t", Cases: []Case{{Name: file, File: file}}}
		r.Add(Issue{Code: "c", Message: message, File: file, Snippet: snippet, Line: max(line, 0), Details: message})
		for _, format := range []string{"json", "sarif", "gitlab"} {
			if text := written(t, format, r, Options{}); !json.Valid([]byte(text)) {
				t.Errorf("%s: %s", format, text)
			}
		}
		if err := xml.Unmarshal([]byte(written(t, "junit", r, Options{})), &junitSuites{}); err != nil {
			t.Error(err)
		}
		if lines := strings.Count(written(t, "github", r, Options{}), "\n"); lines != 2 {
			t.Errorf("%d lines for one issue and the sum", lines)
		}
		for _, line := range strings.Split(written(t, "tap", r, Options{}), "\n") {
			if strings.HasPrefix(line, "ok") || strings.HasPrefix(line, "Bail out") {
				t.Errorf("an issue forges a line: %s", fmt.Sprintf("%q", line))
			}
		}
	})
}

// A file beside the root whose name begins as that of the root is not below it.
func TestLocation(t *testing.T) {
	for _, c := range [][3]string{
		{"/a/b/c.yaml", "/a/b", "c.yaml"}, {"/a/bc/c.yaml", "/a/b", "/a/bc/c.yaml"}, {"./c.yaml", "/a/b", "c.yaml"},
		{"/a/c.yaml", "/", "a/c.yaml"}, {`C:\a\c.yaml`, `C:\a`, "c.yaml"}, {"c.yaml", "", "c.yaml"},
	} {
		if got := location(c[0], Options{Root: c[1]}); got != c[2] {
			t.Errorf("%s in %s: got %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
