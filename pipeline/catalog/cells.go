package catalog

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// inciWords are parts of ingredient names that hardly any other text holds several of.
var inciWords = []string{"aqua", "water", "glycerin", "glycol", "parfum", "fragrance", "phenoxyethanol", "sodium", "extract", "tocopher", "dimethicone",
	"benzoate", "citrate", "sorbate", "stearate", "acid", "alcohol", "xanthan", "carbomer", "limonene", "linalool", " oil", "oxide", "panthenol", "hyaluron", "niacinamide",
	"정제수", "글리세린", "추출물", "나이아신", "水", "グリセリン", "エキス", "甘油", "提取物", "вода", "глицерин", "ci 7", "edta", "caprylyl", "butylene", "propanediol", "allantoin"}

// marksOfList are words that announce a list inside a description.
var marksOfList = []string{"ingredient", "inci", "ingrédient", "inhaltsstoffe", "composition", "composición", "komposisi", "ingredienti", "состав", "成分", "성분"}

// listLike tells whether a cell is an ingredient list: many short items, several of them in the words of ingredient names.
func listLike(s string) bool {
	if len(s) < 20 {
		return false
	}
	items, hits := 0, 0
	for item := range strings.FieldsFuncSeq(strings.ToLower(s), betweenItems) {
		if item = strings.TrimSpace(item); item == "" || len(item) > 80 && utf8.RuneCountInString(item) > 80 {
			continue
		}
		items++
		if holdsInciWord(item) {
			hits++
		}
	}
	return items >= 4 && hits >= 2 && hits*5 >= items
}

func betweenItems(r rune) bool {
	switch r {
	case ',', ';', '|', '•', '·', '\n', '、', '，', '；':
		return true
	}
	return false
}

// inciStarts are the inciWords by their first byte.
var inciStarts = sync.OnceValue(func() *[256][]string {
	var starts [256][]string
	for _, w := range inciWords {
		starts[w[0]] = append(starts[w[0]], w)
	}
	return &starts
})

// holdsInciWord tells whether any of the inciWords stands in an item in small letters.
func holdsInciWord(item string) bool {
	starts := inciStarts()
	for i := range len(item) {
		for _, w := range starts[item[i]] {
			if strings.HasPrefix(item[i:], w) {
				return true
			}
		}
	}
	return false
}

// holdsList tells whether a list stands inside a longer text, behind a word that announces it.
func holdsList(s string) bool {
	s = strings.ToLower(s)
	for _, m := range marksOfList {
		for from := 0; ; {
			i := strings.Index(s[from:], m)
			if i < 0 {
				break
			}
			from += i + len(m)
			rest := s[from:]
			if len(rest) > 1500 {
				rest = rest[:1500]
			}
			commas := 8
			if heading(rest) {
				commas = 3
			}
			if rest = itemsApart(rest); strings.Count(rest, ",") >= commas && listLike(rest) {
				return true
			}
		}
	}
	return false
}

// heading tells whether rest goes on behind a word as behind a heading, with a colon, the end of an element or of the line: "Ingredients:",
// "Full ingredient list</h4>", "Ingredients (INCI)".
func heading(rest string) bool {
	const most = 24 // bytes up to there
	i := strings.IndexAny(rest, ":<\n\r：,.")
	return i >= 0 && i <= most && rest[i] != ',' && rest[i] != '.'
}

// itemsApart puts commas for the elements that stand between the items of a list in HTML.
func itemsApart(s string) string {
	if !strings.Contains(s, "<li") && !strings.Contains(s, "<br") {
		return s
	}
	var b strings.Builder
	for {
		from := strings.IndexByte(s, '<')
		if from < 0 {
			return b.String() + s
		}
		b.WriteString(s[:from])
		end := strings.IndexByte(s[from:], '>')
		if end < 0 {
			return b.String()
		}
		if tag := s[from+1:]; strings.HasPrefix(tag, "/li") || strings.HasPrefix(tag, "br") {
			b.WriteByte(',')
		}
		s = s[from+end+1:]
	}
}

// share is the part of the column's filled cells that test accepts.
func (c *chooser) share(column int, test func(string) bool) float64 {
	n, yes := 0, 0
	for _, r := range c.rows {
		if column < len(r) && strings.TrimSpace(r[column]) != "" {
			n++
			if test(r[column]) {
				yes++
			}
		}
	}
	return float64(yes) / float64(max(n, 1))
}

// anyList tells whether any of the column's cells is a list.
func (c *chooser) anyList(column int) bool {
	return slices.ContainsFunc(c.rows, func(r []string) bool { return column < len(r) && listLike(r[column]) })
}

func (c *chooser) listShare(column int) float64 { return c.share(column, listLike) }
func (c *chooser) heldLists(column int) float64 { return c.share(column, holdsList) }

// filled is the part of the column's cells that are not empty; 1 for a table without rows.
func (c *chooser) filled(column int) float64 {
	if len(c.rows) == 0 {
		return 1
	}
	n := 0
	for _, r := range c.rows {
		if column < len(r) && strings.TrimSpace(r[column]) != "" {
			n++
		}
	}
	return float64(n) / float64(len(c.rows))
}

// distinct is how many different texts the column's filled cells hold, as a part of them; 1 if there are too few to tell.
func (c *chooser) distinct(column int) float64 {
	seen, n := map[string]bool{}, 0
	for _, r := range c.rows {
		if column < len(r) && strings.TrimSpace(r[column]) != "" {
			n++
			seen[r[column]] = true
		}
	}
	if n < 5 {
		return 1
	}
	return float64(len(seen)) / float64(n)
}

// wordy tells whether the column's cells are mostly short texts with letters.
func (c *chooser) wordy(column int) bool {
	return c.share(column, func(s string) bool {
		return !number(s) && len(s) >= 4 && len(s) <= 200 && !strings.Contains(s, "://") && !listLike(s)
	}) > 0.8
}
