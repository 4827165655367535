package main

import "github.com/urfave/cli/v2"

// rulesCommand is the toolchain for rule files: what authors and CI jobs run before a rule ships.
func rulesCommand() *cli.Command {
	return &cli.Command{
		Name:        "rules",
		Usage:       "check, test, format, show and compare rule files",
		Subcommands: append(authorCommands(), releaseCommands()...),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return unknownCommand(c)
			}
			return cli.ShowSubcommandHelp(c)
		},
	}
}
