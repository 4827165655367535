package rulediff

import (
	"fmt"
	"slices"
	"strings"

	"screen/rules"
)

// Edit is one difference between the sets themselves.
type Edit struct {
	What string // rule fragrance, family retinoid, phase days-3-4 …
	Does string // added, removed, or what is different: verdicts, condition, +Retinyl X
}

// Edits returns how the sets differ, whatever that means for products.
func (d *Diff) Edits() (all []Edit) {
	all = append(all, listed("phase", phases(d.Old), phases(d.New))...)
	all = append(all, listed("skin type", skins(d.Old), skins(d.New))...)
	all = append(all, listed("product type", types(d.Old), types(d.New))...)
	for _, r := range d.Old.Rules {
		if i, ok := d.New.RuleIndex(r.ID); !ok {
			all = append(all, Edit{"rule " + r.ID, "removed"})
		} else if does := d.ruleEdits(&r, &d.New.Rules[i]); does != "" {
			all = append(all, Edit{"rule " + r.ID, does})
		}
	}
	for _, r := range d.New.Rules {
		if _, ok := d.Old.RuleIndex(r.ID); !ok {
			all = append(all, Edit{"rule " + r.ID, "added"})
		}
	}
	for _, f := range d.Old.Families {
		if i, ok := d.New.FamilyIndex(f.ID); !ok {
			all = append(all, Edit{"family " + f.ID, "removed"})
		} else if does := familyEdits(&f, &d.New.Families[i]); does != "" {
			all = append(all, Edit{"family " + f.ID, does})
		}
	}
	for _, f := range d.New.Families {
		if _, ok := d.Old.FamilyIndex(f.ID); !ok {
			all = append(all, Edit{"family " + f.ID, "added"})
		}
	}
	if a, b := len(d.Old.Waivers), len(d.New.Waivers); a != b {
		all = append(all, Edit{"waivers", fmt.Sprintf("%d → %d", a, b)})
	}
	return all
}

func phases(s *rules.Set) (ids []string) {
	for _, p := range s.Guide.Phases {
		ids = append(ids, p.ID)
	}
	return ids
}

func skins(s *rules.Set) (ids []string) {
	for _, t := range s.Guide.SkinTypes {
		ids = append(ids, t.ID)
	}
	return ids
}

func types(s *rules.Set) (ids []string) {
	for _, t := range s.Guide.Types {
		ids = append(ids, t.ID)
	}
	return ids
}

// listed are the ids that only one of two lists has.
func listed(what string, before, after []string) (all []Edit) {
	for _, id := range before {
		if !slices.Contains(after, id) {
			all = append(all, Edit{what + " " + id, "removed"})
		}
	}
	for _, id := range after {
		if !slices.Contains(before, id) {
			all = append(all, Edit{what + " " + id, "added"})
		}
	}
	return all
}

func (d *Diff) ruleEdits(a, b *rules.Rule) string {
	var does []string
	add := func(different bool, what string) {
		if different {
			does = append(does, what)
		}
	}
	add(strings.Join(strings.Fields(a.When), " ") != strings.Join(strings.Fields(b.When), " "), "condition")
	cell := func(c cellPair) bool { return verdict(a, c.old) != verdict(b, c.new) }
	add((a.Table == nil) != (b.Table == nil) || slices.ContainsFunc(d.cells, cell), "verdicts")
	add(a.Title != b.Title || a.Because != b.Because || a.Then != b.Then, "texts")
	add(!slices.Equal(a.Cites, b.Cites) || a.Evidence != b.Evidence || a.EvidenceSource != b.EvidenceSource, "evidence")
	return strings.Join(does, ", ")
}

func verdict(r *rules.Rule, cell int) rules.Verdict {
	if r.Table == nil {
		return rules.Silent
	}
	return r.Table[cell]
}

// familyEdits compares names one by one, synonyms too.
func familyEdits(a, b *rules.Family) string {
	var does []string
	for i, lists := range [][2][]string{{a.Names, b.Names}, {a.Patterns, b.Patterns}, {a.Except, b.Except}} {
		kind := [...]string{"", "pattern ", "except "}[i]
		before, after := single(lists[0]), single(lists[1])
		for _, name := range after {
			if !slices.Contains(before, name) {
				does = append(does, "+"+kind+name)
			}
		}
		for _, name := range before {
			if !slices.Contains(after, name) {
				does = append(does, "-"+kind+name)
			}
		}
	}
	return strings.Join(does, ", ")
}

// single returns the names of all entries, synonyms one by one.
func single(entries []string) (names []string) {
	for _, e := range entries {
		for _, name := range strings.Split(e, "|") {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}
