package rules

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"
)

// files returns a file system with the given files on top of the small rule set's guide.
func files(t testing.TB, more map[string]string) fstest.MapFS {
	t.Helper()
	guide, err := os.ReadFile("testdata/small/guide.yaml")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"guide.yaml": {Data: guide}}
	for name, text := range more {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func small(t testing.TB) *Set {
	t.Helper()
	set, err := Load(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// unmark takes the marks § out of a text and returns where they were: "line:column".
func unmark(text string) (clean string, places []string) {
	var b strings.Builder
	line, column := 1, 1
	for _, r := range text {
		if r == '§' {
			places = append(places, fmt.Sprintf("%d:%d", line, column))
			continue
		}
		b.WriteRune(r)
		if column++; r == '\n' {
			line, column = line+1, 1
		}
	}
	return b.String(), places
}

// concern begins a concern file with two families; rules come behind it.
const concern = `concern: x
title: X
families:
  retinoid: {title: Retinoid, names: [Retinol]}
  acid: {title: Acid, names: [Citric Acid]}
`

// rule is a rule whose condition begins in line 9.
const ruleHead = concern + `rules:
  - id: r
    title: R
`
const ruleTail = `
    verdict: {first: avoid, middle: none, late: none}
    because: of it
`

// Each case is a file with its mistakes marked by §, in the order of their places, and what is said of them.
var mistakes = []struct {
	name, text string
	want       []string // "code: part of the message or hint"
}{
	{"example without expectations", concern + "examples:\n  - §{type: serum, expect: {}}\n  - {type: serum, expect: {first: avoid}}\n", []string{"expects-nothing: whatever the rules say"}},
	{"neither guide nor concern", "§title: x\n", []string{"missing-field: guide: or concern:"}},
	{"not a mapping", "§[1, 2]\n", []string{"type: must be a mapping"}},
	{"unknown field", concern + "§rule: []\n", []string{"unknown-field: did you mean rules?"}},
	{"unknown field of a family", "concern: x\ntitle: X\nfamilies:\n  a: {title: A, §nmaes: [x], names: [y]}\n", []string{"unknown-field: did you mean names?"}},
	{"missing title", "§concern: x\n", []string{"missing-field: lacks the field title"}},
	{"number for text", "concern: x\ntitle: §12\n", []string{"type: YAML reads 12 as a number; put it in quotes"}},
	{"a name cut by its comma", "concern: x\ntitle: X\nfamilies:\n  a: {title: A, names: [§1,2-Hexanediol]}\n", []string{"type: put it in quotes"}},
	{"empty", "concern: x\ntitle: §\"\"\n", []string{"value: title is empty"}},
	{"nothing", "concern: x\ntitle:§\n", []string{"type: title is empty"}},
	{"list for text", "concern: x\ntitle: §[a]\n", []string{"type: title must be a single value, found a list"}},
	{"text for a list", "concern: x\ntitle: X\nfamilies:\n  a: {title: A, names: §Retinol}\n", []string{"type: names must be a list, found \"Retinol\""}},
	{"bad id", "concern: §x y\ntitle: X\n", []string{"id: not an id"}},
	{"duplicate key", "concern: x\ntitle: X\n§title: Y\n", []string{"duplicate-key: in line 2"}},
	{"duplicate family", concern + "  §retinoid: {title: Again}\n", []string{"duplicate-key"}},
	{"anchor", "concern: x\ntitle: §&a X\n", []string{"anchor: not allowed"}},
	{"tag", "concern: x\ntitle: §!!str 12\n", []string{"tag: !!str"}},
	{"second document", "concern: x\ntitle: X\n§---\nconcern: y\n", []string{"document: second"}},
	{"not YAML", "concern: x\n§title: X: Y\n", []string{"syntax: put a text that holds a colon"}},
	{"bool", "concern: x\ntitle: X\nfamilies:\n  a: {title: A, reported: §maybe}\n", []string{"type: true or false"}},
	{"parent", "concern: x\ntitle: X\nfamilies:\n  a: {title: A, of: §b}\n", []string{"unknown-family: there is no family \"b\""}},
	{"own parent", "concern: x\ntitle: X\nfamilies:\n  §a: {title: A, of: b}\n  b: {title: B, of: a}\n", []string{"cycle: family a is part of itself"}},
	{"rule without verdict", concern + "rules:\n  - §id: r\n    title: R\n    when: leave_on\n    because: x\n", []string{"missing-field: lacks the field verdict"}},
	{"note with verdict", ruleHead + "    note: true\n    when: leave_on\n    because: x\n    verdict: §{first: none, middle: none, late: none}\n", []string{"table: only notes"}},
	{"holes", ruleHead + "    when: leave_on\n    because: x\n    verdict: §{first: avoid}\n", []string{"table: middle, late"}},
	{"hole of a skin type", ruleHead + "    when: leave_on\n    because: x\n    verdict: {first: avoid, middle: §{normal: none, dry: none}, late: none}\n", []string{"table: sensitive"}},
	{"names in a table", ruleHead + "    when: leave_on\n    because: x\n    verdict: {first: §avoids, middle: {default: none, §sensetive: avoid}, late: none, §latter: none}\n",
		[]string{"unknown-verdict: did you mean avoid?", "unknown-skin-type: did you mean sensitive?", "unknown-phase: did you mean late?"}},
	{"a rule cannot say not-applicable", ruleHead + "    when: leave_on\n    because: x\n    verdict: {first: §not-applicable, middle: none, late: none}\n", []string{"unknown-verdict: one of: none"}},
	{"statement", concern + "rules:\n  - id: r\n    title: R\n    cites: [calm, §no-active]\n    when: leave_on" + ruleTail, []string{"unknown-statement: did you mean no-actives?"}},
	{"grade", concern + "rules:\n  - id: r\n    title: R\n    evidence: {grade: §E}\n    when: leave_on" + ruleTail, []string{"unknown-evidence-grade: one of: A, D"}},
	{"example", concern + "examples:\n  - {type: §serums, use: §wash, claims: [§oilfree], expect: {first: §none}, fires: [§rr], colour: red}\n",
		[]string{"unknown-product-type: did you mean serum?", "unknown-use: leave-on", "unknown-claim: did you mean oil-free?", "unknown-verdict: suitable", "unknown-rule", "unknown-field: no field \"colour\""}},
	{"example without expectation", concern + "examples:\n  - §{type: serum}\n", []string{"missing-field: expect"}},

	{"family in a condition", ruleHead + `    when: has(§"retinoids") or has(§"acit")` + ruleTail, []string{"unknown-family: did you mean retinoid?", "unknown-family: did you mean acid?"}},
	{"all names at once", ruleHead + `    when: §hass("acid") and §leaveon or is(§"serumm") and §spff > 3` + ruleTail,
		[]string{"unknown-name: did you mean has?", "unknown-name: did you mean leave_on?", "unknown-product-type: did you mean serum?", "unknown-name: did you mean spf?"}},
	{"in double quotes", ruleHead + `    when: "has(\"acid\") and has(§\"acit\")"` + ruleTail, []string{"unknown-family"}},
	{"in single quotes", ruleHead + `    when: 'has("acid") and claims(''oil-free'') and has(§"acit")'` + ruleTail, []string{"unknown-family"}},
	{"in a block", ruleHead + "    when: |\n      has(\"acid\")\n\n        and has(§\"acit\")" + ruleTail, []string{"unknown-family"}},
	{"in a folded block", ruleHead + "    when: >-\n\n      has(\"acid\")\n      and\n      has(§\"acit\")" + ruleTail, []string{"unknown-family"}},
	{"in folded plain text", ruleHead + "    when: has(\"acid\")\n      and\n\n      has(§\"acit\")" + ruleTail, []string{"unknown-family"}},
	{"in folded quotes", ruleHead + "    when: \"has(\\\"acid\\\") \\\n      and\n      has(§\\\"acit\\\")\"" + ruleTail, []string{"unknown-family"}},
	{"behind other characters", ruleHead + "    when: has(§\"säure\") or has(§\"acit\")" + ruleTail, []string{"unknown-family: säure", "unknown-family"}},
	{"syntax", ruleHead + `    when: has("acid") an§d ` + ruleTail, []string{"condition-syntax: unexpected token EOF"}},
	{"syntax, bracket", ruleHead + `    when: (has("acid") and leave_o§n` + ruleTail, []string{"condition-syntax: unexpected token EOF"}},
	{"not a literal", ruleHead + `    when: has(§list)` + ruleTail, []string{"condition-literal: in quotes"}},
	{"percentage", ruleHead + `    when: above("acid", §101) or stated("acid", §"1")` + ruleTail, []string{"condition-literal: 0 to 100", "condition-literal: number"}},
	{"arguments", ruleHead + `    when: §has() or §above("acid")` + ruleTail, []string{"condition-type: one family", "condition-type: a family and a percentage"}},
	{"a number is no truth", ruleHead + `    when: leave_on and §spf` + ruleTail, []string{"condition-type: compared"}},
	{"text is no truth", ruleHead + `    when: leave_on and §'x'` + ruleTail, []string{"condition-type: true or false"}},
	{"flag compared", ruleHead + `    when: §leave_on == true` + ruleTail, []string{"condition-type: needs no comparison"}},
	{"function without brackets", ruleHead + `    when: §has` + ruleTail, []string{"condition-type: is a function"}},
	{"variable with brackets", ruleHead + `    when: §leave_on()` + ruleTail, []string{"condition-type: not a function"}},
	{"compared with text", ruleHead + `    when: spf >= §"30"` + ruleTail, []string{"condition-literal: number"}},
	{"list state", ruleHead + `    when: list == §"hole" or list in ["none", §"part"]` + ruleTail, []string{"unknown-list-state: did you mean whole?", "unknown-list-state: one of"}},
	{"list order", ruleHead + `    when: list §< "whole"` + ruleTail, []string{"condition-type: == and !="}},
	{"arithmetic", ruleHead + `    when: leave_on §+ rinse_off` + ruleTail, []string{"condition-construct: operator +"}},
	{"closure", ruleHead + `    when: '§any([1], # > 0)'` + ruleTail, []string{"condition-construct: any"}},
	{"let", ruleHead + `    when: let §x = true; x` + ruleTail, []string{"condition-construct: let"}},
	{"choice", ruleHead + `    when: 'leave_on ? true : false'` + ruleTail, []string{"condition-construct: choice"}},
	{"pattern", ruleHead + `    when: list §matches "w.*"` + ruleTail, []string{"condition-construct: matches"}},
	{"built-in", ruleHead + `    when: §len(list) > 3` + ruleTail, nil},
	{"clock", ruleHead + `    when: §now() == now()` + ruleTail, nil},
	{"environment", ruleHead + `    when: §$env.leave_on` + ruleTail, nil},
	{"member", ruleHead + `    when: list.§x` + ruleTail, nil},
	{"pipe", ruleHead + `    when: list | len() > 3` + ruleTail, nil},
	{"unguarded SPF", ruleHead + `    when: is("serum") and §spf < 30` + ruleTail, []string{"unguarded: states no SPF; write spf_stated"}},
	{"unguarded SPF behind not", ruleHead + `    when: not (§spf >= 30)` + ruleTail, []string{"unguarded"}},
	{"unguarded pH", ruleHead + `    when: spf_stated and §ph < 4.5` + ruleTail, []string{"unguarded: ph_stated"}},
	{"unguarded count", ruleHead + `    when: §ingredient_count < 5` + ruleTail, []string{"unguarded: list == \"whole\""}},
	{"unguarded beside its own bound", ruleHead + `    when: spf < 50 or §spf >= 30 and ph_stated` + ruleTail, nil},
	{"guarded on the wrong side", ruleHead + `    when: spf_stated or §spf < 30` + ruleTail, []string{"unguarded"}},
}

func TestMistakes(t *testing.T) {
	for _, c := range mistakes {
		t.Run(c.name, func(t *testing.T) {
			text, places := unmark(c.text)
			_, err := Load(files(t, map[string]string{"x.yaml": text}))
			problems, ok := err.(Problems)
			if !ok {
				t.Fatalf("got %v, expected problems", err)
			}
			if c.want == nil { // any refusal will do
				return
			}
			if len(problems) != len(c.want) {
				t.Fatalf("got %d problems, expected %d:\n%v", len(problems), len(c.want), err)
			}
			for i, p := range problems {
				code, part, _ := strings.Cut(c.want[i], ": ")
				if p.Code != code || !strings.Contains(p.Message+"; "+p.Hint, part) {
					t.Errorf("got %q, expected %q", p.Error(), c.want[i])
				}
				if at := fmt.Sprintf("%d:%d", p.Line, p.Column); i < len(places) && at != places[i] {
					t.Errorf("got place %s, expected %s:\n%s\n%s", at, places[i], p.Error(), p.Frame())
				}
				if p.File != "x.yaml" || p.Length < 1 {
					t.Errorf("got file %q, length %d", p.File, p.Length)
				}
			}
		})
	}
}

func TestMistakesOfGuide(t *testing.T) {
	base := string(files(t, nil)["guide.yaml"].Data)
	for _, c := range []struct{ old, new, want string }{
		{"readable: 0.5", "readable: §1.5", "value: from 0 to 1"},
		{"{id: middle, title: Middle, from: 48", "§{id: middle, title: Middle, from: 50", "phases: expected 48"},
		{"from: 0, to: 48", "from: 0", "phases: only the last phase may be open"},
		{"{id: dry, title: Dry}", "§{id: normal, title: Dry}", "duplicate-id: skin type normal"},
		{"use: rinse-off", "use: §rinseoff", "unknown-use: did you mean rinse-off?"},
		{"{id: serum, title: Serum, use: leave-on}", "§{id: serum, title: Serum}", "missing-field: leave-on, rinse-off or either"},
		{"  - {id: avoid, title: Avoid, means: do not use}\n", "", "missing-field: wording of avoid"},
		{"phases: [first]", "phases: [§frist]", "unknown-phase: did you mean first?"},
		{"cites: [water]", "cites: [§watr]", "unknown-statement: did you mean water?"},
		{"version: 1.0.0", "version: §1.0", "type: put it in quotes"},
	} {
		if !strings.Contains(base, c.old) {
			t.Fatalf("the guide has no %q", c.old)
		}
		text, places := unmark(strings.Replace(base, c.old, c.new, 1))
		_, problems := Check(fstest.MapFS{"g.yaml": {Data: []byte(text)}})
		code, part, _ := strings.Cut(c.want, ": ")
		found := slices.ContainsFunc(problems, func(p Problem) bool {
			return p.Code == code && strings.Contains(p.Message+p.Hint, part) && (places == nil || slices.Contains(places, fmt.Sprintf("%d:%d", p.Line, p.Column)))
		})
		if !found {
			t.Errorf("%s: expected %s at %v, got\n%v", c.new, c.want, places, problems)
		}
	}
}

// deeper is a list in a list in a list, each on a line of its own.
func deeper(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i) + "-\n")
	}
	return b.String()
}

func numbered(format string, count int) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// File-level limits, each with its code and place.
func TestLimits(t *testing.T) {
	flat := func(line string, count int) string { return strings.Repeat(line, count) }
	for _, c := range []struct{ name, text, want string }{
		{"too large", "concern: x\n" + flat("# filler\n", MaxFileSize/9), "x.yaml: error [too-large]"},
		{"not UTF-8", "concern: x\ntitle: a\xffb\n", "x.yaml:2:9: error [encoding]: byte 0xff"},
		{"old line ends", "concern: x\ntitle: X\rnote: x", "x.yaml:2:9: error [encoding]: the character U+000D"},
		{"Unicode line ends", "concern: x\ntitle: ä\u2028x\n", "x.yaml:2:9: error [encoding]: the character U+2028"},
		{"anchors", "concern: x\nlist:\n" + flat("  - &a 1\n", 200), "x.yaml:102:5: error [anchor]"},
		{"nesting", "concern: " + flat("[", 40) + flat("]", 40), fmt.Sprintf("x.yaml:1:%d: error [depth]", 10+MaxNesting-1)},
		{"deep flow", "concern: " + flat("[\n", 500_000), "error [syntax]"},
		{"deep block", flat("- ", 4000), "error [depth]"},
		{"deeper and deeper", deeper(1400), "error [depth]"},
		{"long line", "concern: x\ntitle: " + flat("x", 9000), "x.yaml:2:1: error [line-too-long]: the line is 9007 bytes long"},
		{"wrong fields", "concern: x\n" + numbered("field%d: x\n", 60_000), "error [unknown-field]"},
		{"many keys", "concern: x\ntitle: X\nfamilies:\n" + numbered("  f%d: {title: F}\n", 40_000), "error [limit]"},
		{"one key many times", "concern: x\n" + flat("title: x\n", 100_000), "error [duplicate-key]"},
		{"comments", "concern: x\n" + flat("#\n", 500_000), "error [missing-field]"},
		{"wrong conditions", concern + "rules:\n" + numbered("  - {id: r%d, title: R, note: true, because: x, when: 'has(\"retinoi\") or spf < 3'}\n", 12_000), "error [unknown-family]"},
		{"conditions", concern + "rules:\n" + numbered("  - {id: r%d, title: R, note: true, because: x, when: 'has(\"retinoid\") or not (leave_on or rinse_off)'}\n", 7_000), "error [limit]"},
		{"empty", "", "x.yaml: error [syntax]: the file is empty"},
		{"only a comment", "# nothing\n", "x.yaml: error [syntax]: the file is empty"},
		{"long condition", ruleHead + "    when: leave_on" + flat(" or leave_on", 400) + ruleTail, "x.yaml:9:11: error [condition-length]"},
		{"deep condition", ruleHead + "    when: " + flat("(", 65) + "leave_on" + flat(")", 65) + ruleTail, "x.yaml:9:75: error [condition-depth]"},
		{"nots", ruleHead + "    when: " + flat("not ", 70) + "leave_on" + ruleTail, "error [condition-depth]"},
		{"bangs", ruleHead + "    when: leave_on and " + flat("!", 70) + "leave_on" + ruleTail, "error [condition-depth]"},
		{"nodes", ruleHead + "    when: 1" + flat("+1", 1500) + ruleTail, "error [condition-syntax]: compilation failed: expression exceeds maximum allowed nodes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			_, err := Load(files(t, map[string]string{"x.yaml": c.text}))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %.300v, expected %s", err, c.want)
			}
			took := time.Since(began)
			if t.Logf("took %s", took); took > tooLong {
				t.Error("took too long")
			}
		})
	}
}

func TestManyFamiliesAndQuantities(t *testing.T) {
	var families, rules strings.Builder
	for i := range MaxFamilies + 1 {
		fmt.Fprintf(&families, "  f%d: {title: F}\n", i)
	}
	for i := range MaxQuantities + 1 {
		fmt.Fprintf(&rules, "  - {id: r%d, title: R, because: x, note: true, when: 'above(\"f0\", %d)'}\n", i, i)
	}
	_, err := Load(files(t, map[string]string{"x.yaml": "concern: x\ntitle: X\nfamilies:\n" + families.String() + "rules:\n" + rules.String()}))
	problems, _ := err.(Problems)
	if len(problems) != 2 || problems[0].Code != "limit" || problems[1].Code != "limit" {
		t.Errorf("got %v, expected two limits", err)
	}
}

func TestLineEndsOfWindows(t *testing.T) {
	text, places := unmark(ruleHead + "    when: |\n      leave_on\n      and has(§\"acit\")" + ruleTail)
	_, problems := Check(files(t, map[string]string{"x.yaml": strings.ReplaceAll(text, "\n", "\r\n")}))
	if len(problems) != 1 || fmt.Sprintf("%d:%d", problems[0].Line, problems[0].Column) != places[0] || strings.Contains(problems[0].Frame(), "\r") {
		t.Errorf("got %v, expected one at %v", problems, places)
	}
}

func TestTotalSize(t *testing.T) {
	big := "concern: x\ntitle: X\n" + strings.Repeat("# filler\n", MaxFileSize/9-10)
	more := map[string]string{}
	for i := range MaxTotal/len(big) + 2 {
		more[fmt.Sprintf("x%02d.yaml", i)] = strings.Replace(big, "x", fmt.Sprintf("x%d", i), 1)
	}
	_, err := Load(files(t, more))
	problems, _ := err.(Problems)
	if len(problems) != 1 || problems[0].Code != "too-large" || !strings.Contains(problems[0].Message, "16 MiB") {
		t.Errorf("got %v", err)
	}
}

func TestMistakesOfAllFilesAtOnce(t *testing.T) {
	_, err := Load(files(t, map[string]string{
		"a.yaml": "concern: a\ntitle: A\nfamlies: {}\n",
		"b.yaml": "concern: a\ntitle: B\n",
		"z.yaml": "guide: c\n",
		"d.yaml": "concern: d\nfamilies: {from-d: {}}\nrules: [{when: has(\"from-f\")}]\ntitle: \"\n",
		"e.yaml": strings.Replace(ruleHead, "concern: x", "concern: e", 1) + `    when: has("from-d") and has("from-f") and spff > 1` + ruleTail,
	}))
	want := []string{"a.yaml:3:1: error [unknown-field]", "b.yaml:1:1: error [duplicate-id]",
		"d.yaml: warning [not-checked]: other files name what this one may declare, which was not checked: from-d;", "d.yaml:4:1: error [syntax]",
		"e.yaml:9:33: error [unknown-family]", "e.yaml:9:47: error [unknown-name]", "z.yaml:1:1: error [duplicate-guide]"}
	problems, _ := err.(Problems)
	if len(problems) != len(want) {
		t.Fatalf("got %v", err)
	}
	for i, p := range problems {
		if !strings.HasPrefix(p.Error(), want[i]) {
			t.Errorf("got %s, expected %s", p.Error(), want[i])
		}
	}
}

// A guide that cannot be read hides neither the mistakes of the other files, nor makes up any.
func TestMistakesBesideABrokenGuide(t *testing.T) {
	text, _ := unmark(ruleHead + "    when: has(\"acit\") and is(\"serum\") and claims(\"vegan\") and spff > 1\n    verdcit: none" + ruleTail)
	for name, guide := range map[string]string{"syntax": "guide: g\n\ttitle: X\n", "without phases": "guide: g\ntitle: X\n", "alias": "guide: &x g\n"} {
		_, problems := Check(fstest.MapFS{"guide.yaml": {Data: []byte(guide)}, "x.yaml": {Data: []byte(text)}})
		var codes []string
		for _, p := range problems {
			if p.File == "x.yaml" {
				codes = append(codes, p.Code)
			}
		}
		want := []string{"unknown-family", "unknown-name", "unknown-field"}
		if name == "without phases" { // what it says is all there is
			want = []string{"unknown-family", "unknown-claim", "unknown-name", "unknown-field"}
		}
		if !slices.Equal(codes, want) {
			t.Errorf("guide with %s: got %v", name, problems)
		}
	}
}

// A part that is left out because it stands twice, or under a misspelt key, may declare what others name.
func TestPartOfAFileLeftOut(t *testing.T) {
	for name, second := range map[string]string{
		"twice":    "concern: y\ntitle: Y\nfamilies: {a: {title: A}}\nfamilies: {b: {title: B}}\n",
		"misspelt": "concern: y\ntitle: Y\nfamlies: {b: {title: B}}\n",
		"behind":   "concern: y\ntitle: Y\n---\nfamilies: {b: {title: B}}\n",
		"neither":  "konzern: y\nfamilies: {b: {title: B}}\n",
	} {
		_, problems := Check(files(t, map[string]string{"x.yaml": ruleHead + `    when: has("b")` + ruleTail, "y.yaml": second}))
		if len(problems.Errors()) != 1 || problems[0].File != "y.yaml" || len(problems.Warnings()) != 1 {
			t.Errorf("%s: got %v", name, problems)
		}
	}
}

func TestNoGuide(t *testing.T) {
	_, err := Load(fstest.MapFS{"x.yaml": {Data: []byte("concern: x\ntitle: X\n")}})
	if err == nil || !strings.Contains(err.Error(), "[no-guide]") {
		t.Errorf("got %v", err)
	}
	if _, err = Load(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), "found 0 rule files") {
		t.Errorf("got %v", err)
	}
	if _, err = Load(fstest.MapFS{}, "missing.yaml"); err == nil || !strings.Contains(err.Error(), "missing.yaml: error [read]") {
		t.Errorf("got %v", err)
	}
}

func TestFrame(t *testing.T) {
	_, err := Load(files(t, map[string]string{"x.yaml": ruleHead + "    when: has(\"säure\") or\thas(\"acit\")" + ruleTail}))
	problems := err.(Problems)
	want := "9 |     when: has(\"säure\") or has(\"acit\")\n  |                               ^^^^^^\n"
	if got := problems[1].Frame(); got != want {
		t.Errorf("got\n%s\nexpected\n%s", got, want)
	}
	long := Problem{Line: 3, Column: 500, Length: 4, Text: strings.Repeat("x", 499) + "§§§§" + strings.Repeat("y", 500)}
	lines := strings.Split(long.Frame(), "\n")
	if !strings.Contains(lines[0], "§§§§") || utf8.RuneCountInString(lines[0]) > maxFrame+4 || strings.Index(lines[1], "^^^^") != strings.Index(lines[0], "§") {
		t.Errorf("got\n%s", long.Frame())
	}
}

func TestLoaded(t *testing.T) {
	s := small(t)
	if len(s.Digest) != 64 || !regexp.MustCompile(`^[0-9a-f]+$`).MatchString(s.Digest) {
		t.Errorf("got digest %q", s.Digest)
	}
	aha, ok := s.FamilyIndex("aha")
	acid, _ := s.FamilyIndex("acid")
	if f := s.Families[aha]; !ok || f.Parent != acid || !f.Reported || s.Families[acid].Reported || f.File != "actives.yaml" || f.Line != 13 {
		t.Errorf("got %+v", f)
	}
	r, _ := s.RuleIndex("retinoid")
	rule := s.Rules[r]
	if want := []Verdict{Avoid, Avoid, Avoid, Caution, Caution, Avoid, Silent, Silent, Silent}; !slices.Equal(rule.Table, want) {
		t.Errorf("got table %v", rule.Table)
	}
	if rule.Evidence != "A" || rule.EvidenceSource != "a trial" || rule.File != "actives.yaml" || rule.Line != 20 || !slices.Equal(rule.Cites, []string{"no-actives"}) {
		t.Errorf("got %+v", rule)
	}
	t1, _ := s.RuleIndex("trace")
	if tr := s.Rules[t1]; !slices.Equal(tr.Families, []int{acid}) || tr.Quantities != nil {
		t.Errorf("evidence: got families %v, quantities %v; a question behind not is no evidence", tr.Families, tr.Quantities)
	}
	a1, _ := s.RuleIndex("aha")
	if want := []Quantity{{Above, aha, 1}, {Stated, aha, 0.5}}; !slices.Equal(s.Quantities, want) || !slices.Equal(s.Rules[a1].Quantities, []int{0, 1}) {
		t.Errorf("got quantities %v of %v", s.Rules[a1].Quantities, s.Quantities)
	}
	if l, _ := s.RuleIndex("long-list"); s.Rules[l].Table != nil {
		t.Error("a rule that only notes has a table")
	}
	if mask := s.Guide.Types[3]; !mask.LeaveOn || !mask.RinseOff || !mask.Applies || s.Guide.Types[4].Applies {
		t.Errorf("got types %+v", s.Guide.Types)
	}
	if a := s.Guide.Advice; !slices.Equal(a[0].Phases, []int{0}) || !slices.Equal(a[1].Phases, []int{0, 1, 2}) {
		t.Errorf("got advice %+v", a)
	}
	e := s.Examples[1]
	if e.Fields["spf"] != "30" || e.Fields["claims"] != "oil-free" || e.Expect[0] != Suitable || e.Expect[3] != Silent || !slices.Equal(e.Silent, []string{"low-spf"}) || e.Line != 47 {
		t.Errorf("got example %+v", e)
	}
	if _, ok := e.Fields["brand"]; ok {
		t.Error("a field that is not written is there")
	}
}

func TestWarnings(t *testing.T) {
	note := func(id, when string) string {
		return "  - {id: " + id + ", title: R, because: x, note: true, when: '" + when + "'}\n"
	}
	text := concern + `  salt: {title: Salt, names: [Salt | Sea Salt | SALT, salt, Sea Salt], reported: false}
  citric: {title: Citric, of: acid, reported: false}
rules:
  - {id: quiet, title: Q, because: x, when: leave_on, verdict: {first: none, middle: none, late: none}}
` + note("never1", `has("acid") and not has("acid")`) + note("never2", `spf_stated and spf < 15 and spf > 30`) +
		note("never3", `broad_spectrum and narrow_spectrum`) + note("never4", `has("citric") and not has("acid")`) +
		note("always1", `leave_on or not leave_on`) + note("always2", `list == "none" or list != "none"`) + note("always3", `not spf_stated or spf < 30 or spf >= 30`) +
		note("fine1", `spf >= 15 and spf <= 15`) + note("fine2", `ph > 4.5 and ph < 4.52`) + note("fine3", `has("retinoid") or has("acid")`)
	set, problems := Check(files(t, map[string]string{"x.yaml": text}))
	want := []string{"unused-family", "duplicate-name", "duplicate-name", "says-nothing", "never-fires", "never-fires", "never-fires", "never-fires", "always-fires", "always-fires", "always-fires"}
	var got []string
	for _, p := range problems {
		if p.Severity != Warning || p.Line < 6 {
			t.Errorf("got %s", p.Error())
		}
		got = append(got, p.Code)
	}
	if set == nil || !slices.Equal(got, want) {
		t.Errorf("got\n%v\nexpected %v", problems, want)
	}
	if _, problems := Check(os.DirFS("testdata/small")); len(problems) > 0 {
		t.Errorf("got %v", problems)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"retinoid", "fragrance", "fragrance-allergen", "leave_on", "spf"}
	for found, want := range map[string]string{
		"retinoids": "retinoid", "retniod": "retinoid", "Fragrance": "fragrance", "fragance-alergen": "fragrance-allergen",
		"leaveOn": "leave_on", "sfp": "spf", "zinc": "", "x": "", "": "", strings.Repeat("retinoid", 20): "",
	} {
		if got := nearest(found, names); got != want {
			t.Errorf("nearest(%q): got %q, expected %q", found, got, want)
		}
	}
}

// What is reported is bounded, which is said, and warnings take no mistake's place.
func TestBoundOfProblems(t *testing.T) {
	var b strings.Builder
	b.WriteString("concern: x\ntitle: X\nfamilies:\n")
	for i := range 30 {
		fmt.Fprintf(&b, "  f%d:\n    title: F\n    names:\n", i)
		for j := range 50 {
			fmt.Fprintf(&b, "      - Same %d\n      - Same %d | Other\n", j, j)
		}
	}
	mistake := func(x *Linter) { x.Family(Error, 0, Names, "Same 1", "exclusive-name", "a mistake at last", "") }
	set, problems := Lint(files(t, map[string]string{"x.yaml": b.String()}), mistake)
	if set != nil || len(problems.Errors()) != 1 || len(problems) != maxProblems+2 {
		t.Errorf("got %d problems, %d of them mistakes", len(problems), len(problems.Errors()))
	}
	if !slices.ContainsFunc(problems, func(p Problem) bool { return p.Code == "limit" }) {
		t.Error("nothing says that there are more")
	}
}
