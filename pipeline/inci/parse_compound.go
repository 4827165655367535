package inci

import "strings"

// Names that a pattern reaches over, and names that nothing divides. A pattern takes "Parfum Helianthus Annuus Seed Oil"
// for one oil; what stands before the oil must not vanish in it.

// divide returns where, in a name that only a pattern knows or whose bracket was read as a part of it, a second name begins: the end of the first name and the
// start of the second, as offsets in name; 0 and 0 where it is one name. It is one unless what stands first is known
// exactly, what follows is known, and reading both says more than the pattern does: a family more, or a substance that
// is no plant's or group's first word ("Mandarin Orange Peel Oil" is one oil).
func (p *Parser) divide(name string, whole Recognition) (end, start int) {
	if whole.Match != Pattern && (whole.Match != Exact || strings.IndexByte(name, '(') < 0) || len(name) > 300 || strings.IndexByte(name, ' ') < 0 && strings.IndexByte(name, ')') < 0 {
		return 0, 0
	}
	head := p.knownHead(name, whole)
	for i := len(name) - 1; i > head && i > 2; i-- {
		if !mayBeginName(name, i) || unbalanced(name[:i]) {
			continue
		}
		joined, n := joiner(name[:i])
		left := strings.TrimRight(name[:i-n], " ")
		if len(left) < 3 || whole.Match == Exact && strings.IndexByte(left, '(') >= 0 {
			continue
		}
		l := p.surelyNamed(left)
		if l.Match != Exact && !(joined && l.Match == Pattern) {
			continue
		}
		r := p.surelyNamed(name[i:])
		if r.Match == Unrecognized {
			continue
		}
		exact := r.Match == Exact
		if r.Match == Pattern {
			if f, ok := p.exactRun(name[i:]); ok {
				exact, r.Families = true, union(r.Families, f)
			}
		}
		if endsName(name[i:]) {
			continue // "Oryza Sativa Bran | Oil/…"
		}
		more := without(l.Families, whole.Families) || exact && whole.Match == Pattern && without(r.Families, whole.Families)
		if whole.Match == Exact && !more && l.Entry != p.water && strings.IndexByte(left, ' ') < 0 {
			continue // "Glycine | Soja (Soybean) Oil"
		}
		switch {
		case joined, more && (exact || strings.Count(name[i:], " ") >= 2), substance(left) && (exact || l.Entry == p.water || strings.Contains(name[i:], "eptide")) && !without(whole.Families, union(l.Families, r.Families)):
			return len(left), i
		}
	}
	return 0, 0
}

// knownHead is the length of the name before a bracket where it is known as it stands: "Lanolin Alcohol (Eucerit)" is no
// lanolin with alcohol. It is 0 where nothing before a bracket is known.
func (p *Parser) knownHead(name string, whole Recognition) int {
	k := strings.IndexByte(name, '(')
	if whole.Match != Exact || k < 0 {
		return 0
	}
	if r, ok := p.names.Lookup(strings.TrimRight(name[:k], " ")); !ok || r.Match != Exact {
		return 0
	}
	return k
}

// maxGlued is how many words are searched for exactly known names in what a pattern took.
const maxGlued = 24

// exactRun reports whether s is two and more exactly known names with nothing but spaces between them, each of them but the last a
// substance or of a family, and the families of all: "Retinol Fragrance" is no fragrance called Retinol, "Orange Fragrance" may be one.
func (p *Parser) exactRun(s string) (f Families, ok bool) {
	var starts [maxGlued + 1]int
	n := 0
	for i := range len(s) {
		if s[i] != ' ' && (i == 0 || s[i-1] == ' ') {
			if n == maxGlued {
				return f, false
			}
			starts[n], n = i, n+1
		}
	}
	starts[n] = len(s)
	var runs [maxGlued + 1]bool // the words from i on are such names
	var families [maxGlued + 1]Families
	for i := n - 1; i >= 0; i-- {
		for j := n; j > i && !runs[i]; j-- { // the longest name first
			if j < n && !runs[j] || i == 0 && j == n {
				continue
			}
			name := strings.TrimRight(s[starts[i]:starts[j]], " ")
			r, known := p.names.Lookup(name)
			if !known || r.Match != Exact || j < n && r.Families == (Families{}) && !substance(name) {
				continue
			}
			runs[i], families[i] = true, union(r.Families, families[j])
		}
	}
	return families[0], runs[0]
}

// endsName reports whether s begins with a word with which names end, or go on: "Oil", "Extract", "Fruit".
func endsName(s string) bool {
	if k := strings.IndexAny(s, " /("); k > 0 {
		s = s[:k]
	}
	switch strings.ToLower(s) {
	case "oil", "butter", "extract", "wax", "acid", "powder", "fruit", "flower", "peel", "leaf", "seed", "root", "bark", "stem", "kernel":
		return true
	}
	return false
}

// readInBrackets reports whether a name is known through its bracket only: "Salix Alba (Willow) Bark Extract" may be known
// as willow bark extract, whatever stands before.
func (p *Parser) readInBrackets(from, to int) bool {
	name := p.text[from:to]
	if strings.IndexByte(name, '(') < 0 {
		return false
	}
	_, ok := p.names.Lookup(name)
	return !ok
}

// mayBeginName reports whether a name may begin at i: behind a space, at a letter or digit.
func mayBeginName(s string, i int) bool {
	return (s[i-1] == ' ' || s[i-1] == ')' || s[i-1] == '*') && (isAlnum(s[i]) || s[i] >= 0x80)
}

// joiner reports whether s ends with what joins two names, a footnote's mark included, and its length.
func joiner(s string) (bool, int) {
	t := strings.TrimRight(s, " ")
	for _, w := range [...]string{" and", " &", "*", " +", "(and)"} {
		if strings.HasSuffix(t, w) {
			return true, len(s) - len(t) + len(strings.TrimLeft(w, " "))
		}
	}
	return false, 0
}

// surelyNamed recognises a name as it stands or with its brackets read, without repairs.
func (p *Parser) surelyNamed(name string) Recognition {
	r, ok := p.names.Lookup(name)
	if !ok && strings.IndexByte(name, '(') >= 0 {
		if r = p.names.Recognize(name); r.Match != Exact && r.Match != Pattern {
			return Recognition{}
		}
	}
	return r
}

// substance reports whether a name reads like that of a whole ingredient by its last word: "Potassium Sorbate", not "Mandarin".
func substance(s string) bool {
	s = strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:])
	for _, end := range [...]string{"ate", "acid", "ol", "one", "cerin", "gum", "ose", "ane", "mer", "extract", "oil", "butter", "wax", "water", "aqua", "juice", "powder", "ide", "xide", "edta", "oxides", "ester", "esters", "parfum", "fragrance"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// without reports whether f has a family that g has not.
func without(f, g Families) bool { return f[0]&^g[0] != 0 || f[1]&^g[1] != 0 }

func union(f, g Families) Families { return Families{f[0] | g[0], f[1] | g[1]} }

// splitPattern emits the names that a pattern reached over; it reports false where the name is one.
func (p *Parser) splitPattern(from, to int, it *Item, r Recognition) bool {
	end, start := p.divide(p.text[from:to], r)
	if start == 0 {
		return false
	}
	first := *it
	first.Start, first.End = int32(from), int32(p.stripEnd(from, from+end))
	p.addAll(&first, p.surelyNamed(p.text[from:first.End]))
	it.Start, it.End = int32(from+start), int32(to)
	rest := p.readName(p.text[from+start : to])
	if !p.splitPattern(from+start, to, it, rest) {
		p.addAll(it, rest)
	}
	return true
}

// splitAnd emits the names between "(and)", known or not: the trade's way of naming what a blend is made of.
func (p *Parser) splitAnd(from, to int, it *Item, depth int) bool {
	t := p.text
	first := true
	for a := from; a < to; {
		b, n := to, 0
		for i := a; i < to; i++ {
			if t[i] == '(' && joinedByAnd(" "+t[i:min(i+8, to)]) {
				b, n = i, strings.IndexByte(t[i:to], ')')+1
				break
			}
		}
		if b == to && first {
			return false
		}
		first = false
		if x, y := p.trim(a, b); x < y {
			p.emitName(x, y, int(it.Parent), depth, nil)
		}
		a = b + max(n, 1)
	}
	return true
}

// maxRun is how many words are searched for names that nothing divides.
const maxRun = 600

// run finds the known names in a text without separators, gaps allowed: "Water Glycerin Niacinamide Sodium Newate
// Phenoxyethanol …". known says which of the spans are names; the others are what stands between. It returns nil where
// fewer than five names are known, or less than two thirds of the words belong to one.
func (lx *Lexicon) run(text string) (spans []Span, known []bool) {
	var starts, ends [maxRun]int
	n := 0
	for i := 0; i < len(text); {
		for i < len(text) && isBlank(text[i]) {
			i++
		}
		j := i
		for j < len(text) && !isBlank(text[j]) {
			j++
		}
		if i == j {
			break
		}
		if n == maxRun {
			return nil, nil
		}
		starts[n], ends[n] = i, j
		n, i = n+1, j
	}
	if n < 6 {
		return nil, nil
	}
	// cost[i] is the least cost of the words from i on: 2 a name, 5 a word without one. next[i] ends the first piece.
	var cost, next [maxRun + 1]int32
	var named [maxRun + 1]bool
	for i := n - 1; i >= 0; i-- {
		cost[i], next[i] = cost[i+1]+5, int32(i+1)
		for j := i + 1; j <= n && j-i <= 8; j++ {
			if cost[j]+2 < cost[i] && lx.runName(text[starts[i]:ends[j-1]]) {
				cost[i], next[i], named[i] = cost[j]+2, int32(j), true
			}
		}
	}
	names, words := 0, 0
	for i := 0; i < n; i = int(next[i]) {
		s := Span{starts[i], ends[next[i]-1]}
		if named[i] {
			names++
			words += int(next[i]) - i
		} else if k := len(spans) - 1; k >= 0 && !known[k] {
			spans[k].End = s.End
			continue
		}
		spans, known = append(spans, s), append(known, named[i])
	}
	if names < 5 || 3*words < 2*n {
		return nil, nil
	}
	return spans, known
}

// runName reports whether a text is a name by itself: not the head of one ("Oil"), and not words that a pattern alone knows.
func (lx *Lexicon) runName(s string) bool {
	if headNoun(s) && !strings.EqualFold(s, "water") && !strings.EqualFold(s, "alcohol") {
		return false
	}
	if strings.IndexByte(s, '(') >= 0 && !unbalanced(s) && s[0] != '(' {
		return lx.Recognize(s).Match == Exact
	}
	return lx.exact(s)
}

// splitRun emits names that nothing divides, and what stands between them.
func (p *Parser) splitRun(from, to int, it *Item) bool {
	spans, known := p.lx.run(p.text[from:to])
	if spans == nil {
		return false
	}
	for i, s := range spans {
		part := *it
		part.Start, part.End = int32(from+s.Start), int32(from+s.End)
		r := Recognition{}
		if known[i] {
			r = p.surelyNamed(p.text[part.Start:part.End])
			r.Match = Joined
		} else if r = p.readName(p.text[part.Start:part.End]); r.Match == Unrecognized {
			x, y := p.nameRange(int(part.Start), int(part.End))
			if x >= y {
				continue
			}
			part.Start, part.End = int32(x), int32(y)
		}
		p.addAll(&part, r)
	}
	p.noteAt("no-separators", from, "the list has no separators: names are told apart by what is known")
	return true
}
