package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"screen/pipeline"
	"screen/reports"
	"screen/reports/ci"
	"screen/rules"
)

var ciFlag = &cli.StringSliceFlag{
	Name:  "ci",
	Usage: "write what --fail-on (or avoid) finds for a CI system, `FORMAT[=FILE]`, to standard output without FILE; may be repeated; formats: " + strings.Join(ci.Formats(), ", "),
}

var runBaselineFlag = &cli.StringFlag{Name: "baseline", Usage: "let --fail-on and --ci pass over the findings in `FILE`, so that only new ones count"}

var runUpdateFlag = &cli.BoolFlag{Name: "update-baseline", Usage: "write all findings to the file of --baseline, in place of what it holds"}

// ciGate is a sink that collects the findings which --fail-on is about, each at the row of its product.
type ciGate struct {
	set      *rules.Set
	cells    []int // cells of verdict tables that are reported
	least    rules.Verdict
	severity ci.Severity
	targets  []ciTarget
	baseline *ci.Baseline // nil where there is none
	update   io.Writer    // takes a new baseline; nil where none is asked for

	mu     sync.Mutex // guards issues while the run goes on
	issues []placedIssue
	report *ci.Report
}

// ciTarget is one --ci: a format and where it goes.
type ciTarget struct {
	format string
	w      io.Writer
}

// placedIssue is an issue with its place in the order of the run.
type placedIssue struct {
	sheet string
	row   int
	nth   int // among those of the row
	ci.Issue
}

// wantsGate reports whether a run needs a gate at all.
func wantsGate(c *cli.Context) bool {
	return len(c.StringSlice("ci")) > 0 || c.String("baseline") != "" || c.Bool("update-baseline")
}

// ciToStdout reports whether a --ci goes to standard output.
func ciToStdout(c *cli.Context) bool {
	return slices.ContainsFunc(c.StringSlice("ci"), func(s string) bool {
		_, path, named := strings.Cut(s, "=")
		return !named || isStdout(path)
	})
}

// addGate begins what --ci and --baseline ask for.
func (out *outputs) addGate(c *cli.Context, set *rules.Set, o reports.Options) error {
	if !wantsGate(c) {
		return nil
	}
	g := &ciGate{set: set, least: rules.Avoid, severity: ci.Warning, cells: reportedCells(set, o)}
	if id := c.String("fail-on"); id != "" {
		g.least, _ = failOnVerdict(id)
		g.severity = ci.Error
	}
	for _, spec := range c.StringSlice("ci") {
		format, path, named := strings.Cut(spec, "=")
		if !slices.Contains(ci.Formats(), format) {
			return usagef("--ci %s: no format %q; the formats are %s%s", spec, format, strings.Join(ci.Formats(), ", "), didYouMean(format, ci.Formats()))
		}
		if !named {
			path = "-"
		}
		if err := out.claim("--ci", path); err != nil {
			return err
		}
		w, err := out.create(path)
		if err != nil {
			return err
		}
		g.targets = append(g.targets, ciTarget{format, w})
	}
	if err := g.openBaseline(c, out); err != nil {
		return err
	}
	out.sinks = append(out.sinks, g)
	return nil
}

func (g *ciGate) openBaseline(c *cli.Context, out *outputs) (err error) {
	path := c.String("baseline")
	switch {
	case path == "" && c.Bool("update-baseline"):
		return usagef("--update-baseline needs --baseline FILE")
	case path == "":
		return nil
	case c.Bool("update-baseline"):
		if err := out.claim("--baseline", path); err != nil {
			return err
		}
		g.update, err = out.create(path)
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return usagef("%s: %v; --update-baseline makes it", path, bare(err))
	}
	defer f.Close()
	if g.baseline, err = ci.ReadBaseline(f); err != nil {
		return usagef("%s: %v", path, err)
	}
	return nil
}

// reportedCells are the cells of the phases and skin types that are reported.
func reportedCells(set *rules.Set, o reports.Options) (cells []int) {
	skins := len(set.Guide.SkinTypes)
	for i := range len(set.Guide.Phases) * skins {
		if (o.Phases == nil || slices.Contains(o.Phases, i/skins)) && (o.Skins == nil || slices.Contains(o.Skins, i%skins)) {
			cells = append(cells, i)
		}
	}
	return cells
}

// Append notes the rules that give a product a verdict at or above the least. It renders nothing.
func (g *ciGate) Append(dst []byte, r *pipeline.Result) []byte {
	found := false
	for _, cell := range g.cells {
		v := r.Decision.Verdicts[cell]
		found = found || v >= g.least && v != rules.NotApplicable
	}
	if !found {
		return dst
	}
	title := strings.Clone(strings.TrimSpace(r.ID + " " + r.Name))
	nth := 0
	for _, rule := range r.Decision.Fired {
		if phases := g.speaks(r, rule); phases != "" {
			g.add(placedIssue{strings.Clone(r.Sheet), r.Row, nth, g.issue(r, rule, title, phases)})
			nth++
		}
	}
	if nth == 0 { // a rule could not be evaluated
		g.add(placedIssue{strings.Clone(r.Sheet), r.Row, 0, ci.Issue{Severity: g.severity, Code: "rule-error", Message: title + ": " + r.Decision.Err, File: strings.Clone(r.Source), Line: cmp.Or(r.Line, r.Row)}})
	}
	return dst
}

func (g *ciGate) add(x placedIssue) {
	g.mu.Lock()
	g.issues = append(g.issues, x)
	g.mu.Unlock()
}

// speaks words the phases in which a rule decides a verdict that counts, with the verdict; empty where it decides none.
func (g *ciGate) speaks(r *pipeline.Result, rule int) string {
	table := g.set.Rules[rule].Table
	worst := map[int]rules.Verdict{}
	skins := len(g.set.Guide.SkinTypes)
	for _, cell := range g.cells {
		if v := r.Decision.Verdicts[cell]; table != nil && v >= g.least && table[cell] == v {
			worst[cell/skins] = max(worst[cell/skins], v)
		}
	}
	var words []string
	for p, phase := range g.set.Guide.Phases {
		if v, ok := worst[p]; ok {
			words = append(words, v.String()+" in "+phase.ID)
		}
	}
	return strings.Join(words, ", ")
}

func (g *ciGate) issue(r *pipeline.Result, rule int, title, phases string) ci.Issue {
	x := &g.set.Rules[rule]
	var on []string
	for _, f := range r.Findings {
		if f.Rule == rule && f.Item >= 0 {
			it := &r.List.Items[f.Item]
			on = append(on, r.List.Text[it.Start:it.End])
		}
	}
	message := title + ": " + x.Title
	if len(on) > 0 {
		message += " (" + strings.Join(on, ", ") + ")"
	}
	return ci.Issue{
		Severity: g.severity, Code: x.ID, Message: message + ": " + phases, Hint: x.Then, File: strings.Clone(r.Source), Line: cmp.Or(r.Line, r.Row),
		Case: fmt.Sprintf("%s:%d %s", r.Source, r.Row, title),
		Key:  strings.Join([]string{title, phases, strings.Join(on, ", ")}, "\n"),
	}
}

// AppendRejected notes a row that cannot be read: what is in it is not known.
func (g *ciGate) AppendRejected(dst []byte, r *pipeline.Rejected) []byte {
	g.add(placedIssue{strings.Clone(r.Sheet), r.Row, 0, ci.Issue{
		Severity: ci.Warning, Code: "rejected-row", Message: "row " + fmt.Sprint(r.Row) + " cannot be read: " + r.Message, File: strings.Clone(r.Source), Line: cmp.Or(r.Line, r.Row),
	}})
	return dst
}

// Write does nothing.
func (g *ciGate) Write([]byte) error { return nil }

// Close writes the reports and the baseline.
func (g *ciGate) Close(s *pipeline.Summary) error {
	g.report = g.newReport(s)
	o := ciOptions()
	if g.update != nil {
		if err := ci.WriteBaseline(g.update, g.report.Issues, o); err != nil {
			return err
		}
		g.report.Known, g.report.Issues = len(g.report.Issues), nil
	}
	if g.baseline != nil {
		if solved := g.baseline.Apply(g.report, o); len(solved) > 0 {
			g.report.Notes = append(g.report.Notes, fmt.Sprintf("the baseline holds %d findings that are solved; --update-baseline takes them out", len(solved)))
		}
	}
	for _, t := range g.targets {
		if err := ci.Write(t.w, t.format, g.report, o); err != nil {
			return err
		}
	}
	return nil
}

// newReport puts the issues in the order of the catalogs.
func (g *ciGate) newReport(s *pipeline.Summary) *ci.Report {
	order := map[[2]string]int{}
	for i, c := range s.Catalogs {
		order[[2]string{c.Source, c.Sheet}] = i
	}
	at := func(x placedIssue) int { return order[[2]string{x.File, x.sheet}] }
	slices.SortFunc(g.issues, func(a, b placedIssue) int {
		return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a.row, b.row), cmp.Compare(a.nth, b.nth))
	})
	r := &ci.Report{Tool: "screen run", Notes: []string{"rules: " + setWords(g.set)}}
	for _, n := range reports.NoProducts(s) {
		r.Add(ci.Issue{Severity: g.severity, Code: "no-products", Message: "no product was reported: " + n.Why, File: n.Source})
	}
	for _, x := range g.issues {
		r.Add(x.Issue)
	}
	for i := range g.set.Rules {
		x := &g.set.Rules[i]
		r.Kinds = append(r.Kinds, ci.Kind{Code: x.ID, Title: x.Title, Help: strings.TrimSpace(x.Because + " " + x.Then)})
	}
	return r
}

// gated is the gate of --fail-on where a baseline is given: it is about what is new.
func gated(out *outputs, err error) error {
	for _, sink := range out.sinks {
		g, ok := sink.(*ciGate)
		if !ok || err == nil || g.baseline == nil && g.update == nil {
			continue
		}
		n := g.report.Count(ci.Error)
		if n == 0 {
			return nil
		}
		return &codedError{exitFindings, fmt.Errorf("%d findings of %s or worse are new; %d more are in the baseline", n, g.least, g.report.Known)}
	}
	return err
}
