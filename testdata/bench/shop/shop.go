// Package shop makes catalogs of invented products for benchmarks: as long as real ones, as varied, no two lists alike,
// and the same for the same seed.
//
// Ingredient names are drawn from the names that the program comes with. How often a name is drawn follows what was
// counted in a catalog of 1,300 real lists; see weight.
package shop

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"screen/pipeline/inci"
	"screen/rules"
)

// Write writes a catalog of n products as CSV, with a header. A product takes about 770 bytes.
func Write(w io.Writer, set *rules.Set, seed uint64, n int) error {
	g := newGenerator(set, seed)
	b := bufio.NewWriterSize(w, 1<<20)
	b.WriteString("id,brand,name,category,price,ingredients,claims,rating,url\n")
	for i := range n {
		b.Write(g.row(i))
	}
	return b.Flush()
}

// items is how many ingredients a list has on average.
const items = 30

// generator makes one catalog.
type generator struct {
	rng   *rand.Rand
	names []string
	upTo  []float64 // upTo[i] is the sum of the weights of names[:i+1]
	taken map[int]bool
	list  []string
	text  []byte
	line  []byte
}

func newGenerator(set *rules.Set, seed uint64) *generator {
	g := &generator{rng: rand.New(rand.NewPCG(seed, 0x5C2EE4)), taken: map[int]bool{}}
	g.names = slices.Clone(common)
	rare := rareNames(set)
	g.rng.Shuffle(len(rare), func(i, j int) { rare[i], rare[j] = rare[j], rare[i] })
	g.names = append(g.names, rare...)
	sum := 0.0
	for i := range g.names {
		sum += weight(i)
		g.upTo = append(g.upTo, sum)
	}
	return g
}

// weight is how often the name of a rank, from 0, is drawn: Zipf's law as Mandelbrot bent it. Of 1,300 lists, the first 10
// names make 15 %, the first 100 49 %, the first 1,000 80 %, the first 4,000 94 %; counted were 14, 43, 79 and 95 %.
func weight(rank int) float64 { return math.Pow(float64(rank)+11, -1.27) }

// rareNames are the Latin names of families and inventory that are not common.
func rareNames(set *rules.Set) []string {
	seen := map[string]bool{}
	for _, n := range common {
		seen[n] = true
	}
	var names []string
	add := func(lines []string) {
		for _, line := range lines {
			name, _, _ := strings.Cut(line, "|")
			if name = strings.TrimSpace(name); !seen[name] && usual(name) {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	for _, f := range set.Families {
		add(f.Names)
	}
	known, _ := inci.DefaultKnown()
	add(known)
	slices.Sort(names)
	return names
}

// usual reports whether a name looks like most names on labels.
func usual(name string) bool {
	if len(name) < 4 || len(name) > 60 || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	for _, c := range []byte(name) {
		if c >= 0x80 || strings.IndexByte("*#[]{};:\"|%", c) >= 0 {
			return false
		}
	}
	return true
}

// chance reports true in percent of all cases.
func (g *generator) chance(percent float64) bool { return g.rng.Float64()*100 < percent }

func pick[T any](g *generator, from []T) T { return from[g.rng.IntN(len(from))] }

// row makes the i-th product.
func (g *generator) row(i int) []byte {
	k := pick(g, kinds)
	g.line = g.line[:0]
	g.line = fmt.Appendf(g.line, "SKU%07d", i)
	g.cell(pick(g, brands))
	g.cell(pick(g, moods) + " " + pick(g, themes) + " " + k.form + " No. " + fmt.Sprint(i%9973) + " " + pick(g, sizes))
	g.cell(k.category)
	g.cell(fmt.Sprintf("%d.%02d", 5+g.rng.IntN(120), g.rng.IntN(100)))
	g.cell(string(g.ingredients(k)))
	said := ""
	for range g.rng.IntN(4) {
		if said != "" {
			said += ", "
		}
		said += pick(g, claims)
	}
	g.cell(said)
	g.cell(fmt.Sprintf("%.1f", 3+2*g.rng.Float64()))
	g.cell(fmt.Sprintf("https://shop.example/products/%d?variant=%d", 7_000_000_000+i, 40_000_000_000+g.rng.IntN(1_000_000_000)))
	g.line = append(g.line, '\n')
	return g.line
}

// cell adds a cell, in quotes where it needs them.
func (g *generator) cell(s string) {
	g.line = append(g.line, ',')
	if !strings.ContainsAny(s, ",\"\n") {
		g.line = append(g.line, s...)
		return
	}
	g.line = append(g.line, '"')
	g.line = append(g.line, strings.ReplaceAll(s, `"`, `""`)...)
	g.line = append(g.line, '"')
}

// draw draws an ingredient that the list has not.
func (g *generator) draw() string {
	for {
		i, _ := slices.BinarySearch(g.upTo, g.rng.Float64()*g.upTo[len(g.upTo)-1])
		if i < len(g.names) && !g.taken[i] {
			g.taken[i] = true
			return g.names[i]
		}
	}
}

// ingredients makes a list. About every fourth is written in one of the ways that shops have of not being plain.
func (g *generator) ingredients(k kind) []byte {
	clear(g.taken)
	g.list = g.list[:0]
	if g.chance(70) {
		g.taken[0] = true
		g.list = append(g.list, g.water())
	}
	for n := items - 8 + g.rng.IntN(17); len(g.list) < n; {
		g.list = append(g.list, g.draw())
	}
	if g.chance(6) {
		g.list[len(g.list)-1-g.rng.IntN(5)] = pick(g, unknown)
	}
	if g.chance(4) {
		g.list[1+g.rng.IntN(8)] += fmt.Sprintf(" %d%%", 1+g.rng.IntN(10))
	}
	if g.chance(4) {
		g.list[len(g.list)-2] = pick(g, blendable) + " (" + g.draw() + ", " + g.draw() + ")"
	}
	if g.chance(4) {
		g.list[5+g.rng.IntN(10)] += "*"
		g.list[len(g.list)-1] += ". *Certified Organic"
	}
	return g.written(k)
}

func (g *generator) water() string {
	switch {
	case g.chance(12):
		return "Aqua"
	case g.chance(10):
		return "Water/Aqua/Eau"
	case g.chance(8):
		return "Aqua (Water)"
	}
	return "Water"
}

// written writes the list down.
func (g *generator) written(k kind) []byte {
	t := g.text[:0]
	if g.chance(3) {
		t = append(t, pick(g, blurbs)...)
	}
	if g.chance(6) {
		t = append(t, pick(g, headings)...)
	}
	if strings.Contains(k.form, "SPF") && g.chance(50) {
		t = append(t, "Active Ingredients: Zinc Oxide 12%, Octinoxate 7.5%. Inactive Ingredients: "...)
	}
	for i, name := range g.list {
		if i > 0 {
			t = append(t, ", "...)
		}
		t = append(t, name...)
	}
	if k.form == "Foundation" || g.chance(2) {
		t = append(t, ". May Contain (+/-): "...)
		first := g.rng.IntN(len(shades) - 4)
		t = append(t, strings.Join(shades[first:first+4], ", ")...)
	}
	if g.chance(60) {
		t = append(t, '.')
	}
	g.text = t
	return t
}
