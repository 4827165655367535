package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/reports/ci"
)

// maxShown is how many issues a terminal gets; files and pipes get all.
const maxShown = 50

// ciFlags are the flags of commands that report issues to people and CI systems.
func ciFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "text", Usage: "how issues are written: " + strings.Join(ci.Formats(), ", ")},
		&cli.StringFlag{Name: "baseline", Usage: "leave out the issues in `FILE`, so that only new ones count"},
		&cli.BoolFlag{Name: "update-baseline", Usage: "write all issues to the file of --baseline, in place of what it holds"},
	}
}

// checkCIFlags finds mistakes in the flags before any work is done.
func checkCIFlags(c *cli.Context) error {
	if f := c.String("format"); !slices.Contains(ci.Formats(), f) {
		return usagef("--format %s: expected one of %s%s", f, strings.Join(ci.Formats(), ", "), didYouMean(f, ci.Formats()))
	}
	if c.Bool("update-baseline") && c.String("baseline") == "" {
		return usagef("--update-baseline needs --baseline FILE")
	}
	return nil
}

// writeIssues writes a report as the flags say, without what the baseline holds. Afterwards the report holds new issues only.
func writeIssues(c *cli.Context, r *ci.Report) error {
	wd, err := os.Getwd()
	if err != nil {
		return usageError(err)
	}
	o := ci.Options{Root: filepath.ToSlash(wd)}
	if err := applyBaseline(c, r, o); err != nil {
		return err
	}
	if isTerminal(c.App.Writer) {
		o.Max = maxShown
	}
	if err := ci.Write(c.App.Writer, c.String("format"), r, o); err != nil {
		return outputError(err)
	}
	return nil
}

func applyBaseline(c *cli.Context, r *ci.Report, o ci.Options) error {
	path := c.String("baseline")
	if path == "" {
		return nil
	}
	if c.Bool("update-baseline") {
		var b strings.Builder
		if err := ci.WriteBaseline(&b, r.Issues, o); err != nil {
			return outputError(err)
		}
		if err := writeFile(path, []byte(b.String())); err != nil {
			return err
		}
	}
	f, err := os.Open(path)
	if err != nil {
		hint := ""
		if errors.Is(err, os.ErrNotExist) {
			hint = "; --update-baseline makes it"
		}
		return usagef("%s: %v%s", path, bare(err), hint)
	}
	defer f.Close()
	base, err := ci.ReadBaseline(f)
	if err != nil {
		return usagef("%s: %v", path, err)
	}
	if solved := base.Apply(r, o); len(solved) > 0 {
		what := "1 issue that is"
		if len(solved) > 1 {
			what = fmt.Sprintf("%d issues that are", len(solved))
		}
		r.Notes = append(r.Notes, fmt.Sprintf("%s holds %s solved; --update-baseline makes it anew", path, what))
	}
	return nil
}
