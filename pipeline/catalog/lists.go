package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// partWords are what tells the headers of the parts of one list from each other, besides numbers.
var partWords = []string{"part", "pt", "parts", "teil", "partie", "parte", "deel", "cont", "contd", "continued", "i", "ii", "iii", "iv", "v"}

// stem is what the headers of the parts of one list have in common: "Ingredients 2", "Ingredients_3" and "Ingredients (part 1)" have
// the stem "ingredients".
func stem(header string) string {
	words := strings.Fields(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return ' '
		}
		return r
	}, fold(header)))
	if len(words) > 1 {
		first := words[0]
		words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(partWords, w) })
		if len(words) == 0 {
			return first
		}
	}
	return strings.Join(words, " ")
}

// sameList joins the columns whose headers are the same but for their number: read alone, none of them is a whole list. What a
// profile or --map names is taken as it is named: the first that is not empty.
func (c *chooser) sameList() {
	c.dropMembers()
	list := c.columns.First(FieldIngredients)
	if list < 0 || c.join || c.named(list) {
		return
	}
	want := stem(c.header[list])
	if m, _ := meanings(c.header[list]); m == nil || m[0].field != FieldIngredients {
		return // found by its cells: "text 2" says nothing of "text 1"
	}
	var same []int
	for i, h := range c.header {
		if i == list || stem(h) == want && (!c.taken[i] || slices.Contains(c.columns[FieldIngredients], i)) {
			same = append(same, i)
		}
	}
	if len(same) < 2 {
		return
	}
	c.same = same
	for _, i := range same {
		if !slices.Contains(c.columns[FieldIngredients], i) {
			c.take(FieldIngredients, i, fmt.Sprintf("header %q is that of %q but for its number", c.header[i], c.header[list]))
		}
	}
	c.notes = append(c.notes, fmt.Sprintf("lists are split: %d columns of the header %q are read together as one list", len(same), c.header[list]))
}

// dropMembers takes no column for lists that is a member of the objects of another one ("ingredients.purpose" of "ingredients"):
// it speaks of a single ingredient.
func (c *chooser) dropMembers() {
	list := c.columns[FieldIngredients]
	if len(list) < 2 {
		return
	}
	c.columns[FieldIngredients] = slices.DeleteFunc(slices.Clone(list), func(i int) bool {
		for _, j := range list {
			if strings.HasPrefix(c.header[i], c.header[j]+".") {
				return true
			}
		}
		return false
	})
}

// named tells whether --map or a profile named the column for lists.
func (c *chooser) named(column int) bool {
	for _, ch := range c.choices {
		if ch.Column == column && ch.Field == FieldIngredients {
			return strings.HasPrefix(ch.Why, "named by ") || strings.HasPrefix(ch.Why, "the header is that of ")
		}
	}
	return false
}

// findAllergens finds the columns of allergens. A mark for allergens that a product is free of is none.
func (c *chooser) findAllergens() {
	for i, h := range c.header {
		if c.taken[i] {
			continue
		}
		switch stem(h) {
		case "allergens", "allergen", "fragrance allergens", "contains allergens", "allergene", "allergenes", "alergenos", "allergeni", "allergenen", "duftstoffallergene":
			c.allergens = append(c.allergens, i)
		}
	}
	if len(c.allergens) > 0 {
		c.notes = append(c.notes, fmt.Sprintf("allergens that stand in %q alone are read as part of the list", c.header[c.allergens[0]]))
	}
}
