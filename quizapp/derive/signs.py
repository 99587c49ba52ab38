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
    exp,
    expand,
    factor_list,
    fraction,
    log,
    oo,
    sinh,
    tanh,
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


class BentByError(Exception):
    """A formula bends, and on which side it is depends on what is summed or averaged over."""

    def __init__(self, symbols: set[Symbol]) -> None:
        super().__init__("a kink inside a mean or a sum over states")
        self.symbols = symbols


@lru_cache(maxsize=4096)
def sign_factors(expr: Expr) -> tuple[int, tuple[Expr, ...]]:
    """Split an expression into a sign and the factors, each to an odd power, whose signs decide its own."""
    expr = _inside_of_monotone(expand(expr))
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
        if len(symbols) == 1 and _has_no_root(monic, symbols[0]):
            continue
        odd.append(monic)
    return sign, tuple(odd)


def _has_no_root(monic: Expr, symbol: Symbol) -> bool:
    """Say whether a polynomial that is 1 * s**n + ... never changes its sign, as s**2 + s + 1."""
    polynomial = monic.as_poly(symbol)
    if polynomial is None or not (polynomial.domain.is_QQ or polynomial.domain.is_ZZ):
        return False
    return not polynomial.count_roots()


def _inside_of_monotone(expr: Expr) -> Expr:
    """Give u for exp(u) - 1, tanh(u) or log(1 + u), which have its sign, and for multiples of them."""
    coefficient, rest = expr.as_coeff_Mul()
    if isinstance(rest, tanh | sinh):
        return coefficient * rest.args[0]
    if isinstance(rest, log):
        return coefficient * (rest.args[0] - 1)
    if rest.is_Add and len(rest.args) == 2:
        (scale, power), (number, one) = sorted((a.as_coeff_Mul() for a in rest.args), key=lambda t: t[1] == 1)
        if one == 1 and isinstance(power, exp) and scale == -number:
            return coefficient * scale * power.args[0]
    return expr


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
    implied: dict[Expr, int] = field(default_factory=dict)
    """Signs that follow from the hypotheses and the domains of what they express by other symbols."""

    def imply_positive(self, expr: Expr) -> bool:
        """Note that an expression is positive; say whether it can be."""
        sign, factors = sign_factors(expr)
        if not factors:
            return sign > 0
        if len(factors) == 1:
            self.implied[factors[0]] = sign
        return True

    def __call__(self, expr: Expr) -> int:
        """Give the sign of an expression in this region."""
        sign, factors = sign_factors(expr)
        for factor in factors:
            sign *= self._factor(factor)
        return sign

    def _factor(self, factor: Expr) -> int:
        if factor in self.signs:
            return self.signs[factor]
        if factor in self.implied:
            return self.implied[factor]
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
        for factor, sign in (*self.signs.items(), *self.implied.items()):
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
