package layer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"screen/rules"
)

// Options are the choices of Load.
type Options struct {
	// AsOf is the date (2027-06-30) with which expiry dates are compared. Where it is empty they are not looked at.
	AsOf string
	// Waivers are those of the set below the layers, where it is a bundle.
	Waivers []rules.Waiver
}

// Loaded is a layered set.
type Loaded struct {
	Set *rules.Set
	// Files are the set's rule files, those that layers changed as they came out of it.
	Files Files
	// Expired are changes and waivers that no longer hold, as warnings.
	Expired rules.Problems
	// Overruled are examples that a bundle keeps although the layers in it decide otherwise.
	Overruled []Place
	// Dated counts the changes and waivers with an expiry date that was not looked at, for want of a date.
	Dated int

	layers  []File
	places  places
	changed map[string]spot // "rule x", "family x" of the set below → the layer's change of it
}

// spot is a place in a layer.
type spot struct {
	file                 string
	line, column, length int
}

// Place is where something begins in a file of a set.
type Place struct {
	File string `yaml:"file"`
	Line int    `yaml:"line"`
}

// Load lays layers on the files of a set, the first one lowest. The error is rules.Problems: the mistakes of all files.
func Load(base Files, layers []File, o Options) (*Loaded, error) {
	set, problems := rules.Check(base, base.Names()...)
	if set == nil {
		for _, f := range layers { // what they change is not known, but how they are written is
			read(f, &problems)
		}
		return nil, problems.Sort()
	}
	out := &Loaded{Set: set, Files: base, layers: layers}
	if len(layers) == 0 {
		return out, nil
	}
	problems = nil
	s := newStack(base, &problems)
	s.waivers = slices.Clone(o.Waivers)
	for _, f := range layers {
		l := read(f, &problems)
		if l == nil || l.partial {
			s.lost = append(s.lost, rules.Declarations(f.Text))
		}
		if l == nil {
			continue
		}
		s.apply(l, f.Name, out.current(l, f, o))
		s.waive(l, f, out, o)
	}
	files, places, err := s.write()
	if err != nil {
		return nil, err
	}
	set, joined := rules.Check(files, files.Names()...)
	if set == nil {
		problems = append(problems, s.withoutFollowing(places.back(joined, layers))...)
	}
	if len(problems) > 0 {
		return nil, problems.Sort()
	}
	out.Set, out.Files, out.places, out.changed = set, files, places, s.places
	places.restore(out.Set)
	return out, out.addWaivers(s.waivers, layers)
}

// withoutFollowing leaves out what follows from other mistakes: names that a layer which was not understood whole may declare.
func (s *stack) withoutFollowing(problems rules.Problems) rules.Problems {
	return slices.DeleteFunc(problems, func(p rules.Problem) bool { return p.Name != "" && s.mayDeclare(p.Name) })
}

// mayDeclare reports whether a layer that was not understood whole may declare an id.
func (s *stack) mayDeclare(id string) bool {
	return slices.ContainsFunc(s.lost, func(declared map[string]bool) bool { return declared[id] })
}

// Lint finds what is allowed but hardly meant in what the layers bring and change; see rules.Lint. Of the set below it says
// nothing.
func (out *Loaded) Lint(more func(*rules.Linter)) (found rules.Problems) {
	_, problems := rules.Lint(out.Files, more, out.Files.Names()...)
	for _, p := range problems {
		owner := p.Owner()
		p = out.places.back(rules.Problems{p}, out.layers)[0]
		at, changed := out.changed[owner]
		switch {
		case p.Line == 0 && len(out.layers) > 0: // of the set as a whole
			p.File = out.layers[len(out.layers)-1].Name
		case slices.ContainsFunc(out.layers, func(f File) bool { return f.Name == p.File }):
		case changed:
			p.File, p.Line, p.Column, p.Length, p.Text = at.file, at.line, at.column, at.length, lineOf(out.layers, at.file, at.line)
		default:
			continue
		}
		found = append(found, p)
	}
	return found.Sort()
}

// Changed returns where a layer changes what is called "rule x" or "family x"; ok is false where none does, or where a layer brought it.
func (out *Loaded) Changed(owner string) (at Place, ok bool) {
	s, ok := out.changed[owner]
	return Place{File: s.file, Line: s.line}, ok
}

// current returns the changes of a layer that hold, and notes those that do not.
func (out *Loaded) current(l *layerFile, f File, o Options) (hold []change) {
	for _, c := range l.changes {
		if out.holds(l, f, c.at.Line, c.at.Column, "change of "+c.kind+" "+c.id, c.expires, o) {
			hold = append(hold, c)
		}
	}
	return hold
}

// holds compares an expiry date, the last day on which a thing holds, with the date of the options.
func (out *Loaded) holds(l *layerFile, f File, line, column int, what, expires string, o Options) bool {
	switch {
	case expires == "":
		return true
	case o.AsOf == "":
		out.Dated++
		return true
	case expires >= o.AsOf:
		return true
	}
	out.Expired = append(out.Expired, rules.Problem{
		Severity: rules.Warning, Code: "expired", Message: fmt.Sprintf("the %s expired on %s", what, expires),
		Hint: "it does not hold any more: renew or remove it", File: f.Name, Line: line, Column: column, Length: 1, Text: l.doc.Line(line),
	})
	return false
}

// waive takes the waivers of a layer that hold.
func (s *stack) waive(l *layerFile, f File, out *Loaded, o Options) {
	for _, w := range l.waivers {
		w.File = f.Name
		if !out.holds(l, f, w.ruleAt.Line, w.ruleAt.Column, "waiver of rule "+w.Rule, w.Expires, o) {
			continue
		}
		var ids []string
		for _, m := range s.files {
			if list := get(m.root, "rules"); list != nil {
				for _, r := range list.Content {
					ids = append(ids, get(r, "id").Value)
				}
			}
		}
		if s.mayDeclare(w.Rule) {
			continue
		}
		if l.doc.Choice(w.ruleAt, "rule", ids) >= 0 {
			s.waivers = append(s.waivers, w.Waiver)
		}
	}
}

// addWaivers puts waivers into the set, and into its digest: a set with other waivers decides otherwise.
func (out *Loaded) addWaivers(waivers []rules.Waiver, layers []File) error {
	set := out.Set
	for _, w := range waivers {
		if _, ok := set.RuleIndex(w.Rule); !ok { // a later layer switched the rule off
			return rules.Problems{{Code: "unknown-rule", Message: fmt.Sprintf("this waiver is of rule %s, which a layer above switches off", w.Rule), File: w.File, Line: w.Line, Column: 1, Length: 1, Text: lineOf(layers, w.File, w.Line)}}
		}
	}
	if len(waivers) == 0 {
		return nil
	}
	plain := slices.Clone(waivers)
	for i := range plain {
		plain[i].File, plain[i].Line = "", 0
	}
	encoded, err := json.Marshal(plain)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(append([]byte(set.Digest+"\n"), encoded...))
	set.Digest = hex.EncodeToString(sum[:])
	set.Waivers = waivers
	return nil
}
