package rules

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

func TestBinary(t *testing.T) {
	s := small(t)
	data, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	u, err := Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	u.Warnings = s.Warnings
	if !reflect.DeepEqual(u, s) {
		t.Errorf("got %+v\nexpected %+v", u, s)
	}
	again, _ := u.MarshalBinary()
	if !bytes.Equal(again, data) {
		t.Error("equal sets gave different bytes")
	}
	r := rand.New(rand.NewPCG(5, 6))
	one, other := s.NewEvaluator(), u.NewEvaluator()
	for range 1000 {
		f := randomFacts(r, s)
		if !reflect.DeepEqual(one.Decide(f), other.Decide(f)) {
			t.Fatalf("facts %+v: decisions differ", f)
		}
	}
}

// sealed puts a right checksum under damaged data.
func sealed(data []byte) []byte {
	body := bytes.Clone(data[:len(data)-4])
	return binary.LittleEndian.AppendUint32(body, crc32.ChecksumIEEE(body))
}

func TestDamagedBinary(t *testing.T) {
	s := small(t)
	data, _ := s.MarshalBinary()
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "not a rule set"},
		{"another version", append([]byte("screen rule set 9\n"), data[len(binaryHeader):]...), "another version"},
		{"cut", data[:len(data)/2], "checksum"},
		{"a bit flipped", append(bytes.Clone(data[:200]), append([]byte{data[200] ^ 1}, data[201:]...)...), "checksum"},
		{"cut and sealed", sealed(data[:len(data)/2]), "too early"},
		{"longer and sealed", sealed(append(bytes.Clone(data[:len(data)-4]), "more...."...)), "too late"},
		{"a condition changed", sealed(bytes.Replace(data, []byte(`has("retinoid")`), []byte(`has("retinoix")`), 1)), "there is no family"},
	} {
		_, err := Unmarshal(c.data)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, expected %q", c.name, err, c.want)
		}
	}
}

// TestDamagedFormula: a formula that asks for what is not there, or that is too deep, is an error.
func TestDamagedFormula(t *testing.T) {
	for _, c := range []struct {
		name string
		f    formula
		want string
	}{
		{"no such family", formula{op: opFamily, index: 1000}, "not there"},
		{"below the first", formula{op: opClaim, index: -1}, "not there"},
		{"no such quantity", formula{op: opAnd, operands: []*formula{{op: opConst}, {op: opQuantity, index: 99}}}, "not there"},
		{"nothing to join", formula{op: opOr}, "not there"},
		{"a question of questions", formula{op: opFlag, operands: []*formula{{op: opConst}}}, "not there"},
		{"not a number", formula{op: opMeasure, operator: "<", value: math.NaN()}, "not there"},
		{"no such kind", formula{op: opList + 1}, "too early"},
		{"no such operator", formula{op: opMeasure, operator: "~"}, "too early"},
	} {
		s := small(t)
		s.Rules[0].formula = &c.f
		data, _ := s.MarshalBinary()
		if _, err := Unmarshal(data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	s, deep := small(t), &formula{op: opConst}
	for range maxNodes + 2 {
		deep = &formula{op: opAnd, operands: []*formula{deep}}
	}
	s.Rules[0].formula = deep
	data, _ := s.MarshalBinary()
	if _, err := Unmarshal(data); err == nil {
		t.Error("a formula of any depth is read")
	}
}

// TestFormulas: a rule set without formulas, or with those of other conditions, is read all the same: its conditions are parsed.
func TestFormulas(t *testing.T) {
	want, other := small(t), small(t)
	for i := range other.Rules {
		other.Rules[i].formula = nil
	}
	data, _ := other.MarshalBinary()
	got, err := Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want.Rules {
		if !reflect.DeepEqual(got.Rules[i].formula, want.Rules[i].formula) {
			t.Errorf("rule %s: got %+v", want.Rules[i].ID, got.Rules[i].formula)
		}
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	data, _ := small(b).MarshalBinary()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Unmarshal(data); err != nil {
			b.Fatal(err)
		}
	}
}
