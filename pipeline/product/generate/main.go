// Command generate writes vocabulary.bin, the compiled form of vocabulary.txt, into the current directory: go generate runs
// it in that of package product.
package main

import (
	"fmt"
	"os"

	"screen/pipeline/product"
)

func main() {
	if err := generate("vocabulary.txt", "vocabulary.bin"); err != nil {
		fmt.Fprintln(os.Stderr, "vocabulary.txt:", err)
		os.Exit(1)
	}
}

// generate compiles the vocabulary in the file in into the file out.
func generate(in, out string) error {
	text, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	data, err := product.CompileVocabulary(string(text))
	if err != nil {
		return err
	}
	return os.WriteFile(out, []byte(data), 0o644)
}
