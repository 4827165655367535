package pipeline

import (
	"bytes"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/net/html"

	"screen/pipeline/catalog"
	"screen/pipeline/inci"
)

// understand fills in with what a record holds of a product. Strings of in point into the record.
func understand(t *catalog.Table, rec *catalog.Record, in *Input) {
	cols := &t.Columns
	diagnostics := in.Diagnostics[:0]
	*in = Input{Source: t.Source, Sheet: t.Sheet, Row: rec.Row, Line: rec.Line}
	in.ID = first(rec, cols[catalog.FieldID])
	in.Price = first(rec, cols[catalog.FieldPrice])
	in.Text.Name = first(rec, cols[catalog.FieldName])
	in.Text.Brand = first(rec, cols[catalog.FieldBrand])
	in.Text.Category = all(rec, cols[catalog.FieldCategory], " > ")
	in.Text.Claims = all(rec, cols[catalog.FieldClaims], "\n")
	in.Text.Description = plainText(all(rec, cols[catalog.FieldDescription], "\n"))
	in.Text.SPF = first(rec, cols[catalog.FieldSPF])
	in.Text.PH = first(rec, cols[catalog.FieldPH])
	list, other := lists(t, rec)
	in.Text.Ingredients = list
	if other >= 0 {
		in.Doubtful = true
		one, two := header(t, firstFilled(rec, cols[catalog.FieldIngredients])), header(t, other)
		diagnostics = append(diagnostics, Diagnostic{Code: "several-lists", Column: two,
			Message: "the columns \"" + one + "\" and \"" + two + "\" hold different lists; the first was read, and may not be the whole; --map ingredients=COLUMN takes one"})
	}
	if in.Text.Ingredients == "" && in.Text.Description != "" {
		if start, end, ok := inci.FindList(in.Text.Description); ok {
			in.Text.Ingredients = in.Text.Description[start:end]
			in.Text.Description = in.Text.Description[:start]
		}
	}
	for _, n := range rec.Notes {
		in.Doubtful = in.Doubtful || n.Doubtful()
		diagnostics = append(diagnostics, Diagnostic{Code: n.Code, Message: n.Message, Column: header(t, n.Column)})
	}
	in.Diagnostics = diagnostics
}

// cell returns a field of a record without surrounding white space, as a string that shares the record's bytes.
func cell(rec *catalog.Record, column int) string {
	if column >= len(rec.Fields) {
		return ""
	}
	b := rec.Fields[column]
	if len(b) > 0 && (!inText(b[0]) || !inText(b[len(b)-1])) {
		b = bytes.TrimSpace(b)
	}
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// inText tells of a byte that it is no white space, nor part of such a rune.
func inText(c byte) bool { return c > ' ' && c < utf8.RuneSelf }

// header is the header of a column, empty for one behind the header's last.
func header(t *catalog.Table, column int) string {
	if column < 0 || column >= len(t.Header) {
		return ""
	}
	return t.Header[column]
}

// first returns the first column that is not empty.
func first(rec *catalog.Record, columns []int) string {
	for _, c := range columns {
		if s := cell(rec, c); s != "" {
			return s
		}
	}
	return ""
}

func firstFilled(rec *catalog.Record, columns []int) int {
	for _, c := range columns {
		if cell(rec, c) != "" {
			return c
		}
	}
	return -1
}

// actives joins the columns of a catalog that keeps active ingredients, the first column, apart from the others.
func actives(rec *catalog.Record, columns []int) string {
	active, others := cell(rec, columns[0]), all(rec, columns[1:], "\n")
	if active == "" || others == "" {
		return active + others
	}
	return "Active ingredients: " + active + "\nInactive ingredients: " + others
}

// all joins the columns that are not empty.
func all(rec *catalog.Record, columns []int, sep string) string {
	joined := ""
	for _, c := range columns {
		switch s := cell(rec, c); {
		case s == "":
		case joined == "":
			joined = s
		default:
			joined += sep + s
		}
	}
	return joined
}

// plainText takes the tags out of a description in HTML; blocks become lines of their own, the items of a list in HTML a line with
// commas, as ingredient lists are written.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := 0
	items, inside := false, false // in the items of a list; in one of them
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			switch text := z.Text(); {
			case hidden > 0 || items && !inside && len(bytes.TrimSpace(text)) == 0:
			case inside:
				b.Write(bytes.ReplaceAll(text, []byte("\n"), []byte(" ")))
			default:
				b.Write(text)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "script", "style":
				hidden++
			case "b", "i", "em", "strong", "span", "a", "u", "sup", "sub", "font":
			case "li":
				if items {
					b.WriteString(", ")
				} else {
					b.WriteByte('\n')
				}
				items, inside = true, true
			default:
				b.WriteByte('\n')
				items, inside = false, false
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "script", "style":
				hidden = max(0, hidden-1)
			case "li":
				inside = false
			case "p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr":
				b.WriteByte('\n')
				items, inside = false, false
			}
		}
	}
}
