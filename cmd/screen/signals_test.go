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

// interrupted is one run of the program that a signal ends.
type interrupted struct {
	name  string
	input func(stdin io.WriteCloser, cmd *exec.Cmd) // feeds standard input until the moment of the signal
}

// feed writes a catalog's header and n rows and leaves the pipe open.
func feed(n int) func(io.WriteCloser, *exec.Cmd) {
	return func(stdin io.WriteCloser, _ *exec.Cmd) {
		io.Copy(stdin, bytes.NewReader(damaged(n)))
		time.Sleep(150 * time.Millisecond)
	}
}

// stages are moments of a run at which a signal may come. What each shows is named, so that the test is not about luck:
// the program cannot be past it, for its input has not ended.
var stages = []interrupted{
	{"before anything", func(io.WriteCloser, *exec.Cmd) {}},
	{"while rules are loaded", func(io.WriteCloser, *exec.Cmd) { time.Sleep(10 * time.Millisecond) }},
	{"waiting for the header", func(io.WriteCloser, *exec.Cmd) { time.Sleep(250 * time.Millisecond) }},
	{"waiting for the second row", feed(1)},
	{"among the rows", feed(60_000)},
	{"while rows stream in", func(stdin io.WriteCloser, _ *exec.Cmd) {
		go func() {
			for {
				if _, err := stdin.Write(damaged(1000)[30:]); err != nil {
					return
				}
			}
		}()
		time.Sleep(400 * time.Millisecond)
	}},
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
				stage.input(stdin, cmd)
				early := stage.name == "before anything" || stage.name == "while rules are loaded"
				end(t, cmd, sig, early, &stderr)
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
	cmd := exec.Command("screen", "run", "catalog.csv", "-o", "-", "-o", "report.csv")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "TMPDIR="+tmp)
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = w, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	time.Sleep(400 * time.Millisecond)
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
