package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"screen/pipeline/catalog"
	"screen/rules"
)

// maxNames bounds the unrecognised names that a run counts, and with them its memory. Names that first appear after
// so many others are not counted.
const maxNames = 1 << 16

// tally is what one batch adds to the summary.
type tally struct {
	read, reported, rejected, skipped int
	ingredients, recognized, noList   int
	ruleHits                          []int
	decisions                         map[*rules.Decision]int
	unknown                           []string
}

func (t *tally) reset(set *rules.Set) {
	*t = tally{ruleHits: make([]int, len(set.Rules)), decisions: map[*rules.Decision]int{}}
}

func (t *tally) count(r *Result) {
	t.reported++
	t.ingredients += len(r.List.Items)
	t.recognized += r.Recognized
	if r.Facts.List != rules.ListWhole {
		t.noList++
	}
	t.decisions[r.Decision]++
	for _, name := range r.Unknown {
		t.unknown = append(t.unknown, strings.ToLower(name))
	}
}

func newSummary(s *Screener, catalogs []*catalog.Catalog) *Summary {
	g := &s.Rules.Guide
	sum := &Summary{Rules: s.Rules, RuleHits: make([]int, len(s.Rules.Rules)), names: map[string]int{}}
	sum.Verdicts = make([][][]int, len(g.Phases))
	for p := range sum.Verdicts {
		sum.Verdicts[p] = make([][]int, len(g.SkinTypes))
		for k := range sum.Verdicts[p] {
			sum.Verdicts[p][k] = make([]int, rules.NotApplicable+1)
		}
	}
	for _, c := range catalogs {
		for _, t := range c.Tables {
			sum.Catalogs = append(sum.Catalogs, CatalogSummary{
				Source: t.Source, Sheet: t.Sheet, Dialect: t.Format, Columns: t.Columns.Map(t.Header), Notes: t.Notes,
			})
		}
	}
	return sum
}

// add takes a batch's counts into the summary; it is called in the catalog's order.
func (s *Summary) add(table int, t *tally) {
	c := &s.Catalogs[table]
	c.Read += t.read
	c.Reported += t.reported
	c.Rejected += t.rejected
	c.Skipped += t.skipped
	c.NoList += t.noList
	s.Rejected += t.rejected
	s.Ingredients += t.ingredients
	s.Recognized += t.recognized
	skins := len(s.Rules.Guide.SkinTypes)
	for d, n := range t.decisions {
		for _, r := range d.Fired {
			s.RuleHits[r] += n
		}
		for i, v := range d.Verdicts {
			s.Verdicts[i/skins][i%skins][v] += n
		}
	}
	for _, name := range t.unknown {
		if n, ok := s.names[name]; ok || len(s.names) < maxNames {
			s.names[name] = n + 1
		}
	}
}

// finish makes the totals.
func (s *Summary) finish() {
	s.Rejected = 0
	for _, c := range s.Catalogs {
		s.Read += c.Read
		s.Reported += c.Reported
		s.Rejected += c.Rejected
		s.Skipped += c.Skipped
		s.NoList += c.NoList
	}
	for name, n := range s.names {
		s.Unrecognized = append(s.Unrecognized, NameCount{name, n})
	}
	slices.SortFunc(s.Unrecognized, func(a, b NameCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Name, b.Name))
	})
	s.Unrecognized = s.Unrecognized[:min(len(s.Unrecognized), 100)]
}
