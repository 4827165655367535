package catalog

import "bytes"

// cell is where a cell stands in its chunk.
type cell struct {
	start uint32
	end   uint32 // the two highest bits are flags
}

const (
	cellEscaped = 1 << 31 // quotes or escapes inside must be undone
	cellStray   = 1 << 30 // start is the opening quote: text follows the closing one
	cellMask    = 1<<30 - 1
)

// why a record is rejected
type fault uint8

const (
	sound fault = iota
	faultUnclosed
	faultRecordLong
	faultFieldLong
	faultTooManyCells
	faultNUL
	faultEncoding
)

const maxColumns = 16384

// row is where a record stands in its chunk.
type row struct {
	start, end  uint32 // end: without the line end
	first       uint32 // index of its first cell
	lines       uint32 // physical lines it takes
	faultLine   uint32 // lines behind the first on which the fault stands
	faultColumn uint32 // from 1, 0 for the whole row
	fault       fault
	kind        rowKind
	stray       uint32 // column, from 1, of the first cell in which a quote or text stands where it should not; 0: none
}

// parsed is what the record parser found.
type parsed struct {
	fields []cell
	row
}

// record parses the record that begins at rec, appends its cells to r.fields and returns where the next record begins.
// It is the definition of how a catalog is read: boundary only finds its ends faster. ok is false if the bytes at hand
// end before the record does and more may follow.
func (d *dialect) record(data []byte, rec int, eof bool, r *parsed) (next int, ok bool) {
	first := len(r.fields)
	r.row = row{start: uint32(rec), first: uint32(first), lines: 1}
	limit := rec + d.maxRecord
	for i := rec; ; i += len(d.delim) {
		if len(r.fields)-first >= maxColumns {
			r.fault, r.fields = faultTooManyCells, r.fields[:len(r.fields)-1]
		}
		start, at := i, i
		if d.quote != 0 {
			for at < len(data) && data[at] == ' ' {
				at++
			}
		}
		var f cell
		if at < len(data) && d.quote != 0 && data[at] == d.quote {
			var st closing
			f, i, st = d.quotedCell(data, at, limit, eof, r)
			switch st {
			case unsure:
				return 0, false
			case unclosed:
				r.fields = r.fields[:first]
				return d.cut(data, max(at, i), eof, r)
			}
		} else {
			i = d.cellEnd(data, at)
			f = cell{uint32(start), uint32(i)}
		}
		if i > limit {
			r.fault, r.faultLine, r.faultColumn = faultRecordLong, 0, 0
			return d.cut(data, limit, eof, r)
		}
		r.fields = append(r.fields, f)
		if int(f.end&cellMask)-int(f.start) > d.maxField && r.fault == sound {
			r.fault, r.faultLine, r.faultColumn = faultFieldLong, r.lines-1, uint32(len(r.fields)-first)
		}
		if i >= len(data) || data[i] == d.nl {
			if i >= len(data) && !eof {
				return 0, false
			}
			return d.finish(data, i, r), true
		}
	}
}

// quotedCell parses the cell whose opening quote stands at at and returns it with where it ends. If no quote closes it, the
// record is at fault, and ends with the line in which next stands.
func (d *dialect) quotedCell(data []byte, at, limit int, eof bool, r *parsed) (f cell, next int, st closing) {
	if at >= limit {
		r.fault, r.faultLine, r.faultColumn = faultRecordLong, 0, 0
		return cell{}, limit, unclosed
	}
	column := len(r.fields) - int(r.first) + 1
	c, escaped, st := d.quoteEnd(data, at, limit, eof)
	switch st {
	case unsure:
		return cell{}, 0, st
	case unclosed:
		r.fault, r.faultLine, r.faultColumn = faultUnclosed, r.lines-1, uint32(column)
		return cell{}, at, st
	}
	r.lines += d.lineEnds(data[at:c])
	f = cell{uint32(at + 1), uint32(c)}
	if escaped {
		f.end |= cellEscaped
	}
	if d.delimAt(data, c+1) {
		next = c + 1
	} else if next = d.cellEnd(data, c+1); !blank(data[c+1 : next]) {
		f = cell{uint32(at), uint32(next) | cellStray}
	}
	if f.end&cellStray != 0 || escaped && !d.clean(data[at+1:c]) {
		if r.stray == 0 {
			r.stray = uint32(column)
		}
	}
	return f, next, closed
}

// lineEnds counts the line ends in a cell; most cells are short and hold none.
func (d *dialect) lineEnds(b []byte) uint32 {
	if len(b) < 16 {
		n := uint32(0)
		for _, c := range b {
			if c == d.nl {
				n++
			}
		}
		return n
	}
	return uint32(bytes.Count(b, d.lineEnd()))
}

// cut ends a record that is rejected at the first line end at or behind from.
func (d *dialect) cut(data []byte, from int, eof bool, r *parsed) (int, bool) {
	r.fields = r.fields[:r.first]
	if from > len(data) {
		from = len(data)
	}
	j := bytes.IndexByte(data[from:], d.nl)
	if j < 0 {
		if !eof {
			return 0, false
		}
		r.end = uint32(len(data))
		return len(data), true
	}
	r.end = uint32(from + j)
	return from + j + 1, true
}

// finish ends a sound record at i, the index of its line end or of the end of the data.
func (d *dialect) finish(data []byte, i int, r *parsed) int {
	r.end = uint32(i)
	if last := &r.fields[len(r.fields)-1]; d.nl == '\n' && last.end&cellMask == uint32(i) && last.end&cellMask > last.start && data[i-1] == '\r' {
		last.end--
	}
	if i < len(data) {
		i++
	}
	return i
}

func (d *dialect) lineEnd() []byte {
	if d.nl == '\r' {
		return crBytes
	}
	return lfBytes
}

var (
	lfBytes = []byte{'\n'}
	crBytes = []byte{'\r'}
)

// blank tells whether b holds nothing but spaces, tabs and carriage returns.
func blank(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// clean tells whether every quote inside a quoted cell is doubled or escaped.
func (d *dialect) clean(b []byte) bool {
	for {
		i := bytes.IndexByte(b, d.quote)
		if i < 0 {
			return true
		}
		if d.escape != 0 && i > 0 && b[i-1] == d.escape {
			b = b[i+1:]
			continue
		}
		if i+1 >= len(b) || b[i+1] != d.quote {
			return false
		}
		b = b[i+2:]
	}
}

// unquote appends the cell's text to dst.
func (d *dialect) unquote(dst, b []byte, stray bool) []byte {
	if stray { // "text" and more: keep what stands behind the closing quote
		b = b[1:]
		first := true
		for i := 0; i < len(b); i++ {
			if b[i] == d.quote && first && !(i+1 < len(b) && b[i+1] == d.quote) && !(d.escape != 0 && d.isEscaped(b, -1, i)) {
				first = false
				dst = append(dst, d.undouble(nil, b[:i])...)
				return append(dst, b[i+1:]...)
			} else if b[i] == d.quote && first {
				i++
			}
		}
	}
	return d.undouble(dst, b)
}

// undouble appends b to dst with its doubled and escaped quotes made single.
func (d *dialect) undouble(dst, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, d.quote)
		if d.escape != 0 {
			if j := bytes.IndexByte(b, d.escape); j >= 0 && (i < 0 || j < i) {
				dst = append(dst, b[:j]...)
				if b = b[j+1:]; len(b) > 0 {
					dst = append(dst, b[0])
					b = b[1:]
				}
				continue
			}
		}
		if i < 0 {
			return append(dst, b...)
		}
		dst = append(dst, b[:i+1]...)
		if b = b[i+1:]; len(b) > 0 && b[0] == d.quote {
			b = b[1:]
		}
	}
}
