package rules

import (
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// product builds facts from words: families, types, claims by their ids.
func product(t testing.TB, s *Set, typ string, families ...string) Facts {
	t.Helper()
	f := Facts{SPF: Unstated, PH: Unstated, List: ListWhole, Count: 10}
	i, ok := s.TypeIndex(typ)
	if !ok {
		t.Fatalf("no type %s", typ)
	}
	f.Types = 1 << i
	f.LeaveOn, f.RinseOff = s.Guide.Types[i].LeaveOn, s.Guide.Types[i].RinseOff
	for _, id := range families {
		at, ok := s.FamilyIndex(id)
		if !ok {
			t.Fatalf("no family %s", id)
		}
		f.Families[at/64] |= 1 << (at % 64)
	}
	return f
}

// row is the verdicts of a phase in one letter each: . suitable, r, c, u, a, and - for not applicable.
func rows(d *Decision, skinTypes int) string {
	var b strings.Builder
	for i, v := range d.Verdicts {
		if i > 0 && i%skinTypes == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte("_.rcua-"[v])
	}
	return b.String()
}

func TestDecide(t *testing.T) {
	s := small(t)
	for _, c := range []struct {
		name     string
		facts    Facts
		change   func(*Facts)
		verdicts string // phases first, middle, late; skin types normal, dry, sensitive
		fired    string
		from     []int
	}{
		{"nothing speaks", product(t, s, "serum"), nil, "... ... ...", "", []int{0, 0, 0}},
		{"one rule, cells differ by skin type", product(t, s, "serum", "retinoid"), nil, "aaa cca ...", "retinoid", []int{1, 1, 2}},
		{"benefit", product(t, s, "serum", "calming"), nil, "rrr rrr ...", "calming", []int{0, 0, 0}},
		{"concern outweighs benefit", product(t, s, "serum", "calming", "retinoid"), nil, "aaa cca ...", "retinoid calming", []int{1, 1, 2}},
		{"negation", product(t, s, "serum", "calming", "fragrance"), nil, "... ... ...", "", []int{0, 0, 0}},
		{"type among several", product(t, s, "mask", "calming"), nil, "rrr rrr ...", "calming", []int{0, 0, 0}},
		{"wrong type", product(t, s, "cleanser", "calming"), nil, "... ... ...", "", []int{0, 0, 0}},
		{"parent by child", product(t, s, "serum", "aha"), nil, "ccc ... ...", "trace", []int{0, 0, 0}},
		{"amount", product(t, s, "serum", "aha"), func(f *Facts) { f.Quantity = 1 }, "aaa aaa ccc", "aha", []int{2, 2, 2}},
		{"stated amount", product(t, s, "cleanser", "aha"), func(f *Facts) { f.Quantity = 2 }, "aaa aaa ccc", "aha", []int{2, 2, 2}},
		{"SPF low", product(t, s, "sunscreen"), func(f *Facts) { f.SPF, f.Spectrum = 29, SpectrumBroad }, "aaa aaa aaa", "low-spf", []int{-1, -1, -1}},
		{"SPF enough", product(t, s, "sunscreen"), func(f *Facts) { f.SPF, f.Spectrum = 30, SpectrumBroad }, "... ... ...", "", []int{0, 0, 0}},
		{"SPF narrow", product(t, s, "sunscreen"), func(f *Facts) { f.SPF, f.Spectrum = 50, SpectrumNarrow }, "aaa aaa aaa", "low-spf", []int{-1, -1, -1}},
		{"SPF unstated does not count as low", product(t, s, "sunscreen"), func(f *Facts) { f.Spectrum = SpectrumBroad }, "ccc ccc ccc", "spf-unstated", []int{0, 0, 0}},
		{"breadth unstated", product(t, s, "sunscreen"), func(f *Facts) { f.SPF = 50 }, "ccc ccc ccc", "spf-unstated", []int{0, 0, 0}},
		{"SPF stated as 0", product(t, s, "sunscreen"), func(f *Facts) { f.SPF, f.Spectrum = 0, SpectrumBroad }, "aaa aaa aaa", "low-spf", []int{-1, -1, -1}},
		{"pH low", product(t, s, "cleanser"), func(f *Facts) { f.PH = 449 }, "ccc caa ...", "cleanser-ph", []int{0, 2, 2}},
		{"pH at the bound", product(t, s, "cleanser"), func(f *Facts) { f.PH = 450 }, "... ... ...", "", []int{0, 0, 0}},
		{"pH at the upper bound", product(t, s, "cleanser"), func(f *Facts) { f.PH = 650 }, "... ... ...", "", []int{0, 0, 0}},
		{"pH high", product(t, s, "cleanser"), func(f *Facts) { f.PH = 651 }, "ccc caa ...", "cleanser-ph", []int{0, 2, 2}},
		{"pH unstated", product(t, s, "cleanser"), nil, "... ... ...", "", []int{0, 0, 0}},
		{"note", product(t, s, "serum"), func(f *Facts) { f.Count, f.Claims = 41, 1 }, "... ... ...", "long-list", []int{0, 0, 0}},
		{"no note", product(t, s, "serum"), func(f *Facts) { f.Count, f.Claims = 40, 1 }, "... ... ...", "", []int{0, 0, 0}},
		{"no list", product(t, s, "serum"), func(f *Facts) { f.List = ListNone }, "uuu uuu uuu", "no-list", []int{-1, -1, -1}},
		{"unreadable list", product(t, s, "serum", "calming"), func(f *Facts) { f.List = ListUnreadable }, "uuu uuu uuu", "calming no-list", []int{-1, -1, -1}},
		{"avoid stands above unknown", product(t, s, "serum", "retinoid"), func(f *Facts) { f.List = ListNone }, "aaa uua uuu", "retinoid no-list", []int{-1, -1, -1}},
		{"not on skin", product(t, s, "hair", "retinoid"), func(f *Facts) { f.List = ListNone }, "--- --- ---", "", []int{-1, -1, -1}},
		{"on skin too", product(t, s, "hair", "retinoid"), func(f *Facts) { f.Types |= 2 }, "aaa cca ...", "retinoid", []int{1, 1, 2}},
		{"no type at all", Facts{SPF: Unstated, PH: Unstated}, nil, "--- --- ---", "", []int{-1, -1, -1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.change != nil {
				c.change(&c.facts)
			}
			for _, decide := range []func(Facts) *Decision{s.NewEvaluator().Decide, s.NewEvaluator().decidePlainly} {
				d := decide(c.facts)
				var fired []string
				for _, i := range d.Fired {
					fired = append(fired, s.Rules[i].ID)
				}
				if got := rows(d, 3); got != c.verdicts || strings.Join(fired, " ") != c.fired || !slices.Equal(d.SuitableFrom, c.from) || d.Err != "" {
					t.Errorf("got %s, fired %v, from %v, error %q\nexpected %s, %s, %v", got, fired, d.SuitableFrom, d.Err, c.verdicts, c.fired, c.from)
				}
			}
		})
	}
}

// randomFacts favours values near the bounds that rules compare with.
func randomFacts(r *rand.Rand, s *Set) Facts {
	near := func(values ...int) int { return values[r.IntN(len(values))] }
	f := Facts{
		Quantity: r.Uint64() & (1<<len(s.Quantities) - 1),
		Claims:   r.Uint64() & (1<<len(s.Guide.Claims) - 1),
		Types:    1 << r.IntN(len(s.Guide.Types)),
		SPF:      int16(near(Unstated, 0, 1, 14, 15, 16, 29, 30, 31, 49, 50, 51, 100)),
		PH:       int16(near(Unstated, 0, 349, 350, 351, 449, 450, 451, 550, 649, 650, 651, 1400)),
		Count:    uint16(near(0, 1, 2, 5, 39, 40, 41, 42, 300, 65535)),
		List:     ListState(r.IntN(4)),
		Spectrum: Spectrum(r.IntN(3)),
		LeaveOn:  r.IntN(2) == 0,
		RinseOff: r.IntN(2) == 0,
	}
	if r.IntN(4) == 0 {
		f.Types |= 1 << r.IntN(len(s.Guide.Types))
	}
	for range r.IntN(6) {
		at := r.IntN(max(1, len(s.Families)))
		f.Families[at/64] |= 1 << (at % 64)
	}
	return f
}

// What is remembered, and the rules that are not asked, must not change a decision.
func TestFastEqualsPlain(t *testing.T) {
	for _, dir := range []string{"testdata/small", "microneedling"} {
		s, err := Load(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		fastEqualsPlain(t, s)
	}
}

func fastEqualsPlain(t *testing.T, s *Set) {
	fast, plain := s.NewEvaluator(), s.NewEvaluator()
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		f := randomFacts(r, s)
		if got, want := fast.Decide(f), plain.decidePlainly(f); !reflect.DeepEqual(got, want) {
			t.Fatalf("facts %+v: got %+v, expected %+v", f, got, want)
		}
	}
}

// Facts that no rule can tell apart share a decision; facts that some rule can tell apart have keys of their own.
func TestCanonicalFacts(t *testing.T) {
	s := small(t)
	base := product(t, s, "serum", "aha")
	for _, c := range []struct {
		name   string
		one    func(*Facts)
		other  func(*Facts)
		shared bool
	}{
		{"count", func(f *Facts) { f.Count = 3 }, func(f *Facts) { f.Count = 39 }, true},
		{"count at the bound", func(f *Facts) { f.Count = 40 }, func(f *Facts) { f.Count = 41 }, false},
		{"SPF", func(f *Facts) { f.SPF = 31 }, func(f *Facts) { f.SPF = 100 }, true},
		{"SPF at the bound", func(f *Facts) { f.SPF = 29 }, func(f *Facts) { f.SPF = 30 }, false},
		{"SPF not stated", func(f *Facts) { f.SPF = 0 }, func(f *Facts) { f.SPF = Unstated }, false},
		{"pH", func(f *Facts) { f.PH = 451 }, func(f *Facts) { f.PH = 649 }, true},
		{"pH at the bound", func(f *Facts) { f.PH = 449 }, func(f *Facts) { f.PH = 450 }, false},
		{"a claim no rule reads", func(f *Facts) { f.Claims = 2 }, func(f *Facts) {}, true},
		{"a claim", func(f *Facts) { f.Claims = 1 }, func(f *Facts) {}, false},
		{"use no rule reads", func(f *Facts) { f.RinseOff = true }, func(f *Facts) {}, true},
		{"use", func(f *Facts) { f.LeaveOn = false }, func(f *Facts) {}, false},
		{"parents given or not", func(f *Facts) { f.Families[0] |= 1 << s.Families[2].Parent }, func(f *Facts) {}, true},
	} {
		one, other := base, base
		c.one(&one)
		c.other(&other)
		if shared := s.canonical(one) == s.canonical(other); shared != c.shared {
			t.Errorf("%s: shared is %v, expected %v", c.name, shared, c.shared)
		}
	}
	e := s.NewEvaluator()
	if first := e.Decide(base); first != e.Decide(base) {
		t.Error("the decision was not remembered")
	}
}

// Adding an ingredient of a concern's family never makes a verdict better; here for families that are not asked behind not.
func TestMoreFamiliesAreNoBetter(t *testing.T) {
	s := small(t)
	e := s.NewEvaluator()
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		f := randomFacts(r, s)
		for _, id := range []string{"retinoid", "acid", "aha"} {
			more := f
			at, _ := s.FamilyIndex(id)
			more.Families[at/64] |= 1 << (at % 64)
			before, after := e.Decide(f), e.Decide(more)
			for i := range before.Verdicts {
				if after.Verdicts[i] < before.Verdicts[i] {
					t.Fatalf("%s made %+v better: %v, then %v", id, f, before.Verdicts, after.Verdicts)
				}
			}
		}
	}
}

// A condition that cannot be evaluated is unknown where its rule speaks, and says so.
func TestFailedCondition(t *testing.T) {
	s := small(t)
	at, _ := s.RuleIndex("retinoid")
	s.Rules[at].When, s.Rules[at].formula = `has("retinoid"`, nil // as if the set had been damaged after it was checked
	d := s.NewEvaluator().Decide(product(t, s, "serum", "retinoid"))
	if got := rows(d, 3); got != "uuu uuu ..." || !strings.Contains(d.Err, "rule retinoid:") || d.Fired != nil {
		t.Errorf("got %s, error %q, fired %v", got, d.Err, d.Fired)
	}
	if d.SuitableFrom[0] != 2 {
		t.Errorf("got suitable from %v", d.SuitableFrom)
	}
}

// A decision stays as it is when others take its place in memory.
func TestDecisionsStay(t *testing.T) {
	s := small(t)
	e, plain := s.NewEvaluator(), s.NewEvaluator()
	r := rand.New(rand.NewPCG(5, 6))
	var facts []Facts
	var given []*Decision
	for range 4 * recentSlots {
		facts = append(facts, randomFacts(r, s))
		given = append(given, e.Decide(facts[len(facts)-1]))
	}
	for i, d := range given {
		if want := plain.decidePlainly(facts[i]); !reflect.DeepEqual(d, want) {
			t.Fatalf("facts %+v: %+v became of %+v", facts[i], d, want)
		}
	}
}

// One set, many evaluators (run with -race).
func TestManyEvaluators(t *testing.T) {
	s := small(t)
	var all sync.WaitGroup
	for seed := range uint64(4) {
		all.Go(func() {
			e := s.NewEvaluator()
			r := rand.New(rand.NewPCG(seed, 1))
			for range 200 {
				e.Decide(randomFacts(r, s))
			}
		})
	}
	all.Wait()
}

func TestDecideDoesNotAllocate(t *testing.T) {
	s := small(t)
	e := s.NewEvaluator()
	f := product(t, s, "serum", "aha")
	e.Decide(f)
	if n := testing.AllocsPerRun(100, func() { e.Decide(f) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDecide(b *testing.B) {
	s := small(b)
	r := rand.New(rand.NewPCG(1, 2))
	facts := make([]Facts, 4096)
	for i := range facts {
		facts[i] = randomFacts(r, s)
	}
	b.Run("new facts", func(b *testing.B) {
		e := s.NewEvaluator()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			f := facts[i%len(facts)]
			key := s.canonical(f)
			p := key.pack()
			e.compose(&key, &p)
		}
	})
	b.Run("hit", func(b *testing.B) {
		e := s.NewEvaluator()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			e.Decide(facts[i%len(facts)])
		}
	})
	b.Run("miss", func(b *testing.B) {
		e := s.NewEvaluator()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			e.memory = newMemory(s)
			e.Decide(facts[i%len(facts)])
		}
	})
	b.Run("plain", func(b *testing.B) {
		e := s.NewEvaluator()
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			e.decidePlainly(facts[i%len(facts)])
		}
	})
}
