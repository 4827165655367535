package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// xmlScan reads the markup of an XML part fast: it finds tags and text, and refuses what a catalog never needs (a document
// type, another encoding). It resolves neither entities nor namespaces; a prefix is dropped from names.
type xmlScan struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool
	began    bool
	read     int64 // bytes that came from r

	kind  xmlKind
	name  []byte // of a tag, without prefix
	attrs []byte // of a start tag, as written
	empty bool   // a start tag that is its own end tag
	text  []byte // a piece of text, entities unresolved
}

type xmlKind uint8

const (
	xmlStart xmlKind = iota
	xmlEnd
	xmlText
)

const (
	xmlBuffer = 128 << 10
	xmlMaxTag = 1 << 20 // bytes of one tag or comment
)

var errXMLTag = errors.New("a tag of more than 1 MiB")

// damageError says that a part of a workbook is not sound XML, or not that of a worksheet.
type damageError struct{ what string }

func (e *damageError) Error() string { return e.what }

// at is how many bytes were scanned.
func (x *xmlScan) at() int64 { return x.read - int64(x.end-x.pos) }

// reset makes x read r.
func (x *xmlScan) reset(r io.Reader) {
	if x.buf == nil {
		x.buf = make([]byte, xmlBuffer)
	}
	*x = xmlScan{r: r, buf: x.buf}
}

// more reads on, keeping what stands behind pos. It is false at the end.
func (x *xmlScan) more() (bool, error) {
	if x.eof {
		return false, nil
	}
	if x.pos > 0 {
		x.end = copy(x.buf, x.buf[x.pos:x.end])
		x.pos = 0
	}
	if x.end == len(x.buf) {
		if len(x.buf) >= xmlMaxTag {
			return false, errXMLTag
		}
		grown := make([]byte, 2*len(x.buf))
		copy(grown, x.buf[:x.end])
		x.buf = grown
	}
	for tries := 0; ; tries++ {
		n, err := x.r.Read(x.buf[x.end:])
		x.end += n
		x.read += int64(n)
		switch {
		case err == io.EOF:
			x.eof = true
			return n > 0, nil
		case err != nil:
			return false, err
		case n > 0:
			return true, nil
		case tries > 100:
			return false, io.ErrNoProgress
		}
	}
}

// next moves on to the next tag or text; io.EOF at the end. What it gives is valid until it is called again.
func (x *xmlScan) next() error {
	if !x.began {
		if err := x.begin(); err != nil {
			return err
		}
	}
	for {
		if x.pos == x.end {
			ok, err := x.more()
			if err != nil {
				return err
			}
			if !ok {
				return io.EOF
			}
		}
		if x.buf[x.pos] != '<' {
			i := bytes.IndexByte(x.buf[x.pos:x.end], '<')
			if i < 0 {
				i = x.end - x.pos
			}
			x.kind, x.text = xmlText, x.buf[x.pos:x.pos+i]
			x.pos += i
			return nil
		}
		if x.end-x.pos < 9 {
			if ok, err := x.more(); err != nil {
				return err
			} else if ok {
				continue
			}
			if x.end-x.pos < 3 {
				return &damageError{"it ends inside a tag"}
			}
		}
		switch c := x.buf[x.pos+1]; {
		case c == '!' || c == '?':
			done, err := x.special()
			if err != nil || done {
				return err
			}
		default:
			return x.tag()
		}
	}
}

// begin looks at the encoding.
func (x *xmlScan) begin() error {
	x.began = true
	for x.end < 64 {
		ok, err := x.more()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
	}
	head := x.buf[:x.end]
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		x.pos = 3
	} else if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || len(head) > 1 && (head[0] == 0 || head[1] == 0) {
		return &damageError{"its encoding is UTF-16"}
	}
	return nil
}

// special passes over a comment, a declaration or an instruction; the text of a CDATA section is text.
func (x *xmlScan) special() (done bool, err error) {
	from := x.buf[x.pos:x.end]
	switch {
	case bytes.HasPrefix(from, []byte("<!--")):
		_, err = x.until("-->")
		return false, err
	case bytes.HasPrefix(from, []byte("<![CDATA[")):
		body, err := x.until("]]>")
		if err != nil {
			return false, err
		}
		x.kind, x.text = xmlText, body[len("<![CDATA["):]
		return len(x.text) > 0, nil
	case from[1] == '?':
		body, err := x.until("?>")
		if err == nil && bytes.HasPrefix(body, []byte("<?xml ")) {
			err = utf8Declared(body)
		}
		return false, err
	}
	return false, &damageError{"it declares a document type, which no workbook needs"}
}

// utf8Declared is nil if the XML declaration names no other encoding than UTF-8.
func utf8Declared(decl []byte) error {
	enc := attr(decl, "encoding")
	if len(enc) == 0 || bytes.EqualFold(enc, []byte("utf-8")) || bytes.EqualFold(enc, []byte("us-ascii")) {
		return nil
	}
	return &damageError{fmt.Sprintf("its encoding is %.20s", enc)}
}

// until moves behind mark and returns what stood before it.
func (x *xmlScan) until(mark string) ([]byte, error) {
	for from := 0; ; {
		b := x.buf[x.pos:x.end]
		if i := bytes.Index(b[from:], []byte(mark)); i >= 0 {
			x.pos += from + i + len(mark)
			return b[:from+i], nil
		}
		from = max(0, len(b)-len(mark))
		ok, err := x.more()
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, &damageError{"it ends inside a comment or declaration"}
		}
	}
}

// tag reads the tag at pos.
func (x *xmlScan) tag() error {
	close, quote, i := -1, byte(0), 1
	for close < 0 {
		b := x.buf[x.pos:x.end]
		for ; i < len(b); i++ {
			c := b[i]
			if quote != 0 {
				if c == quote {
					quote = 0
				}
			} else if c == '>' {
				close = i
				break
			} else if c == '"' || c == '\'' {
				quote = c
			} else if c == '<' {
				return &damageError{"a tag stands inside a tag"}
			}
		}
		if close >= 0 {
			break
		}
		ok, err := x.more()
		if err != nil {
			return err
		}
		if !ok {
			return &damageError{"it ends inside a tag"}
		}
	}
	body := x.buf[x.pos+1 : x.pos+close]
	x.pos += close + 1
	x.kind, x.empty = xmlStart, false
	if len(body) > 0 && body[0] == '/' {
		x.kind, body = xmlEnd, body[1:]
	} else if len(body) > 0 && body[len(body)-1] == '/' {
		x.empty, body = true, body[:len(body)-1]
	}
	n := 0
	for n < len(body) && !space(body[n]) {
		if body[n] == ':' {
			body, n = body[n+1:], -1
		}
		n++
	}
	x.name, x.attrs = body[:n], body[n:]
	return nil
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// nextAttr takes the first attribute off attrs; name is empty at the end.
func nextAttr(attrs []byte) (name, value, rest []byte) {
	i := 0
	for i < len(attrs) && space(attrs[i]) {
		i++
	}
	start := i
	for i < len(attrs) && attrs[i] != '=' && !space(attrs[i]) {
		i++
	}
	name = attrs[start:i]
	for i < len(attrs) && (attrs[i] == '=' || space(attrs[i])) {
		i++
	}
	if i >= len(attrs) || attrs[i] != '"' && attrs[i] != '\'' {
		return nil, nil, nil
	}
	q := attrs[i]
	j := bytes.IndexByte(attrs[i+1:], q)
	if j < 0 {
		return nil, nil, nil
	}
	return name, attrs[i+1 : i+1+j], attrs[i+j+2:]
}

// attr is the value of one attribute, nil if there is none. The prefix is ignored.
func attr(tag []byte, name string) []byte {
	if i := bytes.IndexByte(tag, ' '); i > 0 && tag[0] == '<' {
		tag = tag[i:]
	}
	for {
		n, v, rest := nextAttr(tag)
		if len(n) == 0 {
			return nil
		}
		if i := bytes.IndexByte(n, ':'); i >= 0 {
			n = n[i+1:]
		}
		if string(n) == name {
			return v
		}
		tag = rest
	}
}
