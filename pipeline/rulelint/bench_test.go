package rulelint_test

import (
	"testing"

	"screen/pipeline/rulelint"
	"screen/rules"
	"screen/rules/microneedling"
)

// BenchmarkLint is rules check of the shipped set, which must end within 100 ms, start of the program included.
func BenchmarkLint(b *testing.B) {
	for b.Loop() {
		if set, problems := rules.Lint(microneedling.FS, rulelint.Names); set == nil {
			b.Fatal(problems)
		}
	}
}
