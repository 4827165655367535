package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Profile says how the columns of a kind of export map to fields, and which rows go on with the product above.
type Profile struct {
	Name    string
	Columns map[Field][]string // headers, the best first; a field that is not in it is found by itself
	// Continues tells continuation rows: all columns of Empty are empty, or a cell begins with the text given for its column in
	// Begins ("Type: variation"). Both empty: found by itself.
	Continues Continues
}

// Continues says how a row shows that it goes on with the product above (a further variant or image).
type Continues struct {
	Empty  []string          `yaml:"empty"`
	Begins map[string]string `yaml:"begins"`
}

// profiles are the exports known by name.
var profiles = []Profile{
	{
		Name: "shopify",
		Columns: map[Field][]string{
			FieldID: {"Handle", "Variant SKU", "variants.sku"}, FieldName: {"Title"}, FieldBrand: {"Vendor"}, FieldDescription: {"Body (HTML)", "Body HTML"},
			FieldCategory: {"Type", "product_type", "Product Category", "Standard Product Type", "Custom Product Type", "Tags"}, FieldPrice: {"Variant Price", "variants.price", "Price"},
		},
		Continues: Continues{Empty: []string{"Title", "Body (HTML)"}},
	},
	{
		Name: "woocommerce",
		Columns: map[Field][]string{
			FieldID: {"SKU", "ID"}, FieldName: {"Name"}, FieldBrand: {"Brands", "Brand", "Attribute 1 value(s)"}, FieldDescription: {"Description", "Short description"},
			FieldCategory: {"Categories", "Tags"}, FieldPrice: {"Regular price", "Sale price"},
		},
		Continues: Continues{Begins: map[string]string{"Type": "variation"}},
	},
	{
		Name: "google-merchant",
		Columns: map[Field][]string{
			FieldID: {"id"}, FieldName: {"title"}, FieldBrand: {"brand"}, FieldDescription: {"description"}, FieldCategory: {"product_type", "google_product_category"},
			FieldClaims: {"product_highlight"}, FieldPrice: {"price"}, FieldURL: {"link"},
		},
	},
	{
		Name: "open-beauty-facts",
		Columns: map[Field][]string{
			FieldID: {"code"}, FieldName: {"product_name", "generic_name"}, FieldBrand: {"brands"}, FieldCategory: {"categories", "categories_en"},
			FieldIngredients: {"ingredients_text", "ingredients_text_en", "ingredients_text_fr", "ingredients_text_de", "ingredients_text_es", "ingredients_text_it"}, FieldClaims: {"labels", "labels_en"}, FieldURL: {"url"},
		},
	},
}

// ProfileNames lists the profiles known by name.
func ProfileNames() []string {
	var names []string
	for _, p := range profiles {
		names = append(names, p.Name)
	}
	return names
}

// maxProfile is how long a profile file may be.
const maxProfile = 1 << 20

// LoadProfile finds a profile by its name, or reads it from a YAML file (a name that holds a dot or a slash).
func LoadProfile(name string) (*Profile, error) {
	for i := range profiles {
		if strings.EqualFold(profiles[i].Name, name) {
			return &profiles[i], nil
		}
	}
	if !strings.ContainsAny(name, "./\\") {
		return nil, &OptionError{Option: "profile", Value: name, Known: ProfileNames()}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxProfile+1))
	if err != nil {
		return nil, err
	}
	return ParseProfile(name, data)
}

// ParseProfile reads a profile:
//
//	name: my-shop
//	columns:
//	  name: Product
//	  ingredients: [INCI, Composition]
//	continues:
//	  empty: [Product]
func ParseProfile(file string, data []byte) (*Profile, error) {
	if len(data) > maxProfile {
		return nil, fmt.Errorf("%s: a profile may have %d bytes", file, maxProfile)
	}
	var root yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&root); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s: the profile is empty", file)
		}
		return nil, profileError(file, err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: a profile is one YAML document, and a second one follows", file)
	}
	if at := alias(&root); at != nil {
		return nil, fmt.Errorf("%s:%d:%d: anchors and aliases are not allowed in a profile", file, at.Line, at.Column)
	}
	var y struct {
		Name      string              `yaml:"name"`
		Columns   map[string]yamlList `yaml:"columns"`
		Continues Continues           `yaml:"continues"`
	}
	strict := yaml.NewDecoder(bytes.NewReader(data))
	strict.KnownFields(true)
	if err := strict.Decode(&y); err != nil {
		return nil, profileError(file, err)
	}
	p := &Profile{Name: y.Name, Columns: map[Field][]string{}, Continues: y.Continues}
	if p.Name == "" {
		p.Name = file
	}
	fields := make([]string, 0, len(y.Columns))
	for field := range y.Columns {
		fields = append(fields, field)
	}
	sort.Strings(fields)
	for _, field := range fields {
		f, err := FieldByName(field)
		if err != nil {
			var unknown *MapFieldError
			if errors.As(err, &unknown) && unknown.Nearest != "" {
				return nil, fmt.Errorf("%s: columns: there is no field %q; did you mean %q?", file, field, unknown.Nearest)
			}
			return nil, fmt.Errorf("%s: columns: there is no field %q; fields are %s", file, field, strings.Join(fieldNames[:], ", "))
		}
		p.Columns[f] = y.Columns[field]
	}
	return p, nil
}

// profileError words an error of the YAML reader, which speaks of the program's types: of several the first, with its line.
func profileError(file string, err error) error {
	text := err.Error()
	var several *yaml.TypeError
	if errors.As(err, &several) && len(several.Errors) > 0 {
		text = several.Errors[0]
	}
	text = strings.TrimPrefix(text, "yaml: ")
	if i := strings.Index(text, " struct {"); i >= 0 {
		text = strings.TrimSuffix(strings.TrimSuffix(text[:i], " in type"), " into") + "; a profile has the fields name, columns and continues"
	}
	if line, rest, ok := strings.Cut(strings.TrimPrefix(text, "line "), ": "); ok && strings.HasPrefix(text, "line ") {
		return fmt.Errorf("%s:%s: %s", file, line, rest)
	}
	return fmt.Errorf("%s: %s", file, text)
}

// alias is the first anchor or alias below n, nil if there is none: they can make a small file huge.
func alias(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return n
	}
	for _, c := range n.Content {
		if a := alias(c); a != nil {
			return a
		}
	}
	return nil
}

// yamlList is one text or a list of them.
type yamlList []string

func (l *yamlList) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*l = yamlList{n.Value}
		return nil
	}
	var s []string
	if err := n.Decode(&s); err != nil {
		return err
	}
	*l = s
	return nil
}

// continuation gives what tells continuation rows under this header; nil if the profile says nothing of them, or the header
// lacks its columns.
func (p *Profile) continuation(header []string) func(*Record) bool {
	c := chooser{header: header}
	var empty []int
	for _, h := range p.Continues.Empty {
		if i := c.find(h); i >= 0 {
			empty = append(empty, i)
		}
	}
	type begin struct {
		column int
		text   string
	}
	var begins []begin
	for h, text := range p.Continues.Begins {
		if i := c.find(h); i >= 0 {
			begins = append(begins, begin{i, text})
		}
	}
	if len(empty) == 0 && len(begins) == 0 {
		return nil
	}
	return func(r *Record) bool {
		for _, b := range begins {
			if bytes.HasPrefix(r.Fields[b.column], []byte(b.text)) {
				return true
			}
		}
		for _, i := range empty {
			if !blank(r.Fields[i]) {
				return false
			}
		}
		return len(empty) > 0
	}
}

// matchProfile finds the known export whose continuation rows this header calls for; nil if none.
func matchProfile(header []string) *Profile {
	at := map[string]bool{}
	for _, h := range header {
		at[fold(h)] = true
	}
	switch {
	case at["handle"] && at["title"] && (at["variant sku"] || at["image src"] || at["option1 name"] || at["body html"]):
		return &profiles[0]
	case at["type"] && at["parent"] && at["sku"] && at["name"]:
		return &profiles[1]
	case at["code"] && at["product name"] && at["ingredients text"]:
		return &profiles[3]
	}
	return nil
}
