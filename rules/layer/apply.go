package layer

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"screen/rules"
)

// stack is the files of a set while layers are laid on them.
type stack struct {
	files    []*member
	problems *rules.Problems
	origin   map[*yaml.Node]string // file of a node that a layer brought
	waivers  []rules.Waiver
	places   map[string]spot   // see Loaded.changed
	lost     []map[string]bool // what layers that were not understood whole may declare
}

// member is one file of the stack.
type member struct {
	File
	root    *yaml.Node // of the parsed document
	changed bool
}

// newStack parses the files of a set that has been found right.
func newStack(base Files, problems *rules.Problems) *stack {
	s := &stack{problems: problems, origin: map[*yaml.Node]string{}, places: map[string]spot{}}
	for _, f := range base {
		if doc := rules.ReadDocument(Files{f}, f.Name, problems); doc != nil {
			s.files = append(s.files, &member{File: f, root: doc.Root})
		}
	}
	return s
}

// get returns the value of a key, or nil.
func get(m *yaml.Node, key string) *yaml.Node {
	for i := 0; m != nil && i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i+1]
		}
	}
	return nil
}

// put sets the value of a key, behind all others where it is new.
func put(m *yaml.Node, key string, value *yaml.Node) {
	putKey(m, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Line: value.Line, Column: value.Column}, value)
}

// putKey is put for a key that has its place in a file.
func putKey(m, key, value *yaml.Node) {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key.Value {
			m.Content[i], m.Content[i+1] = key, value
			return
		}
	}
	m.Content = append(m.Content, key, value)
}

func drop(m *yaml.Node, key string) {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			m.Content = slices.Delete(m.Content, i, i+2)
			return
		}
	}
}

func text(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Style: yaml.DoubleQuotedStyle}
}

// bring notes that a node comes from a layer.
func (s *stack) bring(n *yaml.Node, file string) *yaml.Node {
	s.origin[n] = file
	for _, c := range n.Content {
		s.bring(c, file)
	}
	return n
}

// guide is the file that declares the guide.
func (s *stack) guide() *member {
	for _, m := range s.files {
		if get(m.root, "guide") != nil {
			return m
		}
	}
	return nil
}

// apply lays one layer on the stack; only the changes that hold.
func (s *stack) apply(l *layerFile, file string, changes []change) {
	g := s.guide()
	below := get(g.root, "guide").Value
	if l.extends != below && !s.mayDeclare(l.extends) {
		l.doc.Report(l.extendsAt, "extends", fmt.Sprintf("this layer extends %s, but what lies below it is %s", l.extends, below), "layers lie on each other in the order in which they are named, those of a directory in that of their names, and alone on the built-in guide")
		return
	}
	put(g.root, "guide", text(l.id))
	if l.title != "" {
		put(g.root, "title", text(l.title))
	}
	put(g.root, "version", text(fmt.Sprintf("%s on %s %s", l.version, below, get(g.root, "version").Value)))
	g.changed = true
	for i := range changes {
		c := &changes[i]
		s.places[c.kind+" "+c.id] = spot{file, c.idAt.Line, c.idAt.Column, max(1, len(c.id))}
		switch c.kind {
		case "rule":
			s.changeRule(l, file, c)
		case "family":
			s.changeFamily(l, file, c)
		case "concern":
			s.changeConcern(l, file, c)
		}
	}
}

// unknown reports the name of something that the base has not.
func (s *stack) unknown(l *layerFile, c *change, ids []string) {
	if !s.mayDeclare(c.id) {
		l.doc.Choice(c.idAt, c.kind, ids)
	}
}

func (s *stack) changeRule(l *layerFile, file string, c *change) {
	var ids []string
	for _, m := range s.files {
		list := get(m.root, "rules")
		for i := 0; list != nil && i < len(list.Content); i++ {
			id := get(list.Content[i], "id")
			if id.Value != c.id {
				ids = append(ids, id.Value)
				continue
			}
			m.changed = true
			if c.off {
				list.Content = slices.Delete(list.Content, i, i+1)
				s.forget(c.id)
				return
			}
			s.setRule(l, file, list.Content[i], c.fields["set"])
			return
		}
	}
	s.unknown(l, c, ids)
}

// ruleFields are what a layer may set of a rule.
var ruleFields = []string{"title", "when", "verdict", "note", "because", "then", "cites", "evidence", "ignore"}

func (s *stack) setRule(l *layerFile, file string, rule, set *yaml.Node) {
	s.fields(l, set, "set", ruleFields, func(key, value *yaml.Node) {
		s.bring(value, file)
		switch key.Value {
		case "ignore":
			join(rule, "ignore", value)
			return
		case "verdict":
			drop(rule, "note")
			value = rows(get(rule, "verdict"), value)
		case "note":
			drop(rule, "verdict")
		}
		putKey(rule, s.bring(key, file), value)
	})
}

// rows puts the rows of a verdict table into another one.
func rows(below, above *yaml.Node) *yaml.Node {
	if below == nil || below.Kind != yaml.MappingNode || above.Kind != yaml.MappingNode {
		return above
	}
	for i := 0; i+1 < len(above.Content); i += 2 {
		putKey(below, above.Content[i], above.Content[i+1])
	}
	return below
}

// fields goes through the fields of set or add, and reports those that there are not.
func (s *stack) fields(l *layerFile, n *yaml.Node, what string, names []string, each func(key, value *yaml.Node)) {
	if n == nil {
		return
	}
	l.doc.Entries(n, what, func(key, value *yaml.Node) {
		if l.doc.Choice(key, "field", names) >= 0 {
			each(key, value)
		}
	})
}

// empty reports whether a list or mapping is not there, or holds nothing.
func empty(m *yaml.Node, key string) bool {
	n := get(m, key)
	return n == nil || n.Kind != yaml.ScalarNode && len(n.Content) == 0
}

// forget takes a rule that was switched off out of what names it.
func (s *stack) forget(rule string) {
	for _, m := range s.files {
		for _, section := range []string{"examples", "excuses"} {
			list := get(m.root, section)
			for i := 0; list != nil && i < len(list.Content); i++ {
				e := list.Content[i]
				if r := get(e, "rule"); section == "excuses" && r != nil && r.Value == rule {
					list.Content = slices.Delete(list.Content, i, i+1)
					m.changed = true
					i--
					continue
				}
				for _, key := range []string{"fires", "silent"} {
					if ids := get(e, key); ids != nil {
						was := len(ids.Content)
						ids.Content = slices.DeleteFunc(ids.Content, func(n *yaml.Node) bool { return n.Value == rule })
						m.changed = m.changed || len(ids.Content) < was
					}
				}
				if section == "examples" && empty(e, "expect") && empty(e, "fires") && empty(e, "silent") && empty(e, "families") { // it was of that rule alone
					list.Content = slices.Delete(list.Content, i, i+1)
					m.changed = true
					i--
				}
			}
		}
	}
}

func (s *stack) changeFamily(l *layerFile, file string, c *change) {
	var ids []string
	for _, m := range s.files {
		families := get(m.root, "families")
		if families == nil {
			continue
		}
		family := get(families, c.id)
		if family == nil {
			for i := 0; i < len(families.Content); i += 2 {
				ids = append(ids, families.Content[i].Value)
			}
			continue
		}
		m.changed = true
		s.fields(l, c.fields["set"], "set", []string{"title", "of", "reported", "in", "among", "excludes", "note", "source", "ignore"}, func(key, value *yaml.Node) {
			if key.Value == "ignore" {
				join(family, "ignore", s.bring(value, file))
				return
			}
			putKey(family, s.bring(key, file), s.bring(value, file))
		})
		s.fields(l, c.fields["add"], "add", []string{"names", "patterns", "except"}, func(key, value *yaml.Node) {
			join(family, key.Value, s.bring(value, file))
		})
		return
	}
	s.unknown(l, c, ids)
}

// join appends to a list, or begins it.
func join(m *yaml.Node, key string, more *yaml.Node) {
	list := get(m, key)
	if list == nil || list.Kind != yaml.SequenceNode || more.Kind != yaml.SequenceNode {
		put(m, key, more)
		return
	}
	list.Content = append(list.Content, more.Content...)
}

func (s *stack) changeConcern(l *layerFile, file string, c *change) {
	m := s.concern(c.id)
	if m == nil {
		root := &yaml.Node{Kind: yaml.MappingNode, Line: c.at.Line, Column: c.at.Column}
		m = &member{File: File{Name: l.id + "/" + c.id + ".yaml"}, root: root}
		put(root, "concern", c.idAt)
		s.bring(root, file)
		s.files = append(s.files, m)
	}
	m.changed = true
	for _, name := range concernFields {
		value := c.fields[name]
		if value == nil {
			continue
		}
		s.bring(value, file)
		list := get(m.root, name)
		switch {
		case list != nil && list.Kind == yaml.MappingNode && value.Kind == yaml.MappingNode:
			list.Content = append(list.Content, value.Content...) // the loader reports what is there twice
		case list != nil && list.Kind == yaml.SequenceNode && value.Kind == yaml.SequenceNode:
			list.Content = append(list.Content, value.Content...)
		default:
			put(m.root, name, value)
		}
	}
}

func (s *stack) concern(id string) *member {
	for _, m := range s.files {
		if c := get(m.root, "concern"); c != nil && c.Value == id {
			return m
		}
	}
	return nil
}
