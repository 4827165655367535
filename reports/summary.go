package reports

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"screen/pipeline"
	"screen/rules"
)

const (
	topRules = 10 // rules that a summary names
	topNames = 10 // unrecognised names that a summary names
)

// WriteSummary writes a run's summary for a terminal: what became of the rows of each catalog, verdicts by phase and
// skin type, the rules that fired most, the names that were not recognised, and warnings of catalogs that told nothing.
func WriteSummary(w io.Writer, s *pipeline.Summary, o Options) error {
	l, err := newLayout(s.Rules, o)
	if err != nil {
		return err
	}
	var t text
	for i := range s.Catalogs {
		summarizeCatalog(&t, &s.Catalogs[i])
	}
	if len(s.Catalogs) != 1 {
		t.line("All catalogs: ", reckoning(s.Read, s.Reported, s.Rejected, s.Skipped))
	}
	if s.Reported > 0 {
		t.line()
		summarizeVerdicts(&t, s, l)
		summarizeRules(&t, s)
		summarizeNames(&t, s)
	}
	for _, note := range o.Notes {
		t.line(shown(note))
	}
	summarizeWarnings(&t, s)
	return writeAll(w, t.Bytes())
}

// WriteWarnings writes what must not be overlooked in a run, and nothing where there is nothing of the kind.
func WriteWarnings(w io.Writer, s *pipeline.Summary) error {
	var t text
	summarizeWarnings(&t, s)
	if t.Len() == 0 {
		return nil
	}
	return writeAll(w, t.Bytes()[1:]) // without the blank line that sets it off
}

func summarizeWarnings(t *text, s *pipeline.Summary) {
	for _, warning := range warnings(s) {
		t.line()
		for _, line := range warning {
			t.line("!!! ", line)
		}
	}
}

func summarizeCatalog(t *text, c *pipeline.CatalogSummary) {
	t.line(shown(tableName(c)), ": ", reckoning(c.Read, c.Reported, c.Rejected, c.Skipped))
	if c.Dialect != "" {
		t.line("  read as ", shown(c.Dialect))
	}
	for _, note := range c.Notes {
		t.para("  ", "note: "+shown(note))
	}
	if len(c.Columns) == 0 {
		return
	}
	words := "columns: "
	for i, field := range slices.Sorted(maps.Keys(c.Columns)) {
		if i > 0 {
			words += ", "
		}
		words += field + " = " + strconv.Quote(clip(shown(c.Columns[field]), 60))
	}
	t.para("  ", words)
}

// tableName names a catalog's table: "catalog.xlsx, sheet Products".
func tableName(c *pipeline.CatalogSummary) string {
	if c.Sheet == "" {
		return c.Source
	}
	return c.Source + ", sheet " + c.Sheet
}

func reckoning(read, reported, rejected, skipped int) string {
	return fmt.Sprintf("%s rows read = %s reported + %s rejected + %s skipped",
		figure(read), figure(reported), figure(rejected), figure(skipped))
}

func summarizeVerdicts(t *text, s *pipeline.Summary, l *layout) {
	head := []string{"Verdicts", ""}
	for _, v := range summaryVerdicts {
		head = append(head, v.String())
	}
	rows := [][]string{head}
	for i, c := range l.cells {
		phase := ""
		if i%len(l.skins) == 0 {
			phase = l.phaseID(c.phase)
		}
		row := []string{phase, l.skinID(c.skin)}
		for _, v := range summaryVerdicts {
			row = append(row, figure(verdictCount(s, c, v)))
		}
		rows = append(rows, row)
	}
	t.table("", 2, rows)
}

// summaryVerdicts are the verdicts that a product can have, as a summary orders them.
var summaryVerdicts = []rules.Verdict{rules.Recommended, rules.Suitable, rules.Caution, rules.Avoid, rules.Unknown, rules.NotApplicable}

func verdictCount(s *pipeline.Summary, c cell, v rules.Verdict) int {
	if c.phase < len(s.Verdicts) && c.skin < len(s.Verdicts[c.phase]) && int(v) < len(s.Verdicts[c.phase][c.skin]) {
		return s.Verdicts[c.phase][c.skin][v]
	}
	return 0
}

// ruleCount is a rule, by its index, and how many products it fired on.
type ruleCount struct{ rule, count int }

// rulesByHits returns the rules that fired, those that fired most first; of equals the one declared first.
func rulesByHits(s *pipeline.Summary) []ruleCount {
	var hits []ruleCount
	for i, n := range s.RuleHits {
		if n > 0 && i < len(s.Rules.Rules) {
			hits = append(hits, ruleCount{i, n})
		}
	}
	slices.SortStableFunc(hits, func(a, b ruleCount) int { return cmp.Compare(b.count, a.count) })
	return hits
}

func summarizeRules(t *text, s *pipeline.Summary) {
	hits := rulesByHits(s)
	if len(hits) == 0 {
		return
	}
	t.line()
	if len(hits) > topRules {
		t.line(fmt.Sprintf("Rules that fired most (%d of %d that fired)", topRules, len(hits)))
		hits = hits[:topRules]
	} else {
		t.line("Rules that fired")
	}
	var rows [][]string
	for _, h := range hits {
		r := &s.Rules.Rules[h.rule]
		rows = append(rows, []string{r.ID, shown(r.Title), figure(h.count), percent(h.count, s.Reported)})
	}
	t.table("  ", 2, rows)
}

func summarizeNames(t *text, s *pipeline.Summary) {
	t.line()
	t.line("Products without a whole ingredient list: ", figure(s.NoList), " (", percent(s.NoList, s.Reported), ")")
	t.line("Ingredients: ", figure(s.Ingredients), ", recognised ", figure(s.Recognized), " (", percent(s.Recognized, s.Ingredients), ")")
	names := s.Unrecognized
	if len(names) == 0 {
		return
	}
	names = names[:min(len(names), topNames)]
	t.line("Most frequent names that were not recognised")
	var rows [][]string
	for _, n := range names {
		rows = append(rows, []string{clip(shown(n.Name), 70), figure(n.Count)})
	}
	t.table("  ", 1, rows)
}

// NoProduct is a catalog of which no product was reported.
type NoProduct struct{ Source, Why string }

// NoProducts finds the catalogs of which no product was reported: an export that broke off right behind its header must not pass
// for one without findings.
func NoProducts(s *pipeline.Summary) (none []NoProduct) {
	for i := 0; i < len(s.Catalogs); {
		source, read, reported := s.Catalogs[i].Source, 0, 0
		for ; i < len(s.Catalogs) && s.Catalogs[i].Source == source; i++ {
			read, reported = read+s.Catalogs[i].Read, reported+s.Catalogs[i].Reported
		}
		switch {
		case reported > 0:
		case read == 0:
			none = append(none, NoProduct{source, "it has no rows below its header"})
		default:
			none = append(none, NoProduct{source, "every row was rejected or skipped"})
		}
	}
	return none
}

// warnings returns what must not be overlooked in a run, each as lines.
func warnings(s *pipeline.Summary) [][]string {
	var all [][]string
	for i := range s.Catalogs {
		c := &s.Catalogs[i]
		if c.Reported == 0 || c.NoList < c.Reported {
			continue
		}
		all = append(all, []string{
			"WARNING: NOT ONE WHOLE INGREDIENT LIST WAS READ IN " + shown(tableName(c)) + ".",
			fmt.Sprintf("None of its %s products has an ingredient list that could be read as a whole, so nothing in", figure(c.Reported)),
			"this report says that one of them may be used. Check which column holds the ingredients, and name",
			"it with --map ingredients=COLUMN.",
		})
	}
	for _, n := range NoProducts(s) {
		all = append(all, []string{"WARNING: NO PRODUCT WAS REPORTED OF " + shown(n.Source) + ": " + n.Why + "."})
	}
	if s.Read != s.Reported+s.Rejected+s.Skipped {
		all = append(all, []string{"WARNING: THE FIGURES DO NOT ADD UP: rows were lost. Do not rely on this report."})
	}
	return all
}
