package product

import (
	"reflect"
	"testing"
)

// TestCompiledVocabulary: the compiled form that is embedded is that of the text.
func TestCompiledVocabulary(t *testing.T) {
	want, err := CompileVocabulary(vocabularyText)
	if err != nil {
		t.Fatal(err)
	}
	if compiledVocabulary != want {
		t.Error("vocabulary.bin is not that of vocabulary.txt: run go generate ./pipeline/product")
	}
	for _, n := range []int{0, 1, len(vocabularyHeader), len(want) / 2, len(want) - 1} {
		if _, ok := openVocabulary(want[:n], vocabularyText); ok {
			t.Errorf("the first %d bytes are accepted", n)
		}
	}
	if _, ok := openVocabulary(want, vocabularyText+" "); ok {
		t.Error("the compiled form of another text is accepted")
	}
}

// TestCompiledEntries: the compiled form means what was read.
func TestCompiledEntries(t *testing.T) {
	b, err := parseVocabulary(vocabularyText)
	if err != nil {
		t.Fatal(err)
	}
	v, ok := openVocabulary(b.compiled(vocabularyText), vocabularyText)
	if !ok {
		t.Fatal("what was compiled is not accepted")
	}
	for i := range b.entries {
		want := &b.entries[i]
		if got := v.entry(i); *got != *want || got != v.entry(i) {
			t.Errorf("entry %d is %+v, want %+v", i, *got, *want)
		}
		for _, behind := range []string{"", " ", " qx"} {
			if got, end := v.match([]byte(want.phrase+behind), 0); got == nil || *got != *want || end != len(want.phrase) {
				t.Errorf("%q is found as %+v up to %d", want.phrase+behind, got, end)
			}
		}
	}
	met := 0
	for i, suffix := range b.suffixes {
		for k, prefix := range b.prefixes {
			if got, want := v.join(i, k), compoundOf(suffix, &prefix); *got != want || got != v.join(i, k) {
				t.Errorf("%s-%s is %+v, want %+v", prefix.phrase, suffix.phrase, *got, want)
			}
			if got, end := v.match([]byte(prefix.phrase+suffix.phrase), 0); got == v.join(i, k) && end == len(prefix.phrase+suffix.phrase) {
				met++
			}
		}
	}
	if all := len(b.prefixes) * len(b.suffixes); met < all*9/10 { // the others are phrases of their own, or begin with a longer prefix
		t.Errorf("only %d of %d compounds are found", met, all)
	}
	parts := map[string]entry{}
	for _, p := range b.parts {
		parts[p.phrase] = p
	}
	for phrase, p := range v.parts {
		if parts[phrase] != *p {
			t.Errorf("part %q is %+v, want %+v", phrase, *p, parts[phrase])
		}
	}
	if len(parts) != len(v.parts) || !reflect.DeepEqual(v.on, b.on) || v.yields != b.yields || !reflect.DeepEqual(v.claims, b.claims) {
		t.Error("categories or claims differ")
	}
}
