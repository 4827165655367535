package main

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/pipeline/catalog"
	"screen/reports/ci"
	"screen/reports/rulebook"
	"screen/rules/microneedling"
)

//go:embed completion
var completionScripts embed.FS

// shells are those for which there is a script, each of which a test runs.
var shells = []string{"bash", "zsh", "fish"}

func completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print the script that lets a shell complete screen's commands and flags",
		ArgsUsage: strings.Join(shells, "|"),
		Action: func(c *cli.Context) error {
			shell := c.Args().First()
			if c.NArg() != 1 || !slices.Contains(shells, shell) {
				return usagef("completion needs the name of a shell: %s%s", strings.Join(shells, ", "), didYouMean(shell, shells))
			}
			script, err := completionScripts.ReadFile("completion/screen." + shell)
			if err != nil {
				return err
			}
			_, err = c.App.Writer.Write(script)
			return err
		},
	}
}

// completeCommand is what those scripts ask: the arguments so far, the last of them unfinished. It prints what may stand
// there, one a line; nothing where a file is expected.
func completeCommand() *cli.Command {
	return &cli.Command{
		Name: "__complete", Hidden: true, SkipFlagParsing: true,
		Action: func(c *cli.Context) error {
			for _, s := range completions(c.App, c.Args().Slice()) {
				fmt.Fprintln(c.App.Writer, s)
			}
			return nil
		},
	}
}

// completions returns what may stand in place of the last of args.
func completions(app *cli.App, args []string) []string {
	if len(args) == 0 {
		args = []string{""}
	}
	args, kept := parted(args)
	last := args[len(args)-1]
	commands, flags := app.Commands, app.Flags
	command, previous := "", ""
	for _, a := range args[:len(args)-1] {
		if a == "--" {
			return nil
		}
		previous = a
		if i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(a) }); i >= 0 {
			command, flags, commands = a, commands[i].Flags, commands[i].Subcommands
		}
	}
	var all []string
	switch f := flagNamed(flags, strings.TrimLeft(previous, "-")); {
	case strings.HasPrefix(previous, "-") && f != nil && takesValue(f):
		all = flagValues(command, f.Names()[0])
	case strings.HasPrefix(last, "-"):
		for _, f := range append(slices.Clone(flags), cli.HelpFlag) {
			all = append(all, "--"+f.Names()[0])
		}
	case command == "completion":
		all = shells
	case command == "show":
		all = shippedIDs()
	default:
		for _, c := range commands {
			if !c.Hidden {
				all = append(all, c.Name)
			}
		}
	}
	all = slices.DeleteFunc(slices.Clone(all), func(s string) bool { return !strings.HasPrefix(s, last) })
	for i := range all {
		all[i] = kept + all[i]
	}
	return all
}

// parted takes the last argument apart where it is --flag=value, which bash does itself, with = as a word. What stands before
// the value is kept in each completion.
func parted(args []string) (parts []string, kept string) {
	n := len(args)
	last := args[n-1]
	if flag, value, ok := strings.Cut(last, "="); ok && strings.HasPrefix(flag, "--") {
		return append(slices.Clone(args[:n-1]), flag, value), flag + "="
	}
	switch {
	case last == "=":
		return append(slices.Clone(args[:n-1]), ""), ""
	case n > 1 && args[n-2] == "=":
		return append(slices.Clone(args[:n-2]), last), ""
	}
	return args, ""
}

// flagValues are the values of a flag that has only so many: of the shipped guide, since a set that --rules names may be
// broken just now.
func flagValues(command, flag string) (ids []string) {
	switch flag {
	case "fail-on":
		if command == "diff" {
			return []string{"loosened", "any"}
		}
		return []string{"caution", "unknown", "avoid"}
	case "format":
		if command == "diff" {
			return diffFormats
		}
		return ci.Formats()
	case "profile":
		return catalog.ProfileNames()
	case "quote":
		return []string{"double", "single", "none"}
	case "escape":
		return []string{"backslash", "none"}
	case "line-end":
		return []string{"lf", "crlf", "cr", "any"}
	case "phase", "skin", "type":
		set, err := microneedling.Set()
		if err != nil {
			return nil
		}
		switch flag {
		case "phase":
			return phaseIDs(set)
		case "skin":
			return skinIDs(set)
		}
		return typeIDs(set)
	}
	return nil
}

// shippedIDs are what rules show knows of the built-in guide.
func shippedIDs() []string {
	set, err := microneedling.Set()
	if err != nil {
		return nil
	}
	ids := slices.Sorted(slices.Values(rulebook.IDs(set)))
	return slices.Compact(ids) // a rule and its family may share one
}
