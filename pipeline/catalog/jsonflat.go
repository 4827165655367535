package catalog

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonDepth is how deep values may stand in each other.
const jsonDepth = 64

// maxInner is how deep lists of ingredients are read that stand in the objects of another.
const maxInner = 3

// jsonNames are the members that stand for an object in a list of objects ("ingredients": [{"text": "Aqua"}, …]), best first.
var jsonNames = []string{"inci_name", "inciname", "inci", "ingredient_name", "ingredientname", "ingredient", "text", "name", "title", "label", "value"}

// jsonLists are the members of such an object that hold ingredients in turn.
var jsonLists = []string{"ingredients", "sub_ingredients", "subingredients", "components", "composition", "contains", "children", "items"}

// jsonCovers are members around an object's own ones that say nothing: exports of search engines and GraphQL have them.
var jsonCovers = []string{"_source", "node"}

// jsonFlat makes the cells of a table of the members of an object. Members of inner objects are named by their path
// ("brand.name"); texts in a list are joined by commas. Its input must be valid.
type jsonFlat struct {
	put  func(path, text []byte) // path and text are valid during the call; the text's memory stays as it is
	path []byte
	text []byte // memory of texts that are not as they stand in the input
	lost bool   // an escape named half a character

	unread bool // during put: the text lacks members of its list
	first  int  // lists of several objects, of whose first the member that is put stands in
	inner  int  // lists of ingredients in which the one being joined stands
}

// object hands the members of the object that begins at b[0] to put, and returns what follows it.
func (f *jsonFlat) object(b []byte, depth int) []byte {
	base := len(f.path)
	b = jsonSpace(b[1:])
	for len(b) > 0 && b[0] != '}' {
		var key []byte
		key, b = f.str(b)
		b = jsonSpace(jsonSpace(b)[1:]) // the colon
		if !(len(b) > 0 && b[0] == '{' && indexFold(jsonCovers, key) >= 0) {
			if len(f.path) > 0 {
				f.path = append(f.path, '.')
			}
			f.path = append(f.path, key...)
		}
		b = f.value(b, depth)
		f.path = f.path[:base]
		if b = jsonSpace(b); len(b) > 0 && b[0] == ',' {
			b = jsonSpace(b[1:])
		}
	}
	return b[min(1, len(b)):]
}

// value hands out what stands in the value that begins at b[0], and returns what follows it.
func (f *jsonFlat) value(b []byte, depth int) []byte {
	switch {
	case len(b) == 0:
		return b
	case b[0] == '{' && depth < jsonDepth:
		return f.object(b, depth+1)
	case b[0] == '[' && depth < jsonDepth:
		return f.list(b, depth+1)
	}
	text, rest := f.scalar(b)
	f.put(f.path, text)
	return rest
}

// list joins the texts of a list and hands them out. Of objects, the first one's members are handed out, too.
func (f *jsonFlat) list(b []byte, depth int) []byte {
	if first := jsonSpace(b[1:]); len(first) > 0 && first[0] == '{' {
		several := 0
		if next := jsonSpace(jsonSkip(first)); len(next) > 0 && next[0] == ',' {
			several = 1
		}
		f.first += several
		f.object(first, depth)
		f.first -= several
	}
	joined, rest, unread := f.join(nil, b, depth)
	if joined != nil || unread {
		f.unread = unread
		f.put(f.path, joined)
		f.unread = false
	}
	return rest
}

// join appends the texts of the list that begins at b[0], those of lists inside of it, and the names of objects. unread tells
// that there was more: an object without a name, one that holds a list of its own, or what stands too deep.
func (f *jsonFlat) join(joined, b []byte, depth int) (_, rest []byte, unread bool) {
	b = jsonSpace(b[1:])
	for len(b) > 0 && b[0] != ']' {
		var item []byte
		missed := false
		switch {
		case b[0] == '{':
			joined, missed = f.named(joined, b, depth)
			b = jsonSkip(b)
		case b[0] == '[' && depth < jsonDepth:
			joined, b, missed = f.join(joined, b, depth+1)
		default:
			missed = b[0] == '['
			item, b = f.scalar(b)
			joined = joinItem(joined, item)
		}
		unread = unread || missed
		if b = jsonSpace(b); len(b) > 0 && b[0] == ',' {
			b = jsonSpace(b[1:])
		}
	}
	return joined, b[min(1, len(b)):], unread
}

func joinItem(joined, item []byte) []byte {
	if len(item) == 0 {
		return joined
	}
	if len(joined) > 0 {
		joined = append(joined, ", "...)
	}
	return append(joined, item...)
}

// named appends the name of the object that begins at b[0], and what the lists of ingredients in it hold. unread tells that it
// has no name, or such a list: then the text is no plain list any more.
func (f *jsonFlat) named(joined, b []byte, depth int) (_ []byte, unread bool) {
	best, members := len(jsonNames), 0
	var name []byte
	var inner [][]byte // the lists in it
	for b = jsonSpace(b[1:]); len(b) > 0 && b[0] != '}'; members++ {
		var key []byte
		key, b = f.str(b)
		b = jsonSpace(jsonSpace(b)[1:])
		switch {
		case b[0] == '"':
			if i := indexFold(jsonNames[:best], key); i >= 0 {
				if text, _ := f.str(b); len(bytes.TrimSpace(text)) > 0 {
					name, best = text, i
				}
			}
		case b[0] == '[' && indexFold(jsonLists, key) >= 0:
			if in := jsonSpace(b[1:]); len(in) > 0 && in[0] != ']' {
				inner = append(inner, b)
			}
		}
		if b = jsonSpace(jsonSkip(b)); len(b) > 0 && b[0] == ',' {
			b = jsonSpace(b[1:])
		}
	}
	joined = joinItem(joined, name)
	if f.inner < maxInner { // each level looks at what is inside of it again
		f.inner++
		for _, list := range inner {
			joined, _, _ = f.join(joined, list, depth)
		}
		f.inner--
	}
	return joined, members > 0 && name == nil || inner != nil
}

// indexFold is the place of key in names, letters' case aside, -1 if it is not in them.
func indexFold(names []string, key []byte) int {
	for i, n := range names {
		if len(n) == len(key) && bytes.EqualFold([]byte(n), key) {
			return i
		}
	}
	return -1
}

// scalar is the text of a string, a number, true or false; null is no text.
func (f *jsonFlat) scalar(b []byte) (text, rest []byte) {
	if b[0] == '"' {
		return f.str(b)
	}
	if b[0] == '{' || b[0] == '[' {
		return nil, jsonSkip(b) // too deep
	}
	n := 0
	for n < len(b) && b[n] != ',' && b[n] != '}' && b[n] != ']' && !space(b[n]) {
		n++
	}
	if string(b[:n]) == "null" {
		return nil, b[n:]
	}
	return b[:n:n], b[n:]
}

// str is the text of the string that begins at b[0].
func (f *jsonFlat) str(b []byte) (text, rest []byte) {
	i := 1
	for b[i] != '"' && b[i] != '\\' {
		i++
	}
	if b[i] == '"' {
		return b[1:i:i], b[i+1:]
	}
	from := len(f.text)
	f.text = append(f.text, b[1:i]...)
	for b[i] != '"' {
		if b[i] != '\\' {
			f.text = append(f.text, b[i])
			i++
			continue
		}
		i += 2
		switch c := b[i-1]; c {
		case 'n':
			f.text = append(f.text, '\n')
		case 't':
			f.text = append(f.text, '\t')
		case 'r':
			f.text = append(f.text, '\r')
		case 'b', 'f':
			f.text = append(f.text, ' ')
		case 'u':
			r := hex4(b[i:])
			i += 4
			if utf16.IsSurrogate(r) {
				low := rune(0)
				if b[i] == '\\' && b[i+1] == 'u' {
					low = hex4(b[i+2:])
				}
				if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
					f.lost = true
				} else {
					i += 6
				}
			}
			if r == 0 {
				r, f.lost = utf8.RuneError, true
			}
			f.text = utf8.AppendRune(f.text, r)
		default:
			f.text = append(f.text, c)
		}
	}
	return f.text[from:len(f.text):len(f.text)], b[i+1:]
}

func hex4(b []byte) rune {
	r := rune(0)
	for _, c := range b[:4] {
		switch {
		case c >= 'a':
			c -= 'a' - 10
		case c >= 'A':
			c -= 'A' - 10
		default:
			c -= '0'
		}
		r = r<<4 | rune(c)
	}
	return r
}

func jsonSpace(b []byte) []byte {
	for len(b) > 0 && space(b[0]) {
		b = b[1:]
	}
	return b
}

// jsonSkip returns what follows the value that begins at b[0].
func jsonSkip(b []byte) []byte {
	if end := jsonEnd(b); end >= 0 {
		return b[end:]
	}
	return nil
}

// jsonEnd is where the value that begins at b[0] ends, by its brackets and quotes alone; -1 if it does not end in b.
func jsonEnd(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			j := jsonQuote(b[i+1:])
			if j < 0 {
				return -1
			}
			if i += j + 1; depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			} else if depth < 0 {
				return i // of what the value stands in
			}
		case ',', ' ', '\n', '\r', '\t':
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

// jsonQuote is the index of the quote that ends a string, -1 if there is none.
func jsonQuote(b []byte) int {
	for from := 0; ; {
		i := bytes.IndexByte(b[from:], '"')
		if i < 0 {
			return -1
		}
		i += from
		n := 0
		for i-1-n >= 0 && b[i-1-n] == '\\' {
			n++
		}
		if n%2 == 0 {
			return i
		}
		from = i + 1
	}
}
