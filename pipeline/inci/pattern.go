package inci

import (
	"bytes"
	"fmt"
	"strings"
)

// pattern is a folded name with anyRun and digitRun in it.
type pattern struct {
	text   []byte
	entry  *Entry // what a name that matches is: the pattern as written, its family
	family int    // index of the family whose exceptions hold, -1 for patterns of known names
}

// patterns are all patterns of a lexicon, found through three letters of each: a name is tried only against the patterns
// whose three letters it has.
type patterns struct {
	all    []pattern
	heads  []uint16 // hash of three letters → 1 + index into links, 0 for none
	links  []patternLink
	plain  []int32      // patterns without three letters in a row
	except []exceptions // by family
}

// exceptions are what the patterns of one family must not take.
type exceptions struct {
	names nameTable
	globs [][]byte
}

func (x *exceptions) has(name []byte) bool {
	if x.names.slots != nil {
		if _, ok := x.names.find(name); ok {
			return true
		}
	}
	for _, g := range x.globs {
		if glob(g, name) {
			return true
		}
	}
	return false
}

type patternLink struct {
	gram    uint32
	pattern int32
	next    uint16
}

const gramBits = 14

func gramSlot(g uint32) uint32 { return g * 0x9E3779B1 >> (32 - gramBits) }

func gramAt(b []byte, i int) uint32 { return uint32(b[i]) | uint32(b[i+1])<<8 | uint32(b[i+2])<<16 }

var wildcards = strings.NewReplacer("*", string(rune(anyRun)), "#", string(rune(digitRun)))

// foldPattern folds a pattern, '*' and '#' kept as anyRun and digitRun.
func foldPattern(s string) ([]byte, error) {
	var buf [maxName]byte
	s = wildcards.Replace(s)
	n, ok := fold(&buf, s)
	if !ok {
		return nil, fmt.Errorf("pattern %.40q… is longer than a name can be", s)
	}
	out := make([]byte, 0, n)
	for i, c := range buf[:n] {
		if c >= anyRun && c <= digitRun && i > 0 && out[len(out)-1] == c {
			continue // "**" is "*", "####" is "#"
		}
		out = append(out, c)
	}
	return out, nil
}

// isPattern says whether a name of a rule file is one.
func isPattern(s string) bool {
	return strings.IndexByte(s, '*') >= 0 || strings.IndexByte(s, '#') >= 0
}

// index makes the three-letter index. It takes of each pattern the three letters that the fewest patterns have.
func (ps *patterns) index() {
	counts := make([]uint16, 1<<gramBits)
	for _, p := range ps.all {
		forGrams(p.text, func(g uint32) { counts[gramSlot(g)]++ })
	}
	ps.heads = make([]uint16, 1<<gramBits)
	for i, p := range ps.all {
		best, n := uint32(0), uint16(0)
		forGrams(p.text, func(g uint32) {
			if c := counts[gramSlot(g)]; n == 0 || c < n {
				best, n = g, c
			}
		})
		if n == 0 || len(ps.links) == 1<<16-2 {
			ps.plain = append(ps.plain, int32(i))
			continue
		}
		slot := gramSlot(best)
		ps.links = append(ps.links, patternLink{best, int32(i), ps.heads[slot]})
		ps.heads[slot] = uint16(len(ps.links))
	}
}

func forGrams(b []byte, f func(uint32)) {
	for i := 0; i+3 <= len(b); i++ {
		if b[i] > digitRun && b[i+1] > digitRun && b[i+2] > digitRun {
			f(gramAt(b, i))
		}
	}
}

// match returns the union of the families whose patterns take the folded name, and the entry of the first one.
func (ps *patterns) match(name []byte) (first *Entry, families Families) {
	if ps.heads == nil {
		return nil, families
	}
	best := int32(1<<31 - 1)
	try := func(i int32) {
		p := &ps.all[i]
		if !glob(p.text, name) || p.family >= 0 && ps.except[p.family].has(name) {
			return
		}
		families[0] |= p.entry.Families[0]
		families[1] |= p.entry.Families[1]
		if i < best {
			best, first = i, p.entry
		}
	}
	for i := 0; i+3 <= len(name); i++ {
		g := gramAt(name, i)
		for at := ps.heads[gramSlot(g)]; at != 0; {
			link := &ps.links[at-1]
			if link.gram == g {
				try(link.pattern)
			}
			at = link.next
		}
	}
	for _, i := range ps.plain {
		try(i)
	}
	return first, families
}

// glob says whether the whole of name matches: anyRun takes any run of bytes, also none, digitRun
// the rest of a run of digits, one at least.
func glob(pat, name []byte) bool {
	p, n := 0, 0
	star, mark := -1, 0 // where to try again: behind the last anyRun, one byte of name later
	for {
		switch {
		case p == len(pat):
			if n == len(name) {
				return true
			}
		case pat[p] == anyRun:
			if p == len(pat)-1 {
				return true
			}
			p++
			if lit := literal(pat[p:]); len(lit) > 0 { // skip to the first place where it can go on
				k := bytes.Index(name[n:], lit)
				if k < 0 {
					return false
				}
				n += k
			}
			star, mark = p, n
			continue
		case pat[p] == digitRun:
			if n < len(name) && isDigit(name[n]) {
				for n < len(name) && isDigit(name[n]) {
					n++
				}
				p++
				continue
			}
		case n < len(name) && pat[p] == name[n]:
			p, n = p+1, n+1
			continue
		}
		if star < 0 || mark >= len(name) {
			return false
		}
		mark++
		p, n = star, mark
	}
}

// literal is the run of plain bytes that a pattern begins with.
func literal(p []byte) []byte {
	for i, c := range p {
		if c <= digitRun {
			return p[:i]
		}
	}
	return p
}
