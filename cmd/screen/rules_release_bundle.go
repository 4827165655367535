package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"screen/pipeline/ruletest"
	"screen/rules"
	"screen/rules/layer"
)

func bundleCommand() *cli.Command {
	return &cli.Command{
		Name:      "bundle",
		Usage:     "make one file of a rule set and the layers on it",
		ArgsUsage: "[PATH]...",
		Description: "Joins rule files, directories, layers and guide (the built-in one) to one file that --rules takes, with version and digest.\n" +
			"With --as-of, changes and waivers that expired before that date are left out.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the bundle to `FILE`; - is standard output"},
			asOfFlag, inventoryFlag,
		},
		Action: bundleAction,
	}
}

func bundleAction(c *cli.Context) error {
	if c.String("output") == "" {
		return usagef("rules bundle needs to know where to: -o FILE")
	}
	s, err := openSuite(c.Args().Slice(), c.String("as-of"))
	if err != nil {
		return err
	}
	if s.names, err = flagInventories(c); err != nil {
		return err
	}
	tellDates(c, s.openedRules)
	data, err := s.bundle()
	if err != nil {
		return err
	}
	path := c.String("output")
	if isStdout(path) {
		if _, err := c.App.Writer.Write(data); err != nil {
			return outputError(err)
		}
		return nil
	}
	target, _ := os.Stat(path) // nil where there is none yet
	for _, in := range c.Args().Slice() {
		if in, err := os.Stat(in); err == nil && target != nil && os.SameFile(in, target) {
			return usagef("-o %s: this is one of the rule files; a bundle never overwrites them", path)
		}
	}
	if err := writeFile(path, data); err != nil {
		return err
	}
	fmt.Fprintln(c.App.Writer, path+": "+setWords(s.Set))
	return nil
}

// bundle makes the file, and proves that what will be read is what was written. Examples of the set below that the layers
// overrule are noted in it; any other example that fails ends the release.
func (s *suite) bundle() ([]byte, error) {
	failing, err := s.failing()
	if err != nil {
		return nil, err
	}
	for _, t := range failing {
		if !s.mayFail(t) {
			return nil, &codedError{exitFindings, fmt.Errorf("%s:%d: this example fails; what fails is not released: see screen rules test", s.path(t.File), t.Line)}
		}
	}
	data, err := s.Bundle()
	if err != nil {
		return nil, err
	}
	again, err := unbundled(data)
	if err != nil {
		return nil, err
	}
	again.names = s.names
	if failing, err = again.failing(); err != nil {
		return nil, err
	}
	s.Overruled = nil
	for _, t := range failing {
		s.Overruled = append(s.Overruled, layer.Place{File: t.File, Line: t.Line})
	}
	return s.Bundle()
}

func unbundled(data []byte) (*suite, error) {
	loaded, err := layer.Unbundle(layer.File{Name: "bundle", Text: data}, layer.Options{})
	if err != nil {
		return nil, fmt.Errorf("the bundle cannot be read back: %w", err)
	}
	return &suite{openedRules: &openedRules{Loaded: loaded}, examples: loaded.Set.Examples}, nil
}

// failing returns the examples that fail.
func (s *suite) failing() (all []*ruletest.Test, err error) {
	screener, err := screenerWith(s.Set, s.names)
	if err != nil {
		return nil, err
	}
	tests := ruletest.Run(screener, s.examples)
	for i := range tests {
		if len(tests[i].Failures) > 0 {
			all = append(all, &tests[i])
		}
	}
	return all, nil
}

// setWords names a set: id, version, digest.
func setWords(s *rules.Set) string {
	return fmt.Sprintf("%s, version %s, digest %s", s.Guide.ID, s.Guide.Version, s.Digest)
}
