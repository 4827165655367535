package inci

import "strings"

// AddInventory makes lx know names besides its own: "NAME | SYNONYM | …", one substance a line, '*' and '#' without a
// meaning of their own. It returns how many were new, and is to be called before the lexicon is used by others.
//
// The names are asked last, as they stand, and only where everything else failed. So they can neither take a family away
// nor keep a slip from being corrected: a name that lx reads by itself, or in which it finds a name with a family, is not
// added. A name without families that stands beside one with families on its line gets these.
func (lx *Lexicon) AddInventory(lines []string) (added int) {
	b := &builder{}
	b.names.grow(2 * len(lines))
	p := NewParser(lx)
	var fresh []string
	for _, line := range lines {
		fresh = fresh[:0]
		var families Families
		for line != "" {
			var name string
			name, line = nextName(line)
			switch r := lx.Recognize(name); {
			case r.known():
				families[0] |= r.Families[0]
				families[1] |= r.Families[1]
			case name != "" && !holdsFamily(p.Parse(name, Options{})):
				fresh = append(fresh, name)
			}
		}
		if b.group(strings.Join(fresh, "|"), families, true) >= 0 {
			added += len(fresh)
		}
	}
	if added > 0 {
		lx.extra = newLexicon(b.sections().view(), nil)
	}
	return added
}

func holdsFamily(l *List) bool {
	for i := range l.Items {
		if l.Items[i].Families != (Families{}) {
			return true
		}
	}
	return false
}

// inExtra looks a name up, as it stands, among those of AddInventory.
func (lx *Lexicon) inExtra(b []byte) Recognition {
	if lx.extra == nil {
		return Recognition{}
	}
	return lx.extra.lookup(b)
}
