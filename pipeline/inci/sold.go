package inci

import (
	"strings"
	"unicode/utf8"
)

// A product that is called "Tretinoin Cream" is sold for it. Where its list names nothing of the kind, it is not the whole:
// shops leave out the active ingredient, which stands in a box of its own on the pack. So the name of such an active in the
// product's name is enough, without a percentage. Vitamin C, enzymes and what is only called "AHA" need one: these
// names are given to fruit, too.

// soldWords are how names of such actives begin, in the languages of the catalogs. Those of scripts without spaces
// are whole names.
var soldWords = [...]string{
	"retin", "rétin", "tretin", "isotretin", "tazarot", "trifarot", "adapal", "vitamin a", "vitamine a", "vitamina a",
	"hydroq", "hidroq", "hydroch", "idroch", "benzoyl", "benzoil", "peroxyde de benz", "peróxido de benz", "perossido di benz", "nadtlenek benz",
	"azela", "azéla", "salicyl", "salicil", "glycolic", "glycols", "glykol", "glicol", "lactic", "lactobion", "mandelic", "mandels", "milchs", "sulfur", "sulphur", "schwefel", "resorcin", "trichlor", "tca ", "bha",
	"acide ", "acido ", "ácido ", "kwas ",
	"ретин", "Ретин", "третин", "Третин", "адапал", "Адапал", "гидрохин", "Гидрохин", "азелаин", "Азелаин", "салицил", "Салицил", "гликол", "Гликол",
	"레티놀", "레티날", "트레티노인", "아다팔렌", "하이드로퀴논", "벤조일퍼옥사이드", "아젤라익애씨드", "아젤라산", "살리실산", "살리실릭애씨드", "글리콜산", "글라이콜릭애씨드",
	"レチノール", "レチナール", "トレチノイン", "アダパレン", "ハイドロキノン", "ヒドロキノン", "過酸化ベンゾイル", "アゼライン酸", "サリチル酸", "グリコール酸",
	"视黄醇", "视黄醛", "A醇", "维A酸", "阿达帕林", "氢醌", "过氧化苯甲酰", "壬二酸", "水杨酸", "乙醇酸", "甘醇酸", "杏仁酸",
}

// soldBy lists soldWords by their first byte, lower case; soldBloom is true at the hash of their first three bytes; inWord is
// true of the bytes of words.
var (
	soldBy    [256][]string
	soldBloom [4096]bool
	inWord    [256]bool
)

func init() {
	for _, w := range soldWords {
		c := lower(w[0])
		soldBy[c] = append(soldBy[c], w)
		soldBloom[bloom(w)] = true
	}
	for c := range inWord {
		inWord[c] = wordByte(byte(c)) && c != '\''
	}
	inWord["’"[len("’")-1]] = false // "d’acide"; the byte ends few other letters
}

// noSpaces is the first byte from which on a script has no spaces between words: kana, Chinese, Hangul.
const noSpaces = 0xE3

// wordsSold is how many words the name of an active has at most.
const wordsSold = 4

// Sold compares the list that Parse returned last with the product's name. It returns the active in that, as written, of
// whose kind no ingredient of the list is; "" where there is none.
func (p *Parser) Sold(name string) string {
	within := false // a word, behind its first byte
	for i := 0; i+2 < len(name); i++ {
		c := name[i]
		begins := c >= noSpaces || !within
		within = inWord[c]
		if !begins || !within || !soldBloom[bloom(name[i:])] {
			continue
		}
		for _, w := range soldBy[lower(c)] {
			if !foldPrefix(name[i:], w) {
				continue
			}
			if end := p.soldAt(name, i, len(w)); end > 0 && !soldOtherwise(name, i, end) {
				return name[i:end]
			}
			break
		}
	}
	return ""
}

// soldAt returns where the name of an active ends that begins at i with a word of soldWords n bytes long and is missing in
// the list; 0 where it is none, or is there.
func (p *Parser) soldAt(name string, i, n int) (end int) {
	if name[i] >= noSpaces || strings.HasPrefix(name[i:], "A醇") {
		if p.missing(name[i : i+n]) {
			return i + n
		}
		return 0
	}
	if n == len("bha") { // in a list that is an antioxidant; with a percentage in a name it is the acid
		if (i+n == len(name) || !wordByte(name[i+n])) && strings.IndexByte(name, '%') >= 0 && p.missing("Salicylic Acid") {
			return i + n
		}
		return 0
	}
	words := 0
	for j := i + n; j <= len(name) && words < wordsSold; j++ {
		if j < len(name) && wordByte(name[j]) {
			continue
		}
		words++
		if !wordByte(name[j-1]) {
			continue
		}
		if p.missing(name[i:j]) {
			end = j
		} else if k := compound(name[i:j]); words == 1 && k > 0 && p.missing(name[i:i+k]) {
			return i + k
		}
	}
	return end
}

// compound returns how much of a word is "retinol" where what follows is a kind of product ("Retinolcreme") or an ending
// that Slavic languages and Turkish give it; 0 elsewhere.
func compound(word string) int {
	for _, w := range [...]string{"retinol", "ретинол", "Ретинол"} {
		if !foldPrefix(word, w) {
			continue
		}
		for _, rest := range [...]string{"creme", "crème", "cream", "serum", "kur", "maske", "ampulle", "konzentrat", "gel", "lotion", "pflege", "booster", "öl", "em", "u", "lü", "ом", "а"} {
			if foldPrefix(word[len(w):], rest) {
				return len(w)
			}
		}
	}
	return 0
}

// missing reports whether a name is of one of the kinds, and no ingredient of the list is of that kind.
func (p *Parser) missing(name string) bool {
	r, ok := p.names.Exact(name)
	return ok && p.lacking(r, len(kinds))
}

// Words that take a name back: anywhere in the product's name, directly before it, and directly behind it.
var (
	soldNowhere = wordSet(`alternative alternatives alternativa alternativ alternatif substitute substitution replacement replacer dupe vs versus instead than neutralizer neutraliser neutralizing neutralising neutralizzante neutralizador neutralisant`)
	soldBefore  = wordSet(`no non not zero without sans sin sem senza ohne zonder bez utan uten uden без phyto bio pro pseudo plant natural vegan botanical herbal marine post pre after before apres après nach dopo like anti bakuchiol than`)
	soldBehind  = wordSet(`free frei like libre alt safe compatible companion buffer buddy prep ready recovery relief users user inspired effect esque vrij 프리 フリー`)
)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// denies reports whether s begins with a word that takes back the name before it.
func denies(s string) bool {
	n := 0
	for n < len(s) && wordByte(s[n]) {
		n++
	}
	return soldBehind[strings.ToLower(s[:n])] || soldNowhere[strings.ToLower(s[:n])]
}

// soldOtherwise reports whether the words around name[i:end] say that it is not in the product.
func soldOtherwise(name string, i, end int) bool {
	if denies(strings.TrimLeft(name[end:], " -")) {
		return true
	}
	before := strings.TrimRight(name[:i], " -(")
	if strings.HasSuffix(before, "0%") && (len(before) == 2 || !isAlnum(before[len(before)-3]) && before[len(before)-3] != '.') {
		return true
	}
	before = strings.TrimRight(before, "0123456789.,% -(") // "without 2% retinol"
	for _, w := range [...]string{"free of", "free from", "libre de", "frei von", "vrij van"} {
		if n := len(before) - len(w); n >= 0 && foldPrefix(before[n:], w) {
			return true
		}
	}
	k := len(before)
	for k > 0 && wordByte(before[k-1]) {
		k--
	}
	if soldBefore[strings.ToLower(before[k:])] {
		return true
	}
	for from := 0; from < len(name); {
		to := from
		for to < len(name) && wordByte(name[to]) {
			to++
		}
		if soldNowhere[strings.ToLower(name[from:to])] {
			return true
		}
		_, n := utf8.DecodeRuneInString(name[to:])
		from = to + max(n, 1)
	}
	return false
}
