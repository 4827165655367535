package inci

// Source is what a lexicon is compiled from.
type Source struct {
	Families []Family
	// Known are names of ingredients without a family, so that "unrecognised" means something: "NAME | SYNONYM | …", '*' patterns allowed.
	Known []string
	// Limits are legal maxima that bound the concentration of whatever follows the ingredient in a list.
	Limits []Limit
}

// Family is a family's names as its rule file gives them: see rules.Family.
type Family struct {
	ID       string
	Names    []string // "CANONICAL | SYNONYM | …"
	Patterns []string // '*' any run of characters, '#' a run of digits
	Except   []string // names and patterns that this family's patterns must not take
	Parent   int      // index of the family that this one is part of, or -1
}

// Limit is a legal maximum.
type Limit struct {
	Name    string
	Percent float32
	LeaveOn bool // holds for leave-on products only
}
