package catalog

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

const (
	listA = "Aqua, Glycerin, Niacinamide, Phenoxyethanol"
	listB = "Water, Butylene Glycol, Sodium Hyaluronate, Parfum"
)

// pollutions are kinds of damage and dialects found in catalogs. want has one line a record: row, line, then its cells
// joined by "¦", or what else became of it in brackets.
var pollutions = []struct {
	name   string
	data   string
	o      Options
	format string
	header string // joined by "¦"; "" = name¦inci¦price
	want   []string
	note   string // part of one of Table.Notes
}{
	{name: "plain", data: "name,inci,price\nA,\"" + listA + "\",5\nB,\"" + listB + "\",6\n", format: "CSV, comma, UTF-8",
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "no line end at the end", data: "name,inci,price\nA,\"" + listA + "\",5", want: []string{"2:2 A¦" + listA + "¦5"}},
	{name: "semicolon, lists without quotes", data: "name;inci;price\nA;" + listA + ";5\nB;" + listB + ";6\n", format: "CSV, semicolon, UTF-8",
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "tab", data: "name\tinci\tprice\nA\t" + listA + "\t5\n", format: "CSV, tab, UTF-8", want: []string{"2:2 A¦" + listA + "¦5"}},
	{name: "bar", data: "name|inci|price\nA|" + listA + "|5\n", format: "CSV, bar, UTF-8", want: []string{"2:2 A¦" + listA + "¦5"}},
	{name: "colon", data: "name:inci:price\nA:" + listA + ":5\n", format: "CSV, colon, UTF-8", want: []string{"2:2 A¦" + listA + "¦5"}},
	{name: "caret", data: "name^inci^price\nA^" + listA + "^5\n", format: "CSV, caret, UTF-8", want: []string{"2:2 A¦" + listA + "¦5"}},
	{name: "tilde", data: "name~inci~price\nA~" + listA + "~5\n", format: "CSV, tilde, UTF-8", want: []string{"2:2 A¦" + listA + "¦5"}},
	{name: "two bars", data: "name||inci||price\nA||" + listA + "||5\nB||" + listB + "||6\n", format: `CSV, "||", UTF-8`,
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "bars and a tilde", data: "name|~|inci|~|price\nA|~|" + listA + "|~|5\nB|~|" + listB + "|~|6\n", format: `CSV, "|~|", UTF-8`,
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "a delimiter that nobody knows", data: "name<>inci<>price\nA<>" + listA + "<>5\nB<>" + listB + "<>6\n", format: `CSV, "<>", UTF-8`,
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "a control character", data: "name\x01inci\x01price\nA\x01" + listA + "\x015\nB\x01" + listB + "\x016\n", format: `CSV, "\x01", UTF-8`,
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "tags in cells are no delimiters", data: "name,inci,price\nA,<b>Aqua</b>,5\nB,<b>Water</b>,6\n", format: "CSV, comma, UTF-8", want: []string{"2:2 A¦<b>Aqua</b>¦5", "3:3 B¦<b>Water</b>¦6"}},
	{name: "a row with another delimiter", data: "name,price,inci\nA,5,\"" + listA + "\"\nB;6;" + listB + "\nC,7,\"" + listA + "\"\n", header: "name¦price¦inci",
		want: []string{"2:2 A¦5¦" + listA, "3:3 B;6;Water¦ Butylene Glycol¦ Sodium Hyaluronate¦ Parfum (row-too-long@3)", "4:4 C¦7¦" + listA}},
	{name: "a line end in a list without quotes", data: "name\tprice\tinci\nA\t5\tAqua,\nRetinol, Parfum\nB\t6\t" + listB + "\nTotal: 2\n", header: "name¦price¦inci",
		want: []string{"2:2 A¦5¦Aqua, (list-broken-off@2)", "3:3 Retinol, Parfum¦¦ (row-too-short@1)", "4:4 B¦6¦" + listB, "5:5 Total: 2¦¦ (row-too-short@1)"}},
	{name: "--escape none", data: "name,inci,price\n\"C:\\\",\"" + listA + "\",5\n\"The \\\"\"B\",\"" + listB + "\",6\n", o: Options{Escape: "none"}, format: "CSV, comma, UTF-8",
		want: []string{"2:2 C:\\¦" + listA + "¦5", "3:3 The \\\"B¦" + listB + "¦6"}},
	{name: "--escape backslash", data: "name,inci,price\nA,\"" + listA + "\",5\n\"The \\\"B\\\"\",\"" + listB + "\",6\n", o: Options{Escape: "backslash"}, format: "CSV, comma, backslash escapes, UTF-8",
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 The \"B\"¦" + listB + "¦6"}},
	{name: "--line-end any", data: "name,inci,price\nA,\"" + listA + "\",5\rB,\"" + listB + "\",6\n", o: Options{LineEnd: "any"}, want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "--line-end cr", data: "name,inci,price\rA,\"Aqua,\nGlycerin\",5\rB,Aqua\nParfum,6\r", o: Options{LineEnd: "cr"}, want: []string{"2:2 A¦Aqua,\nGlycerin¦5", "3:3 B¦Aqua\nParfum¦6"}},
	{name: "--line-end lf", data: "name,inci,price\nA,Aqua\rParfum,5\nB,Aqua\rGlycerin,6\n", o: Options{LineEnd: "crlf"}, want: []string{"2:2 A¦Aqua\rParfum¦5", "3:3 B¦Aqua\rGlycerin¦6"}},
	{name: "commas in a file of bars in lists", data: "name,inci,price\nA,Aqua|Glycerin|Parfum,5\nB,Aqua|Glycerin|Parfum|CI 77891,5\n", format: "CSV, comma, UTF-8",
		want: []string{"2:2 A¦Aqua|Glycerin|Parfum¦5", "3:3 B¦Aqua|Glycerin|Parfum|CI 77891¦5"}},
	{name: "single quotes", data: "name,inci,price\n'A','" + listA + "',5\n'B','" + listB + "',6\n'C''s','" + listB + "',6\n", format: "CSV, comma, single quotes, UTF-8",
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6", "4:4 C's¦" + listB + "¦6"}},
	{name: "apostrophes are no quotes", data: "name,inci,price\nL'Eau,\"" + listA + "\",5\n'Tis,\"" + listB + "\",6\n", format: "CSV, comma, UTF-8",
		want: []string{"2:2 L'Eau¦" + listA + "¦5", "3:3 'Tis¦" + listB + "¦6"}},
	{name: "backslash escapes", data: "name,inci,price\n\"5\\\" A, big\",\"" + listA + "\",5\n\"The \\\"B\\\", small\",\"" + listB + "\",6\n", format: "CSV, comma, backslash escapes, UTF-8",
		want: []string{"2:2 5\" A, big¦" + listA + "¦5", "3:3 The \"B\", small¦" + listB + "¦6"}},
	{name: "doubled quotes", data: "name,inci,price\n\"The \"\"A\"\"\",\"" + listA + "\",5\n", want: []string{"2:2 The \"A\"¦" + listA + "¦5"}},
	{name: "CRLF", format: "CSV, comma, CRLF line ends, UTF-8", data: "name,inci,price\r\nA,\"" + listA + "\",5\r\nB,\"" + listB + "\",\"6\"\r\n", want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "CR", data: "name,inci,price\rA,\"" + listA + "\",5\rB,\"" + listB + "\",6\r", format: "CSV, comma, CR line ends, UTF-8", want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6"}},
	{name: "mixed line ends", data: "name,inci,price\nA,\"" + listA + "\",5\rB,\"" + listB + "\",6\r\nC,\"" + listB + "\",7\n", format: "CSV, comma, UTF-8, mixed line ends",
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 B¦" + listB + "¦6", "4:4 C¦" + listB + "¦7"}},
	{name: "line ends in cells", data: "name,inci,price\n\"A\r\nlotion\",\"Aqua,\nGlycerin, Parfum\",5\nB,\"" + listB + "\",6\n", want: []string{"2:2 A\r\nlotion¦Aqua,\nGlycerin, Parfum¦5", "3:5 B¦" + listB + "¦6"}},
	{name: "UTF-8 BOM", data: "\xef\xbb\xbfname,inci,price\nCrème,\"" + listA + "\",5\n", format: "CSV, comma, UTF-8 with BOM", want: []string{"2:2 Crème¦" + listA + "¦5"}},
	{name: "BOM and a quoted header", data: "\xef\xbb\xbf\"name\",\"inci\",\"price\"\nA,\"" + listA + "\",5\n", want: []string{"2:2 A¦" + listA + "¦5"}},
	{name: "preamble", data: "Export of 2024-01-01\n\nname,inci,price\nA,\"" + listA + "\",5\n", note: "2 lines above the header skipped", want: []string{"4:4 A¦" + listA + "¦5"}},
	{name: "preamble with delimiters", data: "Shop,,\nDate,2024-01-01,\nname,inci,price\nA,\"" + listA + "\",5\n", note: "2 lines above", want: []string{"4:4 A¦" + listA + "¦5"}},
	{name: "two header rows", data: "name,inci,price\nNom,Composition INCI,Prix\nA,\"" + listA + "\",5\n", note: "row 2 is a second header row", want: []string{"3:3 A¦" + listA + "¦5"}},
	{name: "repeated header", data: "name,inci,price\nA,\"" + listA + "\",5\nname,inci,price\nB,\"" + listB + "\",6\n", want: []string{"2:2 A¦" + listA + "¦5", "3:3 [repeated-header]", "4:4 B¦" + listB + "¦6"}},
	{name: "blank lines", data: "name,inci,price\n\nA,\"" + listA + "\",5\n,,\n  \nB,\"" + listB + "\",6\n\n",
		want: []string{"2:2 [blank]", "3:3 A¦" + listA + "¦5", "4:4 [blank]", "5:5 [blank]", "6:6 B¦" + listB + "¦6", "7:7 [blank]"}},
	{name: "short row", data: "name,inci,price\nA,\"" + listA + "\"\nB,\"" + listB + "\",6\n", want: []string{"2:2 A¦" + listA + "¦ (row-too-short@2)", "3:3 B¦" + listB + "¦6"}},
	{name: "long row", data: "name,inci,price\nA,\"" + listA + "\",5,x\nB,\"" + listB + "\",6,\n", want: []string{"2:2 A¦" + listA + "¦5¦x (row-too-long@3)", "3:3 B¦" + listB + "¦6¦"}},
	{name: "list without quotes", data: "name,inci,price\nA,Aqua, Glycerin, Parfum,5\nB,\"" + listB + "\",6\n", want: []string{"2:2 A¦Aqua, Glycerin, Parfum¦5 (unquoted-list@1)", "3:3 B¦" + listB + "¦6"}},
	{name: "two tables", data: "name,inci,price\nA,\"" + listA + "\",5\n\nbrand,name,inci\nX,B,\"" + listB + "\"\n", want: []string{"2:2 A¦" + listA + "¦5", "3:3 [blank]", "4:4 [second-header line 4 column 0: brand,name,inci]", "5:5 [second-table line 5 column 0: X,B,\"" + listB + "\"]"}},
	{name: "two tables, then the first again", data: "name,inci,price\nA,\"" + listA + "\",5\nbrand,name,inci\nX,B,\"" + listB + "\"\nname,inci,price\nC,\"" + listB + "\",6\n",
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 [second-header line 3 column 0: brand,name,inci]", "4:4 [second-table line 4 column 0: X,B,\"" + listB + "\"]", "5:5 [repeated-header]", "6:6 C¦" + listB + "¦6"}},
	{name: "the same columns in other words", data: "name,inci,price\nA,\"" + listA + "\",5\nProduct,Ingredients,Price (EUR)\nB,\"" + listB + "\",6\n",
		want: []string{"2:2 A¦" + listA + "¦5", "3:3 [repeated-header]", "4:4 B¦" + listB + "¦6"}},
	{name: "delimiter at each line's end", data: "name,inci,price,\nA,\"" + listA + "\",5,\n", want: []string{"2:2 A¦" + listA + "¦5¦"}},
	{name: "unclosed quote", data: "name,inci,price\nA,\"Aqua,5\nB,\"" + listB + "\",6\nC,\"" + listA + "\",7\n",
		want: []string{`2:2 [unclosed-quote line 2 column 2: A,"Aqua,5]`, "3:3 B¦" + listB + "¦6", "4:4 C¦" + listA + "¦7"}},
	{name: "unclosed quote to the end", data: "name,inci,price\nB,\"" + listB + "\",6\nA,\"Aqua,5\nC,Aqua,7\n",
		want: []string{"2:2 B¦" + listB + "¦6", `3:3 [unclosed-quote line 3 column 2: A,"Aqua,5]`, "4:4 C¦Aqua¦7"}},
	{name: "unclosed quote in the second line of a record", data: "name,inci,price\n\"A\nx\",\"Aqua,5\nB,\"" + listB + "\",6\n",
		want: []string{"2:2 [unclosed-quote line 3 column 2: \"A\nx\",\"Aqua,5]", "3:4 B¦" + listB + "¦6"}},
	{name: "text behind a quote", data: "name,inci,price\n\"A\" new,\"" + listA + "\",5\n", want: []string{"2:2 A new¦" + listA + "¦5 (stray-quote@0)"}},
	{name: "quotes not doubled", data: "name,inci,price\n\"The \"best\" A\",\"" + listA + "\",5\n", want: []string{"2:2 The \"best\" A¦" + listA + "¦5 (stray-quote@0)"}},
	{name: "inch marks", data: "name,inci,price\n5\" brush,\"" + listA + "\",5\nB,\"" + listB + "\",6\n7\" brush,\"" + listA + "\",5\n",
		want: []string{"2:2 5\" brush¦" + listA + "¦5", "3:3 B¦" + listB + "¦6", "4:4 7\" brush¦" + listA + "¦5"}},
	{name: "spaces around quotes", data: "name, inci, price\nA, \"" + listA + "\" , 5\n", want: []string{"2:2 A¦" + listA + "¦ 5"}},
	{name: "NUL", data: "name,inci,price\nA\x00,\"" + listA + "\",5\nB,\"" + listB + "\",6\n", want: []string{"2:2 [nul-byte line 2 column 1: A\x00,\"" + listA + "\",5]", "3:3 B¦" + listB + "¦6"}},
	{name: "a damaged byte in UTF-8", data: "name,inci,price\nCrème é è à ü ö ä ß ñ ç ô,\"" + listA + "\",5\nB\xff,\"" + listB + "\",6\n", format: "CSV, comma, UTF-8 with damaged bytes",
		want: []string{"2:2 Crème é è à ü ö ä ß ñ ç ô¦" + listA + "¦5", "3:3 [invalid-encoding line 3 column 1: B\xff,\"" + listB + "\",6]"}},
	{name: "a damaged byte, --encoding utf-8", data: "name,inci,price\nB\xff,\"" + listB + "\",6\n", o: Options{Encoding: "utf-8"}, want: []string{"2:2 B\ufffd¦" + listB + "¦6 (undecodable@0)"}},
	{name: "field limit", data: "name,inci,price\n" + strings.Repeat("A", 101) + ",\"" + listA + "\",5\nB,\"" + listB + "\",6\n", o: Options{MaxField: 100},
		want: []string{"2:2 [field-too-long line 2 column 1: " + strings.Repeat("A", 101) + ",\"" + listA + "\",5]", "3:3 B¦" + listB + "¦6"}},
	{name: "record limit", data: "name,inci,price\nA,\"" + listA + "\",5" + strings.Repeat(",x", 100) + "\nB,\"" + listB + "\",6\n", o: Options{MaxRecord: 80},
		want: []string{"2:2 [record-too-long line 2 column 0: A,\"" + listA + "\",5" + strings.Repeat(",x", 15) + ",]", "3:3 B¦" + listB + "¦6"}},
	{name: "one column", data: "ingredients\n" + listA + "\n" + listB + "\n", header: "ingredients", format: "CSV, one column, UTF-8", want: []string{"2:2 " + listA, "3:3 " + listB}},
	{name: "Shopify continuation rows", data: "Handle,Title,Body (HTML),Vendor,Type,Tags,Variant SKU,Image Src\na,A,\"<p>Ingredients: " + listA + ", Allantoin, Panthenol, Carbomer, Limonene, Linalool</p>\",V,Serum,t,1,x\na,,,,,,2,y\na,,,,,,,z\n",
		header: "Handle¦Title¦Body (HTML)¦Vendor¦Type¦Tags¦Variant SKU¦Image Src",
		want:   []string{"2:2 a¦A¦<p>Ingredients: " + listA + ", Allantoin, Panthenol, Carbomer, Limonene, Linalool</p>¦V¦Serum¦t¦1¦x", "3:3 [continuation]", "4:4 [continuation]"}},
	{name: "no header", data: "SKU1,Calm Cream,\"" + listA + "\",12.50\nSKU2,Other Cream,\"" + listB + "\",13.50\n", header: "#1¦#2¦#3¦#4", note: "no header row found",
		want: []string{"1:1 SKU1¦Calm Cream¦" + listA + "¦12.50", "2:2 SKU2¦Other Cream¦" + listB + "¦13.50"}},
	{name: "unknown headers", data: "aaa,bbb,ccc\nCalm Cream,12.50,\"" + listA + "\"\nNice Cream,13.50,\"" + listB + "\"\n", header: "aaa¦bbb¦ccc",
		want: []string{"2:2 Calm Cream¦12.50¦" + listA, "3:3 Nice Cream¦13.50¦" + listB}},
	{name: "set by hand", data: "name;inci;price\nA;x,'y;5\n", o: Options{Delimiter: ";", Quote: "none"}, format: "CSV, semicolon, no quotes, UTF-8", want: []string{"2:2 A¦x,'y¦5"}},
}

func TestPollutions(t *testing.T) {
	for _, p := range pollutions {
		t.Run(p.name, func(t *testing.T) {
			tab := openTest(t, []byte(p.data), p.o)
			if p.format != "" && tab.Format != p.format {
				t.Errorf("format %q, want %q", tab.Format, p.format)
			}
			if p.header == "" {
				p.header = "name¦inci¦price"
			}
			if got := strings.Join(tab.Header, "¦"); got != p.header {
				t.Errorf("header %q, want %q", got, p.header)
			}
			if notes := strings.Join(tab.Notes, "; "); !strings.Contains(notes, p.note) {
				t.Errorf("notes %q, want %q", notes, p.note)
			}
			got := told(t, tab)
			if strings.Join(got, "\n") != strings.Join(p.want, "\n") {
				t.Errorf("got\n%q\nwant\n%q", got, p.want)
			}
		})
	}
}

func openTest(t *testing.T, data []byte, o Options) *Table {
	t.Helper()
	c, err := OpenReader(bytes.NewReader(data), "test.csv", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c.Tables[0]
}

// told gives a table's records in the words of pollutions.
func told(t *testing.T, tab *Table) []string {
	t.Helper()
	b, err := tab.Next()
	if err != nil {
		t.Fatal(err)
	}
	b.Split()
	var all []string
	b.Each(1, 1, func(r *Record) error {
		s := fmt.Sprintf("%d:%d ", r.Row, r.Line)
		switch {
		case r.Skip != "":
			s += "[" + r.Skip + "]"
		case r.Err != nil:
			s += fmt.Sprintf("[%s line %d column %d: %s]", r.Err.Code, r.Err.Line, r.Err.Column, r.Raw)
		default:
			s += string(bytes.Join(r.Fields, []byte("¦")))
			for _, n := range r.Notes {
				s += fmt.Sprintf(" (%s@%d)", n.Code, n.Column)
			}
		}
		all = append(all, s)
		return nil
	})
	return all
}

func TestEncodings(t *testing.T) {
	western := "name,inci,price\nCrème légère à l'huile d'olive,\"Eau, Glycérine, Niacinamide, Parfum\",5\nGesichtspflege für müde Haut,\"Wasser, Öl, Parfüm, Sodium\",6\n"
	japanese1 := "商品名,全成分,価格\nしっとり化粧水,\"水、グリセリン、ヒアルロン酸ナトリウム、フェノキシエタノール\",5\nやさしいクリーム,\"水、スクワラン、トコフェロール、カルボマー\",6\n"
	korean1 := "제품명,전성분,가격\n수분 크림,\"정제수, 글리세린, 나이아신아마이드, 페녹시에탄올\",5\n진정 토너,\"정제수, 병풀추출물, 판테놀, 알란토인\",6\n"
	chinese := "产品名称,成分,价格\n保湿面霜,\"水、甘油、烟酰胺、苯氧乙醇、透明质酸钠\",5\n舒缓爽肤水,\"水、丁二醇、积雪草提取物、尿囊素\",6\n"
	russian := "название,состав,цена\nкрем для лица,\"вода, глицерин, ниацинамид, отдушка\",5\nтоник успокаивающий,\"вода, пантенол, аллантоин\",6\n"
	polish := "nazwa,składniki,cena\nkrem nawilżający do twarzy,\"woda, gliceryna, kwas mlekowy, składnik łagodzący\",5\nmleczko oczyszczające,\"woda, alantoina, olej ze słonecznika, żel\",6\n"
	greek1 := "name,συστατικα,price\nΚρέμα προσώπου,\"νερό, γλυκερίνη, Άρωμα\",5\nΛοσιόν,\"νερό, πανθενόλη, Άρωμα\",6\n"
	turkish := "ürün adı,içindekiler,fiyat\nNemlendirici yüz kremi ışıltı,\"su, gliserin, yağ, koruyucu\",5\nŞampuan,\"su, tuz, çay ağacı yağı, parfüm\",6\n"
	baltic := "name,sudėtis inci,price\nDrėkinamasis veido kremas,\"vanduo, glicerinas, aliejus, kvapiosios medžiagos\",5\nValomasis pienelis jautriai odai – švelnus,\"vanduo, alantoinas, šaltalankių aliejus, vaškas\",6\n"
	taiwanese := "名稱,成分,價格\n保濕面霜,\"水、甘油、菸鹼醯胺、苯氧乙醇\",5\n舒緩化妝水,\"水、丁二醇、積雪草萃取、尿囊素\",6\n"
	for _, c := range []struct {
		name, text string
		enc        encoding.Encoding
	}{
		{"UTF-8", korean1, encoding.Nop},
		{"Windows-1254", turkish, charmap.Windows1254},
		{"Windows-1254", turkish, charmap.ISO8859_9},
		{"Windows-1257", baltic, charmap.Windows1257},
		{"Windows-1252", western, charmap.ISO8859_15},
		{"ISO-8859-15", strings.ReplaceAll(western, "Crème", "Crème au cœur"), charmap.ISO8859_15},
		{"Windows-1252", strings.ReplaceAll(western, "Crème", "Crème au cœur"), charmap.Windows1252},
		{"Windows-1253", greek1, charmap.Windows1253},
		{"ISO-8859-7", greek1, charmap.ISO8859_7},
		{"Macintosh", western, charmap.Macintosh},
		{"CP850", western, charmap.CodePage850},
		{"Big5", taiwanese, traditionalchinese.Big5},
		{"ISO-2022-JP", japanese1, japanese.ISO2022JP},
		{"Windows-1252", western, charmap.Windows1252},
		{"Windows-1250", polish, charmap.Windows1250},
		{"ISO-8859-2", polish, charmap.ISO8859_2},
		{"Windows-1251", russian, charmap.Windows1251},
		{"KOI8-R", russian, charmap.KOI8R},
		{"ISO-8859-5", russian, charmap.ISO8859_5},
		{"Shift-JIS", japanese1, japanese.ShiftJIS},
		{"EUC-JP", japanese1, japanese.EUCJP},
		{"EUC-KR", korean1, korean.EUCKR},
		{"GB18030", chinese, simplifiedchinese.GB18030},
		{"UTF-16 LE", western, xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM)},
		{"UTF-16 BE", korean1, xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM)},
		{"UTF-16 LE", western, xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)},
		{"UTF-16 LE", korean1, xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)},
		{"UTF-16 BE", western, xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := c.enc.NewEncoder().Bytes([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			tab := openTest(t, data, Options{})
			if !strings.HasSuffix(tab.Format, ", "+c.name) {
				t.Errorf("format %q, want %s", tab.Format, c.name)
			}
			var want, got []string
			plain := openTest(t, []byte(c.text), Options{})
			want, got = told(t, plain), told(t, tab)
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("got\n%q\nwant\n%q", got, want)
			}
			for _, f := range []Field{FieldName, FieldIngredients, FieldPrice} {
				if tab.Columns.First(f) < 0 {
					t.Errorf("no column for %s in %q", f, tab.Header)
				}
			}
		})
	}
}

// TestBadRowKeepsEncoding: a row whose bytes belong to no encoding, or to another one, changes nothing about the other rows.
func TestBadRowKeepsEncoding(t *testing.T) {
	texts := map[string]struct {
		name, list string
		enc        encoding.Encoding
	}{
		"UTF-8 with damaged bytes": {"Crème", "Eau, Glycérine", encoding.Nop},
		"Windows-1252":             {"Crème légère", "Eau, Glycérine, Huile de graines", charmap.Windows1252},
		"Windows-1250":             {"krem nawilżający", "składnik łagodzący, gliceryna", charmap.Windows1250},
		"Windows-1251":             {"крем для лица", "вода, глицерин", charmap.Windows1251},
		"EUC-KR":                   {"수분 크림", "정제수, 글리세린", korean.EUCKR},
		"Shift-JIS":                {"しっとり化粧水", "水、グリセリン", japanese.ShiftJIS},
		"GB18030":                  {"保湿面霜", "水、甘油、烟酰胺", simplifiedchinese.GB18030},
	}
	for name, c := range texts {
		for _, bad := range []string{"\x81\x8d\x90", "\xff\xfe\xff", strings.Repeat("\x81\x8d\x90 ", 300), "Creme \x9d\x81\xfa\xc9", "\xe9t\xe9"} {
			row, err := c.enc.NewEncoder().String(c.name + ",\"" + c.list + ", Niacinamide\",5\n")
			if err != nil {
				t.Fatal(err)
			}
			for _, data := range []string{"name,inci,price\n" + row + bad + ",Aqua,7\n" + row, "name,inci,price\n" + bad + ",Aqua,7\n" + row + row + row} {
				tab := openTest(t, []byte(data), Options{})
				all := told(t, tab)
				if got := all[len(all)-1]; !strings.HasSuffix(tab.Format, ", "+name) || !strings.HasSuffix(got, c.name+"¦"+c.list+", Niacinamide¦5") {
					t.Errorf("%s with %.10q: read as %s: %q", name, bad, tab.Format, got)
				}
			}
		}
	}
	tab := openTest(t, []byte("name,inci,price\nCr\xe8me,Aqua,5\n\x81\x8d\x90,Aqua,7\n"), Options{})
	if all := told(t, tab); !strings.Contains(all[1], "undecodable@0") || strings.Contains(all[0], "undecodable") {
		t.Errorf("bytes without a character: %q", all)
	}
}

// TestFewForeignBytes: catalogs are often ASCII but for a few letters and signs.
func TestFewForeignBytes(t *testing.T) {
	for _, name := range []string{"Crème", "Protini™ Cream", "L’Oréal", "Lancôme 50 % “Gold”", "Kiehl’s", "Nº 5 – Eau", "30 µm", "Müller", "Ångström Øl", "Señora ½", "CRÈME"} {
		data, err := charmap.Windows1252.NewEncoder().Bytes([]byte("name,inci,price\n" + name + ",\"" + listA + "\",5\nPlain,\"" + listB + "\",6\n"))
		if err != nil {
			t.Fatal(err)
		}
		tab := openTest(t, data, Options{})
		if got := told(t, tab)[0]; got != "2:2 "+name+"¦"+listA+"¦5" {
			t.Errorf("%s: %s, %q", name, tab.Format, got)
		}
	}
}
