package inci

import "strings"

// Restated is what a text beside the list states of an ingredient.
type Restated struct {
	Name    string // as written; a part of the text
	Percent float32
}

// Restate compares the list that Parse returned last with another text about the product: its name, its description. Where
// that states more of an ingredient, or of its kind, than the order of the list allows, the order proves nothing: bounds
// that follow from it are taken back. kinds are the families that count as kinds. ok is false where nothing is contradicted.
func (p *Parser) Restate(text string, kinds Families) (said Restated, ok bool) {
	if strings.IndexByte(text, '%') < 0 {
		return Restated{}, false
	}
	list := p.text
	p.text = text
	defer func() { p.text = list }()
	for a := 0; a < len(text); {
		b := min(a+longestSentence, len(text))
		if k := strings.IndexAny(text[a:b], ",;|\n"); k >= 0 {
			b = a + k
		}
		for a < b {
			var r Recognition
			from, to, percent := p.findStated(a, b, func(o Recognition) bool {
				most, found := p.mostOf(o, kinds)
				if found && most < 100 {
					r = o
				}
				return found && most < 100
			})
			if to == 0 {
				break
			}
			if most, _ := p.mostOf(r, kinds); percent > most && !p.speaksOfOthers(from, to) {
				p.distrustOrder(r, kinds, percent)
				return Restated{text[from:to], percent}, true
			}
			a = max(to, a+1)
			if k := strings.IndexByte(text[a:b], '%'); k >= 0 && k < 8 { // the number behind the name is read
				a += k + 1
			}
		}
		a = b + 1
	}
	return Restated{}, false
}

// Lacks compares the list that Parse returned last with another text about the product, as Restate does. ok is true where
// the text, which is the product's name where called is true, states a percentage of what decides most (a retinoid, an acid, a
// filter …), and no ingredient of the list is of its kind.
func (p *Parser) Lacks(text string, called bool) (said Restated, ok bool) {
	if strings.IndexByte(text, '%') < 0 {
		return Restated{}, false
	}
	list := p.text
	p.text = text
	defer func() { p.text = list }()
	want := func(r Recognition) bool { return p.lacking(r, len(kinds)) }
	for a := 0; a < len(text); {
		b := min(a+longestSentence, len(text))
		if k := strings.IndexAny(text[a:b], ",;|\n"); k >= 0 {
			b = a + k
		}
		from, to, percent := p.findStated(a, b, want)
		if to > 0 && (called && !soldOtherwise(text, from, to) || !called && !p.speaksOfOthers(from, to)) {
			return Restated{strings.TrimLeft(text[from:to], "-+& "), percent}, true
		}
		a = b + 1
	}
	return Restated{}, false
}

// mostOf returns the most that the list allows of the substance r, or, where it does not name that, of what shares one of
// the kinds with it.
func (p *Parser) mostOf(r Recognition, kinds Families) (most float32, found bool) {
	itself := false
	for i := range p.list.Items {
		it := &p.list.Items[i]
		switch {
		case it.Entry != nil && it.Entry == r.Entry:
			if !itself {
				itself, most = true, 0
			}
		case itself || it.Families[0]&r.Families[0]&kinds[0]|it.Families[1]&r.Families[1]&kinds[1] == 0:
			continue
		}
		most, found = max(most, it.Max), true
	}
	return most, found
}

// distrustOrder takes back the bounds that follow from what stands before an item, and lets what shares a kind with r be as
// much as is said of it.
func (p *Parser) distrustOrder(r Recognition, kinds Families, percent float32) {
	for i := range p.list.Items {
		it := &p.list.Items[i]
		if it.Stated < 0 && (it.ceiling == 0 || it.MaxBy != int32(i)) {
			it.Max, it.MaxBy = 100, -1
		} else if it.Max < percent && it.Families[0]&r.Families[0]&kinds[0]|it.Families[1]&r.Families[1]&kinds[1] != 0 {
			it.Max, it.MaxBy = percent, -1
		}
	}
}
