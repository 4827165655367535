package inci

import (
	_ "embed"
	"strconv"
	"strings"
)

// inventoryText is one substance a line, "NAME | SYNONYM | …", '*' patterns allowed; lines that begin with "# " are notes.
//
//go:embed inventory.txt
var inventoryText string

// limitsText is one legal maximum a line, separated by tabs: name (and synonyms, with '|'), percent by weight, and
// "leave-on" where it holds for leave-on products only, else "any"; whatever follows is a note, as are lines that begin with '#'.
//
//go:embed limits.tsv
var limitsText string

// DefaultKnown returns the names of common ingredients and the legal maxima that the program comes with, for Source.
func DefaultKnown() (known []string, limits []Limit) {
	return readInventory(inventoryText), readLimits(limitsText)
}

func readInventory(text string) []string {
	known := make([]string, 0, strings.Count(text, "\n")+1)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && line != "#" && !strings.HasPrefix(line, "# ") {
			known = append(known, line)
		}
	}
	return known
}

func readLimits(text string) (limits []Limit) {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) < 2 {
			continue
		}
		percent, err := strconv.ParseFloat(strings.TrimSpace(cells[1]), 32)
		if err != nil || percent <= 0 || percent > 100 {
			continue // the header
		}
		leaveOn := len(cells) > 2 && strings.TrimSpace(cells[2]) == "leave-on"
		limits = append(limits, Limit{Name: strings.TrimSpace(cells[0]), Percent: float32(percent), LeaveOn: leaveOn})
	}
	return limits
}
