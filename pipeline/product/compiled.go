package product

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
	"sync/atomic"
	"unsafe"
)

// A compiled vocabulary is a header, its version, the lengths of its sections, and these. It holds the checksum of the text
// that it was made of, so that it is never taken for another's.
const (
	vocabularyHeader  = "screen vocabulary\n"
	vocabularyVersion = 5 // to be raised where folding or reading the text changes
)

// The sections.
const (
	secNodes   = iota
	secRoot    // see vocabulary
	secSecond  // the same
	secSuffix  // the same
	secRecords // of phrases, then prefixes, suffixes and parts
	secText    // what records point into
	secClaims  // one a line
	secOn      // six bytes each: shelf, type, phrase
	secYields  // four bytes a type
	secCounts  // four bytes each: how many prefixes, suffixes and parts there are
	numSections
)

// CompileVocabulary returns the compiled form of a vocabulary's text. Its errors name a line.
func CompileVocabulary(text string) (string, error) {
	b, err := parseVocabulary(text)
	if err != nil {
		return "", err
	}
	return b.compiled(text), nil
}

// checksum is what a compiled vocabulary knows its text by.
func checksum(text string) uint32 {
	return crc32.ChecksumIEEE(unsafe.Slice(unsafe.StringData(text), len(text))) // which changes nothing
}

// compiler gathers sections.
type compiler struct {
	sections [numSections][]byte
	phrases  map[string]uint32
}

// compiled is the compiled form of a vocabulary with the text that it was read from.
func (v *builder) compiled(text string) string {
	c := compiler{phrases: map[string]uint32{}}
	for _, n := range v.nodes {
		c.put16(secNodes, n.child, n.next, n.entry)
		c.sections[secNodes] = append(c.sections[secNodes], n.prefix, n.b)
	}
	c.put16(secRoot, v.root[:]...)
	c.put16(secSuffix, v.roots[:]...)
	for a := range 128 {
		for b := range 128 {
			second := uint16(0)
			if n := v.root[a]; n != 0 {
				second = v.child(v.nodes[n].child, byte(b))
			}
			c.put16(secSecond, second)
		}
	}
	for _, list := range [][]entry{v.entries, v.prefixes, v.suffixes, v.parts} {
		for i := range list {
			c.record(&list[i])
		}
	}
	c.put32(secCounts, uint32(len(v.prefixes)), uint32(len(v.suffixes)), uint32(len(v.parts)))
	for _, m := range v.on {
		c.sections[secOn] = append(c.sections[secOn], m.shelf, m.typ)
		c.put32(secOn, c.phrase(m.phrase))
	}
	c.sections[secClaims] = []byte(strings.Join(v.claims, "\n"))
	for _, t := range v.yields {
		c.put32(secYields, uint32(t))
	}
	out := binary.LittleEndian.AppendUint32([]byte(vocabularyHeader), vocabularyVersion)
	out = binary.LittleEndian.AppendUint32(out, checksum(text))
	for _, s := range c.sections {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(s)))
	}
	for _, s := range c.sections {
		out = append(out, s...)
	}
	return string(out)
}

func (c *compiler) put16(section int, numbers ...uint16) {
	for _, n := range numbers {
		c.sections[section] = binary.LittleEndian.AppendUint16(c.sections[section], n)
	}
}

func (c *compiler) put32(section int, numbers ...uint32) {
	for _, n := range numbers {
		c.sections[section] = binary.LittleEndian.AppendUint32(c.sections[section], n)
	}
}

// phrase returns where a phrase of at most 255 bytes stands in the text: its place, and its length in the lowest byte.
func (c *compiler) phrase(s string) uint32 {
	at, ok := c.phrases[s]
	if !ok {
		at = uint32(len(c.sections[secText]))<<8 | uint32(len(s))
		c.sections[secText] = append(c.sections[secText], s...)
		c.phrases[s] = at
	}
	return at
}

// recordSize is the size of an entry's record: four bytes for the phrase, one for each of the fields that fields lists, two
// for the flags that flags lists.
const recordSize = 4 + 13 + 2

// fields are the numbers of an entry, in the order of its record.
func (e *entry) fields() [13]*uint8 {
	return [...]*uint8{(*uint8)(&e.kind), &e.id, &e.weight, &e.free, &e.says, &e.leads, &e.adds, (*uint8)(&e.use), (*uint8)(&e.ofMask), (*uint8)(&e.ofForm), &e.sites, &e.bare, &e.onFace}
}

// flags are the truths of an entry, in the order of their bits.
func (e *entry) flags() [9]*bool {
	return [...]*bool{&e.first, &e.edible, &e.moves, &e.spf, &e.wide, &e.aim, &e.drug, &e.open, &e.whole}
}

func (c *compiler) record(e *entry) {
	c.put32(secRecords, c.phrase(e.phrase))
	for _, f := range e.fields() {
		c.sections[secRecords] = append(c.sections[secRecords], *f)
	}
	flags := uint16(0)
	for i, f := range e.flags() {
		if *f {
			flags |= 1 << i
		}
	}
	c.put16(secRecords, flags)
}

// record returns the entry of record i.
func (v *vocabulary) record(i int) (e entry) {
	r := v.records[recordSize*i:][:recordSize]
	e.phrase = v.phrase(load32(r))
	for k, f := range e.fields() {
		*f = r[4+k]
	}
	flags := load16(r[recordSize-2:])
	for k, f := range e.flags() {
		*f = flags>>k&1 != 0
	}
	return e
}

// phrase returns what compiler.phrase put in.
func (v *vocabulary) phrase(at uint32) string { return v.text[at>>8:][:at&0xFF] }

// openVocabulary returns the vocabulary of a compiled form; ok is false where that is not the text's, or none.
func openVocabulary(data, text string) (v *vocabulary, ok bool) {
	const head, first = len(vocabularyHeader), len(vocabularyHeader) + 8 + 4*numSections
	if len(data) < first || data[:head] != vocabularyHeader || load32(data[head:]) != vocabularyVersion || load32(data[head+4:]) != checksum(text) {
		return nil, false
	}
	var s [numSections]string
	rest := data[first:]
	for i := range s {
		n := load32(data[head+8+4*i:])
		if uint64(n) > uint64(len(rest)) {
			return nil, false
		}
		s[i], rest = rest[:n], rest[n:]
	}
	v = &vocabulary{nodes: s[secNodes], root: s[secRoot], second: s[secSecond], suffix: s[secSuffix], records: s[secRecords], text: s[secText]}
	v.claims = strings.Split(s[secClaims], "\n")
	for on := s[secOn]; on != ""; on = on[6:] {
		v.on = append(v.on, meaning{on[0], on[1], v.phrase(load32(on[2:]))})
	}
	for i := range v.yields {
		v.yields[i] = types(load32(s[secYields][4*i:]))
	}
	v.lists(s[secCounts])
	return v, true
}

// lists makes the lists of entries.
func (v *vocabulary) lists(counts string) {
	prefixes, suffixes, parts := int(load32(counts)), int(load32(counts[4:])), int(load32(counts[8:]))
	at := len(v.records)/recordSize - prefixes - suffixes - parts
	v.entries = make([]atomic.Pointer[entry], at)
	v.joined = make([]atomic.Pointer[entry], prefixes*suffixes)
	list := make([]entry, prefixes+suffixes+parts)
	for i := range list {
		list[i] = v.record(at + i)
	}
	v.prefixes, v.suffixes = list[:prefixes], list[prefixes:prefixes+suffixes]
	for i := range v.suffixes {
		if e := &v.suffixes[i]; e.open {
			last := e.phrase[len(e.phrase)-1] & 31
			v.endings[last] = append(v.endings[last], e)
			v.tails[last] |= 1 << (e.phrase[len(e.phrase)-2] & 31)
		}
	}
	v.parts = make(map[string]*entry, parts)
	for i := prefixes + suffixes; i < len(list); i++ {
		v.parts[list[i].phrase] = &list[i]
	}
}

// load64, load32 and load16 read eight, four and two bytes at once: the compiler makes one load of each.
func load64(b string) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

func load32(b string) uint32 {
	_ = b[3]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

func load16(b string) uint16 {
	_ = b[1]
	return uint16(b[0]) | uint16(b[1])<<8
}
