package main

import (
	"errors"
	"os/exec"
	"strconv"
)

// exitStatus is the exit code that an error of a command tells.
func exitStatus(err error) string {
	var ee *exec.ExitError
	if errors.As(err, &ee) {
		return strconv.Itoa(ee.ExitCode())
	}
	return err.Error()
}
