package catalog

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

const small = "name,inci,price\nA,\"" + listA + "\",5\n"

func gzipped(t *testing.T, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(data))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t *testing.T, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(members[i+1]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCompressed(t *testing.T) {
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"gzip": gzipped(t, small), "zstd": enc.EncodeAll([]byte(small), nil), "zip": zipped(t, "a/", "", "a/shop.csv", small),
	} {
		tab := openTest(t, data, Options{})
		if !strings.HasSuffix(tab.Format, ", "+name) {
			t.Errorf("%s: format %q", name, tab.Format)
		}
		if got := strings.Join(told(t, tab), "\n"); got != "2:2 A¦"+listA+"¦5" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestArchiveOfSeveral(t *testing.T) {
	file := filepath.Join(t.TempDir(), "shop.zip")
	data := zipped(t, "a.csv", small, "readme.txt", "Hello there.\n", "b.csv", "name;inci\nB;"+listB+"\n", "__MACOSX/._a.csv", "x")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Open(file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if len(c.Tables) != 2 || c.Tables[0].Source != file+"!a.csv" || c.Tables[1].Source != file+"!b.csv" {
		t.Fatalf("tables %+v", c.Tables)
	}
	if got := drain(t, c.Tables[1]); len(got) != 1 || got[0].cells != `["B" "`+listB+`"]` {
		t.Errorf("second member: %v", got)
	}
	if notes := strings.Join(c.Tables[0].Notes, ""); !strings.Contains(notes, "readme.txt") {
		t.Errorf("notes %q do not name the member that is no catalog", notes)
	}
}

// TestArchivesInArchives: what is packed twice is read, and an archive that holds itself, or whose members are the same bytes, ends.
func TestArchivesInArchives(t *testing.T) {
	data := zipped(t, "a.csv", small)
	tab := openTest(t, zipped(t, "in.zip", string(data)), Options{})
	if !strings.HasSuffix(tab.Format, "zip in zip") || len(drain(t, tab)) != 1 {
		t.Errorf("%s", tab.Format)
	}
	for range 5 {
		data = zipped(t, "in.zip", string(data))
	}
	if _, err := OpenReader(bytes.NewReader(data), "shop.zip", Options{}); err == nil || !strings.Contains(err.Error(), "packed more than twice") {
		t.Errorf("zip in zip in zip: %v", err)
	}
	twice := zipped(t, "a.csv", small, "b.csv", small)
	first := bytes.Index(twice, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(twice[first+4:], []byte("PK\x01\x02"))
	copy(twice[second+42:second+46], twice[first+42:first+46]) // the place of b is that of a
	if _, err := OpenReader(bytes.NewReader(twice), "shop.zip", Options{}); err == nil || !strings.Contains(err.Error(), "lie over each other") {
		t.Errorf("members over each other: %v", err)
	}
}

// ole is the beginning of a compound file whose directory holds a name.
func ole(name string) string {
	b := make([]byte, 1024)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	b[30] = 9
	for _, c := range []byte(name) {
		b = append(b, c, 0)
	}
	b[48] = 1
	return string(b)
}

func TestTextCalledXLSX(t *testing.T) {
	c, err := OpenReader(strings.NewReader(small), "shop.xlsx", Options{})
	if err != nil || !strings.Contains(strings.Join(c.Tables[0].Notes, ""), "plain text") {
		t.Errorf("%v %v", c, err)
	}
}

func TestRefusedFiles(t *testing.T) {
	for data, want := range map[string]string{
		ole("Workbook"):                                        "(.xls)",
		ole("EncryptedPackage"):                                "with a password",
		ole("WordDocument"):                                    "Word",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxxxxxx":             "encrypted",
		"%PDF-1.7 and more":                                    "PDF",
		"<!DOCTYPE html><html><table><tr><td>inci</table>":     "HTML",
		"7z\xbc\xaf\x27\x1cxxxx":                               "7-Zip",
		string(zipped(t, "xl/workbook.bin", "x")):              ".xlsb",
		string(zipped(t, "content.xml", "x", "mimetype", "y")): "OpenDocument",
		"PK\x03\x04 and then nothing of the kind":              "damaged",
	} {
		_, err := OpenReader(strings.NewReader(data), "shop.csv", Options{})
		var format *FormatError
		if !errors.As(err, &format) || !strings.Contains(err.Error(), want) || format.Do == "" {
			t.Errorf("%.20q: %v, want a FormatError that says %q", data, err, want)
		}
	}
}

func TestCutOffGzip(t *testing.T) {
	data := gzipped(t, string(benchCatalog(5000, false)))
	tab := openTest(t, data[:len(data)-20], Options{})
	for {
		b, err := tab.Next()
		if err != nil {
			if !strings.Contains(err.Error(), "cut off") {
				t.Errorf("error %v, want one that says that the file was cut off", err)
			}
			return
		}
		b.Release()
	}
}

func TestNoFile(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "none.csv"), Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	var format *FormatError
	if _, err := Open(t.TempDir(), Options{}); !errors.As(err, &format) {
		t.Errorf("directory: %v", err)
	}
}
