package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
)

// allTold is told for all batches of a table.
func allTold(t testing.TB, tab *Table) []string {
	t.Helper()
	var all []string
	for _, r := range drain(t, tab) {
		s := fmt.Sprintf("%d:%d ", r.row, r.line)
		switch {
		case r.skip != "":
			s += "[" + r.skip + "]"
		case r.code != "":
			s += "[" + r.code + ": " + r.raw + "]"
		default:
			s += r.cells + strings.TrimSpace(r.notes)
		}
		all = append(all, s)
	}
	return all
}

func TestJSON(t *testing.T) {
	const a = `{"name":"A","inci":"` + listA + `","price":5}`
	const b = `{"price":6.50,"name":"B","inci":"` + listB + `"}`
	const wantA, wantB = `["A" "` + listA + `" "5"]`, `["B" "` + listB + `" "6.50"]`
	for name, c := range map[string]struct {
		data, format, header string
		want                 []string
	}{
		"lines":                        {a + "\n" + b + "\n", "JSON lines, UTF-8", "", []string{"1:1 " + wantA, "2:2 " + wantB}},
		"lines, CRLF and blank":        {a + "\r\n\r\n" + b, "JSON lines, UTF-8", "", []string{"1:1 " + wantA, "2:2 [blank]", "3:3 " + wantB}},
		"BOM":                          {"\xef\xbb\xbf" + a + "\n" + b, "JSON lines", "", []string{"1:1 " + wantA, "2:2 " + wantB}},
		"one line":                     {a, "JSON lines", "", []string{"1:1 " + wantA}},
		"damaged line":                 {a + "\n{\"name\":\"B\",\n" + b + "\n", "JSON lines", "", []string{"1:1 " + wantA, `2:2 [invalid-json: {"name":"B",]`, "3:3 " + wantB}},
		"damaged first line":           {"{\"name\" \"B\"}\n" + a + "\n" + b + "\n", "JSON lines", "", []string{`1:1 [invalid-json: {"name" "B"}]`, "2:2 " + wantA, "3:3 " + wantB}},
		"a line that is no object":     {a + "\n[1]\n\"x\"\n" + b, "JSON lines", "", []string{"1:1 " + wantA, "2:2 [no-object: [1]]", `3:3 [no-object: "x"]`, "4:4 " + wantB}},
		"bytes that are not UTF-8":     {a + "\n{\"name\":\"\xff\"}\n" + b, "JSON lines", "", []string{"1:1 " + wantA, "2:2 [invalid-encoding: {\"name\":\"\xff\"}]", "3:3 " + wantB}},
		"array":                        {"[" + a + "," + b + "]", "JSON array", "", []string{"1:1 " + wantA, "2:1 " + wantB}},
		"array, indented":              {"[\n  " + strings.ReplaceAll(a, ",\"", ",\n \"") + ",\n  " + b + "\n]\n", "JSON array", "", []string{"1:2 " + wantA, "2:5 " + wantB}},
		"objects, indented":            {strings.ReplaceAll(a, ",\"", ",\n \"") + "\n" + b + "\n", "JSON objects", "", []string{"1:1 " + wantA, "2:4 " + wantB}},
		"array in an object":           {`{"count":2,"products":[` + a + "," + b + `],"more":false}`, "JSON object whose array products is read", "", []string{"1:1 " + wantA, "2:1 " + wantB}},
		"array in an object, indented": {"{\n\"count\":2,\"products\":[\n" + a + ",\n" + b + "\n]}\n", "JSON object whose array products is read", "", []string{"1:3 " + wantA, "2:4 " + wantB}},
		"damage in an array":           {"[" + a + `,{"name":x},5,` + b + "]", "JSON array", "", []string{"1:1 " + wantA, `2:1 [invalid-json: {"name":x}]`, "3:1 [no-object: 5]", "4:1 " + wantB}},
		"inner objects and lists": {`{"id":7,"brand":{"name":"V","country":null},"title":"A","ingredients":["Aqua","Glycerin","Niacinamide","Parfum"],"sun":true,"tags":[],"variants":[{"title":"30 ml","price":"5"},{"title":"50 ml","price":"8"}]}`,
			"JSON lines", "id¦brand.name¦brand.country¦title¦ingredients¦sun¦variants.title¦variants.price¦variants",
			[]string{`1:1 ["7" "V" "" "A" "Aqua, Glycerin, Niacinamide, Parfum" "true" "30 ml" "5" "30 ml, 50 ml"]`}},
		"escapes":          {`{"name":"Cr\u00e8me \"A\" \ud83d\ude00 \/\\","inci":"Aqua,\n` + listB + `","price":null}`, "JSON lines", "name¦inci¦price", []string{`1:1 ["Crème \"A\" 😀 /\\" "Aqua,\n` + listB + `" ""]`}},
		"half a character": {`{"name":"A","inci":"` + listA + ` \ud83d","price":5}`, "JSON lines", "", []string{`1:1 ["A" "` + listA + " \ufffd\" \"5\"]undecodable@1"}},
		"a member twice":   {`{"name":"A","inci":"` + listA + `","price":5,"inci":"Aqua"}`, "JSON lines", "", []string{`1:1 ["A" "` + listA + `" "5"]member-twice@1`}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, chunk := range []int{0, 40, 200} {
				tab := openTest(t, []byte(c.data), Options{ChunkSize: chunk})
				if !strings.HasPrefix(tab.Format, c.format) {
					t.Errorf("format %q, want %q", tab.Format, c.format)
				}
				if c.header == "" {
					c.header = "name¦inci¦price"
				}
				if got := strings.Join(tab.Header, "¦"); got != c.header {
					t.Errorf("header %q, want %q", got, c.header)
				}
				if got := allTold(t, tab); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
					t.Errorf("chunks of %d: got\n%q\nwant\n%q", chunk, got, c.want)
				}
			}
		})
	}
}

func TestMembersOfLists(t *testing.T) {
	for list, want := range map[string]string{
		`["Aqua","Glycerin",["Retinol",["Parfum"]]]`:                                       "Aqua, Glycerin, Retinol, Parfum",
		`[{"inci":"Aqua"},{"inci":"Glycerin"},{"ingredient":"Retinol"}]`:                   "Aqua, Glycerin, Retinol",
		`[{"INCI":"Aqua"},{"inci":"","name":"Glycerin"},{}]`:                               "Aqua, Glycerin",
		`[{"text":"Aqua"},{"text":"Complex","ingredients":[{"text":"Retinol"},"Parfum"]}]`: "Aqua, Complex, Retinol, Parfum member-unread true",
		`[{"text":"Aqua"},{"text":{"en":"Retinol"}}]`:                                      "Aqua member-unread true",
		`[{"text":"Aqua"},{"substance_id":5}]`:                                             "Aqua member-unread true",
		`[{"substance_id":4},{"substance_id":5}]`:                                          " member-unread true",
		`[{"text":"Aqua","functions":["solvent"],"sub_ingredients":[]},{"text":"Parfum"}]`: "Aqua, Parfum",
		`["Aqua",null,5,true]`:                                                             "Aqua, 5, true",
		`[[[]],"Aqua",[[[["Parfum"]]]]]`:                                                   "Aqua, Parfum",
		strings.Repeat("[", 70) + `"Parfum"` + strings.Repeat("]", 70):                     " member-unread true",
		strings.Repeat(`[{"text":"A","ingredients":`, 5) + `[]` + strings.Repeat("}]", 5):  "A, A, A, A member-unread true",
	} {
		for _, data := range []string{`{"name":"B","ingredients":"` + listB + `"}` + "\n" + `{"name":"A","ingredients":` + list + "}\n", "[" + `{"name":"B","ingredients":"` + listB + `"},{"name":"A","ingredients":` + list + "}]"} {
			tab := openTest(t, []byte(data), Options{})
			var got string
			row := 0
			for {
				b, err := tab.Next()
				if err != nil {
					break
				}
				b.Split()
				b.Each(1, 1, func(r *Record) error {
					if row++; row == 2 {
						got = string(r.Fields[tab.Columns.First(FieldIngredients)])
						for _, n := range r.Notes {
							got += fmt.Sprint(" ", n.Code, " ", n.Doubtful())
						}
					}
					return nil
				})
			}
			if got != want {
				t.Errorf("%.80s: %q, want %q", list, got, want)
			}
		}
	}
}

func TestMembersOfObjectsAreNoLists(t *testing.T) {
	tab := openTest(t, []byte(`[{"name":"A","ingredients":[{"name":"Aqua","purpose":"solvent"},{"name":"Parfum","purpose":"scent"}]}]`), Options{})
	if got := described(tab); got != "name=name ingredients=ingredients" {
		t.Errorf("columns %s", got)
	}
}

func TestOpenBeautyFacts(t *testing.T) {
	data := `{"code":"3600","lang":"fr","product_name":"Crème","brands":"V,W","categories":"Face, Creams","ingredients":[{"id":"en:water","text":"Aqua","percent_min":50},{"id":"en:glycerin","text":"Glycerin"}],"ingredients_text":"` + listA + `","ingredients_n":4,"nutriments":{"x":1},"labels":"Vegan"}` + "\n" +
		`{"code":"3601","product_name":"Lait","ingredients_text":"","ingredients_text_fr":"` + listB + `"}` + "\n"
	tab := openTest(t, []byte(data), Options{})
	if got := described(tab); got != "id=code brand=brands name=product_name category=categories ingredients=ingredients_text + ingredients_text_fr claims=labels" {
		t.Errorf("columns %s", got)
	}
	if got := allTold(t, tab); len(got) != 2 {
		t.Errorf("%q", got)
	}
}

func TestShopifyJSON(t *testing.T) {
	data := `{"products":[{"id":7,"title":"Calm","handle":"calm","body_html":"<p>Ingredients: ` + listA + `, Allantoin, Panthenol, Carbomer, Limonene, Linalool</p>","vendor":"V","product_type":"Serum","tags":["a","b"],"variants":[{"id":9,"sku":"S1","price":"5.00"},{"id":10,"price":"8.00"}],"images":[]}]}`
	tab := openTest(t, []byte(data), Options{})
	if got := described(tab); got != "id=handle + variants.sku brand=vendor name=title category=product_type + tags description=body_html price=variants.price" {
		t.Errorf("columns %s", got)
	}
}

// TestLateField: a list in a member that the file's beginning does not have is never passed over.
func TestLateField(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, `{"name":"Cream %d","inci":"%s"}`+"\n", i, listA)
	}
	b.WriteString(`{"name":"Late","ingredients":"` + listB + `"}` + "\n")
	all := allTold(t, openTest(t, []byte(b.String()), Options{}))
	if got := all[len(all)-1]; len(all) != 5001 || !strings.HasPrefix(got, "5001:5001 [late-field") {
		t.Errorf("%d records, the last %q", len(all), got)
	}
}

func TestJSONLimits(t *testing.T) {
	good := `{"name":"A","inci":"` + listA + `"}`
	long := `{"name":"` + strings.Repeat("x", 2000) + `"}`
	tab := openTest(t, []byte(good+"\n"+long+"\n"+good+"\n"), Options{MaxRecord: 500, ChunkSize: 100})
	var codes []string
	for _, r := range drain(t, tab) {
		codes = append(codes, fmt.Sprint(r.row, r.code, len(r.raw)))
	}
	if got := strings.Join(codes, " "); got != "10 2record-too-long500 30" {
		t.Errorf("%s", got)
	}
	for _, data := range []string{"[" + good + "," + long + "]", "[" + good + `,{"name":"cut`} {
		c, err := OpenReader(strings.NewReader(data), "shop.json", Options{MaxRecord: 500, ChunkSize: 100})
		if err != nil {
			t.Fatal(err)
		}
		for err == nil {
			_, err = c.Tables[0].Next()
		}
		if err == io.EOF || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("error %v", err)
		}
	}
	tab = openTest(t, append([]byte(good+"\n"), bytes.Repeat([]byte("x"), 40<<20)...), Options{})
	if got := drain(t, tab); len(got) != 2 || got[1].code != "record-too-long" {
		t.Errorf("%d records", len(got))
	}
}

// FuzzJSON: lines are read as encoding/json reads them, whatever the chunks.
func FuzzJSON(f *testing.F) {
	f.Add(`{"name":"A","inci":"Aqua, Glycerin, Parfum, Sodium"}`, 10)
	f.Add(`{"name":"\u00e9\ud83d\ude00","x":[1,"a",{"text":"b"},[2]],"y":{"z":null}}`+"\n\n{", 3)
	f.Add(`{"a":"\"\\","name":true}`+"\r\n"+`{"name":-1.5e3}`, 100)
	f.Fuzz(func(t *testing.T, data string, chunk int) {
		const first = `{"name":"A","inci":"Aqua, Glycerin, Niacinamide, Parfum"}` + "\n"
		c, err := OpenReader(strings.NewReader(first+data), "fuzz", Options{ChunkSize: 1 + chunk&1023})
		if err != nil {
			return
		}
		tab := c.Tables[0]
		lines := strings.Split(strings.TrimSuffix(first+data, "\n"), "\n")
		got := drain(t, tab)
		if !strings.HasPrefix(tab.Format, "JSON lines") || len(got) < len(lines) {
			if strings.HasPrefix(tab.Format, "JSON lines") {
				t.Fatalf("%d records of %d lines", len(got), len(lines))
			}
			return
		}
		for i, l := range lines {
			var v map[string]any
			valid := json.Unmarshal([]byte(l), &v) == nil && v != nil
			if r := got[i]; valid == (r.code == "invalid-json" || r.code == "no-object") && r.skip == "" && r.code != "invalid-encoding" {
				t.Errorf("line %q: code %q, valid %v", l, r.code, valid)
			}
			if name, ok := v["name"].(string); valid && ok && got[i].code == "" && got[i].skip == "" && !strings.Contains(got[i].cells, fmt.Sprintf("%q", name)) && !strings.Contains(got[i].notes, "@") {
				t.Errorf("line %q: cells %s", l, got[i].cells)
			}
		}
	})
}

// TestJSONShapes: wherever the array of products stands, all of them are read; where it can't be told, that is said.
func TestJSONShapes(t *testing.T) {
	const a, b = `{"id":"1","name":"A","inci":"Aqua, Retinol"}`, `{"id":"2","name":"B","inci":"Aqua, Parfum"}`
	for data, want := range map[string]string{
		`{"data":{"products":[` + a + `,` + b + `]}}`:                                                                      "A: Aqua, Retinol|B: Aqua, Parfum",
		`{"meta":{"items":[{"page":1}]},"response":{"list":[` + a + `,` + b + `]}}`:                                        "A: Aqua, Retinol|B: Aqua, Parfum",
		`{"hits":{"total":2,"hits":[{"_id":"1","_source":` + a + `},{"_id":"2","_source":` + b + `}]}}`:                    "A: Aqua, Retinol|B: Aqua, Parfum",
		`{"_id":"1","_source":` + a + "}\n" + `{"_id":"2","_source":` + b + "}\n":                                          "A: Aqua, Retinol|B: Aqua, Parfum",
		`{"data":{"products":{"edges":[{"node":` + a + `},{"node":` + b + `}]}}}`:                                          "A: Aqua, Retinol|B: Aqua, Parfum",
		`{"products":[` + a + `]}` + "\n" + `{"products":[` + a + `,` + b + `]}`:                                           ": Aqua, Retinol|: Aqua, Retinol member-unread",
		`{"name":"A","inci":"Aqua","variants":[{"sku":"1","inci":"Aqua, Retinol"},{"sku":"2","inci":"Aqua"}]}`:             "A: Aqua member-unread",
		`{"name":"A","body_html":"Ingredients: Aqua","variants":[{"sku":"1","inci":"Aqua"},{"sku":"2","inci":"Retinol"}]}`: "A: Aqua member-unread",
		`{"name":"A","ingredients":[{"name":"Aqua"},{"name":"Retinol"}],"related":[{"name":"B","ingredients":"Parfum"}]}`:  "A: Aqua, Retinol",
		`{"1":` + a + `,"2":` + b + `}`:  "each product under a key of its own",
		`[["name","inci"],["A","Aqua"]]`: "no objects",
		`[1,2,3]`:                        "no column",
		`{"name":"A","inci":"Aqua` + "\n" + `{"name":"B","inci":"Aqua`: "none of whose first objects can be read",
		`[{"name":"A","inci":"Aqua}]`:                                  "the file was cut off",
	} {
		c, err := OpenReader(strings.NewReader(data), "shop.json", Options{})
		if err != nil {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %s", data, err, want)
			}
			continue
		}
		tab := c.Tables[0]
		var got []string
		for {
			b, err := tab.Next()
			if err != nil {
				break
			}
			b.Split()
			b.Each(1, 1, func(r *Record) error {
				s := cellOf(tab, r, FieldName) + ": " + cellOf(tab, r, FieldIngredients)
				for _, n := range r.Notes {
					if s += " " + n.Code; !n.Doubtful() {
						t.Errorf("%s: %s raises no doubt", data, n.Code)
					}
				}
				got = append(got, s)
				return nil
			})
		}
		if got := strings.Join(got, "|"); got != want {
			t.Errorf("%s (%s)\ngot  %s\nwant %s", data, tab.Format, got, want)
		}
	}
}

// TestJSONArrayEnds: an array that was cut off between its objects, or behind which more stands, is no whole catalog.
func TestJSONArrayEnds(t *testing.T) {
	const a = `{"name":"A","inci":"Aqua, Glycerin"}`
	for data, want := range map[string]string{
		"[" + a + "," + a + "]":                        "EOF",
		"[" + a + "," + a + "]\n \n":                   "EOF",
		"[" + a + "," + a + ",":                        "cut off",
		"[" + a + "," + a:                              "cut off",
		`{"products":[` + a + "," + a + `],"n":[1]}`:   "EOF",
		`{"products":[` + a + "," + a + "\n":           "cut off",
		"[" + a + "]\n[" + a + "]":                     "behind its array",
		"[" + strings.Repeat(a+",\n", 9000) + a + "]x": "behind its array",
		"[" + strings.Repeat(a+",\n", 9000):            "line 9001: the array is not closed",
	} {
		for _, chunk := range []int{0, 10, 1000} {
			c, err := OpenReader(strings.NewReader(data), "shop.json", Options{ChunkSize: chunk})
			for err == nil {
				var b *Batch
				if b, err = c.Tables[0].Next(); err == nil {
					b.Split()
				}
			}
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%.50q in chunks of %d: %v, want %s", data, chunk, err, want)
			}
		}
	}
}

func cellOf(tab *Table, r *Record, f Field) string {
	if i := tab.Columns.First(f); i >= 0 {
		return string(r.Fields[i])
	}
	return ""
}
