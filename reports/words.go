package reports

import (
	"math"
	"strconv"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/rules"
)

// reasonNames is how many ingredients of one rule the reasons name; the rest is counted.
const reasonNames = 5

// appendReasons appends, in one line, the findings that decided a product: "Retinoid: Retinol (5th); Fragrance:
// Parfum (12th), Linalool (20th)", those behind the strictest verdicts first. Where nothing speaks against the
// product, it says what recommends it; where it is not put on treated skin, that.
func (l *layout) appendReasons(dst []byte, r *pipeline.Result) []byte {
	var seen uint8 // bit v: some rule decides a cell with verdict v at most
	var few [32]rules.Verdict
	decides := few[:0]
	var room [64]rules.Verdict
	decided := l.inCells(room[:0], r.Decision.Verdicts)
	for _, rule := range r.Decision.Fired {
		v := strictest(l.tables[rule], decided)
		decides = append(decides, v)
		seen |= 1 << v
	}
	start := len(dst)
	for v := rules.NotApplicable; v > rules.Suitable; v-- {
		if seen&(1<<v) == 0 || v == rules.Recommended && len(dst) > start {
			continue
		}
		for i, rule := range r.Decision.Fired {
			if decides[i] != v {
				continue
			}
			if len(dst) > start {
				dst = append(dst, "; "...)
			}
			dst = l.appendReason(dst, r, rule)
		}
	}
	if len(dst) == start && l.notApplicable(r.Decision) {
		dst = append(dst, l.meaning(rules.NotApplicable)...)
	}
	return dst
}

// notApplicable reports whether a product is not put on treated skin, in any phase.
func (l *layout) notApplicable(d *rules.Decision) bool {
	return len(l.cells) > 0 && d.Verdicts[l.cells[0].at] == rules.NotApplicable
}

// meaning returns what the guide says that a verdict means, or its id.
func (l *layout) meaning(v rules.Verdict) string {
	for _, t := range l.set.Guide.Verdicts {
		if t.Verdict == v {
			return t.Means
		}
	}
	return v.String()
}

// strictest returns the strictest verdict among the cells that a rule that fired decided, or Silent. table is the rule's in
// the layout's cells, nil where it only notes.
func strictest(table, decided []rules.Verdict) rules.Verdict {
	most := rules.Silent
	if len(table) != len(decided) {
		return most
	}
	for i, v := range table {
		if v > most && v == decided[i] {
			most = v
		}
	}
	return most
}

// appendReason appends a rule's title and the ingredients that it fired on.
func (l *layout) appendReason(dst []byte, r *pipeline.Result, rule int) []byte {
	dst = append(dst, l.set.Rules[rule].Title...)
	n := 0
	for _, f := range r.Findings {
		if f.Rule != rule || f.Item < 0 {
			continue
		}
		n++
		if n > reasonNames {
			continue
		}
		if n == 1 {
			dst = append(dst, ": "...)
		} else {
			dst = append(dst, ", "...)
		}
		item := &r.List.Items[f.Item]
		dst = append(dst, ingredientName(r.List, f.Item)...)
		if item.Position > 0 {
			dst = append(dst, " ("...)
			dst = appendOrdinal(dst, int(item.Position))
			dst = append(dst, ')')
		}
	}
	if n > reasonNames {
		dst = append(dst, " and "...)
		dst = strconv.AppendInt(dst, int64(n-reasonNames), 10)
		dst = append(dst, " more"...)
	}
	return dst
}

// ingredientName returns what item i was recognised as, or how it is written.
func ingredientName(list *inci.List, i int) string {
	if e := list.Items[i].Entry; e != nil {
		return e.Name
	}
	return asWritten(list, i)
}

// asWritten returns the text of item i.
func asWritten(list *inci.List, i int) string {
	it := &list.Items[i]
	return list.Text[it.Start:it.End]
}

// boundBy says what gave the upper bound of item i's percentage: "position", "stated", or the name of the ingredient
// that bounds it: one before it, or the blend that it is part of.
func boundBy(list *inci.List, i int) string {
	switch by := int(list.Items[i].MaxBy); {
	case by < 0 || by >= len(list.Items):
		return "position"
	case by == i:
		return "stated"
	default:
		return ingredientName(list, by)
	}
}

// appendOrdinal appends 1st, 2nd, 3rd, 11th …
func appendOrdinal(dst []byte, n int) []byte {
	dst = strconv.AppendInt(dst, int64(n), 10)
	if tens := n % 100; tens < 11 || tens > 13 {
		switch n % 10 {
		case 1:
			return append(dst, "st"...)
		case 2:
			return append(dst, "nd"...)
		case 3:
			return append(dst, "rd"...)
		}
	}
	return append(dst, "th"...)
}

// roundUp rounds an upper bound up to two decimals, so that it stays one; what is a decimal of three places already,
// or is below one, stays as it is.
func roundUp(percent float32) float64 {
	f := float64(percent)
	if thousandths := math.Round(f * 1000); math.Abs(f*1000-thousandths) <= f*1e-3 {
		return thousandths / 1000
	}
	if f < 1 {
		f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'f', -1, 32), 64)
		return f
	}
	return math.Ceil(f*100) / 100
}

// appendPercent appends roundUp(percent) as a decimal number with at least one decimal: 20.0, 33.34, 0.0005.
func appendPercent(dst []byte, percent float32) []byte {
	f := float64(percent)
	thousandths := math.Round(f * 1000)
	if math.Abs(f*1000-thousandths) > f*1e-3 {
		if f < 1 {
			return strconv.AppendFloat(dst, f, 'f', -1, 32)
		}
		thousandths = math.Ceil(f*100) * 10
	}
	n := int64(thousandths)
	dst = strconv.AppendInt(dst, n/1000, 10)
	n %= 1000
	dst = append(dst, '.', byte('0'+n/100))
	if n %= 100; n > 0 {
		dst = append(dst, byte('0'+n/10))
		if n %= 10; n > 0 {
			dst = append(dst, byte('0'+n))
		}
	}
	return dst
}

// kind returns the product's main type, or "".
func kind(r *pipeline.Result) string {
	if len(r.Product.Types) == 0 {
		return ""
	}
	return r.Product.Types[0]
}

// has reports whether a family belongs to a set of families.
func has(set rules.FamilySet, family int) bool {
	return set[family>>6]>>(family&63)&1 != 0
}
