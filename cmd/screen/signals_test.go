//go:build !windows

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// stage is a moment of a run at which a signal may come. It has come when reached says so; the program cannot be past it,
// for its input does not end.
type stage struct {
	name    string
	input   func(stdin io.Writer)
	reached func(dir, tmp string) bool // nil: at once, perhaps before the program listens for signals
}

var stages = []stage{
	{"before anything", nil, nil},
	{"while rules are loaded", func(io.Writer) { time.Sleep(10 * time.Millisecond) }, nil},
	{"waiting for the header", nil, func(_, tmp string) bool { return len(list(tmp)) > 0 }},
	{"looking at the first rows", func(stdin io.Writer) { stdin.Write(damaged(1000)) }, func(_, tmp string) bool { return len(list(tmp)) > 0 }},
	{"among the rows", func(stdin io.Writer) { stdin.Write(damaged(60_000)) }, written},
	{"while rows stream in", func(stdin io.Writer) {
		for {
			if _, err := stdin.Write(damaged(1000)[30:]); err != nil {
				return
			}
		}
	}, written},
}

// written reports whether the run has begun to write reports.
func written(dir, _ string) bool {
	for _, e := range list(dir) {
		if info, err := e.Info(); err == nil && strings.HasPrefix(e.Name(), ".screen-") && info.Size() > 0 {
			return true
		}
	}
	return false
}

func list(dir string) []os.DirEntry {
	entries, _ := os.ReadDir(dir)
	return entries
}

// wait waits for a moment.
func wait(t *testing.T, reached func() bool) {
	t.Helper()
	for range 6000 {
		if reached() {
			time.Sleep(20 * time.Millisecond)
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the run did not come so far within a minute")
}

// TestSignals ends runs at every stage. None leaves a file of its own behind, not even a temporary one; the report of an
// earlier run survives; the exit code is the signal's; one line says so.
func TestSignals(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(sig) {
			continue // as under nohup; the program then ignores it too
		}
		for _, stage := range stages {
			t.Run(fmt.Sprintf("%v/%s", sig, stage.name), func(t *testing.T) {
				t.Parallel()
				dir, tmp := t.TempDir(), t.TempDir()
				write(t, filepath.Join(dir, "report.xlsx"), "earlier")
				args := []string{"run", "-", "--rejects", "rejects.csv"}
				for _, ext := range []string{"xlsx", "csv", "jsonl", "html", "md", "parquet"} {
					args = append(args, "-o", "report."+ext)
				}
				cmd := exec.Command("screen", args...)
				cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+tmp)
				var stdout, stderr bytes.Buffer
				cmd.Stdout, cmd.Stderr = &stdout, &stderr
				stdin, err := cmd.StdinPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				defer stdin.Close()
				if stage.reached == nil && stage.input != nil {
					stage.input(stdin)
				} else if stage.input != nil {
					go stage.input(stdin)
				}
				if stage.reached != nil {
					wait(t, func() bool { return stage.reached(dir, tmp) })
				}
				end(t, cmd, sig, stage.reached == nil, &stderr)
				if stdout.Len() > 0 {
					t.Errorf("standard output: %q", stdout.String())
				}
				if got := names(t, dir); got != "report.xlsx" {
					t.Errorf("the run left %s", got)
				}
				if got := names(t, tmp); got != "" {
					t.Errorf("the run left temporary files: %s", got)
				}
				if b, _ := os.ReadFile(filepath.Join(dir, "report.xlsx")); string(b) != "earlier" {
					t.Error("the earlier report was changed")
				}
			})
		}
	}
}

// end sends the signal and checks how the program ends. early says that the signal may come before the program listens
// for signals; the system ends it then.
func end(t *testing.T, cmd *exec.Cmd, sig syscall.Signal, early bool, stderr *bytes.Buffer) {
	t.Helper()
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			cmd.Process.Kill()
		}
	}()
	cmd.Wait()
	status := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if early && status.Signaled() && status.Signal() == sig {
		return
	}
	if want := 128 + int(sig); status.ExitStatus() != want {
		t.Errorf("exit code %d (%v), want %d", status.ExitStatus(), cmd.ProcessState, want)
	}
	if want := "screen: stopped by " + sig.String() + "; no report was written\n"; stderr.String() != want {
		t.Errorf("standard error: %q, want %q", stderr.String(), want)
	}
}

// TestSignalWhileWriting ends a run that cannot write: nobody reads its standard output.
func TestSignalWhileWriting(t *testing.T) {
	if signal.Ignored(syscall.SIGTERM) {
		t.Skip("SIGTERM is ignored here")
	}
	dir, tmp := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "catalog.csv"), string(damaged(20_000)))
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := exec.Command("screen", "run", "catalog.csv", "-o", "report.csv", "-o", "-")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+tmp)
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = w, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	wait(t, func() bool { return written(dir, tmp) })
	end(t, cmd, syscall.SIGTERM, false, &stderr)
	if got := names(t, dir) + names(t, tmp); got != "catalog.csv" {
		t.Errorf("the run left %s", got)
	}
}

// TestClosedPipe reads the beginning of standard output and closes it, as head does.
func TestClosedPipe(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "catalog.csv"), string(damaged(20_000)))
	for _, args := range [][]string{{"run", "catalog.csv", "-o", "-"}, {"run", "catalog.csv", "-o", "-", "-o", "report.csv"}} {
		cmd := exec.Command("screen", args...)
		cmd.Dir = dir
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(stdout, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		stdout.Close()
		cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != exitOutput {
			t.Errorf("%v: exit code %d, want 5", args, code)
		}
		if got := stderr.String(); got != "screen: standard output: broken pipe\n" {
			t.Errorf("%v: standard error %q", args, got)
		}
		if got := names(t, dir); got != "catalog.csv" {
			t.Errorf("%v left %s", args, got)
		}
	}
}

// TestFileSizeLimit writes reports under a limit on the size of files, as quotas are set.
func TestFileSizeLimit(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh here")
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "catalog.csv"), string(damaged(2000)))
	cmd := exec.Command(sh, "-c", "ulimit -f 8 && exec screen run catalog.csv -o report.jsonl -o report.csv")
	cmd.Dir = dir
	out, _ := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); code != exitOutput || strings.Count(string(out), "\n") != 1 || !strings.HasPrefix(string(out), "screen: report.") {
		t.Errorf("exit code %d, output %q; want 5 and one line", code, out)
	}
	if got := names(t, dir); got != "catalog.csv" {
		t.Errorf("the run left %s", got)
	}
}
