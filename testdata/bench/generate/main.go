// Command generate writes a catalog of invented products as CSV to standard output, for benchmarks:
//
//	go run ./testdata/bench/generate -products 200000 > big.csv
//
// The same seed gives the same catalog.
package main

import (
	"flag"
	"fmt"
	"os"

	"screen/rules"
	"screen/rules/microneedling"
	"screen/testdata/bench/shop"
)

func main() {
	products := flag.Int("products", 200_000, "how many products")
	seed := flag.Uint64("seed", 1, "which catalog")
	flag.Parse()
	if err := generate(*seed, *products); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(seed uint64, products int) error {
	set, err := rules.Load(microneedling.FS)
	if err != nil {
		return err
	}
	return shop.Write(os.Stdout, set, seed, products)
}
