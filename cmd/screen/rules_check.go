package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
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
		Flags:  append([]cli.Flag{&cli.BoolFlag{Name: "strict", Usage: "exit with 1 if there are warnings"}, asOfFlag}, ciFlags()...),
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
	r := &ci.Report{Tool: "screen rules check", Kinds: ruleKinds()}
	done := make(chan error, 1)
	go func() {
		for _, s := range sources {
			if err := checkSource(c, r, s); err != nil {
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

// checkSource adds what is wrong with one rule set, its layers and its test files to the report.
func checkSource(c *cli.Context, r *ci.Report, s *ruleSource) error {
	f, err := s.files()
	if err != nil {
		return inputError(fmt.Errorf("%s: %w", s.dir, err))
	}
	for _, name := range slices.Concat(f.base, f.layers, f.bundles, f.tests) {
		if s.wanted(name) {
			r.Cases = append(r.Cases, ci.Case{Name: s.path(name), File: s.path(name)})
		}
	}
	wrong, beside := false, rules.Problems(nil)
	add := func(problems rules.Problems) {
		for _, p := range problems {
			switch {
			case s.wanted(p.File):
				r.Add(issueOf(p, s.path(p.File)))
				wrong = wrong || p.Severity == rules.Error
			case p.Severity == rules.Error:
				beside = append(beside, p)
			}
		}
	}
	defer func() {
		// A mistake in a file beside it keeps the set, and with it the file that is meant, from being checked whole.
		for _, p := range beside {
			if !wrong {
				r.Add(issueOf(p, s.path(p.File)))
			}
		}
	}()
	var set *rules.Set
	if len(f.base) > 0 {
		var problems rules.Problems
		if set, problems = rules.Lint(s.fsys, rulelint.Names, f.base...); set == nil {
			add(problems)
			return nil // what stands on it cannot be judged
		}
		add(problems)
	}
	layered, err := checkLayers(s, f, c.String("as-of"), add)
	if err != nil {
		return err
	}
	if layered != nil {
		set = layered
	}
	for _, name := range f.tests {
		problems, err := checkTests(s, name, set)
		if err != nil {
			return err
		}
		add(problems)
	}
	return nil
}

// checkTests checks a test file against the rules that it names, or else against the set, or else the built-in guide.
func checkTests(s *ruleSource, name string, set *rules.Set) (rules.Problems, error) {
	header, problems := rules.TestHeader(s.fsys, name)
	if header == nil {
		return problems, nil
	}
	if len(header.Rules) > 0 || set == nil {
		paths := slices.Clone(header.Rules)
		for i, path := range paths {
			if path != builtIn {
				paths[i] = filepath.Join(s.dir, filepath.Dir(name), path)
			}
		}
		opened, err := openRules(paths, "")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.path(name), err)
		}
		set = opened.Set
	}
	_, problems = rules.LoadTests(set, s.fsys, name)
	return problems, nil
}

// checkLayers checks layers on the set below them, which is the built-in guide where there are no other files, and bundles
// by themselves. It returns the set that results, if any.
func checkLayers(s *ruleSource, f ruleFiles, asOf string, add func(rules.Problems)) (*rules.Set, error) {
	g := newGathered()
	var set *rules.Set
	for _, name := range slices.Concat(f.base, f.layers, f.bundles) {
		text, err := s.read(name)
		if err != nil {
			return nil, inputError(fmt.Errorf("%s: %w", s.path(name), bare(err)))
		}
		if err := g.addText(name, name, text); err != nil {
			return nil, usageError(fmt.Errorf("%s: %w", s.path(name), err))
		}
	}
	if len(g.layers) == 0 && g.bundle == nil {
		return nil, nil
	}
	loaded, err := g.open(asOf)
	var problems rules.Problems
	switch {
	case errors.As(err, &problems):
		add(problems)
	case err != nil:
		return nil, err
	default:
		add(loaded.Expired)
		set = loaded.Set
	}
	return set, nil
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
