package catalog

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// spellings are the headers that shops give a field's column, folded, the surest first. A header that stands in several
// fields goes to the one where it is surer, unless the cells say otherwise.
var spellings = [NumFields]string{
	FieldID: `id|product id|item id|sku|handle|variant sku|variants sku|code|product code|item code|article number|article no|item number|item no|reference|ref|
		barcode|ean|ean13|gtin|upc|asin|mpn|kode|kode produk|artikelnummer|artikelnr|artikel nr|art nr|artnr|artikel nummer|produktnummer|produktnr|produkt nr|bestellnummer|bestellnr|bestell nr|code produit|code article|codigo|codice|商品コード|商品编号|상품코드|제품코드|
		artikul|артикул|unique id|uid|no|nr|number|番号|번호|序号`,
	FieldBrand: `brand|brand name|brands|vendor|manufacturer|maker|company|marque|marke|hersteller|fabricant|marca|fabricante|marchio|produttore|merek|merk|brand produk|
		ブランド|ブランド名|メーカー|브랜드|브랜드명|제조사|品牌|бренд|марка|производитель|thuong hieu`,
	FieldName: `name|product name|productname|product title|title|item name|product|item|display name|produk|nama produk|nama|nom|nom du produit|nom produit|nom commercial|produit|designation|
		libelle|produktname|produkt|artikel|artikelname|bezeichnung|artikelbezeichnung|nombre|nombre del producto|producto|nome|nome prodotto|nome do produto|prodotto|produto|productnaam|naam|
		titre|titel|titulo|titolo|商品名|製品名|品名|제품명|상품명|품명|产品名称|商品名称|名称|産品名稱|產品名稱|商品名稱|名稱|название|наименование|nazwa|nazwa produktu|urun adi|ten san pham|label`,
	FieldCategory: `category|product category|product type|category name|categories|main category|primary category|type|item type|subcategory|sub category|category path|google product category|
		kategori|kategori produk|jenis|jenis produk|categorie|categorie produit|categories de produits|gamme|rayon|famille|type de produit|kategorie|produktkategorie|warengruppe|produkttyp|produktart|categoria|tipo|tipo de producto|tipologia|categorie produs|
		soort|rubriek|カテゴリ|カテゴリー|分類|種類|카테고리|분류|종류|유형|类别|分类|品类|類別|категория|тип|kategoria|department|section|collection|collections|tags|product tags|texture|form|label|secondary category|tertiary category|categories tags`,
	FieldIngredients: `ingredients|ingredient|ingredients inci|inci ingredients|inci list|inci|ingredient list|ingredients list|full ingredients|full ingredient list|full ingredients list|all ingredients|
		complete ingredients|product ingredients|list of ingredients|ingredients text|inci name|inci names|inci declaration|ingridients|ingridient|ingrediants|ingedients|ingrediens|ingredienten|ingredienti|ingredientes|ingredienser|ingredienca|
		liste des ingredients|liste inci|liste d ingredients|composition|compositions|composition inci|formule|composicion|composicao|composizione|komposition|inhaltsstoffe|zutaten|bestandteile|inhaltsstoffe inci|zusammensetzung|
		samenstelling|komposisi|kandungan|bahan|daftar bahan|ingredienty|sklad|skladniki|slozeni|zlozenie|osszetevok|ingrediente|compozitie|icindekiler|icerik|icerik listesi|thanh phan|состав|ингредиенты|склад|συστατικα|
		成分|全成分|成分表|全成分表示|配合成分|성분|전성분|전체성분|전성분표|성분명|产品成分|成份|全部成分|مكونات|รายการส่วนผสม|ส่วนประกอบ|ส่วนผสม|product metafields custom ingredients|metafield ingredients|ingredients html`,
	FieldDescription: `description|body html|body|product description|long description|full description|item description|desc|details|product details|about|about the product|content|html description|deskripsi|deskripsi produk|keterangan|
		descriptif|description longue|beschreibung|produktbeschreibung|artikelbeschreibung|langbeschreibung|descripcion|descripcion larga|descrizione|descricao|omschrijving|opis|説明|商品説明|商品情報|설명|상품설명|상세설명|제품설명|描述|产品描述|商品描述|описание|
		short description|description courte|kurzbeschreibung|summary|overview|meta description`,
	FieldClaims: `claims|product claims|key claims|claim|badges|badge|highlights|product highlights|product highlight|benefits|key benefits|features|what it is|what it does|attributes|free from|certifications|labels|label claims|allegations|revendications|
		versprechen|produktversprechen|eigenschaften|klaim|manfaat|caracteristicas|beneficios|特徴|효능|특징|功效|卖点|usp|selling points|bullet points|marketing claims`,
	FieldSPF:   `spf|spf value|spf rating|sun protection factor|spf factor|sun protection|lsf|lichtschutzfaktor|fps|indice spf|indice de protection|faktor spf|자외선차단지수|防晒指数`,
	FieldPH:    `ph|ph value|ph level|ph wert|valeur ph|ph level value|酸碱度|산도`,
	FieldPrice: `price|variant price|variants price|regular price|retail price|list price|sale price|unit price|current price|price usd|price eur|price gbp|price krw|price idr|msrp|rrp|uvp|harga|prix|prix ttc|tarif|preis|verkaufspreis|precio|prezzo|preco|prijs|cena|fiyat|gia|価格|値段|税込価格|가격|판매가|정가|价格|售价|價格|售價|цена|price range`,
	FieldURL:   `url|product url|link|product link|permalink|web address|page|page url|official url|source url|tautan|lien|lien produit|enlace|produktlink|product page|リンク|링크|链接|ссылка`,
}

// known finds a folded header: which fields have it, and at which place of their list.
var known = sync.OnceValue(func() map[string][]spelling {
	m := make(map[string][]spelling, 1024)
	for f, list := range spellings {
		for rank, s := range strings.Split(list, "|") {
			if s = fold(strings.TrimSpace(s)); s != "" {
				m[s] = append(m[s], spelling{Field(f), rank})
			}
		}
	}
	return m
})

type spelling struct {
	field Field
	rank  int
}

// plainLetters are letters that Unicode does not take apart into a plain one and a mark.
var plainLetters = map[rune]rune{'ß': 's', 'ł': 'l', 'Ł': 'L', 'ø': 'o', 'Ø': 'O', 'đ': 'd', 'Đ': 'D', 'ı': 'i', 'œ': 'o', 'æ': 'a'}

// fold brings a header to its comparable form: small letters without accents, words apart by one space ("Body (HTML)",
// "body_html" and "BodyHTML" are the same).
func fold(h string) string {
	if len(h) > 200 {
		h = h[:200]
	}
	if folded(h) {
		return h
	}
	var b strings.Builder
	space, lower := false, 0 // small letters just before
	for _, r := range norm.NFKD.String(h) {
		switch {
		case r < utf8.RuneSelf && ('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'):
		case unicode.Is(unicode.Mn, r):
			continue
		case plainLetters[r] != 0:
			r = plainLetters[r]
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			space, lower = true, 0
			continue
		}
		if space && b.Len() > 0 || lower > 1 && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		space = false
		if lower++; !unicode.IsLower(r) {
			lower = 0
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return norm.NFC.String(b.String())
}

// folded tells whether h is words of small letters and digits of ASCII, apart by one space: such a header is folded already.
func folded(h string) bool {
	space := true
	for i := range len(h) {
		switch c := h[i]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			space = false
		case c == ' ' && !space:
			space = true
		default:
			return false
		}
	}
	return !space
}

// meanings gives the fields that a header can stand for: by the list, else by its words.
func meanings(h string) (found []spelling, exact bool) {
	known := known()
	if cut := strings.IndexAny(h, "(["); cut > 0 && len(known[fold(h)]) == 0 && len(known[fold(h[:cut])]) > 0 {
		h = h[:cut] // "Price (EUR)", "Ingredients [EN]"
	}
	f := fold(h)
	if s := known[f]; s != nil {
		return s, true
	}
	if p := stem(h); p != f {
		for _, s := range known[p] {
			if s.field == FieldIngredients {
				return []spelling{{FieldIngredients, 500}}, false // "Ingredients1", "전성분2"
			}
		}
	}
	words := strings.Fields(f)
	has := func(list ...string) bool {
		for _, w := range words {
			for _, l := range list {
				if w == l {
					return true
				}
			}
		}
		return false
	}
	if len(words) < 2 || len(words) > 6 {
		return nil, false
	}
	if has("url", "link", "href", "image", "img", "photo", "count", "number", "status", "date", "source", "at", "id", "score", "rating", "n", "analysis", "tags", "percent", "from", "with") {
		return nil, false
	}
	if has("ingredients", "ingredient", "inci", "ingridients", "inhaltsstoffe", "ingredientes", "ingredienti", "composition", "komposisi", "전성분", "成分") &&
		!has("highlighted", "highlight", "highlights", "key", "hero", "star", "active", "actives", "main", "top", "free", "without", "notable", "spotlight", "cles", "allergens", "alergen", "warning", "name", "function") {
		return []spelling{{FieldIngredients, 500}}, false
	}
	if has("description", "deskripsi", "beschreibung") {
		return []spelling{{FieldDescription, 500}}, false
	}
	return nil, false
}
