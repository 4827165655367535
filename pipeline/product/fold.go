package product

import (
	"unicode"
	"unicode/utf8"
)

// Folded text is what the vocabulary is matched against: lower case, without accents, words parted by one space.
// Six signs survive as words of their own, each a border of words: ',' for whatever parts clauses, '.' for the end of
// a sentence, '(' and ')' for brackets of any kind, '&', and '+'. A point or comma between digits becomes '.' and
// belongs to its number; the law that a border is never a letter holds all the same, because numbers are not matched.

// plain maps ASCII to its folded byte: letters to lower case, digits to themselves, what parts clauses to ',', the
// rest to a space. 0 marks bytes that need a look at their neighbours.
var plain = func() (t [utf8.RuneSelf]byte) {
	for i := range t {
		c := byte(i)
		switch {
		case c >= 'A' && c <= 'Z':
			t[i] = c + 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '&', c == '+':
			t[i] = c
		case c == ';' || c == '|' || c == ':' || c == '\n' || c == '\r' || c == '\t':
			t[i] = ','
		case c == '(' || c == '[' || c == '{':
			t[i] = '('
		case c == ')' || c == ']' || c == '}':
			t[i] = ')'
		case c == '.' || c == ',' || c == '-' || c == '!' || c == '?':
			t[i] = 0
		default:
			t[i] = ' '
		}
	}
	return t
}()

// fold appends the folded form of s to dst.
func fold(dst []byte, s string) []byte {
	start := len(dst)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			b := plain[c]
			if b == 0 {
				b = pointed(s, i)
			}
			i++
			switch {
			case b >= '0':
				if len(dst) > start && dst[len(dst)-1] >= utf8.RuneSelf && wide(lastRune(dst)) {
					dst = append(dst, ' ')
				}
				dst = append(dst, b)
				for i < len(s) && s[i] < utf8.RuneSelf && plain[s[i]] >= '0' { // the rest of the word
					dst = append(dst, plain[s[i]])
					i++
				}
			case b != ' ':
				dst = append(dst, b)
			case len(dst) > start && dst[len(dst)-1] != ' ':
				dst = append(dst, ' ')
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		dst = foldRune(dst, start, r)
	}
	for len(dst) > start && dst[len(dst)-1] == ' ' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

// pointed folds the signs whose meaning hangs on their neighbours.
func pointed(s string, i int) byte {
	prev, next := byte(' '), byte(' ')
	if i > 0 {
		prev = s[i-1]
	}
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch s[i] {
	case '-':
		if prev == ' ' && next == ' ' {
			return ','
		}
		return ' '
	case ',':
		if digit(prev) && digit(next) {
			return '.'
		}
		return ','
	case '.':
		if digit(prev) && digit(next) {
			return '.'
		}
		if next == ' ' || next == '\n' || next == '\r' {
			return '.'
		}
		return ' '
	}
	return '.' // '!' and '?'
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// foldRune appends one rune beyond ASCII: accents are dropped, full-width forms become ASCII, and scripts written
// without spaces are parted by a space from Latin words beside them.
func foldRune(dst []byte, start int, r rune) []byte {
	switch {
	case r >= 0x300 && r <= 0x36F, r == 0xAD, r >= 0x200B && r <= 0x200D, r == 0xFEFF, r == '®', r == '™', r == '©':
		return dst // combining accents, soft hyphens, zero widths, marks
	case r >= 0xFF01 && r <= 0xFF5E:
		return fold0(dst, start, plainOr(byte(r-0xFF01+'!')))
	case r >= 0xC0 && int(r-0xC0) < len(latin):
		if l := latin[r-0xC0]; l != "" {
			return append(dst, l...)
		}
	}
	switch r {
	case '–', '—', '·', '•', '、', '‧', '∙':
		return fold0(dst, start, ',')
	case '。', '…':
		return fold0(dst, start, '.')
	case '【', '「', '『', '〔', '《', '〈':
		return fold0(dst, start, '(')
	case '】', '」', '』', '〕', '》', '〉':
		return fold0(dst, start, ')')
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
		return fold0(dst, start, ' ')
	}
	r = unicode.ToLower(r)
	if len(dst) > start {
		if last := dst[len(dst)-1]; wide(r) && last < 0x80 && last >= '0' {
			dst = append(dst, ' ')
		}
	}
	return utf8.AppendRune(dst, r)
}

// fold0 appends a sign, at most one space in a row.
func fold0(dst []byte, start int, b byte) []byte {
	if b == ' ' && (len(dst) == start || dst[len(dst)-1] == ' ') {
		return dst
	}
	return append(dst, b)
}

func plainOr(c byte) byte {
	if b := plain[c]; b != 0 {
		return b
	}
	return ','
}

// wide reports whether r is of a script written without spaces, or with spaces that do not part its nouns: Hangul,
// Kana, Han.
func wide(r rune) bool {
	return r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0x1100 && r <= 0x11FF
}

func lastRune(b []byte) rune {
	r, _ := utf8.DecodeLastRune(b)
	return r
}

// wideLead reports whether c is the first byte of a wide rune (or of another rune above U+1000).
func wideLead(c byte) bool { return c >= 0xE1 && c <= 0xED }

// border reports whether c, a byte of folded text, parts words.
func border(c byte) bool {
	switch c {
	case ' ', ',', '.', '(', ')', '&', '+':
		return true
	}
	return false
}

// latin folds U+00C0 to U+017F.
var latin = [...]string{
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss",
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y",
	"a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
	"d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
	"g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
	"i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
	"l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
	"o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
	"s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
	"u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
}
