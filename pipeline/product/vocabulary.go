package product

import (
	_ "embed"
	"math/bits"
	"sync"
)

// vocabularyText is the vocabulary as it is written; compiledVocabulary is made of it, so that a program that starts need
// not read it. After a change of the text run
//
//	go generate ./pipeline/product
//
//go:generate go run ./generate
//go:embed vocabulary.txt
var vocabularyText string

//go:embed vocabulary.bin
var compiledVocabulary string

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
	aim    bool  // of a form: beside a tool it says what the tool is for, and names no product: "cleansing" of a brush
	whole  bool  // of a form: tells what the product is whatever form it comes in: a "depilatory" cream
	drug   bool  // of an active: sold as a medicine only, or nearly so; it tells the type of a plain cream
	open   bool  // of a prefix: also of words whose rest is unknown; of a suffix: also of words whose beginning is
}

// meaning is what a phrase of a name means under a category.
type meaning struct {
	shelf, typ uint8
	phrase     string
}

// known returns the vocabulary. Where the compiled form is not that of the text, the text is parsed, which takes longer.
var known = sync.OnceValue(func() *vocabulary {
	if v, ok := openVocabulary(compiledVocabulary, vocabularyText); ok {
		return v
	}
	b, err := parseVocabulary(vocabularyText)
	if err != nil {
		panic("product: vocabulary.txt: " + err.Error())
	}
	v, _ := openVocabulary(b.compiled(vocabularyText), vocabularyText)
	return v
})

// of reports whether e is a form of the type.
func (e *entry) of(typ uint8) bool { return e.kind == form && e.id == typ }

// perhaps reports whether e names a perfume only where nothing else is named: an "aftershave" may be a balm.
func (e *entry) perhaps() bool { return e.of(typeFragrance) && e.weight == 1 }

// Types returns the ids of all product types this package can tell.
func Types() []string { return append([]string(nil), typeIDs...) }

// Claims returns the ids of all claims this package can tell, in the order in which Understanding.Claims has them.
func Claims() []string { return append([]string(nil), known().claims...) }
