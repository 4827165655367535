// Package rulediff says what a change of rules changes for real products. A Diff is a sink of a run with the old set; it
// asks the new set about every product that the run reports:
//
//	d := rulediff.New(oldScreener, newScreener)
//	_, err := pipeline.Run(ctx, catalogs, oldScreener, []pipeline.Sink{d}, pipeline.RunOptions{})
//	d.Products, d.Cells(), d.Causes()
//
// Products are read once; a set that reads lists as the other one does is only asked for its verdicts.
package rulediff

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"screen/pipeline"
	"screen/rules"
)

// Diff collects the products that two sets decide otherwise. Only phases and skin types that both have are compared.
type Diff struct {
	Old, New *rules.Set
	Compared int       // products
	Products []Product // those with another verdict, in the order of the catalogs; complete after Close

	cells    []cellPair
	screener *pipeline.Screener // of the new set
	alike    bool               // both sets give the same facts, and have no waivers
	workers  sync.Pool
	compared atomic.Int64
	mu       sync.Mutex // guards Products while the run goes on
}

// cellPair is a cell of verdict tables that both sets have.
type cellPair struct{ phase, skin, old, new int }

// Product is a product with at least one other verdict.
type Product struct {
	Source, Sheet   string
	Row, Line       int // see pipeline.Result
	ID, Brand, Name string
	Changes         []Change
	Causes          []Cause

	skins int // skin types that are compared
}

// Change is one cell with another verdict; Phase and Skin are ids.
type Change struct {
	Phase, Skin string
	From, To    rules.Verdict
}

// Loosened reports whether the new verdict permits more. Not-applicable permits nothing, but asks nothing either: it
// stands below recommended.
func (c Change) Loosened() bool { return rank(c.To) < rank(c.From) }

// rank orders verdicts from the mildest to the strictest.
func rank(v rules.Verdict) int {
	return slices.Index([]rules.Verdict{rules.NotApplicable, rules.Recommended, rules.Suitable, rules.Caution, rules.Unknown, rules.Avoid}, v)
}

// Loosened reports whether some verdict of the product permits more, and Tightened whether some permits less.
func (p *Product) Loosened() bool { return slices.ContainsFunc(p.Changes, Change.Loosened) }

// Tightened reports whether some verdict of the product permits less.
func (p *Product) Tightened() bool {
	return slices.ContainsFunc(p.Changes, func(c Change) bool { return !c.Loosened() })
}

// How says what is different about a rule on a product.
type How string

// The differences that a rule can make.
const (
	Fires  How = "fires now"
	Silent How = "no longer fires"
	Says   How = "says otherwise"
	Waived How = "is waived otherwise"
	Reads  How = "" // no rule: the guide's types or its reading of lists
)

// Cause is a rule that changed a product's verdicts, and the ingredients on which it fires or fired.
type Cause struct {
	Rule  string // id; empty where no rule is the cause
	How   How
	Names []string // canonical names where there are, else as written
}

// New returns a diff of the sets of two screeners. The run must be one of the old screener.
func New(before, after *pipeline.Screener) *Diff {
	d := &Diff{Old: before.Rules, New: after.Rules, screener: after}
	d.alike = alike(d.Old, d.New)
	d.workers.New = func() any { return &worker{after.NewWorker(), d.New.NewEvaluator()} }
	for p, phase := range d.Old.Guide.Phases {
		for s, skin := range d.Old.Guide.SkinTypes {
			q, ok1 := d.New.PhaseIndex(phase.ID)
			t, ok2 := d.New.SkinTypeIndex(skin.ID)
			if ok1 && ok2 {
				d.cells = append(d.cells, cellPair{p, s, p*len(d.Old.Guide.SkinTypes) + s, q*len(d.New.Guide.SkinTypes) + t})
			}
		}
	}
	return d
}

// worker asks the new set.
type worker struct {
	*pipeline.Worker
	eval *rules.Evaluator
}

// alike reports whether two sets turn every product into the same facts.
func alike(a, b *rules.Set) bool {
	sameFamily := func(x, y rules.Family) bool {
		return x.ID == y.ID && x.Parent == y.Parent && slices.Equal(x.Names, y.Names) && slices.Equal(x.Patterns, y.Patterns) && slices.Equal(x.Except, y.Except)
	}
	sameType := func(x, y rules.ProductType) bool {
		return x.ID == y.ID && x.LeaveOn == y.LeaveOn && x.RinseOff == y.RinseOff
	}
	sameClaim := func(x, y rules.Claim) bool { return x.ID == y.ID }
	return len(a.Waivers)+len(b.Waivers) == 0 && a.Guide.Readable == b.Guide.Readable && slices.Equal(a.Quantities, b.Quantities) &&
		slices.EqualFunc(a.Families, b.Families, sameFamily) && slices.EqualFunc(a.Guide.Types, b.Guide.Types, sameType) &&
		slices.EqualFunc(a.Guide.Claims, b.Guide.Claims, sameClaim)
}

// Append compares one product. It renders nothing.
func (d *Diff) Append(dst []byte, r *pipeline.Result) []byte {
	d.compared.Add(1)
	w := d.workers.Get().(*worker)
	defer d.workers.Put(w)
	if d.alike && !d.differs(r.Decision, w.eval.Decide(r.Facts)) {
		return dst
	}
	again := w.Again(r)
	if !d.differs(r.Decision, again.Decision) {
		return dst
	}
	p := Product{
		Source: strings.Clone(r.Source), Sheet: strings.Clone(r.Sheet), Row: r.Row, Line: r.Line,
		ID: strings.Clone(r.ID), Brand: strings.Clone(r.Brand), Name: strings.Clone(r.Name),
	}
	d.explain(&p, r, again)
	d.mu.Lock()
	d.Products = append(d.Products, p)
	d.mu.Unlock()
	return dst
}

func (d *Diff) differs(a, b *rules.Decision) bool {
	for _, c := range d.cells {
		if a.Verdicts[c.old] != b.Verdicts[c.new] {
			return true
		}
	}
	return false
}

// AppendRejected does nothing: a row that cannot be read has no verdict.
func (d *Diff) AppendRejected(dst []byte, _ *pipeline.Rejected) []byte { return dst }

// Write does nothing.
func (d *Diff) Write([]byte) error { return nil }

// Close puts the products in the order of the catalogs.
func (d *Diff) Close(s *pipeline.Summary) error {
	order := map[[2]string]int{}
	for i, c := range s.Catalogs {
		order[[2]string{c.Source, c.Sheet}] = i
	}
	slices.SortFunc(d.Products, func(a, b Product) int {
		return cmp.Or(cmp.Compare(order[[2]string{a.Source, a.Sheet}], order[[2]string{b.Source, b.Sheet}]), cmp.Compare(a.Row, b.Row))
	})
	d.Compared = int(d.compared.Load())
	return nil
}
