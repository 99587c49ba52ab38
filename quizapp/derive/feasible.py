"""See that no point lies in a region: its inequalities contradict each other as linear ones."""

from collections.abc import Iterable
from fractions import Fraction

from sympy import Expr, Symbol, expand

from quizapp.derive.signs import Region

MOST_INEQUALITIES = 400
"""More than this are not looked through; a region is then taken to have points."""
Inequality = dict[Expr, Fraction]
"""Coefficient of each monomial, that of 1 included; their sum is more than 0."""


def impossible(region: Region) -> bool:
    """Say whether a region is known to be empty; each product of symbols counts as a variable."""
    if len(region.signs) < 2:
        return False
    inequalities = [_linear(sign * factor) for factor, sign in region.signs.items()]
    known = [inequality for inequality in inequalities if inequality is not None]
    used = {s for factor in region.signs for s in factor.free_symbols}
    known += [bound for s in sorted(used, key=lambda s: s.name) for bound in _domain(region, s)]
    return _contradict(known)


def _domain(region: Region, symbol: Symbol) -> Iterable[Inequality]:
    domain = region.domain(symbol)
    ends = [symbol - domain.low] if domain.low is not None else []
    ends += [domain.high - symbol] if domain.high is not None else []
    return [inequality for inequality in map(_linear, ends) if inequality is not None]


def _linear(expr: Expr) -> Inequality | None:
    terms = expand(expr).as_coefficients_dict()
    if not all(coefficient.is_Rational for coefficient in terms.values()):
        return None
    return {term: Fraction(int(c.p), int(c.q)) for term, c in terms.items()}


def _contradict(inequalities: list[Inequality]) -> bool:
    """Eliminate one variable after the other, by Fourier and Motzkin, until only numbers are left."""
    while inequalities:
        if any(all(term == 1 for term in i) and sum(i.values()) <= 0 for i in inequalities):
            return True  # 0 > 0, or a negative number
        variables = sorted({t for i in inequalities for t in i if t != 1}, key=lambda t: t.sort_key())
        if not variables:
            return False
        pivot = min(variables, key=lambda t: _products(inequalities, t))
        if _products(inequalities, pivot) > MOST_INEQUALITIES:
            return False
        inequalities = _without(inequalities, pivot)
    return False


def _products(inequalities: list[Inequality], term: Expr) -> int:
    above = sum(i.get(term, 0) > 0 for i in inequalities)
    return above * sum(i.get(term, 0) < 0 for i in inequalities)


def _without(inequalities: list[Inequality], pivot: Expr) -> list[Inequality]:
    kept = [i for i in inequalities if not i.get(pivot)]
    for low in (i for i in inequalities if i.get(pivot, 0) > 0):
        for high in (i for i in inequalities if i.get(pivot, 0) < 0):
            summed = {
                term: low.get(term, Fraction(0)) * -high[pivot] + high.get(term, Fraction(0)) * low[pivot]
                for term in low.keys() | high.keys()
            }
            found = {term: c for term, c in summed.items() if c}
            if found not in kept:
                kept.append(found)
    return kept
