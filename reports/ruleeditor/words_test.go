package ruleeditor

import (
	"slices"
	"strings"
	"testing"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/rules"
	"screen/rules/microneedling"
)

func shipped(t *testing.T) *pipeline.Screener {
	t.Helper()
	set, err := microneedling.Set()
	if err != nil {
		t.Fatal(err)
	}
	known, limits := inci.DefaultKnown()
	s, err := pipeline.NewScreener(set, known, limits)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// cut takes the mark of the cursor out of a text.
func cut(text string) (whole string, line, column int) {
	before, _, _ := strings.Cut(text, "¦")
	last := before[strings.LastIndexByte(before, '\n')+1:]
	return strings.Replace(text, "¦", "", 1), strings.Count(before, "\n"), len([]rune(last))
}

func TestWords(t *testing.T) {
	set := shipped(t).Rules
	for _, c := range []struct{ text, want, not string }{
		{"rules:\n- when: has(\"¦", "retinoid", "has"},
		{"rules:\n- when: above(\"¦", "aha", "serum"},
		{"rules:\n- when: leave_on and is('¦", "serum", "retinoid"},
		{"rules:\n- when: claims(\"¦", "fragrance-free", "serum"},
		{"rules:\n- when: list == \"¦", "whole", "has"},
		{"rules:\n- when: list in [\"none\", \"¦", "unreadable", "has"},
		{"rules:\n- when: ¦", "spf_stated", "retinoid"},
		{"rules:\n- when: has(\"retinoid\") a¦", "and", "retinoid"},
		{"rules:\n- verdict: {¦", "days-3-4", "avoid"},
		{"rules:\n- verdict: {days-3-4: ¦", "none", "not-applicable"},
		{"rules:\n- verdict: {days-3-4: {¦", "sensitive", "days-3-4"},
		{"rules:\n- verdict:\n    days-3-4:\n      sensitive: ¦", "avoid", "sensitive"},
		{"examples:\n- {expect: {days-3-4: ¦", "not-applicable", "none"},
		{"examples:\n- {type: ¦", "serum", "retinoid"},
		{"examples:\n- {fires: [¦", "retinoid", "serum"},
		{"examples:\n- {families: [¦", "retinoid", "serum"},
		{"examples:\n- {claims: [¦", "fragrance-free", "serum"},
		{"rules:\n- cites: [¦", set.Guide.Statements[0].ID, "retinoid"},
		{"families:\n  x:\n    of: ¦", "retinoid", "serum"},
		{"families:\n  x: {excludes: [¦", "retinoid", "serum"},
		{"families:\n  x: {in: [¦", "serum", "retinoid"},
		{"changes:\n- rule: ¦", "retinoid", "serum"},
		{"changes:\n- family: ¦", "retinoid", "serum"},
		{"changes:\n- rule: x\n  off: ¦", "true", "retinoid"},
		{"waivers:\n- to: ¦", "caution", "avoid"},
		{"ignore:\n- {code: ¦", "shadowed", "syntax"},
		{"title: ¦", "", "retinoid"},
		{"¦", "", "retinoid"},
	} {
		var got []string
		for _, w := range Words(set, At(cut(c.text))) {
			got = append(got, w.Text)
		}
		if c.want != "" && !slices.Contains(got, c.want) || c.want == "" && len(got) > 0 || slices.Contains(got, c.not) {
			t.Errorf("%q: got %q", c.text, got)
		}
	}
}

func TestEveryNameHasHelp(t *testing.T) {
	for _, name := range rules.ConditionNames() {
		if nameHelp[name] == "" {
			t.Errorf("no help for %s", name)
		}
	}
}

func TestHover(t *testing.T) {
	s := shipped(t)
	retinoid := rule(s.Rules, &s.Rules.Rules[must(s.Rules.RuleIndex("retinoid"))])
	if !strings.Contains(retinoid, "first-48h avoid") {
		t.Fatalf("got %s", retinoid)
	}
	cite := s.Rules.Rules[must(s.Rules.RuleIndex("retinoid"))].Cites[0]
	for _, c := range []struct{ text, want string }{
		{"rules:\n- when: leave_on and has(\"reti¦noid\")", "(family `retinoid`)"},
		{"rules:\n- when: leave_on and has(\"reti¦noid\")", "`" + cite + "`"},
		{"rules:\n- when: lea¦ve_on and has(\"retinoid\")", "stays on the skin"},
		{"rules:\n- id: retinoid¦", "(rule `retinoid`)"},
		{"examples:\n- {fires: [¦retinoid]}", "first-48h avoid"},
		{"rules:\n- cites: [" + cite[:1] + "¦" + cite[1:] + "]", "(statement `" + cite + "`)"},
		{"rules:\n- verdict: {first¦-48h: avoid}", "(phase `first-48h`)"},
		{"rules:\n- verdict: {first-48h: avo¦id}", "(verdict `avoid`)"},
		{"families:\n  ¦retinoid: {title: x}", "(family `retinoid`)"},
		{"families:\n  x:\n    names:\n      - Retinol | Vita¦min A", "(family `retinoid`)"},
		{"families:\n  x: {names: [Glycerin, Reti¦nol | Vitamin A]}", "(family `retinoid`)"},
		{"examples:\n- {ingredients: \"Aqua, Reti¦nal, Parfum\"}", "rule `retinoid`: first-48h avoid"},
		{"examples:\n- {ingredients: \"Aqua, Zorbax¦inate\"}", "is not known"},
		{"ignore: [{code: shad¦owed}]", "lint `shadowed`"},
		{"title: reti¦noid", ""},
		{"rules:\n- when: has(\"nothing¦\")", ""},
		{"", ""},
	} {
		text, line, column := cut(c.text)
		h := HoverAt(text, line, column, s)
		switch {
		case h == nil && c.want != "":
			t.Errorf("%q: nothing", c.text)
		case h != nil && (c.want == "" || !strings.Contains(h.Markdown, c.want)):
			t.Errorf("%q: got %s", c.text, h.Markdown)
		}
	}
}

func must(i int, _ bool) int { return i }

func FuzzWordsAndHover(f *testing.F) {
	f.Add("rules:\n- when: has(\"retinoid\")\n", 1, 14)
	f.Add("families:\n  x: {names: [Glycerin, Retinol | Vitamin A]}", 1, 30)
	f.Add("rules:\n- verdict: {a: {b: {c: {d: e}}}}", 1, 28)
	set, err := microneedling.Set()
	if err != nil {
		f.Fatal(err)
	}
	s, err := pipeline.NewScreener(set, nil, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, line, column int) {
		Words(set, At(text, line, column))
		if h := HoverAt(text, line, column, s); h != nil && (h.From > h.To || h.From < 0 || h.Markdown == "") {
			t.Errorf("got %+v", h)
		}
	})
}
