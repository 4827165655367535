package product

import "strings"

// decide sets u.Types and u.TypeFrom from the name's reading and the category, and where both are silent from claims
// and description.
func (r *Reader) decide(t *Text, c *shelf, u *Understanding) {
	n := &r.name
	named := n.typ(r.v, c)
	main, from := none, ""
	switch {
	case named != none && (c.typ == none || n.replaces(r.v, c.typ, named)):
		main, from = named, r.reason(fieldName, n)
	case c.typ != none:
		main, from = c.typ, c.from
	case n.spf:
		main, from = typeSunscreen, "SPF stated"
	default:
		main, from = r.weak(t)
	}
	if main == none {
		main, from = typeOther, "nothing in name, category, claims or description names a type"
	}
	u.TypeFrom = from
	u.Types = append(u.Types, typeIDs[main])
	for more := n.seconds(main, c); more != 0; more &= more - 1 {
		u.Types = append(u.Types, typeIDs[more.lowest()])
	}
}

// typ returns the type that a name tells, or none.
func (n *reading) typ(v *vocabulary, c *shelf) uint8 {
	if n.best == nil {
		return forSite(none, n.sites)
	}
	if m := n.under(v, c); m != none {
		n.moved = true
		return m
	}
	typ := n.best.id
	switch {
	case typ == typeSet:
		return n.ofSet(c)
	case n.last != nil && onSkin.has(n.last.id) && (typ == typeTool || typ == typeNail || typ == typeSupplement):
		typ = n.last.id // "Sonic Facial Soap"
	case n.best.weight == 1 && n.sites&^(1<<face) != 0:
		typ = none // "Lip Therapy SPF 15": the site says more than a weak word
	}
	return forSite(typ, n.sites)
}

// under returns the type that the best form means under the category, or none where it means what it always does.
func (n *reading) under(v *vocabulary, c *shelf) uint8 {
	if c.typ == none || n.spf {
		return none
	}
	for i := range v.on {
		if m := &v.on[i]; m.shelf == c.typ && m.phrase == n.best.phrase {
			return m.typ
		}
	}
	return none
}

// ofSet returns the type of a set: a set of one kind that is used one at a time (sheet masks), or that is never put
// on the face, is of that kind.
func (n *reading) ofSet(c *shelf) uint8 {
	never := setOf(typeHair, typeNail, typeTool, typeSupplement, typeFragrance)
	if one := n.seen &^ setOf(typeSet); one != 0 && one&(one-1) == 0 {
		if t := one.lowest(); never.has(t) || t == typeMask && n.sites&^(1<<face) == 0 {
			return t
		}
	}
	if never.has(c.typ) {
		return c.typ
	}
	return typeSet
}

// replaces reports whether a name's type stands in place of its category's.
func (n *reading) replaces(v *vocabulary, shelf, named uint8) bool {
	switch {
	case n.moved:
		return true
	case shelf == named:
		return false
	case shelf == typeSunscreen && n.misfiled(named):
		return true
	case !v.yields[shelf].has(named):
		return false
	case n.best == nil:
		return true // a site alone: "All About Eyes" among moisturizers
	case n.score < 12: // a weak word, unless it is for a site: "hand treatment"
		return n.score >= 10 && n.sites != 0 && n.best.id != named
	case shelf == typeMask && n.best.weight < 3 && (named == typeCleanser || named == typeOil):
		return false // "Deep Pore Cleansing Clay"
	}
	switch named {
	case typeHair, typeNail, typeTool, typeSupplement:
		// Taken for these, a product escapes every rule: no form for the skin may follow ("Pore Extractor Mask").
		return n.last == nil || !onSkin.has(n.last.id)
	case typeEyeCare, typeLipCare, typeBodyCare, typeSet, typeFragrance:
		return true
	}
	if n.best.weight == 3 && n.last == n.best && !n.coordinated || shelf == typeTreatment {
		return true // the name's last noun: "Cold Cream Cleanser" among creams
	}
	if named == typeMakeup || named == typeMakeupRemover {
		return !n.sure.has(shelf)
	}
	return !n.seen.has(shelf)
}

// misfiled reports whether a name among sunscreens names a product of another kind, and nothing says that it protects.
func (n *reading) misfiled(named uint8) bool {
	if n.spf || n.seen.has(typeSunscreen) || n.score < 20 || n.last != n.best {
		return false
	}
	return setOf(typeCleanser, typeSerum, typeToner, typeMask, typeExfoliant).has(named)
}

// besideSunscreen are the types that a sunscreen may be as well.
var besideSunscreen = setOf(typeMakeup, typeMoisturizer, typeSerum, typeOil, typeToner, typeEyeCare, typeLipCare, typeBodyCare)

// seconds returns the types whose stricter rules hold as well.
func (n *reading) seconds(main uint8, c *shelf) (more types) {
	switch main {
	case typeHair, typeNail, typeTool, typeSupplement, typeFragrance:
		return 0
	case typeSet:
		more = n.seen
	case typeSunscreen:
		more = n.seen & besideSunscreen
		if s := forSite(typeMoisturizer, n.sites); s != typeMoisturizer {
			more = more&^setOf(typeMoisturizer) | setOf(s)
		}
	case typeCleanser, typeMakeupRemover:
		if n.score == 30 && onSkin.has(n.best.id) {
			more = setOf(n.best.id) | n.seen&setOf(typeSunscreen) // shelf and name disagree: the rules of both
		}
	default:
		more = n.seen & setOf(typeSunscreen, typeMakeup)
		if n.spf {
			more |= setOf(typeSunscreen)
		}
	}
	more |= n.also | n.seen&setOf(typeExfoliant)
	if c.typ != none && !n.moved {
		more |= setOf(c.typ) & setOf(typeExfoliant, typeEyeCare, typeSunscreen)
	}
	return more & (onSkin | setOf(typeSet)) &^ setOf(main)
}

// weak looks for a type in claims, and then in the description's first sentence, where only a decisive word counts.
func (r *Reader) weak(t *Text) (typ uint8, from string) {
	n := &r.other
	if t.Claims != "" {
		n.read(r, t.Claims, fieldClaims)
		if n.best != nil && n.best.weight >= 2 {
			return forSite(n.best.id, n.sites), r.reason(fieldClaims, n)
		}
	}
	if t.Description != "" {
		n.read(r, firstSentence(t.Description), fieldName)
		if n.best != nil && n.best.weight == 3 && n.score >= 12 {
			return forSite(n.best.id, n.sites), r.reason(fieldDescription, n)
		}
	}
	return none, ""
}

// firstSentence returns the first sentence of s, at most 200 bytes.
func firstSentence(s string) string {
	s = s[:min(len(s), 200)]
	if i := strings.IndexAny(s, ".!?\n"); i >= 0 {
		s = s[:i]
	}
	return s
}

// whyKey is what a reason is made of.
type whyKey struct {
	f          field
	site, best *entry
}

// reason returns, from memory where it can, which words decided: `name "hand", "cream"`.
func (r *Reader) reason(f field, n *reading) string {
	k := whyKey{f: f, best: n.best}
	if n.best == nil || forSite(n.best.id, n.sites) != n.best.id {
		k.site = n.site
	}
	if s, ok := r.why[k]; ok {
		return s
	}
	s := fieldIDs[f]
	if k.site != nil {
		s += ` "` + k.site.phrase + `"`
	}
	if k.best != nil {
		if k.site != nil {
			s += ","
		}
		s += ` "` + k.best.prefix + k.best.phrase + `"`
	}
	r.why[k] = s
	return s
}
