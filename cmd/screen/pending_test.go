package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var errRefused = errors.New("refused")

// TestCommitIsUndone lets the renaming of the nth file of a run fail, and then that of the files which are brought back: what an
// earlier run wrote is never lost, and stands where it stood, or where the error says.
func TestCommitIsUndone(t *testing.T) {
	defer func() { link, rename = os.Link, os.Rename }()
	for _, links := range []bool{true, false} {
		for fail := 1; fail <= 9; fail++ {
			for _, once := range []bool{true, false} {
				dir := t.TempDir()
				n := 0
				rename = func(from, to string) error {
					if n++; n == fail || n > fail && !once {
						return &os.LinkError{Op: "rename", Old: from, New: to, Err: errRefused}
					}
					return os.Rename(from, to)
				}
				link = func(from, to string) error {
					if !links {
						return &os.LinkError{Op: "link", Old: from, New: to, Err: errRefused}
					}
					return os.Link(from, to)
				}
				out, paths := newOutputs(nil), []string{}
				for _, name := range []string{"a", "b", "new", "c"} {
					path := filepath.Join(dir, name)
					if name != "new" {
						if err := os.WriteFile(path, []byte("old "+name), 0o600); err != nil {
							t.Fatal(err)
						}
						paths = append(paths, path)
					}
					w, err := out.begin(path)
					if err != nil {
						t.Fatal(err)
					}
					w.Write([]byte("new " + name))
				}
				err := out.commit()
				if err == nil {
					continue // that many names were not given
				}
				for _, path := range paths {
					now, readErr := os.ReadFile(path)
					want := "old " + filepath.Base(path)
					if string(now) != want && !keptElsewhere(err, path, want) && (links || readErr != nil || !strings.HasPrefix(string(now), "new")) {
						t.Errorf("links %v, failure %d, once %v: %s holds %q, and nobody says where the old one is: %v", links, fail, once, path, now, err)
					}
				}
				if _, statErr := os.Stat(filepath.Join(dir, "new")); statErr == nil {
					t.Errorf("links %v, failure %d, once %v: a report of a failed run appeared", links, fail, once)
				}
				left, _ := filepath.Glob(filepath.Join(dir, ".screen-*"))
				for _, l := range left {
					if !strings.Contains(err.Error(), l) {
						t.Errorf("links %v, failure %d, once %v: %s was left behind", links, fail, once, l)
					}
				}
				if exitCode(err) != exitOutput {
					t.Errorf("exit code %d of %v", exitCode(err), err)
				}
			}
		}
	}
}

// keptElsewhere tells whether the error says where the old content of path is, and whether it is there.
func keptElsewhere(err error, path, want string) bool {
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if _, kept, ok := strings.Cut(line, "it is kept as "); ok && strings.HasPrefix(line, path+": ") {
			now, _ := os.ReadFile(kept)
			return string(now) == want
		}
	}
	return false
}

// TestLargeReport writes more than is held before the disk is asked to begin.
func TestLargeReport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report")
	p, err := newPending(path)
	if err != nil {
		t.Fatal(err)
	}
	var want []byte
	for i := range 5 {
		part := bytes.Repeat([]byte{'a' + byte(i)}, beginEvery/2+1)
		want = append(want, part...)
		if _, err := p.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if p.begun == 0 || p.begun > p.written || p.written != int64(len(want)) {
		t.Errorf("begun %d of %d bytes", p.begun, p.written)
	}
	if err := errors.Join(p.finish(), p.take(false)); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes were read, want %d: %v", len(got), len(want), err)
	}
}
