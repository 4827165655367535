package rules

import "strings"

// nearest returns the name that the author of found most likely meant, or "" where none is near enough: at most one
// edit in three characters, and never more than four.
func nearest(found string, names []string) string {
	limit := min(4, len(found)/3)
	best, at := "", limit+1
	for _, name := range names {
		if d := len(name) - len(found); d > limit || -d > limit {
			continue
		}
		if d := distance(strings.ToLower(found), strings.ToLower(name)); d < at {
			best, at = name, d
		}
	}
	return best
}

// didYouMean returns a hint with the nearest name, or with all names where they are few.
func didYouMean(found string, names []string) string {
	if near := nearest(found, names); near != "" {
		return "did you mean " + near + "?"
	}
	if len(names) > 0 && len(names) <= 24 {
		return "one of: " + strings.Join(names, ", ")
	}
	return ""
}

// distance is the number of insertions, deletions, replacements and swaps of neighbours that lead from a to b
// (optimal string alignment). Text longer than 64 bytes is not compared.
func distance(a, b string) int {
	const longest = 64
	if len(a) > longest || len(b) > longest {
		return len(a) + len(b)
	}
	var rows [3][longest + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
