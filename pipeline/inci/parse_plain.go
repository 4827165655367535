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
			Stated: it.stated, Parent: -1, Match: it.r.Match, Nano: it.r.Nano, ceiling: it.ceiling, limit: p.lawful(it.limit, it.leaveOn), colorant: it.colorant})
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
			known: s.known, tried: true, one: true, stated: it.Stated, ceiling: it.ceiling, limit: it.limit, colorant: it.colorant})
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
	p.remember(&p.chunks[len(p.chunks)-1], it)
	return end + 1
}

// sentenceStops reports whether the item that ends at to, before blanks up to its separator at end, ends a sentence.
func (p *Parser) sentenceStops(to, end int) bool { return to < end && classes[p.text[to-1]] == clsDot }

// remember takes over what is known of a chunk by itself.
func (p *Parser) remember(c *chunk, s *plainSlot) {
	c.from, c.to = c.start+int32(s.from), c.start+int32(s.to)
	c.rec, c.known, c.tried = s.r, s.known, true
	c.one, c.stated, c.ceiling, c.colorant = true, s.stated, s.ceiling, s.colorant
	c.limit = p.lawful(s.limit, s.leaveOn)
}

// lawful is the limit where it holds for the product whose list is read, else 0.
func (p *Parser) lawful(limit float32, leaveOn bool) float32 {
	if leaveOn && !p.opt.LeaveOn {
		return 0
	}
	return limit
}

// wholeItem returns what is known of the item that begins at start, nil where that is not enough, and where it ends.
func (p *Parser) wholeItem(start int) (*plainSlot, int) {
	t := p.text
	within := t[:min(len(t), start+maxPlain+1)]
	end := p.nextSeparator(within, start)
	if start == end || end-start > maxPlain {
		return nil, end
	}
	it := p.plainItem(start, end)
	for tries := 0; it != nil && it.kind == plOpen; tries++ { // a bracket goes on behind the separator
		if tries == 8 || end == len(within) || t[end] < ' ' {
			return nil, end
		}
		if end = p.nextSeparator(within, end+1); end-start > maxPlain {
			return nil, end
		}
		it = p.plainItem(start, end)
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
	return p.lx.hasName(unsafe.String(unsafe.SliceData(b), len(b)))
}

// remembered returns what is known of the chunk p.text[start:end] by itself; nil where it has to be read.
func (p *Parser) remembered(start, end int) *plainSlot {
	if p.fillers == nil {
		return nil
	}
	if s := p.plainItem(start, end); s != nil && s.kind == plYes {
		return s
	}
	return nil
}
