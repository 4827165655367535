package catalog

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// charset is how a file's bytes become text.
type charset struct {
	name  string
	skip  int               // bytes of the byte order mark
	enc   encoding.Encoding // nil: the bytes are UTF-8 and stay as they are
	given bool              // by --encoding
	doubt bool              // it was guessed, and what it makes of the bytes is no usual text
}

// decode gives r's text as UTF-8. r stands at the file's start.
func (c *charset) decode(r io.Reader) (io.Reader, error) {
	if _, err := io.CopyN(io.Discard, r, int64(c.skip)); err != nil && err != io.EOF {
		return nil, err
	}
	if c.enc == nil {
		return r, nil
	}
	return transform.NewReader(r, c.enc.NewDecoder()), nil
}

var marks = []struct {
	mark, name string
	enc        encoding.Encoding
}{
	{"\xef\xbb\xbf", "UTF-8 with BOM", nil},
	{"\xff\xfe", "UTF-16 LE", xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)},
	{"\xfe\xff", "UTF-16 BE", xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)},
}

// findCharset finds the encoding of a file from its beginning; name is --encoding, "" to find out.
func findCharset(sample []byte, whole bool, name string) (*charset, error) {
	if name != "" {
		return namedCharset(sample, name)
	}
	for _, m := range marks {
		if bytes.HasPrefix(sample, []byte(m.mark)) {
			return &charset{name: m.name, skip: len(m.mark), enc: m.enc}, nil
		}
	}
	if m := utf16Parity(sample); m != 0 {
		return &charset{name: marks[m].name, enc: marks[m].enc}, nil
	}
	if bytes.Contains(sample, []byte("\x1b$B")) || bytes.Contains(sample, []byte("\x1b$@")) { // it switches to JIS X 0208
		return &charset{name: "ISO-2022-JP", enc: japanese.ISO2022JP}, nil
	}
	if !whole && len(sample) > utf8.UTFMax { // the sample may end inside a character
		sample = sample[:len(sample)-utf8.UTFMax]
		for len(sample) > 0 && sample[len(sample)-1] >= utf8.RuneSelf {
			sample = sample[:len(sample)-1]
		}
	}
	if utf8.Valid(sample) {
		return &charset{name: "UTF-8"}, nil
	}
	if mostlyUTF8(sample) {
		return &charset{name: "UTF-8 with damaged bytes"}, nil
	}
	return guess(sample), nil
}

func namedCharset(sample []byte, name string) (*charset, error) {
	switch strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(name)) {
	case "utf8":
		c := &charset{name: "UTF-8", enc: xunicode.UTF8, given: true}
		if bytes.HasPrefix(sample, []byte(marks[0].mark)) {
			c.skip = len(marks[0].mark)
		}
		return c, nil
	case "utf16":
		if m := utf16Parity(sample); m != 0 {
			return &charset{name: marks[m].name, enc: marks[m].enc, given: true}, nil
		}
		return &charset{name: "UTF-16", enc: xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM), given: true}, nil
	case "windows1252", "cp1252":
		return &charset{name: "Windows-1252", enc: charmap.Windows1252, given: true}, nil
	case "cp932":
		name = "shift_jis"
	case "cp949", "uhc":
		name = "euc-kr"
	case "cp936":
		name = "gbk"
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, &OptionError{Option: "encoding", Value: name, Known: []string{"utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1", "iso-8859-2", "iso-8859-15", "windows-1250", "windows-1251", "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5"}}
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil {
		canonical = name
	}
	c := &charset{name: canonical, enc: enc, given: true}
	for _, m := range marks[1:] {
		if strings.HasPrefix(canonical, "utf-16") && bytes.HasPrefix(sample, []byte(m.mark)) {
			c.skip = len(m.mark)
		}
	}
	return c, nil
}

// utf16Parity tells by where the zero bytes stand whether b is UTF-16 without a byte order mark: 1 little endian, 2 big
// endian, 0 neither.
func utf16Parity(b []byte) int {
	b = b[:min(len(b), 4096)]
	var zero [2]int
	for i, c := range b {
		if c == 0 {
			zero[i&1]++
		}
	}
	switch half := len(b) / 2; {
	case half < 4:
		return 0
	case zero[1] > half/20 && zero[0]*4 < zero[1]: // the delimiters and line ends of any text
		return 1
	case zero[0] > half/20 && zero[1]*4 < zero[0]:
		return 2
	}
	return 0
}

// mostlyUTF8 tells whether the bytes are UTF-8 but for a few: damage in some rows must not change how the others are read. Either no
// more lines are damaged than hold whole characters of several bytes (texts in other encodings hardly ever make one), or there are
// ten such characters for each byte that is not UTF-8.
func mostlyUTF8(b []byte) bool {
	good, bad, sound, damaged := 0, 0, 0, 0
	for line := range bytes.FieldsFuncSeq(b, lineEnd) {
		wide, odd := 0, 0
		for len(line) > 0 {
			r, n := utf8.DecodeRune(line)
			switch {
			case r == utf8.RuneError && n == 1:
				odd++
			case n > 1:
				wide++
			}
			line = line[n:]
		}
		good, bad = good+wide, bad+odd
		switch {
		case odd > 0:
			damaged++
		case wide > 0:
			sound++
		}
	}
	return sound > 0 && sound >= damaged || good > 10*bad
}

func lineEnd(r rune) bool { return r == '\n' || r == '\r' }

// candidates are the encodings that are told apart by what they make of the bytes, the commonest first.
var candidates = []struct {
	name  string
	enc   encoding.Encoding
	usual []func(r rune) bool // for each language, the letters that texts in this encoding are made of
	rare  bool                // hardly used any more
}{
	{name: "Windows-1252", enc: charmap.Windows1252, usual: western},
	{name: "ISO-8859-15", enc: charmap.ISO8859_15, usual: western}, // œ, Š and Ž where Windows has fractions and accents
	{name: "Windows-1250", enc: charmap.Windows1250, usual: central},
	{name: "ISO-8859-2", enc: charmap.ISO8859_2, usual: central},
	{name: "Windows-1254", enc: charmap.Windows1254, usual: letters("ığşçöüâîİĞŞÇÖÜ")},
	{name: "Windows-1257", enc: charmap.Windows1257, usual: letters("ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ")},
	{name: "Windows-1251", enc: charmap.Windows1251, usual: only(cyrillic)},
	{name: "ISO-8859-5", enc: charmap.ISO8859_5, usual: only(cyrillic)},
	{name: "KOI8-R", enc: charmap.KOI8R, usual: only(cyrillic)},
	{name: "Windows-1253", enc: charmap.Windows1253, usual: only(greek)},
	{name: "ISO-8859-7", enc: charmap.ISO8859_7, usual: only(greek)}, // Ά where Windows has ¶
	{name: "Shift-JIS", enc: japanese.ShiftJIS, usual: only(usualJapanese)},
	{name: "EUC-JP", enc: japanese.EUCJP, usual: only(usualJapanese)},
	{name: "EUC-KR", enc: korean.EUCKR, usual: only(func(r rune) bool { return r >= 0xac00 && r <= 0xd7a3 && inRows(korean.EUCKR, r, 0xb0, 0xc8, 0xa1) })},
	{name: "GB18030", enc: simplifiedchinese.GB18030, usual: only(commonHan)},
	{name: "Big5", enc: traditionalchinese.Big5, usual: only(func(r rune) bool {
		return unicode.Is(unicode.Han, r) && inRows(traditionalchinese.Big5, r, 0xa4, 0xc6, 0x40)
	})},
	{name: "Macintosh", enc: charmap.Macintosh, usual: western, rare: true},
	{name: "CP850", enc: charmap.CodePage850, usual: western, rare: true},
}

var (
	western = letters("éèêëàâäáãåçñíìîïóòôöõøúùûüœæšžÉÈÊÀÂÄÁÅÇÑÖØÜŒß")
	central = letters("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "áäčďéěíĺľňóôŕřšťúůýžÁČĎÉÍĽŇŘŠŤÚŽ", "áéíóöőúüűÁÉÓÖŐÚÜŰ", "ăâîșțşţĂÂÎŞŢ", "čćđšžČĆĐŠŽ", "äöüßÄÖÜ")
)

// letters makes a test for each language's letters.
func letters(languages ...string) (usual []func(rune) bool) {
	for _, l := range languages {
		usual = append(usual, oneOf(l))
	}
	return usual
}

func only(usual func(rune) bool) []func(rune) bool { return []func(rune) bool{usual} }

func oneOf(letters string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(letters, r) }
}

func greek(r rune) bool { return r >= 0x386 && r <= 0x3ce }

func cyrillic(r rune) bool { return r >= 'А' && r <= 'я' || r == 'ё' || r == 'Ё' }

// commonHan tells whether r is one of the 3,755 characters of everyday Chinese, which GB 2312 puts in its rows 16 to 55.
func commonHan(r rune) bool {
	return unicode.Is(unicode.Han, r) && inRows(simplifiedchinese.GBK, r, 0xb0, 0xd7, 0xa1)
}

// usualJapanese tells whether r is a kana, Japanese punctuation or one of the 2,965 characters of level 1 (JIS X 0208, rows 16 to 47).
func usualJapanese(r rune) bool {
	return r >= 0x3041 && r <= 0x30ff || r >= 0x3000 && r <= 0x3002 || unicode.Is(unicode.Han, r) && inRows(japanese.EUCJP, r, 0xb0, 0xcf, 0xa1)
}

// inRows tells whether e writes r in two bytes, of which the first stands for one of the rows from first to last, and the second is
// no less than cell. (Of Korean syllables, KS X 1001 has the 2,350 usual ones in its rows 16 to 40; Microsoft's extension has 8,822
// more around them. Of Chinese characters, Big5 has the 5,401 usual ones in its rows 0xA4 to 0xC6.)
func inRows(e encoding.Encoding, r rune, first, last, cell byte) bool {
	b, err := e.NewEncoder().Bytes(utf8.AppendRune(nil, r))
	return err == nil && len(b) == 2 && b[0] >= first && b[0] <= last && b[1] >= cell
}

// guess takes the encoding that turns the lines into the likeliest text. No line counts for more than the usual one does, so that a
// damaged row does not outvote the others.
func guess(sample []byte) *charset {
	lines := foreignLines(sample)
	voice := usualVoice(lines)
	best, most, sure := 0, -1e9, 0.0
	for i, c := range candidates {
		sum, n := 0.0, 0.0
		for _, line := range lines {
			text, err := c.enc.NewDecoder().Bytes(line)
			if err != nil {
				continue
			}
			s, foreign := likely(string(text), c.usual[0], c.name)
			for _, usual := range c.usual[1:] {
				other, _ := likely(string(text), usual, c.name)
				s = max(s, other)
			}
			weight := min(foreign, voice)
			sum += weight * max(s/max(foreign, 1), -1)
			n += weight
		}
		share := sum / max(n, 1)
		// Few bytes prove little: the commonest encoding is taken unless the text speaks against it, and those that are hardly used
		// any more only where the others make no sense.
		const doubt = 4
		s := sum / (n + doubt)
		switch {
		case i == 0:
			s += doubt / 2 / (n + doubt)
		case c.rare:
			s -= 0.3
		}
		if s > most+1e-9 {
			best, most, sure = i, s, share
		}
	}
	c := candidates[best]
	return &charset{name: c.name, enc: c.enc, doubt: sure < 0.25}
}

// Limits of what guess looks at, in bytes: of a line, and of all lines together.
const (
	foreignLine  = 512
	foreignBytes = 8192
)

// foreignLines keeps, line by line, the words around bytes that are not ASCII, cut at spaces and delimiters.
func foreignLines(b []byte) (lines [][]byte) {
	total := 0
	for line := range bytes.FieldsFuncSeq(b, lineEnd) {
		var out []byte
		for w := range bytes.FieldsFuncSeq(line, func(r rune) bool { return r < utf8.RuneSelf && strings.ContainsRune(" \t,;|\"", r) }) {
			if bytes.ContainsFunc(w, func(r rune) bool { return r >= utf8.RuneSelf }) {
				out = append(append(out, w...), ' ')
			}
			if len(out) > foreignLine {
				break
			}
		}
		if len(out) > 0 {
			lines = append(lines, out)
		}
		if total += len(out); total > foreignBytes {
			break
		}
	}
	return lines
}

// usualVoice is how many bytes that are not ASCII half of the lines have at most, and at least four.
func usualVoice(lines [][]byte) float64 {
	counts := []int{0}
	for _, line := range lines {
		n := 0
		for _, c := range line {
			if c >= utf8.RuneSelf {
				n++
			}
		}
		counts = append(counts, n)
	}
	slices.Sort(counts)
	return float64(max(4, counts[len(counts)/2]))
}

// likely rates text from bytes decoded one way: what of it is not ASCII, and how much of that is usual, from -5 to 1 for each byte.
func likely(text string, usual func(rune) bool, name string) (sum, n float64) {
	before := ' '
	kana := name == "Shift-JIS" || name == "EUC-JP"
	wide := kana || name == "EUC-KR" || name == "GB18030" || name == "Big5"
	for _, r := range text {
		if r < utf8.RuneSelf {
			before = r
			continue
		}
		weight := 1.0
		if wide && !(r >= 0xff61 && r <= 0xff9f) {
			weight = 2 // two bytes make it
		}
		n += weight
		switch {
		case r == utf8.RuneError || r < 0xa0:
			sum -= 5 * weight
		case !wide && unicode.IsUpper(r) && unicode.IsLower(before):
			sum -= weight // capitals hardly ever follow small letters
		case !unicode.Is(unicode.Latin, r) && unicode.IsLetter(r) && (before >= 'a' && before <= 'z' || before >= 'A' && before <= 'Z'):
			sum -= weight // scripts change between words, not inside them
		case usual(r):
			sum += weight
			if !wide && unicode.IsUpper(r) {
				sum -= 0.2 // small letters are the rule: it tells the Cyrillic encodings apart
			}
			if kana && unicode.Is(unicode.Han, r) {
				sum -= 0.4 * weight // Japanese goes with kana; Korean bytes read as Japanese give Chinese characters alone
			}
		case strings.ContainsRune("½¼¾¶", r) && unicode.IsLetter(before):
			sum -= 5 * weight // "c½ur" is no text at all
		case strings.ContainsRune("®™©°·–—‘’“”…•€£½¼¾«»µ±×ºª¡¿²³\u00a0（），。：；、！％", r):
			sum += 0.5 * weight
		default:
			sum -= weight
		}
		before = r
	}
	return sum, n
}

// crReader turns every line end, LF, CRLF or CR, into a line feed.
type crReader struct {
	r  io.Reader
	cr bool // the last byte read was a carriage return, already handed on as a line feed
}

func (c *crReader) Read(p []byte) (int, error) {
	for {
		n, err := c.r.Read(p)
		if n = c.feed(p[:n]); n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
	}
}

// feed rewrites p in place and returns how many bytes are left.
func (c *crReader) feed(p []byte) int {
	n := 0
	for _, b := range p {
		was := c.cr
		c.cr = b == '\r'
		switch {
		case b == '\n' && was:
			continue
		case b == '\r':
			b = '\n'
		}
		p[n] = b
		n++
	}
	return n
}
