package catalog

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const longList = listA + ", Allantoin, Panthenol, Carbomer, Limonene, Linalool, Sodium Benzoate"

func TestShopExports(t *testing.T) {
	for _, c := range []struct {
		name, data, profile, columns string
		want                         []string
	}{
		{
			name: "WooCommerce",
			data: "ID,Type,SKU,Name,Short description,Description,Regular price,Categories,Tags,Parent\n" +
				"1,variable,S1,Calm Cream,x,\"<p>Ingredients: " + longList + "</p>\",5,Face > Creams,new,\n" +
				"2,variation,S1-50,Calm Cream - 50 ml,,,5,,,id:1\n",
			columns: "id=SKU + ID name=Name category=Categories + Tags description=Description + Short description price=Regular price",
			want:    []string{"2 product", "3 continuation"},
		},
		{
			name: "Google Merchant, TSV",
			data: "id\ttitle\tdescription\tlink\tprice\tbrand\tgoogle_product_category\tproduct_type\n" +
				"1\tCalm Cream\tIngredients: " + longList + "\thttp://x\t5 EUR\tB\t567\tFace > Cream\n",
			columns: "id=id brand=brand name=title category=product_type + google_product_category description=description price=price url=link",
			want:    []string{"2 product"},
		},
		{
			name:    "Open Beauty Facts",
			data:    "code\turl\tproduct_name\tbrands\tcategories\tlabels\tingredients_text\tingredients_tags\n1\thttp://x\tCalm\tB\tCreams\tvegan\t" + listA + "\ten:water\n",
			columns: "id=code brand=brands name=product_name category=categories ingredients=ingredients_text claims=labels url=url",
			want:    []string{"2 product"},
		},
		{
			name:    "Shopify, a variant with a list of its own",
			data:    "Handle,Title,Body (HTML),Vendor,Type,Variant SKU,Ingredients\na,Calm,<p>Hi</p>,V,Serum,S1,\"" + listA + "\"\na,,,,,S2,\"" + listB + "\"\na,,,,,S3, \n",
			columns: "id=Handle + Variant SKU brand=Vendor name=Title category=Type ingredients=Ingredients description=Body (HTML)",
			want:    []string{"2 product", "3 product", "4 continuation"},
		},
		{
			name: "Shopify by name", profile: "shopify",
			data:    "Handle,Title,Body (HTML),Vendor,Type,Tags,Variant SKU,Variant Price\na,Calm,\"<p>Ingredients: " + longList + "</p>\",V,Serum,t,1,5\na,,,,,,2,6\n",
			columns: "id=Handle + Variant SKU brand=Vendor name=Title category=Type + Tags description=Body (HTML) price=Variant Price",
			want:    []string{"2 product", "3 continuation"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var o Options
			if c.profile != "" {
				p, err := LoadProfile(c.profile)
				if err != nil {
					t.Fatal(err)
				}
				o.Profile = p
			}
			tab := openTest(t, []byte(c.data), o)
			if got := described(tab); got != c.columns {
				t.Errorf("columns\n got %s\nwant %s", got, c.columns)
			}
			var got []string
			for _, s := range told(t, tab) {
				row, rest, _ := strings.Cut(s, ":")
				if _, what, skipped := strings.Cut(rest, " ["); skipped {
					got = append(got, row+" "+strings.TrimSuffix(what, "]"))
				} else {
					got = append(got, row+" product")
				}
			}
			if strings.Join(got, ", ") != strings.Join(c.want, ", ") {
				t.Errorf("rows %v, want %v", got, c.want)
			}
		})
	}
}

func TestProfileFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.yaml")
	const text = "name: mine\ncolumns:\n  name: [Nothing, Bezeichner]\n  ingredients: Rezeptur\ncontinues:\n  begins: {Art: Variante}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := LoadProfile(file)
	if err != nil {
		t.Fatal(err)
	}
	tab := openTest(t, []byte("Bezeichner,Rezeptur,Art\nA,\""+listA+"\",x\nA2,,Variante 50 ml\n"), Options{Profile: p})
	if got := described(tab); got != "name=Bezeichner ingredients=Rezeptur" {
		t.Errorf("columns %s", got)
	}
	if got := told(t, tab); len(got) != 2 || got[1] != "3:3 [continuation]" {
		t.Errorf("rows %q", got)
	}
}

func TestProfileErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "empty",
		"name: a\ncolums: {}\n":                 "p.yaml:2: field colums not found; a profile has the fields",
		"- a\n":                                 "p.yaml:1: cannot unmarshal",
		"columns: {ingredient: x}\n":            "no field \"ingredient\"; did you mean \"ingredients\"?",
		"columns: {zzz: x}\n":                   "no field \"zzz\"; fields are id",
		"name: a\n---\nname: b\n":               "second",
		"columns: &a {name: x}\n":               "anchors",
		"name: a\nname: b\n":                    "already defined",
		"columns: [\n":                          "did not find",
		strings.Repeat("#", maxProfile) + "x\n": "bytes",
	} {
		_, err := ParseProfile("p.yaml", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "p.yaml") || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "struct") {
			t.Errorf("%.30q: %v, want one line that says %q", text, err, want)
		}
	}
	var option *OptionError
	if _, err := LoadProfile("shopfy"); !errors.As(err, &option) || !strings.Contains(err.Error(), `"shopify"`) {
		t.Errorf("misspelt profile: %v", err)
	}
}
