package inci

import "strings"

// graveNames stand for the families of which no member may be lost in a damaged name.
var graveNames = [...]string{"parfum", "linalool", "methylisothiazolinone", "ci 19140", "retinol"}

// findGrave looks up the families of graveNames.
func findGrave(lx *Lexicon) (f Families) {
	for _, n := range graveNames {
		if r, ok := lx.Lookup(n); ok {
			f = union(f, r.Families)
		}
	}
	return f
}

// longWord is the letters that a word needs to be salvaged with a slip in it.
const longWord = 14

// salvage finds, in a name that nobody knows, words that are a known ingredient which must not be lost: those of a grave
// family anywhere ("Parfum bel Powder", "CI 19140 ossium Sorbate"), also with a slip where the word is long, those of any
// family at the end ("Cocamide Mpa Menthol", "Cocamide Mpa Salicylic Acid"). It returns where they stand in name; 0 and 0 where there are none.
func (p *Parser) salvage(name string) (start, end int) {
	if len(name) > 200 || !strings.ContainsAny(name, gaps) {
		return 0, 0
	}
	var buf [maxName]byte
	if n, ok := fold(&buf, name); !ok || denied(buf[:n]) {
		return 0, 0
	}
	for i := 0; i < len(name); i++ {
		if i > 0 && strings.IndexByte(gaps, name[i-1]) < 0 || strings.IndexByte(gaps, name[i]) >= 0 {
			continue
		}
		one := wordStop(name, i)
		two := wordStop(name, min(one+1, len(name)))
		for _, j := range [...]int{two, one} {
			word := strings.Trim(name[i:j], ",.*:;-/")
			if strings.ContainsAny(word, "()[]") {
				continue
			}
			if len(word) < 6 || i == 0 && j == len(name) {
				continue
			}
			r, ok := p.names.Lookup(word)
			if !ok && j == one && len(word) >= longWord {
				r = p.names.Recognize(word)
				ok = r.Match == Typo
			}
			grave := r.Families[0]&p.grave[0]|r.Families[1]&p.grave[1] != 0
			if !ok || r.Match != Exact && !(grave && r.Match == Typo) || headNoun(word) {
				continue
			}
			last := j == len(name) && r.Families != (Families{})
			if grave || last && (j == one || len(word) > 5 && foldPrefix(word[len(word)-5:], " acid")) {
				return i, j
			}
		}
	}
	return 0, 0
}

// gaps are what may stand between words of a damaged name.
const gaps = " @_=~+"

func wordStop(s string, i int) int {
	if k := strings.IndexAny(s[i:], gaps); k >= 0 {
		return i + k
	}
	return len(s)
}

// splitSalvaged emits a name in which something was salvaged: what stands before it, itself, and what stands behind it.
func (p *Parser) splitSalvaged(from, to int, it *Item) bool {
	start, end := p.salvage(p.text[from:to])
	if end == 0 {
		return false
	}
	p.noteAt("part-recognised", from, "only a part of a name was recognised: "+quote(p.text[from:to]))
	for _, s := range [...]Span{{from, from + start}, {from + start, from + end}, {from + end, to}} {
		x, y := p.nameRange(s.Start, s.End)
		if x >= y || !hasLetter(p.text[x:y]) {
			continue
		}
		part := *it
		part.Start, part.End = int32(x), int32(y)
		r := p.readName(p.text[x:y])
		if r.Match == Unrecognized && p.splitSalvaged(x, y, &part) {
			continue
		}
		if s.Start == from+start {
			r.Match = Joined
		}
		p.add(&part, r)
	}
	return true
}
