// Package microneedling holds the shipped rule set, a guide to skin care after microneedling: guide.yaml is the
// vocabulary, and each other file is one concern with its ingredients, its rules and the examples that prove it.
//
// The files are the source; set.bin is compiled from them, so that a program starts in milliseconds. After a change of a
// rule file run
//
//	go generate ./rules/microneedling
//
// A test fails where the two differ.
package microneedling

import (
	"embed"
	"fmt"
	"sync"

	"screen/rules"
)

//go:generate go run ./generate

// FS holds the rule files, for rules.Load and for whoever reads, checks or extends them.
//
//go:embed *.yaml
var FS embed.FS

//go:embed set.bin
var compiled []byte

// Set returns the shipped rule set, which rules.Load(FS) would give, without its warnings. Its callers share one set, and
// must not change it. An error means that set.bin was damaged when the program was built.
func Set() (*rules.Set, error) { return set() }

var set = sync.OnceValues(func() (*rules.Set, error) {
	s, err := rules.Unmarshal(compiled)
	if err != nil {
		return nil, fmt.Errorf("shipped rule set: %w", err)
	}
	return s, nil
})
