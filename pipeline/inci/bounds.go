package inci

import "unsafe"

// positions numbers the items of each part and section: 1 for the first. What says the same as the item before it
// ("Water, Aqua") shares its number.
func (p *Parser) positions() {
	items := p.list.Items
	var n uint16
	var last *Item
	for i := range items {
		it := &items[i]
		it.Position = 0
		if it.Parent >= 0 || it.Section == MayContain {
			continue
		}
		switch {
		case last == nil || last.Part != it.Part:
			n = 1
		case last.Section != it.Section:
			n = p.lastPosition(i) + 1
		case it.Entry == nil || it.Entry != last.Entry:
			n++
		}
		it.Position = n
		last = it
	}
}

// lastPosition is the last position given in the part and section of item i, before it; 0 where it is the first.
func (p *Parser) lastPosition(i int) uint16 {
	items := p.list.Items
	for j := i - 1; j >= 0 && items[j].Part == items[i].Part; j-- {
		if items[j].Section == items[i].Section && items[j].Position > 0 {
			return items[j].Position
		}
	}
	return 0
}

// bound gives every item the least upper bound of its percentage that labelling law proves.
//
// EU (Regulation (EC) 1223/2009, Article 19(1)(g)) and US (21 CFR 701.3(f)) labels name ingredients in descending order
// of weight; those of 1 % or less may follow in any order, and colorants after the others in any order. So
//
//   - the k-th ingredient is at most 100/k %, if 100/k is above 1: before the 1 % line k are at least as heavy, behind
//     it no ingredient exceeds 1 %;
//   - whatever follows an ingredient that is at most m % is at most max(m, 1) %: m is its stated percentage, or the
//     legal maximum of its Entry;
//   - a colorant has no place in this order, neither as the bounded nor as one of the k;
//   - percentages stated before the list, of actives without a heading, have no place in the order, and an order that
//     stated percentages contradict proves nothing;
//   - a list in alphabetical order (US drug labels may name inactive ingredients so) proves nothing by its order;
//   - "may contain" and the parts of a blend have no order of their own: a part is at most its blend.
//
// k counts recognised ingredients only, each once: what is not recognised may be no ingredient.
func (p *Parser) bound() {
	items := p.list.Items
	for a := 0; a < len(items); {
		b := a + 1
		for b < len(items) && items[b].Part == items[a].Part {
			b++
		}
		var sections [3]bool
		for i := a; i < b; i++ {
			sections[items[i].Section] = true
		}
		for s, any := range sections {
			if any {
				p.boundSection(a, b, Section(s))
			}
		}
		a = b
	}
}

// boundSection bounds the items of one section among the items a to b, which are those of one part.
func (p *Parser) boundSection(a, b int, s Section) {
	items := p.list.Items
	ordered := s == Main && !p.alphabetical(a, b) && !p.contradicted(a, b)
	first := a
	if ordered {
		first = p.behindActives(a, b)
	}
	limit, by, k := float32(100), int32(-1), 0
	var seen [4]uint64 // a bit a substance, by its place in memory: most are the first of their kind
	for i := a; i < b; i++ {
		it := &items[i]
		h := uintptr(unsafe.Pointer(it.Entry)) * 0x9E3779B97F4A7C15 >> 56
		fresh := seen[h>>6]>>(h&63)&1 == 0
		seen[h>>6] |= 1 << (h & 63)
		if it.Section != s {
			continue
		}
		it.Max, it.MaxBy = 100, -1
		it.Tail = it.Stated < 0 && (s == MayContain || limit <= 1)
		if it.Parent >= 0 {
			parent := &items[it.Parent]
			it.Max, it.MaxBy = parent.Max, parent.MaxBy
			if parent.MaxBy < 0 || parent.Stated >= 0 {
				it.MaxBy = int32(it.Parent)
			}
			if parent.Max == 100 {
				it.MaxBy = -1
			}
			p.boundByOwn(it, i)
			continue
		}
		if !ordered || it.colorant || i < first {
			p.boundByOwn(it, i)
			continue
		}
		if it.Entry != nil && (fresh || p.firstOfItsKind(a, i)) {
			k++
		}
		if k > 0 {
			it.Max = shares[min(k, len(shares)-1)]
		}
		if limit < it.Max {
			it.Max, it.MaxBy = limit, by
		}
		p.boundByOwn(it, i)
		if m := max(it.atMost(), 1); m < limit {
			limit, by = m, int32(i)
		}
	}
}

// shares holds the most that the k-th ingredient can be: a k-th of the whole, or 1 %.
var shares = func() (t [101]float32) {
	for k := range t {
		t[k] = max(100/float32(max(k, 1)), 1)
	}
	return t
}()

// behindActives returns where, among the items a to b, the order begins: labels without headings set the actives first,
// each with its percentage, and the list behind them. A list that begins with what is stated to be a large part of it is
// in order from its beginning.
func (p *Parser) behindActives(a, b int) int {
	for i := a; i < b; i++ {
		it := &p.list.Items[i]
		if it.Section != Main || it.Parent >= 0 {
			continue
		}
		if it.Stated < 0 {
			return i
		}
		if it.Stated >= leastBulk {
			return a
		}
	}
	return a
}

// leastBulk is the percentage from which on a stated ingredient is the bulk of a formula: no active that stands before
// its list reaches it (the most that a monograph allows is 25 % zinc oxide).
const leastBulk = 30

// contradicted reports whether the label states more of an ingredient than the order and the law allow behind what is
// named before it, or leaves half of the formula to nothing: then the order is not that of the law.
func (p *Parser) contradicted(a, b int) bool {
	limit, most := float32(100), float32(0)
	behind := p.behindActives(a, b)
	for i := a; i < b; i++ {
		it := &p.list.Items[i]
		if it.Parent >= 0 {
			continue
		}
		if i < behind || it.Section != Main || it.colorant {
			most += it.atMost()
			continue
		}
		if it.Stated > limit || limit <= 1 && i-behind <= fewBeforeWater && it.Entry == p.water && it.Entry != nil && it.Stated < 0 {
			return true // water behind what is at most 1 %, near the beginning: the list is shuffled
		}
		m := it.atMost()
		most += min(limit, m)
		limit = min(limit, max(m, 1))
	}
	return most < 50 // no formula is half of nothing: "Phenoxyethanol, Aqua, Glycolic Acid" is in no order
}

// fewBeforeWater is how many ingredients may stand before water that is bounded to a trace for this to be unbelievable:
// balms without water name it behind many, as what an extract came in.
const fewBeforeWater = 4

// boundByOwn applies what is stated of an item itself.
func (p *Parser) boundByOwn(it *Item, i int) {
	if it.Stated >= 0 && it.Stated <= it.Max {
		it.Max, it.MaxBy = it.Stated, int32(i)
	} else if it.Stated > it.Max {
		// The label contradicts itself; the stated figure is the safer one.
		it.Max, it.MaxBy = it.Stated, int32(i)
	}
	if it.ceiling > 0 && it.ceiling < it.Max {
		it.Max, it.MaxBy = it.ceiling, int32(i)
	}
}

// atMost is the most that an item can be by what is stated of it and by law, its place in the list aside.
func (it *Item) atMost() float32 {
	m := float32(100)
	if it.Stated >= 0 {
		m = it.Stated
	} else if it.limit > 0 {
		m = it.limit
	}
	if it.ceiling > 0 {
		m = min(m, it.ceiling)
	}
	return m
}

// limit is the percentage that law allows of what was recognised as r, where that is 1 or less; 0 where it is more. leaveOn is
// true where it holds for leave-on products only.
func (r *Recognition) limit() (percent float32, leaveOn bool) {
	if e := r.Entry; e != nil && e.Limit <= 1 && (r.Match == Exact || r.Match == Typo || r.Match == Joined) {
		return e.Limit, e.LimitLeaveOn
	}
	return 0, false
}

// firstOfItsKind reports whether no item from a to i is the same substance as item i.
func (p *Parser) firstOfItsKind(a, i int) bool {
	items := p.list.Items
	e := items[i].Entry
	if e == nil {
		return false
	}
	for j := i - 1; j >= a && j > i-300; j-- {
		if items[j].Entry == e && items[j].Parent < 0 {
			return false
		}
	}
	return true
}

// isColorantName reports whether a name recognised as r is a colorant's, which may be named behind all others.
func isColorantName(r Recognition, name string) bool {
	if r.Entry != nil && (r.Match == Exact || r.Entry.colorant) {
		return r.Entry.colorant
	}
	return isColorant(name)
}

// isColorant reports whether a name is a colorant's: a Colour Index number, an FD&C name, or a pigment that US labels
// name without its number. Annex IV of Regulation (EC) 1223/2009 and 21 CFR 73 and 74 list them.
func isColorant(s string) bool {
	for i := 0; i < len(s); i++ {
		if i > 0 && isAlnum(s[i-1]) {
			continue
		}
		for _, w := range colorants[s[i]] {
			if !foldPrefix(s[i:], w) {
				continue
			}
			if w[len(w)-1] == ' ' && len(w) > 3 { // "Red 40", not "Red Algae Extract"
				if j := i + len(w); j >= len(s) || !isDigit(s[j]) && s[j] != '#' && !foldPrefix(s[j:], "no") {
					continue
				}
			}
			return true
		}
	}
	return false
}

// colorants are words with which colorants' names begin, by their first byte. One that ends with a space needs a number.
var colorants = func() (t [256][]string) {
	for _, w := range [...]string{"ci 1", "ci 2", "ci 4", "ci 5", "ci 6", "ci 7", "ci1", "ci2", "ci4", "ci5", "ci6", "ci7", "ci #", "c.i.", "cl 7", "fd&c", "d&c", "iron oxide", "titanium dioxide", "mica", "ultramarine", "carmine", "lake", "chromium", "manganese violet",
		"red ", "yellow ", "blue ", "green ", "orange ", "violet ", "black ", "brown ", "acid ", "ext. ", "ext ", "zinc oxide", "ferric", "caramel", "annatto", "beta-carotene", "bismuth", "tin oxide"} {
		t[w[0]] = append(t[w[0]], w)
		t[w[0]-0x20] = append(t[w[0]-0x20], w)
	}
	return t
}()

// alphabetical reports whether the items a to b are named in alphabetical order: at least eight, with hardly an exception.
func (p *Parser) alphabetical(a, b int) bool {
	items := p.list.Items
	n, wrong, prev := 0, 0, -1
	for i := a; i < b && wrong*8 <= b-a; i++ {
		it := &items[i]
		if it.Section != Main || it.Parent >= 0 || it.colorant {
			continue
		}
		n++
		if prev >= 0 && sortsBefore(p.text[it.Start:it.End], p.text[items[prev].Start:items[prev].End]) {
			wrong++
		}
		prev = i
	}
	return n >= 8 && wrong*8 <= n
}

// sortsBefore compares two names letter by letter, without regard to case.
func sortsBefore(a, b string) bool {
	for i := 0; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		if isUpper(x) {
			x |= 0x20
		}
		if isUpper(y) {
			y |= 0x20
		}
		if x != y {
			return x < y
		}
	}
	return len(a) < len(b)
}
