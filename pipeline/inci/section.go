package inci

import "strings"

// headKind is what a heading opens.
type headKind uint8

const (
	headNone       headKind = iota
	headList                // "Ingredients:"
	headActive              // "Active ingredients:"
	headInactive            // "Inactive ingredients:", "Other ingredients:"
	headMay                 // "May contain", "+/-"
	headCeiling             // "Contains less than 2% of"
	headHighlights          // "Key ingredients:"
	headStep                // "Step 1:"
	headProse               // text that is no list follows, up to the sentence's end
	headClaim               // "Free of": what follows is not in the product
	headBlock               // "Purpose", "Directions": text follows, up to the next heading
	headEnd                 // the bracket around a section closes
)

// heading is one phrase of the vocabulary.
type heading struct {
	text  string // lower case
	kind  headKind
	needs needs
}

// needs says what must stand around a phrase for it to be a heading.
type needs uint8

const (
	needsNothing needs = iota
	needsStart         // stands where a chunk begins
	needsColon         // a colon, a dash, a line end or a bracket follows
)

// found is a heading found in a text.
type found struct {
	kind  headKind
	value float32
}

// headings is the vocabulary of labels and shop pages, in the languages of the catalogs.
var headings = []heading{
	{"full ingredient list", headList, needsNothing}, {"full ingredients list", headList, needsNothing}, {"full list of ingredients", headList, needsNothing},
	{"full ingredients", headList, needsColon}, {"all ingredients", headList, needsColon}, {"ingredient list", headList, needsColon}, {"ingredients list", headList, needsColon},
	{"list of ingredients", headList, needsColon}, {"complete ingredients", headList, needsColon}, {"product ingredients", headList, needsColon},
	{"ingredients", headList, needsColon}, {"ingredient", headList, needsColon}, {"ingrédients", headList, needsColon}, {"ingrédient", headList, needsColon},
	{"liste des ingrédients", headList, needsColon}, {"liste complète des ingrédients", headList, needsColon}, {"liste d'ingrédients", headList, needsColon},
	{"inci", headList, needsColon}, {"inci list", headList, needsColon}, {"full inci", headList, needsColon}, {"composition", headList, needsColon}, {"composition inci", headList, needsColon},
	{"inhaltsstoffe", headList, needsColon}, {"bestandteile", headList, needsColon}, {"zutaten", headList, needsColon}, {"zusammensetzung", headList, needsColon},
	{"ingredienti", headList, needsColon}, {"composizione", headList, needsColon}, {"ingredientes", headList, needsColon}, {"ingrediente", headList, needsColon}, {"composición", headList, needsColon}, {"composição", headList, needsColon}, {"lista de ingredientes", headList, needsColon},
	{"ingrediënten", headList, needsColon}, {"ingredienten", headList, needsColon}, {"samenstelling", headList, needsColon},
	{"składniki", headList, needsColon}, {"skład", headList, needsColon}, {"skladniki", headList, needsColon}, {"ingredienser", headList, needsColon}, {"innehåll", headList, needsColon}, {"ainesosat", headList, needsColon},
	{"složení", headList, needsColon}, {"zloženie", headList, needsColon}, {"összetevők", headList, needsColon}, {"sastojci", headList, needsColon}, {"içindekiler", headList, needsColon}, {"compoziție", headList, needsColon}, {"thành phần", headList, needsColon},
	{"komposisi", headList, needsColon}, {"состав", headList, needsColon}, {"Состав", headList, needsColon}, {"СОСТАВ", headList, needsColon}, {"ингредиенты", headList, needsColon}, {"Ингредиенты", headList, needsColon}, {"склад", headList, needsColon},
	{"全成分", headList, needsColon}, {"成分", headList, needsColon}, {"配合成分", headList, needsColon}, {"成份", headList, needsColon}, {"全成份", headList, needsColon}, {"原材料", headList, needsColon},
	{"전성분", headList, needsColon}, {"성분", headList, needsColon}, {"전 성분", headList, needsColon}, {"모든 성분", headList, needsColon}, {"화장품법에 따라 기재해야 하는 모든 성분", headList, needsColon},

	{"active ingredients", headActive, needsNothing}, {"active ingredient", headActive, needsColon}, {"actives", headActive, needsColon}, {"active", headActive, needsColon}, {"medicinal ingredients", headActive, needsNothing}, {"medicinal ingredient", headActive, needsColon},
	{"drug facts", headActive, needsStart}, {"ingrédients actifs", headActive, needsColon}, {"ingrédients médicinaux", headActive, needsColon}, {"principes actifs", headActive, needsColon}, {"principe actif", headActive, needsColon},
	{"wirkstoffe", headActive, needsColon}, {"wirkstoff", headActive, needsColon}, {"ingredientes activos", headActive, needsColon}, {"ingrediente activo", headActive, needsColon}, {"principios activos", headActive, needsColon}, {"ingredientes ativos", headActive, needsColon},
	{"ingredienti attivi", headActive, needsColon}, {"principi attivi", headActive, needsColon}, {"werkzame bestanddelen", headActive, needsColon}, {"actieve ingrediënten", headActive, needsColon}, {"substancje czynne", headActive, needsColon}, {"składniki aktywne", headActive, needsColon},
	{"有効成分", headActive, needsColon}, {"有效成分", headActive, needsColon}, {"活性成分", headActive, needsColon}, {"유효성분", headActive, needsColon}, {"활성성분", headActive, needsColon}, {"유효 성분", headActive, needsColon},

	{"inactive ingredients", headInactive, needsNothing}, {"inactive ingredient", headInactive, needsColon}, {"inactives", headInactive, needsColon}, {"inactive", headInactive, needsColon}, {"other ingredients", headInactive, needsColon}, {"other ingredient", headInactive, needsColon},
	{"non-medicinal ingredients", headInactive, needsNothing}, {"non-medicinal ingredient", headInactive, needsColon}, {"nonmedicinal ingredients", headInactive, needsNothing}, {"non medicinal ingredients", headInactive, needsNothing}, {"non-medicinal", headInactive, needsColon}, {"non-active ingredients", headInactive, needsColon},
	{"ingrédients inactifs", headInactive, needsColon}, {"ingrédients non médicinaux", headInactive, needsColon}, {"autres ingrédients", headInactive, needsColon}, {"excipients", headInactive, needsColon}, {"excipient", headInactive, needsColon},
	{"sonstige bestandteile", headInactive, needsColon}, {"weitere inhaltsstoffe", headInactive, needsColon}, {"hilfsstoffe", headInactive, needsColon}, {"ingredientes inactivos", headInactive, needsColon}, {"otros ingredientes", headInactive, needsColon}, {"excipientes", headInactive, needsColon}, {"ingredientes inativos", headInactive, needsColon}, {"outros ingredientes", headInactive, needsColon},
	{"ingredienti inattivi", headInactive, needsColon}, {"altri ingredienti", headInactive, needsColon}, {"eccipienti", headInactive, needsColon}, {"overige ingrediënten", headInactive, needsColon}, {"overige bestanddelen", headInactive, needsColon}, {"hulpstoffen", headInactive, needsColon}, {"pozostałe składniki", headInactive, needsColon}, {"substancje pomocnicze", headInactive, needsColon},
	{"その他の成分", headInactive, needsColon}, {"添加剤", headInactive, needsColon}, {"其他成分", headInactive, needsColon}, {"辅料", headInactive, needsColon}, {"기타 성분", headInactive, needsColon}, {"기타성분", headInactive, needsColon}, {"첨가제", headInactive, needsColon},

	{"may contain", headMay, needsNothing}, {"maycontain", headMay, needsNothing}, {"may also contain", headMay, needsNothing}, {"might contain", headMay, needsNothing}, {"can contain", headMay, needsStart}, {"peut contenir", headMay, needsNothing}, {"peuvent contenir", headMay, needsNothing}, {"kann enthalten", headMay, needsNothing},
	{"puede contener", headMay, needsNothing}, {"può contenere", headMay, needsNothing}, {"puo contenere", headMay, needsNothing}, {"pode conter", headMay, needsNothing}, {"kan bevatten", headMay, needsNothing}, {"może zawierać", headMay, needsNothing},
	{"+/-", headMay, needsStart}, {"+ / -", headMay, needsStart}, {"-/+", headMay, needsStart}, {"+/_", headMay, needsStart}, {"可能含有", headMay, needsNothing}, {"含有する可能性", headMay, needsNothing}, {"함유 가능", headMay, needsNothing},

	{"key ingredients", headHighlights, needsStart}, {"key ingredient", headHighlights, needsColon}, {"key highlights", headHighlights, needsStart}, {"key actives", headHighlights, needsColon}, {"highlighted ingredients", headHighlights, needsColon}, {"hero ingredients", headHighlights, needsColon}, {"hero ingredient", headHighlights, needsColon}, {"star ingredients", headHighlights, needsColon},
	{"main ingredients", headHighlights, needsColon}, {"featured ingredients", headHighlights, needsColon}, {"notable ingredients", headHighlights, needsColon}, {"highlights", headHighlights, needsColon}, {"ingredient highlights", headBlock, needsStart}, {"ingredients clés", headHighlights, needsColon}, {"ingrédients clés", headHighlights, needsColon}, {"hauptinhaltsstoffe", headHighlights, needsColon},
	{"주요성분", headHighlights, needsColon}, {"주요 성분", headHighlights, needsColon}, {"主要成分", headHighlights, needsColon},

	{"제공된 성분은", headProse, needsNothing}, {"成分は予告なく", headProse, needsNothing}, {"please be aware", headProse, needsNothing}, {"please be advised", headProse, needsNothing}, {"please refer", headProse, needsNothing}, {"please note", headProse, needsNothing}, {"please check", headProse, needsNothing}, {"please see", headProse, needsNothing}, {"please read", headProse, needsNothing},
	{"ingredient lists may", headProse, needsNothing}, {"ingredients are subject to", headProse, needsNothing}, {"ingredients may change", headProse, needsNothing}, {"ingredients may vary", headProse, needsNothing}, {"ingredients subject to", headProse, needsNothing}, {"actual ingredients", headProse, needsNothing}, {"the ingredients listed", headProse, needsNothing}, {"this list of ingredients", headProse, needsNothing}, {"this ingredient list", headProse, needsNothing}, {"our ingredients", headProse, needsStart},
	{"ingredients of natural origin", headProse, needsStart}, {"ingredients from organic", headProse, needsStart}, {"ingredients issued from", headProse, needsStart}, {"for the most up", headProse, needsNothing}, {"for external use", headProse, needsNothing}, {"avoid contact", headProse, needsNothing}, {"keep out of", headProse, needsNothing}, {"made in ", headProse, needsStart}, {"manufactured ", headProse, needsStart}, {"distributed by", headProse, needsNothing}, {"batch number", headProse, needsNothing},
	{"la liste des ingrédients", headProse, needsStart}, {"les listes d'ingrédients", headProse, needsStart}, {"contains: allergen", headProse, needsStart}, {"references:", headBlock, needsStart},

	{"free of ", headClaim, needsNothing}, {"free from ", headClaim, needsNothing}, {"free from:", headClaim, needsNothing}, {"free of:", headClaim, needsNothing}, {"does not contain ", headClaim, needsNothing}, {"do not contain ", headClaim, needsNothing}, {"contains no ", headClaim, needsNothing}, {"without ", headClaim, needsNothing}, {"formulated without", headClaim, needsNothing}, {"no added ", headClaim, needsStart}, {"not contain ", headClaim, needsNothing}, {"what's not in it", headClaim, needsNothing}, {"formulated free", headClaim, needsNothing},
	{"sans ", headClaim, needsStart}, {"ohne ", headClaim, needsStart}, {"frei von ", headClaim, needsNothing}, {"senza ", headClaim, needsStart}, {"libre de ", headClaim, needsNothing}, {"sin ", headClaim, needsStart}, {"sem ", headClaim, needsStart}, {"bez ", headClaim, needsStart}, {"zonder ", headClaim, needsStart}, {"vrij van ", headClaim, needsNothing},

	{"purpose", headBlock, needsColon}, {"uses", headBlock, needsColon}, {"use", headBlock, needsColon}, {"warnings", headBlock, needsColon}, {"warning", headBlock, needsColon}, {"directions", headBlock, needsColon}, {"how to use", headBlock, needsStart}, {"questions", headBlock, needsColon}, {"other information", headBlock, needsColon}, {"caution", headBlock, needsColon},
	{"mode d'emploi", headBlock, needsStart}, {"précautions", headBlock, needsColon}, {"avertissement", headBlock, needsColon}, {"anwendung", headBlock, needsColon}, {"warnhinweise", headBlock, needsColon}, {"사용방법", headBlock, needsColon}, {"사용법", headBlock, needsColon}, {"주의사항", headBlock, needsColon}, {"使用方法", headBlock, needsColon}, {"用法", headBlock, needsColon}, {"使用上の注意", headBlock, needsColon},

	{"step ", headStep, needsStart}, {"phase ", headStep, needsStart}, {"part ", headStep, needsStart}, {"étape ", headStep, needsStart}, {"schritt ", headStep, needsStart}, {"paso ", headStep, needsStart}, {"단계 ", headStep, needsStart},
}

// headFirst is true of bytes with which a heading of the vocabulary begins.
var headFirst [256]bool

// headIndex lists the headings by their first byte, the longest first.
var headIndex [256][]heading

func init() {
	for _, h := range headings {
		c := h.text[0]
		put := func(c byte) {
			headFirst[c] = true
			l := append(headIndex[c], h)
			for i := len(l) - 1; i > 0 && len(l[i].text) > len(l[i-1].text); i-- {
				l[i], l[i-1] = l[i-1], l[i]
			}
			headIndex[c] = l
		}
		put(c)
		if isLower(c) {
			put(c - 0x20)
		}
		if c == 0xC3 { // É and é begin alike
			continue
		}
	}
	for _, h := range headings {
		headBloom[bloom(h.text)] = true
	}
	for _, c := range []byte("0123456789lcmwLCMW") { // "2% or less of", "less than 2% of", "contains less than"
		headFirst[c] = true
	}
}

// heading reports whether a heading stands at i, in a chunk that begins at start, and where it ends.
func (p *Parser) heading(start, i int) (found, int) {
	t := p.text
	switch t[i] | 0x20 {
	case 'c', 'l', 'm', 'w', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		if !p.percent {
			break // no ceiling without a percent sign
		}
		if h, end := p.ceilingPhrase(i); h.kind != headNone {
			return h, end
		}
	}
	if !mayBegin(t[i:]) {
		return found{}, 0
	}
	atStart := p.atStart(start, i)
	for _, h := range headIndex[t[i]] {
		if len(t)-i < len(h.text) || !foldPrefix(t[i:], h.text) {
			continue
		}
		end := i + len(h.text)
		last := h.text[len(h.text)-1]
		if end < len(t) && isAlnum(last) && isAlnum(t[end]) {
			if !(h.kind == headList && t[end] == 's' && h.text == "ingredient") {
				continue
			}
			end++
		}
		switch h.needs {
		case needsStart:
			if !atStart && h.kind != headStep {
				continue
			}
		case needsColon:
			e, ok := p.headingTail(end, atStart, h.kind)
			if !ok || h.kind == headActive && !atStart && p.inBullet(start, i) { // "-Collagen Actives: Restore and smooth."
				continue
			}
			end = e
		}
		if h.needs != needsColon {
			switch h.kind {
			case headStep:
				e, ok := p.stepTail(end)
				if !ok || !atStart && p.text[e-1] != ':' && p.text[e-1] != '\n' {
					continue
				}
				end = e
			case headMay, headActive, headInactive, headList, headHighlights, headBlock:
				if h.kind == headActive && h.text == "active ingredients" || h.kind == headList {
					if e, ok := p.headingTail(end, atStart, h.kind); ok {
						end = e
					} else if !p.wordFollows(end) || !atStart && h.kind == headActive {
						continue
					}
				} else if e, ok := p.headingTail(end, true, h.kind); ok {
					end = e
				} else if h.kind == headMay {
					end = p.mayTail(end)
				}
			}
		}
		return found{kind: h.kind}, end
	}
	return found{}, 0
}

// atStart reports whether nothing but brackets, marks and blanks stands between start and i.
func (p *Parser) atStart(start, i int) bool {
	for ; start < i; start++ {
		switch c := p.text[start]; {
		case isBlank(c), c == '*', c == '(', c == '[', c == '"', c == '\'', c == '-', c == '#', c == '&', c == '/':
		default:
			return false
		}
	}
	return true
}

// inBullet reports whether the text from start to i begins with a bullet's dash.
func (p *Parser) inBullet(start, i int) bool {
	start, i = p.trim(start, i)
	return start < i && p.text[start] == '-'
}

// headingTail steps over what may stand between a heading's words and the list: "(INCI)", other languages behind
// slashes, a colon. ok is false where nothing shows that the words were a heading.
func (p *Parser) headingTail(i int, atStart bool, kind headKind) (end int, ok bool) {
	t := p.text
	j := i
	for range 12 { // bounded: a few languages
		for j < len(t) && (t[j] == ' ' || t[j] == '\'' || t[j] == '"' || t[j] == '*') {
			j++
		}
		if j == len(t) {
			return j, true
		}
		switch {
		case t[j] == ':':
			return j + 1, true
		case t[j] == '\n' || t[j] == ']':
			return j + 1, atStart
		case t[j] == '.' && atStart && kind != headBlock:
			return j + 1, j+1 < len(t) && t[j+1] == ' '
		case t[j] == '-' && j > i && j+1 < len(t) && t[j+1] == ' ' && atStart:
			return j + 1, true
		case t[j] == ',' && kind == headMay:
			return j + 1, true
		case t[j] == '(':
			k := strings.IndexByte(t[j:min(len(t), j+60)], ')')
			if k < 0 || strings.IndexByte(t[j:j+k], ',') >= 0 {
				return i, false
			}
			j += k + 1
			if atStart && (kind == headList) && p.wordFollows(j) {
				// "Ingredients (INCI) Water": the bracket shows enough.
				return j, true
			}
		case t[j] == '/':
			k := j + 1
			for k < len(t) && k < j+60 && t[k] != ':' && t[k] != '/' && t[k] != ',' && t[k] != '\n' && t[k] != '|' && t[k] != '(' && (t[k] != ')' || kind != headMay) {
				k++
			}
			if k == len(t) || t[k] == ',' || t[k] == '|' || k == j+60 {
				return i, false
			}
			j = k
		default:
			return i, false
		}
	}
	return i, false
}

// mayTail steps over what follows "May contain" in other languages: "/Peut contenir", "(+/-)", "±:", a colon or comma.
func (p *Parser) mayTail(i int) int {
	t := p.text
	for range 8 {
		for i < len(t) && (t[i] == ' ' || t[i] == '/' || t[i] == ':' || t[i] == ',' || t[i] == ')' || t[i] == '-' && i+1 < len(t) && t[i+1] == ' ') {
			i++
		}
		if i < len(t) && t[i] == '(' {
			if k := strings.IndexByte(t[i:min(len(t), i+12)], ')'); k > 0 {
				i += k + 1
				continue
			}
		}
		if i == len(t) {
			return i
		}
		more := false
		for _, h := range headIndex[t[i]] {
			if h.kind == headMay && foldPrefix(t[i:], h.text) {
				i += len(h.text)
				more = true
				break
			}
		}
		if !more {
			break
		}
	}
	return i
}

// stepTail reads the rest of "Step 1 Cleanser:" behind "step ": a number, a letter or a number word, and a name up to a colon.
func (p *Parser) stepTail(i int) (end int, ok bool) {
	t := p.text
	j := i
	for j < len(t) && isAlnum(t[j]) {
		j++
	}
	switch w := strings.ToLower(t[i:j]); w {
	case "one", "two", "three", "four", "five", "six", "i", "ii", "iii", "iv", "un", "deux", "eins", "zwei", "uno", "dos":
	default:
		if len(w) == 0 || len(w) > 2 || len(w) == 2 && !isDigit(w[0]) {
			return 0, false
		}
	}
	// A name of a few words may follow, up to a colon or the line's end.
	for k := j; k < len(t) && k < j+60; k++ {
		switch t[k] {
		case ':':
			return k + 1, true
		case '\n':
			return k + 1, true
		case ',', ';', '.', '|':
			if k == j && t[k] == '.' {
				return k + 1, true
			}
			return j, isDigit(t[j-1])
		}
	}
	return j, isDigit(t[j-1])
}

// ceilingPhrase reads "contains less than 2% of", "2% or less of", "less than 2 % of the following", "moins de 1 %".
func (p *Parser) ceilingPhrase(i int) (found, int) {
	t := p.text
	j := i
	for _, w := range [...]string{"may contain ", "contains ", "contain ", "contient "} {
		if foldPrefix(t[j:], w) {
			j += len(w)
			break
		}
	}
	less := false
	for _, w := range [...]string{"less than ", "moins de ", "weniger als ", "menos de ", "meno di ", "meno del ", "<"} {
		if foldPrefix(t[j:], w) {
			j += len(w)
			less = true
			break
		}
	}
	if !less && (j >= len(t) || !isDigit(t[j])) {
		return found{}, 0
	}
	if j == i && i > 0 && isAlnum(t[i-1]) {
		return found{}, 0
	}
	for j < len(t) && t[j] == ' ' {
		j++
	}
	v, n := number(t[j:], false)
	if n == 0 {
		return found{}, 0
	}
	j += n
	for j < len(t) && t[j] == ' ' {
		j++
	}
	if j == len(t) || t[j] != '%' {
		return found{}, 0
	}
	j++
	if !less {
		k := j
		for k < len(t) && t[k] == ' ' {
			k++
		}
		if !foldPrefix(t[k:], "or less") && !foldPrefix(t[k:], "ou moins") && !foldPrefix(t[k:], "oder weniger") {
			return found{}, 0
		}
		j = k + strings.IndexByte(t[k:]+" ", ' ')
		for j < len(t) && t[j] == ' ' {
			j++
		}
		if k := strings.IndexAny(t[j:]+" ", " :,"); k <= 8 { // "less", "moins", "weniger"
			j += k
		}
	} else if j < len(t) && t[j] == ')' { // "(<2%)" is of one ingredient
		return found{}, 0
	}
	for _, w := range [...]string{" of each of the following", " of the following", " each of the following", " of each", " of", " de", " der folgenden", ":"} {
		if foldPrefix(t[j:], w) {
			j += len(w)
			break
		}
	}
	for j < len(t) && (t[j] == ':' || t[j] == ' ') {
		j++
	}
	return found{headCeiling, float32(v)}, j
}

// headBloom is true at the hash of the first three bytes of every heading of the vocabulary.
var headBloom [4096]bool

func bloom(s string) uint {
	x := uint(s[0]|0x20) * 0x9E5
	if len(s) > 1 {
		x = (x ^ uint(s[1]|0x20)) * 0x1F3
	}
	if len(s) > 2 {
		x = (x ^ uint(s[2]|0x20)) * 0x3B1
	}
	return (x ^ x>>9) & 4095
}

// mayBegin reports whether a heading of the vocabulary may begin s.
func mayBegin(s string) bool { return len(s) > 2 && headBloom[bloom(s)] }

// addHeading appends a heading's chunk.
func (p *Parser) addHeading(h found, start, end int) {
	p.chunks = append(p.chunks, chunk{start: int32(start), end: int32(end), sep: sepHeading, head: h.kind, kind: ckHeading, value: h.value})
}

// foldPrefix reports whether s begins with the lower-case prefix, whatever its case; é and É are alike.
func foldPrefix(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := 0; i < len(prefix); i++ {
		a, b := s[i], prefix[i]
		if a == b || isUpper(a) && a|0x20 == b {
			continue
		}
		if i > 0 && prefix[i-1] == 0xC3 && a >= 0x80 && a < 0xA0 && a+0x20 == b {
			continue
		}
		return false
	}
	return true
}
