package main

import "github.com/urfave/cli/v2"

func columnsCommand() *cli.Command { return &cli.Command{Name: "columns"} }
