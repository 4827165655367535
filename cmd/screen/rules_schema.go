package main

import (
	"github.com/urfave/cli/v2"

	"screen/docs/schema"
)

func schemaCommand() *cli.Command {
	return &cli.Command{
		Name:  "schema",
		Usage: "print the JSON Schema of rule files, for editors",
		Description: "The schema describes guides, concerns, test files and layers. An editor that knows it completes and checks fields\n" +
			"while you write; whether ids exist and conditions are right, screen rules check finds.",
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return usagef("rules schema takes no arguments")
			}
			if _, err := c.App.Writer.Write(schema.Rules); err != nil {
				return outputError(err)
			}
			return nil
		},
	}
}
