// Package layer changes a rule set without copying it. A layer is a YAML file that says what is different from the set
// below it, and who wants that and why:
//
//	layer: clinic                     # id of the set that results
//	title: House rules of a clinic
//	version: "3"
//	extends: microneedling            # id of the set below: a guide, or another layer
//	changes:
//	  - rule: fragrance               # other verdicts or texts: what is left out stays as it is
//	    set: {verdict: {week-2-on: caution}, because: …}
//	    reason: …                     # required of every change, as is author
//	    author: …
//	    expires: 2027-06-30           # optional: the last day on which the change holds
//	  - rule: makeup-tools
//	    off: true
//	    reason: …
//	    author: …
//	  - family: retinoid
//	    add: {names: [Retinyl Sunflowerate], patterns: [], except: []}
//	    reason: …
//	    author: …
//	  - concern: silicones            # families, rules, examples: a new concern, or more of one that there is
//	    title: Silicones
//	    families: …
//	    rules: …
//	    reason: …
//	    author: …
//	waivers:
//	  - product: {id: SKU-1, brand: "Harrow*", name: "*Serum*"}   # all that are given must match; * is any run of characters
//	    rule: fragrance
//	    to: caution                   # what the rule says at most; without it, nothing
//	    unknown: true                 # also of what the rule calls unknown; without it, unknown stays
//	    reason: …
//	    owner: …
//	    expires: 2027-06-30
//
// Layers stack. Load joins them with the files below to files of one set, which rules.Load checks and compiles; mistakes are
// reported where the author wrote them. Dates are compared with a date that the caller gives, never with a clock.
package layer
