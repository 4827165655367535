package inci

import "bytes"

// maxBrackets is how many brackets of one name are read.
const maxBrackets = 8

// maxTail is how many words behind its first bracket a name may have that only the bracket makes known. Where there are
// more, another name ran into it, and a harmless bracket must not speak for both: "Olea Europaea (Olive) Fruit Extract
// Euterpe Oleracea Fruit Extract Methylisothiazolinone".
const maxTail = 3

// bracketed is a folded name taken apart: what stands outside its brackets, and what in each.
type bracketed struct {
	out    [maxName]byte
	outLen int
	tail   int                 // where in out the text behind the first bracket begins
	in     [maxBrackets][2]int // from, to
	n      int
}

// takeApart fills p. Brackets that do not pair end where the name ends; brackets in brackets stay with the outer one.
func (p *bracketed) takeApart(b []byte) {
	depth, start := 0, 0
	for i, c := range b {
		switch {
		case c == '(':
			if depth++; depth == 1 {
				start = i + 1
			}
		case c == ')':
			if depth == 0 {
				p.gap()
			} else if depth--; depth == 0 {
				p.enter(b, start, i)
			}
		case depth == 0:
			if p.outLen > 0 && i > 0 && b[i-1] == ')' && c != '/' {
				p.gap()
			}
			p.out[p.outLen] = c
			p.outLen++
		}
	}
	if depth > 0 {
		p.enter(b, start, len(b))
	}
	p.outLen = len(bytes.TrimRight(p.out[:p.outLen], " /,"))
	p.tail = min(p.tail, p.outLen)
}

func (p *bracketed) gap() {
	if p.outLen > 0 && p.out[p.outLen-1] != ' ' {
		p.out[p.outLen] = ' '
		p.outLen++
	}
}

func (p *bracketed) enter(b []byte, from, to int) {
	if p.n == 0 {
		p.tail = p.outLen
	}
	from = to - len(bytes.TrimLeft(b[from:to], " ,/"))
	to = from + len(bytes.TrimRight(b[from:to], " ,/"))
	if from < to && p.n < maxBrackets {
		p.in[p.n] = [2]int{from, to}
		p.n++
	}
}

// inside returns the text of the i-th bracket of b.
func (p *bracketed) inside(b []byte, i int) []byte { return b[p.in[i][0]:p.in[i][1]] }

// brackets reads a folded name with brackets. The text outside names the ingredient; a bracket holds a synonym
// ("Tocopherol (Vitamin E)"), a common name within the name ("Rosa Canina (Rosehip) Seed Oil"), a part ("contains
// limonene"), a source ("from coconut") or a function ("preservative"); the last two are no ingredients.
func (lx *Lexicon) brackets(b []byte) Recognition {
	var p bracketed
	p.takeApart(b)
	out := p.out[:p.outLen]
	r := Recognition{}
	if !denied(out) {
		r = lx.plain(out)
	}
	if r.Match != Exact {
		if o := lx.substituted(b, &p, out); !r.known() || o.Match == Exact {
			r = precise(r, o)
		}
	}
	nano := false
	var inside Recognition
	for i := range p.n {
		in := p.inside(b, i)
		if string(in) == "nano" {
			nano = true
			continue
		}
		if isSource(out, in) {
			continue
		}
		if o := lx.inside(in); o.known() {
			inside = combine(inside, o, nil, nil)
			if r.known() {
				r = combine(r, o, out, in)
			}
		}
	}
	if !r.known() {
		if r = lx.repair(out); r.known() {
			r = r.with(inside)
		} else if inside.Families != (Families{}) || bytes.Count(out[p.tail:], []byte(" ")) < maxTail {
			r = inside
			if tail := bytes.TrimSpace(out[p.tail:]); r.known() && len(tail) >= 6 { // "Oat Juice (Avena Sativa Juice) Citric Acid"
				if o := lx.plain(tail); o.Match == Exact {
					r = r.with(o)
				}
			}
		}
	}
	r.Nano = r.known() && (r.Nano || nano)
	return r
}

// combine adds what a bracket says to what the name says. Vitamins are names of groups: the other name is the precise one.
func combine(r, o Recognition, out, in []byte) Recognition {
	switch {
	case !r.known():
		return o
	case isVitamin(in):
		return r
	case isVitamin(out):
		return o
	}
	return r.with(o)
}

func isVitamin(b []byte) bool {
	return bytes.HasPrefix(b, []byte("vitamin")) || bytes.HasPrefix(b, []byte("비타민"))
}

// substituted tries a bracket's text as part of the name: "rosa canina rosehip seed oil", "rosehip seed oil".
func (lx *Lexicon) substituted(b []byte, p *bracketed, out []byte) Recognition {
	if p.n == 0 || negated(p.inside(b, 0)) || isSource(out, p.inside(b, 0)) {
		return Recognition{}
	}
	var buf [maxName]byte
	n := 0
	for i, c := range b {
		if c == '(' || c == ')' {
			if c = ' '; n == 0 || buf[n-1] == ' ' || i == len(b)-1 {
				continue
			}
		}
		buf[n] = c
		n++
	}
	if r := lx.lookup(buf[:n]); r.known() {
		return r
	}
	tail := bytes.TrimLeft(out[p.tail:], " ")
	if len(tail) == 0 {
		return Recognition{}
	}
	n = copy(buf[:], p.inside(b, 0))
	buf[n] = ' '
	n += 1 + copy(buf[n+1:], tail)
	return lx.lookup(buf[:n])
}

// inside reads a bracket's text: one name, or several with slashes or commas between them.
func (lx *Lexicon) inside(in []byte) Recognition {
	if negated(in) {
		return Recognition{}
	}
	if bytes.IndexByte(in, '(') >= 0 {
		if r := lx.lookup(in); r.known() {
			return r
		}
		return lx.nested(in)
	}
	if r := lx.plain(in); r.known() {
		return r
	}
	return lx.each(in)
}

// nested reads a bracket within a bracket: the text outside the inner one, then each part at a comma.
func (lx *Lexicon) nested(in []byte) Recognition {
	var p bracketed
	p.takeApart(in)
	r := lx.plain(p.out[:p.outLen])
	if !r.known() {
		r = lx.substituted(in, &p, p.out[:p.outLen])
	}
	if !r.known() {
		r = lx.each(p.out[:p.outLen])
	}
	for i := range p.n {
		inner := p.inside(in, i)
		if bytes.IndexByte(inner, '(') < 0 && !negated(inner) {
			if o := lx.plain(inner); o.known() {
				r = combine(r, o, p.out[:p.outLen], inner)
			}
		}
	}
	return r
}

// each reads the parts of a bracket at commas and slashes; those that are no names are passed over.
func (lx *Lexicon) each(in []byte) (all Recognition) {
	for len(in) > 0 {
		part := in
		if k := bytes.IndexAny(in, ",/"); k >= 0 {
			part, in = in[:k], in[k+1:]
		} else {
			in = nil
		}
		if r := lx.plain(bytes.TrimSpace(part)); r.known() {
			all = combine(all, r, nil, nil)
		}
	}
	return all
}

// negated says whether a bracket speaks of a source or of an absence.
func negated(in []byte) bool {
	for rest := in; len(rest) > 0; {
		end := wordEnd(rest, 0)
		switch string(rest[:end]) {
		case "from", "derived", "based", "source", "sourced", "origin", "free", "no", "non", "not", "without", "ex", "issu", "aus", "da", "di", "de", "d", "replaces", "alternative", "like":
			return true
		}
		rest = rest[min(end+1, len(rest)):]
	}
	return false
}

// isSource says whether a bracket names the oil that a substance is made of: "Decyl Glucoside (Coconut Oil)". The name of
// the substance tells by its ending; "Butyrospermum Parkii (Shea Butter)" and "Fragrance (Lavender Oil)" are no such names.
func isSource(out, in []byte) bool {
	if !bytes.HasSuffix(in, []byte(" oil")) && !bytes.HasSuffix(in, []byte(" butter")) && !bytes.HasSuffix(in, []byte(" oils")) {
		return false
	}
	for _, end := range [...]string{"ate", "ide", "ides", "ine", "ol", "in", "acid", "acids", "ester", "esters", "ane", "gum", "emulsifying wax"} {
		if bytes.HasSuffix(out, []byte(end)) {
			return true
		}
	}
	return false
}
