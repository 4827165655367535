package inci

import (
	"math/rand/v2"
	"strings"
)

// Parser reads ingredient lists. One Parser serves one goroutine: it reuses its buffers, and the List that Parse
// returns is overwritten by the next Parse.
//
// Reading goes by these steps:
//
//	clean     markup, entities, invisible and full-width characters        parse_clean.go
//	brackets  which bracket closes which; those that nothing closes        parse_bracket.go
//	scan      text → chunks, cut at separators, sentence ends, headings    parse_scan.go, section.go
//	classify  which chunks are ingredients, which prose, notes, names      prose.go
//	emit      chunk → items: percentages, marks, blends, names run together parse_item.go, percent.go
//	bound     position and law → the most that each item can be            bounds.go
//
// Most lists need none of the care that this takes: plain (parse_plain.go) reads them item by item from memory, and leaves
// whatever is not plain to general. Where both can read a text they give the same List.
type Parser struct {
	knowledge

	list    List
	text    string
	opt     Options
	chunks  []chunk
	pairs   []pair
	stack   []int32 // of brackets, indexes into pairs
	cleaned []byte
	scratch []byte
	marks   [maxMarks]noteKind // what the footnote of a mark says

	// Where emit stands.
	section Section
	part    int
	ceiling float32
	partial string // reason to call the list partial, first found

	blurbs bool              // marketing bullets stand in the text
	single [maxSingle]uint64 // see splitLost

	// What plain remembers; see parse_plain.go.
	items   plainMemo
	spans   []span    // of the items that plain read
	resume  int       // where general goes on: plain made chunks of what stands before
	headed  int       // the length of the heading before them
	stated  plainSlot // what decorated returns
	fillers []string
	reader  *Parser
	made    []byte
	learned int
	percent bool // the text may hold a percent sign

	usedMarks uint8 // marks that stand behind a chunk before usedTo, one bit each
	usedTo    int
}

// knowledge is what a parser knows of substances.
type knowledge struct {
	lx      *Lexicon
	names   *Memo                // what lx recognised before
	water   *Entry               // the entry of plain water, with which most lists begin
	grave   Families             // see salvage
	kinds   [len(kinds)]Families // see findOutside
	filters Families             // see markFilters
	praises praises              // see praise
	closers map[*Entry]bool      // see closes
}

// Options says what is known of the product whose list is read.
type Options struct {
	// LeaveOn is true where the product stays on the skin: some legal maxima hold for such products only.
	LeaveOn bool
}

// maxItems bounds a list: the longest real ones have some 300 ingredients.
const maxItems = 8000

// NewParser returns a parser that recognises ingredients with lx.
func NewParser(lx *Lexicon) *Parser {
	p := &Parser{knowledge: knowledge{lx: lx, names: NewMemo(lx), grave: findGrave(lx), kinds: findKinds(lx), filters: findFilters(lx), praises: findPraise(lx), closers: map[*Entry]bool{}}, fillers: findFillers(lx)}
	p.items.index = make([]uint32, 1)
	p.items.seed = rand.Uint64()
	if r, ok := lx.Lookup("water"); ok {
		p.water = r.Entry
	} else if r, ok := lx.Lookup("aqua"); ok {
		p.water = r.Entry
	}
	return p
}

// Parse reads an ingredient list. It never fails: what is no ingredient is in List.Skipped, what was repaired in
// List.Notes. The result is valid until the next Parse.
func (p *Parser) Parse(text string, o Options) *List {
	p.opt = o
	if p.plain(text) {
		return &p.list
	}
	p.reset(text, o)
	if p.text == "" || !hasLetter(p.text) {
		return p.none("the cell is empty")
	}
	if why := placeholder(p.text); why != "" {
		return p.none(why)
	}
	return p.general()
}

// general reads any text.
func (p *Parser) general() *List {
	p.percent = strings.IndexByte(p.text, '%') >= 0
	p.matchBrackets()
	p.scan()
	p.classify()
	p.emit()
	p.finish()
	return &p.list
}

// reset makes the parser ready for a text.
func (p *Parser) reset(text string, o Options) {
	l := &p.list
	*l = List{Items: l.Items[:0], Skipped: l.Skipped[:0], Parts: l.Parts[:0], Notes: l.Notes[:0]}
	begun := text[:p.resume]
	p.text = unnumber(p.clean(markUnreadable(text)))
	if strings.Count(p.text, "@") >= 3 { // no name holds it, and some shops join lists with it
		p.text = strings.ReplaceAll(p.text, "@", "; ")
	}
	l.Text = p.text
	p.opt = o
	if !strings.HasPrefix(p.text, begun) {
		p.resume = 0
	}
	if p.resume == 0 {
		p.chunks = p.chunks[:0]
	}
	p.pairs = p.pairs[:0]
	p.blurbs, p.usedMarks, p.usedTo = false, 0, 0
	p.section, p.part, p.ceiling, p.partial = Main, 0, 0, ""
	p.marks = [maxMarks]noteKind{}
	p.learned = 0
}

// none gives up: the text holds no list.
func (p *Parser) none(why string) *List {
	l := &p.list
	l.Items = l.Items[:0]
	l.Parts = l.Parts[:0]
	l.State, l.Reason = None, why
	return l
}

// finish settles the state of the list, and gives positions and bounds.
func (p *Parser) finish() {
	l := &p.list
	p.sortSkips()
	if len(l.Items) == 0 {
		p.none("the text holds no ingredient list")
		return
	}
	p.rescue()
	p.dropLoneParts()
	l.State = Whole
	p.findTruncation()
	p.findMore()
	p.findUnreadable()
	p.findClaimed()
	p.findHighlights()
	p.findOutside()
	if p.partial != "" {
		l.State, l.Reason = Partial, p.partial
	} else if p.proseOnly() {
		p.none("the text is a description without an ingredient list")
		return
	}
	p.positions()
	p.bound()
}

// sortSkips puts skips in the order of the text: they come nearly sorted.
func (p *Parser) sortSkips() {
	s := p.list.Skipped
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j].Start < s[j-1].Start; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

// dropLoneParts forgets the names of parts where only one of them has ingredients.
func (p *Parser) dropLoneParts() {
	l := &p.list
	first := l.Items[0].Part
	for i := range l.Items {
		if l.Items[i].Part != first {
			return
		}
	}
	for i := range l.Items {
		l.Items[i].Part = 0
	}
	l.Parts = l.Parts[:0]
}

// findTruncation notes a list that is cut off: by dots at either end, by a separator it begins with, or by a
// spreadsheet's or a database's limit.
func (p *Parser) findTruncation() {
	t := strings.TrimSpace(p.text)
	l := &p.list
	last := &l.Items[len(l.Items)-1]
	if last.Match == Unrecognized && last.Parent < 0 && int(last.End) == len(p.text) && p.lx.begins(p.text[last.Start:last.End]) {
		p.cut(len(p.text), "the list ends within a name")
		return
	}
	ends := func(s string) bool { return strings.HasSuffix(t, s) && int(last.End)+12 >= len(p.text)-len(s) }
	switch {
	case ends("...") || ends(".. .") || ends("[more]") || ends("read more"):
		p.cut(len(p.text), "the list ends in dots: it is cut off")
	case strings.HasPrefix(t, "...") || (t[0] == ',' || t[0] == ';') && l.Items[0].Entry != p.water:
		p.cut(0, "the list begins in the middle")
	case (len(t) == 255 || len(t) >= 32750 && len(t) <= 32767) && !strings.HasSuffix(t, ".") && last.Match != Exact && int(last.End) >= len(p.text)-1:
		p.cut(len(p.text), "the text ends at a spreadsheet's limit, within an ingredient")
	case len(t) < 400 && (strings.Contains(t, "ngredient") || strings.Contains(t, "NGREDIENT")) && pointsElsewhere(t):
		p.cut(len(p.text), "the text says that the full list is elsewhere")
	case len(l.Items) >= maxItems:
		p.cut(int(last.End), "the list is longer than any label's: the rest was not read")
	}
}

// pointsElsewhere reports whether a short text sends the reader to the package for the rest.
func pointsElsewhere(s string) bool {
	s = strings.ToLower(s)
	return (strings.Contains(s, "packag") || strings.Contains(s, "label") || strings.Contains(s, "box")) &&
		(strings.Contains(s, "for full ingredient") || strings.Contains(s, "for complete ingredient") || strings.Contains(s, "for the full ingredient") || strings.Contains(s, "for the complete ingredient"))
}

// cut records that the list is cut off.
func (p *Parser) cut(at int, why string) {
	p.noteAt("truncated", at, why)
	if p.partial == "" {
		p.partial = why
	}
}

// noteAt records a repair.
func (p *Parser) noteAt(code string, at int, text string) {
	if len(p.list.Notes) < 100 {
		p.list.Notes = append(p.list.Notes, Note{Code: code, Offset: int32(at), Text: text})
	}
}

// skip records text that is no ingredient.
func (p *Parser) skip(start, end int, k SkipKind) {
	start, end = p.trim(start, end)
	if start < end {
		p.list.Skipped = append(p.list.Skipped, Skip{int32(start), int32(end), k})
	}
}

// trim narrows a range of the text by the spaces and separators around it.
func (p *Parser) trim(start, end int) (int, int) {
	for start < end && isBlank(p.text[start]) {
		start++
	}
	for start < end && isBlank(p.text[end-1]) {
		end--
	}
	return start, end
}

// hasLetter reports whether s holds a letter or any non-ASCII character.
func hasLetter(s string) bool {
	for i := 0; i < len(s); i++ {
		if isLetter(s[i]) || s[i] >= 0x80 {
			return true
		}
	}
	return false
}
