package rules

import "fmt"

// Verdict is what the rules say of a product in one phase, for one skin type.
// Its order is that of the decision: of all rules that fire, the greatest verdict stands.
type Verdict uint8

const (
	// Silent is a cell in which a rule says nothing; no decided product has it.
	Silent Verdict = iota
	// Suitable means that nothing speaks against the product.
	Suitable
	// Recommended means that the guide asks for such a product here.
	// It counts only where no rule says caution, unknown or avoid.
	Recommended
	// Caution means that conditions apply; the findings say which.
	Caution
	// Unknown means that facts needed to decide are missing. It is never taken for Suitable,
	// and it stands above Caution because the missing facts may hold something worse.
	Unknown
	// Avoid means that the product must not be used. It stands even where the list is only partly known.
	Avoid
	// NotApplicable means that the product is not put on treated skin at all.
	NotApplicable
)

var verdictIDs = [...]string{"none", "suitable", "recommended", "caution", "unknown", "avoid", "not-applicable"}

// String returns the verdict's id as it stands in rule files and reports.
func (v Verdict) String() string {
	if int(v) < len(verdictIDs) {
		return verdictIDs[v]
	}
	return fmt.Sprintf("Verdict(%d)", uint8(v))
}

// ParseVerdict returns the verdict with the given id; ok is false where there is none.
func ParseVerdict(id string) (v Verdict, ok bool) {
	for i, s := range verdictIDs {
		if s == id {
			return Verdict(i), true
		}
	}
	return Silent, false
}
