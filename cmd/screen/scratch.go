package main

import "os"

// useScratch gives the process a directory of its own for temporary files. Libraries put theirs where the environment
// says; all of them go with the directory, even when a signal ends the program in the middle of a library's work.
func useScratch() (remove func()) {
	before, set := os.LookupEnv(scratchVariable)
	dir, err := os.MkdirTemp("", "screen-")
	if err != nil {
		return func() {} // who needs a temporary file will say so
	}
	os.Setenv(scratchVariable, dir)
	onSignal.add(func() {
		for range 3 { // a file may be made while they are removed
			if os.RemoveAll(dir) == nil {
				return
			}
		}
	})
	return func() {
		if set {
			os.Setenv(scratchVariable, before)
		} else {
			os.Unsetenv(scratchVariable)
		}
		os.RemoveAll(dir)
	}
}
