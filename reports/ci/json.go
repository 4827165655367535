package ci

import (
	"bytes"
	"encoding/json"
)

type jsonReport struct {
	Tool    string      `json:"tool"`
	Version string      `json:"version,omitempty"`
	Summary jsonSummary `json:"summary"`
	Issues  []jsonIssue `json:"issues"`
	Cases   []jsonCase  `json:"cases"`
	Notes   []string    `json:"notes,omitempty"`
}

type jsonSummary struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notes    int `json:"notes"`
	Known    int `json:"known"` // in the baseline
	Cases    int `json:"cases"`
	Failed   int `json:"failed"`
}

type jsonIssue struct {
	Severity    string `json:"severity"`
	Code        string `json:"code"`
	Message     string `json:"message"`
	Hint        string `json:"hint,omitempty"`
	Details     string `json:"details,omitempty"`
	File        string `json:"file,omitempty"`
	Line        int    `json:"line,omitempty"`
	Column      int    `json:"column,omitempty"`
	EndColumn   int    `json:"end_column,omitempty"`
	Snippet     string `json:"snippet,omitempty"`
	Case        string `json:"case,omitempty"`
	Fingerprint string `json:"fingerprint"`
}

type jsonCase struct {
	Name   string `json:"name"`
	Group  string `json:"group,omitempty"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Passed bool   `json:"passed"`
}

func writeJSON(b *bytes.Buffer, r *Report, o Options) error {
	out := jsonReport{Tool: r.Tool, Version: r.Version, Issues: []jsonIssue{}, Cases: []jsonCase{}, Notes: r.Notes}
	out.Summary = jsonSummary{Errors: r.Count(Error), Warnings: r.Count(Warning), Notes: r.Count(Note), Known: r.Known}
	prints := Fingerprints(r.Issues, o)
	for n, i := range r.Issues {
		file := ""
		if i.File != "" {
			file = location(i.File, o)
		}
		out.Issues = append(out.Issues, jsonIssue{i.Severity.String(), i.Code, i.Message, i.Hint, i.Details, file,
			i.Line, i.Column, i.EndColumn, i.Snippet, i.Case, prints[n]})
	}
	for _, c := range r.results() {
		file := ""
		if c.File != "" {
			file = location(c.File, o)
		}
		out.Cases = append(out.Cases, jsonCase{c.Name, c.Group, file, c.Line, !c.failed()})
		if out.Summary.Cases++; c.failed() {
			out.Summary.Failed++
		}
	}
	return encode(b, out)
}

// encode writes indented JSON, < and > as they are.
func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
