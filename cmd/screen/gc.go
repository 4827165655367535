package main

import (
	"math"
	"os"
	"runtime/debug"
)

// easeCollector lets the heap grow to three times what is in use before garbage is collected: a run keeps some
// tens of megabytes, whatever the catalog's size, and collecting costs time all along. GOGC and GOMEMLIMIT, where the
// user has set them, stand.
func easeCollector() {
	if os.Getenv("GOGC") == "" && debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetGCPercent(200)
	}
}
