package inci

import "strings"

// class is what a byte can mean to the scanner.
type class uint8

const (
	clsOther class = iota
	clsWord        // letters, digits, bytes of other letters
	clsSpace
	clsComma
	clsSep // ; | tab, line end
	clsDot // . ! ?
	clsColon
	clsOpen
	clsClose
	clsMark    // *
	clsPercent // %
	clsUnclean // may have to be replaced before scanning
)

var classes = func() (t [256]class) {
	for c := range 256 {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c >= 0x80:
			t[c] = clsWord
		}
	}
	for c, k := range map[byte]class{' ': clsSpace, ',': clsComma, ';': clsSep, '|': clsSep, '\t': clsSep, '\n': clsSep,
		'.': clsDot, '!': clsDot, '?': clsDot, ':': clsColon, '(': clsOpen, '[': clsOpen, '{': clsOpen,
		')': clsClose, ']': clsClose, '}': clsClose, '*': clsMark, '%': clsPercent,
		'&': clsUnclean, '<': clsUnclean, '\\': clsUnclean, '\r': clsUnclean, '\v': clsUnclean, '\f': clsUnclean, 0: clsUnclean} {
		t[c] = k
	}
	return t
}()

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool  { return c >= 'a' && c <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isAlnum(c byte) bool  { return isLetter(c) || isDigit(c) }

// isBlank is true of what may stand around an ingredient without belonging to it.
func isBlank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == ',' || c == ';' || c == '|'
}

// Separators that end a chunk, beside the ASCII ones that stand for themselves.
const (
	sepEnd     = 0
	sepBullet  = 'b'
	sepDash    = '-'
	sepHeading = 'h'
	sepPercent = '%' // none: a percentage ends the ingredient before it
	sepMark    = '*' // a footnote begins
)

// chunk is a run of text between separators.
type chunk struct {
	start, end int32 // trimmed
	sep        byte  // what ended it
	head       headKind
	kind       chunkKind
	value      float32 // of a heading: the ceiling it states
	rec        Recognition
	known      bool
	tried      bool // rec holds what Recognize gave
	literal    bool // between quoteOpen and quoteClose
	purpose    bool // "Sunscreen": what a drug label says an active ingredient is for
	active     bool // named with its purpose: an active ingredient
	run        bool // names that nothing divides
	one        bool // one ingredient, as is known from memory, with the amounts stated and ceiling
	colorant   bool // where it is one: see Item

	stated, ceiling, limit float32
	from, to               int32
}

// chunkKind is what classify made of a chunk.
type chunkKind uint8

const (
	ckUnknown  chunkKind = iota
	ckItem               // one ingredient or several
	ckProse              // marketing text
	ckClaim              // "free of"
	ckFootnote           // "*Organic"
	ckCode               // "<ILN38467>"
	ckHeading            // a heading of the list
	ckPart               // the name of a sub-product
	ckJoined             // the second half of a name broken in two: the first half has it all
)

// scan cuts the text into chunks at separators, sentence ends and headings, outside brackets. It begins where plain could
// not go on.
func (p *Parser) scan() {
	t := p.text
	dash := p.dashSeparates()
	start, transparent := p.resume, -1
	for i := start; i < len(t); {
		if i == start {
			if next := p.scanKnown(i); next > i {
				i, start = next, next
				continue
			}
		}
		switch classes[t[i]] {
		case clsWord:
			if t[i] >= 0x80 {
				n := 1
				switch {
				case strings.HasPrefix(t[i:], bullet):
					n = len(bullet)
					if !(i > 0 && isDigit(t[i-1]) && i+n < len(t) && isDigit(t[i+n])) {
						p.flush(start, i, sepBullet)
						start = i + n
					}
				case strings.HasPrefix(t[i:], quoteOpen):
					n = max(literalLen(t[i:]), 1)
				default:
					if h, end := p.heading(start, i); h.kind != headNone {
						p.flush(start, i, sepHeading)
						p.addHeading(h, i, end)
						n, start = end-i, end
					}
				}
				i += n
				continue
			}
			if headFirst[t[i]] && (i == 0 || !isLetter(t[i-1])) {
				if h, end := p.heading(start, i); h.kind != headNone {
					p.flush(start, i, sepHeading)
					p.addHeading(h, i, end)
					i, start = end, end
					continue
				}
			}
			i++
			for i < len(t) && t[i] < 0x80 && classes[t[i]] == clsWord && !isDigit(t[i-1]) {
				i++
			}
		case clsComma:
			if !p.isLocant(i) && !p.bareLocant(start, i) {
				p.flush(start, i, ',')
				start = i + 1
			}
			i++
		case clsSep:
			if t[i] != '|' || !p.bareLocant(start, i) {
				p.flush(start, i, t[i])
				start = i + 1
			}
			i++
		case clsDot:
			if n := p.sentenceEnd(start, i); n > 0 {
				p.flush(start, i, '.')
				i += n
				start = i
				continue
			}
			i++
		case clsColon:
			if i > 0 && i+1 < len(t) && isDigit(t[i-1]) && isDigit(t[i+1]) || indexBegins(t[start:]) > i-start { // "2:1"; "CI: 42090"
				i++
				continue
			}
			p.flush(start, i, ':')
			i++
			start = i
		case clsOpen:
			if end := p.partLabel(i); end > 0 {
				p.flush(start, i, '.')
				p.chunks = append(p.chunks, chunk{start: int32(i), end: int32(end), kind: ckPart, sep: ':'})
				i, start = end, end
				continue
			}
			end, next := p.scanOpen(start, i)
			if end >= 0 { // its content is scanned as if the bracket were not there
				p.flush(start, i, ',')
				start, transparent = i+1, end
			} else if end == -2 {
				start = i + 1
			}
			i = next
			if end == -1 && p.percentBracket(next-1) && next < len(t) && p.wordFollows(next) && p.nonBlank(start, next-1) {
				p.flush(start, next, sepPercent)
				start = next
			}
		case clsClose:
			if i == transparent {
				p.flush(start, i, ',')
				p.chunks = append(p.chunks, chunk{start: int32(i), end: int32(i + 1), kind: ckHeading, head: headEnd})
				start, transparent = i+1, -1
			}
			i++
		case clsMark:
			if i > 0 && (t[i-1] == ' ' || t[i-1] == '.' || t[i-1] == ')') && p.nonBlank(start, i) && p.noteFollows(i) {
				p.flush(start, i, sepMark)
				start = i
			}
			for i < len(t) && classes[t[i]] == clsMark {
				i++
			}
		case clsPercent:
			i++
			if n := p.percentBefore(start, i-1); n > 0 && p.wordFollows(i) {
				p.flush(start, i, sepPercent)
				start = i
			}
		case clsUnclean:
			if t[i] == '<' {
				if end := strings.IndexByte(t[i:min(len(t), i+30)], '>'); end > 0 {
					p.flush(start, i, ',')
					p.chunks = append(p.chunks, chunk{start: int32(i), end: int32(i + end + 1), kind: ckCode, sep: ','})
					i += end + 1
					start = i
					continue
				}
			}
			i++
		default:
			if t[i] == '-' && dash && i > 0 && t[i-1] == ' ' && i+1 < len(t) && t[i+1] == ' ' {
				p.flush(start, i, sepDash)
				start = i + 1
			}
			if t[i] == '+' || t[i] == '-' || t[i] == '/' {
				if h, end := p.heading(start, i); h.kind != headNone {
					p.flush(start, i, sepHeading)
					p.addHeading(h, i, end)
					i, start = end, end
					continue
				}
			}
			i++
		}
	}
	p.flush(start, len(t), sepEnd)
}

// flush ends a chunk.
func (p *Parser) flush(start, end int, sep byte) {
	start, end = p.trim(start, end)
	if start == end {
		// The separator still counts: an empty line ends a sentence.
		if n := len(p.chunks); n > 0 && p.chunks[n-1].sep != '.' && (sep == '.' || sep == '\n') {
			p.chunks[n-1].sep = sep
		}
		return
	}
	p.chunks = append(p.chunks, chunk{start: int32(start), end: int32(end), sep: sep})
}

// nonBlank reports whether the range holds more than blanks.
func (p *Parser) nonBlank(start, end int) bool {
	start, end = p.trim(start, end)
	return start < end
}

// wordFollows reports whether a letter comes next, spaces aside.
func (p *Parser) wordFollows(i int) bool {
	for i < len(p.text) && p.text[i] == ' ' {
		i++
	}
	return i < len(p.text) && (isUpper(p.text[i]) || p.text[i] >= 0x80)
}

// scanOpen looks at the bracket at i. end ≥ 0: the bracket holds a section ("[+/- Mica …]") up to end and is scanned
// through; -2: it is never closed and stands where an ingredient begins: it is passed over; -1: next is where
// scanning goes on, behind the bracket where it closes.
func (p *Parser) scanOpen(start, i int) (end, next int) {
	close, commas := p.closing(i)
	j := i + 1
	for j < len(p.text) && p.text[j] == ' ' {
		j++
	}
	if j < len(p.text) && (headFirst[p.text[j]] || p.text[j] == '+') {
		if h, _ := p.heading(j, j); h.kind == headMay || h.kind == headActive || h.kind == headInactive || h.kind == headList {
			if close < 0 {
				p.noteAt("bracket-unclosed", i, "a bracket is never closed")
				return len(p.text), i + 1
			}
			return close, i + 1
		}
	}
	if close < 0 {
		p.noteAt("bracket-unclosed", i, "a bracket is never closed")
		if p.nonBlank(start, i) {
			return -1, i + 1
		}
		return -2, i + 1
	}
	if commas >= 4 && p.damaged(start, i, close) {
		p.unclose(i)
		p.noteAt("bracket-unclosed", i, "a bracket is closed too late: it is taken to end at the next comma")
		return -1, i + 1
	}
	return -1, close + 1
}

// partLabel reports where the label of a sub-product ends that opens at i: "[크림] 정제수, …". It stands before the first
// ingredient, without a separator, and names none itself.
func (p *Parser) partLabel(i int) int {
	if p.text[i] != '[' {
		return 0
	}
	close, commas := p.closing(i)
	if close < 0 || commas > 0 || close-i < 2 || close-i > 120 {
		return 0
	}
	a := close + 1
	for a < len(p.text) && (p.text[a] == ' ' || p.text[a] == '\n') {
		a++
	}
	if a == len(p.text) || !isAlnum(p.text[a]) && p.text[a] < 0x80 {
		return 0
	}
	b := a
	for b < len(p.text) && b < a+200 && classes[p.text[b]] != clsComma && classes[p.text[b]] != clsSep {
		b++
	}
	label := p.text[i+1 : close]
	if _, ok := p.names.Lookup(label); ok || foldPrefix(label, "nano") {
		return 0
	}
	x, y := p.nameRange(a, b)
	if x >= y {
		return 0
	}
	if _, ok := p.names.Lookup(p.text[x:y]); !ok {
		return 0
	}
	return close + 1
}

// damaged reports whether the bracket from open to close, with many separators inside, is no list of parts: what
// stands before it is an ingredient by itself, and what follows the first comma does not belong to it.
func (p *Parser) damaged(start, open, close int) bool {
	start, end := p.trim(start, open)
	if start == end || p.text[open] != '(' {
		return false
	}
	head, ok := p.names.Lookup(p.text[start:end])
	if !ok {
		return false
	}
	comma := open + 1
	for comma < close && p.text[comma] != ',' {
		comma++
	}
	a, b := p.trim(open+1, comma)
	first, ok := p.names.Lookup(p.text[a:b])
	return !ok || first.Entry == head.Entry
}
