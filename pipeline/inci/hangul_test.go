package inci

import "testing"

// Names of the old Korean spelling are those of the new one, and names of other substances stay apart.
func TestHangulSpellings(t *testing.T) {
	lx, err := NewLexicon(Source{
		Families: []Family{
			{ID: "uv", Names: []string{"Octinoxate | 에틸헥실메톡시신나메이트"}, Parent: -1},
			{ID: "acid", Names: []string{"Citric Acid | 시트릭애씨드"}, Parent: -1},
			{ID: "allergen", Names: []string{"Alpha-Isomethyl Ionone | 알파-아이소메틸아이오논"}, Parent: -1},
		},
		Known: []string{"Dimethicone | 다이메티콘", "Methylparaben | 메틸파라벤", "Glycine | 글라이신", "Glycerin | 글리세린"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"에칠헥실메톡시신나메이트": "Octinoxate",
		"시트릭산":         "Citric Acid",
		"시트릭애시드":       "Citric Acid",
		"알파-이소메칠이오논":   "Alpha-Isomethyl Ionone",
		"디메치콘":         "Dimethicone",
		"메칠파라벤":        "Methylparaben",
		"글리신":          "Glycine",
		"글리세린":         "Glycerin",
		"에칠파라벤":        "", // ethyl is not methyl
		"글리신산":         "",
	} {
		got := ""
		if r := lx.Recognize(name); r.Entry != nil {
			got = r.Entry.Name
		}
		if got != want {
			t.Errorf("%s is read as %q, not %q", name, got, want)
		}
	}
}
