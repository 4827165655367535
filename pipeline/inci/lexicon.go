package inci

import (
	"math"
	"strings"
	"sync"
	"sync/atomic"
)

// Source is what a lexicon is compiled from.
type Source struct {
	Families []Family
	// Known are names of ingredients without a family, so that "unrecognised" means something: "NAME | SYNONYM | …", '*' patterns allowed.
	Known []string
	// Limits are legal maxima that bound the concentration of whatever follows the ingredient in a list.
	Limits []Limit
	// Default says that Known and Limits are those that DefaultKnown returns. They are left out then.
	Default bool
}

// Family is a family's names as its rule file gives them: see rules.Family.
type Family struct {
	ID       string
	Names    []string // "CANONICAL | SYNONYM | …"
	Patterns []string // '*' any run of characters, '#' a run of digits
	Except   []string // names and patterns that this family's patterns must not take
	Parent   int      // index of the family that this one is part of, or -1
}

// Limit is a legal maximum.
type Limit struct {
	Name    string
	Percent float32
	LeaveOn bool // holds for leave-on products only
}

// maxFamilies is how many families a Families holds.
const maxFamilies = 128

// Lexicon knows ingredients by name. To its users it is read-only; it is safe for use by many goroutines.
//
// The families of an ingredient come from the families' own names and patterns and from nothing else: an exact name
// belongs to every family that lists it, and to every family whose pattern takes it and does not except it. A name in
// Source.Known gets no family by being there, and loses none: it may be a user's inventory, and an inventory must never
// make a product more suitable. What a pattern takes by mistake is put right in the family's Except.
//
// Names that one line joins ("A | B") are one substance. Where a later line of a family joins two substances known
// already, they become one; a line of Known only adds names to the first of its substances that is known.
//
// It is used in compiled form, as it lies in the program's file: see compiled.go.
type Lexicon struct {
	ids      []string
	names    nameTable
	starts   string // of the names by their first bytes: see nameBuilder.sortByPrefix
	more     string // four bytes a name: 1 + another name of its entry, 0 where there is none
	patterns patterns

	records    string // of the entries: see entryRec
	entryNames string // the canonical names, end to end
	sets       []Families
	entries    []atomic.Pointer[Entry] // made when first asked for
	settling   sync.Mutex

	words func() *words // what repairs need
	fixes fixes

	extra *Lexicon // what AddInventory added; nil without
}

// NewLexicon compiles a lexicon. It fails on more than 128 families, a parent that does not exist or that leads back
// to its child, and a pattern that nothing but wildcards is left of.
func NewLexicon(src Source) (*Lexicon, error) {
	if Shipped(src) {
		return shipped(src.Families)
	}
	lx, err := compile(src)
	if err == nil {
		go lx.words() // beside whatever the program does until it meets a name that needs them
	}
	return lx, err
}

// Families returns the ids of the families, in the order of the bits of a Families.
func (lx *Lexicon) Families() []string { return lx.ids }

// entryRec is an entry's record: four bytes each of where its name begins, 1 + its last name, the index of its families
// with its flags, and its limit.
const entryRecSize = 16

const (
	flagLeaveOn = 1 << iota
	flagColorant
	flagSettled     // its families are complete
	flagBits    = 8 // how many are kept for flags
)

// entry returns an entry with all its families. Those that patterns give its names are found beforehand only in the shipped
// lexicon, in others when the entry is first asked for: a catalog names few of the ingredients that a lexicon knows.
func (lx *Lexicon) entry(e int32) *Entry {
	if p := lx.entries[e].Load(); p != nil {
		return p
	}
	return lx.settle(e)
}

func (lx *Lexicon) settle(e int32) *Entry {
	lx.settling.Lock()
	defer lx.settling.Unlock()
	if p := lx.entries[e].Load(); p != nil {
		return p
	}
	r := lx.records[entryRecSize*int(e):][:2*entryRecSize]
	families := load32(r[8:])
	p := &Entry{
		Name:     lx.entryNames[load32(r):load32(r[entryRecSize:])],
		Families: lx.sets[families>>flagBits],
		Limit:    math.Float32frombits(load32(r[12:])), LimitLeaveOn: families&flagLeaveOn != 0,
		colorant: families&flagColorant != 0,
	}
	if families&flagSettled == 0 {
		p.Families = lx.byPatterns(load32(r[4:]), p.Families)
	}
	lx.entries[e].Store(p)
	return p
}

// byPatterns returns f with the families that patterns give the names of an entry. name is 1 + its last name.
func (lx *Lexicon) byPatterns(name uint32, f Families) Families {
	for ; name != 0; name = load32(lx.more[4*(name-1):]) {
		if s := lx.names.name(int(name - 1)); strings.IndexByte(s, '(') < 0 {
			_, more := lx.patterns.match(s)
			f[0] |= more[0]
			f[1] |= more[1]
		}
	}
	return f
}
