package inci

// rescue reads what was passed over behind the list once more: a remark made of ingredients is none. Labels name
// allergens that way, "(*Hexyl Cinnamal. Limonene. Linalool.)", and its dots made it look like sentences.
func (p *Parser) rescue() {
	l := &p.list
	kept := l.Skipped[:0]
	for _, s := range l.Skipped {
		last := &l.Items[len(l.Items)-1]
		if s.Kind != Prose || s.Start < last.End || !p.namesOnly(int(s.Start), int(s.End), nil) {
			kept = append(kept, s)
			continue
		}
		part := last.Part
		p.namesOnly(int(s.Start), int(s.End), func(start, end int, r Recognition) {
			l.Items = append(l.Items, Item{
				Start: int32(start), End: int32(end), Entry: r.Entry, Families: r.Families, Match: r.Match, Nano: r.Nano,
				Stated: -1, Max: 100, MaxBy: -1, Parent: -1, Part: part, Section: Main, limit: p.lawful(r.limit()),
			})
		})
	}
	l.Skipped = kept
}

// namesOnly reports whether a stretch of the text is made of names between marks of any kind: two at least that belong
// to families, and no more than one in three that is not known. It calls each, if given, with those that are known.
func (p *Parser) namesOnly(start, end int, each func(start, end int, r Recognition)) bool {
	of, known, unknown := 0, 0, 0
	for i := start; i < end; {
		j := i
		for j < end && !parts(p.text[j]) {
			j++
		}
		if a, b := p.trim(i, j); a < b {
			r, ok := p.lx.Lookup(p.text[a:b])
			switch {
			case !ok:
				unknown++
			case each != nil:
				each(a, b, r)
			}
			if ok {
				known++
				if r.Families != (Families{}) {
					of++
				}
			}
		}
		i = j + 1
	}
	return of >= 2 && unknown*3 <= known+unknown
}

// parts reports whether a byte may stand between the names of a remark.
func parts(c byte) bool {
	switch c {
	case '.', ',', ';', ':', '*', '+', '(', ')', '[', ']', '{', '}', '\n', '|':
		return true
	}
	return false
}
