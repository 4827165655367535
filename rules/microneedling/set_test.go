package microneedling_test

import (
	"slices"
	"strings"
	"testing"

	"screen/rules"
)

func TestVocabulary(t *testing.T) {
	set := load(t)
	g := &set.Guide
	var phases, skins, types, off, statements []string
	for _, p := range g.Phases {
		phases = append(phases, p.ID)
	}
	for _, s := range g.SkinTypes {
		skins = append(skins, s.ID)
	}
	for _, typ := range g.Types {
		types = append(types, typ.ID)
		if !typ.Applies {
			off = append(off, typ.ID)
		}
	}
	for _, s := range g.Statements {
		statements = append(statements, s.ID)
	}
	for _, c := range []struct {
		what      string
		got, want []string
	}{{"phases", phases, phaseIDs}, {"skin types", skins, skinIDs}, {"types", types, typeIDs}, {"types off skin", off, offSkin}, {"statements", statements, statementIDs}} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
	hours := [][2]int{{0, 48}, {48, 96}, {96, 168}, {168, 0}}
	for i, p := range g.Phases {
		if [2]int{p.From, p.To} != hours[i] {
			t.Errorf("phase %s: hours %d to %d, want %v", p.ID, p.From, p.To, hours[i])
		}
	}
}

// TestStatements proves that each of the guide's statements is behind a rule. (What no product can satisfy has no
// statement: it is advice.)
func TestStatements(t *testing.T) {
	set := load(t)
	cited := map[string]bool{}
	for _, r := range set.Rules {
		for _, id := range r.Cites {
			cited[id] = true
		}
	}
	for _, id := range statementIDs {
		if !cited[id] {
			t.Errorf("no rule cites %s", id)
		}
	}
	if len(set.Guide.Advice) < 10 {
		t.Errorf("%d pieces of advice, want at least 10", len(set.Guide.Advice))
	}
}

func TestRulesAreComplete(t *testing.T) {
	set := load(t)
	for _, r := range set.Rules {
		for what, text := range map[string]string{"title": r.Title, "because": r.Because, "then": r.Then, "evidence": r.Evidence, "source of the evidence": r.EvidenceSource, "cites": strings.Join(r.Cites, " ")} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("rule %s has no %s", r.ID, what)
			}
		}
		if len(r.Because) > 200 || len(r.Then) > 200 {
			t.Errorf("rule %s: because and then should each be short", r.ID)
		}
	}
	for _, w := range set.Warnings {
		t.Errorf("warning: %v", w)
	}
}

// TestTables proves that each rule states its row of the matrix to the letter, silence apart from suitable.
func TestTables(t *testing.T) {
	set, rows := load(t), parseMatrix(t)
	for _, r := range set.Rules {
		row, speaks := tables[r.ID]
		if speaks != (r.Table != nil) {
			t.Errorf("rule %s has a verdict table: %v, want %v", r.ID, r.Table != nil, speaks)
		}
		if r.Table == nil {
			continue
		}
		if got := tableOf(set, &rules.Decision{Verdicts: r.Table}); got != rows[row] {
			t.Errorf("rule %s: got%v\nwant%v", r.ID, got, rows[row])
		}
	}
}

// TestReportedFamilies proves that reports name exactly the families that the outside world knows.
func TestReportedFamilies(t *testing.T) {
	want := []string{
		"fragrance", "fragrance-allergen", "benzyl-alcohol", "essential-oil", "retinoid", "exfoliating-acid", "ph-adjuster-acid",
		"vitamin-c", "vitamin-c-derivative", "other-active", "chemical-uv-filter", "mineral-uv-filter", "drying-alcohol",
		"harsh-preservative", "dye", "sulfate-surfactant", "scrub-particle", "comedogenic", "plain-oil", "hyaluronic-acid", "peptide",
		"growth-factor", "aloe", "vitamin-e", "calming",
	}
	var got []string
	for _, f := range load(t).Families {
		if f.Reported {
			got = append(got, f.ID)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// TestParentsHoldNoNames proves that no name hides in a family that only its children's rules judge.
func TestParentsHoldNoNames(t *testing.T) {
	for _, f := range load(t).Families {
		if (f.ID == "exfoliating-acid" || f.ID == "comedogenic") && len(f.Names)+len(f.Patterns) > 0 {
			t.Errorf("family %s has names of its own: move them to the child that says how they are judged", f.ID)
		}
	}
}

// TestExamplesCover proves that each rule has, in its own file, an example on which it fires and one on which it is
// silent, and that each cell of its table is seen in an example on which it fires.
func TestExamplesCover(t *testing.T) {
	set := load(t)
	for _, r := range set.Rules {
		fires, silent := false, false
		seen := make([]bool, len(set.Guide.Phases)*len(set.Guide.SkinTypes))
		for _, e := range set.Examples {
			if e.Concern != r.Concern {
				continue
			}
			silent = silent || slices.Contains(e.Silent, r.ID)
			if !slices.Contains(e.Fires, r.ID) {
				continue
			}
			fires = true
			for i, v := range e.Expect {
				// A cell is shown where the example expects what the rule says there.
				seen[i] = seen[i] || r.Table == nil || v == r.Table[i] || r.Table[i] == rules.Silent && v != rules.Silent
			}
		}
		if !fires || !silent {
			t.Errorf("rule %s: an example that it fires on: %v, one that it is silent on: %v", r.ID, fires, silent)
		}
		if i := slices.Index(seen, false); fires && i >= 0 {
			t.Errorf("rule %s: no example shows its cell %s, %s", r.ID, set.Guide.Phases[i/len(set.Guide.SkinTypes)].ID, set.Guide.SkinTypes[i%len(set.Guide.SkinTypes)].ID)
		}
	}
}
