package inci

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// A name is compared in its folded form: lower case, no accents, no look-alike letters, no typographic punctuation, one
// space where there were spaces or hyphens, none around a slash or a bracket. "Butyrospermum Parkii (Shea) Butter" folds to
// "butyrospermum parkii(shea)butter", "1.2-HEXANEDIOL" to "1,2 hexanediol", "C.I. 77891" to "ci 77891". Commas stay
// between digits and inside brackets, where they separate; elsewhere they are spaces ("Alcohol, denat.").
//
// Folding is idempotent: the fold of a folded name is that name.

// maxName is the longest folded name, in bytes; whatever is longer is no ingredient's name.
const maxName = 256

// Bytes that stand for '*' and '#' in a folded pattern; no folded name of an ingredient has them.
const (
	anyRun   = 0x0E
	digitRun = 0x0F
)

// What a byte of a name folds to: a letter or digit stands for itself; these are the others.
const (
	drop  = iota // nothing
	space        // a gap between words
	slash
	open
	shut
	comma
	dot
	amp
	multi  // first byte of a UTF-8 sequence
	digit  // kept; may need a look back ("ci77891")
	letter // h, u or d, after which British spelling may need a change
	plain  // from here on: the byte to write
)

// folds is indexed by byte. Letters and digits are the bytes that they fold to.
var folds = foldTable()

func foldTable() (t [256]byte) {
	for c := range t {
		t[c] = space
		switch {
		case c >= 'a' && c <= 'z':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		case c >= '0' && c <= '9':
			t[c] = digit
		case c >= utf8.RuneSelf:
			t[c] = multi
		}
	}
	for _, c := range "hud" { // sulph-, alumini-, hydrolys-
		t[c], t[c-'a'+'A'] = letter, letter
	}
	for _, c := range "'\"`^*!\r\x00" {
		t[c] = drop
	}
	for _, c := range "%@" {
		t[c] = byte(c)
	}
	t[anyRun], t[digitRun] = anyRun, digitRun
	t['\r'] = space
	t['/'], t['\\'] = slash, slash
	t['('], t['['], t['{'] = open, open, open
	t[')'], t[']'], t['}'] = shut, shut, shut
	t[','], t[';'], t['.'], t['&'] = comma, comma, dot, amp
	return t
}

// folder is one folding under way.
type folder struct {
	dst    *[maxName]byte
	n      int
	depth  int
	gap    bool // a space is due before the next letter
	mixed  bool // there are Cyrillic or Greek letters
	digits int  // how many there are
}

// fold writes the folded form of s to dst and returns its length; ok is false where s is too long to be a name.
func fold(dst *[maxName]byte, s string) (n int, ok bool) {
	f := folder{dst: dst}
	gap := false
	for i := 0; i < len(s); i++ {
		if n > maxName-12 {
			return 0, false
		}
		c := s[i]
		k := folds[c]
		switch {
		case k >= plain:
		case k == space:
			gap = true
			continue
		case k == letter && (n == 0 || gap || !british(dst[n-1], c|0x20)):
			k = c | 0x20
		default:
			f.n, f.gap = n, gap
			i += f.step(k, s, i)
			n, gap = f.n, f.gap
			continue
		}
		if gap {
			gap = false
			if n > 0 && !isMark(dst[n-1]) {
				dst[n] = ' '
				n++
			}
		}
		dst[n] = k
		n++
	}
	for n > 0 && (dst[n-1] == ' ' || dst[n-1] == ',') {
		n--
	}
	if f.mixed {
		if n, changed := foldLookalikes(dst[:n]); changed {
			return fold(dst, string(dst[:n])) // what is Latin now may be spelt British
		}
	}
	if f.digits >= 3 {
		n = indexNumbers(dst[:n])
	}
	return colorName(dst[:n]), true
}

// step folds the byte or rune at s[i], of kind k, and returns how many bytes it took beyond one.
func (f *folder) step(k byte, s string, i int) int {
	switch k {
	case letter:
		f.british(s[i] | 0x20)
	case digit:
		f.digit(s[i])
	case multi:
		return f.rune(s, i) - 1
	case dot:
		f.dot(s, i)
	case comma:
		f.comma(s, i)
	case amp:
		return f.amp(s[i+1:])
	case slash, open, shut:
		f.mark(k)
	}
	return 0
}

// put writes a letter, after the space that may be due: not at the beginning, nor behind a slash, comma or bracket.
func (f *folder) put(c byte) {
	if f.gap {
		f.gap = false
		if f.n > 0 && !isMark(f.dst[f.n-1]) {
			f.dst[f.n] = ' '
			f.n++
		}
	}
	f.dst[f.n] = c
	f.n++
}

func (f *folder) puts(s string) {
	for i := 0; i < len(s); i++ {
		f.put(s[i])
	}
}

func isMark(c byte) bool { return c == '/' || c == ',' || c == '(' || c == ')' }

// mark writes a slash or bracket, which stands without spaces.
func (f *folder) mark(kind byte) {
	f.gap = false
	var c byte
	switch kind {
	case slash:
		c = '/'
	case open:
		c = '('
		f.depth++
	case shut:
		c = ')'
		f.depth--
	}
	if c == '/' && f.n == 0 {
		return
	}
	f.dst[f.n] = c
	f.n++
}

// british says whether a letter and the next may be of a British spelling: sulph-, alumini-u, hydrolyse-d.
func british(prev, c byte) bool {
	return prev == 'p' && c == 'h' || prev == 'i' && c == 'u' || prev == 'e' && c == 'd'
}

// british writes h, u or d and puts the spelling before it right: sulphate, aluminium, hydrolysed.
func (f *folder) british(c byte) {
	if !f.gap {
		b := f.dst[:f.n]
		switch {
		case c == 'h' && bytes.HasSuffix(b, []byte("sulp")):
			f.dst[f.n-1] = 'f'
			return
		case c == 'u' && bytes.HasSuffix(b, []byte("alumini")):
			f.n--
		case c == 'd' && bytes.HasSuffix(b, []byte("hydrolyse")):
			f.dst[f.n-2] = 'z'
		}
	}
	f.put(c)
}

// digit writes a digit; "ci77891" and "c i 77891" become "ci 77891".
func (f *folder) digit(c byte) {
	f.digits++
	b := f.dst[:f.n]
	switch {
	case !f.gap && f.n >= 2 && b[f.n-1] == 'i' && b[f.n-2] == 'c' && atWordStart(b, f.n-2):
		f.gap = true
	case f.n >= 3 && b[f.n-1] == 'i' && b[f.n-2] == ' ' && b[f.n-3] == 'c' && atWordStart(b, f.n-3):
		f.dst[f.n-2] = 'i'
		f.n--
		f.gap = true
	}
	f.put(c)
}

func atWordStart(b []byte, i int) bool { return i == 0 || b[i-1] == ' ' || isMark(b[i-1]) }

// dot drops a dot ("denat."), but keeps numbers apart: "1.2-hexanediol" is "1,2-hexanediol", "No.5" is "No 5".
func (f *folder) dot(s string, i int) {
	if i+1 >= len(s) || !isDigit(s[i+1]) || f.n == 0 {
		return
	}
	if !f.gap && isDigit(f.dst[f.n-1]) {
		f.dst[f.n] = ','
		f.n++
		return
	}
	f.gap = true
}

// comma keeps a comma between digits ("1,2-", also "1, 2-") and inside brackets, where it separates names.
func (f *folder) comma(s string, i int) {
	if f.n == 0 {
		return
	}
	prev := f.dst[f.n-1]
	if f.depth > 0 && !isMark(prev) || !f.gap && isDigit(prev) && nextIsDigit(s[i+1:]) {
		f.dst[f.n] = ','
		f.n++
		f.gap = false
		return
	}
	f.gap = true
}

func nextIsDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != ' ' {
			return isDigit(s[i])
		}
	}
	return false
}

// amp writes "and" for an ampersand, as such or as an entity, and returns how many bytes of rest it took.
func (f *folder) amp(rest string) int {
	switch {
	case len(rest) >= 5 && rest[:5] == "nbsp;":
		f.gap = true
		return 5
	case len(rest) >= 4 && rest[:4] == "amp;":
		f.and()
		return 4
	}
	f.and()
	return 0
}

func (f *folder) and() {
	f.gap = true
	f.puts("and")
	f.gap = true
}

// rune folds the UTF-8 sequence at s[i:] and returns its length.
func (f *folder) rune(s string, i int) int {
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case r >= 0xC0 && r < 0x180:
		f.latin(r, latinBase[r-0xC0])
	case r >= 0x1E00 && r < 0x1F00:
		f.latin(r, latinMoreBase[r-0x1E00])
	case r >= 0xFF01 && r <= 0xFF5E: // full-width forms
		f.ascii(byte(r-0xFF01+'!'), s, i+size-1)
	case r == 0xAD || r >= 0x300 && r < 0x370 || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x2064 || r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0000:
		// soft hyphens, combining accents, zero-width and direction marks, variation selectors
	case r >= 0x370 && r < 0x590: // Greek, Cyrillic, Armenian
		f.mixed = true
		f.whole(withoutTonos(unicode.ToLower(r)))
	default:
		f.other(r, s, i+size-1)
	}
	return size
}

// ascii folds c as if it stood in place of the rune whose last byte is s[last].
func (f *folder) ascii(c byte, s string, last int) {
	switch k := folds[c]; k {
	case space:
		f.gap = true
	case letter:
		f.british(c | 0x20)
	case digit:
		f.digit(c)
	case dot:
		f.dot(s, last)
	case comma:
		f.comma(s, last)
	case amp:
		f.and()
	case slash, open, shut:
		f.mark(k)
	case drop:
	default:
		f.put(k)
	}
}

// Letters under the accents of U+00C0–U+017F and U+1E00–U+1EFF.
const (
	latinBase     = "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
	latinMoreBase = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"
)

func (f *folder) latin(r rune, base byte) {
	switch r {
	case 'ß', 'ẞ':
		f.puts("ss")
	case 'æ', 'Æ':
		f.puts("ae")
	case 'œ', 'Œ':
		f.puts("oe")
	case 'þ', 'Þ':
		f.puts("th")
	case '×':
		f.gap = true
	default:
		if base == '.' {
			f.whole(r)
			return
		}
		f.put(base)
	}
}

// other folds punctuation and letters of other scripts.
func (f *folder) other(r rune, s string, last int) {
	switch r {
	case '™', '®', '©', '℠', '†', '‡', '§', '¶', '°', 'º', 'ª', '‘', '’', '‚', '‛', '“', '”', '„', '′', '″', '´', '«', '»', '‹', '›', '※', '＊':
		// marks and quotes
	case '、', '，', '；':
		f.comma(s, last)
	case '（', '【', '［', '「', '『', '〔':
		f.mark(open)
	case '）', '】', '］', '」', '』', '〕':
		f.mark(shut)
	case '⁄', '∕':
		f.mark(slash)
	case 'ﬀ':
		f.puts("ff")
	case 'ﬁ':
		f.puts("fi")
	case 'ﬂ':
		f.puts("fl")
	case 'ﬃ':
		f.puts("ffi")
	case 'ﬄ':
		f.puts("ffl")
	case '¹', '²', '³':
		// footnote marks, or exponents that no name has
	case 'µ':
		f.mixed = true
		f.whole('μ')
	default:
		switch {
		case r >= 0x3041 && r < 0xD7A4: // kana, hangul, Chinese: most names in other scripts
			f.whole(r)
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			f.whole(unicode.ToLower(r))
		default: // dashes, bullets, spaces, the replacement character, symbols
			f.gap = true
		}
	}
}

// whole writes a rune as it is.
func (f *folder) whole(r rune) {
	var b [utf8.UTFMax]byte
	n := utf8.EncodeRune(b[:], r)
	f.puts(string(b[:n]))
}
