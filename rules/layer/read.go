package layer

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"

	"screen/rules"
)

// layerFile is a layer as read.
type layerFile struct {
	doc                         *rules.Document
	problems                    *rules.Problems
	id, title, version, extends string
	extendsAt                   *yaml.Node
	partial                     bool // it has mistakes, and what they stand in was left out
	changes                     []change
	waivers                     []waiver
}

// change is one entry of changes.
type change struct {
	at                      *yaml.Node
	kind                    string // rule, family or concern
	id                      string
	idAt                    *yaml.Node
	reason, author, expires string
	off                     bool
	fields                  map[string]*yaml.Node // set, add, and the fields of a concern
}

// waiver is one entry of waivers.
type waiver struct {
	rules.Waiver
	ruleAt *yaml.Node
}

// concernFields are the fields of a concern that a change may bring.
var concernFields = []string{"title", "families", "rules", "examples", "excuses"}

// read reads a layer file; nil where it does not say what it is. Its names of rules and families are looked at when it is
// applied.
func read(f File, problems *rules.Problems) *layerFile {
	doc := rules.ReadDocument(Files{f}, f.Name, problems)
	if doc == nil {
		return nil
	}
	l := &layerFile{doc: doc, problems: problems}
	before := len(*problems)
	doc.Object(doc.Root, "a layer",
		doc.ID("layer", &l.id),
		doc.Text("title", false, &l.title),
		doc.Text("version", true, &l.version),
		rules.Field{Name: "extends", Required: true, Read: func(n *yaml.Node) { l.extends, l.extendsAt = n.Value, n }},
		rules.Field{Name: "changes", Read: func(n *yaml.Node) { doc.List(n, "changes", l.readChange) }},
		rules.Field{Name: "waivers", Read: func(n *yaml.Node) { doc.List(n, "waivers", l.readWaiver) }},
	)
	l.partial = len(*problems) > before
	if l.id == "" || l.extends == "" {
		return nil
	}
	return l
}

// mistakes counts what was reported so far.
func (l *layerFile) mistakes() int { return len(*l.problems) }

func (l *layerFile) readChange(n *yaml.Node) {
	d := l.doc
	c := change{at: n, fields: map[string]*yaml.Node{}}
	target := func(kind string) rules.Field {
		return rules.Field{Name: kind, Read: func(n *yaml.Node) {
			if c.kind != "" {
				d.Report(n, "change", fmt.Sprintf("a change is of one thing, found %s and %s", c.kind, kind), "make two changes of it")
			}
			c.kind, c.id, c.idAt = kind, n.Value, n
		}}
	}
	fields := []rules.Field{
		target("rule"), target("family"), target("concern"),
		d.Text("reason", true, &c.reason), d.Text("author", true, &c.author), l.date(&c.expires), d.Bool("off", &c.off),
	}
	for _, name := range append([]string{"set", "add"}, concernFields...) {
		fields = append(fields, rules.Field{Name: name, Read: func(n *yaml.Node) { c.fields[name] = n }})
	}
	if !d.Object(n, "a change", fields...) {
		return
	}
	if c.kind == "" {
		d.Report(n, "change", "a change names neither a rule, nor a family, nor a concern", "begin it with rule:, family: or concern:")
		return
	}
	l.soundChange(&c)
	l.changes = append(l.changes, c)
}

// allowed are the fields that a change of a kind may have.
var allowed = map[string][]string{"rule": {"set"}, "family": {"set", "add"}, "concern": concernFields}

// soundChange reports fields that do not go together.
func (l *layerFile) soundChange(c *change) {
	for name, n := range c.fields {
		ok := false
		for _, a := range allowed[c.kind] {
			ok = ok || a == name
		}
		if !ok {
			l.doc.Report(n, "change", fmt.Sprintf("a change of a %s has no field %s", c.kind, name), "")
		}
	}
	switch {
	case c.off && c.kind != "rule":
		l.doc.Report(c.at, "change", "only a rule can be switched off", "")
	case c.off && len(c.fields) > 0:
		l.doc.Report(c.at, "change", "a rule that is switched off is not changed otherwise", "leave out set, or off")
	case !c.off && c.says() == 0:
		l.doc.Report(c.at, "change", "this change changes nothing", "")
	}
}

// says counts what a change brings; empty lists and mappings bring nothing.
func (c *change) says() (count int) {
	for name, n := range c.fields {
		if name == "set" && n.Kind == yaml.MappingNode {
			count += len(n.Content)
			continue
		}
		count += leaves(n)
	}
	return count
}

// leaves counts the values in a node that are no keys.
func leaves(n *yaml.Node) (count int) {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 1; i < len(n.Content); i += 2 {
			count += leaves(n.Content[i])
		}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			count += leaves(item)
		}
	default:
		count = 1
	}
	return count
}

// waivedTo are the verdicts that a waiver may leave. It takes away what speaks against a product; it recommends nothing.
var waivedTo = []string{"none", "suitable", "caution", "unknown"}

func (l *layerFile) readWaiver(n *yaml.Node) {
	d := l.doc
	before := l.mistakes()
	w := waiver{Waiver: rules.Waiver{Line: n.Line}}
	var product *yaml.Node
	ok := d.Object(n, "a waiver",
		rules.Field{Name: "product", Required: true, Read: func(n *yaml.Node) { product = n }},
		rules.Field{Name: "rule", Required: true, Read: func(n *yaml.Node) { w.Rule, w.ruleAt = n.Value, n }},
		rules.Field{Name: "to", Read: func(n *yaml.Node) {
			if at := d.Choice(n, "verdict", waivedTo); at >= 0 {
				w.To, _ = rules.ParseVerdict(waivedTo[at])
			}
		}},
		d.Bool("unknown", &w.Unknown),
		d.Text("reason", true, &w.Reason), d.Text("owner", true, &w.Owner), l.date(&w.Expires),
	)
	if !ok || product == nil {
		return
	}
	if d.Object(product, "product", d.Text("id", false, &w.ID), d.Text("brand", false, &w.Brand), d.Text("name", false, &w.Name)) &&
		vague(w.ID) && vague(w.Brand) && vague(w.Name) {
		d.Report(product, "waiver", "this waiver is for every product", "give an id, a brand or a name; to change a rule for all products use changes:")
	}
	if l.mistakes() == before {
		l.waivers = append(l.waivers, w)
	}
}

func vague(pattern string) bool {
	for _, r := range pattern {
		if r != '*' {
			return false
		}
	}
	return true
}

// dateForm is how dates are written.
const dateForm = "2006-01-02"

// date is a field that holds a date, with or without quotes.
func (l *layerFile) date(dst *string) rules.Field {
	return rules.Field{Name: "expires", Read: func(n *yaml.Node) {
		if _, err := time.Parse(dateForm, n.Value); err != nil || n.Kind != yaml.ScalarNode {
			l.doc.Report(n, "value", fmt.Sprintf("expires must be a date, found %q", n.Value), "such as 2027-06-30")
			return
		}
		*dst = n.Value
	}}
}
