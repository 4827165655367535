package inci

import "bytes"

// Numbers of the Colour Index are written in many ways, and read wrongly in more: "CI 42090", "C.I. No. 42090", "Colour
// Index 42090"; "Cl 42090" and "C1 42090", because a capital I looks like an l and a one; "CI 42O90". A colour is among
// what the rules judge, so none of these may pass for a number that means nothing.

// indexWords are the words before a number of the Colour Index, folded; the last two are in Cyrillic letters.
var indexWords = [...][]byte{[]byte("ci"), []byte("cl"), []byte("c1"), []byte("c i"), []byte("c l"), []byte("c 1"), []byte("colour index"), []byte("color index"), []byte("colourindex"), []byte("сі"), []byte("си")}

// numberWords may stand between them and the number.
var numberWords = [...][]byte{[]byte("no"), []byte("nr"), []byte("n"), []byte("num"), []byte("number"), []byte("nummer"), []byte("numero")}

// indexNumbers writes the numbers of the Colour Index in a folded name one way, "ci 42090", in place. It returns the new
// length.
func indexNumbers(b []byte) int {
	for i := 0; i < len(b); {
		end := wordEnd(b, i)
		if end == i {
			i++
			continue
		}
		at, from := -1, i
		switch word := b[i:end]; {
		case len(word) == 5 && indexNumber(word):
			at = indexWord(b[:i])
		case len(word) == 7 && word[0] == 'c' && (word[1] == 'i' || word[1] == 'l' || word[1] == '1') && indexNumber(word[2:]):
			at, from = i, i+2
		}
		if at < 0 {
			i = end
			continue
		}
		b = putIndex(b, at, from)
		i = at + len("ci 42090")
	}
	return len(b)
}

// putIndex writes "ci " over b[at:from], and the digits that look like letters behind it.
func putIndex(b []byte, at, from int) []byte {
	const word = "ci "
	if from-at < len(word) { // "cl42090"
		if len(b) == cap(b) {
			return b
		}
		b = b[:len(b)+1]
		copy(b[from+1:], b[from:])
		from++
	}
	copy(b[at:], word)
	b = append(b[:at+len(word)], b[from:]...)
	for k := at + len(word); k < at+len(word)+5; k++ {
		switch b[k] {
		case 'o':
			b[k] = '0'
		case 'l', 'i':
			b[k] = '1'
		}
	}
	return b
}

// indexBegins returns the length of "CI: 42090" at the beginning of a text, letters and marks as they come; 0 where it
// begins with nothing of the kind.
func indexBegins(s string) int {
	i := 0
	for i < len(s) && s[i] == ' ' {
		i++
	}
	if i+7 > len(s) || lower(s[i]) != 'c' {
		return 0
	}
	i++
	if s[i] == '.' || s[i] == ' ' {
		i++
	}
	switch lower(s[i]) {
	case 'i', 'l', '1', '|', '!':
		i++
	default:
		return 0
	}
	for i < len(s) && (s[i] == ' ' || s[i] == '.' || s[i] == ':' || s[i] == '-' || s[i] == '#') {
		i++
	}
	if i+5 > len(s) || !allDigits(s[i:i+5]) || i+5 < len(s) && isAlnum(s[i+5]) {
		return 0
	}
	return i + 5
}

// bareIndex returns what a number is that stands by itself and is one of the Colour Index that the lexicon names:
// "Colorants: 19140, 42090". Others are makers' codes.
func (p *Parser) bareIndex(s string) (Recognition, bool) {
	if len(s) < 5 || !allDigits(s[:5]) || len(s) > 5 && (len(s) != 7 || s[5] != ':' || !isDigit(s[6])) {
		return Recognition{}, false
	}
	r, ok := p.lookupJoined("CI ", "", s)
	return r, ok && r.Match == Exact
}

// indexNumber reports whether five bytes may be a number of the Colour Index: 10000 to 77999, two of its digits perhaps
// read as the letters that look like them.
func indexNumber(word []byte) bool {
	digits := 0
	for _, c := range word {
		switch {
		case isDigit(c):
			digits++
		case c != 'o' && c != 'l' && c != 'i':
			return false
		}
	}
	return digits >= 3 && word[0] != '0' && word[0] != 'o' && word[0] < '8' || digits >= 3 && (word[0] == 'l' || word[0] == 'i')
}

// indexWord returns where, in what stands before a number, the words begin that say that it is one of the Colour Index; -1
// where there are none.
func indexWord(b []byte) int {
	b = bytes.TrimRight(b, " ")
	for _, w := range numberWords {
		if n := len(b) - len(w); n > 0 && b[n-1] == ' ' && bytes.HasSuffix(b, w) {
			b = b[:n-1]
			break
		}
	}
	for _, w := range indexWords {
		if bytes.HasSuffix(b, w) && atWordStart(b, len(b)-len(w)) {
			return len(b) - len(w)
		}
	}
	return -1
}
