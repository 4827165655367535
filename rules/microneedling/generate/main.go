// Command generate writes set.bin, the compiled form of the rule files in the current directory: go generate runs it in
// theirs. It does not import the package that embeds its output, so that a missing or damaged set.bin can be written anew.
package main

import (
	"fmt"
	"os"

	"screen/rules"
)

func main() {
	if err := generate(".", "set.bin"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generate compiles the rule files of dir into the file out.
func generate(dir, out string) error {
	set, err := rules.Load(os.DirFS(dir))
	if err != nil {
		return err
	}
	data, err := set.MarshalBinary()
	if err != nil {
		return fmt.Errorf("compile the rule files: %w", err)
	}
	return os.WriteFile(out, data, 0o644)
}
