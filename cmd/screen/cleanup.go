package main

import "sync"

// cleanups is a set of functions to be run if the program is ended from outside.
type cleanups struct {
	mu  sync.Mutex
	fns map[int]func()
	n   int
}

// add registers fn and returns how to take it back.
func (c *cleanups) add(fn func()) (remove func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fns == nil {
		c.fns = map[int]func(){}
	}
	id := c.n
	c.n++
	c.fns[id] = fn
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.fns, id)
	}
}

func (c *cleanups) run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, fn := range c.fns {
		fn()
	}
}
