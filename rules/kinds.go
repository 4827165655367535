package rules

import "slices"

// Kind describes one code of Problem.
type Kind struct {
	Code  string
	Title string // what is wrong, in one line
	Help  string // why it matters and what to do
	// Lint is set where a set with the problem may still be meant so: a file can ignore it, with a reason.
	Lint bool
}

// Kinds returns every code, mistakes first.
func Kinds() []Kind { return slices.Concat(mistakeKinds, lintKinds) }

// KindOf returns the description of a code. The codes unknown-… of names that a file gives are one kind.
func KindOf(code string) (Kind, bool) {
	for _, kinds := range [][]Kind{mistakeKinds, lintKinds} {
		if i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Code == code }); i >= 0 {
			return kinds[i], true
		}
	}
	return Kind{}, false
}

var mistakeKinds = []Kind{
	{Code: "anchor", Title: "A YAML anchor or alias", Help: "Rule files are read as they stand. Write it out, or put a name that begins with & or * in quotes."},
	{Code: "condition-construct", Title: "A condition uses what conditions have not", Help: "Conditions are made of the functions and variables that docs/rules.md lists, comparisons, and, or, not."},
	{Code: "condition-depth", Title: "A condition is nested too deeply", Help: "Split the rule, or make a family of what it lists."},
	{Code: "condition-length", Title: "A condition is too long", Help: "Split the rule, or make a family of what it lists."},
	{Code: "condition-literal", Title: "A value in a condition must be written out", Help: "Ids stand in quotes, percentages and numbers as digits."},
	{Code: "condition-syntax", Title: "A condition cannot be parsed", Help: "Look at brackets, quotes and operators near the mark."},
	{Code: "condition-type", Title: "A part of a condition has the wrong type", Help: "Truth values stand alone, numbers are compared, functions are called."},
	{Code: "cycle", Title: "A family is part of itself", Help: "Look at of: here and in its parents."},
	{Code: "depth", Title: "A file is nested too deeply", Help: "No rule file needs so many levels."},
	{Code: "document", Title: "A second YAML document in a file", Help: "Put it in a file of its own."},
	{Code: "duplicate-guide", Title: "A second guide", Help: "A rule set has one guide file."},
	{Code: "duplicate-id", Title: "An id is declared twice", Help: "Ids are unique in a rule set, over all its files."},
	{Code: "duplicate-key", Title: "A key stands twice in a mapping", Help: "YAML would keep one of the two; which one is meant is not known."},
	{Code: "encoding", Title: "A character that rule files cannot hold", Help: "Save the file as UTF-8, with plain line ends."},
	{Code: "expects-nothing", Title: "An example that expects nothing", Help: "It would hold whatever the rules say. Write verdicts under expect:, or rules under fires: or silent:."},
	{Code: "id", Title: "Not an id", Help: "Ids are letters and digits joined by hyphens, at most 64 characters."},
	{Code: "limit", Title: "A set holds too many of a kind", Help: "The bounds keep deciding fast. Join or leave out some."},
	{Code: "line-too-long", Title: "A line is too long", Help: "Break it: people are to read it."},
	{Code: "missing-field", Title: "A field is missing", Help: "Add it. The reference of the fields is in docs/rules.md."},
	{Code: "no-guide", Title: "No guide among the rule files", Help: "A set needs one file that begins with guide: and declares phases, skin types and product types."},
	{Code: "not-checked", Title: "Names that could not be checked", Help: "A file that cannot be read may declare them. Mend it first."},
	{Code: "phases", Title: "Phases leave a gap or overlap", Help: "Each phase begins where the one before it ends; only the last may be open."},
	{Code: "read", Title: "A file cannot be read", Help: "Look at its name and its permissions."},
	{Code: "syntax", Title: "Not YAML", Help: "Look at indentation, quotes and brackets near the mark."},
	{Code: "table", Title: "A verdict table has a hole", Help: "Every phase and every skin type must have a verdict; none where the rule does not speak."},
	{Code: "tag", Title: "A YAML tag", Help: "Leave it out."},
	{Code: "too-large", Title: "Rule files are too large", Help: "A file may have 1 MiB, a set 16 MiB."},
	{Code: "type", Title: "A value of the wrong type", Help: "Put text in quotes where YAML would read something else."},
	{Code: "unguarded", Title: "Missing data would decide", Help: "The comparison also holds for a product that does not state the fact. Ask first whether it is stated."},
	{Code: "unknown-claim", Title: "There is no such claim", Help: "The guide file declares the claims."},
	{Code: "unknown-code", Title: "There is no such lint", Help: "docs/rules.md lists what can be ignored."},
	{Code: "unknown-evidence-grade", Title: "There is no such evidence grade", Help: "The guide file declares the grades."},
	{Code: "unknown-family", Title: "There is no such family", Help: "Families are declared in concern files, under families:."},
	{Code: "unknown-field", Title: "There is no such field", Help: "The reference of the fields is in docs/rules.md."},
	{Code: "unknown-list-state", Title: "There is no such state of a list", Help: "A list is none, unreadable, partial or whole."},
	{Code: "unknown-name", Title: "Conditions know no such name", Help: "docs/rules.md lists the functions and variables."},
	{Code: "unknown-phase", Title: "There is no such phase", Help: "The guide file declares the phases."},
	{Code: "unknown-product-type", Title: "There is no such product type", Help: "The guide file declares the product types."},
	{Code: "unknown-rule", Title: "There is no such rule", Help: "Rules are declared in concern files, under rules:."},
	{Code: "unknown-skin-type", Title: "There is no such skin type", Help: "The guide file declares the skin types."},
	{Code: "unknown-statement", Title: "A citation that does not exist", Help: "The guide file declares the statements that rules may cite."},
	{Code: "unknown-use", Title: "There is no such use", Help: "A product is leave-on, rinse-off or either."},
	{Code: "unknown-verdict", Title: "There is no such verdict", Help: "Verdicts are none, suitable, recommended, caution, unknown and avoid."},
	{Code: "value", Title: "A value that is not allowed", Help: "It is empty, or outside its range."},
}

var lintKinds = []Kind{
	{"always-fires", "A rule fires on every product", "Its condition holds whatever the product is, so that it says nothing of any one of them.", true},
	{"contradiction", "Two rules that fire together say the opposite", "Whenever this rule fires, the other one does, too, and it is the stricter verdict that stands: the milder one is never seen.", true},
	{"default-unused", "default stands for no skin type", "Every skin type of the row has a verdict of its own.", true},
	{"duplicate-name", "A family has a name twice", "Join the entries: names of one substance stand in one entry, divided by |.", true},
	{"except-unused", "An exception that no pattern needs", "None of the family's patterns takes the name.", true},
	{"exclusive-name", "A name belongs to two families that exclude each other", "One of the two claims it wrongly, by name or by pattern: products with it would be judged twice, or by the wrong rule.", true},
	{"never-fires", "A rule can never fire", "No product fulfils its condition.", true},
	{"no-example", "A rule without examples", "A rule needs an example that it fires on (fires:) and one that it does not (silent:). Without both, nobody notices when it breaks.", true},
	{"not-surveyed", "Patterns were not compared with known names", "There are so many of them, or they have so few letters, that it would take too long.", true},
	{"pattern-matches-nothing", "A pattern takes no known name", "No ingredient of the inventory and no name of any family fits it. It may be misspelt.", true},
	{"pattern-too-wide", "A pattern takes too many names", "It takes so many known ingredients, or has so few letters, that some will be taken by mistake.", true},
	{"redundant-cell", "A cell says what default says", "Leave it out: the table then shows where skin types differ.", true},
	{"says-nothing", "A verdict table without a verdict", "The rule has none in every cell. Write note: true for a rule that only notes.", true},
	{"shadowed", "A rule is wholly shadowed by a stricter one", "Whenever this rule fires, the other one does, too, and is at least as strict in every cell: this rule never decides anything.", true},
	{"stale-ignore", "Something is ignored that is not there", "Leave the entry of ignore: out, so that it does not hide what comes later.", false},
	{"stricter-later", "A rule gets stricter as the skin heals", "Its verdict is worse in a later phase than in an earlier one. That is rarely meant.", true},
	{"uncited-statement", "A statement that no rule and no advice cites", "Either a rule is missing, or a citation.", true},
	{"unused-family", "A family that nobody sees", "It is neither reported nor asked for by a rule.", true},
}

// ConditionNames returns all functions and variables that a condition may use.
func ConditionNames() []string { return slices.Clone(names) }
