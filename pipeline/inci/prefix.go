package inci

import (
	"encoding/binary"
	"strings"
)

const (
	prefixSlots = 1 << 12
	prefixBytes = 4
)

// prefixSlot is a hash of the first four bytes of a name.
func prefixSlot(b string) uint32 { return load32(b) * 0x9E3779B1 >> 20 }

// sortByPrefix puts names that share a slot side by side, and those too short for one behind all others. It returns for each
// slot, and for the short names, which name is the first, four bytes each. What was found by hash before is not any more.
func (t *nameBuilder) sortByPrefix() (starts []byte) {
	var next [prefixSlots + 2]uint32
	slot := func(n *builtName) int {
		if n.size <= prefixBytes {
			return prefixSlots
		}
		return int(prefixSlot(string(t.text[n.at : n.at+prefixBytes])))
	}
	for i := range t.names {
		next[slot(&t.names[i])+1]++
	}
	for s := range next[1:] {
		next[s+1] += next[s]
		starts = binary.LittleEndian.AppendUint32(starts, next[s])
	}
	names, text := make([]builtName, len(t.names)), make([]byte, 0, len(t.text))
	for i := range t.names {
		s := slot(&t.names[i])
		names[next[s]] = t.names[i]
		next[s]++
	}
	for i := range names {
		n := &names[i]
		from := n.at
		n.at = uint32(len(text))
		text = append(text, t.text[from:from+uint32(n.size)]...)
	}
	t.names, t.text, t.slots = names, text, nil
	return starts
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
	s := prefixSlot(b)
	for i := load32(lx.starts[4*s:]); i < load32(lx.starts[4*s+4:]); i++ {
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
