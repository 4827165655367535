package reports

import (
	"encoding/binary"
	"errors"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"screen/pipeline"
	"screen/rules"
)

// maxSheetRows is how many rows a worksheet can have.
const maxSheetRows = 1_048_576

// workbook writes an XLSX workbook: Summary, Products, Findings, Rejected, Rules, Advice. A table longer than a sheet
// goes on in "Products 2". Text is written as text: no cell is a formula.
//
// The library makes the workbook, its styles and the Summary. The tables, which have a row a product and more, are
// written here: Append renders whole rows (see sheetRow), and Write only numbers and compresses them.
type workbook struct {
	w      io.Writer
	l      *layout
	o      Options
	file   *excelize.File
	pack   *packageWriter
	styles styles
	tables []*sheetTable // products, findings, rejected; at last rules and advice
	// strictest[i] is the strictest verdict of Set.Rules[i] among the reported cells.
	strictest []rules.Verdict
	maxRows   int
}

// Tables of a workbook that grow with the catalog.
const (
	products = iota
	findings
	rejected
)

func newWorkbook(w io.Writer, l *layout, o Options) (*workbook, error) {
	x := &workbook{w: w, l: l, o: o, file: excelize.NewFile(), pack: newPackage(w), maxRows: maxSheetRows}
	for i := range l.set.Rules {
		x.strictest = append(x.strictest, l.strictest(i))
	}
	if err := x.open(); err != nil {
		return nil, errors.Join(err, x.discard())
	}
	return x, nil
}

// open makes the sheets whose rows are streamed, in their order.
func (x *workbook) open() (err error) {
	if x.styles, err = newStyles(x.file); err != nil {
		return err
	}
	if err := x.file.SetSheetName("Sheet1", "Summary"); err != nil {
		return err
	}
	x.tables = []*sheetTable{
		newTable("Products", 6, x.productColumns()),
		newTable("Findings", 0, findingColumns),
		newTable("Rejected", 0, rejectedColumns),
	}
	for _, t := range x.tables {
		if err := t.open(x); err != nil {
			return err
		}
	}
	return nil
}

// column is a column of a table: its header and its width in characters.
type column struct {
	name  string
	width float64
}

var findingColumns = []column{{"source", 18}, {"sheet", 12}, {"row", 7}, {"id", 16}, {"brand", 18}, {"name", 40}, {"rule", 20}, {"title", 28}, {"strictest", 13},
	{"family", 20}, {"ingredient", 30}, {"as_written", 30}, {"position", 9}, {"percent_max", 12}, {"percent_by", 24}}

var rejectedColumns = []column{{"source", 18}, {"sheet", 12}, {"row", 7}, {"line", 7}, {"column", 14}, {"code", 20}, {"message", 60}, {"raw", 80}}

// productColumns are the columns of a CSV report, with widths.
func (x *workbook) productColumns() []column {
	widths := map[string]float64{"source": 18, "sheet": 12, "row": 7, "id": 16, "brand": 18, "name": 40, "price": 10, "spf": 6, "list": 11,
		"reasons": 70, "diagnostics": 40}
	var columns []column
	for _, name := range x.l.tableColumns() {
		width, ok := widths[name]
		if !ok {
			width = 13.5
		}
		columns = append(columns, column{name, width})
	}
	return columns
}

// strictest returns the strictest verdict of a rule among the reported cells.
func (l *layout) strictest(rule int) rules.Verdict {
	most := rules.Silent
	if table := l.set.Rules[rule].Table; table != nil {
		for _, c := range l.cells {
			most = max(most, table[c.at])
		}
	}
	return most
}

func (x *workbook) Append(dst []byte, r *pipeline.Result) []byte {
	row := x.row(dst, products)
	row.text(r.Source)
	row.text(r.Sheet)
	row.number(r.Row)
	row.text(r.ID)
	row.text(r.Brand)
	row.text(r.Name)
	row.text(r.Price)
	row.text(kind(r))
	row.text(strconv.FormatBool(r.Facts.LeaveOn))
	if r.Facts.SPF >= 0 {
		row.number(int(r.Facts.SPF))
	} else {
		row.empty()
	}
	row.text(r.Facts.List.String())
	for _, c := range x.l.cells {
		row.verdict(&x.styles, r.Decision.Verdicts[c.at])
	}
	for _, s := range x.l.skins {
		if p := r.Decision.SuitableFrom[s]; p >= 0 {
			row.text(x.l.phaseID(p))
		} else {
			row.empty()
		}
	}
	row.appended(func(dst []byte) []byte { return x.l.appendReasons(dst, r) })
	row.number(len(r.Unknown))
	row.appended(func(dst []byte) []byte { return appendDiagnosticWords(dst, r.Diagnostics) })
	dst = row.end()
	for _, f := range r.Findings {
		dst = x.appendFinding(dst, r, f)
	}
	return dst
}

func (x *workbook) appendFinding(dst []byte, r *pipeline.Result, f pipeline.Finding) []byte {
	rule := &x.l.set.Rules[f.Rule]
	row := x.row(dst, findings)
	row.text(r.Source)
	row.text(r.Sheet)
	row.number(r.Row)
	row.text(r.ID)
	row.text(r.Brand)
	row.text(r.Name)
	row.text(rule.ID)
	row.text(rule.Title)
	row.verdict(&x.styles, x.strictest[f.Rule])
	if f.Family >= 0 {
		row.text(x.l.set.Families[f.Family].ID)
	} else {
		row.empty()
	}
	if f.Item >= 0 {
		it := &r.List.Items[f.Item]
		row.text(ingredientName(r.List, f.Item))
		row.text(asWritten(r.List, f.Item))
		if it.Position > 0 {
			row.number(int(it.Position))
		} else {
			row.empty()
		}
		row.decimal(roundUp(it.Max))
		row.text(boundBy(r.List, f.Item))
	}
	return row.end()
}

func (x *workbook) AppendRejected(dst []byte, r *pipeline.Rejected) []byte {
	row := x.row(dst, rejected)
	row.text(r.Source)
	row.text(r.Sheet)
	row.number(r.Row)
	row.number(r.Line)
	row.text(r.Column)
	row.text(r.Code)
	row.text(r.Message)
	row.text(string(r.Raw))
	return row.end()
}

// row begins a row of one of the tables: the table and the row's length, then the row.
func (x *workbook) row(dst []byte, table byte) sheetRow {
	return x.tables[table].row(append(dst, table, 0, 0, 0, 0))
}

func (x *workbook) Write(rendered []byte) error {
	for len(rendered) > 0 {
		n := rowHead + int(binary.LittleEndian.Uint32(rendered[1:]))
		if err := x.tables[rendered[0]].add(x, rendered[rowHead:n]); err != nil {
			return err
		}
		rendered = rendered[n:]
	}
	return nil
}

func (x *workbook) Close(s *pipeline.Summary) (err error) {
	defer func() { err = errors.Join(err, x.discard()) }()
	if err := x.writeRules(s); err != nil {
		return err
	}
	if err := x.writeAdvice(); err != nil {
		return err
	}
	if err := x.writeSummary(s); err != nil {
		return err
	}
	if err := x.order(); err != nil {
		return err
	}
	for _, t := range x.tables {
		if err := t.finish(x); err != nil {
			return err
		}
	}
	x.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return x.pack })
	_, err = x.file.WriteToBuffer()
	return err
}

// order puts a table's further sheets behind its first one. It comes before the filters are set, which name sheets by
// their place.
func (x *workbook) order() error {
	for i, t := range x.tables[:len(x.tables)-1] {
		next := x.tables[i+1].sheets[0].name
		for _, s := range t.sheets[1:] {
			if err := x.file.MoveSheet(s.name, next); err != nil {
				return err
			}
		}
	}
	return nil
}

// discard removes temporary files.
func (x *workbook) discard() error { return errors.Join(x.file.Close(), x.pack.discard()) }
