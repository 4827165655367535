package product

import "strings"

// numbers finds a stated SPF and pH in one field, as written there.
type numbers struct {
	spf  int    // -1 where none
	from string // the words that state it: a part of the field
	ph   float64
}

// scan reads SPF and pH statements from s. In prose they may speak of another product ("wear SPF 30 or higher"), or of
// none; prose makes the reading strict. Of several SPFs in one field the lowest stands.
func scan(s string, prose bool) numbers {
	n := numbers{spf: -1, ph: -1}
	if s == "" {
		return n
	}
	before := statementLetters[s[0]]
	for i := 1; i < len(s); i++ {
		letter := statementLetters[s[i]]
		if begun := before.first & letter.second; begun != 0 {
			n.word(s, i-1, begun, prose)
		}
		before = letter
	}
	return n
}

// What two letters may begin.
const (
	letterPH  = 1 << iota // "pH"
	letterSPF             // "SPF"
	letterFPS             // "FPS"
	letterLSF             // "LSF"
	letterPF              // "protection factor"
	letterIP              // "IP", in capitals
)

// statementLetters tells of each byte which of these it is the first and the second letter of. Nearly all pairs of letters are
// neither, and need no further look.
var statementLetters = func() (letters [256]struct{ first, second uint8 }) {
	for i, pair := range [...]string{"pH", "SP", "FP", "LS", "PR"} {
		for _, both := range []string{strings.ToLower(pair), strings.ToUpper(pair)} {
			letters[both[0]].first |= 1 << i
			letters[both[1]].second |= 1 << i
		}
	}
	letters['I'].first |= letterIP
	letters['P'].second |= letterIP
	return letters
}()

// word takes the statement that s[i:] begins with, if it is one.
func (n *numbers) word(s string, i int, begun uint8, prose bool) {
	switch {
	case begun&letterPH != 0:
		if v := statedPH(s, i); v >= 0 && farther(v, n.ph) {
			n.ph = v
		}
	case begun&letterSPF != 0:
		if hasFold(s[i:], "spf") {
			n.take(s, i, i+3, prose)
		}
	case begun&letterFPS != 0:
		if hasFold(s[i:], "fps") {
			n.take(s, i, i+3, prose)
		}
	case begun&letterLSF != 0:
		if hasFold(s[i:], "lsf") {
			n.take(s, i, i+3, prose)
		}
	case begun&letterPF != 0:
		if hasFold(s[i:], "protection factor") {
			n.take(s, i, i+len("protection factor"), prose)
		}
	case !prose:
		n.take(s, i, i+2, prose)
	}
}

// take reads the number beside the SPF word s[i:end], if it states one of this product.
func (n *numbers) take(s string, i, end int, prose bool) {
	if i > 0 && letter(s[i-1]) || end < len(s) && letter(s[end]) {
		return
	}
	v, to := after(s, end)
	start := i
	if v < 0 && !hasFold(strings.TrimLeft(s[end:], " -"), "free") {
		v, start = before(s, i)
		to = end
	}
	if v < 2 || denied(s[:start]) || prose && instruction(s[:start], s[to:]) {
		return
	}
	v = min(v, 100)
	if n.spf < 0 || v < n.spf {
		n.spf, n.from = v, s[start:to]
	}
}

// after reads a whole number behind s[:i]; to is where it, and a '+' behind it, end. v is -1 where there is none.
func after(s string, i int) (v, to int) {
	for range 4 { // at most so many signs part the word from its number
		n := sign(s[i:])
		if n == 0 {
			break
		}
		i += n
	}
	v, to = whole(s, i)
	if v < 0 {
		return -1, i
	}
	if to+1 < len(s) && (s[to] == '.' || s[to] == ',') && digit(s[to+1]) {
		return -1, i // "SPF 1.7 oz": a quantity
	}
	rest := strings.TrimLeft(s[to:], " ")
	if hasFold(rest, "%") || hasFold(rest, "ml") || hasFold(rest, "oz") || hasFold(rest, "fl") {
		return -1, i
	}
	if to < len(s) && s[to] == '+' {
		to++
	}
	return v, to
}

// sign returns the length of a sign that may stand between "SPF" and its number, 0 where s begins with none.
func sign(s string) int {
	for _, t := range [...]string{" ", "-", ":", "=", ".", "(", "/", "\u00a0", "™", "®", "–", "："} {
		if strings.HasPrefix(s, t) {
			return len(t)
		}
	}
	return 0
}

// before reads a whole number right before s[i:], as in "50+ SPF"; from is where it starts.
func before(s string, i int) (v, from int) {
	j := i
	for j > 0 && s[j-1] == ' ' {
		j--
	}
	if j > 0 && s[j-1] == '+' {
		j--
	}
	k := j
	for k > 0 && digit(s[k-1]) && j-k < 4 {
		k--
	}
	if k == j || k > 0 && (letter(s[k-1]) || s[k-1] == '.' || s[k-1] == ',' || s[k-1] == '#') {
		return -1, i
	}
	v, _ = whole(s, k)
	return v, k
}

// whole reads one to three digits at s[i:].
func whole(s string, i int) (v, end int) {
	end = i
	for end < len(s) && digit(s[end]) && end-i < 4 {
		v = v*10 + int(s[end]-'0')
		end++
	}
	if end == i || end-i > 3 {
		return -1, i
	}
	return v, end
}

// denied reports whether the words before take the statement back: "no SPF 30", "ohne LSF".
func denied(head string) bool {
	head = strings.TrimRight(head, " -")
	for _, w := range [...]string{"no", "not", "without", "sans", "ohne", "sin", "senza", "sem", "zonder", "bez", "tanpa", "non"} {
		if len(head) >= len(w) && strings.EqualFold(head[len(head)-len(w):], w) &&
			(len(head) == len(w) || !letter(head[len(head)-len(w)-1])) {
			return true
		}
	}
	return false
}

// instruction reports whether a statement in prose rather tells what else to use: "follow with SPF 30", "an SPF of 30
// or higher". Only the sentence counts, at most 80 bytes of it.
func instruction(head, tail string) bool {
	for _, w := range [...]string{"or higher", "or above", "or more", "or greater", "and above", "and higher", "minimum", "oder höher", "ou plus", "o más", "o superior"} {
		if hasFold(strings.TrimLeft(tail, " +"), w) {
			return true
		}
	}
	head = head[max(0, len(head)-80):]
	if i := strings.LastIndexAny(head, ".!?\n"); i >= 0 {
		head = head[i+1:]
	}
	for i := 0; i < len(head); i++ {
		if i > 0 && letter(head[i-1]) {
			continue
		}
		for _, w := range [...]string{"use", "using", "wear", "apply", "applying", "follow", "pair", "layer", "under", "before", "recommend", "together", "minimum",
			"at least", "always", "combine", "sunscreen of", "sunscreen with", "utiliser", "appliquer", "verwenden", "auftragen", "usar", "aplicar", "gunakan"} {
			if hasFold(head[i:], w) {
				return true
			}
		}
	}
	return false
}

// statedPH reads the number that s[i:], which begins with "ph", states, 0–14, or -1. Of a range the end farther from
// skin's own 5.5 stands.
func statedPH(s string, i int) float64 {
	if s[i] == 'p' && s[i+1] == 'h' && i > 0 && s[i-1] != ' ' && s[i-1] != '(' || i > 0 && letter(s[i-1]) {
		return -1
	}
	j := i + 2
	if j < len(s) && letter(s[j]) {
		return -1
	}
	for more := true; more; {
		for j < len(s) && (s[j] == ' ' || s[j] == ':' || s[j] == '=' || s[j] == '~' || s[j] == '-' || s[j] == '(') {
			j++
		}
		more = false
		for _, w := range [...]string{"of ", "level", "value", "range", "between", "is ", "approx.", "approximately", "about", "ca.", "wert", "≈", "\u00a0", "von "} {
			if hasFold(s[j:], w) {
				j, more = j+len(w), true
				break
			}
		}
	}
	v, end := decimal(s, j)
	if v < 0 {
		return phBefore(s, i)
	}
	k := end
	for k < len(s) && s[k] == ' ' {
		k++
	}
	for _, w := range [...]string{"-", "–", "~", "to ", "and ", "bis ", "à "} {
		if strings.HasPrefix(s[k:], w) {
			if u, _ := decimal(s, k+len(w)+spaces(s[k+len(w):])); u > v && farther(u, v) {
				return u
			}
		}
	}
	return v
}

// phBefore reads "5.5 pH"; without a decimal point such a number may count anything, so it must have one.
func phBefore(s string, i int) float64 {
	j := i
	for j > 0 && s[j-1] == ' ' {
		j--
	}
	k := j
	for k > 0 && (digit(s[k-1]) || s[k-1] == '.') {
		k--
	}
	if !strings.Contains(s[k:j], ".") || k > 0 && letter(s[k-1]) {
		return -1
	}
	v, end := decimal(s, k)
	if end != j {
		return -1
	}
	return v
}

func spaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// decimal reads a number 0–14 with at most two decimals at s[i:], or -1.
func decimal(s string, i int) (v float64, end int) {
	w, j := whole(s, i)
	if w < 0 {
		return -1, i
	}
	v = float64(w)
	if j+1 < len(s) && (s[j] == '.' || s[j] == ',') && digit(s[j+1]) {
		v += float64(s[j+1]-'0') / 10
		j += 2
		if j < len(s) && digit(s[j]) {
			v += float64(s[j]-'0') / 100
			j++
		}
	}
	if v > 14 || j < len(s) && (letter(s[j]) || digit(s[j]) || s[j] == '%') {
		return -1, i
	}
	return v, j
}

// farther reports whether a is farther from pH 5.5 than b, or b is none.
func farther(a, b float64) bool {
	return b < 0 || abs(a-5.5) > abs(b-5.5)
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// hasFold reports whether s begins with prefix, ASCII case ignored.
func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// spfCell reads a cell of an SPF column: "50+", "SPF 30", "30".
func spfCell(s string) (v int, from string) {
	if n := scan(s, false); n.spf >= 0 {
		return n.spf, n.from
	}
	t := strings.TrimSpace(s)
	v, end := whole(t, 0)
	if v < 2 || strings.Trim(t[end:], "+ .0") != "" {
		return -1, ""
	}
	return min(v, 100), t
}

// phCell reads a cell of a pH column: "5.5", "pH 5", "4,5 – 5,5".
func phCell(s string) float64 {
	v := -1.0
	for i := 0; i < len(s); i++ {
		if digit(s[i]) && (i == 0 || !digit(s[i-1]) && s[i-1] != '.' && s[i-1] != ',') {
			if d, _ := decimal(s, i); d >= 0 && farther(d, v) {
				v = d
			}
		}
	}
	return v
}

// amount tells whether a cell holds a number above zero. "n/a", "none", "-" and "0" say that nothing is stated, as an empty cell does.
func amount(s string) bool { return strings.ContainsAny(s, "123456789") }
