package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// editor speaks with the program as an editor does.
type editor struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.Closer
	rpc   *jsonrpc2.Conn
	found chan lspDiagnostics
}

func newEditor(t *testing.T, args ...string) *editor {
	t.Helper()
	e := &editor{t: t, cmd: exec.Command("screen", append([]string{"rules", "lsp", "--stdio"}, args...)...), found: make(chan lspDiagnostics, 100)}
	e.cmd.Stderr = os.Stderr
	in, err := e.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := e.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.cmd.Process.Kill() })
	e.in = in
	e.rpc = jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(pipes{out, in}, jsonrpc2.VSCodeObjectCodec{}),
		jsonrpc2.HandlerWithError(func(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
			var d lspDiagnostics
			if r.Method == "textDocument/publishDiagnostics" && json.Unmarshal(*r.Params, &d) == nil {
				e.found <- d
			}
			return nil, nil
		}))
	var hello struct {
		Capabilities map[string]any
		ServerInfo   struct{ Name string }
	}
	e.call("initialize", map[string]any{"processId": os.Getpid(), "rootUri": nil, "capabilities": map[string]any{}}, &hello)
	if hello.Capabilities["hoverProvider"] != true || hello.Capabilities["textDocumentSync"] == nil || hello.ServerInfo.Name == "" {
		t.Fatalf("initialize: got %+v", hello)
	}
	e.tell("initialized", map[string]any{})
	return e
}

// pipes are the program's standard streams.
type pipes struct {
	io.Reader
	io.WriteCloser
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := e.rpc.Call(ctx, method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) tell(method string, params any) {
	e.t.Helper()
	if err := e.rpc.Notify(context.Background(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) open(path, text string) {
	e.t.Helper()
	e.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uriOf(path), "languageId": "yaml", "version": 1, "text": text}})
}

func (e *editor) change(path, text string, version int) {
	e.t.Helper()
	e.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uriOf(path), "version": version}, "contentChanges": []any{map[string]any{"text": text}}})
}

// diagnostics waits for what is said of a file next.
func (e *editor) diagnostics(path string) string {
	e.t.Helper()
	for timeout := time.After(30 * time.Second); ; {
		select {
		case d := <-e.found:
			if d.URI != uriOf(path) {
				continue
			}
			var words []string
			for _, x := range d.Diagnostics {
				words = append(words, fmt.Sprintf("%d:%d-%d:%d %d [%s] %s", x.Range.Start.Line, x.Range.Start.Character, x.Range.End.Line, x.Range.End.Character, x.Severity, x.Code, x.Message))
			}
			return strings.Join(words, "\n")
		case <-timeout:
			e.t.Fatalf("nothing was said of %s", path)
		}
	}
}

// at are the parameters of a question about the place of ¦ in a text.
func (e *editor) at(path, text string) map[string]any {
	before, _, _ := strings.Cut(text, "¦")
	last := before[strings.LastIndexByte(before, '\n')+1:]
	return map[string]any{"textDocument": map[string]any{"uri": uriOf(path)}, "position": lspPosition{strings.Count(before, "\n"), units([]rune(last), len(last))}}
}

func (e *editor) labels(path, text string) string {
	e.t.Helper()
	var items []lspItem
	e.call("textDocument/completion", e.at(path, text), &items)
	var labels []string
	for _, i := range items {
		labels = append(labels, i.Label)
	}
	return " " + strings.Join(labels, " ") + " "
}

func (e *editor) hover(path, text string) string {
	e.t.Helper()
	var h *lspHover
	e.call("textDocument/hover", e.at(path, text), &h)
	if h == nil {
		return ""
	}
	return h.Contents.Value
}

func (e *editor) leave(code int) {
	e.t.Helper()
	e.call("shutdown", nil, new(json.RawMessage))
	e.tell("exit", nil)
	_ = e.cmd.Wait()
	if got := e.cmd.ProcessState.ExitCode(); got != code {
		e.t.Errorf("exit code %d, want %d", got, code)
	}
}

const lspLayer = `# yaml-language-server: $schema=../rules.schema.json
layer: house
title: Häuser 🏠 "rules"
version: "1"
extends: microneedling
changes:
  - concern: silicones
    title: Silicones
    families:
      silicone: {title: Silicones, names: [Dimethicone, Retinal]}
    rules:
      - id: silicone
        title: Silicone
        when: leave_on and has("silicone")
        verdict: {first-48h: caution, days-3-4: none, days-5-7: none, week-2-on: none}
        because: A film over open skin.
    examples:
      - {type: serum, ingredients: "Aqua, Dimethicone", expect: {first-48h: caution}, fires: [silicone]}
      - {type: serum, ingredients: "Aqua", expect: {}, silent: [silicone]}
    reason: House custom.
    author: A. Author
`

func TestLanguageServerLayer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "house rules.yaml") // not on the disk yet; the blank is escaped in its URI
	e := newEditor(t)
	e.open(path, strings.Replace(lspLayer, `has("silicone")`, `has("silicon")`, 1))
	if got := e.diagnostics(path); got != `13:31-13:40 1 [unknown-family] there is no family "silicon"; did you mean silicone?` {
		t.Errorf("got %s", got)
	}
	// Columns are UTF-16 units.
	e.change(path, strings.Replace(lspLayer, `title: Häuser 🏠 "rules"`, `{title: "ä🏠", titel: x}`, 1), 2)
	if got := e.diagnostics(path); !strings.HasPrefix(got, "2:0-") {
		t.Errorf("got %s", got)
	}
	e.change(path, strings.Replace(lspLayer, `    reason: House`, `    🏠: x`+"\n"+`    reason: House`, 1), 3)
	if got := e.diagnostics(path); !strings.HasPrefix(got, "19:4-19:6 1 [unknown-field]") {
		t.Errorf("got %s", got)
	}
	e.change(path, lspLayer, 4)
	if got := e.diagnostics(path); got != "" {
		t.Errorf("got %s", got)
	}

	for place, want := range map[string]string{
		`has("sil¦`:                  " silicone ",
		`has("sil¦i`:                 " retinoid ",
		`leave_on and h¦`:            " has ",
		"verdict: {first-48h: caut¦": " avoid ",
		"verdict: {first¦":           " week-2-on ",
		"- {type: ser¦":              " serum ",
		"fires: [¦":                  " silicone ",
	} {
		before, _, _ := strings.Cut(place, "¦")
		text := strings.Replace(lspLayer, before, before+"¦", 1)
		if got := e.labels(path, text); !strings.Contains(got, want) {
			t.Errorf("at %s: got %s", place, got)
		}
	}
	for place, want := range map[string]string{
		`has("sil`:             "rule `silicone`: first-48h caution",
		"[Dimethicone, Reti":   "(family `retinoid`", // of the set below
		"fires: [sili":         "(rule `silicone`)",
		"type: ser":            "(product type `serum`)",
		"leave_":               "stays on the skin",
		"title: Häuser 🏠 \"ru": "",
	} {
		text := strings.Replace(lspLayer, place, place+"¦", 1)
		if got := e.hover(path, text); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("at %s: got %s", place, got)
		}
	}
	var edits []lspEdit
	for text, want := range map[string]string{"layer:   house\n": "layer: house\n", "layer: house\n": "", "layer: [\n": ""} {
		e.change(path, text, 6)
		e.call("textDocument/formatting", e.at(path, "¦"), &edits)
		if got := fmt.Sprint(edits); want == "" && len(edits) > 0 || want != "" && !strings.Contains(got, want) {
			t.Errorf("layout of %q: got %s", text, got)
		}
		e.diagnostics(path)
	}
	// Places that there are not are no places.
	for _, p := range []lspPosition{{-1, -1}, {0, -5}, {1 << 20, 3}, {2, 1 << 20}} {
		at := map[string]any{"textDocument": map[string]any{"uri": uriOf(path)}, "position": p}
		e.call("textDocument/hover", at, new(any))
		e.call("textDocument/completion", at, new(any))
	}
	e.change(path, strings.Repeat("#", 2<<20)+"\n"+lspLayer, 5)
	if got := e.diagnostics(path); !strings.Contains(got, "[too-large]") {
		t.Errorf("got %.200s", got)
	}
	e.tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uriOf(path)}})
	if got := e.diagnostics(path); got != "" {
		t.Errorf("closed, got %s", got)
	}
	e.leave(0)
}

// A file of a set is checked with the files beside it, as they stand in the editor or else on the disk.
func TestLanguageServerSet(t *testing.T) {
	dir := t.TempDir()
	names, err := filepath.Glob("../../rules/microneedling/*.yaml")
	if err != nil || len(names) < 10 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	retinoids, dyes := filepath.Join(dir, "retinoids.yaml"), filepath.Join(dir, "dyes.yaml")
	text, _ := os.ReadFile(retinoids)
	e := newEditor(t)
	e.open(retinoids, string(text))
	if got := e.diagnostics(retinoids); got != "" {
		t.Errorf("got %s", got)
	}
	broken := strings.Replace(string(text), `has("retinoid")`, `has("retinoidd") and has("`, 1)
	e.change(retinoids, broken, 2)
	if got := e.diagnostics(retinoids); !strings.Contains(got, "[condition-syntax]") {
		t.Errorf("got %s", got)
	}
	if got := e.labels(retinoids, strings.Replace(broken, `and has("`, `and has("¦`, 1)); !strings.Contains(got, " retinoid ") || !strings.Contains(got, " dye ") {
		t.Errorf("while the file is broken, got %s", got)
	}
	e.change(retinoids, string(text), 3)
	if got := e.diagnostics(retinoids); got != "" {
		t.Errorf("got %s", got)
	}
	// A mistake beside it is shown where it is, and goes when it is mended.
	other, _ := os.ReadFile(dyes)
	e.open(dyes, strings.Replace(string(other), "families:", "famlies:", 1))
	if got := e.diagnostics(dyes); !strings.Contains(got, "[unknown-field]") {
		t.Errorf("got %s", got)
	}
	e.change(dyes, string(other), 2)
	if got := e.diagnostics(dyes); got != "" {
		t.Errorf("got %s", got)
	}
	// Other YAML files are left alone.
	compose := filepath.Join(t.TempDir(), "compose.yaml")
	e.open(compose, "services: {web: {image: x}}\n")
	if got := e.diagnostics(compose); got != "" {
		t.Errorf("got %s", got)
	}
	if got := e.labels(compose, "services: ¦"); strings.TrimSpace(got) != "" {
		t.Errorf("got %s", got)
	}
	if err := e.rpc.Call(context.Background(), "textDocument/rename", map[string]any{}, new(any)); err == nil {
		t.Error("a method that there is not was answered")
	}
	e.leave(0)
}

// An editor that goes without a word, or without shutdown, leaves no process behind.
func TestLanguageServerEnds(t *testing.T) {
	e := newEditor(t)
	e.in.Close()
	if err := e.cmd.Wait(); err != nil {
		t.Errorf("end of input: %v", err)
	}
	e = newEditor(t)
	e.tell("exit", nil)
	if err := e.cmd.Wait(); err == nil {
		t.Error("exit without shutdown ends with 0")
	}
}
