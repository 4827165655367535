package inci

import "bytes"

// Korean labels spell INCI names by ear, and the Korean nomenclature changed its spelling: 메칠파라벤 became 메틸파라벤,
// 디메치콘 다이메티콘, 이소프로필 아이소프로필, 소디움 소듐. Names are compared in one spelling of each sound, the
// shorter one, where a name is not known as it stands.
//
// Only spellings of one sound are joined: methyl and ethyl, glycine and glycerin stay apart.

// hangulSpellings are pairs of a spelling and the one it is compared as, which is never longer. They apply in order.
var hangulSpellings = [...][2][]byte{
	{[]byte("메칠"), []byte("메틸")}, {[]byte("에칠"), []byte("에틸")}, {[]byte("부칠"), []byte("부틸")},
	{[]byte("치콘"), []byte("티콘")}, {[]byte("치아졸"), []byte("티아졸")}, {[]byte("치몰"), []byte("티몰")},
	{[]byte("다이"), []byte("디")}, {[]byte("트라이"), []byte("트리")}, {[]byte("아이소"), []byte("이소")},
	{[]byte("아이오"), []byte("이오")}, {[]byte("나이트"), []byte("니트")}, {[]byte("나이아"), []byte("니아")},
	{[]byte("글라이"), []byte("글리")}, {[]byte("클로라이드"), []byte("클로리드")}, {[]byte("옥사이드"), []byte("옥시드")},
	{[]byte("하이드"), []byte("히드")}, {[]byte("사이클"), []byte("시클")}, {[]byte("바이닐"), []byte("비닐")},
	{[]byte("소디움"), []byte("소듐")}, {[]byte("포타시움"), []byte("포타슘")}, {[]byte("칼시움"), []byte("칼슘")},
	{[]byte("니움"), []byte("늄")}, {[]byte("애씨드"), []byte("산")}, {[]byte("애시드"), []byte("산")},
	{[]byte("에씨드"), []byte("산")}, {[]byte("에시드"), []byte("산")}, {[]byte("액시드"), []byte("산")},
	{[]byte("아씨드"), []byte("산")}, {[]byte("아시드"), []byte("산")}, {[]byte("알코올"), []byte("알콜")},
	{[]byte("에텔"), []byte("에터")}, {[]byte("에테르"), []byte("에터")}, {[]byte("에스텔"), []byte("에스터")},
	{[]byte("카르복"), []byte("카복")}, {[]byte("카르보"), []byte("카보")}, {[]byte("아스코르"), []byte("아스코")},
	{[]byte("소르비"), []byte("솔비")}, {[]byte("글루코오스"), []byte("글루코스")}, {[]byte("셀룰로오스"), []byte("셀룰로스")},
	{[]byte("쟌탄"), []byte("잔탄")}, {[]byte("하이알루"), []byte("히알루")}, {[]byte("엑기스"), []byte("추출물")},
}

// oneSpelling writes the name in b with one spelling of each sound, in place, and returns its length. Names without
// Hangul stay as they are.
func oneSpelling(b []byte) int {
	if bytes.IndexFunc(b, func(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }) < 0 {
		return len(b)
	}
	for _, s := range hangulSpellings {
		b = b[:respell(b, s[0], s[1])]
	}
	return len(b)
}

// respell writes to for every from in b, in place; to is not longer than from.
func respell(b, from, to []byte) int {
	i := bytes.Index(b, from)
	if i < 0 {
		return len(b)
	}
	n := i
	for i < len(b) {
		if bytes.HasPrefix(b[i:], from) {
			n += copy(b[n:], to)
			i += len(from)
			continue
		}
		b[n] = b[i]
		n++
		i++
	}
	return n
}
