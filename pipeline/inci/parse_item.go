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
	case headInactive, headEnd:
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
	if !literal && (r.Match == Unrecognized || joinedByAnd(p.text[from:to])) {
		if p.splitName(from, to, &it) || r.Match == Unrecognized && c != nil && p.splitLabel(from, to, &it) {
			return
		}
	}
	p.add(&it, r)
}

// add appends an item, recognised as r.
func (p *Parser) add(it *Item, r Recognition) int {
	it.Entry, it.Families, it.Match, it.Nano = r.Entry, r.Families, r.Match, r.Nano
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
		if foldPrefix(s, "ci ") || foldPrefix(s, "ci7") || foldPrefix(s, "c.i.") || foldPrefix(s, "77") {
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

// splitName emits the names that an unknown name is made of, where every one of them is known: "Alcohol .Citric
// Acid", "Lecithin (and) Tocopherol", "Polysorbate 20,1,2-Hexanediol", names without separators.
func (p *Parser) splitName(from, to int, it *Item) bool {
	if to-from > 4000 {
		return false
	}
	name := p.text[from:to]
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
				p.add(&first, left)
				it.Start, it.End = int32(x), int32(y)
				p.add(it, right)
				return true
			}
			// The rest may be several itself.
			at := len(p.list.Items)
			p.add(&first, left)
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
		p.add(&rest, p.readName(t[rest.Start:rest.End]))
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
		p.add(&part, r)
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
		p.add(&a, left)
		it.Start, it.End = int32(i), int32(to)
		p.add(it, right)
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
			if l, ok := p.names.Lookup(t[from:j]); ok && l.Match == Exact {
				left := *it
				left.Start, left.End = int32(from), int32(j)
				p.add(&left, l)
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
		p.add(it, r)
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
