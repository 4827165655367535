package reports

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"screen/pipeline"
	"screen/rules"
)

// styles are the styles of a workbook's cells.
type styles struct {
	title, header, bold, wrap int
	verdicts                  [rules.NotApplicable + 1]int
	verdictCells              [rules.NotApplicable + 1]string // what follows a cell's reference
}

// verdictColors are the fill and the ink of each verdict, here and in HTML. Every pair has a contrast of at least 4.5.
var verdictColors = [rules.NotApplicable + 1]struct{ fill, ink string }{
	rules.Suitable:      {"#DDF3E1", "#14532D"},
	rules.Recommended:   {"#15803D", "#FFFFFF"},
	rules.Caution:       {"#FDE9B8", "#713F12"},
	rules.Unknown:       {"#E4DDF7", "#4C1D95"},
	rules.Avoid:         {"#B91C1C", "#FFFFFF"},
	rules.NotApplicable: {"#ECEEF1", "#4B5563"},
}

func newStyles(f *excelize.File) (s styles, err error) {
	style := func(st excelize.Style) int {
		id, e := f.NewStyle(&st)
		if err == nil {
			err = e
		}
		return id
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	s.title = style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}})
	s.bold = style(excelize.Style{Font: &excelize.Font{Bold: true}})
	s.wrap = style(excelize.Style{Alignment: top})
	s.header = style(excelize.Style{Font: &excelize.Font{Bold: true, Color: "#FFFFFF"}, Alignment: top,
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"#1F3A4D"}}})
	for v := rules.Suitable; v <= rules.NotApplicable; v++ {
		c := verdictColors[v]
		s.verdicts[v] = style(excelize.Style{Font: &excelize.Font{Color: c.ink}, Alignment: &excelize.Alignment{Horizontal: "center"},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.fill}}})
		s.verdictCells[v] = fmt.Sprintf(` s="%d" t="inlineStr"><is><t>%s</t></is></c>`, s.verdicts[v], v)
	}
	return s, err
}

// verdict is a coloured cell; a rule that says nothing has an empty one.
func (s *styles) verdict(v rules.Verdict) any {
	if v == rules.Silent {
		return nil
	}
	return excelize.Cell{StyleID: s.verdicts[v], Value: v.String()}
}

// writeRules writes what each rule says and why, and on how many products it fired.
func (x *workbook) writeRules(sum *pipeline.Summary) error {
	columns := []column{{"rule", 22}, {"title", 30}, {"concern", 16}, {"products", 10}}
	for _, name := range x.l.columns() {
		columns = append(columns, column{name, 13.5})
	}
	columns = append(columns, column{"because", 60}, column{"then", 60}, column{"cites", 30}, column{"evidence", 10}, column{"evidence_source", 40})
	t := newTable("Rules", 2, columns)
	x.tables = append(x.tables, t)
	if err := t.open(x); err != nil {
		return err
	}
	for i := range x.l.set.Rules {
		r := &x.l.set.Rules[i]
		row := t.row(make([]byte, rowHead))
		row.text(r.ID)
		row.text(r.Title)
		row.text(r.Concern)
		row.number(hits(sum, i))
		for _, c := range x.l.cells {
			if r.Table == nil {
				row.empty()
			} else {
				row.verdict(&x.styles, r.Table[c.at])
			}
		}
		row.styled(x.styles.wrap, r.Because)
		row.styled(x.styles.wrap, r.Then)
		row.styled(x.styles.wrap, strings.Join(r.Cites, ", "))
		row.text(r.Evidence)
		row.styled(x.styles.wrap, r.EvidenceSource)
		if err := t.add(x, row.end()[rowHead:]); err != nil {
			return err
		}
	}
	return nil
}

// hits is the number of products on which a rule fired.
func hits(s *pipeline.Summary, rule int) int {
	if rule < len(s.RuleHits) {
		return s.RuleHits[rule]
	}
	return 0
}

// writeAdvice writes what the guide asks of a person.
func (x *workbook) writeAdvice() error {
	t := newTable("Advice", 0, []column{{"advice", 90}, {"phases", 40}, {"cites", 30}})
	x.tables = append(x.tables, t)
	if err := t.open(x); err != nil {
		return err
	}
	for _, a := range x.l.set.Guide.Advice {
		phases := x.l.advicePhases(&a)
		if len(phases) == 0 {
			continue
		}
		row := t.row(make([]byte, rowHead))
		row.styled(x.styles.wrap, a.Text)
		row.text(strings.Join(phases, ", "))
		row.text(strings.Join(a.Cites, ", "))
		if err := t.add(x, row.end()[rowHead:]); err != nil {
			return err
		}
	}
	return nil
}

// writeSummary writes the first sheet.
func (x *workbook) writeSummary(s *pipeline.Summary) error {
	stream, err := x.file.NewStreamWriter("Summary")
	if err != nil {
		return err
	}
	for i, width := range []float64{34, 30, 14, 14, 14, 14, 14, 16} {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	for i, row := range x.summaryRows(s) {
		if err := stream.SetRow("A"+strconv.Itoa(i+1), row); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// summaryRows are the rows of the summary: the guide, warnings, catalogs, verdicts, rules and unrecognised names.
func (x *workbook) summaryRows(s *pipeline.Summary) [][]any {
	g := &x.l.set.Guide
	rows := [][]any{
		{excelize.Cell{StyleID: x.styles.title, Value: cellText(x.o.title())}},
		{"guide", cellText(g.Title)}, {"version", cellText(g.Version)}, {"rules digest", x.l.set.Digest},
	}
	for _, warning := range warnings(s) {
		for _, line := range warning {
			rows = append(rows, []any{excelize.Cell{StyleID: x.styles.verdicts[rules.Avoid], Value: line}})
		}
	}
	rows = append(rows, nil, x.heads("catalog", "sheet", "read", "reported", "rejected", "skipped"))
	for _, c := range s.Catalogs {
		rows = append(rows, []any{cellText(c.Source), cellText(c.Sheet), c.Read, c.Reported, c.Rejected, c.Skipped})
	}
	rows = append(rows, []any{"all", nil, s.Read, s.Reported, s.Rejected, s.Skipped}, nil, x.heads("catalog", "field", "column"))
	for _, c := range s.Catalogs {
		name := cellText(tableName(&c))
		rows = append(rows, []any{name, "read as", cellText(c.Dialect)})
		for _, note := range c.Notes {
			rows = append(rows, []any{name, "note", cellText(note)})
		}
		for _, field := range slices.Sorted(maps.Keys(c.Columns)) {
			rows = append(rows, []any{name, field, cellText(c.Columns[field])})
		}
	}
	rows = append(rows, x.verdictRows(s)...)
	rows = append(rows, nil, x.heads("rule", "title", "products"))
	for _, h := range rulesByHits(s) {
		r := &s.Rules.Rules[h.rule]
		rows = append(rows, []any{cellText(r.ID), cellText(r.Title), h.count})
	}
	rows = append(rows, nil, []any{"products without a whole list", s.NoList}, []any{"ingredients", s.Ingredients}, []any{"recognised", s.Recognized})
	if len(s.Unrecognized) > 0 {
		rows = append(rows, nil, x.heads("not recognised", "times"))
	}
	for _, n := range s.Unrecognized {
		rows = append(rows, []any{cellText(n.Name), n.Count})
	}
	return rows
}

func (x *workbook) verdictRows(s *pipeline.Summary) [][]any {
	head := x.heads("phase", "skin type")
	for _, v := range summaryVerdicts {
		head = append(head, x.styles.verdict(v))
	}
	rows := [][]any{nil, head}
	for _, c := range x.l.cells {
		row := []any{x.l.phaseID(c.phase), x.l.skinID(c.skin)}
		for _, v := range summaryVerdicts {
			row = append(row, verdictCount(s, c, v))
		}
		rows = append(rows, row)
	}
	return rows
}

func (x *workbook) heads(names ...string) []any {
	cells := make([]any, len(names))
	for i, name := range names {
		cells[i] = excelize.Cell{StyleID: x.styles.bold, Value: name}
	}
	return cells
}
