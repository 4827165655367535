package main

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"screen/pipeline/rulelint"
	"screen/reports/ci"
	"screen/rules"
)

// checkBound is how long a check may take, whatever the files hold.
const checkBound = 10 * time.Second

func checkCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "find all mistakes in rule files, and what is hardly meant",
		ArgsUsage: "[PATH]...",
		Description: "Checks rule files: directories, single files, or the built-in guide where no path is given. A single file is checked\n" +
			"together with the rule files beside it, and only its own mistakes are reported. Exits with 2 on errors, and with --strict\n" +
			"with 1 on warnings. Ends after 10 seconds at the latest.",
		Flags:  append([]cli.Flag{&cli.BoolFlag{Name: "strict", Usage: "exit with 1 if there are warnings"}, asOfFlag, inventoryFlag}, ciFlags()...),
		Action: checkAction,
	}
}

func checkAction(c *cli.Context) error {
	if err := checkCIFlags(c); err != nil {
		return err
	}
	sources, err := ruleSources(c.Args().Slice())
	if err != nil {
		return err
	}
	inventory, err := flagInventories(c)
	if err != nil {
		return err
	}
	r := &ci.Report{Tool: "screen rules check", Kinds: ruleKinds()}
	done := make(chan error, 1)
	go func() {
		for _, s := range sources {
			k := &checker{ruleSource: s, asOf: c.String("as-of"), lints: rulelint.NamesAnd(inventory)}
			if err := k.check(r); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	select {
	case err := <-done:
		if err != nil {
			return err
		}
	case <-time.After(checkBound):
		return usagef("rules check was stopped after %v: the files ask for too much; split them", checkBound)
	case <-c.Context.Done():
		return c.Context.Err()
	}
	if err := writeIssues(c, r); err != nil {
		return err
	}
	switch {
	case r.Count(ci.Error) > 0:
		return &codedError{exitUsage, errFindings.err}
	case c.Bool("strict") && r.Count(ci.Warning) > 0:
		return errFindings
	}
	return nil
}

// checker checks one rule set, its layers and its test files.
type checker struct {
	*ruleSource
	asOf   string
	lints  func(*rules.Linter)
	report *ci.Report
	wrong  bool           // there is a mistake in a file that is meant
	beside rules.Problems // mistakes of files that are not
	set    *rules.Set     // the outcome; nil where there are mistakes
}

// check adds what is wrong to the report.
func (k *checker) check(r *ci.Report) error {
	k.report = r
	f, err := k.files()
	if err != nil {
		return usageError(fmt.Errorf("%s: %w", k.dir, err))
	}
	for _, name := range slices.Concat(f.base, f.layers, f.bundles, f.tests) {
		if k.wanted(name) {
			r.Cases = append(r.Cases, ci.Case{Name: k.path(name), File: k.path(name)})
		}
	}
	defer func() {
		// A mistake in a file beside it keeps the set, and with it the file that is meant, from being checked whole.
		for _, p := range k.beside {
			if !k.wrong {
				r.Add(issueOf(p, k.path(p.File)))
			}
		}
	}()
	var set *rules.Set
	broken := false // what stands on the set cannot be judged, but what it looks like can
	if len(f.base) > 0 {
		var problems rules.Problems
		set, problems = rules.Lint(k.fsys, k.lints, f.base...)
		broken = set == nil
		k.add(problems)
	}
	for _, names := range stacks(f) {
		above, err := k.checkStack(f, names, broken)
		switch {
		case err != nil:
			return err
		case above == nil:
			broken = true
		case set == nil || len(f.layers) > 0 && names[len(names)-1] == f.layers[len(f.layers)-1]:
			set = above
		}
	}
	k.set = set
	for _, name := range f.tests {
		problems, err := k.checkTests(name, set, broken)
		if err != nil {
			return err
		}
		k.add(problems)
	}
	return nil
}

// stacks are the files that are sets together: the layers on what lies below them, and each bundle for itself.
func stacks(f ruleFiles) (all [][]string) {
	if len(f.layers) > 0 {
		all = append(all, slices.Concat(f.base, f.layers))
	}
	for _, name := range f.bundles {
		all = append(all, []string{name})
	}
	return all
}

func (k *checker) add(problems rules.Problems) {
	for _, p := range problems {
		p.File = path.Clean(p.File) // see gathered.apart
		switch {
		case k.wanted(p.File):
			k.report.Add(issueOf(p, k.path(p.File)))
			k.wrong = k.wrong || p.Severity == rules.Error
		case p.Severity == rules.Error:
			k.beside = append(k.beside, p)
		}
	}
}

// checkTests checks a test file against the rules that it names, or else against the set, or else the built-in guide.
// Of a set that is broken nothing can be expected.
func (k *checker) checkTests(name string, set *rules.Set, broken bool) (rules.Problems, error) {
	header, problems := rules.TestHeader(k.fsys, name)
	if header == nil || broken && len(header.Rules) == 0 {
		return problems, nil
	}
	if len(header.Rules) > 0 || set == nil {
		paths := slices.Clone(header.Rules)
		for i, p := range paths {
			if p != builtIn {
				paths[i] = filepath.Join(k.dir, filepath.Dir(name), p)
			}
		}
		opened, err := openRules(paths, "")
		if err != nil {
			first, _, _ := strings.Cut(err.Error(), "\n")
			return rules.Problems{{Code: "not-checked", File: name, Message: "the rules that this file tests cannot be loaded: " + first}}, nil
		}
		set = opened.Set
	}
	_, problems = rules.LoadTests(set, k.fsys, name)
	return problems, nil
}

// checkStack checks layers on the set below them, which is the built-in guide where there are no other files, or a bundle. It
// returns the set that results, or nil. The mistakes of a broken set below are known already.
func (k *checker) checkStack(f ruleFiles, names []string, broken bool) (*rules.Set, error) {
	g := newGathered()
	for _, name := range names {
		text, err := k.read(name)
		if err != nil {
			return nil, inputError(fmt.Errorf("%s: %w", k.path(name), bare(err)))
		}
		if err := g.addText(name, name, text); err != nil {
			return nil, usageError(fmt.Errorf("%s: %w", k.path(name), err))
		}
	}
	loaded, err := g.open(k.asOf)
	var problems rules.Problems
	switch {
	case errors.As(err, &problems):
		k.add(slices.DeleteFunc(problems, func(p rules.Problem) bool { return broken && slices.Contains(f.base, p.File) }))
		return nil, nil
	case err != nil:
		return nil, err
	}
	k.add(loaded.Expired)
	k.add(loaded.Lint(k.lints))
	return loaded.Set, nil
}

// issueOf is a problem of a rule file as CI systems are told of it.
func issueOf(p rules.Problem, path string) ci.Issue {
	i := ci.Issue{Code: p.Code, Message: p.Message, Hint: p.Hint, File: path, Line: p.Line, Column: p.Column, Snippet: p.Text, Frame: p.Frame()}
	if p.Severity == rules.Warning {
		i.Severity = ci.Warning
	}
	if p.Column > 0 {
		i.EndColumn = p.Column + p.Length
	}
	return i
}

func ruleKinds() (kinds []ci.Kind) {
	for _, k := range rules.Kinds() {
		kinds = append(kinds, ci.Kind{Code: k.Code, Title: k.Title, Help: k.Help})
	}
	return kinds
}
