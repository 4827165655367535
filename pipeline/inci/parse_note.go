package inci

import "strings"

// markAt returns the number of the footnote mark that stands at the start of s, and its length; 0 and 0 where there is none.
func markAt(s string) (id, n int) {
	for n < len(s) && s[n] == '*' {
		n++
	}
	if n > 0 {
		if n < len(s) && s[n] == '+' {
			n++
		}
		return min(n, 4), n
	}
	if len(s) > 0 {
		switch s[0] {
		case '^':
			return 6, 1
		case '#':
			return 7, 1
		}
	}
	return 0, 0
}

// markBehind returns the number of the mark with which s ends, 0 where there is none.
func markBehind(s string) int {
	s = strings.TrimRight(s, " .,)")
	n := len(s)
	for n > 0 && (s[n-1] == '*' || s[n-1] == '+' || s[n-1] == '^' || s[n-1] == '#') {
		n--
	}
	id, _ := markAt(s[n:])
	return id
}

// marked reports whether chunk a begins with a footnote mark.
func (p *Parser) marked(a int) bool {
	c := &p.chunks[a]
	id, _ := markAt(p.text[c.start:c.end])
	return id > 0
}

// isNote reports whether the sentence from chunk a to b, which begins with a mark, explains the mark, instead of
// being an ingredient that bears it in front.
func (p *Parser) isNote(a, b int) bool {
	c := &p.chunks[a]
	s := p.text[c.start:c.end]
	id, n := markAt(s)
	for ; p.usedTo < a; p.usedTo++ {
		p.usedMarks |= 1 << markBehind(p.text[p.chunks[p.usedTo].start:p.chunks[p.usedTo].end])
	}
	used := p.usedMarks>>id&1 != 0
	known := p.count(a, b).known
	if known >= 3 {
		return false // "*Cocos Nucifera Oil, *Ricinus Communis Seed Oil, …"
	}
	if noteWords(s[n:]) {
		return true
	}
	if c.known {
		return used && b-a == 1
	}
	return used || a > 0
}

// noteWords reports whether a text speaks of origin or quality, as footnotes do.
func noteWords(s string) bool {
	s = strings.ToLower(s[:min(len(s), 300)])
	for _, w := range [...]string{"organic", "natural", "naturel", "origin", "certif", "farming", "agricult", "biolog", "biodyn", "anbau", "landbau", "component", "constituent", "composant", "bestandteil", "ingredient", "ingrédient", "fair trade", "wild", "vegan", "blend", "유기농", "천연", "유래", "オーガニック", "propellant"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return strings.TrimSpace(s) == "bio" || strings.TrimSpace(s) == "bio."
}

// markNote takes the sentence from chunk a to b for the note of the mark it begins with.
func (p *Parser) markNote(a, b int) {
	c := &p.chunks[a]
	id, _ := markAt(p.text[c.start:c.end])
	for i := a; i < b; i++ {
		if k := p.chunks[i].kind; k == ckUnknown || k == ckProse {
			p.chunks[i].kind = ckFootnote
		}
	}
	if k := noteMeaning(p.text[c.start:p.chunks[b-1].end]); k != noteNone {
		p.marks[id] = k
	}
}

// noteMeaning is what a footnote says of the ingredients it is for. "Component of essential oils" says only where a
// declared allergen comes from.
func noteMeaning(s string) noteKind {
	s = strings.ToLower(s[:min(len(s), 300)])
	for _, w := range [...]string{"component", "constituent", "composant", "bestandteil", "componente", "naturally occur", "naturally present", "aus natürlichen", "issus d", "derived from", "from natural", "free", "sans "} {
		if strings.Contains(s, w) {
			return noteNone
		}
	}
	for _, w := range [...]string{"essential oil", "huile essentielle", "huiles essentielles", "ätherische", "aceite esencial", "aceites esenciales", "olio essenziale", "oli essenziali"} {
		if strings.Contains(s, w) {
			return noteEssential
		}
	}
	for _, w := range [...]string{"fragrance", "parfum", "profumo", "perfume", "duftstoff"} {
		if strings.Contains(s, w) {
			return noteFragrance
		}
	}
	return noteNone
}

// noteFor returns what the footnote says whose mark stands before or behind the name from..to of the text start..end.
func (p *Parser) noteFor(start, end, from, to int) noteKind {
	if p.marks == ([maxMarks]noteKind{}) {
		return noteNone
	}
	if from > start {
		if id, _ := markAt(strings.TrimLeft(p.text[start:from], " ")); id > 0 && p.marks[id] != noteNone {
			return p.marks[id]
		}
	}
	tail := strings.TrimPrefix(p.text[to:end], quoteClose)
	if id, _ := markAt(strings.TrimLeft(tail, " .)]")); id > 0 {
		return p.marks[id]
	}
	return p.marks[markBehind(tail)]
}
