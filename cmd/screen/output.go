package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/reports"
	"screen/rules"
)

// errStopped is what a run meets whose files a signal has removed; nobody gets to read it.
var errStopped = errors.New("stopped")

// outputs are the files of one run. Each is written beside its target, and all take their names together when all are
// whole; what cannot be finished leaves no trace, and what stood there before stays.
type outputs struct {
	stdout  io.Writer
	claimed []claim
	sinks   []pipeline.Sink
	ledger  *reports.Ledger
	rejects *reports.Rejects // nil if they are not asked for

	mu      sync.Mutex // guards pending: a signal may come at any time
	pending []*pendingFile
	ended   bool // names have been given, or all was discarded
}

// claim is a file that the run reads or writes, and that nothing else may write therefore.
type claim struct {
	path string
	info os.FileInfo // nil where there is no such file yet
	what string      // why it is taken, for messages
}

func newOutputs(stdout io.Writer) *outputs {
	out := &outputs{stdout: stdout}
	onSignal.add(out.removeTemporary)
	return out
}

// protect says that path is read by the run.
func (out *outputs) protect(path, what string) {
	if info, err := os.Stat(path); err == nil {
		out.claimed = append(out.claimed, claim{path, info, what})
	}
}

// protectFile is protect for a file that is open: standard input may come from a file too.
func (out *outputs) protectFile(f any, what string) {
	if f, ok := f.(interface{ Stat() (os.FileInfo, error) }); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			out.claimed = append(out.claimed, claim{"", info, what})
		}
	}
}

// claim takes path for an output of this run, or says why it must not be written.
func (out *outputs) claim(flag, path string) error {
	info, _ := os.Stat(path)
	key := path
	if isStdout(path) {
		key, info = "-", stdoutInfo(out.stdout)
	} else if target, err := followLinks(path); err == nil {
		if abs, err := filepath.Abs(target); err == nil {
			key = abs
		}
	}
	if path == os.DevNull || info != nil && info.Mode()&os.ModeDevice != 0 && key != "-" {
		return nil // a device holds nothing that could be overwritten
	}
	for _, c := range out.claimed {
		if c.path == key && key != "" || info != nil && c.info != nil && os.SameFile(info, c.info) {
			return usagef("%s %s: %s", flag, path, c.what)
		}
	}
	out.claimed = append(out.claimed, claim{key, info, "named twice; each output needs a file of its own"})
	return nil
}

// isStdout reports whether an output goes to standard output.
func isStdout(path string) bool { return path == "-" || path == "/dev/stdout" }

// stdoutInfo is the file to which standard output goes, nil if it is none.
func stdoutInfo(w io.Writer) os.FileInfo {
	if n, ok := w.(*namedWriter); ok {
		w = n.w
	}
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		return info
	}
	return nil
}

// formatOf is the format of a report by its name.
func formatOf(path string) (string, error) {
	if isStdout(path) || path == os.DevNull {
		return "jsonl", nil
	}
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	if !slices.Contains(reports.Formats(), format) {
		return "", usagef("-o %s: no report format %q; the formats are .%s, and - for JSON lines on standard output%s",
			path, format, strings.Join(reports.Formats(), " ."), didYouMean(format, reports.Formats()))
	}
	return format, nil
}

// addReport begins a report. All paths are claimed before the first is begun.
func (out *outputs) addReport(path string, set *rules.Set, o reports.Options) error {
	format, err := formatOf(path)
	if err != nil {
		return err
	}
	w, err := out.create(path)
	if err != nil {
		return err
	}
	sink, err := reports.New(format, w, set, o)
	if err != nil {
		return usageError(err)
	}
	out.sinks = append(out.sinks, sink)
	return nil
}

// addRejects begins the files of --rejects.
func (out *outputs) addRejects(path string, catalogs []*catalog.Catalog) error {
	if path == "" {
		return nil
	}
	var tables []*catalog.Table
	for _, c := range catalogs {
		tables = append(tables, c.Tables...)
	}
	out.rejects = reports.NewRejects(path, tables, out.create)
	for _, p := range out.rejects.Paths() {
		if err := out.claim("--rejects", p); err != nil {
			return err
		}
	}
	out.sinks = append(out.sinks, out.rejects)
	return out.rejects.Begin()
}

// create begins the file that is to become path.
func (out *outputs) create(path string) (io.Writer, error) {
	if isStdout(path) {
		return out.stdout, nil
	}
	if path == os.DevNull {
		return io.Discard, nil
	}
	return out.begin(path)
}

// begin begins a file that is no standard stream.
func (out *outputs) begin(path string) (io.Writer, error) {
	out.mu.Lock()
	defer out.mu.Unlock()
	if out.ended {
		return nil, outputError(errStopped)
	}
	p, err := newPending(path)
	if err != nil {
		return nil, err
	}
	out.pending = append(out.pending, p)
	return p, nil
}

// writeFile writes a file of a command that makes no reports: whole or not at all, as those.
func writeFile(path string, data []byte) error {
	out := newOutputs(nil)
	w, err := out.begin(path)
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return errors.Join(err, out.discard())
	}
	return out.commit()
}

// commit gives the files their names, all of them or none. Called after the sinks were closed.
func (out *outputs) commit() error {
	for _, p := range out.pending {
		if err := p.finish(); err != nil {
			return errors.Join(err, out.discard())
		}
	}
	out.mu.Lock() // from here on a signal waits: the names change together
	defer out.mu.Unlock()
	if out.ended {
		return outputError(errStopped)
	}
	out.ended = true
	for i, p := range out.pending {
		if err := p.take(len(out.pending) > 1); err != nil {
			for _, q := range out.pending[:i] {
				err = errors.Join(err, q.takeBack())
			}
			for _, q := range out.pending {
				q.remove()
			}
			return err
		}
	}
	for _, p := range out.pending {
		p.forget()
	}
	if len(out.sinks) > 0 {
		reportsWritten.Store(true)
	}
	return nil
}

// discard leaves no trace of what was not finished.
func (out *outputs) discard() error {
	out.mu.Lock()
	defer out.mu.Unlock()
	if out.ended {
		return nil
	}
	for _, p := range out.pending {
		p.discard()
	}
	out.ended = true
	return reports.Discard(out.sinks...)
}

// keepOnly commits the files at paths and discards the others.
func (out *outputs) keepOnly(paths []string) error {
	var kept []*pendingFile
	out.mu.Lock()
	for _, p := range out.pending {
		if slices.Contains(paths, p.path) {
			kept = append(kept, p)
		} else {
			p.discard()
		}
	}
	out.pending = kept
	out.mu.Unlock()
	return errors.Join(reports.Discard(out.sinks...), out.commit())
}

// removeTemporary is what of discard can be done while a run is still writing. It is called on a signal.
func (out *outputs) removeTemporary() {
	out.mu.Lock()
	defer out.mu.Unlock()
	if out.ended {
		return
	}
	out.ended = true
	for _, p := range out.pending {
		p.remove()
	}
}
