// Package format writes rule files in one layout, so that a change of a rule shows in a comparison and nothing else does.
//
// The layout: two blanks a level, list items indented below their key; no blanks at line ends, no two blank lines in a row;
// one blank behind # and, in brackets, behind commas; lists in brackets on one line where they fit, else filled to Width;
// long entries of name lists filled to Width. Everything else (order, quotes, wording, line breaks in texts) is the author's.
// Comments stay where they are.
package format

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing/fstest"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"screen/rules"
)

// Width is the longest line, in characters, that lists are filled to.
const Width = 120

// File formats the named file of fsys. The error is rules.Problems where the file is no YAML, or an error that says why the
// file is better left as it is: the layout never changes what a file says.
func File(fsys fs.FS, name string) (before, after []byte, err error) {
	text, root, problems := rules.Parse(fsys, name)
	if problems != nil {
		return nil, nil, problems
	}
	if before, err = fs.ReadFile(fsys, name); err != nil { // with its byte order mark, which the layout leaves out
		return nil, nil, err
	}
	after, err = layout(text, root)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return before, after, nil
}

// Source formats text.
func Source(text []byte) ([]byte, error) {
	_, after, err := File(fstest.MapFS{"source.yaml": {Data: text}}, "source.yaml")
	return after, err
}

func layout(text []byte, root *yaml.Node) ([]byte, error) {
	p := &printer{lines: strings.Split(strings.TrimPrefix(strings.ReplaceAll(string(text), "\r\n", "\n"), "\uFEFF"), "\n")}
	if root.Kind == yaml.ScalarNode || root.Style&yaml.FlowStyle != 0 {
		return nil, fmt.Errorf("the file is a single value; rule files are mappings")
	}
	if at := p.strange(root); at != nil {
		return nil, fmt.Errorf("line %d: this way of writing YAML is not laid out; write key: value in a line", at.Line)
	}
	p.block(root, 0, false)
	p.leading(len(p.lines)+1, 0)
	out := bytes.TrimRight(p.out.Bytes(), "\n")
	out = append(out, '\n')
	return out, same(text, out)
}

// strange returns a key that is not a word or a text in quotes in one line with its colon, or a scalar that does not stand where
// YAML says it does.
func (p *printer) strange(n *yaml.Node) *yaml.Node {
	for i, c := range n.Content {
		if c.Line < 1 || c.Line > len(p.lines) || c.Column < 1 {
			return c
		}
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			rest := from(p.lines[c.Line-1], c.Column)
			if c.Kind != yaml.ScalarNode || rest == "" || !strings.HasPrefix(rest, p.token(c)) || c.Value == "" ||
				c.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 || !strings.HasPrefix(strings.TrimLeft(rest[len(p.token(c)):], " "), ":") {
				return c
			}
		}
		if c.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 && strings.IndexByte(`"'`, (from(p.lines[c.Line-1], c.Column) + " ")[0]) < 0 {
			return c
		}
		if at := p.strange(c); at != nil {
			return at
		}
	}
	return nil
}

// same is an error where two files differ in anything but layout.
func same(a, b []byte) error {
	var x, y yaml.Node
	if err := yaml.Unmarshal(a, &x); err != nil {
		return err
	}
	if err := yaml.Unmarshal(b, &y); err != nil {
		return fmt.Errorf("it would no longer be YAML in the common layout: %w", err)
	}
	if at := differ(&x, &y); at != nil {
		return fmt.Errorf("line %d: what stands here would change its meaning in the common layout; write it more plainly", at.Line)
	}
	if !slices.Equal(comments(&x), comments(&y)) {
		return fmt.Errorf("a comment would be lost in the common layout; put it on a line of its own")
	}
	return nil
}

// differ returns the first node of a that b has not, or nil.
func differ(a, b *yaml.Node) *yaml.Node {
	if a.Kind != b.Kind || a.Tag != b.Tag || a.Value != b.Value || len(a.Content) != len(b.Content) {
		return a
	}
	for i := range a.Content {
		if at := differ(a.Content[i], b.Content[i]); at != nil {
			return at
		}
	}
	return nil
}

// comments returns the lines of all comments, sorted, without what the layout may change in them.
func comments(n *yaml.Node) (all []string) {
	for _, c := range []string{n.HeadComment, n.LineComment, n.FootComment} {
		for line := range strings.SplitSeq(c, "\n") {
			if line = strings.Trim(line, "# \t\r"); line != "" {
				all = append(all, line)
			}
		}
	}
	for _, c := range n.Content {
		all = append(all, comments(c)...)
	}
	slices.Sort(all)
	return all
}

// printer writes a file anew.
type printer struct {
	lines []string // of the source
	at    int      // last line of the source, from 1, that is written
	out   bytes.Buffer
}

// leading writes the comments and blank lines between what is written and the given line.
func (p *printer) leading(line, indent int) {
	for p.at+1 < line && p.at < len(p.lines) {
		p.at++
		text := strings.TrimSpace(p.lines[p.at-1])
		switch {
		case strings.HasPrefix(text, "#"):
			p.indent(indent)
			p.out.WriteString(comment(text) + "\n")
		case text == "" && p.out.Len() > 0 && !bytes.HasSuffix(p.out.Bytes(), []byte("\n\n")):
			p.out.WriteByte('\n')
		}
	}
}

func (p *printer) indent(n int) { p.out.WriteString(strings.Repeat(" ", n)) }

// comment is a comment with a blank behind its #.
func comment(text string) string {
	text = strings.TrimRight(text, " \t\r")
	if r, n := utf8.DecodeRuneInString(text[1:]); n > 0 && r != ' ' && r != '#' && r != '!' && r != '\t' {
		return "# " + text[1:]
	}
	return text
}

// block writes a mapping or a list in block style; inline where its first entry stands behind a dash.
func (p *printer) block(n *yaml.Node, indent int, inline bool) {
	step := 1
	if n.Kind == yaml.MappingNode {
		step = 2
	}
	for i := 0; i+step <= len(n.Content); i += step {
		first := n.Content[i]
		line := first.Line
		if n.Kind == yaml.SequenceNode && !isLeaf(first) {
			line = p.dash(first.Line)
		}
		if i > 0 || !inline {
			p.leading(line, indent)
			p.indent(indent)
		}
		p.at = max(p.at, line)
		if n.Kind == yaml.SequenceNode {
			p.out.WriteByte('-')
			p.value(n, first, indent, first.Line)
			continue
		}
		p.out.WriteString(p.token(first) + ":")
		p.value(first, n.Content[i+1], indent, first.Line)
	}
}

// dash returns the line of the dash before an item that begins in the given line.
func (p *printer) dash(line int) int {
	for l := line; l > p.at; l-- {
		if strings.HasPrefix(strings.TrimSpace(p.lines[l-1]), "-") {
			return l
		}
	}
	return line
}

// isLeaf reports whether a node is written where it stands, and not as lines of its own.
func isLeaf(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode || n.Style&yaml.FlowStyle != 0 || len(n.Content) == 0
}

// value writes what stands behind a key or a dash. line is that of the key or of the value behind the dash.
func (p *printer) value(owner, v *yaml.Node, indent, line int) {
	switch {
	case isLeaf(v):
		p.leaf(owner, v, indent)
	case owner.Kind == yaml.SequenceNode:
		p.out.WriteByte(' ')
		p.at = max(p.at, line)
		p.block(v, indent+2, true)
	default:
		if c := p.behindKey(owner); c != "" {
			p.out.WriteString(" " + comment(c))
		}
		p.out.WriteByte('\n')
		p.at = max(p.at, line)
		p.block(v, indent+2, false)
	}
}

// behindKey returns the comment in the line of a key whose value begins in a later line.
func (p *printer) behindKey(key *yaml.Node) string {
	rest := from(p.lines[key.Line-1], key.Column)
	rest = rest[len(p.token(key)):]
	if i := strings.Index(rest, " #"); i >= 0 {
		return rest[i+1:]
	}
	return ""
}

// from returns a line from a column on, which counts characters from 1.
func from(line string, column int) string {
	for range column - 1 {
		_, n := utf8.DecodeRuneInString(line)
		line = line[n:]
	}
	return line
}
