package rules

import (
	"fmt"
	"strings"
)

// Limits of a condition, checked before the expression parser sees it: it recurses, and cannot be interrupted.
const (
	MaxCondition  = 4 << 10 // bytes
	MaxBrackets   = 64      // nesting of brackets, and signs or nots in a row
	maxNodes      = 1000
	MaxQuantities = 64 // different above(), stated() and leading() of a rule set
)

// bounded checks length and depth of the text without parsing it.
func (c *conditionReader) bounded(text string) bool {
	if len(text) > MaxCondition {
		c.report(0, 1, "condition-length", fmt.Sprintf("the condition is %d bytes long, at most %d are allowed", len(text), MaxCondition), "split the rule, or make a family of what it lists")
		return false
	}
	depth, signs, at := 0, 0, 0
	quote, before := rune(0), rune(0)
	word := ""
	for _, r := range text + " " {
		if letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'; quote == 0 && letter {
			word += string(r)
		} else {
			switch word {
			case "":
			case "not":
				signs++
			default:
				signs = 0
			}
			word = ""
		}
		switch {
		case quote != 0 && before == '\\' && quote != '`':
			r = 0 // escaped: it neither ends the text nor escapes what follows
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'' || r == '`':
			quote, signs = r, 0
		case strings.ContainsRune("([{", r):
			depth, signs = depth+1, 0
		case strings.ContainsRune(")]}", r):
			depth, signs = depth-1, 0
		case strings.ContainsRune("!-+", r):
			signs++
		case r >= '0' && r <= '9':
			signs = 0
		}
		if depth > MaxBrackets || signs > MaxBrackets {
			c.report(at, at+1, "condition-depth", fmt.Sprintf("the condition is nested deeper than %d levels", MaxBrackets), "")
			return false
		}
		before = r
		at++
	}
	return true
}
