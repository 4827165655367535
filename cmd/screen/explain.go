package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"screen/pipeline"
	"screen/pipeline/product"
	"screen/reports"
	"screen/rules"
)

var jsonFlag = &cli.BoolFlag{Name: "json", Usage: "the same as one JSON object a product"}

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "one product of a catalog: its list as read, its facts, every rule that fired and why",
		ArgsUsage: "CATALOG",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "id", Usage: "the product with this `ID`"},
			&cli.IntFlag{Name: "row", Usage: "the product in row `N`, as a spreadsheet numbers it"},
			&cli.StringFlag{Name: "name", Usage: "the products whose name holds `TEXT`"},
			rulesFlag, asOfFlag, inventoryFlag, jsonFlag,
		}, catalogFlags()...),
		Action: explainAction,
	}
}

func explainAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return usagef("explain needs one catalog: screen explain CATALOG --id ID")
	}
	id, row, name := c.String("id"), c.Int("row"), strings.ToLower(c.String("name"))
	if id == "" && row == 0 && name == "" {
		return usagef("explain needs to know which product: --id ID, --row N or --name TEXT")
	}
	set, err := loadRules(c)
	if err != nil {
		return err
	}
	screener, err := screenerOf(c, set)
	if err != nil {
		return err
	}
	catalogs, closeCatalogs, err := openCatalogs(c, c.Args().Slice())
	defer closeCatalogs()
	if err != nil {
		return err
	}
	show, err := explainer(c, set)
	if err != nil {
		return err
	}
	found := 0
	err = pipeline.Find(catalogs, screener, func(in *pipeline.Input) bool {
		return (id == "" || in.ID == id) && (row == 0 || in.Row == row) && (name == "" || strings.Contains(strings.ToLower(in.Text.Name), name))
	}, func(r *pipeline.Result) error {
		found++
		return show(r)
	})
	if err != nil {
		return err
	}
	if found == 0 {
		return inputError(fmt.Errorf("%s: no product matches", c.Args().First()))
	}
	return nil
}

func checkListCommand() *cli.Command {
	return &cli.Command{
		Name:      "check-list",
		Usage:     "an ingredient list typed in or piped in",
		ArgsUsage: "[LIST]",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "type", Usage: "what kind of product it is, by its `ID`"},
			&cli.StringFlag{Name: "name", Usage: "name of the product; its type, SPF and claims are read from it"},
			&cli.StringFlag{Name: "spf", Usage: "sun protection factor, as stated"},
			&cli.StringFlag{Name: "ph", Usage: "pH, as stated"},
			rulesFlag, asOfFlag, inventoryFlag, jsonFlag,
		},
		Action: checkListAction,
	}
}

func checkListAction(c *cli.Context) error {
	var text string
	switch c.NArg() {
	case 0:
		b, err := io.ReadAll(io.LimitReader(c.App.Reader, 4<<20))
		if err != nil {
			return inputError(err)
		}
		text = string(b)
	case 1:
		text = c.Args().First()
	default:
		return usagef("check-list takes one list; put it in quotes")
	}
	if strings.TrimSpace(text) == "" {
		return inputError(errors.New("check-list: the list is empty"))
	}
	set, err := loadRules(c)
	if err != nil {
		return err
	}
	if err := statedNumbers(c); err != nil {
		return err
	}
	in := pipeline.Input{Source: "check-list", Text: product.Text{Name: c.String("name"), SPF: c.String("spf"), PH: c.String("ph"), Ingredients: text}}
	if t := c.String("type"); t != "" {
		ids := typeIDs(set)
		if !slices.Contains(ids, t) {
			return usagef("--type %s: expected one of %s%s", t, strings.Join(ids, ", "), didYouMean(t, ids))
		}
		in.Types = []string{t}
		// What the name or an SPF shows the product to be besides counts, too: the stricter rules of all hold.
		var u product.Understanding
		product.NewReader().Understand(&in.Text, &u)
		for _, also := range u.Types {
			if also != t && also != "other" && slices.Contains(ids, also) {
				in.Types = append(in.Types, also)
			}
		}
	}
	screener, err := screenerOf(c, set)
	if err != nil {
		return err
	}
	show, err := explainer(c, set)
	if err != nil {
		return err
	}
	return show(screener.NewWorker().Screen(&in))
}

// statedNumbers refuses an SPF or pH that says nothing: a catalog's cell may be odd, a flag is a mistake.
func statedNumbers(c *cli.Context) error {
	if c.String("spf") == "" && c.String("ph") == "" {
		return nil
	}
	var u product.Understanding
	product.NewReader().Understand(&product.Text{SPF: c.String("spf"), PH: c.String("ph")}, &u)
	if s := c.String("spf"); s != "" && u.SPF < 0 {
		return usagef("--spf %s: expected a sun protection factor, such as 30 or 50+", s)
	}
	if s := c.String("ph"); s != "" && u.PH < 0 {
		return usagef("--ph %s: expected a pH from 0 to 14, such as 5.5", s)
	}
	return nil
}

// explainer returns how results are shown: in words, or as JSON.
func explainer(c *cli.Context, set *rules.Set) (func(*pipeline.Result) error, error) {
	if !c.Bool("json") {
		return func(r *pipeline.Result) error {
			if err := reports.WriteExplanation(c.App.Writer, r, set, reports.Options{}); err != nil {
				return outputError(err)
			}
			return nil
		}, nil
	}
	sink, err := reports.New("jsonl", c.App.Writer, set, reports.Options{})
	return func(r *pipeline.Result) error {
		if err := sink.Write(sink.Append(nil, r)); err != nil {
			return outputError(err)
		}
		return nil
	}, err
}
