package main

import (
	"fmt"
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
		Flags:  append([]cli.Flag{&cli.BoolFlag{Name: "strict", Usage: "exit with 1 if there are warnings"}}, ciFlags()...),
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
			if err := checkSource(r, s); err != nil {
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

// checkSource adds what is wrong with one rule set and its test files to the report.
func checkSource(r *ci.Report, s *ruleSource) error {
	names, tests, err := s.files()
	if err != nil {
		return inputError(fmt.Errorf("%s: %w", s.dir, err))
	}
	set, problems := rules.Lint(s.fsys, rulelint.Names, names...)
	if set != nil {
		for _, name := range tests {
			_, more := rules.LoadTests(set, s.fsys, name)
			problems = append(problems, more...)
		}
	}
	for _, name := range append(names, tests...) {
		if s.wanted(name) {
			r.Cases = append(r.Cases, ci.Case{Name: s.path(name), File: s.path(name)})
		}
	}
	for _, p := range problems {
		if s.wanted(p.File) {
			r.Add(issueOf(p, s.path(p.File)))
		}
	}
	return nil
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
