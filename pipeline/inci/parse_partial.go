package inci

import (
	"fmt"
	"strings"
)

// Shops print the ingredients that they are proud of in the form of a list. Nothing in its form tells such a list from a
// whole one, but its chemistry does: what holds water spoils within weeks unless something preserves it, and a formula of
// five ingredients and more has thickeners, chelators, buffers or salts, of which nobody is proud. A short list with water
// in it and nothing of either kind names highlights. Of the complete lists in the catalogs tried, one in a thousand is like that.

// Of how many ingredients a list of highlights is. Shorter ones are too often all that a simple product holds; those that a
// database joined by bars are told apart from four names on.
const (
	fewestHighlights       = 5
	fewestHighlightsJoined = 4
	mostHighlights         = 12
)

// closing are words of names that stand in whole lists and never among highlights: preservatives, and what helps them;
// chelators, thickeners, buffers, salts, propellants.
var closing = [...]string{
	"paraben", "sorb", "benzo", "phenoxy", "isothiazol", "hydantoin", "idinyl urea", "dehydroacet", "levulin", "anis", "caprylyl glyc", "hexanediol", "octanediol", "decanediol", "pentylene", "hexylglycerin",
	"glyceryl capr", "glyceryl undec", "sorbitan capr", "chlorphenesin", "acetophenone", "hydroxam", "biguanide", "chlorhex", "silver", "bronopol", "nitropropane", "quaternium", "monium", "konium", "sodium salicylate", "hinokitiol", "sulfite",
	"thymol", "undecylen", "butylcarbamate", "methenamine", "triclosan", "radish root", "lactobacillus ferment", "phenethyl", "phenylpropanol", "phenylethyl", "pyrithione", "iodo", "propolis cera", "thiocyanate", "peroxide", "formalde", "bht",
	"edta", "phytate", "carbomer", "xanthan", "copolymer", "crosspolymer", "cellulose", "acrylate", "hydroxide", "chloride", "tromethamine", "ethanolamine", "m phosphate", "sodium citrate", "nitrogen", "propellant", "isobutane",
	"alcohol", "ethanol", "alcool", "alkohol", "soap", "palmate", "cocoate", "tallowate", "parfum", "fragrance",
}

// highlights reports whether the list names highlights only: see above.
func (p *Parser) highlights() bool {
	items := p.list.Items
	n := len(items)
	if n < fewestHighlightsJoined || n > mostHighlights || len(p.list.Parts) > 0 || p.water == nil {
		return false
	}
	if n < fewestHighlights && strings.Count(p.text, "|") < n-1 {
		return false
	}
	water := false
	for i := range items {
		it := &items[i]
		if it.Section != Main || it.Parent >= 0 || it.Match == Unrecognized || it.Entry.Limit > 0 {
			return false
		}
		water = water || it.Entry == p.water
	}
	for i := n - 1; water && i >= 0; i-- { // they stand at the end
		if p.closes(&items[i]) {
			return false
		}
	}
	return water
}

// closes reports whether an item is of the kind that stands in whole lists only: its canonical name says so, or, where a
// pattern took it, its own.
func (p *Parser) closes(it *Item) bool {
	if it.Match == Pattern {
		return closesList(p.text[it.Start:it.End])
	}
	closes, ok := p.closers[it.Entry]
	if !ok {
		closes = closesList(it.Entry.Name)
		p.closers[it.Entry] = closes
	}
	return closes
}

// closesList reports whether a name has one of the words of closing.
func closesList(name string) bool {
	var b [96]byte
	n := 0
	for i := 0; i < len(name) && n < len(b); i++ {
		c := name[i]
		if isUpper(c) {
			c |= 0x20
		}
		b[n] = c
		n++
	}
	for _, w := range closing {
		if strings.Contains(string(b[:n]), w) {
			return true
		}
	}
	return false
}

// findHighlights makes a list of highlights partial, and one of active ingredients without the others.
func (p *Parser) findHighlights() {
	if p.partial != "" {
		return
	}
	switch {
	case p.activesOnly():
		p.partial = "the text names active ingredients only"
	case p.praise():
		p.partial = "the text names what shops praise and nothing that could hold it: it probably names highlights only"
	case p.noteOnly():
		p.partial = "the text is a footnote; its list is missing"
	case p.highlights():
		p.partial = fmt.Sprintf("no preservative in a water-based list of %d: it probably names highlights only", len(p.list.Items))
	}
}

// activesOnly reports whether the list has active ingredients only, each with its percentage or a filter, and what is stated
// of them leaves room for others.
func (p *Parser) activesOnly() bool {
	sum := float32(0)
	for i := range p.list.Items {
		it := &p.list.Items[i]
		if it.Section != Active || it.Stated < 0 && it.Match != Unrecognized && !meet(it.Families, p.filters) {
			return false
		}
		sum += max(it.Stated, 0)
	}
	return sum < 90
}
