// Command screen says which skin-care products of a catalog are suitable after microneedling, when, and why.
//
// This package is the only one that knows of flags, files, standard streams, signals and exit codes.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
)

func main() {
	easeCollector()
	os.Exit(Main())
}

// Main runs the program with os.Args and returns its exit code.
func Main() int {
	ctx, stop := catchSignals(context.Background())
	defer stop()
	return run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
}

// run is Main with its surroundings given.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	app := newApp()
	stdout := &namedWriter{w: out, name: "standard output"}
	app.Reader, app.Writer, app.ErrWriter = in, stdout, errOut
	args, err := flagsFirst(app, args)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	if err == nil {
		err = stdout.failure()
	}
	err = signalError(ctx, err)
	ending.Lock()
	defer ending.Unlock()
	ending.said = true
	if err != nil && err.Error() != "" {
		fmt.Fprint(errOut, told(err))
	}
	return exitCode(err)
}

// told words an error. Of several that were joined each has a line of its own, which begins with the program's name.
func told(err error) string {
	inner := err
	if coded, ok := err.(*codedError); ok {
		inner = coded.err
	}
	joined, ok := inner.(interface{ Unwrap() []error })
	if !ok {
		return "screen: " + err.Error() + "\n"
	}
	lines, words := "", []string{}
	for _, e := range joined.Unwrap() {
		lines += told(e)
		words = append(words, e.Error())
	}
	if strings.Join(words, "\n") != inner.Error() {
		return "screen: " + err.Error() + "\n" // it has words of its own
	}
	return lines
}

func newApp() *cli.App {
	cli.SuggestFlag, cli.SuggestCommand = suggestFlag, suggestCommand
	app := &cli.App{
		Name:                      "screen",
		Usage:                     "which products of a catalog suit skin after microneedling, when, and why",
		Version:                   version(),
		Suggest:                   true,
		DisableSliceFlagSeparator: true,
		Commands:                  []*cli.Command{runCommand(), explainCommand(), checkListCommand(), columnsCommand(), rulesCommand(), completionCommand(), completeCommand()},
		// Errors are printed and turned into exit codes in one place, run.
		ExitErrHandler: func(*cli.Context, error) {},
		OnUsageError:   func(_ *cli.Context, err error, _ bool) error { return usageError(err) },
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return unknownCommand(c)
			}
			return cli.ShowAppHelp(c)
		},
	}
	tellUsage(app.Commands)
	return app
}

// tellUsage makes a mistake in a command's flags one line, not a page of help.
func tellUsage(commands []*cli.Command) {
	for _, c := range commands {
		c.OnUsageError = func(c *cli.Context, err error, _ bool) error { return flagError(c, err) }
		c.HideHelpCommand = true
		tellUsage(c.Subcommands)
	}
}

// flagError words an error of the flag parser, with the nearest flag where one is near.
func flagError(c *cli.Context, err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok && c.Command != nil {
		if near := suggestFlag(c.Command.Flags, name, false); near != "" {
			return usagef("%s has no flag --%s; did you mean %q?", c.Command.Name, strings.TrimLeft(name, "-"), near)
		}
		return usagef("%s has no flag --%s; screen %[1]s --help lists them", c.Command.Name, strings.TrimLeft(name, "-"))
	}
	return usageError(err)
}
