package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/reports"
	"screen/rules"
)

func runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "screen whole catalogs and write reports",
		ArgsUsage: "CATALOG...",
		Description: "Reads catalogs (CSV, XLSX, JSON, XML feeds, Parquet, packed or not; - is standard input), screens every product, and writes a report for each -o.\n" +
			"The format of a report follows from its extension: ." + strings.Join(reports.Formats(), " .") + "; - is JSON lines on standard output.",
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write a report to `FILE`; may be repeated"},
			rulesFlag, asOfFlag, inventoryFlag,
			&cli.StringSliceFlag{Name: "phase", Usage: "report this phase only, by its `ID`; may be repeated"},
			&cli.StringSliceFlag{Name: "skin", Usage: "report this skin type only, by its `ID`; may be repeated"},
			&cli.StringFlag{Name: "fail-on", Usage: "exit with 1 if a reported verdict is at or above `VERDICT`: caution, unknown or avoid"},
			ciFlag, runBaselineFlag, runUpdateFlag,
			&cli.StringFlag{Name: "rejects", Usage: "write the rows that could not be read to `FILE`, as they stand, with place and reason; mended, it is a catalog again"},
			&cli.IntFlag{Name: "max-rejects", Value: -1, Usage: "exit with 4 if more than `N` rows are rejected", DefaultText: "no limit"},
			&cli.IntFlag{Name: "workers", Usage: "`N` goroutines that screen", DefaultText: "one a processor"},
			&cli.BoolFlag{Name: "raw", Usage: "leave CSV cells as they are that a spreadsheet would take for formulas"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "neither summary nor progress"},
		}, catalogFlags()...),
		Action: runAction,
	}
}

func runAction(c *cli.Context) (err error) {
	inputs := c.Args().Slice()
	if len(inputs) == 0 {
		return usagef("run needs a catalog: screen run CATALOG... -o REPORT")
	}
	set, err := loadRules(c)
	if err != nil {
		return err
	}
	o := reports.Options{Raw: c.Bool("raw")}
	if o.Phases, err = chosenIDs("--phase", c.StringSlice("phase"), phaseIDs(set)); err != nil {
		return err
	}
	if o.Skins, err = chosenIDs("--skin", c.StringSlice("skin"), skinIDs(set)); err != nil {
		return err
	}
	failOn, err := failOnVerdict(c.String("fail-on"))
	if err != nil {
		return err
	}
	if n := c.Int("max-rejects"); c.IsSet("max-rejects") && n < 0 {
		return usagef("--max-rejects %d: expected 0 or more; without the flag there is no limit", n)
	}
	screener, err := screenerOf(c, set)
	if err != nil {
		return err
	}
	catalogs, closeCatalogs, err := openCatalogs(c, inputs)
	defer closeCatalogs()
	if err != nil {
		return err
	}
	out, err := openOutputs(c, catalogs, set, o)
	if err != nil {
		return errors.Join(err, out.discard())
	}
	bar := newProgress(c, catalogs)
	sum, err := pipeline.Run(c.Context, catalogs, screener, out.sinks, pipeline.RunOptions{
		Workers: c.Int("workers"), MaxRejects: c.Int("max-rejects"), Progress: bar.at,
	})
	bar.finish()
	if errors.Is(err, pipeline.ErrTooManyRejects) {
		return tooManyRejects(err, out)
	}
	if err != nil {
		return errors.Join(err, out.discard())
	}
	if err := out.commit(); err != nil {
		return err
	}
	tellUnused(c.App.ErrWriter, screener)
	if err := tell(c, sum, o, out); err != nil {
		return err
	}
	return gated(out, failed(c, sum, o, failOn))
}

// openOutputs begins the reports and the file of rejected rows. None of them may be what the run reads.
func openOutputs(c *cli.Context, catalogs []*catalog.Catalog, set *rules.Set, o reports.Options) (*outputs, error) {
	out := newOutputs(c.App.Writer)
	for _, path := range c.Args().Slice() {
		if path == "-" {
			out.protectFile(c.App.Reader, "this is the catalog itself; a report never overwrites its input")
		}
		out.protect(path, "this is the catalog itself; a report never overwrites its input")
	}
	for _, path := range slices.Concat(c.StringSlice("rules"), c.StringSlice("inventory"), []string{c.String("profile")}) {
		out.protect(path, "the run reads this file; a report never overwrites its input")
	}
	paths := c.StringSlice("output")
	for _, path := range paths {
		if err := out.claim("-o", path); err != nil {
			return out, err
		}
	}
	out.ledger = reports.NewLedger()
	out.sinks = append(out.sinks, out.ledger)
	if err := out.addRejects(c.String("rejects"), catalogs); err != nil {
		return out, err
	}
	for _, path := range paths {
		if err := out.addReport(path, set, o); err != nil {
			return out, err
		}
	}
	return out, out.addGate(c, set, o)
}

// tooManyRejects keeps of a run that --max-rejects ended the rejected rows, for they are what is to be looked at.
func tooManyRejects(err error, out *outputs) error {
	if out.rejects == nil {
		for _, r := range out.ledger.Rejected() {
			err = fmt.Errorf("%w\n  %s", err, r)
		}
		return errors.Join(err, out.discard())
	}
	if kept := out.keepOnly(out.rejects.Paths()); kept != nil {
		return errors.Join(err, kept)
	}
	return fmt.Errorf("%w; those up to there are in %s, and no report was written", err, out.rejects.Paths()[0])
}

// tell writes the summary to standard output, or to standard error if a report went there. Warnings stand in it, and go
// to standard error as well where nobody may ever read the summary.
func tell(c *cli.Context, sum *pipeline.Summary, o reports.Options, out *outputs) error {
	if c.Bool("quiet") {
		return reports.WriteWarnings(c.App.ErrWriter, sum)
	}
	w := c.App.Writer
	if slices.ContainsFunc(c.StringSlice("output"), isStdout) || isStdout(c.String("rejects")) || ciToStdout(c) {
		w = c.App.ErrWriter
	}
	o.Notes = reports.Notes(out.sinks...)
	if err := reports.WriteSummary(w, sum, o); err != nil {
		return outputError(err)
	}
	if err := tellRules(w, sum.Rules); err != nil {
		return err
	}
	if w == c.App.Writer && !isTerminal(w) {
		return reports.WriteWarnings(c.App.ErrWriter, sum)
	}
	return nil
}

// failed is the verdict gate of --fail-on.
func failed(c *cli.Context, sum *pipeline.Summary, o reports.Options, failOn rules.Verdict) error {
	if failOn == rules.Silent {
		return nil
	}
	if none := reports.NoProducts(sum); len(none) > 0 {
		return &codedError{exitFindings, fmt.Errorf("--fail-on %s: no product was reported of %s: %s", failOn, none[0].Source, none[0].Why)}
	}
	n := 0
	for p, skins := range sum.Verdicts {
		for s, counts := range skins {
			if (o.Phases != nil && !slices.Contains(o.Phases, p)) || (o.Skins != nil && !slices.Contains(o.Skins, s)) {
				continue
			}
			for v := failOn; v <= rules.Avoid; v++ {
				n += counts[v]
			}
		}
	}
	if n == 0 {
		return nil
	}
	return &codedError{exitFindings, fmt.Errorf("%d verdicts are %s or worse", n, failOn)}
}

func failOnVerdict(id string) (rules.Verdict, error) {
	switch id {
	case "":
		return rules.Silent, nil
	case "caution", "unknown", "avoid":
		v, _ := rules.ParseVerdict(id)
		return v, nil
	}
	return 0, usagef("--fail-on %s: expected caution, unknown or avoid", id)
}

func phaseIDs(set *rules.Set) (ids []string) {
	for _, p := range set.Guide.Phases {
		ids = append(ids, p.ID)
	}
	return ids
}

func skinIDs(set *rules.Set) (ids []string) {
	for _, s := range set.Guide.SkinTypes {
		ids = append(ids, s.ID)
	}
	return ids
}

func typeIDs(set *rules.Set) (ids []string) {
	for _, t := range set.Guide.Types {
		ids = append(ids, t.ID)
	}
	return ids
}

// chosenIDs turns ids into indexes; nil stands for all.
func chosenIDs(flag string, wanted, known []string) (chosen []int, err error) {
	for _, id := range wanted {
		i := slices.Index(known, id)
		if i < 0 {
			return nil, usagef("%s %s: expected one of %s%s", flag, id, strings.Join(known, ", "), didYouMean(id, known))
		}
		if !slices.Contains(chosen, i) {
			chosen = append(chosen, i)
		}
	}
	slices.Sort(chosen)
	return chosen, nil
}
