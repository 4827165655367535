package inci

import "strings"

// FindList finds the ingredient list within a description: text[start:end] is what stands behind "Full ingredient
// list", "Ingrédients :", "전성분" and the like, up to where the description goes on. ok is false where no such heading
// is followed by something that looks like a list: "natural ingredients like vitamin E, which …" does not. The text may
// hold markup.
func FindList(text string) (start, end int, ok bool) {
	best, actives := 0, -1
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !findFirst[c] || i > 0 && (isAlnum(text[i-1]) || c < 0x80 && text[i-1] >= 0x80) {
			continue
		}
		h, n := listHeading(text[i:])
		if n == 0 {
			continue
		}
		from, colon := behindHeading(text, i+n)
		own := ownLine(text, i, i+n)
		at, kind := from, qualified(text, i)
		switch {
		case kind == headHighlights || kind == headClaim:
			i += n - 1
			continue
		case h.kind == headActive && kind != headInactive:
			at = i // the parser must see under which heading the list stands
			if colon || own {
				actives = i
			}
		case kind == headInactive || actives >= 0:
			if at = from; actives >= 0 && i-actives < longestActives {
				at = actives
			}
		}
		score := listScore(text[from:])
		if colon || full(h.text) {
			score += 2
		} else if own {
			score++
		}
		if full(h.text) {
			score += 10
		}
		if score >= 5 && score >= best || at == actives && at < i && score >= 3 {
			best, start, ok = score, at, true
			end = from + listLength(text[from:])
		}
		i += n - 1
	}
	if !ok {
		return 0, 0, false
	}
	return start, end, end > start
}

// longestActives bounds how far before the other ingredients the heading of the active ones stands.
const longestActives = 500

// qualified says what the word before the heading at i makes of it: key, natural or harmful ingredients are not the list,
// and inactive ones not all of it.
func qualified(s string, i int) headKind {
	j := len(strings.TrimRight(s[:i], " -*"))
	k := j
	for k > 0 && (isLetter(s[k-1]) || s[k-1] >= 0x80) {
		k--
	}
	switch strings.ToLower(s[k:j]) {
	case "key", "hero", "main", "star", "featured", "notable", "highlighted", "powerful", "powerhouse", "beneficial", "natural", "clean", "nourishing", "premium", "finest", "best", "selected", "principal", "principaux", "clés", "utama":
		return headHighlights
	case "harmful", "harsh", "toxic", "unwanted", "avoided", "bad", "questionable", "controversial", "no", "without", "irritating":
		return headClaim
	case "inactive", "other", "non", "medicinal", "nonmedicinal", "autres", "sonstige", "weitere", "otros", "altri", "overige":
		return headInactive
	}
	return headNone
}

// findFirst is true of bytes with which a heading that FindList looks for begins.
var findFirst = func() (t [256]bool) {
	for _, h := range headings {
		if h.kind == headList || h.kind == headActive {
			t[h.text[0]] = true
			if isLower(h.text[0]) {
				t[h.text[0]-0x20] = true
			}
		}
	}
	return t
}()

// listHeading returns the heading of a list with which s begins, and its length.
func listHeading(s string) (heading, int) {
	for _, h := range headIndex[s[0]] {
		if h.kind != headList && h.kind != headActive || !foldPrefix(s, h.text) {
			continue
		}
		if n := len(h.text); n == len(s) || !isAlnum(s[n]) {
			return h, n
		}
	}
	return heading{}, 0
}

// full reports whether a heading announces the whole list.
func full(h string) bool {
	return strings.HasPrefix(h, "full") || strings.HasPrefix(h, "all ") || strings.HasPrefix(h, "complete") || strings.HasPrefix(h, "liste complète") || h == "전성분" || h == "全成分" || h == "全成份" || h == "inhaltsstoffe" || h == "inci"
}

// ownLine reports whether nothing but s[i:end] stands on its line.
func ownLine(s string, i, end int) bool {
	before, behind := strings.TrimRight(s[:i], " \t*"), strings.TrimLeft(s[end:], " \t*")
	return (before == "" || before[len(before)-1] == '\n' || before[len(before)-1] == '>') && behind != "" && (behind[0] == '\n' || behind[0] == '\r' || behind[0] == '<')
}

// behindHeading steps over colons, dashes, markup and "(INCI)" behind a heading.
func behindHeading(s string, i int) (int, bool) {
	colon := false
	for i < len(s) {
		switch c := s[i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '*' || c == '"':
			i++
		case c == ':' || c == '-':
			colon = colon || c == ':' || s[i-1] == ' ' && i+1 < len(s) && s[i+1] == ' '
			i++
		case strings.HasPrefix(s[i:], "："):
			colon = true
			i += len("：")
		case strings.HasPrefix(s[i:], "&nbsp;"):
			i += 6
		case c == '<':
			n, _ := tag(s[i:])
			if n == 0 {
				return i, colon
			}
			i += n
		case c == '(':
			n := strings.IndexByte(s[i:min(len(s), i+40)], ')')
			if n < 0 || strings.IndexByte(s[i:i+n], ',') >= 0 {
				return i, colon
			}
			i += n + 1
		default:
			return i, colon
		}
	}
	return i, colon
}

// listScore says how much the beginning of s looks like a list: the number of its first separated names that read
// like names, 0 where too many do not.
func listScore(s string) int {
	good, bad := 0, 0
	commas := false
	for n := 0; n < 10 && s != ""; n++ {
		end := nameEnd(s)
		name := strings.TrimSpace(s[:end])
		if nameLike(name) {
			good++
		} else if bad++; n == 0 {
			return 0
		}
		if end == len(s) || s[end] == '.' || (s[end] == '\n' || s[end] == '<') && (good < 2 || commas && good > 2) {
			break // what stands on the next line, or in the next block, is another matter
		}
		commas = commas || s[end] == ','
		s = s[end+sepLen(s[end:]):]
	}
	if bad*3 > good {
		return 0
	}
	return good
}

// nameEnd is the length of the name with which s begins, up to a separator outside brackets or a sentence's end.
func nameEnd(s string) int {
	depth := 0
	for i := 0; i < len(s) && i < 300; i++ {
		switch c := s[i]; {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth = max(depth-1, 0)
		case depth > 0:
		case c == ',' && i+1 < len(s) && i > 0 && isDigit(s[i-1]) && isDigit(s[i+1]):
		case sepLen(s[i:]) > 0:
			return i
		case c == '.' && (i+1 == len(s) || s[i+1] == ' ' && i > 0 && isLower(s[i-1]) || s[i+1] == '<'):
			return i
		}
	}
	return min(len(s), 300)
}

func sepLen(s string) int {
	switch s[0] {
	case ',', ';', '|', '\n':
		return 1
	case '<':
		if n, with := tag(s); n > 0 && with == "\n" {
			return n
		}
	}
	for _, w := range [...]string{"、", "，", bullet, "·"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

// nameLike reports whether s could be an ingredient's name.
func nameLike(s string) bool {
	if len(s) < 2 || len(s) > 110 {
		return false
	}
	words := strings.Count(s, " ") + 1
	return words <= 8 && !proseWords(s) && !strings.ContainsAny(s, "!?") && !foldPrefix(s, "and ") && !foldPrefix(s, "like ") && !foldPrefix(s, "such ") && !foldPrefix(s, "to ")
}

// listLength is where the list at the beginning of s ends: at a heading of something else, at a block of markup or a
// line that is no list, or at the end of s.
func listLength(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n' || c == '<':
			n := 1
			if c == '<' {
				var with string
				if n, with = tag(s[i:]); n == 0 || with != "\n" {
					continue
				}
			}
			rest := strings.TrimLeft(s[i+n:], " \n\r\t*")
			if rest == "" {
				return i
			}
			if i > 0 && goesOn(strings.TrimRight(s[:i], " \n\r")) {
				continue
			}
			if rest[0] != '<' && listScore(rest) < 3 && !sectionHeading(rest) {
				return i
			}
		case headFirst[c] && i > 0 && !isAlnum(s[i-1]) && s[i-1] < 0x80:
			for _, h := range headIndex[c] {
				if (h.kind == headBlock && h.needs == needsStart || h.kind == headProse && h.needs == needsNothing) && foldPrefix(s[i:], h.text) {
					return i
				}
			}
		}
	}
	return len(s)
}

// goesOn reports whether a line cannot be the end of a list.
func goesOn(line string) bool {
	return strings.HasSuffix(line, ",") || strings.HasSuffix(line, ";") || strings.HasSuffix(line, ":") || strings.HasSuffix(line, "-")
}

// sectionHeading reports whether a line goes on with the list under a heading of its own.
func sectionHeading(s string) bool {
	for _, h := range headIndex[s[0]] {
		switch h.kind {
		case headActive, headInactive, headMay, headList, headStep:
			if foldPrefix(s, h.text) {
				return true
			}
		}
	}
	return false
}
