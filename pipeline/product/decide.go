package product

import "strings"

// decide sets u.Types and u.TypeFrom from the name's reading and the category, and where both are silent from claims
// and description.
func (r *Reader) decide(t *Text, c *shelf, u *Understanding) {
	n := &r.name
	n.percent = n.active && strings.IndexByte(t.Name, '%') >= 0
	named := n.typ(r.v, c)
	main, from, use := none, "", ByType
	switch {
	case named != none && (c.typ == none || n.replaces(r.v, c.typ, named)):
		main, from, use = named, r.reason(fieldName, n), n.useAs(named)
	case c.typ != none:
		main, from, use = c.typ, c.from, c.useAs
		if named == main && n.best != nil {
			use = n.useAs(named)
		}
	case n.spf:
		main, from = typeSunscreen, "SPF stated"
	default:
		main, from = r.weak(t)
	}
	if main == none && n.lead != nil {
		main, from = n.lead.leads-1, r.reason(fieldName, &reading{best: n.lead})
	}
	if exfoliant := setOf(typeExfoliant); n.also&exfoliant != 0 && (main == none || n.best != nil && main == named && n.best.of(typeMoisturizer) && n.best.weight == 1) {
		main, from = typeExfoliant, "a word of the name that says exfoliating" // "Żel peelingujący"
	}
	if main == none {
		main, from = typeOther, "nothing in name, category, claims or description names a type"
	}
	u.TypeFrom = from
	u.Types = append(u.Types, typeIDs[main])
	more := n.seconds(main, c)
	u.TypeSet = uint32(more | setOf(main))
	for ; more != 0; more &= more - 1 {
		u.Types = append(u.Types, typeIDs[more.lowest()])
		if !eitherUse.has(more.lowest()) {
			use = ByType // the other type's rules hold too
		}
	}
	if u.Use == ByType {
		u.Use = use
	}
}

// eitherUse are the types whose products may stay on the skin or not.
var eitherUse = setOf(typeMask, typeExfoliant, typeBodyCare)

// useAs returns the use that the words of the type show: a body wash is rinsed off, a body lotion is not.
func (n *reading) useAs(typ uint8) Use {
	switch {
	case n.best == nil || n.coordinated:
		return ByType
	case typ == typeCleanser && n.best.ofForm == LeaveOn:
		return LeaveOn // micellar water
	case !eitherUse.has(typ):
		return ByType
	case n.best.ofForm != ByType:
		return n.best.ofForm
	case typ != typeBodyCare || n.best.weight < 2:
		return ByType
	case n.best.id == typeCleanser:
		return RinseOff // "hand soap"
	case n.best.id == typeMoisturizer || n.best.id == typeSerum:
		return LeaveOn // "foot repair cream"
	}
	return ByType
}

// typ returns the type that a name tells, or none.
func (n *reading) typ(v *vocabulary, c *shelf) uint8 {
	sites := n.sites
	if (sites|n.within)&skinSites != 0 {
		sites &^= 1<<hair | 1<<nail // "Beard & Face Moisturizer"
	}
	if n.best == nil {
		return forSite(none, sites)
	}
	sites |= n.best.sites & (1 << face) // "Hand & Face Cream"
	if m := n.under(v, c); m != none {
		n.moved = true
		return m
	}
	switch {
	case n.isTool():
		n.moved = true
		return typeTool
	case n.isTreatment(c):
		n.moved = n.drug
		return forSite(typeTreatment, sites)
	}
	typ := n.best.id
	switch {
	case n.sun && (c.typ == typeSunscreen || !n.seen.has(c.typ)) && (underSun.has(typ) || typ == typeMakeup && strings.Contains(n.best.phrase, "primer")):
		return typeSunscreen // "Facial Sunscreen Moisturizer"
	case typ != typeSet && n.seen.has(typeSet) && n.several():
		return typeSet // "Cleanser & Toner Duo"
	case n.best.edible && n.sure.has(typeSupplement) && n.firm == 0 && (n.sites|n.within)&skinSites == 0:
		return typeSupplement // "Evening Primrose Oil, 100 Softgels"
	case n.best.of(typeMoisturizer) && n.best.weight == 1 && n.spf && n.sites&^(1<<face|1<<skin) == 0:
		return typeSunscreen // "Invisible Fluid SPF50"
	case typ == typeSet:
		return n.ofSet(c)
	case typ == typeMoisturizer && n.seen.has(typeExfoliant) && n.last == n.best && !n.coordinated && (n.best.weight < 3 || n.best.wide):
		typ = typeExfoliant // "Scrub Cream"
	case offSkin.has(typ):
		typ = n.spared(typ)
	case n.best.onFace != 0 && n.sites&(1<<face|1<<body) == 1<<face:
		if typ = n.best.onFace - 1; n.last != nil && n.last != n.best && onSkin.has(n.last.id) {
			typ = n.last.id
		}
	case typ == typeBodyCare && n.sites&(1<<face) != 0 && n.best.bare != 0 && n.best.ofForm != RinseOff:
		typ = n.best.bare - 1 // "Body Oil for the Face"
	case n.best.weight == 1 && n.sites&^(1<<face|1<<skin) != 0:
		typ = none // "Lip Therapy SPF 15": the site says more than a weak word
	}
	return forSite(typ, sites)
}

// underSun are the types whose words only say more of a product that was called a sunscreen before them.
var underSun = setOf(typeMoisturizer, typeSerum, typeToner, typeOil, typeTreatment, typeBodyCare)

// isTool reports whether the name is that of a tool, and all other forms only say what it is for: "Exfoliating Glove".
func (n *reading) isTool() bool {
	return n.tool != nil && (n.tool.weight > 1 || n.tool.aim) && !n.noun && !n.spf &&
		(n.tail == n.tool || n.head == n.tool && n.tool.first)
}

// isTreatment reports whether a plain cream, gel or ointment is one for the sake of its active: "Azelaic Acid Cream 20%".
func (n *reading) isTreatment(c *shelf) bool {
	if !n.best.of(typeMoisturizer) || n.best.weight > 2 || n.spf {
		return false
	}
	return n.drug || n.active && (n.percent || n.best.weight == 1 || c.typ == typeTreatment)
}

// several reports whether the name of a set names more than one kind of product: "Shower Gel & Body Lotion Duo" has one.
func (n *reading) several() bool {
	kinds := n.seen &^ setOf(typeSet)
	return kinds&(kinds-1) != 0 && n.last != nil && (n.last.id == typeSet || n.head.id == typeSet)
}

// offSkin are the types that no rule holds for. Taken for one of these, a product vanishes, so its name must hold no word
// for what is put on skin.
var offSkin = setOf(typeHair, typeNail, typeTool, typeSupplement)

// spared returns the type on skin that a name tells beside one that is off it, or else that one.
func (n *reading) spared(typ uint8) uint8 {
	switch typ {
	case typeHair, typeNail:
		switch {
		case (n.sites|n.within)&skinSites == 0:
			return typ
		case n.last != nil && onSkin.has(n.last.id):
			return n.last.id // "Scalp & Skin Oil"
		case n.sure&onSkin != 0:
			return (n.sure & onSkin).lowest() // "Body Wash & Shampoo"
		case n.best.bare != 0:
			return n.best.bare - 1 // "Face, Body & Hair Oil"
		case n.sites&(1<<body|1<<hair) == 1<<body|1<<hair:
			return typeBodyCare // "Shampoo for Hair and Body"
		}
		return typ
	case typeSupplement:
		if n.firm != 0 && (n.last == nil || !onSkin.has(n.last.id)) {
			return n.firm.lowest() // "Serum Capsules"
		}
	}
	switch skin := n.sure & onSkin &^ setOf(typeMakeup); {
	case n.spf:
		return typeSunscreen // "Mineral Powder Brush-On SPF 30"
	case n.last != nil && onSkin.has(n.last.id):
		return n.last.id // "Sonic Facial Soap"
	case n.added && n.firm != 0:
		return n.firm.lowest() // "Cream + Jade Roller"
	case n.coordinated && skin != 0:
		return skin.lowest() // "Face Oil & Gua Sha"
	}
	if n.tail != nil && n.tail.id == typeMoisturizer {
		return typeMoisturizer // "Gua Sha Balm"
	}
	return typ
}

// under returns the type that the best form means under the category, or none where it means what it always does.
func (n *reading) under(v *vocabulary, c *shelf) uint8 {
	if !n.best.moves || c.typ == none || n.spf || offSkin.has(c.typ) && n.sites&skinSites != 0 {
		return none
	}
	for i := range v.on {
		if m := &v.on[i]; m.shelf == c.typ && m.phrase == n.best.phrase {
			if n.best.onFace != 0 && n.sites&(1<<face) != 0 {
				return n.best.onFace - 1 // "Face After-Sun Balm"
			}
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
		if t := one.lowest(); never.has(t) || t == typeMask && n.sites&^(1<<face|1<<skin) == 0 {
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
	case offSkin.has(shelf) && onSkin.has(named):
		return n.escapes(shelf, named)
	case shelf == typeBodyCare && onSkin.has(named) && n.best != nil && n.best.weight > 1 && n.facial():
		return true // "Face Cream" in "Bath & Body"
	case !v.yields[shelf].has(named):
		return false
	case shelf == typeCleanser && n.tail != nil && n.tail.id == typeCleanser && n.best != n.tail && n.best.id != typeMakeupRemover:
		return false // "Ampoule Foam"
	case shelf == typeSet && n.seen&onSkin != 0:
		return false // more than a candle
	case shelf == typeSerum && named == typeToner:
		return n.best.weight == 3 && n.last == n.best // an essence may stand among serums, a toner not
	case n.best == nil:
		return true // a site alone: "All About Eyes" among moisturizers
	case n.score < 12: // a weak word, unless it is for a site: "hand treatment"
		return n.score >= 10 && n.sites != 0 && n.best.id != named
	case shelf == typeMask && n.best.weight < 3 && (named == typeCleanser || named == typeOil):
		return false // "Deep Pore Cleansing Clay"
	}
	switch named {
	case typeHair, typeNail:
		return true // typ has looked for words of the skin
	case typeTool, typeSupplement:
		return n.last == nil || !onSkin.has(n.last.id) // "Pore Extractor Mask"
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

// facial reports whether the name says that the product is for the face, and not for other parts.
func (n *reading) facial() bool {
	return (n.sites|n.within)&(1<<face|1<<lip|1<<eye|1<<body) == 1<<face
}

// ownWord are the types on skin whose words are never said of what is for hair or nails.
var ownWord = setOf(typeSunscreen, typeEyeCare, typeLipCare, typeBodyCare, typeMakeupRemover)

// escapes reports whether a name among products that are off the skin tells a product on skin.
func (n *reading) escapes(shelf, named uint8) bool {
	if n.best == nil || n.best.weight < 2 && (n.sites|n.within)&skinSites == 0 && !n.spf {
		return false
	}
	if n.spf {
		return true
	}
	switch shelf {
	case typeHair, typeNail:
		if (n.sites|n.within)&skinSites != 0 {
			return true
		}
		return n.best.weight == 3 && ownWord.has(named) && n.sites&(1<<hair|1<<nail) == 0 && !n.seen.has(shelf)
	case typeSupplement:
		return n.firm.has(n.best.id) || offSkin.has(n.best.id) && (n.firm != 0 || n.best.bare != 0 && named != typeOil) ||
			(n.sites|n.within)&(1<<face) != 0
	}
	if offSkin.has(n.best.id) { // spared has judged, but what a tool does is no product: "Sonic Brush Cleansing"
		return n.last == nil || n.last.weight == 3 || n.last.id != typeCleanser && n.last.id != typeExfoliant
	}
	// A tool's purpose is told by the same words: the noun must be the last word, "Lotion Bottle" is none.
	return n.last == n.best && !offSkin.has(n.tail.id)
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
