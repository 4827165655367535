package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"screen/rules"
	"screen/rules/layer"
	"screen/rules/microneedling"
)

// ruleSource is rule files that belong together, as arguments name them.
type ruleSource struct {
	dir  string // as it is shown
	fsys fs.FS
	// only are the files that are meant, relative to dir; empty for all of them.
	only []string
	// alone says that the files beside those of only do not belong to them: a layer names what it stands on itself.
	alone bool
}

// ruleSources reads arguments: directories, and files, which belong to the set of their directory. No argument stands for
// the built-in guide.
func ruleSources(args []string) ([]*ruleSource, error) {
	if len(args) == 0 {
		return []*ruleSource{{dir: "microneedling", fsys: microneedling.FS}}, nil
	}
	var sources []*ruleSource
	seen := map[string]bool{}
	for _, arg := range args {
		if seen[filepath.Clean(arg)] {
			continue
		}
		seen[filepath.Clean(arg)] = true
		info, err := os.Stat(arg)
		if err != nil && arg == builtIn {
			sources = append(sources, &ruleSource{dir: "microneedling", fsys: microneedling.FS})
			continue
		}
		if err != nil {
			return nil, usagef("%s: %v", arg, bare(err))
		}
		if info.IsDir() {
			sources = append(sources, &ruleSource{dir: arg, fsys: os.DirFS(arg)})
			continue
		}
		dir, name := filepath.Dir(arg), filepath.Base(arg)
		if !strings.HasSuffix(name, ".yaml") {
			return nil, usagef("%s: rule files end in .yaml", arg)
		}
		s := &ruleSource{dir: dir, fsys: os.DirFS(dir), only: []string{name}}
		if text, err := s.read(name); err == nil && layer.KindOf(text) != layer.Other {
			s.alone = true
			sources = append(sources, s)
			continue
		}
		i := slices.IndexFunc(sources, func(s *ruleSource) bool { return s.dir == dir && s.only != nil && !s.alone })
		if i < 0 {
			i = len(sources)
			sources = append(sources, &ruleSource{dir: dir, fsys: os.DirFS(dir)})
		}
		sources[i].only = append(sources[i].only, name)
	}
	return sources, nil
}

// ruleFiles are the names of files, by what they are.
type ruleFiles struct{ base, layers, bundles, tests []string }

// files sorts the files of the set by kind. Where single files are meant and a guide is among them, they are the set;
// otherwise all files of the directory are.
func (s *ruleSource) files() (f ruleFiles, err error) {
	names, tests, err := s.names()
	if err != nil {
		return f, err
	}
	f.tests = tests
	for _, name := range names {
		text, err := s.read(name)
		if err != nil {
			f.base = append(f.base, name) // the loader says what is wrong with it
			continue
		}
		switch layer.KindOf(text) {
		case layer.Layer:
			f.layers = append(f.layers, name)
		case layer.Bundle:
			f.bundles = append(f.bundles, name)
		default:
			f.base = append(f.base, name)
		}
	}
	return f, nil
}

// read reads a file, and no more of it than a rule file may have and one byte: the loader then finds it too large.
func (s *ruleSource) read(name string) ([]byte, error) {
	f, err := s.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, rules.MaxFileSize+1))
	return rules.WithoutMark(text), err
}

// names returns the .yaml files of the set; test files, which end in rules.TestSuffix, apart.
func (s *ruleSource) names() (names, tests []string, err error) {
	err = fs.WalkDir(s.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && s.only != nil && name != ".":
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".yaml"):
		case strings.HasSuffix(name, rules.TestSuffix):
			tests = append(tests, name)
		default:
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	if s.alone || s.only != nil && slices.ContainsFunc(s.only, s.isGuide) {
		beside := func(name string) bool { return !slices.Contains(s.only, name) }
		names, tests = slices.DeleteFunc(names, beside), slices.DeleteFunc(tests, beside)
	}
	if len(names)+len(tests) == 0 {
		return nil, nil, fmt.Errorf("no rule files; they end in .yaml")
	}
	return names, tests, nil
}

// isGuide reports whether a file declares a guide.
func (s *ruleSource) isGuide(name string) bool {
	text, err := s.read(name)
	return err == nil && (bytes.HasPrefix(text, []byte("guide:")) || bytes.Contains(text, []byte("\nguide:")))
}

// wanted reports whether problems of a file are asked for.
func (s *ruleSource) wanted(name string) bool {
	return s.only == nil || name == "." || slices.Contains(s.only, name)
}

// path is a file of the set as it is shown.
func (s *ruleSource) path(name string) string {
	if s.dir == "." {
		return name
	}
	return path.Join(filepath.ToSlash(s.dir), name)
}
