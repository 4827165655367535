package rules

import (
	"io/fs"

	"go.yaml.in/yaml/v3"
)

// Document is a YAML file read with the limits and checks of rule files, for other kinds of file that go with a rule set.
// Its methods report mistakes as Load does: with their place, what was expected, and the nearest valid name.
type Document struct {
	Root *yaml.Node
	s    *source
}

// Field is one key of a mapping: how it is called, whether it must stand, and what reads its value.
type Field struct {
	Name     string
	Required bool
	Read     func(value *yaml.Node)
}

// ReadDocument reads a file and appends to problems what is wrong with it; nil where it cannot be parsed.
func ReadDocument(fsys fs.FS, name string, problems *Problems) *Document {
	s := &source{name: name, problems: problems}
	if !s.read(fsys) {
		return nil
	}
	root := s.parse()
	if root == nil {
		return nil
	}
	return &Document{root, s}
}

// Object reads a mapping; what names it in messages.
func (d *Document) Object(n *yaml.Node, what string, fields ...Field) bool {
	converted := make([]field, len(fields))
	for i, f := range fields {
		converted[i] = field{f.Name, f.Required, f.Read}
	}
	return d.s.object(n, what, converted...)
}

// Entries reads a mapping with any keys.
func (d *Document) Entries(n *yaml.Node, what string, read func(key, value *yaml.Node)) {
	d.s.entries(n, what, read)
}

// List reads a list.
func (d *Document) List(n *yaml.Node, what string, read func(item *yaml.Node)) {
	d.s.list(n, what, read)
}

// Text returns a field that holds text, which must not be empty.
func (d *Document) Text(name string, required bool, dst *string) Field {
	return Field{name, required, func(n *yaml.Node) { *dst = d.s.text1(n, name) }}
}

// ID returns a field that holds an id, which must stand.
func (d *Document) ID(name string, dst *string) Field {
	return Field{name, true, func(n *yaml.Node) { *dst = d.s.id(n, name) }}
}

// Bool returns a field that holds true or false.
func (d *Document) Bool(name string, dst *bool) Field {
	f := d.s.boolField(name, dst)
	return Field{f.name, f.required, f.read}
}

// Choice reads one of the given words and returns its index, or -1 after reporting that it is none.
func (d *Document) Choice(n *yaml.Node, what string, words []string) int {
	return d.s.choice(n, what, words)
}

// Report adds a mistake at a node.
func (d *Document) Report(n *yaml.Node, code, message, hint string) {
	d.s.node(n).report(code, message, hint)
}

// Warn adds a warning at a node.
func (d *Document) Warn(n *yaml.Node, code, message, hint string) {
	d.s.node(n).warn(code, message, hint)
}

// Line returns a line of the file.
func (d *Document) Line(number int) string { return d.s.line(number) }

// Sort puts problems in the order of files and places, and drops repetitions.
func (ps Problems) Sort() Problems { return ps.sort() }
