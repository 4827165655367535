package inci

import (
	"strings"
	"testing"
)

func TestIndexNumbers(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"CI 42090", "ci 42090"}, {"C.I. 42090", "ci 42090"}, {"ci42090", "ci 42090"}, {"CI-42090", "ci 42090"}, {"CI# 42090", "ci 42090"},
		{"Cl 42090", "ci 42090"}, {"CL42090", "ci 42090"}, {"C.l. 42090", "ci 42090"}, {"C1 42090", "ci 42090"}, {"C142090", "ci 42090"}, {"C l 42090", "ci 42090"},
		{"CI: 42090", "ci 42090"}, {"CI No. 42090", "ci 42090"}, {"C.I. Nr. 42090", "ci 42090"}, {"CI n° 42090", "ci 42090"}, {"CI Nummer 42090", "ci 42090"},
		{"Colour Index 42090", "ci 42090"}, {"Color Index No. 42090", "ci 42090"}, {"СІ 42090", "ci 42090"},
		{"CI 42O90", "ci 42090"}, {"CI l5985", "ci 15985"}, {"Cl 15850:1", "ci 15850 1"},
		{"Blue 1 (Cl 42090)", "blue 1(ci 42090)"}, {"Cl 42090/Cl 19140", "ci 42090/ci 19140"}, {"Cl 42090 CL 77491", "ci 42090 ci 77491"},
		{"42090", "42090"}, {"CI 99999", "ci 99999"}, {"CL 99999", "cl 99999"}, {"Cl 4209", "cl 4209"}, {"Cl 420901", "cl 420901"}, {"HCl 42090", "hcl 42090"},
		{"CI color", "ci color"}, {"CI loool", "ci loool"}, {"B 42090", "b 42090"},
	} {
		var buf [maxName]byte
		n, ok := fold(&buf, c.name)
		if got := string(buf[:n]); !ok || got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	long := strings.Repeat("a ", 119) + "cl42090"
	var buf [maxName]byte
	if n, ok := fold(&buf, long); ok && !strings.HasSuffix(string(buf[:n]), "42090") {
		t.Errorf("a long name lost its end: %q", buf[:n])
	}
}

// A colour is no maker's code, and a maker's code is no colour.
func TestColoursAndCodes(t *testing.T) {
	families := append([]Family{}, parseFamilies...)
	families = append(families, Family{ID: "colour", Names: []string{"CI 42090", "CI 77492"}, Parent: -1})
	lx, err := NewLexicon(Source{Families: families, Known: parseKnown})
	if err != nil {
		t.Fatal(err)
	}
	p, plain, general := NewParser(lx), NewParser(lx), NewParser(lx)
	for _, c := range []struct {
		end   string
		items string // behind Aqua and Glycerin; those that nobody knows with a question mark
	}{
		{"Cl 42090", "Cl 42090"}, {"C1 42090, Cl 77492", "C1 42090|Cl 77492"}, {"CI: 42090", "CI: 42090"}, {"C.I.: 42090, Talc", "C.I.: 42090|Talc"}, {"CI:42090", "CI:42090"},
		{"42090", "42090"}, {"Colorants: 42090, 77492.", "42090|77492"}, {"42090, Talc", "42090|Talc"}, {"CI Nr. 42090", "CI Nr?|42090"},
		{"Colours (42090, 77492)", "Colours?|42090|77492"}, {"Iron Oxides (Cl 77491, Cl 77492, Cl 77499)", "Iron Oxides (Cl 77491, Cl 77492, Cl 77499)"},
		{"[+/- Cl 42090, CL 77492]", "Cl 42090|CL 77492"}, {"CI 99999", "CI 99999?"}, {"Cl 99999", "Cl 99999?"}, {"CI: 99999", "CI: 99999?"},
		{"50-21-5", "50-21-5?"}, // a substance's number
		{"12345", ""}, {"1234567 A", ""}, {"B12345/1", ""}, {"F.I.L. B42090/1", ""}, {"FIL D42090/1", ""}, {"1152090 15", ""}, {"<ILN42090>", ""},
	} {
		checkPlain(t, plain, general, "Aqua, Glycerin, Talc, "+c.end)
		l := p.Parse("Aqua, Glycerin, "+c.end, Options{})
		var items []string
		for _, it := range l.Items[2:] {
			name := l.Text[it.Start:it.End]
			if it.Match == Unrecognized {
				name += "?"
			}
			items = append(items, name)
		}
		if got := strings.Join(items, "|"); got != c.items {
			t.Errorf("%s: %s, want %s", c.end, got, c.items)
		}
	}
}
