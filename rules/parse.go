package rules

import (
	"io/fs"

	"go.yaml.in/yaml/v3"
)

// Parse reads a rule file of any kind (a guide, a concern, a test file, a layer) as YAML, within the limits of rule files, and
// refuses what none of them may hold. It does not look at what the fields mean.
func Parse(fsys fs.FS, name string) (text []byte, root *yaml.Node, problems Problems) {
	s := &source{name: name, problems: &problems}
	if !s.read(fsys) {
		return nil, nil, problems.sort()
	}
	if root = s.parse(); root == nil || len(problems) > 0 {
		return nil, nil, problems.sort()
	}
	return s.text, root, nil
}
