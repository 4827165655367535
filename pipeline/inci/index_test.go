package inci

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestBegins: names found by the slot of their first bytes are those found by trying each.
func TestBegins(t *testing.T) {
	lx, err := NewLexicon(testSource())
	if err != nil {
		t.Fatal(err)
	}
	begun := 0
	for i := 0; i < lx.names.count; i += 97 {
		for _, cut := range []int{2, 3, 4, 5, len(lx.names.name(i)) / 2, len(lx.names.name(i)) - 1} {
			for _, more := range []string{"", "q"} {
				name := lx.names.name(i)[:max(0, min(cut, len(lx.names.name(i))))] + more
				var buf [maxName]byte
				n, ok := fold(&buf, name)
				want := false
				for k := 0; ok && n >= 2 && buf[n-1] != ' ' && k < lx.names.count && !want; k++ {
					want = lx.cutOff(k, string(buf[:n]))
				}
				if want {
					begun++
				}
				if got := lx.begins(name); got != want {
					t.Errorf("begins(%q) = %v", name, got)
				}
			}
		}
	}
	if begun < 100 {
		t.Errorf("only %d names begin others", begun)
	}
}

// TestNear: the words that a word may be a slip of are those found by trying each.
func TestNear(t *testing.T) {
	lx, err := NewLexicon(testSource())
	if err != nil {
		t.Fatal(err)
	}
	w := lx.words()
	found := 0
	for i := 0; i < w.known.count; i += 61 {
		known := w.known.name(i)
		for k, word := range []string{known, cutLetter(known, len(known)/2), known + "e", "x" + known, swap(known)} {
			limit := 1 + k%2
			var want []string
			for n := 0; len(word) >= 4 && len(word) <= maxWord && isWord(word) && n < w.known.count; n++ {
				c := w.known.name(n)
				if shape([]byte(c)) < 0 || len(c) < len(word)-limit || len(c) > len(word)+limit || !strings.Contains(firstLetters(word[0]), c[:1]) {
					continue
				}
				if d, ok := slip(word, c, limit); ok {
					want = append(want, fmt.Sprint(c, d))
				}
			}
			if to, ok := shortSlips[word]; ok {
				want = []string{fmt.Sprint(to, 1)}
			}
			var got []string
			for _, c := range w.near(word, limit) {
				got = append(got, fmt.Sprint(c.word, c.dist))
			}
			slices.Sort(got)
			slices.Sort(want)
			if found += len(want); !slices.Equal(got, want) {
				t.Errorf("near(%q, %d) = %v, want %v", word, limit, got, want)
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d words are near others", found)
	}
}

func cutLetter(s string, i int) string { return s[:i] + s[min(i+1, len(s)):] }

// swap exchanges two letters in the middle of a word.
func swap(s string) string {
	b := []byte(s)
	if i := len(b) / 2; i > 0 {
		b[i], b[i-1] = b[i-1], b[i]
	}
	return string(b)
}
