package pipeline

import (
	"fmt"
	"strings"

	"screen/pipeline/inci"
	"screen/pipeline/product"
	"screen/rules"
)

// Screener knows a rule set and the lexicon compiled from it. It is read-only and shared; each goroutine works with a
// Worker of its own.
type Screener struct {
	Rules   *rules.Set
	Lexicon *inci.Lexicon

	typeBit  map[string]int
	claimBit map[string]int
	// byFamily[f] are the quantities that ask about family f, so that a product without it costs nothing.
	asked rules.FamilySet
}

// NewScreener compiles the lexicon of a rule set, on top of the known ingredients that belong to no family.
func NewScreener(set *rules.Set, known []string, limits []inci.Limit) (*Screener, error) {
	src := inci.Source{Known: known, Limits: limits}
	for _, f := range set.Families {
		src.Families = append(src.Families, inci.Family{ID: f.ID, Names: f.Names, Patterns: f.Patterns, Except: f.Except, Parent: f.Parent})
	}
	lx, err := inci.NewLexicon(src)
	if err != nil {
		return nil, fmt.Errorf("lexicon of rule set %s: %w", set.Guide.ID, err)
	}
	s := &Screener{Rules: set, Lexicon: lx, typeBit: map[string]int{}, claimBit: map[string]int{}}
	for i, t := range set.Guide.Types {
		s.typeBit[t.ID] = i
	}
	for i, c := range set.Guide.Claims {
		s.claimBit[c.ID] = i
	}
	for _, q := range set.Quantities {
		s.asked[q.Family>>6] |= 1 << (q.Family & 63)
	}
	return s, nil
}

// Input is one product as its catalog holds it.
type Input struct {
	Source, Sheet string
	Row           int
	ID, Price     string
	Text          product.Text
	Types         []string     // product types where they are known and need not be read from Text
	Diagnostics   []Diagnostic // what reading the record already found
}

// Worker screens products one after the other. It is not safe for concurrent use.
type Worker struct {
	s      *Screener
	parser *inci.Parser
	reader *product.Reader
	eval   *rules.Evaluator
	res    Result
}

// NewWorker returns a worker of the screener.
func (s *Screener) NewWorker() *Worker {
	return &Worker{s: s, parser: inci.NewParser(s.Lexicon), reader: product.NewReader(), eval: s.Rules.NewEvaluator()}
}

// Screen takes one product through the whole route. The result is valid until the next call.
func (w *Worker) Screen(in *Input) *Result {
	r := &w.res
	*r = Result{
		Source: in.Source, Sheet: in.Sheet, Row: in.Row,
		ID: in.ID, Brand: in.Text.Brand, Name: in.Text.Name, Price: in.Price,
		Product: r.Product, Unknown: r.Unknown[:0], Findings: r.Findings[:0],
		Diagnostics: append(r.Diagnostics[:0], in.Diagnostics...),
	}
	w.reader.Understand(&in.Text, &r.Product)
	if in.Types != nil {
		r.Product.Types, r.Product.TypeFrom = append(r.Product.Types[:0], in.Types...), "given"
	}
	f := &r.Facts
	w.productFacts(&r.Product, f)
	r.List = w.parser.Parse(in.Text.Ingredients, inci.Options{LeaveOn: f.LeaveOn})
	w.listFacts(r)
	r.Decision = w.eval.Decide(*f)
	if r.Decision.Err != "" {
		r.diagnose("rule-error", "", r.Decision.Err)
	}
	w.findings(r)
	return r
}

func (r *Result) diagnose(code, column, message string) {
	r.Diagnostics = append(r.Diagnostics, Diagnostic{Code: code, Column: column, Message: message})
}

// productFacts fills the facts that come from the catalog's words about the product.
func (w *Worker) productFacts(u *product.Understanding, f *rules.Facts) {
	guide := &w.s.Rules.Guide
	for _, id := range u.Types {
		bit, ok := w.s.typeBit[id]
		if !ok {
			if bit, ok = w.s.typeBit["other"]; !ok {
				continue
			}
		}
		f.Types |= 1 << bit
		f.LeaveOn = f.LeaveOn || guide.Types[bit].LeaveOn
		f.RinseOff = f.RinseOff || guide.Types[bit].RinseOff
	}
	switch u.Use {
	case product.LeaveOn:
		f.LeaveOn, f.RinseOff = true, false
	case product.RinseOff:
		f.LeaveOn, f.RinseOff = false, true
	}
	for _, id := range u.Claims {
		if bit, ok := w.s.claimBit[id]; ok {
			f.Claims |= 1 << bit
		}
	}
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
	for i := range l.Items {
		it := &l.Items[i]
		f.Families[0] |= it.Families[0]
		f.Families[1] |= it.Families[1]
		if it.Match == inci.Unrecognized {
			r.Unknown = append(r.Unknown, l.Text[it.Start:it.End])
		} else {
			r.Recognized++
		}
		if (it.Families[0]&w.s.asked[0])|(it.Families[1]&w.s.asked[1]) != 0 {
			f.Quantity |= w.quantities(it)
		}
	}
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

// quantities returns the set's quantities that hold for an item.
func (w *Worker) quantities(it *inci.Item) (bits uint64) {
	for i, q := range w.s.Rules.Quantities {
		if has(it.Families, q.Family) && holds(q, it) {
			bits |= 1 << i
		}
	}
	return bits
}

func has(set inci.Families, family int) bool { return set[family>>6]>>(family&63)&1 != 0 }

func holds(q rules.Quantity, it *inci.Item) bool {
	switch q.Kind {
	case rules.Stated:
		return it.Stated >= q.Percent
	case rules.Leading:
		return !it.Tail
	}
	return it.Max > q.Percent
}

// findings names, for each rule that fired, the ingredients that its condition asks for.
func (w *Worker) findings(r *Result) {
	set := w.s.Rules
	for _, ri := range r.Decision.Fired {
		rule := &set.Rules[ri]
		first := len(r.Findings)
		for i := range r.List.Items {
			it := &r.List.Items[i]
			if it.Families == (inci.Families{}) {
				continue
			}
			family := ruleFamily(set, rule, it)
			if family >= 0 && !named(r, r.Findings[first:], it) {
				r.Findings = append(r.Findings, Finding{Rule: ri, Family: family, Item: i})
			}
		}
		if len(r.Findings) == first {
			r.Findings = append(r.Findings, Finding{Rule: ri, Family: -1, Item: -1})
		}
	}
}

// ruleFamily returns the family for which a rule's condition asks and to which the item belongs, or -1.
func ruleFamily(set *rules.Set, rule *rules.Rule, it *inci.Item) int {
	for _, f := range rule.Families {
		if has(it.Families, f) {
			return f
		}
	}
	for _, qi := range rule.Quantities {
		if q := set.Quantities[qi]; has(it.Families, q.Family) && holds(q, it) {
			return q.Family
		}
	}
	return -1
}

// named reports whether the substance already stands in one of the findings: a kit names Parfum once a rule, not once a part.
func named(r *Result, findings []Finding, it *inci.Item) bool {
	for _, f := range findings {
		other := &r.List.Items[f.Item]
		if it.Entry != nil && it.Entry == other.Entry {
			return true
		}
		if it.Entry == nil && strings.EqualFold(r.List.Text[it.Start:it.End], r.List.Text[other.Start:other.End]) {
			return true
		}
	}
	return false
}
