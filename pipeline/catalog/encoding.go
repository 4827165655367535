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

// mostlyUTF8 tells whether the bytes are UTF-8 but for a few: ten well-formed characters of several bytes for each byte that
// is not.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > 10*bad
}

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
	{"Shift-JIS", japanese.ShiftJIS, func(r rune) bool { return r >= 0x3041 && r <= 0x30ff || r >= 0x3000 && r <= 0x3002 || commonHan(r) }},
	{"EUC-JP", japanese.EUCJP, func(r rune) bool { return r >= 0x3041 && r <= 0x30ff || r >= 0x3000 && r <= 0x3002 || commonHan(r) }},
	{"EUC-KR", korean.EUCKR, func(r rune) bool { return r >= 0xac00 && r <= 0xd7a3 }},
	{"GB18030", simplifiedchinese.GB18030, commonHan},
}

func oneOf(letters string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(letters, r) }
}

func cyrillic(r rune) bool { return r >= 'А' && r <= 'я' || r == 'ё' || r == 'Ё' }

// commonHan tells whether r is one of the 3,755 characters of everyday Chinese, which GB 2312 puts in its rows 16 to 55.
func commonHan(r rune) bool {
	if !unicode.Is(unicode.Han, r) {
		return false
	}
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes(utf8.AppendRune(nil, r))
	return err == nil && len(b) == 2 && b[0] >= 0xb0 && b[0] <= 0xd7 && b[1] >= 0xa1
}

// guess takes the encoding that turns the bytes into the likeliest text.
func guess(sample []byte) *charset {
	sample = onlyForeign(sample, 4096)
	best, most := 0, -1e9
	for i, c := range candidates {
		text, err := c.enc.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if s := likely(string(text), c.usual, c.name); s > most+1e-9 {
			best, most = i, s
		}
	}
	c := candidates[best]
	return &charset{name: c.name, enc: c.enc}
}

// onlyForeign keeps the words around bytes that are not ASCII, at most n bytes, cut at spaces and delimiters.
func onlyForeign(b []byte, n int) []byte {
	var out []byte
	for _, w := range bytes.FieldsFunc(b, func(r rune) bool { return r < utf8.RuneSelf && strings.ContainsRune(" \t\r\n,;|\"", r) }) {
		for _, c := range w {
			if c >= utf8.RuneSelf {
				out = append(append(out, w...), ' ')
				break
			}
		}
		if len(out) > n {
			break
		}
	}
	return out
}

// likely rates text from bytes decoded one way: how much of what is not ASCII is usual.
func likely(text string, usual func(rune) bool, name string) float64 {
	sum, n, before := 0.0, 0.0, ' '
	wide := name == "Shift-JIS" || name == "EUC-JP" || name == "EUC-KR" || name == "GB18030"
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
		case strings.ContainsRune("®™©°·–—‘’“”…•€£½¼¾«»µ±×ºª¡¿²³\u00a0（），。：；、！％", r):
			sum += 0.5 * weight
		default:
			sum -= weight
		}
		before = r
	}
	// Few bytes prove little: the commonest encoding is taken unless the text speaks against it.
	const doubt = 4
	if name == candidates[0].name {
		sum += doubt / 2
	}
	return sum / (n + doubt)
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
