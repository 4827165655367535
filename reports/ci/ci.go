// Package ci writes what a check, a test run or a comparison found in the formats that people and CI systems read: text,
// JSON, SARIF 2.1.0, JUnit XML, workflow annotations of GitHub, Code Quality of GitLab, and TAP.
//
//	r := &ci.Report{Tool: "screen rules check", Cases: []ci.Case{{Name: "acids.yaml", File: "rules/acids.yaml"}}}
//	r.Add(ci.Issue{Severity: ci.Error, Code: "table", Message: "…", File: "rules/acids.yaml", Line: 12, Column: 5})
//	err := ci.Write(w, "sarif", r, ci.Options{})
//
// Every format but text holds all issues. Text for a terminal may be capped with Options.Max, and then says how many it left out.
package ci

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Severity says how bad an issue is.
type Severity uint8

const (
	Error   Severity = iota // fails the gate
	Warning                 // worth a look; fails the gate only where the caller is strict
	Note                    // for information
)

var severityNames = [...]string{"error", "warning", "note"}

// String returns error, warning or note.
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return fmt.Sprintf("Severity(%d)", uint8(s))
}

// Issue is one thing that was found.
type Issue struct {
	Severity Severity
	Code     string // stable id of the kind of issue: unknown-family, failed-example, loosened …
	Message  string // one sentence: what was found, what was expected
	Hint     string // what to do about it; may be empty
	Details  string // further lines, such as a table; may be empty
	File     string // relative to the working directory or absolute; empty where the issue is of no file
	Line     int    // from 1; 0 where the issue is of the file as a whole
	Column   int    // from 1, in characters; 0 where it is of the whole line
	// EndColumn is the column behind the last wrong character, or 0.
	EndColumn int
	Snippet   string // the line of the file; may be empty
	Frame     string // the line with carets below what is wrong, as a terminal shows it; may be empty
	// Case is the name of the Case that the issue belongs to; empty stands for its file.
	Case string
	// Key tells issues of the same code and file apart, however their lines move: see Fingerprints. Empty: the snippet, else the message.
	Key string
}

// Case is one thing that was checked or tested: a rule file, an example, a product. JUnit and TAP list those that passed, too.
type Case struct {
	Name  string // unique in a report
	Group string // what it belongs to, such as its concern; may be empty
	File  string // may be empty
	Line  int    // 0 where it is of the whole file
}

// Kind describes a code, for SARIF.
type Kind struct {
	Code  string
	Title string // one line
	Help  string // what it means and what to do; may be empty
}

// Report is all that one command found.
type Report struct {
	Tool    string // such as "screen rules check"
	Version string // of the program; may be empty
	Cases   []Case
	Issues  []Issue
	Kinds   []Kind // descriptions of codes; those without one are described by their code
	Known   int    // issues left out because a baseline holds them
	Summary string // last line of text; empty: the number of errors and warnings
	Notes   []string
}

// Add adds an issue.
func (r *Report) Add(issues ...Issue) { r.Issues = append(r.Issues, issues...) }

// Count returns how many issues have the severity.
func (r *Report) Count(s Severity) int {
	n := 0
	for i := range r.Issues {
		if r.Issues[i].Severity == s {
			n++
		}
	}
	return n
}

// Options are how a report is written.
type Options struct {
	// Max is how many issues text shows; 0 shows all. The other formats always hold all.
	Max int
	// Root is the directory, in front of the files of issues, that CI systems are not told of: they want paths relative to the
	// repository. Empty where the paths are so already.
	Root string
}

type writer func(b *bytes.Buffer, r *Report, o Options) error

var writers = map[string]writer{
	"text": writeText, "json": writeJSON, "sarif": writeSARIF, "junit": writeJUnit,
	"github": writeGitHub, "gitlab": writeGitLab, "tap": writeTAP,
}

// Formats returns the names of the formats, text first.
func Formats() []string {
	return []string{"text", "json", "sarif", "junit", "github", "gitlab", "tap"}
}

// Write writes the report. The error is of an unknown format, or of w.
func Write(w io.Writer, format string, r *Report, o Options) error {
	write, ok := writers[format]
	if !ok {
		return fmt.Errorf("no format %q; the formats are %s", format, strings.Join(Formats(), ", "))
	}
	var b bytes.Buffer
	if err := write(&b, r, o); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// location is a path as CI systems want it: with slashes, clean, relative to the root.
func location(file string, o Options) string {
	file = path.Clean(strings.ReplaceAll(file, `\`, "/"))
	if o.Root != "" {
		root := path.Clean(strings.ReplaceAll(o.Root, `\`, "/"))
		if rest, below := strings.CutPrefix(file, strings.TrimSuffix(root, "/")+"/"); below {
			file = rest
		}
	}
	return file
}

// result is a case with its issues.
type result struct {
	Case
	issues []*Issue
}

func (r *result) failed() bool {
	return slices.ContainsFunc(r.issues, func(i *Issue) bool { return i.Severity == Error })
}

// results returns the cases in order, each with its issues, and behind them what issues name beside them.
func (r *Report) results() []*result {
	byName := make(map[string]*result, len(r.Cases))
	all := make([]*result, 0, len(r.Cases))
	add := func(c Case) *result {
		res := &result{Case: c}
		byName[c.Name] = res
		all = append(all, res)
		return res
	}
	byFile := map[string]*result{}
	for _, c := range r.Cases {
		res := add(c)
		if c.Line == 0 && c.File != "" {
			byFile[c.File] = res
		}
	}
	for i := range r.Issues {
		issue := &r.Issues[i]
		name := issue.Case
		if name == "" {
			if res := byFile[issue.File]; res != nil {
				res.issues = append(res.issues, issue)
				continue
			}
			if name = issue.File; name == "" {
				name = r.Tool
			}
		}
		res := byName[name]
		if res == nil {
			res = add(Case{Name: name, File: issue.File})
		}
		res.issues = append(res.issues, issue)
	}
	return all
}

// place is file:line:column as far as they are known.
func (i *Issue) place() string {
	var b strings.Builder
	b.WriteString(i.File)
	if i.Line > 0 {
		fmt.Fprintf(&b, ":%d", i.Line)
		if i.Column > 0 {
			fmt.Fprintf(&b, ":%d", i.Column)
		}
	}
	return b.String()
}

// text is message and hint in one line.
func (i *Issue) text() string {
	if i.Hint == "" {
		return i.Message
	}
	return i.Message + "; " + i.Hint
}

// line is message, hint and details in one line.
func (i *Issue) line() string {
	words := i.text()
	for detail := range strings.Lines(i.Details) {
		if fields := strings.Fields(detail); len(fields) > 0 {
			words += "; " + strings.Join(fields, " ")
		}
	}
	return words
}

// full is all that is said of an issue, in several lines.
func (i *Issue) full() string {
	var b strings.Builder
	if p := i.place(); p != "" {
		b.WriteString(p + ": ")
	}
	fmt.Fprintf(&b, "%s [%s]: %s", i.Severity, i.Code, i.text())
	for _, part := range []string{i.Frame, i.Details} {
		if part = strings.TrimRight(part, "\n"); part != "" {
			b.WriteString("\n" + part)
		}
	}
	return b.String()
}
