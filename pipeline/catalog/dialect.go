package catalog

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// dialect is how a CSV file is written, and what its records may hold. It is fixed before the first record is read,
// so that a record's limits depend on the bytes from its start alone and never on how the file was cut into chunks.
type dialect struct {
	delim     []byte // one byte or several
	quote     byte   // 0: the file knows no quotes
	escape    byte   // '\\' where quotes are escaped by it; 0: by doubling
	nl        byte   // '\n' (a '\r' before it belongs to it) or '\r'
	crlf      bool   // a '\r' stands before each '\n', at the file's beginning; told only
	columns   int    // of the header, 0 while it is not known
	maxField  int    // bytes
	maxRecord int    // bytes
}

// verdict on a quoted field
type closing uint8

const (
	closed   closing = iota // the field ends at the quote returned
	unclosed                // no quote closes it: the record ends with the line on which it opened
	unsure                  // the bytes at hand do not tell; more are needed
)

const (
	swarLow  = 0x0101010101010101
	swarHigh = 0x8080808080808080
)

// cellEnd returns the index of the first delimiter or line end at or behind i, or len(data).
func (d *dialect) cellEnd(data []byte, i int) int {
	del, nl := d.delim[0], d.nl
	if len(d.delim) > 1 {
		for ; i < len(data); i++ {
			if data[i] == nl || data[i] == del && bytes.HasPrefix(data[i:], d.delim) {
				return i
			}
		}
		return i
	}
	// Eight bytes at a time: a byte that equals the wanted one is zero after the xor, and the lowest zero byte found
	// by the subtraction is always a true one.
	md, mn := uint64(del)*swarLow, uint64(nl)*swarLow
	for ; i+8 <= len(data); i += 8 {
		w := binary.LittleEndian.Uint64(data[i:])
		a, b := w^md, w^mn
		if m := ((a-swarLow)&^a | (b-swarLow)&^b) & swarHigh; m != 0 {
			return i + bits.TrailingZeros64(m)>>3
		}
	}
	for ; i < len(data); i++ {
		if data[i] == del || data[i] == nl {
			return i
		}
	}
	return i
}

// delimAt tells whether a delimiter stands at i.
func (d *dialect) delimAt(data []byte, i int) bool {
	return i < len(data) && data[i] == d.delim[0] && (len(d.delim) == 1 || bytes.HasPrefix(data[i:], d.delim))
}

// opens tells whether the quote at q stands at the start of a cell (spaces before it do not count) of a record that
// begins at or before rec. It is only right for delimiters of one byte.
func (d *dialect) opens(data []byte, rec, q int) bool {
	for q--; q >= rec; q-- {
		switch c := data[q]; {
		case c == d.delim[0] || c == d.nl:
			return true
		case c != ' ':
			return false
		}
	}
	return true
}

// opensLike tells whether a quote at c, inside a quoted field, looks as if it opened a cell: right behind a
// delimiter or a line end.
func (d *dialect) opensLike(data []byte, c int) bool {
	if c == 0 {
		return true
	}
	p := data[c-1]
	return p == d.nl || p == '\n' || p == '\r' || bytes.HasSuffix(data[:c], d.delim)
}

// ends tells whether what stands at i, behind a quote, ends a cell: a delimiter, a line end, the end of the data; spaces may
// come first. ok is false if the bytes at hand end before this is known.
func (d *dialect) ends(data []byte, i int, eof bool) (ends, ok bool) {
	for i < len(data) && data[i] == ' ' {
		i++
	}
	if i >= len(data) || len(data)-i < len(d.delim) {
		if !eof {
			return false, false
		}
		if i >= len(data) {
			return true, true
		}
	}
	return d.endsAt(data, i), true
}

// quoteEnd finds the quote that closes the field opened at q. It looks no further than limit (the end of the longest
// record allowed). literal says that quotes stand inside the field that are not doubled.
//
// Plain fields take the first lines alone. The rest is for files whose quotes are damaged; it is made so that
// reading on never hangs on one record, and so that cutting the data at any true record boundary changes nothing:
//
//   - A quote that is followed by the end of a cell closes the field.
//   - A quote inside the text ("the "best" cream") is kept as text if a closing quote follows before the next quote that
//     opens a cell, and the next line does not look like a record of its own.
//   - Else, on the line on which the field opened, it closes the field, and stray text follows it.
//   - Else, further down, and always if a quote follows that looks like an opening one, the quote at q was never
//     closed.
func (d *dialect) quoteEnd(data []byte, q, limit int, eof bool) (c int, escaped bool, st closing) {
	if limit < len(data) {
		data, eof = data[:limit], true
	}
	c = q + 1
	for {
		n := bytes.IndexByte(data[c:], d.quote)
		if n < 0 {
			if eof {
				return 0, false, unclosed
			}
			return 0, false, unsure
		}
		c += n
		if d.escape != 0 && d.isEscaped(data, q, c) {
			escaped = true
			c++
			continue
		}
		if c+1 < len(data) && data[c+1] == d.quote {
			if d.opensLike(data, c) {
				if !eof && c+2+len(d.delim) > len(data) {
					return 0, false, unsure
				}
				if d.endsAt(data, c+2) && bytes.IndexByte(data[q:c], d.nl) >= 0 {
					return 0, false, unclosed // an empty cell of a later line, hardly a doubled quote
				}
			}
			escaped = true
			c += 2
			continue
		}
		if d.endsAt(data, c+1) {
			return c, escaped, closed
		}
		ends, ok := d.ends(data, c+1, eof)
		if !ok {
			return 0, false, unsure
		}
		if ends {
			return c, escaped, closed
		}
		return d.damaged(data, q, c, escaped, eof)
	}
}

// isEscaped tells whether an odd number of escapes stands before the quote at c.
func (d *dialect) isEscaped(data []byte, q, c int) bool {
	n := 0
	for i := c - 1; i > q && data[i] == d.escape; i-- {
		n++
	}
	return n%2 == 1
}

// endsAt tells whether a delimiter or a line end stands at i.
func (d *dialect) endsAt(data []byte, i int) bool {
	return i < len(data) && (data[i] == d.nl || data[i] == '\r' || d.delimAt(data, i))
}

// damaged decides about the quote at c, which neither closes the field opened at q nor is doubled.
func (d *dialect) damaged(data []byte, q, c int, escaped, eof bool) (int, bool, closing) {
	sameLine := bytes.IndexByte(data[q:c], d.nl) < 0
	if !sameLine && d.opensLike(data, c) {
		return 0, false, unclosed
	}
	giveUp := func() (int, bool, closing) {
		if sameLine {
			return c, escaped, closed
		}
		return 0, false, unclosed
	}
	for n := c + 1; ; n++ {
		k := bytes.IndexByte(data[n:], d.quote)
		if k < 0 {
			if !eof {
				return 0, false, unsure
			}
			return giveUp()
		}
		n += k
		ends, ok := d.ends(data, n+1, eof)
		if !ok {
			return 0, false, unsure
		}
		if ends {
			between, ok := d.recordBetween(data, c, n, eof)
			if !ok {
				return 0, false, unsure
			}
			if between {
				return giveUp()
			}
			return n, true, closed
		}
		if d.opensLike(data, n) {
			return giveUp()
		}
	}
}

// recordBetween tells whether the line that follows c's begins before n and has as many cells as a record. ok is
// false if the bytes at hand end before this is known.
func (d *dialect) recordBetween(data []byte, c, n int, eof bool) (between, ok bool) {
	if d.columns < 3 {
		return false, true
	}
	i := bytes.IndexByte(data[c:n], d.nl)
	if i < 0 {
		return false, true
	}
	line := data[c+i+1:]
	if j := bytes.IndexByte(line, d.nl); j >= 0 {
		line, eof = line[:j], true
	}
	if bytes.Count(line, d.delim) >= d.columns-1 {
		return true, true
	}
	return false, eof
}
