package catalog

import (
	"fmt"
	"io"
)

// sharedStrings is what is kept of the table of shared strings: how long each is, 0 for an empty one.
type sharedStrings []uint32

// scanShared reads the table of shared strings to its end and so checks it: that it is whole, and not too much.
func scanShared(r io.Reader) (sharedStrings, error) {
	var x xmlScan
	x.reset(r)
	var list sharedStrings
	var length uint32
	inItem, inText, phonetic, ended := false, false, 0, false
	for {
		err := x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		switch x.kind {
		case xmlText:
			if inText {
				length += uint32(len(x.text))
			}
		case xmlStart:
			switch string(x.name) {
			case "si":
				if len(list) >= maxSharedStrings {
					return nil, &damageError{fmt.Sprintf("it holds more than %d texts", maxSharedStrings)}
				}
				if x.empty {
					list = append(list, 0)
					continue
				}
				inItem, length = true, 0
			case "rPh":
				if !x.empty {
					phonetic++
				}
			case "t":
				inText = inItem && phonetic == 0 && !x.empty
			}
		case xmlEnd:
			switch string(x.name) {
			case "si":
				if inItem {
					list = append(list, length)
				}
				inItem, inText = false, false
			case "rPh":
				phonetic--
			case "t":
				inText = false
			case "sst":
				ended = true
			}
		}
	}
	if !ended && x.began && len(list) > 0 {
		return nil, &damageError{"its end is missing: the file was cut off"}
	}
	return list, nil
}
