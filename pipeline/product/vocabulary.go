package product

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strings"
	"sync"
)

//go:embed vocabulary.txt
var vocabularyText string

// kind is what a phrase of the vocabulary tells.
type kind uint8

const (
	nothing  kind = iota // a phrase that only hides shorter ones: "oil control"
	form                 // names a product type
	site                 // names a part of the body
	also                 // adds a second type: "exfoliating"
	stop                 // ends the head of a name: "with", "for"
	useOf                // says leave-on or rinse-off
	spectrum             // says how broad the UV protection is
	claim                // a claim as a whole
	free                 // a substance: a claim where "without" or "free" speaks of it
	opener               // opens a list of substances that are not in the product: "free of"
	denial               // takes the claim behind it back: "not"
	joiner               // joins the items of a list: "and"
	lead                 // an active that tells the type of a name without any form: "Niacinamide 10%"
)

// The product types; their ids are typeIDs.
const (
	typeCleanser uint8 = iota
	typeSerum
	typeMoisturizer
	typeSunscreen
	typeToner
	typeMask
	typeExfoliant
	typeTreatment
	typeOil
	typeEyeCare
	typeLipCare
	typeMakeup
	typeMakeupRemover
	typeBodyCare
	typeFragrance
	typeHair
	typeNail
	typeTool
	typeSupplement
	typeSet
	typeOther
)

var typeIDs = []string{
	"cleanser", "serum", "moisturizer", "sunscreen", "toner", "mask", "exfoliant", "treatment", "oil", "eye-care", "lip-care",
	"makeup", "makeup-remover", "body-care", "fragrance", "hair", "nail", "tool", "supplement", "set", "other",
}

// none stands for "no type".
const none uint8 = 0xFF

// types is a set of types, one bit a type.
type types uint32

func setOf(ids ...uint8) (s types) {
	for _, t := range ids {
		s |= 1 << t
	}
	return s
}

func (s types) has(t uint8) bool { return t != none && s>>t&1 != 0 }

// lowest returns the first type of a set that is not empty.
func (s types) lowest() uint8 { return uint8(bits.TrailingZeros32(uint32(s))) }

// onSkin are the types that are put on skin, and are one product.
var onSkin = ^setOf(typeHair, typeNail, typeTool, typeSupplement, typeFragrance, typeSet, typeOther)

// The sites that a form can be for.
const (
	face uint8 = iota
	lip
	eye
	hair
	nail
	body
	skin // "skin" itself: no part, but no hair or nail either
)

// skinSites are the sites that are skin, as bits.
const skinSites = 1<<face | 1<<lip | 1<<eye | 1<<body | 1<<skin

var siteIDs = []string{"face", "lip", "eye", "hair", "nail", "body", "skin"}

// siteTypes is the product type of what is made for a site.
var siteTypes = [...]uint8{face: none, lip: typeLipCare, eye: typeEyeCare, hair: typeHair, nail: typeNail, body: typeBodyCare, skin: none}

// entry is one phrase of the vocabulary.
type entry struct {
	phrase string // folded
	prefix string // of a compound: what stands before phrase, in one word
	kind   kind
	id     uint8 // type, site, claim, Use or Spectrum by kind
	weight uint8 // of a form: 1 weak ("treatment"), 2 plain ("cream"), 3 decisive ("shampoo")
	free   uint8 // claim that "without" this phrase makes, plus one; 0 where none
	says   uint8 // claim that this phrase makes as it stands, plus one; 0 where none
	leads  uint8 // type of a name without any form that holds this active, plus one; 0 where none
	adds   uint8 // of a form: a second type, plus one; 0 where none
	first  bool  // of a form: its language puts the head first ("masque crème")
	use    Use   // what the phrase says of the use, besides its own meaning
	ofMask Use   // what it says of a mask's use: "clay"
	ofForm Use   // what it says of the use where it is what names the product: "body wash"
	sites  uint8 // of a form: the sites within its phrase, bit per site: "face cream"
	bare   uint8 // of a form for hair, nails, body: the type without the site ("hair oil": oil), plus one; 0 where none
	onFace uint8 // of a form: its type where the name says that it is for the face, plus one; 0 where the same
	edible bool  // of a form: supplements are called so too: "drops"
	moves  bool  // of a form: it means another type under some category
	spf    bool  // is the word "SPF" itself
	wide   bool  // ends in a script without spaces: needs no border behind it
}

// meaning is what a phrase of a name means under a category.
type meaning struct {
	shelf, typ uint8
	phrase     string
}

// vocabulary is the parsed vocabulary.txt. It is built once and read-only.
type vocabulary struct {
	claims  []string
	entries []entry
	nodes   []node
	root    [256]uint16
	second  [128][128]uint16 // the nodes of the first two bytes, where both are ASCII: the longest lists of children

	prefixes []entry
	suffixes [256]uint16 // root of the trie of suffixes; their entry is an index into joined, in units of prefixes, + 1
	joined   []entry     // every prefix joined to every suffix

	on     []meaning
	parts  map[string]*entry // parts of category paths that tell a type only where they stand alone: "Tone"
	yields [32]types         // yields[c]: the types of a name that stand in place of a category's type c
}

// known returns the vocabulary; it is parsed when it is first asked for.
var known = sync.OnceValue(func() *vocabulary {
	v, err := parseVocabulary(vocabularyText)
	if err != nil {
		panic("product: vocabulary.txt: " + err.Error())
	}
	return v
})

// parseVocabulary reads the line format that vocabulary.txt explains in its head.
func parseVocabulary(text string) (*vocabulary, error) {
	v := &vocabulary{parts: map[string]*entry{}, nodes: make([]node, 1, 32<<10), entries: make([]entry, 0, 6<<10)}
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
	if len(v.nodes) > 0xFFFF || len(v.entries) > 0xFFFF {
		return nil, fmt.Errorf("too many phrases")
	}
	v.link()
	for a := range v.second {
		for b := range v.second[a] {
			if n := v.root[a]; n != 0 {
				v.second[a][b] = v.child(v.nodes[n].child, byte(b))
			}
		}
	}
	return v, nil
}

// line takes one line of the vocabulary.
func (v *vocabulary) line(head []string, rest string) error {
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
			c := e
			v.parts[e.phrase] = &c
		}
		return err
	case "form":
		e.kind = form
		e.id, err = index(typeIDs, word(1))
		for _, f := range head[min(3, len(head)):] {
			if f == "first" {
				e.first = true
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
				return fmt.Errorf("%q, expected first, +TYPE or @TYPE", f)
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
		e.kind, e.leads = lead, e.id+1
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
func (v *vocabulary) shelf(of string, names []string) error {
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
		e.leads = with.leads
	case with.kind == claim && e.says == 0:
		e.says = with.says
	default:
		return fmt.Errorf("%q is listed twice", phrase)
	}
	return nil
}

// of reports whether e is a form of the type.
func (e *entry) of(typ uint8) bool { return e.kind == form && e.id == typ }

// Types returns the ids of all product types this package can tell.
func Types() []string { return append([]string(nil), typeIDs...) }

// Claims returns the ids of all claims this package can tell, in the order in which Understanding.Claims has them.
func Claims() []string { return append([]string(nil), known().claims...) }
