package catalog

import (
	"bytes"
	"encoding/binary"
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
	if bytes.HasPrefix(sample, []byte("PK")) && (len(sample) < 4 || sample[2] < 9 && sample[3] < 9) {
		return kindZip // what is left of one
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
	case len(lower) > 1 && lower[0] == '<' && lower[1] >= 'a' && lower[1] <= 'z' && holdsItems(lower):
		return kindXML
	}
	return kindText
}

// holdsItems tells whether the beginning of a text without an XML declaration has an element that holds a product.
func holdsItems(lower []byte) bool {
	for name := range xmlItems {
		if bytes.Contains(lower, []byte("<"+name+">")) || bytes.Contains(lower, []byte("<"+name+" ")) {
			return true
		}
	}
	return false
}

// startsJSON tells whether text begins as an object with a key, or an array of such.
func startsJSON(text []byte) bool {
	array := len(text) > 0 && text[0] == '['
	if array {
		text = bytes.TrimLeft(text[1:], " \t\r\n")
	}
	if array && len(text) > 0 && text[0] == '[' {
		return true // of arrays: no catalog, but surely no CSV either
	}
	if len(text) == 0 || text[0] != '{' {
		return false
	}
	text = bytes.TrimLeft(text[1:], " \t\r\n")
	return len(text) > 0 && (text[0] == '"' || text[0] == '}')
}

// oleKind tells what an OLE compound file is, by the names in its directory, which are UTF-16. Its header says where the
// directory is (MS-CFB 2.2: the sector size at 30, the directory's first sector at 48).
func oleKind(in *input) refusal {
	directory := in.sample
	if len(in.sample) >= 512 && in.at != nil {
		size := int64(1) << min(in.sample[30], 12)
		b := make([]byte, 64<<10)
		n, _ := in.at.ReadAt(b, size*(1+int64(binary.LittleEndian.Uint32(in.sample[48:]))))
		directory = append(b[:n:n], in.sample...)
	}
	has := func(name string) bool {
		var wide []byte
		for _, c := range []byte(name) {
			wide = append(wide, c, 0)
		}
		return bytes.Contains(directory, wide)
	}
	switch {
	case has("EncryptedPackage"):
		return refusal{"an Excel workbook with a password", "open it and save it without a password"}
	case has("WordDocument"):
		return refusal{"an old Word document (.doc)", "save the catalog as .xlsx or .csv"}
	case has("Workbook") || has("Book"):
		return refusal{"an Excel 97–2003 workbook (.xls), whatever its name says", "open it and save it as .xlsx or .csv"}
	}
	return refusal{"an old Office document or an encrypted one", "open it and save it as .xlsx or .csv, without a password"}
}

// refusal is what is said of a kind that is not read.
type refusal struct{ kind, do string }

func (r refusal) of(source string) error { return &FormatError{source, r.kind, r.do} }

var unreadable = map[kind]refusal{
	kindOLE:    {"an old Excel workbook (.xls) or an encrypted one", "open it and save it as .xlsx or .csv, without a password"},
	kindHTML:   {"an HTML page, whatever its name says", "open it in a spreadsheet and save it as .xlsx or .csv"},
	kindPDF:    {"a PDF document", "export the catalog as .csv or .xlsx"},
	kindRTF:    {"an RTF document", "save it as plain text or .csv"},
	kindBzip2:  {"a bzip2 archive", "unpack it first, or use gzip, zstd or zip"},
	kindXz:     {"an xz archive", "unpack it first, or use gzip, zstd or zip"},
	kind7z:     {"a 7-Zip archive", "unpack it first, or use gzip, zstd or zip"},
	kindRar:    {"a RAR archive", "unpack it first, or use gzip, zstd or zip"},
	kindSQLite: {"an SQLite database", "export the table as CSV"},
	kindImage:  {"an image", "name the catalog instead"},
}
