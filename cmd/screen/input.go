package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/pipeline/catalog"
)

// catalogFlags say how catalogs are read; each finds itself where it is not given.
func catalogFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "map", Usage: "take a field from a column, `FIELD=COLUMN`; may be repeated"},
		&cli.StringFlag{Name: "profile", Usage: "how columns map: " + strings.Join(catalog.ProfileNames(), ", ") + ", or a YAML `FILE`"},
		&cli.StringFlag{Name: "sheet", Usage: "worksheet to read, by its `NAME`"},
		&cli.StringFlag{Name: "delimiter", Usage: "what separates cells of a CSV file: `TEXT` or tab"},
		&cli.StringFlag{Name: "quote", Usage: "what quotes cells of a CSV file: double, single or none"},
		&cli.StringFlag{Name: "escape", Usage: "what stands before a quote in quotes in a CSV file: backslash or none"},
		&cli.StringFlag{Name: "line-end", Usage: "what ends lines of a CSV file: lf, crlf, cr or any"},
		&cli.StringFlag{Name: "encoding", Usage: "encoding of a text file, by its IANA `NAME`"},
		&cli.IntFlag{Name: "max-field", Usage: "`BYTES` that a cell may have", DefaultText: "1 MiB"},
		&cli.IntFlag{Name: "max-record", Usage: "`BYTES` that a record may have", DefaultText: "4 MiB"},
		&cli.Int64Flag{Name: "max-unzipped", Usage: "`BYTES` that the sheets of a workbook may take unpacked", DefaultText: "1024 MiB"},
	}
}

func catalogOptions(c *cli.Context) (catalog.Options, error) {
	o := catalog.Options{
		Sheet: c.String("sheet"), Delimiter: c.String("delimiter"), Quote: c.String("quote"), Escape: c.String("escape"), LineEnd: c.String("line-end"), Encoding: c.String("encoding"),
		MaxField: c.Int("max-field"), MaxRecord: c.Int("max-record"), MaxUnzipped: c.Int64("max-unzipped"), Map: map[string]string{},
	}
	for _, limit := range []string{"max-field", "max-record", "max-unzipped"} {
		if c.IsSet(limit) && c.Int64(limit) <= 0 && c.Int(limit) <= 0 {
			return o, usagef("--%s: expected a number of bytes above 0", limit)
		}
	}
	for _, m := range c.StringSlice("map") {
		field, column, ok := strings.Cut(m, "=")
		if !ok || field == "" || column == "" {
			return o, usagef("--map %q: expected FIELD=COLUMN, such as ingredients=INCI", m)
		}
		o.Map[field] = column
	}
	if p := c.String("profile"); p != "" {
		profile, err := catalog.LoadProfile(p)
		var missing *os.PathError
		if errors.As(err, &missing) {
			return o, usagef("%s: %w", p, missing.Err)
		}
		if err != nil {
			return o, usageError(err)
		}
		o.Profile = profile
	}
	return o, nil
}

// openCatalogs opens all catalogs, or none: what is wrong with any of them is said before the first row is read.
func openCatalogs(c *cli.Context, paths []string) (opened []*catalog.Catalog, closeAll func(), err error) {
	return openCatalogsWith(c, paths, func(*catalog.Options) {})
}

// openCatalogsWith is openCatalogs with options that no flag sets.
func openCatalogsWith(c *cli.Context, paths []string, set func(*catalog.Options)) (opened []*catalog.Catalog, closeAll func(), err error) {
	o, err := catalogOptions(c)
	if err != nil {
		return nil, func() {}, err
	}
	if i := slices.Index(paths, "-"); i >= 0 && slices.Contains(paths[i+1:], "-") {
		return nil, func() {}, usagef("standard input is named twice; it can be read only once")
	}
	set(&o)
	removeScratch := useScratch()
	closeAll = func() {
		for _, cat := range opened {
			cat.Close()
		}
		removeScratch()
	}
	var errs []error
	for _, path := range paths {
		var cat *catalog.Catalog
		if path == "-" {
			cat, err = catalog.OpenReader(c.App.Reader, "standard input", o)
		} else {
			cat, err = catalog.Open(path, o)
		}
		if err != nil {
			errs = append(errs, inputMessage(path, err))
			continue
		}
		opened = append(opened, cat)
	}
	if len(errs) > 0 {
		closeAll()
		return nil, func() {}, errors.Join(errs...)
	}
	if err := meaningless(opened); err != nil {
		closeAll()
		return nil, func() {}, err
	}
	return opened, closeAll, nil
}

// meaningless is the mistake of a flag that means nothing for any of the catalogs, such as --sheet where all are CSV files.
func meaningless(opened []*catalog.Catalog) error {
	tables, ignored := 0, map[string]int{}
	for _, c := range opened {
		for _, t := range c.Tables {
			tables++
			for _, option := range t.Ignored {
				ignored[option]++
			}
		}
	}
	for _, o := range [][2]string{{"sheet", "a workbook"}, {"delimiter", "a CSV file"}, {"quote", "a CSV file"}, {"escape", "a CSV file"}, {"line-end", "a CSV file"}, {"encoding", "a text"}} {
		if n := ignored[o[0]]; n > 0 && n == tables {
			return usagef("--%s: none of the catalogs is %s", o[0], o[1])
		}
	}
	return nil
}

// inputMessage says which catalog an operating system's error is about, without the name of the system call.
func inputMessage(path string, err error) error {
	if cause := bare(err); cause != err {
		return inputError(fmt.Errorf("%s: %w", path, cause))
	}
	return err
}
