package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadme runs every "$ screen …" of the README's console blocks and looks for the lines that the README shows, in
// their order. A line of … stands for lines left out.
func TestReadme(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Symlink(filepath.Join(root, "testdata"), "testdata"); err != nil {
		t.Skip(err)
	}
	commands := 0
	for _, block := range strings.Split(string(text), "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		command, shown, _ := strings.Cut(block, "\n")
		args := words(strings.TrimPrefix(command, "$ "))
		if args[0] != "screen" {
			t.Errorf("%s: only screen's own commands can be tried", command)
			continue
		}
		commands++
		var out bytes.Buffer
		if code := run(context.Background(), args, strings.NewReader(""), &out, &out); code != exitOK {
			t.Errorf("%s: exit code %d: %s", command, code, out.String())
		}
		rest := out.String()
		for line := range strings.Lines(shown) {
			if line = strings.TrimRight(line, "\n"); line == "…" || line == "" {
				continue
			}
			_, behind, ok := strings.Cut(rest, line+"\n")
			if !ok {
				t.Errorf("%s does not print, in this order,\n%s", command, line)
				break
			}
			rest = behind
		}
	}
	if commands < 4 {
		t.Errorf("the README's tour has %d commands only", commands)
	}
}

// words splits a command line at spaces outside of double quotes.
func words(line string) (all []string) {
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			all = append(all, part)
			continue
		}
		all = append(all, strings.Fields(part)...)
	}
	return all
}
