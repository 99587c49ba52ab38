"""Decimals in an answer that were cut off: 0.333 where 1/3 is meant."""

import math
import re
from collections.abc import Iterator
from fractions import Fraction

_DECIMAL = re.compile(r"(?<![\w.])[0-9]*\.[0-9]{2,15}(?![\w.])")
_CONSTANTS = {"pi": math.pi, "e": math.e, "log(2)": math.log(2), "sqrt(2)": math.sqrt(2)}
LARGEST_DENOMINATORS = (12, 99)
"""Of fractions that a decimal may stand for; the simplest first."""


def exact_forms(text: str) -> Iterator[tuple[str, str, str]]:
    """Give each decimal that may have been cut off, what it may stand for, and the text with that instead."""
    for found in _DECIMAL.finditer(text):
        for name in _candidates(found[0]):
            yield found[0], name, f"{text[: found.start()]}({name}){text[found.end() :]}"


def _candidates(decimal: str) -> Iterator[str]:
    value = Fraction(decimal)
    last_place = Fraction(1, 10 ** len(decimal.partition(".")[2]))
    for largest in LARGEST_DENOMINATORS:
        simple = value.limit_denominator(largest)
        if 0 < abs(simple - value) <= last_place and largest**2 * last_place <= 2:
            yield str(simple)
    for name, constant in _CONSTANTS.items():
        if abs(constant - float(value)) <= last_place:
            yield name
