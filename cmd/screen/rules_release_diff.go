package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/pipeline"
	"screen/pipeline/rulediff"
	"screen/reports/ci"
)

// diffFormats are the formats of rules diff: its own, and those of CI systems.
var diffFormats = []string{"text", "markdown", "json", "sarif", "junit", "github", "gitlab", "tap"}

func diffCommand() *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "say which verdicts of real products a change of rules changes, and why",
		ArgsUsage: "OLD NEW --catalog CATALOG",
		Description: "OLD and NEW are directories, rule files, layers, bundles, guide (the built-in one), a git revision and a path (main:rules,\n" +
			"HEAD~1:./rules), or several of them joined by + (guide+clinic.yaml).",
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "catalog", Aliases: []string{"c"}, Usage: "screen the products of `FILE`; may be repeated"},
			&cli.StringFlag{Name: "format", Value: "text", Usage: "how the difference is written: " + strings.Join(diffFormats, ", ")},
			&cli.StringFlag{Name: "fail-on", Usage: "exit with 1 on products whose verdict is `WHAT`: loosened, or any (changed at all)"},
			&cli.StringFlag{Name: "baseline", Usage: "leave out the changes in `FILE`, so that only new ones count"},
			&cli.BoolFlag{Name: "update-baseline", Usage: "write all changes to the file of --baseline, in place of what it holds"},
			&cli.IntFlag{Name: "workers", Usage: "`N` goroutines that screen", DefaultText: "one a processor"},
			asOfFlag, inventoryFlag,
		}, catalogFlags()...),
		Action: diffAction,
	}
}

func diffAction(c *cli.Context) error {
	if c.NArg() != 2 {
		return usagef("rules diff compares two rule sets: screen rules diff OLD NEW --catalog CATALOG")
	}
	if len(c.StringSlice("catalog")) == 0 {
		return usagef("rules diff needs real products: --catalog CATALOG")
	}
	if f := c.String("format"); !slices.Contains(diffFormats, f) {
		return usagef("--format %s: expected one of %s%s", f, strings.Join(diffFormats, ", "), didYouMean(f, diffFormats))
	}
	if f := c.String("fail-on"); f != "" && f != "loosened" && f != "any" {
		return usagef("--fail-on %s: expected loosened or any", f)
	}
	if c.Bool("update-baseline") && c.String("baseline") == "" {
		return usagef("--update-baseline needs --baseline FILE")
	}
	var screeners [2]*pipeline.Screener
	for i, spec := range c.Args().Slice() {
		s, err := openRevision(c.Context, spec, c.String("as-of"))
		if err != nil {
			return err
		}
		tellDates(c, s)
		if screeners[i], err = screenerOf(c, s.Set); err != nil {
			return err
		}
	}
	d, err := compare(c, screeners[0], screeners[1])
	if err != nil {
		return err
	}
	return writeDiff(c, d)
}

// compare runs both sets over the catalogs.
func compare(c *cli.Context, before, after *pipeline.Screener) (*rulediff.Diff, error) {
	catalogs, closeCatalogs, err := openCatalogs(c, c.StringSlice("catalog"))
	defer closeCatalogs()
	if err != nil {
		return nil, err
	}
	d := rulediff.New(before, after)
	bar := newProgress(c, catalogs)
	_, err = pipeline.Run(c.Context, catalogs, before, []pipeline.Sink{d}, pipeline.RunOptions{Workers: c.Int("workers"), MaxRejects: -1, Progress: bar.at})
	bar.finish()
	return d, err
}

// maxDiffShown is how many products a terminal or a pull request gets.
const maxDiffShown = 50

func writeDiff(c *cli.Context, d *rulediff.Diff) error {
	r := diffReport(c, d)
	if err := applyBaseline(c, r, ciOptions()); err != nil {
		return err
	}
	var err error
	if format := c.String("format"); slices.Contains(rulediff.Formats, format) {
		most := 0
		if format == "markdown" || isTerminal(c.App.Writer) {
			most = maxDiffShown
		}
		err = d.Render(c.App.Writer, format, most)
		if err == nil && r.Known > 0 && format == "text" {
			_, err = fmt.Fprintf(c.App.Writer, "%d of these products are in the baseline\n", r.Known)
		}
	} else {
		err = ci.Write(c.App.Writer, format, r, ciOptions())
	}
	if err != nil {
		return outputError(err)
	}
	if r.Count(ci.Error) > 0 {
		what := "1 product is"
		if n := r.Count(ci.Error); n > 1 {
			what = fmt.Sprintf("%d products are", n)
		}
		return &codedError{exitFindings, fmt.Errorf("%s decided otherwise in a way that --fail-on %s forbids", what, c.String("fail-on"))}
	}
	return nil
}

// diffReport is the diff as CI systems take it: an issue for each product, at its row of the catalog.
func diffReport(c *cli.Context, d *rulediff.Diff) *ci.Report {
	r := &ci.Report{Tool: "screen rules diff", Summary: d.Sum(), Kinds: []ci.Kind{
		{Code: "loosened", Title: "A verdict permits more than before", Help: "The new rules permit for this product what the old ones did not. Make sure that this is meant."},
		{Code: "tightened", Title: "A verdict permits less than before", Help: "The new rules permit less for this product than the old ones."},
	}}
	for i := range d.Products {
		p := &d.Products[i]
		issue := ci.Issue{Severity: ci.Warning, Code: "tightened", File: p.Source, Line: cmp.Or(p.Line, p.Row), Key: p.Title() + " " + p.Verdicts(),
			Message: fmt.Sprintf("%s: %s, because %s", p.Title(), p.Verdicts(), p.Because())}
		if p.Loosened() {
			issue.Code = "loosened"
		}
		if fail := c.String("fail-on"); fail == "any" || fail == "loosened" && p.Loosened() {
			issue.Severity = ci.Error
		}
		r.Add(issue)
	}
	return r
}

// ciOptions are how CI systems are told of files: relative to the working directory.
func ciOptions() (o ci.Options) {
	if wd, err := os.Getwd(); err == nil {
		o.Root = filepath.ToSlash(wd)
	}
	return o
}
