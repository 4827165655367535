package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"screen/rules"
)

var (
	// namedFile is a file that the guide gives: its name between backticks, a colon, and a fenced block.
	namedFile = regexp.MustCompile("(?ms)^`([\\w./-]+)`:\n\n```\\w+\n(.*?)^```$")
	console   = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")
	exitNote  = regexp.MustCompile(` # exits with (\d+)$`)
)

// TestRuleGuide runs what docs/rules.md and docs/layers.md tell: writes their files, runs their commands in their order, and
// compares what they answer where an answer stands below a command.
func TestRuleGuide(t *testing.T) {
	t.Run("rules", func(t *testing.T) { follow(t, "../../docs/rules.md", 15) })
	t.Run("layers", func(t *testing.T) { follow(t, "../../docs/layers.md", 9) })
}

// follow runs a document, which has at least so many commands.
func follow(t *testing.T, file string, least int) {
	text := read(t, file)
	dir := t.TempDir()
	at, commands := 0, 0
	for {
		file, block := namedFile.FindStringSubmatchIndex(text[at:]), console.FindStringSubmatchIndex(text[at:])
		switch {
		case file == nil && block == nil:
			if commands < least {
				t.Errorf("ran %d commands only: the test looks for the wrong thing", commands)
			}
			return
		case block == nil || file != nil && file[0] < block[0]:
			name := filepath.Join(dir, text[at+file[2]:at+file[3]])
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text[at+file[4]:at+file[5]]), 0o644); err != nil {
				t.Fatal(err)
			}
			at += file[1]
		default:
			commands += runConsole(t, dir, text[at+block[2]:at+block[3]])
			at += block[1]
		}
		if t.Failed() {
			return // what follows builds on it
		}
	}
}

// runConsole runs the lines of a console block that begin with $, and returns how many they were.
func runConsole(t *testing.T, dir, block string) (count int) {
	t.Helper()
	for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
		command, want, _ := strings.Cut(part, "\n")
		code := "0"
		if m := exitNote.FindStringSubmatch(command); m != nil {
			command, code = strings.TrimSuffix(command, m[0]), m[1]
		}
		got, _ := bash(t, dir, "set +e\n"+command+"\n[ $? -eq "+code+" ] || echo UNEXPECTED EXIT CODE")
		want = strings.TrimSpace(want)
		if strings.Contains(got, "UNEXPECTED EXIT CODE") || want != "" && strings.TrimSpace(got) != want {
			t.Errorf("$ %s\ngot\n%s\nexpected exit code %s and\n%s", command, got, code, want)
		}
		count++
	}
	return count
}

// TestRuleGuideIsComplete proves that the guide tells of every lint and of every name that conditions know.
func TestRuleGuideIsComplete(t *testing.T) {
	text := read(t, "../../docs/rules.md")
	for _, k := range rules.Kinds() {
		row := "| `" + k.Code + "` | " + k.Title + ". " + k.Help + " |\n"
		if (k.Lint || k.Code == "stale-ignore") && !strings.Contains(text, row) {
			t.Errorf("docs/rules.md lacks the row\n%s", row)
		}
	}
	for _, name := range rules.ConditionNames() {
		if !strings.Contains(text, "`"+name) && !strings.Contains(text, name+" ") {
			t.Errorf("docs/rules.md does not tell of %s", name)
		}
	}
}
