package inci

import (
	"encoding/binary"
	"math/bits"
)

// hashSlots finds numbers by the hash of what they stand for: open addressing, in compiled form. Each slot has four
// bytes: 0 where it is empty, else 1 + the number in the lower bits, and as many of the hash's upper bits as are left.
type hashSlots struct {
	data string
	mask uint32
	bits uint8 // how many hold the number
}

// appendSlots appends the slots of the numbers from 0 on, whose hashes are given; a hash of 0 is left out.
func appendSlots(out []byte, hashes []uint64) []byte {
	size := 1 << bits.Len(uint(2*len(hashes)+64))
	number := bits.Len(uint(len(hashes)))
	slots, mask := make([]uint32, size), uint32(size-1)
	for i, h := range hashes {
		if h == 0 {
			continue
		}
		at := uint32(h) & mask
		for slots[at] != 0 {
			at = (at + 1) & mask
		}
		slots[at] = uint32(h>>32)>>number<<number | uint32(i+1)
	}
	for _, s := range slots {
		out = binary.LittleEndian.AppendUint32(out, s)
	}
	return out
}

func viewSlots(data string, numbers int) hashSlots {
	return hashSlots{data, uint32(len(data)/4 - 1), uint8(bits.Len(uint(numbers)))}
}

// next returns the next number, from slot at on, whose hash may be h, and the slot behind it; a negative number where
// there is none. The first slot of a hash is its lower half.
func (t *hashSlots) next(h uint64, at uint32) (int32, uint32) {
	for ; ; at++ {
		s := load32(t.data[4*(at&t.mask):])
		if s == 0 {
			return -1, at
		}
		if (s^uint32(h>>32))>>t.bits == 0 {
			return int32(s&(1<<t.bits-1)) - 1, at + 1
		}
	}
}

// nameTable finds folded names, in compiled form.
type nameTable struct {
	slots hashSlots
	recs  string // eight bytes a name: where it begins in text, its entry; one more tells where the last ends
	text  string // all names, end to end
	count int
}

// appendNames appends the three sections of a name table.
func appendNames(slots, recs []byte, t *nameBuilder) ([]byte, []byte) {
	hashes := make([]uint64, len(t.names))
	for i, n := range t.names {
		hashes[i] = hashName(t.text[n.at : n.at+uint32(n.size)])
		recs = binary.LittleEndian.AppendUint32(recs, n.at)
		recs = binary.LittleEndian.AppendUint32(recs, uint32(n.entry))
	}
	recs = binary.LittleEndian.AppendUint32(recs, uint32(len(t.text)))
	recs = binary.LittleEndian.AppendUint32(recs, 0)
	return appendSlots(slots, hashes), recs
}

func viewNames(slots, recs, text string) nameTable {
	n := len(recs)/8 - 1
	return nameTable{viewSlots(slots, n), recs, text, n}
}

// name returns name i.
func (t *nameTable) name(i int) string {
	r := t.recs[8*i : 8*i+16]
	return t.text[load32(r):load32(r[8:])]
}

// entry returns the entry of name i.
func (t *nameTable) entry(i int) int32 { return int32(load32(t.recs[8*i+4:])) }

// find returns the entry of a folded name.
func (t *nameTable) find(name []byte) (int32, bool) {
	h := hashName(name)
	for i, at := t.slots.next(h, uint32(h)); i >= 0; i, at = t.slots.next(h, at) {
		if t.name(int(i)) == string(name) {
			return t.entry(int(i)), true
		}
	}
	return 0, false
}

// nameBuilder gathers the names of a nameTable.
type nameBuilder struct {
	slots []slot
	mask  uint32
	names []builtName
	text  []byte // all names, end to end
}

type slot struct {
	hash uint32 // upper half of the name's hash
	name uint32 // 1 + index into names; 0 in an empty slot
}

type builtName struct {
	at    uint32
	size  uint16
	entry int32
}

// grow makes room for about n names.
func (t *nameBuilder) grow(n int) {
	size := 1 << bits.Len(uint(2*n+64))
	old := t.names
	t.slots, t.mask = make([]slot, size), uint32(size-1)
	if t.names == nil {
		t.names = make([]builtName, 0, n)
		t.text = make([]byte, 0, 24*n)
	}
	for i, n := range old {
		t.place(hashName(t.text[n.at:n.at+uint32(n.size)]), uint32(i+1))
	}
}

func (t *nameBuilder) place(h uint64, name uint32) {
	at := uint32(h) & t.mask
	for t.slots[at].name != 0 {
		at = (at + 1) & t.mask
	}
	t.slots[at] = slot{uint32(h >> 32), name}
}

// findHash returns the entry of a folded name.
func (t *nameBuilder) findHash(h uint64, name []byte) (int32, bool) {
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
func (t *nameBuilder) insert(name []byte, entry int32) {
	t.insertHash(hashName(name), name, entry)
}

func (t *nameBuilder) insertHash(h uint64, name []byte, entry int32) {
	if _, ok := t.findHash(h, name); ok {
		return
	}
	if 2*len(t.names) >= len(t.slots) {
		t.grow(2 * len(t.names))
	}
	t.names = append(t.names, builtName{uint32(len(t.text)), uint16(len(name)), entry})
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

// load32 reads four bytes at once.
func load32(b string) uint32 {
	_ = b[3]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// load16 reads two bytes at once.
func load16(b string) uint16 {
	_ = b[1]
	return uint16(b[0]) | uint16(b[1])<<8
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}
