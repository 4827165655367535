package inci

import (
	"fmt"
	"os"
	"screen/rules"
	"screen/rules/microneedling"
	"strings"
	"testing"
)

func realLexicon() *Lexicon {
	set, _ := rules.Load(microneedling.FS)
	src := Source{}
	src.Known, src.Limits = DefaultKnown()
	for _, f := range set.Families {
		src.Families = append(src.Families, Family{ID: f.ID, Names: f.Names, Patterns: f.Patterns, Except: f.Except, Parent: f.Parent})
	}
	lx, _ := NewLexicon(src)
	return lx
}
func TestZZ(t *testing.T) {
	lx := realLexicon()
	p := NewParser(lx)
	file, col := os.Getenv("ZF"), "ingredients"
	cells := readColumn(t, file, col)
	plain, total := 0, 0
	why := map[string]int{}
	for round := 0; round < 2; round++ {
		for _, c := range cells {
			if len(c) < 150 {
				continue
			}
			p.opt = Options{LeaveOn: true}
			ok := p.plain(c)
			if round == 0 {
				continue
			}
			total++
			if ok {
				plain++
				continue
			}
			n := 0
			var last string
			for s := 0; s < len(c); {
				for s < len(c) && c[s] == ' ' {
					s++
				}
				e := p.nextSeparator(c, s)
				if s == e {
					s = e + 1
					continue
				}
				p.learned = 0
				it := p.plainItem(c, s, e)
				for it != nil && it.kind == plOpen && e < len(c) {
					e = p.nextSeparator(c, e+1)
					it = p.plainItem(c, s, e)
				}
				if it == nil || it.kind != plYes {
					n++
					last = c[s:e]
				}
				s = e + 1
			}
			if n == 1 {
				why[last]++
			} else if n == 0 {
				why["(none)"]++
			} else {
				why["(many)"]++
			}
		}
	}
	fmt.Println(plain, total)
	fmt.Println(top(why, 80))
}

var _ = strings.Count
