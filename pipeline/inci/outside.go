package inci

import (
	"fmt"
	"strings"
	"sync"
)

// What a shop or a label names outside of the list is no ingredient, but where it names what decides the verdicts and no
// ingredient of the list is of its kind, one of the two is wrong: such a list is not the whole.

// kinds are substances that stand for the families that decide most. A kind holds what is alike: who names a vitamin C
// may mean a derivative. Of the first ones a name is enough; of the others, which shops praise where a plant extract
// has a little of them, a percentage must stand beside it.
var kinds = [...][]string{
	{"retinol"}, {"parfum", "linalool"}, {"methylisothiazolinone"}, {"ci 19140"},
	{"salicylic acid"}, {"glycolic acid"}, {"gluconolactone"}, {"ascorbic acid", "ascorbyl glucoside"}, {"benzoyl peroxide"}, {"butyl methoxydibenzoylmethane"}, {"lavender oil"}, {"alcohol denat."},
}

const namedKinds = 4 // of these a name is enough

// findKinds looks up the families of kinds. What a kind has in common with another, such as a parent, tells nothing, unless
// it is all that a kind has.
func findKinds(lx *Lexicon) (f [len(kinds)]Families) {
	var of [len(kinds)]Families
	for i, names := range kinds {
		for _, n := range names {
			if r, ok := lx.Lookup(n); ok {
				of[i] = union(of[i], r.Families)
			}
		}
	}
	for i := range of {
		f[i] = of[i]
		for j := range of {
			if j != i {
				f[i][0] &^= of[j][0]
				f[i][1] &^= of[j][1]
			}
		}
		if f[i] == (Families{}) {
			f[i] = of[i]
		}
	}
	return f
}

// findOutside makes a list partial where its text names, outside of it, what no ingredient of it is.
func (p *Parser) findOutside() {
	l := &p.list
	if p.partial != "" || len(l.Skipped) == 0 || p.proseOnly() {
		return
	}
	for i := range l.Skipped {
		s := &l.Skipped[i]
		if s.Kind != Prose && s.Kind != Footnote {
			continue
		}
		for a, end := int(s.Start), int(s.End); a < end; {
			b := min(a+longestSentence, len(p.text)) // a percentage divides "2% Salicylic Acid", so what was passed over may end there
			if k := strings.IndexAny(p.text[a:b], ",;|\n:"); k >= 0 {
				b = a + k
			}
			name, stated := p.statedOutside(a, b), true
			if name == "" {
				name, stated = p.namedOutside(a, min(b, end)), false
			}
			if name != "" && !p.speaksOfOthers(a, b) {
				p.partial = "the text names " + quote(name) + " outside of the list, which has nothing of the kind"
				if stated {
					p.partial = "the text states a percentage of " + quote(name) + ", and the list has nothing of the kind"
				}
				p.noteAt("name-outside", a, fmt.Sprintf("%s stands outside of the list, and no ingredient is of its kind", quote(name)))
				return
			}
			a = b + 1
		}
	}
}

// lacking reports whether r is of one of the first n kinds, and no item of the list is.
func (p *Parser) lacking(r Recognition, n int) bool {
	for _, k := range p.kinds[:n] {
		if r.Families[0]&k[0]|r.Families[1]&k[1] == 0 {
			continue
		}
		found := false
		for i := range p.list.Items {
			f := &p.list.Items[i].Families
			if f[0]&k[0]|f[1]&k[1] != 0 {
				found = true
				break
			}
		}
		if !found {
			return true
		}
	}
	return false
}

// longestOutside is how many bytes a name outside of the list has at most, with the words around it.
const longestOutside = 90

// namedOutside returns the name in p.text[a:b] that is all of it, but for words that say that it is in the product.
func (p *Parser) namedOutside(a, b int) string {
	if b-a > longestOutside {
		return ""
	}
	n := namedKinds
	if start := p.behindContains(a, b); start > a {
		if a = start; strings.HasSuffix(p.text[:a], "ontains ") || strings.HasSuffix(p.text[:a], "races of ") { // as plain a word as there is
			n = len(kinds)
		}
	}
	if k := strings.IndexAny(p.text[a:b], "(["); k > 0 {
		b = a + k
	}
	for a < b {
		end, next := b, b
		for _, w := range [...]string{" and ", " & ", " or ", " + "} {
			if k := strings.Index(p.text[a:end], w); k >= 0 {
				end, next = a+k, a+k+len(w)
			}
		}
		from, to := p.nameRange(a, end)
		if from < to {
			if r, ok := p.names.Exact(p.text[from:to]); ok && p.lacking(r, n) {
				return p.text[from:to]
			}
		}
		a = next
	}
	return ""
}

// inProduct are words that say, of the name behind them, that it is in the product.
var inProduct = [...]string{"contains ", "contain ", "containing ", "includes ", "including ", "traces of ", "made with ", "with ", "plus ", "and ", "contient ", "enthält ", "contiene ", "mit ", "avec ", "con "}

// behindContains steps over words of inProduct: at the beginning, or behind "made …", "formulated …" and the like.
func (p *Parser) behindContains(a, b int) int {
	t := p.text
	a = p.stripStart(a, b)
	for _, w := range [...]string{"made ", "formulated ", "enriched ", "infused ", "blended ", "boosted ", "packed "} {
		if foldPrefix(t[a:b], w) {
			if k := strings.Index(t[a:b], " with "); k >= 0 {
				return a + k + len(" with ")
			}
		}
	}
	for _, w := range inProduct {
		if foldPrefix(t[a:b], w) {
			return a + len(w)
		}
	}
	return a
}

// statedOutside returns the name in p.text[a:b] beside which a percentage stands, of a kind that the list lacks: "with 2%
// salicylic acid", "Avobenzone 3%".
func (p *Parser) statedOutside(a, b int) string {
	from, to, _ := p.findStated(a, b, func(r Recognition) bool { return p.lacking(r, len(kinds)) })
	return strings.TrimLeft(p.text[from:to], "-")
}

// findStated finds, in p.text[a:b], the first name that is wanted and beside which a percentage stands; to is 0 where there is none.
func (p *Parser) findStated(a, b int, want func(Recognition) bool) (from, to int, percent float32) {
	for a < b {
		m, ok := p.findAmount(a, b)
		if !ok {
			return 0, 0, 0
		}
		if m.value > 0 && m.value < 100 && p.concentration(m, b) {
			if from, to := p.knownBefore(a, m.start, want); from < to {
				return from, to, m.value
			}
			if from, to := p.knownBehind(m.end, b, want); from < to {
				return from, to, m.value
			}
		}
		a = m.end
	}
	return 0, 0, 0
}

// wordsOutside is how many words a name outside of the list has at most.
const wordsOutside = 5

// knownBefore returns the longest name that is wanted with which p.text[a:b] ends.
func (p *Parser) knownBefore(a, b int, want func(Recognition) bool) (from, to int) {
	a, b = p.stripStart(a, b), p.stripEnd(a, b)
	if k := strings.IndexByte(p.text[a:max(a, b)], '('); k > 0 { // "Benzophenone-3 (Oxybenzone) 6%"
		b = p.stripEnd(a, a+k)
	}
	words := 0
	for i := b - 1; i >= a && words < wordsOutside; i-- {
		if i > a && p.text[i-1] != ' ' {
			continue
		}
		words++
		if r, ok := p.names.Exact(p.text[i:b]); ok && want(r) {
			from, to = i, b
		}
	}
	return from, to
}

// knownBehind returns the longest name that is wanted with which p.text[a:b] begins.
func (p *Parser) knownBehind(a, b int, want func(Recognition) bool) (from, to int) {
	for a < b && p.text[a] == ' ' {
		a++
	}
	if foldPrefix(p.text[a:b], "of ") {
		a += len("of ")
	}
	words := 0
	for i := a + 1; i <= b && words < wordsOutside; i++ {
		if i < b && p.text[i] != ' ' && p.text[i] != '(' {
			continue
		}
		words++
		end := p.stripEnd(a, i)
		if r, ok := p.names.Exact(p.text[a:max(a, end)]); ok && want(r) {
			from, to = a, end
		}
	}
	return from, to
}

// otherWords are words of a sentence that denies what it names, compares with it, or speaks of other products.
var otherWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`no not non never don't doesn't cannot can't without free avoid avoiding zero none neither nor
		pair pairs paired pairing combine combined combining combination layer layers layered layering alternate alternating alternative alternatives replace replaces instead
		unlike like than versus vs compared comparable similar other others another used using be if when while before after until prior discontinue allergic allergy sensitive sensitivity irritation irritating
		work works compatible together alongside
		sans pas aucun ohne kein keine keinen nicht statt senza sin sem zonder geen bez alternativa`) {
		m[w] = true
	}
	return m
})

// longestSentence bounds how far the sentence around a name is looked for.
const longestSentence = 240

// speaksOfOthers reports whether the sentence around p.text[a:b] has one of otherWords. A label ("-Retinol: …") is a
// sentence by itself.
func (p *Parser) speaksOfOthers(a, b int) bool {
	t := p.text
	i := a
	for i > 0 && a-i < longestSentence && !(strings.IndexByte("!?\n", t[i-1]) >= 0 || t[i-1] == '.' && (i == len(t) || t[i] == ' ' || t[i] == '\n')) {
		i--
	}
	j := b
	for j < len(t) && j-b < longestSentence && strings.IndexByte("!?\n:", t[j]) < 0 && !(t[j] == '.' && (j+1 == len(t) || t[j+1] == ' ' || t[j+1] == '\n')) {
		j++
	}
	for i < j {
		for i < j && !wordByte(t[i]) {
			i++
		}
		k := i
		for k < j && wordByte(t[k]) {
			k++
		}
		if k > i && otherWords()[strings.ToLower(t[i:k])] {
			return true
		}
		if k-i == 3 && foldPrefix(t[i:k], "use") && (k == len(t) || t[k] != ':') {
			return true
		}
		i = k
	}
	return false
}

func wordByte(c byte) bool { return isAlnum(c) || c == '\'' || c >= 0x80 }
