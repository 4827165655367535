package catalog

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode"
)

// xmlItem gathers the texts of an item's elements, each under its path ("g.price"). Three shapes of elements need more care, for
// a part of a list that is lost would make its product look better than it is:
//
//   - An element with text of its own keeps that of the elements in it, in place: "Aqua, <b>Retinol</b>, Parfum".
//   - An element of a list that says its name in an element or attribute of its own stands for that name:
//     <ingredient><name>Retinol</name><function>…</function></ingredient>.
//   - One of which no name is found, or that holds a list in turn, makes the list unread: what was read may not be all of it.
type xmlItem struct {
	open   []xmlOpen // the elements that are open; the item is the first
	text   []byte    // all text of the item
	found  []xmlFound
	size   int      // bytes of text, and some for each element that holds one
	long   bool     // it is longer than a record may be: the rest of it is passed over
	late   []string // lists that stand where no item at the beginning has one
	unread bool     // a list has members that name nothing, or that hold lists of their own
}

// xmlOpen is an element that is open.
type xmlOpen struct {
	name, path string
	list       int    // how many elements around it, itself included, are named as lists of ingredients are
	label      string // its name, by an attribute
	attrs      bool   // it has attributes
	from       int    // where its text begins
	found      int    // how many texts had been found before it
	last       string // the element in it that ended last
	own        bool   // it has text of its own
	inner      bool   // it has elements
}

// xmlFound is what an element holds.
type xmlFound struct{ path, text string }

// begin starts with an item.
func (f *xmlItem) begin(item xml.StartElement) {
	clear(f.found)
	*f = xmlItem{open: append(f.open[:0], xmlOpen{}), text: f.text[:0], found: f.found[:0], late: f.late[:0]}
	f.attrs("", item)
}

// start goes into an element.
func (f *xmlItem) start(e xml.StartElement) {
	if f.long {
		f.open = append(f.open, xmlOpen{})
		return
	}
	top := &f.open[len(f.open)-1]
	top.inner = true
	o := xmlOpen{name: strings.ToLower(e.Name.Local), path: e.Name.Local, list: top.list, found: len(f.found)}
	if top.path != "" {
		o.path = top.path + "." + o.path
	}
	if field, ok := namesColumn([]byte(o.name)); ok && field == FieldIngredients {
		o.list++
	}
	f.apart(o.name, top.last)
	o.from = len(f.text)
	f.attrs(o.path, e)
	if o.list > 0 {
		o.label, o.attrs = label(e.Attr), len(e.Attr) > 0
	}
	f.open = append(f.open, o)
}

// chars takes text.
func (f *xmlItem) chars(t []byte) {
	f.size += len(t)
	if f.long {
		return
	}
	top := &f.open[len(f.open)-1]
	if items[top.last] {
		if len(bytes.TrimSpace(t)) == 0 {
			return
		}
		f.apart("", "")
		top.last = ""
	}
	top.own = top.own || bytes.ContainsFunc(t, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	f.text = append(f.text, t...)
}

// end leaves the element that was opened last.
func (f *xmlItem) end() {
	top := f.open[len(f.open)-1]
	f.open = f.open[:len(f.open)-1]
	if f.long || top.path == "" {
		return
	}
	to := len(f.text)
	f.open[len(f.open)-1].last = top.name
	if !items[top.name] {
		f.apart(top.name, "")
	}
	switch {
	case !top.inner:
		f.leaf(&top, trimmed(f.text[top.from:to]))
	case top.own && (top.list > 0 || !f.fieldsSince(top.found)):
		f.found = f.found[:top.found]
		f.size += to - top.from // it counts again: elements around it may be of that kind, too
		f.add(top.path, trimmed(f.text[top.from:to]))
	case top.list > 0 && !htmlTags[top.name]:
		f.member(&top)
	}
}

// add notes a text.
func (f *xmlItem) add(path, text string) {
	f.found = append(f.found, xmlFound{path, text})
	f.size += 64 // its memory
}

func trimmed(text []byte) string { return string(bytes.Trim(text, ", \t\r\n")) }

// leaf takes the text of an element without others in it.
func (f *xmlItem) leaf(e *xmlOpen, text string) {
	switch {
	case e.label != "" && !strings.ContainsFunc(text, unicode.IsLetter):
		f.add(e.path, strings.TrimSpace(e.label+" "+text))
	case text != "":
		f.add(e.path, text)
	case e.list > 0 && e.attrs && !e.root() && !htmlTags[e.name]:
		f.unread = true // it only refers to what it means
	}
}

// root tells whether the element is a list that stands in no other.
func (e *xmlOpen) root() bool {
	field, ok := namesColumn([]byte(e.name))
	return e.list == 1 && ok && field == FieldIngredients
}

// fieldsSince tells whether one of the texts found since is that of a field: then text beside its element is a slip, and no mixed
// content.
func (f *xmlItem) fieldsSince(n int) bool {
	for _, t := range f.found[n:] {
		if _, ok := namesColumn([]byte(t.path[strings.LastIndexByte(t.path, '.')+1:])); ok {
			return true
		}
	}
	return false
}

// member makes one text of an element in a list that has elements, but no text of its own: its name, and what lists in it hold. The
// rest speaks of the ingredient (its function, its share). The elements of a list itself stay as they are.
func (f *xmlItem) member(e *xmlOpen) {
	best := len(jsonNames)
	for _, t := range f.found[e.found:] {
		name, inner := e.child(t.path)
		if field, ok := namesColumn([]byte(name)); e.root() && ok && field == FieldIngredients {
			return
		}
		if i := indexFold(jsonNames[:best], []byte(name)); i >= 0 && !inner {
			best = i
		}
	}
	if best == len(jsonNames) && e.root() {
		return
	}
	joined, lists := []byte(nil), false
	if best == len(jsonNames) {
		joined = append(joined, e.label...)
	}
	for _, t := range f.found[e.found:] {
		name, inner := e.child(t.path)
		list := indexFold(jsonLists, []byte(name)) >= 0
		if list || !inner && best < len(jsonNames) && strings.EqualFold(name, jsonNames[best]) {
			joined = joinItem(joined, []byte(t.text))
			lists = lists || list
		}
	}
	f.unread = f.unread || lists || len(joined) == 0
	if len(joined) > 0 {
		f.found = f.found[:e.found]
		f.add(e.path, string(joined))
	}
}

// child is the name of the element right inside e in which the text of the path was found; inner tells that it was further inside.
func (e *xmlOpen) child(path string) (name string, inner bool) {
	name, _, inner = strings.Cut(strings.TrimPrefix(path[len(e.path):], "."), ".")
	return name, inner
}

// htmlTags are elements that say how a text looks, and not what it is.
var htmlTags = map[string]bool{"p": true, "div": true, "span": true, "br": true, "b": true, "i": true, "em": true, "strong": true, "u": true, "a": true, "sup": true, "sub": true, "font": true, "img": true, "hr": true,
	"ul": true, "ol": true, "li": true, "table": true, "tbody": true, "thead": true, "tr": true, "td": true, "th": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true}

// inline are those of them that do not part words.
var inline = map[string]bool{"b": true, "i": true, "em": true, "strong": true, "span": true, "a": true, "u": true, "sup": true, "sub": true, "font": true}

// apart keeps the texts of elements apart: as the items of a list, or as lines are. before is the element that ended just before.
func (f *xmlItem) apart(name, before string) {
	switch n := len(f.text); {
	case inline[name] || n == 0:
	case items[name] && items[before]:
		if t := bytes.TrimRight(f.text, " \t\r\n"); len(t) > 0 && t[len(t)-1] != ',' {
			f.text = append(f.text, ", "...)
		}
	case f.text[n-1] != '\n':
		f.text = append(f.text, '\n')
	}
}

// items are elements that are the items of a list.
var items = map[string]bool{"li": true, "ingredient": true, "item": true}

// attrs takes the attributes that tell of a product: its id, a link.
func (f *xmlItem) attrs(path string, e xml.StartElement) {
	for _, a := range e.Attr {
		f.size += len(a.Value)
		switch at := a.Name.Local; {
		case a.Value == "":
		case path == "" && (at == "id" || at == "href" || at == "name"):
			f.add(at, a.Value)
		case at == "href":
			f.add(path, a.Value)
		}
	}
}

// label is the attribute that names an ingredient, "" if there is none.
func label(attrs []xml.Attr) string {
	text, best := "", len(jsonNames)
	for _, a := range attrs {
		if i := indexFold(jsonNames[:best], []byte(a.Name.Local)); i >= 0 && strings.TrimSpace(a.Value) != "" {
			text, best = strings.TrimSpace(a.Value), i
		}
	}
	return text
}
