// Package reports writes what a run found, one file a format: JSON lines for programs, CSV and XLSX for
// spreadsheets, HTML and Markdown for readers, and the two texts for a terminal, the summary of a run and the
// explanation of one product.
//
// A format is a pipeline.Sink. Its Append only renders and may be called by many workers at once; its Write puts
// rendered rows behind each other. What a report says depends on the results, the rule set and the options alone:
// there is no clock and no map order in it.
package reports

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"screen/pipeline"
	"screen/rules"
)

// Options say what a report shows. The zero value shows everything.
type Options struct {
	Title  string // heading of reports that have one; empty: "Product screening"
	Phases []int  // indexes into Guide.Phases to report, in this order; nil for all
	Skins  []int  // indexes into Guide.SkinTypes to report, in this order; nil for all
	// Raw leaves CSV cells as they are that a spreadsheet would take for formulas.
	Raw bool
	// MaxRows is the greatest number of products that HTML and Markdown list; what is left out is said in the
	// report. 0 stands for the format's own limit: none for HTML, 500 for Markdown.
	MaxRows int
	// Notes are lines for the terminal's summary, such as Notes returns.
	Notes []string
}

// Formats are the formats that New knows; each is also its file's extension.
func Formats() []string { return []string{"csv", "html", "jsonl", "md", "parquet", "xlsx"} }

// New returns a sink that writes a report in a format to w: csv, html, jsonl, md, parquet or xlsx. It writes nothing yet.
// It fails where the format is not known, or where the options name a phase or skin type that the set has not.
func New(format string, w io.Writer, set *rules.Set, o Options) (pipeline.Sink, error) {
	l, err := newLayout(set, o)
	if err != nil {
		return nil, err
	}
	switch format {
	case "jsonl":
		return newJSONLines(w, l), nil
	case "csv":
		return newCSV(w, l, o.Raw), nil
	case "html":
		return newHTML(w, l, o), nil
	case "md":
		return newMarkdown(w, l, o), nil
	case "parquet":
		return newParquet(w, l), nil
	case "xlsx":
		return newWorkbook(w, l, o)
	}
	return nil, fmt.Errorf("no report format %q; the formats are %s", format, strings.Join(Formats(), ", "))
}

// Notes returns what a reader of the run's summary should know of reports that were written.
func Notes(sinks ...pipeline.Sink) []string {
	var notes []string
	for _, s := range sinks {
		if n, ok := s.(interface{ notes() []string }); ok {
			notes = append(notes, n.notes()...)
		}
	}
	return notes
}

// Discard removes what reports keep in temporary files. It is for sinks whose Close was not called.
func Discard(sinks ...pipeline.Sink) error {
	var errs []error
	for _, s := range sinks {
		if d, ok := s.(interface{ discard() error }); ok {
			errs = append(errs, d.discard())
		}
	}
	return errors.Join(errs...)
}

func (o *Options) title() string { return cmp.Or(o.Title, "Product screening") }

// layout is the part of a guide that a report shows.
type layout struct {
	set    *rules.Set
	phases []int
	skins  []int
	cells  []cell            // phases × skins, phase by phase
	tables [][]rules.Verdict // of each rule, its verdicts in cells; nil for a rule that only notes
}

// verdictKinds is how many verdicts there are.
const verdictKinds = int(rules.NotApplicable) + 1

// cell is one phase and skin type. at is its index into Decision.Verdicts and Rule.Table.
type cell struct{ phase, skin, at int }

func newLayout(set *rules.Set, o Options) (*layout, error) {
	phases, err := chosen("phase", o.Phases, len(set.Guide.Phases))
	if err != nil {
		return nil, err
	}
	skins, err := chosen("skin type", o.Skins, len(set.Guide.SkinTypes))
	if err != nil {
		return nil, err
	}
	l := &layout{set: set, phases: phases, skins: skins}
	for _, p := range phases {
		for _, s := range skins {
			l.cells = append(l.cells, cell{p, s, p*len(set.Guide.SkinTypes) + s})
		}
	}
	l.tables = make([][]rules.Verdict, len(set.Rules))
	for i := range set.Rules {
		if len(set.Rules[i].Table) > 0 {
			l.tables[i] = l.inCells(nil, set.Rules[i].Table)
		}
	}
	return l, nil
}

// inCells appends to dst the verdicts of a whole table that stand in the layout's cells.
func (l *layout) inCells(dst, table []rules.Verdict) []rules.Verdict {
	for _, c := range l.cells {
		dst = append(dst, table[c.at])
	}
	return dst
}

// chosen returns the wanted indexes below n, or all where none are wanted.
func chosen(what string, wanted []int, n int) ([]int, error) {
	if wanted == nil {
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		return all, nil
	}
	for k, i := range wanted {
		if i < 0 || i >= n {
			return nil, fmt.Errorf("there is no %s %d; the guide has %d", what, i, n)
		}
		if slices.Contains(wanted[:k], i) {
			return nil, fmt.Errorf("%s %d is asked for twice", what, i)
		}
	}
	return wanted, nil
}

func (l *layout) phaseID(i int) string { return l.set.Guide.Phases[i].ID }
func (l *layout) skinID(i int) string  { return l.set.Guide.SkinTypes[i].ID }

// columns names the layout's cells: "first-48h/normal".
func (l *layout) columns() []string {
	names := make([]string, len(l.cells))
	for i, c := range l.cells {
		names[i] = l.phaseID(c.phase) + "/" + l.skinID(c.skin)
	}
	return names
}

// advicePhases returns the ids of the reported phases that advice is for.
func (l *layout) advicePhases(a *rules.Advice) []string {
	var ids []string
	for _, p := range l.phases {
		if slices.Contains(a.Phases, p) {
			ids = append(ids, l.phaseID(p))
		}
	}
	return ids
}
