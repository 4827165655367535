package pipeline

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

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
	verdicts                          []int  // [cell*verdictKinds + verdict]
	names                             []byte // unrecognised names, in lower case, end to end
	ends                              []int  // where each ends
}

const verdictKinds = int(rules.NotApplicable) + 1

func newTally(set *rules.Set) tally {
	cells := len(set.Guide.Phases) * len(set.Guide.SkinTypes)
	return tally{ruleHits: make([]int, len(set.Rules)), verdicts: make([]int, cells*verdictKinds)}
}

// reset makes all counts zero.
func (t *tally) reset() {
	clear(t.ruleHits)
	clear(t.verdicts)
	*t = tally{ruleHits: t.ruleHits, verdicts: t.verdicts, names: t.names[:0], ends: t.ends[:0]}
}

func (t *tally) count(r *Result) {
	t.reported++
	t.ingredients += len(r.List.Items)
	t.recognized += r.Recognized
	if r.Facts.List != rules.ListWhole {
		t.noList++
	}
	for _, rule := range r.Decision.Fired {
		t.ruleHits[rule]++
	}
	for i, v := range r.Decision.Verdicts {
		t.verdicts[i*verdictKinds+int(v)]++
	}
	for _, name := range r.Unknown {
		t.names = appendLower(t.names, name)
		t.ends = append(t.ends, len(t.names))
	}
}

// appendLower appends strings.ToLower(s).
func appendLower(dst []byte, s string) []byte {
	start := len(dst)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return append(dst[:start], strings.ToLower(s)...)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func newSummary(s *Screener, catalogs []*catalog.Catalog) *Summary {
	g := &s.Rules.Guide
	sum := &Summary{Rules: s.Rules, RuleHits: make([]int, len(s.Rules.Rules)), names: map[string]*int{}}
	sum.Verdicts = make([][][]int, len(g.Phases))
	for p := range sum.Verdicts {
		sum.Verdicts[p] = make([][]int, len(g.SkinTypes))
		for k := range sum.Verdicts[p] {
			sum.Verdicts[p][k] = make([]int, verdictKinds)
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
	for i, n := range t.ruleHits {
		s.RuleHits[i] += n
	}
	for i, n := range t.verdicts {
		cell := i / verdictKinds
		s.Verdicts[cell/skins][cell%skins][i%verdictKinds] += n
	}
	start := 0
	for _, end := range t.ends {
		name := t.names[start:end]
		start = end
		if n := s.names[string(name)]; n != nil {
			*n++
		} else if len(s.names) < maxNames {
			n = new(int)
			*n = 1
			s.names[string(name)] = n
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
		s.Unrecognized = append(s.Unrecognized, NameCount{name, *n})
	}
	slices.SortFunc(s.Unrecognized, func(a, b NameCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Name, b.Name))
	})
	s.Unrecognized = s.Unrecognized[:min(len(s.Unrecognized), 100)]
}
