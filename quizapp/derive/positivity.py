"""See that an expression is at least 0 from how it is written: squares, and sums and products of such.

Two facts of calculus are known besides: a logarithm is at least 0 from 1 on, and the exponential lies above
its tangent at 0, exp(t) >= 1 + t.
"""

from collections.abc import Callable

from sympy import Abs, Add, Basic, Dummy, Expr, Integer, Mul, Pow, Product, Rational, Sum, exp, log

from quizapp.derive.nodes import Call, Entry, Quantity
from quizapp.derive.operators import Inner, SquaredNorm


def manifestly_nonnegative(expr: Basic) -> bool:
    """Say whether no choice of real variables can make it negative."""
    return _holds(expr, manifestly_nonnegative, strict=False)


def manifestly_positive(expr: Basic) -> bool:
    """Say whether every choice of real variables makes it positive."""
    return _holds(expr, manifestly_positive, strict=True)


def _holds(  # noqa: PLR0911, PLR0912 - one return for each kind
    expr: Basic, again: Callable[[Basic], bool], *, strict: bool
) -> bool:
    if isinstance(expr, Expr) and (expr.is_positive if strict else expr.is_nonnegative):
        return True
    match expr:
        case exp():
            return True
        case Quantity():
            return again(expr.definition)
        case Entry() if expr.tensor.indices:
            return again(expr.tensor.definition)
        case Call() if expr.function.body is not None:
            # For any real arguments, whatever was assumed of the parameters in the definition.
            anything = {p: Dummy(p.name, real=True) for p in expr.function.parameters}
            return again(expr.function.body.xreplace(anything))
        case SquaredNorm() | Abs():
            return not strict
        case Inner():
            return not strict and expr.args[0] == expr.args[1]
        case Sum() | Product():
            return again(expr.function)
        case log():
            return again(expr.args[0] - 1)
        case Add():
            parts = [manifestly_nonnegative(a) for a in expr.args]
            if all(parts):
                return not strict or any(manifestly_positive(a) for a in expr.args)
            return not strict and _above_tangent(expr)
        case Mul():
            return all(again(a) for a in expr.args)
        case Pow(base=base, exp=Integer() as exponent):
            if exponent % 2 == 0 and (exponent > 0 and not strict):
                return True
            return manifestly_positive(base) if exponent < 0 else again(base)
        case Pow(base=base, exp=Rational() as exponent):
            return manifestly_positive(base) if exponent < 0 or strict else again(base)
    return False


def _above_tangent(expr: Add) -> bool:
    """Say whether this is exp(t) - 1 - t, and what is at least 0."""
    for part in expr.args:
        if isinstance(part, exp):
            rest = expr - part + 1 + part.args[0]
            shorter = not isinstance(rest, Add) or len(rest.args) < len(expr.args)
            if shorter and manifestly_nonnegative(rest):
                return True
    return False
