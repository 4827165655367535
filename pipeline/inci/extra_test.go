package inci

import "testing"

func TestAddInventory(t *testing.T) {
	lx := parseLexicon()
	before := lx.Recognize("Zorbl Ferment")
	if before.known() {
		t.Fatal("the name of this test is known already")
	}
	lines := []string{
		"Zorbl Ferment | Ferment de Zorbl", "Quux Seed (Plugh) Zzyzx",
		"Retinol", "Retinool", "Parfum", "Water", // read without it
		"Xyzzy Gnarl | Retinol",  // stands beside a retinoid
		"Grault Parfum Corge 77", // has a fragrance in it
		"*", "#", "", " | ",
	}
	if n := lx.AddInventory(lines); n != 4 {
		t.Errorf("%d names were new, want 4", n)
	}
	for _, name := range []string{"Zorbl Ferment", "ZORBL-FERMENT", "ferment de zorbl", "Quux Seed (Plugh) Zzyzx", "Xyzzy Gnarl"} {
		if r := lx.Recognize(name); r.Match != Exact {
			t.Errorf("%s: match %d, want it known", name, r.Match)
		}
		if _, ok := lx.Lookup(name); !ok {
			t.Errorf("Lookup does not find %s", name)
		}
	}
	retinoid := lx.Recognize("Retinol").Families
	if retinoid == (Families{}) {
		t.Fatal("retinol has no family")
	}
	for name, want := range map[string]Families{
		"Retinool": retinoid, "Xyzzy Gnarl": retinoid, "Zorbl Ferment": {}, "Parfum": parseLexicon().Recognize("Parfum").Families,
	} {
		if got := lx.Recognize(name).Families; got != want {
			t.Errorf("%s: families %v, want %v", name, got, want)
		}
	}
	if r := lx.Recognize("Zorbl Fermnt"); r.known() {
		t.Error("a slip was corrected to a name of the inventory")
	}
	if got, want := dump(NewParser(lx).Parse("Water, Zorbl Ferment, Grault Parfum Corge 77, Retinool", Options{})), "Water | Zorbl Ferment | "; len(got) < len(want) || got[:len(want)] != want {
		t.Errorf("read as %s", got)
	}
}

// FuzzAddInventory: no inventory takes a family out of a list.
func FuzzAddInventory(f *testing.F) {
	f.Add("Retinoll", "Water, Retinoll, Talc")
	f.Add("Oil Blend (Limonene)", "Water, Oil Blend (Limonene), Talc")
	f.Add("Parfum bel", "Water, Parfum bel Powder")
	f.Add("Foo | Bar", "Water, Foo Parfum")
	f.Fuzz(func(t *testing.T, name, list string) {
		base, more := parseLexicon(), parseLexicon()
		more.AddInventory([]string{name})
		a, b := NewParser(base).Parse(list, Options{}), NewParser(more).Parse(list, Options{})
		if a.State != Whole { // more is understood: other text is the list
			return
		}
		var had, has Families
		for i := range a.Items {
			had[0] |= a.Items[i].Families[0]
			had[1] |= a.Items[i].Families[1]
		}
		for i := range b.Items {
			has[0] |= b.Items[i].Families[0]
			has[1] |= b.Items[i].Families[1]
		}
		if had[0]&^has[0]|had[1]&^has[1] != 0 {
			t.Errorf("inventory %q: %q was %s, is %s", name, list, dump(a), dump(b))
		}
	})
}
