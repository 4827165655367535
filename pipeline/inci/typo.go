package inci

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"sync"
)

// Repairs of a name that is not known as it stands. They need two indexes. Those of the shipped lexicon are compiled; those
// of others are made when a name is repaired for the first time.

// words are the indexes for repairs, in compiled form.
type words struct {
	// joined finds names by their letters without the spaces between words.
	joined hashSlots
	// known finds every word of a name or pattern.
	known nameTable
	// list holds the words of letters only, by first letter and length, eight bytes each: the number of a name of known, and
	// its letters. Those of shape s begin at start[s], which has four bytes, and end where those of the next shape begin.
	list, start string
}

// maxWord is the longest word that is corrected, in letters.
const maxWord = 31

// shape numbers the words that are corrected by first letter and length; -1 for others.
func shape(word []byte) int {
	if len(word) > maxWord || len(word) < 4 {
		return -1
	}
	for _, c := range word {
		if !isLower(c) {
			return -1
		}
	}
	return int(word[0]-'a')*(maxWord+1) + len(word)
}

// newWords makes the indexes for a lexicon.
func newWords(lx *Lexicon) *words {
	var out sections
	out.words(lx)
	return out.view().words(lx.names.count)
}

// words is the indexes of a lexicon of so many names; nil where the sections have none.
func (s *views) words(names int) *words {
	if len(s[secWordShapes]) == 0 {
		return nil
	}
	return &words{viewSlots(s[secJoined], names), viewNames(s[secWordSlots], s[secWordRecs], s[secWordText]), s[secWordList], s[secWordShapes]}
}

// words fills the sections of the indexes of a lexicon.
func (s *sections) words(lx *Lexicon) {
	var known nameBuilder
	known.grow(lx.names.count)
	joined := make([]uint64, lx.names.count)
	var buf [maxName]byte
	for i := range joined {
		name := lx.names.name(i)
		known.addWords([]byte(name))
		if k := squeeze(buf[:], name); k >= 6 {
			joined[i] = hashName(buf[:k])
		}
	}
	for i := range lx.patterns.count() {
		known.addWords([]byte(lx.patterns.at(int32(i))))
	}
	s[secJoined] = appendSlots(nil, joined)
	s[secWordSlots], s[secWordRecs] = appendNames(nil, nil, &known)
	s[secWordText] = known.text
	s[secWordList], s[secWordShapes] = known.byShape()
}

// addWords adds the words of a name, or those of a pattern that no wildcard touches.
func (t *nameBuilder) addWords(name []byte) {
	for len(name) > 0 {
		end := wordEnd(name, 0)
		if end > 0 && bytes.IndexByte(name[:end], anyRun) < 0 && bytes.IndexByte(name[:end], digitRun) < 0 {
			t.insert(name[:end], 0)
		}
		name = name[min(end+1, len(name)):]
	}
}

// byShape lists the names that are words which are corrected by their shape: see words.
func (t *nameBuilder) byShape() (list, start []byte) {
	var lists [26 * (maxWord + 1)][]uint32
	for i, n := range t.names {
		if s := shape(t.text[n.at : n.at+uint32(n.size)]); s >= 0 {
			lists[s] = append(lists[s], uint32(i))
		}
	}
	for _, numbers := range lists {
		start = binary.LittleEndian.AppendUint32(start, uint32(len(list)/8))
		for _, i := range numbers {
			n := t.names[i]
			list = binary.LittleEndian.AppendUint32(list, i)
			list = binary.LittleEndian.AppendUint32(list, letters(string(t.text[n.at:n.at+uint32(n.size)])))
		}
	}
	return list, binary.LittleEndian.AppendUint32(start, uint32(len(list)/8))
}

// findJoined returns the entry of the names that are letters once their words are joined. Where they are of several
// substances of different families there is none.
func (w *words) findJoined(lx *Lexicon, letters []byte) (int32, bool) {
	found := int32(-1)
	var buf [maxName]byte
	h := hashName(letters)
	for i, at := w.joined.next(h, uint32(h)); i >= 0; i, at = w.joined.next(h, at) {
		if k := squeeze(buf[:], lx.names.name(int(i))); string(buf[:k]) != string(letters) {
			continue
		}
		e := lx.names.entry(int(i))
		if found >= 0 && found != e && lx.entry(found).Families != lx.entry(e).Families {
			return 0, false
		}
		if found < 0 {
			found = e
		}
	}
	return found, found >= 0
}

// squeeze writes name to dst without spaces and slashes, but for those between digits, Hangul in one spelling, and returns
// the length.
func squeeze[T string | []byte](dst []byte, name T) int {
	n := 0
	for i := range len(name) {
		c := name[i]
		if (c == ' ' || c == '/') && !(n > 0 && isDigit(dst[n-1]) && i+1 < len(name) && isDigit(name[i+1])) {
			continue
		}
		dst[n] = c
		n++
	}
	return oneSpelling(dst[:n])
}

// maxFixes is how many repairs a lexicon remembers before it forgets them all.
const maxFixes = 1 << 14

// fixes remembers repairs, found or not.
type fixes struct {
	sync.RWMutex
	byName map[string]Recognition
}

// repair recognises a folded name without brackets that is not known as it stands, by joining its words or by correcting a slip.
func (lx *Lexicon) repair(b []byte) Recognition {
	if len(b) < 6 || len(b) > 120 {
		return Recognition{}
	}
	lx.fixes.RLock()
	r, ok := lx.fixes.byName[string(b)]
	lx.fixes.RUnlock()
	if ok {
		return r
	}
	w := lx.words()
	if r = lx.join(w, b); !r.known() {
		r = lx.correct(w, b)
	}
	if !r.known() {
		r = lx.zero(b)
	}
	lx.fixes.Lock()
	if lx.fixes.byName == nil || len(lx.fixes.byName) >= maxFixes {
		lx.fixes.byName = make(map[string]Recognition)
	}
	lx.fixes.byName[string(b)] = r
	lx.fixes.Unlock()
	return r
}

// zero reads a lone zero as the letter: "3-0-ethyl ascorbic acid".
func (lx *Lexicon) zero(b []byte) Recognition {
	i := bytes.Index(b, []byte(" 0 "))
	if i < 0 {
		return Recognition{}
	}
	var buf [maxName]byte
	copy(buf[:], b)
	buf[i+1] = 'o'
	r := lx.lookup(buf[:len(b)])
	if r.known() {
		r.Match = Typo
	}
	return r
}

func (lx *Lexicon) join(w *words, b []byte) Recognition {
	var buf [maxName]byte
	n := squeeze(buf[:], b)
	e, ok := w.findJoined(lx, buf[:n])
	if !ok {
		return Recognition{}
	}
	entry := lx.entry(e)
	return Recognition{Entry: entry, Families: entry.Families, Match: Joined}
}

// slipWord is a word of a name that no name has, and words that it may be a slip of.
type slipWord struct {
	start, end int
	to         []candidate
}

type candidate struct {
	word string
	dist int
}

// correct corrects the one or two words of a name that no known name has. A word that some name has is never changed,
// nor is a number; so a name is never corrected to another one that differs in a word both of which exist. Of all
// corrections the nearest ones must agree in their families.
func (lx *Lexicon) correct(w *words, b []byte) Recognition {
	slips, ok := w.slips(b)
	if !ok {
		return Recognition{}
	}
	var best Recognition
	bestDist, agree := 3, true
	try := func(name []byte, dist int) {
		if dist > bestDist {
			return
		}
		r := lx.lookup(name)
		if !r.known() {
			return
		}
		switch {
		case dist < bestDist:
			best, bestDist, agree = r, dist, true
		case r.Families != best.Families:
			agree = false
		case r.Entry.Name < best.Entry.Name:
			best = r
		}
	}
	first := slips[0]
	for _, c := range first.to {
		if len(slips) == 1 {
			try(replace(b, first, c.word, slipWord{}, ""), c.dist)
			continue
		}
		for _, d := range slips[1].to {
			try(replace(b, first, c.word, slips[1], d.word), c.dist+d.dist)
		}
	}
	if !agree || !best.known() {
		return Recognition{}
	}
	best.Match = Typo
	return best
}

func replace(b []byte, s slipWord, with string, t slipWord, with2 string) []byte {
	out := make([]byte, 0, len(b)+8)
	out = append(append(out, b[:s.start]...), with...)
	if t.end == 0 {
		return append(out, b[s.end:]...)
	}
	out = append(append(out, b[s.end:t.start]...), with2...)
	return append(out, b[t.end:]...)
}

// slips finds the words of a name that no name has; ok is false where there are none, or more than can be slips.
func (w *words) slips(b []byte) (out []slipWord, ok bool) {
	count := 0
	for at := 0; at < len(b); {
		end := wordEnd(b, at)
		word := b[at:end]
		if _, known := w.known.find(word); len(word) > 0 && !known && !isNumber(word) {
			if count++; count > 2 {
				return nil, false
			}
			out = append(out, slipWord{at, end, nil})
		}
		at = end + 1
	}
	for i := range out {
		word := string(b[out[i].start:out[i].end])
		limit := 1
		if len(out) == 1 && len(word) >= 10 && len(b) >= 12 {
			limit = 2
		}
		if out[i].to = w.near(word, limit); len(out[i].to) == 0 {
			return nil, false
		}
	}
	return out, len(out) > 0
}

func isNumber(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return true
}

// shortSlips are what OCR and haste make of the two short words that most names of oils and acids end with. Other words
// of three letters are too short to correct.
var shortSlips = map[string]string{"oll": "oil", "oii": "oil", "0il": "oil", "o1l": "oil", "oi1": "oil", "0ll": "oil", "ojl": "oil", "oi": "oil", "acd": "acid", "aci": "acid", "acld": "acid", "ac1d": "acid"}

// near lists the known words that word may be a slip of, at most limit edits away.
func (w *words) near(word string, limit int) (out []candidate) {
	if to, ok := shortSlips[word]; ok {
		return []candidate{{to, 1}}
	}
	if len(word) < 4 || len(word) > maxWord || !isWord(word) {
		return nil
	}
	has := letters(word)
	for _, first := range firstLetters(word[0]) {
		for n := max(4, len(word)-limit); n <= min(maxWord, len(word)+limit); n++ {
			s := int(first-'a')*(maxWord+1) + n
			for i, end := load32(w.start[4*s:]), load32(w.start[4*s+4:]); i < end; i++ {
				k := w.list[8*i : 8*i+8]
				if bits.OnesCount32(load32(k[4:])^has) > 2*limit {
					continue
				}
				known := w.known.name(int(load32(k)))
				if d, ok := slip(word, known, limit); ok {
					out = append(out, candidate{known, d})
				}
			}
		}
	}
	return out
}

// letters is the set of a word's letters, and of the digits that are taken for letters, as bits. An edit changes two of them at most:
// the letter that goes and the one that comes.
func letters(word string) (set uint32) {
	for i := range len(word) {
		set |= 1 << (word[i] & 31)
	}
	return set
}

// isWord says whether a word is of letters, or of letters and digits that OCR takes letters for.
func isWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isLower(s[i]) && s[i] != '0' && s[i] != '1' && s[i] != '5' {
			return false
		}
	}
	return true
}

// firstLetters returns the letters that a word beginning with c may begin with: its own, but that i, l and 1 print alike, and m and n.
func firstLetters(c byte) string {
	switch c {
	case 'i', 'l', '1':
		return "il"
	case '0', 'o':
		return "o"
	case '5', 's':
		return "s"
	case 'm', 'n': // neighbours on the keyboard, and alike in print
		return "mn"
	}
	return string(c)
}

// slip says whether got may be a slip of want, and how many edits it is away.
func slip(got, want string, limit int) (int, bool) {
	d := distance(got, want, limit)
	if d == 0 || d > limit || ending(got) != "" && ending(want) != "" && ending(got) != ending(want) {
		return 0, false
	}
	if strings.Contains(got, "meth") != strings.Contains(want, "meth") && strings.Contains(got, "eth") {
		return 0, false // methyl and ethyl
	}
	if len(got) == len(want) && len(got) < 9 && d == 1 && !likely(got, want) {
		return 0, false
	}
	if len(got) < 5 && (len(got) != len(want) || d > 1) {
		return 0, false
	}
	return d, true
}

// endings are those that tell one substance from another: an edit that makes one into another is no slip.
var endings = []string{"oyl", "yl", "ol", "al", "ene", "ane", "yne", "one", "ate", "ite", "ide", "ic", "is", "ose", "ase", "ium", "ine", "in", "eth", "oxy"}

func ending(s string) string {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			if e == "ine" {
				return "in" // glycerine, glycerin
			}
			return e
		}
	}
	return ""
}

// likely says whether two words of the same length differ by a slip of the hand, the eye or the ear.
func likely(a, b string) bool {
	i := 0
	for a[i] == b[i] {
		i++
	}
	if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] {
		return true // two letters changed places
	}
	return alike(a[i], b[i]) || alike(b[i], a[i])
}

// slipsOf lists letters and what they are taken for: look-alikes, sound-alikes, neighbours on a keyboard.
var slipsOf = map[byte]string{
	'a': "eiouqsz", 'b': "dphvn", 'c': "eokszxvd", 'd': "bsfexc", 'e': "aiouywrcd", 'f': "tvdg", 'g': "qfhy", 'h': "nbgj", 'i': "aeouyl1jt", 'j': "ikh",
	'k': "cjl", 'l': "i1tkj", 'm': "n", 'n': "mhb", 'o': "aeiu0pc", 'p': "boq", 'q': "gp", 'r': "ten", 's': "zc5axd", 't': "ryflig", 'u': "aeiovny",
	'v': "ubf", 'w': "ve", 'x': "zcks", 'y': "ieuvt", 'z': "sx",
}

func alike(a, b byte) bool { return strings.IndexByte(slipsOf[a], b) >= 0 }

// distance is the number of edits (a letter inserted, dropped or replaced, two neighbours exchanged) from a to b, or limit+1.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var rows [3][maxWord + 2]uint8
	two, one, row := &rows[0], &rows[1], &rows[2]
	for j := range one {
		one[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		row[0] = uint8(i)
		least := row[0]
		for j := 1; j <= len(b); j++ {
			cost := uint8(1)
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, two[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if int(least) > limit {
			return limit + 1
		}
		two, one, row = one, row, two
	}
	return int(one[len(b)])
}
