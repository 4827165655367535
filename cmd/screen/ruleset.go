package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"screen/pipeline"
	"screen/rules"
	"screen/rules/layer"
	"screen/rules/microneedling"
)

var rulesFlag = &cli.StringSliceFlag{
	Name:  "rules",
	Usage: "rule set in place of the built-in guide: a `PATH` to a directory of YAML files, a file, a bundle, or a layer on top; guide is the built-in one; may be repeated",
}

var asOfFlag = &cli.StringFlag{
	Name:  "as-of",
	Usage: "compare the expiry dates of layers and waivers with `DATE`, such as 2027-06-30; without it they are not looked at",
}

// builtIn names the embedded guide among rule paths.
const builtIn = "guide"

// openedRules is a rule set, and where its files are.
type openedRules struct {
	*layer.Loaded
	dirs    map[string]string // name of a rule file, as the set knows it → its path
	layered bool              // layers lie on it
}

// path returns the path of a rule file for people and CI systems.
func (s *openedRules) path(name string) string {
	if p, ok := s.dirs[name]; ok {
		return p
	}
	return name
}

// loadRules loads the rule set that the flags name, and says on standard error what of its layers is out of date.
func loadRules(c *cli.Context) (*rules.Set, error) {
	if len(c.StringSlice("rules")) == 0 && c.String("as-of") == "" {
		return microneedling.Set() // whose files nobody asks for
	}
	s, err := openRules(c.StringSlice("rules"), c.String("as-of"))
	if err != nil {
		return nil, err
	}
	tellDates(c, s)
	return s.Set, nil
}

// tellDates says which changes and waivers expired, and which might have.
func tellDates(c *cli.Context, s *openedRules) {
	for _, p := range s.Expired {
		fmt.Fprintln(c.App.ErrWriter, "screen:", p.Error())
	}
	if s.Dated > 0 {
		what := "1 change or waiver has"
		if s.Dated > 1 {
			what = fmt.Sprintf("%d changes or waivers have", s.Dated)
		}
		fmt.Fprintf(c.App.ErrWriter, "screen: note: %s an expiry date that was not looked at; give a date with --as-of\n", what)
	}
}

// openRules loads a rule set from paths: directories, rule files, layers, a bundle, or guide. Without paths it is the built-in
// guide; layers alone lie on it, too.
func openRules(paths []string, asOf string) (*openedRules, error) {
	g := newGathered()
	for _, path := range paths {
		if err := g.add(path); err != nil {
			return nil, usageError(inputMessage(path, err))
		}
	}
	return g.open(asOf)
}

// open loads the set that was gathered.
func (g *gathered) open(asOf string) (*openedRules, error) {
	if asOf != "" {
		if _, err := time.Parse(time.DateOnly, asOf); err != nil {
			return nil, usagef("--as-of %s: expected a date such as 2027-06-30", asOf)
		}
	}
	var err error
	if len(g.base) == 0 && len(g.layers) > 0 && g.bundle == nil {
		if err = g.addGuide(); err != nil {
			return nil, err
		}
	}
	g.apart()
	out := &openedRules{dirs: g.dirs, layered: len(g.layers) > 0}
	switch o := (layer.Options{AsOf: asOf}); {
	case g.bundle != nil:
		out.Loaded, err = g.openBundle(o)
	case len(g.base) == 0 && len(g.layers) == 0:
		out.Loaded, err = builtInSet(out.dirs)
	default:
		out.Loaded, err = layer.Load(g.base, g.layers, o)
	}
	if err != nil {
		return nil, g.placed(err)
	}
	return out, nil
}

// apart sees to it that no layer has the name of a file below it.
func (g *gathered) apart() {
	for i := range g.layers {
		l := &g.layers[i]
		if slices.ContainsFunc(g.base, func(f layer.File) bool { return f.Name == l.Name }) {
			g.dirs["./"+l.Name] = l.Name
			l.Name = "./" + l.Name
		}
	}
}

// builtInSet is the embedded guide, compiled when the program was built; dirs gets the paths of its files.
func builtInSet(dirs map[string]string) (*layer.Loaded, error) {
	set, err := microneedling.Set()
	if err != nil {
		return nil, err
	}
	g := &gathered{dirs: dirs}
	if err := g.addGuide(); err != nil {
		return nil, err
	}
	return &layer.Loaded{Set: set, Files: g.base}, nil
}

// gathered are the files of a rule set, by kind.
type gathered struct {
	base   layer.Files
	layers []layer.File
	bundle *layer.File
	dirs   map[string]string
}

func newGathered() *gathered { return &gathered{dirs: map[string]string{}} }

// add adds what a path names: a file of any kind, guide, or the rule files and layers below a directory.
func (g *gathered) add(path string) error {
	info, err := os.Stat(path)
	switch {
	case path == builtIn && err != nil:
		return g.addGuide()
	case err != nil:
		return err
	case !info.IsDir():
		return g.addFile(path, filepath.Base(path))
	}
	found := false
	err = filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".yaml") || strings.HasSuffix(file, rules.TestSuffix) {
			return err
		}
		name, err := filepath.Rel(path, file)
		if err != nil {
			return err
		}
		text, err := readRuleFile(file)
		if err != nil || layer.KindOf(text) == layer.Bundle { // a bundle beside rule files was made of them
			return err
		}
		found = true
		return g.addText(file, filepath.ToSlash(name), text)
	})
	if err == nil && !found {
		err = fmt.Errorf("%s: no rule files; they end in .yaml", path)
	}
	return err
}

// addGuide adds the files of the embedded guide.
func (g *gathered) addGuide() error {
	names, err := fs.Glob(microneedling.FS, "*.yaml")
	for _, name := range names {
		text, err := fs.ReadFile(microneedling.FS, name)
		if err != nil {
			return err
		}
		if !strings.HasSuffix(name, rules.TestSuffix) {
			g.base = append(g.base, layer.File{Name: name, Text: text})
			g.dirs[name] = builtIn + ":" + name // no file of the user's
		}
	}
	return err
}

func (g *gathered) addFile(path, name string) error {
	text, err := readRuleFile(path)
	if err != nil {
		return err
	}
	return g.addText(path, name, text)
}

// addText adds a file by its path, and by its name within its set.
func (g *gathered) addText(path, name string, text []byte) error {
	switch layer.KindOf(text) {
	case layer.Layer:
		g.layers = append(g.layers, layer.File{Name: path, Text: text})
	case layer.Bundle:
		if g.bundle != nil {
			return fmt.Errorf("a second bundle; the first is %s", g.bundle.Name)
		}
		g.bundle = &layer.File{Name: path, Text: text}
	default:
		g.base = append(g.base, layer.File{Name: name, Text: text})
		g.dirs[name] = path
	}
	return nil
}

// readRuleFile reads a file, and no more of it than a rule file may have and one byte: the loader then finds it too large.
func readRuleFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, rules.MaxFileSize+1))
	return rules.WithoutMark(text), err
}

// openBundle unpacks the bundle and lays the layers on it.
func (g *gathered) openBundle(o layer.Options) (*layer.Loaded, error) {
	if len(g.base) > 0 {
		return nil, usagef("--rules %s: a bundle is a whole set; only layers can be put on top of it", g.bundle.Name)
	}
	loaded, err := layer.Unbundle(*g.bundle, o)
	if err != nil || len(g.layers) == 0 {
		return loaded, err
	}
	o.Waivers = loaded.Set.Waivers
	out, err := layer.Load(loaded.Files, g.layers, o)
	if err != nil {
		return nil, err
	}
	out.Expired = append(loaded.Expired, out.Expired...)
	out.Dated += loaded.Dated
	out.Overruled = append(loaded.Overruled, out.Overruled...)
	return out, nil
}

// placed puts the paths that the user gave into problems, in place of names within a directory.
func (g *gathered) placed(err error) error {
	var problems rules.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for i := range problems {
		if path, ok := g.dirs[problems[i].File]; ok {
			problems[i].File = path
		}
	}
	return problems
}

func newScreener(set *rules.Set) (*pipeline.Screener, error) {
	return pipeline.NewDefaultScreener(set)
}
