package inci

import (
	"strings"
	"testing"
)

// testSource is a source of all kinds of names, with the inventory that the program comes with.
func testSource() Source {
	known, limits := DefaultKnown()
	return Source{Families: testFamilies, Known: append(append([]string{}, testKnown...), known...), Limits: limits}
}

// TestCompiled: a lexicon in compiled form has the names, families and limits that were gathered for it, no others, and finds each.
func TestCompiled(t *testing.T) {
	src := testSource()
	b, err := build(src)
	if err != nil {
		t.Fatal(err)
	}
	lx, err := NewLexicon(src)
	if err != nil {
		t.Fatal(err)
	}
	if lx.names.count != len(b.names.names) || lx.patterns.count() != len(b.patterns) {
		t.Fatalf("%d names and %d patterns, want %d and %d", lx.names.count, lx.patterns.count(), len(b.names.names), len(b.patterns))
	}
	want := map[int32]*Entry{} // of each entry, with what the patterns give its names
	for _, n := range b.names.names {
		e := b.resolve(n.entry)
		if want[e] == nil {
			x := b.entries[e]
			want[e] = &x
		}
		if name := string(b.names.text[n.at:][:n.size]); !strings.Contains(name, "(") {
			more := b.byPatterns(name)
			want[e].Families[0] |= more[0]
			want[e].Families[1] |= more[1]
		}
	}
	for _, n := range b.names.names {
		name := b.names.text[n.at:][:n.size]
		e, ok := lx.names.find(name)
		if !ok || e != b.resolve(n.entry) || *lx.entry(e) != *want[e] {
			t.Fatalf("%s: %v %+v, want %+v", name, ok, lx.entry(e), want[b.resolve(n.entry)])
		}
		if _, ok := lx.names.find(append(name[:len(name):len(name)], 'q', 'x')); ok {
			t.Fatalf("%sqx is found", name)
		}
	}
	for i, p := range b.patterns {
		e := lx.patterns.entry(int32(i))
		if lx.patterns.at(int32(i)) != p.folded || e.Name != p.written || e.Families != p.families || e.colorant != isColorant(p.written) || e != lx.patterns.entry(int32(i)) {
			t.Fatalf("pattern %d is %+v, want %+v", i, e, p)
		}
	}
}

// TestEncoded: what is compiled, encoded and decoded, with its indexes made beforehand, recognises as what is compiled of the
// same source.
func TestEncoded(t *testing.T) {
	src := testSource()
	data, err := Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := printsOf(string(data)); !ok || p.families != familyPrint(src.Families) || p.lists != listPrint(src) || p.texts != 0 {
		t.Fatal("the fingerprint is not its source's")
	}
	v, err := decode(string(data))
	if err != nil {
		t.Fatal(err)
	}
	if v.words(1) == nil {
		t.Error("the indexes for repairs are missing")
	}
	got := newLexicon(v, src.Families)
	want, err := compile(src)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"Retinyl Newate", "Nothing Known", "Glycrein", "Gly cerin", "Lavender Oil / Lavandula Angustifolia Oil", "PEG-12", "Linalol"}
	for _, line := range src.Known {
		names = append(names, strings.Split(line, "|")...)
	}
	for _, f := range src.Families {
		for _, line := range f.Names {
			names = append(names, strings.Split(line, "|")...)
		}
	}
	for i, name := range names {
		if i%16 == 0 { // a letter lost
			name = name[:len(name)/2] + name[min(len(name), len(name)/2+1):]
		}
		a, b := got.Recognize(name), want.Recognize(name)
		same := a.Match == b.Match && a.Families == b.Families && a.Nano == b.Nano && (a.Entry == nil) == (b.Entry == nil)
		if !same || a.Entry != nil && *a.Entry != *b.Entry {
			t.Fatalf("Recognize(%q) = %s, want %s", name, describe(got, a), describe(want, b))
		}
	}
}

// TestDefault: Default stands for the lists of DefaultKnown.
func TestDefault(t *testing.T) {
	short, err := Compile(Source{Families: testFamilies, Default: true})
	if err != nil {
		t.Fatal(err)
	}
	src := Source{Families: testFamilies}
	src.Known, src.Limits = DefaultKnown()
	long, err := Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := printsOf(string(short))
	b, _ := printsOf(string(long))
	if a.families != b.families || a.lists != b.lists || a.texts != textPrint() {
		t.Errorf("prints %v and %v", a, b)
	}
	if string(short[len(compiledHeader)+24:]) != string(long[len(compiledHeader)+24:]) {
		t.Error("the compiled forms differ")
	}
}

// TestDecodeDamaged: data that was cut or has another header is refused.
func TestDecodeDamaged(t *testing.T) {
	data, err := Compile(Source{Families: testFamilies, Known: testKnown})
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		if _, err := decode(string(data[:i])); err == nil {
			t.Fatalf("the first %d of %d bytes are accepted", i, len(data))
		}
	}
	if _, ok := printsOf("screen lexicon 2" + string(data[len(compiledHeader)-1:])); ok {
		t.Error("another version is accepted")
	}
}

// TestFingerprint: another source has another fingerprint.
func TestFingerprint(t *testing.T) {
	print := func(src Source) prints { return prints{familyPrint(src.Families), listPrint(src), 0} }
	base := Source{Families: testFamilies, Known: testKnown}
	f := print(base)
	for i, src := range []Source{
		{Families: testFamilies[1:], Known: testKnown},
		{Families: testFamilies, Known: testKnown[1:]},
		{Families: testFamilies, Known: append([]string{"New Name"}, testKnown...)},
		{Families: testFamilies, Known: testKnown, Limits: []Limit{{"Phenoxyethanol", 1, false}}},
	} {
		if print(src) == f {
			t.Errorf("source %d has the fingerprint of another", i)
		}
	}
}
