package main

import "github.com/urfave/cli/v2"

// authorCommands are those that read rule files: check, fmt, list, show, docs, schema, lsp.
func authorCommands() []*cli.Command {
	return []*cli.Command{checkCommand(), fmtCommand(), listCommand(), showCommand(), docsCommand(), schemaCommand(), lspCommand()}
}
