package inci

import "bytes"

// begins reports whether a name, itself unknown, is how a known name begins: "Sodium Hydrox" of a list cut off. It goes
// through all names: it is for the end of a list, and seldom asked.
func (lx *Lexicon) begins(name string) bool {
	var buf [maxName]byte
	n, ok := fold(&buf, name)
	if !ok || n < 2 {
		return false
	}
	for _, t := range lx.names.names {
		if int(t.size) > n && bytes.HasPrefix(lx.names.text[t.at:][:t.size], buf[:n]) && buf[n-1] != ' ' && lx.names.text[int(t.at)+n] != ' ' {
			return true
		}
	}
	return false
}
