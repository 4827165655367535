package reports

import (
	"unicode/utf8"
)

// htmlPlain says which bytes stand in HTML text and quoted attributes as they are.
var htmlPlain = func() (plain [256]bool) {
	for c := 0x20; c < 0x7f; c++ {
		plain[c] = c != '&' && c != '<' && c != '>' && c != '"' && c != '\''
	}
	return plain
}()

// appendHTML appends s as text or as the value of a quoted attribute, on one line: line breaks and tabs become spaces,
// control characters, overrides of the direction of writing and bytes that are no UTF-8 become U+FFFD.
func appendHTML[T string | []byte](dst []byte, s T) []byte {
	plain := 0
	for i := 0; i < len(s); {
		if htmlPlain[s[i]] {
			i++
			continue
		}
		size, entity := 1, ""
		switch c := s[i]; {
		case c == '&':
			entity = "&amp;"
		case c == '<':
			entity = "&lt;"
		case c == '>':
			entity = "&gt;"
		case c == '"':
			entity = "&#34;"
		case c == '\'':
			entity = "&#39;"
		case c == '\n' || c == '\r' || c == '\t':
			entity = " "
		case c < utf8.RuneSelf:
			entity = "\uFFFD"
		default:
			size, entity = otherRune(s[i:])
		}
		if entity != "" {
			dst = append(append(dst, s[plain:i]...), entity...)
			plain = i + size
		}
		i += size
	}
	return append(dst, s[plain:]...)
}

// otherRune returns the size of the rune that s begins with, and what stands for it where it can't stay.
func otherRune[T string | []byte](s T) (size int, instead string) {
	r, size := utf8.DecodeRuneInString(string(s[:min(len(s), utf8.UTFMax)]))
	switch {
	case r == '\u2028' || r == '\u2029':
		return size, " "
	case r == utf8.RuneError || r < 0xA0 || isBidiControl(r):
		return size, "\uFFFD"
	}
	return size, ""
}
