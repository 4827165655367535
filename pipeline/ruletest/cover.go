package ruletest

import (
	"slices"

	"screen/rules"
)

// Coverage is what the passing examples have seen of a set.
type Coverage struct {
	Rules    int      // rules of the set
	NotFired []string // ids of rules that fire on no example
	NotMute  []string // ids of rules that are silent on no example
	Cells    int      // cells of all verdict tables
	Unseen   []Cell
}

// Cell is one cell of a rule's table.
type Cell struct {
	Rule, Phase, Skin string
	Verdict           rules.Verdict
}

// String words a cell as mutation testing does: days-3-4/oily.
func (c Cell) String() string {
	return c.Rule + " " + c.Phase + "/" + c.Skin + " (" + c.Verdict.String() + ")"
}

// Seen and All count what there is to see: each rule firing, each rule silent, each cell.
func (c *Coverage) All() int  { return 2*c.Rules + c.Cells }
func (c *Coverage) Seen() int { return c.All() - len(c.NotFired) - len(c.NotMute) - len(c.Unseen) }

// Percent is the share of what was seen, 0–100; it is 100 only where nothing is unseen.
func (c *Coverage) Percent() float64 { return 100 * float64(c.Seen()) / float64(max(1, c.All())) }

// Cover returns the coverage by those tests that passed. A cell is seen where an example on which the rule fires expects
// the cell's verdict, and no stricter rule hides it; a cell in which the rule says nothing, where the example expects anything.
func Cover(set *rules.Set, tests []Test) *Coverage {
	c := &Coverage{Rules: len(set.Rules)}
	skins := len(set.Guide.SkinTypes)
	for i := range set.Rules {
		r := &set.Rules[i]
		fired, mute := false, false
		seen := make([]bool, len(r.Table))
		for k := range tests {
			t := &tests[k]
			if len(t.Failures) > 0 || t.Decision.Verdicts[0] == rules.NotApplicable {
				continue
			}
			if !slices.Contains(t.Decision.Fired, i) {
				mute = true
				continue
			}
			fired = true
			for cell, v := range r.Table {
				if t.Expect[cell] != rules.Silent && (v == rules.Silent || v == t.Decision.Verdicts[cell]) {
					seen[cell] = true
				}
			}
		}
		if !fired {
			c.NotFired = append(c.NotFired, r.ID)
		}
		if !mute {
			c.NotMute = append(c.NotMute, r.ID)
		}
		c.Cells += len(r.Table)
		for cell, ok := range seen {
			if !ok {
				c.Unseen = append(c.Unseen, Cell{r.ID, set.Guide.Phases[cell/skins].ID, set.Guide.SkinTypes[cell%skins].ID, r.Table[cell]})
			}
		}
	}
	return c
}
