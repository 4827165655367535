package inci

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

// markFilters makes UV filters that stand in a bullet or before a colon, each with its percentage and nothing else, active
// ingredients: "-Avobenzone 3%, Homosalate 5%: Deliver sun protection." That is how shops write what a drug label says.
func (p *Parser) markFilters(a, b int) bool {
	end := b
	for i := a; i < b; i++ {
		if p.chunks[i].sep == ':' {
			end = i + 1
			break
		}
	}
	if end == b && p.text[p.chunks[a].start] != '-' {
		return false
	}
	for i := a; i < end; i++ {
		if !p.statedFilter(i) {
			return false
		}
	}
	for i := a; i < end; i++ {
		p.chunks[i].kind, p.chunks[i].active = ckItem, true
	}
	p.markProse(end, b)
	return true
}

// mostFilter is the percentage that no filter exceeds: zinc oxide and titanium dioxide may be 25 % (21 CFR 352.10, Annex VI).
const mostFilter = 25

// statedFilter reports whether chunk i is a UV filter with its percentage and nothing else.
func (p *Parser) statedFilter(i int) bool {
	c := &p.chunks[i]
	if c.kind != ckUnknown || !c.known || c.rec.Entry == nil || c.rec.Families[0]&p.filters[0]|c.rec.Families[1]&p.filters[1] == 0 {
		return false
	}
	m, ok := p.findAmount(int(c.start), int(c.end))
	return ok && m.value > 0 && m.value <= mostFilter && !p.nonBlank(p.stripStart(m.end, int(c.end)), int(c.end))
}

// findFilters looks up the families of UV filters.
func findFilters(lx *Lexicon) (f Families) {
	for _, n := range [...]string{"butyl methoxydibenzoylmethane", "zinc oxide"} {
		if r, ok := lx.Lookup(n); ok {
			f = union(f, r.Families)
		}
	}
	return f
}
