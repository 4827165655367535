//go:build !windows

package main

const scratchVariable = "TMPDIR"
