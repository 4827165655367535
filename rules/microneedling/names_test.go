package microneedling_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestNames holds the families against names in many languages and spellings, and against names that only look alike.
func TestNames(t *testing.T) {
	text, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	lx := shippedLexicon(t)
	family, count := "", 0
	for line := range strings.Lines(string(text)) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || strings.HasPrefix(name, "# "):
			continue
		case strings.HasPrefix(name, "["):
			family = strings.Trim(name, "[]")
			continue
		}
		count++
		got := familiesOf(lx, name)
		switch {
		case family == "none" && len(got) > 0:
			t.Errorf("%s: got %v, want no family", name, got)
		case family != "none" && !slices.Contains(got, family):
			t.Errorf("%s: got %v, want %s", name, got, family)
		case family == "essential-oil" && slices.Contains(got, "plain-oil"), family == "plain-oil" && slices.Contains(got, "essential-oil"):
			t.Errorf("%s: got %v, want one kind of oil", name, got)
		}
	}
	if count < 1500 {
		t.Errorf("only %d names", count)
	}
}
