package rulebook

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"screen/rules"
	"screen/rules/microneedling"
)

func load(t *testing.T) *rules.Set {
	t.Helper()
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestRow(t *testing.T) {
	set := &rules.Set{Guide: rules.Guide{
		Phases:    []rules.Phase{{ID: "a"}, {ID: "b"}},
		SkinTypes: []rules.SkinType{{ID: "normal"}, {ID: "dry"}, {ID: "oily"}},
	}}
	for _, c := range []struct {
		row  []rules.Verdict
		want string
	}{
		{[]rules.Verdict{rules.Avoid, rules.Avoid, rules.Avoid}, "avoid"},
		{[]rules.Verdict{rules.Silent, rules.Silent, rules.Silent}, "–"},
		{[]rules.Verdict{rules.Caution, rules.Avoid, rules.Caution}, "caution; avoid for dry"},
		{[]rules.Verdict{rules.Silent, rules.Avoid, rules.Caution}, "–; caution for oily; avoid for dry"},
	} {
		if got := Row(set, append(make([]rules.Verdict, 3), c.row...), 1); got != c.want {
			t.Errorf("%v: got %q, expected %q", c.row, got, c.want)
		}
	}
}

func TestShow(t *testing.T) {
	set := load(t)
	for _, id := range IDs(set) {
		var b bytes.Buffer
		if found, err := Show(&b, set, id, 0); !found || err != nil || !strings.Contains(b.String(), id) {
			t.Errorf("%s: found %v, %v\n%s", id, found, err, b.String())
		}
	}
	if found, _ := Show(io.Discard, set, "nosuch", 0); found {
		t.Error("found what there is not")
	}
	var short, long bytes.Buffer
	Show(&short, set, "essential-oil", 3)
	Show(&long, set, "essential-oil", 0)
	if !strings.Contains(short.String(), "more; --all shows them") || strings.Contains(long.String(), "--all") || short.Len() >= long.Len() {
		t.Errorf("a capped list does not say so, or one that is not does:\n%s", short.String())
	}
}

// TestFiles proves that the reference holds every rule, family, name and statement, that its links lead somewhere, and that its
// page is well-formed and holds nothing from elsewhere.
func TestFiles(t *testing.T) {
	set := load(t)
	files, err := Files(set)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]string{}
	for _, f := range files {
		byName[f.Name] = string(f.Data)
	}
	page := byName["index.html"]
	all := strings.Join([]string{byName["README.md"], byName["statements.md"]}, "\n")
	for _, c := range set.Concerns {
		all += byName[c.ID+".md"]
	}
	for i := range set.Rules {
		r := &set.Rules[i]
		if !strings.Contains(page, `id="rule-`+r.ID+`"`) || !strings.Contains(all, "## Rule `"+r.ID+"`") || !strings.Contains(all, strings.TrimSpace(r.When)) {
			t.Errorf("rule %s is missing", r.ID)
		}
	}
	for i := range set.Families {
		f := &set.Families[i]
		if !strings.Contains(page, `id="family-`+f.ID+`"`) || !strings.Contains(all, "## Family `"+f.ID+"`") {
			t.Errorf("family %s is missing", f.ID)
		}
		for _, line := range f.Names {
			name, _, _ := strings.Cut(line, "|")
			if !strings.Contains(all, "- **"+esc(strings.TrimSpace(name))+"**") {
				t.Errorf("family %s: %s is missing", f.ID, name)
			}
		}
	}
	for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+m[1]+`"`) {
			t.Errorf("a link to %s leads nowhere", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\]\(([^)#]*)(?:#[^)]*)?\)`).FindAllStringSubmatch(byName["README.md"], -1) {
		if byName[m[1]] == "" {
			t.Errorf("a link to %s leads nowhere", m[1])
		}
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "http://") || strings.Contains(page, "https://") {
		t.Error("the page holds something from elsewhere")
	}
	d := xml.NewDecoder(strings.NewReader(strings.NewReplacer("<!doctype html>", "", `<meta charset="utf-8">`, "", `<meta name="viewport" content="width=device-width, initial-scale=1">`, "", "<br>", "").Replace(page)))
	d.Strict, d.Entity = true, xml.HTMLEntity
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
	}
}

// TestHostile proves that what a rule file holds cannot become markup.
func TestHostile(t *testing.T) {
	set := load(t)
	set.Rules[0].Title, set.Rules[0].Because = "<script>alert(1)</script>", "a | b\n# c <img src=x>"
	files, err := Files(set)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if bytes.Contains(f.Data, []byte("<script>")) || bytes.Contains(f.Data, []byte("<img")) || strings.HasSuffix(f.Name, ".md") && bytes.Contains(f.Data, []byte("\n# c")) {
			t.Errorf("%s holds markup of a rule file", f.Name)
		}
	}
}

// TestCurrent proves that the reference in docs is that of the shipped rule set.
func TestCurrent(t *testing.T) {
	files, err := Files(load(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join("../../docs/reference", f.Name))
		if err != nil || !bytes.Equal(got, f.Data) {
			t.Errorf("docs/reference/%s is not current: run screen rules docs -o docs/reference", f.Name)
		}
	}
}
