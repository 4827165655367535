package catalog

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Choice says why a column was taken for a field.
type Choice struct {
	Field  Field
	Column int // 0-based
	Why    string
}

// several tells which fields may stand in more than one column.
func (f Field) several() bool {
	return f == FieldCategory || f == FieldClaims || f == FieldID || f == FieldIngredients || f == FieldDescription
}

// chooser finds the columns of a table.
type chooser struct {
	source, sheet string
	header        []string
	rows          [][]string // a sample of the records
	o             *Options
	columns       Columns
	choices       []Choice
	taken         []bool
	notes         []string
	join          bool  // the list is split over the columns of FieldIngredients
	same          []int // as Table.SameList
	allergens     []int // as Table.Allergens
	lacks         error // a column of lists, with Options.AnyColumns
}

// findColumns finds which column is which field: by --map, by the profile, by the header, by the cells, in this order.
func findColumns(source, sheet string, header []string, rows [][]string, o *Options) (*chooser, error) {
	c := &chooser{source: source, sheet: sheet, header: header, rows: rows, o: o, taken: make([]bool, len(header))}
	for i, h := range header {
		c.taken[i] = slices.Contains(RejectColumns, h)
	}
	if err := c.byMap(); err != nil {
		return nil, err
	}
	c.byProfile()
	c.byHeader()
	c.byCells()
	c.nameless()
	c.splitList()
	c.sameList()
	c.findAllergens()
	if len(c.columns[FieldIngredients]) == 0 && !c.describes() {
		e := &NoColumnError{Source: source, Sheet: sheet, Header: header, Nearest: c.nearMiss()}
		if d := c.columns.First(FieldDescription); d >= 0 {
			e.Description = header[d]
		}
		if !o.AnyColumns {
			return nil, e
		}
		c.lacks = e
	}
	return c, nil
}

func (c *chooser) take(f Field, column int, why string) {
	c.columns[f] = append(c.columns[f], column)
	c.choices = append(c.choices, Choice{f, column, why})
	c.taken[column] = true
}

// byMap takes the columns that --map names: by header, or "#3" for the third.
func (c *chooser) byMap() error {
	names := make([]string, 0, len(c.o.Map))
	for name := range c.o.Map {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		f, err := FieldByName(name)
		if err != nil {
			return err
		}
		found := c.find(c.o.Map[name])
		if found < 0 {
			return &MapColumnError{c.source, c.sheet, f.String(), c.o.Map[name], c.header, nearest(c.o.Map[name], c.header)}
		}
		c.take(f, found, "named by --map")
	}
	return nil
}

// FieldByName finds the field that --map or a profile names.
func FieldByName(name string) (Field, error) {
	for f, n := range fieldNames {
		if strings.EqualFold(n, strings.TrimSpace(name)) {
			return Field(f), nil
		}
	}
	near := nearest(name, fieldNames[:])
	if s := known()[fold(name)]; near == "" && s != nil {
		near = s[0].field.String() // --map vendor=…
	}
	return 0, &MapFieldError{name, near}
}

// find is the column with this header: letter by letter, else but for case, accents and punctuation, else by number.
func (c *chooser) find(name string) int {
	name = strings.TrimSpace(name)
	for i, h := range c.header {
		if h == name {
			return i
		}
	}
	for i, h := range c.header {
		if fold(h) == fold(name) && fold(name) != "" {
			return i
		}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "#")); err == nil && strings.HasPrefix(name, "#") && n >= 1 && n <= len(c.header) {
		return n - 1
	}
	return -1
}

// byProfile takes the columns that the profile names.
func (c *chooser) byProfile() {
	p, why := c.o.Profile, "named by the profile "
	if p == nil {
		p, why = matchProfile(c.header), "the header is that of the export "
	}
	if p == nil {
		return
	}
	before := len(c.choices)
	defer func() {
		if len(c.choices) == before {
			c.notes = append(c.notes, fmt.Sprintf("the profile %q names none of the columns; they were found by themselves", p.Name))
		}
	}()
	for f := range Field(NumFields) {
		if len(c.columns[f]) > 0 {
			continue
		}
		for _, h := range p.Columns[f] {
			if i := c.find(h); i >= 0 && !c.taken[i] {
				c.take(f, i, why+p.Name)
			}
		}
	}
}

// byHeader takes the columns whose headers are known. A field that has columns already gets no more.
func (c *chooser) byHeader() {
	type candidate struct {
		column, rank int
		exact        bool
	}
	var open [NumFields]bool
	for f := range open {
		open[f] = len(c.columns[f]) == 0
	}
	var found [NumFields][]candidate
	for i, h := range c.header {
		if c.taken[i] {
			continue
		}
		s, exact := meanings(h)
		if s == nil {
			continue
		}
		m := s[0]
		if len(s) > 1 {
			m = c.between(i, s)
		}
		if open[m.field] {
			found[m.field] = append(found[m.field], candidate{i, m.rank, exact})
		}
	}
	for f := range Field(NumFields) {
		list := found[f]
		if f == FieldIngredients {
			// Of several columns the one whose cells are lists comes first: an export may have one in each language, or an
			// empty one.
			sort.SliceStable(list, func(a, b int) bool {
				return c.filled(list[a].column)*(c.listShare(list[a].column)+0.01) > c.filled(list[b].column)*(c.listShare(list[b].column)+0.01)+0.1 && list[a].exact == list[b].exact || list[a].exact && !list[b].exact
			})
		}
		sort.SliceStable(list, func(a, b int) bool { return f != FieldIngredients && list[a].rank < list[b].rank })
		for n, k := range list {
			if n > 0 && !f.several() {
				continue
			}
			why := fmt.Sprintf("header %q", c.header[k.column])
			if !k.exact {
				why += " contains the word"
			}
			c.take(f, k.column, why)
		}
	}
}

// between decides what a header means that can mean several fields: a label or type is a category if its cells repeat.
func (c *chooser) between(column int, s []spelling) spelling {
	repeats := c.distinct(column) < 0.5
	best := s[0]
	for _, m := range s {
		if repeats && m.field == FieldCategory || !repeats && m.field == FieldName {
			return m
		}
		if m.rank < best.rank {
			best = m
		}
	}
	if best.field == FieldName && c.hasName(column) {
		for _, m := range s {
			if m.field != FieldName {
				return m
			}
		}
	}
	return best
}

// hasName tells whether another column's header is surely a name.
func (c *chooser) hasName(but int) bool {
	for i, h := range c.header {
		if s, exact := meanings(h); i != but && exact && len(s) == 1 && s[0].field == FieldName {
			return true
		}
	}
	return false
}

// byCells takes a column whose cells look like ingredient lists if no header named one, or if those named hold none.
func (c *chooser) byCells() {
	named := c.columns.First(FieldIngredients)
	if c.o.Map[FieldIngredients.String()] != "" || named >= 0 && c.anyList(named) {
		return
	}
	if named >= 0 && c.filled(named) > 0.2 {
		return // partial lists, perhaps, but lists by name
	}
	best, most := -1, 0.25
	for i := range c.header {
		if s, exact := meanings(c.header[i]); c.taken[i] && exact && s[0].field == FieldDescription {
			continue
		}
		if share := c.listShare(i); share > most {
			best, most = i, share
		}
	}
	if best < 0 {
		return
	}
	if named >= 0 {
		c.notes = append(c.notes, fmt.Sprintf("column %q is empty; lists are read from column %q", c.header[named], c.header[best]))
	}
	for f := range c.columns {
		c.columns[f] = without(c.columns[f], best)
	}
	c.columns[FieldIngredients] = append([]int{best}, c.columns[FieldIngredients]...)
	c.choices = append(c.choices, Choice{FieldIngredients, best, fmt.Sprintf("the header does not say, but %.0f %% of the cells look like ingredient lists", most*100)})
	c.taken[best] = true
}

func without(list []int, x int) []int {
	var out []int
	for _, i := range list {
		if i != x {
			out = append(out, i)
		}
	}
	return out
}

// nameless takes, for a table whose header names no product name, the column of short different texts.
func (c *chooser) nameless() {
	if len(c.columns[FieldName]) > 0 {
		return
	}
	best, most := -1, 0.6
	for i := range c.header {
		if c.taken[i] || c.filled(i) < 0.5 {
			continue
		}
		if d := c.distinct(i); d > most && c.wordy(i) {
			best, most = i, d
		}
	}
	if best >= 0 {
		c.take(FieldName, best, "the header does not say, but its cells are short texts that differ from row to row")
	}
}

// splitList joins the columns of active and of other ingredients where a list is split over them, as drug facts are: then
// neither column alone is the product's list.
func (c *chooser) splitList() {
	list := c.columns.First(FieldIngredients)
	if list < 0 || c.o.Map[FieldIngredients.String()] != "" {
		return
	}
	f := fold(c.header[list])
	split := strings.Contains(f, "inactive") || strings.HasPrefix(f, "other")
	for i, h := range c.header {
		if f := fold(h); i == list || !strings.HasPrefix(f, "active") || strings.Contains(f, "free") || c.filled(i) == 0 || !split && !c.missing(i, list) {
			continue
		}
		c.join = true
		for f := range c.columns {
			c.columns[f] = without(c.columns[f], i)
		}
		c.columns[FieldIngredients] = []int{i, list}
		c.choices = append(c.choices, Choice{FieldIngredients, i, fmt.Sprintf("header %q: joined with what stands in %q", h, c.header[list])})
		c.taken[i] = true
		c.notes = append(c.notes, fmt.Sprintf("lists are split: %q and %q are read together as one list", h, c.header[list]))
		return
	}
}

// missing tells whether what stands in the column of active ingredients mostly does not stand in the list.
func (c *chooser) missing(active, list int) bool {
	n, gone := 0, 0
	for _, r := range c.rows {
		if active >= len(r) || list >= len(r) || strings.TrimSpace(r[active]) == "" || strings.TrimSpace(r[list]) == "" {
			continue
		}
		n++
		first, _, _ := strings.Cut(strings.TrimSpace(r[active]), ",")
		if cut := strings.IndexAny(first, "0123456789(:%"); cut > 3 {
			first = first[:cut]
		}
		if !strings.Contains(strings.ToLower(r[list]), strings.ToLower(strings.TrimSpace(first))) {
			gone++
		}
	}
	return gone*2 > n
}

// describes tells whether lists stand in the descriptions.
func (c *chooser) describes() bool {
	for _, i := range c.columns[FieldDescription] {
		if c.o.Map[FieldDescription.String()] != "" || c.heldLists(i) > 0.05 {
			return true
		}
	}
	return false
}

// nearMiss is the header that is nearly a known one for ingredients.
func (c *chooser) nearMiss() string {
	words := strings.Split(spellings[FieldIngredients], "|")
	best, least := "", 4
	for i, h := range c.header {
		f := fold(h)
		if c.taken[i] || len(f) < 4 {
			continue
		}
		for _, w := range words {
			if d := distance(f, strings.TrimSpace(w)); d < least && d < len(f)/2 {
				best, least = h, d
			}
		}
	}
	return best
}
