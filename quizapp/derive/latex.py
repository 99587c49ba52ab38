"""Print checked expressions as LaTeX, in an order that depends on nothing but what they say."""

from collections.abc import Sequence
from typing import Any

from sympy import (
    Add,
    Basic,
    Derivative,
    Expr,
    Integer,
    MatAdd,
    Mul,
    Pow,
    Rational,
    S,
    Symbol,
    exp,
    oo,
)
from sympy.core.function import AppliedUndef
from sympy.printing.latex import LatexPrinter

from quizapp.derive.declarations import Declarations, Statement, dependencies
from quizapp.derive.names import latex_name
from quizapp.derive.nodes import Call, Entry, Quantity, Tensor
from quizapp.derive.operators import Elementwise, Gradient, StateSum, Variance
from quizapp.derive.reading_order import (
    BIG,
    above_and_below,
    common_coefficient,
    factor_rank,
    has_fraction,
    is_negative,
    is_norm,
    is_plain,
    sort_key,
    term_rank,
)
from quizapp.derive.report import StepKind

SHORT_FUNCTIONS = {"sin", "cos", "tanh", "sinh", "cosh", "log", "max", "min"}
SQUARED_AT_THE_NAME = {"sin", "cos", "tanh", "sinh", "cosh", "sech"}
RELATIONS = {">": ">", ">=": r"\ge", "<": "<", "<=": r"\le", "==": "=", "!=": r"\ne"}


def latex_of(statement: Statement, declared: Declarations) -> str:
    r"""Print one line of the blackboard: `lhs = rhs`, with `\le` in a bound and `\ne` in a fallacy."""
    printer = BlackboardPrinter(declared)
    relation = "=" if statement.slack is None else r"\le"
    if statement.kind is StepKind.FALLACY:
        relation = r"\ne"
    left, right = printer.doprint(statement.left), printer.doprint(statement.right)
    line = f"{left} {relation} {right}"
    if statement.kind is not StepKind.DEFINITION and statement.where:
        conditions = ", ".join(printer.doprint(c) for c in statement.where)
        line += rf" \quad \text{{if }} {conditions}"
    return line


class BlackboardPrinter(LatexPrinter):
    """Prints as a person would write on a blackboard."""

    def __init__(self, declared: Declarations) -> None:
        super().__init__({"ln_notation": False})
        self._declared = declared

    # Names

    def _print_Symbol(self, expr: Any, style: str = "plain") -> str:  # noqa: ARG002
        return latex_name(expr.name)

    def _print_Quantity(self, expr: Quantity) -> str:
        return latex_name(expr.name)

    def _print_Tensor(self, expr: Tensor) -> str:
        return latex_name(expr.name)

    def _print_Entry(self, expr: Entry) -> str:
        indices = [self._print(i) for i in expr.indices]
        short = all(len(text) == 1 for text in indices)
        return latex_name(expr.tensor.name, ("" if short else ", ").join(indices))

    # Sums and products

    def _print_Add(self, expr: Any, order: object = None) -> str:  # noqa: ARG002
        return self._sum(self._ordered_terms(expr.args))

    def _print_MatAdd(self, expr: Any) -> str:
        return self._sum(self._ordered_terms(expr.args))

    def _sum(self, terms: Sequence[Basic]) -> str:
        common = common_coefficient(terms)
        if common != 1:
            inside = self._sum([term / common for term in terms])
            return rf"{self._print(common)} \left({inside}\right)"
        text = ""
        for term in terms:
            negative = is_negative(term)
            part = self._print(-term if negative else term)
            if isinstance(term, Add | MatAdd):
                part = rf"\left({part}\right)"
            sign = "-" if negative else "+"
            text += f" {sign} {part}" if text else ("-" + part if negative else part)
        return text

    def _ordered_terms(self, terms: Sequence[Basic]) -> list[Basic]:
        counting = all(isinstance(t, Integer) or (isinstance(t, Symbol) and t.is_integer) for t in terms)

        def place(term: Basic) -> Any:
            # k + 1 and N - 1, but 1 + x.
            last = counting and isinstance(term, Integer)
            return is_negative(term), last, term_rank(term), sort_key(term)

        return sorted(terms, key=place)

    def _print_Mul(self, expr: Any) -> str:
        if is_negative(expr):
            return "-" + self._bracketed_sum(-expr)
        above, below = above_and_below(expr)
        if below == 1:
            return self._product(above)
        return self._quotient(above, below)

    def _bracketed_sum(self, expr: Basic) -> str:
        text = self._print(expr)
        return rf"\left({text}\right)" if isinstance(expr, Add) else text

    def _product(self, factors: Sequence[Basic]) -> str:
        ordered = sorted(factors, key=lambda f: (factor_rank(f), sort_key(f)))
        text = ""
        for n, factor in enumerate(ordered):
            last = n == len(ordered) - 1
            part = self._print(factor)
            bracket = isinstance(factor, Add) or (isinstance(factor, BIG) and not last)
            bracket |= factor.is_Number and is_negative(factor)
            if bracket and len(ordered) > 1:
                part = rf"\left({part}\right)"
            if text and isinstance(factor, Integer | Rational):
                part = rf"\cdot {part}"
            text += f" {part}" if text else part
        return text or "1"

    def _quotient(self, above: Sequence[Basic], below: Expr) -> str:
        under = self._print(below)
        inside, behind = list(above), []
        if is_plain(below):
            # A factor that is tall or long by itself reads better behind the fraction than on top of it.
            behind = [f for f in above if isinstance(f, (*BIG, Derivative)) or is_norm(f)]
            behind += [f for f in above if isinstance(f, Add)] if behind else []
            inside = [f for f in above if f not in behind]
        front = rf"\frac{{{self._product(inside)}}}{{{under}}}"
        if not behind:
            return front
        return f"{front} {self._product(behind)}"

    def _print_MatMul(self, expr: Any) -> str:
        coefficient, matrices = expr.as_coeff_matrices()
        sign = ""
        if is_negative(coefficient):
            sign, coefficient = "-", -coefficient
        parts = [] if coefficient == 1 else [self._factor_of_matrices(coefficient)]
        for matrix in matrices:
            text = self._print(matrix)
            parts.append(rf"\left({text}\right)" if matrix.is_MatAdd else text)
        return sign + " ".join(parts)

    def _factor_of_matrices(self, coefficient: Expr) -> str:
        text = self._print(coefficient)
        return rf"\left({text}\right)" if isinstance(coefficient, Add) else text

    # Powers and functions

    def _print_Pow(self, expr: Any) -> str:
        base, exponent = expr.base, expr.exp
        if exponent == Rational(1, 2):
            return rf"\sqrt{{{self._print(base)}}}"
        if is_negative(exponent) and isinstance(exponent, Rational):
            return rf"\frac{{1}}{{{self._print(Pow(base, -exponent))}}}"
        power = self._print(exponent)
        if isinstance(base, Call) or (base.is_Function and not isinstance(base, exp)):
            name, argument = self._function_parts(base)
            if type(base).__name__ in SQUARED_AT_THE_NAME:
                return rf"{name}^{{{power}}}{argument}"
            return rf"{name}{argument}^{{{power}}}"
        text = self._print(base)
        simple = isinstance(base, Symbol | Entry | Quantity | Integer) and not is_negative(base)
        if isinstance(base, Entry) or (isinstance(base, Symbol | Quantity) and "_" in base.name):
            return rf"{text}^{{{power}}}"
        return rf"{text}^{{{power}}}" if simple else rf"\left({text}\right)^{{{power}}}"

    def _print_exp(self, expr: Any, exp: Any = None) -> str:  # noqa: ARG002
        argument = expr.args[0]
        if isinstance(argument, Add | Symbol | Entry | Mul | Quantity | Integer) and not argument.has(*BIG):
            return rf"e^{{{self._print(argument)}}}"
        return rf"\exp{self._in_brackets(argument)}"

    def _print_ExpBase(self, expr: Any, exp: Any = None) -> str:
        return self._print_exp(expr, exp)

    def _print_log(self, expr: Any, exp: Any = None) -> str:  # noqa: ARG002
        return "".join(self._function_parts(expr))

    def _print_Function(self, expr: Any, exp: Any = None) -> str:
        text = "".join(self._function_parts(expr))
        return text if exp is None else rf"{text}^{{{exp}}}"

    def _print_Max(self, expr: Any, exp: Any = None) -> str:
        return self._print_Function(expr, exp)

    def _print_Min(self, expr: Any, exp: Any = None) -> str:
        return self._print_Function(expr, exp)

    def _print_Call(self, expr: Call) -> str:
        return "".join(self._function_parts(expr))

    def _function_parts(self, expr: Any) -> tuple[str, str]:
        if isinstance(expr, Call):
            return latex_name(expr.function.name), self._in_brackets(*expr.arguments)
        name = type(expr).__name__
        if isinstance(expr, AppliedUndef) or not name:
            return latex_name(str(expr.func)), self._in_brackets(*expr.args)
        command = {
            "Max": r"\max",
            "Min": r"\min",
            "sign": r"\operatorname{sign}",
            "sech": r"\operatorname{sech}",
        }
        shown = command.get(name, "\\" + name if name in SHORT_FUNCTIONS else rf"\operatorname{{{name}}}")
        if name == "log" and isinstance(expr.args[0], Symbol | Entry | Quantity):
            return shown, " " + self._print(expr.args[0])
        arguments = sorted(expr.args, key=lambda a: (not a.is_number, sort_key(a)))
        return shown, self._in_brackets(*(arguments if name in {"Max", "Min"} else expr.args))

    def _in_brackets(self, *arguments: Basic, pair: str = "()") -> str:
        inside = ", ".join(self._print(a) for a in arguments)
        tall = any(a.has(*BIG, Derivative) or has_fraction(a) for a in arguments)
        return rf"\left{pair[0]}{inside}\right{pair[1]}" if tall else f"{pair[0]}{inside}{pair[1]}"

    # What is special about our nodes

    def _print_Derivative(self, expr: Any) -> str:
        several = len(_variables(expr.expr)) > 1 or any(isinstance(v, Entry) for v, _ in expr.variable_count)
        d = r"\partial" if several else "d"
        order = sum(n for _, n in expr.variable_count)
        power = f"^{{{self._print(order)}}}" if order != 1 else ""
        below = " ".join(
            f"{d} {self._print(v)}" + (f"^{{{self._print(n)}}}" if n != 1 else "")
            for v, n in expr.variable_count
        )
        if isinstance(expr.expr, Symbol | Quantity | Entry):
            return rf"\frac{{{d}{power} {self._print(expr.expr)}}}{{{below}}}"
        inner = self._print(expr.expr)
        if isinstance(expr.expr, Add | Mul):
            inner = rf"\left({inner}\right)"
        return rf"\frac{{{d}{power}}}{{{below}}} {inner}"

    def _print_Gradient(self, expr: Gradient) -> str:
        scalar, variable = expr.args
        below = rf"\partial {self._print(variable)}"
        if isinstance(scalar, Quantity):
            return rf"\frac{{\partial {self._print(scalar)}}}{{{below}}}"
        inner = self._print(scalar)
        return rf"\frac{{\partial}}{{{below}}} " + (
            rf"\left({inner}\right)" if isinstance(scalar, Add) else inner
        )

    def _print_Elementwise(self, expr: Elementwise) -> str:
        slot, body, matrix = expr.args
        inside = Symbol("matrix-in-place")
        text = self._print(body.xreplace({slot: inside}))
        return text.replace(latex_name(inside.name), self._print(matrix))

    def _print_SquaredNorm(self, expr: Any) -> str:
        return rf"\lVert {self._print(expr.args[0])} \rVert^{{2}}"

    def _print_Inner(self, expr: Any) -> str:
        return rf"\langle {self._print(expr.args[0])}, {self._print(expr.args[1])} \rangle"

    def _print_Expectation(self, expr: Any) -> str:
        return r"\mathbb{E}" + self._in_brackets(expr.args[0], pair="[]")

    def _print_Variance(self, expr: Variance) -> str:
        return r"\operatorname{Var}" + self._in_brackets(expr.args[0])

    def _print_StateSum(self, expr: StateSum) -> str:
        term, *states = expr.args
        signs = "".join(rf"\sum_{{{self._print(s)}}} " for s in states)
        text = self._print(term)
        return signs + (rf"\left({text}\right)" if isinstance(term, Add) else text)

    def _print_Sum(self, expr: Any) -> str:
        return self._big(r"\sum", expr)

    def _print_Integral(self, expr: Any) -> str:
        variable, low, high = expr.limits[0]
        text = self._print(expr.function)
        text = rf"\left({text}\right)" if isinstance(expr.function, Add) else text
        return rf"\int_{{{self._print(low)}}}^{{{self._print(high)}}} {text} \, d{self._print(variable)}"

    def _print_Product(self, expr: Any) -> str:
        return self._big(r"\prod", expr)

    def _big(self, command: str, expr: Any) -> str:
        signs = ""
        for index, low, high in expr.limits:
            signs = rf"{command}_{{{self._print(index)}={self._print(low)}}}^{{{self._print(high)}}} " + signs
        text = self._print(expr.function)
        return signs + (rf"\left({text}\right)" if isinstance(expr.function, Add) else text)

    def _print_KroneckerDelta(self, expr: Any, exp: Any = None) -> str:  # noqa: ARG002
        indices = [self._print(i) for i in expr.args]
        return rf"\delta_{{{('' if all(len(i) == 1 for i in indices) else ', ').join(indices)}}}"

    def _print_Transpose(self, expr: Any) -> str:
        text = self._print(expr.arg)
        return (
            rf"{text}^{{\top}}"
            if isinstance(expr.arg, Tensor) or expr.arg.is_symbol
            else (
                r"\mathbf{1}^{\top}"
                if type(expr.arg).__name__ == "OneMatrix"
                else rf"\left({text}\right)^{{\top}}"
            )
        )

    def _print_MatPow(self, expr: Any) -> str:
        text = self._print(expr.base)
        base = text if isinstance(expr.base, Tensor) else rf"\left({text}\right)"
        return rf"{base}^{{{self._print(expr.exp)}}}"

    def _print_OneMatrix(self, expr: Any) -> str:
        # SymPy writes the transpose of a column of ones as a row of ones.
        row = expr.shape[0] == 1 and expr.shape[1] != 1
        return r"\mathbf{1}^{\top}" if row else r"\mathbf{1}"

    def _print_Limit(self, expr: Any) -> str:
        function, variable, point, direction = expr.args
        side = "" if point in {oo, -oo} or str(direction) == "+-" else f"^{{{direction}}}"
        inner = self._print(function)
        inner = rf"\left({inner}\right)" if isinstance(function, Add) else inner
        return rf"\lim_{{{self._print(variable)} \to {self._print(point)}{side}}} {inner}"

    def _print_ZeroMatrix(self, expr: Any) -> str:  # noqa: ARG002
        return "0"

    def _print_Identity(self, expr: Any) -> str:  # noqa: ARG002
        return "I"

    def _print_HadamardProduct(self, expr: Any) -> str:
        parts = [
            rf"\left({self._print(a)}\right)" if a.is_MatAdd or a.is_MatMul else self._print(a)
            for a in expr.args
        ]
        return r" \odot ".join(parts)

    def _print_Relational(self, expr: Any) -> str:
        return f"{self._print(expr.lhs)} {RELATIONS[expr.rel_op]} {self._print(expr.rhs)}"

    def _print_Piecewise(self, expr: Any) -> str:
        rows = [
            rf"{self._print(value)} & "
            + (r"\text{otherwise}" if condition == S.true else rf"\text{{if }} {self._print(condition)}")
            for value, condition in expr.args
        ]
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"

    def _print_Subs(self, expr: Any) -> str:
        at = ", ".join(
            f"{self._print(v)} = {self._print(p)}" for v, p in zip(expr.variables, expr.point, strict=True)
        )
        return rf"\left. {self._print(expr.expr)} \right|_{{{at}}}"

    def _print_Abs(self, expr: Any, exp: Any = None) -> str:  # noqa: ARG002
        return rf"\left|{self._print(expr.args[0])}\right|"


def _variables(expr: Basic) -> set[Basic]:
    """Give the variables, not sizes or indices, an expression depends on through its definitions."""
    return {
        part
        for part in dependencies(expr)
        if (isinstance(part, Symbol) and not part.is_integer)
        or (isinstance(part, Tensor) and part.definition is None)
    }
