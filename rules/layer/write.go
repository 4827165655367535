package layer

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"screen/rules"
)

// places lead from the files that were written back to where their authors wrote what stands there.
type places map[string][]mapped

// mapped is a node of a written file: its place there, and its place before.
type mapped struct {
	line, column int
	file         string
	was          [2]int // line, column
}

// write writes the files of the stack; those that no layer changed stay byte for byte.
func (s *stack) write() (Files, places, error) {
	var files Files
	where := places{}
	for _, m := range s.files {
		if m.changed {
			if err := m.encode(); err != nil {
				return nil, nil, err
			}
			var again yaml.Node
			if err := yaml.Unmarshal(m.Text, &again); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", m.Name, err)
			}
			s.follow(m, m.root, again.Content[0], m.Name, where)
		}
		files = append(files, m.File)
	}
	return files, where, nil
}

// encode writes the document. Long lists in brackets are written one entry a line: lines are bounded.
func (m *member) encode() error {
	unfold(m.root)
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(m.root); err != nil {
		return fmt.Errorf("%s: %w", m.Name, err)
	}
	m.Text = b.Bytes()
	return nil
}

func unfold(n *yaml.Node) {
	if n.Kind == yaml.SequenceNode && len(n.Content) > 12 {
		n.Style &^= yaml.FlowStyle
	}
	for _, c := range n.Content {
		unfold(c)
	}
}

// follow walks a document before and after it was written.
func (s *stack) follow(m *member, was, is *yaml.Node, file string, where places) {
	if f, ok := s.origin[was]; ok {
		file = f
	}
	if was.Line > 0 {
		where[m.Name] = append(where[m.Name], mapped{is.Line, is.Column, file, [2]int{was.Line, was.Column}})
	}
	for i := range min(len(was.Content), len(is.Content)) {
		s.follow(m, was.Content[i], is.Content[i], file, where)
	}
}

// of returns where what stands at a place of a written file was written by its author.
func (p places) of(file string, line, column int) (string, int, int) {
	var best mapped
	for _, m := range p[file] {
		before := m.line < line || m.line == line && m.column <= column
		if before && (m.line > best.line || m.line == best.line && m.column >= best.column) {
			best = m
		}
	}
	if best.file == "" {
		return file, line, column
	}
	if best.line == line {
		return best.file, best.was[0], best.was[1] + column - best.column
	}
	return best.file, best.was[0] + line - best.line, column
}

// back puts problems at the places where their authors can mend them.
func (p places) back(problems rules.Problems, layers []File) rules.Problems {
	for i := range problems {
		x := &problems[i]
		if _, ok := p[x.File]; !ok || x.Line == 0 {
			continue
		}
		x.File, x.Line, x.Column = p.of(x.File, x.Line, x.Column)
		if text := lineOf(layers, x.File, x.Line); text != "" {
			x.Text = text
		}
	}
	return problems.Sort()
}

func lineOf(files []File, name string, line int) string {
	for _, f := range files {
		if f.Name == name {
			if lines := strings.Split(string(f.Text), "\n"); line >= 1 && line <= len(lines) {
				return strings.TrimSuffix(lines[line-1], "\r")
			}
		}
	}
	return ""
}

// restore puts rules, families, examples and excuses of a set at the places where they were written.
func (p places) restore(s *rules.Set) {
	at := func(file *string, line *int) {
		if _, ok := p[*file]; ok {
			*file, *line, _ = p.of(*file, *line, 1<<30)
		}
	}
	for i := range s.Rules {
		at(&s.Rules[i].File, &s.Rules[i].Line)
	}
	for i := range s.Families {
		at(&s.Families[i].File, &s.Families[i].Line)
	}
	for i := range s.Examples {
		at(&s.Examples[i].File, &s.Examples[i].Line)
	}
	for i := range s.Excuses {
		at(&s.Excuses[i].File, &s.Excuses[i].Line)
	}
}
