package product

import "strings"

// Reader understands products one after another, reusing its buffers. It is for one goroutine.
type Reader struct {
	v       *vocabulary
	folded  []byte
	name    reading
	other   reading
	shelves map[string]*shelf
	why     map[whyKey]string
	claims  uint64
}

// maxShelves bounds the memory that remembered categories take; shops have far fewer.
const maxShelves = 4096

// NewReader returns a Reader.
func NewReader() *Reader {
	return &Reader{v: known(), shelves: map[string]*shelf{}, why: map[whyKey]string{}}
}

// Understand fills u from t. It is total: any text gives an answer, "other" and unstated where nothing was said.
// u.Types and u.Claims are reused; u.SPFFrom is a part of t's strings and lives as long as they do.
func (r *Reader) Understand(t *Text, u *Understanding) {
	*u = Understanding{Types: u.Types[:0], Claims: u.Claims[:0], SPF: -1, PH: -1}
	r.claims = 0
	r.name.read(r, t.Name, fieldName)
	r.note(&r.name, u, true)
	c := r.shelf(t.Category)
	r.claims |= c.claims
	if c.spectrum > u.Spectrum {
		u.Spectrum = c.spectrum
	}
	r.statements(t, u)
	r.decide(t, c, u)
	if u.Use == ByType {
		u.Use = c.use
	}
	if u.Use == ByType && u.Types[0] == typeIDs[typeMask] {
		u.Use = r.name.ofMask
	}
	for i, id := range r.v.claims {
		if r.claims>>i&1 != 0 {
			u.Claims = append(u.Claims, id)
		}
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
func (r *Reader) statements(t *Text, u *Understanding) {
	if t.SPF != "" {
		u.SPF, u.SPFFrom = spfCell(t.SPF)
	}
	if t.PH != "" {
		u.PH = phCell(t.PH)
	}
	u.state(scan(t.Name, false))
	if t.Claims != "" {
		u.state(scan(t.Claims, false))
		r.other.read(r, t.Claims, fieldClaims)
		r.note(&r.other, u, true)
	}
	if u.SPF >= 0 {
		r.name.spf = true
	}
	if t.Category != "" {
		u.state(scan(r.shelf(t.Category).spfText, false))
	}
	if t.Description != "" {
		u.state(scan(t.Description, true))
		r.other.read(r, t.Description, fieldDescription)
		r.note(&r.other, u, false)
	}
	if (u.SPF < 0 || u.PH < 0) && t.Ingredients != "" && mayState(t.Ingredients) {
		u.state(scan(t.Ingredients, true))
	}
}

// mayState is a fast look whether an ingredient text may hold an SPF or pH statement at all.
func mayState(s string) bool {
	return strings.Contains(s, "SPF") || strings.Contains(s, "pH") || strings.Contains(s, "Spf") || strings.Contains(s, "LSF") || strings.Contains(s, "FPS")
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
