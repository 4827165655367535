package catalog

import (
	"fmt"
	"strings"
)

var spellings = map[string]Field{
	"name": FieldName, "product name": FieldName, "title": FieldName, "produk": FieldName,
	"brand": FieldBrand, "vendor": FieldBrand, "merek": FieldBrand,
	"label": FieldCategory, "category": FieldCategory, "subcategory": FieldCategory, "type": FieldCategory, "tags": FieldCategory, "kategori": FieldCategory, "product type": FieldCategory,
	"ingredients": FieldIngredients, "ingridients": FieldIngredients, "inci": FieldIngredients, "ingredient list": FieldIngredients,
	"description": FieldDescription, "body html": FieldDescription, "deskripsi": FieldDescription,
	"claims": FieldClaims, "what it is": FieldClaims, "id": FieldID, "sku": FieldID, "handle": FieldID, "variant sku": FieldID, "no": FieldID,
	"spf": FieldSPF, "ph": FieldPH, "price": FieldPrice, "harga": FieldPrice, "variant price": FieldPrice, "price usd": FieldPrice, "url": FieldURL, "link": FieldURL,
}

func fold(h string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(h), func(r rune) bool { return strings.ContainsRune(" _-.()/", r) }), " ")
}

func findColumns(header []string, o Options) (Columns, error) {
	var c Columns
	for i, h := range header {
		if f, ok := spellings[fold(h)]; ok {
			c[f] = append(c[f], i)
		}
	}
	for name, col := range o.Map {
		for f := range fieldNames {
			if fieldNames[f] == name {
				c[f] = nil
				for i, h := range header {
					if strings.EqualFold(h, col) {
						c[f] = append(c[f], i)
					}
				}
			}
		}
	}
	if len(c[FieldIngredients]) == 0 && len(c[FieldDescription]) == 0 {
		return c, &NoColumnError{Header: header}
	}
	return c, nil
}

// NoColumnError says that no column holds ingredient lists.
type NoColumnError struct {
	Source, Sheet string
	Header        []string
}

func (e *NoColumnError) Error() string {
	return fmt.Sprintf("%s: no column with ingredient lists among: %s; name it with --map ingredients=COLUMN", e.Source, strings.Join(e.Header, ", "))
}
