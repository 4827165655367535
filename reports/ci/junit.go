package ci

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitFailure `xml:"failure"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes one suite for each group. A case fails with its errors; warnings are its output.
func writeJUnit(b *bytes.Buffer, r *Report, o Options) error {
	out := junitSuites{Name: r.Tool}
	at := map[string]int{}
	for _, c := range r.results() {
		group := c.Group
		if group == "" {
			group = r.Tool
		}
		n, ok := at[group]
		if !ok {
			n = len(out.Suites)
			at[group] = n
			out.Suites = append(out.Suites, junitSuite{Name: xmlText(group)})
		}
		s := &out.Suites[n]
		s.Tests++
		out.Tests++
		jc := c.junit(group, o)
		if jc.Failure != nil {
			s.Failures++
			out.Failures++
		}
		s.Cases = append(s.Cases, jc)
	}
	b.WriteString(xml.Header)
	e := xml.NewEncoder(b)
	e.Indent("", "  ")
	if err := e.Encode(out); err != nil {
		return err
	}
	b.WriteByte('\n')
	return nil
}

func (r *result) junit(group string, o Options) junitCase {
	c := junitCase{Name: xmlText(r.Name), Class: xmlText(group), Line: r.Line}
	if r.File != "" {
		c.File = xmlText(location(r.File, o))
	}
	var failures, output []string
	for _, i := range r.issues {
		if i.Severity != Error {
			output = append(output, i.full())
			continue
		}
		if c.Failure == nil {
			c.Failure = &junitFailure{Message: xmlText(i.text()), Type: xmlText(i.Code)}
		}
		failures = append(failures, i.full())
	}
	if c.Failure != nil {
		c.Failure.Text = xmlText(strings.Join(failures, "\n"))
	}
	c.Output = xmlText(strings.Join(output, "\n"))
	return c
}

// xmlText replaces what XML 1.0 cannot hold, which the encoder would do silently for text, too.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		ok := r == '\t' || r == '\n' || r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
		if !ok {
			return utf8.RuneError
		}
		return r
	}, s)
}
