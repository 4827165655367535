package inci

import "strings"

// A list that says that it goes on ("and more", "etc.", "+ 12 more") is not whole, however well it was read so far.

// goOnWords say by themselves that a list goes on, at the end of it or before another sign.
var goOnWords = [...]string{
	"etc", "et cetera", "u.a", "u. a", "u.v.m", "uvm", "usw", "among others", "amongst others", "entre autres", "entre otros", "tra gli altri", "partial list", "partial ingredient list", "and so on",
	"show more", "see more", "view more", "read more", "load more", "see pack", "see packaging", "see package", "see label", "see box", "see product packaging", "see full list",
	"und mehr", "und weitere", "und andere", "und viele mehr", "et plus", "et autres", "et bien d'autres", "y más", "y otros", "y muchos más", "e altri", "e altro", "en meer", "en andere", "e outros", "e mais", "i inne", "og andre", "och andra", "ve diğerleri", "и др", "и другие",
	"ecc", "enz", "itd", "itp", "atd", "apod", "osv", "o.s.v", "stb", "vb", "v.b", "dll", "dst", "dsb", "u.s.w", "u.ä", "etcétera", "et caetera",
	"и т.д", "и т. д", "и т.п", "и т. п", "и пр", "και άλλα", "κ.λπ",
	"等等", "等々", "等", "など", "ほか", "他", "등", "외", "외 다수",
}

// goOnBy lists goOnWords by their first byte.
var goOnBy = func() (t [256][]string) {
	for _, w := range goOnWords {
		t[w[0]] = append(t[w[0]], w)
	}
	return t
}()

// goOnCores say so behind "and", "+", "plus" or a number: "and many more", "+ 12 more", "and 12 other ingredients".
var goOnCores = [...]string{"more ingredients", "more", "others", "other ingredients", "additional ingredients", "further ingredients"}

// longestGoOn is how many bytes at the end of a name are looked at.
const longestGoOn = 56

// saysMore reports whether s begins with words that say that a list goes on, and nothing but the end of a sentence or
// bracket behind them.
func saysMore(s string) bool {
	s = strings.TrimLeft(s, " ,;.|([{)]}-\n\t*"+`"'/`)
	if s == "" {
		return false
	}
	for _, w := range goOnBy[lower(s[0])] {
		if foldPrefix(s, w) && (stops(s[len(w):]) || countsUp(s[len(w):])) {
			return true
		}
	}
	joined := false
	for again := true; again; {
		again = false
		for _, w := range [...]string{"+", "&", "and ", "plus ", "many ", "much ", "lots "} {
			if foldPrefix(s, w) {
				s, joined, again = strings.TrimLeft(s[len(w):], " "), true, true
			}
		}
	}
	if rest := strings.TrimLeft(s, "0123456789"); len(rest) < len(s) && len(s)-len(rest) <= 3 && strings.HasPrefix(rest, " ") {
		s, joined = strings.TrimLeft(rest, " "), true
	}
	for _, w := range goOnCores {
		if joined && foldPrefix(s, w) && stops(s[len(w):]) {
			return true
		}
	}
	return false
}

// countsUp reports whether s says how many more there are, in words of East Asia: "외 12종", "ほか3種".
func countsUp(s string) bool {
	s = strings.TrimLeft(s, " ")
	rest := strings.TrimLeft(s, "0123456789")
	if n := len(s) - len(rest); n == 0 || n > 3 {
		return false
	}
	for _, w := range [...]string{"종", "가지", "개", "種", "种", "つ", "成分", "성분"} {
		if strings.HasPrefix(strings.TrimLeft(rest, " "), w) {
			return true
		}
	}
	return false
}

func lower(c byte) byte {
	if isUpper(c) {
		return c | 0x20
	}
	return c
}

// stops reports whether what follows a word is the end of a sentence, a bracket, a line or the text.
func stops(s string) bool {
	s = strings.TrimLeft(s, " ")
	return s == "" || strings.IndexByte(".,;|)]}!\n\"'*", s[0]) >= 0
}

// findMore makes a list partial of which an ingredient has no name, or that says that it goes on: in a name that nobody knows or at the end of the last one, in
// what was passed over, or behind the last one.
func (p *Parser) findMore() {
	l, t := &p.list, p.text
	if p.partial != "" {
		return
	}
	end := 0
	for i := range l.Items {
		it := &l.Items[i]
		before := end // an "and" before a name is no part of it
		end = max(end, int(it.End))
		if it.Match == Unrecognized && (saysMore(t[it.Start:]) || before < int(it.Start) && int(it.Start)-before < 12 && saysMore(t[before:])) || (it.Match != Exact || i == len(l.Items)-1) && p.endsOpen(it) {
			p.cut(int(it.Start), goOnReason)
			return
		}
		if it.Match == Unrecognized && nameless(t[it.Start:it.End]) && (i+1 == len(l.Items) || int(l.Items[i+1].Parent) != i) && !p.proseOnly() {
			p.noteAt("name-missing", int(it.Start), "an ingredient has no name: "+quote(t[it.Start:it.End]))
			p.partial = "an ingredient of the list has no name: " + quote(t[it.Start:it.End])
			return
		}
	}
	for _, s := range l.Skipped {
		if s.Kind != Heading && saysMore(t[s.Start:]) {
			p.cut(int(s.Start), goOnReason)
			return
		}
	}
	if end+2 < len(t) && saysMore(t[end:]) { // no such word has fewer than three bytes
		p.cut(end, goOnReason)
	}
}

const goOnReason = "the list says that it goes on"

// endsOpen reports whether a name ends in words that say that the list goes on: "Xanthan Gum and others".
func (p *Parser) endsOpen(it *Item) bool {
	name := p.text[it.Start:it.End]
	if it.Match == Exact && strings.IndexByte(name, '(') < 0 {
		return false
	}
	if k := strings.LastIndex(name, "等"); k > 0 && (k+len("等") == len(name) || countsUp(name[k+len("等"):])) {
		return true
	}
	for i := max(1, len(name)-longestGoOn); i < len(name); i++ {
		if (name[i-1] == ' ' || name[i-1] == '(') && name[i] != ' ' && saysMore(p.text[int(it.Start)+i:]) {
			return true
		}
	}
	return false
}
