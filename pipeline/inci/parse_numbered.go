package inci

import "strings"

// unnumber puts line ends in place of the numbers of a list that is numbered within its lines:
// "1. Aqua 2. Glycerin 3. Parfum". Its dots would pass for the ends of sentences. The numbers must run 1, 2, 3.
func unnumber(text string) string {
	from, n := numberAt(text, 0, 1)
	if n == 0 {
		return text
	}
	two, m := numberAt(text, from+n, 2)
	three, o := numberAt(text, two+m, 3)
	if m == 0 || o == 0 || text[two-1] == '\n' && text[three-1] == '\n' {
		return text
	}
	var b strings.Builder
	at := 0
	for i := 1; n > 0; i++ {
		b.WriteString(text[at:from])
		b.WriteByte('\n')
		at = from + n
		from, n = numberAt(text, at, i+1)
	}
	b.WriteString(text[at:])
	return b.String()
}

// numberAt finds the number i with its dot or bracket and the space behind it, at a word's beginning not before from.
func numberAt(text string, from, i int) (at, n int) {
	var digits [3]byte
	number := digits[:0]
	if i >= 100 {
		number = append(number, byte('0'+i/100%10))
	}
	if i >= 10 {
		number = append(number, byte('0'+i/10%10))
	}
	number = append(number, byte('0'+i%10))
	for from < len(text) {
		k := strings.Index(text[from:], string(number))
		if k < 0 {
			return 0, 0
		}
		k += from
		end := k + len(number)
		if (k == 0 || isBlank(text[k-1]) || text[k-1] == ':') && end+1 < len(text) && (text[end] == '.' || text[end] == ')') && isBlank(text[end+1]) {
			return k, end + 2 - k
		}
		from = end
	}
	return 0, 0
}
