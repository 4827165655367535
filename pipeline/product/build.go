package product

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// builder gathers a vocabulary while its text is read; compiled makes a vocabulary of it.
type builder struct {
	claims  []string
	entries []entry
	nodes   []node
	root    [256]uint16

	prefixes []entry
	roots    [256]uint16 // of the trie of suffixes
	suffixes []entry

	on     []meaning
	parts  []entry
	yields [32]types
}

// node of the trie over the bytes of folded phrases; children are a linked list.
type node struct {
	child, next uint16
	entry       uint16 // index into entries + 1; 0 where no phrase ends
	prefix      uint8  // index into prefixes + 1; 0 where no prefix of compounds ends
	b           byte
}

// parseVocabulary reads the line format that vocabulary.txt explains in its head.
func parseVocabulary(text string) (*builder, error) {
	v := &builder{nodes: make([]node, 1, 40<<10), entries: make([]entry, 0, 6<<10)}
	for n := 1; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, rest, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("line %d: expected 'kind …: phrases'", n)
		}
		if err := v.line(strings.Fields(head), rest); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if len(v.nodes) > 0xFFFF || len(v.entries) > 0xFFFF || len(v.suffixes) > 0xFFFF {
		return nil, fmt.Errorf("too many phrases")
	}
	for _, list := range [][]entry{v.entries, v.prefixes, v.suffixes, v.parts} {
		for i := range list {
			if len(list[i].phrase) > 0xFF {
				return nil, fmt.Errorf("%.40q… is too long", list[i].phrase)
			}
		}
	}
	v.link()
	v.arrange()
	return v, nil
}

// arrange lays siblings side by side, so that going through them stays in one cache line or two.
func (v *builder) arrange() {
	nodes := make([]node, 1, len(v.nodes))
	var place func(n uint16) uint16
	place = func(n uint16) uint16 { // places n with its siblings, then what is below them
		if n == 0 {
			return 0
		}
		first := len(nodes)
		for ; n != 0; n = v.nodes[n].next {
			nodes = append(nodes, v.nodes[n])
			nodes[len(nodes)-1].next = uint16(len(nodes))
		}
		end := len(nodes)
		nodes[end-1].next = 0
		for i := first; i < end; i++ {
			child := place(nodes[i].child)
			nodes[i].child = child
		}
		return uint16(first)
	}
	for i := range v.root {
		v.root[i], v.roots[i] = place(v.root[i]), place(v.roots[i])
	}
	v.nodes = nodes
}

// line takes one line of the vocabulary.
func (v *builder) line(head []string, rest string) error {
	word := func(i int) string {
		if i < len(head) {
			return head[i]
		}
		return ""
	}
	e := entry{}
	var err error
	switch word(0) {
	case "claims":
		v.claims = strings.Fields(rest)
		return nil
	case "shelf":
		return v.shelf(word(1), strings.Fields(rest))
	case "on":
		m := meaning{}
		if m.shelf, err = index(typeIDs, word(1)); err == nil {
			m.typ, err = index(typeIDs, word(2))
		}
		for _, m.phrase = range phrases(rest) {
			v.on = append(v.on, m)
		}
		return err
	case "part":
		e.kind, e.weight = form, 2
		e.id, err = index(typeIDs, word(1))
		for _, e.phrase = range phrases(rest) {
			v.parts = append(v.parts, e)
		}
		return err
	case "form":
		e.kind = form
		e.id, err = index(typeIDs, word(1))
		for _, f := range head[min(3, len(head)):] {
			if f == "first" || f == "whole" {
				e.first, e.whole = e.first || f == "first", e.whole || f == "whole"
				continue
			}
			id, err := index(typeIDs, f[1:])
			switch {
			case err != nil:
				return err
			case f[0] == '+':
				e.adds = id + 1
			case f[0] == '@':
				e.onFace = id + 1
			default:
				return fmt.Errorf("%q, expected first, whole, +TYPE or @TYPE", f)
			}
		}
		if w := word(2); len(w) == 1 && w >= "1" && w <= "3" {
			e.weight = w[0] - '0'
		} else {
			err = fmt.Errorf("weight %q, expected 1 to 3", w)
		}
	case "site":
		e.kind = site
		e.id, err = index(siteIDs, word(1))
	case "also":
		e.kind = also
		e.id, err = index(typeIDs, word(1))
	case "use":
		e.kind = useOf
		e.id, err = index([]string{"", "leave-on", "rinse-off"}, word(1))
		switch word(2) {
		case "mask":
			e.ofMask = Use(e.id)
		case "form":
			e.ofForm = Use(e.id)
		default:
			e.use = Use(e.id)
		}
	case "spectrum":
		e.kind = spectrum
		e.id, err = index([]string{"", "broad", "narrow"}, word(1))
	case "claim":
		e.id, err = index(v.claims, word(1))
		e.kind, e.says = claim, e.id+1
	case "free":
		e.id, err = index(v.claims, word(1))
		e.kind, e.free = free, e.id+1
	case "lead":
		e.id, err = index(typeIDs, word(1))
		e.kind, e.leads, e.drug = lead, e.id+1, word(2) == "drug"
	case "aim":
		e.kind, e.aim = form, true
	case "stop":
		e.kind = stop
	case "opener":
		e.kind = opener
	case "denial":
		e.kind = denial
	case "joiner":
		e.kind = joiner
	case "nothing":
		e.kind = nothing
	case "prefix": // the first part of German and Dutch compounds, for the suffix lines below it
		if word(1) == "site" {
			e.kind = site
			e.id, err = index(siteIDs, word(2))
		} else if word(1) != "plain" {
			e.kind, e.weight = form, 3
			e.id, err = index(typeIDs, word(1))
		}
		e.open = head[len(head)-1] == "open"
		for _, p := range phrases(rest) {
			e.phrase = p
			v.prefixes = append(v.prefixes, e)
			v.nodes[v.reach(&v.root, p)].prefix = uint8(len(v.prefixes))
		}
		if len(v.prefixes) > 0xFE {
			return fmt.Errorf("too many prefixes")
		}
		return err
	case "suffix":
		e.kind, e.weight = form, 2
		e.id, err = index(typeIDs, word(1))
		e.open = word(2) == "open"
		v.compounds(e, phrases(rest))
		return err
	default:
		return fmt.Errorf("unknown kind %q", word(0))
	}
	if err != nil {
		return err
	}
	for _, p := range phrases(rest) {
		if err := v.add(p, e); err != nil {
			return err
		}
		if e.kind == free { // "paraben" also gives "paraben free"
			c := e
			c.kind, c.says, c.free = claim, c.free, 0
			if err := v.add(p+" free", c); err != nil {
				return err
			}
		}
	}
	return nil
}

// shelf notes which types of a name replace the type of its category.
func (v *builder) shelf(of string, names []string) error {
	c, err := index(typeIDs, of)
	for _, t := range names {
		i, e := index(typeIDs, t)
		if e != nil {
			err = e
		}
		v.yields[c] |= 1 << i
	}
	return err
}

// phrases splits at ';' and folds each phrase.
func phrases(rest string) (out []string) {
	var buf [256]byte
	for p := range strings.SplitSeq(rest, ";") {
		if f := fold(buf[:0], strings.TrimSpace(p)); len(f) > 0 {
			out = append(out, string(f))
		}
	}
	return out
}

func index(ids []string, id string) (uint8, error) {
	for i, s := range ids {
		if s == id {
			return uint8(i), nil
		}
	}
	return 0, fmt.Errorf("unknown id %q", id)
}

// join lets a phrase that has a meaning also name a substance ("oil"), make a claim ("mineral sunscreen") or
// tell the use ("sleeping mask").
func (e *entry) join(phrase string, with entry) error {
	switch {
	case with.kind == free && e.free == 0:
		e.free = with.free
	case with.ofForm != ByType:
		if e.kind != form || e.ofForm != ByType {
			return fmt.Errorf("the use of %q as a form: it is none, or it is listed twice", phrase)
		}
		e.ofForm = with.ofForm
	case with.kind == useOf && e.use == ByType && e.ofMask == ByType:
		e.use, e.ofMask = with.use, with.ofMask
	case with.kind == lead && e.leads == 0:
		e.leads, e.drug = with.leads, with.drug
	case with.aim:
		if e.kind != form || e.aim {
			return fmt.Errorf("%q as the aim of a tool: it is no form, or it is listed twice", phrase)
		}
		e.aim = true
	case with.kind == claim && e.says == 0:
		e.says = with.says
	default:
		return fmt.Errorf("%q is listed twice", phrase)
	}
	return nil
}

// add puts a phrase into the trie. Listing it twice is an error, but a substance may also mean something else.
func (v *builder) add(phrase string, e entry) error {
	n := &v.nodes[v.reach(&v.root, phrase)]
	if n.entry != 0 {
		return v.entries[n.entry-1].join(phrase, e)
	}
	if e.aim || e.ofForm != ByType {
		return fmt.Errorf("%q is no form, or it is listed as one further down", phrase)
	}
	r, _ := utf8.DecodeLastRuneInString(phrase)
	e.phrase, e.wide, e.spf = phrase, wide(r), phrase == "spf"
	v.entries = append(v.entries, e)
	n.entry = uint16(len(v.entries))
	return nil
}

// reach returns the node at which a phrase ends, and makes those that are missing on the way.
func (v *builder) reach(root *[256]uint16, phrase string) (n uint16) {
	at := &root[phrase[0]]
	for i := range len(phrase) {
		if i > 0 {
			at = v.down(n, phrase[i])
		}
		if n = *at; n == 0 || v.nodes[n].b != phrase[i] {
			next := n
			n = uint16(len(v.nodes))
			*at = n
			v.nodes = append(v.nodes, node{b: phrase[i], next: next})
		}
	}
	return n
}

// down returns where the child of n for byte b is, or would be, linked: siblings lie in the order of their bytes.
func (v *builder) down(n uint16, b byte) *uint16 {
	at := &v.nodes[n].child
	for *at != 0 && v.nodes[*at].b < b {
		at = &v.nodes[*at].next
	}
	return at
}

// child returns the node for b among n and its siblings, or 0.
func (v *builder) child(n uint16, b byte) uint16 {
	for n != 0 && v.nodes[n].b != b {
		n = v.nodes[n].next
	}
	return n
}

// compounds notes the suffixes of compounds.
func (v *builder) compounds(e entry, suffixes []string) {
	for _, e.phrase = range suffixes {
		v.suffixes = append(v.suffixes, e)
		v.nodes[v.reach(&v.roots, e.phrase)].entry = uint16(len(v.suffixes))
	}
}
