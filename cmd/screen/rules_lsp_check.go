package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"screen/pipeline/rulelint"
	"screen/reports/ci"
	"screen/rules"
	"screen/rules/layer"
)

// overlay is a directory with the texts of files that are open in an editor in place of those on the disk.
type overlay struct {
	fs.FS
	dir  string
	open map[string]string // path → text
}

func newOverlay(dir string, open map[string]string) *overlay {
	return &overlay{os.DirFS(dir), dir, open}
}

func (o *overlay) Open(name string) (fs.File, error) {
	if text, ok := o.open[filepath.Join(o.dir, filepath.FromSlash(name))]; ok {
		return layer.Files{{Name: name, Text: []byte(text)}}.Open(name)
	}
	return o.FS.Open(name)
}

// ReadDir lists a directory with the open files that are not on the disk yet.
func (o *overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	for path, text := range o.open {
		if base := filepath.Base(path); filepath.Dir(path) == filepath.Join(o.dir, name) && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == base }) {
			f, _ := layer.Files{{Name: base, Text: []byte(text)}}.Open(base)
			info, _ := f.Stat()
			entries = append(entries, fs.FileInfoToDirEntry(info))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// ruleKey begins a rule file of any kind. Other YAML files are left alone.
var ruleKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^(guide|concern|layer|bundle|tests)\s*:`) })

// lspChecked is what a check of the open files found.
type lspChecked struct {
	issues map[string][]ci.Issue // path → issues; empty for an open file without any
	sets   map[string]*rules.Set // path of an open file → its set, where that has no mistakes
	parts  map[string]*rules.Set // else what could be read of it
}

// checkOpen checks open files as rules check does: layers and bundles by themselves, others with the files beside them.
func checkOpen(open map[string]string, inventory []string, asOf string) *lspChecked {
	out := &lspChecked{map[string][]ci.Issue{}, map[string]*rules.Set{}, map[string]*rules.Set{}}
	var sources []*ruleSource
	beside := map[string]*ruleSource{} // by directory
	for _, path := range slices.Sorted(maps.Keys(open)) {
		out.issues[path] = nil
		if !ruleKey().MatchString(open[path]) || !strings.HasSuffix(path, ".yaml") {
			continue
		}
		dir := filepath.Dir(path)
		alone := layer.KindOf([]byte(open[path])) != layer.Other
		s := beside[dir]
		if alone || s == nil {
			s = &ruleSource{dir: dir, fsys: newOverlay(dir, open), alone: alone}
			sources = append(sources, s)
		}
		if !alone {
			beside[dir] = s
		}
		s.only = append(s.only, filepath.Base(path))
	}
	for _, s := range sources {
		out.check(s, inventory, asOf)
	}
	return out
}

func (out *lspChecked) check(s *ruleSource, inventory []string, asOf string) {
	r := &ci.Report{}
	k := &checker{ruleSource: s, asOf: asOf, lints: rulelint.NamesAnd(inventory)}
	if err := k.check(r); err != nil {
		r.Add(ci.Issue{Code: "not-checked", Message: err.Error(), File: s.path(s.only[0])})
	}
	for _, i := range r.Issues {
		path := filepath.FromSlash(i.File)
		out.issues[path] = append(out.issues[path], i)
	}
	sets, set := out.sets, k.set
	if set == nil && !s.alone {
		if f, err := s.files(); err == nil && len(f.base) > 0 {
			sets, set = out.parts, rules.Partial(s.fsys, f.base...)
		}
	}
	for _, name := range s.only {
		if set != nil {
			sets[filepath.Join(s.dir, name)] = set
		}
	}
}

// checkOpenWithin is checkOpen that ends after the bound of rules check; nil where it was stopped. The check itself goes on until done
// is closed.
func checkOpenWithin(open map[string]string, inventory []string, asOf string) (out *lspChecked, done chan struct{}) {
	done = make(chan struct{})
	result := make(chan *lspChecked, 1)
	go func() {
		defer close(done)
		result <- checkOpen(open, inventory, asOf)
	}()
	select {
	case out = <-result:
	case <-time.After(checkBound):
	}
	return out, done
}
