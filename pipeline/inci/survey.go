package inci

import (
	"errors"
	"fmt"
)

// maxTries bounds how many comparisons of a name with a pattern Survey makes: about two seconds of them.
const maxTries = 1 << 25

// Survey calls took for each name that each pattern takes, as a lexicon would compare them: folded, '*' any run of
// characters, '#' a run of digits; a pattern without either takes the name that it is. Exceptions are not looked at. The
// order of the calls is that of the names. A name that is longer than names can be is passed over. Patterns that would take
// more than maxTries comparisons are an error.
func Survey(globs, names []string, took func(glob, name int)) error {
	all := make([]string, 0, len(globs))
	for i, s := range globs {
		p, err := foldPattern(s)
		if err != nil {
			return fmt.Errorf("pattern %d: %w", i+1, err)
		}
		all = append(all, p)
	}
	grams := newGrams(all)
	var buf [maxName]byte
	tries := 0
	tried := make([]int32, len(globs)) // 1 + the last name that a pattern was tried on
	for at, s := range names {
		n, ok := fold(&buf, s)
		if !ok || n == 0 {
			continue
		}
		if tries > maxTries {
			return errors.New("they would take too many comparisons")
		}
		name := string(buf[:n])
		grams.candidates(name, func(i int32) {
			if tried[i] == int32(at+1) {
				return
			}
			tries++
			tried[i] = int32(at + 1)
			if glob(all[i], name) {
				took(int(i), at)
			}
		})
	}
	return nil
}
