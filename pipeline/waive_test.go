package pipeline

import (
	"strings"
	"testing"
)

func TestWaiverPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "anything", true}, {"", "", true},
		{"SKU-1", "sku-1", true}, {"SKU-1", "sku-10", false}, {"SKU-1", "", false},
		{"sku-*", "SKU-10", true}, {"*serum", "Night Serum", true}, {"*serum", "Night Serum 2", false},
		{"*night*", "Our Night Serum", true}, {"a*a", "a", false}, {"a*a", "aa", true},
		{"*ab*ab*", "xabyabz", true}, {"*ab*ab*", "xabz", false}, {"*", "", true}, {"Ö*", "öl", true},
	} {
		if got := matches(pattern(c.pattern), c.text); got != c.want {
			t.Errorf("pattern %q, text %q: %v, want %v", c.pattern, c.text, got, c.want)
		}
	}
}

// FuzzWaiverPattern holds pattern matching against the plain recursive definition.
func FuzzWaiverPattern(f *testing.F) {
	f.Add("a*b", "axb")
	f.Add("*x**y", "wxzy")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, p, text string) {
		if len(p) > 12 || len(text) > 40 || p == "" {
			return
		}
		p, text = strings.ToLower(p), strings.ToLower(text)
		if got, want := matches(strings.Split(p, "*"), text), defined(p, text); strings.ToLower(text) == text && got != want {
			t.Errorf("pattern %q, text %q: %v, want %v", p, text, got, want)
		}
	})
}

// defined is what a pattern means: an asterisk takes nothing, or one byte and then again.
func defined(p, s string) bool {
	switch {
	case p == "":
		return s == ""
	case p[0] == '*':
		return defined(p[1:], s) || s != "" && defined(p, s[1:])
	}
	return s != "" && p[0] == s[0] && defined(p[1:], s[1:])
}
