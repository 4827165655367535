package catalog

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// charset is how a file's bytes become text.
type charset struct {
	name  string
	skip  int               // bytes of the byte order mark
	enc   encoding.Encoding // nil: the bytes are UTF-8 and stay as they are
	given bool              // by --encoding
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
	usual func(r rune) bool // characters that texts in this encoding are made of
}{
	{"Windows-1252", charmap.Windows1252, oneOf("éèêëàâäáãåçñíìîïóòôöõøúùûüœæÉÈÊÀÂÄÁÅÇÑÖØÜß")},
	{"Windows-1250", charmap.Windows1250, oneOf("ąćęłńóśźżáčďéěíňřšťúůýžőűöüăâîșțşţĄĆĘŁŃŚŹŻČĚŘŠŽ")},
	{"ISO-8859-2", charmap.ISO8859_2, oneOf("ąćęłńóśźżáčďéěíňřšťúůýžőűöüăâîşţĄĆĘŁŃŚŹŻČĚŘŠŽ")},
	{"Windows-1254", charmap.Windows1254, oneOf("ığşçöüİĞŞÇÖÜ")},
	{"Windows-1251", charmap.Windows1251, cyrillic},
	{"ISO-8859-5", charmap.ISO8859_5, cyrillic},
	{"KOI8-R", charmap.KOI8R, cyrillic},
	{"Windows-1253", charmap.Windows1253, func(r rune) bool { return r >= 0x386 && r <= 0x3ce }},
	{"Shift-JIS", japanese.ShiftJIS, usualJapanese},
	{"EUC-JP", japanese.EUCJP, usualJapanese},
	{"EUC-KR", korean.EUCKR, func(r rune) bool { return r >= 0xac00 && r <= 0xd7a3 && inRows(korean.EUCKR, r, 0xb0, 0xc8) }},
	{"GB18030", simplifiedchinese.GB18030, commonHan},
}

func oneOf(letters string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(letters, r) }
}

func cyrillic(r rune) bool { return r >= 'А' && r <= 'я' || r == 'ё' || r == 'Ё' }

// commonHan tells whether r is one of the 3,755 characters of everyday Chinese, which GB 2312 puts in its rows 16 to 55.
func commonHan(r rune) bool {
	return unicode.Is(unicode.Han, r) && inRows(simplifiedchinese.GBK, r, 0xb0, 0xd7)
}

// usualJapanese tells whether r is a kana, Japanese punctuation or one of the 2,965 characters of level 1 (JIS X 0208, rows 16 to 47).
func usualJapanese(r rune) bool {
	return r >= 0x3041 && r <= 0x30ff || r >= 0x3000 && r <= 0x3002 || unicode.Is(unicode.Han, r) && inRows(japanese.EUCJP, r, 0xb0, 0xcf)
}

// inRows tells whether r stands in the rows from first to last of the character set of which e is the EUC form. (Of Korean
// syllables, KS X 1001 has the 2,350 usual ones in its rows 16 to 40; Microsoft's extension has 8,822 more around them.)
func inRows(e encoding.Encoding, r rune, first, last byte) bool {
	b, err := e.NewEncoder().Bytes(utf8.AppendRune(nil, r))
	return err == nil && len(b) == 2 && b[0] >= first && b[0] <= last && b[1] >= 0xa1
}

// guess takes the encoding that turns the lines into the likeliest text. Each line has one voice, and no more than one, so that
// a damaged row does not outvote the others.
func guess(sample []byte) *charset {
	lines := foreignLines(sample)
	best, most := 0, -1e9
	for i, c := range candidates {
		sum, n := 0.0, 0.0
		for _, line := range lines {
			text, err := c.enc.NewDecoder().Bytes(line)
			if err != nil {
				continue
			}
			s, foreign := likely(string(text), c.usual, c.name)
			weight := min(foreign, maxVoice)
			sum += weight * max(s/max(foreign, 1), -1)
			n += weight
		}
		// Few bytes prove little: the commonest encoding is taken unless the text speaks against it.
		const doubt = 4
		if i == 0 {
			sum += doubt / 2
		}
		if s := sum / (n + doubt); s > most+1e-9 {
			best, most = i, s
		}
	}
	c := candidates[best]
	return &charset{name: c.name, enc: c.enc}
}

// Limits of what guess looks at.
const (
	foreignLine  = 512  // bytes of a line
	foreignBytes = 8192 // of all lines together
	maxVoice     = 60   // bytes of a line that are not ASCII and count
)

// foreignLines keeps, line by line, the words around bytes that are not ASCII, cut at spaces and delimiters. A text whose lines are
// too long is cut into pieces.
func foreignLines(b []byte) (lines [][]byte) {
	total := 0
	for line := range bytes.FieldsFuncSeq(b, lineEnd) {
		var out []byte
		for w := range bytes.FieldsFuncSeq(line, func(r rune) bool { return r < utf8.RuneSelf && strings.ContainsRune(" \t,;|\"", r) }) {
			if bytes.ContainsFunc(w, func(r rune) bool { return r >= utf8.RuneSelf }) {
				out = append(append(out, w...), ' ')
			}
			if len(out) > foreignLine {
				lines, total, out = append(lines, out), total+len(out), nil
				if total > foreignBytes {
					return lines
				}
			}
		}
		if len(out) > 0 {
			lines, total = append(lines, out), total+len(out)
		}
		if total > foreignBytes {
			return lines
		}
	}
	return lines
}

// likely rates text from bytes decoded one way: what of it is not ASCII, and how much of that is usual, from -5 to 1 for each byte.
func likely(text string, usual func(rune) bool, name string) (sum, n float64) {
	before := ' '
	kana := name == "Shift-JIS" || name == "EUC-JP"
	wide := kana || name == "EUC-KR" || name == "GB18030"
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
