package inci

import (
	"bytes"
	"slices"
)

// Recognition is what a name was recognised as.
type Recognition struct {
	Entry    *Entry   // the substance; for a Pattern, the pattern that took the name; nil where Match is Unrecognized
	Families Families // Entry's, those of every other pattern that takes the name, and those of synonyms and contents in brackets
	Match    Match
	Nano     bool // "[nano]"
}

func (r Recognition) known() bool { return r.Match != Unrecognized }

// with returns r with the families of o.
func (r Recognition) with(o Recognition) Recognition {
	r.Families[0] |= o.Families[0]
	r.Families[1] |= o.Families[1]
	return r
}

// Lookup finds a name as it stands, after folding: as an exact name or synonym, or by a pattern. It repairs nothing.
// Where a pattern takes a name with slashes, the synonyms between the slashes count as well.
func (lx *Lexicon) Lookup(name string) (Recognition, bool) {
	var buf [maxName]byte
	n, ok := fold(&buf, name)
	if !ok {
		return Recognition{}, false
	}
	r := lx.asItStands(buf[:n], name)
	return r, r.known()
}

// Recognize reads a name as a label writes it. What decides, in this order: the name as it stands; the name with its
// brackets, slashes and qualifiers read ("Tocopherol (Vitamin E)", "Water/Aqua/Eau", "Certified Organic …"); the name with
// its words joined; the name one bounded correction away. Where nothing is sure it is unrecognised.
func (lx *Lexicon) Recognize(name string) Recognition {
	var buf [maxName]byte
	n, ok := fold(&buf, name)
	if !ok || n == 0 {
		return Recognition{}
	}
	b := buf[:n]
	if r := lx.asItStands(b, name); r.known() {
		return r
	}
	if bytes.IndexByte(b, '(') < 0 && denied(b) {
		return Recognition{}
	}
	r := lx.read(b)
	if r.Match == Pattern && runsOn(name) {
		return Recognition{}
	}
	return r
}

// asItStands finds a folded name, and what its slashes add to a pattern. name is the name as written.
func (lx *Lexicon) asItStands(b []byte, name string) Recognition {
	r := lx.lookup(b)
	if r.Match != Pattern {
		return r
	}
	if runsOn(name) {
		return Recognition{}
	}
	if bytes.IndexByte(b, '/') >= 0 {
		return precise(r, lx.slashes(b))
	}
	return r
}

// precise joins two readings of one name; the exact one says what it is.
func precise(r, o Recognition) Recognition {
	if !o.known() {
		return r
	}
	if o.Match == Exact && r.Match == Pattern {
		r, o = o, r
	}
	return r.with(o)
}

// runsOn says whether a name has a comma or semicolon outside brackets that is not one of its numbers'. Such text is a
// list, or a name broken by a slip: exact names forgive the slip, a pattern would take the whole list.
func runsOn(name string) bool {
	depth := 0
	for i := 0; i < len(name); i++ {
		switch name[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',', ';':
			if depth <= 0 && i+1 < len(name) && !nextIsDigit(name[i+1:]) {
				return true
			}
		}
	}
	return false
}

// lookup finds a folded name.
func (lx *Lexicon) lookup(b []byte) Recognition {
	if len(b) == 0 {
		return Recognition{}
	}
	if e, ok := lx.names.find(b); ok {
		entry := lx.entry(e)
		return Recognition{Entry: entry, Families: entry.Families, Match: Exact}
	}
	if bytes.IndexByte(b, '(') >= 0 {
		return Recognition{}
	}
	if e, f := lx.patterns.match(b); e != nil && !denied(b) {
		return Recognition{Entry: e, Families: f, Match: Pattern}
	}
	return Recognition{}
}

// denied says whether words deny what they name ("fragrance free", "no parabens", "sans parfum") or are a sentence and no
// name ("combined with retinol to soften"). A pattern must not take them.
func denied(b []byte) bool {
	for rest := b; len(rest) > 0; {
		end := wordEnd(rest, 0)
		switch string(rest[:end]) {
		case "no", "not", "free", "without", "zero", "sans", "senza", "ohne", "sin", "sem", "zonder", "bez", "utan", "uten", "uden", "libre", "frei", "exempt", "never",
			"is", "are", "was", "were", "be", "to", "the", "your", "our", "you", "we", "it", "its", "this", "that", "these", "from", "for", "which", "will", "has", "have", "can", "helps", "help", "into", "while",
			"est", "votre", "notre", "nous", "qui", "ist", "sind", "ihre":
			return true
		case "non":
			if !bytes.HasPrefix(rest[end:], []byte(" nano")) {
				return true
			}
		}
		rest = rest[min(end+1, len(rest)):]
	}
	return bytes.IndexByte(b, '%') >= 0
}

// read reads a folded name with brackets, slashes and qualifiers, or repairs it.
func (lx *Lexicon) read(b []byte) Recognition {
	if bytes.IndexByte(b, '(') < 0 && bytes.IndexByte(b, ')') < 0 {
		if r := lx.plain(b); r.known() {
			return r
		}
		return lx.repair(b)
	}
	return lx.brackets(b)
}

// plain reads a folded name without brackets.
func (lx *Lexicon) plain(b []byte) Recognition {
	if r := lx.lookup(b); r.known() {
		return r
	}
	nano := bytes.HasSuffix(b, []byte(" nano")) || bytes.HasPrefix(b, []byte("nano "))
	if bytes.IndexByte(b, '/') >= 0 {
		if r := lx.slashes(b); r.known() {
			return r
		}
	}
	if u := unqualified(b); len(u) < len(b) && len(u) > 0 {
		r := lx.lookup(u)
		if !r.known() && bytes.IndexByte(u, '/') >= 0 {
			r = lx.slashes(u)
		}
		r.Nano = r.known() && nano
		return r
	}
	return Recognition{}
}

// Words around a name that do not change what it is. The longer ones first.
var (
	before = words2("certified organic", "100% organic", "100% natural", "100% pure", "cold pressed", "extra virgin", "non nano", "food grade", "usp grade",
		"fair trade", "wild crafted", "steam distilled", "triple distilled", "organic", "organically grown", "natural", "naturally derived", "plant derived", "pure", "raw", "virgin",
		"unrefined", "refined", "wildcrafted", "vegan", "vegetable", "kosher", "bio", "deionized", "purified", "distilled", "demineralized", "filtered",
		"micronized", "coated", "uncoated", "nano", "encapsulated", "liposomal", "stabilized", "pharmaceutical grade", "cosmetic grade", "medical grade", "100%", "and", "contains", "containing")
	after = words2("certified organic", "from organic farming", "non nano", "usp grade", "cosmetic grade", "aluminum lake", "al lake", "barium lake", "calcium lake", "zirconium lake", "lake", "organic", "natural", "usp", "nf", "bp", "ep", "nano", "bio", "biologique", "vegan")
)

func words2(ws ...string) [][]byte {
	out := make([][]byte, len(ws))
	for i, w := range ws {
		out[i] = []byte(w)
	}
	return out
}

// unqualified cuts qualifiers off both ends of a name.
func unqualified(b []byte) []byte {
	for again := true; again; {
		again = false
		for _, w := range before {
			if len(b) > len(w)+1 && b[len(w)] == ' ' && bytes.HasPrefix(b, w) {
				b, again = b[len(w)+1:], true
			}
		}
		for _, w := range after {
			if n := len(b) - len(w); n > 1 && b[n-1] == ' ' && bytes.HasSuffix(b, w) {
				b, again = b[:n-1], true
			}
		}
	}
	// "ci 15850 1" is a lake of ci 15850
	if len(b) == 10 && bytes.HasPrefix(b, []byte("ci ")) && b[8] == ' ' && isDigit(b[7]) && isDigit(b[9]) {
		b = b[:8]
	}
	return b
}

// compounds are last words of names whose slashes do not divide synonyms.
var compounds = words2("copolymer", "crosspolymer", "polymer", "terpolymer", "copolymers", "crosspolymers", "ester", "esters", "ether", "ethers", "condensate",
	"triglyceride", "triglycerides", "glycerides", "glyceride", "resin", "ferment", "filtrate", "lysate")

// slashes reads a name with slashes: a compound that is not divided; a word with alternatives ("… Leaf/Stem Oil"); synonyms.
func (lx *Lexicon) slashes(b []byte) Recognition {
	if r := lx.alternatives(b); r.known() {
		return r
	}
	last := b[bytes.LastIndexAny(b, " /")+1:]
	for _, c := range compounds {
		if bytes.Equal(last, c) {
			return Recognition{}
		}
	}
	var all Recognition
	edge := false // the first or the last part is known
	for i, rest := 0, b; len(rest) > 0; i++ {
		part := rest
		if k := bytes.IndexByte(rest, '/'); k >= 0 {
			part, rest = rest[:k], rest[k+1:]
		} else {
			rest = nil
		}
		r := lx.lookup(part)
		if !r.known() {
			if u := unqualified(part); len(u) < len(part) {
				r = lx.lookup(u)
			}
		}
		if !r.known() {
			continue
		}
		if i == 0 || rest == nil {
			edge = true
		}
		if all.known() {
			r = precise(all, r)
		}
		all = r
	}
	if !edge {
		return Recognition{}
	}
	return all
}

// alternatives tries each word of the first group of words that slashes join, in the group's place:
// "mentha piperita leaf/stem oil" is "mentha piperita leaf oil" and "mentha piperita stem oil".
func (lx *Lexicon) alternatives(b []byte) Recognition {
	k := bytes.IndexByte(b, '/')
	start, end := bytes.LastIndexByte(b[:k], ' ')+1, k
	for end < len(b) && b[end] != ' ' {
		end++
	}
	if start == 0 && end == len(b) {
		return Recognition{}
	}
	var all Recognition
	for at := start; at < end; {
		stop := at
		for stop < end && b[stop] != '/' {
			stop++
		}
		var buf [maxName]byte
		n := copy(buf[:], b[:start])
		n += copy(buf[n:], b[at:stop])
		n += copy(buf[n:], b[end:])
		if r := lx.lookup(buf[:n]); r.known() {
			if all.known() {
				r = precise(all, r)
			}
			all = r
		}
		at = stop + 1
	}
	return all
}

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
	case "alcohol", "water", "oil", "wax", "acid", "butter", "extract":
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
