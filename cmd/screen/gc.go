package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// easeCollector lets the heap grow to three times what is in use before garbage is collected: a run keeps some
// tens of megabytes, whatever the catalog's size, and collecting costs time all along. The first time it lets the heap grow
// to 32 MB, so that what is done after a few milliseconds never waits for a collection. GOGC and GOMEMLIMIT, where the
// user has set them, stand.
func easeCollector() {
	if os.Getenv("GOGC") != "" || debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	debug.SetGCPercent(8 * 100) // of the 4 MB that a heap has at least
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, 200)
}
