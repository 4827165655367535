package catalog

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestHostileFilesTakeLinearTime reads megabytes of what makes a careless reader look at the same bytes again and again.
func TestHostileFilesTakeLinearTime(t *testing.T) {
	const size = 2 << 20
	for _, unit := range []string{"\"", "\"a", "\"\n", ",\"", "\n,\"x", "\"\"", " \"", "a\"\"b\n\"", "\"x\ny", "\"a\"b", ",", "\n", "\"a\" b\n", "x", " ", "\",\"\"", "1,\"open\n", "\\\"", "\"\\"} {
		t.Run(fmt.Sprintf("%q", unit), func(t *testing.T) {
			began := time.Now()
			data := "name,inci,price\nA,\"" + listA + "\",5\n" + strings.Repeat(unit, size/len(unit))
			c, err := OpenReader(strings.NewReader(data), "hostile.csv", Options{})
			if err != nil {
				t.Logf("refused: %v", err)
			} else {
				rows := drainCount(t, c.Tables[0])
				if rows < 1 {
					t.Errorf("%d rows", rows)
				}
			}
			if took := time.Since(began); took > time.Minute {
				t.Errorf("took %v", took)
			} else {
				t.Logf("took %v", took)
			}
		})
	}
}

func drainCount(t *testing.T, tab *Table) int {
	t.Helper()
	rows := 0
	for {
		b, err := tab.Next()
		if err != nil {
			return rows
		}
		n, _ := b.Split()
		b.Each(rows+1, 1, func(*Record) error { return nil })
		rows += n
		b.Release()
	}
}

// endless gives one line of n bytes, then a record.
type endless struct {
	n    int
	tail string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.n > 0 {
		p = p[:min(len(p), e.n)]
		for i := range p {
			p[i] = 'x'
		}
		e.n -= len(p)
		return len(p), nil
	}
	if e.tail == "" {
		return 0, io.EOF
	}
	n := copy(p, e.tail)
	e.tail = e.tail[n:]
	return n, nil
}

// TestEndlessLineTakesNoMemory reads a line of 300 MiB: it is one rejected record, and the next one is read.
func TestEndlessLineTakesNoMemory(t *testing.T) {
	in := io.MultiReader(strings.NewReader("name,inci,price\nA,\""+listA+"\",5\n"), &endless{300 << 20, "\nB,\"" + listB + "\",6\n"})
	c, err := OpenReader(in, "endless.csv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	largest := 0
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for {
		b, err := c.Tables[0].Next()
		if err != nil {
			break
		}
		b.Split()
		largest = max(largest, int(b.Bytes()))
		b.Each(1, 1, func(r *Record) error {
			code := "sound"
			if r.Err != nil {
				code = r.Err.Code
			}
			codes = append(codes, code)
			return nil
		})
		b.Release()
	}
	if got := strings.Join(codes, " "); got != "sound record-too-long sound" {
		t.Errorf("records: %s", got)
	}
	if largest > 3*DefaultMaxRecord {
		t.Errorf("a batch of %d bytes", largest)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 96<<20 {
		t.Errorf("%d MiB were asked for to drop a line", n>>20)
	}
}
