package pipeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"screen/pipeline/catalog"
)

// lists reads a record's list from the columns that hold it. other is a column that holds another list than the one that was
// read, so that nobody knows which is the product's; -1 if there is none.
func lists(t *catalog.Table, rec *catalog.Record) (text string, other int) {
	columns := t.Columns[catalog.FieldIngredients]
	switch {
	case t.JoinIngredients:
		text = actives(rec, columns)
	case t.SameList != nil:
		text = parts(rec, t.SameList)
	default:
		text = first(rec, columns)
		if text != "" && inactive(header(t, firstFilled(rec, columns))) {
			text = "Inactive ingredients: " + text // as the header says: the active ones are missing
		}
	}
	other = -1
	if !t.JoinIngredients && len(columns) > max(1, len(t.SameList)) {
		for _, c := range columns {
			if s := cell(rec, c); len(missing(text, s)) > 0 {
				other = c
				break
			}
		}
	}
	for _, c := range t.Allergens {
		if s := cell(rec, c); text != "" && s != "" && !none(s) {
			if more := missing(text, s); len(more) > 0 {
				text = strings.TrimRight(text, " .,;") + ", " + strings.Join(more, ", ")
			}
		}
	}
	return text, other
}

// inactive tells whether a column's header says that it holds what is in a drug beside its active ingredients.
func inactive(header string) bool {
	for _, w := range [...]string{"inactive", "non-medicinal", "other ingredients", "excipient", "excipiente", "eccipienti", "hilfsstoffe", "hulpstoffen"} {
		if len(header) >= len(w) && strings.EqualFold(header[:len(w)], w) {
			return true
		}
	}
	return false
}

// parts joins the cells over which one list is split; a cell that repeats what stands before it adds nothing.
func parts(rec *catalog.Record, columns []int) string {
	joined, last := "", ""
	for _, c := range columns {
		switch s := cell(rec, c); {
		case s == "" || s == last:
		case joined == "":
			joined, last = s, s
		default:
			joined, last = strings.TrimRight(joined, " ,;")+", "+s, s
		}
	}
	return joined
}

// missing gives the items of more that do not stand in list as items of it, letters' case aside.
func missing(list, more string) (items []string) {
	if more == "" || more == list {
		return nil
	}
	in := strings.ToLower(list)
	for _, item := range strings.FieldsFunc(more, func(r rune) bool { return strings.ContainsRune(",;|•·\n、，；", r) }) {
		if item = strings.Trim(item, " \t\r.*"); item != "" && !holdsItem(in, strings.ToLower(item)) {
			items = append(items, item)
		}
	}
	return items
}

// holdsItem tells whether item stands in list with nothing of a name directly before or behind it.
func holdsItem(list, item string) bool {
	for from := 0; ; {
		i := strings.Index(list[from:], item)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(list[:i], " "))
		behind, _ := utf8.DecodeRuneInString(strings.TrimLeft(list[i+len(item):], " *"))
		if ends(before) && ends(behind) {
			return true
		}
		_, n := utf8.DecodeRuneInString(list[i:])
		from = i + n
	}
}

// ends tells whether r, next to a name, is no part of it.
func ends(r rune) bool {
	return r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' && r != '%'
}

// none tells whether a cell of allergens says that there are none.
func none(s string) bool {
	switch strings.ToLower(strings.Trim(s, " .")) {
	case "-", "–", "—", "/", "0", "none", "no", "nil", "n/a", "na", "false", "keine", "kein", "nein", "aucun", "non", "ninguno", "nessuno", "geen", "nee", "no allergens", "none known", "none declared", "allergen-free", "allergen free":
		return true
	}
	return false
}
