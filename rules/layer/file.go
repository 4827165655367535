package layer

import (
	"bytes"
	"io/fs"
	"regexp"
	"sync"
	"time"
)

// File is a file with its text.
type File struct {
	Name string
	Text []byte
}

// Files are files as a file system. Only Open is of use: rules.Load is given their names.
type Files []File

// Open opens a file by its name.
func (fs_ Files) Open(name string) (fs.File, error) {
	for _, f := range fs_ {
		if f.Name == name {
			return &opened{bytes.NewReader(f.Text), f}, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Names returns the names of the files in their order.
func (fs_ Files) Names() []string {
	names := make([]string, len(fs_))
	for i, f := range fs_ {
		names[i] = f.Name
	}
	return names
}

// opened is an open file, and its own description.
type opened struct {
	*bytes.Reader
	file File
}

func (o *opened) Stat() (fs.FileInfo, error) { return o, nil }
func (o *opened) Close() error               { return nil }
func (o *opened) Name() string               { return o.file.Name }
func (o *opened) Size() int64                { return int64(len(o.file.Text)) }
func (o *opened) Mode() fs.FileMode          { return 0o444 }
func (o *opened) ModTime() time.Time         { return time.Time{} }
func (o *opened) IsDir() bool                { return false }
func (o *opened) Sys() any                   { return nil }

// Kind is what a YAML file of a rule set is, by its first key.
type Kind uint8

const (
	Other  Kind = iota // a guide or concern file, or none at all
	Layer              // begins with layer:
	Bundle             // begins with bundle:
)

var firstKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^(layer|bundle|guide|concern|tests)[ \t]*:`) })

// KindOf tells layers and bundles from rule files.
func KindOf(text []byte) Kind {
	switch m := firstKey().FindSubmatch(text); {
	case m == nil:
		return Other
	case string(m[1]) == "layer":
		return Layer
	case string(m[1]) == "bundle":
		return Bundle
	}
	return Other
}
