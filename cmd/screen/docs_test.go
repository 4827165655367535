package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"

	"screen/pipeline/catalog"
)

const (
	cliDocs      = "../../docs/cli.md"
	catalogsDocs = "../../docs/catalogs.md"
	beginMark    = "<!-- reference: written by UPDATE_DOCS=1 go test ./cmd/screen -run TestReference -->\n"
	endMark      = "<!-- end of reference -->\n"
)

// TestReference: docs/cli.md tells every command and every flag, in the words that --help uses.
func TestReference(t *testing.T) {
	text := read(t, cliDocs)
	before, rest, ok := strings.Cut(text, beginMark)
	_, after, ok2 := strings.Cut(rest, endMark)
	if !ok || !ok2 {
		t.Fatalf("%s lacks the marks of its reference", cliDocs)
	}
	want := before + beginMark + reference(newApp()) + endMark + after
	if os.Getenv("UPDATE_DOCS") != "" {
		write(t, cliDocs, want)
		return
	}
	if text != want {
		t.Errorf("%s is not what the program says of itself; UPDATE_DOCS=1 go test ./cmd/screen -run TestReference writes it anew", cliDocs)
	}
}

// reference describes all commands and flags in Markdown.
func reference(app *cli.App) string {
	var b strings.Builder
	var describe func(path string, commands []*cli.Command)
	describe = func(path string, commands []*cli.Command) {
		for _, c := range commands {
			if c.Hidden {
				continue
			}
			name := path + " " + c.Name
			heading := name
			switch {
			case len(c.Subcommands) > 0:
				heading += " COMMAND"
			case c.ArgsUsage != "":
				heading += " " + c.ArgsUsage
			}
			fmt.Fprintf(&b, "\n### `%s`\n\n%s.\n", heading, strings.ToUpper(c.Usage[:1])+c.Usage[1:])
			if c.Description != "" {
				fmt.Fprintf(&b, "\n%s\n", c.Description)
			}
			describeFlags(&b, c.Flags)
			describe(name, c.Subcommands)
		}
	}
	describe(app.Name, app.Commands)
	return b.String() + "\n"
}

var placeholder = regexp.MustCompile("`([^`]*)`")

func describeFlags(b *strings.Builder, flags []cli.Flag) {
	if len(flags) == 0 {
		return
	}
	b.WriteString("\n| flag | meaning |\n|---|---|\n")
	for _, f := range flags {
		d := f.(cli.DocGenerationFlag)
		name := "--" + f.Names()[0]
		if d.TakesValue() {
			value := "VALUE"
			if m := placeholder.FindStringSubmatch(d.GetUsage()); m != nil {
				value = m[1]
			}
			name += " " + value
		}
		for _, alias := range f.Names()[1:] {
			name += ", " + strings.Repeat("-", min(len(alias), 2)) + alias
		}
		usage := placeholder.ReplaceAllString(d.GetUsage(), "$1")
		if text := defaultText(f); text != "" {
			usage += " (default: " + text + ")"
		}
		fmt.Fprintf(b, "| `%s` | %s |\n", name, strings.ReplaceAll(usage, "|", "\\|"))
	}
}

// defaultText is a default that the usage should tell.
func defaultText(f cli.Flag) string {
	switch f := f.(type) {
	case *cli.IntFlag:
		return f.DefaultText
	case *cli.Int64Flag:
		return f.DefaultText
	case *cli.StringFlag:
		return f.DefaultText
	}
	return ""
}

// TestCommandsAreTold: the prose of docs/cli.md, and not only its reference, has an example of each command.
func TestCommandsAreTold(t *testing.T) {
	prose, _, _ := strings.Cut(read(t, cliDocs), beginMark)
	for _, c := range newApp().Commands {
		if !c.Hidden && !strings.Contains(prose, "\nscreen "+c.Name) {
			t.Errorf("%s has no example of screen %s", cliDocs, c.Name)
		}
	}
}

// TestExitCodes: the table of exit codes in docs/cli.md is that of the program.
func TestExitCodes(t *testing.T) {
	var told []int
	for _, m := range regexp.MustCompile(`(?m)^\| (\d+) \| `).FindAllStringSubmatch(read(t, cliDocs), -1) {
		n, _ := strconv.Atoi(m[1])
		told = append(told, n)
	}
	if want := []int{exitOK, exitFindings, exitUsage, exitInput, exitRejects, exitOutput, exitSIGHUP, exitSIGINT, exitSIGTERM}; !slices.Equal(told, want) {
		t.Errorf("%s tells the exit codes %v, want %v", cliDocs, told, want)
	}
}

// TestLimits: docs/catalogs.md tells each limit that a flag sets, with its default, each field and each profile.
func TestLimits(t *testing.T) {
	text := read(t, catalogsDocs)
	for _, want := range []string{
		fmt.Sprintf("| a cell | %d MiB | `--max-field` |", catalog.DefaultMaxField>>20),
		fmt.Sprintf("| a record | %d MiB | `--max-record` |", catalog.DefaultMaxRecord>>20),
		fmt.Sprintf("%d MiB | `--max-unzipped` |", catalog.DefaultMaxUnzipped>>20),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s lacks %q", catalogsDocs, want)
		}
	}
	for _, name := range append(catalog.FieldNames(), catalog.ProfileNames()...) {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("%s does not tell of `%s`", catalogsDocs, name)
		}
	}
	for _, name := range catalog.RejectColumns {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("%s does not tell of the column `%s`", catalogsDocs, name)
		}
	}
	for _, f := range catalogFlags() {
		if !strings.Contains(text, "`--"+f.Names()[0]) {
			t.Errorf("%s does not tell of --%s", catalogsDocs, f.Names()[0])
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
