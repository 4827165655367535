package reports

import (
	"io"
	"strconv"

	"screen/pipeline"
)

// rejects is a CSV file of the rows that could not be read: their place, the reason, and their original bytes.
type rejects struct{ w io.Writer }

// NewRejects returns a sink for --rejects. Its cells are never altered, so that the last column holds a row's own bytes.
func NewRejects(w io.Writer) pipeline.Sink { return &rejects{w} }

func (r *rejects) Append(dst []byte, _ *pipeline.Result) []byte { return dst }

func (r *rejects) AppendRejected(dst []byte, j *pipeline.Rejected) []byte {
	for _, cell := range []string{j.Source, j.Sheet, strconv.Itoa(j.Row), strconv.Itoa(j.Line), j.Column, j.Code, j.Message} {
		dst = append(appendQuoted(dst, cell), ',')
	}
	return append(appendQuoted(dst, string(j.Raw)), '\n')
}

func appendQuoted(dst []byte, cell string) []byte {
	dst = append(dst, '"')
	for i := range len(cell) {
		if cell[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, cell[i])
	}
	return append(dst, '"')
}

func (r *rejects) Write(rendered []byte) error {
	_, err := r.w.Write(rendered)
	return err
}

func (r *rejects) Close(*pipeline.Summary) error { return nil }
