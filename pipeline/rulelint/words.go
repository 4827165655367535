package rulelint

import (
	"strings"
	"unicode"

	"screen/rules"
)

// vocabulary is the words of all known names, and how many patterns and names have each.
type vocabulary map[string]int

// vocabulary counts words once a name or entry. What a single pattern has may be misspelt; what two have is no slip.
func (s *survey) vocabulary() vocabulary {
	v := make(vocabulary, 1<<14)
	for _, name := range s.names[:s.known] {
		eachWord(name, func(w string) { v[w] += 2 })
	}
	for i := range s.globs {
		if s.globs[i].list == rules.Patterns {
			eachWord(s.globs[i].entry, func(w string) { v[w]++ })
		}
	}
	return v
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
func (v vocabulary) stranger(pattern string) (word string) {
	eachWord(pattern, func(w string) {
		if word == "" && v[w] < 2 {
			word = w
		}
	})
	return word
}

// nearest is a hint with the word that was most likely meant.
func (v vocabulary) nearest(word string) string {
	best, at := "", len(word)/3+1
	for w, n := range v {
		if n < 2 || len(w) > len(word)+2 || len(w) < len(word)-2 {
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
