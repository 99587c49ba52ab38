"""Which side of its kinks a formula is on: the sign of every expression at which it bends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from sympy import Expr, Rational, S, Symbol, expand, factor_list, oo

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
    coefficient, factors = factor_list(expr)
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
        odd.append(monic)
    return sign, tuple(odd)


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

    def split(self, factor: Expr) -> tuple["Region", "Region"]:
        """Give the two regions in which a factor is negative and positive."""
        return (
            Region(self.domain, {**self.signs, factor: -1}),
            Region(self.domain, {**self.signs, factor: 1}),
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
