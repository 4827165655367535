package rulelint

import (
	"strings"
	"unicode"

	"screen/rules"
)

// vocabulary is the words of all known names, and how many patterns and names have each.
type vocabulary struct {
	count   map[string]int
	byFirst map[byte][]string // words by their first letter; made when first asked for
	hints   int               // given so far
}

// maxHints bounds the search for words that were meant.
const maxHints = 200

// vocabulary counts words once a name or entry. What a single pattern has may be misspelt; what two have is no slip.
func (s *survey) vocabulary() *vocabulary {
	v := make(map[string]int, 1<<14)
	for _, name := range s.names[:s.known] {
		eachWord(name, func(w string) { v[w] += 2 })
	}
	for i := range s.globs {
		if s.globs[i].list == rules.Patterns {
			eachWord(s.globs[i].entry, func(w string) { v[w]++ })
		}
	}
	return &vocabulary{count: v}
}

// eachWord calls fn for every word of four and more Latin letters that no wildcard touches.
func eachWord(text string, fn func(word string)) {
	text = strings.ToLower(text)
	start := -1
	for i, r := range text + " " {
		if unicode.Is(unicode.Latin, r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && i-start >= 4 && r != '*' && (start == 0 || text[start-1] != '*') {
			fn(text[start:i])
		}
		start = -1
	}
}

// stranger returns the first word of a pattern that nothing else has, or "".
func (v *vocabulary) stranger(pattern string) (word string) {
	eachWord(pattern, func(w string) {
		if word == "" && v.count[w] < 2 {
			word = w
		}
	})
	return word
}

// nearest is a hint with the word that was most likely meant. Words are seldom misspelt in their first letter.
func (v *vocabulary) nearest(word string) string {
	if v.hints++; v.hints > maxHints {
		return ""
	}
	if v.byFirst == nil {
		v.byFirst = map[byte][]string{}
		for w, n := range v.count {
			if n >= 2 {
				v.byFirst[w[0]] = append(v.byFirst[w[0]], w)
			}
		}
	}
	best, at := "", max(1, len(word)/4)+1
	for _, w := range v.byFirst[word[0]] {
		if len(w) > len(word)+2 || len(w) < len(word)-2 {
			continue
		}
		if d := distance(word, w); d < at || d == at && w < best {
			best, at = w, d
		}
	}
	if best == "" {
		return ""
	}
	return "did you mean " + best + "?"
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
