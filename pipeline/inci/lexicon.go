package inci

import (
	"bytes"
	"fmt"
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
type Lexicon struct {
	ids      []string
	names    nameTable
	patterns patterns

	entries   []Entry
	settled   []atomic.Bool // entries whose families are complete
	settling  sync.Mutex
	firstName []int32 // entry → the last of its names, chained by tableName.next

	words    func() *words    // what repairs need; made when first asked for
	prefixes func() *prefixes // what begins needs; the same
	fixes    fixes

	extra *Lexicon // what AddInventory added; nil without
}

// NewLexicon compiles a lexicon. It fails on more than 128 families, a parent that does not exist or that leads back
// to its child, and a pattern that nothing but wildcards is left of.
func NewLexicon(src Source) (*Lexicon, error) {
	if Shipped(src) {
		if lx, err := load(shippedData, src); err == nil {
			go lx.words() // beside whatever the program does until it meets a name that needs them
			return lx, nil
		}
	}
	return compile(src)
}

// compile makes a lexicon of its source.
func compile(src Source) (*Lexicon, error) {
	closure, err := withParents(src.Families)
	if err != nil {
		return nil, err
	}
	b := builder{lx: &Lexicon{}}
	lines := len(src.Known)
	for _, f := range src.Families {
		lines += len(f.Names)
	}
	b.lx.names.grow(2 * lines)
	b.entries, b.merged = make([]Entry, 0, lines+64), make([]int32, 0, lines+64)
	b.lx.patterns.except = make([]exceptions, len(src.Families))
	for i, f := range src.Families {
		b.lx.ids = append(b.lx.ids, f.ID)
		if err := b.family(i, f, closure[i]); err != nil {
			return nil, fmt.Errorf("family %s: %w", f.ID, err)
		}
	}
	if err := b.known(src.Known); err != nil {
		return nil, fmt.Errorf("known ingredients: %w", err)
	}
	b.limits(src.Limits)
	b.finish()
	return b.lx, nil
}

// Families returns the ids of the families, in the order of the bits of a Families.
func (lx *Lexicon) Families() []string { return lx.ids }

// withParents returns for each family its own bit and those of the families it is part of.
func withParents(fs []Family) ([]Families, error) {
	if len(fs) > maxFamilies {
		return nil, fmt.Errorf("%d families, but a lexicon holds %d", len(fs), maxFamilies)
	}
	out := make([]Families, len(fs))
	for i := range fs {
		steps := 0
		for at := i; at >= 0; at = fs[at].Parent {
			if at >= len(fs) {
				return nil, fmt.Errorf("family %s: its parent %d does not exist", fs[i].ID, at)
			}
			if steps++; steps > len(fs) {
				return nil, fmt.Errorf("family %s is part of itself", fs[i].ID)
			}
			out[i][at>>6] |= 1 << (at & 63)
		}
	}
	return out, nil
}

// builder fills a lexicon. While it does, an entry may have been merged into another one: merged[e] >= 0 says which.
type builder struct {
	lx      *Lexicon
	entries []Entry
	merged  []int32
	text    []byte // the folded names of the line at hand
	line    []foldedName
}

func (b *builder) resolve(e int32) int32 {
	for b.merged[e] >= 0 {
		e = b.merged[e]
	}
	return e
}

func (b *builder) newEntry(name string, f Families) int32 {
	b.entries = append(b.entries, Entry{Name: name, Families: f, colorant: isColorant(name)})
	b.merged = append(b.merged, -1)
	return int32(len(b.entries) - 1)
}

func (b *builder) family(i int, f Family, bits Families) error {
	for _, line := range f.Names {
		b.group(line, bits, true)
	}
	for _, line := range f.Patterns {
		if err := b.pattern(line, i, bits); err != nil {
			return err
		}
	}
	for _, line := range f.Except {
		for line != "" {
			var s string
			s, line = nextName(line)
			if err := b.except(i, s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) except(family int, s string) error {
	x := &b.lx.patterns.except[family]
	if isPattern(s) {
		p, err := foldPattern(s)
		x.globs = append(x.globs, p)
		return err
	}
	var buf [maxName]byte
	if n, ok := fold(&buf, s); ok && n > 0 {
		if x.names.slots == nil {
			x.names.grow(8)
		}
		x.names.insert(buf[:n], 0)
	}
	return nil
}

func (b *builder) pattern(s string, family int, bits Families) error {
	p, err := foldPattern(s)
	if err != nil {
		return err
	}
	if len(bytes.Trim(p, string([]byte{anyRun, digitRun, ' '}))) == 0 {
		return fmt.Errorf("pattern %q has no letters", s)
	}
	b.lx.patterns.all = append(b.lx.patterns.all, pattern{p, &Entry{Name: s, Families: bits, colorant: isColorant(s)}, family})
	return nil
}

func (b *builder) known(lines []string) error {
	for _, line := range lines {
		if isPattern(line) {
			for line != "" {
				var s string
				s, line = nextName(line)
				if err := b.pattern(s, -1, Families{}); err != nil {
					return err
				}
			}
			continue
		}
		b.group(line, Families{}, false)
	}
	return nil
}

// nextName cuts the first of "A | B | …" off.
func nextName(line string) (name, rest string) {
	name, rest, _ = strings.Cut(line, "|")
	return strings.TrimSpace(name), rest
}

// foldedName is a folded name of the line at hand, in builder.text.
type foldedName struct {
	from, to int
	hash     uint64
	entry    int32 // -1 where it is not known yet
}

// foldLine folds the names of a line and looks each up.
func (b *builder) foldLine(line string) []foldedName {
	var buf [maxName]byte
	b.text, b.line = b.text[:0], b.line[:0]
	for line != "" {
		var s string
		s, line = nextName(line)
		n, ok := fold(&buf, s)
		if !ok || n == 0 {
			continue
		}
		f := foldedName{from: len(b.text), hash: hashName(buf[:n]), entry: -1}
		b.text = append(b.text, buf[:n]...)
		f.to = len(b.text)
		if e, ok := b.lx.names.findHash(f.hash, buf[:n]); ok {
			f.entry = b.resolve(e)
		}
		b.line = append(b.line, f)
	}
	return b.line
}

// group enters the names of one line as one substance of the families f, and returns its entry, or -1 for a line
// without a name. merge says whether substances that the line joins become one.
func (b *builder) group(line string, f Families, merge bool) int32 {
	names := b.foldLine(line)
	if len(names) == 0 {
		return -1
	}
	entry := int32(-1)
	for _, n := range names {
		switch e := n.entry; {
		case e < 0:
		case entry < 0:
			entry = e
		case merge && b.resolve(e) != entry:
			e = b.resolve(e)
			b.merged[e] = entry
			b.add(entry, b.entries[e].Families)
		}
	}
	if entry < 0 {
		first, _ := nextName(line)
		entry = b.newEntry(first, f)
	}
	b.add(entry, f)
	for _, n := range names {
		if n.entry < 0 {
			b.lx.names.insertHash(n.hash, b.text[n.from:n.to], entry)
		}
	}
	return entry
}

func (b *builder) add(e int32, f Families) {
	b.entries[e].Families[0] |= f[0]
	b.entries[e].Families[1] |= f[1]
}

func (b *builder) limits(limits []Limit) {
	for _, l := range limits {
		if e := b.group(l.Name, Families{}, false); e >= 0 {
			b.entries[e].Limit, b.entries[e].LimitLeaveOn = l.Percent, l.LeaveOn
		}
	}
}

// finish resolves the entries that were merged.
func (b *builder) finish() {
	b.lx.entries = b.entries
	for i := range b.lx.names.names {
		n := &b.lx.names.names[i]
		n.entry = b.resolve(n.entry)
	}
	b.bind()
}

// entry returns an entry with all its families. Those that patterns give its names are found when it is first asked
// for: a catalog names few of the ingredients that a lexicon knows.
func (lx *Lexicon) entry(e int32) *Entry {
	if !lx.settled[e].Load() {
		lx.settle(e)
	}
	return &lx.entries[e]
}

func (lx *Lexicon) settle(e int32) {
	lx.settling.Lock()
	defer lx.settling.Unlock()
	if lx.settled[e].Load() {
		return
	}
	f := &lx.entries[e].Families
	for i := lx.firstName[e]; i >= 0; i = lx.names.names[i].next {
		if name := lx.names.text[lx.names.names[i].at:][:lx.names.names[i].size]; bytes.IndexByte(name, '(') < 0 {
			_, more := lx.patterns.match(name)
			f[0] |= more[0]
			f[1] |= more[1]
		}
	}
	lx.settled[e].Store(true)
}
