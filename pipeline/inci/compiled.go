package inci

import (
	"encoding/binary"
	"errors"
	"math"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A lexicon is used in compiled form: sections of bytes, in which names, tables and indexes lie as they are looked up, numbers
// with their lowest byte first. The shipped one is embedded and used where it lies, so that a program that starts makes
// nothing of it, and reads of it what the names at hand need.
//
// Compiled forms come from Compile alone. Their sections are not checked: damage of the program's file is not looked for.

// The sections of a compiled lexicon.
const (
	secSets       = iota // sixteen bytes each: the sets of families that entries and patterns have
	secRecords           // see entryRec
	secEntryNames        // canonical names, end to end
	secNameSlots         // see nameTable
	secNameRecs
	secNameText
	secStarts      // see Lexicon.starts
	secMore        // see Lexicon.more
	secPatternRecs // see patterns
	secPatternText
	secPatternNames
	secExceptStarts
	secExceptRecs
	secExceptText
	secGramHeads // see gramIndex
	secGramLinks
	secGramPlain
	secJoined // see words; empty where these are yet to be made
	secWordSlots
	secWordRecs
	secWordText
	secWordList
	secWordShapes
	numSections
)

type (
	sections [numSections][]byte
	views    [numSections]string
)

// view returns the sections for reading. They must not be changed any more.
func (s *sections) view() *views {
	var v views
	for i := range s {
		v[i] = unsafe.String(unsafe.SliceData(s[i]), len(s[i]))
	}
	return &v
}

// sections compiles what was gathered. The builder is not to be used again.
func (b *builder) sections() *sections {
	s := &sections{}
	sets := map[Families]uint32{}
	set := func(f Families, flags uint32) uint32 { return s.set(sets, f)<<flagBits | flags }
	s[secStarts] = b.names.sortByPrefix()
	last := make([]uint32, len(b.entries)) // 1 + an entry's last name
	for i := range b.names.names {
		n := &b.names.names[i]
		n.entry = b.resolve(n.entry)
		s.put32(secMore, last[n.entry])
		last[n.entry] = uint32(i + 1)
	}
	for i := range b.entries {
		e := &b.entries[i]
		s.put32(secRecords, uint32(len(s[secEntryNames])), last[i], set(e.Families, e.flags()), math.Float32bits(e.Limit))
		s[secEntryNames] = append(s[secEntryNames], e.Name...)
	}
	s.put32(secRecords, uint32(len(s[secEntryNames])), 0, 0, 0)
	s[secNameSlots], s[secNameRecs] = appendNames(nil, nil, &b.names)
	s[secNameText] = b.names.text
	folded := make([]string, len(b.patterns))
	for i, p := range b.patterns {
		folded[i] = p.folded
		e := Entry{colorant: isColorant(p.written)}
		s.put32(secPatternRecs, uint32(len(s[secPatternText])), uint32(len(s[secPatternNames])), set(p.families, e.flags()), uint32(p.family+1))
		s[secPatternText] = append(s[secPatternText], p.folded...)
		s[secPatternNames] = append(s[secPatternNames], p.written...)
	}
	s.put32(secPatternRecs, uint32(len(s[secPatternText])), uint32(len(s[secPatternNames])), 0, 0)
	g := newGrams(folded)
	s[secGramHeads], s[secGramLinks], s[secGramPlain] = []byte(g.heads), []byte(g.links), []byte(g.plain)
	b.exceptions(s)
	return s
}

// set returns the number of a set of families, which it enters where it is new.
func (s *sections) set(sets map[Families]uint32, f Families) uint32 {
	n, ok := sets[f]
	if !ok {
		n = uint32(len(sets))
		sets[f] = n
		s.put64(secSets, f[0], f[1])
	}
	return n
}

// settle completes the families of all entries of lx, whose sections these are.
func (s *sections) settle(lx *Lexicon) {
	sets := make(map[Families]uint32, len(lx.sets))
	for i, f := range lx.sets {
		sets[f] = uint32(i)
	}
	records := []byte(lx.records)
	for e := range lx.entries {
		r := records[entryRecSize*e:]
		flags := binary.LittleEndian.Uint32(r[8:]) & (1<<flagBits - 1)
		binary.LittleEndian.PutUint32(r[8:], s.set(sets, lx.entry(int32(e)).Families)<<flagBits|flags|flagSettled)
	}
	s[secRecords] = records
}

// exceptions compiles the exceptions of the families.
func (b *builder) exceptions(s *sections) {
	for _, globs := range b.except {
		s.put32(secExceptStarts, uint32(len(s[secExceptRecs])/4))
		for _, g := range globs {
			s.put32(secExceptRecs, uint32(len(s[secExceptText])))
			s[secExceptText] = append(s[secExceptText], g...)
		}
	}
	s.put32(secExceptStarts, uint32(len(s[secExceptRecs])/4))
	s.put32(secExceptRecs, uint32(len(s[secExceptText])))
}

func (s *sections) put32(section int, numbers ...uint32) {
	for _, n := range numbers {
		s[section] = binary.LittleEndian.AppendUint32(s[section], n)
	}
}

func (s *sections) put64(section int, numbers ...uint64) {
	for _, n := range numbers {
		s[section] = binary.LittleEndian.AppendUint64(s[section], n)
	}
}

// flags are those of an entry's record.
func (e *Entry) flags() (f uint32) {
	if e.LimitLeaveOn {
		f |= flagLeaveOn
	}
	if e.colorant {
		f |= flagColorant
	}
	return f
}

// newLexicon is the lexicon of compiled sections and the families that they were compiled from.
func newLexicon(v *views, families []Family) *Lexicon {
	lx := &Lexicon{
		names:   viewNames(v[secNameSlots], v[secNameRecs], v[secNameText]),
		starts:  v[secStarts],
		more:    v[secMore],
		records: v[secRecords], entryNames: v[secEntryNames],
		entries: make([]atomic.Pointer[Entry], len(v[secRecords])/entryRecSize-1),
		sets:    make([]Families, len(v[secSets])/16),
	}
	for i := range lx.sets {
		lx.sets[i] = Families{load64(v[secSets][16*i:]), load64(v[secSets][16*i+8:])}
	}
	for i := range families {
		lx.ids = append(lx.ids, families[i].ID)
	}
	lx.patterns = patterns{
		grams: gramIndex{v[secGramHeads], v[secGramLinks], v[secGramPlain]},
		recs:  v[secPatternRecs], text: v[secPatternText], written: v[secPatternNames], sets: lx.sets,
		entries: make([]atomic.Pointer[Entry], len(v[secPatternRecs])/patternRecSize-1),
		starts:  v[secExceptStarts], excRecs: v[secExceptRecs], excText: v[secExceptText],
	}
	lx.words = sync.OnceValue(func() *words {
		if w := v.words(lx.names.count); w != nil {
			return w
		}
		return newWords(lx)
	})
	return lx
}

const compiledHeader = "screen lexicon 3\n"

// prints are hashes of what a lexicon was compiled from.
type prints struct {
	families uint64
	lists    uint64 // of Source.Known and Source.Limits
	texts    uint64 // of the texts of DefaultKnown, where they are those
}

// encode joins the sections, behind the header, the prints and the sections' lengths.
func (s *sections) encode(p prints) []byte {
	out := []byte(compiledHeader)
	for _, x := range []uint64{p.families, p.lists, p.texts} {
		out = binary.LittleEndian.AppendUint64(out, x)
	}
	for _, section := range s {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(section)))
	}
	for _, section := range s {
		out = append(out, section...)
	}
	return out
}

// printsOf reads the prints of a compiled lexicon; ok is false where data is none.
func printsOf(data string) (p prints, ok bool) {
	const n = len(compiledHeader)
	if len(data) < n+24 || data[:n] != compiledHeader {
		return p, false
	}
	return prints{load64(data[n:]), load64(data[n+8:]), load64(data[n+16:])}, true
}

// decode finds the sections.
func decode(data string) (*views, error) {
	const lengths = len(compiledHeader) + 24
	if len(data) < lengths+4*numSections {
		return nil, errors.New("the compiled lexicon is damaged")
	}
	var v views
	rest := data[lengths+4*numSections:]
	for i := range v {
		n := load32(data[lengths+4*i:])
		if uint64(n) > uint64(len(rest)) {
			return nil, errors.New("the compiled lexicon is damaged")
		}
		v[i], rest = rest[:n], rest[n:]
	}
	if rest != "" {
		return nil, errors.New("the compiled lexicon is damaged")
	}
	return &v, nil
}
