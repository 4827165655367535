package rulediff

import (
	"slices"
	"strings"

	"screen/pipeline"
	"screen/rules"
)

// explain fills in what changed, and which rules changed it.
func (d *Diff) explain(p *Product, before, after *pipeline.Result) {
	for _, c := range d.cells {
		if c.phase == d.cells[0].phase {
			p.skins++
		}
		from, to := before.Decision.Verdicts[c.old], after.Decision.Verdicts[c.new]
		if from == to {
			continue
		}
		p.Changes = append(p.Changes, Change{d.Old.Guide.Phases[c.phase].ID, d.Old.Guide.SkinTypes[c.skin].ID, from, to})
		for _, cause := range d.causes(c, from, to, before, after) {
			if !slices.ContainsFunc(p.Causes, func(x Cause) bool { return x.Rule == cause.Rule && x.How == cause.How }) {
				p.Causes = append(p.Causes, cause)
			}
		}
	}
}

// causes returns the rules that changed one cell. Where the verdict became stricter they are those that say it now and did not
// before; where it became milder, those that said it and do not say it now.
func (d *Diff) causes(c cellPair, from, to rules.Verdict, before, after *pipeline.Result) (all []Cause) {
	was, is := d.said(d.Old, before, c.old), d.said(d.New, after, c.new)
	decisive := func(v voice, other map[string]voice, verdict rules.Verdict) bool {
		o, ok := other[v.id]
		return v.says == verdict && (!ok || o.says != v.says)
	}
	for _, v := range is.voices {
		if to > from && decisive(v, was.byID, to) {
			how := Fires
			if _, fired := was.byID[v.id]; fired {
				how = Says
			}
			all = append(all, Cause{v.id, how, ingredients(after, v.rule)})
		}
	}
	for _, v := range was.voices {
		if to < from && decisive(v, is.byID, from) {
			how := Silent
			if _, fired := is.byID[v.id]; fired {
				how = Says
			}
			all = append(all, Cause{v.id, how, ingredients(before, v.rule)})
		}
	}
	if len(all) == 0 {
		return d.others(before, after)
	}
	return all
}

// others are the causes that are no rule's: a waiver, or what the guide says of types and lists.
func (d *Diff) others(before, after *pipeline.Result) (all []Cause) {
	for i, r := range []*pipeline.Result{before, after} {
		waivers := []*rules.Set{d.Old, d.New}[i].Waivers
		for _, x := range r.Diagnostics {
			if rest, ok := strings.CutPrefix(x.Message, "rule "); ok && x.Code == "waived" {
				id, _, _ := strings.Cut(rest, " ")
				if slices.ContainsFunc(waivers, func(w rules.Waiver) bool { return w.Rule == id }) {
					all = append(all, Cause{Rule: id, How: Waived})
				}
			}
		}
	}
	if len(all) == 0 {
		return []Cause{{How: Reads}}
	}
	return all
}

// voice is a rule that fired, and what it says in a cell.
type voice struct {
	id   string
	rule int
	says rules.Verdict
}

type voices struct {
	voices []voice
	byID   map[string]voice
}

func (d *Diff) said(set *rules.Set, r *pipeline.Result, cell int) voices {
	out := voices{byID: map[string]voice{}}
	for _, i := range r.Decision.Fired {
		v := voice{set.Rules[i].ID, i, rules.Silent}
		if t := set.Rules[i].Table; t != nil {
			v.says = t[cell]
		}
		out.voices = append(out.voices, v)
		out.byID[v.id] = v
	}
	return out
}

// ingredients names what a rule fired on.
func ingredients(r *pipeline.Result, rule int) (names []string) {
	for _, f := range r.Findings {
		if f.Rule != rule || f.Item < 0 {
			continue
		}
		it := &r.List.Items[f.Item]
		name := strings.Clone(r.List.Text[it.Start:it.End])
		if it.Entry != nil && !strings.ContainsAny(it.Entry.Name, "*#") {
			name = it.Entry.Name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
