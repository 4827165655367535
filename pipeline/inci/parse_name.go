package inci

import (
	"strings"
	"unsafe"
)

// recogniseChunks looks every chunk up, prose excepted.
func (p *Parser) recogniseChunks() {
	for i := range p.chunks {
		c := &p.chunks[i]
		if c.kind != ckUnknown || c.one {
			continue
		}
		if s := p.remembered(int(c.start), int(c.end)); s != nil {
			p.remember(c, s)
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
			if c.run = p.undivided(name); c.run {
				c.known = true
				continue
			}
			c.kind = ckProse
			continue
		}
		if r, ok := p.bareIndex(name); ok {
			c.rec, c.known, c.tried = r, true, true
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
		if !c.known {
			c.run = p.undivided(name)
			c.known = c.run
		}
	}
	p.joinBroken()
}

// undivided reports whether a chunk is many names that nothing divides.
func (p *Parser) undivided(name string) bool {
	if len(name) < 60 || len(name) > 20000 {
		return false
	}
	if strong, _, words := weighProse(name); strong > 0 || words < 6 {
		return false
	}
	spans, _ := p.lx.run(name)
	return spans != nil
}

// joinBroken joins names that a line end or a stray separator broke: "Sodium\nHyaluronate", "Camellia Sinensis, Leaf
// Extract", "Hydro-\ngenated Polydecene", "Steareth|20", "Bis|Diglyceryl Polyacyladipate|2".
func (p *Parser) joinBroken() {
	for i := 0; i+1 < len(p.chunks); i++ {
		if p.chunks[i].kind != ckUnknown || p.chunks[i].literal {
			continue
		}
		if p.chunks[i].known && p.chunks[i+1].known && (i+2 >= len(p.chunks) || p.chunks[i+2].known) {
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
	r, ok := p.names.Exact(unsafe.String(unsafe.SliceData(b), len(b)))
	if !ok || !p.mayJoin(c, r) {
		return false
	}
	r.Match = Joined
	c[0].rec, c[0].known, c[0].tried, c[0].one = r, true, true, false
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
		if k == 0 && c[0].sep == '\n' && p.text[c[0].end-1] == '-' && !c[1].known { // "Glycol-\nic Acid"
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
	if r, ok := p.bareIndex(name); ok {
		return r
	}
	if r := p.withTail(name); r.Match != Unrecognized {
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
