// Package microneedling holds the shipped rule set, a guide to skin care after microneedling: guide.yaml is the
// vocabulary, and each other file is one concern with its ingredients, its rules and the examples that prove it.
package microneedling

import "embed"

// FS holds the rule files, for rules.Load.
//
//go:embed *.yaml
var FS embed.FS
