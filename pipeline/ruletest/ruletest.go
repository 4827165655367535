// Package ruletest proves rule sets by their examples:
//
//	tests := ruletest.Run(screener, set.Examples)      // each example through the whole route
//	cover := ruletest.Cover(set, tests)                // what the examples have seen of the set
//	mutants := ruletest.Mutate(set, tests)             // which changes of the set they would notice
//
// Run reads each list once; Cover and Mutate work on what it found.
package ruletest

import (
	"fmt"
	"slices"
	"strings"

	"screen/pipeline"
	"screen/pipeline/product"
	"screen/rules"
)

// Test is an example and what became of it.
type Test struct {
	*rules.Example
	Facts    rules.Facts // with the parents of families
	Parts    []pipeline.Part
	Decision *rules.Decision
	Failures []Failure
}

// Failure is one thing that an example expects and that is otherwise.
type Failure struct {
	What     string // the cell (days-3-4/oily), rule or family
	Expected string
	Found    string
	Why      string // the rules and ingredients that decided
}

// Title names a test for people: the product's own name, else its type and list.
func (t *Test) Title() string {
	if t.Fields["note"] != "" {
		return t.Fields["note"]
	}
	title := t.Fields["name"]
	if title == "" {
		title = t.Fields["type"]
	}
	list := []rune(t.Fields["ingredients"])
	if len(list) > 60 {
		list = append(list[:59], '…')
	}
	if len(list) == 0 {
		list = []rune("no list")
	}
	if title == "" {
		return string(list)
	}
	return title + ": " + string(list)
}

// Input is an example as a catalog's row. A type or use that the example gives is taken as it stands; what it does not
// give is read from its words, as of any row.
func Input(e *rules.Example) pipeline.Input {
	f := e.Fields
	in := pipeline.Input{Source: e.File, Row: e.Line, Text: product.Text{
		Name: f["name"], Brand: f["brand"], Category: f["category"], Claims: f["claims"], Description: f["description"],
		SPF: f["spf"], PH: f["ph"], Ingredients: f["ingredients"],
	}}
	if f["type"] != "" {
		in.Types = strings.Split(f["type"], ", ")
	}
	switch f["use"] {
	case "leave-on":
		in.Use = product.LeaveOn
	case "rinse-off":
		in.Use = product.RinseOff
	}
	return in
}

// Run takes examples through the route.
func Run(s *pipeline.Screener, examples []rules.Example) []Test {
	worker := s.NewWorker()
	tests := make([]Test, len(examples))
	for i := range examples {
		in := Input(&examples[i])
		r := worker.Screen(&in)
		t := &tests[i]
		*t = Test{Example: &examples[i], Facts: r.Facts, Parts: s.Parts(r), Decision: r.Decision}
		t.Facts.Families = s.Rules.WithParents(r.Facts.Families)
		t.Failures = failures(s.Rules, t, r)
	}
	return tests
}

// failures compares what was found with what the example expects.
func failures(set *rules.Set, t *Test, r *pipeline.Result) (all []Failure) {
	skins := len(set.Guide.SkinTypes)
	for p := range set.Guide.Phases {
		row := t.Expect[p*skins : (p+1)*skins]
		found := t.Decision.Verdicts[p*skins : (p+1)*skins]
		all = append(all, rowFailures(set, p, row, found, r)...)
	}
	for _, id := range t.Fires {
		if !t.fires(set, id) {
			all = append(all, Failure{"rule " + id, "fires", "silent", condition(set, id)})
		}
	}
	for _, id := range t.Silent {
		if t.fires(set, id) {
			all = append(all, Failure{"rule " + id, "silent", "fires", evidence(set, r, ruleIndex(set, id))})
		}
	}
	for _, id := range t.Families {
		if at, _ := set.FamilyIndex(id); t.Facts.Families[at/64]>>(at%64)&1 == 0 {
			all = append(all, Failure{"family " + id, "in the list", "not found", "recognised: " + recognised(t)})
		}
	}
	return all
}

// rowFailures joins the skin types of a phase that fail alike.
func rowFailures(set *rules.Set, phase int, want, found []rules.Verdict, r *pipeline.Result) (all []Failure) {
	type pair struct{ want, found rules.Verdict }
	at := map[pair]int{}
	for s := range want {
		if want[s] == rules.Silent || want[s] == found[s] {
			continue
		}
		p := pair{want[s], found[s]}
		skin := set.Guide.SkinTypes[s].ID
		if i, ok := at[p]; ok {
			all[i].What += "," + skin
			continue
		}
		at[p] = len(all)
		all = append(all, Failure{
			What: set.Guide.Phases[phase].ID + "/" + skin, Expected: p.want.String(), Found: p.found.String(),
			Why: why(set, r, phase*len(want)+s, p.found),
		})
	}
	every := strings.Join(ids(set.Guide.SkinTypes), ",")
	for i := range all {
		all[i].What = strings.TrimSuffix(all[i].What, "/"+every)
	}
	return all
}

func ids(skins []rules.SkinType) (all []string) {
	for _, s := range skins {
		all = append(all, s.ID)
	}
	return all
}

// why names the rules that gave a cell its verdict, with their ingredients; where none did, what fired at all.
func why(set *rules.Set, r *pipeline.Result, cell int, verdict rules.Verdict) string {
	if verdict == rules.NotApplicable {
		return "type " + strings.Join(r.Product.Types, ", ") + " is not put on treated skin"
	}
	var decided, fired []string
	for _, i := range r.Decision.Fired {
		fired = append(fired, set.Rules[i].ID)
		if t := set.Rules[i].Table; t != nil && t[cell] == verdict {
			decided = append(decided, evidence(set, r, i))
		}
	}
	switch {
	case len(decided) > 0:
		return strings.Join(decided, "; ")
	case len(fired) > 0:
		return "no rule speaks here; fired: " + strings.Join(fired, ", ")
	}
	return "no rule fired; " + understood(r)
}

func understood(r *pipeline.Result) string {
	return fmt.Sprintf("read as %s with a list that is %s", strings.Join(r.Product.Types, ", "), r.Facts.List)
}

// evidence is a rule's id, with the ingredients on which it fired.
func evidence(set *rules.Set, r *pipeline.Result, rule int) string {
	var on []string
	for _, f := range r.Findings {
		if f.Rule == rule && f.Item >= 0 {
			it := &r.List.Items[f.Item]
			on = append(on, r.List.Text[it.Start:it.End])
		}
	}
	if len(on) == 0 {
		return set.Rules[rule].ID
	}
	return set.Rules[rule].ID + " on " + strings.Join(on, ", ")
}

func condition(set *rules.Set, id string) string {
	return "its condition: " + strings.Join(strings.Fields(set.Rules[ruleIndex(set, id)].When), " ")
}

func recognised(t *Test) string {
	var names []string
	for _, p := range t.Parts {
		if p.Name != "" {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, ", ")
}

func ruleIndex(set *rules.Set, id string) int { i, _ := set.RuleIndex(id); return i }

// Kept is a failed test without what fails of it: what a layer overrules of an example of the set below proves nothing any more, but
// the rest of it does.
func (t *Test) Kept(set *rules.Set) Test {
	e := *t.Example
	e.Expect = slices.Clone(e.Expect)
	for cell, want := range e.Expect {
		if want != t.Decision.Verdicts[cell] {
			e.Expect[cell] = rules.Silent
		}
	}
	fires := func(id string) bool { return t.fires(set, id) }
	e.Fires = slices.DeleteFunc(slices.Clone(e.Fires), func(id string) bool { return !fires(id) })
	e.Silent = slices.DeleteFunc(slices.Clone(e.Silent), fires)
	e.Families = slices.DeleteFunc(slices.Clone(e.Families), func(id string) bool {
		at, _ := set.FamilyIndex(id)
		return !bit(t.Facts.Families, at)
	})
	kept := *t
	kept.Example, kept.Failures = &e, nil
	return kept
}

func (t *Test) fires(set *rules.Set, id string) bool {
	return slices.Contains(t.Decision.Fired, ruleIndex(set, id))
}
