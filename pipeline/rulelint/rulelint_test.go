package rulelint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"screen/pipeline/rulelint"
	"screen/rules"
	"screen/rules/microneedling"
)

// lint returns what is said of families, "code entry" each.
func lint(t *testing.T, families string) (got []string) {
	t.Helper()
	guide, err := microneedling.FS.ReadFile("guide.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := "concern: x\ntitle: X\nfamilies:\n" + families
	_, problems := rules.Lint(fstest.MapFS{"guide.yaml": {Data: guide}, "x.yaml": {Data: []byte(text)}}, rulelint.Names)
	for _, p := range problems {
		if p.File == "x.yaml" {
			got = append(got, fmt.Sprintf("%s %s", p.Code, strings.Trim(string([]rune(p.Text)[p.Column-1:p.Column-1+p.Length]), `"`)))
		}
	}
	return got
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name, families string
		want           []string
	}{
		{"patterns of known names", `  a: {title: A, patterns: ["Retinyl *", "Tocopheryl *"]}`, nil},
		{"a misspelt pattern", `  a: {title: A, patterns: ["Retynil *"]}`, []string{"pattern-matches-nothing Retynil *"}},
		{"known words in an order of their own", `  a: {title: A, patterns: ["Organic Retinyl Jojoba *"]}`, nil},
		{"a pattern that takes a name of its family only", `  a: {title: A, names: [Frobnicated Glycol], patterns: ["Frobnicated *"]}`, nil},
		{"too wide by number", `  a: {title: A, patterns: ["* Extract"]}`, []string{"pattern-too-wide * Extract"}},
		{"too wide by letters", `  a: {title: A, patterns: ["*a*", "P*"]}`, []string{"pattern-too-wide *a*", "pattern-too-wide P*"}},
		{"two letters that are words", `  a: {title: A, patterns: ["*芦荟*"]}`, nil},
		{"an exception that is needed", `  a: {title: A, patterns: ["Retinyl *"], except: [Retinyl Palmitate]}`, nil},
		{"an exception that is not needed", `  a: {title: A, patterns: ["Retinyl *"], except: [Glycerin]}`, []string{"except-unused Glycerin"}},
		{"one synonym of an exception is needed", `  a: {title: A, patterns: ["Retinyl *"], except: ["Vitamin A palmitate | Retinyl Palmitate"]}`, nil},
		{"a name in two families", "  a: {title: A, names: [Retinol]}\n  b: {title: B, names: [Retinol]}", nil},
		{"exclusive by name", "  a: {title: A, excludes: [b], names: [Retinol]}\n  b: {title: B, names: [Vitamin A | RETINOL]}", []string{"exclusive-name Retinol"}},
		{"exclusive by pattern", "  a: {title: A, excludes: [b], patterns: [\"Retinyl *\"]}\n  b: {title: B, names: [Retinyl Palmitate]}", []string{"exclusive-name Retinyl *"}},
		{"exclusive, but excepted", "  a: {title: A, excludes: [b], patterns: [\"Retinyl *\"], except: [Retinyl Palmitate]}\n  b: {title: B, names: [Retinyl Palmitate]}", nil},
		{"exclusive through a part", "  a: {title: A, excludes: [b]}\n  c: {title: C, of: a, names: [Retinol]}\n  b: {title: B, names: [Retinol]}", []string{"exclusive-name Retinol"}},
		{"exclusive and apart", "  a: {title: A, excludes: [b], names: [Retinol]}\n  b: {title: B, names: [Retinal]}", nil},
		{"a family that there is not", "  a: {title: A, excludes: [bb], names: [Retinol]}\n  b: {title: B, names: [Retinal]}", []string{"unknown-family bb"}},
	} {
		if got := lint(t, c.families+"\n"); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, expected %q", c.name, got, c.want)
		}
	}
}

// TestBound proves that a set made to be slow is given up on.
func TestBound(t *testing.T) {
	var b strings.Builder
	b.WriteString("  a:\n    title: A\n    patterns:\n")
	for i := range 30_000 {
		fmt.Fprintf(&b, "      - \"*%c*%c*%d*\"\n", 'a'+i%26, 'a'+i/26%26, i%10)
	}
	begin := time.Now()
	got := lintLast(t, b.String())
	if took := time.Since(begin); took > time.Minute {
		t.Errorf("took %v", took)
	}
	if !slices.Contains(got, "not-surveyed") {
		t.Errorf("nothing is said of what was not looked at")
	}
}

// lintLast returns the codes only.
func lintLast(t *testing.T, families string) (codes []string) {
	t.Helper()
	guide, _ := microneedling.FS.ReadFile("guide.yaml")
	text := "concern: x\ntitle: X\nfamilies:\n" + families
	_, problems := rules.Lint(fstest.MapFS{"guide.yaml": {Data: guide}, "x.yaml": {Data: []byte(text)}}, rulelint.Names)
	for _, p := range problems {
		codes = append(codes, p.Code)
	}
	return codes
}
