package rules

import (
	"slices"
	"strings"
	"testing"
)

// TestBoundFamily: a family may count in some product types only, and only so far down the list.
func TestBoundFamily(t *testing.T) {
	load := func(family string) (*Set, error) {
		return Load(files(t, map[string]string{"x.yaml": "concern: x\ntitle: X\nfamilies:\n  grain: {title: Grains, reported: true, names: [Sugar], " + family + "}\n"}))
	}
	s, err := load("in: [serum], among: 5")
	if err != nil {
		t.Fatal(err)
	}
	i, _ := s.FamilyIndex("grain")
	if f := &s.Families[i]; !slices.Equal(f.In, []string{"serum"}) || f.Among != 5 || !f.Bound() || f.Above() != -1 {
		t.Errorf("got %+v", f)
	}
	for family, want := range map[string]string{
		"in: [scrubs]": "product type",
		"in: serum":    "a list",
		"among: 0":     "among must be a whole number from 1 to 100, found \"0\"",
		"among: 2.5":   "a whole number",
	} {
		if _, err := load(family); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", family, err, want)
		}
	}
}
