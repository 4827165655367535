package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"
	"github.com/urfave/cli/v2"

	"screen/pipeline"
	"screen/reports/ruleeditor"
	"screen/rules"
	"screen/rules/format"
	"screen/rules/layer"
	"screen/rules/microneedling"
)

func lspCommand() *cli.Command {
	return &cli.Command{
		Name:  "lsp",
		Usage: "serve an editor that writes rule files, over standard input and output",
		Description: "A language server: mistakes and warnings while you write, of the text as it stands in the editor; what is known of the\n" +
			"name, family, rule or statement under the cursor; completion of ids and of what conditions may ask; the common layout.\n" +
			"Each check ends after 10 seconds at the latest.",
		Flags: []cli.Flag{
			asOfFlag, inventoryFlag,
			&cli.BoolFlag{Name: "stdio", Hidden: true, Usage: "what some editors say; it is so in any case"},
		},
		Action: lspAction,
	}
}

func lspAction(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("rules lsp takes no arguments; an editor starts it and names the files")
	}
	names, err := flagInventories(c)
	if err != nil {
		return err
	}
	s := &lspServer{inventory: names, asOf: c.String("as-of"), docs: map[string]lspDocument{}, sets: map[string]*rules.Set{}, parts: map[string]*rules.Set{},
		shown: map[string]bool{}, changed: make(chan struct{}, 1), exit: make(chan struct{})}
	ctx, cancel := context.WithCancel(c.Context)
	defer cancel()
	stream := jsonrpc2.NewBufferedStream(stdio{c.App.Reader, c.App.Writer}, jsonrpc2.VSCodeObjectCodec{})
	s.rpc = jsonrpc2.NewConn(ctx, stream, jsonrpc2.HandlerWithError(s.handle).SuppressErrClosed(), jsonrpc2.SetLogger(log.New(c.App.ErrWriter, "screen: ", 0)))
	go s.checkChanges(ctx)
	select {
	case <-s.rpc.DisconnectNotify():
	case <-s.exit:
		s.mu.Lock()
		defer s.mu.Unlock()
		if !s.ending {
			return &codedError{exitFindings, errors.New("the editor left without shutdown")}
		}
	case <-c.Context.Done():
	}
	return c.Context.Err()
}

// stdio is the way to the editor.
type stdio struct {
	io.Reader
	io.Writer
}

func (stdio) Close() error { return nil }

// lspServer is a language server for rule files.
type lspServer struct {
	rpc       *jsonrpc2.Conn
	inventory []string
	asOf      string
	changed   chan struct{} // holds one entry where open files changed since the last check
	exit      chan struct{} // closed when the editor says exit
	leave     sync.Once

	mu     sync.Mutex // guards the rest
	ending bool
	docs   map[string]lspDocument // open files by path
	sets   map[string]*rules.Set  // of open files by path: the last one without mistakes
	parts  map[string]*rules.Set  // the same, as far as it could be read, while there was none without mistakes
	shown  map[string]bool        // paths that the editor shows diagnostics of
	last   *pipeline.Screener     // of the set that was asked for last
}

// handle answers the editor, one message after the other.
func (s *lspServer) handle(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (answer any, err error) {
	defer func() { // an editor is better off with one answer less than without a server
		if p := recover(); p != nil {
			answer, err = nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: fmt.Sprintf("%s: %v", r.Method, p)}
		}
	}()
	switch r.Method {
	case "initialize":
		return map[string]any{"capabilities": lspCapabilities, "serverInfo": map[string]string{"name": "screen rules lsp", "version": version()}}, nil
	case "shutdown":
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ending = true
		return nil, nil
	case "exit":
		s.leave.Do(func() { close(s.exit) })
		return nil, nil
	case "textDocument/didOpen":
		return given(r, func(p lspOpen) (any, error) { s.put(p.TextDocument); return nil, nil })
	case "textDocument/didChange":
		return given(r, func(p lspChange) (any, error) {
			if n := len(p.ContentChanges); n > 0 {
				p.TextDocument.Text = p.ContentChanges[n-1].Text
				s.put(p.TextDocument)
			}
			return nil, nil
		})
	case "textDocument/didClose":
		return given(r, func(p lspOpen) (any, error) { s.close(p.TextDocument); return nil, nil })
	case "textDocument/hover":
		return given(r, s.hover)
	case "textDocument/completion":
		return given(r, s.complete)
	case "textDocument/formatting":
		return given(r, s.format)
	}
	if r.Notif { // such as $/cancelRequest: answers come at once
		return nil, nil
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "there is no method " + r.Method}
}

// given calls a method with its parameters.
func given[P any](r *jsonrpc2.Request, method func(P) (any, error)) (any, error) {
	var p P
	if r.Params == nil || json.Unmarshal(*r.Params, &p) != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: r.Method + ": parameters of the protocol are missing"}
	}
	return method(p)
}

func (s *lspServer) put(d lspDocument) {
	path, ok := pathOf(d.URI)
	if !ok {
		return
	}
	s.mu.Lock()
	s.docs[path] = d
	s.mu.Unlock()
	s.touch()
}

func (s *lspServer) close(d lspDocument) {
	path, _ := pathOf(d.URI)
	s.mu.Lock()
	delete(s.docs, path)
	delete(s.sets, path)
	delete(s.parts, path)
	s.mu.Unlock()
	s.touch()
}

// touch asks for a check.
func (s *lspServer) touch() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// quiet is how long nothing must change before a check begins.
const quiet = 100 * time.Millisecond

// checkChanges checks the open files whenever they changed, one check at a time.
func (s *lspServer) checkChanges(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.changed:
		}
		for settled := false; !settled; {
			select {
			case <-s.changed:
			case <-time.After(quiet):
				settled = true
			}
		}
		s.mu.Lock()
		docs := maps.Clone(s.docs)
		s.mu.Unlock()
		open := map[string]string{}
		for path, d := range docs {
			open[path] = d.Text
		}
		found, done := checkOpenWithin(open, s.inventory, s.asOf)
		s.publish(ctx, docs, found)
		<-done
	}
}

// publish tells the editor what was found, also that files have no mistakes any more. nil says that the check was stopped.
func (s *lspServer) publish(ctx context.Context, docs map[string]lspDocument, found *lspChecked) {
	if found == nil {
		_ = s.rpc.Notify(ctx, "window/showMessage", map[string]any{"type": 2, "message": fmt.Sprintf("screen: the check was stopped after %v: the files ask for too much; split them", checkBound)})
		return
	}
	s.mu.Lock()
	maps.Copy(s.sets, found.sets)
	maps.Copy(s.parts, found.parts)
	shown := s.shown
	s.shown = map[string]bool{}
	for path := range found.issues {
		s.shown[path] = true
	}
	s.mu.Unlock()
	for path := range shown {
		if _, again := found.issues[path]; !again {
			found.issues[path] = nil
		}
	}
	for path, issues := range found.issues {
		d := lspDiagnostics{URI: uriOf(path), Diagnostics: []lspDiagnostic{}}
		if doc, ok := docs[path]; ok {
			d.URI, d.Version = doc.URI, &doc.Version
		}
		for _, i := range issues {
			d.Diagnostics = append(d.Diagnostics, diagnosticOf(i))
		}
		if s.rpc.Notify(ctx, "textDocument/publishDiagnostics", d) != nil {
			return // the editor is gone
		}
	}
}

// at is the text of an open file, and a place in it as characters.
func (s *lspServer) at(p lspAt) (text string, column int, ok bool) {
	path, _ := pathOf(p.TextDocument.URI)
	s.mu.Lock()
	d, ok := s.docs[path]
	s.mu.Unlock()
	if !ok || !ruleKey().MatchString(d.Text) {
		return "", 0, false
	}
	return d.Text, characters(lineAt(d.Text, p.Position.Line), p.Position.Character), true
}

// set is that of an open file as it was last without mistakes; with parts also what could be read of it. nil where there is none.
func (s *lspServer) set(uri, text string, parts bool) *rules.Set {
	path, _ := pathOf(uri)
	s.mu.Lock()
	defer s.mu.Unlock()
	set := s.sets[path]
	if set == nil && parts {
		set = s.parts[path]
	}
	if set == nil && layer.KindOf([]byte(text)) == layer.Layer { // most often on the built-in guide
		set, _ = microneedling.Set()
	}
	return set
}

func lineAt(text string, line int) string {
	for l := range strings.Lines(text) {
		if line == 0 {
			return strings.TrimRight(l, "\r\n")
		}
		line--
	}
	return ""
}

func (s *lspServer) hover(p lspAt) (any, error) {
	text, column, ok := s.at(p)
	set := s.set(p.TextDocument.URI, text, false)
	if !ok || set == nil {
		return nil, nil
	}
	screener, err := s.screener(set)
	if err != nil {
		return nil, err
	}
	h := ruleeditor.HoverAt(text, p.Position.Line, column, screener)
	if h == nil {
		return nil, nil
	}
	line := []rune(lineAt(text, p.Position.Line))
	at := func(n int) lspPosition { return lspPosition{p.Position.Line, units(line, n)} }
	return &lspHover{lspMarkup{"markdown", h.Markdown}, lspRange{at(h.From), at(h.To)}}, nil
}

// screener is that of a set; the last one is kept.
func (s *lspServer) screener(set *rules.Set) (*pipeline.Screener, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last != nil && s.last.Rules == set {
		return s.last, nil
	}
	made, err := screenerWith(set, s.inventory)
	if err == nil {
		s.last = made
	}
	return made, err
}

// itemKinds are the kinds of words as editors know them: what they draw beside them.
var itemKinds = map[ruleeditor.Kind]int{
	ruleeditor.Family: 7, ruleeditor.Rule: 5, ruleeditor.Name: 3, ruleeditor.Statement: 18, ruleeditor.Verdict: 20, ruleeditor.Phase: 13, ruleeditor.SkinType: 13,
}

func (s *lspServer) complete(p lspAt) (any, error) {
	items := []lspItem{}
	text, column, ok := s.at(p)
	set := s.set(p.TextDocument.URI, text, true)
	if !ok || set == nil {
		return items, nil
	}
	c := ruleeditor.At(text, p.Position.Line, column)
	from := lspPosition{p.Position.Line, p.Position.Character - len(c.Word)} // ids are ASCII
	for i, w := range ruleeditor.Words(set, c) {
		kind := itemKinds[w.Kind]
		if kind == 0 {
			kind = 12 // a value
		}
		items = append(items, lspItem{w.Text, kind, w.Title, fmt.Sprintf("%04d", i), lspEdit{lspRange{from, p.Position}, w.Text}})
	}
	return items, nil
}

// format is rules fmt: one edit of the whole text, or none where the text is as it should be or cannot be laid out.
func (s *lspServer) format(p lspAt) (any, error) {
	edits := []lspEdit{}
	text, _, ok := s.at(p)
	if !ok {
		return edits, nil
	}
	after, err := format.Source([]byte(text))
	if err == nil && string(after) != text {
		end := lspPosition{Line: strings.Count(text, "\n") + 1} // behind the last line, however it ends
		edits = append(edits, lspEdit{lspRange{lspPosition{}, end}, string(after)})
	}
	return edits, nil
}
