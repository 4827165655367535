// Package schema holds the JSON Schemas that the project publishes.
package schema

import _ "embed"

// Rules describes rule files: guides, concerns, test files and layers. Editors complete and check by it.
//
//go:embed rules.schema.json
var Rules []byte
