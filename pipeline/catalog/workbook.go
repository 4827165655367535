package catalog

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"

	"github.com/klauspost/compress/flate"
)

// Limits of a workbook's archive.
const (
	DefaultMaxUnzipped = 1024 << 20 // bytes that the parts which are read may take
	maxRatio           = 100        // of a part's size to its packed size …
	freeRatio          = 1 << 20    // … beyond this many bytes
	maxSheets          = 1000
	maxSmallPart       = 16 << 20 // bytes of the workbook's own part, its relationships, its styles
)

// workbook is what is known of a workbook before its sheets are read. Parts are found by their relationships alone.
type workbook struct {
	name     string
	max      int64
	parts    map[string]*zip.File // by name in small letters
	sheets   []sheetRef
	skipped  []string // sheets of charts and macros
	date1904 bool
	strings  *zip.File // nil if there is none
	styles   *zip.File
	taken    int64 // bytes of the parts that were asked for
}

// sheetRef is one worksheet.
type sheetRef struct {
	name   string
	hidden bool
	part   *zip.File
}

// damaged makes an error of what is wrong with a part.
func (w *workbook) damaged(part, what string) error {
	return &FormatError{w.name, fmt.Sprintf("a damaged Excel workbook (%s: %s)", part, what), "open it in a spreadsheet, save it again as .xlsx or .csv, and use that file"}
}

// hostile is an error that says that a workbook is more than is safe to read.
func (w *workbook) hostile(what string) error {
	return &FormatError{w.name, "an Excel workbook that is not safe to read: " + what, "save its sheet as .csv, if it comes from where you think it does"}
}

// readWorkbook checks the archive and finds the sheets.
func readWorkbook(name string, z *zip.Reader, o *Options) (*workbook, error) {
	z.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	w := &workbook{name: name, max: o.MaxUnzipped, parts: map[string]*zip.File{}}
	if err := w.checkArchive(z); err != nil {
		return nil, err
	}
	main, err := w.related("", "officeDocument")
	if err != nil {
		return nil, err
	}
	if main == nil {
		return nil, w.damaged("_rels/.rels", "it does not say where the workbook is")
	}
	return w, w.readMain(main)
}

// checkArchive refuses members that are stored twice or lie over each other.
func (w *workbook) checkArchive(z *zip.Reader) error {
	for _, f := range z.File {
		key := partKey(f.Name)
		if w.parts[key] != nil {
			return w.hostile(fmt.Sprintf("the part %.80q is stored twice", f.Name))
		}
		w.parts[key] = f
		if _, err := f.DataOffset(); err != nil {
			return w.damaged(f.Name, err.Error())
		}
	}
	if what := overlaps(z); what != "" {
		return w.hostile(what)
	}
	return nil
}

// overlaps says so if members of an archive lie over each other, which makes a small one endless. A member without a place is left to
// who opens it.
func overlaps(z *zip.Reader) string {
	type extent struct{ from, to int64 }
	var all []extent
	for _, f := range z.File {
		if from, err := f.DataOffset(); err == nil && f.CompressedSize64 > 0 {
			all = append(all, extent{from, from + int64(f.CompressedSize64)})
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].from < all[j].from })
	for i := 1; i < len(all); i++ {
		if all[i].from < all[i-1].to {
			return "parts of the archive lie over each other"
		}
	}
	return ""
}

func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, "\\", "/")), "/"))
}

// take is asked for each part before it is read: what it unpacks to must stay within the limits.
func (w *workbook) take(f *zip.File) error {
	size := int64(f.UncompressedSize64)
	w.taken += size
	switch {
	case f.Flags&1 != 0:
		return &FormatError{w.name, "an encrypted archive", "unpack it first"}
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return w.damaged(f.Name, fmt.Sprintf("it is packed by the unknown method %d", f.Method))
	case size < 0 || w.taken > w.max || w.taken < 0:
		return w.hostile(fmt.Sprintf("it unpacks to more than %d MiB (--max-unzipped)", w.max>>20))
	case size > freeRatio && size/maxRatio > int64(f.CompressedSize64):
		return w.hostile(fmt.Sprintf("%s unpacks to more than %d times its size", f.Name, maxRatio))
	}
	return nil
}

// open opens a part for reading; its end tells whether its checksum is right.
func (w *workbook) open(f *zip.File) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, w.damaged(f.Name, err.Error())
	}
	return r, nil
}

// partErr says of an error in a part what it means.
func (w *workbook) partErr(part string, err error) error {
	var d *damageError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &d):
		return w.damaged(part, d.what)
	case errors.Is(err, zip.ErrChecksum):
		return w.damaged(part, "its checksum is wrong")
	}
	return w.damaged(part, err.Error())
}

// decode hands the start tags of a small part to fn.
func (w *workbook) decode(f *zip.File, fn func(x *xmlScan)) error {
	if f.UncompressedSize64 > maxSmallPart {
		return w.hostile(fmt.Sprintf("%s takes more than %d MiB", f.Name, maxSmallPart>>20))
	}
	if err := w.take(f); err != nil {
		return err
	}
	r, err := w.open(f)
	if err != nil {
		return err
	}
	defer r.Close()
	var x xmlScan
	x.reset(r)
	for {
		err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return w.partErr(f.Name, err)
		}
		if x.kind == xmlStart || x.kind == xmlEnd {
			fn(&x)
		}
	}
}

// relation is an entry of a part's relationships.
type relation struct{ kind, target string }

// relations reads the relationships of a part; "" is the package itself.
func (w *workbook) relations(part string) (map[string]relation, error) {
	dir, base := path.Split(part)
	f := w.parts[partKey(dir+"_rels/"+base+".rels")]
	if f == nil {
		return nil, w.damaged(dir+"_rels/"+base+".rels", "it is missing")
	}
	rels := map[string]relation{}
	err := w.decode(f, func(x *xmlScan) {
		if x.kind != xmlStart || string(x.name) != "Relationship" || string(attr(x.attrs, "TargetMode")) == "External" {
			return
		}
		target := attrText(x.attrs, "Target")
		if !strings.HasPrefix(target, "/") {
			target = dir + target
		}
		kind := attrText(x.attrs, "Type")
		rels[attrText(x.attrs, "Id")] = relation{kind[strings.LastIndexByte(kind, '/')+1:], partKey(target)}
	})
	return rels, err
}

// related is the part to which the package has a relationship of the kind.
func (w *workbook) related(part, kind string) (*zip.File, error) {
	rels, err := w.relations(part)
	if err != nil {
		return nil, err
	}
	for _, r := range rels {
		if r.kind == kind && w.parts[r.target] != nil {
			return w.parts[r.target], nil
		}
	}
	return nil, nil
}

// readMain reads the workbook's part: its sheets, and the date that is its day zero.
func (w *workbook) readMain(main *zip.File) error {
	rels, err := w.relations(partKey(main.Name))
	if err != nil {
		return err
	}
	used := map[*zip.File]string{}
	var fault error
	err = w.decode(main, func(x *xmlScan) {
		switch {
		case x.kind != xmlStart || fault != nil:
		case string(x.name) == "workbookPr":
			v := attrText(x.attrs, "date1904")
			w.date1904 = v == "1" || v == "true"
		case string(x.name) == "sheet":
			fault = w.addSheet(x, rels, used)
		}
	})
	if err == nil {
		err = fault
	}
	if err != nil {
		return err
	}
	for _, r := range rels {
		switch r.kind {
		case "sharedStrings":
			w.strings = w.parts[r.target]
		case "styles":
			w.styles = w.parts[r.target]
		}
	}
	return nil
}

func (w *workbook) addSheet(x *xmlScan, rels map[string]relation, used map[*zip.File]string) error {
	name, state := attrText(x.attrs, "name"), attrText(x.attrs, "state")
	id := attrText(x.attrs, "id")
	r := rels[id]
	if r.kind != "worksheet" && r.kind != "" {
		w.skipped = append(w.skipped, name)
		return nil
	}
	part := w.parts[r.target]
	switch {
	case part == nil:
		return w.damaged("sheet "+name, "the part that holds it is missing")
	case used[part] != "":
		return w.hostile(fmt.Sprintf("the sheets %.40q and %.40q are the same part", used[part], name))
	case len(w.sheets) >= maxSheets:
		return w.hostile(fmt.Sprintf("it has more than %d sheets", maxSheets))
	}
	used[part] = name
	w.sheets = append(w.sheets, sheetRef{name: name, hidden: state == "hidden" || state == "veryHidden", part: part})
	return nil
}

// attrText is an attribute's text with its entities resolved.
func attrText(attrs []byte, name string) string {
	v := attr(attrs, name)
	if len(v) == 0 {
		return ""
	}
	s := string(v)
	if !strings.Contains(s, "&") {
		return s
	}
	var out struct {
		Text string `xml:",chardata"`
	}
	if xml.Unmarshal([]byte("<a>"+strings.ReplaceAll(s, "<", "&lt;")+"</a>"), &out) != nil {
		return s
	}
	return out.Text
}

// readStyles finds which cell styles show a number as a date or a time.
func (w *workbook) readStyles() ([]markKind, error) {
	if w.styles == nil {
		return nil, nil
	}
	custom := map[string]markKind{}
	var styles []markKind
	inCells := false
	err := w.decode(w.styles, func(x *xmlScan) {
		switch name := string(x.name); {
		case name == "cellXfs":
			inCells = x.kind == xmlStart && !x.empty
		case x.kind == xmlEnd:
		case name == "numFmt":
			custom[attrText(x.attrs, "numFmtId")] = dateFormat(attrText(x.attrs, "formatCode"))
		case name == "xf" && inCells:
			id := attrText(x.attrs, "numFmtId")
			kind, ok := custom[id]
			if !ok {
				kind = builtinDates[id]
			}
			styles = append(styles, kind)
		}
	})
	return styles, err
}

// builtinDates are the number formats that every workbook has, as far as they show dates and times (ECMA-376, part 1,
// 18.8.30; 27–36 and 50–58 are dates in East Asian versions).
var builtinDates = map[string]markKind{
	"14": markDate, "15": markDate, "16": markDate, "17": markDate, "22": markDate, "18": markTime, "19": markTime, "20": markTime, "21": markTime, "45": markTime, "46": markTime, "47": markTime,
	"27": markDate, "28": markDate, "29": markDate, "30": markDate, "31": markDate, "36": markDate, "50": markDate, "51": markDate, "52": markDate, "53": markDate, "54": markDate, "57": markDate, "58": markDate,
}

// dateFormat tells whether a number format shows a date or a time: letters of a date outside of quotes and brackets.
func dateFormat(code string) markKind {
	if i := strings.IndexByte(code, ';'); i >= 0 {
		code = code[:i]
	}
	date, clock := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			if j := strings.IndexByte(code[i+1:], '"'); j >= 0 {
				i += j + 1
			}
		case '[':
			j := strings.IndexByte(code[i:], ']')
			if j < 0 {
				break
			}
			if in := strings.ToLower(code[i+1 : i+j]); in == "h" || in == "hh" || in == "m" || in == "mm" || in == "s" || in == "ss" {
				clock = true
			}
			i += j
		case '\\', '_', '*':
			i++
		case 'y', 'Y', 'd', 'D':
			date = true
		case 'h', 'H', 's', 'S':
			clock = true
		case 'G', 'g', 'E', 'e', '0', '#', '?':
			if strings.HasPrefix(strings.ToLower(code[i:]), "general") {
				return 0
			}
			if c != '0' && c != 'e' && c != 'E' && c != 'g' && c != 'G' {
				return 0 // digits: an amount
			}
		}
	}
	switch {
	case date:
		return markDate
	case clock:
		return markTime
	}
	return 0
}
