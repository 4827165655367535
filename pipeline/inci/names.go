package inci

import "math/bits"

// nameTable finds the entry of a folded name: open addressing over hashes, each hit compared in full.
type nameTable struct {
	slots []slot
	mask  uint32
	names []tableName
	text  []byte // all names, end to end
}

type slot struct {
	hash uint32 // upper half of the name's hash
	name uint32 // 1 + index into names; 0 in an empty slot
}

type tableName struct {
	at    uint32
	size  uint16
	entry int32
	next  int32 // another name of the entry, or -1
}

// grow makes room for about n names.
func (t *nameTable) grow(n int) {
	size := 1 << bits.Len(uint(2*n+64))
	old := t.names
	t.slots, t.mask = make([]slot, size), uint32(size-1)
	if t.names == nil {
		t.names = make([]tableName, 0, n)
		t.text = make([]byte, 0, 24*n)
	}
	for i, n := range old {
		t.place(hashName(t.text[n.at:n.at+uint32(n.size)]), uint32(i+1))
	}
}

// index finds room for all names of a table that has none yet.
func (t *nameTable) index() {
	size := 1 << bits.Len(uint(2*len(t.names)+64))
	t.slots, t.mask = make([]slot, size), uint32(size-1)
	for i := range t.names {
		n := &t.names[i]
		t.place(hashName(t.text[n.at:n.at+uint32(n.size)]), uint32(i+1))
	}
}

func (t *nameTable) place(h uint64, name uint32) {
	at := uint32(h) & t.mask
	for t.slots[at].name != 0 {
		at = (at + 1) & t.mask
	}
	t.slots[at] = slot{uint32(h >> 32), name}
}

// find returns the entry index of a folded name.
func (t *nameTable) find(name []byte) (int32, bool) { return t.findHash(hashName(name), name) }

func (t *nameTable) findHash(h uint64, name []byte) (int32, bool) {
	for at := uint32(h) & t.mask; ; at = (at + 1) & t.mask {
		s := t.slots[at]
		if s.name == 0 {
			return 0, false
		}
		if s.hash == uint32(h>>32) {
			n := &t.names[s.name-1]
			if string(t.text[n.at:n.at+uint32(n.size)]) == string(name) {
				return n.entry, true
			}
		}
	}
}

// insert enters a folded name; one that is there already keeps its entry.
func (t *nameTable) insert(name []byte, entry int32) {
	t.insertHash(hashName(name), name, entry)
}

func (t *nameTable) insertHash(h uint64, name []byte, entry int32) {
	if _, ok := t.findHash(h, name); ok {
		return
	}
	if 2*len(t.names) >= len(t.slots) {
		t.grow(2 * len(t.names))
	}
	t.names = append(t.names, tableName{uint32(len(t.text)), uint16(len(name)), entry, -1})
	t.text = append(t.text, name...)
	t.place(h, uint32(len(t.names)))
}

// hashName hashes eight bytes at a time.
func hashName[T string | []byte](b T) uint64 {
	const k = 0x9E3779B97F4A7C15
	h := uint64(len(b)) * k
	if len(b) < 8 {
		var tail uint64
		for i := 0; i < len(b); i++ {
			tail |= uint64(b[i]) << (8 * i)
		}
		return mix(h^tail, 0xD6E8FEB86659FD93)
	}
	last := load64(b[len(b)-8:])
	for ; len(b) > 8; b = b[8:] {
		h = mix(h^load64(b), k)
	}
	return mix(h^last, 0xD6E8FEB86659FD93)
}

// load64 reads eight bytes at once: the compiler makes one load of it.
func load64[T string | []byte](b T) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}
