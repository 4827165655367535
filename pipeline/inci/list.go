// Package inci reads cosmetic ingredient lists: text as shops hold it goes in, a List of recognised ingredients comes
// out, each with its place in the text, its section, its stated percentage and the upper bound that labelling law
// gives its concentration.
//
// Parsing never fails: what could not be read is kept and reported. The package imports nothing of this project.
package inci

// Families is a set of families, one bit a family, in the order of Source.Families.
type Families = [2]uint64

// State says how much of a list was understood.
type State uint8

const (
	None       State = iota // no list: empty, a placeholder, prose without a list
	Unreadable              // text that may be a list, of which too little was recognised
	Partial                 // highlights only, or a list cut off at its beginning or end
	Whole
)

// Section is the part of a label in which an ingredient stands.
type Section uint8

const (
	Main       Section = iota // the list, or "Inactive ingredients", "Other ingredients"
	Active                    // "Active ingredients", "Medicinal ingredients"
	MayContain                // "+/-", "may contain": shades; no order, no position
)

// Match says how an ingredient was recognised.
type Match uint8

const (
	Unrecognized Match = iota
	Exact              // a name or synonym of the lexicon
	Pattern            // a pattern of the lexicon: "retinyl *"
	Typo               // one bounded correction away from a name
	Joined             // words broken by hyphens or lost spaces were joined, or names run together were split
)

// List is an ingredient list as read.
type List struct {
	// Text is what offsets refer to: the text given to Parse, with markup, entities, invisible characters and
	// full-width forms replaced where there were any.
	Text    string
	Items   []Item
	Skipped []Skip   // what was passed over, in order
	Parts   []string // names of sub-products ("Step 1", "[세럼]"); empty for a single list. Item.Part indexes it
	State   State
	Reason  string // why State is not Whole, in words; empty otherwise
	Notes   []Note // repairs made: a bracket closed, a list cut off
}

// Item is one ingredient.
type Item struct {
	// Start and End are bytes of List.Text: the ingredient as written, brackets and synonyms included, footnote marks,
	// percentages and, for a blend, the bracket with its parts not.
	Start, End int32
	Entry      *Entry   // what it was recognised as; nil where Match is Unrecognized
	Families   Families // families it belongs to (Entry's, or a pattern's, and those its footnote gives)
	Stated     float32  // percent by weight stated on the label, 0–100; -1 where none is stated
	Max        float32  // the least upper bound known for its percentage, 0–100
	MaxBy      int32    // index of the item that gave Max ; -1: by position (100/k); its own index: stated
	Position   uint16   // 1-based within its part and section; 0 in MayContain and inside a blend
	Parent     int16    // index of the item whose brackets it stands in (blends), or -1
	Part       uint8
	Section    Section
	Match      Match
	Nano       bool
	Tail       bool // stands behind what is at most 1 % by law or label, or in MayContain, and states no percentage: a pigment there is a pigment

	ceiling float32 // "less than 2 %": an upper bound stated for this item or its group; 0 where none is stated
	limit   float32 // the most that law allows it in this product, where that is 1 % or less; else 0
	note    noteKind
	// colorant is true of an ingredient that labels may name behind all others.
	colorant bool
}

// noteKind is what an ingredient's footnote says of it, where that changes what the ingredient is.
type noteKind uint8

const (
	noteNone      noteKind = iota
	noteFragrance          // "*100% natural fragrance"
	noteEssential          // "*essential oil"
)

// Skip is a run of text that is no ingredient.
type Skip struct {
	Start, End int32
	Kind       SkipKind
}

// SkipKind says why text was passed over.
type SkipKind uint8

const (
	Prose    SkipKind = iota // marketing text, disclaimers
	Claim                    // "free of …", "without …"
	Footnote                 // "*Organic"
	Code                     // "<ILN38467>", "(F.I.L. B260371/2)"
	Heading                  // "Ingredients:", "Active ingredients"
)

// Note is a repair or a doubt, for the reader of a report.
type Note struct {
	Code   string // stable: bracket-unclosed, bracket-mismatched, truncated, decimal-comma …
	Offset int32
	Text   string
}

// Entry is one substance of the lexicon.
type Entry struct {
	Name     string // canonical name
	Families Families
	// Limit is the greatest percentage that law allows it in any product of the kind (Annex V of Regulation (EC) 1223/2009), or 0.
	Limit float32
	// LimitLeaveOn is true where Limit holds for leave-on products only.
	LimitLeaveOn bool

	colorant bool // Name is a colorant's, which labels may name behind all other ingredients
}
