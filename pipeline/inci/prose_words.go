package inci

import (
	"strings"
	"sync"
)

// deniesContent reports whether s says that something is not in the product: "Paraben-Free", "no parabens".
func deniesContent(s string) bool {
	if len(s) < 6 {
		return false
	}
	tail := s[len(s)-4:]
	return foldPrefix(tail, "free") && (s[len(s)-5] == '-' || s[len(s)-5] == ' ') || foldPrefix(s, "no ")
}

// noneOf reports whether p.text[start:end] says that there is nothing of what it names: "0% parfum", "Parfum (0 %)". "35 0 ppm"
// is a broken number.
func (p *Parser) noneOf(start, end int) bool {
	if strings.IndexByte(p.text[start:end], '0') < 0 {
		return false
	}
	a, ok := p.findAmount(start, end)
	if !ok || a.value != 0 || a.less || strings.IndexByte(p.text[a.start:a.end], '%') < 0 || !p.concentration(a, end) {
		return false
	}
	before := strings.TrimRight(p.text[start:a.start], " ")
	return before == "" || !isDigit(before[len(before)-1]) && before[len(before)-1] != '('
}

// proseWords reports whether a name reads like a sentence: words that ingredients' names do not have.
func proseWords(s string) bool {
	strong, weak, words := weighProse(s)
	return strong >= 2 || strong >= 1 && words >= 3 || weak >= 2 && words >= 6 || words > 16 && strong+weak > 0
}

// weighProse counts the words of s, those that no ingredient's name has, and the function words that some have.
func weighProse(s string) (strong, weak, words int) {
	for i := 0; i < len(s); {
		for i < len(s) && !isLetter(s[i]) && s[i] < 0x80 {
			if s[i] == '(' { // "(Vitamin A/Skin-Restoring)" says nothing about the name
				if n := strings.IndexByte(s[i:], ')'); n > 0 {
					i += n
				}
			}
			i++
		}
		j := i
		for j < len(s) && (isLetter(s[j]) || s[j] >= 0x80 || s[j] == '\'') {
			j++
		}
		if j == i {
			continue
		}
		words++
		switch proseWord(s[i:j]) {
		case 2:
			strong++
		case 1:
			weak++
		}
		i = j
	}
	return strong, weak, words
}

// proseWord weighs a word: 2 for one that no ingredient's name has, 1 for a function word that some have.
func proseWord(w string) int {
	if len(w) > 14 {
		return 0
	}
	var b [14]byte
	for i := range len(w) {
		c := w[i]
		if isUpper(c) {
			c |= 0x20
		}
		b[i] = c
	}
	return int(proseVocabulary()[string(b[:len(w)])])
}

var proseVocabulary = sync.OnceValue(func() map[string]uint8 {
	m := map[string]uint8{}
	for _, w := range strings.Fields(`the your you our we us their they them this that these those which while when where who will can may must should
		is are was be been being has have had does do it its it's help helps helping reduce reduces improve improves protect protects provide provides
		skin skin's look looks looking feel feels appearance hydrates moisturizes moisturises soothes smooths softens nourishes brightens calms firms visibly deeply gently
		leaves leaving makes making gives keeps keep promotes supports fights prevents prevent improving reducing wrinkles lines pores tone texture radiance complexion
		for from into onto about more most very also such including includes include apply please use used using made formulated designed known contains containing
		until after before during than then up not all any each every so as at by per product products package packaging boutique visit refer according
		clinically tested dermatologist dermatologically recommended suitable ideal perfect best new rich powerful healthy youthful ultimate boost boosts
		est sont votre peau pour avec les des une cette produit nos notre dans sur
		ist sind ihre haut für mit und die der das eine nicht wird werden
		para con piel una los las este producto por del
		pelle per una il della nostra prodotto
		jest skóry dla się oraz nie`) {
		m[w] = 2
	}
	for _, w := range strings.Fields(`and of to with in on a an or leaf's et y e und oder ou o at le la de`) {
		m[w] = 1
	}
	for _, w := range strings.Fields(`das der del per as all des la le de leaves para can in it fights`) { // parts of names, or of other languages' names
		if m[w] == 2 {
			m[w] = 1
		}
	}
	return m
})

// code reports whether a chunk is a maker's formula number: "F.I.L. B260371/2", "FIL C226042/2", "(1234567 A)".
func code(s string) bool {
	s = strings.Trim(s, "([]). ")
	if foldPrefix(s, "f.i.l") || foldPrefix(s, "fil ") || foldPrefix(s, "code f.i.l") || foldPrefix(s, "iln") || foldPrefix(s, "fil:") {
		return true
	}
	if foldPrefix(s, "cas ") || foldPrefix(s, "ci ") || strings.Contains(s, "(CI ") || indexBegins(s) > 0 || registryNumber(s) { // numbers of substances
		return false
	}
	digits, others := 0, 0
	for i := range len(s) {
		switch {
		case isDigit(s[i]):
			digits++
		case s[i] == ' ', s[i] == '/', s[i] == '-', s[i] == '.':
		default:
			others++
		}
	}
	return digits >= 4 && others <= 3
}

// registryNumber reports whether s is a number of the Chemical Abstracts Service, "50-21-5": two to seven digits, two, and
// one.
func registryNumber(s string) bool {
	n := len(s) - len("-21-5")
	return n >= 2 && n <= 7 && s[n] == '-' && s[n+3] == '-' && allDigits(s[:n]) && allDigits(s[n+1:n+3]) && isDigit(s[n+4])
}

// purpose reports whether a name is what a drug label says an active ingredient is for.
func purpose(s string) bool {
	switch strings.ToLower(strings.TrimRight(s, "s")) {
	case "sunscreen", "skin protectant", "acne treatment", "acne medication", "antiperspirant", "antiseptic", "external analgesic", "uv filter", "sun protection", "sunscreen agent", "purpose", "antidandruff", "skin lightener", "antifungal":
		return true
	}
	return false
}

// maxPlaceholder is the longest text that may be a placeholder.
const maxPlaceholder = 160

// placeholder recognises cells that only say that there is no list, and says so in words.
func placeholder(s string) string {
	if len(s) > maxPlaceholder {
		return ""
	}
	s = strings.ToLower(strings.Trim(s, " .,;:-_*#!?[](){}'\"\n\t/"))
	switch s {
	case "", "no info", "n/a", "na", "n.a", "none", "null", "nil", "nan", "unknown", "tbd", "tba", "no", "x", "xx", "xxx", "test", "not available", "not applicable", "no ingredients", "no ingredient", "not provided", "not listed", "not specified", "information not available", "no information",
		"coming soon", "name", "ref", "value", "div/0", "num", "undefined", "false", "true", "ingredients", "ingredient list", "see above", "see below", "없음", "해당없음", "해당 없음", "なし", "无", "無", "暂无", "k.a", "keine angabe", "keine angaben", "non disponible", "non renseigné", "nd", "s/o", "no disponible", "non disponibile", "brak", "brak danych", "geen", "нет", "нет данных":
		return "the cell holds a placeholder: " + quote(s)
	}
	if strings.Count(s, ",") > 1 || strings.Count(s, "|") > 1 {
		return ""
	}
	for _, w := range [...]string{"visit the ", "refer to product packag", "refer to packag", "refer to the product packag", "refer to product label", "see packag", "see product packag", "see pack", "see label", "see box", "see image", "see photo", "see description", "on packaging", "on the packaging", "check the packag", "check packag", "voir emballage", "voir l'emballage", "siehe verpackung", "siehe packung", "ver envase", "vedi confezione",
		"상세페이지", "상품상세", "상세 페이지", "제품 포장", "포장 참조", "용기 참조", "별도표기", "별도 표기", "ingredients not available", "no ingredients listed", "ingredients coming soon", "ingredients unavailable"} {
		if strings.Contains(s, w) {
			return "the cell points elsewhere instead of holding a list: " + quote(s)
		}
	}
	return ""
}

func quote(s string) string {
	if s == "" {
		return `""`
	}
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return `"` + s + `"`
}
