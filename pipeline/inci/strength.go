package inci

import "strings"

// Strength finds the highest percentage that a text about the product states of an ingredient of the families kinds: "Urea
// 20 % Cream", "Crème 10 % d'urée". In the product's name (called) it need not stand beside the ingredient where it is the
// only one: "Urea Cream 20%". said.Percent is 0 where nothing is stated.
func (p *Parser) Strength(text string, kinds Families, called bool) (said Restated) {
	if strings.IndexByte(text, '%') < 0 {
		return Restated{}
	}
	list := p.text
	p.text = text
	defer func() { p.text = list }()
	want := func(r Recognition) bool { return meet(r.Families, kinds) }
	for a := 0; a < len(text); {
		b := min(a+longestSentence, len(text))
		if k := strings.IndexAny(text[a:b], ";|\n"); k >= 0 {
			b = a + k
		}
		for from := a; from < b; {
			m, ok := p.findAmount(from, b)
			if !ok {
				break
			}
			if m.value > said.Percent && m.value < 100 && p.concentration(m, b) && !foldPrefix(strings.TrimLeft(text[m.end:b], " -"), "off") {
				x, y := p.statedName(from, b, m, want)
				if y == 0 && called && strings.Count(text, "%") == 1 && !p.statesOther(a, b, m, want) {
					x, y = p.nameWithin(a, b, want)
				}
				if y > 0 && (called && !soldOtherwise(text, x, y) || !called && !p.speaksOfOthers(x, y)) {
					said = Restated{text[x:y], m.value}
				}
			}
			from = m.end
		}
		a = b + 1
	}
	return said
}

// statedName returns the wanted name beside which the amount m stands in p.text[a:b]; what "+" or "with" divides from it is
// not beside it, nor what has an amount of its own behind it.
func (p *Parser) statedName(a, b int, m amount, want func(Recognition) bool) (from, to int) {
	if from, to = p.knownBefore(a, m.start, want); to > 0 && !divided(p.text[to:m.start]) {
		return from, to
	}
	if from, to = p.knownBehind(m.end, b, want); to > 0 {
		if next, ok := p.findAmount(to, b); !ok || next.start > to+1 {
			return from, to
		}
	}
	return 0, 0
}

// divided reports whether s has what parts two things that a name counts up.
func divided(s string) bool {
	return strings.ContainsAny(s, "+&,/") || strings.Contains(s, " and ") || strings.Contains(s, " with ")
}

// statesOther reports whether the amount m stands beside an ingredient that is not wanted.
func (p *Parser) statesOther(a, b int, m amount, want func(Recognition) bool) bool {
	other := func(r Recognition) bool {
		return !want(r) && (r.Families != (Families{}) || p.lists(r.Entry))
	}
	_, before := p.knownBefore(a, m.start, other)
	_, behind := p.knownBehind(m.end, b, other)
	return before > 0 || behind > 0
}

// lists reports whether the list has an entry.
func (p *Parser) lists(e *Entry) bool {
	for i := range p.list.Items {
		if p.list.Items[i].Entry == e {
			return true
		}
	}
	return false
}

// nameWithin finds a wanted name of one or two words in p.text[a:b].
func (p *Parser) nameWithin(a, b int, want func(Recognition) bool) (from, to int) {
	t := p.text
	for i := a; i < b; i++ {
		if !inWord[t[i]] || i > a && inWord[t[i-1]] {
			continue
		}
		words := 0
		for j := i + 1; j <= b && words < 2; j++ {
			if j < b && inWord[t[j]] || t[j-1] == ' ' {
				continue
			}
			words++
			if r, ok := p.names.Exact(t[i:j]); ok && want(r) {
				return i, j
			}
		}
	}
	return 0, 0
}

// Strengthen makes what Strength found the stated amount of the ingredients of the families kinds of which less, or
// nothing, is stated. It reports whether the list has such ingredients.
func (p *Parser) Strengthen(kinds Families, percent float32) (listed bool) {
	for i := range p.list.Items {
		it := &p.list.Items[i]
		if !meet(it.Families, kinds) {
			continue
		}
		listed = true
		if it.Stated < percent {
			it.Stated, it.Max, it.MaxBy, it.Tail = percent, percent, int32(i), false
		}
	}
	return listed
}
