//go:build !arm

package main

import (
	"os"
	"syscall"
)

// beginSync lets the system begin to bring a part of a file to the disk, and does not wait. Nothing hangs on it: what was not
// begun, Sync does.
func beginSync(f *os.File, from, n int64) {
	const syncFileRangeWrite = 2 // SYNC_FILE_RANGE_WRITE of linux/fs.h
	_ = syscall.SyncFileRange(int(f.Fd()), from, n, syncFileRangeWrite)
}
