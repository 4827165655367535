package layer

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"

	"screen/rules"
)

// bundleHead stands above every bundle.
const bundleHead = "# A rule set in one file, made by screen rules bundle. Do not edit it: its digest would be wrong. Change the rule files\n" +
	"# and layers that it was made of, and bundle them anew.\n"

// waiverForm is a waiver in a bundle.
type waiverForm struct {
	Product map[string]string `yaml:"product"`
	Rule    string            `yaml:"rule"`
	To      string            `yaml:"to"`
	Unknown bool              `yaml:"unknown,omitempty"`
	Reason  string            `yaml:"reason"`
	Owner   string            `yaml:"owner"`
	Expires string            `yaml:"expires,omitempty"`
}

// Bundle returns the set as one file: its files as they stand, its waivers, its version and its digest.
func (out *Loaded) Bundle() ([]byte, error) {
	g := &out.Set.Guide
	files := &yaml.Node{Kind: yaml.MappingNode}
	for _, f := range out.Files {
		files.Content = append(files.Content, text(f.Name), &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: string(f.Text), Style: yaml.LiteralStyle})
	}
	root := &yaml.Node{Kind: yaml.MappingNode}
	put(root, "bundle", text(g.ID))
	put(root, "version", text(g.Version))
	put(root, "digest", text(out.Set.Digest))
	if len(out.Set.Waivers) > 0 {
		var forms []waiverForm
		for _, w := range out.Set.Waivers {
			product := map[string]string{}
			for key, value := range map[string]string{"id": w.ID, "brand": w.Brand, "name": w.Name} {
				if value != "" {
					product[key] = value
				}
			}
			forms = append(forms, waiverForm{product, w.Rule, w.To.String(), w.Unknown, w.Reason, w.Owner, w.Expires})
		}
		var waivers yaml.Node
		if err := waivers.Encode(forms); err != nil {
			return nil, err
		}
		put(root, "waivers", &waivers)
	}
	if len(out.Overruled) > 0 {
		var overruled yaml.Node
		if err := overruled.Encode(out.Overruled); err != nil {
			return nil, err
		}
		put(root, "overruled", &overruled)
	}
	put(root, "files", files)
	var b bytes.Buffer
	b.WriteString(bundleHead)
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(root); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Unbundle reads a bundle. Its digest must be that of what it holds.
func Unbundle(f File, o Options) (*Loaded, error) {
	var problems rules.Problems
	doc := rules.ReadDocument(Files{f}, f.Name, &problems)
	if doc == nil {
		return nil, problems
	}
	var id, version, digest string
	var digestAt *yaml.Node
	var files Files
	var overruled []Place
	l := &layerFile{doc: doc, problems: &problems}
	doc.Object(doc.Root, "a bundle",
		doc.ID("bundle", &id), doc.Text("version", true, &version),
		rules.Field{Name: "digest", Required: true, Read: func(n *yaml.Node) { digest, digestAt = n.Value, n }},
		rules.Field{Name: "waivers", Read: func(n *yaml.Node) { doc.List(n, "waivers", l.readWaiver) }},
		rules.Field{Name: "overruled", Read: func(n *yaml.Node) {
			if err := n.Decode(&overruled); err != nil {
				doc.Report(n, "value", "overruled must be a list of files and lines", "")
			}
		}},
		rules.Field{Name: "files", Required: true, Read: func(n *yaml.Node) {
			doc.Entries(n, "files", func(key, value *yaml.Node) {
				files = append(files, File{Name: key.Value, Text: []byte(value.Value)})
			})
		}})
	if len(problems) > 0 {
		return nil, problems.Sort()
	}
	set, wrong := rules.Check(files, files.Names()...)
	if set == nil {
		for i := range wrong {
			wrong[i].File = f.Name + "#" + wrong[i].File
		}
		return nil, wrong
	}
	out := &Loaded{Set: set, Files: files, Overruled: overruled}
	s := newStack(files, &problems)
	s.waive(l, f, out, Options{})
	if out.Dated = 0; len(problems) > 0 {
		return nil, problems
	}
	if err := out.addWaivers(s.waivers, []File{f}); err != nil {
		return nil, err
	}
	if out.Set.Digest != digest {
		doc.Report(digestAt, "digest", fmt.Sprintf("the bundle holds a set with digest %s", out.Set.Digest), "it was edited after it was made: make it anew with screen rules bundle")
		return nil, problems
	}
	return out, out.expire(l, f, o)
}

// expire takes out of an unbundled set the waivers that no longer hold.
func (out *Loaded) expire(l *layerFile, f File, o Options) error {
	var hold []rules.Waiver
	for i, w := range out.Set.Waivers {
		at := l.waivers[i].ruleAt
		if out.holds(l, f, at.Line, at.Column, "waiver of rule "+w.Rule, w.Expires, o) {
			hold = append(hold, w)
		}
	}
	out.Set.Waivers = hold
	return nil
}
