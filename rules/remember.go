package rules

import "math/bits"

// Long lists make the facts of nearly every product different from those of all others, but what one rule reads of them
// is little. So an evaluator remembers each rule's answers by the facts that the rule reads, and works out only what it has
// not seen: by the condition's formula, which needs no program to be compiled, and says what the program would. Which rules are worth asking at all follows from the bits that are set in the facts.

// packed is Facts as words, so that what a rule reads is an and. The first four words and the lower half of the fifth are
// single questions, one bit each, as in atoms.
type packed [6]uint64

const packedTypes = 4 // the word whose lower half are types

func (f *Facts) pack() packed {
	p := packed{f.Families[0], f.Families[1], f.Quantity, f.Claims,
		uint64(f.Types) | uint64(f.List)<<32 | uint64(f.Spectrum)<<40,
		uint64(uint16(f.SPF)) | uint64(uint16(f.PH))<<16 | uint64(f.Count)<<32}
	if f.LeaveOn {
		p[4] |= 1 << 48
	}
	if f.RinseOff {
		p[4] |= 1 << 49
	}
	return p
}

// reads returns the bits of packed facts that a rule's condition reads.
func (a *analysis) packedReads() packed {
	p := a.Reads.pack()
	asks := func(flag int) bool { return a.Flags>>flag&1 != 0 }
	if a.ReadsList {
		p[4] |= 3 << 32 // ListNone to ListWhole
	}
	if asks(flagBroad) || asks(flagNarrow) {
		p[4] |= 3 << 40 // SpectrumUnstated to SpectrumNarrow
	}
	if asks(flagLeaveOn) {
		p[4] |= 1 << 48
	}
	if asks(flagRinseOff) {
		p[4] |= 1 << 49
	}
	if len(a.Starts[measureSPF]) > 0 || asks(flagSPFStated) {
		p[5] |= 0xFFFF
	}
	if len(a.Starts[measurePH]) > 0 || asks(flagPHStated) {
		p[5] |= 0xFFFF << 16
	}
	if len(a.Starts[measureCount]) > 0 {
		p[5] |= 0xFFFF << 32
	}
	return p
}

func (a *atoms) pack() packed {
	return packed{a.Families[0], a.Families[1], a.Quantity, a.Claims, uint64(a.Types)}
}

func (p *packed) and(q *packed) packed {
	return packed{p[0] & q[0], p[1] & q[1], p[2] & q[2], p[3] & q[3], p[4] & q[4], p[5] & q[5]}
}

// hash mixes all words.
func (p *packed) hash() uint64 {
	const k = 0x9E3779B97F4A7C15
	mix := func(a, b uint64) uint64 {
		hi, lo := bits.Mul64(a^k, b^0xD6E8FEB86659FD93)
		return hi ^ lo
	}
	return mix(mix(p[0]^p[3], p[1]^p[2]), mix(p[4], p[5]+k))
}

// bit is the place of one bit in packed facts.
type bit struct{ word, shift uint8 }

// maxFew bounds the bits of a table of answers, and with them its size.
const maxFew = 8

// few returns the places of the bits that are set, nil where they are more than maxFew.
func (p *packed) few() []bit {
	places := []bit{}
	for w := range p {
		for rest := p[w]; rest != 0; rest &= rest - 1 {
			if len(places) == maxFew {
				return nil
			}
			places = append(places, bit{uint8(w), uint8(bits.TrailingZeros64(rest))})
		}
	}
	return places
}

// at returns the bits of p at the places, side by side.
func (p *packed) at(places []bit) (n int) {
	for i, b := range places {
		n |= int(p[b.word]>>(b.shift&63)&1) << i
	}
	return n
}

// askers tells which rules are worth asking about facts.
type askers struct {
	always  []uint64 // rules that name no question that must have a yes, one bit each
	indexed packed   // the questions that have rules
	rules   [5 * 64][]uint64
	reads   []packed   // of each rule
	few     [][]bit    // of each rule: the bits that it reads, nil where they are too many for a table
	tables  [][]uint64 // of each rule: its verdicts, eight cells a word; nil where it only notes
	needs   [][]packed // of each rule: it can hold only for facts that meet every one of these
}

func newAskers(analyses []analysis, rules []Rule) *askers {
	words := (len(analyses) + 63) / 64
	k := &askers{always: make([]uint64, words)}
	for i := range analyses {
		a := &analyses[i]
		reads := a.packedReads()
		k.reads = append(k.reads, reads)
		k.few = append(k.few, reads.few())
		k.tables = append(k.tables, packTable(rules[i].Table))
		var needs []packed
		for n := range a.Needs {
			needs = append(needs, a.Needs[n].pack())
		}
		k.needs = append(k.needs, needs)
		k.index(i, needs, words)
	}
	return k
}

// packTable puts the verdicts of eight cells into each word, the first lowest.
func packTable(table []Verdict) []uint64 {
	if len(table) == 0 {
		return nil
	}
	words := make([]uint64, (len(table)+7)/8)
	for i, v := range table {
		words[i/8] |= uint64(v) << (i % 8 * 8)
	}
	return words
}

// greater returns the greater of each two bytes; all are below 128.
func greater(a, b uint64) uint64 {
	const high = 0x8080808080808080
	least := ((a | high) - b) & high // set where a's byte is not below b's
	mask := least<<1 - least>>7
	return a&mask | b&^mask
}

// index enters a rule under the questions of its rarest need.
func (k *askers) index(rule int, needs []packed, words int) {
	best, least := -1, 0
	for i, n := range needs {
		cost := 0
		for w := range n {
			cost += bits.OnesCount64(n[w])
		}
		if n[packedTypes] != 0 {
			cost += 100 // every product has a type
		}
		if best < 0 || cost < least {
			best, least = i, cost
		}
	}
	if best < 0 {
		k.always[rule/64] |= 1 << (rule % 64)
		return
	}
	for w := range packedTypes + 1 {
		for rest := needs[best][w]; rest != 0; rest &= rest - 1 {
			at := w*64 + bits.TrailingZeros64(rest)
			if k.rules[at] == nil {
				k.rules[at] = make([]uint64, words)
			}
			k.rules[at][rule/64] |= 1 << (rule % 64)
		}
		k.indexed[w] |= needs[best][w]
	}
}

// worth sets the bits of the rules that may hold for facts.
func (k *askers) worth(p *packed, rules []uint64) {
	copy(rules, k.always)
	for w := range packedTypes + 1 {
		for rest := p[w] & k.indexed[w]; rest != 0; rest &= rest - 1 {
			for i, more := range k.rules[w*64+bits.TrailingZeros64(rest)] {
				rules[i] |= more
			}
		}
	}
}

// mayHold reports whether facts meet everything that a rule needs.
func (k *askers) mayHold(rule int, p *packed) bool {
	for i := range k.needs[rule] {
		n := &k.needs[rule][i]
		if p[0]&n[0]|p[1]&n[1]|p[2]&n[2]|p[3]&n[3]|p[4]&n[4] == 0 {
			return false
		}
	}
	return true
}

const (
	recentSlots = 1 << 10 // decisions that an evaluator remembers
	answerSlots = 1 << 7  // answers that it remembers of each rule
	slabSize    = 16      // decisions that are made room for at once
)

// recent is a remembered decision.
type recent struct {
	key packed
	d   *Decision
}

// reply is what is remembered of a condition.
type reply uint8

const (
	notAsked reply = iota
	no
	yes
)

// answer is a remembered answer of one rule.
type answer struct {
	key   packed
	reply reply
}

// memory is what an evaluator remembers: a fixed number of decisions and answers, each in the one slot that its facts give it.
type memory struct {
	recent  []recent
	few     [][1 << maxFew]reply // of each rule that reads few bits, by those bits
	answers [][]answer           // of each other rule, by a hash of what it reads
	worth   []uint64
	cells   []uint64 // verdicts so far, as in askers.tables
	fired   []int

	decisions []Decision
	verdicts  []Verdict
	froms     []int
	firings   []int
}

func newMemory(s *Set) memory {
	m := memory{recent: make([]recent, recentSlots), few: make([][1 << maxFew]reply, len(s.Rules)),
		answers: make([][]answer, len(s.Rules)), worth: make([]uint64, (len(s.Rules)+63)/64),
		cells: make([]uint64, (len(s.Guide.Phases)*len(s.Guide.SkinTypes)+7)/8)}
	for rule, few := range s.plan.askers.few {
		if few == nil {
			m.answers[rule] = make([]answer, answerSlots)
		}
	}
	return m
}

// reply returns where the answer of a rule is remembered.
func (m *memory) reply(k *askers, rule int, p *packed) *reply {
	if few := k.few[rule]; few != nil {
		return &m.few[rule][p.at(few)]
	}
	key := p.and(&k.reads[rule])
	slot := &m.answers[rule][key.hash()%answerSlots]
	if slot.key != key {
		*slot = answer{key: key}
	}
	return &slot.reply
}

// decision returns an empty decision. Its parts lie in larger pieces of memory: nearly every product needs one.
func (m *memory) decision(s *Set) *Decision {
	if len(m.decisions) == 0 {
		m.decisions = make([]Decision, slabSize)
		m.verdicts = make([]Verdict, slabSize*len(s.Guide.Phases)*len(s.Guide.SkinTypes))
		m.froms = make([]int, slabSize*len(s.Guide.SkinTypes))
	}
	d, cells, skins := &m.decisions[0], len(s.Guide.Phases)*len(s.Guide.SkinTypes), len(s.Guide.SkinTypes)
	d.Verdicts, d.SuitableFrom = m.verdicts[:cells:cells], m.froms[:skins:skins]
	m.decisions, m.verdicts, m.froms = m.decisions[1:], m.verdicts[cells:], m.froms[skins:]
	return d
}

// keepFired gives d a copy of the rules that fired.
func (m *memory) keepFired(d *Decision) {
	n := len(m.fired)
	if n == 0 {
		return
	}
	if len(m.firings) < n {
		m.firings = make([]int, max(slabSize*8, n))
	}
	d.Fired = m.firings[:n:n]
	m.firings = m.firings[n:]
	copy(d.Fired, m.fired)
}

// remembered decides on canonical facts from memory as far as it can. It gives what decide gives.
func (e *Evaluator) remembered(f *Facts) *Decision {
	p := f.pack()
	slot := &e.memory.recent[p.hash()%recentSlots]
	if slot.d == nil || slot.key != p {
		slot.key, slot.d = p, e.compose(f, &p)
	}
	return slot.d
}

// compose makes a decision of the answers of all rules that may hold.
func (e *Evaluator) compose(f *Facts, p *packed) *Decision {
	m, k := &e.memory, e.set.plan.askers
	m.fired = m.fired[:0]
	for i := range m.cells {
		m.cells[i] = uint64(Suitable) * 0x0101010101010101
	}
	k.worth(p, m.worth)
	for w, rest := range m.worth {
		for ; rest != 0; rest &= rest - 1 {
			rule := w*64 + bits.TrailingZeros64(rest)
			if !k.mayHold(rule, p) {
				continue
			}
			said := m.reply(k, rule, p)
			if *said == notAsked {
				held := e.set.Rules[rule].formula
				if held == nil { // the set was changed after it was checked
					return e.decide(*f)
				}
				if *said = no; held.holds(f) {
					*said = yes
				}
			}
			if *said == yes {
				m.fired = append(m.fired, rule)
				for i, cells := range k.tables[rule] {
					m.cells[i] = greater(m.cells[i], cells)
				}
			}
		}
	}
	d := m.decision(e.set)
	for i := range d.Verdicts {
		d.Verdicts[i] = Verdict(m.cells[i/8] >> (i % 8 * 8))
	}
	m.keepFired(d)
	d.finish(len(e.set.Guide.SkinTypes))
	return d
}
