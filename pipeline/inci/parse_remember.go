package inci

// Kinds of items.
const (
	plYes  uint8 = iota // one ingredient
	plOpen              // a bracket is open at its end
	plNo                // general must read the list
)

// plainSlot remembers an item as written. It is one cache line.
type plainSlot struct {
	hash            uint64
	r               Recognition
	stated, ceiling float32
	limit           float32 // see Recognition.limit
	size            uint16  // of the item
	from, to        uint16  // the name within it
	kind            uint8
	known           bool // general takes it for known where it weighs whether a text is a list
	colorant        bool
	leaveOn         bool // limit holds for leave-on products only
}

// plainMemo remembers items. It tells them by 64 bits of a hash with a seed of its own, and their length: that two of the
// few thousand items of a table share these is less likely than a fault of the memory. The items lie in the order in which
// they were learned, so that those of every second list lie together; an index by open addressing, of half of the hash
// and the item's number, leads to them. When it is full all is forgotten.
type plainMemo struct {
	index []uint32 // 0: empty
	slots []plainSlot
	seed  uint64
}

func (m *plainMemo) hash(item string) uint64 {
	const k = 0x9E3779B97F4A7C15
	h, n := m.seed^uint64(len(item))*k, len(item)
	var tail uint64
	if n >= 8 {
		for i := 0; i+8 < n; i += 8 {
			h = mix(h^load64(item[i:]), k^m.seed)
		}
		tail = load64(item[n-8:])
	} else {
		for i := 0; i < n; i++ {
			tail |= uint64(item[i]) << (8 * i)
		}
	}
	return mix(h^tail, 0xD6E8FEB86659FD93^m.seed)
}

// find returns the slot of an item, nil where it is not known.
func (m *plainMemo) find(h uint64, size int) *plainSlot {
	tag, mask := uint32(h>>32)&^0xFFFF, uint64(len(m.index)-1)
	for at := h & mask; ; at = (at + 1) & mask {
		e := m.index[at]
		if e == 0 {
			return nil
		}
		if e&^0xFFFF == tag {
			if s := &m.slots[e&0xFFFF-1]; s.hash == h && int(s.size) == size {
				return s
			}
		}
	}
}

// keep enters an item that is not there, and returns its slot.
func (m *plainMemo) keep(s plainSlot) *plainSlot {
	if n := len(m.slots); n == cap(m.slots) {
		if n >= maxSlots {
			m.slots = m.slots[:0]
			clear(m.index)
		} else {
			m.slots = append(make([]plainSlot, 0, max(2*n, fewSlots)), m.slots...)
			m.index = make([]uint32, 2*cap(m.slots))
			for i := range m.slots {
				m.enter(i)
			}
		}
	}
	m.slots = append(m.slots, s)
	m.enter(len(m.slots) - 1)
	return &m.slots[len(m.slots)-1]
}

func (m *plainMemo) enter(i int) {
	h, mask := m.slots[i].hash, uint64(len(m.index)-1)
	at := h & mask
	for m.index[at] != 0 {
		at = (at + 1) & mask
	}
	m.index[at] = uint32(h>>32)&^0xFFFF | uint32(i+1)
}

const (
	fewSlots    = 1 << 10
	maxSlots    = 1 << 15 // 2 MB
	maxLearned  = 6       // items of one list that general may be asked for
	maxPlain    = 300     // bytes of an item
	fewFillers  = 5
	plainListed = 3 + fewFillers // items of the list made for an item
)

// plainItem returns what is remembered of the item p.text[start:end], or learns it; nil where there was too much to learn.
func (p *Parser) plainItem(start, end int) *plainSlot {
	to := end
	for to > start && p.text[to-1] == ' ' {
		to--
	}
	s := p.trimmedItem(start, to)
	if to < end && s != nil && s.r.Match != Exact { // "Free of ,": a heading may end in a space
		return nil
	}
	return s
}

// trimmedItem is plainItem where no blank stands at the end.
func (p *Parser) trimmedItem(start, end int) *plainSlot {
	if end == start || end-start > maxPlain {
		return nil
	}
	item := p.text[start:end]
	switch item[len(item)-1] {
	case '.', '*', '%', ')':
		if s := p.decorated(start, end); s != nil {
			return s
		}
	}
	h := p.items.hash(item)
	if slot := p.items.find(h, len(item)); slot != nil {
		return slot
	}
	switch f := formOf(item); f {
	case formOpen:
		return &openItem
	case formOdd:
		return nil // nor remembered: such items are all different
	default:
		s := plainSlot{hash: h, size: uint16(len(item)), kind: plNo, stated: -1}
		if !p.learn(&s, start, end, f == formName) {
			return nil
		}
		s.colorant = s.kind == plYes && isColorantName(s.r, item[s.from:s.to])
		s.limit, s.leaveOn = s.r.limit()
		return p.items.keep(s)
	}
}

// openItem is any item with a bracket open at its end.
var openItem = plainSlot{kind: plOpen}

// decorated returns what is known of an item that has a full stop, footnote marks or a percentage behind a known name, nil
// where it has not: the name is remembered, not each way to write it.
func (p *Parser) decorated(start, end int) *plainSlot {
	t := p.text
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
	s := p.plainItem(start, to)
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
	if n == 0 || n != i-k || x > 100 || x == 0 { // 0 % says that there is none
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
