"""In which order a person writes terms and factors, and what goes below a fraction's line."""

from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any

from sympy import (
    Add,
    Basic,
    Derivative,
    Expr,
    Integer,
    Integral,
    Mul,
    Pow,
    Product,
    Rational,
    S,
    Sum,
    Symbol,
    exp,
)

from quizapp.derive.names import GREEK
from quizapp.derive.nodes import Call, Entry, Quantity
from quizapp.derive.operators import Expectation, Inner, SquaredNorm, StateSum, Variance

BIG = (Sum, Product, Integral, StateSum)
"""Signs with limits, under which everything to their right is read."""


def is_negative(term: Basic) -> bool:
    """Say whether a term is written with a minus sign."""
    if isinstance(term, Expr) and term.is_number:
        return bool(term.could_extract_minus_sign())
    if getattr(term, "is_MatMul", False):
        return is_negative(term.as_coeff_matrices()[0])
    return isinstance(term, Mul) and bool(term.as_coeff_Mul()[0] < 0)


def common_coefficient(terms: Sequence[Basic]) -> Expr:
    """Give the number all terms share: SymPy multiplies out what was written as 2 * (a - b)."""
    sizes = {abs(_coefficient(term)) for term in terms}
    return sizes.pop() if len(sizes) == 1 else S.One


def _coefficient(term: Basic) -> Expr:
    if getattr(term, "is_MatMul", False):
        number = term.as_coeff_matrices()[0].as_coeff_Mul()[0]
    else:
        number = S.One if getattr(term, "is_Matrix", False) else term.as_coeff_Mul()[0]
    return number if isinstance(number, Rational) else S.One


def is_plain(expr: Basic) -> bool:
    """Say whether a denominator is short enough to stand below a number alone."""
    return not expr.has(exp, Call, *BIG)


def is_norm(expr: Basic) -> bool:
    """Say whether something stands in brackets of its own."""
    return isinstance(expr, SquaredNorm | Inner | Expectation | Variance)


def has_fraction(expr: Basic) -> bool:
    """Say whether something is printed with a fraction's line."""
    return any(
        (isinstance(p, Pow) and is_negative(p.exp)) or (isinstance(p, Rational) and p.q != 1)
        for p in _nodes(expr)
    )


def _nodes(expr: Basic) -> list[Basic]:
    found, waiting = [], [expr]
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting += part.args
    return found


def above_and_below(expr: Mul) -> tuple[list[Basic], Expr]:
    """Split a product into factors above and the product below the line; exp(-x) stays above."""
    above: list[Basic] = []
    below: list[Expr] = []
    for factor in expr.args:
        if isinstance(factor, Rational):
            above += [Integer(factor.p)] if factor.p != 1 else []
            below += [Integer(factor.q)] if factor.q != 1 else []
        elif isinstance(factor, Pow) and isinstance(factor.exp, Rational) and factor.exp < 0:
            below.append(Pow(factor.base, -factor.exp))
        else:
            above.append(factor)
    return above, Mul(*below)


def factor_rank(factor: Basic) -> int:  # noqa: PLR0911 - one return for each kind
    """Order of factors: numbers, sizes, Greek parameters, names, entries, functions, brackets, big signs."""
    base = factor.base if isinstance(factor, Pow) else factor
    match base:
        case _ if base.is_number:
            return 0
        case Symbol() if base.is_integer:
            return 1
        case Symbol():
            return 2 if base.name.split("_")[0] in GREEK else 3
        case Quantity():
            return 3
        case Entry():
            return 4 if base.tensor.rank == 2 else 5
        case Call():
            return 6
        case Add():
            return 7
        case Derivative():
            return 9
        case _ if isinstance(base, BIG):
            return 10
    return 8


def term_rank(term: Basic) -> int:
    """Order of terms: numbers, named scalars, then those of higher degree before those of lower."""
    if getattr(term, "is_number", False):
        return -1000
    if isinstance(term, Quantity | Call):
        return -900
    return -_degree(term)


def _degree(term: Basic) -> int:
    if isinstance(term, Mul) or getattr(term, "is_MatMul", False):
        return sum(_degree(factor) for factor in term.args)
    if getattr(term, "is_number", False):
        return 0
    if isinstance(term, Pow) and isinstance(term.exp, Integer):
        return int(term.exp)
    if isinstance(term, BIG):
        return _degree(term.args[0])
    return 2 if is_norm(term) else 1


def sort_key(expr: Basic) -> Any:
    """Give SymPy's own canonical order, which depends on no hash."""
    return _Comparable(expr)


def _compare(left: Any, right: Any) -> int:
    return int(left.compare(right))


_Comparable = cmp_to_key(_compare)
