package ci

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
)

// The part of SARIF 2.1.0 that is written, in the order of its specification.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"semanticVersion,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string      `json:"id"`
		Short         sarifText   `json:"shortDescription"`
		Full          sarifText   `json:"fullDescription"`
		Help          sarifText   `json:"help"`
		Configuration sarifConfig `json:"defaultConfiguration"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int        `json:"startLine"`
		StartColumn int        `json:"startColumn,omitempty"`
		EndColumn   int        `json:"endColumn,omitempty"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
)

// writeSARIF writes SARIF 2.1.0 as code scanning services take it: a rule for every code with texts and level, a location
// with a region for every result (the first line where an issue is of a file as a whole), a relative URI, and a
// fingerprint under the key by which GitHub matches results of two commits.
func writeSARIF(b *bytes.Buffer, r *Report, o Options) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: r.Tool, Version: r.Version, Rules: r.sarifRules()}
	for n, print := range Fingerprints(r.Issues, o) {
		i := &r.Issues[n]
		message := i.text()
		if i.Details != "" {
			message += "\n" + strings.TrimRight(i.Details, "\n")
		}
		result := sarifResult{
			RuleID: i.Code, Level: i.Severity.String(), Message: sarifText{message},
			RuleIndex:    slices.IndexFunc(run.Tool.Driver.Rules, func(k sarifRule) bool { return k.ID == i.Code }),
			Fingerprints: map[string]string{"primaryLocationLineHash": print},
		}
		if i.File != "" {
			result.Locations = []sarifLocation{{sarifPhysical{sarifArtifact{uri(location(i.File, o))}, i.region()}}}
		}
		run.Results = append(run.Results, result)
	}
	return encode(b, sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// sarifRules describes every code that was found, in alphabetical order.
func (r *Report) sarifRules() []sarifRule {
	rules := []sarifRule{}
	for i := range r.Issues {
		issue := &r.Issues[i]
		at, found := slices.BinarySearchFunc(rules, issue.Code, func(k sarifRule, code string) int { return strings.Compare(k.ID, code) })
		if found {
			continue
		}
		k := Kind{Code: issue.Code, Title: strings.ReplaceAll(issue.Code, "-", " ")}
		if n := slices.IndexFunc(r.Kinds, func(k Kind) bool { return k.Code == issue.Code }); n >= 0 {
			k = r.Kinds[n]
		}
		if k.Help == "" {
			k.Help = k.Title
		}
		rules = slices.Insert(rules, at, sarifRule{k.Code, sarifText{k.Title}, sarifText{k.Help}, sarifText{k.Help}, sarifConfig{issue.Severity.String()}})
	}
	return rules
}

func (i *Issue) region() sarifRegion {
	region := sarifRegion{StartLine: max(1, i.Line)}
	if i.Line > 0 && i.Column > 0 {
		region.StartColumn = i.Column
		if i.EndColumn > i.Column {
			region.EndColumn = i.EndColumn
		}
	}
	if i.Snippet != "" {
		region.Snippet = &sarifText{i.Snippet}
	}
	return region
}

// uri is a path as a URI: relative ones stay relative.
func uri(path string) string {
	u := url.URL{Path: path}
	if strings.HasPrefix(path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}
