package rules

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
	"unicode/utf8"
)

// tooLong tells what hangs from what is slow on a busy machine: no rule file or condition may take so long, however it
// is written. What they take is measured by benchmarks.
const tooLong = time.Minute

func within(t *testing.T, began time.Time) {
	if took := time.Since(began); took > tooLong {
		t.Fatalf("took %s", took)
	}
}

// FuzzRuleFile: any file either is refused with a place inside the file, or gives a set that decides the same way fast,
// plainly, and after its binary form.
func FuzzRuleFile(f *testing.F) {
	names, _ := filepath.Glob("testdata/small/*.yaml")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, c := range mistakes {
		text, _ := unmark(c.text)
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		defer within(t, time.Now())
		name := "x.yaml"
		if bytes.Contains(data, []byte("guide:")) {
			name = "guide.yaml"
		}
		fsys := files(t, map[string]string{name: string(data)})
		set, problems := Check(fsys)
		lines := bytes.Count(data, []byte("\n")) + 1
		for _, p := range problems {
			if p.Code == "" || p.Message == "" || p.Line > lines+1 || p.Line > 0 && (p.Column < 1 || p.Length < 1) {
				t.Fatalf("problem without a place: %#v", p)
			}
			if p.Column > utf8.RuneCountInString(p.Text)+2 && p.Text != "" {
				t.Fatalf("column behind its line: %#v", p)
			}
			_ = p.Frame()
		}
		if (set == nil) != (len(problems.Errors()) > 0) {
			t.Fatalf("set %v, problems %v", set, problems)
		}
		if set != nil {
			agree(t, set)
		}
	})
}

// agree compares the ways to decide on some facts.
func agree(t *testing.T, set *Set) {
	data, err := set.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	read, err := Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 8))
	fast, plain, other := set.NewEvaluator(), set.NewEvaluator(), read.NewEvaluator()
	for range 20 {
		f := randomFacts(r, set)
		want := plain.decidePlainly(f)
		if want.Err != "" {
			t.Fatalf("a condition that was accepted cannot be evaluated: %s", want.Err)
		}
		if d := fast.Decide(f); !reflect.DeepEqual(d, want) {
			t.Fatalf("facts %+v: got %+v, expected %+v", f, d, want)
		}
		if d := other.Decide(f); !reflect.DeepEqual(d, want) {
			t.Fatalf("facts %+v: got %+v after the binary form, expected %+v", f, d, want)
		}
	}
}

// FuzzCondition: any condition is refused with a place, or compiles, and holds for the facts for which it should.
func FuzzCondition(f *testing.F) {
	set := small(f)
	for i := range set.Rules {
		f.Add(set.Rules[i].When)
	}
	for _, text := range []string{
		"let a = 1..1000; all(a, all(a, true))", `reduce(1..30, #acc + #acc, "xxxxxxxxxx")`, "((((((((", "!!!!!leave_on", `now()`, `15 <= spf <= 30`,
		`has("\x61cid")`, "has(`acid`)", `spf_stated and not (spf == 30) or 4.5 >= ph`, `list not in ["none"]`, "true", `not true or -spf < -3`, "$env", "a?.b", "1;2", `list | has()`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer within(t, time.Now())
		s := *set // quantities may grow
		refused := false
		reader := conditionReader{set: &s, words: s.vocabulary(), report: func(from, to int, code, message, _ string) {
			refused = true
			if from < 0 || code == "" || message == "" {
				t.Fatalf("%d–%d %s %s", from, to, code, message)
			}
		}}
		formula := reader.read(text)
		if (formula == nil) != refused {
			t.Fatalf("formula %v, refused %v", formula, refused)
		}
		if formula == nil {
			return
		}
		if _, err := compile(text, &s); err != nil {
			t.Fatalf("accepted, but does not compile: %v", err)
		}
		s.Rules = []Rule{{ID: "x", When: text, Table: set.Rules[0].Table, formula: formula}}
		s.analyses, s.plan = nil, plan{}
		s.prepare()
		e := s.NewEvaluator()
		r := rand.New(rand.NewPCG(9, 10))
		for range 50 {
			facts := randomFacts(r, &s)
			want := e.decidePlainly(facts)
			if want.Err != "" {
				t.Fatalf("accepted, but cannot be evaluated: %s", want.Err)
			}
			if d := e.Decide(facts); !reflect.DeepEqual(d, want) {
				t.Fatalf("facts %+v: got %+v, expected %+v", facts, d, want)
			}
			facts.Families = s.WithParents(facts.Families)
			if facts.Types&s.plan.applies != 0 && (len(want.Fired) > 0) != formula.holds(&facts) {
				t.Fatalf("facts %+v: the condition's formula says %v, its program %v", facts, formula.holds(&facts), want.Fired)
			}
		}
	})
}

// FuzzUnmarshal: damaged data is an error, never a panic; what is accepted decides.
func FuzzUnmarshal(f *testing.F) {
	data, _ := small(f).MarshalBinary()
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		defer within(t, time.Now())
		if len(data) > 4 {
			data = sealed(data)
		}
		if set, err := Unmarshal(data); err == nil && len(set.Guide.Types) > 0 && len(set.Guide.Types) < 32 {
			set.NewEvaluator().Decide(randomFacts(rand.New(rand.NewPCG(1, 1)), set))
		}
	})
}
