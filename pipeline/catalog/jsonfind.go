package catalog

import (
	"slices"
	"strings"
)

// wrappers are names of members that hold a catalog's products.
var wrappers = []string{"products", "items", "data", "results", "records", "rows", "entries", "catalog", "catalogue", "articles", "offers", "hits"}

// productParts are names of members that hold what belongs to a product, be it products in turn.
var productParts = []string{"variants", "variations", "options", "children", "bundle", "related", "recommendations", "upsell", "crosssell", "images"}

// findProducts finds the array of products in the object with which text begins: the first whose objects have lists or descriptions,
// however deep it stands, else one that is a member of the object itself and has the usual name. rest begins with its first object;
// nil if there is none.
func findProducts(text []byte) (rest []byte, path string) {
	if rest, path = arrayIn(text, "", 0, func(_ string, first []byte) bool { return describesProduct(first, 0) }); rest != nil {
		return rest, path
	}
	return arrayIn(text, "", maxWrapped, func(name string, _ []byte) bool { return slices.Contains(wrappers, name) })
}

// maxWrapped is how deep objects are searched for an array of products.
const maxWrapped = 5

// arrayIn finds the first array of objects below the object that begins at b[0] which is as wanted.
func arrayIn(b []byte, path string, depth int, wanted func(name string, first []byte) bool) ([]byte, string) {
	if hasList(b) {
		return nil, "" // it is a product itself
	}
	for name, value := range members(b) {
		below := strings.TrimPrefix(path+"."+name, ".")
		lower := strings.ToLower(name)
		switch {
		case slices.Contains(productParts, lower):
		case value[0] == '[':
			if first := jsonSpace(value[1:]); len(first) > 0 && first[0] == '{' && wanted(lower, first) {
				return first, below
			}
		case value[0] == '{' && depth < maxWrapped:
			if rest, found := arrayIn(value, below, depth+1, wanted); rest != nil {
				return rest, found
			}
		}
	}
	return nil, ""
}

// members goes over the members of the object that begins at b[0], as far as they are at hand. value begins with the member's value.
func members(b []byte) func(yield func(name string, value []byte) bool) {
	return func(yield func(string, []byte) bool) {
		b := jsonSpace(b[1:])
		for len(b) > 0 && b[0] == '"' {
			j := jsonQuote(b[1:])
			if j < 0 {
				return
			}
			name := string(b[1 : j+1])
			if b = jsonSpace(b[j+2:]); len(b) == 0 || b[0] != ':' {
				return
			}
			if b = jsonSpace(b[1:]); len(b) == 0 || !yield(name, b) {
				return
			}
			if b = jsonSpace(jsonSkip(b)); len(b) == 0 || b[0] != ',' {
				return
			}
			b = jsonSpace(b[1:])
		}
	}
}

// hasList tells whether a member of the object is named as ingredient lists are.
func hasList(b []byte) bool {
	for name := range members(b) {
		if field, ok := namesColumn([]byte(name)); ok && field == FieldIngredients {
			return true
		}
	}
	return false
}

// describesProduct tells whether the object, or one in it, has a list, or a name and a description.
func describesProduct(b []byte, depth int) bool {
	name, description := false, false
	for member, value := range members(b) {
		m, _ := meanings(member)
		switch {
		case value[0] == '{' && depth < 2 && describesProduct(value, depth+1):
			return true
		case m == nil:
		case m[0].field == FieldIngredients:
			return true
		default:
			name = name || m[0].field == FieldName
			description = description || m[0].field == FieldDescription
		}
	}
	return name && description
}

// keyed tells whether the paths are those of products that are members of one object: lists stand in several of its members, and
// none in itself.
func keyed(paths []string) bool {
	holders := map[string]bool{}
	for _, p := range paths {
		key, member, inner := strings.Cut(p, ".")
		field, ok := namesColumn([]byte(member))
		if own, list := namesColumn([]byte(key)); !inner && list && own == FieldIngredients {
			return false
		}
		if inner && ok && field == FieldIngredients {
			holders[key] = true
		}
	}
	return len(holders) > 1
}

// objectsFollow tells whether another object stands behind the first.
func objectsFollow(text []byte) bool {
	end := jsonEnd(text)
	if end < 0 {
		return false
	}
	rest := jsonSpace(text[end:])
	return len(rest) > 0 && (rest[0] == '{' || rest[0] == ',')
}
