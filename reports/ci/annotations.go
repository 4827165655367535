package ci

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// writeGitHub writes workflow commands, one line an issue, which GitHub shows at the line of the file. GitHub itself
// shows the first ten errors and ten warnings of a step; the log has all.
func writeGitHub(b *bytes.Buffer, r *Report, o Options) error {
	for i := range r.Issues {
		issue := &r.Issues[i]
		command := [...]string{"error", "warning", "notice"}[min(issue.Severity, Note)]
		var properties []string
		add := func(name, value string) {
			properties = append(properties, name+"="+propertyEscapes.Replace(value))
		}
		if issue.File != "" {
			add("file", location(issue.File, o))
		}
		if issue.Line > 0 {
			add("line", strconv.Itoa(issue.Line))
		}
		if issue.Line > 0 && issue.Column > 0 {
			add("col", strconv.Itoa(issue.Column))
			if issue.EndColumn > issue.Column {
				add("endColumn", strconv.Itoa(issue.EndColumn))
			}
		}
		add("title", issue.Code)
		message := issue.text()
		if issue.Details != "" {
			message += "\n" + strings.TrimRight(issue.Details, "\n")
		}
		fmt.Fprintf(b, "::%s %s::%s\n", command, strings.Join(properties, ","), dataEscapes.Replace(message))
	}
	b.WriteString(dataEscapes.Replace(r.sum()) + "\n")
	return nil
}

// Workflow commands end with the line; what would end them or their properties is percent-encoded.
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"` // info, minor, major, critical, blocker
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// writeGitLab writes a Code Quality report. An issue of no file is put at the first line of the working directory, since a
// report without a location is refused.
func writeGitLab(b *bytes.Buffer, r *Report, o Options) error {
	out := []gitlabIssue{}
	for n, print := range Fingerprints(r.Issues, o) {
		i := &r.Issues[n]
		severity := [...]string{"major", "minor", "info"}[min(i.Severity, Note)]
		out = append(out, gitlabIssue{i.line(), i.Code, print, severity, gitlabLocation{location(i.File, o), gitlabLines{max(1, i.Line)}}})
	}
	return encode(b, out)
}

// writeTAP writes version 14 of the Test Anything Protocol: one line a case, and its issues as a YAML block.
func writeTAP(b *bytes.Buffer, r *Report, _ Options) error {
	results := r.results()
	fmt.Fprintf(b, "TAP version 14\n1..%d\n", len(results))
	for n, c := range results {
		status := "ok"
		if c.failed() {
			status = "not ok"
		}
		fmt.Fprintf(b, "%s %d - %s\n", status, n+1, tapText(c.Name))
		if len(c.issues) == 0 {
			continue
		}
		b.WriteString("  ---\n  issues:\n")
		for _, i := range c.issues {
			fmt.Fprintf(b, "    - severity: %s\n      code: %s\n      message: %s\n", i.Severity, strconv.Quote(i.Code), strconv.Quote(i.text()))
			if i.File != "" {
				fmt.Fprintf(b, "      at: %s\n", strconv.Quote(i.place()))
			}
			if i.Details != "" {
				b.WriteString("      details: |2\n")
				for line := range strings.Lines(printable(strings.TrimRight(i.Details, "\n"))) {
					b.WriteString("        " + strings.TrimRight(line, "\n") + "\n")
				}
			}
		}
		b.WriteString("  ...\n")
	}
	return nil
}

// tapText keeps a name in its line, and # and backslash from being read as directives.
func tapText(s string) string {
	return strings.NewReplacer("\\", "\\\\", "#", "\\#", "\n", " ", "\r", " ").Replace(s)
}
