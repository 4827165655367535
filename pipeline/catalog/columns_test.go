package catalog

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		name, data, want string
		o                Options
	}{
		{name: "spelt wrong", data: "Product Name,Ingridients,Price (EUR)\nA,\"" + listA + "\",5\n", want: "name=Product Name ingredients=Ingridients price=Price (EUR)"},
		{name: "Ingredients (INCI)", data: "product_name,Ingredients (INCI),Vendor\nA,\"" + listA + "\",5\n", want: "brand=Vendor name=product_name ingredients=Ingredients (INCI)"},
		{name: "camel case", data: "productName,ingredientList,brandName\nA,\"" + listA + "\",5\n", want: "brand=brandName name=productName ingredients=ingredientList"},
		{name: "German", data: "Artikel;Marke;Kategorie;Inhaltsstoffe;Preis;LSF\nA;B;C;" + listA + ";5;30\n", want: "brand=Marke name=Artikel category=Kategorie ingredients=Inhaltsstoffe spf=LSF price=Preis"},
		{name: "French", data: "Désignation;Marque;Catégorie;Liste des ingrédients;Prix TTC\nA;B;C;" + listA + ";5\n", want: "brand=Marque name=Désignation category=Catégorie ingredients=Liste des ingrédients price=Prix TTC"},
		{name: "Korean", data: "제품명,브랜드,카테고리,전성분,가격\nA,B,C,\"" + listA + "\",5\n", want: "brand=브랜드 name=제품명 category=카테고리 ingredients=전성분 price=가격"},
		{name: "Chinese", data: "产品名称,品牌,成分\nA,B,\"" + listA + "\"\n", want: "brand=品牌 name=产品名称 ingredients=成分"},
		{name: "Indonesian", data: "Produk;Merek;Kategori;Komposisi;Harga;Deskripsi\nA;B;C;" + listA + ";5;x\n", want: "brand=Merek name=Produk category=Kategori ingredients=Komposisi description=Deskripsi price=Harga"},
		{name: "highlights are no list", data: "name,highlighted_ingredients,ingredients,what_it_is\nA,\"Water, Glycerin, Squalane oil, Salicylic acid\",\"" + listA + "\",cream\n", want: "name=name ingredients=ingredients claims=what_it_is"},
		{name: "German numbers", data: "Artikelnr.,Artikelname,Ingredients\n1,A,\"" + listA + "\"\n", want: "id=Artikelnr. name=Artikelname ingredients=Ingredients"},
		{name: "German numbers, short", data: "Art.-Nr.;Produktname;INCI\n1;A;" + listA + "\n", want: "id=Art.-Nr. name=Produktname ingredients=INCI"},
		{name: "German numbers, apart", data: "Artikel-Nr.;Produktname;INCI\n1;A;" + listA + "\n", want: "id=Artikel-Nr. name=Produktname ingredients=INCI"},
		{name: "German numbers, in one", data: "ArtNr;Produktname;INCI\n1;A;" + listA + "\n", want: "id=ArtNr name=Produktname ingredients=INCI"},
		{name: "German numbers of products", data: "Produktnummer;Produktname;INCI\n1;A;" + listA + "\n", want: "id=Produktnummer name=Produktname ingredients=INCI"},
		{name: "SPF and pH", data: "name,ingredients,SPF,pH value\nA,\"" + listA + "\",50,5.5\n", want: "name=name ingredients=ingredients spf=SPF ph=pH value"},
		{name: "label is a category where it repeats", data: "Label,name,ingredients\n" + strings.Repeat("Mask,A,\""+listA+"\"\n", 6), want: "name=name category=Label ingredients=ingredients"},
		{name: "label is the name where it differs", data: "Label,Type,ingredients\n" + numbered(6, "Cream %d,Mask,\""+listA+"\"\n"), want: "name=Label category=Type ingredients=ingredients"},
		{name: "duplicate headers: the one with lists", data: "name,ingredients,ingredients\nA,,\"" + listA + "\"\nB,,\"" + listB + "\"\n", want: "name=name ingredients=ingredients + ingredients"},
		{name: "--map", data: "a,b,ingredients\nA,\"" + listA + "\",\"" + listB + "\"\n", o: Options{Map: map[string]string{"name": "A", "ingredients": "b"}}, want: "name=a ingredients=b"},
		{name: "--map by number", data: "name,x,ingredients\nA,\"" + listA + "\",\"" + listB + "\"\n", o: Options{Map: map[string]string{"Ingredients": "#2"}}, want: "name=name ingredients=x"},
		{name: "profile", data: "n,z,c\nA,\"" + listA + "\",x\n", o: Options{Profile: &Profile{Name: "mine", Columns: map[Field][]string{FieldName: {"N"}, FieldIngredients: {"q", "z"}}}}, want: "name=n ingredients=z"},
		{name: "cells tell", data: "name,text1,text2\nA,x,\"" + listA + "\"\nB,y,\"" + listB + "\"\n", want: "name=name ingredients=text2"},
		{name: "named column is empty", data: "name,ingredients,details2\nA,,\"" + listA + "\"\nB,,\"" + listB + "\"\n", want: "name=name ingredients=details2 + ingredients"},
		{name: "ids and links are no lists", data: "sku,name,ingredient_source_url,ingredients_count,composition\n1,A,http://x,4,\"" + listA + "\"\n", want: "id=sku name=name ingredients=composition"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := openTest(t, []byte(c.data), c.o)
			if got := described(tab); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if len(tab.Choices) < 2 {
				t.Errorf("choices %v: each column needs its reason", tab.Choices)
			}
			for _, ch := range tab.Choices {
				if ch.Why == "" {
					t.Errorf("no reason for %s", ch.Field)
				}
			}
		})
	}
}

func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestBestOfDuplicateHeadersIsFirst(t *testing.T) {
	tab := openTest(t, []byte("name,ingredients,ingredients\nA,,\""+listA+"\"\nB,,\""+listB+"\"\n"), Options{})
	if got := tab.Columns.First(FieldIngredients); got != 2 {
		t.Errorf("column %d, want 2", got)
	}
}

func TestSplitList(t *testing.T) {
	for header, c := range map[string]struct {
		active, want string
	}{
		"name,Active Ingredients,Inactive Ingredients": {"Zinc Oxide 20%", "Active Ingredients + Inactive Ingredients"},
		"name,Active Ingredients,Other Ingredients":    {"Zinc Oxide 20%", "Active Ingredients + Other Ingredients"},
		"name,Active Ingredients,Ingredients":          {"Zinc Oxide 20%", "Active Ingredients + Ingredients"},
		"name,Active Ingredients,Full Ingredients":     {"Niacinamide 5%", "Full Ingredients"},
		"name,Key Ingredients,Ingredients":             {"Zinc Oxide", "Ingredients"},
	} {
		tab := openTest(t, []byte(header+"\nA,"+c.active+",\""+listA+"\"\n"), Options{})
		notes := strings.Join(tab.Notes, "; ")
		joined := strings.Contains(c.want, " + ")
		if got := described(tab); got != "name=name ingredients="+c.want || tab.JoinIngredients != joined || joined != strings.Contains(notes, "one list") {
			t.Errorf("%s: columns %s, joined %v, notes %q", header, got, tab.JoinIngredients, notes)
		}
	}
}

func TestPartsOfOneList(t *testing.T) {
	for header, want := range map[string]string{
		"name,Ingredients 1,Ingredients 2":               "[1 2] []",
		"name,INCI_1,INCI_2":                             "[1 2] []",
		"name,전성분1,전성분2":                                 "[1 2] []",
		"name,Ingredients,Ingredients (cont.)":           "[1 2] []",
		"name,Inhaltsstoffe Teil 1,Inhaltsstoffe Teil 2": "[1 2] []",
		"name,Ingredients,Composition":                   "[] []",
		"name,Ingredients,Ingredients image 2":           "[] []",
		"name,Ingredients,Allergens":                     "[] [2]",
		"name,Ingredients,Allergen-free":                 "[] []",
	} {
		tab := openTest(t, []byte(header+"\nA,\""+listA+"\",\"Parfum, Linalool\"\n"), Options{})
		if got := fmt.Sprint(tab.SameList, tab.Allergens); got != want {
			t.Errorf("%s: parts and allergens %s, want %s", header, got, want)
		}
		if said := strings.Contains(strings.Join(tab.Notes, "; "), "read"); said != (want != "[] []") {
			t.Errorf("%s: notes %q", header, tab.Notes)
		}
	}
}

func TestListsInDescriptions(t *testing.T) {
	for text, want := range map[string]bool{
		"Calms. Ingredients: Aqua, Glycerin, Squalane, Cetearyl Alcohol, Phenoxyethanol. How to use: apply.":                      true,
		"<p>Calms.</p><h3>Ingredients</h3><ul><li>Aqua</li><li>Glycerin</li><li>Squalane</li><li>Cetearyl Alcohol</li></ul>":      true,
		"<b>Ingredients:</b> Aqua<br>Glycerin<br/>Squalane<br>Cetearyl Alcohol":                                                   true,
		"Its ingredients are soft, calm, plain and, like water, cool, so that the acid mantle is kept, and your skin feels well.": false,
		"Ingredients: see the pack, please, or ask us, we like to help.":                                                          false,
	} {
		_, err := OpenReader(strings.NewReader("SKU,Product,Description\n1,A,\""+strings.ReplaceAll(text, `"`, `""`)+"\"\n"), "shop.csv", Options{})
		if (err == nil) != want {
			t.Errorf("%s: %v", text, err)
		}
		if err != nil && !strings.Contains(err.Error(), "--map description=Description") {
			t.Errorf("%v: does not say how to name the descriptions", err)
		}
	}
}

func TestColumnErrors(t *testing.T) {
	const data = "name,price,formulla\nA,5,x\nB,6,y\n"
	open := func(o Options) error {
		_, err := OpenReader(strings.NewReader(data), "shop.csv", o)
		return err
	}
	var none *NoColumnError
	if err := open(Options{}); !errors.As(err, &none) || !strings.Contains(err.Error(), "name, price, formulla") || !strings.Contains(err.Error(), "--map ingredients=") {
		t.Errorf("no list: %v", err)
	}
	var field *MapFieldError
	if err := open(Options{Map: map[string]string{"ingredient": "formulla"}}); !errors.As(err, &field) || field.Nearest != "ingredients" {
		t.Errorf("unknown field: %v", err)
	}
	if err := open(Options{Map: map[string]string{"vendor": "name"}}); !errors.As(err, &field) || field.Nearest != "brand" {
		t.Errorf("a header instead of a field: %v", err)
	}
	var column *MapColumnError
	if err := open(Options{Map: map[string]string{"ingredients": "formula"}}); !errors.As(err, &column) || column.Nearest != "formulla" {
		t.Errorf("unknown column: %v", err)
	}
	var option *OptionError
	if err := open(Options{Encoding: "utf-9"}); !errors.As(err, &option) || option.Option != "encoding" {
		t.Errorf("unknown encoding: %v", err)
	}
	var empty *EmptyError
	for _, data := range []string{"", "\n", "\xef\xbb\xbf", " \r\n\t"} {
		if _, err := OpenReader(strings.NewReader(data), "shop.csv", Options{}); !errors.As(err, &empty) {
			t.Errorf("%q: %v, want an EmptyError", data, err)
		}
	}
}
