package catalog

import (
	"bytes"
)

// kind is what a file is, by its content.
type kind uint8

const (
	kindText kind = iota // CSV and its kin
	kindGzip
	kindZstd
	kindZip // a workbook or an archive
	kindOLE // xls, or an encrypted workbook
	kindParquet
	kindJSON
	kindXML
	kindHTML
	kindPDF
	kindRTF
	kindBzip2
	kindXz
	kind7z
	kindRar
	kindSQLite
	kindImage
)

var magics = []struct {
	magic string
	kind  kind
}{
	{"\x1f\x8b", kindGzip},
	{"\x28\xb5\x2f\xfd", kindZstd},
	{"PK\x03\x04", kindZip}, {"PK\x05\x06", kindZip},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kindOLE},
	{"PAR1", kindParquet}, {"PARE", kindParquet},
	{"%PDF-", kindPDF},
	{"{\\rtf", kindRTF},
	{"BZh", kindBzip2},
	{"\xfd7zXZ\x00", kindXz},
	{"7z\xbc\xaf\x27\x1c", kind7z},
	{"Rar!\x1a\x07", kindRar},
	{"SQLite format 3\x00", kindSQLite},
	{"\x89PNG", kindImage}, {"\xff\xd8\xff", kindImage}, {"GIF8", kindImage},
}

// detect finds what a file is from its beginning.
func detect(sample []byte) kind {
	for _, m := range magics {
		if bytes.HasPrefix(sample, []byte(m.magic)) {
			return m.kind
		}
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(sample, []byte("\xef\xbb\xbf")), " \t\r\n")
	lower := bytes.ToLower(text[:min(len(text), 512)])
	switch {
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")), bytes.HasPrefix(lower, []byte("<table")):
		return kindHTML
	case bytes.HasPrefix(lower, []byte("<?xml")):
		if bytes.Contains(lower, []byte("<html")) {
			return kindHTML
		}
		return kindXML
	case bytes.HasPrefix(lower, []byte("<rss")), bytes.HasPrefix(lower, []byte("<feed")):
		return kindXML
	case startsJSON(text):
		return kindJSON
	}
	return kindText
}

// startsJSON tells whether text begins as an object with a key, or an array of such.
func startsJSON(text []byte) bool {
	if len(text) > 0 && text[0] == '[' {
		text = bytes.TrimLeft(text[1:], " \t\r\n")
	}
	if len(text) == 0 || text[0] != '{' {
		return false
	}
	text = bytes.TrimLeft(text[1:], " \t\r\n")
	return len(text) > 0 && (text[0] == '"' || text[0] == '}')
}

// refusal is what is said of a kind that is not read.
type refusal struct{ kind, do string }

func (r refusal) of(source string) error { return &FormatError{source, r.kind, r.do} }

var unreadable = map[kind]refusal{
	kindOLE:     {"an old Excel workbook (.xls) or an encrypted one", "open it and save it as .xlsx or .csv, without a password"},
	kindParquet: {"a Parquet file", "export it as CSV"},
	kindXML:     {"XML", "export it as CSV or .xlsx"},
	kindHTML:    {"an HTML page, whatever its name says", "open it in a spreadsheet and save it as .xlsx or .csv"},
	kindPDF:     {"a PDF document", "export the catalog as .csv or .xlsx"},
	kindRTF:     {"an RTF document", "save it as plain text or .csv"},
	kindBzip2:   {"a bzip2 archive", "unpack it first, or use gzip, zstd or zip"},
	kindXz:      {"an xz archive", "unpack it first, or use gzip, zstd or zip"},
	kind7z:      {"a 7-Zip archive", "unpack it first, or use gzip, zstd or zip"},
	kindRar:     {"a RAR archive", "unpack it first, or use gzip, zstd or zip"},
	kindSQLite:  {"an SQLite database", "export the table as CSV"},
	kindImage:   {"an image", "name the catalog instead"},
}
