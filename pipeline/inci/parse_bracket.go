package inci

import "sort"

// pair is an opening bracket and the one that closes it; close is -1 where none does.
type pair struct {
	open, close int32
	commas      int32 // separators directly inside
}

// matchBrackets finds which bracket closes which, in one pass. A closing bracket of another kind than the last
// open one closes the nearest of its kind, and those in between count as never closed; where there is none of
// its kind, it closes the last open one ("(Chickweed]"). In what plain read they all pair.
func (p *Parser) matchBrackets() {
	t := p.text
	st := p.stack[:0]
	for i := p.resume; i < len(t); i++ {
		if len(st) == 0 && !brackets[t[i]] {
			continue
		}
		switch classes[t[i]] {
		case clsComma, clsSep:
			if len(st) > 0 && !p.isLocant(i) {
				p.pairs[st[len(st)-1]].commas++
			}
		case clsWord:
			if t[i] == quoteOpen[0] {
				i += max(literalLen(t[i:]), 1) - 1
			}
		case clsOpen:
			st = append(st, int32(len(p.pairs)))
			p.pairs = append(p.pairs, pair{int32(i), -1, 0})
		case clsClose:
			if len(st) == 0 {
				continue
			}
			want := opening(t[i])
			top := len(st) - 1
			j := top
			// Look down a bounded way: deep nesting is damage, and a search of the whole stack would be quadratic.
			for j >= 0 && j > top-8 && t[p.pairs[st[j]].open] != want {
				j--
			}
			if j < 0 || j == top-8 || t[p.pairs[st[j]].open] != want {
				if p.pairs[st[top]].commas > 0 {
					continue
				}
				j = top
				p.noteAt("bracket-mismatched", i, "a bracket is closed by one of another kind")
			}
			p.pairs[st[j]].close = int32(i)
			st = st[:j]
		}
	}
	p.stack = st
}

// brackets is true of the bytes that matter outside of brackets.
var brackets = func() (t [256]bool) {
	for _, c := range []byte("([{}])" + quoteOpen[:1]) {
		t[c] = true
	}
	return t
}()

// closing returns where the bracket opened at i closes, or -1, and the number of separators directly inside.
func (p *Parser) closing(i int) (end, commas int) {
	k := sort.Search(len(p.pairs), func(k int) bool { return int(p.pairs[k].open) >= i })
	if k < len(p.pairs) && int(p.pairs[k].open) == i {
		return int(p.pairs[k].close), int(p.pairs[k].commas)
	}
	return -1, 0
}

// unclose makes the bracket at i one that nothing closes.
func (p *Parser) unclose(i int) {
	k := sort.Search(len(p.pairs), func(k int) bool { return int(p.pairs[k].open) >= i })
	if k < len(p.pairs) && int(p.pairs[k].open) == i {
		p.pairs[k].close = -1
	}
}

func opening(c byte) byte {
	switch c {
	case ')':
		return '('
	case ']':
		return '['
	}
	return '{'
}
