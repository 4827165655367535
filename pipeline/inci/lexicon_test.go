package inci

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestFamiliesOfAName(t *testing.T) {
	lx, err := NewLexicon(Source{
		Families: []Family{
			{ID: "oil", Parent: -1, Names: []string{"A Oil"}, Patterns: []string{"* Oil"}, Except: []string{"Volatile Oil | Other Oil", "PEG-#*"}},
			{ID: "volatile", Parent: 2, Names: []string{"Volatile Oil", "Mint Oil | Menthe"}},
			{ID: "irritant", Parent: -1},
			{ID: "x", Parent: -1, Names: []string{"One | Two", "Three | Four", "Two | Three"}},
		},
		Known: []string{"Harmless Oil", "Menthe | Mynte", "Foo # Bar*", "Zero | One | Four"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, want string }{
		{"A Oil", "A Oil:exact: oil"},
		{"New Oil", "* Oil:pattern: oil"},
		{"Volatile Oil", "Volatile Oil:exact: volatile irritant"}, // excepted, and its parent
		{"Other Oil", "-"},
		{"PEG-7 Mint Oil", "-"},
		{"Mint Oil", "Mint Oil:exact: oil volatile irritant"}, // not excepted: both
		{"Menthe", "Mint Oil:exact: oil volatile irritant"},   // a synonym has what the substance has
		{"Mynte", "Mint Oil:exact: oil volatile irritant"},    // a synonym that the inventory adds
		{"Harmless Oil", "Harmless Oil:exact: oil"},           // an inventory takes nothing away
		{"Foo 12 Bars", "Foo # Bar*:pattern"},
		{"Foo Bar", "-"},
		{"Four", "One:exact: x"}, {"Zero", "One:exact: x"}, // joined by a later line
	} {
		r, _ := lx.Lookup(c.name)
		if got := describe(lx, r); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNewLexiconErrors(t *testing.T) {
	many := make([]Family, 129)
	for i := range many {
		many[i] = Family{ID: fmt.Sprint("f", i), Parent: -1}
	}
	for _, c := range []struct {
		families []Family
		want     string
	}{
		{many, "129 families"},
		{[]Family{{ID: "a", Parent: 1}, {ID: "b", Parent: 0}}, "part of itself"},
		{[]Family{{ID: "a", Parent: 3}}, "does not exist"},
		{[]Family{{ID: "a", Parent: -1, Patterns: []string{"* #"}}}, "no letters"},
		{[]Family{{ID: "a", Parent: -1, Patterns: []string{strings.Repeat("long ", 80) + "*"}}}, "longer than a name"},
	} {
		if _, err := NewLexicon(Source{Families: c.families}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

// Many goroutines may ask a new lexicon at once, and all get the same.
func TestLexiconConcurrent(t *testing.T) {
	names := []string{"Retinol", "Jojoba Oil", "Glycrein", "Hy- Drogenated Polydecene", "Water/Aqua/Eau", "Palmitoyl Tripeptide-38", "nothing known"}
	want := make([]Recognition, len(names))
	for i, s := range names {
		want[i] = testLexicon().Recognize(s)
	}
	lx, err := NewLexicon(Source{Families: testFamilies, Known: testKnown})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 200 {
				k := (i*7 + g) % len(names)
				r := lx.Recognize(names[k])
				if describe(lx, r) != describe(lx, Recognition{r.Entry, want[k].Families, want[k].Match, want[k].Nano}) {
					t.Errorf("%s: %s", names[k], describe(lx, r))
				}
			}
		})
	}
	wg.Wait()
}

// Every name of the test source is found by itself, and with every family that lists it.
func TestEveryNameIsFound(t *testing.T) {
	lx := testLexicon()
	for i, f := range testFamilies {
		for _, line := range f.Names {
			for s := range strings.SplitSeq(line, "|") {
				r, ok := lx.Lookup(s)
				if !ok || r.Match != Exact || r.Families[0]>>i&1 == 0 {
					t.Errorf("%s %q: %s", f.ID, s, describe(lx, r))
				}
			}
		}
	}
}

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"retinyl *", "retinyl palmitate", true}, {"retinyl *", "retinyl", false}, {"* oil", "seed oil", true}, {"* oil", "oil", false}, {"* oil", "oil oil", true},
		{"*peptide-#", "tripeptide 1", true}, {"*peptide-#", "tripeptide 10", true}, {"*peptide-#", "tripeptide 1 x", false}, {"*peptide-#", "tripeptide", false},
		{"ci 4####", "ci 42090", true}, {"ci 4####", "ci 4", false}, {"a*b*c", "axxbxxbc", true}, {"a*b*c", "axxcxxb", false}, {"*a*", "bab", true}, {"*", "", true},
		{"peg-#*", "peg 40 oil", true}, {"#-*", "12 x", true}, {"*-#-*", "a b 12 c", true},
	} {
		p, err := foldPattern(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got := glob(p, c.name); got != c.want {
			t.Errorf("glob(%q, %q) = %v", c.pattern, c.name, got)
		}
	}
}

// The index finds what trying every pattern finds.
func TestPatternIndex(t *testing.T) {
	b, err := build(Source{Families: testFamilies, Known: testKnown})
	if err != nil {
		t.Fatal(err)
	}
	lx := testLexicon()
	for i := range lx.names.count {
		name := lx.names.name(i)
		want := b.byPatterns(name)
		if _, got := lx.patterns.match(name); got != want {
			t.Errorf("%s: %s, want %s", name, ids(lx, got), ids(lx, want))
		}
	}
}

// byPatterns is the union of the families whose patterns take a folded name, found by trying each.
func (b *builder) byPatterns(name string) (f Families) {
	for _, p := range b.patterns {
		if !glob(p.folded, name) || p.family >= 0 && slices.ContainsFunc(b.except[p.family], func(g string) bool { return glob(g, name) }) {
			continue
		}
		f[0] |= p.families[0]
		f[1] |= p.families[1]
	}
	return f
}

func TestReadInventory(t *testing.T) {
	known := readInventory("# note\nAqua | Water\n\n#\n  Glycerin  \nPEG-#\n")
	if got := strings.Join(known, ";"); got != "Aqua | Water;Glycerin;PEG-#" {
		t.Errorf("inventory: %s", got)
	}
	limits := readLimits("name\tpercent\tuse\n# note\nPhenoxyethanol\t1\t\tAnnex V/29\nSalicylic Acid\t0.5\tleave-on\tnote\nbad\nworse\tx\n")
	if got := fmt.Sprint(limits); got != "[{Phenoxyethanol 1 false} {Salicylic Acid 0.5 true}]" {
		t.Errorf("limits: %s", got)
	}
}

// The names and limits that the program comes with compile, and each is found.
func TestDefaultKnown(t *testing.T) {
	known, limits := DefaultKnown()
	lx, err := NewLexicon(Source{Known: known, Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	if len(known) < 2000 || len(limits) < 20 {
		t.Errorf("%d names, %d limits", len(known), len(limits))
	}
	for _, line := range known {
		if isPattern(line) {
			continue
		}
		for s := range strings.SplitSeq(line, "|") {
			if _, ok := lx.Lookup(s); !ok && len(s) < maxName-12 { // a few mixtures of herbs have longer names
				t.Errorf("%q is not found", s)
			}
		}
	}
	for _, l := range limits {
		name, _ := nextName(l.Name)
		if r, ok := lx.Lookup(name); !ok || r.Entry.Limit != l.Percent || r.Entry.LimitLeaveOn != l.LeaveOn {
			t.Errorf("%s: %+v", name, r.Entry)
		}
	}
}

func BenchmarkDefaultLexicon(b *testing.B) {
	known, limits := DefaultKnown()
	for b.Loop() {
		if _, err := NewLexicon(Source{Families: testFamilies, Known: known, Limits: limits}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewLexicon(b *testing.B) {
	src := Source{Families: testFamilies}
	for i := range 12000 {
		src.Known = append(src.Known, fmt.Sprintf("Ingredient %d Number Extract", i))
	}
	for b.Loop() {
		if _, err := NewLexicon(src); err != nil {
			b.Fatal(err)
		}
	}
}
