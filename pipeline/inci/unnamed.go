package inci

import "sync"

// Some lists hide what they hold: "proprietary blend", "botanical complex", "XXXXX". Nobody can tell what is in these, so a
// list with one is not whole.

// namelessWords are words of which a name may be made and yet name nothing. One that is true says that something is hidden;
// the others may be a piece of a name that a stray separator broke: "…, Extract".
var namelessWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, w := range [...]string{
		"secret", "proprietary", "patented", "exclusive", "unique", "special", "confidential", "undisclosed", "blend", "blends", "complex", "formula", "mixture", "cocktail", "extracts", "botanicals", "herbs", "preservative", "preservatives", "additives",
		"colour", "colours", "color", "colors", "colorant", "colorants", "colourant", "colourants", "dye", "dyes", "emulsifier", "emulsifiers", "surfactants", "thickener", "thickeners", "vitamins", "stabilizers", "stabilisers", "antioxidants", "solvents", "oils", "acids",
		"farbstoff", "farbstoffe", "emulgatoren", "tenside", "öle", "colorante", "colorantes", "coloranti", "émulsifiants", "tensioactifs", "huiles", "emulsionanti", "tensioattivi", "emulsionantes", "tensioactivos", "aceites", "barwniki", "emulgatory", "kleurstoffen",
		"mélange", "formule", "extraits", "conservateurs", "mischung", "komplex", "pflanzenextrakte", "kräuterextrakte", "konservierungsstoffe", "mezcla", "complejo", "extractos", "conservantes", "miscela", "complesso", "estratti", "conservanti",
	} {
		m[w] = true
	}
	for _, w := range [...]string{
		"signature", "own", "our", "other", "various", "active", "actives", "functional", "natural", "organic", "pure", "herbal", "botanical", "plant", "plants", "herb", "flower", "flowers", "fruit", "fruits", "marine", "complexes", "complexe", "vegetable", "mineral", "synthetic", "artificial", "food", "naturelles", "végétales", "pflanzliche", "vegetali", "vegetales",
		"mix", "compound", "compounds", "ingredient", "ingredients", "extract", "essence", "essences", "concentrate", "technology", "system", "base", "additive", "of", "and", "the", "with", "a", "de", "extrait", "plantes", "végétaux", "conservateur", "konservierungsstoff", "plantas",
	} {
		m[w] = false
	}
	return m
})

// nameless reports whether s, a name that nobody knows, names nothing: words of namelessWords only, or one letter again and again.
func nameless(s string) bool {
	if len(s) > 60 {
		return false
	}
	if same(s) {
		return true
	}
	if foldPrefix(s, "natural col") { // no synthetic dye, whatever it is
		return false
	}
	hidden := false
	var b [20]byte
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && (isLetter(s[j]) || s[j] >= 0x80) {
			j++
		}
		if j == i {
			if isDigit(s[i]) || s[i] == '(' {
				return false
			}
			i++
			continue
		}
		if j-i > len(b) {
			return false
		}
		for k := i; k < j; k++ {
			b[k-i] = lower(s[k])
		}
		hides, ok := namelessWords()[string(b[:j-i])]
		if !ok {
			return false
		}
		hidden = hidden || hides
		i = j
	}
	return hidden
}

// same reports whether s is one letter or mark, three times or more.
func same(s string) bool {
	if len(s) < 3 {
		return false
	}
	for i := range len(s) {
		if lower(s[i]) != lower(s[0]) {
			return false
		}
	}
	return true
}
