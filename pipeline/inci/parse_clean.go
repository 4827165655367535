package inci

import (
	"html"
	"strings"
	"unicode/utf8"
)

// clean returns text ready to be scanned: entities decoded, markup turned into line breaks, the elements of a
// stringified list on lines of their own, invisible characters dropped, and the many forms of bullet, dash, quote
// and full-width punctuation replaced by one each. It returns text itself, at no cost, where there is nothing to do.
func (p *Parser) clean(text string) string {
	if !needsCleaning(text) {
		return text
	}
	text = decodeEntities(text)
	text = unquoteList(text)
	b := p.cleaned[:0]
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '<':
			n, with := tag(text[i:])
			if n > 0 {
				b = append(b, with...)
				i += n
				continue
			}
			b = append(b, c)
			i++
		case c == '\\': // "Water\Aqua\Eau"
			b = append(b, '/')
			i++
		case c == '\r' || c == '\v' || c == '\f' || c == 0:
			if c != '\r' || i+1 == len(text) || text[i+1] != '\n' {
				b = append(b, '\n')
			}
			i++
		case c < utf8.RuneSelf:
			b = append(b, c)
			i++
		default:
			if n := literalLen(text[i:]); n > 0 && !strings.Contains(text[i+1:i+n], quoteOpen) {
				b = append(separated(b), text[i:i+n]...)
				i += n
				continue
			}
			var n int
			b, n = appendClean(b, text[i:])
			i += n
		}
	}
	p.cleaned = b
	return string(b)
}

// separated makes sure that the name between quotes that follows b stands by itself.
func separated(b []byte) []byte {
	for i := len(b) - 1; i >= 0; i-- {
		switch b[i] {
		case ' ':
			continue
		case ',', ';', '|', '{', '\n', ':':
			return b
		}
		return append(b, ", "...)
	}
	return b
}

// needsCleaning finds the bytes that clean may replace. Latin, Korean, Japanese and Chinese letters need nothing.
func needsCleaning(text string) bool {
	if len(text) > 2 && text[0] == '[' && (text[1] == '\'' || text[1] == '"') {
		return true
	}
	const ones, high = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(text); i += 8 {
		w := load64(text[i:])
		a, b, c := w^ones*'&', w^ones*'<', w^ones*'\\'
		// a control character, a byte of another letter, or one of the three
		if m := ((w-ones*0x20)&^w | w | (a-ones)&^a | (b-ones)&^b | (c-ones)&^c) & high; m != 0 && uncleanIn(text, i, i+8) {
			return true
		}
	}
	return uncleanIn(text, i, len(text))
}

// uncleanIn reports whether one of the bytes from..to of a text may have to be replaced.
func uncleanIn(text string, from, to int) bool {
	for i := from; i < to; i++ {
		switch classes[text[i]] {
		case clsUnclean:
			switch text[i] {
			case '&':
				if entityLen(text[i:]) == 1 {
					continue
				}
			case '<':
				if n, _ := tag(text[i:]); n == 0 {
					continue
				}
			}
			return true
		case clsWord:
			if c := text[i]; c >= 0xC2 && uncleanLead(text[i:]) {
				return true
			}
		}
	}
	return false
}

// uncleanLead reports whether the character that s begins with may have to be replaced.
func uncleanLead(s string) bool {
	switch s[0] {
	case 0xC2, 0xE2, 0xEF, 0xCB, 0xF0: // Latin-1 signs; general punctuation and signs; full-width forms; modifiers; emoji
		return !strings.HasPrefix(s, bullet)
	case 0xE3: // ideographic punctuation is E3 80 xx, the katakana dot E3 83 BB
		return len(s) > 2 && (s[1] == 0x80 || s[1] == 0x83 && s[2] == 0xBB)
	case 0xE1:
		return strings.HasPrefix(s, "\u1680") || strings.HasPrefix(s, "\u180e")
	}
	return false
}

const (
	bullet = "•"
	// Format puts names between these where their text alone would be read differently.
	quoteOpen  = "‹"
	quoteClose = "›"
)

// appendClean appends the replacement for the non-ASCII character that s begins with, and returns its length in s.
func appendClean(b []byte, s string) ([]byte, int) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError:
		return append(b, ' '), n
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		return append(b, byte(r-0xFF01+'!')), n
	case r >= 0x1F000: // emoji
		return append(b, ' '), n
	}
	switch r {
	case 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x180E, '™', '®', '©', '℠', 0xFE0F:
		return b, n
	case 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x205F, 0x3000:
		return append(b, ' '), n
	case 0x85, 0x2028, 0x2029:
		return append(b, '\n'), n
	case '、', '﹐', '､':
		return append(b, ','), n
	case '﹔':
		return append(b, ';'), n
	case '。', '｡':
		return append(b, '.', ' '), n
	case '‘', '’', '‚', '‛', '´', 'ʼ', '′', '＇':
		return append(b, '\''), n
	case '“', '”', '„', '‟', '«', '»', '″':
		return append(b, '"'), n
	case '‐', '‑', '‒', '–', '—', '―', '−', '⁃', '﹣':
		return append(b, '-'), n
	case '±':
		return append(b, "+/-"...), n
	case '·', '∙', '‧', '▪', '■', '●', '○', '◦', '⋅', '◆', '◇', '►', '▶', '★', '☆', '✓', '✔', '・', '･', '❖', '➤', '⦁', '◾', '▫', '⬤':
		return append(b, bullet...), n
	case '※', '＊', '∗', '⁎', '⁕', '✱', '†', '‡':
		return append(b, '*'), n
	case '【', '〔', '「', '『', '〖':
		return append(b, '['), n
	case '】', '〕', '」', '』', '〗':
		return append(b, ']'), n
	case '‹', '›':
		return append(b, ' '), n
	case '⁄', '∕':
		return append(b, '/'), n
	case '…':
		return append(b, "..."...), n
	case 'ﬁ':
		return append(b, "fi"...), n
	case 'ﬂ':
		return append(b, "fl"...), n
	case '≤':
		return append(b, '<'), n
	case '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '°', '§', '¤': // footnote marks
		return append(b, '*'), n
	}
	return append(b, s[:n]...), n
}

// decodeEntities decodes the entities that end with a semicolon, twice where they were encoded twice.
func decodeEntities(s string) string {
	for range 2 {
		if i := strings.IndexByte(s, '&'); i < 0 || strings.IndexByte(s[i:], ';') < 0 {
			return s
		}
		var b strings.Builder
		changed := false
		for {
			i := strings.IndexByte(s, '&')
			if i < 0 {
				break
			}
			n := entityLen(s[i:])
			b.WriteString(s[:i])
			if dec := html.UnescapeString(s[i : i+n]); dec != s[i:i+n] {
				b.WriteString(dec)
				changed = true
			} else {
				b.WriteString(s[i : i+n])
			}
			s = s[i+n:]
		}
		b.WriteString(s)
		s = b.String()
		if !changed {
			break
		}
	}
	return s
}

// entityLen is the length of the entity "&…;" that s begins with, or 1.
func entityLen(s string) int {
	for i := 1; i < len(s) && i < 12; i++ {
		switch c := s[i]; {
		case c == ';' && i > 1:
			return i + 1
		case c == '#' && i == 1, isAlnum(c):
		default:
			return 1
		}
	}
	return 1
}

// unquoteList turns "['Water', 'Glycerin']" into lines.
func unquoteList(s string) string {
	t := strings.TrimSpace(s)
	if len(t) < 4 || t[0] != '[' || (t[1] != '\'' && t[1] != '"') {
		return s
	}
	t = strings.TrimSuffix(t[1:], "]")
	var b strings.Builder
	for i := 0; i < len(t); {
		q := t[i]
		if q != '\'' && q != '"' { // between elements
			i++
			continue
		}
		i++
		for i < len(t) {
			c := t[i]
			if c == '\\' && i+1 < len(t) {
				switch t[i+1] {
				case 'n', 'r', 't':
					b.WriteByte('\n')
				case 'x', 'u': // "\xa0"
					b.WriteByte(' ')
					if t[i+1] == 'x' {
						i += 2
					} else {
						i += 4
					}
				default:
					b.WriteByte(t[i+1])
				}
				i += 2
				continue
			}
			i++
			if c == q && endsElement(t[min(i, len(t)):]) {
				break
			}
			b.WriteByte(c)
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// endsElement reports whether rest, behind a quote, goes on as a list does: the apostrophe of "d'orge" ends nothing.
func endsElement(rest string) bool {
	rest = strings.TrimLeft(rest, " \n")
	if rest == "" || rest[0] == ']' {
		return true
	}
	if rest[0] != ',' {
		return false
	}
	rest = strings.TrimLeft(rest[1:], " \n")
	return rest != "" && (rest[0] == '\'' || rest[0] == '"')
}

// tag returns the length of the HTML tag or comment that s begins with, and what stands for it; 0 where there is none.
// "<ILN38467>" is no tag.
func tag(s string) (int, string) {
	if strings.HasPrefix(s, "<!--") {
		if i := strings.Index(s[:min(len(s), 1<<12)], "-->"); i > 0 {
			return i + 3, " "
		}
		return 0, ""
	}
	i := 1
	if i < len(s) && s[i] == '/' {
		i++
	}
	j := i
	for j < len(s) && j < i+11 && isAlnum(s[j]) {
		j++
	}
	with, ok := tags[strings.ToLower(s[i:j])]
	if !ok {
		return 0, ""
	}
	end := strings.IndexByte(s[:min(len(s), 2000)], '>')
	if end < 0 {
		return 0, ""
	}
	if name := strings.ToLower(s[i:j]); i == 1 && (name == "script" || name == "style") {
		if k := strings.Index(s[:min(len(s), 1<<14)], "</"+name); k > 0 {
			return k, "\n"
		}
	}
	return end + 1, with
}

// tags maps the tags that shops use to what stands for them: blocks break the line, inline tags vanish.
var tags = map[string]string{
	"br": "\n", "p": "\n", "div": "\n", "li": "\n", "ul": "\n", "ol": "\n", "tr": "\n", "table": "\n", "tbody": "\n", "thead": "\n",
	"h1": "\n", "h2": "\n", "h3": "\n", "h4": "\n", "h5": "\n", "h6": "\n", "hr": "\n", "section": "\n", "article": "\n", "dl": "\n", "dt": "\n", "dd": "\n",
	"blockquote": "\n", "pre": "\n", "details": "\n", "summary": "\n", "script": "\n", "style": "\n", "header": "\n", "footer": "\n",
	"td": " ", "th": " ", "img": " ", "button": " ", "meta": " ", "link": " ", "iframe": " ", "svg": " ", "path": " ", "input": " ", "video": " ",
	"b": "", "i": "", "u": "", "em": "", "strong": "", "span": "", "a": "", "sup": "", "sub": "", "small": "", "font": "", "s": "", "mark": "", "label": "", "center": "", "tt": "", "wbr": "", "bdi": "",
}
