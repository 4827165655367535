package product

import (
	"math/bits"
	"strings"
)

// Reader understands products one after another, reusing its buffers. It is for one goroutine.
type Reader struct {
	v       *vocabulary
	folded  []byte
	name    reading
	other   reading
	shelves map[string]*shelf
	why     map[whyKey]string
	badges  map[string]*badge
	claims  uint64

	unrinsed bool // the description says that nothing is rinsed off
}

// maxShelves bounds the memory that remembered categories take; shops have far fewer.
const maxShelves = 4096

// maxShelf is how long a category may be to be remembered: a longer one hardly comes again.
const maxShelf = 1 << 10

// NewReader returns a Reader.
func NewReader() *Reader {
	return &Reader{v: known(), shelves: map[string]*shelf{}, why: map[whyKey]string{}, badges: map[string]*badge{}}
}

// badge is what a claims cell says. Shops put the same few badges on many products, so each cell is worked out once.
type badge struct {
	numbers numbers
	reading reading
}

// Cells beyond these bounds are read each time: they are texts, and hardly repeat.
const (
	maxBadges = 4096
	maxBadge  = 256 // bytes
)

// badge returns what a claims cell says, from memory where it was seen before.
func (r *Reader) badge(claims string) *badge {
	if b := r.badges[claims]; b != nil {
		return b
	}
	if len(claims) <= maxBadge && len(r.badges) < maxBadges {
		claims = strings.Clone(claims) // the caller's string may live in a reused buffer
	}
	b := &badge{numbers: scan(claims, false)}
	b.reading.read(r, claims, fieldClaims)
	if len(claims) <= maxBadge && len(r.badges) < maxBadges {
		r.badges[claims] = b
	}
	return b
}

// Understand fills u from t. It is total: any text gives an answer, "other" and unstated where nothing was said.
// u.Types and u.Claims are reused; u.SPFFrom is a part of t's strings and lives as long as they do.
func (r *Reader) Understand(t *Text, u *Understanding) {
	*u = Understanding{Types: u.Types[:0], Claims: u.Claims[:0], SPF: -1, PH: -1}
	r.claims, r.unrinsed = 0, false
	r.name.read(r, t.Name, fieldName)
	r.note(&r.name, u, true)
	c := r.shelf(t.Category)
	r.claims |= c.claims
	if c.spectrum > u.Spectrum {
		u.Spectrum = c.spectrum
	}
	r.statements(t, c, u)
	r.decide(t, c, u)
	if u.Use == ByType && r.unrinsed && types(u.TypeSet).has(typeCleanser) {
		u.Use = LeaveOn // "wipe off with a cotton pad": what stays on the skin is judged by the stricter rules
	}
	if u.Use == ByType {
		u.Use = c.use
	}
	if u.Use == ByType && u.Types[0] == typeIDs[typeMask] {
		u.Use = r.name.ofMask
	}
	u.ClaimSet = r.claims
	for rest := r.claims; rest != 0; rest &= rest - 1 {
		u.Claims = append(u.Claims, r.v.claims[bits.TrailingZeros64(rest)])
	}
}

// note takes over what a field says besides the type.
func (r *Reader) note(n *reading, u *Understanding, useToo bool) {
	r.claims |= n.claims
	if n.spectrum > u.Spectrum { // Narrow stands over Broad: the worse of two contradicting statements
		u.Spectrum = n.spectrum
	}
	if useToo && u.Use == ByType {
		u.Use = n.use
	}
}

// statements reads SPF, pH, claims and spectrum from every field, the surest field first.
func (r *Reader) statements(t *Text, c *shelf, u *Understanding) {
	if t.SPF != "" {
		u.SPF, u.SPFFrom = spfCell(t.SPF)
		u.BadSPF = u.SPF < 0 && amount(t.SPF)
	}
	if t.PH != "" {
		u.PH = phCell(t.PH)
		u.BadPH = u.PH < 0 && amount(t.PH)
	}
	u.state(scan(t.Name, false))
	if t.Claims != "" {
		b := r.badge(t.Claims)
		u.state(b.numbers)
		r.note(&b.reading, u, true)
	}
	if u.SPF >= 0 {
		r.name.spf = true
	}
	if t.Category != "" {
		u.state(scan(c.spfText, false))
	}
	if t.Description != "" {
		u.state(scan(t.Description, true))
		r.other.read(r, t.Description, fieldDescription)
		r.note(&r.other, u, false)
		r.unrinsed = r.other.unrinsed && !r.other.rinsed
	}
	if (u.SPF < 0 || u.PH < 0) && t.Ingredients != "" && mayState(t.Ingredients) {
		u.state(scan(t.Ingredients, true))
	}
}

// mayState is a fast look whether an ingredient text may hold an SPF or pH statement at all: SPF, Spf, LSF, FPS or pH. It
// goes from one rare letter to the next, since P and S are everywhere in such texts.
func mayState(s string) bool {
	return holdsAt(s, 'F', func(i int) bool {
		return i > 1 && (s[i-2:i] == "SP" || s[i-2:i] == "LS") || strings.HasPrefix(s[i+1:], "PS")
	}) || holdsAt(s, 'H', func(i int) bool { return i > 0 && s[i-1] == 'p' }) ||
		holdsAt(s, 'f', func(i int) bool { return i > 1 && s[i-2:i] == "Sp" })
}

// holdsAt reports whether c stands in s at an index that test accepts.
func holdsAt(s string, c byte, test func(int) bool) bool {
	for i := 0; ; i++ {
		k := strings.IndexByte(s[i:], c)
		if k < 0 {
			return false
		}
		if i += k; test(i) {
			return true
		}
	}
}

// state takes over what is not yet stated.
func (u *Understanding) state(n numbers) {
	if u.SPF < 0 && n.spf >= 0 {
		u.SPF, u.SPFFrom = n.spf, n.from
	}
	if u.PH < 0 && n.ph >= 0 {
		u.PH = n.ph
	}
}
