package product

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLabelledTypes measures the types of names in many languages, most of them without any category. No name of what stays on
// the skin may come out as something that is rinsed off or that no rule holds for.
func TestLabelledTypes(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "labelled", "types.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	r := NewReader()
	var u Understanding
	names, right := 0, 0
	for n, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			t.Fatalf("line %d: want types, use, name, category: %q", n+1, line)
		}
		accepted := strings.Split(f[0], ",")
		r.Understand(&Text{Name: f[2], Category: f[3]}, &u)
		names++
		ok := slices.Contains(accepted, u.Types[0])
		if ok {
			right++
		}
		leaveOn, rinseOff := uses(&u)
		switch {
		case f[1] == "leave-on" && !leaveOn, f[1] == "" && !ok && !leaveOn && staysOn(accepted):
			t.Errorf("line %d: %q in %q stays on the skin, but is %s (use %d)", n+1, f[2], f[3], u.Types, u.Use)
		case f[1] == "rinse-off" && !rinseOff:
			t.Errorf("line %d: %q in %q is rinsed off, but is %s (use %d)", n+1, f[2], f[3], u.Types, u.Use)
		case !ok:
			t.Logf("line %d: %q in %q is %s (from %s), want %s", n+1, f[2], f[3], u.Types, u.TypeFrom, f[0])
		}
	}
	t.Logf("%d of %d types as labelled", right, names)
	if names < 1600 || right*1000 < 995*names {
		t.Errorf("%d of %d types as labelled", right, names)
	}
}

// The types by use, as the guide has them; hair, nail, tool and supplement are not put on skin at all.
var (
	rinsed  = []string{"cleanser"}
	eithers = []string{"mask", "exfoliant", "makeup-remover", "body-care", "set", "other"}
	off     = []string{"hair", "nail", "tool", "supplement"}
)

// uses tells which rules hold for what was understood: those for what stays on the skin, and those for what is rinsed off.
func uses(u *Understanding) (leaveOn, rinseOff bool) {
	on := false
	for _, id := range u.Types {
		switch {
		case slices.Contains(off, id):
		case slices.Contains(rinsed, id):
			on, rinseOff = true, true
		case slices.Contains(eithers, id):
			on, leaveOn, rinseOff = true, true, true
		default:
			on, leaveOn = true, true
		}
	}
	if on && u.Use != ByType {
		return u.Use == LeaveOn, u.Use == RinseOff
	}
	return leaveOn, rinseOff
}

// staysOn reports whether all of the accepted types may stay on the skin.
func staysOn(accepted []string) bool {
	for _, id := range accepted {
		if slices.Contains(off, id) || slices.Contains(rinsed, id) {
			return false
		}
	}
	return true
}

// TestCleansersLeftOn: what cleanses and is not rinsed off stays on the skin, so the rules for what stays there hold.
func TestCleansersLeftOn(t *testing.T) {
	for _, c := range []struct {
		text Text
		want Use
	}{
		{Text{Name: "Micellar Water"}, LeaveOn},
		{Text{Name: "Sensitive H2O", Category: "Face > Micellar Water"}, LeaveOn},
		{Text{Name: "Cleansing Wipes, 25 pcs", Category: "Cleansers"}, LeaveOn},
		{Text{Name: "Micellar Water, rinse off"}, RinseOff},
		{Text{Name: "Gentle Cleanser", Description: "Apply with a cotton pad. No need to rinse."}, LeaveOn},
		{Text{Name: "Gentle Cleanser", Description: "Apply with a cotton pad, then rinse off."}, ByType},
		{Text{Name: "Gentle Cleanser", Description: "Massage in and rinse off."}, ByType},
		{Text{Name: "Calming Cream", Description: "No need to rinse."}, ByType}, // stays on the skin by its type
		{Text{Name: "Micellar Gel"}, ByType},
	} {
		if u := understand(c.text); u.Use != c.want {
			t.Errorf("%+v: use %d of %s, want %d", c.text, u.Use, u.Types, c.want)
		}
	}
}
