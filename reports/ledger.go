package reports

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"strings"

	"screen/pipeline"
)

// Ledger is a sink that writes nothing. It notes what a run's reader should be told: the first rejected rows, and ids
// that several rows of a catalog share. It must stand before the reports among a run's sinks, since its Close adds what
// it found to the summary that they show.
type Ledger struct {
	seed     maphash.Seed
	most     int // ids of one table that are remembered
	table    string
	ids      idSet
	repeats  map[string]*repeats // by table
	rejected []string
}

// repeats are the repeated ids of a table.
type repeats struct {
	rows     int      // that repeat an earlier row's id
	examples []string // `"SKU1" in rows 2 and 17`
	full     bool     // the table has more ids than are remembered
}

const (
	mostIDs      = 1 << 20 // ids that are remembered of a table, 16 bytes each
	mostExamples = 3
	mostRejected = 5
)

// NewLedger returns a ledger for one run.
func NewLedger() *Ledger {
	return &Ledger{seed: maphash.MakeSeed(), most: mostIDs, repeats: map[string]*repeats{}}
}

// Kinds of a ledger's entries.
const (
	entryID       = 'i' // hash, row, length and bytes of table and id
	entryRejected = 'r' // length and bytes of a message
)

func (l *Ledger) Append(dst []byte, r *pipeline.Result) []byte {
	if r.ID == "" {
		return dst
	}
	dst = append(dst, entryID)
	dst = binary.LittleEndian.AppendUint64(dst, maphash.String(l.seed, r.ID))
	dst = binary.AppendUvarint(dst, uint64(r.Row))
	dst = appendCounted(dst, tableKey(r.Source, r.Sheet))
	return appendCounted(dst, r.ID)
}

func tableKey(source, sheet string) string {
	if sheet == "" {
		return source // no copy
	}
	return source + "\x00" + sheet
}

func appendCounted(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func (l *Ledger) AppendRejected(dst []byte, j *pipeline.Rejected) []byte {
	place := j.Source
	if j.Sheet != "" {
		place += ", sheet " + j.Sheet
	}
	place += fmt.Sprintf(", row %d", j.Row)
	if j.Line > 0 {
		place += fmt.Sprintf(", line %d", j.Line)
	}
	if j.Column != "" {
		place += fmt.Sprintf(", column %q", clip(j.Column, 40))
	}
	return appendCounted(append(dst, entryRejected), place+": "+j.Code+": "+j.Message)
}

func (l *Ledger) Write(rendered []byte) error {
	for len(rendered) > 0 {
		kind := rendered[0]
		rendered = rendered[1:]
		if kind == entryRejected {
			var message []byte
			message, rendered = counted(rendered)
			if len(l.rejected) < mostRejected {
				l.rejected = append(l.rejected, string(message))
			}
			continue
		}
		hash := binary.LittleEndian.Uint64(rendered)
		row, n := binary.Uvarint(rendered[8:])
		var table, id []byte
		table, rendered = counted(rendered[8+n:])
		id, rendered = counted(rendered)
		l.id(hash, uint32(row), table, id)
	}
	return nil
}

func counted(b []byte) (text, rest []byte) {
	n, used := binary.Uvarint(b)
	return b[used : used+int(n)], b[used+int(n):]
}

// id notes one id. Ids are compared within a table: two shops may both have an article 1.
func (l *Ledger) id(hash uint64, row uint32, table, id []byte) {
	if l.table != string(table) {
		l.table = string(table)
		l.ids.clear()
	}
	first, seen := l.ids.add(hash, row, l.most)
	if !seen && !l.ids.refused {
		return
	}
	r := l.repeats[l.table]
	if r == nil {
		r = &repeats{}
		l.repeats[l.table] = r
	}
	if !seen {
		r.full = true
		return
	}
	r.rows++
	if len(r.examples) < mostExamples {
		r.examples = append(r.examples, fmt.Sprintf("%q in rows %d and %d", clip(shown(string(id)), 40), first, row))
	}
}

// Close adds what was found to the summary of each table.
func (l *Ledger) Close(s *pipeline.Summary) error {
	for i := range s.Catalogs {
		c := &s.Catalogs[i]
		r := l.repeats[tableKey(c.Source, c.Sheet)]
		if r == nil {
			continue
		}
		if r.rows > 0 {
			more := ""
			if r.rows > len(r.examples) {
				more = " …"
			}
			c.Notes = append(c.Notes, fmt.Sprintf("rows with an id that an earlier row has: %s (%s%s)", figure(r.rows), strings.Join(r.examples, ", "), more))
		}
		if r.full {
			c.Notes = append(c.Notes, fmt.Sprintf("the catalog has more than %s ids; those behind were not compared with each other", figure(l.most)))
		}
		delete(l.repeats, tableKey(c.Source, c.Sheet)) // a catalog that is named twice gets the note once
	}
	return nil
}

// notes name the first rejected rows.
func (l *Ledger) notes() []string {
	if len(l.rejected) == 0 {
		return nil
	}
	return append([]string{"First rejected rows"}, indented(l.rejected)...)
}

func indented(lines []string) []string {
	out := make([]string, len(lines))
	for i, s := range lines {
		out[i] = "  " + s
	}
	return out
}

// Rejected returns the first rejected rows, each with its place and the reason.
func (l *Ledger) Rejected() []string { return l.rejected }

// idSet is a set of hashes, each with the row where it was first seen: an open-addressing table that grows.
type idSet struct {
	slots   []idSlot // a power of two; a slot with row 0 is free
	n       int
	refused bool // the last id that was added had no room
}

type idSlot struct {
	hash uint64
	row  uint32
}

// add puts a hash in the set, or returns the row with which it is there. A set of most hashes takes no more.
func (s *idSet) add(hash uint64, row uint32, most int) (first uint32, seen bool) {
	if 4*s.n >= 3*len(s.slots) {
		s.grow()
	}
	at := s.find(hash)
	if s.slots[at].row != 0 {
		return s.slots[at].row, true
	}
	if s.refused = s.n >= most; !s.refused {
		s.slots[at] = idSlot{hash, row}
		s.n++
	}
	return 0, false
}

// find returns the slot of a hash, or the free one where it belongs.
func (s *idSet) find(hash uint64) int {
	at := int(hash) & (len(s.slots) - 1)
	for s.slots[at].row != 0 && s.slots[at].hash != hash {
		at = (at + 1) & (len(s.slots) - 1)
	}
	return at
}

func (s *idSet) grow() {
	old := s.slots
	s.slots = make([]idSlot, max(1024, 2*len(old)))
	for _, slot := range old {
		if slot.row != 0 {
			s.slots[s.find(slot.hash)] = slot
		}
	}
}

func (s *idSet) clear() {
	clear(s.slots)
	s.n, s.refused = 0, false
}
