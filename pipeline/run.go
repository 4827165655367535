package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"

	"screen/pipeline/catalog"
	"screen/rules"
)

// RunOptions are the choices of a run.
type RunOptions struct {
	Workers    int              // goroutines that screen; 0 means runtime.GOMAXPROCS(0)
	MaxRejects int              // more rejected rows than this end the run with ErrTooManyRejects; negative means no limit
	Progress   func(read int64) // called by one goroutine with the bytes read so far; may be nil
}

// ErrTooManyRejects says that a run was ended because of RunOptions.MaxRejects.
var ErrTooManyRejects = errors.New("too many rejected rows")

// Run screens all tables of all catalogs, in order, and hands the results to the sinks. It closes the sinks with the
// summary when all went well, and leaves them unclosed otherwise: a report that is not closed must not be shown.
//
// One goroutine finds the batches' boundaries, Workers goroutines split, screen and render them, and the calling
// goroutine writes them in order, so that the bytes do not depend on the number of workers.
func Run(ctx context.Context, catalogs []*catalog.Catalog, s *Screener, sinks []Sink, o RunOptions) (*Summary, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	sum := newSummary(s, catalogs)
	jobs := make(chan *job, o.Workers)
	done := make(chan *job, o.Workers)
	free := newJobs(3*o.Workers+1, len(sinks), s.Rules)

	readErr := make(chan error, 1)
	go func() {
		defer close(jobs)
		readErr <- read(ctx, catalogs, jobs, free)
	}()
	var workers sync.WaitGroup
	for range o.Workers {
		workers.Add(1)
		go func() {
			defer workers.Done()
			w := newRunWorker(s, sinks)
			for j := range jobs {
				w.screen(ctx, j)
				done <- j
			}
		}()
	}
	go func() { workers.Wait(); close(done) }()

	err := write(done, free, sinks, sum, o)
	if err != nil {
		cancel()
		for range done { // let the workers end
		}
	}
	if rerr := <-readErr; err == nil || errors.Is(err, context.Canceled) {
		if rerr != nil {
			err = rerr
		}
	}
	if err != nil {
		return sum, err
	}
	sum.finish()
	for _, sink := range sinks {
		if err := sink.Close(sum); err != nil {
			return sum, &OutputError{err}
		}
	}
	return sum, nil
}

// OutputError is an error of a sink, as opposed to one of the input.
type OutputError struct{ Err error }

func (e *OutputError) Error() string { return e.Err.Error() }
func (e *OutputError) Unwrap() error { return e.Err }

// InputError is an error of a catalog that stopped the run.
type InputError struct {
	Source string
	Err    error
}

func (e *InputError) Error() string {
	if text := e.Err.Error(); strings.HasPrefix(text, e.Source) {
		return text // it names its catalog itself
	}
	return fmt.Sprintf("%s: %v", e.Source, e.Err)
}

func (e *InputError) Unwrap() error { return e.Err }

// place is where a batch begins; it is known once all earlier batches of its table were split.
type place struct{ row, line int }

// job is one batch on its way.
type job struct {
	seq   int
	table int // index into Summary.Catalogs
	t     *catalog.Table
	batch *catalog.Batch
	start chan place // receives the batch's place
	next  chan place // start of the next batch of the same table

	out   [][]byte // rendered rows, one buffer a sink
	tally tally
	err   error
}

// newJobs returns the jobs of a run. Their number bounds the batches in flight, and with them the memory of the run; each
// keeps its buffers from batch to batch.
func newJobs(n, sinks int, set *rules.Set) chan *job {
	free := make(chan *job, n)
	for range n {
		free <- &job{out: make([][]byte, sinks), tally: newTally(set)}
	}
	return free
}

// read hands the batches of all tables to the workers.
func read(ctx context.Context, catalogs []*catalog.Catalog, jobs chan<- *job, free <-chan *job) error {
	seq, table := 0, 0
	for _, c := range catalogs {
		for _, t := range c.Tables {
			start := make(chan place, 1)
			start <- place{row: 1, line: 1}
			for {
				b, err := t.Next()
				if err == io.EOF {
					break
				}
				if err != nil {
					return &InputError{t.Source, err}
				}
				var j *job
				select {
				case j = <-free:
				case <-ctx.Done():
					return ctx.Err()
				}
				j.seq, j.table, j.t, j.batch = seq, table, t, b
				j.start, j.next = start, make(chan place, 1)
				start = j.next
				seq++
				select {
				case jobs <- j:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			table++
		}
	}
	return nil
}

// write hands the rendered batches to the sinks in order.
func write(done <-chan *job, free chan<- *job, sinks []Sink, sum *Summary, o RunOptions) error {
	waiting := map[int]*job{}
	var read int64
	for seq := 0; ; seq++ {
		for waiting[seq] == nil {
			j, ok := <-done
			if !ok {
				return nil
			}
			waiting[j.seq] = j
		}
		j := waiting[seq]
		delete(waiting, seq)
		if j.err != nil {
			return j.err
		}
		sum.add(j.table, &j.tally)
		for i, sink := range sinks {
			if err := sink.Write(j.out[i]); err != nil {
				return &OutputError{err}
			}
		}
		if o.MaxRejects >= 0 && sum.Rejected > o.MaxRejects {
			return fmt.Errorf("%w: %d, and at most %d are allowed", ErrTooManyRejects, sum.Rejected, o.MaxRejects)
		}
		read += j.batch.Bytes()
		if o.Progress != nil {
			o.Progress(read)
		}
		j.batch.Release()
		j.batch = nil
		free <- j
	}
}

// runWorker is a Worker with what it needs to render.
type runWorker struct {
	*Worker
	sinks []Sink
	in    Input
	rej   Rejected
}

func newRunWorker(s *Screener, sinks []Sink) *runWorker {
	return &runWorker{Worker: s.NewWorker(), sinks: sinks}
}

// screen takes a batch through the route and leaves its rendered rows in the job.
func (w *runWorker) screen(ctx context.Context, j *job) {
	rows, lines := j.batch.Split()
	at := <-j.start
	j.next <- place{at.row + rows, at.line + lines}
	if ctx.Err() != nil {
		j.err = ctx.Err()
		return
	}
	j.reset()
	err := j.batch.Each(at.row, at.line, func(rec *catalog.Record) error {
		w.record(j, rec)
		return nil
	})
	if err != nil {
		j.err = &InputError{j.t.Source, err}
	}
}

// record takes one record through the route.
func (w *runWorker) record(j *job, rec *catalog.Record) {
	j.tally.read++
	switch {
	case rec.Skip != "":
		j.tally.skipped++
	case rec.Err != nil:
		j.tally.rejected++
		w.rej = Rejected{Source: j.t.Source, Sheet: j.t.Sheet, Row: rec.Row, Line: rec.Err.Line, Code: rec.Err.Code, Message: rec.Err.Message, Raw: rec.Raw}
		if c := rec.Err.Column; c > 0 && c <= len(j.t.Header) {
			w.rej.Column = j.t.Header[c-1]
		}
		for i, sink := range w.sinks {
			j.out[i] = sink.AppendRejected(j.out[i], &w.rej)
		}
	default:
		understand(j.t, rec, &w.in)
		r := w.Screen(&w.in)
		j.tally.count(r)
		for i, sink := range w.sinks {
			j.out[i] = sink.Append(j.out[i], r)
		}
	}
}

// maxKept is the largest buffer that a job keeps: one that a batch of very long records needed is given back.
const maxKept = 32 << 20

// reset empties what the job's last batch left.
func (j *job) reset() {
	j.tally.reset()
	for i := range j.out {
		if j.out[i] = j.out[i][:0]; cap(j.out[i]) > maxKept {
			j.out[i] = nil
		}
	}
}
