package inci

// classify decides what each chunk is. It goes sentence by sentence: a sentence is a list or prose as a whole,
// because prose names ingredients too ("with vitamin C, vitamin E, and green tea").
func (p *Parser) classify() {
	p.recogniseChunks()
	p.blurbs = p.hasBlurbs()
	listed := false // a list has begun
	for a := 0; a < len(p.chunks); {
		if c := &p.chunks[a]; c.kind == ckHeading {
			if c.head == headClaim || c.head == headProse || c.head == headBlock {
				a = p.passOver(a)
				continue
			}
			a++
			continue
		}
		b := p.sentenceTo(a)
		if p.markActives(a, b) || p.markFilters(a, b) {
			a = b
			continue
		}
		if p.claimSentence(a, b) {
			for i := a; i < b; i++ {
				p.chunks[i].kind = ckClaim
			}
		} else if p.isList(a, b, p.blurbs && !listed) {
			listed = p.markList(a, b) || listed
		} else if n := p.listBehind(a, b); n >= 0 { // prose ran into the list without a full stop
			p.markProse(a, n)
			p.markList(n, b)
			listed = true
		} else if x, y := p.listWithin(a, b); x < y { // no full stop on either side
			p.markProse(a, x)
			p.markList(x, y)
			listed = true
			b = y
		} else if p.neutral(a, b) {
			// settled below, when it is known where lists are
		} else {
			p.markProse(a, b)
		}
		a = b
	}
	p.settleNeutral()
}

// claimSentence reports whether a sentence says what is not in the product: "No parabens, phthalates or perfume."
func (p *Parser) claimSentence(a, b int) bool {
	c := &p.chunks[a]
	return !c.known && foldPrefix(p.text[c.start:c.end], "no ") && !(c.end > c.start+3 && isDigit(p.text[c.start+3])) && b-a > 1 && p.count(a, b).known < 4
}

// sentenceTo returns the end of the sentence that begins with chunk a.
func (p *Parser) sentenceTo(a int) int {
	for b := a; b < len(p.chunks); b++ {
		c := &p.chunks[b]
		if c.kind == ckHeading {
			return b
		}
		if c.sep == '.' || c.sep == '\n' || c.sep == sepHeading || c.sep == sepMark {
			return b + 1
		}
	}
	return len(p.chunks)
}

// counts of a sentence.
type counts struct{ known, unknown, prose, labels int }

func (p *Parser) count(a, b int) (n counts) {
	for i := a; i < b; i++ {
		switch c := &p.chunks[i]; {
		case c.kind == ckProse:
			n.prose++
		case c.kind == ckCode, c.kind == ckJoined:
		case c.sep == ':':
			n.labels++
			if c.known {
				n.known++
			}
		case c.known:
			n.known++
		default:
			n.unknown++
		}
	}
	return n
}

// isList reports whether a sentence is a run of ingredients. blurbs is true while marketing bullets
// ("-Squalane: Keeps skin hydrated.") stand before the list.
func (p *Parser) isList(a, b int, blurbs bool) bool {
	c := &p.chunks[a]
	n := p.count(a, b)
	if a > 0 && p.chunks[a-1].opensList() && n.known > 0 && n.known >= n.prose && !p.marked(a) && c.kind != ckProse {
		return true
	}
	if p.marked(a) && p.isNote(a, b) {
		p.markNote(a, b)
		return false
	}
	if blurbs && p.text[c.start] == '-' {
		// A bullet is never the list, unless the list runs on behind it, which listBehind finds.
		if n.known < 6 {
			p.markProse(a, b)
			return false
		}
		if n.prose > 0 || n.labels > 0 {
			c.kind = ckProse
			return false
		}
	}
	if n.labels > 0 && p.text[c.start] == '-' && n.known-n.labels < 4 && b-a > 1 {
		return false
	}
	if n.known == 0 {
		return false
	}
	if n.prose == 0 {
		if n.labels > 0 && c.sep == ':' && c.known && n.known == 1 && n.unknown > 0 {
			return false // "Retinol: smooths"
		}
		return n.known*3 >= n.unknown
	}
	// Prose within a long list is a remark; ingredients within prose are prose.
	if n.known >= 5 && n.known >= 3*n.prose && n.known >= n.unknown {
		return c.kind != ckProse || p.suffixKnown(a) || b-a > 1 && p.chunks[a+1].known
	}
	return n.prose == 1 && p.chunks[b-1].kind == ckProse && n.known >= 2 && n.known >= n.unknown && p.prefixKnown(b-1) // "Water, Glycerin, Retinol Please keep …"
}

// opensList reports whether the chunk is a heading under which ingredients stand.
func (c *chunk) opensList() bool {
	switch c.head {
	case headList, headActive, headInactive, headMay, headCeiling, headStep:
		return c.kind == ckHeading
	}
	return false
}

// listBehind finds where, within a sentence of prose, a list begins: "Hydrates skin Water, Glycerin, …". It returns
// the chunk that holds the first ingredient, or -1.
func (p *Parser) listBehind(a, b int) int {
	for i := a; i < b; i++ {
		c := &p.chunks[i]
		if c.sep == ':' || c.kind == ckProse && !p.suffixKnown(i) || c.kind != ckProse && !c.known {
			continue
		}
		n := p.count(i+1, b)
		if n.known < 4 || n.known < 3*(n.prose+n.labels) || n.known < n.unknown {
			continue
		}
		if i > a && c.kind != ckProse && p.chunks[i-1].kind != ckProse && p.chunks[i-1].sep != ':' && c.rec.Entry != p.water {
			continue // in the middle of an enumeration
		}
		if k := p.nextProse(i+1, min(i+10, b)); k > i && p.count(i, k).known < 5 {
			i = k - 1 // the blurb's own enumeration
			continue
		}
		return i
	}
	return -1
}

// nextProse returns the first chunk of prose, or label, from a to b; -1 where there is none.
func (p *Parser) nextProse(a, b int) int {
	for i := a; i < b; i++ {
		if p.chunks[i].kind == ckProse || p.chunks[i].sep == ':' {
			return i
		}
	}
	return -1
}

// listWithin finds the run of chunks in a sentence that is most of a list, where five ingredients or more are in it:
// the run with the greatest sum of one for a known name, less a third for an unknown one and two for prose.
func (p *Parser) listWithin(a, b int) (x, y int) {
	best, sum, start := 0, 0, a
	for i := a; i < b; i++ {
		c := &p.chunks[i]
		switch {
		case c.kind == ckProse || c.sep == ':':
			sum -= 6
		case c.kind != ckUnknown:
		case c.known:
			sum += 3
		default:
			sum--
		}
		if sum <= 0 {
			sum, start = 0, i+1
		} else if sum > best {
			best, x, y = sum, start, i+1
		}
	}
	if best < 12 || p.count(x, y).known < 5 {
		return 0, 0
	}
	return x, y
}

// suffixKnown reports whether a chunk of prose ends with an ingredient, and narrows the chunk's name to it.
func (p *Parser) suffixKnown(i int) bool {
	c := &p.chunks[i]
	t := p.text
	words := 0
	best := -1
	for j := int(c.end) - 1; j > int(c.start) && words < 9; j-- {
		if t[j-1] != ' ' && t[j-1] != ')' || t[j] == ' ' {
			continue
		}
		words++
		if !isUpper(t[j]) && !isDigit(t[j]) && t[j] < 0x80 {
			continue
		}
		if r, ok := p.names.Lookup(t[j:c.end]); ok {
			best = j
			c.rec = r
		}
	}
	if best < 0 {
		return false
	}
	c.from, c.to, c.tried, c.one = int32(best), c.end, true, false
	return true
}

// prefixKnown reports whether a chunk of prose begins with an ingredient, and narrows the chunk's name to it.
func (p *Parser) prefixKnown(i int) bool {
	c := &p.chunks[i]
	t := p.text
	words := 0
	best := -1
	for j := int(c.start) + 1; j < int(c.end) && words < 9; j++ {
		if t[j] != ' ' && t[j] != '.' || t[j-1] == ' ' {
			continue
		}
		words++
		if r, ok := p.names.Lookup(t[c.start:j]); ok {
			best = j
			c.rec = r
		}
	}
	if best < 0 {
		return false
	}
	c.from, c.to, c.tried, c.one = c.start, int32(best), true, false
	return true
}

// markList makes a sentence's chunks items, its prose remarks, and its labels headings or names of sub-products.
// It reports whether the sentence has the makings of a list: three ingredients or more.
func (p *Parser) markList(a, b int) bool {
	known := 0
	for i := a; i < b; i++ {
		c := &p.chunks[i]
		if c.known {
			known++
		}
		switch {
		case c.kind == ckCode, c.kind == ckJoined:
		case c.kind == ckProse:
			if i == a && p.suffixKnown(i) || i > a && p.prefixKnown(i) {
				c.kind, c.known = ckItem, true
			}
		case c.sep == ':' && i+1 < len(p.chunks) && !c.known:
			c.kind = ckPart
			if p.listed(i) && (i == a || p.chunks[i-1].sep == ',') && !p.namesList(i+1, p.listEnd(i+1)) {
				c.kind = ckHeading
			}
		default:
			if p.claim(i) {
				c.kind = ckClaim
				continue
			}
			c.kind = ckItem
		}
	}
	return known >= 3
}

// listed reports whether an item stands before chunk i.
func (p *Parser) listed(i int) bool {
	for i--; i >= 0; i-- {
		if p.chunks[i].kind == ckItem {
			return true
		}
	}
	return false
}

// listEnd is the end of the sentence of chunk a, or of the next one where a ends a line by itself.
func (p *Parser) listEnd(a int) int {
	if a >= len(p.chunks) {
		return a
	}
	return p.sentenceTo(a)
}

// namesList reports whether what follows a label looks like a list of its own.
func (p *Parser) namesList(a, b int) bool {
	if a >= b {
		return false
	}
	return p.chunks[a].rec.Entry != nil && p.chunks[a].rec.Entry == p.water || p.count(a, b).known >= 4
}

// claim reports whether the chunk says what is not in the product: "Paraben-Free".
func (p *Parser) claim(i int) bool {
	c := &p.chunks[i]
	s := p.text[c.start:c.end]
	return !c.literal && p.noneOf(int(c.start), int(c.end)) || c.rec.Match != Exact && deniesContent(s)
}

// markProse passes a run of chunks over.
func (p *Parser) markProse(a, b int) {
	for i := a; i < b; i++ {
		if c := &p.chunks[i]; c.kind == ckUnknown || c.kind == ckItem {
			c.kind = ckProse
		}
	}
}

// passOver marks what follows a claim, a disclaimer or a block's heading, and returns where reading goes on.
func (p *Parser) passOver(a int) int {
	kind := ckProse
	if p.chunks[a].head == headClaim {
		kind = ckClaim
	}
	block := p.chunks[a].head == headBlock
	within := a > 0 && p.chunks[a-1].known && !endsSentence(p.chunks[a-1].sep) // a claim in the midst of a list
	p.chunks[a].kind = kind
	i := a + 1
	for ; i < len(p.chunks); i++ {
		c := &p.chunks[i]
		if c.kind == ckHeading {
			if c.head == headClaim || c.head == headProse || c.head == headCeiling && kind == ckClaim {
				c.kind, c.head = kind, headNone
				continue
			}
			return i
		}
		if (i > a+1 || p.chunks[a].end+1 < c.start) && p.restarts(i) {
			return i
		}
		c.kind = kind
		if c.literal {
			continue
		}
		if kind == ckClaim && within && i > a+1 && c.known {
			// "Glycerin, free from silicones, Parfum, …": nothing tells where the claim ends.
			p.partial = "the list goes on behind words that say what is not in the product; what belongs to which is not clear"
		}
		if !block && (c.sep == '.' || c.sep == '\n') {
			return i + 1
		}
		if block && c.sep == '\n' && i+1 < len(p.chunks) && p.isList(i+1, p.sentenceTo(i+1), false) && p.count(i+1, p.sentenceTo(i+1)).known >= 3 {
			return i + 1
		}
	}
	return i
}

// restarts reports whether a list begins at chunk i: water and three known ingredients after it.
func (p *Parser) restarts(i int) bool {
	if e := p.chunks[i].rec.Entry; e == nil || e != p.water || p.chunks[i].kind == ckProse {
		return false
	}
	n := 0
	for j := i + 1; j < len(p.chunks) && j <= i+5; j++ {
		if p.chunks[j].known {
			n++
		}
	}
	return n >= 3
}

// neutral reports whether a sentence holds neither a known ingredient nor words of prose.
func (p *Parser) neutral(a, b int) bool {
	n := p.count(a, b)
	if n.prose > 0 || n.known > 0 && n.known*3 >= n.unknown {
		return false
	}
	for i := a; i < b; i++ {
		if k := p.chunks[i].kind; k != ckUnknown && k != ckCode && k != ckJoined {
			return false
		}
	}
	return true
}

// settleNeutral decides what the sentences without any known ingredient are: names above a list, unknown
// ingredients within one, remarks behind it.
func (p *Parser) settleNeutral() {
	first, last := -1, -1
	for i := range p.chunks {
		if p.chunks[i].kind == ckItem {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for a := 0; a < len(p.chunks); {
		if p.chunks[a].kind != ckUnknown {
			a++
			continue
		}
		b := a + 1
		for b < len(p.chunks) && p.chunks[b].kind == ckUnknown && !endsSentence(p.chunks[b-1].sep) {
			b++
		}
		p.settle(a, b, first, last)
		a = b
	}
}

func endsSentence(sep byte) bool {
	return sep == '.' || sep == '\n' || sep == sepHeading || sep == sepMark
}

// settle decides on one neutral sentence; the list's first and last items are at the chunks first and last.
func (p *Parser) settle(a, b, first, last int) {
	kind := ckProse
	end := &p.chunks[b-1]
	words := p.words(a, b)
	switch {
	case first < 0:
		if b-a == 1 && words > 6 {
			break
		}
		kind = ckItem // nothing is known: the caller sees how little was recognised
	case end.sep == sepHeading:
		kind = ckHeading
	case p.chunks[a].sep == ':' && b < len(p.chunks) && p.chunks[b].kind == ckItem:
		kind = ckPart
	case b-a == 1 && b < len(p.chunks) && p.chunks[b].kind == ckItem && (end.sep == '\n' || end.sep == '.' && words > 2 && b > first) && p.count(b, p.sentenceTo(b)).known >= 3 && !p.onePerLine(a, b):
		kind = ckPart
	case b-a > 1 && a > first:
		kind = ckItem
	case a < first && (b-a > 1 || end.sep != '.' && end.sep != '\n'):
		kind = ckItem
	case a > first && a < last && (words <= 4 || end.sep != '.'):
		kind = ckItem
	case a > last && words <= 3 && !noteWords(p.text[p.chunks[a].start:end.end]):
		kind = ckItem
	}
	for i := a; i < b; i++ {
		if p.chunks[i].kind == ckUnknown {
			p.chunks[i].kind = kind
		}
	}
}

// onePerLine reports whether ingredients stand one on a line around the chunks a to b.
func (p *Parser) onePerLine(a, b int) bool {
	n := 0
	for i := b; i < len(p.chunks) && i < b+3; i++ {
		if p.chunks[i].sep == '\n' || p.chunks[i].sep == sepEnd {
			n++
		}
	}
	return n >= 2
}

// words counts the words of chunks a to b.
func (p *Parser) words(a, b int) int {
	n := 0
	s := p.text[p.chunks[a].start:p.chunks[b-1].end]
	for i := range len(s) {
		if s[i] != ' ' && (i == 0 || s[i-1] == ' ') {
			n++
		}
	}
	return n
}

// hasBlurbs reports whether marketing bullets stand in the text: "-Squalane: Keeps skin hydrated."
func (p *Parser) hasBlurbs() bool {
	dashes, labels, lines := 0, 0, 0
	for i := range p.chunks {
		c := &p.chunks[i]
		if i == 0 || endsSentence(p.chunks[i-1].sep) {
			lines++
			if p.text[c.start] == '-' && c.start+1 < c.end {
				dashes++
				if c.sep == ':' || c.kind == ckProse {
					labels++
				}
			}
		}
	}
	return labels > 0 || dashes > 0 && dashes < lines && p.text[p.chunks[0].start] == '-'
}

// proseOnly reports whether the few names found are more likely words of a description than a list.
func (p *Parser) proseOnly() bool {
	l := &p.list
	known, skipped := 0, 0
	for i := range l.Items {
		if l.Items[i].Match != Unrecognized {
			known++
		}
	}
	for _, s := range l.Skipped {
		if s.Kind == Prose {
			skipped += int(s.End - s.Start)
		}
	}
	return known == 0 && skipped > 0 || known < 2 && skipped > 200 && !p.blurbs
}
