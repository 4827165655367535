package main

import "github.com/urfave/cli/v2"

// releaseCommands are those that run rule files: test, diff, bundle.
func releaseCommands() []*cli.Command {
	return []*cli.Command{testCommand(), diffCommand(), bundleCommand()}
}
