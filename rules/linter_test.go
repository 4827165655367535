package rules

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// linted returns the codes of what Lint says of a concern file, each with its line: "shadowed 12".
func linted(t *testing.T, text string, more func(*Linter)) []string {
	t.Helper()
	_, problems := Lint(files(t, map[string]string{"x.yaml": text}), more)
	var got []string
	for _, p := range problems {
		if p.File == "x.yaml" && p.Code != "no-example" { // the guide's statements are cited by nobody here
			got = append(got, fmt.Sprintf("%s %d", p.Code, p.Line))
		}
	}
	return got
}

func note(id, when string) string {
	return fmt.Sprintf("  - {id: %s, title: R, because: x, note: true, when: '%s'}\n", id, when)
}

func speaks(id, when, verdict string) string {
	return fmt.Sprintf("  - {id: %s, title: R, because: x, when: '%s', verdict: %s}\n", id, when, verdict)
}

const (
	avoidTable     = "{first: avoid, middle: avoid, late: caution}"
	cautionTable   = "{first: caution, middle: none, late: none}"
	recommendTable = "{first: recommended, middle: recommended, late: none}"
)

func TestLintPairs(t *testing.T) {
	head := concern + "  salt: {title: Salt, of: acid, names: [Salt]}\nrules:\n" // rules begin in line 8
	for _, c := range []struct {
		name, rules string
		want        []string
	}{
		{"a narrower condition", speaks("a", `has("acid")`, avoidTable) + speaks("b", `leave_on and has("acid")`, cautionTable), []string{"shadowed 9"}},
		{"a part of the family", speaks("a", `has("acid")`, avoidTable) + speaks("b", `has("salt")`, cautionTable), []string{"shadowed 9"}},
		{"much of the family", speaks("a", `has("acid")`, avoidTable) + speaks("b", `above("salt", 5)`, cautionTable), []string{"shadowed 9"}},
		{"the narrower one is stricter somewhere", speaks("a", `has("acid")`, cautionTable) + speaks("b", `has("salt")`, avoidTable), nil},
		{"the stricter one fires less often", speaks("a", `has("acid") and leave_on`, avoidTable) + speaks("b", `has("acid")`, cautionTable), nil},
		{"nothing in common", speaks("a", `has("acid")`, avoidTable) + speaks("b", `has("retinoid")`, cautionTable), nil},
		{"the same rule twice", speaks("a", `has("acid")`, avoidTable) + speaks("b", `has("acid")`, avoidTable), []string{"shadowed 9"}},
		{"ranges", speaks("a", `spf_stated and spf < 30`, avoidTable) + speaks("b", `spf_stated and spf < 15`, cautionTable), []string{"shadowed 9"}},
		{"a rule that only notes", speaks("a", `has("acid")`, avoidTable) + note("b", `has("salt")`), nil},
		{"opposites", speaks("a", `has("acid")`, avoidTable) + speaks("b", `has("salt")`, recommendTable), []string{"shadowed 9"}},
		{"opposites in one cell", speaks("a", `has("acid")`, cautionTable) + speaks("b", `has("salt")`, recommendTable), []string{"contradiction 9"}},
	} {
		if got := linted(t, head+c.rules, nil); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, expected %v", c.name, got, c.want)
		}
	}
}

func TestLintTables(t *testing.T) {
	head := concern + "rules:\n" // rules begin in line 7
	for _, c := range []struct {
		name, table string
		want        []string
	}{
		{"stricter later", "{first: caution, middle: avoid, late: none}", []string{"stricter-later 7"}},
		{"milder later", "{first: avoid, middle: {default: caution, dry: avoid}, late: none}", nil},
		{"default stands for none", "{first: {default: avoid, normal: avoid, dry: avoid, sensitive: avoid}, middle: none, late: none}", []string{"default-unused 7"}},
		{"as default says", "{first: {default: avoid, dry: avoid}, middle: none, late: none}", []string{"redundant-cell 7"}},
		{"recommended after avoid", "{first: avoid, middle: none, late: recommended}", nil},
	} {
		if got := linted(t, head+speaks("a", `has("acid")`, c.table), nil); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, expected %v", c.name, got, c.want)
		}
	}
}

func TestLintExamples(t *testing.T) {
	text := concern + "rules:\n" + note("both", `has("acid")`) + note("fires", `leave_on`) + note("neither", `rinse_off`) + `examples:
  - {type: serum, ingredients: Citric Acid, expect: {first: suitable}, fires: [both, fires]}
  - {type: serum, ingredients: Aqua, expect: {first: suitable}, silent: [both]}
`
	_, problems := Lint(files(t, map[string]string{"x.yaml": text}), nil)
	var got []string
	for _, p := range problems {
		if p.Code == "no-example" {
			got = append(got, p.Message)
		}
	}
	want := []string{
		"rule fires has no example that says it is silent on it (silent: [fires])",
		"rule neither has no example that says it fires on it (fires: [neither]), and none that it is silent on it (silent: [neither])",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nexpected\n%q", got, want)
	}
}

func TestIgnore(t *testing.T) {
	stricter := `verdict: {first: none, middle: none, late: avoid}, when: 'has("acid")', title: R, because: x`
	ignore := "ignore: [{code: stricter-later, reason: meant so}]"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"in the rule", concern + "rules:\n  - {id: a, " + stricter + ", " + ignore + "}\n", nil},
		{"in the rule, before its id", concern + "rules:\n  - {" + ignore + ", id: a, " + stricter + "}\n", nil},
		{"in the file", ignore + "\n" + concern + "rules:\n  - {id: a, " + stricter + "}\n", nil},
		{"in another rule", concern + "rules:\n  - {id: a, " + stricter + "}\n  - {id: b, title: B, because: x, when: leave_on, note: true, " + ignore + "}\n", []string{"stricter-later 7", "stale-ignore 8"}},
		{"in a family", concern + "  salt: {title: Salt, reported: false, names: [Salt], ignore: [{code: unused-family, reason: kept for layers}]}\n", nil},
		{"of one entry", concern + "  salt: {title: Salt, names: [Salt, Salt, Sugar, Sugar], ignore: [{code: duplicate-name, for: Sugar, reason: x}]}\n", []string{"duplicate-name 6"}},
		{"a code that there is not", concern + "ignore: [{code: stricter-latter, reason: x}]\n", []string{"unknown-code 6"}},
		{"a mistake cannot be ignored", concern + "ignore: [{code: unknown-family, reason: x}]\n", []string{"unknown-code 6"}},
		{"without a reason", concern + "ignore: [{code: shadowed}]\n", []string{"missing-field 6"}},
	} {
		if got := linted(t, c.text, nil); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, expected %v", c.name, got, c.want)
		}
	}
}

// TestLoadIgnores proves that what a file ignores is no warning of Load, and that Load, which knows fewer lints, calls none stale.
func TestLoadIgnores(t *testing.T) {
	text := concern + "  salt: {title: Salt, reported: false, names: [Salt], ignore: [{code: unused-family, reason: x}, {code: pattern-too-wide, reason: x}]}\n"
	set, err := Load(files(t, map[string]string{"x.yaml": text}))
	if err != nil || len(set.Warnings) > 0 {
		t.Errorf("got %v, %v", set, err)
	}
}

func TestLinter(t *testing.T) {
	text := "concern: x\ntitle: X\nfamilies:\n  salt:\n    title: Salt\n    names:\n      - Salt\n      - Sea Salt\n"
	got := linted(t, text, func(l *Linter) {
		l.Family(Warning, 0, Names, "Sea Salt", "exclusive-name", "…", "")
		l.Family(Warning, 0, Names, "", "pattern-too-wide", "…", "")
	})
	if want := []string{"pattern-too-wide 4", "exclusive-name 8"}; !slices.Equal(got, want) {
		t.Errorf("got %v, expected %v", got, want)
	}
	set, problems := Lint(files(t, map[string]string{"x.yaml": text}), func(l *Linter) { l.Family(Error, 0, Names, "Salt", "exclusive-name", "…", "") })
	if set != nil || len(problems.Errors()) != 1 {
		t.Errorf("an error of a lint: got %v, %v", set, problems)
	}
}

// TestKinds proves that every code that the package reports is described, and nothing else.
func TestKinds(t *testing.T) {
	described := map[string]bool{}
	for _, k := range Kinds() {
		if described[k.Code] || k.Title == "" || k.Help == "" {
			t.Errorf("kind %s is described twice or not at all", k.Code)
		}
		described[k.Code] = true
	}
	use := regexp.MustCompile(`(?:report|warn)\((?:[^"()]*, )?"([a-z-]+)"|Code: +"([a-z-]+)"|c\.at\([^"]*"([a-z-]+)"`)
	entries, _ := os.ReadDir(".")
	found := 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") || e.Name() == "kinds.go" {
			continue
		}
		text, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range use.FindAllStringSubmatch(string(text), -1) {
			found++
			if code := m[1] + m[2] + m[3]; !described[code] {
				t.Errorf("%s: code %s is not described in kinds.go", e.Name(), code)
			}
		}
	}
	if found < 50 {
		t.Errorf("found %d uses of codes only: the test looks for the wrong thing", found)
	}
}

// TestLintIsBounded gives pairs of rules as much to compare as a set can hold.
func TestLintIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(concern + "rules:\n")
	claims := []string{`leave_on`, `rinse_off`, `spf_stated`, `ph_stated`, `broad_spectrum`, `has("acid")`, `has("retinoid")`, `is("serum")`, `is("cleanser")`}
	for i := range MaxRules / 3 {
		when := strings.Join(claims, " or ") + fmt.Sprintf(" or ingredient_count > %d", i+1)
		b.WriteString(speaks(fmt.Sprintf("r%d", i), when, avoidTable))
	}
	begin := time.Now()
	set, problems := Lint(files(t, map[string]string{"x.yaml": b.String()}), nil)
	if took := time.Since(begin); took > tooLong {
		t.Errorf("took %v", took)
	}
	if set == nil {
		t.Errorf("got %v", problems[0])
	}
}
