package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"screen/reports/rulebook"
	"screen/rules"
)

func listCommand() *cli.Command {
	return &cli.Command{
		Name:   "list",
		Usage:  "all rules with their verdicts, all families and statements",
		Flags:  []cli.Flag{rulesFlag, asOfFlag, &cli.BoolFlag{Name: "json", Usage: "as one JSON object"}},
		Action: listAction,
	}
}

func listAction(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("rules list takes no arguments; --rules PATH names a rule set, rules show ID one entry")
	}
	set, err := loadRules(c)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		err = writeList(c, set)
	} else {
		err = rulebook.List(c.App.Writer, set)
	}
	if err != nil {
		return outputError(err)
	}
	return nil
}

// listed is a rule as rules list --json has it: verdicts by phase and skin type, null for a rule that only notes.
type listed struct {
	ID       string                       `json:"id"`
	Title    string                       `json:"title"`
	Concern  string                       `json:"concern"`
	When     string                       `json:"when"`
	Cites    []string                     `json:"cites"`
	File     string                       `json:"file"`
	Line     int                          `json:"line"`
	Verdicts map[string]map[string]string `json:"verdicts"`
}

func writeList(c *cli.Context, set *rules.Set) error {
	all := struct {
		Guide    string   `json:"guide"`
		Version  string   `json:"version"`
		Digest   string   `json:"digest"`
		Rules    []listed `json:"rules"`
		Families []string `json:"families"`
	}{set.Guide.ID, set.Guide.Version, set.Digest, []listed{}, []string{}}
	for i := range set.Rules {
		r := &set.Rules[i]
		l := listed{r.ID, r.Title, r.Concern, r.When, append([]string{}, r.Cites...), r.File, r.Line, nil}
		for j, v := range r.Table {
			if l.Verdicts == nil {
				l.Verdicts = map[string]map[string]string{}
			}
			phase, skin := set.Guide.Phases[j/len(set.Guide.SkinTypes)].ID, set.Guide.SkinTypes[j%len(set.Guide.SkinTypes)].ID
			if l.Verdicts[phase] == nil {
				l.Verdicts[phase] = map[string]string{}
			}
			l.Verdicts[phase][skin] = v.String()
		}
		all.Rules = append(all.Rules, l)
	}
	for i := range set.Families {
		all.Families = append(all.Families, set.Families[i].ID)
	}
	e := json.NewEncoder(c.App.Writer)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

func showCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "one rule, family, statement or concern: text, citations, table, ingredients",
		ArgsUsage: "ID...",
		Flags:     []cli.Flag{rulesFlag, asOfFlag, &cli.BoolFlag{Name: "all", Usage: "all names of a family, on a terminal too"}},
		Action:    showAction,
	}
}

func showAction(c *cli.Context) error {
	if !c.Args().Present() {
		return usagef("rules show needs the id of a rule, family, statement or concern; screen rules list has them")
	}
	set, err := loadRules(c)
	if err != nil {
		return err
	}
	most := 0
	if isTerminal(c.App.Writer) && !c.Bool("all") {
		most = rulebook.MaxNames
	}
	for _, id := range c.Args().Slice() {
		found, err := rulebook.Show(c.App.Writer, set, id, most)
		if err != nil {
			return outputError(err)
		}
		if !found {
			return usagef("there is no rule, family, statement or concern %q%s", id, didYouMean(id, rulebook.IDs(set)))
		}
	}
	return nil
}

func docsCommand() *cli.Command {
	return &cli.Command{
		Name:  "docs",
		Usage: "write a browsable reference of a rule set, in Markdown and HTML",
		Flags: []cli.Flag{
			rulesFlag, asOfFlag,
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the reference to `DIR`", Value: "reference", DefaultText: "reference"},
			&cli.BoolFlag{Name: "check", Usage: "write nothing; exit with 1 if what is in DIR is not current"},
		},
		Action: docsAction,
	}
}

func docsAction(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("rules docs takes no arguments; -o DIR says where to, --rules PATH of which rule set")
	}
	set, err := loadRules(c)
	if err != nil {
		return err
	}
	files, err := rulebook.Files(set)
	if err != nil {
		return err
	}
	dir := c.String("output")
	if !c.Bool("check") {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return outputFault(dir, err)
		}
	}
	stale := 0
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		old, err := os.ReadFile(path)
		if err == nil && bytes.Equal(old, f.Data) {
			continue
		}
		if stale++; c.Bool("check") {
			fmt.Fprintln(c.App.Writer, path)
			continue
		}
		if err := writeFile(path, f.Data); err != nil {
			return err
		}
	}
	if c.Bool("check") && stale > 0 {
		return &codedError{exitFindings, fmt.Errorf("%s not current in the reference; screen rules docs -o %s writes it anew", filesAre(stale), dir)}
	}
	return nil
}
