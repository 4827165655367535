package inci

import "testing"

// What the text names outside of its list, and nothing of whose kind is in the list, makes it partial; what it only
// speaks of does not.
func TestNamedOutside(t *testing.T) {
	p := NewParser(parseLexicon())
	const list = "Aqua, Glycerin, Panthenol, Xanthan Gum, Phenoxyethanol"
	for _, c := range []struct {
		text  string
		state State
	}{
		{list + ". Directions: apply nightly. Retinol, Squalane, Talc", Partial},
		{list + ". Directions: apply nightly. Retinol and Squalane", Partial},
		{list + ". Use: Retinol, Squalane", Partial},
		{list + ". Warnings: contains retinol", Partial},
		{list + ". WARNING: keep out of eyes. Contains retinol.", Partial},
		{"Key ingredients: Retinol. Ingredients: " + list, Partial},
		{"Key ingredients: Retinol, Squalane. Ingredients: " + list, Partial},
		{"Aqua, Glycerin, Panthenol*, Xanthan Gum. *with retinol", Partial},
		{list + "; Made in France with Retinol, Parfum", Partial},
		{list + ". Made in France with natural Parfum.", Whole}, // says nothing that is a name
		{"-Retinol: Smooths your skin and the look of lines.\n\n" + list, Partial},
		{"-Salicylic Acid 2%: Clears your pores and the skin.\n\n" + list, Partial},
		{"With 2% Salicylic Acid for your skin.\n\n" + list, Partial},
		{"With Salicylic Acid for your skin.\n\n" + list, Whole},
		{"-Retinol: Smooths your skin and the look of lines.\n\n" + list + ", Retinyl Palmitate", Whole},
		{"-Parfum: For the joy of your skin.\n\n" + list + ", Linalool", Whole},
		{"-Bakuchiol: A retinol alternative for your skin.\n\n" + list, Whole},
		{list + ". Directions: pairs well with retinol.", Whole},
		{list + ". Directions: pairs well with vitamin E, retinol.", Whole},
		{list + ". Directions: do not use with AHA, retinol or other actives.", Whole},
		{list + ". Warnings: avoid using with retinol.", Whole},
		{list + ". Warnings: not with retinol.", Whole},
		{list + ". Directions: use with retinol at night.", Whole},
		{list + ". Free from parabens, retinol.", Whole},
		{list + ". Directions: apply nightly. Squalane, Talc", Whole},
		{list + ". *100% natural Parfum", Whole},
	} {
		l := p.Parse(c.text, Options{})
		if l.State != c.state {
			t.Errorf("%s: state %v (%s), want %v; %s", c.text, l.State, l.Reason, c.state, skips(l))
		}
	}
}

// Filters with their percentages are active ingredients even where shops write them as bullets; a drug's actives alone
// are no whole list.
func TestFiltersInBullets(t *testing.T) {
	p := NewParser(parseLexicon())
	const list = "Aqua, Glycerin, Panthenol, Xanthan Gum, Phenoxyethanol"
	for _, c := range []struct {
		text    string
		actives int
		state   State
	}{
		{"-Avobenzone 3%\n-Homosalate 6.5%\n-Zinc Oxide 5%\n\n" + list, 3, Whole},
		{"-Squalane: Keeps your skin soft.\n-Avobenzone 2%, Homosalate 4%, and Octocrylene 2%\n\n" + list, 3, Whole},
		{"-Squalane: Keeps your skin soft.\n\nAvobenzone 3%, and Octocrylene 5%: Provide sun protection.\n\n" + list, 2, Whole},
		{"-Octinoxate (7.5%): Sunscreen.\n-Zinc Oxide 17.1%: Sunscreen.\n\n" + list, 2, Whole},
		{"-Squalane: Keeps your skin soft.\n-Avobenzone: Filters the light of the sun.\n\n" + list, 0, Whole},
		{"-Avobenzone 3%\n-Homosalate 6.5%", 2, Partial},
		{"Active ingredients: Zinc Oxide 20%", 1, Partial},
		{"Active ingredient: Mineral Oil 100%", 1, Whole},
	} {
		l := p.Parse(c.text, Options{})
		n := 0
		for i := range l.Items {
			if l.Items[i].Section == Active {
				n++
			}
		}
		if n != c.actives || l.State != c.state {
			t.Errorf("%s: %d actives, state %v (%s), want %d and %v; %s", c.text, n, l.State, l.Reason, c.actives, c.state, dump(l))
		}
	}
}
