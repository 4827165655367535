package inci

import (
	"encoding/binary"
	"fmt"
	"strings"
	"sync/atomic"
)

// patterns are all patterns of a lexicon, in compiled form, found through three letters of each: a name is tried only
// against the patterns whose three letters it has. A pattern is a folded name with anyRun and digitRun in it.
type patterns struct {
	grams   gramIndex
	recs    string // sixteen bytes a pattern, see patternRec; one more tells where the last one's texts end
	text    string // the patterns, folded, end to end
	written string // the patterns as they were written, end to end
	sets    []Families
	entries []atomic.Pointer[Entry] // what a name that matches is: the pattern as written, its families

	starts  string // four bytes a family: its first exception; one more tells where those of the last family end
	excRecs string // four bytes an exception: where it begins in excText; one more tells where the last one ends
	excText string
}

// patternRec is one pattern's record: four bytes each of where it begins in text and in written, the index of its
// families with its flags, and 1 + the index of the family whose exceptions hold, 0 for patterns of known names.
type patternRec string

const patternRecSize = 16

func (ps *patterns) rec(i int32) patternRec {
	return patternRec(ps.recs[patternRecSize*int(i) : patternRecSize*int(i)+2*patternRecSize])
}

func (ps *patterns) count() int { return len(ps.entries) }

// at returns pattern i, folded.
func (ps *patterns) at(i int32) string {
	r := string(ps.rec(i))
	return ps.text[load32(r):load32(r[patternRecSize:])]
}

func (ps *patterns) families(i int32) Families {
	return ps.sets[load32(string(ps.rec(i))[8:])>>flagBits]
}

// entry returns what a name is that pattern i takes.
func (ps *patterns) entry(i int32) *Entry {
	if e := ps.entries[i].Load(); e != nil {
		return e
	}
	r := string(ps.rec(i))
	e := &Entry{Name: ps.written[load32(r[4:]):load32(r[patternRecSize+4:])], Families: ps.families(i), colorant: load32(r[8:])&flagColorant != 0}
	ps.entries[i].CompareAndSwap(nil, e)
	return ps.entries[i].Load()
}

// takes reports whether pattern i takes the folded name.
func (ps *patterns) takes(i int32, name string) bool {
	return glob(ps.at(i), name) && !ps.excepted(int(load32(string(ps.rec(i))[12:]))-1, name)
}

// excepted reports whether a family's exceptions have the folded name.
func (ps *patterns) excepted(family int, name string) bool {
	if family < 0 {
		return false
	}
	from, to := load32(ps.starts[4*family:]), load32(ps.starts[4*family+4:])
	for i := from; i < to; i++ {
		if r := ps.excRecs[4*i:]; glob(ps.excText[load32(r):load32(r[4:])], name) {
			return true
		}
	}
	return false
}

// match returns the union of the families whose patterns take the folded name, and the first of those patterns.
func (ps *patterns) match(name string) (first int32, families Families) {
	first = -1
	ps.grams.candidates(name, func(i int32) {
		if !ps.takes(i, name) {
			return
		}
		f := ps.families(i)
		families[0] |= f[0]
		families[1] |= f[1]
		if first < 0 || i < first {
			first = i
		}
	})
	return first, families
}

// gramIndex finds patterns by three letters, in compiled form.
type gramIndex struct {
	heads string // two bytes for each hash of three letters: 1 + index into links, 0 for none
	links string // twelve bytes a link: three letters, the pattern, 1 + the next link
	plain string // four bytes a pattern without three letters in a row
}

const gramBits = 14

func gramSlot(g uint32) uint32 { return g * 0x9E3779B1 >> (32 - gramBits) }

func gramAt(b string, i int) uint32 {
	return uint32(b[i]) | uint32(b[i+1])<<8 | uint32(b[i+2])<<16
}

// newGrams indexes folded patterns. It takes of each the three letters that the fewest patterns have.
func newGrams(all []string) gramIndex {
	counts := make([]uint16, 1<<gramBits)
	for _, p := range all {
		forGrams(p, func(g uint32) { counts[gramSlot(g)]++ })
	}
	heads := make([]uint16, 1<<gramBits)
	var links, plain []byte
	for i, p := range all {
		best, n := uint32(0), uint16(0)
		forGrams(p, func(g uint32) {
			if c := counts[gramSlot(g)]; n == 0 || c < n {
				best, n = g, c
			}
		})
		if n == 0 || len(links)/12 == 1<<16-2 {
			plain = binary.LittleEndian.AppendUint32(plain, uint32(i))
			continue
		}
		slot := gramSlot(best)
		for _, x := range []uint32{best, uint32(i), uint32(heads[slot])} {
			links = binary.LittleEndian.AppendUint32(links, x)
		}
		heads[slot] = uint16(len(links) / 12)
	}
	var out []byte
	for _, h := range heads {
		out = binary.LittleEndian.AppendUint16(out, h)
	}
	return gramIndex{string(out), string(links), string(plain)}
}

func forGrams(b string, f func(uint32)) {
	for i := 0; i+3 <= len(b); i++ {
		if b[i] > digitRun && b[i+1] > digitRun && b[i+2] > digitRun {
			f(gramAt(b, i))
		}
	}
}

// candidates calls try for every pattern that may take the name, for some of them more than once.
func (g *gramIndex) candidates(name string, try func(pattern int32)) {
	for i := 0; i+3 <= len(name); i++ {
		gram := gramAt(name, i)
		for at := uint32(load16(g.heads[2*gramSlot(gram):])); at != 0; {
			link := g.links[12*(at-1):]
			if load32(link) == gram {
				try(int32(load32(link[4:])))
			}
			at = load32(link[8:])
		}
	}
	for at := 0; at < len(g.plain); at += 4 {
		try(int32(load32(g.plain[at:])))
	}
}

var wildcards = strings.NewReplacer("*", string(rune(anyRun)), "#", string(rune(digitRun)))

// foldPattern folds a pattern, '*' and '#' kept as anyRun and digitRun.
func foldPattern(s string) (string, error) {
	var buf [maxName]byte
	s = wildcards.Replace(s)
	n, ok := fold(&buf, s)
	if !ok {
		return "", fmt.Errorf("pattern %.40q… is longer than a name can be", s)
	}
	out := make([]byte, 0, n)
	for i, c := range buf[:n] {
		if c >= anyRun && c <= digitRun && i > 0 && out[len(out)-1] == c {
			continue // "**" is "*", "####" is "#"
		}
		out = append(out, c)
	}
	return string(out), nil
}

// isPattern says whether a name of a rule file is one.
func isPattern(s string) bool {
	return strings.IndexByte(s, '*') >= 0 || strings.IndexByte(s, '#') >= 0
}

// glob says whether the whole of name matches: anyRun takes any run of bytes, also none, digitRun
// the rest of a run of digits, one at least.
func glob(pat, name string) bool {
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
				k := strings.Index(name[n:], lit)
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
func literal(p string) string {
	for i := range len(p) {
		if p[i] <= digitRun {
			return p[:i]
		}
	}
	return p
}
