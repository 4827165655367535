package ruleeditor

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"screen/rules"
)

// Kind says what a word of a rule file names.
type Kind string

const (
	Family      Kind = "family"
	Rule        Kind = "rule"
	Statement   Kind = "statement"
	Concern     Kind = "concern"
	Phase       Kind = "phase"
	SkinType    Kind = "skin type"
	ProductType Kind = "product type"
	Claim       Kind = "claim"
	Grade       Kind = "evidence grade"
	Verdict     Kind = "verdict"
	Lint        Kind = "lint"
	Name        Kind = "name" // function or variable of a condition
	Plain       Kind = "word" // a word of the language itself
)

// Word is something that may stand at a cursor.
type Word struct {
	Text  string
	Kind  Kind
	Title string // in a few words; may be empty
}

// Words returns what may stand at a cursor of a file of the set, in the order of the set. What begins otherwise than the word before
// the cursor is not left out: editors filter as they like.
func Words(set *rules.Set, c Cursor) (words []Word) {
	for _, k := range kinds(c) {
		words = append(words, k.words(set, c)...)
	}
	return words
}

// kinds are the kinds of words that may stand at a cursor.
func kinds(c Cursor) []Kind {
	last, above, top := key(c.Path, 0), key(c.Path, 1), ""
	if len(c.Path) > 0 {
		top = c.Path[0]
	}
	table := slices.IndexFunc(c.Path, func(k string) bool { return k == "verdict" || k == "expect" })
	switch {
	case table >= 0 && len(c.Path)-table > 3:
		return nil
	case table >= 0 && c.Key:
		return [][]Kind{{Phase}, {SkinType}, nil}[len(c.Path)-table-1]
	case table >= 0 && len(c.Path)-table > 1:
		return []Kind{Verdict}
	case c.Key && last == "families" && len(c.Path) <= 2:
		return []Kind{Family}
	case c.Key:
		return nil
	}
	switch last {
	case "when":
		return condition(c.Before)
	case "fires", "silent", "rule":
		return []Kind{Rule}
	case "of", "excludes", "family":
		return []Kind{Family}
	case "families":
		return []Kind{Family}
	case "cites":
		return []Kind{Statement}
	case "phases":
		return []Kind{Phase}
	case "grade":
		return []Kind{Grade}
	case "to":
		return []Kind{Verdict}
	case "type", "in":
		return []Kind{ProductType}
	case "claims":
		return []Kind{Claim}
	case "concern":
		return []Kind{Concern}
	case "code":
		return []Kind{Lint}
	case "off", "note", "reported", "unknown", "applies", "use":
		return []Kind{Plain}
	case "id":
		return map[string][]Kind{"rules": {Rule}, "statements": {Statement}, "phases": {Phase}, "skin_types": {SkinType}, "types": {ProductType}, "claims": {Claim}, "evidence": {Grade}, "verdicts": {Verdict}}[cmpOr(above, top)]
	}
	return nil
}

// key returns the key at a depth from the end, or "".
func key(path []string, depth int) string {
	if i := len(path) - 1 - depth; i >= 0 {
		return path[i]
	}
	return ""
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

var (
	callOpen = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(has|above|stated|leading|is|claims)\(\s*["'][^"']*$`)
	})
	listOpen = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\blist\s*(==|!=|in\s*\[)[^()]*["'][^"']*$`) })
)

// condition are the kinds of words that may follow the beginning of a condition.
func condition(before string) []Kind {
	if m := callOpen().FindStringSubmatch(before); m != nil {
		switch m[1] {
		case "is":
			return []Kind{ProductType}
		case "claims":
			return []Kind{Claim}
		}
		return []Kind{Family}
	}
	switch {
	case listOpen().MatchString(before):
		return []Kind{Plain}
	case strings.Count(before, `"`)%2 == 1:
		return nil
	}
	return []Kind{Name}
}

// words are all words of a kind.
func (k Kind) words(set *rules.Set, c Cursor) (words []Word) {
	add := func(text, title string) { words = append(words, Word{text, k, title}) }
	g := &set.Guide
	switch k {
	case Family:
		for i := range set.Families {
			add(set.Families[i].ID, set.Families[i].Title)
		}
	case Rule:
		for i := range set.Rules {
			add(set.Rules[i].ID, set.Rules[i].Title)
		}
	case Statement:
		for _, s := range g.Statements {
			add(s.ID, s.Says)
		}
	case Concern:
		for _, s := range set.Concerns {
			add(s.ID, s.Title)
		}
	case Phase:
		for _, p := range g.Phases {
			add(p.ID, p.Title)
		}
	case SkinType:
		add("default", "all skin types that are not named")
		for _, t := range g.SkinTypes {
			add(t.ID, t.Title)
		}
	case ProductType:
		for _, t := range g.Types {
			add(t.ID, t.Title)
		}
	case Claim:
		for _, t := range g.Claims {
			add(t.ID, t.Title)
		}
	case Grade:
		for _, e := range g.Evidence {
			add(e.ID, e.Title)
		}
	case Lint:
		for _, x := range rules.Kinds() {
			if x.Lint {
				add(x.Code, x.Title)
			}
		}
	case Verdict:
		for _, v := range verdicts(c) {
			add(v.String(), verdictTitle(set, v))
		}
	case Name:
		for _, name := range rules.ConditionNames() {
			add(name, nameHelp[name])
		}
		for _, name := range []string{"and", "or", "not"} {
			add(name, "")
		}
	case Plain:
		for _, w := range plain(c) {
			add(w, "")
		}
	}
	return words
}

// verdicts are those that a table of a rule, or an example, or a waiver may hold.
func verdicts(c Cursor) []rules.Verdict {
	rule := []rules.Verdict{rules.Silent, rules.Suitable, rules.Recommended, rules.Caution, rules.Unknown, rules.Avoid}
	switch {
	case slices.Contains(c.Path, "expect"):
		return append(rule[1:], rules.NotApplicable)
	case key(c.Path, 0) == "to":
		return []rules.Verdict{rules.Silent, rules.Suitable, rules.Caution, rules.Unknown}
	}
	return rule
}

func verdictTitle(set *rules.Set, v rules.Verdict) string {
	for _, t := range set.Guide.Verdicts {
		if t.Verdict == v {
			return t.Title
		}
	}
	if v == rules.Silent {
		return "the rule does not speak"
	}
	return ""
}

// plain are the words of the language that may stand at a cursor.
func plain(c Cursor) []string {
	switch key(c.Path, 0) {
	case "when":
		return []string{"none", "unreadable", "partial", "whole"}
	case "use":
		return []string{"leave-on", "rinse-off", "either"}
	}
	return []string{"true", "false"}
}

// nameHelp says what the functions and variables of conditions ask.
var nameHelp = map[string]string{
	"has":              `has("family"): an ingredient of the family, or of a part of it, is in the list`,
	"above":            `above("family", percent): some ingredient of the family may exceed that share`,
	"stated":           `stated("family", percent): the label states that share or more`,
	"leading":          `leading("family"): an ingredient of the family stands where its amount counts`,
	"is":               `is("type"): the product is of this type`,
	"claims":           `claims("claim"): the product says so of itself`,
	"leave_on":         "the product stays on the skin",
	"rinse_off":        "the product is washed off",
	"spf_stated":       "the product states a sun protection factor",
	"spf":              "sun protection factor, as stated; ask spf_stated first",
	"broad_spectrum":   "the product states broad protection",
	"narrow_spectrum":  "the product states narrow protection",
	"ph_stated":        "the product states its pH",
	"ph":               "pH, as stated; ask ph_stated first",
	"ingredient_count": "how many ingredients were read",
	"list":             "what is known of the list: none, unreadable, partial or whole",
}
