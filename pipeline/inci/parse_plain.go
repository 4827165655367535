package inci

// What a byte can mean to plain.
const (
	plNo    uint8 = iota // the text is not plain
	plName               // part of a name
	plWord               // the same, and a heading's word or an amount may begin with it
	plComma              // a separator, or a comma within a name
	plOpen
	plClose
	plDot
	plSpace
	plInner // part of a name, but not its beginning or end
)

var plainClasses = func() (t [256]uint8) {
	for c := range 0x80 {
		switch {
		case isAlnum(byte(c)):
			t[c] = plName
			if headFirst[c] || c|0x20 == 'p' {
				t[c] = plWord
			}
		}
	}
	t[','], t['('], t[')'], t['.'], t[' '] = plComma, plOpen, plClose, plDot, plSpace
	t['-'], t['/'], t['\''], t['&'] = plInner, plInner, plInner, plInner
	return t
}()

// plain reads a list in which nothing is unusual: known names between commas, with nothing but letters, digits, simple
// brackets and what joins words in them. It reports whether the text was such a list; where it was not, the list is as
// empty as before, and general must read it.
func (p *Parser) plain() bool {
	t := p.text
	if len(t) > 1<<15 {
		return false
	}
	p.newPart("")
	start, open := 0, -1
	for i := 0; i < len(t); i++ {
		switch plainClasses[t[i]] {
		case plName, plInner:
		case plSpace:
			if i+2 < len(t) && t[i+1] == '-' && t[i+2] == ' ' {
				return p.notPlain()
			}
		case plWord:
			if i > 0 && isLetter(t[i-1]) {
				continue
			}
			if mayBegin(t[i:]) {
				if h, _ := p.heading(max(start, open+1), i); h.kind != headNone {
					return p.notPlain()
				}
			}
			if t[i]|0x20 == 'p' && i+2 < len(t) && t[i+1]|0x20 == 'p' && t[i+2]|0x20 != 'g' {
				return p.notPlain() // "100 ppm"
			}
		case plComma:
			if open >= 0 {
				return p.notPlain()
			}
			if i > 0 && i+1 < len(t) && (p.isLocant(i) || isDigit(t[i-1]) && p.bareLocant(start, i)) {
				continue
			}
			if !p.plainName(start, i) {
				return p.notPlain()
			}
			start = i + 1
		case plOpen:
			if open >= 0 || i == start || i+4 < len(t) && t[i+1]|0x20 == 'a' && t[i+2]|0x20 == 'n' && t[i+3]|0x20 == 'd' {
				return p.notPlain()
			}
			open = i
		case plClose:
			if open < 0 {
				return p.notPlain()
			}
			open = -1
		case plDot:
			if open >= 0 || i+1 < len(t) && t[i+1] != ',' {
				return p.notPlain()
			}
		default:
			return p.notPlain()
		}
	}
	if open >= 0 || !p.plainName(start, len(t)) || len(p.list.Items) == 0 {
		return p.notPlain()
	}
	p.finish()
	return true
}

// notPlain takes back what plain has read.
func (p *Parser) notPlain() bool {
	p.list.Items, p.list.Parts = p.list.Items[:0], p.list.Parts[:0]
	return false
}

// plainName adds the known name that stands between start and end; it reports false where that is none.
func (p *Parser) plainName(start, end int) bool {
	t := p.text
	for start < end && t[start] == ' ' {
		start++
	}
	for end > start && (t[end-1] == ' ' || t[end-1] == '.') {
		end--
	}
	if start == end {
		return true
	}
	name := t[start:end]
	if !isAlnum(name[0]) || !isAlnum(name[len(name)-1]) && name[len(name)-1] != ')' || name[0]|0x20 == 'a' && foldPrefix(name, "and ") {
		return false
	}
	r, ok := p.names.Lookup(name)
	if !ok {
		if len(name) > 250 || proseWords(name) || code(name) || purpose(name) {
			return false
		}
		if r = p.recognize(name); r.Match == Unrecognized {
			return false
		}
	}
	if r.Match != Exact && deniesContent(name) {
		return false
	}
	if r.Match == Pattern {
		if _, k := p.divide(name, r); k > 0 {
			return false
		}
	}
	p.list.Items = append(p.list.Items, Item{Start: int32(start), End: int32(end), Parent: -1, Stated: -1, Entry: r.Entry, Families: r.Families, Match: r.Match, Nano: r.Nano})
	return true
}
