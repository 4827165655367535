package pipeline

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"screen/pipeline/inci"
	"screen/rules"
)

const ingredientsDocs = "../docs/ingredients.md"

// exampleRow is a row of a table of examples: what stands in a list, and what it is read as.
var exampleRow = regexp.MustCompile("(?m)^\\| `(.+)` \\| (.+) \\|$")

var (
	exampleText = strings.NewReplacer(`\|`, "|", "⏎", "\n", "␣", "\u00A0", "¬", "\u00AD")
	exampleCell = strings.NewReplacer("|", `\|`)
)

// TestIngredientsExamples: what docs/ingredients.md says that a list is read as, is what it is read as. UPDATE_DOCS=1 writes
// the readings anew; read them before they are committed.
func TestIngredientsExamples(t *testing.T) {
	b, err := os.ReadFile(ingredientsDocs)
	if err != nil {
		t.Fatal(err)
	}
	s := shippedScreener(t)
	p := inci.NewParser(s.Lexicon)
	rows := 0
	text := exampleRow.ReplaceAllStringFunc(section(t, string(b), "examples"), func(row string) string {
		rows++
		m := exampleRow.FindStringSubmatch(row)
		got := exampleCell.Replace(reading(s, p.Parse(exampleText.Replace(m[1]), inci.Options{LeaveOn: true})))
		if got != m[2] && os.Getenv("UPDATE_DOCS") == "" {
			t.Errorf("%s\n is read as %s\nthe text says %s", m[1], got, m[2])
		}
		return fmt.Sprintf("| `%s` | %s |", m[1], got)
	})
	if rows < 50 {
		t.Errorf("only %d examples", rows)
	}
	update(t, string(b), "examples", text)
}

// partialRow is a row of the table of partial lists: a list, the reason, and the codes of the notes.
var partialRow = regexp.MustCompile("(?m)^\\| `(.+)` \\| (.*) ?\\| (.*) ?\\|$")

// TestIngredientsPartial: what docs/ingredients.md says of lists that are not whole is what is said of them, and it tells of
// every note that there is for that.
func TestIngredientsPartial(t *testing.T) {
	b, err := os.ReadFile(ingredientsDocs)
	if err != nil {
		t.Fatal(err)
	}
	p := inci.NewParser(shippedScreener(t).Lexicon)
	told := map[string]bool{}
	text := partialRow.ReplaceAllStringFunc(section(t, string(b), "partial"), func(row string) string {
		list := partialRow.FindStringSubmatch(row)[1]
		l := p.Parse(exampleText.Replace(list), inci.Options{LeaveOn: true})
		if l.State != inci.Partial {
			t.Errorf("%s is not partial", list)
		}
		with := "–"
		if len(l.Notes) > 0 {
			with = "`" + l.Notes[0].Code + "`"
			told[l.Notes[0].Code] = true
		}
		want := fmt.Sprintf("| `%s` | %s | %s |", list, exampleCell.Replace(l.Reason), with)
		if row != want && os.Getenv("UPDATE_DOCS") == "" {
			t.Errorf("the text says  %s\nand it should %s", row, want)
		}
		return want
	})
	for _, code := range []string{"truncated", "name-unreadable", "name-missing", "name-in-claim", "name-outside"} {
		if !told[code] {
			t.Errorf("no example of %s", code)
		}
	}
	update(t, string(b), "partial", text)
}

// TestIngredientsFamilies: the table of families in docs/ingredients.md is that of the shipped rules.
func TestIngredientsFamilies(t *testing.T) {
	b, err := os.ReadFile(ingredientsDocs)
	if err != nil {
		t.Fatal(err)
	}
	want := familyTable(shippedScreener(t).Rules)
	if shippedScreener(t).Rules.Guide.Readable != 0.7 || !strings.Contains(string(b), "| unreadable | less than seven tenths of it were recognised |") {
		t.Error("docs/ingredients.md has another share of a list that must be recognised than the guide")
	}
	if os.Getenv("UPDATE_DOCS") == "" && section(t, string(b), "families") != want {
		t.Error("docs/ingredients.md has other families than the rules; UPDATE_DOCS=1 go test ./pipeline -run TestIngredients writes them anew")
	}
	update(t, string(b), "families", want)
}

func familyTable(set *rules.Set) string {
	var b strings.Builder
	b.WriteString("| id | title | what is in and out, and on which side where experts differ | authority |\n|---|---|---|---|\n")
	cell := func(s string) string {
		return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
	}
	for _, f := range set.Families {
		id := "`" + f.ID + "`"
		if f.Parent >= 0 {
			id += ", part of `" + set.Families[f.Parent].ID + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", id, cell(f.Title), cell(f.Note), cmp.Or(cell(f.Source), "–"))
	}
	return b.String()
}

// section is the text between the marks of a section that tests compare.
func section(t *testing.T, text, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, "<!-- "+name+" -->\n")
	part, _, ok2 := strings.Cut(rest, "<!-- end of "+name+" -->\n")
	if !ok || !ok2 {
		t.Fatalf("%s has no section %s", ingredientsDocs, name)
	}
	return part
}

// update writes a section anew where that is asked for.
func update(t *testing.T, text, name, part string) {
	t.Helper()
	if os.Getenv("UPDATE_DOCS") == "" {
		return
	}
	mark := "<!-- " + name + " -->\n"
	if err := os.WriteFile(ingredientsDocs, []byte(strings.Replace(text, mark+section(t, text, name), mark+part, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// reading writes a list as read: ingredients by their canonical names, with families in brackets, the stated percentage
// behind, the bound where one is known, the parts of a blend in braces; "unknown:" before what is not recognised.
func reading(s *Screener, l *inci.List) string {
	var b strings.Builder
	part, sect := 0, inci.Main
	for i := range l.Items {
		it := &l.Items[i]
		switch {
		case i == 0 && len(l.Parts) > 0:
			fmt.Fprintf(&b, "%s: ", l.Parts[0])
		case int(it.Part) != part:
			part, sect = int(it.Part), inci.Main
			fmt.Fprintf(&b, " ‖ %s: ", l.Parts[part])
		case it.Parent >= 0 && int(it.Parent) == i-1:
			b.WriteString(" {")
		case i > 0 && (it.Section == sect):
			b.WriteString(" · ")
		case i > 0:
			b.WriteString("; ")
		}
		if it.Section != sect {
			sect = it.Section
			b.WriteString([...]string{"list: ", "active: ", "may contain: "}[sect])
		}
		b.WriteString(itemReading(s, l, it))
		if it.Parent >= 0 && (i+1 == len(l.Items) || l.Items[i+1].Parent != it.Parent) {
			b.WriteString("}")
		}
	}
	if l.State != inci.Whole {
		if b.Len() > 0 {
			b.WriteString(" — ")
		}
		b.WriteString("**" + [...]string{"no list", "unreadable", "partial", ""}[l.State] + "**")
	}
	return b.String()
}

func itemReading(s *Screener, l *inci.List, it *inci.Item) string {
	name := strings.Join(strings.Fields(l.Text[it.Start:it.End]), " ")
	switch {
	case it.Match == inci.Unrecognized:
		name = "unknown: " + name
	case it.Match != inci.Pattern:
		name = it.Entry.Name
	}
	if f := reportedFamilies(s, it.Families); f != nil {
		name += " *(" + strings.Join(f, ", ") + ")*"
	}
	if it.Stated >= 0 {
		name += fmt.Sprintf(" %g %%", it.Stated)
	} else if it.MaxBy >= 0 {
		name += fmt.Sprintf(" ≤ %g %%", it.Max)
	}
	return name
}
