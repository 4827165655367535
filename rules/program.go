package rules

import (
	"sync"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"
)

// program is a rule's condition, compiled when it is first needed.
type program struct {
	once sync.Once
	code *vm.Program
	err  error
}

func (p *program) get(when string, s *Set) (*vm.Program, error) {
	p.once.Do(func() { p.code, p.err = compile(when, s) })
	return p.code, p.err
}

// askBit is the type of has, is, claims, above and stated in compiled conditions: their arguments have been replaced by the number
// of a bit of Facts. Functions of such a type in a map are the fastest calls that expr has.
type askBit = func(bit int) bool

// environment declares what compiled conditions may use. A flat map is what expr evaluates fastest.
var environment = types.Map{
	"has": types.TypeOf(askBit(nil)), "is": types.TypeOf(askBit(nil)), "claims": types.TypeOf(askBit(nil)),
	"above": types.TypeOf(askBit(nil)), "stated": types.TypeOf(askBit(nil)), "leading": types.TypeOf(askBit(nil)),
	"leave_on": types.Bool, "rinse_off": types.Bool, "spf_stated": types.Bool, "ph_stated": types.Bool,
	"broad_spectrum": types.Bool, "narrow_spectrum": types.Bool,
	"spf": types.Int, "ph": types.Float64, "ingredient_count": types.Int, "list": types.String,
}

// compile compiles a condition that a conditionReader has found right. It checks the bounds again, since a set that
// was unmarshalled may come from anywhere.
func compile(when string, s *Set) (*vm.Program, error) {
	r := conditionReader{set: s, words: s.vocabulary(), fixed: true, report: func(int, int, string, string, string) {}}
	if !r.bounded(when) {
		return nil, errCondition
	}
	return expr.Compile(when, expr.Env(environment), expr.AsBool(), expr.DisableAllBuiltins(), expr.DisableIfOperator(),
		expr.MaxNodes(maxNodes), expr.Patch(&numbering{reader: r}))
}

type conditionError string

func (e conditionError) Error() string { return string(e) }

const errCondition = conditionError("the condition is too long or nested too deeply")

// numbering replaces the arguments of calls by bit numbers.
type numbering struct{ reader conditionReader }

// Visit is called by expr for every node.
func (b *numbering) Visit(node *ast.Node) {
	call, ok := (*node).(*ast.CallNode)
	if !ok {
		return
	}
	if len(call.Arguments) == 1 {
		if _, done := call.Arguments[0].(*ast.IntegerNode); done {
			return
		}
	}
	f := b.reader.call(call, false)
	if f == nil {
		return // expr will find the types wrong
	}
	call.Arguments = []ast.Node{&ast.IntegerNode{Value: f.index}}
}
