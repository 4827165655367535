package inci

import "strings"

// maxMarks is how many footnote marks are told apart: * ** *** **** + ^ #.
const maxMarks = 8

// maxDepth is how deep blends within blends are followed.
const maxDepth = 6

// emit turns chunks into items and skips.
func (p *Parser) emit() {
	p.newPart("")
	highlights := false
	for i := range p.chunks {
		c := &p.chunks[i]
		if len(p.list.Items) >= maxItems {
			return
		}
		start, end := int(c.start), int(c.end)
		switch c.kind {
		case ckHeading:
			if c.head == headHighlights {
				if highlights = p.listAhead(i); !highlights && p.partial == "" {
					p.partial = "the text names key ingredients only"
				}
			} else if c.head != headNone && c.head != headMay && c.head != headCeiling {
				highlights = false
			}
			p.open(i)
			p.skip(start, end, Heading)
		case ckPart:
			if i > 0 && p.chunks[i-1].kind == ckItem && !endsSentence(p.chunks[i-1].sep) && p.prefixKnown(i) {
				// "…, Phenoxyethanol Night Cream: Water, …"
				p.emitName(start, int(c.to), -1, 0, c)
				start = int(c.to)
			}
			p.newPart(p.partName(start, end))
			p.skip(start, end, Heading)
		case ckItem:
			if highlights {
				p.skip(start, end, Prose)
				continue
			}
			p.restart(i)
			before, section := len(p.list.Items), p.section
			if c.active {
				p.section = Active
			}
			p.emitName(start, end, -1, 0, c)
			if c.active {
				p.section = section
			}
			if len(p.list.Items) == before {
				p.skip(start, end, Prose)
			}
		case ckProse, ckUnknown:
			p.skip(start, end, Prose)
		case ckClaim:
			p.skip(start, end, Claim)
		case ckFootnote:
			p.skip(start, end, Footnote)
		case ckCode:
			p.skip(start, end, Code)
		}
	}
}

// listAhead reports whether a heading of a whole list comes after chunk i.
func (p *Parser) listAhead(i int) bool {
	for _, c := range p.chunks[i+1:] {
		if c.head == headList || c.head == headInactive {
			return true
		}
	}
	return false
}

// activesAhead reports whether active ingredients come after chunk i.
func (p *Parser) activesAhead(i int) bool {
	for _, c := range p.chunks[i+1:] {
		if c.head == headActive || c.active {
			return true
		}
	}
	return false
}

// open enters the section of the heading at chunk i.
func (p *Parser) open(i int) {
	c := &p.chunks[i]
	name := ""
	if i > 0 && p.chunks[i-1].kind == ckHeading && p.chunks[i-1].head == headNone {
		name = p.partName(int(p.chunks[i-1].start), int(p.chunks[i-1].end))
	}
	switch c.head {
	case headList:
		if p.inPart(Main) >= 3 {
			p.newPart(name)
		}
		p.section, p.ceiling = Main, 0
	case headActive:
		if p.inPart(Main) > 0 {
			p.newPart(name)
		}
		p.section, p.ceiling = Active, 0
	case headInactive:
		if len(p.list.Items) == 0 && p.partial == "" && !p.activesAhead(i) {
			p.partial = "the text names the inactive ingredients only; the active ones are missing"
		}
		fallthrough
	case headEnd:
		p.section, p.ceiling = Main, 0
	case headMay:
		p.section = MayContain
	case headCeiling:
		p.ceiling = c.value
	case headStep:
		p.newPart(p.partName(int(c.start), int(c.end)))
	}
}

// inPart counts the items of a section in the part being read.
func (p *Parser) inPart(s Section) int {
	n := 0
	for i := len(p.list.Items) - 1; i >= 0 && int(p.list.Items[i].Part) == p.part; i-- {
		if p.list.Items[i].Section == s {
			n++
		}
	}
	return n
}

// newPart begins a sub-product. One that got no ingredients is forgotten.
func (p *Parser) newPart(name string) {
	p.section, p.ceiling = Main, 0
	l := &p.list
	if n := len(l.Parts); n > 0 && (len(l.Items) == 0 || int(l.Items[len(l.Items)-1].Part) != p.part) {
		l.Parts = l.Parts[:n-1]
	}
	if len(l.Parts) >= 250 {
		return
	}
	l.Parts = append(l.Parts, name)
	p.part = len(l.Parts) - 1
}

// partName is the text of a label without its colon and brackets.
func (p *Parser) partName(start, end int) string {
	return strings.Trim(p.text[start:end], " \n\t:[](){}-.*\"'")
}

// restart begins a new part where a second list begins without a name: water again, behind the end of a sentence.
func (p *Parser) restart(i int) {
	if i == 0 || p.water == nil || p.chunks[i].rec.Entry != p.water {
		return
	}
	if s := p.chunks[i-1].sep; s != '.' && s != '\n' && p.section != MayContain {
		return
	}
	n, water := 0, false
	for k := len(p.list.Items) - 1; k >= 0 && int(p.list.Items[k].Part) == p.part; k-- {
		n++
		water = water || p.list.Items[k].Entry == p.water
	}
	if n >= 4 && water && p.restarts(i) {
		p.newPart("")
	}
}

// nameRange narrows a chunk to the name in it: enumeration, marks, quotes, amounts and a final dot stripped.
func (p *Parser) nameRange(start, end int) (from, to int) {
	t := p.text
	from, to = p.stripStart(start, end), end
	if from < to {
		if n := literalLen(t[from:to]); n > 0 {
			return from + len(quoteOpen), from + n - len(quoteClose)
		}
	}
	to = p.stripEnd(from, to)
	if a, ok := p.findAmount(from, to); ok && p.concentration(a, to) {
		switch {
		case !p.nonBlank(from, a.start):
			from = p.stripStart(a.end, to)
			if from >= to { // nothing but an amount
				return to, to
			}
		case !unbalanced(t[from:a.start]):
			to = a.start
		default:
			if k := strings.LastIndexAny(t[from:a.start], "(["); k > 0 && strings.TrimSpace(t[from+k+1:a.start]) == "" {
				to = from + k
			}
		}
		to = p.stripEnd(from, to)
	}
	return from, to
}

// concentration reports whether an amount is one of the ingredient: "95% organic" and "100% natural" are not.
func (p *Parser) concentration(a amount, to int) bool {
	rest := strings.TrimLeft(p.text[a.end:to], " -")
	for _, w := range [...]string{"organic", "natural", "naturel", "bio", "pure", "vegan", "of the total", "of total", "plant", "vegetable", "certified"} {
		if foldPrefix(rest, w) {
			return false
		}
	}
	return true
}

func (p *Parser) stripStart(from, to int) int {
	t := p.text
	for from < to {
		c := t[from]
		switch {
		case isBlank(c), c == '*', c == '"', c == '.', c == '#', c == '^', c == '~', c == '_', c == '=', c == '>', c == '`', c == ')', c == ']', c == '}', c == '!', c == '?':
			from++
			continue
		case c == '-' || c == '+' || c == '/' || c == '&' || c == '\'':
			from++
			continue
		}
		if isDigit(c) { // "1. Water", "2) Glycerin"
			k := from
			for k < to && isDigit(t[k]) {
				k++
			}
			if k-from <= 2 && k+1 < to && (t[k] == '.' || t[k] == ')') && (t[k+1] == ' ' || isLetter(t[k+1]) && t[k] == ')') {
				from = k + 1
				continue
			}
		}
		if foldPrefix(t[from:to], "and ") {
			from += 4
			continue
		}
		if n := len(quoteClose); strings.HasPrefix(t[from:to], quoteClose) {
			from += n
			continue
		}
		break
	}
	return from
}

func (p *Parser) stripEnd(from, to int) int {
	t := p.text
	for to > from {
		switch c := t[to-1]; c {
		case ' ', ',', ';', '|', '\n', '\t', '*', '"', '.', '+', '^', '#', '~', ':', '-', '=', '>', '<', '/', '&', '_', '`', '!', '?', '\'':
			to--
			continue
		case ')', ']', '}':
			if !closes(t[from:to]) {
				to--
				continue
			}
		case '(', '[', '{':
			to--
			continue
		}
		break
	}
	return to
}

// closes reports whether the bracket at the end of s closes one in s.
func closes(s string) bool {
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ')', ']', '}':
			depth++
		case '(', '[', '{':
			if depth--; depth == 0 {
				return true
			}
		}
	}
	return false
}

// unbalanced reports whether a bracket is open at the end of s.
func unbalanced(s string) bool {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return depth > 0
}

// emitName emits the ingredient or ingredients that stand in the text from start to end, within the brackets of item
// parent (-1: none). c holds what is known of them already, or is nil.
func (p *Parser) emitName(start, end, parent, depth int, c *chunk) {
	if c != nil && c.one {
		p.emitOne(start, end, parent, c)
		return
	}
	var from, to int
	if c != nil && c.from < c.to {
		from, to = int(c.from), int(c.to)
	} else {
		from, to = p.nameRange(start, end)
	}
	if from >= to || len(p.list.Items) >= maxItems {
		return
	}
	it := Item{Start: int32(from), End: int32(to), Parent: int16(parent), Stated: -1, Section: p.section, Part: uint8(p.part), ceiling: p.ceiling}
	tail := end
	if parent < 0 || c != nil {
		p.amountOf(&it, start, end)
	} else {
		p.amountOf(&it, start, tail)
	}
	it.note = p.noteFor(start, end, from, to)
	literal := p.quoted(from)
	if depth < maxDepth && p.emitBlend(&it, from, to, end, depth, literal) {
		return
	}
	var r Recognition
	if c != nil && c.tried {
		r = c.rec
	} else {
		r = p.readName(p.text[from:to])
	}
	if !literal && r.Match != Exact && depth < maxDepth && joinedByAnd(p.text[from:to]) && p.splitAnd(from, to, &it, depth+1) {
		return
	}
	if !literal && (r.Match == Pattern || r.Match == Exact && p.readInBrackets(from, to)) && p.splitPattern(from, to, &it, r) {
		return
	}
	if !literal && (r.Match == Unrecognized || joinedByAnd(p.text[from:to])) {
		if c != nil && c.run && p.splitRun(from, to, &it) {
			return
		}
		if p.splitName(from, to, &it) || r.Match == Unrecognized && (c != nil && p.splitLabel(from, to, &it) || p.splitSalvaged(from, to, &it)) {
			return
		}
	}
	if !literal && p.splitLost(from, to, &it, r) {
		return
	}
	p.add(&it, r)
}

// emitOne emits a chunk that is one ingredient, as is known from memory.
func (p *Parser) emitOne(start, end, parent int, c *chunk) {
	it := Item{Start: c.from, End: c.to, Parent: int16(parent), Stated: c.stated, Section: p.section, Part: uint8(p.part), ceiling: p.ceiling}
	if c.ceiling > 0 && (it.ceiling == 0 || c.ceiling < it.ceiling) {
		it.ceiling = c.ceiling
	}
	it.note = p.noteFor(start, end, int(c.from), int(c.to))
	it.Entry, it.Families, it.Match, it.Nano, it.colorant, it.limit = c.rec.Entry, c.rec.Families, c.rec.Match, c.rec.Nano, c.colorant, c.limit
	p.noteFamilies(&it)
	p.list.Items = append(p.list.Items, it)
}

// add appends an item, recognised as r.
func (p *Parser) add(it *Item, r Recognition) int {
	it.Entry, it.Families, it.Match, it.Nano = r.Entry, r.Families, r.Match, r.Nano
	it.colorant = isColorantName(r, p.text[it.Start:it.End])
	it.limit = p.lawful(r.limit())
	p.noteFamilies(it)
	p.list.Items = append(p.list.Items, *it)
	return len(p.list.Items) - 1
}

// noteFamilies adds the families that an ingredient's footnote gives it.
func (p *Parser) noteFamilies(it *Item) {
	var name string
	switch it.note {
	case noteFragrance:
		name = "fragrance"
	case noteEssential:
		name = "essential oil"
	default:
		return
	}
	if r, ok := p.names.Lookup(name); ok {
		it.Families[0] |= r.Families[0]
		it.Families[1] |= r.Families[1]
	}
}

// amountOf reads the percentage stated for an item.
func (p *Parser) amountOf(it *Item, start, end int) {
	from := start
	if t := p.text[start:end]; strings.HasPrefix(t, quoteOpen) {
		from = start + max(strings.Index(t, quoteClose), 0)
	}
	if k := strings.IndexByte(p.text[from:end], '{'); k >= 0 {
		end = from + k
	}
	a, ok := p.findAmount(from, end)
	if !ok || !p.concentration(a, end) {
		return
	}
	if a.less {
		if it.ceiling == 0 || a.value < it.ceiling {
			it.ceiling = a.value
		}
		return
	}
	it.Stated = a.value
	if i := a.start; strings.IndexByte(p.text[i:a.end], ',') >= 0 && p.text[a.end-1] != 'm' && p.text[a.end-1] != 'b' {
		p.noteAt("decimal-comma", i, "a comma is read as a decimal point: "+strings.TrimSpace(p.text[i:a.end]))
	}
}

// literalLen is the length of the name between quoteOpen and quoteClose with which s begins, 0 where there is none.
func literalLen(s string) int {
	if s[0] != quoteOpen[0] || !strings.HasPrefix(s, quoteOpen) {
		return 0
	}
	if end := strings.Index(s[:min(len(s), maxLiteral)], quoteClose); end > 0 {
		return end + len(quoteClose)
	}
	return 0
}

// maxLiteral bounds the search for quoteClose.
const maxLiteral = 5000

// quoted reports whether the name at from stands behind quoteOpen.
func (p *Parser) quoted(from int) bool {
	return from >= len(quoteOpen) && p.text[from-len(quoteOpen):from] == quoteOpen
}
