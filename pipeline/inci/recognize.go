package inci

import (
	"bytes"
	"unsafe"
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
	if !r.known() {
		r = lx.inExtra(buf[:n])
	}
	return r, r.known()
}

// hasName reports whether Lookup finds a name exactly.
func (lx *Lexicon) hasName(name string) bool {
	var buf [maxName]byte
	n, ok := fold(&buf, name)
	if !ok || n == 0 {
		return false
	}
	if _, ok := lx.names.find(buf[:n]); ok {
		return true
	}
	if lx.extra == nil && bytes.IndexByte(buf[:n], '/') < 0 {
		return false // patterns alone could find it
	}
	r, ok := lx.Lookup(name)
	return ok && r.Match == Exact
}

// Recognize reads a name as a label writes it. What decides, in this order: the name as it stands; the name with its
// brackets, slashes and qualifiers read ("Tocopherol (Vitamin E)", "Water/Aqua/Eau", "Certified Organic …"); the name with
// its words joined; the name one bounded correction away. Where nothing is sure the names of AddInventory are asked, and else it is unrecognised.
func (lx *Lexicon) Recognize(name string) Recognition {
	var buf [maxName]byte
	n, ok := fold(&buf, name)
	if !ok || n == 0 {
		return Recognition{}
	}
	b := buf[:n]
	r := lx.recognize(b, name)
	if !r.known() && lx.extra != nil {
		r = lx.inExtra(b)
	}
	return r
}

// recognize reads the folded name b by the lexicon's own names; name is the name as written.
func (lx *Lexicon) recognize(b []byte, name string) Recognition {
	if r := lx.asItStands(b, name); r.known() {
		r.Nano = isNano(b)
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
		if !isCompound(b) {
			if o := lx.synonyms(b); o.known() {
				return o // known names side by side need no pattern, which reaches over them
			}
		}
		return precise(r, lx.slashes(b))
	}
	return r
}

// precise joins two readings of one name; the exact one says what it is.
func precise(r, o Recognition) Recognition {
	switch {
	case !o.known():
		return r
	case !r.known():
		return o
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
	if bytes.IndexByte(b, '(') >= 0 || bytes.IndexByte(b, '%') >= 0 {
		return Recognition{}
	}
	name := unsafe.String(&b[0], len(b)) // match keeps nothing of it
	if first, f := lx.patterns.match(name); first >= 0 && !denied(b) {
		return Recognition{Entry: lx.patterns.entry(first), Families: f, Match: Pattern}
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
	return false
}

// isNano says whether a folded name without brackets says that the substance is in nano form.
func isNano(b []byte) bool {
	return bytes.HasPrefix(b, []byte("nano ")) || bytes.HasSuffix(b, []byte(" nano")) && !bytes.HasSuffix(b, []byte("non nano"))
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
		r.Nano = r.known() && isNano(b)
		return r
	}
	return Recognition{}
}

// Words around a name that do not change what it is. The longer ones first.
var (
	before = wordList("certified organic", "100% organic", "100% natural", "100% pure", "cold pressed", "extra virgin", "non nano", "food grade", "usp grade",
		"fair trade", "wild crafted", "steam distilled", "triple distilled", "organic", "organically grown", "natural", "naturally derived", "plant derived", "pure", "raw", "virgin",
		"unrefined", "refined", "wildcrafted", "vegan", "vegetable", "kosher", "bio", "deionized", "purified", "distilled", "demineralized", "filtered",
		"micronized", "coated", "uncoated", "nano", "encapsulated", "liposomal", "stabilized", "hydrous", "anhydrous", "buffered", "traces of", "trace of", "of", "pharmaceutical grade", "cosmetic grade", "medical grade", "100%", "and", "contains", "containing", "cas")
	after = wordList("certified organic", "from organic farming", "non nano", "usp grade", "cosmetic grade", "aluminum lake", "al lake", "barium lake", "calcium lake", "zirconium lake", "lake", "organic", "natural", "usp", "nf", "bp", "ep", "nano", "bio", "biologique", "vegan")
)

func wordList(ws ...string) [][]byte {
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
	b = withoutPercent(b)
	// "ci 15850 1" is a lake of ci 15850
	if len(b) == 10 && bytes.HasPrefix(b, []byte("ci ")) && b[8] == ' ' && isDigit(b[7]) && isDigit(b[9]) {
		b = b[:8]
	}
	return b
}

// withoutPercent cuts a percentage off the beginning or the end: "5% niacinamide", "niacinamide 5 %".
func withoutPercent(b []byte) []byte {
	if k := bytes.IndexByte(b, '%'); k == len(b)-1 && k > 0 {
		return bytes.TrimRight(b[:k], "0123456789, ")
	} else if k > 0 && len(bytes.Trim(b[:k], "0123456789, ")) == 0 {
		return bytes.TrimLeft(b[k+1:], " ")
	}
	return b
}
