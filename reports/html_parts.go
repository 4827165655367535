package reports

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"screen/pipeline"
	"screen/rules"
)

// summary writes what stands above the products: warnings, tiles, and the counts, folded.
func (h *htmlPage) summary(t *text, s *pipeline.Summary) {
	for _, warning := range warnings(s) {
		t.line("<p class=warn>", escaped(strings.Join(warning, " ")), "</p>")
	}
	t.line("<ul class=tiles>")
	for _, tile := range []struct {
		name string
		n    int
	}{{"rows read", s.Read}, {"products reported", s.Reported}, {"rows rejected", s.Rejected}, {"rows skipped", s.Skipped}, {"products without a whole list", s.NoList}} {
		t.line("<li><b>", figure(tile.n), "</b>", tile.name, "</li>")
	}
	t.line("</ul>")
	h.verdictTable(t, s)
	t.line("<details><summary>Catalogs, rules that fired, names not recognised</summary>")
	for i := range s.Catalogs {
		c := &s.Catalogs[i]
		t.line("<p><b>", escaped(tableName(c)), "</b>: ", reckoning(c.Read, c.Reported, c.Rejected, c.Skipped), ". ", escaped(c.Dialect), "</p><ul>")
		for _, note := range c.Notes {
			t.line("<li>", escaped(note), "</li>")
		}
		for _, field := range slices.Sorted(maps.Keys(c.Columns)) {
			t.line("<li>", escaped(field), ": <q>", escaped(c.Columns[field]), "</q></li>")
		}
		t.line("</ul>")
	}
	h.counts(t, s)
	t.line("</details>")
}

func (h *htmlPage) verdictTable(t *text, s *pipeline.Summary) {
	t.WriteString("<div class=scroll><table><thead><tr><th>Phase<th>Skin type")
	for _, v := range summaryVerdicts {
		t.WriteString(`<th class=n><b class="v ` + h.chips[v])
	}
	t.line("</tr></thead><tbody>")
	for _, c := range h.l.cells {
		t.WriteString("<tr><td>" + escaped(h.l.set.Guide.Phases[c.phase].Title) + "</td><td>" + escaped(h.l.set.Guide.SkinTypes[c.skin].Title) + "</td>")
		for _, v := range summaryVerdicts {
			t.WriteString("<td class=n>" + figure(verdictCount(s, c, v)) + "</td>")
		}
		t.line("</tr>")
	}
	t.line("</tbody></table></div>")
}

// counts writes the rules that fired and the names that were not recognised.
func (h *htmlPage) counts(t *text, s *pipeline.Summary) {
	t.line("<ul>")
	for _, hit := range rulesByHits(s) {
		t.line("<li>", h.rules[hit.rule], ": ", figure(hit.count), "</li>")
	}
	t.line("</ul><p>Ingredients: ", figure(s.Ingredients), ", recognised ", figure(s.Recognized), " (", percent(s.Recognized, s.Ingredients), ")</p><ul>")
	for _, n := range s.Unrecognized {
		t.line("<li><q>", escaped(n.Name), "</q>: ", figure(n.Count), "</li>")
	}
	t.line("</ul>")
}

// productsHead writes the filter and the head of the products' table.
func (h *htmlPage) productsHead(t *text) {
	t.line("<h2>Products</h2><form id=filter>")
	if len(h.l.skins) > 1 {
		t.line("<fieldset><legend>Skin type</legend>")
	}
	for i, s := range h.l.skins {
		n, checked, hidden := strconv.Itoa(i), "", ""
		if i == 0 {
			checked = " checked"
		}
		if len(h.l.skins) == 1 {
			hidden = " hidden"
		}
		t.line("<label", hidden, "><input type=radio name=skin id=skin", n, " value=", n, checked, "> ", escaped(h.l.set.Guide.SkinTypes[s].Title), "</label>")
	}
	if len(h.l.skins) > 1 {
		t.line("</fieldset>")
	}
	t.line(`<label>Search <input type=search id=text></label>`)
	t.line(`<label>Verdict <select id=verdict><option value="">any</option>`)
	for _, v := range summaryVerdicts {
		t.line("<option>", v.String(), "</option>")
	}
	t.line(`</select></label> <label>in <select id=phase><option value="">any phase</option>`)
	for i, p := range h.l.phases {
		t.line(`<option value="`, strconv.Itoa(i), `">`, escaped(h.l.set.Guide.Phases[p].Title), "</option>")
	}
	t.line(`</select></label> <output id=shown class=m></output></form>`)
	t.WriteString("<div class=scroll><table id=products><thead><tr><th>Product<th>Type")
	for _, p := range h.l.phases {
		t.WriteString("<th>" + escaped(h.l.set.Guide.Phases[p].Title))
	}
	t.line("<th>Suitable from<th>Why</tr></thead><tbody>")
}

func (h *htmlPage) advice(t *text) {
	if len(h.l.set.Guide.Advice) == 0 {
		return
	}
	t.line("<h2>Advice</h2><ul>")
	for _, a := range h.l.set.Guide.Advice {
		if phases := h.l.advicePhases(&a); len(phases) > 0 {
			t.line("<li>", escaped(a.Text), " <span class=m>", escaped(strings.Join(phases, ", ")), "</span></li>")
		}
	}
	t.line("</ul>")
}

// rulebook writes what each rule says and why; findings link to it.
func (h *htmlPage) rulebook(t *text) {
	t.line("<h2>Rules</h2><dl>")
	for i := range h.l.set.Rules {
		r := &h.l.set.Rules[i]
		t.line(`<dt id="rule-`, escaped(r.ID), `">`, escaped(r.Title), "</dt>")
		t.line("<dd>", escaped(r.Because), " ", escaped(r.Then), "</dd>")
		t.WriteString("<dd class=m>" + escaped(h.l.ruleVerdicts(r)))
		if len(r.Cites) > 0 {
			t.WriteString(". Cites " + escaped(strings.Join(r.Cites, ", ")))
		}
		if r.Evidence != "" {
			t.WriteString(". Evidence " + escaped(h.l.evidence(r)))
		}
		t.line("</dd>")
	}
	t.line("</dl>")
	h.legend(t)
}

// legend writes what the verdicts mean.
func (h *htmlPage) legend(t *text) {
	t.line("<h2>Verdicts</h2><ul>")
	for _, v := range h.l.set.Guide.Verdicts {
		if v.Verdict > rules.Silent && int(v.Verdict) < len(h.chips) {
			t.line(`<li><b class="v `, h.chips[v.Verdict], " ", escaped(v.Means), "</li>")
		}
	}
	t.line("</ul>")
}
