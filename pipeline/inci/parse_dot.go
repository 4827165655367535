package inci

import "strings"

// isLocant reports whether the comma at i stands inside a chemical name: "1,2-", "N,2-", "2,2'-", "N,N-", or inside a
// number: "0,5%", "29,049ppm".
func (p *Parser) isLocant(i int) bool {
	t := p.text
	if i == 0 || i+1 >= len(t) || t[i] != ',' {
		return false
	}
	prev, next := t[i-1], t[i+1]
	if isDigit(next) {
		if isDigit(prev) || prev == '\'' && i > 1 && isDigit(t[i-2]) {
			return true
		}
		return isLocantLetter(prev) && (i == 1 || !isAlnum(t[i-2])) && dashAfterDigits(t, i+1)
	}
	if isLocantLetter(next) && i+2 < len(t) && (t[i+2] == '-' || t[i+2] == '\'' || t[i+2] == ',') {
		return (isLocantLetter(prev) || isDigit(prev)) && (i == 1 || !isLetter(t[i-2]))
	}
	return false
}

func isLocantLetter(c byte) bool { return c == 'N' || c == 'O' || c == 'S' || c == 'n' || c == 'o' }

func dashAfterDigits(t string, i int) bool {
	for i < len(t) && isDigit(t[i]) {
		i++
	}
	return i < len(t) && (t[i] == '-' || t[i] == ',' || t[i] == '\'')
}

// bareLocant reports whether all that stands before the separator at i is a bare number, and a number and a hyphen
// follow: "1, 2-Hexanediol".
func (p *Parser) bareLocant(start, i int) bool {
	t := p.text
	a, b := p.trim(start, i)
	if b-a < 1 || b-a > 2 || !isDigit(t[a]) || !isDigit(t[b-1]) {
		return false
	}
	j := i + 1
	for j < len(t) && t[j] == ' ' {
		j++
	}
	k := j
	for k < len(t) && isDigit(t[k]) {
		k++
	}
	return k > j && k-j <= 2 && k+1 < len(t) && t[k] == '-' && isLetter(t[k+1])
}

// sentenceEnd returns the length of the sentence end at i, or 0 where the dot belongs to a name or a number.
func (p *Parser) sentenceEnd(start, i int) int {
	t := p.text
	n := 1
	for i+n < len(t) && classes[t[i+n]] == clsDot {
		n++
	}
	if i+n == len(t) || n > 1 {
		return n
	}
	next := t[i+1]
	if t[i] != '.' {
		if next == ' ' || next == '\n' {
			return 1
		}
		return 0
	}
	switch {
	case next == '\n', next == '*', next == '<':
		return 1
	case next == ' ':
		if i > 0 && t[i-1] == ' ' {
			return 1
		}
		if abbreviates(t, start, i) {
			return 0
		}
		return 1
	case isUpper(next) && i > 0 && (t[i-1] == ' ' && start < i-1 || isLower(t[i-1]) && i > 1 && isLetter(t[i-2]) && !abbreviates(t, start, i)):
		return 1
	}
	return 0
}

// abbreviates reports whether the dot at i ends an abbreviation and not a sentence.
func abbreviates(t string, start, i int) bool {
	j := i
	for j > start && isLetter(t[j-1]) {
		j--
	}
	w := t[j:i]
	after := i + 1
	for after < len(t) && t[after] == ' ' {
		after++
	}
	if after == len(t) {
		return false
	}
	next := t[after]
	switch len(w) {
	case 0: // a number: "1. Water" begins an enumeration
		k := j
		for k > start && isDigit(t[k-1]) {
			k--
		}
		return k < j && strings.TrimLeft(t[start:k], " \n") == ""
	case 1: // "C. Acnes", but "Vitamin C. Water"
		k := j
		for k > start && t[k-1] == ' ' {
			k--
		}
		return !(k-start >= 7 && strings.EqualFold(t[k-7:k], "vitamin"))
	}
	switch strings.ToLower(w) {
	case "denat":
		return !isUpper(next)
	case "alc", "alk": // "Alc. denat."
		return next == 'd' || next == 'D'
	case "no", "ca":
		return isDigit(next)
	case "ph": // "Ph. Eur."
		return next == 'E' || next == 'H' || next == 'F'
	case "ext", "extr":
		return next == 'V' || next == 'D' || isLower(next) || next == '('
	case "var", "sp", "spp", "ssp", "subsp", "st", "vit", "approx", "incl", "conc", "cert", "dr", "fil", "ci", "aq", "nat", "min", "max", "art":
		return true
	}
	return false
}

// dashSeparates reports whether " - " is what separates the ingredients.
func (p *Parser) dashSeparates() bool {
	n := strings.Count(p.text[p.resume:], " - ")
	if n < 2 {
		return false
	}
	others := strings.Count(p.text, ",") + strings.Count(p.text, ";") + strings.Count(p.text, "|") + strings.Count(p.text, bullet)
	return others*3 < n
}

// noteFollows reports whether the mark at i begins a note: a word follows it, and it does not end the ingredient.
func (p *Parser) noteFollows(i int) bool {
	for i < len(p.text) && (p.text[i] == '*' || p.text[i] == ' ') {
		i++
	}
	return i < len(p.text) && (isAlnum(p.text[i]) || p.text[i] >= 0x80)
}
