package reports

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"screen/pipeline"
	"screen/rules"
)

// defaultMarkdownRows is how many products a Markdown report lists unless the options say otherwise.
const defaultMarkdownRows = 500

// markdown writes a summary and a table of products for a pull request or a wiki. Text of the catalog is escaped, so
// that it makes no markup. Every rendered row is one line.
type markdown struct {
	w       io.Writer
	l       *layout
	o       Options
	maxRows int
	rows    spool
	listed  int
	left    int // products beyond maxRows
}

func newMarkdown(w io.Writer, l *layout, o Options) *markdown {
	m := &markdown{w: w, l: l, o: o, maxRows: o.MaxRows}
	if m.maxRows <= 0 {
		m.maxRows = defaultMarkdownRows
	}
	return m
}

func (m *markdown) Append(dst []byte, r *pipeline.Result) []byte {
	dst = strconv.AppendInt(append(dst, "| "...), int64(r.Row), 10)
	dst = appendMarkdown(append(dst, " | "...), r.ID)
	dst = append(dst, " | "...)
	if r.Brand != "" {
		dst = append(appendMarkdown(dst, r.Brand), ' ')
	}
	dst = appendMarkdown(dst, r.Name)
	dst = appendMarkdown(append(dst, " | "...), kind(r))
	for p := range m.l.phases {
		dst = append(dst, " | "...)
		dst = append(dst, m.l.rowWords(p, r.Decision.Verdicts)...)
	}
	dst = append(dst, " | "...)
	dst = append(dst, m.l.suitableWords(r.Decision)...)
	dst = append(dst, " | "...)
	start := len(dst)
	dst = m.l.appendReasons(dst, r)
	reasons := string(dst[start:])
	dst = appendMarkdown(dst[:start], reasons)
	return append(dst, " |\n"...)
}

// rowWords words the verdicts of one phase of the layout: "avoid", or "caution, sensitive avoid".
func (l *layout) rowWords(phase int, verdicts []rules.Verdict) string {
	row := l.cells[phase*len(l.skins) : (phase+1)*len(l.skins)]
	var words string
	for i, c := range row {
		switch v := verdicts[c.at]; {
		case i == 0:
			words = silentDash(v)
		case v != verdicts[row[0].at]:
			words += ", " + l.skinID(c.skin) + " " + silentDash(v)
		}
	}
	return words
}

// suitableWords words from when a product is suitable: "days-5-7", or "days-5-7, sensitive never".
func (l *layout) suitableWords(d *rules.Decision) string {
	var words string
	for i, s := range l.skins {
		from := "never"
		if p := d.SuitableFrom[s]; p >= 0 {
			from = l.phaseID(p)
		}
		switch {
		case i == 0:
			words = from
		case d.SuitableFrom[s] != d.SuitableFrom[l.skins[0]]:
			words += ", " + l.skinID(s) + " " + from
		}
	}
	return words
}

// AppendRejected renders nothing: the summary counts rejected rows.
func (m *markdown) AppendRejected(dst []byte, _ *pipeline.Rejected) []byte { return dst }

func (m *markdown) Write(rendered []byte) error {
	for len(rendered) > 0 {
		n := bytes.IndexByte(rendered, '\n') + 1
		if m.listed == m.maxRows {
			m.left++
		} else {
			m.listed++
			if _, err := m.rows.Write(rendered[:n]); err != nil {
				return err
			}
		}
		rendered = rendered[n:]
	}
	return nil
}

func (m *markdown) Close(s *pipeline.Summary) (err error) {
	defer func() { err = joinNil(err, m.discard()) }()
	var t text
	m.summary(&t, s)
	t.line()
	t.line("## Products")
	t.line()
	head, rule := "| row | id | product | type", "| --: | :-- | :-- | :--"
	for _, p := range m.l.phases {
		head += " | " + md(m.l.phaseID(p))
		rule += " | :--"
	}
	t.line(head, " | suitable from | reasons |")
	t.line(rule, " | :-- | :-- |")
	if err := writeAll(m.w, t.Bytes()); err != nil {
		return err
	}
	if err := m.rows.copyTo(m.w, 0, m.rows.Len()); err != nil || m.left == 0 {
		return err
	}
	return writeAll(m.w, []byte("\n**"+figure(m.left)+" more products are not listed here: the table shows the first "+figure(m.maxRows)+". The summary counts them all.**\n"))
}

func (m *markdown) discard() error { return m.rows.discard() }

func (m *markdown) summary(t *text, s *pipeline.Summary) {
	g := &m.l.set.Guide
	t.line("# ", md(m.o.title()))
	t.line()
	t.line(md(g.Title), ", version ", md(g.Version), ", rules `", strings.ReplaceAll(shown(m.l.set.Digest), "`", ""), "`")
	for _, warning := range warnings(s) {
		t.line()
		t.line("> **", md(strings.Join(warning, " ")), "**")
	}
	t.line()
	t.line("| catalog | read | reported | rejected | skipped | read as |")
	t.line("| :-- | --: | --: | --: | --: | :-- |")
	row := func(name string, read, reported, rejected, skipped int, dialect string) {
		t.line("| ", name, " | ", figure(read), " | ", figure(reported), " | ", figure(rejected), " | ", figure(skipped), " | ", md(dialect), " |")
	}
	for _, c := range s.Catalogs {
		row(md(tableName(&c)), c.Read, c.Reported, c.Rejected, c.Skipped, c.Dialect)
	}
	row("**all**", s.Read, s.Reported, s.Rejected, s.Skipped, "")
	for _, c := range s.Catalogs {
		for _, note := range c.Notes {
			t.line()
			t.line(md(tableName(&c)), ": ", md(note))
		}
	}
	m.verdicts(t, s)
	m.counts(t, s)
}

func (m *markdown) verdicts(t *text, s *pipeline.Summary) {
	t.line()
	head, rule := "| phase | skin type", "| :-- | :--"
	for _, v := range summaryVerdicts {
		head += " | " + v.String()
		rule += " | --:"
	}
	t.line(head, " |")
	t.line(rule, " |")
	for _, c := range m.l.cells {
		line := "| " + md(m.l.phaseID(c.phase)) + " | " + md(m.l.skinID(c.skin))
		for _, v := range summaryVerdicts {
			line += " | " + figure(verdictCount(s, c, v))
		}
		t.line(line, " |")
	}
}

func (m *markdown) counts(t *text, s *pipeline.Summary) {
	hits := rulesByHits(s)
	t.line()
	t.line("| rule | products |")
	t.line("| :-- | --: |")
	for _, h := range hits {
		t.line("| ", md(s.Rules.Rules[h.rule].Title), " | ", figure(h.count), " |")
	}
	t.line()
	t.line("Products without a whole ingredient list: ", figure(s.NoList), " (", percent(s.NoList, s.Reported), ").")
	t.line("Ingredients: ", figure(s.Ingredients), ", recognised ", figure(s.Recognized), " (", percent(s.Recognized, s.Ingredients), ").")
	if len(s.Unrecognized) == 0 {
		return
	}
	var names []string
	for _, n := range s.Unrecognized[:min(len(s.Unrecognized), topNames)] {
		names = append(names, md(clip(n.Name, 70))+" ("+figure(n.Count)+")")
	}
	t.line("Most frequent names that were not recognised: ", strings.Join(names, ", "), ".")
}

func md(s string) string { return string(appendMarkdown(nil, s)) }

// appendMarkdown appends s as plain text of one line, with all that could be markup escaped: also what GitHub makes
// links of by itself.
func appendMarkdown(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		size := 1
		switch {
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c == '<':
			dst = append(dst, "&lt;"...)
		case c == '>':
			dst = append(dst, "&gt;"...)
		case c == '\n' || c == '\r' || c == '\t':
			dst = append(dst, ' ')
		case c < 0x20 || c == 0x7f:
			dst = append(dst, "\uFFFD"...)
		case strings.IndexByte("\\`*_{}[]#|~!@$", c) >= 0,
			c == ':' && strings.HasPrefix(s[i:], "://"),
			c == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www"):
			dst = append(dst, '\\', c)
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		default:
			var instead string
			if size, instead = otherRune(s[i:]); instead != "" {
				dst = append(dst, instead...)
			} else {
				dst = append(dst, s[i:i+size]...)
			}
		}
		i += size
	}
	return dst
}
