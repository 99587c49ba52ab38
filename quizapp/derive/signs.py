"""Which side of its kinks a formula is on: the sign of every expression at which it bends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from sympy import (
    Expr,
    Mul,
    PolynomialError,
    Pow,
    Rational,
    S,
    Symbol,
    expand,
    factor_list,
    fraction,
    oo,
    together,
)

from quizapp.derive.declarations import Domain

Decide = Callable[[Expr], int]
"""Gives +1, 0 or -1; 0 only for what is identically 0."""


def anywhere(_symbol: Symbol) -> Domain:
    """Give the domain of a symbol nothing is known about."""
    return Domain()


class AtKinkError(Exception):
    """A formula was to be evaluated exactly where it bends."""


class UndecidedError(Exception):
    """The sign of a factor is not known yet, so both must be looked at."""

    def __init__(self, factor: Expr) -> None:
        super().__init__(f"sign of {factor}")
        self.factor = factor


@lru_cache(maxsize=4096)
def sign_factors(expr: Expr) -> tuple[int, tuple[Expr, ...]]:
    """Split an expression into a sign and the factors, each to an odd power, whose signs decide its own."""
    expr = expand(expr)
    if expr.is_number:
        return _sign_of_number(expr), ()
    if expr.is_positive or expr.is_negative:
        return (1 if expr.is_positive else -1), ()
    try:
        coefficient, factors = factor_list(expr)
    except PolynomialError:
        return _sign_of_fraction(expr)
    sign = _sign_of_number(coefficient)
    odd = []
    for factor, power in factors:
        if power % 2 == 0:
            continue
        if factor.is_positive or factor.is_negative:
            sign *= 1 if factor.is_positive else -1
            continue
        symbols = sorted(factor.free_symbols, key=lambda s: s.sort_key())
        monic = expand(factor)
        if symbols and monic.is_polynomial(*symbols):
            leading = monic.as_poly(*symbols).LC()
            sign *= _sign_of_number(leading)
            monic = expand(monic / leading)
        elif monic.could_extract_minus_sign():
            sign, monic = -sign, expand(-monic)
        odd.append(monic)
    return sign, tuple(odd)


def _sign_of_fraction(expr: Expr) -> tuple[int, tuple[Expr, ...]]:
    """Split c / sqrt(x**2 + y**2) - 1 and its like, which are no polynomials as they stand."""
    numerator, denominator = fraction(together(expr))
    if denominator == 1:
        raise AtKinkError(f"the sign of {expr} is unclear")
    rest = [factor for factor in Mul.make_args(denominator) if not _is_even_root(factor)]
    return sign_factors(Mul(numerator, *rest))


def _is_even_root(expr: Expr) -> bool:
    """Say whether this is at least 0 wherever it is real."""
    return isinstance(expr, Pow) and isinstance(expr.exp, Rational) and expr.exp.q % 2 == 0


def _sign_of_number(number: Expr) -> int:
    if number.is_zero:
        return 0
    value = number.is_positive
    if value is None:
        raise AtKinkError(f"the sign of {number} is unclear")
    return 1 if value else -1


@dataclass(slots=True)
class Region:
    """A set of decided signs; asks for those it does not know by raising UndecidedError."""

    domain: Callable[[Symbol], Domain]
    """Of an explicit symbol."""
    signs: dict[Expr, int] = field(default_factory=dict)

    def __call__(self, expr: Expr) -> int:
        """Give the sign of an expression in this region."""
        sign, factors = sign_factors(expr)
        for factor in factors:
            sign *= self._factor(factor)
        return sign

    def _factor(self, factor: Expr) -> int:
        if factor in self.signs:
            return self.signs[factor]
        low, high = self._range(factor)
        if low >= 0 or high <= 0:
            return 1 if low >= 0 else -1
        raise UndecidedError(factor)

    def _range(self, factor: Expr) -> tuple[Expr, Expr]:
        """Bound `s - r`, for one symbol s, by the domain of s and by the signs decided so far."""
        found = symbol_minus_number(factor)
        if found is None:
            return -oo, oo
        symbol, number = found
        low, high = self.interval(symbol)
        return low - number, high - number

    def interval(self, symbol: Symbol) -> tuple[Expr, Expr]:
        """Give the open interval a symbol is confined to in this region."""
        domain = self.domain(symbol)
        low = -oo if domain.low is None else domain.low
        high = oo if domain.high is None else domain.high
        for factor, sign in self.signs.items():
            found = symbol_minus_number(factor)
            if found is not None and found[0] == symbol:
                low, high = (max(low, found[1]), high) if sign > 0 else (low, min(high, found[1]))
        return low, high

    def split(self, factor: Expr) -> list["Region"]:
        """Give the regions in which a factor is negative and positive, without those seen to be empty."""
        return [
            Region(self.domain, {**self.signs, factor: sign})
            for sign in (-1, 1)
            if not self._excludes(sign * factor)
        ]

    def _excludes(self, positive: Expr) -> bool:
        """Say whether something positive here and this have a negative sum: c - g < 0 excludes c + g < 0."""
        return any(
            expand(sign * factor + positive).is_negative
            for factor, sign in self.signs.items()
            if factor.free_symbols & positive.free_symbols
        )


def symbol_minus_number(factor: Expr) -> tuple[Symbol, Expr] | None:
    """Take `s - r` apart, for one symbol and one number."""
    if isinstance(factor, Symbol):
        return factor, S.Zero
    if factor.is_Add and len(factor.args) == 2:
        number, symbol = factor.args
        if isinstance(symbol, Symbol) and isinstance(number, Rational):
            return symbol, -number
    return None
