package product

import "strings"

// shelf is what a category says; it is worked out once a category.
type shelf struct {
	typ      uint8  // none where it names no type
	from     string // `category "Face Masks"`
	claims   uint64
	use      Use
	useAs    Use // the use that its type's words show
	spectrum Spectrum
	spfText  string // the category where it holds an SPF statement
}

// shelf returns what a category says, from memory where it was seen before.
func (r *Reader) shelf(category string) *shelf {
	if s := r.shelves[category]; s != nil {
		return s
	}
	if len(category) > maxShelf {
		return r.readShelf(strings.Clone(category))
	}
	if len(r.shelves) >= maxShelves {
		clear(r.shelves)
	}
	category = strings.Clone(category) // the caller's string may live in a reused buffer
	s := r.readShelf(category)
	r.shelves[category] = s
	return s
}

// readShelf reads a category path. Its last part that names a form is the most specific; the parts above it may still
// say for which site ("Hair > Masks"), or that all is makeup.
func (r *Reader) readShelf(category string) *shelf {
	s := &shelf{typ: none}
	if scan(category, false).spf >= 0 {
		s.spfText = category
	}
	typ, from := none, ""
	var sites uint8
	onlySkin := false // a part says skin, and no more
	for rest := category; rest != ""; {
		i := strings.LastIndexAny(rest, ">|,;/\\")
		part := strings.TrimSpace(rest[i+1:])
		rest = rest[:max(i, 0)]
		n := &r.other
		n.read(r, part, fieldCategory)
		if e := r.v.parts[string(r.folded)]; e != nil && part != "" {
			n.best = e
		}
		s.claims |= n.claims
		s.spectrum = max(s.spectrum, n.spectrum)
		if s.use == ByType {
			s.use = n.use
		}
		if n.best != nil && (n.best.id == typeHair || n.best.id == typeNail) && (n.sites|n.within)&skinSites != 0 {
			n.best = nil // "Hair & Skin Care", "Hand & Nail Care": the name must tell
			n.sites &^= 1<<hair | 1<<nail
		}
		if n.best != nil && n.best.id == typeSet && n.coordinated && n.own != nil && r.v.yields[n.own.id].has(typeSet) {
			n.best = n.own // "Treatments & Kits": the name tells which
		}
		onlySkin = onlySkin || n.best == nil && n.sites&skinSites != 0
		switch {
		case n.best != nil && (typ == none || overrules(n.best.id, typ) && sites&(1<<face) == 0):
			typ, from = n.best.id, part
			s.useAs = n.useAs(forSite(typ, n.sites))
		case from == "" && n.sites != 0:
			from = part
		}
		if sites == 0 {
			sites = n.sites
		}
	}
	if s.typ = forSite(typ, sites); offSkin.has(s.typ) && onlySkin && !strings.Contains(category, ">") {
		s.typ = none // a list of tags, or "Hair / Skin": not a path
	}
	if s.typ != none {
		s.from = `category "` + from + `"`
	}
	return s
}

// generic are the types that say little below a part of a path that says more: "Hair > Masks".
var generic = setOf(typeMoisturizer, typeSerum, typeMask, typeOil, typeTreatment, typeExfoliant, typeCleanser, typeToner, typeSet)

// overrules reports whether a part of a path says more than the part below it.
func overrules(above, below uint8) bool {
	switch above {
	case typeBodyCare, typeHair, typeNail, typeTool, typeSupplement, typeFragrance:
		return generic.has(below)
	case typeMakeup:
		return setOf(typeLipCare, typeEyeCare, typeSet, typeTreatment, typeToner).has(below)
	}
	return false
}

// siteable are the types that become another type for a site: a cream for hands is body care.
var siteable = setOf(typeOther, typeMoisturizer, typeSerum, typeMask, typeOil, typeTreatment, typeToner, typeExfoliant, typeFragrance)

// siteRank is the order in which sites decide where several are named.
var siteRank = [...]uint8{body, eye, lip, hair, nail}

// forSite returns the type of a form, which may be none, that is made for sites.
func forSite(typ, sites uint8) uint8 {
	if sites&skinSites != 0 {
		sites &^= 1<<hair | 1<<nail // what is for both is put on skin
	}
	if sites &^= 1 << skin; sites == 0 || sites&(1<<face) != 0 {
		return typ
	}
	switch {
	case typ == typeCleanser:
		sites &= 1<<body | 1<<hair | 1<<nail // a cleanser "for eyes and lips" is one still
	case typ != none && !siteable.has(typ):
		return typ
	}
	for _, s := range siteRank {
		if sites&(1<<s) != 0 {
			return siteTypes[s]
		}
	}
	return typ
}
