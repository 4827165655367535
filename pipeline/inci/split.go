package inci

import "slices"

// Span is a run of bytes of a text.
type Span struct{ Start, End int }

// maxSplit is how many words a text may have for Split to look at it.
const maxSplit = 96

// Split divides text, which as a whole is no known name, into known names that follow one another without a separator
// ("Phenoxyethanol Caprylyl Glycol", "Methyl Gluceth-20Caprylyl Glycol"). Every part is known exactly; of several ways the
// one with the fewest names is taken. It returns nil where there is none.
func (lx *Lexicon) Split(text string) []Span {
	var starts, ends [maxSplit]int
	n := cutWords(text, &starts, &ends)
	if n < 2 {
		return nil
	}
	// best[i] is the fewest names that the words from i on are, plus one; 0 where they are none. next[i] ends the first of them.
	var best, next [maxSplit + 1]uint8
	best[n] = 1
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j <= n && j-i <= 8; j++ {
			if best[j] == 0 || best[i] != 0 && best[i] <= best[j]+1 {
				continue
			}
			if lx.exact(text[starts[i]:ends[j-1]]) {
				best[i], next[i] = best[j]+1, uint8(j)
			}
		}
	}
	if best[0] < 3 {
		return nil
	}
	spans := make([]Span, 0, best[0]-1)
	for i := 0; i < n; i = int(next[i]) {
		spans = append(spans, Span{starts[i], ends[next[i]-1]})
	}
	if len(spans) < 4 && slices.ContainsFunc(spans[1:], func(s Span) bool { return headNoun(text[s.Start:s.End]) }) {
		return nil
	}
	return spans
}

// headNoun says whether a name is also the head of other names, so that two words make a third thing: Coconut Alcohol, Rose Water.
func headNoun(s string) bool {
	var buf [maxName]byte
	n, _ := fold(&buf, s)
	switch string(buf[:n]) {
	case "alcohol", "alcool", "alkohol", "alcol", "alkol", "спирт", "water", "вода", "oil", "wax", "acid", "butter", "extract":
		return true
	}
	return false
}

func (lx *Lexicon) exact(s string) bool {
	var buf [maxName]byte
	n, ok := fold(&buf, s)
	if !ok || n < 3 {
		return false
	}
	_, ok = lx.names.find(buf[:n])
	return ok
}

// cutWords finds where names may begin and end: at spaces, and where a capital follows a small letter, digit or bracket.
// It returns 0 where there are too many words.
func cutWords(text string, starts, ends *[maxSplit]int) int {
	n, in := 0, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		if isBlank(c) {
			if in {
				ends[n-1], in = i, false
			}
			continue
		}
		cut := in && isUpper(c) && (isLower(text[i-1]) || isDigit(text[i-1]) || text[i-1] == ')')
		if in && !cut {
			continue
		}
		if n == maxSplit {
			return 0
		}
		if cut {
			ends[n-1] = i
		}
		starts[n], ends[n], in = i, len(text), true
		n++
	}
	return n
}
