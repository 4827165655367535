package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/pipeline/ruletest"
	"screen/reports/ci"
	"screen/rules"
	"screen/rules/layer"
)

func testCommand() *cli.Command {
	return &cli.Command{
		Name:      "test",
		Usage:     "run the examples in rule files and in test files (*" + rules.TestSuffix + ")",
		ArgsUsage: "[PATH]...",
		Description: "Takes every example through the whole route, from a catalog's words to verdicts, and compares. Paths are rule files, directories,\n" +
			"layers, bundles, guide (the built-in one, also without paths), and test files. Exits with 1 if an example fails or there is none.\n" +
			"Of a layered set the layers' own examples must hold; those of the set below that the layers overrule are listed.",
		Flags: append([]cli.Flag{
			&cli.BoolFlag{Name: "coverage", Usage: "say which rules and cells of verdict tables no example has seen"},
			&cli.Float64Flag{Name: "min-coverage", Usage: "exit with 1 if less than `PERCENT` is covered"},
			&cli.BoolFlag{Name: "mutate", Usage: "change the rules in every small way, and exit with 1 if the examples do not notice one"},
			&cli.BoolFlag{Name: "names", Usage: "with --mutate, list the names that no example needs, too"},
			asOfFlag, inventoryFlag,
		}, ciFlags()...),
		Action: testAction,
	}
}

func testAction(c *cli.Context) error {
	if err := checkCIFlags(c); err != nil {
		return err
	}
	if p := c.Float64("min-coverage"); !(p >= 0 && p <= 100) {
		return usagef("--min-coverage %g: expected a percentage from 0 to 100", p)
	}
	r := &ci.Report{Tool: "screen rules test", Kinds: testKinds}
	suites, err := openSuites(c)
	if err != nil {
		return reported(c, r, err)
	}
	for _, s := range suites {
		tellDates(c, s.openedRules)
		if err := s.run(c, r); err != nil {
			return err
		}
	}
	if len(r.Cases) == 0 {
		r.Add(ci.Issue{Code: "no-tests", Message: "there is not a single example", Hint: "write some under examples: in a rule file, or in a file that ends in " + rules.TestSuffix})
	}
	if err := writeIssues(c, r); err != nil {
		return err
	}
	if r.Count(ci.Error) > 0 {
		return errFindings
	}
	return nil
}

// reported puts mistakes that keep rules from being tested into the report as well, for a CI system that reads nothing else.
func reported(c *cli.Context, r *ci.Report, err error) error {
	var problems rules.Problems
	if c.String("format") == "text" || !errors.As(err, &problems) {
		return err
	}
	r.Kinds = append(r.Kinds, ruleKinds()...)
	for _, p := range problems {
		r.Add(issueOf(p, p.File))
	}
	if writeErr := writeIssues(c, r); writeErr != nil {
		return writeErr
	}
	return err
}

var testKinds = []ci.Kind{
	{Code: "failed-example", Title: "An example does not hold", Help: "The rules decide otherwise than the example expects. Mend the rule, or the example if the rule was meant to change."},
	{Code: "overruled-example", Title: "An example of the set below is overruled by a layer", Help: "The layer decides otherwise than the set that it extends. This is for information."},
	{Code: "no-tests", Title: "There are no examples", Help: "A run without a single test proves nothing, and fails."},
	{Code: "rule-never-fired", Title: "No example makes the rule fire"},
	{Code: "rule-never-silent", Title: "No example leaves the rule silent"},
	{Code: "cell-unseen", Title: "No example sees a cell of the verdict table"},
	{Code: "coverage", Title: "Coverage is below the threshold"},
	{Code: "survivor", Title: "No example notices a change of the rules", Help: "Add an example that fails under the change, or say in excuses: why there can be none."},
	{Code: "name-unneeded", Title: "No example needs the name"},
	{Code: "stale-excuse", Title: "An excuse excuses nothing", Help: "Examples notice the change, or there is no such change."},
}

// run tests one set.
func (s *suite) run(c *cli.Context, r *ci.Report) error {
	screener, err := screenerWith(s.Set, s.names)
	if err != nil {
		return err
	}
	tests := ruletest.Run(screener, s.examples)
	for i := range tests {
		s.report(&tests[i], r)
	}
	held := slices.Clone(tests)
	for i := range held {
		if len(held[i].Failures) > 0 && s.mayFail(&held[i]) {
			held[i] = held[i].Kept(s.Set)
		}
	}
	if c.Bool("coverage") || c.IsSet("min-coverage") {
		s.cover(c, held, r)
	}
	if c.Bool("mutate") {
		s.mutate(c, held, r)
	}
	failed := 0
	for i := range tests {
		if len(tests[i].Failures) > 0 {
			failed++
		}
	}
	r.Notes = append(r.Notes, fmt.Sprintf("%s: %d examples, %d passed", s.words(), len(tests), len(tests)-failed))
	return nil
}

// words names the set that is tested.
func (s *suite) words() string {
	g := &s.Set.Guide
	return fmt.Sprintf("%s %s (%.12s)", g.ID, g.Version, s.Set.Digest)
}

// report adds an example, and an issue if it failed.
func (s *suite) report(t *ruletest.Test, r *ci.Report) {
	path := s.path(t.File)
	if !s.wanted(path) {
		return
	}
	name := fmt.Sprintf("%s:%d %s", path, t.Line, t.Title())
	r.Cases = append(r.Cases, ci.Case{Name: name, Group: t.Concern, File: path, Line: t.Line})
	if len(t.Failures) == 0 {
		return
	}
	issue := ci.Issue{Code: "failed-example", Message: t.Title(), File: path, Line: t.Line, Case: name, Details: failureTable(t.Failures)}
	if s.mayFail(t) {
		issue.Code, issue.Severity = "overruled-example", ci.Note
	}
	r.Add(issue)
}

// mayFail reports whether an example is of the set below, which layers may overrule.
func (s *suite) mayFail(t *ruletest.Test) bool {
	return s.below[t.File] || slices.Contains(s.known, layer.Place{File: t.File, Line: t.Line})
}

// failureTable sets failures in columns: what, expected, found, why.
func failureTable(failures []ruletest.Failure) string {
	rows := [][4]string{{"", "expected", "found", "why"}}
	for _, f := range failures {
		rows = append(rows, [4]string{f.What, f.Expected, f.Found, f.Why})
	}
	var width [3]int
	for _, row := range rows {
		for i := range width {
			width[i] = max(width[i], len([]rune(row[i])))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := fmt.Sprintf("  %-*s  %-*s  %-*s  %s", width[0], row[0], width[1], row[1], width[2], row[2], row[3])
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// at is where a rule or family is to be mended: where a layer changes it, or else where it stands.
func (s *suite) at(owner, file string, line int) (string, int) {
	if p, ok := s.Changed(owner); ok {
		file, line = p.File, p.Line
	}
	return s.path(file), line
}

func (s *suite) cover(c *cli.Context, tests []ruletest.Test, r *ci.Report) {
	cover := ruletest.Cover(s.Set, tests)
	severity := ci.Warning
	if cover.Percent() < c.Float64("min-coverage") {
		severity = ci.Error
	}
	at := func(rule, code, message string) {
		i, _ := s.Set.RuleIndex(rule)
		x := &s.Set.Rules[i]
		file, line := s.at("rule "+rule, x.File, x.Line)
		if !s.wanted(file) {
			return
		}
		r.Add(ci.Issue{Severity: severity, Code: code, Message: message, File: file, Line: line, Key: message})
	}
	for _, id := range cover.NotFired {
		at(id, "rule-never-fired", "rule "+id+" fires on no example")
	}
	for _, id := range cover.NotMute {
		at(id, "rule-never-silent", "rule "+id+" is silent on no example")
	}
	for _, cell := range cover.Unseen {
		at(cell.Rule, "cell-unseen", "no example sees "+cell.String())
	}
	if severity == ci.Error {
		r.Add(ci.Issue{Code: "coverage", Message: fmt.Sprintf("coverage is %.1f %%, at least %g %% are asked for", cover.Percent(), c.Float64("min-coverage"))})
	}
	r.Notes = append(r.Notes, fmt.Sprintf("coverage: %.1f %% (%d of %d: each of %d rules fired and silent, each of %d cells seen)",
		cover.Percent(), cover.Seen(), cover.All(), cover.Rules, cover.Cells))
}

func (s *suite) mutate(c *cli.Context, tests []ruletest.Test, r *ci.Report) {
	m := ruletest.Mutate(s.Set, tests, s.excuses)
	explained := 0
	for _, x := range m.Survivors {
		owner, _, _ := strings.Cut(x.Words(), ":")
		file, line := s.at(owner, x.File, x.Line)
		issue := ci.Issue{Code: "survivor", Message: "no example notices: " + x.Words(), File: file, Line: line, Key: x.Words()}
		if x.Reason != "" {
			explained++
			continue
		}
		if s.wanted(issue.File) {
			r.Add(issue)
		}
	}
	for _, e := range m.Stale {
		if !s.wanted(s.path(e.File)) {
			continue
		}
		r.Add(ci.Issue{Severity: ci.Warning, Code: "stale-excuse", File: s.path(e.File), Line: e.Line, Key: e.Rule + " " + e.Change,
			Message: fmt.Sprintf("the excuse for rule %s, %q, excuses nothing", e.Rule, e.Change), Hint: "take it out"})
	}
	if c.Bool("names") {
		for _, x := range m.Uncovered {
			if !s.wanted(s.path(x.File)) {
				continue
			}
			r.Add(ci.Issue{Severity: ci.Note, Code: "name-unneeded", Message: "no example needs: " + x.Words(), File: s.path(x.File), Line: x.Line, Key: x.Words()})
		}
	}
	r.Notes = append(r.Notes, fmt.Sprintf("mutation: %d changes, %d noticed, %d explained, %d survived; of %d names and patterns examples need %d",
		m.Tried, m.Tried-len(m.Survivors), explained, len(m.Survivors)-explained, m.Names, m.Names-len(m.Uncovered)))
}
