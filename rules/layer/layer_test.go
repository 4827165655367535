package layer_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"screen/rules"
	"screen/rules/layer"
)

// small is the guide and a concern that layers are laid on.
func small() layer.Files {
	return layer.Files{{Name: "guide.yaml", Text: []byte(guide)}, {Name: "sub/scent.yaml", Text: []byte(scent)}}
}

const guide = `guide: small
title: Small
version: "1.0"
readable: 0.5
phases: [{id: first, title: First, from: 0, to: 48}, {id: later, title: Later, from: 48}]
skin_types: [{id: normal, title: Normal}, {id: sensitive, title: Sensitive}]
types: [{id: serum, title: Serum, use: leave-on}]
verdicts:
  - {id: recommended, title: R, means: r}
  - {id: suitable, title: S, means: s}
  - {id: caution, title: C, means: c}
  - {id: avoid, title: A, means: a}
  - {id: unknown, title: U, means: u}
  - {id: not-applicable, title: N, means: n}
`

const scent = `# Scent of all kinds.
concern: scent
title: Scent
families:
  scent:
    title: Scent
    names: [Parfum | Fragrance] # the common ones
rules:
  - id: scent
    title: Scent
    when: has("scent")
    verdict: {first: avoid, later: {default: none, sensitive: caution}}
    because: It irritates.
  - id: scent-note
    title: Scent, noted
    when: has("scent")
    note: true
    because: For information.
examples:
  - {type: serum, ingredients: "Aqua, Parfum", expect: {first: avoid}, fires: [scent, scent-note]}
`

func load(t testing.TB, o layer.Options, texts ...string) (*layer.Loaded, error) {
	t.Helper()
	var layers []layer.File
	for i, text := range texts {
		layers = append(layers, layer.File{Name: fmt.Sprintf("layer%d.yaml", i+1), Text: []byte(text)})
	}
	return layer.Load(small(), layers, o)
}

func rule(t testing.TB, s *rules.Set, id string) *rules.Rule {
	t.Helper()
	i, ok := s.RuleIndex(id)
	if !ok {
		t.Fatalf("no rule %s", id)
	}
	return &s.Rules[i]
}

// head is the head of a layer on the small guide.
const head = "layer: mine\nversion: \"2\"\nextends: small\n"

func TestChanges(t *testing.T) {
	loaded, err := load(t, layer.Options{}, head+`changes:
  - rule: scent
    set: {verdict: {later: avoid}, because: Ours.}
    reason: r
    author: a
  - {rule: scent-note, off: true, reason: r, author: a}
  - {family: scent, add: {names: [Linalool]}, reason: r, author: a}
  - concern: water
    title: Water
    families: {water: {title: Water, names: [Aqua]}}
    reason: r
    author: a
`)
	if err != nil {
		t.Fatal(err)
	}
	s := loaded.Set
	r := rule(t, s, "scent")
	if r.Because != "Ours." || r.Title != "Scent" {
		t.Errorf("texts: %q, %q", r.Because, r.Title)
	}
	for cell, v := range r.Table {
		if v != rules.Avoid {
			t.Errorf("cell %d: %v, want avoid: the row that is set replaces the row, others stay", cell, v)
		}
	}
	if _, ok := s.RuleIndex("scent-note"); ok {
		t.Error("a rule that is off is there")
	}
	if len(s.Examples) != 1 || len(s.Examples[0].Fires) != 1 {
		t.Errorf("examples still name the rule that is off: %+v", s.Examples)
	}
	i, _ := s.FamilyIndex("scent")
	if got := strings.Join(s.Families[i].Names, ", "); got != "Parfum | Fragrance, Linalool" {
		t.Errorf("names: %s", got)
	}
	if _, ok := s.FamilyIndex("water"); !ok {
		t.Error("the new concern is not there")
	}
	if s.Guide.ID != "mine" || s.Guide.Version != "2 on small 1.0" {
		t.Errorf("the set is %s, version %s", s.Guide.ID, s.Guide.Version)
	}
	if !strings.Contains(string(loaded.Files[1].Text), "# the common ones") {
		t.Errorf("comments are lost:\n%s", loaded.Files[1].Text)
	}
	if r.File != "sub/scent.yaml" || r.Line != 9 {
		t.Errorf("rule scent is at %s:%d", r.File, r.Line)
	}
}

// TestMistakes holds that every mistake is reported at its place in the layer.
func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"no such rule":     {"changes: [{rule: sent, off: true, reason: r, author: a}]\n", "layer1.yaml:4:18: error [unknown-rule]"},
		"no such family":   {"changes: [{family: sent, add: {names: [A]}, reason: r, author: a}]\n", "layer1.yaml:4:20: error [unknown-family]"},
		"no such field":    {"changes: [{rule: scent, set: {wen: x}, reason: r, author: a}]\n", "layer1.yaml:4:31: error [unknown-field]"},
		"no reason":        {"changes: [{rule: scent, off: true, author: a}]\n", "lacks the field reason"},
		"no author":        {"changes: [{rule: scent, off: true, reason: r}]\n", "lacks the field author"},
		"nothing":          {"changes: [{rule: scent, reason: r, author: a}]\n", "this change changes nothing"},
		"two things":       {"changes: [{rule: scent, family: scent, off: true, reason: r, author: a}]\n", "a change is of one thing"},
		"no thing":         {"changes: [{off: true, reason: r, author: a}]\n", "names neither a rule"},
		"family off":       {"changes: [{family: scent, off: true, reason: r, author: a}]\n", "only a rule can be switched off"},
		"wrong condition":  {"changes:\n  - rule: scent\n    set:\n      when: has(\"sent\")\n    reason: r\n    author: a\n", "layer1.yaml:7:17: error [unknown-family]"},
		"wrong verdict":    {"changes:\n  - rule: scent\n    set:\n      verdict: {later: avoidd}\n    reason: r\n    author: a\n", "layer1.yaml:7:24: error [unknown-verdict]"},
		"wrong example":    {"changes:\n  - concern: scent\n    examples:\n      - {type: seru, expect: {first: avoid}}\n    reason: r\n    author: a\n", "layer1.yaml:7:16: error [unknown-product-type]"},
		"twice":            {"changes:\n  - concern: scent\n    families:\n      scent: {title: S}\n    reason: r\n    author: a\n", "layer1.yaml:7:7: error [duplicate-key]"},
		"waived nothing":   {"waivers: [{product: {id: x}, rule: sent, reason: r, owner: o}]\n", "layer1.yaml:4:36: error [unknown-rule]"},
		"waived for all":   {"waivers: [{product: {name: \"**\"}, rule: scent, reason: r, owner: o}]\n", "this waiver is for every product"},
		"waived to praise": {"waivers: [{product: {id: x}, rule: scent, to: recommended, reason: r, owner: o}]\n", "error [unknown-verdict]"},
		"waived to avoid":  {"waivers: [{product: {id: x}, rule: scent, to: avoid, reason: r, owner: o}]\n", "error [unknown-verdict]"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, layer.Options{}, head+c.body)
			var problems rules.Problems
			if !errors.As(err, &problems) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\nwant: %s", err, c.want)
			}
		})
	}
	if _, err := load(t, layer.Options{}, "layer: mine\nversion: \"2\"\nextends: other\n"); err == nil || !strings.Contains(err.Error(), "layer1.yaml:3:10: error [extends]") {
		t.Errorf("another base: %v", err)
	}
}

func TestDates(t *testing.T) {
	body := head + `changes:
  - {rule: scent, off: true, reason: r, author: a, expires: 2027-06-30}
waivers:
  - {product: {id: x}, rule: scent-note, reason: r, owner: o, expires: "2027-06-30"}
`
	for _, c := range []struct {
		asOf           string
		off            bool
		expired, dated int
	}{{"", true, 0, 2}, {"2027-06-30", true, 0, 0}, {"2027-07-01", false, 2, 0}} {
		loaded, err := load(t, layer.Options{AsOf: c.asOf}, body)
		if err != nil {
			t.Fatal(err)
		}
		_, there := loaded.Set.RuleIndex("scent")
		if there == c.off || len(loaded.Expired) != c.expired || loaded.Dated != c.dated || len(loaded.Set.Waivers) != 1-c.expired/2 {
			t.Errorf("as of %q: rule there %v, expired %v, dated %d, waivers %d", c.asOf, there, loaded.Expired, loaded.Dated, len(loaded.Set.Waivers))
		}
	}
}

// TestBundle holds that a bundle is the set that it was made of, and that making it again gives the same bytes.
func TestBundle(t *testing.T) {
	loaded, err := load(t, layer.Options{}, head+`changes:
  - {family: scent, add: {names: ["Name: with | odd # signs"]}, reason: r, author: a}
waivers:
  - {product: {id: x, name: "A*"}, rule: scent, to: caution, unknown: true, reason: r, owner: o, expires: 2027-06-30}
`, "layer: other\nversion: \"1\"\nextends: mine\nchanges: [{rule: scent-note, off: true, reason: r, author: a}]\n")
	if err != nil {
		t.Fatal(err)
	}
	data, err := loaded.Bundle()
	if err != nil {
		t.Fatal(err)
	}
	again, err := layer.Unbundle(layer.File{Name: "b.yaml", Text: data}, layer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if again.Set.Digest != loaded.Set.Digest || again.Set.Guide.Version != loaded.Set.Guide.Version || len(again.Set.Waivers) != 1 || again.Set.Waivers[0].To != rules.Caution {
		t.Errorf("%s %s %+v, want %s %s", again.Set.Guide.Version, again.Set.Digest, again.Set.Waivers, loaded.Set.Guide.Version, loaded.Set.Digest)
	}
	if second, err := again.Bundle(); err != nil || string(second) != string(data) {
		t.Errorf("a bundle of a bundle differs (%v):\n%s\nwant\n%s", err, second, data)
	}
	for _, change := range [][2]string{{"It irritates.", "It soothes."}, {"to: caution", "to: none"}, {loaded.Set.Digest, strings.Repeat("0", 64)}} {
		edited := strings.Replace(string(data), change[0], change[1], 1)
		if _, err := layer.Unbundle(layer.File{Name: "b.yaml", Text: []byte(edited)}, layer.Options{}); err == nil || !strings.Contains(err.Error(), "error [digest]") {
			t.Errorf("edited (%s): %v", change[1], err)
		}
	}
}

// FuzzLoad holds that no layer makes Load panic, and that whatever it accepts can be bundled and read back as the same set.
func FuzzLoad(f *testing.F) {
	f.Add(head + "changes:\n  - {rule: scent, set: {verdict: {later: avoid}}, reason: r, author: a}\n")
	f.Add(head + "changes:\n  - {family: scent, add: {names: [A], patterns: [\"B *\"]}, reason: r, author: a}\n")
	f.Add(head + "changes:\n  - {concern: scent, examples: [{type: serum, expect: {first: avoid}}], reason: r, author: a}\n")
	f.Add(head + "waivers:\n  - {product: {id: x}, rule: scent, reason: r, owner: o, expires: 2027-01-01}\n")
	f.Fuzz(func(t *testing.T, text string) {
		loaded, err := load(t, layer.Options{}, text)
		if err != nil {
			return
		}
		data, err := loaded.Bundle()
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > rules.MaxFileSize {
			return
		}
		again, err := layer.Unbundle(layer.File{Name: "b.yaml", Text: data}, layer.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if again.Set.Digest != loaded.Set.Digest {
			t.Errorf("digest %s, want %s", again.Set.Digest, loaded.Set.Digest)
		}
	})
}

// One mistake hides no other: not those of the layers above, of other changes, or of what the changes hold.
func TestMistakesOfAllLayersAtOnce(t *testing.T) {
	_, err := load(t, layer.Options{}, head+`changes:
  - concern: water
    title: Water
    colour: blue
    families: {water: {title: Water, names: [Aqua]}}
    rules:
      - {id: water, title: Water, when: has("watre"), verdict: {first: avoid, later: none}, because: x}
    reason: r
    author: a
  - {rule: sent, off: true, reason: r, author: a}
waivers:
  - {product: {name: "*"}, rule: scent, reason: r, owner: o}
`, `layer: above
version: "1"
extends: mine
changes:
  - {rule: water, set: {because: y}, reason: r, author: a}
  - {rule: wine, off: true, reason: r, author: a}
`)
	want := []string{"layer1.yaml:7:5: error [unknown-field]", "layer1.yaml:10:45: error [unknown-family]", "layer1.yaml:13:12: error [unknown-rule]",
		"layer1.yaml:15:15: error [waiver]", "layer2.yaml:6:12: error [unknown-rule]"}
	var problems rules.Problems
	if !errors.As(err, &problems) || len(problems) != len(want) {
		t.Fatalf("got %v", err)
	}
	for i, p := range problems {
		if !strings.HasPrefix(p.Error(), want[i]) {
			t.Errorf("got %s, want %s", p.Error(), want[i])
		}
	}
}

// A layer is linted where it is written: what it brings, what it changes, and nothing else.
func TestLint(t *testing.T) {
	loaded, err := load(t, layer.Options{}, head+`changes:
  - rule: scent
    set:
      verdict: {first: caution, later: avoid}
      ignore: [{code: no-example, reason: the guide tests it}]
    reason: r
    author: a
  - concern: water
    title: Water
    families: {water: {title: Water, names: [Aqua]}}
    rules:
      - {id: water, title: Water, when: has("water") and not has("water"), verdict: {first: avoid, later: none}, because: x}
    reason: r
    author: a
`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range loaded.Lint(nil) {
		got = append(got, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Column, p.Code))
	}
	want := []string{"layer1.yaml:5:11 stricter-later", "layer1.yaml:15:14 never-fires", "layer1.yaml:15:14 no-example"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// An example that is of a rule alone which a layer switches off goes with it: else it would expect nothing.
func TestExampleOfARuleThatIsOff(t *testing.T) {
	base := small()
	base[1].Text = append(base[1].Text, "  - {type: serum, ingredients: Aqua, expect: {}, silent: [scent-note]}\n"...)
	off := layer.File{Name: "off.yaml", Text: []byte(head + "changes:\n  - {rule: scent-note, off: true, reason: r, author: a}\n")}
	loaded, err := layer.Load(base, []layer.File{off}, layer.Options{})
	if err != nil || len(loaded.Set.Examples) != 1 {
		t.Errorf("got %v", err)
	}
}

func TestChangesThatChangeNothing(t *testing.T) {
	for _, c := range []string{
		"{rule: scent, set: {}, reason: r, author: a}", "{rule: scent, off: false, reason: r, author: a}", "{family: scent, add: {}, reason: r, author: a}",
		"{family: scent, add: {names: [], except: []}, reason: r, author: a}", "{concern: scent, rules: [], reason: r, author: a}",
	} {
		_, err := load(t, layer.Options{}, head+"changes:\n  - "+c+"\n")
		if err == nil || !strings.Contains(err.Error(), "layer1.yaml:5:5: error [change]: this change changes nothing") {
			t.Errorf("%s: got %v", c, err)
		}
	}
	if _, err := load(t, layer.Options{}, head+"changes:\n  - {rule: scent, set: {cites: []}, reason: r, author: a}\n"); err != nil {
		t.Errorf("taking all citations away is a change: %v", err)
	}
}
