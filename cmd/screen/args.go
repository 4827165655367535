package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves the flags of a command before its arguments: the flag parser underneath stops at the first
// argument, and people write "screen run catalog.csv -o report.xlsx".
func flagsFirst(app *cli.App, args []string) ([]string, error) {
	commands, at := app.Commands, 1
	var flags []cli.Flag
	for at < len(args) && !strings.HasPrefix(args[at], "-") {
		i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(args[at]) })
		if i < 0 {
			break
		}
		flags, commands = commands[i].Flags, commands[i].Subcommands
		at++
		if len(commands) == 0 {
			break
		}
	}
	if len(commands) > 0 || flags == nil {
		return args, nil // a group of commands, or none: there are no arguments to move
	}
	moved := slices.Clone(args[:at])
	var rest []string
	for ; at < len(args); at++ {
		a := args[at]
		if a == "--" {
			rest = append(rest, args[at+1:]...)
			break
		}
		if len(a) < 2 || a[0] != '-' {
			rest = append(rest, a)
			continue
		}
		moved = append(moved, a)
		name, _, hasValue := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if f := flagNamed(flags, name); f != nil && !hasValue && takesValue(f) {
			if at++; at == len(args) {
				return nil, usagef("flag %s needs a value", a)
			}
			moved = append(moved, args[at])
		}
	}
	return append(append(moved, "--"), rest...), nil
}

func flagNamed(flags []cli.Flag, name string) cli.Flag {
	for _, f := range flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

func takesValue(f cli.Flag) bool {
	d, ok := f.(cli.DocGenerationFlag)
	return ok && d.TakesValue()
}

// nearest returns the candidate that is at most a third of its length away from name, or "".
func nearest(name string, candidates []string) string {
	best, bestDistance := "", len(name)+1
	for _, c := range candidates {
		if d := distance(strings.ToLower(name), strings.ToLower(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	if bestDistance > max(1, len(best)/3) {
		return ""
	}
	return best
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// didYouMean is a hint for an error text, or "".
func didYouMean(name string, candidates []string) string {
	if n := nearest(name, candidates); n != "" {
		return fmt.Sprintf("; did you mean %q?", n)
	}
	return ""
}

func suggestFlag(flags []cli.Flag, provided string, _ bool) string {
	var names []string
	for _, f := range flags {
		for _, n := range f.Names() {
			if len(n) > 1 {
				names = append(names, n)
			}
		}
	}
	if n := nearest(strings.TrimLeft(provided, "-"), names); n != "" {
		return "--" + n
	}
	return ""
}

func suggestCommand(commands []*cli.Command, provided string) string {
	var names []string
	for _, c := range commands {
		names = append(names, c.Names()...)
	}
	return nearest(provided, names)
}

func unknownCommand(c *cli.Context) error {
	name := c.Args().First()
	commands := c.App.Commands
	if c.Command != nil && len(c.Command.Subcommands) > 0 {
		commands = c.Command.Subcommands
	}
	var names []string
	for _, cmd := range commands {
		if !cmd.Hidden {
			names = append(names, cmd.Name)
		}
	}
	return usagef("no command %q; the commands are %s%s", name, strings.Join(names, ", "), didYouMean(name, names))
}
