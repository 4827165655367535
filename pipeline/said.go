package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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
			if i > 0 && !w.holdsKind(kind) || !q.mayName(text) { // a description speaks of much; a name of the product
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

// statedQuantity is a quantity of a rule set that asks how much a label states.
type statedQuantity struct {
	rules.Quantity
	begins [256][]string // how the names of its family begin, small letters, by their first byte; nil where that tells nothing
	any    bool          // they may begin with anything
}

func statedQuantities(set *rules.Set) (out []*statedQuantity) {
	for _, q := range set.Quantities {
		if q.Kind != rules.Stated {
			continue
		}
		s := &statedQuantity{Quantity: q}
		for i := range set.Families {
			for at := i; at >= 0; at = set.Families[at].Parent {
				if at == q.Family {
					s.enter(&set.Families[i])
				}
			}
		}
		out = append(out, s)
	}
	return out
}

// enter notes how the names of a family begin, as written, without accents, and in capitals.
func (s *statedQuantity) enter(f *rules.Family) {
	s.any = s.any || len(f.Patterns) > 0
	for _, line := range f.Names {
		for name := range strings.SplitSeq(line, "|") {
			name = strings.ToLower(strings.TrimSpace(name))
			for _, form := range [...]string{name, withoutAccents(name), strings.ToUpper(name)} {
				n := 0
				for n < min(len(form), beginning) && (form[n] < utf8.RuneSelf) == (form[0] < utf8.RuneSelf) {
					n++
				}
				if n > 0 && !slices.Contains(s.begins[form[0]], form[:n]) {
					s.begins[form[0]] = append(s.begins[form[0]], form[:n])
				}
			}
		}
	}
}

// beginning is how many bytes of a name are compared.
const beginning = 4

func withoutAccents(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// mayName reports whether a word of text may begin a name of the family.
func (s *statedQuantity) mayName(text string) bool {
	letter := false // before it
	for i := range len(text) {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if !letter {
			for _, w := range s.begins[c] {
				if len(text)-i >= len(w) && strings.EqualFold(text[i:i+len(w)], w) {
					return true
				}
			}
		}
		letter = 'a' <= c && c <= 'z'
	}
	return s.any
}
