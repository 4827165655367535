package main

import "sync"

// cleanups are functions to be run if the program is ended from outside.
type cleanups struct {
	mu  sync.Mutex
	fns []func()
}

func (c *cleanups) add(fn func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fns = append(c.fns, fn)
}

// run runs them all. It keeps the register locked for good, so that nothing can begin that would need cleaning up: the
// program ends.
func (c *cleanups) run() {
	c.mu.Lock()
	for _, fn := range c.fns {
		fn()
	}
}
