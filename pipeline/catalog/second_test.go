package catalog

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
)

// TestSecondTableAcrossBatches: rows of a second table are rejected in whatever batch they stand, and however many workers
// read them.
func TestSecondTableAcrossBatches(t *testing.T) {
	var b strings.Builder
	var want []string
	table := func(header, code string, rows int) {
		b.WriteString(header + "\n")
		if len(want) > 0 {
			want = append(want, map[string]string{"": "repeated-header", "second-table": "second-header"}[code])
		} else {
			want = append(want, "") // the header itself
		}
		for i := range rows {
			fmt.Fprintf(&b, "Cream %d,\"%s\",5\n", i, listA)
			want = append(want, code)
		}
	}
	table("name,inci,price", "", 40)
	table("brand,name,inci", "second-table", 300)
	table("name,inci,price", "", 200)
	table("price,name,brand", "second-table", 5)
	table("title,price,inci", "second-table", 300)
	want = want[1:]
	for _, workers := range []int{1, 4} {
		c, err := OpenReader(strings.NewReader(b.String()), "shop.csv", Options{ChunkSize: 500})
		if err != nil {
			t.Fatal(err)
		}
		var batches []*Batch
		var starts []int
		for {
			batch, err := c.Tables[0].Next()
			if err == io.EOF {
				break
			}
			batches = append(batches, batch)
		}
		row := 1
		for i := len(batches) - 1; i >= 0; i-- {
			batches[i].Split()
		}
		for _, batch := range batches {
			starts = append(starts, row)
			n, _ := batch.Split()
			row += n
		}
		got := make([]string, len(want))
		var wait sync.WaitGroup
		for w := range workers {
			wait.Go(func() {
				for i := len(batches) - 1 - w; i >= 0; i -= workers {
					batches[i].Each(starts[i], 1, func(r *Record) error {
						code := r.Skip
						if r.Err != nil {
							code = r.Err.Code
						}
						got[r.Row-2] = code
						return nil
					})
				}
			})
		}
		wait.Wait()
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%d workers: row %d is %q, want %q", workers, i+2, got[i], want[i])
			}
		}
	}
}

func TestDoubtful(t *testing.T) {
	const long = "name,inci,price\nB,\"" + listB + "\",6\nC,\"" + listA + "\",7\n"
	for row, want := range map[string]string{
		`A,"` + listA + `",5`:              "",
		`A,"` + listA + `"`:                "row-too-short true", // perhaps cut off
		`A`:                                "row-too-short true",
		`A, Cream,"` + listA + `",5`:       "row-too-long true",
		`A,Aqua,Glycerin,Parfum,5`:         "row-too-long true",
		`A,Aqua, Glycerin, Parfum,5`:       "unquoted-list false",
		`A,"Aqua "pure", Glycerin",5`:      "stray-quote true, unquoted-list false",
		`A "best",` + listA[:4] + `,5`:     "",
		`"A "best" one","` + listA + `",5`: "stray-quote false",
	} {
		tab := openTest(t, []byte(long+row+"\n"), Options{Delimiter: ",", Quote: `"`})
		var notes []string
		b, err := tab.Next()
		if err != nil {
			t.Fatal(err)
		}
		b.Split()
		b.Each(1, 1, func(r *Record) error {
			for _, n := range r.Notes {
				notes = append(notes, fmt.Sprint(n.Code, " ", n.Doubtful()))
			}
			return nil
		})
		if got := strings.Join(notes, ", "); got != want {
			t.Errorf("%s: %s, want %s", row, got, want)
		}
	}
	wide := openTest(t, []byte("name,inci,price,url,size\nB,\""+listB+"\",6,,\nA,\""+listA+"\",7\nD,7.50,x\n"), Options{})
	got := ""
	b, _ := wide.Next()
	b.Split()
	b.Each(1, 1, func(r *Record) error {
		for _, n := range r.Notes {
			got += fmt.Sprint(r.Row, n.Doubtful(), " ")
		}
		return nil
	})
	if got != "3 false 4 true " { // trailing cells left out; a cell missing before the list
		t.Errorf("short rows of a wide table: %s", got)
	}
}

func TestDoubtfulCells(t *testing.T) {
	data := sheet(header3, line(2, "A", `<c r="B2" t="e"><v>#REF!</v></c>`, "5"), line(3, `<c r="A3" t="e"><v>#REF!</v></c>`, listA), line(4, "C", `<c r="B4"><f>x</f></c>`)).bytes(t)
	tab := openTest(t, data, Options{})
	got := ""
	b, err := tab.Next()
	if err != nil {
		t.Fatal(err)
	}
	b.Split()
	b.Each(1, 1, func(r *Record) error {
		for _, n := range r.Notes {
			got += fmt.Sprint(r.Row, n.Doubtful(), " ")
		}
		return nil
	})
	if got != "2 true 3 false 4 true " {
		t.Errorf("%s", got)
	}
}
