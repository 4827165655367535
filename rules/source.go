package rules

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Limits of rule files. They are checked before a file is parsed, so that a hostile file costs no more than reading it.
const (
	MaxFileSize = 1 << 20  // bytes of a rule file
	MaxLine     = 8 << 10  // bytes of a line: people are to read it
	MaxFiles    = 500      // rule files of a set
	MaxTotal    = 16 << 20 // bytes of all rule files of a set
	MaxRules    = 1000     // rules of a set
	MaxNesting  = 32       // levels of lists and mappings in a rule file
	maxMarks    = 100      // "&x" and "*x" in a file: thousands of anchors make the parser crawl
)

// source is a rule file as read, and collects its problems.
type source struct {
	name     string
	text     []byte
	lines    []string // filled when first needed
	partial  bool     // a part of the file was reported and left out
	problems *Problems
}

// marks counts what looks like an anchor or an alias, up to maxMarks, and returns where the last of them stands.
func marks(text []byte) (count, last int) {
	for i := 0; i+1 < len(text) && count < maxMarks; i++ {
		if text[i] != '&' && text[i] != '*' {
			continue
		}
		begins := i == 0 || bytes.IndexByte([]byte(" \t\r\n[{,"), text[i-1]) >= 0
		if begins && bytes.IndexByte([]byte(" \t\r\n[]{},\"'&*"), text[i+1]) < 0 {
			count, last = count+1, i
		}
	}
	return count, last
}

// read reads a rule file and checks its limits; ok is false where it cannot be parsed.
func (s *source) read(fsys fs.FS) (ok bool) {
	f, err := fsys.Open(s.name)
	if err != nil {
		s.report(Problem{Code: "read", Message: plain(err, s.name)})
		return false
	}
	defer f.Close()
	s.text, err = io.ReadAll(io.LimitReader(f, MaxFileSize+1))
	s.text = WithoutMark(s.text)
	switch {
	case err != nil:
		s.report(Problem{Code: "read", Message: plain(err, s.name)})
	case len(s.text) > MaxFileSize:
		s.report(Problem{Code: "too-large", Message: "the file is larger than 1 MiB", Hint: "split it: a set may have many concern files"})
	case !utf8.Valid(s.text):
		s.reportInvalid()
	default:
		return s.plainLineEnds() && s.fewMarks() && s.linesFit()
	}
	return false
}

// WithoutMark is a text without the byte order mark that some editors put before UTF-8.
func WithoutMark(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\ufeff")) }

// plainLineEnds reports a character that ends a line for YAML, but not for an editor: places would not agree.
func (s *source) plainLineEnds() bool {
	for i, r := range string(s.text) {
		odd := r == '\r' && (i+1 == len(s.text) || s.text[i+1] != '\n')
		if odd || r == '\u0085' || r == '\u2028' || r == '\u2029' {
			line, column := s.place(i)
			s.at(line, column, 1).report("encoding", fmt.Sprintf("the character %U ends a line for YAML", r), "end lines with \\n or \\r\\n, and write this character as an escape in double quotes")
			return false
		}
	}
	return true
}

func (s *source) fewMarks() bool {
	count, last := marks(s.text)
	if count < maxMarks {
		return true
	}
	line, column := s.place(last)
	s.at(line, column, 1).report("anchor", fmt.Sprintf("this is anchor or alias number %d of the file", count), "rule files must not use YAML anchors: write it out")
	return false
}

// linesFit reports lines that are too long.
func (s *source) linesFit() bool {
	ok := true
	for line := 1; line <= s.lineCount(); line++ {
		if length := len(s.line(line)); length > MaxLine {
			s.report(Problem{Code: "line-too-long", Message: fmt.Sprintf("the line is %d bytes long, at most %d are allowed", length, MaxLine), Hint: "break it: people are to read it", Line: line, Column: 1, Length: 1})
			ok = false
		}
	}
	return ok
}

func plain(err error, name string) string {
	return strings.TrimPrefix(err.Error(), "open "+name+": ")
}

// reportInvalid names the first byte that is not UTF-8.
func (s *source) reportInvalid() {
	for i := 0; i < len(s.text); {
		r, n := utf8.DecodeRune(s.text[i:])
		if r == utf8.RuneError && n == 1 {
			line, column := s.place(i)
			s.at(line, column, 1).report("encoding", fmt.Sprintf("byte %#02x is not UTF-8", s.text[i]), "save the file as UTF-8")
			return
		}
		i += n
	}
}

// place returns the line and column of a byte offset.
func (s *source) place(offset int) (line, column int) {
	before := s.text[:max(0, offset)]
	line = 1 + bytes.Count(before, []byte("\n"))
	return line, 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
}

var yamlLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`line (\d+): `) })

// parse returns the file's first document, which should be its only one, or nil after reporting why it cannot be looked at.
func (s *source) parse() *yaml.Node {
	dec := yaml.NewDecoder(bytes.NewReader(s.text))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err == io.EOF {
		s.report(Problem{Code: "syntax", Message: "the file is empty", Hint: "a rule file begins with guide:, concern: or layer:"})
		return nil
	} else if err != nil {
		s.syntax(err)
		return nil
	}
	if err := dec.Decode(&second); err == nil {
		s.node(&second).report("document", "a second YAML document begins here", "put it in a file of its own")
		s.partial = true
	} else if err != io.EOF {
		s.syntax(err)
		return nil
	}
	if !s.sound(doc.Content[0], 1) {
		return nil
	}
	return doc.Content[0]
}

// syntax reports an error of the YAML parser, which knows the line only.
func (s *source) syntax(err error) {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if m := yamlLine().FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = strings.Replace(message, m[0], "", 1)
	}
	text := s.line(line)
	column := 1 + len(text) - len(strings.TrimLeft(text, " "))
	s.at(line, column, utf8.RuneCountInString(strings.TrimSpace(text))).report("syntax", "not YAML: "+message, syntaxHints[message])
}

// syntaxHints are the usual causes of what the YAML parser complains of.
var syntaxHints = map[string]string{
	"mapping values are not allowed in this context":        "put a text that holds a colon and a blank in quotes, and look at the indentation",
	"did not find expected key":                             "look at the indentation, and at quotes inside a text",
	"found character that cannot start any token":           "indent with blanks, not tabs, and put a text that begins with @, %, ` or a tab in quotes",
	"did not find expected ',' or ']'":                      "a bracket is not closed, or a comma is missing",
	"did not find expected ',' or '}'":                      "a brace is not closed, or a comma is missing",
	"found unexpected end of stream":                        "a quote is not closed",
	"did not find expected '-' indicator":                   "look at the indentation of the list",
	"did not find expected alphabetic or numeric character": "put a text that begins with * or & in quotes",
}

// sound checks what no rule file may hold: anchors, aliases, tags, duplicate keys, deep nesting. It reports whether the
// document can be looked at all the same: not with aliases or too deep.
func (s *source) sound(n *yaml.Node, depth int) bool {
	ok := true
	if depth > MaxNesting {
		s.node(n).report("depth", fmt.Sprintf("nested deeper than %d levels", MaxNesting), "")
		return false
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		s.node(n).report("anchor", "YAML anchors and aliases are not allowed in rule files", "write it out, or put it in quotes if it is a name")
		return false
	}
	if n.Style&yaml.TaggedStyle != 0 {
		s.node(n).report("tag", "YAML tag "+n.Tag+" is not allowed in rule files", "leave it out")
	}
	if n.Kind == yaml.MappingNode {
		s.soundKeys(n)
	}
	for _, c := range n.Content {
		ok = s.sound(c, depth+1) && ok
	}
	return ok
}

// soundKeys reports keys that stand twice, and leaves out what stands at the later one.
func (s *source) soundKeys(n *yaml.Node) {
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			continue // reported where the key is looked at
		}
		if line, dup := seen[key.Value]; dup {
			s.node(key).report("duplicate-key", fmt.Sprintf("%s stands here already, in line %d", key.Value, line), "")
			s.partial = true
			n.Content = slices.Delete(n.Content, i, i+2)
			i -= 2
			continue
		}
		seen[key.Value] = key.Line
	}
}

// spot is a place in a file to which a problem is to be tied.
type spot struct {
	s                    *source
	line, column, length int
	owner, entry         string // see Problem
	name                 string // see Problem.Name
}

func (s *source) at(line, column, length int) spot {
	return spot{s: s, line: line, column: column, length: max(1, length)}
}

// node returns the place of a YAML node.
func (s *source) node(n *yaml.Node) spot {
	length := 1
	if n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		length = utf8.RuneCountInString(n.Value)
		if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
			length += 2
		}
	}
	return s.at(max(1, n.Line), max(1, n.Column), length)
}

// unknown reports a name that there is not, with the nearest one that there is.
func (p spot) unknown(kind, name, message string, known []string) {
	p.name = name
	p.report(unknown(kind), message, didYouMean(name, known))
}

func (p spot) report(code, message, hint string) { p.problem(Error, code, message, hint) }

func (p spot) warn(code, message, hint string) { p.problem(Warning, code, message, hint) }

func (p spot) problem(severity Severity, code, message, hint string) {
	p.s.report(Problem{Severity: severity, Code: code, Message: message, Hint: hint, Line: p.line, Column: p.column, Length: p.length, Text: p.s.line(p.line), Name: p.name, owner: p.owner, entry: p.entry})
}

// maxProblems bounds what one load collects: nobody reads more, and a hostile file could ask for millions. That there are more
// is said; warnings leave room for mistakes.
const maxProblems = 1000

func (s *source) report(p Problem) {
	p.File = s.name
	n := len(*s.problems)
	switch {
	case n < maxProblems || p.Severity == Error && n > maxProblems && n < 2*maxProblems && !slices.ContainsFunc((*s.problems)[:maxProblems], isMistake):
		*s.problems = append(*s.problems, p)
	case n == maxProblems:
		more := Problem{Severity: Warning, Code: "limit", File: s.name, Message: fmt.Sprintf("there is more to report than %d mistakes and warnings", maxProblems), Hint: "mend these first"}
		if *s.problems = append(*s.problems, more); p.Severity == Error {
			s.report(p)
		}
	}
}

func isMistake(p Problem) bool { return p.Severity == Error }

// line returns a line of the file, without its end.
func (s *source) line(number int) string {
	if number < 1 || number > s.lineCount() {
		return ""
	}
	return strings.TrimSuffix(s.lines[number-1], "\r")
}

func (s *source) lineCount() int {
	if s.lines == nil {
		s.lines = strings.Split(string(s.text), "\n")
	}
	return len(s.lines)
}

// ruleFiles returns the names of all rule files below, in order; test files are none.
func ruleFiles(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, TestSuffix) {
			names = append(names, name)
		}
		return err
	})
	slices.Sort(names)
	return names, err
}
