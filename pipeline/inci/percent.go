package inci

// number reads a decimal number at the start of s: "15.065", "0,5", "29,049" where thousands is true. n is its
// length, 0 where there is none.
func number(s string, thousands bool) (v float64, n int) {
	var x float64
	i := 0
	for i < len(s) && isDigit(s[i]) && i < 12 {
		x = x*10 + float64(s[i]-'0')
		i++
	}
	if i == 0 {
		return 0, 0
	}
	for i < len(s) && (s[i] == '.' || s[i] == ',') && i+1 < len(s) && isDigit(s[i+1]) {
		j := i + 1
		f, scale := 0.0, 1.0
		for j < len(s) && isDigit(s[j]) && j < i+12 {
			f = f*10 + float64(s[j]-'0')
			scale *= 10
			j++
		}
		if thousands && s[i] == ',' && j-i == 4 { // "29,049"
			x = x*1000 + f
			i = j
			continue
		}
		x += f / scale
		i = j
		break
	}
	return x, i
}

// amount is a stated concentration found in a text.
type amount struct {
	start, end int     // with its brackets and "w/w"
	value      float32 // percent by weight
	less       bool    // "<1%": an upper bound
}

// findAmount finds the first "5%", "(0,5 %)", "1 % w/w", "29,049ppm", "80 mg/g" or "(<1%)" in text[from:to].
func (p *Parser) findAmount(from, to int) (amount, bool) {
	t := p.text
	for i := from; i < to; i++ {
		var unit float64
		end := i
		switch {
		case t[i] == '%':
			unit, end = 1, i+1
		case t[i]|0x20 == 'p' && i > from && i+2 < to && (t[i+1]|0x20 == 'p') && (isDigit(t[i-1]) || t[i-1] == ' ') && (i+3 == to || !isLetter(t[i+3])):
			switch t[i+2] | 0x20 {
			case 'm':
				unit, end = 1e-4, i+3
			case 'b':
				unit, end = 1e-7, i+3
			default:
				continue
			}
		case t[i]|0x20 == 'm' && i > from && (isDigit(t[i-1]) || t[i-1] == ' '):
			n := perGram(t[i:to])
			if n == 0 {
				continue
			}
			unit, end = 0.1, i+n
		default:
			continue
		}
		// Back over the number.
		j := i
		for j > from && t[j-1] == ' ' {
			j--
		}
		k := j
		for k > from && (isDigit(t[k-1]) || (t[k-1] == '.' || t[k-1] == ',') && k-1 > from && isDigit(t[k-2]) && k < j) {
			k--
		}
		if k == j || k > from && isLetter(t[k-1]) && !p.gluedNumber(from, k) {
			continue
		}
		v, n := number(t[k:j], unit != 1)
		if n != j-k {
			continue
		}
		if k > from && t[k-1] == '.' && k-1 > from && (t[k-2] == ' ' || t[k-2] == '-') { // ".5%"
			for range j - k {
				v /= 10
			}
			k--
		}
		v *= unit
		if v > 100 {
			continue
		}
		a := amount{start: k, end: end, value: float32(v)}
		if k > from && t[k-1] == '<' {
			a.less = true
			a.start--
		}
		for a.start > from && t[a.start-1] == ' ' {
			a.start--
		}
		for _, w := range [...]string{" w/w", " w/v", " by weight", "w/w", " p/p"} {
			if foldPrefix(t[a.end:to], w) {
				a.end += len(w)
				break
			}
		}
		if a.start > from && (t[a.start-1] == '(' || t[a.start-1] == '[') {
			e := a.end
			for e < to && t[e] == ' ' {
				e++
			}
			if e < to && (t[e] == ')' || t[e] == ']') {
				a.start, a.end = a.start-1, e+1
			} else if e == to {
				a.start--
			}
		}
		return a, true
	}
	return amount{}, false
}

// perGram returns the length of "mg/g" or "mg/ml" at the start of s, as sunscreens of Australia state their filters; 0
// for anything else. A millilitre is taken for a gram.
func perGram(s string) int {
	for _, u := range [...]string{"mg/g", "mg/ml"} {
		if foldPrefix(s, u) && (len(s) == len(u) || !isLetter(s[len(u)])) {
			return len(u)
		}
	}
	return 0
}

// gluedNumber reports whether the number at k, glued to letters, is one of its own: "Niacinamide10%" is, the 40 of
// "B40%" is not.
func (p *Parser) gluedNumber(from, k int) bool {
	n := 0
	for k > from && isLetter(p.text[k-1]) {
		k--
		n++
	}
	return n >= 5
}

// percentBefore returns the length of the number before the percent sign at i, where an ingredient's name stands
// before it in the chunk that begins at start; 0 elsewhere.
func (p *Parser) percentBefore(start, i int) int {
	a, ok := p.findAmount(start, i+1)
	if !ok || a.end != i+1 || !p.nonBlank(start, a.start) {
		return 0
	}
	return i - a.start
}

// percentBracket reports whether the bracket that closes at i holds nothing but an amount.
func (p *Parser) percentBracket(i int) bool {
	if i < 0 || i >= len(p.text) || p.text[i] != ')' && p.text[i] != ']' {
		return false
	}
	j := i
	for j > 0 && i-j < 24 && p.text[j] != '(' && p.text[j] != '[' {
		j--
	}
	if p.text[j] != '(' && p.text[j] != '[' {
		return false
	}
	a, ok := p.findAmount(j, i+1)
	return ok && a.start <= j && a.end == i+1
}
