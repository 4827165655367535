package rules

// Guide is what the guide file declares: the vocabulary that all rules share.
type Guide struct {
	ID, Title, Version, Source string
	Phases                     []Phase
	SkinTypes                  []SkinType
	Types                      []ProductType
	Claims                     []Claim
	Verdicts                   []VerdictText
	Evidence                   []EvidenceGrade
	Statements                 []Statement
	Advice                     []Advice
	// Readable is the least share (0–1) of a list's ingredients that must be recognised for it to count as read.
	Readable float64
}

// Phase is a stretch of healing, From (inclusive) to To (exclusive) in hours since the treatment; To is 0 where it is open.
type Phase struct {
	ID, Title string
	From, To  int
}

// SkinType is one skin type of the guide; the first one declared is the general advice.
type SkinType struct{ ID, Title string }

// ProductType is one kind of product.
type ProductType struct {
	ID, Title string
	RinseOff  bool // washed off after use
	LeaveOn   bool // stays on the skin
	Applies   bool // put on treated skin; where false every verdict is not-applicable
}

// Claim is something that a product may say of itself (fragrance-free …).
type Claim struct{ ID, Title string }

// VerdictText is how a report words a verdict.
type VerdictText struct {
	Verdict      Verdict
	Title, Means string
}

// EvidenceGrade is one grade of evidence, A to D.
type EvidenceGrade struct{ ID, Title string }

// Statement is one statement of the guide, in the project's own words.
type Statement struct{ ID, Where, Says string }

// Advice is what the guide asks of a person and not of a product; a report prints it with its phases (indexes into Guide.Phases).
type Advice struct {
	ID, Text string
	Phases   []int
	Cites    []string
}

// Family is a family of ingredients.
type Family struct {
	ID, Title, Concern string
	Note, Source       string
	// Names are exact names. "A | B | C" gives synonyms of one substance; A is its canonical (INCI) name.
	Names []string
	// Patterns are names with '*' for any run of characters and '#' for a run of digits.
	Patterns []string
	// Except are names and patterns that a pattern of this family must not take.
	Except []string
	// Excludes are ids of families to which no name of this one, or of a family that is part of it, may belong, too.
	Excludes []string
	// Parent is the index of the family that this one is part of, or -1: whoever belongs to it belongs to its parent.
	Parent int
	// In are the ids of the product types in which its names count; empty where they do in all.
	In []string
	// Among is how far down the list its names count: 5 is among the first five ingredients; 0 is anywhere.
	Among int
	// Reported is false for a family that only rules see: it is left out of the families in reports.
	Reported bool
	File     string // rule file
	Line     int    // of the family's id
}

// Bound reports whether the names of the family count in some products only, or only near the beginning of a list.
func (f *Family) Bound() bool { return len(f.In) > 0 || f.Among > 0 }

// Above is the index of the family to which its names belong, too, wherever they stand, or -1.
func (f *Family) Above() int {
	if f.Bound() {
		return -1
	}
	return f.Parent
}

// Concern is one concern file.
type Concern struct{ ID, Title, File string }

// Example is a product that a rule file gives along with the verdicts it expects; see ExampleFields.
type Example struct {
	Concern string
	// Fields are the product's fields as written: type, name, ingredients … A field that is not written is absent.
	Fields map[string]string
	// Expect is a table of verdicts as in Rule; Silent where the example expects nothing.
	Expect []Verdict
	// Fires and Silent are ids of rules that must fire, and that must not.
	Fires, Silent []string
	// Families are ids of families to which some ingredient of the list must be found to belong.
	Families []string
	File     string
	Line     int
}

// Rule is one compiled rule.
type Rule struct {
	ID, Title, Concern string
	When               string // the condition, as written
	Because, Then      string
	Cites              []string
	Evidence           string // grade id
	EvidenceSource     string
	// Table is the verdict for each phase and skin type, phase by phase: Table[p*len(SkinTypes)+s]. nil for a rule that only notes.
	Table []Verdict
	// Evidence of a finding: the families and quantities whose presence the condition asks for.
	Families   []int
	Quantities []int
	File       string // rule file
	Line       int    // of the rule's id

	formula *formula // until the set is prepared; nil in a set from Unmarshal
}

// Set is a loaded, compiled and read-only set of rules, safe for use by many goroutines.
type Set struct {
	Guide      Guide
	Families   []Family
	Rules      []Rule
	Quantities []Quantity
	Concerns   []Concern
	Examples   []Example
	Excuses    []Excuse
	Waivers    []Waiver // of layers; a set of rule files alone has none
	Warnings   Problems // of Load; a set from Unmarshal has none
	Digest     string   // SHA-256 over the rule files, their names and order; hex

	analyses []analysis // of the rules' conditions, rule by rule
	programs []program  // compiled when first needed
	plan     plan
	indexes  indexes
}

// Decision is what a set says of a product with certain facts. It is shared and must not be changed.
type Decision struct {
	Fired []int // indexes into Set.Rules, ascending
	// Verdicts[p*len(SkinTypes)+s] is the verdict in phase p for skin type s.
	Verdicts []Verdict
	// SuitableFrom[s] is the first phase from which on no verdict for skin type s is avoid or unknown, or -1.
	SuitableFrom []int
	// Err is set where a condition could not be evaluated; the verdicts are Unknown where that rule might have spoken.
	Err string
}
