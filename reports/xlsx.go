package reports

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"screen/pipeline"
	"screen/rules"
)

// The limits of a worksheet.
const (
	maxSheetRows = 1_048_576
	maxCellUnits = 32_767 // UTF-16 code units of a cell's text
	cutMark      = " […]"
)

// workbook writes an XLSX workbook: Summary, Products, Findings, Rejected, Rules, Advice. Rows are streamed to
// temporary files; a table longer than a sheet goes on in "Products 2". Text is written as text: no cell is a formula.
//
// Append renders rows in a compact form of its own (see sheetRow), which Write decodes, since a sheet is written by
// one goroutine.
type workbook struct {
	w      io.Writer
	l      *layout
	o      Options
	file   *excelize.File
	styles styles
	tables [3]*sheetTable // products, findings, rejected
	cells  []any          // of the row in Write, reused
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
	x := &workbook{w: w, l: l, o: o, file: excelize.NewFile(), maxRows: maxSheetRows}
	for i := range l.set.Rules {
		x.strictest = append(x.strictest, l.strictest(i))
	}
	if err := x.open(); err != nil {
		return nil, errors.Join(err, x.file.Close())
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
	for i, t := range []*sheetTable{
		{name: "Products", columns: x.productColumns(), frozen: 6},
		{name: "Findings", columns: findingColumns},
		{name: "Rejected", columns: rejectedColumns},
	} {
		if err := t.open(x); err != nil {
			return err
		}
		x.tables[i] = t
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

// sheetRow is a row in the making: its table, its length, then its cells, each with a letter before it. The length is
// filled in at the end.
type sheetRow struct {
	dst   []byte
	start int // of the length
}

func beginRow(dst []byte, table byte) sheetRow {
	dst = append(dst, table, 0, 0, 0, 0)
	return sheetRow{dst, len(dst) - 4}
}

func (r *sheetRow) end() []byte {
	binary.LittleEndian.PutUint32(r.dst[r.start:], uint32(len(r.dst)-r.start-4))
	return r.dst
}

func (r *sheetRow) text(s string) {
	r.dst = binary.AppendUvarint(append(r.dst, 's'), uint64(len(s)))
	r.dst = append(r.dst, s...)
}

func (r *sheetRow) number(n int)            { r.dst = binary.AppendVarint(append(r.dst, 'n'), int64(n)) }
func (r *sheetRow) verdict(v rules.Verdict) { r.dst = append(r.dst, 'v', byte(v)) }
func (r *sheetRow) empty()                  { r.dst = append(r.dst, '-') }

func (r *sheetRow) decimal(f float64) {
	r.dst = binary.LittleEndian.AppendUint64(append(r.dst, 'f'), math.Float64bits(f))
}

// long appends what f appends, as text.
func (r *sheetRow) long(f func(dst []byte) []byte) {
	r.dst = append(r.dst, 'l', 0, 0, 0, 0)
	start := len(r.dst)
	r.dst = f(r.dst)
	binary.LittleEndian.PutUint32(r.dst[start-4:], uint32(len(r.dst)-start))
}

func (x *workbook) Append(dst []byte, r *pipeline.Result) []byte {
	row := beginRow(dst, products)
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
		row.verdict(r.Decision.Verdicts[c.at])
	}
	for _, s := range x.l.skins {
		if p := r.Decision.SuitableFrom[s]; p >= 0 {
			row.text(x.l.phaseID(p))
		} else {
			row.empty()
		}
	}
	row.long(func(dst []byte) []byte { return x.l.appendReasons(dst, r) })
	row.number(len(r.Unknown))
	row.long(func(dst []byte) []byte { return appendDiagnosticWords(dst, r.Diagnostics) })
	dst = row.end()
	for _, f := range r.Findings {
		dst = x.appendFinding(dst, r, f)
	}
	return dst
}

func (x *workbook) appendFinding(dst []byte, r *pipeline.Result, f pipeline.Finding) []byte {
	rule := &x.l.set.Rules[f.Rule]
	row := beginRow(dst, findings)
	row.text(r.Source)
	row.text(r.Sheet)
	row.number(r.Row)
	row.text(r.ID)
	row.text(r.Brand)
	row.text(r.Name)
	row.text(rule.ID)
	row.text(rule.Title)
	row.verdict(x.strictest[f.Rule])
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
	row := beginRow(dst, rejected)
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

func (x *workbook) Write(rendered []byte) error {
	for len(rendered) > 0 {
		n := 5 + int(binary.LittleEndian.Uint32(rendered[1:]))
		x.decode(rendered[5:n])
		if err := x.tables[rendered[0]].add(x, x.cells); err != nil {
			return err
		}
		rendered = rendered[n:]
	}
	return nil
}

// decode makes x.cells from what beginRow … end rendered.
func (x *workbook) decode(p []byte) {
	x.cells = x.cells[:0]
	for len(p) > 0 {
		kind := p[0]
		p = p[1:]
		var n int
		switch kind {
		case 's':
			size, width := binary.Uvarint(p)
			n = width + int(size)
			x.cells = append(x.cells, textCell(p[width:n]))
		case 'l':
			n = 4 + int(binary.LittleEndian.Uint32(p))
			x.cells = append(x.cells, textCell(p[4:n]))
		case 'n':
			number, width := binary.Varint(p)
			n = width
			x.cells = append(x.cells, number)
		case 'f':
			n = 8
			x.cells = append(x.cells, math.Float64frombits(binary.LittleEndian.Uint64(p)))
		case 'v':
			n = 1
			x.cells = append(x.cells, x.styles.verdict(rules.Verdict(p[0])))
		case '-':
			x.cells = append(x.cells, nil)
		}
		p = p[n:]
	}
}

// textCell returns text as a cell's value: nil where it is empty, cut with a mark where it is too long for a cell.
func textCell(text []byte) any {
	if len(text) == 0 {
		return nil
	}
	return cellText(string(text))
}

func cellText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if len(s) <= maxCellUnits {
		return s
	}
	const room = maxCellUnits - len(" […]") // the mark has fewer units than bytes
	units, cut := 0, 0
	for i, r := range s {
		if units <= room {
			cut = i
		}
		if units++; r > 0xFFFF {
			units++
		}
	}
	if units <= maxCellUnits {
		return s
	}
	return s[:cut] + cutMark
}

// sheetTable is a table with a header, on as many sheets as it needs.
type sheetTable struct {
	name    string
	columns []column
	frozen  int // columns that stay in sight, with the header
	sheets  []*sheet
}

// sheet is one worksheet being streamed.
type sheet struct {
	name   string
	stream *excelize.StreamWriter
	rows   int
}

// open starts the table's next sheet.
func (t *sheetTable) open(x *workbook) error {
	name := t.name
	if n := len(t.sheets); n > 0 {
		name = fmt.Sprintf("%s %d", name, n+1)
	}
	s, err := x.newSheet(name)
	if err != nil {
		return err
	}
	t.sheets = append(t.sheets, s)
	header := make([]any, len(t.columns))
	for i, c := range t.columns {
		if err := s.stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		header[i] = excelize.Cell{StyleID: x.styles.header, Value: cellText(c.name)}
	}
	corner, err := excelize.CoordinatesToCellName(t.frozen+1, 2)
	if err != nil {
		return err
	}
	pane := "bottomLeft"
	if t.frozen > 0 {
		pane = "bottomRight"
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: t.frozen, YSplit: 1, TopLeftCell: corner, ActivePane: pane}); err != nil {
		return err
	}
	return s.add(header)
}

func (x *workbook) newSheet(name string) (*sheet, error) {
	if _, err := x.file.NewSheet(name); err != nil {
		return nil, err
	}
	stream, err := x.file.NewStreamWriter(name)
	return &sheet{name: name, stream: stream}, err
}

// add writes a row, on a new sheet where the last one is full.
func (t *sheetTable) add(x *workbook, cells []any) error {
	if t.sheets[len(t.sheets)-1].rows == x.maxRows {
		if err := t.open(x); err != nil {
			return err
		}
	}
	return t.sheets[len(t.sheets)-1].add(cells)
}

func (s *sheet) add(cells []any) error {
	s.rows++
	return s.stream.SetRow("A"+strconv.Itoa(s.rows), cells)
}

// finish sets the filters and ends the table's sheets. Filters come before Flush: what is set later is lost.
func (t *sheetTable) finish(x *workbook) error {
	for _, s := range t.sheets {
		last, err := excelize.CoordinatesToCellName(len(t.columns), s.rows)
		if err != nil {
			return err
		}
		if err := x.file.AutoFilter(s.name, "A1:"+last, nil); err != nil {
			return err
		}
		if err := s.stream.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func (x *workbook) Close(s *pipeline.Summary) (err error) {
	defer func() { err = errors.Join(err, x.file.Close()) }()
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
	return writePackage(x.w, x.file)
}

// order puts a table's further sheets behind its first one. It comes before the filters are set, which name sheets by
// their place.
func (x *workbook) order() error {
	for i, t := range x.tables {
		next := "Rules"
		if i+1 < len(x.tables) {
			next = x.tables[i+1].sheets[0].name
		}
		for _, s := range t.sheets[1:] {
			if err := x.file.MoveSheet(s.name, next); err != nil {
				return err
			}
		}
	}
	return nil
}

// discard removes temporary files.
func (x *workbook) discard() error { return x.file.Close() }
