package catalog

import "bytes"

// boundary returns where the last record that is complete in data ends, given that a record begins at 0 and that
// more data follow. It runs the record parser's states, but jumps from quote to quote, since nothing else
// can change whether a line end ends a record.
func (d *dialect) boundary(data []byte) int {
	if len(d.delim) > 1 {
		return d.boundaryPlain(data)
	}
	rec, pos := 0, 0
	for {
		end, found := len(data), false
		if d.quote != 0 {
			if k := bytes.IndexByte(data[pos:], d.quote); k >= 0 {
				end, found = pos+k, true
			}
		}
		if end-rec > d.maxRecord {
			var cut bool
			if rec, pos, cut = d.walk(data, rec, pos, end); cut {
				continue
			}
		} else if j := bytes.LastIndexByte(data[pos:end], d.nl); j >= 0 {
			rec = pos + j + 1
		}
		if rec < 0 {
			return -rec - 1
		}
		if !found {
			return rec
		}
		if !d.opens(data, rec, end) {
			pos = end + 1
			continue
		}
		if end-rec >= d.maxRecord {
			j := bytes.IndexByte(data[end:], d.nl)
			if j < 0 {
				return rec
			}
			rec, pos = end+j+1, end+j+1
			continue
		}
		c, _, st := d.quoteEnd(data, end, rec+d.maxRecord, false)
		if st == unsure {
			return rec
		}
		if st == closed {
			pos = c + 1
			continue
		}
		j := bytes.IndexByte(data[end:], d.nl)
		if j < 0 {
			return rec
		}
		rec, pos = end+j+1, end+j+1
	}
}

// walk goes line by line through data[pos:end], which holds no quote, because a record in it may be too long. cut
// says that one was, and that reading goes on at the line behind it; a negative rec that no such line is in data.
func (d *dialect) walk(data []byte, rec, pos, end int) (int, int, bool) {
	for {
		j := bytes.IndexByte(data[pos:end], d.nl)
		if j >= 0 && pos+j-rec <= d.maxRecord {
			rec, pos = pos+j+1, pos+j+1
			continue
		}
		if j < 0 && end-rec <= d.maxRecord {
			return rec, pos, false
		}
		from := rec + d.maxRecord
		j = bytes.IndexByte(data[from:], d.nl)
		if j < 0 {
			return -rec - 1, pos, false
		}
		return from + j + 1, from + j + 1, true
	}
}

// boundaryPlain does the same record by record.
func (d *dialect) boundaryPlain(data []byte) int {
	rec := 0
	var r parsed
	for {
		r.fields = r.fields[:0]
		end, ok := d.record(data, rec, false, &r)
		if !ok {
			return rec
		}
		rec = end
	}
}
