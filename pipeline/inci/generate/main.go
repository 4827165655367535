// Command generate writes shipped.bin, the compiled form of the lexicon of the shipped rules and inventory, into the current
// directory: go generate runs it in that of package inci.
package main

import (
	"fmt"
	"os"

	"screen/pipeline/inci"
	"screen/rules"
)

func main() {
	if err := generate("../../rules/microneedling", "shipped.bin"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generate compiles the lexicon of the rule files in dir into the file out.
func generate(dir, out string) error {
	set, err := rules.Load(os.DirFS(dir))
	if err != nil {
		return err
	}
	src := inci.Source{Default: true}
	for _, f := range set.Families {
		src.Families = append(src.Families, inci.Family{ID: f.ID, Names: f.Names, Patterns: f.Patterns, Except: f.Except, Parent: f.Above()})
	}
	data, err := inci.Compile(src)
	if err != nil {
		return fmt.Errorf("compile the lexicon: %w", err)
	}
	return os.WriteFile(out, data, 0o644)
}
