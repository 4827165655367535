package microneedling_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"screen/rules"
	"screen/rules/microneedling"
)

func load(t testing.TB) *rules.Set {
	t.Helper()
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// facts turns a subject into what the engine is asked about.
func (s *subject) facts(t testing.TB, set *rules.Set) rules.Facts {
	t.Helper()
	f := rules.Facts{
		SPF: int16(s.spf), PH: int16(s.ph), Spectrum: s.spectrum, List: s.list, Count: uint16(s.count),
		LeaveOn: s.leaveOn, RinseOff: s.rinseOff,
	}
	for _, id := range s.types {
		at, ok := set.TypeIndex(id)
		if !ok {
			t.Fatalf("the guide has no type %s", id)
		}
		f.Types |= 1 << at
	}
	for _, id := range s.families {
		at, ok := set.FamilyIndex(id)
		if !ok {
			t.Fatalf("the rule files have no family %s", id)
		}
		f.Families[at/64] |= 1 << (at % 64)
	}
	for _, id := range s.claims {
		at, ok := set.ClaimIndex(id)
		if !ok {
			t.Fatalf("the guide has no claim %s", id)
		}
		f.Claims |= 1 << at
	}
	for i, q := range set.Quantities {
		if s.holds(q.Kind, set.Families[q.Family].ID, q.Percent) {
			f.Quantity |= 1 << i
		}
	}
	return f
}

// holds answers what the specification's own conditions ask of amounts, and no other question.
func (s *subject) holds(kind rules.QuantityKind, family string, percent float32) bool {
	switch {
	case kind == rules.Above && percent == 1:
		return s.may(family)
	case kind == rules.Leading && family == "mineral-uv-filter":
		return s.has(family) && !s.pigment
	case kind == rules.Stated && family == "urea" && percent == 10:
		return s.urea
	case kind == rules.Stated && family == "ph-adjuster-acid" && percent == 1:
		return s.citric
	}
	return false
}

// check compares what the engine decides, and on which rules, with what the specification says.
func (s *subject) check(t *testing.T, set *rules.Set, eval *rules.Evaluator, rows map[string]table) {
	t.Helper()
	want := s.verdicts(rows)
	decision := eval.Decide(s.facts(t, set))
	if got := tableOf(set, decision); got != want {
		t.Errorf("%+v\ngot%v\nwant%v", *s, got, want)
	}
	if want[0][0] == rules.NotApplicable {
		return
	}
	for i, r := range set.Rules {
		fires := firings[r.ID]
		if fires == nil {
			t.Fatalf("rule %s stands in no specification", r.ID)
		}
		if got := slices.Contains(decision.Fired, i); got != fires(s) {
			t.Errorf("%+v: rule %s fires: %v, want %v", *s, r.ID, got, !got)
		}
	}
}

func tableOf(set *rules.Set, d *rules.Decision) (t table) {
	for p, phase := range phaseIDs {
		for k, skin := range skinIDs {
			i, _ := set.PhaseIndex(phase)
			j, _ := set.SkinTypeIndex(skin)
			t[p][k] = d.Verdicts[i*len(set.Guide.SkinTypes)+j]
		}
	}
	return t
}

// base is a product of a type with nothing to be said of it but its type.
func base(types ...string) subject {
	return subject{types: types, leaveOn: true, spf: rules.Unstated, ph: rules.Unstated, list: rules.ListWhole}
}

// concernFamilies are those against which a rule speaks somewhere; benefitFamilies those for which one speaks.
var (
	concernFamilies = []string{
		"retinoid", "bha", "aha", "pha", "vitamin-c", "vitamin-c-derivative", "other-active", "fragrance", "fragrance-allergen",
		"essential-oil", "drying-alcohol", "harsh-preservative", "dye", "sulfate-surfactant", "scrub-particle", "comedogenic-4-5",
		"comedogenic-3", "plain-oil", "chemical-uv-filter",
	}
	benefitFamilies = []string{"hyaluronic-acid", "peptide", "growth-factor", "aloe", "vitamin-e", "calming", "mineral-uv-filter"}
	silentFamilies  = []string{"benzyl-alcohol", "ph-adjuster-acid", "urea"}
)

// variants are a product type used in every way: left on, rinsed off, both.
func variants(types ...string) []subject {
	leave, rinse, both := base(types...), base(types...), base(types...)
	rinse.leaveOn, rinse.rinseOff, both.rinseOff = false, true, true
	return []subject{leave, rinse, both}
}

// TestMatrix proves each row of the matrix on its own: every finding on a product of every type and use.
func TestMatrix(t *testing.T) {
	set, rows := load(t), parseMatrix(t)
	eval := set.NewEvaluator()
	families := slices.Concat([]string{""}, concernFamilies, benefitFamilies, silentFamilies)
	seen := map[string]bool{}
	for _, typ := range typeIDs {
		for _, s := range variants(typ) {
			for _, family := range families {
				for _, active := range []bool{false, true} {
					s.families, s.active = nil, nil
					if family != "" {
						s.families = []string{family}
					}
					if active {
						s.active = s.families
					}
					s.check(t, set, eval, rows)
					s.note(seen)
				}
			}
		}
	}
	for _, s := range circumstances() {
		s.check(t, set, eval, rows)
		s.note(seen)
	}
	for name := range findings {
		if !seen[name] {
			t.Errorf("no product of this test shows the finding %q", name)
		}
	}
}

func (s *subject) note(seen map[string]bool) {
	for name, holds := range findings {
		if holds(s) {
			seen[name] = true
		}
	}
}

// circumstances are products whose findings come from what they state, and from what is known of their list.
func circumstances() (all []subject) {
	for _, typ := range typeIDs {
		for _, list := range []rules.ListState{rules.ListNone, rules.ListUnreadable, rules.ListPartial} {
			for _, family := range []string{"", "retinoid", "calming"} {
				s := base(typ)
				s.list = list
				if family != "" {
					s.families = []string{family}
				}
				all = append(all, s)
			}
		}
		for _, spf := range []int{rules.Unstated, 0, 15, 29, 30, 50, 100} {
			for _, spectrum := range []rules.Spectrum{rules.SpectrumUnstated, rules.SpectrumBroad, rules.SpectrumNarrow} {
				for _, filters := range [][]string{nil, {"mineral-uv-filter"}, {"chemical-uv-filter"}, {"mineral-uv-filter", "chemical-uv-filter"}} {
					s := base(typ)
					s.spf, s.spectrum, s.families = spf, spectrum, filters
					all = append(all, s)
					s.pigment = true
					all = append(all, s)
				}
			}
		}
		for _, ph := range []int{rules.Unstated, 0, 449, 450, 550, 650, 651, 1400} {
			s := base(typ)
			s.ph = ph
			all = append(all, s)
		}
		s := base(typ)
		s.families, s.urea = []string{"urea"}, true
		all = append(all, s)
		for _, count := range []int{1, 40, 41, 200} {
			s := base(typ)
			s.count = count
			all = append(all, s)
		}
	}
	return all
}

// TestMatrixCombined proves that the worst of several findings stands: all pairs of families and of types, and products drawn at random.
func TestMatrixCombined(t *testing.T) {
	set, rows := load(t), parseMatrix(t)
	eval := set.NewEvaluator()
	families := slices.Concat(concernFamilies, benefitFamilies)
	for _, typ := range []string{"cleanser", "serum", "moisturizer", "sunscreen", "toner", "makeup"} {
		for i, a := range families {
			for _, b := range families[i+1:] {
				s := base(typ)
				s.families = []string{a, b}
				s.active = []string{a}
				s.check(t, set, eval, rows)
			}
		}
	}
	for i, a := range onSkin() {
		for _, b := range onSkin()[i+1:] {
			for _, family := range families {
				s := base(a, b)
				s.families = []string{family}
				s.check(t, set, eval, rows)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		s := drawn(random)
		s.check(t, set, eval, rows)
	}
}

func onSkin() (types []string) {
	for _, typ := range typeIDs {
		if !slices.Contains(offSkin, typ) {
			types = append(types, typ)
		}
	}
	return types
}

// drawn is a product at random, with up to three types and five families.
func drawn(r *rand.Rand) subject {
	pick := func(from []string, most int) (picked []string) {
		for range r.IntN(most + 1) {
			if x := from[r.IntN(len(from))]; !slices.Contains(picked, x) {
				picked = append(picked, x)
			}
		}
		return picked
	}
	s := base(pick(onSkin(), 3)...)
	if len(s.types) == 0 {
		s.types = []string{"other"}
	}
	use := r.IntN(3)
	s.leaveOn, s.rinseOff = use != 0, use != 1
	s.families = pick(slices.Concat(concernFamilies, benefitFamilies, silentFamilies), 5)
	s.active = pick([]string{"aha", "pha"}, 2)
	s.urea = r.IntN(10) == 0
	if s.urea {
		s.families = append(s.families, "urea")
	}
	s.spf = []int{rules.Unstated, 15, 30, 50}[r.IntN(4)]
	s.ph = []int{rules.Unstated, 400, 550, 900}[r.IntN(4)]
	s.spectrum = rules.Spectrum(r.IntN(3))
	s.pigment = r.IntN(3) == 0
	s.citric = r.IntN(10) == 0
	if s.citric {
		s.families = append(s.families, "ph-adjuster-acid")
	}
	s.count = r.IntN(60)
	s.claims = pick(claimIDs, 4)
	s.list = []rules.ListState{rules.ListWhole, rules.ListWhole, rules.ListWhole, rules.ListPartial, rules.ListNone}[r.IntN(5)]
	return s
}

// claimIDs are the claims that a list can contradict, and some that no rule asks about.
var claimIDs = []string{
	"fragrance-free", "unscented", "essential-oil-free", "alcohol-free", "oil-free", "non-comedogenic", "sulfate-free", "dye-free",
	"mineral-sunscreen", "chemical-filter-free", "retinol-free", "acid-free", "preservative-free", "ph-balanced", "hypoallergenic",
	"for-sensitive-skin", "vegan", "paraben-free",
}

// better orders verdicts from the best to the worst, as a reader sees them.
var better = []rules.Verdict{rules.Recommended, rules.Suitable, rules.Caution, rules.Unknown, rules.Avoid}

// TestLaws proves on products drawn at random that another ingredient of concern never makes a verdict better, that a
// list of which part is missing clears nothing, and that avoid stands whatever is missing.
func TestLaws(t *testing.T) {
	set := load(t)
	eval := set.NewEvaluator()
	random := rand.New(rand.NewPCG(3, 4))
	for range 5_000 {
		s := drawn(random)
		was := tableOf(set, eval.Decide(s.facts(t, set)))
		more := s
		more.families = append(slices.Clone(s.families), concernFamilies[random.IntN(len(concernFamilies))])
		if s.unfiltered() && !more.unfiltered() {
			continue // the filter is what the list lacked: with it, the list is whole
		}
		missing := s
		missing.list = rules.ListPartial
		worse := tableOf(set, eval.Decide(more.facts(t, set)))
		part := tableOf(set, eval.Decide(missing.facts(t, set)))
		for p := range was {
			for k := range was[p] {
				cell := fmt.Sprintf("%+v: %s, %s skin", s, phaseIDs[p], skinIDs[k])
				if slices.Index(better, worse[p][k]) < slices.Index(better, was[p][k]) {
					t.Errorf("%s: %v, and %v with %v", cell, was[p][k], worse[p][k], more.families)
				}
				if part[p][k] != rules.Unknown && part[p][k] != rules.Avoid || was[p][k] == rules.Avoid && part[p][k] != rules.Avoid {
					t.Errorf("%s: %v, and %v if only a part of the list is known", cell, was[p][k], part[p][k])
				}
			}
		}
	}
}

// TestKit holds the whole set against the guide's own kit: each of its products, when clean, is recommended or suitable
// in every phase, and recommended somewhere.
func TestKit(t *testing.T) {
	set := load(t)
	eval := set.NewEvaluator()
	kit := map[string]subject{"hydrating cleanser": base("cleanser"), "growth factor gel": base("serum"), "hyaluronic acid serum": base("serum"), "copper and hyaluronic mist": base("toner"), "all in one set": base("set")}
	for name, families := range map[string][]string{
		"hydrating cleanser":         {"hyaluronic-acid", "calming"},
		"growth factor gel":          {"growth-factor"},
		"hyaluronic acid serum":      {"hyaluronic-acid"},
		"copper and hyaluronic mist": {"peptide", "hyaluronic-acid"},
		"all in one set":             {"peptide", "hyaluronic-acid", "growth-factor", "calming"},
	} {
		s := kit[name]
		s.families = families
		if name == "hydrating cleanser" {
			s.leaveOn, s.rinseOff = false, true
		}
		recommended := false
		for p, row := range tableOf(set, eval.Decide(s.facts(t, set))) {
			for k, v := range row {
				recommended = recommended || v == rules.Recommended
				if v != rules.Recommended && v != rules.Suitable {
					t.Errorf("%s: %v in %s for %s skin", name, v, phaseIDs[p], skinIDs[k])
				}
			}
		}
		if !recommended && name != "all in one set" {
			t.Errorf("%s is nowhere recommended", name)
		}
	}
}
