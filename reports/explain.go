package reports

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"screen/pipeline"
	"screen/pipeline/inci"
	"screen/pipeline/product"
	"screen/rules"
)

// WriteExplanation writes all that is known of one product and why it was decided as it was, as text for a terminal:
// its facts and where they come from, the list as read, what was passed over, every rule that fired, the verdicts,
// and the guide's advice for each phase.
func WriteExplanation(w io.Writer, r *pipeline.Result, set *rules.Set, o Options) error {
	l, err := newLayout(set, o)
	if err != nil {
		return err
	}
	e := explanation{layout: l, r: r}
	e.product()
	e.facts()
	if r.List != nil {
		e.ingredients()
		e.passedOver()
	}
	e.diagnostics()
	e.rules()
	e.verdicts()
	e.advice()
	return writeAll(w, e.Bytes())
}

// explanation is one product's explanation in the making.
type explanation struct {
	text
	*layout
	r *pipeline.Result
}

// heading writes a heading with an empty line before.
func (e *explanation) heading(parts ...string) {
	e.line()
	e.line(parts...)
}

func (e *explanation) product() {
	r := e.r
	title := strings.TrimSpace(shown(r.Brand) + " " + shown(r.Name))
	if title == "" {
		title = "Ingredient list"
	}
	e.line(title)
	if r.Source == "" {
		return
	}
	place := fmt.Sprintf("%s, row %d", shown(r.Source), r.Row)
	if r.Sheet != "" {
		place = fmt.Sprintf("%s, sheet %s, row %d", shown(r.Source), shown(r.Sheet), r.Row)
	}
	if r.ID != "" {
		place += ", id " + shown(r.ID)
	}
	e.line(place)
}

func (e *explanation) facts() {
	r := e.r
	e.heading("Facts")
	e.fact("type", e.types(), from(r.Product.TypeFrom))
	e.fact("use", e.use(), e.useFrom())
	if r.Facts.SPF >= 0 {
		e.fact("SPF", strconv.Itoa(int(r.Facts.SPF)), from(r.Product.SPFFrom))
	}
	if r.Facts.Spectrum != rules.SpectrumUnstated {
		e.fact("UV protection", [...]string{"", "broad-spectrum", "not broad-spectrum"}[r.Facts.Spectrum], "")
	}
	if r.Facts.PH >= 0 {
		e.fact("pH", strconv.FormatFloat(float64(r.Facts.PH)/100, 'f', -1, 64), "as stated")
	}
	if len(r.Product.Claims) > 0 {
		e.fact("claims", e.claims(), "as claimed, not checked")
	}
	e.fact("ingredient list", r.Facts.List.String(), e.listReason())
	if families := e.families(r.Facts.Families); families != "" {
		e.fact("families", families, "")
	}
	for i, q := range e.set.Quantities {
		if r.Facts.Quantity>>i&1 != 0 {
			e.fact("amount", e.quantity(q), "")
		}
	}
}

// fact writes what is known of the product, and where it comes from.
func (e *explanation) fact(name, value, source string) {
	if source != "" {
		value += " (" + source + ")"
	}
	e.line(fmt.Sprintf("  %-17s", name), value)
}

func from(words string) string {
	if words == "" {
		return ""
	}
	return "from " + shown(words)
}

func (e *explanation) types() string {
	titles := make([]string, 0, 2)
	for _, id := range e.r.Product.Types {
		title := id
		for _, t := range e.set.Guide.Types {
			if t.ID == id {
				title = t.Title
			}
		}
		titles = append(titles, title)
	}
	return strings.Join(titles, ", ")
}

func (e *explanation) use() string {
	switch {
	case e.r.Facts.LeaveOn && e.r.Facts.RinseOff:
		return "leave-on and rinse-off"
	case e.r.Facts.LeaveOn:
		return "leave-on"
	case e.r.Facts.RinseOff:
		return "rinse-off"
	}
	return "not left on skin, not rinsed off"
}

func (e *explanation) useFrom() string {
	if e.r.Product.Use == product.ByType {
		return "from the type"
	}
	return "from the product's words"
}

func (e *explanation) claims() string {
	titles := make([]string, 0, 4)
	for _, id := range e.r.Product.Claims {
		title := id
		for _, c := range e.set.Guide.Claims {
			if c.ID == id {
				title = c.Title
			}
		}
		titles = append(titles, title)
	}
	return strings.Join(titles, ", ")
}

func (e *explanation) listReason() string {
	if e.r.List == nil {
		return ""
	}
	return shown(e.r.List.Reason)
}

// families names the families of a set by id, those too that other reports leave out.
func (e *explanation) families(set rules.FamilySet) string {
	var ids []string
	for i := range e.set.Families {
		if has(set, i) {
			ids = append(ids, e.set.Families[i].ID)
		}
	}
	return strings.Join(ids, ", ")
}

func (e *explanation) quantity(q rules.Quantity) string {
	family := e.set.Families[q.Family].Title
	if q.Kind == rules.Stated {
		return fmt.Sprintf("%s: the label states %g %% or more", family, q.Percent)
	}
	return fmt.Sprintf("%s: may exceed %g %%", family, q.Percent)
}

func (e *explanation) ingredients() {
	list := e.r.List
	e.heading(fmt.Sprintf("Ingredients: %d read, %d recognised", len(list.Items), e.r.Recognized))
	rows := [][]string{{"", "as written", "recognised as", "how", "at most", "because of", "families"}}
	section, part := inci.Main, -1
	flush := func() {
		if len(rows) > 1 {
			e.table("  ", len(rows[0]), rows)
			rows = rows[:1]
		}
	}
	for i := range list.Items {
		it := &list.Items[i]
		if it.Section != section || int(it.Part) != part {
			flush()
			section, part = it.Section, int(it.Part)
			e.sectionHeading(section, part)
		}
		rows = append(rows, e.ingredient(i))
	}
	flush()
}

func (e *explanation) sectionHeading(section inci.Section, part int) {
	words := [...]string{"", "Active ingredients", "May contain"}[section]
	if part < len(e.r.List.Parts) {
		name := shown(e.r.List.Parts[part])
		if words != "" {
			name += ", "
		}
		words = name + words
	}
	if words != "" {
		e.line("  ", words, ":")
	}
}

// ingredient is the row of item i: position, as written, recognised as, how, bound, what gave it, families.
func (e *explanation) ingredient(i int) []string {
	it := &e.r.List.Items[i]
	position := ""
	if it.Position > 0 {
		position = strconv.Itoa(int(it.Position))
	}
	written := clip(shown(asWritten(e.r.List, i)), 60)
	if it.Parent >= 0 {
		written = "· " + written
	}
	name, how := "not recognised", ""
	if it.Entry != nil {
		name, how = clip(shown(it.Entry.Name), 60), matchWords(it.Match)
	}
	if it.Nano {
		name += " [nano]"
	}
	bound, by := "", ""
	if it.Section != inci.MayContain {
		bound, by = string(appendPercent(nil, it.Max))+" %", e.boundWords(i)
	}
	return []string{position, written, name, how, bound, by, e.families(it.Families)}
}

func matchWords(m inci.Match) string {
	return [...]string{"", "name", "pattern", "corrected spelling", "words joined or split"}[m]
}

// boundWords words what bounds item i: "its place", "the label", "stands after Phenoxyethanol", "part of Parfum".
func (e *explanation) boundWords(i int) string {
	it := &e.r.List.Items[i]
	name := clip(shown(boundBy(e.r.List, i)), 40)
	switch by := int(it.MaxBy); {
	case by < 0 && it.Max >= 100:
		return "nothing known"
	case by < 0:
		return "its place"
	case by == i:
		return "the label"
	case by == int(it.Parent):
		return "part of " + name
	default:
		return "stands after " + name
	}
}

func (e *explanation) passedOver() {
	list := e.r.List
	if len(list.Skipped) > 0 {
		e.heading("Passed over")
		var rows [][]string
		for _, s := range list.Skipped {
			rows = append(rows, []string{skipWords(s.Kind), strconv.Quote(clip(shown(list.Text[s.Start:s.End]), 90))})
		}
		e.table("  ", 2, rows)
	}
	if len(list.Notes) > 0 {
		e.heading("Repairs and doubts")
		for _, n := range list.Notes {
			e.line("  ", n.Code, ": ", shown(n.Text))
		}
	}
}

func skipWords(k inci.SkipKind) string {
	return [...]string{"prose", "claim", "footnote", "code", "heading"}[k]
}

func (e *explanation) diagnostics() {
	if len(e.r.Diagnostics) == 0 {
		return
	}
	e.heading("Diagnostics")
	for _, d := range e.r.Diagnostics {
		where := ""
		if d.Column != "" {
			where = shown(d.Column) + ": "
		}
		e.line("  ", d.Code, ": ", where, shown(d.Message))
	}
}

func (e *explanation) rules() {
	if e.r.Decision.Err != "" {
		e.heading("!!! A rule could not be evaluated: ", shown(e.r.Decision.Err))
	}
	fired := e.r.Decision.Fired
	if len(fired) == 0 {
		e.heading("No rule fired.")
		return
	}
	e.heading("Rules that fired")
	for _, i := range fired {
		e.rule(i)
	}
}

func (e *explanation) rule(i int) {
	rule := &e.set.Rules[i]
	e.line("  ", rule.ID, ": ", shown(string(e.appendReason(nil, e.r, i))))
	for _, f := range e.r.Findings {
		if f.Rule == i && f.Item >= 0 {
			e.line("    on ", strconv.Quote(clip(shown(asWritten(e.r.List, f.Item)), 80)), e.findingBound(f.Item))
		}
	}
	e.para("    ", "why: "+rule.Because)
	if rule.Then != "" {
		e.para("    ", "then: "+rule.Then)
	}
	e.para("    ", "if: "+shown(rule.When))
	e.line("    says: ", e.ruleVerdicts(rule))
	if len(rule.Cites) > 0 {
		e.line("    cites: ", strings.Join(rule.Cites, ", "))
	}
	if rule.Evidence != "" {
		e.para("    ", "evidence: "+e.evidence(rule))
	}
}

func (e *explanation) findingBound(i int) string {
	it := &e.r.List.Items[i]
	if it.Section == inci.MayContain {
		return ""
	}
	return fmt.Sprintf(", at most %s %% (%s)", appendPercent(nil, it.Max), e.boundWords(i))
}

// ruleVerdicts words a rule's row of the matrix: "first-48h avoid; days-3-4 caution, sensitive avoid".
func (l *layout) ruleVerdicts(rule *rules.Rule) string {
	if rule.Table == nil {
		return "a note, no verdict"
	}
	var phases []string
	for i, p := range l.phases {
		phases = append(phases, l.phaseID(p)+" "+l.rowWords(i, rule.Table))
	}
	return strings.Join(phases, "; ")
}

func silentDash(v rules.Verdict) string {
	if v == rules.Silent {
		return "–"
	}
	return v.String()
}

func (e *explanation) verdicts() {
	e.heading("Verdicts")
	head := []string{""}
	for _, p := range e.phases {
		head = append(head, e.phaseID(p))
	}
	rows := [][]string{append(head, "suitable from")}
	for s, skin := range e.skins {
		row := []string{e.skinID(skin)}
		for p := range e.phases {
			row = append(row, e.r.Decision.Verdicts[e.cells[p*len(e.skins)+s].at].String())
		}
		suitable := "never"
		if p := e.r.Decision.SuitableFrom[skin]; p >= 0 {
			suitable = e.phaseID(p)
		}
		rows = append(rows, append(row, suitable))
	}
	e.table("  ", len(rows[0]), rows)
}

// advice writes what the guide asks of a person, with the reported phases that each piece is for.
func (e *explanation) advice() {
	headed := false
	for _, a := range e.set.Guide.Advice {
		phases := e.advicePhases(&a)
		if len(phases) == 0 {
			continue
		}
		if !headed {
			e.heading("Advice")
			headed = true
		}
		when := strings.Join(phases, ", ")
		if len(phases) == len(e.phases) {
			when = "always"
		}
		e.para("  ", when+": "+a.Text)
	}
}

// evidence words a rule's grade of evidence and its source: "D (Clinic custom), the guide".
func (l *layout) evidence(rule *rules.Rule) string {
	words := rule.Evidence
	for _, g := range l.set.Guide.Evidence {
		if g.ID == rule.Evidence {
			words += " (" + g.Title + ")"
		}
	}
	if rule.EvidenceSource != "" {
		words += ", " + rule.EvidenceSource
	}
	return words
}
