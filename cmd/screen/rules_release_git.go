package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"strings"

	"screen/rules"
)

// openRevision loads a rule set from paths joined by +, each of which may stand in a git revision: main:rules.
func openRevision(ctx context.Context, spec, asOf string) (*openedRules, error) {
	if _, err := os.Stat(spec); err == nil {
		return openRules([]string{spec}, asOf)
	}
	g := newGathered()
	for _, part := range strings.Split(spec, "+") {
		if err := g.addRevision(ctx, part); err != nil {
			return nil, usageError(inputMessage(part, err))
		}
	}
	return g.open(asOf)
}

// addRevision adds what a path names, or REVISION:PATH.
func (g *gathered) addRevision(ctx context.Context, spec string) error {
	revision, _, isRevision := strings.Cut(spec, ":")
	_, err := os.Stat(spec)
	if err == nil || !isRevision || spec == builtIn {
		return g.add(spec)
	}
	if revision == "" || strings.HasPrefix(revision, "-") {
		return fmt.Errorf("%s: expected a path, or a git revision and a path such as main:rules", spec)
	}
	kind, err := git(ctx, "cat-file", "-t", spec)
	if err != nil {
		return fmt.Errorf("%s: neither a file nor a path in a git revision: %w", spec, err)
	}
	if strings.TrimSpace(string(kind)) == "blob" {
		text, err := git(ctx, "cat-file", "blob", spec)
		if err != nil {
			return err
		}
		return g.addText(spec, path.Base(spec), text)
	}
	archive, err := gitTree(ctx, spec)
	if err != nil {
		return err
	}
	return g.addArchive(spec, archive)
}

// gitTree returns a directory of a revision as a tar archive. In a directory below the top git would archive no more than that.
func gitTree(ctx context.Context, spec string) ([]byte, error) {
	tree, err := git(ctx, "rev-parse", "--verify", spec)
	if err != nil {
		return nil, err
	}
	top, err := git(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	files, err := git(ctx, "-C", strings.TrimSpace(string(top)), "archive", "--format=tar", strings.TrimSpace(string(tree)), "*.yaml") // the rest of a repository may be large
	if err != nil && strings.Contains(err.Error(), "did not match any files") {
		return nil, fmt.Errorf("%s: no rule files; they end in .yaml", spec)
	}
	return files, err
}

// addArchive adds the rule files in a tar archive.
func (g *gathered) addArchive(spec string, archive []byte) error {
	found := false
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", spec, err)
		}
		if h.Typeflag != tar.TypeReg || !strings.HasSuffix(h.Name, ".yaml") || strings.HasSuffix(h.Name, rules.TestSuffix) {
			continue
		}
		text, err := io.ReadAll(io.LimitReader(r, rules.MaxFileSize+1))
		if err != nil {
			return fmt.Errorf("%s: %w", spec, err)
		}
		found = true
		if err := g.addText(spec+"/"+h.Name, h.Name, text); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("%s: no rule files: they end in .yaml", spec)
	}
	return nil
}

// git runs a git command in the working directory and returns what it writes.
func git(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C") // its messages are looked at
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return nil, errors.New(first)
	}
	return out, err
}
