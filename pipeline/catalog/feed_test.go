package catalog

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/parquet-go/parquet-go"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"
)

const feedHead = `<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>
`

func TestXMLFeed(t *testing.T) {
	const list = listA + ", Allantoin, Panthenol, Carbomer, Limonene, Linalool"
	for name, c := range map[string]struct {
		data, columns string
		want          []string
	}{
		"Google": {feedHead + `<item><g:id>1</g:id><title>Calm &amp; Cream</title><g:description><![CDATA[<p>Nice.</p>Ingredients: ` + list + `]]></g:description><g:brand>V</g:brand><g:shipping><g:country>DE</g:country></g:shipping><g:price>5 EUR</g:price></item>
<item><g:id>2</g:id><title>B</title><g:description>Ingredients: ` + list + `</g:description><g:product_highlight>a</g:product_highlight><g:product_highlight>b</g:product_highlight></item></channel></rss>`,
			"id=id brand=brand name=title description=description claims=product_highlight price=price",
			[]string{`1:3 ["1" "Calm & Cream" "<p>Nice.</p>Ingredients: ` + list + `" "V" "DE" "5 EUR" ""]`, `2:4 ["2" "B" "Ingredients: ` + list + `" "" "" "" "a, b"]`}},
		"Atom": {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>A</title><link href="http://x/1"/><ingredients>` + listA + `</ingredients></entry></feed>`,
			"id=id name=title ingredients=ingredients url=link", []string{`1:1 ["1" "A" "http://x/1" "` + listA + `"]`}},
		"products": {`<catalog><product id="7"><name>A</name><ingredients><ingredient>Aqua</ingredient><ingredient>Glycerin</ingredient><ingredient>Parfum</ingredient></ingredients></product></catalog>`,
			"id=id name=name ingredients=ingredients.ingredient", []string{`1:1 ["7" "A" "Aqua, Glycerin, Parfum"]`}},
		"another encoding": {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><products><product><name>Cr\xe8me&nbsp;A</name><inci>" + listA + "</inci></product></products>",
			"name=name ingredients=inci", []string{"1:1 [\"Crème\\u00a0A\" \"" + listA + "\"]"}},
	} {
		t.Run(name, func(t *testing.T) {
			tab := openTest(t, []byte(c.data), Options{})
			if got := described(tab); got != c.columns {
				t.Errorf("columns %s, want %s", got, c.columns)
			}
			if got := allTold(t, tab); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestXMLDamage(t *testing.T) {
	item := `<item><title>A</title><inci>` + listA + `</inci></item>`
	many := feedHead + strings.Repeat(item+"\n", 3000)
	for name, c := range map[string]struct{ data, want string }{
		"cut off":        {many, "line 3003"},
		"not closed":     {many + "<item><title>A</item></channel></rss>", "line 3003"},
		"no products":    {`<?xml version="1.0"?><config><a/><b>x</b></config>`, "elements that hold a product"},
		"Excel 2003":     {`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`, "Excel 2003"},
		"an entity bomb": {`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>`, "entity"},
		"nested":         {feedHead + "<item>" + strings.Repeat("<a>", 200), "deep"},
		"endless item":   {feedHead + "<item><title>" + strings.Repeat("x", 5<<20), "--max-record"},
	} {
		t.Run(name, func(t *testing.T) {
			tab, err := OpenReader(strings.NewReader(c.data), "feed.xml", Options{})
			for err == nil {
				_, err = tab.Tables[0].Next()
			}
			var format *FormatError
			if !errors.As(err, &format) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
	data := strings.Repeat(item, 2000) + `<item><title>Late</title><ingredients>` + listB + `</ingredients></item></channel></rss>`
	all := allTold(t, openTest(t, []byte(feedHead+data), Options{}))
	if got := all[len(all)-1]; len(all) != 2001 || !strings.HasPrefix(got, "2001:3 [late-field") || !strings.Contains(got, listB) {
		t.Errorf("%d records, the last %s", len(all), got)
	}
}

type parquetProduct struct {
	ID          int64     `parquet:"id"`
	Name        string    `parquet:"product_name"`
	Ingredients *string   `parquet:"ingredients,optional"`
	Tags        []string  `parquet:"tags,list"`
	Price       float64   `parquet:"price"`
	Since       time.Time `parquet:"since,timestamp(millisecond)"`
	Vegan       bool      `parquet:"vegan"`
}

func parquetFile(t testing.TB, rows int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[parquetProduct](&b, parquet.MaxRowsPerRowGroup(300), parquet.Compression(&parquet.Zstd))
	list := listA
	for i := range rows {
		p := parquetProduct{ID: int64(i + 1), Name: fmt.Sprintf("Cream %d", i+1), Ingredients: &list, Tags: []string{"a", "b"}, Price: 5.5, Since: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC), Vegan: i%2 == 0}
		if i == 1 {
			p.Ingredients, p.Tags = nil, nil
		}
		if _, err := w.Write([]parquetProduct{p}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParquet(t *testing.T) {
	data := parquetFile(t, 1000)
	tab := openTest(t, data, Options{})
	if got := described(tab); got != "id=id name=product_name category=tags ingredients=ingredients price=price" {
		t.Errorf("columns %s of %q", got, tab.Header)
	}
	all := allTold(t, tab)
	if len(all) != 1000 || all[0] != `1:0 ["1" "Cream 1" "`+listA+`" "a, b" "5.5" "2024-05-06T07:08:09" "true"]` || all[1] != `2:0 ["2" "Cream 2" "" "" "5.5" "2024-05-06T07:08:09" "false"]` ||
		!strings.HasPrefix(all[999], `1000:0 ["1000" "Cream 1000"`) {
		t.Errorf("%d records: %s … %s", len(all), strings.Join(all[:2], "\n"), all[len(all)-1])
	}
}

// TestParquetDamage: a damaged file gives an error or all of its rows, and never stops the program.
func TestParquetDamage(t *testing.T) {
	data := parquetFile(t, 400)
	for i := 0; i < len(data); i += 7 {
		bad := bytes.Clone(data)
		bad[i] ^= 0x55
		c, err := OpenReader(bytes.NewReader(bad), "shop.parquet", Options{})
		n := 0
		for err == nil {
			var b *Batch
			if b, err = c.Tables[0].Next(); err == nil {
				rows, _ := b.Split()
				b.Each(1, 1, func(*Record) error { return nil })
				n += rows
			}
		}
		if c != nil {
			c.Close()
		}
		if err.Error() == "EOF" && n != 400 {
			t.Errorf("byte %d: %d rows and no error", i, n)
		}
	}
	for _, cut := range []int{8, 100, len(data) / 2, len(data) - 1} {
		if _, err := OpenReader(bytes.NewReader(data[:cut]), "shop.parquet", Options{}); err == nil {
			t.Errorf("cut at %d: no error", cut)
		}
	}
}

// TestXMLLists: no shape in which shops put lists into XML loses a part of one in silence.
func TestXMLLists(t *testing.T) {
	for data, want := range map[string]string{
		`<inci>Aqua, <b>Retinol</b>, Parfum</inci>`:                                                                                                                        `inci=Aqua, Retinol, Parfum`,
		`<inci>Aqua,<br/>Retinol, <p>Parfum</p></inci>`:                                                                                                                    "inci=Aqua,\nRetinol, \nParfum",
		`<inci><p>Aqua</p><p>Retinol</p></inci>`:                                                                                                                           `inci.p=Aqua, Retinol`,
		`<inci>Aqua <li>Retinol</li> <li><i>Parfum</i></li></inci>`:                                                                                                        "inci=Aqua \nRetinol, Parfum",
		`<ingredients><ul><li>Aqua</li><li>Retinol</li></ul></ingredients>`:                                                                                                `ingredients.ul.li=Aqua, Retinol`,
		`<inci>Aqua</inci><inci>Retinol</inci>`:                                                                                                                            `inci=Aqua, Retinol`,
		`<ingredient>Aqua</ingredient><ingredient><name>Retinol</name></ingredient>`:                                                                                       `ingredient=Aqua, Retinol`,
		`<list>x <ingredients>Aqua, Retinol</ingredients></list>`:                                                                                                          `list.ingredients=Aqua, Retinol`,
		`<ingredients><ingredient>Aqua</ingredient><ingredient>Retinol</ingredient></ingredients>`:                                                                         `ingredients.ingredient=Aqua, Retinol`,
		`<ingredients><ingredient>Aqua</ingredient><ingredient><function>x</function><name>Retinol</name></ingredient></ingredients>`:                                      `ingredients.ingredient=Aqua, Retinol`,
		`<ingredients><item><inci>Aqua</inci><name>Water</name></item><item><name>Retinol</name></item></ingredients>`:                                                     `ingredients.item=Aqua, Retinol`,
		`<ingredients><ingredient name="Aqua"/><ingredient name="Retinol">0.3 %</ingredient></ingredients>`:                                                                `ingredients.ingredient=Aqua, Retinol 0.3 %`,
		`<ingredients><ingredient name="Aqua"><function>x</function></ingredient></ingredients>`:                                                                           `ingredients.ingredient=Aqua`,
		`<composition><ingredients><ingredient>Aqua</ingredient><ingredient>Retinol</ingredient></ingredients></composition>`:                                              `composition.ingredients=Aqua, Retinol`,
		`<ingredients><ingredient>Aqua</ingredient><ingredient id="17"/></ingredients>`:                                                                                    `ingredients.ingredient=Aqua (member-unread)`,
		`<ingredients><ingredient>Aqua</ingredient><ingredient><x>Retinol</x></ingredient></ingredients>`:                                                                  `ingredients.ingredient=Aqua ingredients.ingredient.x=Retinol (member-unread)`,
		`<ingredients><ingredient>Aqua</ingredient><ingredient><name>Complex</name><ingredients><ingredient>Retinol</ingredient></ingredients></ingredient></ingredients>`: `ingredients.ingredient=Aqua, Complex, Retinol (member-unread)`,
		`<list><item><inci>Aqua</inci></item><item><inci>Retinol</inci></item></list>`:                                                                                     `list.item.inci=Aqua, Retinol (member-unread)`,
		`<description>Nice <b>cream</b>.<h3>Ingredients</h3><ul><li>Aqua</li> <li>Retinol</li></ul> Enjoy</description><inci>Aqua</inci>`:                                  "description=Nice cream.\nIngredients\nAqua, Retinol\n Enjoy inci=Aqua",
	} {
		tab := openTest(t, []byte("<products><product><name>A</name>"+data+"</product></products>"), Options{AnyColumns: true})
		var got []string
		b, err := tab.Next()
		if err != nil {
			t.Fatal(err)
		}
		b.Split()
		b.Each(1, 1, func(r *Record) error {
			for i, c := range r.Fields[1:] {
				got = append(got, tab.Header[i+1]+"="+string(c))
			}
			for _, n := range r.Notes {
				got = append(got, "("+n.Code+")")
				if !n.Doubtful() {
					t.Errorf("%s: %s raises no doubt", data, n.Code)
				}
			}
			return nil
		})
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s\ngot  %q\nwant %q", data, got, want)
		}
	}
	late := "<products>" + strings.Repeat("<product><name>A</name><ingredients>Aqua</ingredients></product>", 500) + "<product><name>B</name><ingredients>Aqua</ingredients><composition>Retinol</composition></product></products>"
	all := allTold(t, openTest(t, []byte(late), Options{}))
	if got := all[len(all)-1]; !strings.Contains(got, NoteUnread) {
		t.Errorf("a second list that comes late: %s", got)
	}
}

// TestXMLLimits: an item that is too long is rejected, and reading goes on behind it; what would be held in memory without end is refused.
func TestXMLLimits(t *testing.T) {
	item := `<product><name>A</name><inci>` + listA + `</inci></product>`
	for name, long := range map[string]string{
		"text":           `<inci>` + strings.Repeat("Aqua, ", 500) + `</inci>`,
		"elements":       strings.Repeat(`<a>x</a>`, 200),
		"one in another": strings.Repeat("<a>x", 30) + strings.Repeat("y", 500) + strings.Repeat("</a>", 30),
		"attributes":     `<link href="` + strings.Repeat("x", 3000) + `"/>`,
	} {
		data := "<products>" + item + `<product><name>B</name>` + long + `</product>` + item + "</products>"
		all := allTold(t, openTest(t, []byte(data), Options{MaxRecord: 2000}))
		if len(all) != 3 || !strings.HasPrefix(all[1], "2:1 [record-too-long: B") || !strings.HasPrefix(all[2], `3:1 ["A"`) {
			t.Errorf("%s: %d records: %.200q", name, len(all), all)
		}
	}
	for name, begin := range map[string]string{"text": "<products><product><name>", "comment": "<products><product><!--", "tag": "<products><product a='"} {
		endless := io.MultiReader(strings.NewReader(begin), repeated('x'))
		if _, err := OpenReader(endless, "feed.xml", Options{}); err == nil || !strings.Contains(err.Error(), "--max-record") {
			t.Errorf("an endless %s: %v", name, err)
		}
	}
}

// repeated is a byte without end.
type repeated byte

func (r repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}

// FuzzXML checks that text in a list, however elements mark it up, is read or told of: no word of it is lost in silence.
func FuzzXML(f *testing.F) {
	for _, s := range []string{"<b>Retinol</b>, Parfum", "<p>a</p><p>b</p>", "<li>a</li>b<li>c<i>d</i></li>", "<ingredient><name>a</name><x>b</x></ingredient>", "a<ingredient name='b'/>c", "<item>a<ingredients>b</ingredients></item>", "<![CDATA[<b>a</b>]]>&amp;b<!--c-->", "<a><a>x</a>y</a>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, inner string) {
		data := "<products><product><name>A</name><inci>Aqua " + inner + " Parfum</inci></product></products>"
		c, err := OpenReader(strings.NewReader(data), "feed.xml", Options{AnyColumns: true})
		if err != nil || len(c.Tables[0].Header) > 100 {
			t.Skip()
		}
		defer c.Close()
		var words []string
		depth, outer := 0, 0
		for d := xml.NewDecoder(strings.NewReader(data)); ; {
			d.Entity = xml.HTMLEntity
			tok, err := d.Token()
			if err != nil {
				break
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				depth++
				if depth == 2 {
					outer++
				}
			case xml.EndElement:
				depth--
			case xml.CharData:
				if depth > 2 {
					words = append(words, strings.FieldsFunc(string(tok), func(r rune) bool { return !unicode.IsLetter(r) })...)
				}
			}
		}
		if outer != 1 {
			t.Skip() // the text made another product
		}
		b, err := c.Tables[0].Next()
		if err != nil {
			t.Fatal(err)
		}
		b.Split()
		b.Each(1, 1, func(r *Record) error {
			if r.Err != nil || len(r.Notes) > 0 {
				return nil
			}
			text := string(bytes.Join(r.Fields, []byte(" ")))
			for _, w := range words {
				if !strings.Contains(text, w) {
					t.Errorf("%q: %q is lost in %q of %q", data, w, r.Fields, c.Tables[0].Header)
				}
			}
			return nil
		})
	})
}

// TestUTF16 reads JSON and XML in UTF-16, which do not show what they are before they are decoded.
func TestUTF16(t *testing.T) {
	xmlText := `<?xml version="1.0" encoding="utf-16"?><products><product><name>Crème</name><inci>` + listA + `</inci></product></products>`
	for text, format := range map[string]string{
		xmlText: "XML product feed of <product> elements",
		strings.Replace(xmlText, ` encoding="utf-16"`, "", 1):                        "XML product feed of <product> elements",
		`{"name":"Crème","inci":"` + listA + `"}` + "\n":                             "JSON lines",
		`[{"name":"Crème","inci":"` + listA + `"},{"name":"B","inci":"Aqua"}]`:       "JSON array",
		`{"products":[{"name":"Crème","inci":"` + listA + `"},{"name":"B"}]}` + "\n": "JSON object whose array products is read",
	} {
		for name, enc := range map[string]encoding.Encoding{
			"UTF-16 LE": xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM), "UTF-16 BE": xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM),
		} {
			data, err := enc.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			for _, data := range [][]byte{data, gzipped(t, string(data))} {
				tab := openTest(t, data, Options{})
				if want := format + ", " + name; tab.Format != want && tab.Format != want+", gzip" {
					t.Errorf("format %q, want %q", tab.Format, want)
				}
				if all := allTold(t, tab); !strings.Contains(all[0], `["Crème" "`+listA+`"`) {
					t.Errorf("%s: %s", tab.Format, all[0])
				}
			}
		}
	}
	latin, _ := charmap.Windows1252.NewEncoder().String(`<products><product><name>Crème</name><inci>` + listA + `</inci></product></products>`)
	for _, data := range []string{latin, strings.Replace(latin, "<products>", `<?xml version="1.0" encoding="utf-8"?><products>`, 1)} {
		tab := openTest(t, []byte(data), Options{Encoding: "windows-1252"})
		if all := allTold(t, tab); !strings.Contains(all[0], `["Crème" "`+listA+`"`) || !strings.HasSuffix(tab.Format, "Windows-1252") {
			t.Errorf("--encoding: %s: %s", tab.Format, all[0])
		}
	}
}
