package catalog

import (
	"fmt"
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
			if took := time.Since(began); took > 10*time.Second {
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
