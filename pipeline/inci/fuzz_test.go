package inci

import (
	"strings"
	"testing"
	"time"
)

var fuzzSeeds = []string{
	"Water, Glycerin, Retinol", "Ingredients: Water, Glycerin, Retinol, Newate", "Talc@Retinol, Water@Mica", "((((", "[+/- Mica, (CI 77891", "‹a, b› {c, d {e}} (5%)*\n*Essential oil", "Step 1: Water, Talc\nStep 2: Water, Mica",
	"Active ingredients: Zinc Oxide 20%\nInactive ingredients: Water, Talc\nMay contain: Mica", "-Retinol: Smooths your skin. Water, Glycerin, Talc, Mica, Retinol",
	"['Water', \"Glycerin\"]", "Water<br>Glycerin &amp; Talc <ILN1>", "1,2-Hexanediol, 1, 2-Hexanediol, N,2-Dimethyl", "Water 5,5%, contains less than 2% of Talc", "{", "‹", "*", "a:b:c", ":", "%", "5%", "…",
	"Oil Blend (Lavandula Angustifolia Oil, Limonene (Citral, Geraniol)), Talc", "Free of parabens, retinol. Water, Talc, Mica, Glycerin", "Fragrance*. *100% natural fragrance", "[세럼] 정제수, 글리세린 [크림] 정제수, 아데노신(5ppm)",
	"Water\xff\xfe, Gly\x00cerin", "Water,,,, ;;| Talc", "Key ingredients: Retinol. Full ingredient list: Water, Talc, Mica", "Potassium Sorbate Night Cream: Water, Talc, Mica, Glycerin",
}

// items writes what two readings of a list must share.
func items(l *List) string { return dump(l) }

// FuzzParse: reading never panics, keeps its laws, and reading what Format wrote gives the same items.
func FuzzParse(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	p, q := NewParser(parseLexicon()), NewParser(parseLexicon())
	f.Fuzz(func(t *testing.T, text string) {
		l := p.Parse(text, Options{LeaveOn: true})
		checkLaws(t, l)
		if l.State == None {
			return
		}
		checkRoundTrip(t, q, l)
	})
}

// checkRoundTrip checks that parse(format(l)) has l's items.
func checkRoundTrip(t testing.TB, q *Parser, l *List) {
	t.Helper()
	canonical := Format(l)
	again := q.Parse(canonical, Options{LeaveOn: true})
	checkLaws(t, again)
	same := len(again.Items) == len(l.Items)
	for i := 0; same && i < len(l.Items); i++ {
		a, b := &l.Items[i], &again.Items[i]
		same = name(l, a) == name(again, b) && a.Entry == b.Entry && a.Families == b.Families && a.Section == b.Section && a.Part == b.Part && a.Parent == b.Parent &&
			a.Stated == b.Stated && a.Nano == b.Nano && a.Position == b.Position && a.Max == b.Max && a.MaxBy == b.MaxBy
		if !same {
			t.Logf("item %d:\n%+v\n%+v", i, *a, *b)
		}
	}
	if !same {
		t.Fatalf("not the same items:\ntext  %q\ncanon %q\ngot  %s\nwant %s\nskipped %s", l.Text, canonical, items(again), items(l), skips(again))
	}
}

func name(l *List, it *Item) string { return l.Text[it.Start:it.End] }

func TestRoundTripHardCases(t *testing.T) {
	p, q := NewParser(parseLexicon()), NewParser(parseLexicon())
	for _, s := range fuzzSeeds {
		if l := p.Parse(s, Options{LeaveOn: true}); l.State != None {
			checkRoundTrip(t, q, l)
		}
	}
}

// TestLongInputs: time grows with the length of the text and not with its square.
func TestLongInputs(t *testing.T) {
	p := NewParser(parseLexicon())
	for _, s := range []string{"(", "[", ")", "(]", "([{", "a,", "a, ", "a(", "a(b,", "*", "5%", "%", ":", "a:", ".", "a. ", "and ", "-", " - ", "‹", "›", "&", "&amp;", "<", "<br>", "<!--", "1,", "1, 2-", "•", "Water ", "Water", "Water, ", "[a] Water ", "{", "a{b,c}", "\n", "Free of a ", "May contain ", "Step 1: ", "ppm ", "1ppm", "['a', ", "정제수 ", "the skin ", "*a. ", "[+/- a", "/", "a/", "Water/"} {
		text := strings.Repeat(s, 1<<20/len(s))
		start := time.Now()
		l := p.Parse(text, Options{})
		if took := time.Since(start); took > time.Minute {
			t.Errorf("1 MB of %q took %v", s, took)
		} else if took > 300*time.Millisecond {
			t.Logf("1 MB of %q took %v", s, took)
		}
		checkLaws(t, l)
	}
}
