package rules

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// field is one key of a mapping: how it is called, whether it must stand, and what reads its value.
type field struct {
	name     string
	required bool
	read     func(value *yaml.Node)
}

// object reads a mapping; what names it in messages. Unknown and missing fields are reported.
func (s *source) object(n *yaml.Node, what string, fields ...field) bool {
	if !s.is(n, yaml.MappingNode, what) {
		return false
	}
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	seen := make(map[string]bool, len(fields))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := slices.Index(names, key.Value)
		if at < 0 || key.Kind != yaml.ScalarNode {
			s.node(key).report("unknown-field", fmt.Sprintf("%s has no field %s", what, shown(key)), didYouMean(key.Value, names))
			s.partial = true
			continue
		}
		seen[key.Value] = true
		fields[at].read(value)
	}
	for _, f := range fields {
		if f.required && !seen[f.name] {
			s.node(n).report("missing-field", fmt.Sprintf("%s lacks the field %s", what, f.name), "")
		}
	}
	return true
}

// entries reads a mapping whose keys are ids.
func (s *source) entries(n *yaml.Node, what string, read func(key, value *yaml.Node)) {
	if !s.is(n, yaml.MappingNode, what) {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if s.is(n.Content[i], yaml.ScalarNode, "a key of "+what) {
			read(n.Content[i], n.Content[i+1])
		}
	}
}

// list reads a list.
func (s *source) list(n *yaml.Node, what string, read func(item *yaml.Node)) {
	if !s.is(n, yaml.SequenceNode, what) {
		return
	}
	for _, item := range n.Content {
		read(item)
	}
}

var kinds = map[yaml.Kind]string{yaml.MappingNode: "a mapping (key: value)", yaml.SequenceNode: "a list", yaml.ScalarNode: "a single value"}

func (s *source) is(n *yaml.Node, kind yaml.Kind, what string) bool {
	if n.Kind == kind {
		return true
	}
	s.node(n).report("type", fmt.Sprintf("%s must be %s, found %s", what, kinds[kind], shown(n)), "")
	return false
}

// shown says what a node is, for messages.
func shown(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		return kinds[n.Kind]
	}
	if n.Tag == "!!null" {
		return "nothing"
	}
	if v := []rune(n.Value); len(v) > 40 {
		return strconv.Quote(string(v[:40]) + "…")
	}
	return strconv.Quote(n.Value)
}

// textField is a field that holds text, which must not be empty.
func (s *source) textField(name string, required bool, dst *string) field {
	return field{name, required, func(n *yaml.Node) { *dst = s.text1(n, name) }}
}

// text1 reads text; numbers, truth values and nothing are refused, since YAML may have changed them on the way.
func (s *source) text1(n *yaml.Node, what string) string {
	if !s.is(n, yaml.ScalarNode, what) {
		return ""
	}
	switch {
	case n.Tag == "!!null":
		s.node(n).report("type", what+" is empty", "write its text, or leave the field out")
	case n.Tag != "!!str":
		s.node(n).report("type", fmt.Sprintf("%s must be text, but YAML reads %s as %s", what, n.Value, yamlTypes[n.Tag]), "put it in quotes")
	case n.Value == "":
		s.node(n).report("value", what+" is empty", "")
	}
	return n.Value
}

var yamlTypes = map[string]string{"!!int": "a number", "!!float": "a number", "!!bool": "a truth value", "!!timestamp": "a date", "!!binary": "bytes", "!!merge": "a merge key"}

// textsField is a field that holds a list of text.
func (s *source) textsField(name string, dst *[]string) field {
	return field{name, false, func(n *yaml.Node) {
		s.list(n, name, func(item *yaml.Node) {
			if t := s.text1(item, "an entry of "+name); t != "" {
				*dst = append(*dst, t)
			}
		})
	}}
}

var idForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`) })

const maxID = 64

// idField is a field that holds an id: letters and digits joined by hyphens.
func (s *source) idField(name string, dst *string) field {
	return field{name, true, func(n *yaml.Node) { *dst = s.id(n, name) }}
}

// id reads an id, or returns "" after reporting what is wrong.
func (s *source) id(n *yaml.Node, what string) string {
	id := s.text1(n, what)
	if id != "" && (!idForm().MatchString(id) || len(id) > maxID) {
		s.node(n).report("id", fmt.Sprintf("%s %s is not an id", what, shown(n)), "letters and digits joined by hyphens, at most 64, such as days-3-4")
		return ""
	}
	return id
}

// boolField is a field that holds true or false.
func (s *source) boolField(name string, dst *bool) field {
	return field{name, false, func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
			s.node(n).report("type", fmt.Sprintf("%s must be true or false, found %s", name, shown(n)), "")
			return
		}
		*dst = n.Value == "true" || n.Value == "True" || n.Value == "TRUE"
	}}
}

// numberField is a field that holds a number in the given range; whole numbers only where whole is set.
func (s *source) numberField(name string, required, whole bool, low, high float64, read func(n *yaml.Node, v float64)) field {
	return field{name, required, func(n *yaml.Node) {
		v, err := strconv.ParseFloat(n.Value, 64)
		isNumber := n.Kind == yaml.ScalarNode && (n.Tag == "!!int" || n.Tag == "!!float") && err == nil
		if !isNumber || math.IsNaN(v) || v < low || v > high || whole && v != math.Trunc(v) {
			kind := "a number"
			if whole {
				kind = "a whole number"
			}
			s.node(n).report("value", fmt.Sprintf("%s must be %s from %g to %g, found %s", name, kind, low, high, shown(n)), "")
			return
		}
		read(n, v)
	}}
}

// choice reads one of the given words; -1 after reporting that it is none.
func (s *source) choice(n *yaml.Node, what string, words []string) int {
	text := s.text1(n, what)
	if text == "" {
		return -1
	}
	at := slices.Index(words, text)
	if at < 0 {
		s.node(n).unknown(what, text, fmt.Sprintf("there is no %s %s", what, shown(n)), words)
	}
	return at
}

// unknown is the code of a name that there is not: unknown-family, unknown-product-type …
func unknown(kind string) string { return "unknown-" + strings.ReplaceAll(kind, " ", "-") }
