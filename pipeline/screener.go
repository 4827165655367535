package pipeline

import (
	"fmt"
	"math/bits"

	"screen/pipeline/inci"
	"screen/pipeline/product"
	"screen/rules"
)

// Screener knows a rule set and the lexicon compiled from it. It is read-only and shared; each goroutine works with a
// Worker of its own.
type Screener struct {
	Rules   *rules.Set
	Lexicon *inci.Lexicon

	types   []uint64 // for each of product.Types, the bit that it has in facts
	claims  []uint64 // for each of product.Claims, likewise; 0 where the guide does not know it
	waivers []waiver
	// byFamily[f] are the quantities that ask about family f, and asked the families that have some, so that a product
	// without them costs nothing.
	byFamily [rules.MaxFamilies][]int
	asked    rules.FamilySet
	stated   []*statedQuantity // those that ask how much is stated
	evidence []inci.Families   // of each rule
	bounds   []bound           // families that count in some products only, or in some places
	bound    rules.FamilySet   // all of them
}

// NewScreener compiles the lexicon of a rule set, on top of the known ingredients that belong to no family.
func NewScreener(set *rules.Set, known []string, limits []inci.Limit) (*Screener, error) {
	return newScreener(set, inci.Source{Known: known, Limits: limits})
}

// NewDefaultScreener is NewScreener with the known ingredients and limits of inci.DefaultKnown, which it need not read
// where the rule set is the shipped one.
func NewDefaultScreener(set *rules.Set) (*Screener, error) {
	return newScreener(set, inci.Source{Default: true})
}

func newScreener(set *rules.Set, src inci.Source) (*Screener, error) {
	for _, f := range set.Families {
		src.Families = append(src.Families, inci.Family{ID: f.ID, Names: f.Names, Patterns: f.Patterns, Except: f.Except, Parent: f.Above()})
	}
	lx, err := inci.NewLexicon(src)
	if err != nil {
		return nil, fmt.Errorf("lexicon of rule set %s: %w", set.Guide.ID, err)
	}
	s := &Screener{Rules: set, Lexicon: lx}
	for _, id := range product.Types() {
		s.types = append(s.types, s.typeBit(id))
	}
	for _, id := range product.Claims() {
		var bit uint64
		if i, ok := set.ClaimIndex(id); ok {
			bit = 1 << i
		}
		s.claims = append(s.claims, bit)
	}
	s.waivers = newWaivers(set)
	for i, q := range set.Quantities {
		s.asked[q.Family>>6] |= 1 << (q.Family & 63)
		s.byFamily[q.Family] = append(s.byFamily[q.Family], i)
	}
	s.stated, s.evidence = statedQuantities(set), evidence(set)
	s.bounds, s.bound = newBounds(set)
	return s, nil
}

// typeBit gives the bit that a type has in facts. One that the guide does not know is "other", if that is one of its types.
func (s *Screener) typeBit(id string) uint64 {
	i, ok := s.Rules.TypeIndex(id)
	if !ok {
		if i, ok = s.Rules.TypeIndex("other"); !ok {
			return 0
		}
	}
	return 1 << i
}

// translated gives what the bits of a set stand for, all together.
func translated(set uint64, bit []uint64) (to uint64) {
	for ; set != 0; set &= set - 1 {
		to |= bit[bits.TrailingZeros64(set)]
	}
	return to
}

// Input is one product as its catalog holds it.
type Input struct {
	Source, Sheet string
	Row           int
	Line          int // physical line on which it begins; 0 where the format has none
	ID, Price     string
	Text          product.Text
	Types         []string     // product types where they are known and need not be read from Text
	Use           product.Use  // how it is used, where that is known and need not be read from Text
	Diagnostics   []Diagnostic // what reading the record already found
	Doubtful      bool         // the cell of the list may be damaged, or hold another product's: it is not taken for the whole list
}

// Worker screens products one after the other. It is not safe for concurrent use.
type Worker struct {
	s      *Screener
	parser *inci.Parser
	reader *product.Reader
	eval   *rules.Evaluator
	res    Result

	familied []familied // of the list
}

// familied is an item of a list that belongs to families.
type familied struct {
	families inci.Families
	item     int
}

// NewWorker returns a worker of the screener.
func (s *Screener) NewWorker() *Worker {
	return &Worker{s: s, parser: inci.NewParser(s.Lexicon), reader: product.NewReader(), eval: s.Rules.NewEvaluator()}
}

// Screen takes one product through the whole route. The result is valid until the next call.
func (w *Worker) Screen(in *Input) *Result {
	r := &w.res
	*r = Result{
		Source: in.Source, Sheet: in.Sheet, Row: in.Row, Line: in.Line,
		ID: in.ID, Brand: in.Text.Brand, Name: in.Text.Name, Price: in.Price,
		Product: r.Product, Unknown: r.Unknown[:0], Findings: r.Findings[:0],
		Diagnostics: append(r.Diagnostics[:0], in.Diagnostics...),
	}
	w.reader.Understand(&in.Text, &r.Product)
	if in.Types != nil {
		r.Product.Types, r.Product.TypeFrom, r.Product.TypeSet = append(r.Product.Types[:0], in.Types...), "given", 0
	}
	if in.Use != product.ByType {
		r.Product.Use = in.Use
	}
	if r.Product.BadSPF {
		r.diagnose("bad-number", "spf", fmt.Sprintf("the cell %.40q states no SPF; it was taken as unstated", in.Text.SPF))
	}
	if r.Product.BadPH {
		r.diagnose("bad-number", "ph", fmt.Sprintf("the cell %.40q states no pH from 0 to 14; it was taken as unstated", in.Text.PH))
	}
	r.Ingredients, r.doubtful = in.Text.Ingredients, in.Doubtful
	r.said = [...]string{in.Text.Name, in.Text.Claims, in.Text.Description}
	w.judge(r)
	return r
}

// judge is the part of the route that asks the rule set: from what is understood of a product and its list's text to
// verdicts and findings.
func (w *Worker) judge(r *Result) {
	f := &r.Facts
	w.productFacts(&r.Product, f)
	r.List = w.parser.Parse(r.Ingredients, inci.Options{LeaveOn: f.LeaveOn})
	w.compareSaid(r)
	w.listFacts(r)
	r.Decision = w.eval.Decide(*f)
	if r.Decision.Err != "" {
		r.diagnose("rule-error", "", r.Decision.Err)
	}
	w.findings(r)
	if len(w.s.waivers) > 0 {
		w.waive(r)
	}
}

func (r *Result) diagnose(code, column, message string) {
	r.Diagnostics = append(r.Diagnostics, Diagnostic{Code: code, Column: column, Message: message})
}

// productFacts fills the facts that come from the catalog's words about the product.
func (w *Worker) productFacts(u *product.Understanding, f *rules.Facts) {
	guide := &w.s.Rules.Guide
	f.Types = uint32(translated(uint64(u.TypeSet), w.s.types))
	if u.TypeSet == 0 { // the types were given, and perhaps this guide alone knows them
		for _, id := range u.Types {
			f.Types |= uint32(w.s.typeBit(id))
		}
	}
	for rest := f.Types; rest != 0; rest &= rest - 1 {
		t := &guide.Types[bits.TrailingZeros32(rest)]
		f.LeaveOn = f.LeaveOn || t.LeaveOn
		f.RinseOff = f.RinseOff || t.RinseOff
	}
	switch u.Use {
	case product.LeaveOn:
		f.LeaveOn, f.RinseOff = true, false
	case product.RinseOff:
		f.LeaveOn, f.RinseOff = false, true
	}
	f.Claims = translated(u.ClaimSet, w.s.claims)
	f.SPF, f.PH = rules.Unstated, rules.Unstated
	if u.SPF >= 0 {
		f.SPF = int16(u.SPF)
	}
	if u.PH >= 0 {
		f.PH = int16(u.PH*100 + 0.5)
	}
	switch u.Spectrum {
	case product.Broad:
		f.Spectrum = rules.SpectrumBroad
	case product.Narrow:
		f.Spectrum = rules.SpectrumNarrow
	}
}

// listFacts fills the facts that come from the ingredient list, and says what was not understood of it.
func (w *Worker) listFacts(r *Result) {
	l, f := r.List, &r.Facts
	w.familied = w.familied[:0]
	for i := range l.Items {
		it := &l.Items[i]
		if it.Match == inci.Unrecognized {
			r.Unknown = append(r.Unknown, l.Text[it.Start:it.End])
		}
		if meets(&it.Families, &w.s.bound) {
			w.s.bind(&it.Families, i, f.Types)
		}
		if it.Families[0]|it.Families[1] == 0 {
			continue
		}
		w.familied = append(w.familied, familied{it.Families, i})
		f.Families[0] |= it.Families[0]
		f.Families[1] |= it.Families[1]
		if meets(&it.Families, &w.s.asked) {
			f.Quantity |= w.quantities(it)
		}
	}
	r.Recognized = len(l.Items) - len(r.Unknown)
	f.Count = uint16(min(len(l.Items), 1<<16-1))
	f.List = rules.ListState(l.State)
	switch {
	case l.State == inci.None:
		r.diagnose("no-list", "ingredients", orDefault(l.Reason, "no ingredient list"))
	case float64(r.Recognized) < w.s.Rules.Guide.Readable*float64(len(l.Items)):
		f.List = rules.ListUnreadable
		r.diagnose("list-unreadable", "ingredients", fmt.Sprintf("only %d of %d ingredients were recognised", r.Recognized, len(l.Items)))
	case l.State == inci.Unreadable:
		r.diagnose("list-unreadable", "ingredients", orDefault(l.Reason, "the text could not be read as a list"))
	case l.State == inci.Partial:
		r.diagnose("list-partial", "ingredients", orDefault(l.Reason, "the list is not complete"))
	case r.lacks != "":
		f.List = rules.ListPartial
		r.diagnose("list-partial", "ingredients", r.lacks)
	case r.doubtful:
		f.List = rules.ListPartial
		r.diagnose("list-doubtful", "ingredients", "the row is damaged where its list stands: what was read may not be all of it")
	}
	for _, n := range l.Notes {
		r.diagnose(n.Code, "ingredients", n.Text)
	}
}

func orDefault(s, def string) string {
	if s == "" {
		return def
	}
	return s
}
