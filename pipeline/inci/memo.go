package inci

// Memo remembers what names were recognised as. Catalogs repeat the same names as written, brackets and all, so most
// names are read once. It holds a fixed number of names, allocates nothing after it is made, gives what the lexicon gives,
// and is for one goroutine.
type Memo struct {
	lx    *Lexicon
	slots []memoSlot
}

// memoSlot is one remembered name.
type memoSlot struct {
	size  uint8
	kind  memoKind
	bytes [memoName]byte
	r     Recognition
}

type memoKind uint8

const (
	memoEmpty memoKind = iota
	memoLookup
	memoRecognize
)

const (
	memoSlots = 1 << 12 // about 400 kB
	memoName  = 54      // longer names are not remembered
)

// NewMemo returns an empty memo of lx.
func NewMemo(lx *Lexicon) *Memo { return &Memo{lx: lx, slots: make([]memoSlot, memoSlots)} }

// Lookup is Lexicon.Lookup.
func (m *Memo) Lookup(name string) (Recognition, bool) {
	s := m.slot(name, memoLookup)
	if s == nil {
		return m.lx.Lookup(name)
	}
	if !s.holds(name, memoLookup) {
		r, _ := m.lx.Lookup(name)
		s.keep(name, memoLookup, r)
	}
	return s.r, s.r.known()
}

// Exact is Lookup where the name is known exactly. Texts that are no names, of which most are met once, take neither time
// nor room.
func (m *Memo) Exact(name string) (Recognition, bool) {
	if !m.lx.hasName(name) {
		return Recognition{}, false
	}
	return m.Lookup(name)
}

// Recognize is Lexicon.Recognize.
func (m *Memo) Recognize(name string) Recognition {
	s := m.slot(name, memoRecognize)
	if s == nil {
		return m.lx.Recognize(name)
	}
	if !s.holds(name, memoRecognize) {
		s.keep(name, memoRecognize, m.lx.Recognize(name))
	}
	return s.r
}

func (m *Memo) slot(name string, kind memoKind) *memoSlot {
	if len(name) > memoName || len(name) == 0 {
		return nil
	}
	return &m.slots[(hashName(name)+uint64(kind))%memoSlots]
}

func (s *memoSlot) holds(name string, kind memoKind) bool {
	return s.kind == kind && string(s.bytes[:s.size]) == name
}

func (s *memoSlot) keep(name string, kind memoKind, r Recognition) {
	s.kind, s.r = kind, r
	s.size = uint8(copy(s.bytes[:], name))
}
