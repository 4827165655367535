package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"screen/pipeline/catalog"
)

// progress is a bar on standard error, if that is a terminal.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(c *cli.Context, catalogs []*catalog.Catalog) *progress {
	f, ok := c.App.ErrWriter.(*os.File)
	if !ok || c.Bool("quiet") || !term.IsTerminal(int(f.Fd())) {
		return &progress{}
	}
	var size int64
	for _, cat := range catalogs {
		for _, t := range cat.Tables {
			if t.Size < 0 {
				size = -1
			}
			if size >= 0 {
				size += t.Size
			}
		}
	}
	return &progress{progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(f), progressbar.OptionShowBytes(true), progressbar.OptionSetDescription("screening"),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth(),
	)}
}

func (p *progress) at(read int64) {
	if p.bar != nil {
		_ = p.bar.Set64(read) // a bar that cannot be drawn is no reason to stop
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
