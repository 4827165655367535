package product

import (
	"sync/atomic"
)

// vocabulary is the vocabulary in compiled form: numbers in it lie with their lowest byte first, and are used where they
// lie. It is read-only, but for the entries, which are made when they are first met.
type vocabulary struct {
	claims []string

	nodes  string // eight bytes a node: see packedNode
	root   string // two bytes for each byte: the node that a phrase's first byte leads to, 0 where none
	second string // two bytes for each two bytes of ASCII: the node that a phrase's first two lead to
	suffix string // as root, of the trie of suffixes

	records  string                  // of entries: see entryRec
	text     string                  // what records point into
	entries  []atomic.Pointer[entry] // the phrases of the trie
	joined   []atomic.Pointer[entry] // every suffix with every prefix
	suffixes []entry
	prefixes []entry
	tails    [32]uint32   // for the low bits of a last byte of endings, those of the bytes before it, as bits
	endings  [32][]*entry // the suffixes of words whose beginning is unknown, by the low bits of their last byte

	on     []meaning
	parts  map[string]*entry // parts of category paths that tell a type only where they stand alone: "Tone"
	yields [32]types         // yields[c]: the types of a name that stand in place of a category's type c
}

// packedNode is a node of a trie over the bytes of folded phrases; siblings are a linked list in the order of their bytes.
// From the lowest bits on: its first child and its next sibling, 16 bits each; 16 bits of 1 + the entry that ends there, or
// 0; 8 of 1 + the prefix of compounds that ends there, or 0; 8 of its byte.
type packedNode uint64

func (n packedNode) child() uint16 { return uint16(n) }
func (n packedNode) next() uint16  { return uint16(n >> 16) }
func (n packedNode) entry() int    { return int(uint16(n >> 32)) }
func (n packedNode) prefix() uint8 { return uint8(n >> 48) }
func (n packedNode) byte() byte    { return byte(n >> 56) }

func (v *vocabulary) node(i uint16) packedNode { return packedNode(load64(v.nodes[8*int(i):])) }

// match returns the longest phrase at text[i:], which is the start of a word, and where it ends. Where there is none,
// the word may be a compound.
func (v *vocabulary) match(text []byte, i int) (e *entry, end int) {
	n := load16(v.root[2*int(text[i]):])
	var prefix uint8
	var prefixEnd int
	for j := i + 1; n != 0; j++ {
		at := v.node(n)
		if at.entry() != 0 {
			if c := v.entry(at.entry() - 1); j == len(text) || c.wide || border(text[j]) {
				e, end = c, j
			} else if text[j] == 's' && c.kind == form && (j+1 == len(text) || border(text[j+1])) {
				e, end = c, j+1 // a plural that the vocabulary does not list
			}
		}
		if at.prefix() != 0 {
			prefix, prefixEnd = at.prefix(), j
		}
		if j == len(text) {
			break
		}
		if j == i+1 && text[i]|text[j] < 0x80 {
			n = load16(v.second[2*(int(text[i])<<7|int(text[j])):])
		} else {
			n = v.child(at.child(), text[j])
		}
	}
	if e == nil && prefix != 0 {
		if e, end = v.compound(text, prefix, prefixEnd); e == nil && v.prefixes[prefix-1].open {
			return &v.prefixes[prefix-1], wordEnd(text, i) // "Haarausfall": what it is, is unknown, but it is for hair
		}
	}
	return e, end
}

// ending returns what the last part of a compound tells whose beginning is unknown: "Kaffeepeeling"; nil where nothing.
func (v *vocabulary) ending(word []byte) *entry {
	if len(word) <= leastBeginning {
		return nil
	}
	last := word[len(word)-1] & 31
	if v.tails[last]>>(word[len(word)-2]&31)&1 == 0 {
		return nil
	}
	for _, e := range v.endings[last] {
		if before := len(word) - len(e.phrase); before >= leastBeginning && string(word[before:]) == e.phrase {
			return e
		}
	}
	return nil
}

// leastBeginning is how many bytes must stand before the last part of a compound whose beginning is unknown.
const leastBeginning = 3

// child returns the node for b among n and its siblings, or 0.
func (v *vocabulary) child(n uint16, b byte) uint16 {
	for n != 0 {
		at := v.node(n)
		if c := at.byte(); c >= b {
			if c == b {
				return n
			}
			break
		}
		n = at.next()
	}
	return 0
}

// compound returns the compound whose suffix is text[i:] up to the word's end.
func (v *vocabulary) compound(text []byte, prefix uint8, i int) (e *entry, end int) {
	if i == len(text) {
		return nil, 0
	}
	for n := load16(v.suffix[2*int(text[i]):]); n != 0; {
		if i++; i == len(text) || border(text[i]) {
			if s := v.node(n).entry(); s != 0 {
				return v.join(s-1, int(prefix-1)), i
			}
			return nil, 0
		}
		n = v.child(v.node(n).child(), text[i])
	}
	return nil, 0
}

// entry returns the entry of a phrase; there is one of each.
func (v *vocabulary) entry(i int) *entry {
	if e := v.entries[i].Load(); e != nil {
		return e
	}
	e := v.record(i)
	v.entries[i].CompareAndSwap(nil, &e)
	return v.entries[i].Load()
}

// join returns the entry of a prefix joined to a suffix; there is one of each pair.
func (v *vocabulary) join(suffix, prefix int) *entry {
	at := &v.joined[suffix*len(v.prefixes)+prefix]
	if e := at.Load(); e != nil {
		return e
	}
	e := compoundOf(v.suffixes[suffix], &v.prefixes[prefix])
	at.CompareAndSwap(nil, &e)
	return at.Load()
}

// compoundOf is what a prefix joined to the suffix e means: "hand" + "creme". The prefix decides where it names a site or
// a type, else the suffix.
func compoundOf(e entry, p *entry) entry {
	e.prefix = p.phrase
	of := e.id
	switch t := siteTypes[p.id%uint8(len(siteTypes))]; {
	case of == typeTool:
		e.weight = 3 // "Peelinghandschuh"
	case p.kind == form:
		e.id, e.weight = p.id, p.weight
	case p.kind == site && t != none:
		e.id, e.weight = t, 3
		if t == typeBodyCare && of == typeCleanser {
			e.ofForm = RinseOff
		} else if t == typeBodyCare && setOf(typeMoisturizer, typeSerum, typeOil).has(of) {
			e.ofForm = LeaveOn
		}
	}
	if of == typeExfoliant && onSkin.has(e.id) && e.id != of {
		e.adds = of + 1 // "Duschpeeling"
	}
	return e
}
