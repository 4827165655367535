package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
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
			asOfFlag,
		}, ciFlags()...),
		Action: testAction,
	}
}

// suite is one rule set with its tests.
type suite struct {
	*openedRules
	examples []rules.Example
	excuses  []rules.Excuse
	below    map[string]bool // files of examples that layers may overrule
	known    []layer.Place   // examples that a bundle's layers overrule
	only     map[string]bool // paths of the files whose results are reported; nil for all
}

func testAction(c *cli.Context) error {
	if err := checkCIFlags(c); err != nil {
		return err
	}
	suites, err := openSuites(c)
	if err != nil {
		return err
	}
	r := &ci.Report{Tool: "screen rules test", Kinds: testKinds}
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

// openSuites loads the rule sets that the arguments name, with their tests.
func openSuites(c *cli.Context) ([]*suite, error) {
	var paths, testFiles []string
	for _, p := range c.Args().Slice() {
		if strings.HasSuffix(p, rules.TestSuffix) {
			testFiles = append(testFiles, p)
			continue
		}
		paths = append(paths, p)
		beside, err := testsBeside(p)
		if err != nil {
			return nil, usageError(inputMessage(p, err))
		}
		testFiles = append(testFiles, beside...)
	}
	all, err := concernSuites(paths, c.String("as-of"))
	if err != nil {
		return nil, err
	}
	if len(all) == 0 && (len(paths) > 0 || len(testFiles) == 0) {
		s, err := openSuite(paths, c.String("as-of"))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return addTestFiles(all, testFiles, c.String("as-of"))
}

// concernSuites returns the sets to which single concern files belong, those of their directories; nothing where there is a guide, a
// layer or a directory among the paths, which then are a set themselves.
func concernSuites(paths []string, asOf string) (all []*suite, err error) {
	byDir := map[string]*suite{}
	for _, p := range paths {
		text, err := readRuleFile(p)
		if err != nil || !concernFile.Match(text) || layer.KindOf(text) != layer.Other {
			return nil, nil
		}
		dir := filepath.Dir(p)
		s := byDir[dir]
		if s == nil {
			if s, err = openSuite([]string{dir}, asOf); err != nil {
				return nil, err
			}
			s.only = map[string]bool{}
			byDir[dir] = s
			all = append(all, s)
		}
		s.only[filepath.Clean(p)] = true
	}
	return all, nil
}

var concernFile = regexp.MustCompile(`(?m)^concern:`)

// wanted reports whether results of a file are to be reported.
func (s *suite) wanted(path string) bool { return s.only == nil || s.only[filepath.Clean(path)] }

// testsBeside returns the test files of a directory of rules.
func testsBeside(path string) (found []string, err error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return nil, nil // what is wrong with the path is found when the rules are loaded
	}
	err = filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(file, rules.TestSuffix) {
			found = append(found, file)
		}
		return err
	})
	return found, err
}

func openSuite(paths []string, asOf string) (*suite, error) {
	opened, err := openRules(paths, asOf)
	if err != nil {
		return nil, err
	}
	s := &suite{openedRules: opened, examples: opened.Set.Examples, excuses: opened.Set.Excuses, below: map[string]bool{}, known: opened.Overruled}
	if opened.layered {
		for _, f := range opened.Files {
			s.below[f.Name] = true
		}
	}
	return s, nil
}

// addTestFiles reads test files. Each tests the set that it names, else the one of the arguments, else that of its directory.
func addTestFiles(all []*suite, files []string, asOf string) ([]*suite, error) {
	byRules := map[string]*suite{}
	for _, path := range files {
		dir, name := filepath.Dir(path), filepath.Base(path)
		header, problems := rules.TestHeader(os.DirFS(dir), name)
		if header == nil {
			return nil, replaced(problems, name, path)
		}
		var s *suite
		if header.Rules == nil && len(all) > 0 {
			s = all[0]
		} else {
			key := strings.Join(append([]string{dir}, header.Rules...), "\n")
			if s = byRules[key]; s == nil {
				var err error
				if s, err = openSuite(relativeTo(dir, header.Rules), asOf); err != nil {
					return nil, err
				}
				s.examples, s.excuses = nil, nil // those of the set itself are tested where the set is named
				byRules[key] = s
				all = append(all, s)
			}
		}
		tests, problems := rules.LoadTests(s.Set, os.DirFS(dir), name)
		if tests == nil {
			return nil, replaced(problems, name, path)
		}
		for i := range tests.Examples {
			tests.Examples[i].File = path
		}
		for i := range tests.Excuses {
			tests.Excuses[i].File = path
		}
		if s.only != nil {
			s.only[filepath.Clean(path)] = true
		}
		s.examples = append(slices.Clone(s.examples), tests.Examples...)
		s.excuses = append(slices.Clone(s.excuses), tests.Excuses...)
	}
	return all, nil
}

// relativeTo are the paths that a test file in dir names; without any, dir.
func relativeTo(dir string, paths []string) []string {
	if len(paths) == 0 {
		return []string{dir}
	}
	out := make([]string, len(paths))
	for i, p := range paths {
		if out[i] = p; p != builtIn && !filepath.IsAbs(p) {
			out[i] = filepath.Join(dir, p)
		}
	}
	return out
}

// replaced puts a path in place of the name of a file.
func replaced(problems rules.Problems, name, path string) error {
	for i := range problems {
		if problems[i].File == name {
			problems[i].File = path
		}
	}
	return problems
}

// run tests one set.
func (s *suite) run(c *cli.Context, r *ci.Report) error {
	screener, err := newScreener(s.Set)
	if err != nil {
		return err
	}
	tests := ruletest.Run(screener, s.examples)
	for i := range tests {
		s.report(&tests[i], r)
	}
	if c.Bool("coverage") || c.IsSet("min-coverage") {
		s.cover(c, tests, r)
	}
	if c.Bool("mutate") {
		s.mutate(c, tests, r)
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

func (s *suite) cover(c *cli.Context, tests []ruletest.Test, r *ci.Report) {
	cover := ruletest.Cover(s.Set, tests)
	severity := ci.Warning
	if cover.Percent() < c.Float64("min-coverage") {
		severity = ci.Error
	}
	at := func(rule, code, message string) {
		i, _ := s.Set.RuleIndex(rule)
		x := &s.Set.Rules[i]
		if !s.wanted(s.path(x.File)) {
			return
		}
		r.Add(ci.Issue{Severity: severity, Code: code, Message: message, File: s.path(x.File), Line: x.Line, Key: message})
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
		issue := ci.Issue{Code: "survivor", Message: "no example notices: " + x.Words(), File: s.path(x.File), Line: x.Line, Key: x.Words()}
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
