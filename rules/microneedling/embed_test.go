package microneedling_test

import (
	"testing"

	"screen/rules/microneedling"
)

// TestCompiled proves that the compiled set is what the rule files say now.
func TestCompiled(t *testing.T) {
	compiled, err := microneedling.Set()
	if err != nil {
		t.Fatal(err)
	}
	got, err := compiled.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	want, err := load(t).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("set.bin is not compiled from the rule files as they are (digests %s and %s): run go generate ./rules/microneedling", compiled.Digest, load(t).Digest)
	}
}
