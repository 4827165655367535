package main

import (
	"fmt"
	"io"

	"screen/pipeline"
	"screen/rules"
)

// tellRules names the rule set of a run for its summary.
func tellRules(w io.Writer, set *rules.Set) error {
	if _, err := fmt.Fprintf(w, "Rules: %s\n", setWords(set)); err != nil {
		return outputError(err)
	}
	return nil
}

// tellUnused warns of waivers that no product of a run needed: they may be for products that are gone.
func tellUnused(w io.Writer, s *pipeline.Screener) {
	for _, x := range s.UnusedWaivers() {
		fmt.Fprintln(w, "screen:", rules.Problem{
			Severity: rules.Warning, Code: "unused-waiver", Message: "the waiver of rule " + x.Rule + " met no product on which the rule fires",
			Hint: "remove it if the product is gone", File: x.File, Line: x.Line, Column: 5,
		}.Error())
	}
}
