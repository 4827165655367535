package reports

// Nearly all text of a report is printable ASCII that no format has to change. It is told from the rest eight bytes at a time.

const (
	ones  = 0x0101010101010101 // one in each byte
	highs = 0x80 * ones
)

// eight gives the first eight bytes of s, the first lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// ordinary reports whether eight bytes are all printable ASCII, and none of them is one of two special ones, which are
// ASCII themselves. In a byte below 128, a subtraction of more than it holds shows in its highest bit.
func ordinary(w uint64, special, other byte) bool {
	return (w|(w-' '*ones)|(w+ones)|((w^uint64(special)*ones)-ones)|((w^uint64(other)*ones)-ones))&highs == 0
}

// allOrdinary does so for a whole text of at least eight bytes; the last eight may be looked at twice.
func allOrdinary(s string, special, other byte) bool {
	for i := 0; i+8 < len(s); i += 8 {
		if !ordinary(eight(s[i:]), special, other) {
			return false
		}
	}
	return ordinary(eight(s[len(s)-8:]), special, other)
}
