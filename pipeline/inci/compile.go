package inci

import (
	"fmt"
	"strings"
)

// compile makes a lexicon of its source, without what the program comes with.
func compile(src Source) (*Lexicon, error) {
	b, err := build(src)
	if err != nil {
		return nil, err
	}
	return newLexicon(b.sections().view(), src.Families), nil
}

// build gathers the names and patterns of a source.
func build(src Source) (*builder, error) {
	if src.Default {
		src.Known, src.Limits = DefaultKnown()
	}
	closure, err := withParents(src.Families)
	if err != nil {
		return nil, err
	}
	b := &builder{except: make([][]string, len(src.Families))}
	lines := len(src.Known)
	for _, f := range src.Families {
		lines += len(f.Names)
	}
	b.names.grow(2 * lines)
	b.entries, b.merged = make([]Entry, 0, lines+64), make([]int32, 0, lines+64)
	for i, f := range src.Families {
		if err := b.family(i, f, closure[i]); err != nil {
			return nil, fmt.Errorf("family %s: %w", f.ID, err)
		}
	}
	if err := b.known(src.Known); err != nil {
		return nil, fmt.Errorf("known ingredients: %w", err)
	}
	b.limits(src.Limits)
	return b, nil
}

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
	names    nameBuilder
	entries  []Entry
	merged   []int32
	patterns []builtPattern
	except   [][]string // of each family, folded
	text     []byte     // the folded names of the line at hand
	line     []foldedName
}

// builtPattern is a pattern as it was written and folded, its families, and the family whose exceptions hold, -1 for
// patterns of known names.
type builtPattern struct {
	written  string
	folded   string
	families Families
	family   int
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
			if err := b.exception(i, s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) exception(family int, s string) error {
	if isPattern(s) {
		p, err := foldPattern(s)
		b.except[family] = append(b.except[family], p)
		return err
	}
	var buf [maxName]byte
	if n, ok := fold(&buf, s); ok && n > 0 {
		b.except[family] = append(b.except[family], string(buf[:n]))
	}
	return nil
}

func (b *builder) pattern(s string, family int, bits Families) error {
	p, err := foldPattern(s)
	if err != nil {
		return err
	}
	if strings.Trim(p, string([]byte{anyRun, digitRun, ' '})) == "" {
		return fmt.Errorf("pattern %q has no letters", s)
	}
	b.patterns = append(b.patterns, builtPattern{s, p, bits, family})
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
		if e, ok := b.names.findHash(f.hash, buf[:n]); ok {
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
			b.names.insertHash(n.hash, b.text[n.from:n.to], entry)
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
