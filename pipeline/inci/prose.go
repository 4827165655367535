package inci

import "strings"

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
		if p.markActives(a, b) {
			a = b
			continue
		}
		if p.isList(a, b, p.blurbs && !listed) {
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

// recogniseChunks looks every chunk up, prose excepted.
func (p *Parser) recogniseChunks() {
	for i := range p.chunks {
		c := &p.chunks[i]
		if c.kind != ckUnknown {
			continue
		}
		from, to := p.nameRange(int(c.start), int(c.end))
		if p.quoted(from) {
			c.from, c.to = int32(from), int32(to)
			c.rec = p.readName(p.text[from:to])
			c.known, c.literal, c.tried = true, true, true
			continue
		}
		c.from, c.to = int32(from), int32(to)
		if from >= to {
			continue
		}
		name := p.text[from:to]
		if r, ok := p.names.Lookup(name); ok {
			c.rec, c.known, c.tried = r, true, true
			continue
		}
		if len(name) > 400 || proseWords(name) {
			c.kind = ckProse
			continue
		}
		if code(name) {
			c.kind = ckCode
			continue
		}
		if purpose(name) {
			c.kind, c.purpose = ckProse, true
			continue
		}
		head, _, _ := p.blend(from, to)
		if head < to { // a bracket with several names in it
			if r, ok := p.names.Lookup(strings.TrimSpace(p.text[from:head])); ok {
				c.rec, c.known, c.tried = r, true, true
				continue
			}
			c.known = p.knowsInside(head, to)
			continue
		}
		c.rec, c.tried = p.recognize(name), true
		c.known = c.rec.Match != Unrecognized
	}
	p.joinBroken()
}

// joinBroken joins names that a line end or a stray separator broke: "Sodium\nHyaluronate", "Camellia Sinensis, Leaf
// Extract", "Hydro-\ngenated Polydecene", "Steareth|20", "Bis|Diglyceryl Polyacyladipate|2".
func (p *Parser) joinBroken() {
	for i := 0; i+1 < len(p.chunks); i++ {
		if p.chunks[i].kind != ckUnknown || p.chunks[i].literal {
			continue
		}
		for n := 3; n >= 2; n-- {
			if i+n <= len(p.chunks) && p.joinRun(i, n) {
				i += n - 1
				break
			}
		}
	}
}

// joinRun joins the n chunks from i on where they are one known name and not all known by themselves.
func (p *Parser) joinRun(i, n int) bool {
	c := p.chunks[i : i+n]
	all := true
	for k := range c {
		if c[k].kind != ckUnknown || c[k].literal || c[k].from >= c[k].to {
			return false
		}
		if k+1 < n && c[k].sep != '\n' && c[k].sep != ',' && c[k].sep != '|' && c[k].sep != '\t' {
			return false
		}
		all = all && c[k].known
	}
	if all || c[n-1].to-c[0].from > 160 || !hasLetter(p.text[c[0].from:c[0].to]) {
		return false
	}
	b := append(p.scratch[:0], p.text[c[0].from:c[0].to]...)
	for k := 1; k < n; k++ {
		name := p.text[c[k].from:c[k].to]
		switch {
		case len(name) <= 3 && allDigits(name):
			b = append(b, '-')
		case !hasLetter(name):
			return false
		case c[k-1].to < c[k-1].end && p.text[c[k-1].to] == '-':
			// broken at a hyphen
		default:
			b = append(b, ' ')
		}
		b = append(b, name...)
	}
	p.scratch = b
	r, ok := p.names.Lookup(string(b))
	if !ok || r.Match != Exact || !p.mayJoin(c, r) {
		return false
	}
	r.Match = Joined
	c[0].rec, c[0].known, c[0].tried = r, true, true
	c[0].to, c[0].end, c[0].sep = c[n-1].to, c[n-1].end, c[n-1].sep
	for k := 1; k < n; k++ {
		c[k].kind, c[k].start = ckJoined, c[k].end
	}
	p.noteAt("name-joined", int(c[0].from), "a name broken in two is joined: "+strings.Join(strings.Fields(p.text[c[0].from:c[0].to]), " "))
	return true
}

// mayJoin reports whether the chunks c may be one name that is r. Those known by themselves must not vanish in a name
// that says less: "Coconut, Alcohol" is no fatty alcohol. A line end within a list that has commas may break any name.
func (p *Parser) mayJoin(c []chunk, r Recognition) bool {
	for k := range c {
		if !c[k].known {
			continue
		}
		if k > 0 && c[k-1].sep == '\n' && c[len(c)-1].sep == ',' {
			continue
		}
		f := c[k].rec.Families
		if k == 0 || c[k].rec.Entry == p.water || f[0]&^r.Families[0] != 0 || f[1]&^r.Families[1] != 0 {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// lookupJoined looks a name up that is put together of two parts.
func (p *Parser) lookupJoined(x, between, y string) (Recognition, bool) {
	b := append(p.scratch[:0], x...)
	b = append(b, between...)
	b = append(b, y...)
	p.scratch = b
	return p.names.Lookup(string(b))
}

// recognize looks a name up with every repair of the lexicon and with those of this parser.
func (p *Parser) recognize(name string) Recognition {
	if len(name) > 250 {
		return Recognition{}
	}
	r := p.names.Recognize(name)
	if r.Match != Unrecognized {
		return r
	}
	// "1, 2-Hexanediol", "1.2-Hexanediol", "1-2-Hexanediol", "1|2-Hexanediol"
	if i := locantEnd(name); i > 0 {
		b := append(p.scratch[:0], name[0], ',')
		b = append(b, name[i:]...)
		p.scratch = b
		if r, ok := p.names.Lookup(string(b)); ok {
			r.Match = Typo
			return r
		}
	}
	// "Stellaria Media (Chickweed( Extract"
	if unbalanced(name) {
		b := append(p.scratch[:0], name...)
		for i := range b {
			if classes[b[i]] == clsOpen || classes[b[i]] == clsClose {
				b[i] = ' '
			}
		}
		p.scratch = b
		if r, ok := p.names.Lookup(string(b)); ok {
			r.Match = Typo
			return r
		}
		if i := strings.IndexAny(name, "([{"); i > 2 {
			if second := strings.IndexAny(name[i+1:], "([{"); second > 0 && i+2+second < len(name) {
				// the second bracket was meant to close: "(Chickweed) Extract"
				if r, ok := p.lookupJoined(name[:i+1+second], ") ", strings.TrimSpace(name[i+2+second:])); ok {
					r.Match = Typo
					return r
				}
			}
			if r, ok := p.names.Lookup(strings.TrimSpace(name[:i])); ok {
				return r
			}
		}
	}
	return r
}

// locantEnd finds the second locant of a name that begins with a digit, something else than a comma, and a digit.
func locantEnd(s string) int {
	if len(s) < 5 || !isDigit(s[0]) {
		return 0
	}
	i := 1
	for i < len(s) && !isAlnum(s[i]) {
		i++
	}
	if i > 1 && i < 5 && i+1 < len(s) && isDigit(s[i]) && s[i+1] == '-' {
		return i
	}
	return 0
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

// markActives makes the names in "Octinoxate 7.5%, Zinc Oxide: Sunscreens." active ingredients: they are named with
// their purpose, as drug labels do, even where a shop sets them among its blurbs.
func (p *Parser) markActives(a, b int) bool {
	if b-a < 2 || !p.chunks[b-1].purpose || p.chunks[b-2].sep != ':' {
		return false
	}
	known := 0
	for i := a; i < b-1; i++ {
		c := &p.chunks[i]
		if c.kind == ckProse || c.sep == ':' && i < b-2 {
			return false
		}
		if c.known {
			known++
		}
	}
	if known == 0 {
		return false
	}
	for i := a; i < b-1; i++ {
		if c := &p.chunks[i]; c.kind == ckUnknown {
			c.kind, c.active = ckItem, true
		}
	}
	return true
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
	c.from, c.to, c.tried = int32(best), c.end, true
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
	c.from, c.to, c.tried = c.start, int32(best), true
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
	return c.rec.Match != Exact && deniesContent(p.text[c.start:c.end])
}

// deniesContent reports whether s says that something is not in the product: "Paraben-Free", "no parabens".
func deniesContent(s string) bool {
	if len(s) < 6 {
		return false
	}
	tail := s[len(s)-4:]
	return foldPrefix(tail, "free") && (s[len(s)-5] == '-' || s[len(s)-5] == ' ') || foldPrefix(s, "no ")
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
	case a > last && words <= 3:
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

// proseWords reports whether a name reads like a sentence: words that ingredients' names do not have.
func proseWords(s string) bool {
	strong, weak, words := 0, 0, 0
	for i := 0; i < len(s); {
		for i < len(s) && !isLetter(s[i]) && s[i] < 0x80 {
			if s[i] == '(' { // "(Vitamin A/Skin-Restoring)" says nothing about the name
				if n := strings.IndexByte(s[i:], ')'); n > 0 {
					i += n
				}
			}
			i++
		}
		j := i
		for j < len(s) && (isLetter(s[j]) || s[j] >= 0x80 || s[j] == '\'') {
			j++
		}
		if j == i {
			continue
		}
		words++
		switch proseWord(s[i:j]) {
		case 2:
			strong++
		case 1:
			weak++
		}
		i = j
	}
	return strong >= 2 || strong >= 1 && words >= 3 || weak >= 2 && words >= 6 || words > 16 && strong+weak > 0
}

// proseWord weighs a word: 2 for one that no ingredient's name has, 1 for a function word that some have.
func proseWord(w string) int {
	if len(w) > 14 {
		return 0
	}
	var b [14]byte
	for i := range len(w) {
		c := w[i]
		if isUpper(c) {
			c |= 0x20
		}
		b[i] = c
	}
	return int(proseVocabulary[string(b[:len(w)])])
}

var proseVocabulary = func() map[string]uint8 {
	m := map[string]uint8{}
	for _, w := range strings.Fields(`the your you our we us their they them this that these those which while when where who will can may must should
		is are was be been being has have had does do it its it's help helps helping reduce reduces improve improves protect protects provide provides
		skin skin's look looks looking feel feels appearance hydrates moisturizes moisturises soothes smooths softens nourishes brightens calms firms visibly deeply gently
		leaves leaving makes making gives keeps keep promotes supports fights prevents prevent improving reducing wrinkles lines pores tone texture radiance complexion
		for from into onto about more most very also such including includes include apply please use used using made formulated designed known contains containing
		until after before during than then up not all any each every so as at by per product products package packaging boutique visit refer according
		clinically tested dermatologist dermatologically recommended suitable ideal perfect best new rich powerful healthy youthful ultimate boost boosts
		est sont votre peau pour avec les des une cette produit nos notre dans sur
		ist sind ihre haut für mit und die der das eine nicht wird werden
		para con piel una los las este producto por del
		pelle per una il della nostra prodotto
		jest skóry dla się oraz nie`) {
		m[w] = 2
	}
	for _, w := range strings.Fields(`and of to with in on a an or leaf's et y e und oder ou o at le la de`) {
		m[w] = 1
	}
	for _, w := range strings.Fields(`das der del per as all des la le de leaves para can in it fights`) { // parts of names, or of other languages' names
		if m[w] == 2 {
			m[w] = 1
		}
	}
	return m
}()

// code reports whether a chunk is a maker's formula number: "F.I.L. B260371/2", "FIL C226042/2", "(1234567 A)".
func code(s string) bool {
	s = strings.Trim(s, "([]). ")
	if foldPrefix(s, "f.i.l") || foldPrefix(s, "fil ") || foldPrefix(s, "code f.i.l") || foldPrefix(s, "iln") || foldPrefix(s, "fil:") {
		return true
	}
	digits, others := 0, 0
	for i := range len(s) {
		switch {
		case isDigit(s[i]):
			digits++
		case s[i] == ' ', s[i] == '/', s[i] == '-', s[i] == '.':
		default:
			others++
		}
	}
	return digits >= 4 && others <= 3
}

// purpose reports whether a name is what a drug label says an active ingredient is for.
func purpose(s string) bool {
	switch strings.ToLower(strings.TrimRight(s, "s")) {
	case "sunscreen", "skin protectant", "acne treatment", "acne medication", "antiperspirant", "antiseptic", "external analgesic", "uv filter", "sun protection", "sunscreen agent", "purpose", "antidandruff", "skin lightener", "antifungal":
		return true
	}
	return false
}

// placeholder recognises cells that only say that there is no list, and says so in words.
func placeholder(s string) string {
	if len(s) > 160 {
		return ""
	}
	s = strings.ToLower(strings.Trim(s, " .,;:-_*#!?[](){}'\"\n\t/"))
	switch s {
	case "", "no info", "n/a", "na", "n.a", "none", "null", "nil", "nan", "unknown", "tbd", "tba", "no", "x", "xx", "xxx", "test", "not available", "not applicable", "no ingredients", "no ingredient", "not provided", "not listed", "not specified", "information not available", "no information",
		"coming soon", "name", "ref", "value", "div/0", "num", "undefined", "false", "true", "ingredients", "ingredient list", "see above", "see below", "없음", "해당없음", "해당 없음", "なし", "无", "無", "暂无", "k.a", "keine angabe", "keine angaben", "non disponible", "non renseigné", "nd", "s/o", "no disponible", "non disponibile", "brak", "brak danych", "geen", "нет", "нет данных":
		return "the cell holds a placeholder: " + quote(s)
	}
	if strings.Count(s, ",") > 1 || strings.Count(s, "|") > 1 {
		return ""
	}
	for _, w := range [...]string{"visit the ", "refer to product packag", "refer to packag", "refer to the product packag", "refer to product label", "see packag", "see product packag", "see pack", "see label", "see box", "see image", "see photo", "see description", "on packaging", "on the packaging", "check the packag", "check packag", "voir emballage", "voir l'emballage", "siehe verpackung", "siehe packung", "ver envase", "vedi confezione",
		"상세페이지", "상품상세", "상세 페이지", "제품 포장", "포장 참조", "용기 참조", "별도표기", "별도 표기", "ingredients not available", "no ingredients listed", "ingredients coming soon", "ingredients unavailable"} {
		if strings.Contains(s, w) {
			return "the cell points elsewhere instead of holding a list: " + quote(s)
		}
	}
	return ""
}

func quote(s string) string {
	if s == "" {
		return `""`
	}
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return `"` + s + `"`
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
