package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/rules"
)

// Exit codes, as documented in docs/cli.md.
const (
	exitOK       = 0
	exitFindings = 1   // findings at or above --fail-on
	exitUsage    = 2   // usage, configuration, rule files
	exitInput    = 3   // input that cannot be read
	exitRejects  = 4   // more rejected rows than allowed
	exitOutput   = 5   // a report that cannot be written
	exitSIGHUP   = 129 // 128 + signal: the terminal was closed
	exitSIGINT   = 130
	exitSIGTERM  = 143
)

// codedError is an error that knows its exit code.
type codedError struct {
	code int
	err  error
}

func (e *codedError) Error() string { return e.err.Error() }
func (e *codedError) Unwrap() error { return e.err }

func usageError(err error) error { return &codedError{exitUsage, err} }
func usagef(format string, args ...any) error {
	return usageError(fmt.Errorf(format, args...))
}
func inputError(err error) error  { return &codedError{exitInput, err} }
func outputError(err error) error { return &codedError{exitOutput, err} }

// errFindings ends a command with exit code 1; what was found has been said already.
var errFindings = &codedError{exitFindings, errors.New("")}

// signalled is the cause of a context that a signal ended.
type signalled struct{ os.Signal }

func (s signalled) Error() string {
	if reportsWritten.Load() {
		return "stopped by " + s.String() + "; the reports were written"
	}
	return "stopped by " + s.String() + "; no report was written"
}

// reportsWritten says that the run's reports have got their names.
var reportsWritten atomic.Bool

// exitCode finds the code for what a command returned.
func exitCode(err error) int {
	var (
		coded     *codedError
		sig       signalled
		output    *pipeline.OutputError
		problems  rules.Problems
		option    *catalog.OptionError
		mapField  *catalog.MapFieldError
		mapColumn *catalog.MapColumnError
		sheet     *catalog.SheetError
	)
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &sig):
		switch sig.Signal {
		case syscall.SIGTERM:
			return exitSIGTERM
		case syscall.SIGHUP:
			return exitSIGHUP
		}
		return exitSIGINT
	case errors.As(err, &coded):
		return coded.code
	case errors.Is(err, pipeline.ErrTooManyRejects):
		return exitRejects
	case errors.As(err, &output):
		return exitOutput
	case errors.As(err, &problems), errors.As(err, &option), errors.As(err, &mapField), errors.As(err, &mapColumn), errors.As(err, &sheet):
		return exitUsage
	}
	return exitInput
}

// onSignal holds what must be undone before the program may die, such as removing temporary files.
var onSignal cleanups

// grace is how long a run that a signal stopped may take to end by itself. It cannot where it waits for input that does
// not come; then it is ended from outside, its temporary files removed.
const grace = 300 * time.Millisecond

// ending is held by who has the program's last word, so that there is only one.
var ending struct {
	sync.Mutex
	said bool // run has had it, and the program is about to exit
}

// catchSignals returns a context that SIGINT, SIGTERM and SIGHUP cancel, unless the program was started with the signal
// ignored, as nohup does. A closed pipe is an error of writing, as it is for any file, not the program's sudden death.
func catchSignals(parent context.Context) (context.Context, func()) {
	signal.Ignore(syscall.SIGPIPE)
	ctx, cancel := context.WithCancelCause(parent)
	ch := make(chan os.Signal, 2)
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(sig) {
			signal.Notify(ch, sig)
		}
	}
	go func() {
		sig := <-ch
		err := signalled{sig}
		cancel(err)
		select {
		case <-ch:
		case <-time.After(grace):
		}
		ending.Lock()
		if ending.said {
			ending.Unlock()
			return
		}
		onSignal.run()
		if isTerminal(os.Stderr) {
			fmt.Fprint(os.Stderr, "\r\x1b[K") // the progress bar's line
		}
		fmt.Fprintln(os.Stderr, "screen:", err)
		os.Exit(exitCode(err))
	}()
	return ctx, func() { signal.Stop(ch); cancel(nil) }
}

// signalError puts the signal in place of what it caused.
func signalError(ctx context.Context, err error) error {
	var sig signalled
	if err != nil && errors.As(context.Cause(ctx), &sig) {
		return sig
	}
	return err
}
