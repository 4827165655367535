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
	"screen/rules/microneedling"
)

// ruleSource is rule files that belong together, as arguments name them.
type ruleSource struct {
	dir  string // as it is shown
	fsys fs.FS
	// only are the files that are meant, relative to dir; empty for all of them.
	only []string
}

// ruleSources reads arguments: directories, and files, which belong to the set of their directory. No argument stands for
// the built-in guide.
func ruleSources(args []string) ([]*ruleSource, error) {
	if len(args) == 0 {
		return []*ruleSource{{dir: "microneedling", fsys: microneedling.FS}}, nil
	}
	var sources []*ruleSource
	for _, arg := range args {
		info, err := os.Stat(arg)
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
		i := slices.IndexFunc(sources, func(s *ruleSource) bool { return s.dir == dir && s.only != nil })
		if i < 0 {
			i = len(sources)
			sources = append(sources, &ruleSource{dir: dir, fsys: os.DirFS(dir)})
		}
		sources[i].only = append(sources[i].only, name)
	}
	return sources, nil
}

// files returns the rule files of the set, and its test files, which end in rules.TestSuffix. Where single files are meant
// and a guide is among them, they are the set; otherwise all files of the directory are.
func (s *ruleSource) files() (names, tests []string, err error) {
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
	if s.only != nil && slices.ContainsFunc(s.only, s.isGuide) {
		beside := func(name string) bool { return !slices.Contains(s.only, name) }
		names, tests = slices.DeleteFunc(names, beside), slices.DeleteFunc(tests, beside)
	}
	if len(names) == 0 {
		return nil, nil, fmt.Errorf("no rule files; they end in .yaml")
	}
	return names, tests, nil
}

// isGuide reports whether a file declares a guide.
func (s *ruleSource) isGuide(name string) bool {
	f, err := s.fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, rules.MaxFileSize))
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
