package pipeline

import "screen/rules"

// Again screens a product that another rule set has been asked about, and leaves the other's result as it is. What does not
// depend on rules, such as the product's type, is not understood a second time. The result is valid until the next call.
func (w *Worker) Again(other *Result) *Result {
	r := &w.res
	unknown, findings, diagnostics := r.Unknown[:0], r.Findings[:0], r.Diagnostics[:0]
	*r = *other
	r.Recognized, r.Unknown, r.Findings, r.Diagnostics = 0, unknown, findings, diagnostics
	r.Facts = rules.Facts{}
	w.judge(r)
	return r
}

// Part is what one ingredient of a list gives to the product's facts.
type Part struct {
	Name       string // of the entry or pattern by which it was recognised; empty where it was not
	Written    string
	Families   rules.FamilySet
	Quantities uint64 // bit i: Set.Quantities[i] holds for it
}

// Parts returns what each ingredient of a result gives to its facts. It shares nothing with the result.
func (s *Screener) Parts(r *Result) []Part {
	parts := make([]Part, len(r.List.Items))
	for i := range r.List.Items {
		it := &r.List.Items[i]
		parts[i].Families = it.Families
		parts[i].Written = string([]byte(r.List.Text[it.Start:it.End]))
		if it.Entry != nil {
			parts[i].Name = it.Entry.Name
		}
		for q, quantity := range s.Rules.Quantities {
			if has(it.Families, quantity.Family) && holds(quantity, it) {
				parts[i].Quantities |= 1 << q
			}
		}
	}
	return parts
}
