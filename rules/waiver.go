package rules

// Waiver says that a rule counts less, or not at all, for certain products. It comes from a layer.
type Waiver struct {
	// ID, Brand and Name say which products are meant: a product must match all that are not empty. Upper and lower case
	// are the same, and * stands for any run of characters.
	ID, Brand, Name string
	// Rule is the id of the rule.
	Rule string
	// To is what the rule says at most; Silent where it says nothing.
	To Verdict
	// Unknown is set where the waiver also holds for what the rule calls unknown. Where it is not, unknown stays.
	Unknown bool

	Reason, Owner, Expires string
	File                   string
	Line                   int
}

// Waived returns a rule's verdict under the waiver.
func (w *Waiver) Waived(v Verdict) Verdict {
	if v == Unknown && !w.Unknown {
		return v
	}
	return min(v, w.To)
}

// Judge returns the decision for a product on which the given rules fired, where table says what each of them says:
// Decide for tables that are not the set's own.
func (s *Set) Judge(fired []int, table func(rule int) []Verdict) *Decision {
	d := s.newDecision()
	d.Fired = fired
	for _, r := range fired {
		d.raise(table(r), false)
	}
	d.finish(len(s.Guide.SkinTypes))
	return d
}
