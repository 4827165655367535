package product

import "strings"

// link works out what forms say by the words within their phrases. It stands ahead of v.second, so it walks the lists.
func (v *builder) link() {
	for _, m := range v.on {
		if e := v.lookup(m.phrase); e != nil {
			e.moves, e.edible = true, e.edible || m.shelf == typeSupplement
		}
	}
	for i := range v.entries {
		if e := &v.entries[i]; e.kind == form && e.weight > 1 {
			v.within(e)
			e.aim = e.aim || v.aims(e.phrase)
		}
	}
}

// aims reports whether a phrase only says what a tool may be for: "facial cleansing".
func (v *builder) aims(phrase string) (aim bool) {
	for w := range strings.SplitSeq(phrase, " ") {
		switch in := v.lookup(w); {
		case in == nil || in.kind != site && !(in.kind == form && in.aim):
			return false
		default:
			aim = aim || in.kind == form && onSkin.has(in.id)
		}
	}
	return aim
}

// sited are the types of forms whose phrase may hold a site and what the product would be without it.
var sited = setOf(typeHair, typeNail, typeBodyCare)

// barely are the types that such a product then may have.
var barely = setOf(typeMoisturizer, typeSerum, typeOil, typeMask, typeToner, typeCleanser)

// within notes the sites in a form's phrase, and what it is without the site.
func (v *builder) within(e *entry) {
	switch {
	case e.id == typeEyeCare:
		e.sites = 1 << eye
	case e.id == typeLipCare:
		e.sites = 1 << lip
	case e.id == typeBodyCare && e.onFace == 0 && e.weight == 3:
		e.sites = 1 << body
	}
	for rest, k := e.phrase, 0; rest != ""; k++ {
		var w string
		w, rest, _ = strings.Cut(rest, " ")
		for _, f := range [...]string{"gesicht", "gezicht", "페이스", "フェイス"} { // joined to the noun
			if strings.HasPrefix(w, f) {
				e.sites |= 1 << face
			}
		}
		in := v.lookup(w)
		switch {
		case in == nil:
		case in.kind == site:
			e.sites |= 1 << in.id
		case sited.has(e.id) && in.kind == form && barely.has(in.id) && (rest == "" || e.first && k == 0):
			e.bare = in.id + 1
		}
	}
}

// lookup returns the entry of one phrase, or nil.
func (v *builder) lookup(phrase string) *entry {
	n := v.root[phrase[0]]
	for i := 1; i < len(phrase) && n != 0; i++ {
		n = v.child(v.nodes[n].child, phrase[i])
	}
	if n == 0 || v.nodes[n].entry == 0 {
		return nil
	}
	return &v.entries[v.nodes[n].entry-1]
}
