package rulediff

import (
	"cmp"
	"slices"
	"strings"

	"screen/rules"
)

// CellCount counts the products of one change of one cell.
type CellCount struct {
	Change
	Products int
}

// Cells counts the changes by phase, skin type, old and new verdict, in the order of the guide.
func (d *Diff) Cells() (all []CellCount) {
	counts := map[Change]int{}
	for i := range d.Products {
		for _, c := range d.Products[i].Changes {
			counts[c]++
		}
	}
	for c, n := range counts {
		all = append(all, CellCount{c, n})
	}
	place := func(c Change) int {
		p, _ := d.Old.PhaseIndex(c.Phase)
		s, _ := d.Old.SkinTypeIndex(c.Skin)
		return p*rules.MaxSkinTypes + s
	}
	slices.SortFunc(all, func(a, b CellCount) int {
		return cmp.Or(cmp.Compare(place(a.Change), place(b.Change)), cmp.Compare(b.From, a.From), cmp.Compare(b.To, a.To))
	})
	return all
}

// CauseCount counts the products that a cause changed, and the ingredients behind it.
type CauseCount struct {
	Rule     string
	How      How
	Products int
	Names    []NameCount // the most frequent first
}

// NameCount is an ingredient, and in how many of the products it is.
type NameCount struct {
	Name     string
	Products int
}

// Causes counts the causes, the most frequent first.
func (d *Diff) Causes() (all []CauseCount) {
	type key struct {
		rule string
		how  How
	}
	at := map[key]int{}
	names := map[key]map[string]int{}
	for i := range d.Products {
		for _, c := range d.Products[i].Causes {
			k := key{c.Rule, c.How}
			if _, ok := at[k]; !ok {
				at[k] = len(all)
				all = append(all, CauseCount{Rule: c.Rule, How: c.How})
				names[k] = map[string]int{}
			}
			all[at[k]].Products++
			for _, n := range c.Names {
				names[k][n]++
			}
		}
	}
	for k, i := range at {
		for name, n := range names[k] {
			all[i].Names = append(all[i].Names, NameCount{name, n})
		}
		slices.SortFunc(all[i].Names, func(a, b NameCount) int {
			return cmp.Or(cmp.Compare(b.Products, a.Products), strings.Compare(a.Name, b.Name))
		})
	}
	slices.SortFunc(all, func(a, b CauseCount) int {
		return cmp.Or(cmp.Compare(b.Products, a.Products), strings.Compare(a.Rule, b.Rule), strings.Compare(string(a.How), string(b.How)))
	})
	return all
}

// Words words a cause: "rule fragrance says otherwise".
func (c Cause) Words() string {
	words := "rule " + c.Rule + " " + string(c.How)
	if c.Rule == "" {
		words = "the guide's types, claims or reading of lists"
	}
	if len(c.Names) > 0 {
		words += " (" + strings.Join(c.Names, ", ") + ")"
	}
	return words
}

// Directions counts the products with a verdict that permits more, and with one that permits less; one product may have both.
func (d *Diff) Directions() (loosened, tightened int) {
	for i := range d.Products {
		if d.Products[i].Loosened() {
			loosened++
		}
		if d.Products[i].Tightened() {
			tightened++
		}
	}
	return loosened, tightened
}
