package catalog

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// xmlItems are names of the elements that hold a product: those of RSS and Atom, which Google's product feeds are made of, and
// those of the usual price comparisons.
var xmlItems = map[string]bool{"item": true, "entry": true, "product": true, "offer": true, "shopitem": true, "record": true, "row": true, "article": true, "produkt": true, "produit": true, "producto": true}

// xmlFeed reads the items of a product feed.
type xmlFeed struct {
	name   string
	o      *Options
	d      *xml.Decoder
	item   string // the element's name, "" until one was found
	names  []string
	index  map[string]int
	fixed  bool // the header is known: no more columns
	cells  []string
	joined [][]byte // the texts of the cells
	in     *tokenReader

	xmlItem
}

// xmlProbe is how many tokens are looked at to find the first item.
const xmlProbe = 10_000

// openXML opens a product feed.
func openXML(in *input, o *Options) (*Table, error) {
	lower := strings.ToLower(string(in.sample[:min(len(in.sample), 2048)]))
	if strings.Contains(lower, `progid="excel.sheet"`) || strings.Contains(lower, "urn:schemas-microsoft-com:office:spreadsheet") {
		return nil, &FormatError{in.name, "an Excel 2003 XML workbook, whatever its name says", "open it in a spreadsheet and save it as .xlsx or .csv"}
	}
	stream, cs, err := in.decoded(o)
	if err != nil {
		return nil, err
	}
	f := &xmlFeed{name: in.name, o: o, in: &tokenReader{r: stream, most: o.MaxRecord + 64<<10}, index: map[string]int{}}
	f.d = xml.NewDecoder(f.in)
	f.d.Entity = xml.HTMLEntity
	f.d.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		if in.coded != "" || o.Encoding != "" {
			return r, nil // decoded already
		}
		e, err := htmlindex.Get(label)
		if err != nil {
			return nil, err
		}
		return e.NewDecoder().Reader(r), nil
	}
	s := &feedSource{row: f.row, taken: f.d.InputOffset}
	return openFeed(in, o, s, f.header, func() string {
		format := "XML product feed of <" + f.item + "> elements"
		if in.coded != "" || o.Encoding != "" {
			format += ", " + cs.name
		}
		return format
	})
}

// header fixes the columns.
func (f *xmlFeed) header() []string {
	f.fixed = true
	return f.names
}

// row adds the next item.
func (f *xmlFeed) row(p *gridPart) error {
	for probe := 0; ; probe++ {
		t, err := f.token()
		if err != nil {
			return f.fault(err)
		}
		if f.item == "" && probe > xmlProbe {
			return f.noItems()
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			if _, ok := t.(xml.Directive); ok && probe > 100 {
				return &FormatError{f.name, "XML with declarations among its elements", "export it as CSV or .xlsx"}
			}
			continue
		}
		name := strings.ToLower(e.Name.Local)
		if f.item == "" && xmlItems[name] {
			f.item = name
		}
		if name == f.item && f.item != "" {
			return f.read(p, e)
		}
	}
}

// tokenReader bounds what the decoder reads for a single token, which it holds in memory.
type tokenReader struct {
	r          io.Reader
	read, most int
}

var errLongToken = errors.New("a text, tag or comment is too long")

func (t *tokenReader) Read(p []byte) (int, error) {
	if t.read > t.most {
		return 0, errLongToken
	}
	n, err := t.r.Read(p)
	t.read += n
	return n, err
}

// token reads the next token.
func (f *xmlFeed) token() (xml.Token, error) {
	f.in.read = 0
	return f.d.Token()
}

// fault says what a decoder's error means. The decoder tells of an unclosed element, so a feed that was cut off is noticed.
func (f *xmlFeed) fault(err error) error {
	if err == io.EOF {
		if f.item == "" {
			return f.noItems()
		}
		return err
	}
	line, _ := f.d.InputPos()
	if errors.Is(err, errLongToken) {
		return &FormatError{f.name, fmt.Sprintf("XML with a text, tag or comment of more than %d bytes (line %d; --max-record)", f.o.MaxRecord, line), "export it as CSV or .xlsx"}
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return &FormatError{f.name, fmt.Sprintf("damaged XML (line %d: %s)", syntax.Line, syntax.Msg), "export it again"}
	}
	return &FormatError{f.name, fmt.Sprintf("XML that can't be read (%v)", err), "export it again"}
}

func (f *xmlFeed) noItems() error {
	return &FormatError{f.name, "XML without elements that hold a product (<item>, <entry>, <product>, <offer> …)", "export it as CSV or .xlsx"}
}

// read adds the item whose start tag was read.
func (f *xmlFeed) read(p *gridPart, item xml.StartElement) error {
	line, _ := f.d.InputPos()
	f.begin(item)
	for len(f.open) > 0 {
		t, err := f.token()
		if err != nil {
			return f.fault(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(f.open) > jsonDepth {
				return &FormatError{f.name, fmt.Sprintf("XML whose elements stand more than %d deep in each other (line %d)", jsonDepth, line), "export it as CSV or .xlsx"}
			}
			f.start(t)
		case xml.CharData:
			f.chars(t)
		case xml.EndElement:
			f.end()
		}
		f.long = f.long || f.size > f.o.MaxRecord
	}
	f.joined = f.joined[:0]
	for _, text := range f.found {
		f.put(text.path, text.text)
	}
	f.cells = f.cells[:0]
	for _, b := range f.joined {
		f.cells = append(f.cells, string(b))
	}
	if len(f.late) > 0 {
		for len(f.cells) < len(f.names) {
			f.cells = append(f.cells, "")
		}
		f.cells = append(f.cells, f.late...) // behind the columns, so that a rejected row keeps them
	}
	p.add(f.cells, nil, false)
	r := &p.rows[len(p.rows)-1]
	r.line, r.unread = line, f.unread
	switch {
	case f.long:
		r.fault = markTooLong
	case len(f.late) > 0:
		r.fault = markLate
	}
	return nil
}

// put takes the text of an element; texts of elements of the same path are joined.
func (f *xmlFeed) put(path, text string) {
	i, ok := f.index[path]
	if !ok {
		if f.fixed || len(f.names) == maxColumns {
			if m, _ := meanings(path); m != nil && m[0].field == FieldIngredients {
				f.late = append(f.late, text)
			}
			return
		}
		i = len(f.names)
		f.index[path] = i
		f.names = append(f.names, path)
	}
	for len(f.joined) <= i {
		if len(f.joined) < cap(f.joined) {
			f.joined = f.joined[:len(f.joined)+1]
			f.joined[len(f.joined)-1] = f.joined[len(f.joined)-1][:0]
		} else {
			f.joined = append(f.joined, nil)
		}
	}
	if len(f.joined[i]) > 0 {
		if string(f.joined[i]) == text {
			return
		}
		f.unread = f.unread || severalProducts(path)
	}
	f.joined[i] = joinItem(f.joined[i], []byte(text))
}

// severalProducts tells whether a path is that of a list in an element that may be a product in turn.
func severalProducts(path string) bool {
	names := strings.Split(strings.ToLower(path), ".")
	last := len(names) - 1
	field, ok := namesColumn([]byte(names[last]))
	return ok && field == FieldIngredients && slices.ContainsFunc(names[:last], func(n string) bool { return xmlItems[n] })
}
