package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/rules"
	"screen/rules/format"
)

func fmtCommand() *cli.Command {
	return &cli.Command{
		Name:      "fmt",
		Usage:     "write rule files in the common layout",
		ArgsUsage: "PATH...",
		Description: "Formats rule files in place: directories with all their .yaml files, or single files; - formats standard input to\n" +
			"standard output. Comments stay, and what a file says never changes. Names the files that it changed.",
		Flags:  []cli.Flag{&cli.BoolFlag{Name: "check", Usage: "change nothing; name the files that differ, and exit with 1 if there are any"}},
		Action: fmtAction,
	}
}

func fmtAction(c *cli.Context) error {
	if c.NArg() == 0 {
		return usagef("rules fmt needs to know which files: screen rules fmt PATH..., or - for standard input")
	}
	if c.NArg() == 1 && c.Args().First() == "-" {
		return fmtInput(c)
	}
	var errs []error
	changed := 0
	for _, arg := range c.Args().Slice() {
		names, err := yamlFiles(arg)
		if err != nil {
			return err
		}
		for _, name := range names {
			differs, err := fmtFile(name, c.Bool("check"))
			if err != nil {
				errs = append(errs, err)
			}
			if differs {
				changed++
				fmt.Fprintln(c.App.Writer, name)
			}
		}
	}
	switch {
	case len(errs) > 0:
		return errors.Join(errs...)
	case c.Bool("check") && changed > 0:
		return &codedError{exitFindings, fmt.Errorf("%s not in the common layout; screen rules fmt writes it", filesAre(changed))}
	}
	return nil
}

// filesAre words a number of files.
func filesAre(n int) string {
	if n == 1 {
		return "1 file is"
	}
	return fmt.Sprintf("%d files are", n)
}

func fmtInput(c *cli.Context) error {
	text, err := io.ReadAll(io.LimitReader(c.App.Reader, rules.MaxFileSize+1))
	if err != nil {
		return inputError(err)
	}
	after, err := format.Source(text)
	if err != nil {
		return usageError(named(err, "standard input"))
	}
	if c.Bool("check") {
		if string(after) != string(text) {
			return errFindings
		}
		return nil
	}
	if _, err := c.App.Writer.Write(after); err != nil {
		return outputError(err)
	}
	return nil
}

// named puts the name that the user knows into problems of a file.
func named(err error, name string) error {
	var problems rules.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for i := range problems {
		problems[i].File = name
	}
	return problems
}

// yamlFiles returns a file, or all rule files and test files of a directory.
func yamlFiles(arg string) (names []string, err error) {
	info, err := os.Stat(arg)
	if err != nil {
		return nil, usagef("%s: %v", arg, bare(err))
	}
	if !info.IsDir() {
		return []string{arg}, nil
	}
	err = filepath.WalkDir(arg, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".yaml") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, inputError(fmt.Errorf("%s: %w", arg, bare(err)))
	}
	if len(names) == 0 {
		return nil, usagef("%s: no rule files; they end in .yaml", arg)
	}
	return names, nil
}

// fmtFile formats one file and reports whether it was not in the common layout. With check it is left as it is.
func fmtFile(name string, check bool) (differs bool, err error) {
	before, after, err := format.File(os.DirFS(filepath.Dir(name)), filepath.Base(name))
	if err != nil {
		var problems rules.Problems
		if errors.As(err, &problems) {
			return false, usageError(named(err, name))
		}
		return false, usageError(fmt.Errorf("%s: %w", filepath.Dir(name), err))
	}
	if string(before) == string(after) || check {
		return string(before) != string(after), nil
	}
	if err := writeFile(name, after); err != nil {
		return false, err
	}
	return true, nil
}
