package ruleeditor

import (
	"strings"
	"testing"
)

// Each text has its cursor at ¦.
func TestAt(t *testing.T) {
	for _, c := range []struct{ text, path, before, word string }{
		{"ru¦", ": key", "ru", "ru"},
		{"concern: a\n¦", ": key", "", ""},
		{"rules:\n  - id: x\n    when: leave_on and has(\"ret¦\")", "rules/when", `leave_on and has("ret`, "ret"},
		{"rules:\n- id: x\n  when: |\n    leave_on\n    and is('se¦", "rules/when", "leave_on and is('se", "se"},
		{"rules:\n- id: x\n  when: |\n    leave_on\n\n    ¦", "rules/when", "leave_on  ", ""},
		{"rules:\n- id: x\n  when: >\n    leave_on\n  ver¦", "rules: key", "ver", "ver"},
		{"rules:\n- id: x\n  when: leave_on\n    and ph¦", "rules/when", "leave_on and ph", "ph"},
		{"rules:\n- when: 'has(\"a¦", "rules/when", `has("a`, "a"},
		{"rules:\n- when: \"has(\\\"a¦", "rules/when", `has("a`, "a"},
		{"rules:\n- when: 'it''s ¦", "rules/when", "it's ", ""},
		{"rules:\n  - id: x\n    verdict:\n      first-48h: av¦", "rules/verdict/first-48h", "av", "av"},
		{"rules:\n  - id: x\n    verdict:\n      fir¦", "rules/verdict: key", "fir", "fir"},
		{"rules:\n  - id: x\n    verdict: {first-48h: avoid, da¦", "rules/verdict: key", "da", "da"},
		{"rules:\n  - id: x\n    verdict: {first-48h: {default: none, oily: ¦", "rules/verdict/first-48h/oily", "", ""},
		{"rules:\n  - id: x\n    verdict: {first-48h: {default: none}, d¦", "rules/verdict: key", "d", "d"},
		{"examples:\n  - {type: serum, ingredients: \"Aqua, Gly¦", "examples/ingredients", "Aqua, Gly", "Gly"},
		{"examples:\n  - {type: serum, expect: {first-48h: av¦", "examples/expect/first-48h", "av", "av"},
		{"examples:\n  - {type: serum,\n     expect: {}, fires: [retinoid, ¦", "examples/fires", "", ""},
		{"examples:\n  - {type: serum}\n  - {ty¦", "examples: key", "ty", "ty"},
		{"families:\n  a:\n    names:\n      - Retinol | Vit¦", "families/a/names", "Retinol | Vit", "Vit"},
		{"families:\n  a: {title: 'x: {', names: [Retinol, Ret¦", "families/a/names", "Ret", "Ret"},
		{"a:\n  b: 1 # {\nc: ¦", "c", "", ""},
		{"changes:\n  - rule: retinoid\n    set:\n      cites: [a, b¦", "changes/set/cites", "b", "b"},
		{"changes:\n  - rule: retinoid\n    off: true\n  - family: r¦", "changes/family", "r", "r"},
		{"title: été ä¦", "title", "été ä", ""},
		{"]]}\n\"¦", "", "", ""},
	} {
		before, _, _ := strings.Cut(c.text, "¦")
		last := before[strings.LastIndexByte(before, '\n')+1:]
		got := At(strings.Replace(c.text, "¦", "", 1), strings.Count(before, "\n"), len([]rune(last)))
		path := strings.Join(got.Path, "/")
		if got.Key {
			path += ": key"
		}
		if path != c.path || got.Before != c.before || got.Word != c.word {
			t.Errorf("%q: got %q, %q, %q", c.text, path, got.Before, got.Word)
		}
	}
}

func FuzzAt(f *testing.F) {
	f.Add("rules:\n  - {when: 'has(\"x\")'}\n", 1, 5)
	f.Add("a: |\n  b\n\"", 2, 1)
	f.Fuzz(func(t *testing.T, text string, line, column int) {
		c := At(text, line, column)
		if !strings.HasSuffix(c.Before, c.Word) {
			t.Errorf("the word %q is not the end of %q", c.Word, c.Before)
		}
	})
}
