package pipeline

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"screen/pipeline/inci"
	"screen/rules"
	"screen/rules/microneedling"
)

// labelled is a list of ingredients with the families that an expert reads in it.
type labelled struct {
	id, text   string
	want, open []string // families of the list, and those on which experts differ
	items      int      // ingredients, -1 where they were not counted
}

// TestLabelledLists measures the reading of the lists composed for the project: every family and every hard case.
func TestLabelledLists(t *testing.T) {
	lists := readLabelled(t, filepath.Join("..", "testdata", "labelled", "products.tsv"))
	if len(lists) < 300 {
		t.Fatalf("only %d labelled lists", len(lists))
	}
	s := score(t, lists)
	s.demand(t, 0.995, 0.98)
	if s.counted*100 < 99*s.lists {
		t.Errorf("the ingredients of %d of %d lists were counted rightly", s.counted, s.lists)
	}
	for _, f := range s.set.Families {
		if f.Reported && s.have[f.ID] < 5 {
			t.Errorf("only %d labelled lists have the family %s", s.have[f.ID], f.ID)
		}
	}
}

// TestGoldLists measures the reading of labelled products of real catalogs, where they are at hand.
func TestGoldLists(t *testing.T) {
	s := score(t, readGold(t, filepath.Join("..", "..", "shared", "gold")))
	s.demand(t, 0.995, 0)
}

// TestShippedLexicon: the compiled lexicon that comes with the program is that of the shipped rules and inventory; without
// it a start takes longer.
func TestShippedLexicon(t *testing.T) {
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		t.Fatal(err)
	}
	src := inci.Source{Default: true}
	for _, f := range set.Families {
		src.Families = append(src.Families, inci.Family{ID: f.ID, Names: f.Names, Patterns: f.Patterns, Except: f.Except, Parent: f.Above()})
	}
	want, err := inci.Compile(src)
	if err != nil {
		t.Fatal(err)
	}
	lists := src
	lists.Default = false
	lists.Known, lists.Limits = inci.DefaultKnown()
	got, err := os.ReadFile("inci/shipped.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) || !inci.Shipped(src) || !inci.Shipped(lists) {
		t.Error("pipeline/inci/shipped.bin is not that of the rules and the inventory: run go generate ./pipeline/inci")
	}
}

// readLabelled reads testdata/labelled/products.tsv: id, families, number of ingredients, text.
func readLabelled(t *testing.T, path string) (lists []labelled) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unescape := strings.NewReplacer(`\\`, `\`, `\n`, "\n")
	sc := bufio.NewScanner(file)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		cells := strings.Split(sc.Text(), "\t")
		if len(cells) != 4 {
			t.Fatalf("%s: a line of %d cells: %.60s", path, len(cells), sc.Text())
		}
		l := labelled{id: cells[0], text: unescape.Replace(cells[3])}
		for _, f := range strings.FieldsFunc(cells[1], func(r rune) bool { return r == ',' }) {
			if strings.HasPrefix(f, "?") {
				l.open = append(l.open, f[1:])
			} else {
				l.want = append(l.want, f)
			}
		}
		if l.items, err = strconv.Atoi(cells[2]); err != nil {
			t.Fatalf("%s: %s: %v", path, l.id, err)
		}
		lists = append(lists, l)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return lists
}

// readGold reads a labelled catalog: products.csv, and families.tsv with id, families, families left open.
func readGold(t *testing.T, dir string) (lists []labelled) {
	file, err := os.Open(filepath.Join(dir, "products.csv"))
	if err != nil {
		t.Skip("no labelled catalog at hand")
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	id, text := slices.Index(rows[0], "id"), slices.Index(rows[0], "ingredients")
	texts := map[string]string{}
	for _, r := range rows[1:] {
		texts[r[id]] = r[text]
	}
	labels, err := os.ReadFile(filepath.Join(dir, "families.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(labels)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(cells) < 2 {
			continue
		}
		comma := func(r rune) bool { return r == ',' }
		l := labelled{id: cells[0], text: texts[cells[0]], want: strings.FieldsFunc(cells[1], comma), items: -1}
		if len(cells) > 2 {
			l.open = strings.FieldsFunc(cells[2], comma)
		}
		lists = append(lists, l)
	}
	return lists
}

// scores are precision and recall over labelled lists, by family.
type scores struct {
	set            *rules.Set
	right          map[string]int
	extra, missed  map[string]int
	have           map[string]int // labels by family
	lists, counted int            // lists, and those of which the ingredients were counted rightly
	misses         []string
}

func score(t *testing.T, lists []labelled) *scores {
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		t.Fatal(err)
	}
	known, limits := inci.DefaultKnown()
	screener, err := NewScreener(set, known, limits)
	if err != nil {
		t.Fatal(err)
	}
	s := &scores{set: set, right: map[string]int{}, extra: map[string]int{}, missed: map[string]int{}, have: map[string]int{}}
	families := map[string]bool{}
	for _, f := range set.Families {
		families[f.ID] = true
	}
	p := inci.NewParser(screener.Lexicon)
	for _, l := range lists {
		for _, f := range append(l.want, l.open...) {
			if !families[f] {
				t.Fatalf("%s: the rules know no family %s", l.id, f)
			}
		}
		s.add(&l, p.Parse(l.text, inci.Options{LeaveOn: true}))
	}
	return s
}

// add compares one reading with what the expert read.
func (s *scores) add(l *labelled, got *inci.List) {
	for i, f := range s.set.Families {
		if !f.Reported || slices.Contains(l.open, f.ID) {
			continue
		}
		want := slices.Contains(l.want, f.ID)
		var by []string
		for k := range got.Items {
			if it := &got.Items[k]; it.Families[i>>6]>>(i&63)&1 == 1 {
				by = append(by, got.Text[it.Start:it.End])
			}
		}
		if want {
			s.have[f.ID]++
		}
		switch {
		case want && by != nil:
			s.right[f.ID]++
		case want:
			s.missed[f.ID]++
			s.misses = append(s.misses, fmt.Sprintf("%s: %s missed in %.300q", l.id, f.ID, l.text))
		case by != nil:
			s.extra[f.ID]++
			s.misses = append(s.misses, fmt.Sprintf("%s: %s taken for %s", l.id, strings.Join(by, " | "), f.ID))
		}
	}
	s.lists++
	if l.items < 0 || l.items == len(got.Items) {
		s.counted++
		return
	}
	names := make([]string, len(got.Items))
	for i := range got.Items {
		names[i] = got.Text[got.Items[i].Start:got.Items[i].End]
	}
	s.misses = append(s.misses, fmt.Sprintf("%s: %d ingredients, want %d: %s", l.id, len(names), l.items, strings.Join(names, " | ")))
}

// demand fails where the micro average or one family's figures are too low, and prints all that was read wrongly.
func (s *scores) demand(t *testing.T, micro, each float64) {
	t.Helper()
	var ids []string
	for _, f := range s.set.Families {
		if f.Reported {
			ids = append(ids, f.ID)
		}
	}
	sort.Strings(ids)
	right, extra, missed := 0, 0, 0
	for _, f := range ids {
		right, extra, missed = right+s.right[f], extra+s.extra[f], missed+s.missed[f]
		if p, r := ratio(s.right[f], s.extra[f]), ratio(s.right[f], s.missed[f]); p < each || r < each {
			t.Errorf("%s: precision %.3f, recall %.3f, want %.3f", f, p, r, each)
		}
	}
	p, r := ratio(right, extra), ratio(right, missed)
	t.Logf("precision %.4f, recall %.4f over %d labels of %d lists; %d counted rightly", p, r, right+missed, s.lists, s.counted)
	if p < micro || r < micro {
		t.Errorf("precision %.4f, recall %.4f, want %.3f", p, r, micro)
	}
	for _, m := range s.misses {
		t.Log(m)
	}
}

func ratio(right, wrong int) float64 {
	if right+wrong == 0 {
		return 1
	}
	return float64(right) / float64(right+wrong)
}
