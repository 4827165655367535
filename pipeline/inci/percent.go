package inci

import "strings"

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

// findAmount finds the first "5%", "(0,5 %)", "1 % w/w", "2 percent", "5-10%", "max. 2%", "29,049ppm", "80 mg/g" or "(<1%)" in
// text[from:to]. Of a range the greater end counts.
func (p *Parser) findAmount(from, to int) (amount, bool) {
	t := p.text
	for i := from; i < to; i++ {
		if c := t[i] | 0x20; t[i] != '%' && c != 'p' && c != 'm' {
			continue
		}
		unit, end := unitAt(t[:to], from, i)
		if end == 0 {
			continue
		}
		k, v, ok := p.numberBefore(from, i, unit != 1)
		if !ok || v*unit > 100 {
			continue
		}
		v *= unit
		a := amount{start: k, end: end, value: float32(v)}
		p.wholeRange(&a, from, to, unit)
		if a.start > from && t[a.start-1] == '<' {
			a.less = true
			a.start--
		}
		for a.start > from && t[a.start-1] == ' ' {
			a.start--
		}
		a.limits(t, from)
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

// unitAt returns what a number before the unit at t[i:] has to be multiplied with to be a percentage, and where the unit ends;
// 0 where there is none.
func unitAt(t string, from, i int) (unit float64, end int) {
	switch c := t[i]; {
	case c == '%':
		return 1, i + 1
	case c|0x20 == 'p' && i > from && (isDigit(t[i-1]) || t[i-1] == ' '):
		if i+2 < len(t) && t[i+1]|0x20 == 'p' && (i+3 == len(t) || !isLetter(t[i+3])) {
			switch t[i+2] | 0x20 {
			case 'm':
				return 1e-4, i + 3
			case 'b':
				return 1e-7, i + 3
			}
		}
		if n := percentWord(t[i:]); n > 0 {
			return 1, i + n
		}
	case c|0x20 == 'm' && i > from && (isDigit(t[i-1]) || t[i-1] == ' '):
		if n := perGram(t[i:]); n > 0 {
			return 0.1, i + n
		}
	}
	return 0, 0
}

// percentWord returns the length of "percent" at the start of s, in whatever language; 0 for anything else.
func percentWord(s string) int {
	for _, w := range [...]string{"percent", "per cent", "pct", "prozent", "procent", "pour cent", "por ciento", "por cento", "per cento"} {
		if foldPrefix(s, w) && (len(s) == len(w) || !isLetter(s[len(w)])) {
			return len(w)
		}
	}
	return 0
}

// numberBefore reads the number with which t[from:i] ends; k is where it begins.
func (p *Parser) numberBefore(from, i int, thousands bool) (k int, v float64, ok bool) {
	t := p.text
	j := i
	for j > from && t[j-1] == ' ' {
		j--
	}
	k = j
	for k > from && (isDigit(t[k-1]) || (t[k-1] == '.' || t[k-1] == ',') && k-1 > from && isDigit(t[k-2]) && k < j) {
		k--
	}
	if k == j || k > from && isLetter(t[k-1]) && !p.gluedNumber(from, k) {
		return 0, 0, false
	}
	v, n := number(t[k:j], thousands)
	if n != j-k {
		return 0, 0, false
	}
	if k > from && t[k-1] == '.' && k-1 > from && (t[k-2] == ' ' || t[k-2] == '-') { // ".5%"
		for range j - k {
			v /= 10
		}
		k--
	}
	return k, v, true
}

// wholeRange widens an amount that is one end of a range: "5-10%", "5 to 10 %", "5% - 10%".
func (p *Parser) wholeRange(a *amount, from, to int, unit float64) {
	t := p.text
	if j := rangeBefore(t, from, a.start); j > 0 {
		if k, v, ok := p.numberBefore(from, j, unit != 1); ok && v*unit < float64(a.value) && (k == from || strings.IndexByte(" ([<:=~", t[k-1]) >= 0) {
			a.start = k
		}
		return
	}
	if a.end == to || t[a.end-1] != '%' {
		return
	}
	n := rangeAt(t[a.end:to])
	if n == 0 {
		return
	}
	v, m := number(t[a.end+n:to], false)
	end := a.end + n + m
	for end < to && t[end] == ' ' {
		end++
	}
	if m > 0 && end < to && t[end] == '%' && v > float64(a.value) && v <= 100 {
		a.value, a.end = float32(v), end+1
	}
}

// rangeWords stand between the ends of a range.
var rangeWords = [...]string{"-", "to", "bis", "à", "~"}

// rangeBefore returns where, before the number at k, the other end of a range must end; 0 where nothing says that there is one.
func rangeBefore(t string, from, k int) int {
	j := k
	for j > from && t[j-1] == ' ' {
		j--
	}
	for _, w := range rangeWords {
		if n := j - len(w); n > from && t[n:j] == w && (len(w) == 1 || j < k && t[n-1] == ' ') {
			for n > from && t[n-1] == ' ' {
				n--
			}
			if n > from && isDigit(t[n-1]) {
				return n
			}
		}
	}
	return 0
}

// rangeAt returns the length of what stands between the ends of a range at the start of s, up to a number; 0 where it is none.
func rangeAt(s string) int {
	i := 0
	for i < len(s) && s[i] == ' ' {
		i++
	}
	for _, w := range rangeWords {
		if strings.HasPrefix(s[i:], w) {
			i += len(w)
			for i < len(s) && s[i] == ' ' {
				i++
			}
			if i < len(s) && isDigit(s[i]) {
				return i
			}
			return 0
		}
	}
	return 0
}

// limits takes the words before an amount into it that say how exact it is: "max. 2%" and "up to 5%" are upper bounds.
func (a *amount) limits(t string, from int) {
	for _, w := range [...]string{"max.", "max", "maximum", "up to", "bis zu", "jusqu'à", "hasta", "fino a", "<", "approx.", "approx", "approximately", "about", "circa", "ca.", "ca", "~", "="} {
		n := a.start - len(w)
		if n < from || !foldPrefix(t[n:], w) || n > from && isAlnum(t[n-1]) && isLetter(w[0]) {
			continue
		}
		a.less = a.less || w[0] == '<' || w[0] == 'm' || w[0] == 'u' || w[0] == 'b' || w[0] == 'j' || w[0] == 'h' || w[0] == 'f'
		a.start = n
		for a.start > from && t[a.start-1] == ' ' {
			a.start--
		}
		return
	}
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
