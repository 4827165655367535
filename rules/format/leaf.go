package format

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// extent is where a leaf stands in the source.
type extent struct {
	text     []string // its lines; the first without what stands before it, the last without what stands behind it
	comment  string   // behind it
	end      int      // its last line
	comments bool     // there are comments inside
}

// nameLists are the lists whose long entries are filled.
var nameLists = map[string]bool{"names": true, "patterns": true, "except": true}

// leaf writes a scalar, or a collection in brackets, with its comment.
func (p *printer) leaf(owner, v *yaml.Node, indent int) {
	if v.Kind == yaml.ScalarNode && v.Value == "" && v.Style == 0 && v.Tag == "!!null" { // nothing is written
		p.nothing(owner, v)
		return
	}
	e := p.extent(owner, v)
	p.out.WriteByte(' ')
	column := utf8.RuneCount(p.out.Bytes()[lastLine(p.out.Bytes()):])
	switch {
	case v.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		p.blockScalar(e, indent)
		e.comment = "" // written behind the mark
	case v.Kind == yaml.ScalarNode:
		p.scalar(owner, v, e, indent, column)
	default:
		p.collection(v, e, indent, column)
	}
	if e.comment != "" {
		p.out.WriteString(" " + comment(e.comment))
	}
	p.out.WriteByte('\n')
	p.at = max(p.at, e.end)
}

func lastLine(b []byte) int {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == '\n' {
			return i + 1
		}
	}
	return 0
}

// nothing ends the line of a key or dash without a value.
func (p *printer) nothing(owner, v *yaml.Node) {
	line := p.lines[max(owner.Line, min(v.Line, len(p.lines)))-1]
	if owner.Kind == yaml.ScalarNode {
		if c := p.behindKey(owner); c != "" {
			p.out.WriteString(" " + comment(c))
		}
	} else if i := strings.Index(line, " #"); i >= 0 && strings.HasPrefix(strings.TrimSpace(line), "- #") {
		p.out.WriteString(" " + comment(line[i+1:]))
	}
	p.out.WriteByte('\n')
}

// blockScalar writes a text behind | or >: its lines one level deeper than its key, relative to each other as they were.
func (p *printer) blockScalar(e extent, indent int) {
	p.out.WriteString(strings.TrimRight(e.text[0], " \t\r"))
	if e.comment != "" {
		p.out.WriteString(" " + comment(e.comment))
	}
	least := -1
	for _, l := range e.text[1:] {
		if depth := len(l) - len(strings.TrimLeft(l, " ")); strings.TrimSpace(l) != "" && (least < 0 || depth < least) {
			least = depth
		}
	}
	for _, l := range e.text[1:] {
		p.out.WriteByte('\n')
		if strings.TrimSpace(l) != "" {
			p.indent(indent + 2)
			p.out.WriteString(strings.TrimRight(l[least:], "\r"))
		}
	}
}

// scalar writes a scalar in a line or, where it has several, as these.
func (p *printer) scalar(owner, v *yaml.Node, e extent, indent, column int) {
	words := strings.Fields(v.Value)
	plain := v.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0
	list := owner.Kind == yaml.SequenceNode && nameLists[p.listName(owner)]
	if plain && list && !e.comments && strings.Join(words, " ") == v.Value {
		p.fill(synonyms(v.Value), " ", indent+2, column)
		return
	}
	p.out.WriteString(strings.TrimRight(e.text[0], " \t\r"))
	for _, l := range e.text[1:] {
		p.out.WriteByte('\n')
		if l = strings.TrimSpace(l); l != "" {
			p.indent(indent + 2)
			p.out.WriteString(l)
		}
	}
}

// synonyms cuts an entry of names behind each bar, so that no name is torn; one without bars is cut at blanks.
func synonyms(entry string) []string {
	if !strings.Contains(entry, " | ") {
		return strings.Fields(entry)
	}
	pieces := strings.SplitAfter(entry, " | ")
	for i := range pieces {
		pieces[i] = strings.TrimRight(pieces[i], " ")
	}
	return pieces
}

// listName returns the key whose list starts in the block list's first line, as the source has it.
func (p *printer) listName(list *yaml.Node) string {
	for l := list.Line - 1; l >= 1; l-- {
		text := strings.TrimSpace(p.lines[l-1])
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		key, _, _ := strings.Cut(strings.TrimPrefix(text, "- "), ":")
		return strings.TrimSpace(key)
	}
	return ""
}

// fill writes pieces one behind the other, and begins a new line before one that would go beyond Width.
func (p *printer) fill(pieces []string, gap string, indent, column int) {
	for i, piece := range pieces {
		length := utf8.RuneCountInString(piece)
		switch {
		case i == 0:
		case column+len(gap)+length > Width:
			p.out.WriteByte('\n')
			p.indent(indent)
			column = indent
		default:
			p.out.WriteString(gap)
			column += len(gap)
		}
		p.out.WriteString(piece)
		column += length
	}
}

// collection writes a list or a mapping in brackets.
func (p *printer) collection(v *yaml.Node, e extent, indent, column int) {
	line := p.flow(v)
	several := len(e.text) > 1
	fits := column+utf8.RuneCountInString(line) <= Width
	switch {
	case e.comments, several && !fits && v.Kind == yaml.MappingNode, several && !fits && len(v.Content) > 0 && v.Content[0].Kind != yaml.ScalarNode:
		p.verbatim(e, indent)
	case fits, v.Kind == yaml.MappingNode, len(v.Content) == 0, v.Content[0].Kind != yaml.ScalarNode:
		p.out.WriteString(line)
	default:
		items := make([]string, len(v.Content))
		for i, item := range v.Content {
			items[i] = p.flow(item) + ","
		}
		p.out.WriteString("[\n")
		p.indent(indent + 2)
		p.fill(items, " ", indent+2, indent+2)
		p.out.WriteByte('\n')
		p.indent(indent)
		p.out.WriteByte(']')
	}
}

// verbatim writes lines as they are, the later ones one level deeper than the first, a closing bracket as deep.
func (p *printer) verbatim(e extent, indent int) {
	p.out.WriteString(strings.TrimRight(e.text[0], " \t\r"))
	for i, l := range e.text[1:] {
		p.out.WriteByte('\n')
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if closing := i == len(e.text)-2 && (l[0] == ']' || l[0] == '}'); closing {
			p.indent(indent)
		} else {
			p.indent(indent + 2)
		}
		p.out.WriteString(l)
	}
}

// flow is a node in one line.
func (p *printer) flow(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return p.token(n)
	}
	var parts []string
	if n.Kind == yaml.SequenceNode {
		for _, item := range n.Content {
			parts = append(parts, p.flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		parts = append(parts, strings.TrimRight(p.flow(n.Content[i])+": "+p.flow(n.Content[i+1]), " "))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// token is a scalar as the source has it: quotes, escapes and all. Of a plain one that stands over several lines it is the value.
func (p *printer) token(n *yaml.Node) string {
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 {
		return n.Value
	}
	s := scanner{lines: p.lines, line: n.Line, rest: from(p.lines[n.Line-1], n.Column)}
	s.quoted()
	for i, l := range s.text[1:] { // a line end in quotes is a blank
		s.text[i+1] = strings.TrimSpace(l)
	}
	for i := range s.text[:len(s.text)-1] {
		s.text[i] = strings.TrimRight(s.text[i], " \t")
	}
	return strings.Join(s.text, " ")
}
