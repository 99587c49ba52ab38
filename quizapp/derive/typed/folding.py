"""Constant parts of a formula, computed only as far as numbers stay small."""

from collections.abc import Callable
from fractions import Fraction
from functools import reduce

from quizapp.derive.typed.nodes import Add, Divide, Multiply, Negative, Node, Number, Power

MOST_BITS = 512


class TooLargeError(ArithmeticError):
    """A constant is larger than any formula needs."""


def constant(node: Node) -> Fraction | None:  # noqa: PLR0911 - one line for each form
    """Return the exact value of a part without names; None where there is none, or no fraction.

    Raises:
        TooLargeError: it has more than MOST_BITS bits.
    """
    match node:
        case Number(value):
            return _small(value)
        case Negative(body):
            inner = constant(body)
            return None if inner is None else -inner
        case Add(parts):
            return _all(parts, lambda a, b: a + b)
        case Multiply(parts):
            return _all(parts, lambda a, b: a * b)
        case Divide(top, bottom):
            above, below = constant(top), constant(bottom)
            return None if above is None or not below else _small(above / below)
        case Power(base, exponent):
            return _power(constant(base), constant(exponent))
        case _:
            return None


def _power(base: Fraction | None, exponent: Fraction | None) -> Fraction | None:
    if base is None or exponent is None or exponent.denominator != 1 or (base == 0 and exponent < 0):
        return None
    if abs(exponent) * max(base.numerator.bit_length(), base.denominator.bit_length()) > MOST_BITS:
        if abs(base) in {0, 1}:
            return base if exponent % 2 else abs(base)
        raise TooLargeError
    return base**exponent.numerator


def _all(parts: tuple[Node, ...], combine: Callable[[Fraction, Fraction], Fraction]) -> Fraction | None:
    values = [value for part in parts if (value := constant(part)) is not None]
    return reduce(lambda a, b: _small(combine(a, b)), values) if len(values) == len(parts) else None


def _small(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
        raise TooLargeError
    return value
