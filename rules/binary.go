package rules

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"
)

// A set in binary form is for embedding: it is read in a fraction of the time that its YAML files take. It is a
// header, the set's fields one after the other (numbers as varints, text and lists with their length before them), and a
// CRC-32 of all that. Conditions stand as text and as formulas, so that they need not be parsed.
const binaryHeader = "screen rule set 4\n"

// MarshalBinary returns the set in binary form, without its warnings. Equal sets give equal bytes.
func (s *Set) MarshalBinary() ([]byte, error) {
	c := &codec{out: []byte(binaryHeader)}
	c.set(s)
	return binary.LittleEndian.AppendUint32(c.out, crc32.ChecksumIEEE(c.out)), nil
}

// Unmarshal returns the set that MarshalBinary gave as data. It checks whatever deciding relies on, so that damaged data
// is an error and never a set that decides otherwise.
func Unmarshal(data []byte) (*Set, error) {
	body := len(data) - 4
	if body < len(binaryHeader) || string(data[:len(binaryHeader)]) != binaryHeader {
		return nil, errors.New("not a rule set in binary form, or of another version")
	}
	if crc32.ChecksumIEEE(data[:body]) != binary.LittleEndian.Uint32(data[body:]) {
		return nil, errors.New("the rule set is damaged: its checksum is wrong")
	}
	c := &codec{reading: true, in: string(data[len(binaryHeader):body])}
	s := &Set{}
	c.set(s)
	if c.failed || c.in != "" {
		return nil, errors.New("the rule set is damaged: it ends too early or too late")
	}
	if err := s.sound(); err != nil {
		return nil, fmt.Errorf("the rule set is damaged: %w", err)
	}
	s.prepare()
	return s, nil
}

// sound checks a set that was read, and reads its conditions.
func (s *Set) sound() error {
	cells := len(s.Guide.Phases) * len(s.Guide.SkinTypes)
	switch {
	case cells == 0 || len(s.Guide.Phases) > MaxPhases || len(s.Guide.SkinTypes) > MaxSkinTypes:
		return errors.New("phases or skin types are missing or too many")
	case len(s.Families) > MaxFamilies || len(s.Guide.Types) > MaxTypes || len(s.Guide.Claims) > MaxClaims || len(s.Quantities) > MaxQuantities:
		return errors.New("it holds more than it may")
	}
	for _, q := range s.Quantities {
		if q.Family < 0 || q.Family >= len(s.Families) {
			return errors.New("an amount of no family")
		}
	}
	for i := range s.Families {
		steps := 0
		for at := i; at != -1; at = s.Families[at].Parent {
			if steps++; at < 0 || at >= len(s.Families) || steps > len(s.Families) {
				return fmt.Errorf("family %s has an impossible parent", s.Families[i].ID)
			}
		}
	}
	words := s.vocabulary()
	for i := range s.Rules {
		if err := s.soundRule(&s.Rules[i], words, cells); err != nil {
			return fmt.Errorf("rule %s: %w", s.Rules[i].ID, err)
		}
	}
	return nil
}

func (s *Set) soundRule(r *Rule, words vocabulary, cells int) error {
	if r.Table != nil && len(r.Table) != cells {
		return errors.New("its table has another size")
	}
	for _, v := range r.Table {
		if v > Avoid {
			return fmt.Errorf("it says %s", v)
		}
	}
	if r.formula == nil {
		var wrong error
		reader := conditionReader{set: s, words: words, fixed: true, report: func(_, _ int, _, message, _ string) { wrong = errors.New(message) }}
		if r.formula = reader.read(r.When); r.formula == nil {
			return wrong
		}
	} else if !s.soundFormula(r.formula) {
		return errors.New("its condition asks for what is not there")
	}
	r.Families, r.Quantities = r.formula.evidence()
	return nil
}

// soundFormula reports whether all that a formula asks for is there.
func (s *Set) soundFormula(f *formula) bool {
	limit := 1
	switch f.op {
	case opAnd, opOr:
		for _, o := range f.operands {
			if !s.soundFormula(o) {
				return false
			}
		}
		return len(f.operands) > 0
	case opFamily:
		limit = len(s.Families)
	case opQuantity:
		limit = len(s.Quantities)
	case opType:
		limit = len(s.Guide.Types)
	case opClaim:
		limit = len(s.Guide.Claims)
	case opFlag:
		limit = len(flags)
	case opMeasure:
		limit = len(measures)
	}
	return len(f.operands) == 0 && f.index >= 0 && f.index < limit && f.states <= allStates && !math.IsInf(f.value, 0) && !math.IsNaN(f.value)
}

// codec writes or reads: each of its methods does both, so that the two cannot come apart.
type codec struct {
	out     []byte // written so far
	in      string // yet to be read; what is read shares its memory
	reading bool
	failed  bool // in was not what was expected
}

func (c *codec) set(s *Set) {
	c.guide(&s.Guide)
	list(c, &s.Families, func(f *Family) {
		c.text(&f.ID, &f.Title, &f.Concern, &f.Note, &f.Source, &f.File)
		c.texts(&f.Names, &f.Patterns, &f.Except, &f.Excludes, &f.In)
		c.number(&f.Parent, &f.Among, &f.Line)
		c.truth(&f.Reported)
	})
	list(c, &s.Rules, func(r *Rule) {
		c.text(&r.ID, &r.Title, &r.Concern, &r.When, &r.Because, &r.Then, &r.Evidence, &r.EvidenceSource, &r.File)
		c.texts(&r.Cites)
		c.number(&r.Line)
		c.table(&r.Table)
		c.condition(r)
	})
	list(c, &s.Quantities, func(q *Quantity) {
		kind, percent := int(q.Kind), int(math.Float32bits(q.Percent))
		c.number(&kind, &q.Family, &percent)
		q.Kind, q.Percent = QuantityKind(kind), math.Float32frombits(uint32(percent))
	})
	list(c, &s.Concerns, func(x *Concern) { c.text(&x.ID, &x.Title, &x.File) })
	list(c, &s.Examples, c.example)
	list(c, &s.Excuses, func(x *Excuse) { c.text(&x.Rule, &x.Change, &x.Reason, &x.File); c.number(&x.Line) })
	c.text(&s.Digest)
}

func (c *codec) guide(g *Guide) {
	c.text(&g.ID, &g.Title, &g.Version, &g.Source)
	readable := int(math.Float64bits(g.Readable))
	c.number(&readable)
	g.Readable = math.Float64frombits(uint64(readable))
	list(c, &g.Phases, func(p *Phase) { c.text(&p.ID, &p.Title); c.number(&p.From, &p.To) })
	list(c, &g.SkinTypes, func(t *SkinType) { c.text(&t.ID, &t.Title) })
	list(c, &g.Types, func(t *ProductType) {
		c.text(&t.ID, &t.Title)
		c.truth(&t.RinseOff, &t.LeaveOn, &t.Applies)
	})
	list(c, &g.Claims, func(x *Claim) { c.text(&x.ID, &x.Title) })
	list(c, &g.Verdicts, func(v *VerdictText) { c.text(&v.Title, &v.Means); c.verdict(&v.Verdict) })
	list(c, &g.Evidence, func(x *EvidenceGrade) { c.text(&x.ID, &x.Title) })
	list(c, &g.Statements, func(x *Statement) { c.text(&x.ID, &x.Where, &x.Says) })
	list(c, &g.Advice, func(a *Advice) {
		c.text(&a.ID, &a.Text)
		list(c, &a.Phases, func(p *int) { c.number(p) })
		c.texts(&a.Cites)
	})
}

func (c *codec) example(e *Example) {
	c.text(&e.Concern, &e.File)
	c.number(&e.Line)
	c.table(&e.Expect)
	c.texts(&e.Fires, &e.Silent, &e.Families)
	if c.reading {
		e.Fields = map[string]string{}
	}
	for _, name := range ExampleFields {
		value, written := e.Fields[name]
		if c.truth(&written); written {
			c.text(&value)
			if c.reading {
				e.Fields[name] = value
			}
		}
	}
}

// condition writes or reads a rule's formula. What is read of another text than the rule's counts as missing.
func (c *codec) condition(r *Rule) {
	text := int(crc32.ChecksumIEEE([]byte(r.When)))
	there, of := r.formula != nil, text
	if c.truth(&there); !there {
		return
	}
	f := r.formula
	if c.reading {
		f = &formula{}
	}
	c.number(&of)
	c.formula(f, 0)
	if c.reading && of == text && !c.failed {
		r.formula = f
	}
}

// operators are those of a comparison, "" for what is none.
var operators = []string{"", "==", "!=", "<", "<=", ">", ">="}

// formula writes or reads a formula at a depth.
func (c *codec) formula(f *formula, depth int) {
	kind, operator, states, value := int(f.op), slices.Index(operators, f.operator), int(f.states), int(math.Float64bits(f.value))
	c.number(&kind, &f.index, &operator, &states, &value, &f.from, &f.to)
	c.truth(&f.negated)
	if c.reading {
		if kind < 0 || kind > int(opList) || operator < 0 || operator >= len(operators) || states < 0 || states > allStates || depth > maxNodes {
			c.failed = true
			return
		}
		f.op, f.operator, f.states, f.value = op(kind), operators[operator], uint8(states), math.Float64frombits(uint64(value))
	}
	list(c, &f.operands, func(o **formula) {
		if c.reading {
			*o = &formula{}
		}
		c.formula(*o, depth+1)
	})
}

// list writes or reads a list; one without items is read as nil.
func list[T any](c *codec, items *[]T, each func(*T)) {
	count := len(*items)
	c.number(&count)
	if !c.reading {
		for i := range *items {
			each(&(*items)[i])
		}
		return
	}
	if count < 0 || count > len(c.in) { // every item takes a byte at least
		c.failed = true
	}
	if c.failed || count == 0 {
		return
	}
	*items = make([]T, 0, min(count, 1024))
	for range count {
		var item T
		if each(&item); c.failed {
			return
		}
		*items = append(*items, item)
	}
}

func (c *codec) number(values ...*int) {
	for _, v := range values {
		if !c.reading {
			c.out = binary.AppendVarint(c.out, int64(*v))
			continue
		}
		*v = int(c.varint())
	}
}

// varint reads a number as binary.AppendVarint writes it.
func (c *codec) varint() int64 {
	var u uint64
	for i := 0; i < min(len(c.in), binary.MaxVarintLen64); i++ {
		b := c.in[i]
		u |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			c.in = c.in[i+1:]
			return int64(u>>1) ^ -int64(u&1)
		}
	}
	c.failed, c.in = true, ""
	return 0
}

func (c *codec) text(values ...*string) {
	for _, v := range values {
		length := len(*v)
		c.number(&length)
		switch {
		case !c.reading:
			c.out = append(c.out, *v...)
		case length < 0 || length > len(c.in):
			c.failed, c.in = true, ""
		default:
			*v, c.in = c.in[:length], c.in[length:]
		}
	}
}

func (c *codec) texts(values ...*[]string) {
	for _, v := range values {
		count := len(*v)
		if c.number(&count); c.reading && count > 0 && count <= len(c.in) {
			*v = make([]string, count)
		} else if c.reading && count != 0 {
			c.failed, c.in = true, ""
		}
		for i := range *v {
			c.text(&(*v)[i])
		}
	}
}

func (c *codec) truth(values ...*bool) {
	for _, v := range values {
		n := 0
		if *v {
			n = 1
		}
		c.number(&n)
		*v = n == 1
	}
}

func (c *codec) verdict(v *Verdict) {
	n := int(*v)
	c.number(&n)
	if n < 0 || n > int(NotApplicable) {
		c.failed = true
	}
	*v = Verdict(n)
}

// table writes or reads a verdict table, one byte a cell.
func (c *codec) table(table *[]Verdict) {
	var cells string
	if !c.reading {
		var b strings.Builder
		for _, v := range *table {
			b.WriteByte(byte(v))
		}
		cells = b.String()
	}
	c.text(&cells)
	if c.reading && cells != "" {
		*table = make([]Verdict, len(cells))
		for i := range *table {
			(*table)[i] = Verdict(cells[i])
		}
	}
}
