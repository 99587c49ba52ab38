"""Expectations: exact enumeration where every value is listed, closed moments where only these are known."""

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from sympy import Add, Expr, Integer, Mul, Poly, Rational, S, Symbol, expand, sqrt

from quizapp.derive.declarations import Law
from quizapp.errors import DerivationError

if TYPE_CHECKING:
    from quizapp.derive.instantiate import Instance

MOST_OUTCOMES = 4096
"""Adding up more outcomes of everything random together would take too long."""
LOPSIDED = ((Integer(2), Rational(1, 5)), (Rational(-1, 2), Rational(4, 5)))
"""A distribution with mean 0 and variance 1, not symmetric: it betrays a third moment taken for 0."""


def expectation(instance: "Instance", expr: Expr) -> Expr:
    """Average an explicit expression over every random symbol in it."""
    random = sorted(
        (s for s in expr.free_symbols if instance.explicit.get(s, (None,))[0] in instance.declared.laws),
        key=lambda s: s.name,
    )
    laws = {s: instance.declared.laws[instance.explicit[s][0]] for s in random}
    known = {s: instance.of_law(law) for s, law in laws.items()}
    by_moments = [s for s in random if known[s].values is None]
    if by_moments and not instance.numbers:
        expr = _by_moments(expr, {s: known[s] for s in by_moments})
    listed = [s for s in random if s not in by_moments or instance.numbers]
    return _by_enumeration(expr, {s: _values(known[s]) for s in listed})


def _values(law: Law) -> tuple[tuple[Expr, Expr], ...]:
    if law.values is not None:
        return law.values
    return tuple((law.mean + sqrt(law.variance) * value, weight) for value, weight in LOPSIDED)


def _by_enumeration(expr: Expr, values: dict[Symbol, tuple[tuple[Expr, Expr], ...]]) -> Expr:
    outcomes = prod(len(listed) for listed in values.values())
    if outcomes > MOST_OUTCOMES:
        raise DerivationError(f"an expectation over {outcomes} outcomes is too large; choose smaller sizes")
    terms = []
    for outcome in product(*values.values()):
        weight = Mul(*(probability for _, probability in outcome))
        chosen = {symbol: value for symbol, (value, _) in zip(values, outcome, strict=True)}
        terms.append(weight * expr.xreplace(chosen))
    return Add(*terms)


def _by_moments(expr: Expr, laws: dict[Symbol, Law]) -> Expr:
    symbols = list(laws)
    expanded = expand(expr)
    if not expanded.is_polynomial(*symbols):
        raise DerivationError(
            "the mean of something that is not a polynomial in random entries needs their values, not moments"
        )
    total = S.Zero
    for powers, coefficient in Poly(expanded, *symbols).terms():
        moments = (_moment(laws[s], power) for s, power in zip(symbols, powers, strict=True))
        total += coefficient * Mul(*moments)
    return total


def _moment(law: Law, power: int) -> Expr:
    assert law.mean is not None
    assert law.variance is not None
    if power > 2:
        raise DerivationError(f"the moment of order {power} does not follow from a mean and a variance")
    return (S.One, law.mean, law.variance + law.mean**2)[power]
