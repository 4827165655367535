package inci

import "strings"

// splitName emits the names that an unknown name is made of, where every one of them is known: "Alcohol .Citric
// Acid", "Lecithin (and) Tocopherol", "Polysorbate 20,1,2-Hexanediol", names without separators.
func (p *Parser) splitName(from, to int, it *Item) bool {
	if to-from > 4000 {
		return false
	}
	name := p.text[from:to]
	if p.splitAcids(from, to, it) {
		return true
	}
	if to-from <= 300 {
		for i := 1; i < len(name)-1; i++ {
			n := connector(name, i)
			if n == 0 {
				continue
			}
			a, b := p.nameRange(from, from+i)
			x, y := p.nameRange(from+i+n, to)
			if a >= b || x >= y {
				continue
			}
			left := p.surely(a, b)
			if left.Match == Unrecognized {
				continue
			}
			right := p.surely(x, y)
			ok := right.Match != Unrecognized
			first := *it
			first.Start, first.End = int32(a), int32(b)
			if ok {
				p.addAll(&first, left)
				it.Start, it.End = int32(x), int32(y)
				p.addAll(it, right)
				return true
			}
			// The rest may be several itself.
			at := len(p.list.Items)
			p.addAll(&first, left)
			it.Start, it.End = int32(x), int32(y)
			if p.splitName(x, y, it) {
				return true
			}
			p.list.Items = p.list.Items[:at]
			it.Start, it.End = int32(from), int32(to)
		}
	}
	spans := p.lx.Split(name)
	if len(spans) < 2 {
		return p.splitBehindBracket(from, to, it) || p.splitEnd(from, to, it)
	}
	p.addSpans(from, spans, it)
	return true
}

// splitEnd emits the names run together at the end of a longer text that is not known as a whole: "Potassium
// Phenoxyethanol Sorbate Citric Acid Ethylhexylglycerin". What stands before them is read by itself.
func (p *Parser) splitEnd(from, to int, it *Item) bool {
	t := p.text
	if to-from > 120 {
		return false
	}
	for i := from + 1; i < to; i++ {
		if t[i-1] != ' ' || t[i] == ' ' {
			continue
		}
		spans := p.lx.Split(t[i:to])
		if len(spans) < 2 {
			continue
		}
		rest := *it
		rest.Start, rest.End = int32(from), int32(p.stripEnd(from, i))
		p.addAll(&rest, p.readName(t[rest.Start:rest.End]))
		p.addSpans(i, spans, it)
		return true
	}
	return false
}

// addSpans adds the names that Split found in the text from base on.
func (p *Parser) addSpans(base int, spans []Span, it *Item) {
	for _, s := range spans {
		part := *it
		part.Start, part.End = int32(base+s.Start), int32(base+s.End)
		r := p.readName(p.text[part.Start:part.End])
		if r.Match == Exact || r.Match == Pattern {
			r.Match = Joined
		}
		p.addAll(&part, r)
	}
}

// surely recognises the name from..to without repairing typos.
func (p *Parser) surely(from, to int) Recognition {
	name := p.text[from:to]
	r, ok := p.names.Lookup(name)
	if !ok && strings.IndexByte(name, '(') >= 0 {
		if r = p.names.Recognize(name); r.Match == Typo {
			return Recognition{}
		}
	}
	return r
}

// splitBehindBracket emits two names without a separator, of which the first ends with a bracket or has one:
// "Prunus Amygdalus Dulcis (Sweet Almond) Oil Rosa Canina Fruit Oil".
func (p *Parser) splitBehindBracket(from, to int, it *Item) bool {
	t := p.text
	if to-from > 200 || strings.IndexByte(t[from:to], '(') < 0 {
		return false
	}
	for i := from + 1; i < to; i++ {
		if t[i-1] != ' ' || t[i] == ' ' || t[i] == '(' || unbalanced(t[from:i]) {
			continue
		}
		left := p.names.Recognize(strings.TrimSpace(t[from:i]))
		if left.Match == Unrecognized || left.Match == Typo {
			continue
		}
		right := p.names.Recognize(t[i:to])
		if right.Match == Unrecognized || right.Match == Typo {
			continue
		}
		a := *it
		a.Start, a.End = int32(from), int32(p.stripEnd(from, i))
		p.addAll(&a, left)
		it.Start, it.End = int32(i), int32(to)
		p.addAll(it, right)
		return true
	}
	return false
}

// splitLabel emits an ingredient with which a list begins, where the list's name stands before it without a colon:
// "Glow Serum Water". Water may begin a second list: "Limonene Night Cream Water".
func (p *Parser) splitLabel(from, to int, it *Item) bool {
	t := p.text
	first := p.inPart(Main) == 0 && p.section == Main
	for i := from + 1; i < to; i++ {
		if t[i-1] != ' ' && t[i-1] != ')' || t[i] == ' ' || t[i] == '(' {
			continue
		}
		r, ok := p.names.Lookup(t[i:to])
		if !ok || r.Match != Exact || !first && (r.Entry != p.water || p.water == nil) {
			continue
		}
		// An ingredient of the list before may stand in front of the name.
		name := from
		for j := i - 1; j > from; j-- {
			if t[j] != ' ' {
				continue
			}
			if l, ok := p.names.Exact(t[from:j]); ok {
				left := *it
				left.Start, left.End = int32(from), int32(j)
				p.addAll(&left, l)
				name = j
				break
			}
		}
		a, b := p.trim(name, i)
		if !first && (p.inPart(Main) < 3 || a < b && waterOf(t[a:b])) {
			return false
		}
		if a < b {
			p.newPart(p.partName(a, b))
			p.skip(a, b, Heading)
		} else {
			p.newPart("")
		}
		it.Part, it.Section, it.ceiling = uint8(p.part), Main, 0
		it.Start, it.End = int32(i), int32(to)
		p.addAll(it, r)
		return true
	}
	return false
}

// waterOf reports whether water behind s is one that plants or springs give: "Rose Flower Water".
func waterOf(s string) bool {
	s = strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:])
	switch strings.Trim(s, ")") {
	case "flower", "fruit", "leaf", "root", "bark", "seed", "sea", "thermal", "spring", "floral", "peel", "bud", "plant", "stem", "sap", "mineral", "ocean", "glacial", "glacier", "rose", "hazel", "deep", "coconut", "fleur", "leaves", "blossom", "herb", "flowers", "tree", "lime", "rice", "birch", "melon", "cucumber", "centifolia", "damascena", "distilled", "purified", "deionized", "demineralized", "ionized", "hydrogen", "oxygenated", "micellar", "filtered", "organic", "marine", "volcanic", "source", "well", "and", "eau", "/":
		return true
	}
	return false
}

// joinedByAnd reports whether a name is two: "Sodium Acrylates Copolymer (and) Lecithin".
func joinedByAnd(s string) bool {
	i := strings.IndexByte(s, '(')
	return i > 0 && (foldPrefix(s[i:], "(and)") || foldPrefix(s[i:], "( and )"))
}

// connector returns the length of what may join two names at i of s: a dot, a comma within digits, "and", "&", "/".
func connector(s string, i int) int {
	switch s[i] {
	case '.', ',', '/', '&', '+', '*', '-':
		if s[i] == '-' && (s[i-1] != ' ' || s[i+1] != ' ') {
			return 0
		}
		return 1
	case '(':
		if foldPrefix(s[i:], "(and)") {
			return 5
		}
	case ' ':
		for _, w := range [...]string{" and ", " et ", " und ", " y ", " e "} {
			if foldPrefix(s[i:], w) {
				return len(w)
			}
		}
	}
	return 0
}
