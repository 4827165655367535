// Package rules holds what a rule may ask of a product (Facts), what a rule is (Rule, Family, Set), and what a set
// of rules answers (Decision).
//
//	set, err := rules.Load(os.DirFS("rules"))   // Problems: every mistake of every file, with its place
//	e := set.NewEvaluator()                     // one a goroutine
//	d := e.Decide(facts)                        // the rules that fired, and a verdict a phase and skin type
//
// A Set is loaded from YAML files: one guide file (phases, skin types, product types, claims, wording of verdicts,
// statements) and any number of concern files (families of ingredients, rules, examples). A rule's condition is an
// expr expression over a declared vocabulary (see below), checked whole when the set is loaded; a misspelt name is an error with
// its file, line and column. Conditions are evaluated once a product: phases and skin types are rows of a rule's verdict table.
//
// # Guide file
//
//	guide: small              # id; ids are letters and digits joined by hyphens
//	title: A guide
//	version: 1.0.0
//	source: where it is from                                  # optional
//	readable: 0.5             # least share of a list that must be recognised
//	phases:     [{id: first, title: First days, from: 0, to: 48}, {id: later, title: Later, from: 48}]   # hours, without gaps
//	skin_types: [{id: normal, title: Normal}]                 # the first one is the general advice
//	types:      [{id: serum, title: Serum, use: leave-on}, {id: hair, title: Hair care, applies: false}]   # leave-on, rinse-off, either
//	claims:     [{id: fragrance-free, title: Fragrance-free}] # optional
//	verdicts:   [{id: avoid, title: Avoid, means: not to be used}]   # every verdict but none must be worded
//	evidence:   [{id: A, title: Trial}]                       # optional
//	statements: [{id: calm, where: Key points, says: …}]      # optional
//	advice:     [{id: water, phases: [first], text: …, cites: [calm]}]   # optional; all phases where none is given
//
// # Concern file
//
//	concern: retinoids
//	title: Retinoids
//	families:
//	  retinoid:
//	    title: Retinoid
//	    of: active            # optional: the family that this one is part of
//	    reported: false       # optional: only rules see it
//	    names: [Retinol | Vitamin A alcohol, Retinal]         # CANONICAL | SYNONYM | …
//	    patterns: ["Retinyl *"]
//	    except: [Bakuchiol]
//	    excludes: [peptide]   # optional: families to which no name of this one may belong, too; see Lint
//	    note: …
//	    source: …
//	rules:
//	  - id: retinoid
//	    title: Retinoid
//	    when: has("retinoid")
//	    verdict:              # every phase; or note: true for a rule that only notes
//	      first: avoid
//	      later: {default: none, sensitive: caution}          # none: the rule does not speak
//	    because: …
//	    then: …               # optional, as all that follows
//	    cites: [calm]
//	    evidence: {grade: A, source: …}
//	    ignore: [{code: shadowed, reason: …}]               # a lint that is switched off; also of a family and of a file
//	examples:                 # a product's fields as a catalog has them; see ExampleFields
//	  - {type: serum, ingredients: "Aqua, Retinol", expect: {first: avoid}, fires: [retinoid], silent: []}
//
// # Conditions
//
//	has("retinoid")                  an ingredient of the family, or of a family that is part of it, is in the list
//	above("aha", 1)                  some ingredient of the family may exceed 1 percent
//	stated("urea", 10)               the label states 10 percent or more
//	leading("filter")                stands among the actives, with a percentage, or before what is at most 1 percent by law
//	is("cleanser")                   the product is of this type
//	claims("fragrance-free")         the product says so of itself
//	leave_on, rinse_off              how it is used
//	spf_stated, spf >= 30            sun protection factor
//	broad_spectrum, narrow_spectrum  breadth of the protection, as stated
//	ph_stated, ph < 4.5              pH
//	ingredient_count > 40            ingredients read
//	list == "whole"                  what is known of the list: none, unreadable, partial, whole; also list in ["none", "partial"]
//
// joined by and (&&), or (||), not (!) and parentheses. Nothing else of the expression language is allowed: no built-in
// functions, closures, loops, variables, arithmetic or regular expressions. So a condition is bounded in time and memory, can be
// read by those who answer for it, and can be analysed.
//
// Missing data does not decide. Where SPF or pH is not stated, spf and ph are 0, and ingredient_count counts no more than what was
// read. A comparison that a product without the fact would fulfil, such as spf < 30, is refused unless it stands behind the
// question whether the fact is there: spf_stated and spf < 30, ph_stated and ph < 4.5, list == "whole" and ingredient_count < 5.
//
// The package imports nothing of this project.
package rules
