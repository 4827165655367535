package reports

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"

	"screen/pipeline"
	"screen/rules"
)

//go:embed assets/page.css
var pageCSS string

//go:embed assets/page.js
var pageJS string

// htmlPage writes one page that needs nothing else and loads nothing: its content security policy allows its own style
// and script, by their hashes, and no more. The summary stands above the products, so the products' rows wait in a
// spool. Every rendered row is one line.
type htmlPage struct {
	w        io.Writer
	l        *layout
	o        Options
	rules    []string // link to each rule, with its title
	chips    [rules.NotApplicable + 1]string
	products spool
	rejects  spool
	listed   int // rows in products
	left     int // products beyond MaxRows
}

// rejectedRow begins the line of a rejected row; no product's line begins so.
const rejectedMark = "<tr class=r>"

func newHTML(w io.Writer, l *layout, o Options) *htmlPage {
	h := &htmlPage{w: w, l: l, o: o}
	for i := range l.set.Rules {
		r := &l.set.Rules[i]
		link := appendHTML([]byte(`<a href="#rule-`), r.ID)
		link = appendHTML(append(link, `">`...), r.Title)
		h.rules = append(h.rules, string(append(link, "</a>"...)))
	}
	for v := range h.chips {
		id := rules.Verdict(v).String()
		h.chips[v] = id + `">` + id + "</b>"
	}
	return h
}

func (h *htmlPage) Append(dst []byte, r *pipeline.Result) []byte {
	dst = appendHTML(append(dst, "<tr><td><b>"...), r.Name)
	dst = append(dst, `</b><div class=m>`...)
	for _, s := range []string{r.Brand, r.ID, r.Price} {
		if s != "" {
			dst = append(appendHTML(dst, s), " · "...)
		}
	}
	dst = appendHTML(dst, r.Source)
	if r.Sheet != "" {
		dst = appendHTML(append(dst, ", "...), r.Sheet)
	}
	dst = strconv.AppendInt(append(dst, ", row "...), int64(r.Row), 10)
	dst = appendHTML(append(dst, "</div></td><td>"...), kind(r))
	dst = append(dst, "</td>"...)
	for p := range h.l.phases {
		dst = append(dst, "<td class=c>"...)
		dst = h.appendChips(dst, h.l.cells[p*len(h.l.skins):(p+1)*len(h.l.skins)], r.Decision.Verdicts)
		dst = append(dst, "</td>"...)
	}
	dst = append(dst, "<td>"...)
	dst = h.appendSuitableFrom(dst, r.Decision)
	dst = append(dst, "</td><td><details><summary>"...)
	start := len(dst)
	dst = h.l.appendReasons(dst, r)
	if len(dst) == start {
		dst = append(dst, h.l.meaning(rules.Suitable)...)
	}
	reasons := string(dst[start:])
	dst = appendHTML(dst[:start], reasons)
	dst = append(dst, "</summary>"...)
	dst = h.appendDetails(dst, r)
	return append(dst, "</details></td></tr>\n"...)
}

// appendChips appends a phase's verdict: one chip where all skin types have the same, else one each.
func (h *htmlPage) appendChips(dst []byte, row []cell, verdicts []rules.Verdict) []byte {
	same := true
	for _, c := range row {
		same = same && verdicts[c.at] == verdicts[row[0].at]
	}
	for i, c := range row {
		dst = append(dst, `<b class="v `...)
		if !same {
			dst = appendSkinClass(dst, i)
		}
		dst = append(dst, h.chips[verdicts[c.at]]...)
		if same {
			break
		}
	}
	return dst
}

// appendSkinClass appends the classes of what is shown for skin type i of the layout alone.
func appendSkinClass(dst []byte, i int) []byte {
	dst = strconv.AppendInt(append(dst, "s s"...), int64(i), 10)
	return append(dst, ' ')
}

func (h *htmlPage) appendSuitableFrom(dst []byte, d *rules.Decision) []byte {
	same := true
	for _, s := range h.l.skins {
		same = same && d.SuitableFrom[s] == d.SuitableFrom[h.l.skins[0]]
	}
	for i, s := range h.l.skins {
		dst = append(dst, `<span class="`...)
		if !same {
			dst = appendSkinClass(dst, i)
		}
		dst = append(dst, `">`...)
		if p := d.SuitableFrom[s]; p >= 0 {
			dst = appendHTML(dst, h.l.set.Guide.Phases[p].Title)
		} else {
			dst = append(dst, "–"...)
		}
		dst = append(dst, "</span>"...)
		if same {
			break
		}
	}
	return dst
}

// appendDetails appends every finding, the names that were not recognised, and the diagnostics.
func (h *htmlPage) appendDetails(dst []byte, r *pipeline.Result) []byte {
	dst = append(dst, "<ul>"...)
	for _, f := range r.Findings {
		dst = append(append(dst, "<li>"...), h.rules[f.Rule]...)
		if f.Item >= 0 {
			dst = appendHTML(append(dst, ": <q>"...), asWritten(r.List, f.Item))
			dst = append(dst, "</q>"...)
			if it := &r.List.Items[f.Item]; it.Position > 0 {
				dst = appendOrdinal(append(dst, ", "...), int(it.Position))
				dst = appendPercent(append(dst, ", at most "...), it.Max)
				dst = append(dst, " %"...)
			}
		}
		dst = append(dst, "</li>"...)
	}
	dst = append(append(dst, "<li>Ingredient list: "...), r.Facts.List.String()...)
	if r.List != nil {
		dst = strconv.AppendInt(append(dst, ", "...), int64(len(r.List.Items)), 10)
		dst = strconv.AppendInt(append(dst, " ingredients, recognised "...), int64(r.Recognized), 10)
	}
	dst = append(dst, "</li>"...)
	for i, name := range r.Unknown {
		if i == 0 {
			dst = append(dst, "<li>Not recognised: "...)
		} else {
			dst = append(dst, ", "...)
		}
		dst = appendHTML(append(dst, "<q>"...), name)
		dst = append(dst, "</q>"...)
	}
	if len(r.Unknown) > 0 {
		dst = append(dst, "</li>"...)
	}
	for i := range r.Diagnostics {
		words := appendDiagnosticWords(nil, r.Diagnostics[i:i+1])
		dst = append(appendHTML(append(dst, "<li>"...), words), "</li>"...)
	}
	return append(dst, "</ul>"...)
}

func (h *htmlPage) AppendRejected(dst []byte, r *pipeline.Rejected) []byte {
	dst = appendHTML(append(dst, rejectedMark+"<td>"...), r.Source)
	if r.Sheet != "" {
		dst = appendHTML(append(dst, ", "...), r.Sheet)
	}
	dst = strconv.AppendInt(append(dst, "</td><td class=n>"...), int64(r.Row), 10)
	dst = strconv.AppendInt(append(dst, "</td><td class=n>"...), int64(r.Line), 10)
	dst = appendHTML(append(dst, "</td><td>"...), r.Column)
	dst = appendHTML(append(dst, "</td><td>"...), r.Message)
	dst = appendHTML(append(dst, "</td><td><pre>"...), r.Raw)
	return append(dst, "</pre></td></tr>\n"...)
}

func (h *htmlPage) Write(rendered []byte) error {
	for len(rendered) > 0 {
		n := bytes.IndexByte(rendered, '\n') + 1
		line := rendered[:n]
		rendered = rendered[n:]
		to := &h.products
		if bytes.HasPrefix(line, []byte(rejectedMark)) {
			to = &h.rejects
		} else if h.o.MaxRows > 0 && h.listed == h.o.MaxRows {
			h.left++
			continue
		} else {
			h.listed++
		}
		if _, err := to.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func (h *htmlPage) Close(s *pipeline.Summary) (err error) {
	defer func() { err = joinNil(err, h.discard()) }()
	var t text
	h.head(&t)
	h.summary(&t, s)
	h.productsHead(&t)
	if err := writeAll(h.w, t.Bytes()); err != nil {
		return err
	}
	if err := h.products.copyTo(h.w, 0, h.products.Len()); err != nil {
		return err
	}
	t.Reset()
	t.line("</tbody></table></div>")
	if h.left > 0 {
		t.line("<p class=warn>", figure(h.left), " more products are not listed here: the page shows the first ", figure(h.o.MaxRows), ". The summary counts them all.</p>")
	}
	if h.rejects.Len() > 0 {
		t.line("<h2 id=rejected>Rejected rows</h2><div class=scroll><table><thead><tr><th>Catalog<th class=n>Row<th class=n>Line<th>Column<th>Why<th>As it stands</tr></thead><tbody>")
	}
	if err := writeAll(h.w, t.Bytes()); err != nil {
		return err
	}
	if err := h.rejects.copyTo(h.w, 0, h.rejects.Len()); err != nil {
		return err
	}
	t.Reset()
	if h.rejects.Len() > 0 {
		t.line("</tbody></table></div>")
	}
	h.advice(&t)
	h.rulebook(&t)
	t.line("<script>", pageJS, "</script></body></html>")
	return writeAll(h.w, t.Bytes())
}

// joinNil returns the first error that is one.
func joinNil(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func (h *htmlPage) discard() error { return joinNil(h.products.discard(), h.rejects.discard()) }

// style is the page's style with the colours of the verdicts and the switch of skin types.
func (h *htmlPage) style() string {
	var b strings.Builder
	b.WriteString(pageCSS)
	for v := rules.Suitable; v <= rules.NotApplicable; v++ {
		fmt.Fprintf(&b, ".%s{background:%s;color:%s}\n", v, verdictColors[v].fill, verdictColors[v].ink)
	}
	for i := range h.l.skins {
		fmt.Fprintf(&b, "body:has(#skin%d:checked) .s%d{display:inline-block}\n", i, i)
	}
	return b.String()
}

// sourceHash is the hash of an inline style or script as a content security policy names it.
func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (h *htmlPage) head(t *text) {
	style := h.style()
	title := escaped(h.o.title())
	t.line("<!doctype html>")
	t.line(`<html lang="en"><head><meta charset="utf-8">`)
	t.line(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src `, sourceHash(style), `; script-src `, sourceHash(pageJS), `; base-uri 'none'; form-action 'none'">`)
	t.line(`<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">`)
	t.line("<title>", title, "</title>")
	t.line("<style>", style, "</style></head><body>")
	g := &h.l.set.Guide
	t.line("<header><h1>", title, "</h1><p class=m>", escaped(g.Title), ", version ", escaped(g.Version), ", rules ", escaped(h.l.set.Digest), "</p></header>")
}

func escaped(s string) string { return string(appendHTML(nil, s)) }
