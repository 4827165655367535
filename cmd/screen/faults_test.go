package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"screen/pipeline"
	"screen/pipeline/catalog"
	"screen/reports"
	"screen/rules"
	"screen/rules/microneedling"
)

var errDiskFull = errors.New("no space left on device")

// failing fails its nth write and all behind it, after it took half of the bytes, as a full disk does.
type failing struct{ n int }

func (f *failing) Write(b []byte) (int, error) {
	if f.n--; f.n <= 0 {
		return len(b) / 2, errDiskFull
	}
	return len(b), nil
}

// damaged is a catalog with n sound rows, and a rejected one behind every tenth.
func damaged(n int) []byte {
	var b bytes.Buffer
	b.WriteString("SKU,Name,Category,Ingredients\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,Calm Serum %d,Serum,\"Aqua, Glycerin, Parfum, Retinol, Phenoxyethanol\"\n", i, i)
		if i%10 == 9 {
			fmt.Fprintf(&b, "%d,Broken,Serum,\"Aqua, Glycerin\n", i)
		}
	}
	return b.Bytes()
}

func shippedRules(t *testing.T) (*rules.Set, *pipeline.Screener) {
	t.Helper()
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		t.Fatal(err)
	}
	screener, err := newScreener(set)
	if err != nil {
		t.Fatal(err)
	}
	return set, screener
}

// TestEveryWriteFails fails the Nth write of each report, for every N that there is: each failure ends the run with the
// exit code of outputs, and none passes for a written report.
func TestEveryWriteFails(t *testing.T) {
	set, screener := shippedRules(t)
	text := damaged(60)
	once := func(open func(w io.Writer, c *catalog.Catalog) pipeline.Sink, n int) error {
		c, err := catalog.OpenReader(bytes.NewReader(text), "catalog.csv", catalog.Options{ChunkSize: 1024})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		sink := open(&failing{n}, c)
		sum, err := pipeline.Run(context.Background(), []*catalog.Catalog{c}, screener, []pipeline.Sink{sink}, pipeline.RunOptions{Workers: 2, MaxRejects: -1})
		if err != nil {
			return errors.Join(err, reports.Discard(sink))
		}
		if sum.Read != 66 || sum.Reported != 60 || sum.Rejected != 6 {
			t.Errorf("the run counts %d read, %d reported, %d rejected; want 66, 60, 6", sum.Read, sum.Reported, sum.Rejected)
		}
		return nil
	}
	sinks := map[string]func(w io.Writer, c *catalog.Catalog) pipeline.Sink{
		"rejects": func(w io.Writer, c *catalog.Catalog) pipeline.Sink {
			r := reports.NewRejects("rejects.csv", c.Tables, func(string) (io.Writer, error) { return w, nil })
			if err := r.Begin(); err != nil {
				t.Fatal(err)
			}
			return r
		},
	}
	for _, format := range reports.Formats() {
		sinks[format] = func(w io.Writer, _ *catalog.Catalog) pipeline.Sink {
			s, err := reports.New(format, w, set, reports.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
	for name, open := range sinks {
		t.Run(name, func(t *testing.T) {
			for n := 1; ; n++ {
				err := once(open, n)
				if err == nil {
					if n == 1 {
						t.Fatal("the sink wrote nothing")
					}
					return // it takes n-1 writes
				}
				if !errors.Is(err, errDiskFull) {
					t.Fatalf("write %d failed, and the run ended with %v", n, err)
				}
				if code := exitCode(err); code != exitOutput {
					t.Fatalf("write %d failed, and the exit code is %d", n, code)
				}
				if n > 10_000 {
					t.Fatal("there is no end of writes")
				}
			}
		})
	}
}

// names lists a directory.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

// TestFullDisk writes each format to a full device beside a second report: neither appears, the report of an earlier run
// survives, and one line says what happened.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full here")
	}
	for _, format := range append(reports.Formats(), "rejects") {
		t.Run(format, func(t *testing.T) {
			full := "full." + format
			dir := t.TempDir()
			t.Chdir(dir)
			if err := os.Symlink("/dev/full", full); err != nil {
				t.Skip(err)
			}
			write(t, "catalog.csv", string(damaged(30)))
			write(t, "earlier.jsonl", "earlier\n")
			args := []string{"screen", "run", "catalog.csv", "-o", "earlier.jsonl", "-o", "new.csv"}
			if format == "rejects" {
				args = append(args, "--rejects", full)
			} else {
				args = append(args, "-o", full)
			}
			var out, errOut bytes.Buffer
			code := run(context.Background(), args, strings.NewReader(""), &out, &errOut)
			if want := "screen: " + full + ": no space left on device\n"; code != exitOutput || errOut.String() != want || out.Len() > 0 {
				t.Errorf("exit code %d, standard output %q, standard error %q; want 5 and %q", code, out.String(), errOut.String(), want)
			}
			if got, want := names(t, dir), strings.Join([]string{"catalog.csv", "earlier.jsonl", full}, " "); got != want {
				t.Errorf("the directory holds %s, want %s", got, want)
			}
			if b, _ := os.ReadFile("earlier.jsonl"); string(b) != "earlier\n" {
				t.Errorf("the earlier report became %q", b)
			}
		})
	}
}

// TestCommitTogether makes the second of three renames fail: the first report, which has its name by then, gives way
// to what stood there before.
func TestCommitTogether(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, "a.csv", "earlier\n")
	out := newOutputs(io.Discard)
	for _, path := range []string{"a.csv", "fresh.csv", "b.csv", "c.csv"} {
		w, err := out.create(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, "new\n"); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("b.csv", 0o755); err != nil {
		t.Fatal(err)
	}
	err := out.commit()
	if err == nil || exitCode(err) != exitOutput || !strings.HasPrefix(err.Error(), "b.csv: ") {
		t.Errorf("commit: %v", err)
	}
	if b, _ := os.ReadFile("a.csv"); string(b) != "earlier\n" {
		t.Errorf("a.csv became %q", b)
	}
	if got := names(t, dir); got != "a.csv b.csv" {
		t.Errorf("the directory holds %s", got)
	}
}

// TestAfterSignal: what a signal removed does not come back, whatever the run still does.
func TestAfterSignal(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	out := newOutputs(io.Discard)
	if _, err := out.create("a.csv"); err != nil {
		t.Fatal(err)
	}
	out.removeTemporary()
	if _, err := out.create("b.csv"); err == nil {
		t.Error("a file was begun after the signal")
	}
	if err := out.commit(); err == nil {
		t.Error("the run was committed after the signal")
	}
	if got := names(t, dir); got != "" {
		t.Errorf("the directory holds %s", got)
	}
}

func TestUnwrittenOutput(t *testing.T) {
	for _, args := range [][]string{
		{"--help"}, {"run", "--help"}, {"--version"}, {"completion", "bash"}, {"check-list", "Aqua, Glycerin"},
		{"check-list", "--json", "Aqua, Glycerin"}, {"run", "catalog.csv"}, {"run", "catalog.csv", "-o", "-"},
		{"columns", "catalog.csv"}, {"columns", "--json", "catalog.csv"}, {"explain", "catalog.csv", "--id", "1"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Chdir(t.TempDir())
			write(t, "catalog.csv", string(damaged(5)))
			var errOut bytes.Buffer
			code := run(context.Background(), append([]string{"screen"}, args...), strings.NewReader(""), &failing{1}, &errOut)
			if want := "screen: standard output: no space left on device\n"; code != exitOutput || errOut.String() != want {
				t.Errorf("exit code %d, standard error %q; want 5 and %q", code, errOut.String(), want)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
