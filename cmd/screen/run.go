package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/pipeline"
	"screen/reports"
	"screen/rules"
)

func runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "screen whole catalogs and write reports",
		ArgsUsage: "CATALOG...",
		Description: "Reads catalogs (CSV, XLSX; - is standard input), screens every product, and writes a report for each -o.\n" +
			"The format of a report follows from its extension: ." + strings.Join(reports.Formats(), " .") + "; - is JSON lines on standard output.",
		Flags: append([]cli.Flag{
			&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write a report to `FILE`; may be repeated"},
			rulesFlag,
			&cli.StringSliceFlag{Name: "phase", Usage: "report this phase only, by its `ID`; may be repeated"},
			&cli.StringSliceFlag{Name: "skin", Usage: "report this skin type only, by its `ID`; may be repeated"},
			&cli.StringFlag{Name: "fail-on", Usage: "exit with 1 if a reported verdict is at or above `VERDICT`: caution, unknown or avoid"},
			&cli.StringFlag{Name: "rejects", Usage: "write the rows that could not be read to `FILE` (CSV)"},
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
	screener, err := newScreener(set)
	if err != nil {
		return err
	}
	catalogs, closeCatalogs, err := openCatalogs(c, inputs)
	defer closeCatalogs()
	if err != nil {
		return err
	}
	out, err := openOutputs(c.StringSlice("output"), inputs, c.App.Writer, set, o)
	if err != nil {
		return err
	}
	if path := c.String("rejects"); path != "" {
		f, err := out.create(path)
		if err != nil {
			out.discard()
			return err
		}
		out.sinks = append(out.sinks, reports.NewRejects(f))
	}
	bar := newProgress(c, catalogs)
	sum, err := pipeline.Run(c.Context, catalogs, screener, out.sinks, pipeline.RunOptions{
		Workers: c.Int("workers"), MaxRejects: c.Int("max-rejects"), Progress: bar.at,
	})
	bar.finish()
	if err != nil {
		out.discard()
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	if !c.Bool("quiet") {
		w := c.App.Writer
		if slices.Contains(c.StringSlice("output"), "-") {
			w = c.App.ErrWriter
		}
		o.Notes = reports.Notes(out.sinks...)
		if err := reports.WriteSummary(w, sum, o); err != nil {
			return outputError(err)
		}
	}
	return failed(c, sum, o, failOn)
}

// failed is the verdict gate of --fail-on.
func failed(c *cli.Context, sum *pipeline.Summary, o reports.Options, failOn rules.Verdict) error {
	if failOn == rules.Silent {
		return nil
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
