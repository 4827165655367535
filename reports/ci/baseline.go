package ci

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Fingerprints returns for each issue what stays the same while lines move around it: a hash of its code, its file and its
// key, and for the second and later issue that would have the same, of its number among them. 32 hexadecimal digits.
func Fingerprints(issues []Issue, o Options) []string {
	out := make([]string, len(issues))
	seen := map[string]int{}
	for n, i := range issues {
		key := i.Key
		if key == "" {
			key = strings.TrimSpace(i.Snippet)
		}
		if key == "" {
			key = i.Message
		}
		text := strings.Join([]string{i.Code, location(i.File, o), key}, "\x00")
		seen[text]++
		if c := seen[text]; c > 1 {
			text += "\x00" + strconv.Itoa(c)
		}
		sum := sha256.Sum256([]byte(text))
		out[n] = hex.EncodeToString(sum[:16])
	}
	return out
}

// Baseline is a set of issues that a team has seen and decided to live with for now: only what is new fails its gate.
type Baseline struct {
	Issues []KnownIssue `json:"issues"`
}

// KnownIssue is one issue of a baseline. Only the fingerprint counts; the rest is for whoever reads the file.
type KnownIssue struct {
	Fingerprint string `json:"fingerprint"`
	Code        string `json:"code"`
	File        string `json:"file,omitempty"`
	Message     string `json:"message"`
}

// maxBaseline bounds a baseline file in bytes.
const maxBaseline = 64 << 20

// ReadBaseline reads what WriteBaseline wrote.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBaseline+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBaseline {
		return nil, errors.New("the baseline is larger than 64 MiB")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	b := &Baseline{}
	if err := d.Decode(b); err != nil {
		return nil, fmt.Errorf("not a baseline file: %w", err)
	}
	for n, i := range b.Issues {
		if len(i.Fingerprint) != 32 {
			return nil, fmt.Errorf("not a baseline file: issue %d has no fingerprint", n+1)
		}
	}
	return b, nil
}

// WriteBaseline writes a baseline of all issues.
func WriteBaseline(w io.Writer, issues []Issue, o Options) error {
	base := Baseline{Issues: []KnownIssue{}}
	for n, print := range Fingerprints(issues, o) {
		i := issues[n]
		file := ""
		if i.File != "" {
			file = location(i.File, o)
		}
		base.Issues = append(base.Issues, KnownIssue{print, i.Code, file, i.Message})
	}
	var b bytes.Buffer
	if err := encode(&b, base); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Apply takes the issues of the baseline out of the report, counts them in Known, and returns those of the baseline that
// the report did not have: they are solved, and can be taken out of the file.
func (b *Baseline) Apply(r *Report, o Options) (solved []KnownIssue) {
	known := make(map[string]bool, len(b.Issues))
	for _, i := range b.Issues {
		known[i.Fingerprint] = true
	}
	met := map[string]bool{}
	prints := Fingerprints(r.Issues, o)
	rest := make([]Issue, 0, len(r.Issues))
	for n, i := range r.Issues {
		if met[prints[n]] = true; !known[prints[n]] {
			rest = append(rest, i)
		}
	}
	r.Known += len(r.Issues) - len(rest)
	r.Issues = rest
	for _, i := range b.Issues {
		if !met[i.Fingerprint] {
			solved = append(solved, i)
		}
	}
	return solved
}
