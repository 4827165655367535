package inci

import (
	"math/bits"
	"strings"
	"unsafe"
)

// plain reads a list in which nothing is unusual, item by item, each by itself: what stands between two separators is
// looked up, as written, among the items that were read before. An item that is new is read by general in a list made for
// it; where that reads it as one ingredient wherever it stands, plain may take it so from then on. plain reports whether
// the text was such a list; where it was not, general must read it, from p.resume on.
func (p *Parser) plain(t string) bool {
	l := &p.list
	*l = List{Text: t, Items: l.Items[:0], Skipped: l.Skipped[:0], Parts: l.Parts[:0], Notes: l.Notes[:0]}
	p.text, p.chunks, p.spans, p.resume = t, p.chunks[:0], p.spans[:0], 0
	p.section, p.part, p.ceiling, p.partial, p.learned = Main, 0, 0, "", 0
	if p.fillers == nil || len(t) > 1<<15 || len(t) < 8 || t[0] == '[' {
		return false
	}
	start := 0
	if headFirst[t[0]] && mayBegin(t) {
		p.percent = true
		switch h, end := p.heading(0, 0); h.kind {
		case headNone:
		case headList:
			if needsCleaning(t[:end]) {
				return false
			}
			start, p.headed = end, end
			p.skip(0, end, Heading)
		default:
			return false
		}
	}
	unknown, joinable := 0, true
	for start < len(t) {
		for start < len(t) && t[start] == ' ' {
			start++
		}
		it, end := p.wholeItem(start)
		if start == end && end < len(t) && t[end] >= ' ' {
			start = end + 1
			continue
		}
		if start == end && end == len(t) {
			break
		}
		if it == nil || len(l.Items) >= maxItems || end < len(t) && t[end] < ' ' {
			p.handOver(start, len(l.Items))
			return false
		}
		if !it.known {
			unknown++
		}
		if end < len(t) && t[end] == ';' {
			joinable = false // as general has it, no name is broken at a semicolon: it looks closer
		}
		l.Items = append(l.Items, Item{Start: int32(start) + int32(it.from), End: int32(start) + int32(it.to), Entry: it.r.Entry, Families: it.r.Families,
			Stated: it.stated, Parent: -1, Match: it.r.Match, Nano: it.r.Nano, ceiling: it.ceiling, colorant: it.colorant})
		p.spans = append(p.spans, span{int32(start), int32(end), it.known})
		start = end + 1
	}
	n := len(l.Items)
	if n < 3 || 2*unknown > n || len(t) <= maxPlaceholder && strings.Count(t, ",") < 2 && strings.Count(t, "|") < 2 || unknown > 0 && (!joinable || p.anyJoined()) {
		if n > 0 {
			p.handOver(int(p.spans[n-1].start), n-1)
		}
		return false
	}
	p.finishPlain()
	return true
}

// span is where an item that plain read stands, up to its separator.
type span struct {
	start, end int32
	known      bool
}

// handOver makes chunks of the heading and the first n items that plain read, so that general need not read them again,
// but begins at the offset at.
func (p *Parser) handOver(at, n int) {
	l := &p.list
	if len(l.Skipped) > 0 {
		p.addHeading(found{kind: headList}, 0, int(p.headed))
	}
	for i := range l.Items[:n] {
		it, s := &l.Items[i], p.spans[i]
		_, end := p.trim(int(s.start), int(s.end))
		if p.sentenceStops(end, int(s.end)) {
			at = int(s.start)
			break
		}
		p.chunks = append(p.chunks, chunk{start: s.start, end: int32(end), sep: p.text[s.end], from: it.Start, to: it.End,
			rec:   Recognition{Entry: it.Entry, Families: it.Families, Match: it.Match, Nano: it.Nano},
			known: s.known, tried: true, one: true, stated: it.Stated, ceiling: it.ceiling, colorant: it.colorant})
	}
	p.resume = at
}

// scanKnown appends the chunk that begins at start, or behind the blanks there, where it is known by itself, and returns
// where the next one begins; start where it is not.
func (p *Parser) scanKnown(start int) int {
	if p.fillers == nil {
		return start
	}
	from := start
	for from < len(p.text) && p.text[from] == ' ' {
		from++
	}
	it, end := p.wholeItem(from)
	if it == nil || end == len(p.text) || p.text[end] < ' ' { // what ends a text or a line may be a full stop or a heading
		return start
	}
	_, to := p.trim(from, end)
	if p.sentenceStops(to, end) {
		return start
	}
	p.chunks = append(p.chunks, chunk{start: int32(from), end: int32(to), sep: p.text[end]})
	p.chunks[len(p.chunks)-1].remember(it)
	return end + 1
}

// sentenceStops reports whether the item that ends at to, before blanks up to its separator at end, ends a sentence.
func (p *Parser) sentenceStops(to, end int) bool { return to < end && classes[p.text[to-1]] == clsDot }

// remember takes over what is known of a chunk by itself.
func (c *chunk) remember(s *plainSlot) {
	c.from, c.to = c.start+int32(s.from), c.start+int32(s.to)
	c.rec, c.known, c.tried = s.r, s.known, true
	c.one, c.stated, c.ceiling, c.colorant = true, s.stated, s.ceiling, s.colorant
}

// wholeItem returns what is known of the item that begins at start, nil where that is not enough, and where it ends.
func (p *Parser) wholeItem(start int) (*plainSlot, int) {
	t := p.text
	within := t[:min(len(t), start+maxPlain+1)]
	end := p.nextSeparator(within, start)
	if start == end || end-start > maxPlain {
		return nil, end
	}
	it := p.plainItem(t, start, end)
	for tries := 0; it != nil && it.kind == plOpen; tries++ { // a bracket goes on behind the separator
		if tries == 8 || end == len(within) || t[end] < ' ' {
			return nil, end
		}
		if end = p.nextSeparator(within, end+1); end-start > maxPlain {
			return nil, end
		}
		it = p.plainItem(t, start, end)
	}
	if it == nil || it.kind != plYes {
		return nil, end
	}
	return it, end
}

// finishPlain is finish for a list of one part and one section without skips.
func (p *Parser) finishPlain() {
	l := &p.list
	l.State = Whole
	p.findTruncation()
	p.findMore()
	p.findHighlights()
	if p.partial != "" {
		l.State, l.Reason = Partial, p.partial
	}
	p.positions()
	p.boundSection(0, len(l.Items), Main)
}

// nextSeparator returns where the next comma, semicolon, bar or control character from i on stands that belongs to no name,
// or len(t).
func (p *Parser) nextSeparator(t string, i int) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for {
		for ; i+8 <= len(t); i += 8 {
			w := load64(t[i:])
			c, s, b := w^ones*',', w^ones*';', w^ones*'|'
			if m := ((c-ones)&^c | (s-ones)&^s | (b-ones)&^b | (w-ones*' ')&^w) & high; m != 0 {
				i += bits.TrailingZeros64(m) >> 3
				goto found
			}
		}
		for ; i < len(t); i++ {
			if t[i] == ',' || t[i] == ';' || t[i] == '|' || t[i] < ' ' {
				goto found
			}
		}
		return len(t)
	found:
		if t[i] != ',' || i+1 == len(t) || t[i+1] == ' ' || !p.isLocant(i) {
			return i
		}
		i++
	}
}

// anyJoined reports whether an item that is not known may be a part of a name that a separator broke in two or three.
func (p *Parser) anyJoined() bool {
	items := p.list.Items
	for k := range items {
		if items[k].Match != Unrecognized {
			continue
		}
		for a := max(0, k-2); a <= k; a++ {
			for n := 2; n <= 3 && a+n <= len(items); n++ {
				if a+n > k && p.joins(items[a:a+n]) {
					return true
				}
			}
		}
	}
	return false
}

// joins reports whether the names of items that follow one another are one name.
func (p *Parser) joins(items []Item) bool {
	t := p.text
	if items[len(items)-1].End-items[0].Start > 170 {
		return false
	}
	b := append(p.scratch[:0], t[items[0].Start:items[0].End]...)
	for _, it := range items[1:] {
		name := t[it.Start:it.End]
		if len(name) <= 3 && allDigits(name) {
			b = append(b, '-')
		} else {
			b = append(b, ' ')
		}
		b = append(b, name...)
	}
	p.scratch = b
	r, ok := p.lx.Lookup(unsafe.String(unsafe.SliceData(b), len(b)))
	return ok && r.Match == Exact
}

// Kinds of items.
const (
	plNew  uint8 = iota
	plYes        // one ingredient
	plOpen       // a bracket is open at its end
	plNo         // general must read the list
)

// plainSlot remembers an item as written. It is one cache line.
type plainSlot struct {
	hash            uint64
	r               Recognition
	stated, ceiling float32
	size            uint16 // of the item
	from, to        uint16 // the name within it
	kind            uint8
	known           bool // general takes it for known where it weighs whether a text is a list
	colorant        bool
}

// plainMemo remembers items by open addressing. It tells them by 64 bits of a hash with a seed of its own, and their
// length: that two of the few thousand items of a table share these is less likely than a fault of the memory. When it is
// full all is forgotten.
type plainMemo struct {
	slots []plainSlot
	used  int
	seed  uint64
}

func (m *plainMemo) hash(item string) uint64 {
	const k = 0x9E3779B97F4A7C15
	h := m.seed ^ uint64(len(item))*k
	for len(item) > 8 {
		h = mix(h^load64(item), k^m.seed)
		item = item[8:]
	}
	var tail uint64
	for i := 0; i < len(item); i++ {
		tail |= uint64(item[i]) << (8 * i)
	}
	return mix(h^tail, 0xD6E8FEB86659FD93^m.seed)
}

// find returns the slot of an item, or the empty one where it belongs.
func (m *plainMemo) find(h uint64, size int) *plainSlot {
	mask := uint64(len(m.slots) - 1)
	for at := h & mask; ; at = (at + 1) & mask {
		s := &m.slots[at]
		if s.kind == plNew || s.hash == h && int(s.size) == size {
			return s
		}
	}
}

// keep enters an item that is not there, and returns its slot.
func (m *plainMemo) keep(s plainSlot) *plainSlot {
	switch {
	case m.used >= maxSlots/2:
		clear(m.slots)
		m.used = 0
	case 2*m.used >= len(m.slots):
		old := m.slots
		m.slots = make([]plainSlot, 2*len(old))
		for i := range old {
			if o := &old[i]; o.kind != plNew {
				*m.find(o.hash, int(o.size)) = *o
			}
		}
	}
	m.used++
	slot := m.find(s.hash, int(s.size))
	*slot = s
	return slot
}

const (
	fewSlots    = 1 << 11
	maxSlots    = 1 << 16 // 4 MB
	maxLearned  = 6       // items of one list that general may be asked for
	maxPlain    = 300     // bytes of an item
	fewFillers  = 5
	plainListed = 3 + fewFillers // items of the list made for an item
)

// plainItem returns what is remembered of the item t[start:end], or learns it; nil where there was too much to learn.
func (p *Parser) plainItem(t string, start, end int) *plainSlot {
	for end > start && t[end-1] == ' ' {
		end--
	}
	item := t[start:end]
	if len(item) > maxPlain || len(item) == 0 {
		return nil
	}
	switch item[len(item)-1] {
	case '.', '*', '%', ')':
		if s := p.decorated(t, start, end); s != nil {
			return s
		}
	}
	h := p.items.hash(item)
	if slot := p.items.find(h, len(item)); slot.kind != plNew {
		return slot
	}
	s := plainSlot{hash: h, size: uint16(len(item))}
	if !p.learn(&s, start, end) {
		return nil
	}
	s.colorant = s.kind == plYes && isColorantName(s.r, item[s.from:s.to])
	return p.items.keep(s)
}

// decorated returns what is known of an item that has a full stop, footnote marks or a percentage behind a known name, nil
// where it has not: the name is remembered, not each way to write it.
func (p *Parser) decorated(t string, start, end int) *plainSlot {
	to, stated := end, float32(-1)
	switch t[end-1] {
	case '.':
		to--
	case '*':
		for to > start && t[to-1] == '*' {
			to--
		}
	default:
		if to, stated = percentBehind(t, start, end); to == end {
			return nil
		}
	}
	if to == start || !isAlnum(t[to-1]) && t[to-1] != ')' {
		return nil
	}
	s := p.plainItem(t, start, to)
	if s == nil || s.kind != plYes || s.r.Match != Exact || s.from > 0 || int(s.to) != to-start || s.stated >= 0 && stated >= 0 || s.ceiling > 0 {
		return nil
	}
	if stated >= 0 {
		p.stated = *s
		p.stated.stated = stated
		return &p.stated
	}
	return s
}

// percentBehind returns where, in t[start:end], the name ends before " 5%", " 0.5%" or " (5%)", and the number; end where
// there is nothing of the kind.
func percentBehind(t string, start, end int) (to int, v float32) {
	i := end - 1
	if t[i] == ')' {
		i--
	}
	if i <= start || t[i] != '%' {
		return end, 0
	}
	k := i
	for k > start && (isDigit(t[k-1]) || t[k-1] == '.' && k < i) {
		k--
	}
	x, n := number(t[k:i], false)
	if n == 0 || n != i-k || x > 100 {
		return end, 0
	}
	if i != end-1 {
		if k--; k <= start || t[k] != '(' {
			return end, 0
		}
	}
	if k <= start+1 || t[k-1] != ' ' {
		return end, 0
	}
	return k - 1, float32(x)
}

// remembered returns what is known of the chunk p.text[start:end] by itself; nil where it has to be read.
func (p *Parser) remembered(start, end int) *plainSlot {
	if p.fillers == nil {
		return nil
	}
	if s := p.plainItem(p.text, start, end); s != nil && s.kind == plYes {
		return s
	}
	return nil
}

// learn finds out what the item p.text[start:end] is. It reports false where general was asked too often for this list.
func (p *Parser) learn(s *plainSlot, start, end int) bool {
	item := p.text[start:end]
	s.kind, s.stated = plNo, -1
	open, letter, simple := 0, false, isAlnum(item[0]) && (isAlnum(item[len(item)-1]) || item[len(item)-1] == ')')
	for i := 0; i < len(item); i++ {
		c := item[i]
		switch {
		case isLetter(c), c >= 0x80:
			letter = true
			simple = simple && c < 0x80
		case isDigit(c), c == ' ', c == '-', c == '/', c == '\'':
		case c == '(' || c == '[':
			open++
			simple = simple && c == '(' && open == 1
		case c == ')' || c == ']':
			open--
		case c == '\n' || c == '\t' || c == '<' || c == '>' || c == '{' || c == '}' || c == ':' || c == '@':
			return true
		case classes[c] == clsDot && i+1 < len(item) && classes[item[i+1]] == clsDot:
			return true
		case c == '&':
			if i+1 < len(item) && item[i+1] != ' ' {
				return true
			}
			simple = false
		default:
			simple = false
		}
		if open < 0 {
			return true
		}
	}
	switch c := item[0]; {
	case !letter, c == '*' || c == '^' || c == '#' || c == '-' || c == '+', item[len(item)-1] == '-', strings.Contains(item, " - "):
		return true
	case open > 0:
		s.kind = plOpen
		return true
	case needsCleaning(item):
		return true
	}
	if simple && p.learnName(s, start, end) {
		return true
	}
	if strong, _, _ := weighProse(item); strong > 0 {
		return true
	}
	if p.learned++; p.learned > maxLearned {
		return false
	}
	p.learnByReading(s, item)
	return true
}

// learnName takes an item of nothing but letters, digits, one bracket and what joins words for the known name that it is.
func (p *Parser) learnName(s *plainSlot, start, end int) bool {
	t := p.text
	defer func(was bool) { p.percent = was }(p.percent)
	p.percent = true
	for i := start; i < end; i++ {
		if !isAlnum(t[i]) || i > start && isLetter(t[i-1]) {
			continue
		}
		if h, _ := p.heading(start, i); h.kind != headNone {
			return false
		}
		if t[i]|0x20 == 'p' && i+2 < end && t[i+1]|0x20 == 'p' || t[i] == '(' {
			return false // "100 ppm"
		}
	}
	item := t[start:end]
	if strings.Contains(item, "(and") || strings.Contains(item, "(AND") || strings.Contains(item, "(And") || foldPrefix(item, "and ") {
		return false
	}
	r, ok := p.lx.Lookup(item)
	if !ok || r.Match != Exact {
		return false
	}
	s.kind, s.known, s.to, s.r = plYes, true, uint16(len(item)), r
	return true
}

// learnByReading has general read a list in which the item stands first, in the middle and last.
func (p *Parser) learnByReading(s *plainSlot, item string) {
	if p.reader == nil {
		p.reader = &Parser{lx: p.lx, names: p.names, water: p.water, grave: p.grave}
	}
	q := p.reader
	b := append(p.made[:0], item...)
	for i, f := range p.fillers {
		b = append(append(b, ", "...), f...)
		if i >= fewFillers-2 {
			b = append(append(b, ", "...), item...)
		}
	}
	p.made = b
	text := unsafe.String(unsafe.SliceData(b), len(b))
	if q.reset(text, p.opt); q.text != text {
		return // something was replaced in it
	}
	q.percent = true
	q.matchBrackets()
	q.scan()
	q.classify()
	q.emit()
	l := &q.list
	if len(l.Items) != plainListed || len(l.Skipped) > 0 || len(l.Notes) > 0 || len(l.Parts) != 1 || q.partial != "" || len(q.chunks) != plainListed {
		return
	}
	first, base := &l.Items[0], int32(0)
	for i := range l.Items {
		it := &l.Items[i]
		if it.Parent >= 0 || it.Section != Main || it.Part != 0 || it.note != noteNone {
			return
		}
		if i > 0 && i < fewFillers || i == fewFillers+1 {
			f := p.fillers[min(i-1, fewFillers-1)]
			if l.Text[it.Start:it.End] != f || it.Match != Exact {
				return
			}
			base = it.End + 2
			continue
		}
		if it.Start-base != first.Start || it.End-base != first.End || it.Entry != first.Entry || it.Families != first.Families || it.Match != first.Match ||
			it.Nano != first.Nano || it.Stated != first.Stated || it.ceiling != first.ceiling || q.chunks[i].known != q.chunks[0].known {
			return
		}
	}
	s.kind, s.known = plYes, q.chunks[0].known
	s.from, s.to = uint16(first.Start), uint16(first.End)
	s.stated, s.ceiling = first.Stated, first.ceiling
	s.r = Recognition{Entry: first.Entry, Families: first.Families, Match: first.Match, Nano: first.Nano}
}

// findFillers returns common names that a lexicon knows, for the lists that are made for items; nil where it knows too few.
func findFillers(lx *Lexicon) []string {
	var out []string
	for _, f := range [...]string{"Glycerin", "Talc", "Mica", "Squalane", "Dimethicone", "Panthenol", "Phenoxyethanol", "Niacinamide", "Xanthan Gum"} {
		if r, ok := lx.Lookup(f); ok && r.Match == Exact && len(out) < fewFillers {
			out = append(out, f)
		}
	}
	if len(out) < fewFillers {
		return nil
	}
	return out
}
