package inci

import "strings"

// prefixes lists the names of a lexicon by a hash of their first four bytes: those of slot s are list[start[s]:start[s+1]].
type prefixes struct {
	list  []int32
	start [prefixSlots + 1]int32
}

const (
	prefixSlots = 1 << 12
	prefixBytes = 4
)

func prefixSlot(b string) uint32 {
	return load32(b) * 0x9E3779B1 >> 20
}

func newPrefixes(lx *Lexicon) *prefixes {
	p := &prefixes{}
	for i := range lx.names.count {
		if name := lx.names.name(i); len(name) > prefixBytes {
			p.start[prefixSlot(name)+1]++
		}
	}
	for s := 1; s <= prefixSlots; s++ {
		p.start[s] += p.start[s-1]
	}
	p.list = make([]int32, p.start[prefixSlots])
	next := p.start
	for i := range lx.names.count {
		if name := lx.names.name(i); len(name) > prefixBytes {
			s := prefixSlot(name)
			p.list[next[s]] = int32(i)
			next[s]++
		}
	}
	return p
}

// begins reports whether a name, itself unknown, is how a known name begins, cut within a word:
// "Sodium Hydrox" of a list cut off.
func (lx *Lexicon) begins(name string) bool {
	var buf [maxName]byte
	n, ok := fold(&buf, name)
	if !ok || n < 2 || buf[n-1] == ' ' {
		return false
	}
	b := string(buf[:n])
	if n < prefixBytes {
		for i := range lx.names.count {
			if lx.cutOff(i, b) {
				return true
			}
		}
		return false
	}
	p := lx.prefixes()
	s := prefixSlot(b)
	for _, i := range p.list[p.start[s]:p.start[s+1]] {
		if lx.cutOff(int(i), b) {
			return true
		}
	}
	return false
}

// cutOff reports whether b is how name i begins, cut within a word.
func (lx *Lexicon) cutOff(i int, b string) bool {
	name := lx.names.name(i)
	return len(name) > len(b) && name[len(b)] != ' ' && strings.HasPrefix(name, b)
}
