package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"screen/rules"
	"screen/rules/layer"
)

// suite is one rule set with its tests.
type suite struct {
	*openedRules
	examples []rules.Example
	excuses  []rules.Excuse
	below    map[string]bool // files of examples that layers may overrule
	known    []layer.Place   // examples that a bundle's layers overrule
	only     map[string]bool // paths of the files whose results are reported; nil for all
	names    []string        // inventories that are known beside the program's own
}

// openSuites loads the rule sets that the arguments name, with their tests.
func openSuites(c *cli.Context) ([]*suite, error) {
	var paths, testFiles []string
	for _, p := range c.Args().Slice() {
		if strings.HasSuffix(p, rules.TestSuffix) {
			testFiles = append(testFiles, p)
			continue
		}
		paths = append(paths, p)
		beside, err := testsBeside(p)
		if err != nil {
			return nil, usageError(inputMessage(p, err))
		}
		testFiles = append(testFiles, beside...)
	}
	all, err := concernSuites(paths, c.String("as-of"))
	if err != nil {
		return nil, err
	}
	if len(all) == 0 && (len(paths) > 0 || len(testFiles) == 0) {
		s, err := openSuite(paths, c.String("as-of"))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	if all, err = addTestFiles(all, testFiles, c.String("as-of")); err != nil {
		return nil, err
	}
	names, err := flagInventories(c)
	for _, s := range all {
		s.names = names
	}
	return all, err
}

// concernSuites returns the sets to which single concern files belong, those of their directories; nothing where there is a guide, a
// layer or a directory among the paths, which then are a set themselves.
func concernSuites(paths []string, asOf string) (all []*suite, err error) {
	byDir := map[string]*suite{}
	for _, p := range paths {
		text, err := readRuleFile(p)
		if err != nil || !concernFile().Match(text) || layer.KindOf(text) != layer.Other {
			return nil, nil
		}
		dir := filepath.Dir(p)
		s := byDir[dir]
		if s == nil {
			if s, err = openSuite([]string{dir}, asOf); err != nil {
				return nil, err
			}
			s.only = map[string]bool{}
			byDir[dir] = s
			all = append(all, s)
		}
		s.only[filepath.Clean(p)] = true
	}
	return all, nil
}

var concernFile = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^concern:`) })

// wanted reports whether results of a file are to be reported.
func (s *suite) wanted(path string) bool { return s.only == nil || s.only[filepath.Clean(path)] }

// testsBeside returns the test files of a directory of rules.
func testsBeside(path string) (found []string, err error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return nil, nil // what is wrong with the path is found when the rules are loaded
	}
	err = filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(file, rules.TestSuffix) {
			found = append(found, file)
		}
		return err
	})
	return found, err
}

func openSuite(paths []string, asOf string) (*suite, error) {
	opened, err := openRules(paths, asOf)
	if err != nil {
		return nil, err
	}
	s := &suite{openedRules: opened, examples: opened.Set.Examples, excuses: opened.Set.Excuses, below: map[string]bool{}, known: opened.Overruled}
	if opened.layered {
		for _, f := range opened.Files {
			s.below[f.Name] = true
		}
	}
	return s, nil
}

// addTestFiles reads test files. Each tests the set that it names, else the one of the arguments, else that of its directory.
func addTestFiles(all []*suite, files []string, asOf string) ([]*suite, error) {
	byRules := map[string]*suite{}
	for _, path := range files {
		dir, name := filepath.Dir(path), filepath.Base(path)
		header, problems := rules.TestHeader(os.DirFS(dir), name)
		if header == nil {
			return nil, replaced(problems, name, path)
		}
		var s *suite
		if header.Rules == nil && len(all) > 0 {
			s = all[0]
		} else {
			key := strings.Join(append([]string{dir}, header.Rules...), "\n")
			if s = byRules[key]; s == nil {
				var err error
				if s, err = openSuite(relativeTo(dir, header.Rules), asOf); err != nil {
					return nil, err
				}
				s.examples, s.excuses = nil, nil // those of the set itself are tested where the set is named
				byRules[key] = s
				all = append(all, s)
			}
		}
		tests, problems := rules.LoadTests(s.Set, os.DirFS(dir), name)
		if tests == nil {
			return nil, replaced(problems, name, path)
		}
		for i := range tests.Examples {
			tests.Examples[i].File = path
		}
		for i := range tests.Excuses {
			tests.Excuses[i].File = path
		}
		if s.only != nil {
			s.only[filepath.Clean(path)] = true
		}
		s.examples = append(slices.Clone(s.examples), tests.Examples...)
		s.excuses = append(slices.Clone(s.excuses), tests.Excuses...)
	}
	return all, nil
}

// relativeTo are the paths that a test file in dir names; without any, dir.
func relativeTo(dir string, paths []string) []string {
	if len(paths) == 0 {
		return []string{dir}
	}
	out := make([]string, len(paths))
	for i, p := range paths {
		if out[i] = p; p != builtIn && !filepath.IsAbs(p) {
			out[i] = filepath.Join(dir, p)
		}
	}
	return out
}

// replaced puts a path in place of the name of a file.
func replaced(problems rules.Problems, name, path string) error {
	for i := range problems {
		if problems[i].File == name {
			problems[i].File = path
		}
	}
	return problems
}
