package rules

// indexes finds things by their id.
type indexes struct {
	families, rules, types, claims, phases, skinTypes, statements map[string]int
}

func index[T any](items []T, id func(*T) string) map[string]int {
	m := make(map[string]int, len(items))
	for i := range items {
		m[id(&items[i])] = i
	}
	return m
}

func newIndexes(s *Set) indexes {
	return indexes{
		families:   index(s.Families, func(f *Family) string { return f.ID }),
		rules:      index(s.Rules, func(r *Rule) string { return r.ID }),
		types:      index(s.Guide.Types, func(t *ProductType) string { return t.ID }),
		claims:     index(s.Guide.Claims, func(c *Claim) string { return c.ID }),
		phases:     index(s.Guide.Phases, func(p *Phase) string { return p.ID }),
		skinTypes:  index(s.Guide.SkinTypes, func(t *SkinType) string { return t.ID }),
		statements: index(s.Guide.Statements, func(t *Statement) string { return t.ID }),
	}
}

// FamilyIndex returns the index in Families of the family with the given id.
func (s *Set) FamilyIndex(id string) (int, bool) { i, ok := s.indexes.families[id]; return i, ok }

// RuleIndex returns the index in Rules of the rule with the given id.
func (s *Set) RuleIndex(id string) (int, bool) { i, ok := s.indexes.rules[id]; return i, ok }

// TypeIndex returns the index in Guide.Types of the product type with the given id.
func (s *Set) TypeIndex(id string) (int, bool) { i, ok := s.indexes.types[id]; return i, ok }

// ClaimIndex returns the index in Guide.Claims of the claim with the given id.
func (s *Set) ClaimIndex(id string) (int, bool) { i, ok := s.indexes.claims[id]; return i, ok }

// PhaseIndex returns the index in Guide.Phases of the phase with the given id.
func (s *Set) PhaseIndex(id string) (int, bool) { i, ok := s.indexes.phases[id]; return i, ok }

// SkinTypeIndex returns the index in Guide.SkinTypes of the skin type with the given id.
func (s *Set) SkinTypeIndex(id string) (int, bool) { i, ok := s.indexes.skinTypes[id]; return i, ok }

// StatementIndex returns the index in Guide.Statements of the statement with the given id.
func (s *Set) StatementIndex(id string) (int, bool) { i, ok := s.indexes.statements[id]; return i, ok }

func ids[T any](items []T, id func(*T) string) []string {
	out := make([]string, len(items))
	for i := range items {
		out[i] = id(&items[i])
	}
	return out
}

func (s *Set) familyIDs() []string { return ids(s.Families, func(f *Family) string { return f.ID }) }
func (s *Set) ruleIDs() []string   { return ids(s.Rules, func(r *Rule) string { return r.ID }) }
func (s *Set) typeIDs() []string {
	return ids(s.Guide.Types, func(t *ProductType) string { return t.ID })
}
func (s *Set) claimIDs() []string { return ids(s.Guide.Claims, func(c *Claim) string { return c.ID }) }
func (s *Set) phaseIDs() []string { return ids(s.Guide.Phases, func(p *Phase) string { return p.ID }) }
func (s *Set) skinTypeIDs() []string {
	return ids(s.Guide.SkinTypes, func(t *SkinType) string { return t.ID })
}
func (s *Set) statementIDs() []string {
	return ids(s.Guide.Statements, func(t *Statement) string { return t.ID })
}
func (s *Set) evidenceIDs() []string {
	return ids(s.Guide.Evidence, func(e *EvidenceGrade) string { return e.ID })
}
