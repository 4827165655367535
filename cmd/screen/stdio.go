package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/term"
)

// namedWriter is a standard stream. It names itself in errors and remembers the first, so that output which a command
// or a library wrote without a look at the error is not taken for written.
type namedWriter struct {
	w    io.Writer
	name string

	mu  sync.Mutex
	err error
}

func (n *namedWriter) Write(b []byte) (int, error) {
	written, err := n.w.Write(b)
	if err != nil {
		err = outputError(fmt.Errorf("%s: %w", n.name, bare(err)))
		n.mu.Lock()
		if n.err == nil {
			n.err = err
		}
		n.mu.Unlock()
	}
	return written, err
}

// failure is the first error.
func (n *namedWriter) failure() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.err
}

// isTerminal reports whether someone may be reading w as it is written.
func isTerminal(w io.Writer) bool {
	if n, ok := w.(*namedWriter); ok {
		w = n.w
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
