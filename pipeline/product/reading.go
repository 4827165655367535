package product

// field tells how a text is to be read.
type field uint8

const (
	fieldName field = iota
	fieldCategory
	fieldClaims
	fieldDescription
)

var fieldIDs = [...]string{"name", "category", "claims", "description"}

// reading is what the vocabulary finds in one text.
type reading struct {
	best        *entry // the form that names the product; nil where none
	score       int    // its rank: see weigh
	site        *entry // the first site outside brackets, else within
	sites       uint8  // bit per site
	within      uint8  // sites within the forms' phrases: "face cream"
	seen        types  // types of plain or decisive forms outside brackets
	sure        types  // types of the decisive ones
	last        *entry // the last plain or decisive form of the head
	tail        *entry // the last form of the head, of any weight
	own         *entry // the last form on skin, of any weight, outside brackets
	lead        *entry // the first active that would name the product
	tool        *entry // the last tool of the head, of any weight
	head        *entry // the first form of the head, of any weight
	firm        types  // types on skin of forms that no supplement is called
	also        types  // types added by words like "exfoliating"
	claims      uint64
	use         Use
	ofMask      Use  // the use if it is a mask
	unrinsed    bool // some words say leave-on
	rinsed      bool // some say rinse-off
	spectrum    Spectrum
	spf         bool // an SPF is stated in name, claims or a column of its own
	spfWord     bool // "SPF" was read
	coordinated bool // the best form is one of two: "Cleanser & Makeup Remover"
	added       bool // the best form stands behind a '+'
	moved       bool // the category gave the best form another meaning, or none can change what the name says
	noun        bool // a form on skin was read that is not only what a tool may be for
	sun         bool // a decisive word for a sunscreen named the product before another did
	drug        bool // a medicine is named, in brackets, too
	active      bool // an active that makes a plain cream a treatment is named
	percent     bool // a percentage is stated
}

// place is where in a text a word stands.
type place struct {
	clause  int  // clauses before it
	stopped bool // behind "with", "for" …
	aside   int  // depth of brackets
	joined  bool // behind a '+' that follows the best form so far
	linked  bool // behind '+', '&' or "and", likewise
}

// weigh ranks a form: names say first what the product is, then what it is with or for, and in brackets what comes
// along. 30 is a decisive word at the head, 10 a weak one there.
func (p place) weigh(weight uint8) int {
	w := int(weight)
	switch {
	case p.aside > 0:
		return w
	case p.clause == 0 && !p.stopped:
		return 10 * w
	case p.clause == 0 || p.stopped:
		return 4 * w
	}
	return 6 * w
}

// read fills n from s.
func (n *reading) read(r *Reader, s string, f field) {
	*n = reading{}
	if s == "" {
		return
	}
	r.folded = fold(r.folded[:0], s)
	text := r.folded
	var p place
	var list denialList
	for i := 0; i < len(text); {
		c := text[i]
		if border(c) {
			p.pass(c, n)
			list.pass(c)
			i++
			continue
		}
		e, end := r.v.match(text, i)
		if e == nil {
			end = wordEnd(text, i)
			if f <= fieldCategory {
				e = r.v.ending(text[i:end])
			}
		}
		if e == nil {
			list.word()
			i = end
			continue
		}
		n.take(e, &p, f)
		n.claims |= list.take(e, text, end)
		i = end
	}
}

// wordEnd returns where the next word may begin: behind this one, or, in a script without spaces, at the next rune.
func wordEnd(text []byte, i int) int {
	if wideLead(text[i]) {
		for i++; i < len(text) && text[i]&0xC0 == 0x80; i++ {
		}
		return i
	}
	for i < len(text) && !border(text[i]) && !wideLead(text[i]) {
		i++
	}
	return i
}

// pass moves the place over a border.
func (p *place) pass(c byte, n *reading) {
	switch c {
	case '(':
		p.aside++
	case ')':
		p.aside = max(0, p.aside-1)
	case ',', '.':
		if p.aside == 0 && n.best != nil {
			p.clause, p.stopped = p.clause+1, false
		}
	case '+':
		p.joined, p.linked = n.best != nil, n.best != nil
	case '&':
		p.linked = n.best != nil
	}
}

// take notes one phrase.
func (n *reading) take(e *entry, p *place, f field) {
	if e.use != ByType {
		n.unrinsed, n.rinsed = n.unrinsed || e.use == LeaveOn, n.rinsed || e.use == RinseOff
		if n.use == ByType {
			n.use = e.use
		}
	}
	if e.ofMask == LeaveOn || n.ofMask == ByType {
		n.ofMask = e.ofMask // of both, leave-on stands: its rules are the stricter ones
	}
	if e.leads != 0 {
		n.drug = n.drug || e.drug
		if p.aside == 0 {
			n.active = n.active || e.leads-1 == typeTreatment
			if n.lead == nil {
				n.lead = e
			}
		}
	}
	switch e.kind {
	case form:
		n.form(e, *p)
		p.joined, p.linked = false, false
	case joiner:
		p.linked = n.best != nil
	case site:
		if p.aside == 0 && !p.joined || n.site == nil {
			if n.site == nil {
				n.site = e
			}
			n.sites |= 1 << e.id
		}
	case also:
		if p.aside == 0 {
			n.also |= 1 << e.id
		}
	case stop:
		if f == fieldName && n.best != nil {
			p.stopped = true
		}
	case spectrum:
		n.spectrum = max(n.spectrum, Spectrum(e.id))
	}
}

// form lets one form stand for the best. Among equals the last stands, as English puts the head last, except behind
// a '+' and in languages that put it first.
func (n *reading) form(e *entry, p place) {
	if p.aside == 0 {
		n.within |= e.sites
		if onSkin.has(e.id) {
			n.own = e
			n.noun = n.noun || !e.aim
		}
		if p.clause == 0 && !p.stopped {
			n.tail = e
			if n.head == nil {
				n.head = e
			}
			if e.id == typeTool && !p.joined {
				n.tool = e
			}
		}
	}
	if e.weight >= 2 && p.aside == 0 {
		n.seen |= 1 << e.id
		if !e.edible {
			n.firm |= 1 << e.id & onSkin
		}
		if e.weight == 3 && !p.stopped {
			n.sure |= 1 << e.id
		}
		if p.clause == 0 && !p.stopped {
			n.last = e
		}
		if e.adds != 0 {
			n.also |= 1 << (e.adds - 1)
		}
	}
	score := p.weigh(e.weight)
	if e.of(typeSunscreen) && n.best != nil && n.best.weight >= 2 && n.spfWord {
		return // "Day Cream SPF 30 Sunscreen" is a cream that is a sunscreen too
	}
	n.spfWord = n.spfWord || e.spf
	if n.best == nil || score > n.score || score == n.score && n.best.yields(e, &p) {
		n.best, n.score, n.coordinated, n.added = e, score, p.linked, p.joined
		n.sun = n.sun || e.of(typeSunscreen) && e.weight == 3
	}
}

// yields reports whether a form stands back behind another of the same rank that follows it.
func (e *entry) yields(to *entry, p *place) bool {
	switch {
	case e.perhaps():
		return true
	case e.whole && to.id != typeSet && to.id != typeTool:
		return to.whole
	}
	return !e.first && !p.joined && !to.perhaps()
}

// denialList follows "free of parabens, sulfates, and fragrance": after an opener, each item between separators that
// is exactly a known substance is a claim. Unknown items are passed over; the sentence's end closes the list.
type denialList struct {
	open   bool
	clean  bool // nothing but joining words since the last separator
	denied bool // the word before is "not"
}

// word notes a word that the vocabulary does not know.
func (l *denialList) word() {
	l.clean, l.denied = false, false
}

// pass notes a border.
func (l *denialList) pass(c byte) {
	switch c {
	case '.':
		*l = denialList{}
	case ',', '&', '(', ')', '+':
		l.clean, l.denied = true, false
	}
}

// take notes a phrase and returns the claims that it completes.
func (l *denialList) take(e *entry, text []byte, end int) uint64 {
	denied := l.denied
	l.denied = false
	if e.says != 0 && !denied {
		return 1 << (e.says - 1)
	}
	switch e.kind {
	case opener:
		if !denied {
			l.open, l.clean = true, true
		}
	case denial:
		l.denied = true
	case joiner:
		l.clean = l.open
	default:
		clean := l.clean
		l.clean = false
		if e.free != 0 && l.open && clean && itemEnds(text, end) {
			return 1 << (e.free - 1)
		}
	}
	return 0
}

// itemEnds reports whether an item of a list ends at text[end:]: at a separator, "and", "or", or the text's end.
func itemEnds(text []byte, end int) bool {
	if end < len(text) && text[end] == ' ' {
		end++
	}
	rest := text[end:]
	if len(rest) == 0 || border(rest[0]) {
		return true
	}
	for _, w := range [...]string{"and ", "or ", "et ", "ou ", "und ", "oder ", "y ", "o ", "e ", "nor ", "no "} {
		if len(rest) >= len(w) && string(rest[:len(w)]) == w {
			return true
		}
	}
	return false
}
