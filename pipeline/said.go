package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"screen/pipeline/inci"
	"screen/rules"
)

// compareSaid compares the list with the product's name, claims and description. These put no product into a family, but
// where they contradict the list, or state how much there is of what it names, the list alone does not decide.
func (w *Worker) compareSaid(r *Result) {
	r.lacks = ""
	if r.List.State == inci.Whole {
		if name := w.parser.Sold(r.Name); name != "" {
			r.lacks = fmt.Sprintf("the product's name says \"%s\", and the list has nothing of the kind", name)
		}
	}
	if slices.ContainsFunc(r.said[:], func(text string) bool { return strings.IndexByte(text, '%') >= 0 }) { // few state anything
		w.restate(r)
		w.strength(r)
	}
}

// saidWhere names the texts of Result.said.
var saidWhere = [...]string{"name", "claims", "description"}

// restate compares what the order of the list allows of an ingredient, where a rule asks how much there is of it, with the
// percentages that the product's name, claims and description state.
func (w *Worker) restate(r *Result) {
	if r.List.State == inci.Whole {
		for i, text := range r.said {
			if said, ok := w.parser.Lacks(text, i == 0); ok {
				r.lacks = fmt.Sprintf("the product's %s states %g %% of \"%s\", and the list has nothing of the kind", saidWhere[i], said.Percent, said.Name)
				return
			}
		}
	}
	asked := inci.Families(w.s.asked)
	bounded := false
	for i := range r.List.Items {
		it := &r.List.Items[i]
		bounded = bounded || it.MaxBy >= 0 && it.Families[0]&asked[0]|it.Families[1]&asked[1] != 0
	}
	if !bounded {
		return
	}
	for i, text := range r.said {
		if said, ok := w.parser.Restate(text, asked); ok {
			where := saidWhere[i]
			r.diagnose("stated-elsewhere", where, fmt.Sprintf("the %s states %g %% of \"%s\", more than the order of the list allows: the order proves nothing", where, said.Percent, said.Name))
			return
		}
	}
}

// strength takes what the product's name, claims and description state of an ingredient for what the list states, where a
// rule asks how much is stated: a shop writes "Urea 20 % Cream" on the pack's front, and "Urea" in the list.
func (w *Worker) strength(r *Result) {
	if len(w.s.stated) == 0 || r.List.State == inci.None {
		return
	}
	for i, text := range r.said {
		if strings.IndexByte(text, '%') < 0 {
			continue
		}
		for _, q := range w.s.stated {
			var kind inci.Families
			kind[q.Family>>6] = 1 << (q.Family & 63)
			if i > 0 && !w.holdsKind(kind) { // a description speaks of much; a name of the product
				continue
			}
			said := w.parser.Strength(text, kind, i == 0)
			if said.Percent < q.Percent {
				continue
			}
			if !w.parser.Strengthen(kind, said.Percent) {
				r.lacks = fmt.Sprintf("the product's %s states %g %% of \"%s\", and the list has nothing of the kind", saidWhere[i], said.Percent, said.Name)
				continue
			}
			r.diagnose("stated-elsewhere", saidWhere[i], fmt.Sprintf("the %s states %g %% of \"%s\", which the list names without", saidWhere[i], said.Percent, said.Name))
		}
	}
}

// holdsKind reports whether an ingredient of the list is of one of the families kind.
func (w *Worker) holdsKind(kind inci.Families) bool {
	items := w.res.List.Items
	for i := range items {
		if meets(&items[i].Families, &kind) {
			return true
		}
	}
	return false
}

// statedQuantities are the quantities of a rule set that ask how much a label states.
func statedQuantities(set *rules.Set) (out []rules.Quantity) {
	for _, q := range set.Quantities {
		if q.Kind == rules.Stated {
			out = append(out, q)
		}
	}
	return out
}
