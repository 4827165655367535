package inci

import (
	_ "embed"
	"hash/crc32"
	"math"
	"unsafe"
)

// shippedData is the compiled form of the shipped rules and inventory. After a change of either run
//
//	go generate ./pipeline/inci
//
// It begins with the fingerprint of its source, so that it is never taken for another's: NewLexicon uses it where the
// fingerprint is right, and compiles the source where it is not.
//
//go:generate go run ./generate
//go:embed shipped.bin
var shippedData string

// shippedVersion is to be raised where folding or joining names changes.
const shippedVersion = 2

// Shipped reports whether the compiled form that comes with the program is that of src.
func Shipped(src Source) bool {
	p, ok := printsOf(shippedData)
	if !ok || p.families != familyPrint(src.Families) {
		return false
	}
	if src.Default {
		return p.texts == textPrint()
	}
	return p.lists == listPrint(src)
}

// shipped is the lexicon of shippedData, whose families are given.
func shipped(families []Family) (*Lexicon, error) {
	v, err := decode(shippedData)
	if err != nil {
		return nil, err
	}
	return newLexicon(v, families), nil
}

// Compile returns the compiled form of the lexicon of src, with all indexes.
func Compile(src Source) ([]byte, error) {
	b, err := build(src)
	if err != nil {
		return nil, err
	}
	s := b.sections()
	lx := newLexicon(s.view(), src.Families)
	s.words(lx)
	s.settle(lx)
	p := prints{families: familyPrint(src.Families)}
	if src.Default {
		p.texts = textPrint()
		src.Known, src.Limits = DefaultKnown()
	}
	p.lists = listPrint(src)
	return s.encode(p), nil
}

// printer hashes one number after the other.
type printer uint64

func (h *printer) add(x uint64) { *h = printer(mix(uint64(*h)^x, 0x9E3779B97F4A7C15) + x) }

func (h *printer) list(lines []string) {
	h.add(uint64(len(lines)))
	for _, s := range lines {
		h.add(hashName(s))
	}
}

// familyPrint is a hash of all that a lexicon takes of families.
func familyPrint(families []Family) uint64 {
	h := printer(shippedVersion)
	for i := range families {
		f := &families[i]
		h.add(hashName(f.ID))
		h.add(uint64(int64(f.Parent)))
		h.list(f.Names)
		h.list(f.Patterns)
		h.list(f.Except)
	}
	return uint64(h)
}

// listPrint is a hash of the known names and limits.
func listPrint(src Source) uint64 {
	h := printer(shippedVersion)
	h.list(src.Known)
	for _, l := range src.Limits {
		h.add(hashName(l.Name))
		h.add(uint64(math.Float32bits(l.Percent)))
		if l.LeaveOn {
			h.add(1)
		}
	}
	return uint64(h)
}

// textPrint is a hash of the texts that DefaultKnown reads.
func textPrint() uint64 {
	h := printer(shippedVersion)
	for _, text := range []string{inventoryText, limitsText} {
		h.add(uint64(len(text))<<32 | uint64(crc32.ChecksumIEEE(unsafe.Slice(unsafe.StringData(text), len(text))))) // which changes nothing
	}
	return uint64(h)
}
