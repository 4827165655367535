package inci

import "strings"

// Suppliers' lists and pharmacies' say more behind a name: how much there is of it ("10 mg", "30 IU"), of what grade it is
// ("Ph. Eur."), what it is there for ("- solvent"), and the maker's formula number follows the last one ("FIL B231449/0").
// None of that is part of the name.

// tailWords are words that may stand behind a name and say nothing of what it is.
var tailWords = wordSet(`mg g kg mcg µg μg ug ml µl iu ie ui i.u. i.e. u.i. ppm w/w w/v v/v m/m ph ph. eur eur. pheur pharm pharma pharmaceutical cosmetic grade usp bp ep jp nf nf. dab öab oeab fu b.p. u.s.p. e.p. n.f. d.a.b.
	powder extra complex solution crystals crystalline granules flakes fil f.i.l. f.i.l iln code approx approx. max max. min min. ca ca. total at to ad up
	q.s. q.s qs q.s.p. qsp cas cas: ec ec: einecs no no. oz fl tsp tbsp teaspoon teaspoons tablespoon tablespoons drop drops cup cups g/100 mg/100 mg/kg g/kg`)

// mostTail is how many words behind a name are cut off it.
const mostTail = 5

// withTail recognises a name behind which such words stand.
func (p *Parser) withTail(name string) Recognition {
	if k := strings.Index(name, " - "); k > 2 {
		if r := p.tailed(name[:k], name[k+3:]); r.Match != Unrecognized {
			return r
		}
	}
	if k := strings.LastIndexByte(name, '^'); k > 2 && len(name)-k <= 4 && len(name)-k > 1 { // a footnote mark of letters: "Oil^WH"
		return p.nameOnly(name[:k])
	}
	end := len(name)
	for range mostTail {
		k := strings.LastIndexByte(name[:end], ' ')
		if k < 3 || !tailWord(name[k+1:end]) {
			return Recognition{}
		}
		end = len(strings.TrimRight(name[:k], " "))
		if r := p.nameOnly(name[:end]); r.Match != Unrecognized {
			return r
		}
	}
	return Recognition{}
}

// tailed recognises a name behind which, and a dash, its function stands: "Glycerin - humectant".
func (p *Parser) tailed(name, function string) Recognition {
	if strings.Count(function, " ") > 3 || denies(function) || foldPrefix(function, "no") || strings.IndexByte(function, '(') >= 0 {
		return Recognition{}
	}
	for i := range len(function) {
		if c := function[i]; !isLetter(c) && c < 0x80 && c != ' ' && c != '/' && c != '-' && c != '&' {
			return Recognition{}
		}
	}
	if r := p.names.Recognize(function); r.Match != Unrecognized {
		return Recognition{}
	}
	return p.nameOnly(name)
}

// nameOnly recognises a name as it stands, cut out of a longer one.
func (p *Parser) nameOnly(name string) Recognition {
	r := p.names.Recognize(strings.TrimRight(name, " ,.-"))
	if r.Match == Typo {
		return Recognition{}
	}
	if r.Match != Unrecognized {
		r.Match = Joined
	}
	return r
}

// tailWord reports whether a word says nothing of the name before it: one of tailWords, a number with or without a unit, a
// formula number.
func tailWord(w string) bool {
	if w == "" || len(w) > 24 {
		return false
	}
	if tailWords[strings.ToLower(w)] || registryNumber(w) || len(w) == 9 && w[3] == '-' && w[7] == '-' && allDigits(w[:3]) && allDigits(w[4:7]) && isDigit(w[8]) { // "203-751-4", of the EC
		return true
	}
	digits := strings.TrimLeft(w, "0123456789.,")
	if len(digits) < len(w) && isDigit(w[0]) && (digits == "" || tailWords[strings.ToLower(digits)]) {
		return true
	}
	return isUpper(w[0]) && len(w) >= 6 && strings.IndexByte(w, '/') > 0 && len(strings.TrimLeft(w[1:], "0123456789/")) == 0 // "B231449/0"
}

// splitAcids emits the acids that share their last word: "Lactic, Glycolic and Mandelic Acids", of which commas leave the
// first ones by themselves.
func (p *Parser) splitAcids(from, to int, it *Item) bool {
	name := p.text[from:to]
	if r := p.acidAlone(name); r.Match != Unrecognized {
		p.add(it, r)
		return true
	}
	n := len(name) - len(" acids")
	if n < 4 || n > 120 || !foldPrefix(name[n:], " acids") {
		return false
	}
	var found [8]Span
	k := 0
	for i := 0; i < n; {
		j := i
		for j < n && name[j] != ' ' && name[j] != '/' && name[j] != '&' && name[j] != ',' {
			j++
		}
		switch w := name[i:j]; {
		case w == "", foldPrefix(w, "and") && len(w) == 3:
		case k == len(found) || p.acidAlone(w).Match == Unrecognized:
			return false
		default:
			found[k] = Span{from + i, from + j}
			k++
		}
		i = j + 1
	}
	for i, s := range found[:k] {
		if i == k-1 {
			s.End = to
		}
		acid := *it
		acid.Start, acid.End = int32(s.Start), int32(s.End)
		p.add(&acid, p.acidAlone(p.text[found[i].Start:found[i].End]))
	}
	return k > 0
}

// acidAlone recognises the acid that a word names before "acid": "Glycolic".
func (p *Parser) acidAlone(word string) Recognition {
	if len(word) < 6 || !foldPrefix(word[len(word)-2:], "ic") || strings.IndexByte(word, ' ') >= 0 {
		return Recognition{}
	}
	r, ok := p.lookupJoined(word, " ", "acid")
	if !ok || r.Match != Exact || r.Families == (Families{}) {
		return Recognition{}
	}
	r.Match = Joined
	return r
}
