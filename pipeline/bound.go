package pipeline

import (
	"screen/pipeline/inci"
	"screen/rules"
)

// bound is a family whose names count in some products only, or only near the beginning of the list: sugar is a grain at the
// head of a scrub, and a humectant in a cream.
type bound struct {
	family int
	types  uint32        // of products in which its names count
	among  int           // they count at indexes below it
	parts  inci.Families // it, and what it is part of
}

// newBounds returns the families of a set that are bound, and all of them as a set.
func newBounds(s *rules.Set) (list []bound, families rules.FamilySet) {
	for i := range s.Families {
		f := &s.Families[i]
		if !f.Bound() {
			continue
		}
		b := bound{family: i, among: 1 << 30}
		if f.Among > 0 {
			b.among = f.Among
		}
		for _, id := range f.In {
			if at, ok := s.TypeIndex(id); ok {
				b.types |= 1 << at
			}
		}
		if len(f.In) == 0 {
			b.types = 1<<32 - 1
		}
		bit := rules.FamilySet{}
		bit[i>>6] = 1 << (i & 63)
		b.parts = s.WithParents(bit)
		list = append(list, b)
		families[i>>6] |= bit[i>>6]
	}
	return list, families
}

// bind takes from an ingredient the families that do not count where it stands, and adds to those that do what they are part of.
func (s *Screener) bind(families *inci.Families, index int, types uint32) {
	for i := range s.bounds {
		b := &s.bounds[i]
		switch {
		case !has(*families, b.family):
		case types&b.types != 0 && index < b.among:
			families[0] |= b.parts[0]
			families[1] |= b.parts[1]
		default:
			families[b.family>>6] &^= 1 << (b.family & 63)
		}
	}
}
