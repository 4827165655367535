package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
)

// pendingFile is a file that takes its name only when it is whole. Until then it stands beside its target under a
// name of its own, so that the last step is a rename within one directory, which a file system does or does not do.
type pendingFile struct {
	file   *os.File
	path   string // as the user named it, for messages
	target string // path behind symbolic links
	temp   string // name of file until it is renamed; "" for devices and pipes, which are written directly
	kept   string // a second name of the file that was at target, so that it can be brought back
	fresh  bool   // there was no file at target
	done   bool   // file has its name

	written, begun int64 // bytes written, and bytes that the system was asked to bring to the disk
}

// newPending begins a file that is to become path. Its permissions are those of the file that it replaces, or else what
// the process gives any new file. A file that may not be written is not replaced either.
func newPending(path string) (*pendingFile, error) {
	target, err := followLinks(path)
	if err != nil {
		return nil, outputFault(path, err)
	}
	p := &pendingFile{path: path, target: target}
	info, err := os.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.fresh = true
	case err != nil:
		return nil, outputFault(path, err)
	case info.IsDir():
		return nil, outputFault(path, syscall.EISDIR)
	default:
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return nil, outputFault(path, err)
		}
		if !info.Mode().IsRegular() {
			p.file = f
			return p, nil
		}
		f.Close()
	}
	dir, _ := filepath.Split(target)
	p.temp = temporaryName(dir)
	if p.file, err = os.OpenFile(p.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err != nil {
		return nil, outputFault(path, err)
	}
	if !p.fresh {
		if err := p.file.Chmod(info.Mode().Perm()); err != nil {
			p.discard()
			return nil, outputFault(path, err)
		}
	}
	return p, nil
}

// temporaryName is a name in dir that no file has, nor could another run choose by chance.
func temporaryName(dir string) string { return fmt.Sprintf("%s.screen-%016x.tmp", dir, rand.Uint64()) }

// followLinks gives what path stands for if it is a symbolic link: the file behind it is replaced, and not the link.
func followLinks(path string) (string, error) {
	for range 40 {
		link, err := os.Readlink(path)
		if err != nil {
			return path, nil // no link, or nothing there yet
		}
		if !filepath.IsAbs(link) {
			dir, _ := filepath.Split(path)
			link = dir + link
		}
		path = link
	}
	return "", syscall.ELOOP
}

func (p *pendingFile) Write(b []byte) (int, error) {
	n, err := p.file.Write(b)
	if err != nil {
		err = outputFault(p.path, err)
	}
	if p.written += int64(n); p.temp != "" && p.written-p.begun >= beginEvery {
		beginSync(p.file, p.begun, p.written-p.begun)
		p.begun = p.written
	}
	return n, err
}

// beginEvery is after how many bytes the system is asked to begin bringing them to the disk, so that the disk works along with
// the run, and finish does not wait for all of a large report.
const beginEvery = 8 << 20

// finish brings the whole content to the disk.
func (p *pendingFile) finish() error {
	if p.temp != "" {
		if err := p.file.Sync(); err != nil {
			return outputFault(p.path, err)
		}
	}
	if err := p.file.Close(); err != nil {
		return outputFault(p.path, err)
	}
	return nil
}

// take gives the file its name. With undoable, takeBack can bring back what was there before.
func (p *pendingFile) take(undoable bool) error {
	if p.temp == "" {
		return nil
	}
	moved := undoable && !p.fresh && p.keep()
	if err := rename(p.temp, p.target); err != nil {
		err = outputFault(p.path, err)
		if moved {
			err = errors.Join(err, p.restore())
		}
		return err
	}
	p.done = true
	return nil
}

// keep gives what stands at target a second name. Some file systems know no second names: there it is moved to that name.
func (p *pendingFile) keep() (moved bool) {
	dir, _ := filepath.Split(p.target)
	kept := temporaryName(dir)
	if link(p.target, kept) != nil {
		if rename(p.target, kept) != nil {
			return false // then there is no way back
		}
		moved = true
	}
	p.kept = kept
	return moved
}

// takeBack undoes take.
func (p *pendingFile) takeBack() error {
	switch {
	case !p.done:
	case p.fresh:
		os.Remove(p.target)
	case p.kept != "":
		return p.restore()
	}
	return nil
}

// restore brings back what was kept. Where that fails, the only copy stays where it is, and the error says where.
func (p *pendingFile) restore() error {
	kept := p.kept
	p.kept = ""
	if err := rename(kept, p.target); err != nil {
		return outputError(fmt.Errorf("%s: what stood there before could not be brought back (%w); it is kept as %s", p.path, bare(err), kept))
	}
	return nil
}

// link and rename are the operating system's; tests let them fail.
var link, rename = os.Link, os.Rename

// forget removes the second name of what was replaced, and makes the renaming itself last.
func (p *pendingFile) forget() {
	if p.kept != "" {
		os.Remove(p.kept)
	}
	if p.temp == "" {
		return
	}
	dir := filepath.Dir(p.target)
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() // not every system can; the file itself is on the disk
		d.Close()
	}
}

// discard leaves no trace of a file that has not got its name.
func (p *pendingFile) discard() {
	p.file.Close()
	p.remove()
}

// remove is what of discard may be done while another goroutine still writes.
func (p *pendingFile) remove() {
	if p.temp != "" && !p.done {
		os.Remove(p.temp)
	}
	if p.kept != "" {
		os.Remove(p.kept)
	}
}

// outputFault says of which output an operating system's error is, without the name of the system call and of the
// temporary file.
func outputFault(path string, err error) error {
	return outputError(fmt.Errorf("%s: %w", path, bare(err)))
}

// bare is an operating system's error without the names of the system call and the files.
func bare(err error) error {
	var pe *os.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		return pe.Err
	case errors.As(err, &le):
		return le.Err
	}
	return err
}
