package inci

import "strings"

// What shops praise is in a formula by the drop, dissolved in something. A list of such substances alone, without water,
// oil, alcohol or anything else that could be the bulk, is no formula, however short it is.

// praised are substances that no formula is made of by themselves: powders, and what works in traces.
var praised = [...]string{
	"sodium hyaluronate", "hyaluronic acid", "niacinamide", "allantoin", "ceramide np", "ceramide", "ceramides", "madecassoside", "asiaticoside", "adenosine", "caffeine", "ubiquinone", "coenzyme q10", "beta-glucan", "collagen", "hydrolyzed collagen", "soluble collagen",
	"copper tripeptide-1", "palmitoyl tripeptide-1", "sh-oligopeptide-1", "glutathione", "biotin", "tranexamic acid", "alpha-arbutin", "arbutin", "ferulic acid", "resveratrol", "zinc pca", "ectoin", "peptides", "peptide", "amino acids", "vitamins",
}

// accompanying are substances whose families may stand beside them, and that are sold neat as well.
var accompanying = [...]string{"tocopherol", "panthenol", "ascorbic acid", "ascorbyl glucoside", "aloe barbadensis leaf juice", "copper tripeptide-1", "sodium hyaluronate", "retinol"}

// besides are single substances of that kind.
var besides = [...]string{"panthenol", "glycerin", "betaine", "urea", "bakuchiol", "lactic acid", "salicylic acid"}

// praises are what findPraise found of them.
type praises struct {
	entries               map[*Entry]bool // true: praised, false: besides
	peptide, accompanying Families
}

func findPraise(lx *Lexicon) (p praises) {
	p.entries = map[*Entry]bool{}
	for _, n := range besides {
		if r, ok := lx.Lookup(n); ok {
			p.entries[r.Entry] = false
		}
	}
	for _, n := range praised {
		if r, ok := lx.Lookup(n); ok && r.Match == Exact {
			p.entries[r.Entry] = true
		}
	}
	if r, ok := lx.Lookup("copper tripeptide-1"); ok {
		p.peptide = r.Families
	}
	for _, n := range accompanying {
		if r, ok := lx.Lookup(n); ok {
			p.accompanying = union(p.accompanying, r.Families)
		}
	}
	return p
}

// praise reports whether the list names what is praised only, at least one that is never sold neat. A text that begins
// with "Contains" or "With", as no list of a label does, may name water and oils as well.
func (p *Parser) praise() bool {
	items := p.list.Items
	n := len(items)
	if n > mostHighlights || n == 0 {
		return false
	}
	opened := p.opensWithContains()
	if !opened && items[0].Match != Unrecognized && (strings.HasSuffix(items[0].Entry.Name, " Extract") || strings.HasPrefix(items[0].Entry.Name, "Centella")) {
		return false // some essences are a plant's extract, and little else
	}
	never := opened && n < mostHighlights
	for i := range items {
		it := &items[i]
		if it.Section == MayContain || it.Parent >= 0 || it.Stated >= leastBulk {
			return false
		}
		of, known := p.praises.entries[it.Entry]
		switch {
		case it.Match != Unrecognized && (of || meet(it.Families, p.praises.peptide)):
			never = true
		case opened:
			if it.Match != Unrecognized && p.closes(it) {
				return false
			}
		case it.Match == Unrecognized || !known && !meet(it.Families, p.praises.accompanying) && !strings.HasSuffix(it.Entry.Name, " Extract"):
			return false
		}
	}
	return never
}

// meet reports whether two sets have a family in common.
func meet(f, g Families) bool { return f[0]&g[0]|f[1]&g[1] != 0 }

// opensWithContains reports whether the text begins with a word that says that something is in the product.
func (p *Parser) opensWithContains() bool {
	t := p.text
	from := p.stripStart(0, min(len(t), 20))
	for _, w := range [...]string{"contains ", "contains:", "contient ", "contient :", "enthält ", "enthält:", "contiene ", "contiene:", "with ", "enriched with ", "infused with "} {
		if foldPrefix(t[from:], w) {
			return !foldPrefix(t[from+len(w):], "less") && !foldPrefix(t[from+len(w):], "no ")
		}
	}
	return false
}

// noteOnly reports whether the text begins with a footnote's mark and names next to nothing: the footnote of a list that
// stood elsewhere.
func (p *Parser) noteOnly() bool {
	return len(p.list.Items) <= 2 && len(p.text) > 0 && p.text[0] == '*' && (p.list.Items[0].Match == Unrecognized || noteWords(p.text) || noteMeaning(p.text) != noteNone)
}
