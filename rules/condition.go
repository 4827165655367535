package rules

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
)

// Conditions are written in a small part of the expr language (see the package comment). Whatever the parser finds
// that is not named here is refused before it is compiled, let alone evaluated.

var functions = []string{"has", "above", "stated", "leading", "is", "claims"}

// flags are the variables that are true or false; the order is that of flagOf.
var flags = []string{"leave_on", "rinse_off", "spf_stated", "broad_spectrum", "narrow_spectrum", "ph_stated"}

// measures are the variables that are numbers.
var measures = []string{"spf", "ph", "ingredient_count"}

var listStates = []string{"none", "unreadable", "partial", "whole"}

// names are all names that a condition may use.
var names = slices.Concat(functions, flags, measures, []string{"list"})

// conditionReader reads conditions against the vocabulary of a set.
type conditionReader struct {
	set   *Set
	words vocabulary
	fixed bool // the set's quantities must not grow
	// report takes a mistake at a range of characters of the condition.
	report func(from, to int, code, message, hint string)
}

// vocabulary is what a set's conditions may name.
type vocabulary struct{ families, types, claims []string }

func (s *Set) vocabulary() vocabulary {
	return vocabulary{s.familyIDs(), s.typeIDs(), s.claimIDs()}
}

// read parses and checks a condition; nil where it is wrong, after everything that is wrong was reported.
func (c *conditionReader) read(text string) *formula {
	failed := false
	report := c.report
	c.report = func(from, to int, code, message, hint string) {
		failed = true
		report(from, to, code, message, hint)
	}
	defer func() { c.report = report }()
	if !c.bounded(text) {
		return nil
	}
	tree, err := parser.ParseWithConfig(text, &parsing)
	if err != nil {
		c.syntax(err)
		return nil
	}
	f := c.truth(tree.Node, false)
	if failed {
		return nil
	}
	c.guarded(f, 0)
	if failed {
		return nil
	}
	return f
}

// parsing is the parser's configuration: no built-in functions, no if.
var parsing = conf.Config{DisableIfOperator: true, MaxNodes: maxNodes}

// syntax reports an error of the expression parser.
func (c *conditionReader) syntax(err error) {
	var e *file.Error
	if !errors.As(err, &e) {
		c.report(0, 1, "condition-syntax", err.Error(), "")
		return
	}
	c.report(e.From, e.To, "condition-syntax", e.Message, "")
}

func (c *conditionReader) at(n ast.Node, code, message, hint string) {
	l := n.Location()
	c.report(l.From, l.To, code, message, hint)
}

// truth reads a node that must be true or false; negated is set below an odd number of nots.
func (c *conditionReader) truth(n ast.Node, negated bool) *formula {
	switch n := n.(type) {
	case *ast.BoolNode:
		return &formula{op: opConst, negated: n.Value == negated}
	case *ast.UnaryNode:
		if n.Operator == "!" || n.Operator == "not" {
			return c.truth(n.Node, !negated)
		}
		c.at(n, "condition-type", "a sign stands before something that is true or false", "")
		return nil
	case *ast.BinaryNode:
		return c.binary(n, negated)
	case *ast.IdentifierNode:
		return c.flag(n, negated)
	case *ast.CallNode:
		return c.call(n, negated)
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.ArrayNode, *ast.NilNode, *ast.BytesNode, *ast.ConstantNode:
		c.at(n, "condition-type", "expected something that is true or false", "such as has(\"family\"), leave_on, or spf >= 30")
		return nil
	default:
		c.construct(n)
		return nil
	}
}

// constructs are what the expression language has and conditions have not.
func (c *conditionReader) construct(n ast.Node) {
	what := "this"
	switch n := n.(type) {
	case *ast.BuiltinNode:
		what = "the function " + n.Name
	case *ast.PredicateNode, *ast.PointerNode:
		what = "a predicate"
	case *ast.ConditionalNode:
		what = "a choice with ? or if"
	case *ast.VariableDeclaratorNode:
		what = "let"
	case *ast.SequenceNode:
		what = "a sequence with ;"
	case *ast.MapNode, *ast.PairNode:
		what = "a mapping"
	case *ast.MemberNode, *ast.ChainNode, *ast.SliceNode:
		what = "access to a member"
	case *ast.BinaryNode:
		what = "the operator " + n.Operator
	}
	c.at(n, "condition-construct", "a condition cannot hold "+what, "conditions are made of "+strings.Join(functions, ", ")+", variables, comparisons, and, or, not")
}

func (c *conditionReader) binary(n *ast.BinaryNode, negated bool) *formula {
	switch n.Operator {
	case "and", "&&", "or", "||":
		op := opAnd
		if (n.Operator == "or" || n.Operator == "||") != negated {
			op = opOr
		}
		return joined(op, c.truth(n.Left, negated), c.truth(n.Right, negated))
	case "==", "!=", "<", "<=", ">", ">=":
		return c.comparison(n, negated)
	case "in":
		return c.membership(n, negated)
	}
	c.construct(n)
	return nil
}

// flag reads a variable that is true or false.
func (c *conditionReader) flag(n *ast.IdentifierNode, negated bool) *formula {
	if at := slices.Index(flags, n.Value); at >= 0 {
		return &formula{op: opFlag, index: at, negated: negated, from: n.Location().From, to: n.Location().To}
	}
	switch {
	case slices.Contains(functions, n.Value):
		c.at(n, "condition-type", n.Value+" is a function", fmt.Sprintf("write %s(…)", n.Value))
	case slices.Contains(names, n.Value):
		c.at(n, "condition-type", n.Value+" must be compared with something", "")
	default:
		c.unknown(n, n.Value)
	}
	return nil
}

func (c *conditionReader) unknown(n ast.Node, name string) {
	c.at(n, "unknown-name", fmt.Sprintf("conditions know no %s", name), didYouMean(name, names))
}

// call reads has(…), above(…), stated(…), leading(…), is(…) and claims(…).
func (c *conditionReader) call(n *ast.CallNode, negated bool) *formula {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		c.construct(n)
		return nil
	}
	f := &formula{negated: negated, from: n.Location().From, to: n.Location().To}
	switch callee.Value {
	case "has":
		f.op, f.index = opFamily, c.named(n, "family", c.words.families)
	case "is":
		f.op, f.index = opType, c.named(n, "product type", c.words.types)
	case "claims":
		f.op, f.index = opClaim, c.named(n, "claim", c.words.claims)
	case "above":
		f.op, f.index = opQuantity, c.quantity(n, Above)
	case "stated":
		f.op, f.index = opQuantity, c.quantity(n, Stated)
	case "leading":
		f.op, f.index = opQuantity, c.asked(n, Quantity{Kind: Leading, Family: c.named(n, "family", c.words.families)})
	default:
		if slices.Contains(names, callee.Value) {
			c.at(n, "condition-type", callee.Value+" is not a function", "write it without parentheses")
		} else {
			c.unknown(n, callee.Value)
		}
		return nil
	}
	if f.index < 0 {
		return nil
	}
	return f
}

// named reads the only argument of a call, one of the given ids.
func (c *conditionReader) named(n *ast.CallNode, kind string, ids []string) int {
	if len(n.Arguments) != 1 {
		c.at(n, "condition-type", fmt.Sprintf("%s takes one %s, found %d arguments", n.Callee, kind, len(n.Arguments)), "")
		return -1
	}
	return c.id(n.Arguments[0], kind, ids)
}

// id reads an id in quotes.
func (c *conditionReader) id(n ast.Node, kind string, ids []string) int {
	text, ok := n.(*ast.StringNode)
	if !ok {
		c.at(n, "condition-literal", fmt.Sprintf("expected the id of a %s in quotes", kind), "")
		return -1
	}
	at := slices.Index(ids, text.Value)
	if at < 0 {
		c.at(n, unknown(kind), fmt.Sprintf("there is no %s %q", kind, text.Value), didYouMean(text.Value, ids))
	}
	return at
}

// quantity reads the family and percentage of above and stated, and returns the index of that question in the set.
func (c *conditionReader) quantity(n *ast.CallNode, kind QuantityKind) int {
	if len(n.Arguments) != 2 {
		c.at(n, "condition-type", fmt.Sprintf("%s takes a family and a percentage, found %d arguments", n.Callee, len(n.Arguments)), "")
		return -1
	}
	family := c.id(n.Arguments[0], "family", c.words.families)
	percent, ok := number(n.Arguments[1])
	if !ok || percent < 0 || percent > 100 {
		c.at(n.Arguments[1], "condition-literal", "expected a percentage as a number from 0 to 100", "")
		return -1
	}
	if family < 0 {
		return -1
	}
	return c.asked(n, Quantity{Kind: kind, Family: family, Percent: float32(percent)})
}

// asked returns the index of a question about an amount in the set, which learns it where it is new.
func (c *conditionReader) asked(n ast.Node, q Quantity) int {
	if q.Family < 0 {
		return -1
	}
	if at := slices.Index(c.set.Quantities, q); at >= 0 {
		return at
	}
	if c.fixed || len(c.set.Quantities) == MaxQuantities {
		c.at(n, "limit", fmt.Sprintf("a rule set may ask at most %d different amounts", MaxQuantities), "")
		return -1
	}
	c.set.Quantities = append(c.set.Quantities, q)
	return len(c.set.Quantities) - 1
}

// number reads a number as written, with or without sign.
func number(n ast.Node) (float64, bool) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return float64(n.Value), true
	case *ast.FloatNode:
		return n.Value, !math.IsInf(n.Value, 0) && !math.IsNaN(n.Value)
	case *ast.UnaryNode:
		v, ok := number(n.Node)
		if n.Operator == "-" {
			v = -v
		}
		return v, ok && (n.Operator == "-" || n.Operator == "+")
	}
	return 0, false
}

// flipped is the comparison with its sides exchanged.
var flipped = map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

// opposite is the comparison that holds where the other does not.
var opposite = map[string]string{"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}

// comparison reads a variable compared with a number, or list with one of its states.
func (c *conditionReader) comparison(n *ast.BinaryNode, negated bool) *formula {
	left, right, operator := n.Left, n.Right, n.Operator
	if _, ok := left.(*ast.IdentifierNode); !ok {
		left, right, operator = right, left, flipped[operator]
	}
	variable, ok := left.(*ast.IdentifierNode)
	if !ok {
		c.sides(n)
		return nil
	}
	if negated {
		operator = opposite[operator]
	}
	f := &formula{op: opMeasure, operator: operator, from: variable.Location().From, to: right.Location().To}
	if variable.Value == "list" {
		if f.operator != "==" && f.operator != "!=" {
			c.at(n, "condition-type", "list can only be compared with == and !=", "list == \"whole\"")
			return nil
		}
		at := c.id(right, "list state", listStates)
		if at < 0 {
			return nil
		}
		f.op, f.states = opList, 1<<at
		if f.operator == "!=" {
			f.states = ^f.states & allStates
		}
		return f
	}
	f.index = slices.Index(measures, variable.Value)
	switch {
	case slices.Contains(flags, variable.Value):
		c.at(variable, "condition-type", variable.Value+" is true or false and needs no comparison", fmt.Sprintf("write %s or not %s", variable.Value, variable.Value))
		return nil
	case slices.Contains(functions, variable.Value):
		c.at(variable, "condition-type", variable.Value+" is a function", fmt.Sprintf("write %s(…)", variable.Value))
	case f.index < 0:
		c.unknown(variable, variable.Value)
	}
	value, ok := number(right)
	if !ok {
		c.at(right, "condition-literal", fmt.Sprintf("%s must be compared with a number", variable.Value), "")
	}
	if f.value = value; !ok || f.index < 0 {
		return nil
	}
	return f
}

// sides reports a comparison without a variable, and what is wrong inside it.
func (c *conditionReader) sides(n *ast.BinaryNode) {
	c.at(n, "condition-type", "a comparison must have one of "+strings.Join(measures, ", ")+" or list on one side, and a plain value on the other", "")
	for _, side := range []ast.Node{n.Left, n.Right} {
		if call, ok := side.(*ast.CallNode); ok {
			c.call(call, false)
		}
	}
}

// membership reads: list in ["none", "unreadable"].
func (c *conditionReader) membership(n *ast.BinaryNode, negated bool) *formula {
	variable, ok := n.Left.(*ast.IdentifierNode)
	states, array := n.Right.(*ast.ArrayNode)
	if !ok || variable.Value != "list" || !array {
		c.at(n, "condition-construct", "in can only be asked of list", "list in [\"none\", \"unreadable\"]")
		return nil
	}
	f := &formula{op: opList, from: variable.Location().From, to: variable.Location().To}
	for _, state := range states.Nodes {
		if at := c.id(state, "list state", listStates); at >= 0 {
			f.states |= 1 << at
		}
	}
	if negated {
		f.states = ^f.states & allStates
	}
	return f
}
