package inci

import "bytes"

// prefixes lists the names of a lexicon by a hash of their first four bytes: those of slot s are list[start[s]:start[s+1]].
type prefixes struct {
	list  []int32
	start [prefixSlots + 1]int32
}

const (
	prefixSlots = 1 << 12
	prefixBytes = 4
)

func prefixSlot(b []byte) uint32 {
	return (uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24) * 0x9E3779B1 >> 20
}

func newPrefixes(lx *Lexicon) *prefixes {
	p := &prefixes{}
	names := lx.names.names
	for i, n := range names {
		if n.size > prefixBytes {
			p.start[prefixSlot(lx.nameAt(i))+1]++
		}
	}
	for s := 1; s <= prefixSlots; s++ {
		p.start[s] += p.start[s-1]
	}
	p.list = make([]int32, p.start[prefixSlots])
	next := p.start
	for i, n := range names {
		if n.size > prefixBytes {
			s := prefixSlot(lx.nameAt(i))
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
	if n < prefixBytes {
		for i := range lx.names.names {
			if lx.cutOff(i, buf[:n]) {
				return true
			}
		}
		return false
	}
	p := lx.prefixes()
	s := prefixSlot(buf[:])
	for _, i := range p.list[p.start[s]:p.start[s+1]] {
		if lx.cutOff(int(i), buf[:n]) {
			return true
		}
	}
	return false
}

// cutOff reports whether b is how name i begins, cut within a word.
func (lx *Lexicon) cutOff(i int, b []byte) bool {
	name := lx.nameAt(i)
	return len(name) > len(b) && name[len(b)] != ' ' && bytes.HasPrefix(name, b)
}
