package catalog

// Field is what a column can mean to the screening.
type Field uint8

const (
	FieldID Field = iota
	FieldBrand
	FieldName
	FieldCategory
	FieldIngredients
	FieldDescription
	FieldClaims
	FieldSPF
	FieldPH
	FieldPrice
	FieldURL
	NumFields = int(FieldURL) + 1
)

var fieldNames = [NumFields]string{"id", "brand", "name", "category", "ingredients", "description", "claims", "spf", "ph", "price", "url"}

// String is the field's name as --map and profiles write it.
func (f Field) String() string {
	if int(f) < NumFields {
		return fieldNames[f]
	}
	return "unknown field"
}

// FieldNames lists the names of all fields.
func FieldNames() []string { return fieldNames[:] }

// Columns holds, for each field, the 0-based indexes of its columns, the best first; none where the catalog lacks it.
// Category and claims may stand in several.
type Columns [NumFields][]int

// First is the field's best column, -1 if it has none.
func (c *Columns) First(f Field) int {
	if len(c[f]) == 0 {
		return -1
	}
	return c[f][0]
}

// Map gives the header of each field's columns, by the field's name; several are joined by " + ".
func (c Columns) Map(header []string) map[string]string {
	m := make(map[string]string, NumFields)
	for f, cols := range c {
		for _, i := range cols {
			if i >= len(header) {
				continue
			}
			if m[fieldNames[f]] != "" {
				m[fieldNames[f]] += " + "
			}
			m[fieldNames[f]] += header[i]
		}
	}
	return m
}
