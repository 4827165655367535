package inci

import (
	"strings"
	"testing"
)

// TestLoad: a lexicon in compiled form is the lexicon that its source gives.
func TestLoad(t *testing.T) {
	known, limits := DefaultKnown()
	src := Source{Families: testFamilies, Known: append(append([]string{}, testKnown...), known...), Limits: limits}
	data, err := Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := shippedPrint(string(data)); !ok || f != fingerprint(src) {
		t.Fatal("the fingerprint is not its source's")
	}
	got, err := load(string(data), src)
	if err != nil {
		t.Fatal(err)
	}
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
	for _, name := range names {
		a, b := got.Recognize(name), want.Recognize(name)
		same := a.Match == b.Match && a.Families == b.Families && a.Nano == b.Nano && (a.Entry == nil) == (b.Entry == nil)
		if same && a.Entry != nil {
			same = a.Entry.Name == b.Entry.Name && a.Entry.Limit == b.Entry.Limit && a.Entry.LimitLeaveOn == b.Entry.LimitLeaveOn && a.Entry.colorant == b.Entry.colorant
		}
		if !same {
			t.Fatalf("Recognize(%q) = %s, want %s", name, describe(got, a), describe(want, b))
		}
	}
}

// TestLoadDamaged: damaged data is an error or another lexicon's, never a panic.
func TestLoadDamaged(t *testing.T) {
	src := Source{Families: testFamilies, Known: testKnown}
	data, err := Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(shippedHeader) + 8; i < len(data); i++ {
		for _, cut := range []bool{true, false} {
			d := append([]byte{}, data...)
			if cut {
				d = append(d[:i], 0, 0, 0, 0)
			} else {
				d[i] ^= 0x55
			}
			load(string(d), src)
		}
	}
}

// TestFingerprint: another source has another fingerprint.
func TestFingerprint(t *testing.T) {
	base := Source{Families: testFamilies, Known: testKnown}
	f := fingerprint(base)
	for i, src := range []Source{
		{Families: testFamilies[1:], Known: testKnown},
		{Families: testFamilies, Known: testKnown[1:]},
		{Families: testFamilies, Known: append([]string{"New Name"}, testKnown...)},
		{Families: testFamilies, Known: testKnown, Limits: []Limit{{"Phenoxyethanol", 1, false}}},
	} {
		if fingerprint(src) == f {
			t.Errorf("source %d has the fingerprint of another", i)
		}
	}
}
