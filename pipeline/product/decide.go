package product

import "strings"

// shelf is what a category says; it is worked out once a category.
type shelf struct {
	typ      int8   // index into types, -1 where it names none
	from     string // `category "Face Masks"`
	face     bool   // it names the face
	claims   uint64
	use      Use
	spectrum Spectrum
	spfText  string // the category where it holds an SPF statement
}

// shelf returns what a category says, from memory where it was seen before.
func (r *Reader) shelf(category string) *shelf {
	if s := r.shelves[category]; s != nil {
		return s
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
	s := &shelf{typ: -1}
	if category == "" {
		return s
	}
	if n := scan(category, false); n.spf >= 0 {
		s.spfText = category
	}
	typ, from := -1, ""
	var sites uint8
	for rest := category; rest != ""; {
		i := strings.LastIndexAny(rest, ">|,;/\\")
		part := strings.TrimSpace(rest[i+1:])
		rest = rest[:max(i, 0)]
		n := &r.other
		n.read(r, part, fieldCategory)
		s.claims |= n.claims
		s.spectrum = max(s.spectrum, n.spectrum)
		if s.use == ByType {
			s.use = n.use
		}
		if n.best == nil && n.sites == 0 {
			continue
		}
		if n.best != nil && (typ < 0 || r.v.overrules(int(n.best.id), typ) && sites&(1<<face) == 0) {
			typ, from = int(n.best.id), part
		} else if from == "" {
			from = part
		}
		if sites == 0 {
			sites = n.sites
		}
	}
	s.face = sites&(1<<face) != 0
	s.typ = int8(r.v.forSite(typ, sites))
	if s.typ >= 0 {
		s.from = `category "` + from + `"`
	}
	return s
}

// overrules reports whether a part of a path above says more than a generic part below it: "Makeup > Sets".
func (v *vocabulary) overrules(above, below int) bool {
	switch v.types[below] {
	case "moisturizer", "serum", "mask", "oil", "treatment", "exfoliant", "cleanser", "toner", "set", "lip-care", "eye-care":
	default:
		return false
	}
	switch v.types[above] {
	case "body-care", "hair", "nail", "tool", "supplement", "fragrance":
		return true
	case "makeup":
		return v.types[below] == "lip-care" || v.types[below] == "eye-care"
	}
	return false
}

// forSite returns the type of a form that is made for sites: a cream for hands is body care. typ may be -1.
func (v *vocabulary) forSite(typ int, sites uint8) int {
	if sites == 0 || sites&(1<<face) != 0 {
		return typ
	}
	of := ""
	if typ >= 0 {
		of = v.types[typ]
	}
	switch of {
	case "", "other", "moisturizer", "serum", "mask", "oil", "treatment", "toner", "exfoliant", "fragrance":
	case "cleanser":
		sites &= 1<<body | 1<<hair | 1<<nail
	default:
		return typ
	}
	for _, s := range [...]uint8{body, eye, lip, hair, nail} {
		if sites&(1<<s) != 0 {
			t, _ := index(v.types, siteTypes[s])
			return int(t)
		}
	}
	return typ
}

// decide sets u.Types and u.TypeFrom from the name's reading and the category, and where both are silent from claims
// and description.
func (r *Reader) decide(t *Text, c *shelf, u *Understanding) {
	v, n := r.v, &r.name
	main, from := -1, ""
	named := n.typ(v, c)
	switch {
	case c.typ < 0 && named >= 0:
		main, from = named, r.reason(fieldName, n)
	case c.typ >= 0 && named >= 0 && (n.replaces(v, int(c.typ), named) || n.misfiled(v, int(c.typ), named)):
		main, from = named, r.reason(fieldName, n)
	case c.typ >= 0:
		main, from = int(c.typ), c.from
	case n.spf:
		main, from = v.typ("sunscreen"), "SPF stated"
	default:
		main, from = r.weak(t)
	}
	if main < 0 {
		main, from = v.typ("other"), "nothing in name, category, claims or description names a type"
	}
	u.TypeFrom = from
	u.Types = append(u.Types, v.types[main])
	r.seconds(main, c, u)
}

// typ returns the type that a name tells, or -1.
func (n *reading) typ(v *vocabulary, c *shelf) int {
	typ := -1
	if n.best != nil {
		typ = int(n.best.id)
	}
	sites := n.sites
	if n.best != nil && n.last != nil && v.onSkin(int(n.last.id)) {
		switch v.types[typ] {
		case "nail", "tool", "supplement": // "Sonic Facial Soap"
			typ = int(n.last.id)
		}
	}
	if n.best != nil && n.best.weight == 1 && sites&^(1<<face) != 0 {
		typ = -1 // "Lip Therapy SPF 15": the site says more than a weak word
	}
	if typ < 0 && sites&(1<<face) != 0 {
		return -1
	}
	if m := n.under(v, c); m >= 0 {
		n.moved = true
		return m
	}
	typ = v.forSite(typ, sites)
	if n.best != nil && typ == v.typ("set") {
		typ = n.ofSet(v, c)
	}
	return typ
}

// under returns the type that the best form means under the category, -1 where it means what it always does.
func (n *reading) under(v *vocabulary, c *shelf) int {
	if n.best == nil || c.typ < 0 || n.spf {
		return -1
	}
	for _, m := range v.on {
		if m.shelf == uint8(c.typ) && m.phrase == n.best.phrase {
			return int(m.typ)
		}
	}
	return -1
}

// ofSet returns the type of a set: a set of one kind that is used one at a time (sheet masks), or that is never put
// on the face, is of that kind.
func (n *reading) ofSet(v *vocabulary, c *shelf) int {
	set := v.typ("set")
	rest := n.seen &^ (1 << set)
	if rest != 0 && rest&(rest-1) == 0 {
		switch one := int(lowest(rest)); v.types[one] {
		case "mask":
			if n.sites&^(1<<face) == 0 {
				return one
			}
		case "hair", "nail", "tool", "supplement", "fragrance":
			return one
		}
	}
	if c.typ >= 0 {
		switch v.types[c.typ] {
		case "hair", "nail", "tool", "supplement", "fragrance":
			return int(c.typ)
		}
	}
	return set
}

// replaces reports whether a name's type stands in place of its category's.
func (n *reading) replaces(v *vocabulary, shelf, named int) bool {
	if n.moved {
		return true
	}
	if shelf == named || v.yields[shelf]>>named&1 == 0 {
		return false
	}
	if n.best == nil {
		return true // a site alone: "All About Eyes" among moisturizers
	}
	if n.score < 12 {
		return n.score >= 10 && n.sites != 0 && int(n.best.id) != named // a weak word for a site: "hand treatment"
	}
	if v.types[shelf] == "mask" && n.best.weight < 3 && (v.types[named] == "cleanser" || v.types[named] == "oil") {
		return false // "Deep Pore Cleansing Clay"
	}
	switch v.types[named] {
	case "hair", "nail", "tool", "supplement":
		// Taken for these, a product escapes every rule: no form for the skin may follow ("Pore Extractor Mask").
		return n.last == nil || !v.onSkin(int(n.last.id))
	case "eye-care", "lip-care", "body-care", "set", "fragrance":
		return true
	}
	if n.best.weight == 3 && n.last == n.best && !n.coordinated || v.types[shelf] == "treatment" {
		return true // the name's last noun: "Cold Cream Cleanser" among creams
	}
	if v.types[named] == "makeup" || v.types[named] == "makeup-remover" {
		return n.sure>>shelf&1 == 0
	}
	return n.seen>>shelf&1 == 0
}

// misfiled reports whether a name among sunscreens names a product of another kind, and nothing says that it protects.
func (n *reading) misfiled(v *vocabulary, shelf, named int) bool {
	if v.types[shelf] != "sunscreen" || n.spf || n.seen>>shelf&1 != 0 || n.score < 20 {
		return false
	}
	switch v.types[named] {
	case "cleanser", "serum", "toner", "mask", "exfoliant":
		return n.last == n.best
	}
	return false
}

// onSkin reports whether products of the type are put on skin.
func (v *vocabulary) onSkin(typ int) bool {
	switch v.types[typ] {
	case "hair", "nail", "tool", "supplement", "fragrance", "set", "other":
		return false
	}
	return true
}

// seconds adds the types whose stricter rules hold as well.
func (r *Reader) seconds(main int, c *shelf, u *Understanding) {
	v, n := r.v, &r.name
	var more typeSet
	bit := func(id string) typeSet { return 1 << v.typ(id) }
	switch v.types[main] {
	case "hair", "nail", "tool", "supplement", "fragrance":
		return
	case "set":
		more = n.seen
	case "sunscreen":
		more = n.seen & (bit("makeup") | bit("moisturizer") | bit("serum") | bit("oil") | bit("toner") | bit("eye-care") | bit("lip-care") | bit("body-care"))
		if s := v.forSite(v.typ("moisturizer"), n.sites); s != v.typ("moisturizer") {
			more = more&^bit("moisturizer") | 1<<s
		}
	case "cleanser", "makeup-remover":
		if n.score == 30 && v.onSkin(int(n.best.id)) {
			more = 1<<n.best.id | n.seen&bit("sunscreen") // the shop's shelf and the name disagree: the rules of both
		}
	default:
		more = n.seen & (bit("sunscreen") | bit("makeup"))
		if n.spf {
			more |= bit("sunscreen")
		}
	}
	more |= n.also | n.seen&bit("exfoliant")
	if c.typ >= 0 && !n.moved {
		more |= 1 << c.typ & (bit("exfoliant") | bit("eye-care") | bit("sunscreen"))
	}
	more &^= 1<<main | bit("hair") | bit("nail") | bit("tool") | bit("supplement")
	for ; more != 0; more &= more - 1 {
		u.Types = append(u.Types, v.types[lowest(more)])
	}
}

// typ returns the index of a type that vocabulary.txt declares.
func (v *vocabulary) typ(id string) int {
	i, err := index(v.types, id)
	if err != nil {
		panic("product: " + err.Error())
	}
	return int(i)
}

// weak looks for a type in claims, and then in the description's first sentence, where only a decisive word counts.
func (r *Reader) weak(t *Text) (typ int, from string) {
	n := &r.other
	if t.Claims != "" {
		n.read(r, t.Claims, fieldClaims)
		if n.best != nil && n.best.weight >= 2 {
			return r.v.forSite(int(n.best.id), n.sites), r.reason(fieldClaims, n)
		}
	}
	if t.Description != "" {
		n.read(r, firstSentence(t.Description), fieldName)
		if n.best != nil && n.best.weight == 3 && n.score >= 12 {
			return r.v.forSite(int(n.best.id), n.sites), r.reason(fieldDescription, n)
		}
	}
	return -1, ""
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
	if n.best == nil || siteMatters(r.v, n) {
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
		s += ` "` + k.best.phrase + `"`
	}
	r.why[k] = s
	return s
}

func siteMatters(v *vocabulary, n *reading) bool {
	return v.forSite(int(n.best.id), n.sites) != int(n.best.id)
}
