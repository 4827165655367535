package product

import "unicode/utf8"

// node of the trie over the bytes of folded phrases; children are a linked list.
type node struct {
	child, next uint16
	entry       uint16 // index into entries + 1; 0 where no phrase ends
	prefix      uint8  // index into prefixes + 1; 0 where no prefix of compounds ends
	b           byte
}

// add puts a phrase into the trie. Listing it twice is an error, but a substance may also mean something else.
func (v *vocabulary) add(phrase string, e entry) error {
	n := &v.nodes[v.reach(&v.root, phrase)]
	if n.entry != 0 {
		return v.entries[n.entry-1].join(phrase, e)
	}
	r, _ := utf8.DecodeLastRuneInString(phrase)
	e.phrase, e.wide, e.spf = phrase, wide(r), phrase == "spf"
	v.entries = append(v.entries, e)
	n.entry = uint16(len(v.entries))
	return nil
}

// reach returns the node at which a phrase ends, and makes those that are missing on the way.
func (v *vocabulary) reach(root *[256]uint16, phrase string) (n uint16) {
	at := &root[phrase[0]]
	for i := range len(phrase) {
		if i > 0 {
			at = v.down(n, phrase[i])
		}
		if n = *at; n == 0 {
			n = uint16(len(v.nodes))
			*at = n
			v.nodes = append(v.nodes, node{b: phrase[i]})
		}
	}
	return n
}

// down returns where the child of n for byte b is, or would be, linked.
func (v *vocabulary) down(n uint16, b byte) *uint16 {
	at := &v.nodes[n].child
	for *at != 0 && v.nodes[*at].b != b {
		at = &v.nodes[*at].next
	}
	return at
}

// match returns the longest phrase at text[i:], which is the start of a word, and where it ends. Where there is none,
// the word may be a compound.
func (v *vocabulary) match(text []byte, i int) (e *entry, end int) {
	n := v.root[text[i]]
	var prefix uint8
	var prefixEnd int
	for j := i + 1; n != 0; j++ {
		at := &v.nodes[n]
		if at.entry != 0 {
			if c := &v.entries[at.entry-1]; j == len(text) || c.wide || border(text[j]) {
				e, end = c, j
			} else if text[j] == 's' && c.kind == form && (j+1 == len(text) || border(text[j+1])) {
				e, end = c, j+1 // a plural that the vocabulary does not list
			}
		}
		if at.prefix != 0 {
			prefix, prefixEnd = at.prefix, j
		}
		if j == len(text) {
			break
		}
		if j == i+1 && text[i]|text[j] < 0x80 {
			n = v.second[text[i]][text[j]]
		} else {
			n = v.child(at.child, text[j])
		}
	}
	if e == nil && prefix != 0 {
		return v.compound(text, prefix, prefixEnd)
	}
	return e, end
}

// child returns the node for b among n and its siblings, or 0.
func (v *vocabulary) child(n uint16, b byte) uint16 {
	for n != 0 && v.nodes[n].b != b {
		n = v.nodes[n].next
	}
	return n
}

// compound returns the compound whose suffix is text[i:] up to the word's end.
func (v *vocabulary) compound(text []byte, prefix uint8, i int) (e *entry, end int) {
	if i == len(text) {
		return nil, 0
	}
	for n := v.suffixes[text[i]]; n != 0; {
		if i++; i == len(text) || border(text[i]) {
			if s := v.nodes[n].entry; s != 0 {
				return &v.joined[int(s-1)*len(v.prefixes)+int(prefix-1)], i
			}
			return nil, 0
		}
		n = v.child(v.nodes[n].child, text[i])
	}
	return nil, 0
}
