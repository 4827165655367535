package inci

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
	limit           float32 // see Recognition.limit
	size            uint16 // of the item
	from, to        uint16 // the name within it
	kind            uint8
	known           bool // general takes it for known where it weighs whether a text is a list
	colorant        bool
	leaveOn         bool // limit holds for leave-on products only
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
