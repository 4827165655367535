package inci

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A lexicon's names can be kept in a compiled form, which is read in a tenth of the time that folding and joining them
// takes. It holds what NewLexicon makes of a Source's names; patterns and exceptions are few and compiled from the Source
// each time. It begins with the fingerprint of its Source, so that it is never taken for another's: NewLexicon uses the
// form that comes with the program where the fingerprint is right, and compiles the names where it is not.

// shippedData is the compiled form of the shipped rules and inventory. After a change of either run
//
//	go generate ./pipeline/inci
//
//go:generate go run ./generate
//go:embed shipped.bin
var shippedData string

const (
	shippedHeader  = "screen lexicon 1\n"
	shippedVersion = 1 // to be raised where folding or joining names changes
)

// Shipped reports whether the compiled form that comes with the program is that of src.
func Shipped(src Source) bool {
	f, ok := shippedPrint(shippedData)
	return ok && f == fingerprint(src)
}

func shippedPrint(data string) (uint64, bool) {
	if len(data) < len(shippedHeader)+8 || data[:len(shippedHeader)] != shippedHeader {
		return 0, false
	}
	return load64(data[len(shippedHeader):]), true
}

// fingerprint is a hash of all that a lexicon is compiled from.
func fingerprint(src Source) uint64 {
	h := uint64(shippedVersion)
	add := func(x uint64) { h = mix(h^x, 0x9E3779B97F4A7C15) + x }
	list := func(lines []string) {
		add(uint64(len(lines)))
		for _, s := range lines {
			add(hashName(s))
		}
	}
	for _, f := range src.Families {
		add(hashName(f.ID))
		add(uint64(int64(f.Parent)))
		list(f.Names)
		list(f.Patterns)
		list(f.Except)
	}
	list(src.Known)
	for _, l := range src.Limits {
		add(hashName(l.Name))
		add(uint64(math.Float32bits(l.Percent)))
		if l.LeaveOn {
			add(1)
		}
	}
	return h
}

// Compile returns the compiled form of the lexicon of src.
func Compile(src Source) ([]byte, error) {
	lx, err := compile(src)
	if err != nil {
		return nil, err
	}
	out := append([]byte(shippedHeader), binary.LittleEndian.AppendUint64(nil, fingerprint(src))...)
	put := func(n int) { out = binary.AppendUvarint(out, uint64(n)) }
	put(len(lx.entries))
	for i := range lx.entries {
		e := &lx.entries[i]
		put(len(e.Name))
		flags := 0
		for k, on := range [...]bool{e.Families[0] != 0, e.Families[1] != 0, e.Limit != 0, e.LimitLeaveOn, e.colorant} {
			if on {
				flags |= 1 << k
			}
		}
		put(flags)
		for _, f := range e.Families {
			if f != 0 {
				out = binary.LittleEndian.AppendUint64(out, f)
			}
		}
		if e.Limit != 0 {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(e.Limit))
		}
	}
	put(len(lx.names.names))
	for _, n := range lx.names.names {
		put(int(n.size))
		put(int(n.entry))
	}
	for i := range lx.entries {
		out = append(out, lx.entries[i].Name...)
	}
	out = append(out, lx.names.text...)
	var known []int
	for i, line := range src.Known {
		if isPattern(line) {
			known = append(known, i)
		}
	}
	put(len(known))
	for _, i := range known {
		put(i)
	}
	return out, nil
}

// load reads the names of a compiled lexicon; what is not theirs is compiled from src.
func load(data string, src Source) (*Lexicon, error) {
	r := reader{in: data[len(shippedHeader)+8:]}
	b := builder{lx: &Lexicon{}}
	lx := b.lx
	n := r.number(1 << 24)
	lx.entries = make([]Entry, n)
	sizes := make([]int32, n)
	for i := range lx.entries {
		e := &lx.entries[i]
		sizes[i] = int32(r.number(1 << 16))
		flags := r.number(1 << 8)
		for k := range e.Families {
			if flags>>k&1 != 0 {
				e.Families[k] = r.uint64()
			}
		}
		if flags&4 != 0 {
			e.Limit = math.Float32frombits(r.uint32())
		}
		e.LimitLeaveOn, e.colorant = flags&8 != 0, flags&16 != 0
	}
	t := &lx.names
	t.names = make([]tableName, r.number(1<<24))
	at := uint32(0)
	for i := range t.names {
		size, entry := r.number(maxName), r.number(n-1)
		t.names[i] = tableName{at: at, size: uint16(size), entry: int32(entry), next: -1}
		at += uint32(size)
	}
	for i := range lx.entries {
		lx.entries[i].Name = r.text(int(sizes[i]))
	}
	text := r.text(int(at))
	t.text = unsafe.Slice(unsafe.StringData(text), len(text)) // never written to: appending copies it
	var known []string
	for range r.number(len(src.Known)) {
		if i := r.number(len(src.Known)); i < len(src.Known) {
			known = append(known, src.Known[i])
		}
	}
	if r.failed || r.in != "" {
		return nil, errors.New("the compiled lexicon is damaged")
	}
	t.index()
	src.Known = known
	if err := b.rest(src); err != nil {
		return nil, err
	}
	b.bind()
	return lx, nil
}

// reader reads a compiled lexicon; where it is damaged it fails and reads zeros.
type reader struct {
	in     string
	failed bool
}

// number reads one of at most most.
func (r *reader) number(most int) int {
	x, shift := uint64(0), 0
	for i := 0; i < len(r.in) && i < 9; i++ {
		c := r.in[i]
		x |= uint64(c&0x7F) << shift
		if c < 0x80 {
			if r.in = r.in[i+1:]; x > uint64(most) {
				break
			}
			return int(x)
		}
		shift += 7
	}
	r.failed, r.in = true, ""
	return 0
}

func (r *reader) text(n int) string {
	if n > len(r.in) {
		r.failed, r.in = true, ""
		return ""
	}
	s := r.in[:n]
	r.in = r.in[n:]
	return s
}

func (r *reader) uint64() uint64 {
	if s := r.text(8); s != "" {
		return load64(s)
	}
	return 0
}

func (r *reader) uint32() uint32 {
	if s := r.text(4); s != "" {
		return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	}
	return 0
}

// rest compiles of a source what its compiled form does not hold: families, patterns and exceptions. Known holds patterns only.
func (b *builder) rest(src Source) error {
	closure, err := withParents(src.Families)
	if err != nil {
		return err
	}
	b.lx.patterns.except = make([]exceptions, len(src.Families))
	for i, f := range src.Families {
		b.lx.ids = append(b.lx.ids, f.ID)
		f.Names = nil
		if err := b.family(i, f, closure[i]); err != nil {
			return fmt.Errorf("family %s: %w", f.ID, err)
		}
	}
	if err := b.known(src.Known); err != nil {
		return fmt.Errorf("known ingredients: %w", err)
	}
	return nil
}

// bind indexes the patterns, and chains the names of each entry.
func (b *builder) bind() {
	lx := b.lx
	lx.patterns.index()
	lx.settled = make([]atomic.Bool, len(lx.entries))
	lx.firstName = make([]int32, len(lx.entries))
	for i := range lx.firstName {
		lx.firstName[i] = -1
	}
	for i := range lx.names.names {
		n := &lx.names.names[i]
		n.next = lx.firstName[n.entry]
		lx.firstName[n.entry] = int32(i)
	}
	lx.words = sync.OnceValue(func() *words { return newWords(lx) })
	lx.prefixes = sync.OnceValue(func() *prefixes { return newPrefixes(lx) })
}
