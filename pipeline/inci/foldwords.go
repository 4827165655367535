package inci

import (
	"bytes"
	"unicode/utf8"
)

// Words that need a second look once a name is folded: those that mix scripts, and names of colours.

// lookalikes are the Cyrillic and Greek small letters that print like Latin ones (or whose capitals do).
var lookalikes = map[rune]byte{
	'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'ё': 'e', 'һ': 'h', 'н': 'h', 'і': 'i', 'ї': 'i', 'ј': 'j', 'к': 'k', 'м': 'm', 'ո': 'n',
	'о': 'o', 'р': 'p', 'ԛ': 'q', 'ѕ': 's', 'т': 't', 'ԝ': 'w', 'х': 'x', 'у': 'y',
	'α': 'a', 'β': 'b', 'ε': 'e', 'η': 'h', 'ι': 'i', 'κ': 'k', 'μ': 'm', 'ν': 'n', 'ο': 'o', 'ρ': 'p', 'τ': 't', 'υ': 'y', 'χ': 'x', 'ζ': 'z',
}

// greek are letters that chemistry spells out: α-isomethyl ionone.
var greek = map[rune]string{'α': "alpha", 'β': "beta", 'γ': "gamma", 'δ': "delta", 'ε': "epsilon", 'ω': "omega"}

// withoutTonos returns a Greek small letter without the accents that capitals are printed without, and the final sigma as
// any other: ΑΡΩΜΑ is Άρωμα.
func withoutTonos(r rune) rune {
	switch r {
	case 'ά':
		return 'α'
	case 'έ':
		return 'ε'
	case 'ή':
		return 'η'
	case 'ί', 'ϊ', 'ΐ':
		return 'ι'
	case 'ό':
		return 'ο'
	case 'ύ', 'ϋ', 'ΰ':
		return 'υ'
	case 'ώ':
		return 'ω'
	case 'ς':
		return 'σ'
	}
	return r
}

// foldLookalikes rewrites, in place, the words of b that mix Latin letters with look-alikes, and single Greek letters; it
// returns the new length and whether anything changed. A word wholly in another script stays.
func foldLookalikes(b []byte) (int, bool) {
	var out [maxName]byte
	n := 0
	for i := 0; i < len(b); {
		end := wordEnd(b, i)
		if n == maxName {
			break
		}
		if end == i { // the separator itself
			out[n] = b[i]
			n, i = n+1, i+1
			continue
		}
		n += copyWord(out[n:], b[i:end])
		i = end
	}
	if bytes.Equal(b, out[:n]) {
		return n, false
	}
	return copy(b[:min(n, cap(b))], out[:n]), true
}

func wordEnd(b []byte, i int) int {
	for i < len(b) && b[i] != ' ' && !isMark(b[i]) {
		i++
	}
	return i
}

func copyWord(dst, word []byte) int {
	if r, size := utf8.DecodeRune(word); size == len(word) && greek[r] != "" {
		return copy(dst, greek[r])
	}
	if !bytes.ContainsFunc(word, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		return copy(dst, word)
	}
	n := 0
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRune(word[i:])
		if c := lookalikes[r]; c != 0 {
			if n < len(dst) {
				dst[n] = c
				n++
			}
		} else {
			n += copy(dst[n:], word[i:i+size])
		}
		i += size
	}
	return n
}

var (
	// colorPrefixes are what US law puts before a colour; the number alone tells the colour.
	colorPrefixes = [][]byte{[]byte("fd and c "), []byte("d and c "), []byte("fdandc "), []byte("dandc "), []byte("fd c "), []byte("fdc "), []byte("d c "), []byte("dc ")}
	colorWords    = [][]byte{[]byte("red"), []byte("yellow"), []byte("blue"), []byte("green"), []byte("orange"), []byte("violet"), []byte("brown"), []byte("black")}
	extPrefix     = []byte("ext ")
)

// colorName writes the names of US colours one way, in place, and returns the new length: "fd and c yellow no 5" and
// "yellow no5" are "yellow 5", "ext d and c violet no 2" is "ext violet 2". "ci no 77891" is "ci 77891".
func colorName(b []byte) int {
	if len(b) < 5 {
		return len(b)
	}
	switch string(b[:4]) {
	case "fd a", "fdan", "fd c", "fdc ", "d an", "dand", "d c ", "dc r", "dc y", "dc b", "dc g", "dc o", "dc v", "ext ",
		"red ", "yell", "blue", "gree", "oran", "viol", "brow", "blac", "ci n":
	default:
		return len(b)
	}
	at := 0
	if bytes.HasPrefix(b, extPrefix) {
		at = len(extPrefix)
	}
	for _, p := range colorPrefixes {
		if bytes.HasPrefix(b[at:], p) && colorWord(b[at+len(p):]) > 0 {
			b = append(b[:at], b[at+len(p):]...)
			break
		}
	}
	w := colorWord(b[at:])
	if w == 0 && bytes.HasPrefix(b, []byte("ci ")) {
		w = 2
	}
	if w == 0 {
		return len(b)
	}
	rest := b[at+w:] // " no 5", " no5", " 5"
	if bytes.HasPrefix(rest, []byte(" no")) && len(rest) > 3 {
		k := 3
		if rest[k] == ' ' {
			k++
		}
		if k < len(rest) && isDigit(rest[k]) {
			b = append(b[:at+w+1], rest[k:]...)
		}
	}
	return len(b)
}

// colorWord returns the length of the colour that b begins with, if a number or nothing but "no" and a number may follow.
func colorWord(b []byte) int {
	for _, w := range colorWords {
		if bytes.HasPrefix(b, w) && len(b) > len(w) && b[len(w)] == ' ' {
			return len(w)
		}
	}
	return 0
}
