// Command generate writes the sample workbooks from the sample catalog, so that the twins cannot drift apart:
//
//	go run ./testdata/generate
//
// sample.xlsx is sample.csv behind a cover sheet. oddities.xlsx is a small workbook with what only workbooks have: error
// cells, formulas, formatted text, merged cells, a hidden sheet. The same input gives the same cells.
package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/xuri/excelize/v2"
)

const dir = "testdata/catalogs"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() error {
	f, err := os.Open(filepath.Join(dir, "sample.csv"))
	if err != nil {
		return fmt.Errorf("%w (run it in the repository's root)", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	if err := sample(rows); err != nil {
		return err
	}
	return oddities(rows[0])
}

// sample writes the twin of sample.csv.
func sample(rows [][]string) error {
	b := excelize.NewFile()
	defer b.Close()
	if err := cover(b, "About", "Sample catalog", "Invented products for trying the program out.", "The products are on the next sheet."); err != nil {
		return err
	}
	if err := table(b, "Catalog", rows); err != nil {
		return err
	}
	return save(b, "sample.xlsx", nil)
}

// cover makes the workbook's first sheet a page of text.
func cover(b *excelize.File, name string, lines ...string) error {
	if err := b.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	for i, line := range lines {
		if err := b.SetCellStr(name, "B"+strconv.Itoa(i+2), line); err != nil {
			return err
		}
	}
	return b.SetColWidth(name, "B", "B", 60)
}

// table writes rows on a sheet of their own, the first as a header. Plain numbers become numbers, all else is text:
// "+Retinol …" is a name and no formula.
func table(b *excelize.File, name string, rows [][]string) error {
	if _, err := b.NewSheet(name); err != nil {
		return err
	}
	bold, err := b.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	money, err := b.NewStyle(&excelize.Style{NumFmt: 2}) // 0.00
	if err != nil {
		return err
	}
	for r, row := range rows {
		for c, text := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			if err := put(b, name, cell, text, money); err != nil {
				return err
			}
		}
	}
	if err := b.SetRowStyle(name, 1, 1, bold); err != nil {
		return err
	}
	if err := b.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return b.SetColWidth(name, "B", "E", 30)
}

// put writes one cell; an empty one is left out, as spreadsheets do.
func put(b *excelize.File, sheet, cell, text string, money int) error {
	if text == "" {
		return nil
	}
	number, err := strconv.ParseFloat(text, 64)
	switch {
	case err == nil && strconv.Itoa(int(number)) == text:
		return b.SetCellInt(sheet, cell, int64(number))
	case err == nil && strconv.FormatFloat(number, 'f', 2, 64) == text:
		if err := b.SetCellFloat(sheet, cell, number, 2, 64); err != nil {
			return err
		}
		return b.SetCellStyle(sheet, cell, cell, money)
	}
	return b.SetCellStr(sheet, cell, text)
}

// oddities writes a workbook of what a CSV file cannot hold.
func oddities(header []string) error {
	b := excelize.NewFile()
	defer b.Close()
	if err := cover(b, "Cover", "Oddities", "Cells that are errors, formulas, formatted or merged."); err != nil {
		return err
	}
	const sheet = "Products"
	rows := [][]string{
		header,
		{"XO-1", "Harrowmint", "Plain Hyaluronic Serum", "Serums", "Aqua, Glycerin, Sodium Hyaluronate, Pentylene Glycol, Phenoxyethanol", "", "", "", "24.00"},
		{"XO-2", "Harrowmint", "(error)", "Serums", "Aqua, Glycerin, Retinol, Phenoxyethanol", "", "", "", "30.00"},
		{"XO-3", "Harrowmint", "Lost List Cream", "Moisturizers", "(error)", "", "", "", "12.00"},
		{"XO-4", "Harrowmint", "Two-Font Serum", "Serums", "", "", "", "", "18.00"},
		{"XO-5", "Harrowmint", "Zinc Day Sunscreen Broad Spectrum", "Sun Care", "Aqua, Zinc Oxide, Glycerin, Dimethicone, Phenoxyethanol", "", "", "", ""},
		{"XO-6", "Harrowmint", "Merged Toner", "Toners", "Aqua, Glycerin, Panthenol, Phenoxyethanol", "", "", "", "9.00"},
		{"XO-7", "Harrowmint", "Merged Alcohol Toner", "", "Aqua, Alcohol Denat., Glycerin, Menthol", "", "", "", "9.00"},
	}
	if err := table(b, sheet, rows); err != nil {
		return err
	}
	if err := b.SetSheetRow(sheet, "H6", &[]any{50}); err != nil {
		return err
	}
	if err := b.SetCellRichText(sheet, "E5", []excelize.RichTextRun{
		{Text: "Aqua, Glycerin, "}, {Text: "Retinal", Font: &excelize.Font{Bold: true}}, {Text: ", Phenoxyethanol"},
	}); err != nil {
		return err
	}
	if err := b.MergeCell(sheet, "D7", "D8"); err != nil {
		return err
	}
	if _, err := b.NewSheet("Drafts"); err != nil {
		return err
	}
	if err := b.SetSheetVisible("Drafts", false); err != nil {
		return err
	}
	return save(b, "oddities.xlsx", errorCells)
}

// errorCells are what a spreadsheet stores where a formula failed: "+Retinol Night" typed into a cell is a formula with
// an unknown name. The library has no call for it, so they are set in the sheet's XML.
var errorCells = map[string]string{
	"C3": `<c r="C3" t="e"><f>+Retinol Night</f><v>#NAME?</v></c>`,
	"E4": `<c r="E4" t="e"><f>VLOOKUP(A4,Old!A:B,2,FALSE)</f><v>#REF!</v></c>`,
}

// save writes the workbook, with its second sheet's cells replaced.
func save(b *excelize.File, name string, cells map[string]string) error {
	packed, err := b.WriteToBuffer()
	if err != nil {
		return err
	}
	if len(cells) == 0 {
		return os.WriteFile(filepath.Join(dir, name), packed.Bytes(), 0o644)
	}
	in, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range in.File {
		text, err := fs.ReadFile(in, part.Name)
		if err != nil {
			return err
		}
		if part.Name == "xl/worksheets/sheet2.xml" {
			for cell, xml := range cells {
				text = regexp.MustCompile(`<c r="`+cell+`"[^>]*>.*?</c>`).ReplaceAllLiteral(text, []byte(xml))
				if !bytes.Contains(text, []byte(xml)) {
					return fmt.Errorf("%s: no cell %s to replace", name, cell)
				}
			}
		}
		p, err := w.Create(part.Name)
		if err != nil {
			return err
		}
		if _, err := p.Write(text); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), out.Bytes(), 0o644)
}
