package rules

// MaxFamilies is how many families one rule set can hold.
const MaxFamilies = 128

// FamilySet is a set of families, one bit a family: bit i is Set.Families[i].
type FamilySet = [2]uint64

// ListState says how much is known of a product's ingredient list.
type ListState uint8

const (
	ListNone       ListState = iota // the product has no ingredient list
	ListUnreadable                  // there is text, but too little of it was understood
	ListPartial                     // a part of the list: highlights, or a list cut off
	ListWhole                       // the whole list
)

// String returns the id that rule conditions compare with: none, unreadable, partial, whole.
func (s ListState) String() string {
	return [...]string{"none", "unreadable", "partial", "whole"}[s]
}

// Spectrum says what a product states of its breadth of UV protection.
type Spectrum uint8

const (
	SpectrumUnstated Spectrum = iota
	SpectrumBroad             // "broad spectrum", "UVA/UVB", a UVA seal, PA++ and more
	SpectrumNarrow            // stated as protecting against UVB only
)

// Unstated is the value of Facts.SPF and Facts.PH where the product does not state them.
const Unstated = -1

// Facts is all that a rule may ask of a product. It is comparable: equal facts get equal decisions, so that a
// decision can be remembered.
type Facts struct {
	Families FamilySet // families that at least one ingredient of the list belongs to
	Quantity uint64    // bit i: Set.Quantities[i] holds
	Types    uint32    // bit i: the product is of type Set.Guide.Types[i]; at least one bit
	Claims   uint64    // bit i: the product claims Set.Guide.Claims[i]
	SPF      int16     // sun protection factor as stated, 0–100 ("50+" is 50), or Unstated
	PH       int16     // pH as stated, in hundredths (550 is pH 5.5), or Unstated
	Count    uint16    // number of ingredients read
	List     ListState
	Spectrum Spectrum
	LeaveOn  bool // stays on the skin; a set may be both leave-on and rinse-off
	RinseOff bool
}

// QuantityKind tells the questions that a rule may ask of an amount apart.
type QuantityKind uint8

const (
	// Above asks: may some ingredient of the family exceed Percent? True where no bound at or under Percent is known.
	Above QuantityKind = iota
	// Stated asks: does the label state at least Percent for some ingredient of the family?
	Stated
	// Leading asks: does some ingredient of the family stand where its amount counts: among the active ingredients,
	// with a stated percentage, or before whatever is at most 1 % by law? A pigment at the end of a list does not.
	// Percent is 0.
	Leading
)

// Quantity is one question about an amount that some rule of the set asks: above("aha", 1), stated("urea", 10), leading("uv-filter").
type Quantity struct {
	Kind    QuantityKind
	Family  int     // index into Set.Families
	Percent float32 // percent by weight, 0–100
}
