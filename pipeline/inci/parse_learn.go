package inci

import (
	"strings"
	"unsafe"
)

// form is what the characters of an item make of it.
type form uint8

const (
	formName form = iota // letters, digits, one bracket, what joins words
	formAny              // general has to tell
	formOpen             // a bracket is open at its end
	formOdd              // more than an ingredient, or less
)

func formOf(item string) form {
	open, letter, simple := 0, false, isAlnum(item[0]) && (isAlnum(item[len(item)-1]) || item[len(item)-1] == ')')
	for i := 0; i < len(item); i++ {
		c := item[i]
		switch {
		case isLetter(c), c >= 0x80:
			letter = true
			simple = simple && c < 0x80
		case isDigit(c), c == ' ', c == '-', c == '/', c == '\'':
		case c == '(' || c == '[':
			open++
			simple = simple && c == '(' && open == 1
		case c == ')' || c == ']':
			open--
		case c == '\n' || c == '\t' || c == '<' || c == '>' || c == '{' || c == '}' || c == ':' || c == '@':
			return formOdd
		case classes[c] == clsDot && i+1 < len(item) && classes[item[i+1]] == clsDot:
			return formOdd
		case c == '.' && strings.HasPrefix(item[i+1:], " *"):
			return formOdd
		case c == '&':
			if i+1 < len(item) && item[i+1] != ' ' {
				return formOdd
			}
			simple = false
		default:
			simple = false
		}
		if open < 0 {
			return formOdd
		}
	}
	switch c := item[0]; {
	case !letter, classes[c] == clsDot, c == '*' || c == '^' || c == '#' || c == '-' || c == '+', item[len(item)-1] == '-', strings.Contains(item, " - "):
		return formOdd
	case open > 0:
		return formOpen
	case needsCleaning(item):
		return formOdd
	case simple:
		return formName
	}
	return formAny
}

// learn finds out what the item p.text[start:end] is. It reports false where general was asked too often for this list.
func (p *Parser) learn(s *plainSlot, start, end int, name bool) bool {
	if name && p.learnName(s, start, end) {
		return true
	}
	item := p.text[start:end]
	if strong, _, _ := weighProse(item); strong > 0 {
		return true
	}
	if p.learned++; p.learned > maxLearned {
		return false
	}
	p.learnByReading(s, item)
	return true
}

// learnName takes an item of nothing but letters, digits, one bracket and what joins words for the known name that it is.
func (p *Parser) learnName(s *plainSlot, start, end int) bool {
	t := p.text
	defer func(was bool) { p.percent = was }(p.percent)
	p.percent = true
	for i := start; i < end; i++ {
		if !isAlnum(t[i]) || i > start && isLetter(t[i-1]) {
			continue
		}
		if h, _ := p.heading(start, i); h.kind != headNone {
			return false
		}
		if t[i]|0x20 == 'p' && i+2 < end && t[i+1]|0x20 == 'p' || t[i] == '(' {
			return false // "100 ppm"
		}
	}
	item := t[start:end]
	if strings.Contains(item, "(and") || strings.Contains(item, "(AND") || strings.Contains(item, "(And") || foldPrefix(item, "and ") {
		return false
	}
	r, ok := p.lx.Lookup(item)
	if !ok || r.Match != Exact {
		return false
	}
	s.kind, s.known, s.to, s.r = plYes, true, uint16(len(item)), r
	return true
}

// learnByReading has general read a list in which the item stands first, in the middle and last.
func (p *Parser) learnByReading(s *plainSlot, item string) {
	if p.reader == nil {
		p.reader = &Parser{knowledge: p.knowledge}
	}
	q := p.reader
	b := append(p.made[:0], item...)
	for i, f := range p.fillers {
		b = append(append(b, ", "...), f...)
		if i >= fewFillers-2 {
			b = append(append(b, ", "...), item...)
		}
	}
	p.made = b
	text := unsafe.String(unsafe.SliceData(b), len(b))
	if q.reset(text, p.opt); q.text != text {
		return // something was replaced in it
	}
	q.percent = true
	q.matchBrackets()
	q.scan()
	q.classify()
	q.emit()
	l := &q.list
	if len(l.Items) != plainListed || len(l.Skipped) > 0 || len(l.Notes) > 0 || len(l.Parts) != 1 || q.partial != "" || len(q.chunks) != plainListed {
		return
	}
	first, base := &l.Items[0], int32(0)
	for i := range l.Items {
		it := &l.Items[i]
		if it.Parent >= 0 || it.Section != Main || it.Part != 0 || it.note != noteNone {
			return
		}
		if i > 0 && i < fewFillers || i == fewFillers+1 {
			f := p.fillers[min(i-1, fewFillers-1)]
			if l.Text[it.Start:it.End] != f || it.Match != Exact {
				return
			}
			base = it.End + 2
			continue
		}
		if it.Start-base != first.Start || it.End-base != first.End || it.Entry != first.Entry || it.Families != first.Families || it.Match != first.Match ||
			it.Nano != first.Nano || it.Stated != first.Stated || it.ceiling != first.ceiling || q.chunks[i].known != q.chunks[0].known {
			return
		}
	}
	s.kind, s.known = plYes, q.chunks[0].known
	s.from, s.to = uint16(first.Start), uint16(first.End)
	s.stated, s.ceiling = first.Stated, first.ceiling
	s.r = Recognition{Entry: first.Entry, Families: first.Families, Match: first.Match, Nano: first.Nano}
}

// findFillers returns common names that a lexicon knows, for the lists that are made for items; nil where it knows too few.
func findFillers(lx *Lexicon) []string {
	var out []string
	for _, f := range [...]string{"Glycerin", "Talc", "Mica", "Squalane", "Dimethicone", "Panthenol", "Phenoxyethanol", "Niacinamide", "Xanthan Gum"} {
		if r, ok := lx.Lookup(f); ok && r.Match == Exact && len(out) < fewFillers {
			out = append(out, f)
		}
	}
	if len(out) < fewFillers {
		return nil
	}
	return out
}
