package reports

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// spoolMemory is how much a spool holds in memory before it moves to a temporary file.
const spoolMemory = 1 << 20

// spool keeps bytes until they can be written: in memory while they are few, then in a temporary file. The file has no
// name any more from the moment it is made, where the system allows that, so that nothing stays of an ended process.
type spool struct {
	head bytes.Buffer // not yet in file
	file *os.File
	size int64 // of what is in file
}

func (s *spool) Write(p []byte) (int, error) {
	s.head.Write(p)
	if s.head.Len() < spoolMemory {
		return len(p), nil
	}
	return len(p), s.flush()
}

// Len is the number of bytes written.
func (s *spool) Len() int64 { return s.size + int64(s.head.Len()) }

func (s *spool) flush() error {
	if s.file == nil {
		f, err := os.CreateTemp("", "screen-report-")
		if err != nil {
			return err
		}
		s.file = f
		os.Remove(f.Name()) // fails on systems where an open file keeps its name; discard removes it there
	}
	n, err := s.head.WriteTo(s.file)
	s.size += n
	return err
}

// copyTo writes the bytes from start on, n of them, to w.
func (s *spool) copyTo(w io.Writer, start, n int64) error {
	if s.file == nil {
		return writeAll(w, s.head.Bytes()[start:start+n])
	}
	if err := s.flush(); err != nil {
		return err
	}
	_, err := io.Copy(w, io.NewSectionReader(s.file, start, n))
	return err
}

// discard forgets all.
func (s *spool) discard() error {
	s.head.Reset()
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if e := os.Remove(s.file.Name()); e != nil && !errors.Is(e, os.ErrNotExist) {
		err = errors.Join(err, e)
	}
	s.file = nil
	return err
}
