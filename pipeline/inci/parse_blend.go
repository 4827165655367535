package inci

import "strings"

// blend finds a bracket with several names in it: head is where the bracket opens, and text[inner:innerEnd] what it
// holds. head is to where there is none.
func (p *Parser) blend(from, to int) (head, inner, innerEnd int) {
	for i := from; i < to; i++ {
		if classes[p.text[i]] != clsOpen {
			continue
		}
		end, commas := p.closing(i)
		if end < 0 || end >= len(p.text) {
			continue
		}
		if (commas > 0 || p.text[i] == '{') && end <= to {
			return i, i + 1, end
		}
		if end < to {
			i = end
		}
	}
	return to, to, to
}

// knowsInside reports whether a name between from and to is known.
func (p *Parser) knowsInside(from, to int) bool {
	for a := from; a < to; {
		b := p.nextComma(a, to)
		x, y := p.nameRange(a, b)
		if x < y {
			if _, ok := p.names.Lookup(p.text[x:y]); ok {
				return true
			}
		}
		a = b + 1
	}
	return false
}

// nextComma returns the next separator from i on that stands in no bracket, or to.
func (p *Parser) nextComma(i, to int) int {
	for ; i < to; i++ {
		switch classes[p.text[i]] {
		case clsComma:
			if !p.isLocant(i) {
				return i
			}
		case clsSep:
			return i
		case clsOpen:
			if end, _ := p.closing(i); end > i && end < to {
				i = end
			}
		case clsWord:
			if n := literalLen(p.text[i:to]); n > 0 {
				i += n - 1
			}
		}
	}
	return to
}

// emitBlend emits an ingredient with a bracket of several names, where these are its parts: "Oil Blend (Lavandula
// Angustifolia Oil, Limonene)". Names that only say the same in other words stay with the ingredient.
func (p *Parser) emitBlend(it *Item, from, to, end, depth int, literal bool) bool {
	search := from
	if literal {
		search = to + len(quoteClose)
	}
	head, inner, innerEnd := p.blend(search, end)
	if head == end {
		return false
	}
	a, b := from, to
	if !literal {
		b = p.stripEnd(from, head)
		if x, y := p.nameRange(from, b); x < y {
			a, b = x, y
		}
	}
	var r Recognition
	if a < b {
		name := p.text[a:b]
		var ok bool
		if r, ok = p.names.Lookup(name); !ok {
			r = p.recognize(name)
		}
		if p.text[head] != '{' && !p.isBlend(r, name, inner, innerEnd) {
			it.Start, it.End = int32(a), int32(innerEnd+1)
			p.add(it, p.readName(p.text[a:innerEnd+1]))
			return true
		}
	}
	parent := -1
	if a < b {
		it.Start, it.End = int32(a), int32(b)
		if r.Match == Unrecognized && depth == 0 && !literal && p.text[head] != '{' && p.splitName(a, b, it) {
			parent = len(p.list.Items) - 1
		} else {
			parent = p.add(it, r)
		}
	} else if it.Parent >= 0 {
		parent = int(it.Parent)
	}
	if parent > 32000 {
		parent = -1
	}
	for {
		p.emitInside(inner, innerEnd, parent, depth+1)
		next := innerEnd + 1
		h, i, e := p.blend(min(next, end), end)
		if h == end || e <= innerEnd {
			break
		}
		inner, innerEnd = i, e
	}
	return true
}

// emitInside emits the names between from and to.
func (p *Parser) emitInside(from, to, parent, depth int) {
	for a := from; a < to; {
		b := p.nextComma(a, to)
		if p.nonBlank(a, b) {
			p.emitName(a, b, parent, depth, nil)
		}
		a = b + 1
	}
}

// isBlend tells the parts of a blend from synonyms, given the recognised name before the bracket: parts are in
// families that the name is not in, or several substances, or stand behind a name that nobody knows.
func (p *Parser) isBlend(head Recognition, name string, from, to int) bool {
	pieces, known, distinct, foreign := 0, 0, 0, false
	var last *Entry
	for a := from; a < to; {
		b := p.nextComma(a, to)
		x, y := p.nameRange(a, b)
		a = b + 1
		if x >= y {
			continue
		}
		pieces++
		s := p.text[x:y]
		if foldPrefix(s, "ci ") || foldPrefix(s, "ci7") || foldPrefix(s, "c.i.") || foldPrefix(s, "77") || indexBegins(s) > 0 {
			if head.Match != Unrecognized {
				continue
			}
		}
		r, ok := p.names.Lookup(s)
		if !ok {
			r = p.recognize(s)
		}
		if r.Match == Unrecognized {
			continue
		}
		known++
		if r.Entry == nil || r.Entry != last && r.Entry != head.Entry {
			distinct++
			last = r.Entry
		}
		if r.Families[0]&^head.Families[0] != 0 || r.Families[1]&^head.Families[1] != 0 {
			foreign = true
		}
	}
	if head.Match == Unrecognized {
		return known > 1 && distinct > 1 || known > 0 && (pieces > 3 || blendWord(name))
	}
	return foreign || distinct >= 3 || p.text[from-1] == '[' && pieces >= 2
}

// blendWord reports whether a name says that several things are in it.
func blendWord(name string) bool {
	s := strings.ToLower(name)
	for _, w := range [...]string{"blend", "complex", "mix", "fragrance", "parfum", "oils", "extracts", "system", "base", "preservative", "composé", "mélange"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// readName recognises one name. Where it has a bracket with several names in it, the name before the bracket
// decides, or else the first one known inside.
func (p *Parser) readName(name string) Recognition {
	if r, ok := p.names.Lookup(name); ok {
		return r
	}
	head, inner := synonyms(name)
	if inner == "" {
		return p.recognize(name)
	}
	if head = strings.TrimRight(head, " *"); head != "" {
		if r, ok := p.names.Lookup(head); ok {
			return r
		}
		if r := p.recognize(head); r.Match != Unrecognized {
			return r
		}
	}
	for inner != "" {
		i := 0
		for i < len(inner) && inner[i] != ',' && inner[i] != ';' && inner[i] != '|' {
			i++
		}
		if r, ok := p.names.Lookup(strings.TrimSpace(inner[:i])); ok {
			return r
		}
		inner = inner[min(i+1, len(inner)):]
	}
	return Recognition{}
}

// synonyms splits "Mineral Oil (Paraffinum Liquidum, Huile Minerale)" into the name and what its bracket holds; inner
// is empty where no bracket holds several names.
func synonyms(name string) (head, inner string) {
	if len(name) > 400 {
		return name, ""
	}
	for i := 0; i < len(name); i++ {
		if classes[name[i]] != clsOpen {
			continue
		}
		depth, commas, j := 0, 0, i
		for ; j < len(name); j++ {
			switch classes[name[j]] {
			case clsOpen:
				depth++
			case clsClose:
				depth--
			case clsComma, clsSep:
				if depth == 1 && !(j+1 < len(name) && isDigit(name[j-1]) && isDigit(name[j+1])) {
					commas++
				}
			}
			if depth == 0 {
				break
			}
		}
		if depth > 0 {
			continue
		}
		if commas > 0 {
			return name[:i], name[i+1 : j]
		}
		i = j
	}
	return name, ""
}
