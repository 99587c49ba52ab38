"""Polynomials with whole coefficients and fractions of them, made for one question: is this 0?

A monomial is one Python integer: the exponent of generator g sits in bits WIDTH*g onwards, as a signed digit,
so monomials multiply by addition and negative exponents are allowed. Fractions keep their denominators as
products of known factors; no greatest common divisor is ever needed to see that a numerator vanishes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import gcd, lcm

WIDTH = 24
HALF = 1 << (WIDTH - 1)

Polynomial = dict[int, int]
"""Coefficient of each monomial; never 0."""
Factor = tuple[tuple[int, int], ...]
"""A primitive polynomial as sorted terms, so that it can be a key."""
Check = Callable[[], None]
"""Raises when there is no time left."""


def monomial(generator: int, exponent: int = 1) -> int:
    """Give a power of a generator."""
    return exponent << (WIDTH * generator)


def exponents(packed: int) -> dict[int, int]:
    """Give the exponent of every generator in a monomial."""
    found, generator = {}, 0
    while packed:
        digit = ((packed + HALF) & ((1 << WIDTH) - 1)) - HALF
        if digit:
            found[generator] = digit
        packed = (packed - digit) >> WIDTH
        generator += 1
    return found


def add(polynomials: Iterable[Polynomial]) -> Polynomial:
    """Add polynomials."""
    total: Polynomial = {}
    for polynomial in polynomials:
        for m, c in polynomial.items():
            total[m] = total.get(m, 0) + c
    return {m: c for m, c in total.items() if c}


def multiply(left: Polynomial, right: Polynomial, check: Check) -> Polynomial:
    """Multiply two polynomials."""
    if len(left) > len(right):
        left, right = right, left
    total: Polynomial = {}
    for m, c in left.items():
        check()
        for n, d in right.items():
            total[m + n] = total.get(m + n, 0) + c * d
    return {m: c for m, c in total.items() if c}


def power(base: Polynomial, exponent: int, check: Check) -> Polynomial:
    """Raise a polynomial to a whole power that is not negative."""
    result: Polynomial = {0: 1}
    for _ in range(exponent):
        result = multiply(result, base, check)
    return result


def primitive(polynomial: Polynomial) -> tuple[int, int, Factor]:
    """Split a polynomial that is not 0 into content, monomial and a factor without either."""
    content = gcd(*polynomial.values())
    powers = [exponents(m) for m in polynomial]
    shift = 0
    for generator in {g for p in powers for g in p}:
        shift += monomial(generator, min(p.get(generator, 0) for p in powers))
    leading = max(polynomial)
    if polynomial[leading] < 0:
        content = -content
    return content, shift, tuple(sorted((m - shift, c // content) for m, c in polynomial.items()))


ONE: Factor = ((0, 1),)


@dataclass(frozen=True, slots=True)
class Fraction:
    """numerator / (scale * product of factors), in which a monomial never needs to be a factor."""

    numerator: Polynomial
    scale: int = 1
    """Positive."""
    factors: tuple[tuple[Factor, int], ...] = ()
    """Each with its positive exponent."""

    def __bool__(self) -> bool:
        return bool(self.numerator)

    @property
    def key(self) -> tuple[object, ...]:
        """Equal keys mean equal fractions; unequal ones need not mean unequal fractions."""
        return tuple(sorted(self.numerator.items())), self.scale, tuple(sorted(self.factors))


def total(parts: Iterable[Fraction], check: Check) -> Fraction:
    """Add fractions over their common denominator."""
    parts = [p for p in parts if p]
    scale = lcm(*(p.scale for p in parts))
    highest: dict[Factor, int] = {}
    for part in parts:
        for factor, exponent in part.factors:
            highest[factor] = max(exponent, highest.get(factor, 0))
    numerators = []
    for part in parts:
        numerator = {m: c * (scale // part.scale) for m, c in part.numerator.items()}
        own = dict(part.factors)
        for factor, exponent in highest.items():
            missing = exponent - own.get(factor, 0)
            if missing:
                numerator = multiply(numerator, power(dict(factor), missing, check), check)
        numerators.append(numerator)
    return reduced(add(numerators), scale, highest)


def times(left: Fraction, right: Fraction, check: Check) -> Fraction:
    """Multiply fractions."""
    factors = dict(left.factors)
    for factor, exponent in right.factors:
        factors[factor] = factors.get(factor, 0) + exponent
    numerators = []
    for numerator in (left.numerator, right.numerator):
        # A sum over its own factor, as S / S, is cancelled before it is multiplied out.
        if len(numerator) > 1 and factors:
            content, shift, factor = primitive(numerator)
            if factor in factors:
                factors[factor] -= 1
                numerators.append({shift: content})
                continue
        numerators.append(numerator)
    first, second = numerators
    return reduced(multiply(first, second, check), left.scale * right.scale, factors)


def reduced(numerator: Polynomial, scale: int, factors: dict[Factor, int]) -> Fraction:
    """Cancel the whole number, and the factors that are gone."""
    if not numerator:
        return Fraction({})
    common = gcd(scale, *numerator.values())
    if common > 1:
        numerator = {m: c // common for m, c in numerator.items()}
    kept = tuple((factor, exponent) for factor, exponent in factors.items() if exponent and factor != ONE)
    return Fraction(numerator, scale // common, kept)


def inverse(fraction: Fraction, check: Check) -> Fraction:
    """Give 1 / fraction; raises ZeroDivisionError for 0."""
    if not fraction:
        raise ZeroDivisionError("a denominator is identically 0")
    content, shift, factor = primitive(fraction.numerator)
    numerator: Polynomial = {-shift: fraction.scale if content > 0 else -fraction.scale}
    for own, exponent in fraction.factors:
        numerator = multiply(numerator, power(dict(own), exponent, check), check)
    return reduced(numerator, abs(content), {factor: 1})


def raised(fraction: Fraction, exponent: int, check: Check) -> Fraction:
    """Raise a fraction to any whole power."""
    if exponent < 0:
        fraction, exponent = inverse(fraction, check), -exponent
    factors = {factor: own * exponent for factor, own in fraction.factors}
    return reduced(power(fraction.numerator, exponent, check), fraction.scale**exponent, factors)
