// Package product understands what a catalog says of a product besides its ingredients: what kind of product it is,
// its SPF, pH and breadth of protection, and what it claims of itself. Claims are kept as claims; they are never taken
// for ingredients. The package imports nothing of this project.
package product

// Text is what the catalog holds of one product; any field may be empty.
type Text struct {
	Name, Brand string
	Category    string // category path, type, label, tags: the shop's own words
	Claims      string // claims, badges
	Description string // plain text (HTML already removed)
	SPF, PH     string // cells of their own columns
	Ingredients string // the ingredient text; used for "SPF 30", "Active ingredients", and pH printed in it, never for type
}

// Understanding is what was understood.
type Understanding struct {
	Types    []string // ids of product types, the main one first ("Tinted Moisturizer SPF 30": makeup, sunscreen); "other" where unsure
	TypeFrom string   // which words of which field decided: `category "Face Mask"`
	Use      Use      // leave-on or rinse-off where the words say so ("sleeping mask", "rinse off after 10 minutes")
	SPF      int      // 0–100, -1 where unstated
	SPFFrom  string   // the words that state it, as written
	Spectrum Spectrum
	PH       float64  // 0–14, -1 where unstated
	BadSPF   bool     // the cell of the SPF column holds a number that states no SPF: "-50", "15 or so"
	BadPH    bool     // the cell of the pH column holds a number that is no pH: "660"
	Claims   []string // ids, in a fixed order
	TypeSet  uint32   // bit i: Types()[i] is one of Types
	ClaimSet uint64   // bit i: Claims()[i] is one of Claims
}

// Use says whether a product stays on the skin, where its own words say so; otherwise its type decides.
type Use uint8

const (
	ByType Use = iota
	LeaveOn
	RinseOff
)

// Spectrum is the stated breadth of UV protection. "Broad spectrum" and "UVA/UVB" in any language are Broad, and so is
// PA+++ or more. PA grades the UVA protection factor as the Japanese industry association does, measured by ISO 24442:
// PA++ is 4 to 8, PA+++ 8 to 16, PA++++ 16 or more. EU Recommendation 2006/647/EC asks for a third of the SPF, so PA++
// would do up to about SPF 12 only, and stays Unstated. Where both are stated, Narrow stands.
type Spectrum uint8

const (
	Unstated Spectrum = iota
	Broad
	Narrow
)
