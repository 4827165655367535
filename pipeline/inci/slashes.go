package inci

import "bytes"

// compounds are last words of names whose slashes do not divide synonyms.
var compounds = wordList("copolymer", "crosspolymer", "polymer", "terpolymer", "copolymers", "crosspolymers", "ester", "esters", "ether", "ethers", "condensate",
	"triglyceride", "triglycerides", "glycerides", "glyceride", "resin", "ferment", "filtrate", "lysate")

var slashByte = []byte("/")

// slashes reads a name with slashes: known names side by side; a compound that is not divided; a word with alternatives
// ("… Leaf/Stem Oil"); synonyms of which some are known.
func (lx *Lexicon) slashes(b []byte) Recognition {
	compound := isCompound(b)
	if !compound {
		if r := lx.synonyms(b); r.known() {
			return r
		}
	}
	if r := lx.alternatives(b); r.known() || compound {
		return r
	}
	var all Recognition
	sure := false // the first or the last part is known, or one of three and more
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
		if i == 0 || rest == nil || bytes.Count(b, slashByte) >= 2 {
			sure = true
		}
		if all.known() {
			r = precise(all, r)
		}
		all = r
	}
	if !sure {
		return Recognition{}
	}
	return all
}

func isCompound(b []byte) bool {
	last := b[bytes.LastIndexAny(b, " /")+1:]
	for _, c := range compounds {
		if bytes.Equal(last, c) {
			return true
		}
	}
	return bytes.Contains(b, []byte("copolymer")) // with something behind it that belongs to another name
}

// synonyms reads a name whose parts between slashes are all known exactly: "cocos nucifera oil/coconut oil".
func (lx *Lexicon) synonyms(b []byte) Recognition {
	var all Recognition
	for rest := b; len(rest) > 0; {
		part := rest
		if k := bytes.IndexByte(rest, '/'); k >= 0 {
			part, rest = rest[:k], rest[k+1:]
		} else {
			rest = nil
		}
		e, ok := lx.names.find(part)
		if !ok {
			return Recognition{}
		}
		entry := lx.entry(e)
		r := Recognition{Entry: entry, Families: entry.Families, Match: Exact}
		if all.known() {
			r = all.with(r)
		}
		all = r
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
