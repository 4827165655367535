package reports

import (
	"io"
	"math/bits"
	"strconv"
	"unicode/utf8"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/rules"
)

// jsonLines writes one JSON object a product, described by docs/schema/result.schema.json. Rejected rows are no
// products and have no line. What a rule set gives (titles, citations, verdict cells) is escaped once, in advance.
type jsonLines struct {
	w        io.Writer
	l        *layout
	rules    []jsonRule
	families []string // "id" of each family
	reported rules.FamilySet
	verdicts [][]string // for each cell of the layout, for each verdict: all text from the last value to the next
	pairs    [][]string // the same of cells 0 and 1, 2 and 3 …, by both verdicts
	froms    [][]string // for each skin type of the layout, for each phase + 1
}

// jsonRule is the part of a finding before its family and the part behind its ingredient.
type jsonRule struct{ open, end string }

func newJSONLines(w io.Writer, l *layout) *jsonLines {
	j := &jsonLines{w: w, l: l}
	for i := range l.set.Rules {
		j.rules = append(j.rules, newJSONRule(&l.set.Rules[i]))
	}
	for i, f := range l.set.Families {
		j.families = append(j.families, string(appendJSONString(nil, f.ID)))
		if f.Reported {
			j.reported[i>>6] |= 1 << (i & 63)
		}
	}
	for i, c := range l.cells {
		var cells []string
		for v := rules.Silent; v <= rules.NotApplicable; v++ {
			cells = append(cells, string(j.verdict(nil, i, c, v)))
		}
		j.verdicts = append(j.verdicts, cells)
	}
	for i := 1; i < len(j.verdicts); i += 2 {
		var pairs []string
		for _, first := range j.verdicts[i-1] {
			for _, second := range j.verdicts[i] {
				pairs = append(pairs, first+second)
			}
		}
		j.pairs = append(j.pairs, pairs)
	}
	for i, s := range l.skins {
		froms := []string{j.from(i, s, "null")}
		for _, p := range l.set.Guide.Phases {
			froms = append(froms, j.from(i, s, string(appendJSONString(nil, p.ID))))
		}
		j.froms = append(j.froms, froms)
	}
	return j
}

func newJSONRule(r *rules.Rule) jsonRule {
	open := appendJSONString([]byte(`{"rule":`), r.ID)
	open = appendJSONString(append(open, `,"title":`...), r.Title)
	end := appendJSONStrings([]byte(`,"cites":`), r.Cites)
	end = appendJSONString(append(end, `,"because":`...), r.Because)
	return jsonRule{string(open), string(append(end, '}'))}
}

// verdict renders cell i of the layout with what stands before it: `},"days-3-4":{"normal":"avoid"`.
func (j *jsonLines) verdict(dst []byte, i int, c cell, v rules.Verdict) []byte {
	if i%len(j.l.skins) == 0 {
		if i > 0 {
			dst = append(dst, "},"...)
		}
		dst = appendJSONString(dst, j.l.phaseID(c.phase))
		dst = append(dst, ":{"...)
	} else {
		dst = append(dst, ',')
	}
	dst = appendJSONString(dst, j.l.skinID(c.skin))
	dst = append(dst, ':')
	return appendJSONString(dst, v.String())
}

func (j *jsonLines) from(i, skin int, value string) string {
	var dst []byte
	if i > 0 {
		dst = append(dst, ',')
	}
	dst = appendJSONString(dst, j.l.skinID(skin))
	return string(dst) + ":" + value
}

func (j *jsonLines) Append(dst []byte, r *pipeline.Result) []byte {
	dst = appendJSONString(append(dst, `{"source":`...), r.Source)
	if r.Sheet != "" {
		dst = appendJSONString(append(dst, `,"sheet":`...), r.Sheet)
	}
	dst = strconv.AppendInt(append(dst, `,"row":`...), int64(r.Row), 10)
	dst = appendJSONString(append(dst, `,"id":`...), r.ID)
	dst = appendJSONString(append(dst, `,"brand":`...), r.Brand)
	dst = appendJSONString(append(dst, `,"name":`...), r.Name)
	dst = appendJSONString(append(dst, `,"type":`...), kind(r))
	if len(r.Product.Types) > 1 {
		dst = appendJSONStrings(append(dst, `,"types":`...), r.Product.Types)
	}
	dst = strconv.AppendBool(append(dst, `,"leave_on":`...), r.Facts.LeaveOn)
	dst = j.appendIngredients(dst, r)
	dst = j.appendFamilies(dst, r.Facts.Families)
	dst = append(dst, `,"findings":[`...)
	for i := range r.Findings {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = j.appendFinding(dst, r, &r.Findings[i])
	}
	dst = append(dst, ']')
	dst = j.appendDecision(dst, r.Decision)
	dst = appendDiagnostics(dst, r.Diagnostics)
	return append(dst, "}\n"...)
}

func (j *jsonLines) appendIngredients(dst []byte, r *pipeline.Result) []byte {
	count := 0
	if r.List != nil {
		count = len(r.List.Items)
	}
	dst = strconv.AppendInt(append(dst, `,"ingredients":{"count":`...), int64(count), 10)
	dst = strconv.AppendInt(append(dst, `,"recognized":`...), int64(r.Recognized), 10)
	dst = appendJSONStrings(append(dst, `,"unknown":`...), r.Unknown)
	return append(dst, '}')
}

func (j *jsonLines) appendFamilies(dst []byte, set rules.FamilySet) []byte {
	dst = append(dst, `,"families":[`...)
	first := true
	for word := range set {
		for rest := set[word] & j.reported[word]; rest != 0; rest &= rest - 1 {
			if !first {
				dst = append(dst, ',')
			}
			first = false
			dst = append(dst, j.families[word*64+bits.TrailingZeros64(rest)]...)
		}
	}
	return append(dst, ']')
}

func (j *jsonLines) appendFinding(dst []byte, r *pipeline.Result, f *pipeline.Finding) []byte {
	dst = append(dst, j.rules[f.Rule].open...)
	dst = append(dst, `,"family":`...)
	if f.Family < 0 {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, j.families[f.Family]...)
	}
	if f.Item < 0 {
		dst = append(dst, `,"ingredient":null,"as_written":null,"position":null,"percent_max":null,"percent_by":null`...)
	} else {
		dst = appendItem(dst, r.List, f.Item)
	}
	return append(dst, j.rules[f.Rule].end...)
}

func appendItem(dst []byte, list *inci.List, i int) []byte {
	it := &list.Items[i]
	dst = append(dst, `,"ingredient":`...)
	if it.Entry == nil {
		dst = append(dst, "null"...)
	} else {
		dst = appendJSONString(dst, it.Entry.Name)
	}
	dst = appendJSONString(append(dst, `,"as_written":`...), asWritten(list, i))
	dst = append(dst, `,"position":`...)
	if it.Position == 0 {
		dst = append(dst, "null"...)
	} else {
		dst = strconv.AppendInt(dst, int64(it.Position), 10)
	}
	dst = appendPercent(append(dst, `,"percent_max":`...), it.Max)
	return appendJSONString(append(dst, `,"percent_by":`...), boundBy(list, i))
}

func (j *jsonLines) appendDecision(dst []byte, d *rules.Decision) []byte {
	dst = append(dst, `,"verdicts":{`...)
	cells := j.l.cells
	for i, pair := range j.pairs {
		first, second := d.Verdicts[cells[2*i].at], d.Verdicts[cells[2*i+1].at]
		dst = append(dst, pair[int(first)*verdictKinds+int(second)]...)
	}
	if n := len(cells); n%2 == 1 {
		dst = append(dst, j.verdicts[n-1][d.Verdicts[cells[n-1].at]]...)
	}
	if len(cells) > 0 {
		dst = append(dst, '}')
	}
	dst = append(dst, `},"suitable_from":{`...)
	for i, s := range j.l.skins {
		dst = append(dst, j.froms[i][d.SuitableFrom[s]+1]...)
	}
	return append(dst, '}')
}

func appendDiagnostics(dst []byte, all []pipeline.Diagnostic) []byte {
	dst = append(dst, `,"diagnostics":[`...)
	for i, d := range all {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSONString(append(dst, `{"code":`...), d.Code)
		dst = appendJSONString(append(dst, `,"message":`...), d.Message)
		dst = append(dst, `,"column":`...)
		if d.Column == "" {
			dst = append(dst, "null"...)
		} else {
			dst = appendJSONString(dst, d.Column)
		}
		dst = append(dst, '}')
	}
	return append(dst, ']')
}

func (j *jsonLines) AppendRejected(dst []byte, _ *pipeline.Rejected) []byte { return dst }

func (j *jsonLines) Write(rendered []byte) error { return writeAll(j.w, rendered) }

func (j *jsonLines) Close(*pipeline.Summary) error { return nil }

// writeAll writes p, if there is anything in it.
func writeAll(w io.Writer, p []byte) error {
	if len(p) == 0 {
		return nil
	}
	n, err := w.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	return err
}

func appendJSONStrings(dst []byte, all []string) []byte {
	dst = append(dst, '[')
	for i, s := range all {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSONString(dst, s)
	}
	return append(dst, ']')
}

// jsonPlain says which bytes stand in a JSON string as they are.
var jsonPlain = func() (plain [256]bool) {
	for c := 0x20; c < utf8.RuneSelf; c++ {
		plain[c] = c != '"' && c != '\\' && c != 0x7f
	}
	return plain
}()

// appendJSONString appends s as a JSON string. Bytes that are no UTF-8 become U+FFFD; control characters and the
// line separators U+2028 and U+2029, which end a line in JavaScript, are escaped.
func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	if len(s) >= 8 && allOrdinary(s, '"', '\\') {
		dst = append(dst, s...)
		return append(dst, '"')
	}
	plain := 0
	for i := 0; i < len(s); {
		c := s[i]
		if jsonPlain[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			dst = append(dst, s[plain:i]...)
			dst = appendJSONControl(dst, c)
			i++
			plain = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, s[plain:i]...)
			dst = append(dst, `\ufffd`...)
			plain = i + size
		} else if r == '\u2028' || r == '\u2029' {
			dst = append(dst, s[plain:i]...)
			dst = append(dst, `\u202`...)
			dst = append(dst, hex[r&15])
			plain = i + size
		}
		i += size
	}
	dst = append(dst, s[plain:]...)
	return append(dst, '"')
}

const hex = "0123456789abcdef"

func appendJSONControl(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
