package rulediff

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"screen/rules"
)

// Formats are those that Render knows; others are made of Products.
var Formats = []string{"text", "markdown", "json"}

// Render writes the diff as text, Markdown or JSON. most bounds the products that text and Markdown list, 0 for no bound: what is
// left out is counted. JSON always has all.
func (d *Diff) Render(w io.Writer, format string, most int) error {
	if format == "json" {
		return d.writeJSON(w)
	}
	p := page{markdown: format == "markdown"}
	d.head(&p)
	d.edits(&p)
	if len(d.Products) > 0 {
		d.table(&p)
		d.causeTable(&p)
		d.products(&p, most)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// page is text or Markdown in the making.
type page struct {
	b        strings.Builder
	markdown bool
}

func (p *page) line(parts ...string) { p.b.WriteString(strings.Join(parts, "") + "\n") }

func (p *page) heading(s string) {
	p.line()
	if p.markdown {
		p.line("### ", s)
		p.line()
		return
	}
	p.line(s)
}

// rows writes a table; the first row is its head. Columns before numbers are set left.
func (p *page) rows(rows [][]string, left int) {
	if p.markdown {
		for i, row := range rows {
			for k := range row {
				row[k] = markdownText(row[k])
			}
			p.line("| ", strings.Join(row, " | "), " |")
			if i == 0 {
				rule := "|"
				for k := range row {
					if rule += " --- |"; k >= left {
						rule = strings.TrimSuffix(rule, " |") + ": |"
					}
				}
				p.line(rule)
			}
		}
		return
	}
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for k, cell := range row {
			width[k] = max(width[k], len([]rune(plain(cell))))
		}
	}
	for _, row := range rows {
		line := " "
		for k, cell := range row {
			cell = plain(cell)
			pad := strings.Repeat(" ", width[k]-len([]rune(cell)))
			if k >= left {
				line += " " + pad + cell + " "
			} else {
				line += " " + cell + pad + " "
			}
		}
		p.line(strings.TrimRight(line, " "))
	}
}

// plain keeps control characters of a catalog away from a terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, s)
}

var markdownEscapes = strings.NewReplacer("|", "\\|", "<", "&lt;", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "\\", "\\\\", "@", "&#64;")

func markdownText(s string) string { return markdownEscapes.Replace(plain(s)) }

func setWords(s *rules.Set) string {
	return fmt.Sprintf("%s %s (%.12s)", s.Guide.ID, s.Guide.Version, s.Digest)
}

// Sum is the diff in one sentence.
func (d *Diff) Sum() string {
	loosened, tightened := d.Directions()
	return fmt.Sprintf("%d products compared: %d decided otherwise, %d with a verdict loosened, %d with one tightened", d.Compared, len(d.Products), loosened, tightened)
}

func (d *Diff) head(p *page) {
	if p.markdown {
		p.line("## What the change of rules changes")
		p.line()
		p.line("Old: ", markdownText(setWords(d.Old)), "; new: ", markdownText(setWords(d.New)))
		p.line()
		p.line("**", d.Sum(), "**")
		return
	}
	p.line("old: ", setWords(d.Old))
	p.line("new: ", setWords(d.New))
	p.line(d.Sum())
}

func (d *Diff) edits(p *page) {
	edits := d.Edits()
	if len(edits) == 0 {
		return
	}
	p.heading("Changes of the rules")
	rows := [][]string{{"what", "change"}}
	for _, e := range edits {
		rows = append(rows, []string{e.What, clip(e.Does, 300)})
	}
	p.rows(rows, 2)
}

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func (d *Diff) table(p *page) {
	p.heading("Verdicts that change")
	rows := [][]string{{"phase", "skin type", "from", "to", "", "products"}}
	for _, c := range d.Cells() {
		rows = append(rows, []string{c.Phase, c.Skin, c.From.String(), c.To.String(), direction(c.Change), fmt.Sprint(c.Products)})
	}
	p.rows(rows, 5)
}

func direction(c Change) string {
	if c.Loosened() {
		return "loosened"
	}
	return "tightened"
}

func (d *Diff) causeTable(p *page) {
	p.heading("Because")
	rows := [][]string{{"cause", "ingredients", "products"}}
	for _, c := range d.Causes() {
		var names []string
		for i, n := range c.Names {
			if i == 10 {
				names = append(names, fmt.Sprintf("… and %d more", len(c.Names)-i))
				break
			}
			names = append(names, fmt.Sprintf("%s (%d)", clip(n.Name, 60), n.Products))
		}
		rows = append(rows, []string{Cause{Rule: c.Rule, How: c.How}.Words(), strings.Join(names, ", "), fmt.Sprint(c.Products)})
	}
	p.rows(rows, 2)
}

func (d *Diff) products(p *page, most int) {
	p.heading("Products")
	listed := d.Products
	if most > 0 {
		listed = listed[:min(len(listed), most)]
	}
	if p.markdown {
		rows := [][]string{{"place", "product", "verdicts", "because"}}
		for i := range listed {
			rows = append(rows, []string{listed[i].Place(), clip(listed[i].Title(), 60), listed[i].Verdicts(), listed[i].Because()})
		}
		p.rows(rows, 4)
	} else {
		for i := range listed {
			x := &listed[i]
			p.line("  ", plain(x.Place()), "  ", plain(clip(x.Title(), 100)))
			p.line("      ", x.Verdicts())
			p.line("      because: ", plain(x.Because()))
		}
	}
	if left := len(d.Products) - most; most > 0 && left > 0 {
		p.line()
		p.line(fmt.Sprintf("… and %d products more; the JSON format lists them all", left))
	}
}

// Place is where the product stands: catalog.csv:12, or catalog.xlsx, Products:12.
func (p *Product) Place() string {
	if p.Sheet != "" {
		return fmt.Sprintf("%s, %s:%d", p.Source, p.Sheet, p.Row)
	}
	return fmt.Sprintf("%s:%d", p.Source, p.Row)
}

// Title is the product's id and name.
func (p *Product) Title() string { return strings.TrimSpace(p.ID + " " + p.Name) }

// Verdicts words a product's changes, skin types that change alike together, and without their names where all do.
func (p *Product) Verdicts() string {
	type key struct {
		phase    string
		from, to rules.Verdict
	}
	var order []key
	skins := map[key][]string{}
	for _, c := range p.Changes {
		k := key{c.Phase, c.From, c.To}
		if skins[k] == nil {
			order = append(order, k)
		}
		skins[k] = append(skins[k], c.Skin)
	}
	var words []string
	for _, k := range order {
		who := ""
		if len(skins[k]) < p.skins {
			who = " (" + strings.Join(skins[k], ", ") + ")"
		}
		words = append(words, fmt.Sprintf("%s %s → %s%s", k.phase, k.from, k.to, who))
	}
	return strings.Join(words, "; ")
}

// Because words a product's causes.
func (p *Product) Because() string {
	var words []string
	for _, c := range p.Causes {
		words = append(words, c.Words())
	}
	return strings.Join(words, "; ")
}

type jsonDiff struct {
	Old       jsonSet       `json:"old"`
	New       jsonSet       `json:"new"`
	Compared  int           `json:"compared"`
	Changed   int           `json:"changed"`
	Loosened  int           `json:"loosened"`
	Tightened int           `json:"tightened"`
	Edits     []jsonEdit    `json:"edits"`
	Cells     []jsonCell    `json:"cells"`
	Causes    []jsonCause   `json:"causes"`
	Products  []jsonProduct `json:"products"`
}

type jsonSet struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

type jsonEdit struct {
	What   string `json:"what"`
	Change string `json:"change"`
}

type jsonCell struct {
	Phase     string `json:"phase"`
	Skin      string `json:"skin"`
	From      string `json:"from"`
	To        string `json:"to"`
	Direction string `json:"direction"`
	Products  int    `json:"products,omitempty"`
}

type jsonCause struct {
	Rule        string         `json:"rule,omitempty"`
	How         string         `json:"how"`
	Products    int            `json:"products,omitempty"`
	Ingredients map[string]int `json:"ingredients,omitempty"`
	Names       []string       `json:"names,omitempty"`
}

type jsonProduct struct {
	Source  string      `json:"source"`
	Sheet   string      `json:"sheet,omitempty"`
	Row     int         `json:"row"`
	ID      string      `json:"id"`
	Brand   string      `json:"brand"`
	Name    string      `json:"name"`
	Changes []jsonCell  `json:"changes"`
	Causes  []jsonCause `json:"causes"`
}

func (d *Diff) writeJSON(w io.Writer) error {
	set := func(s *rules.Set) jsonSet { return jsonSet{s.Guide.ID, s.Guide.Version, s.Digest} }
	out := jsonDiff{Old: set(d.Old), New: set(d.New), Compared: d.Compared, Changed: len(d.Products),
		Edits: []jsonEdit{}, Cells: []jsonCell{}, Causes: []jsonCause{}, Products: []jsonProduct{}}
	out.Loosened, out.Tightened = d.Directions()
	for _, e := range d.Edits() {
		out.Edits = append(out.Edits, jsonEdit{e.What, e.Does})
	}
	cell := func(c Change, n int) jsonCell {
		return jsonCell{c.Phase, c.Skin, c.From.String(), c.To.String(), direction(c), n}
	}
	for _, c := range d.Cells() {
		out.Cells = append(out.Cells, cell(c.Change, c.Products))
	}
	for _, c := range d.Causes() {
		names := map[string]int{}
		for _, n := range c.Names {
			names[n.Name] = n.Products
		}
		out.Causes = append(out.Causes, jsonCause{Rule: c.Rule, How: string(c.How), Products: c.Products, Ingredients: names})
	}
	for _, p := range d.Products {
		x := jsonProduct{Source: p.Source, Sheet: p.Sheet, Row: p.Row, ID: p.ID, Brand: p.Brand, Name: p.Name}
		for _, c := range p.Changes {
			x.Changes = append(x.Changes, cell(c, 0))
		}
		for _, c := range p.Causes {
			x.Causes = append(x.Causes, jsonCause{Rule: c.Rule, How: string(c.How), Names: c.Names})
		}
		out.Products = append(out.Products, x)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
