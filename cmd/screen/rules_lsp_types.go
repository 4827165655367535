package main

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf16"

	"screen/reports/ci"
)

// The messages of the Language Server Protocol 3.17 that the server takes and gives, as far as it looks at them. Lines and
// columns count from 0, columns in UTF-16 units.

type lspPosition struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type lspRange struct {
	Start lspPosition `json:"start"`
	End   lspPosition `json:"end"`
}

type lspDocument struct {
	URI     string `json:"uri"`
	Version int    `json:"version"`
	Text    string `json:"text"`
}

type lspOpen struct {
	TextDocument lspDocument `json:"textDocument"`
}

// lspChange holds the whole text: the server asks for no less.
type lspChange struct {
	TextDocument   lspDocument `json:"textDocument"`
	ContentChanges []struct {
		Text string `json:"text"`
	} `json:"contentChanges"`
}

type lspAt struct {
	TextDocument lspDocument `json:"textDocument"`
	Position     lspPosition `json:"position"`
}

type lspDiagnostic struct {
	Range    lspRange `json:"range"`
	Severity int      `json:"severity"` // 1 error, 2 warning, 3 information
	Code     string   `json:"code"`
	Source   string   `json:"source"`
	Message  string   `json:"message"`
}

type lspDiagnostics struct {
	URI         string          `json:"uri"`
	Version     *int            `json:"version,omitempty"`
	Diagnostics []lspDiagnostic `json:"diagnostics"`
}

type lspMarkup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type lspHover struct {
	Contents lspMarkup `json:"contents"`
	Range    lspRange  `json:"range"`
}

type lspEdit struct {
	Range   lspRange `json:"range"`
	NewText string   `json:"newText"`
}

type lspItem struct {
	Label    string  `json:"label"`
	Kind     int     `json:"kind"`
	Detail   string  `json:"detail,omitempty"`
	SortText string  `json:"sortText"`
	TextEdit lspEdit `json:"textEdit"`
}

// lspCapabilities is what the server tells an editor that it can do.
var lspCapabilities = map[string]any{
	"positionEncoding":           "utf-16",
	"textDocumentSync":           map[string]any{"openClose": true, "change": 1, "save": true},
	"hoverProvider":              true,
	"documentFormattingProvider": true,
	"completionProvider":         map[string]any{"triggerCharacters": []string{`"`, "'", "(", "[", "{", ",", " "}},
}

// diagnosticOf is an issue of a check, at its place in the text of its file.
func diagnosticOf(i ci.Issue) lspDiagnostic {
	line := []rune(i.Snippet)
	at := lspPosition{Line: max(0, i.Line-1)}
	end := at
	if i.Line > 0 {
		at.Character = units(line, i.Column-1)
		end.Character = max(at.Character+1, units(line, i.EndColumn-1))
	}
	d := lspDiagnostic{Range: lspRange{at, end}, Severity: 1, Code: i.Code, Source: "screen", Message: i.Message}
	if i.Severity == ci.Warning {
		d.Severity = 2
	}
	if i.Hint != "" {
		d.Message += "; " + i.Hint
	}
	return d
}

// units are the UTF-16 units of the first characters of a line.
func units(line []rune, characters int) (n int) {
	for i := range min(max(0, characters), len(line)) {
		n += utf16.RuneLen(line[i])
	}
	return n
}

// characters are the characters of the first UTF-16 units of a line.
func characters(line string, units int) (n int) {
	for _, r := range line {
		if units <= 0 {
			break
		}
		units -= max(1, utf16.RuneLen(r))
		n++
	}
	return n
}

// pathOf is the file of a URI; ok is false where it is none.
func pathOf(uri string) (path string, ok bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", false
	}
	p := u.Path
	if runtime.GOOS == "windows" {
		p = strings.TrimPrefix(p, "/")
	}
	return filepath.Clean(filepath.FromSlash(p)), true
}

// uriOf is the URI of a file.
func uriOf(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}
