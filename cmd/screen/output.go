package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"

	"screen/pipeline"
	"screen/reports"
	"screen/rules"
)

// outputs are the reports of one run. Each is written beside its target and takes its name only when all are whole.
type outputs struct {
	sinks   []pipeline.Sink
	pending []*renameio.PendingFile
	paths   []string
	forget  func() // takes the clean-up on a signal back
}

// openOutputs begins a report for each path; "-" is JSON lines on standard output. inputs must not be among the paths.
func openOutputs(paths, inputs []string, stdout io.Writer, set *rules.Set, o reports.Options) (*outputs, error) {
	out := &outputs{}
	out.forget = onSignal.add(out.removeTemporary)
	for i, path := range paths {
		if err := out.open(path, paths[:i], inputs, stdout, set, o); err != nil {
			out.discard()
			return nil, err
		}
	}
	return out, nil
}

func (out *outputs) open(path string, earlier, inputs []string, stdout io.Writer, set *rules.Set, o reports.Options) error {
	if slices.ContainsFunc(earlier, func(e string) bool { return e == path || sameFile(e, path) }) {
		return usagef("-o %s: named twice", path)
	}
	format, w := "jsonl", stdout
	if path != "-" {
		format = strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
		if !slices.Contains(reports.Formats(), format) {
			return usagef("-o %s: no report format %q; the formats are .%s, and - for JSON lines on standard output%s",
				path, format, strings.Join(reports.Formats(), " ."), didYouMean(format, reports.Formats()))
		}
		for _, in := range inputs {
			if sameFile(in, path) {
				return usagef("-o %s: this is the catalog itself; a report never overwrites its input", path)
			}
		}
		f, err := out.create(path)
		if err != nil {
			return err
		}
		w = f
	}
	sink, err := reports.New(format, w, set, o)
	if err != nil {
		return usageError(err)
	}
	out.sinks = append(out.sinks, sink)
	return nil
}

// create makes the temporary file beside path.
func (out *outputs) create(path string) (io.Writer, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, outputError(fmt.Errorf("%s: is no regular file", path))
	}
	f, err := renameio.NewPendingFile(path, renameio.WithPermissions(0o644), renameio.WithExistingPermissions(), renameio.WithTempDir(filepath.Dir(path)))
	if err != nil {
		return nil, outputError(fmt.Errorf("%s: %w", path, cause(err)))
	}
	out.pending = append(out.pending, f)
	out.paths = append(out.paths, path)
	return f, nil
}

// commit gives all reports their names. Called after the sinks were closed.
func (out *outputs) commit() error {
	defer out.forget()
	for _, f := range out.pending {
		if err := f.Sync(); err != nil {
			return outputError(errors.Join(cause(err), out.cleanup()))
		}
	}
	for i, f := range out.pending {
		if err := f.CloseAtomicallyReplace(); err != nil {
			return outputError(fmt.Errorf("%s: %w", out.paths[i], errors.Join(cause(err), out.cleanup())))
		}
	}
	return nil
}

// discard leaves no trace of reports that were not finished.
func (out *outputs) discard() error {
	defer out.forget()
	return errors.Join(reports.Discard(out.sinks...), out.cleanup())
}

func (out *outputs) cleanup() error {
	var errs []error
	for _, f := range out.pending {
		errs = append(errs, f.Cleanup())
	}
	return errors.Join(errs...)
}

// removeTemporary is all of discard that can be done while a run is still writing.
func (out *outputs) removeTemporary() {
	for _, f := range out.pending {
		os.Remove(f.Name())
	}
}

func sameFile(a, b string) bool {
	ia, err := os.Stat(a)
	if err != nil {
		return false
	}
	ib, err := os.Stat(b)
	return err == nil && os.SameFile(ia, ib)
}

// cause takes the name of the system call and of the temporary file out of an error.
func cause(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
