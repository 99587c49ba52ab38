"""Points at which claims are tried: spread over their domain, with the places where errors like to hide."""

from collections.abc import Collection, Mapping
from random import Random

from sympy import Expr, Rational, Symbol, oo

SPECIAL = tuple(
    Rational(n, d)
    for n, d in (
        (20, 1),
        (-2, 1),
        (1, 2),
        (2, 1),
        (-20, 1),
        (-1, 2),
        (1, 1000),
        (-1, 1000),
        (30, 1),
        (-30, 1),
    )
)
"""Large enough to saturate a sigmoid, small enough to look linear, and between."""


class Points:
    """An endless supply of points, the special ones first; equal random generators give equal points."""

    def __init__(
        self,
        symbols: tuple[Symbol, ...],
        intervals: Mapping[Symbol, tuple[Expr, Expr]],
        generic: Collection[Symbol],
        random: Random,
    ) -> None:
        self._symbols = symbols
        self._intervals = intervals
        self._generic = generic
        self._random = random
        self._drawn = 0

    def draw(self, spread: int = 1) -> dict[Symbol, Rational]:
        """Give the next point, as exact short decimals, `spread` times as far out."""
        self._drawn += 1
        return {s: self._value(s, spread) for s in self._symbols}

    def _value(self, symbol: Symbol, spread: int) -> Rational:
        low, high = self._intervals[symbol]
        generic = symbol in self._generic
        alone = len(self._symbols) == 1
        if not generic and self._drawn <= len(SPECIAL) and (alone or self._random.random() < 0.3):
            special = SPECIAL[self._drawn - 1] if alone else self._random.choice(SPECIAL[:-2])
            if low < special < high:
                return special
        if generic:
            return Rational(self._random.choice([*range(107, 430), *range(570, 893)]), 1000)
        if low == -oo and high == oo:
            return self._random.choice((1, -1)) * spread * self._magnitude()
        if high == oo:
            return low + spread * self._magnitude()
        if low == -oo:
            return high - spread * self._magnitude()
        return low + (high - low) * Rational(self._random.randrange(1, 1000), 1000)

    def _magnitude(self) -> Rational:
        """Log-spread between 1/20 and 8, in three digits: wide, yet no overflow in nested exponentials."""
        value = 20 ** (self._random.random() * 1.7 - 1)
        return Rational(f"{value:.3g}")
