package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/rules"
	"screen/rules/microneedling"
)

var rulesFlag = &cli.StringFlag{
	Name:  "rules",
	Usage: "rule set in place of the built-in guide: a `DIR`ectory of YAML files, or one file",
}

// loadRules loads the rule set that the flags name.
func loadRules(c *cli.Context) (*rules.Set, error) {
	path := c.String("rules")
	if path == "" {
		return rules.Load(microneedling.FS)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, usageError(err)
	}
	var set *rules.Set
	if info.IsDir() {
		set, err = rules.Load(os.DirFS(path))
	} else {
		set, err = rules.Load(os.DirFS(filepath.Dir(path)), filepath.Base(path))
	}
	var missing *fs.PathError
	if errors.As(err, &missing) {
		return nil, usageError(err)
	}
	return set, err
}

func newScreener(set *rules.Set) (*pipeline.Screener, error) {
	known, limits := inci.DefaultKnown()
	return pipeline.NewScreener(set, known, limits)
}
