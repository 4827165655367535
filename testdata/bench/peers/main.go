// Command peers writes, as JSON, what other tools need to screen a catalog the way people do without this program: a regular
// expression for each family, and for each phase and skin type the families to avoid and those that ask for caution. It is a
// rough screening: no lists parsed, no amounts, no claims, no evidence.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"screen/rules"
	"screen/rules/microneedling"
)

type family struct {
	ID      string `json:"id"`
	Pattern string `json:"pattern"`
}

type cell struct {
	Name    string   `json:"name"`
	Avoid   []string `json:"avoid"`
	Caution []string `json:"caution"`
}

// namesEach is how many names a family's regular expression has at most: as many as people write.
const namesEach = 12

func main() {
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
	out := struct {
		Families []family `json:"families"`
		Cells    []cell   `json:"cells"`
	}{families(set), cells(set)}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func families(set *rules.Set) (all []family) {
	for _, f := range set.Families {
		var names []string
		for _, line := range slices.Concat(f.Names, f.Patterns) {
			name, _, _ := strings.Cut(line, "|")
			name = strings.ToLower(strings.Trim(name, " *#"))
			if len(name) > 3 && !strings.ContainsAny(name, "*#") && len(names) < namesEach {
				names = append(names, regexp.QuoteMeta(name))
			}
		}
		if len(names) > 0 {
			all = append(all, family{f.ID, strings.Join(names, "|")})
		}
	}
	return all
}

// cells says which families each phase and skin type avoids, by the rules that ask for a family.
func cells(set *rules.Set) (all []cell) {
	skins := len(set.Guide.SkinTypes)
	for p, phase := range set.Guide.Phases {
		for s, skin := range set.Guide.SkinTypes {
			c := cell{Name: phase.ID + "/" + skin.ID, Avoid: []string{}, Caution: []string{}}
			for i := range set.Rules {
				r := &set.Rules[i]
				if len(r.Table) == 0 || len(r.Families) == 0 {
					continue
				}
				id := set.Families[r.Families[0]].ID
				switch r.Table[p*skins+s] {
				case rules.Avoid:
					c.Avoid = append(c.Avoid, id)
				case rules.Caution:
					c.Caution = append(c.Caution, id)
				}
			}
			all = append(all, c)
		}
	}
	return all
}
