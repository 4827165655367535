package inci

import (
	"fmt"
	"strings"
)

// What a list has that nobody can read, and what it names outside of itself: neither may vanish without a word.

const replacement = "\uFFFD"

// markUnreadable writes "??" for the items that are nothing but replacement characters, which go as blanks do elsewhere.
func markUnreadable(s string) string {
	if !strings.Contains(s, replacement) {
		return s
	}
	var b strings.Builder
	done := 0
	for {
		i := strings.Index(s[done:], replacement)
		if i < 0 {
			break
		}
		i += done
		j := i
		for j < len(s) && (s[j] == ' ' || strings.HasPrefix(s[j:], replacement)) {
			if j++; s[j-1] != ' ' {
				j += len(replacement) - 1
			}
		}
		b.WriteString(s[done:i])
		if standsAlone(s, i, j) {
			b.WriteString("??")
		} else {
			b.WriteString(s[i:j])
		}
		done = j
	}
	b.WriteString(s[done:])
	return b.String()
}

// standsAlone reports whether s[i:j] is all that stands between two separators, or a separator and an end of s.
func standsAlone(s string, i, j int) bool {
	for i > 0 && s[i-1] == ' ' {
		i--
	}
	for j < len(s) && (s[j] == ' ' || s[j] == '.') {
		j++
	}
	return (i == 0 || strings.IndexByte(",;|(/\n>:", s[i-1]) >= 0) && (j == len(s) || strings.IndexByte(",;|)/\n<", s[j]) >= 0)
}

// findUnreadable makes a list partial that has question marks in place of a name: what a conversion leaves of letters
// that it cannot write. One question mark is a slip.
func (p *Parser) findUnreadable() {
	t := p.text
	for i := strings.IndexByte(t, '?'); i >= 0 && i < len(t); {
		j, n := i, 0
		for j < len(t) && (t[j] == '?' || t[j] == ' ') {
			if t[j] == '?' {
				n++
			}
			j++
		}
		if n >= 2 && standsAlone(t, i, j) {
			p.noteAt("name-unreadable", i, "an ingredient is nothing but question marks: its letters were lost")
			if p.partial == "" {
				p.partial = "an ingredient of the list cannot be read: its letters were lost"
			}
			return
		}
		k := strings.IndexByte(t[j:], '?')
		if k < 0 {
			return
		}
		i = j + k
	}
}

// findClaimed makes a list partial behind which a claim names an ingredient with its percentage: "Free of sulfates,
// Retinol 0.3%". What a product is free of has no percentage.
func (p *Parser) findClaimed() {
	for _, s := range p.list.Skipped {
		if s.Kind != Claim || p.partial != "" || strings.IndexByte(p.text[s.Start:s.End], '%') < 0 {
			continue
		}
		for start := int(s.Start); start < int(s.End); {
			end := int(s.End)
			if k := strings.IndexAny(p.text[start:end], ",;|\n"); k >= 0 {
				end = start + k
			}
			if name := p.claimedName(start, end); name != "" {
				p.noteAt("name-in-claim", start, fmt.Sprintf("a claim names %s with a percentage: it is no list's end", quote(name)))
				p.partial = fmt.Sprintf("the text names %s with a percentage outside of the list", quote(name))
				return
			}
			start = end + 1
		}
	}
}

// claimedName returns the known name in p.text[start:end] of which a percentage above 0 is stated, or nothing.
func (p *Parser) claimedName(start, end int) string {
	a, ok := p.findAmount(start, end)
	if !ok || a.value <= 0 || a.value >= 100 || !p.concentration(a, end) {
		return ""
	}
	from, to := p.nameRange(start, end)
	if from >= to {
		return ""
	}
	if _, ok := p.names.Exact(p.text[from:to]); !ok {
		return ""
	}
	return p.text[from:to]
}
