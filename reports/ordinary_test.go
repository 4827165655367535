package reports

import (
	"math/rand/v2"
	"testing"
)

// TestOrdinary compares eight bytes at a time with one after the other: each byte at each place, and random texts.
func TestOrdinary(t *testing.T) {
	check := func(s string) {
		want := true
		for i := range len(s) {
			want = want && s[i] >= ' ' && s[i] < 0x7f && s[i] != '"' && s[i] != '\\'
		}
		if got := allOrdinary(s, '"', '\\'); got != want {
			t.Fatalf("%q: %v, want %v", s, got, want)
		}
	}
	for c := range 256 {
		for n := 8; n < 26; n++ {
			for at := range n {
				text := []byte("Aqua ~!#[]^ Glycerin, 0123")[:n]
				text[at] = byte(c)
				check(string(text))
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		text := make([]byte, 8+random.IntN(20))
		for i := range text {
			text[i] = byte(random.IntN(256))
			if random.IntN(4) > 0 {
				text[i] = " !\"#[\\]~\x1f\x7f\x80"[random.IntN(11)]
			}
		}
		check(string(text))
	}
}
