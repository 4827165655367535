package catalog

import (
	"fmt"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// marked copies a cell that is not what it reads.
func (p *gridPart) marked(r *gridRow, m *mark, c string, date1904 bool) {
	note := func(code, message string) {
		p.notes = append(p.notes, CellNote{Code: code, Column: int(m.column), Message: message})
	}
	switch m.kind {
	case markError:
		note(NoteErrorCell, fmt.Sprintf("the cell holds the error %.20s instead of a value", c))
	case markNoValue:
		note(NoteNoValue, "the cell holds a formula whose value was not saved; open the workbook in a spreadsheet and save it again")
	case markShared, markUnordered:
		r.fault, r.column = m.kind, int(m.column)+1
		p.buf = append(p.buf, c...)
	case markBool:
		switch c {
		case "1":
			c = "TRUE"
		case "0":
			c = "FALSE"
		}
		p.buf = append(p.buf, c...)
	case markLong:
		var exact bool
		if p.buf, exact = appendNumber(p.buf, c); !exact {
			note(NoteLongNumber, "a spreadsheet keeps 15 digits of a number: the last digits are not as they were typed in")
		}
	case markDate, markTime:
		var ok bool
		if p.buf, ok = appendDate(p.buf, c, m.kind == markTime, date1904); !ok {
			note(NoteBadDate, "the number is shown as a date, but is no date")
		}
	}
}

// appendNumber writes a number as a spreadsheet shows it, with at most 15 digits; exact is false if it had more.
func appendNumber(dst []byte, c string) (b []byte, exact bool) {
	f, err := strconv.ParseFloat(c, 64)
	if err != nil || math.Abs(f) >= 1e21 || math.IsNaN(f) {
		return append(dst, c...), true
	}
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	return strconv.AppendFloat(dst, f, 'f', -1, 64), math.Abs(f) < 1e15
}

// appendDate writes the serial number of a date as 2006-01-02, 2006-01-02T15:04:05 or 15:04:05.
func appendDate(dst []byte, c string, clock, date1904 bool) (b []byte, ok bool) {
	const end = 2958466 // the day after 9999-12-31
	f, err := strconv.ParseFloat(c, 64)
	if err != nil || !(f >= 0 && f < end) {
		return append(dst, c...), false
	}
	f = math.Round(f*86400) / 86400
	if clock && f >= 1 {
		b, _ = appendNumber(dst, c) // a duration
		return b, true
	}
	t, err := excelize.ExcelDateToTime(f, date1904)
	if err != nil {
		return append(dst, c...), false
	}
	layout := "2006-01-02"
	switch {
	case clock || f < 1 && !date1904:
		layout = "15:04:05"
	case f != math.Floor(f):
		layout = "2006-01-02T15:04:05"
	}
	return t.AppendFormat(dst, layout), true
}
