package main

import (
	"os"
	"slices"
	"sync"

	"github.com/urfave/cli/v2"

	"screen/pipeline/catalog"
)

// opening are catalogs that are opened while the rule set and the lexicon are loaded: each takes some milliseconds.
type opening struct {
	wait  func() openedCatalogs
	begun bool // wait has been called, or will not take long
}

type openedCatalogs struct {
	catalogs []*catalog.Catalog
	close    func()
	err      error
}

// maxAhead is how many bytes the catalogs may have that are opened ahead. A mistake in a flag that is found meanwhile has to
// wait until they are open.
const maxAhead = 16 << 20

// openAhead begins to open catalogs, where they are files of moderate size. Others, such as pipes, are opened when they are
// asked for. The caller must call done.
func openAhead(c *cli.Context, paths []string) *opening {
	o := &opening{wait: sync.OnceValue(func() openedCatalogs {
		catalogs, closeAll, err := openCatalogs(c, paths)
		return openedCatalogs{catalogs, closeAll, err}
	})}
	left := int64(maxAhead)
	o.begun = !slices.ContainsFunc(paths, func(path string) bool {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return true
		}
		left -= info.Size()
		return left < 0
	})
	if o.begun {
		go o.wait()
	}
	return o
}

// opened returns the catalogs.
func (o *opening) opened() ([]*catalog.Catalog, error) {
	o.begun = true
	all := o.wait()
	return all.catalogs, all.err
}

// done closes the catalogs.
func (o *opening) done() {
	if o.begun {
		o.wait().close()
	}
}
