package inci

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A name that is known by a pattern, by what stands beside a slash or a bracket, or not at all, may have another name
// within it that a lost comma left there: "Mel/Honey Ascorbic Acid", "Rose Garden Retinol Parfum", "Quuxol Benzoyl
// Peroxide". Where that other one is of one of the kinds and the reading has nothing of it, it is told apart.

// maxSingle is how many names are remembered that have no other within them; more frequent ones push out others. They are
// told by a hash as items are (see plainMemo).
const maxSingle = 1 << 11

// splitLost emits a name, read as r, in pieces where such a substance stands within it.
func (p *Parser) splitLost(from, to int, it *Item, r Recognition) bool {
	if r.Match == Exact {
		if _, ok := p.names.Exact(p.text[from:to]); ok {
			return false
		}
	}
	h := p.items.hash(p.text[from:to])
	known := &p.single[h%maxSingle]
	if *known == h {
		return false
	}
	a, b := p.lostWithin(from, to, r.Families)
	if b == 0 {
		a, b = p.gluedWithin(from, to, r.Families)
	}
	if b == 0 {
		*known = h
		return false
	}
	p.noteAt("part-recognised", from, "only a part of a name was recognised: "+quote(p.text[from:to]))
	p.addPiece(from, a, it)
	p.addPiece(a, b, it)
	p.addPiece(b, to, it)
	return true
}

// addAll emits a name that was read as r, and what it has within it.
func (p *Parser) addAll(it *Item, r Recognition) {
	if !p.splitLost(int(it.Start), int(it.End), it, r) {
		p.add(it, r)
	}
}

// addPiece emits a piece of a name; words that join names or say in what form a substance is there are passed over.
func (p *Parser) addPiece(from, to int, it *Item) {
	x, y := p.nameRange(from, to)
	if x >= y || !hasLetter(p.text[x:y]) {
		return
	}
	switch strings.ToLower(p.text[x:y]) {
	case "and", "with", "contains", "containing", "traces of", "liposome", "liposomes", "microcapsules", "encapsulated", "nano":
		return
	}
	part := *it
	part.Start, part.End = int32(x), int32(y)
	p.addAll(&part, p.readName(p.text[x:y]))
}

// wordsLost is how many words a substance within a name has at most.
const wordsLost = 4

// lostWithin finds, outside of brackets in p.text[from:to] and not all of it, an exact name of one of the kinds of which has
// nothing; b is 0 where there is none.
func (p *Parser) lostWithin(from, to int, has Families) (a, b int) {
	t := p.text[from:to]
	if len(t) < 7 || len(t) > 200 {
		return 0, 0
	}
	var buf [maxName]byte
	if n, ok := fold(&buf, t); !ok || denied(buf[:n]) {
		return 0, 0
	}
	depth := 0
	for i := 0; i < len(t); i++ {
		switch t[i] {
		case '(', '[', '{':
			depth++
			if n := p.oilInBracket(t[i+1:], has); n > 0 {
				return from + i + 1, from + i + 1 + n
			}
		case ')', ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > 0 || !begins(t, i) {
			continue
		}
		words := 0
		for j := i + 3; j <= len(t) && words < wordsLost; j++ {
			if !finishes(t, j) {
				continue
			}
			words++
			if i == 0 && j == len(t) || !p.lost(t[i:j], has) || !p.apart(t, i, j) || notItself(t[j:]) {
				continue
			}
			return from + i, from + j
		}
	}
	return 0, 0
}

// gluedWithin finds, in a name without spaces of a script that has no capitals, an exact name of one of the kinds that
// another known name runs into: "베타인레티놀".
func (p *Parser) gluedWithin(from, to int, has Families) (a, b int) {
	t := p.text[from:to]
	if t[len(t)-1] < 0x80 && t[0] < 0x80 || len(t) > 150 || strings.IndexByte(t, ' ') >= 0 {
		return 0, 0
	}
	for i := range t {
		if i < 6 || len(t)-i < 6 { // two letters at least
			continue
		}
		if p.lost(t[i:], has) && p.names.Recognize(t[:i]).known() {
			return from + i, to
		}
		if p.lost(t[:i], has) && p.names.Recognize(t[i:]).known() {
			return from, from + i
		}
	}
	return 0, 0
}

// oilInBracket returns the length of the essential oil that is all of the bracket that opened before s: elsewhere a
// bracket tells what oil a substance is made of, but no soap or ester is made of these.
func (p *Parser) oilInBracket(s string, has Families) int {
	n := strings.IndexAny(s, ")]},")
	if n < 0 {
		n = len(s)
	}
	if n > 4 && (foldPrefix(s[n-4:], " oil") || isEssential(s)) && p.lost(s[:n], has) {
		return n
	}
	return 0
}

// lost reports whether a name is exactly that of a substance of a kind of which has nothing.
func (p *Parser) lost(name string, has Families) bool {
	if strings.IndexByte(name, ' ') < 0 && len(name) < 6 || headNoun(name) {
		return false
	}
	r, ok := p.names.Lookup(name)
	if !ok || r.Match != Exact && !isEssential(name) {
		return false
	}
	for i, k := range p.kinds {
		if meet(r.Families, k) && !meet(has, k) {
			return named(i, name)
		}
	}
	return false
}

// named reports whether a name of kind i says by itself what it is: a plant goes on with its part, "Citrus Aurantium Dulcis
// Fruit Water", and is an oil only where it says so; a color has a number.
func named(i int, name string) bool {
	switch kinds[i][0] {
	case "lavender oil":
		return len(name) > 4 && foldPrefix(name[len(name)-4:], " oil") || strings.HasSuffix(name, "오일") || strings.HasSuffix(name, "油") || isEssential(name)
	case "ci 19140":
		return strings.ContainsAny(name, "0123456789")
	case "alcohol denat.":
		return name[0] < 0x80 || strings.HasPrefix(name, "변성") // "코코넛알코올" is a fatty one
	}
	return true
}

// isEssential reports whether a name says so in French, Spanish, Italian or Portuguese: "Huile Essentielle de Lavande".
func isEssential(name string) bool {
	for _, w := range [...]string{"huile essentielle", "huiles essentielles", "aceite esencial", "olio essenziale", "óleo essencial"} {
		if foldPrefix(name, w) {
			return true
		}
	}
	return false
}

// begins reports whether a name may begin at i, finishes whether one may end before j: at what joins names, or where a
// capital follows a small letter or a number.
func begins(s string, i int) bool {
	if i == 0 {
		return true
	}
	c := s[i-1]
	if s[i] >= 0xC0 && isLetter(c) { // "DextrinÁcido", "Oleate水杨酸"
		r, _ := utf8.DecodeRuneInString(s[i:])
		return r >= otherScripts || isLower(c) && unicode.IsUpper(r)
	}
	return (isAlnum(s[i]) || s[i] >= 0xC0) && (strings.IndexByte(" /-+&~_@=*)].", c) >= 0 || isUpper(s[i]) && (isLower(c) || isDigit(c) || isUpper(c) && i+1 < len(s) && isLower(s[i+1])))
}

func finishes(s string, j int) bool {
	if j == len(s) {
		return true
	}
	c := s[j]
	if isAlnum(c) && s[j-1] >= 0x80 {
		r, _ := utf8.DecodeLastRuneInString(s[:j])
		return r >= otherScripts
	}
	return strings.IndexByte(" /-+&~_@=*([.", c) >= 0 || isUpper(c) && !isUpper(s[j-1]) && isAlnum(s[j-1]) || isDigit(c) && (isLower(s[j-1]) || s[j-1] >= 0x80) || isDigit(c) && s[j-1] == '.'
}

// otherScripts is the first letter behind the Latin ones.
const otherScripts = 0x370

// apart reports whether what a hyphen joins to s[i:j] is a name by itself: "Algin-Retinol" is two names, "Phyto-Retinol" is one.
func (p *Parser) apart(s string, i, j int) bool {
	front := strings.TrimRight(strings.ToLower(s[:i]), " -")
	for _, w := range [...]string{"idene", "hydrogenated", "infused", "saponified", "polymerized"} { // "Benzylidene Camphor", "Hydrogenated Lemon Oil"
		if strings.HasSuffix(front, w) {
			return false
		}
	}
	if i > 0 && s[i-1] == '-' {
		if !p.names.Recognize(s[:i-1]).known() {
			return false
		}
	}
	if j < len(s) && s[j] == '-' {
		if !p.names.Recognize(s[j+1:]).known() {
			return false
		}
	}
	return true
}

// notItself reports whether the words behind a substance make another thing of it: "Lactic Acid Bacteria Ferment".
func notItself(s string) bool {
	if strings.HasPrefix(s, "/") && strings.Contains(s, "olymer") { // "Glycolic Acid/Lactic Acid Copolymer"
		return true
	}
	s = strings.TrimLeft(s, " -/")
	for _, w := range [...]string{"bacteri", "bacill", "ferment", "copolymer", "polymer", "crosspolymer", "ester", "free", "alternative", "precursor", "derived", "sulfate", "chloride", "peg-"} {
		if foldPrefix(s, w) {
			return true
		}
	}
	return false
}
