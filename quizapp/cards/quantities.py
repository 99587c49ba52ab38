"""The numbers of an exercise: reading them, writing them, and drawing them anew."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

from quizapp.cards.model import Answer, Input, Value

MOST_CHOICES = 1000
"""More values than this are a range that was mistyped."""
MOST_ENTRIES = 64
"""More entries than this nobody computes with by hand."""

_NUMBER = re.compile(
    r"[-−+]?(?:[0-9]{1,15}(?:,[0-9]{3}){0,4}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})(?:[eE][-−+]?[0-9]{1,2})?"
)
_DOTS = ("…", "...")


class QuantityError(ValueError):
    """A text is no number, or no list of numbers; the message says what it should be."""


def read_number(text: str) -> Fraction:
    """Return an exact number written as `2`, `−0.5`, `1e-3`, `79,510` or `1/3`."""
    top, slash, bottom = text.strip().partition("/")
    if not _NUMBER.fullmatch(top.strip()) or (slash and not _NUMBER.fullmatch(bottom.strip())):
        raise QuantityError(f"`{text.strip()[:30]}` is no number; write it as `2`, `−0.5`, `1e-3` or `1/3`")
    value, divisor = (Fraction(_plain(part)) for part in (top, bottom or "1"))
    if divisor == 0:
        raise QuantityError(f"`{text.strip()[:30]}` divides by zero")
    return value / divisor


def read_value(text: str) -> Value:
    """Return a number, a vector written as `[2, 1, 0]`, or a matrix written as `[[1, 2], [3, 4]]`."""
    value = _read_nested(text.strip(), dimensions=2)
    if isinstance(value, tuple):
        widths = {len(row) if isinstance(row, tuple) else 0 for row in value}
        if len(widths) > 1:
            raise QuantityError(f"`{text.strip()[:30]}` has rows of different lengths")
        if len(list(entries(value))) > MOST_ENTRIES:
            raise QuantityError(f"`{text.strip()[:30]}` has more than {MOST_ENTRIES} entries")
    return value


def _read_nested(text: str, dimensions: int) -> Value:
    if not text.startswith("["):
        return read_number(text)
    if not text.endswith("]"):
        raise QuantityError(f"`{text[:30]}` is not closed; write a vector as `[2, 1, 0]`")
    if dimensions == 0:
        raise QuantityError(f"`{text[:30]}` is nested too deeply; write a matrix as `[[1, 2], [3, 4]]`")
    return tuple(_read_nested(part.strip(), dimensions - 1) for part in _split(text[1:-1]))


def read_choices(text: str) -> tuple[Fraction, ...]:
    """Return the values of a set written as `1, 2, 5` or `−3, −2.5, …, 3`."""
    parts = [part.strip() for part in _split(text)]
    dotted = [at for at, part in enumerate(parts) if part in _DOTS]
    if not dotted:
        return tuple(read_number(part) for part in parts)
    if dotted != [2] or len(parts) != 4:
        raise QuantityError("write a range as `first, second, …, last`")
    first, second, last = (read_number(parts[at]) for at in (0, 1, 3))
    step = second - first
    steps = (last - first) / step if step else Fraction(-1)
    if steps.denominator != 1 or not 2 <= steps < MOST_CHOICES:
        raise QuantityError(f"no range leads from {parts[0]} by way of {parts[1]} to {parts[3]}")
    return tuple(first + step * at for at in range(int(steps) + 1))


def entries(value: Value) -> Iterable[Fraction]:
    """Return the numbers of a value in reading order."""
    if isinstance(value, Fraction):
        return (value,)
    return (number for part in value for number in entries(part))


def write_number(number: Fraction) -> str:
    """Return a number as people write it: a decimal where that is exact and short, else a fraction."""
    if number.denominator == 1:
        return str(number.numerator)
    decimal = format(number.numerator / number.denominator, ".10g")
    return decimal if "e" not in decimal and Fraction(decimal) == number else str(number)


def write_value(value: Value) -> str:
    """Return a value as `read_value` reads it."""
    if isinstance(value, Fraction):
        return write_number(value)
    return f"[{', '.join(map(write_value, value))}]"


def drawn(inputs: Iterable[Input], seed: int) -> Mapping[str, Value]:
    """Return values for inputs, the same for the same seed; those without choices are as written."""
    random = Random(seed)  # noqa: S311 - an exercise is no secret

    def draw(value: Value, choices: tuple[Fraction, ...]) -> Value:
        if isinstance(value, Fraction):
            return random.choice(choices)
        return tuple(draw(part, choices) for part in value)

    return {each.name: draw(each.value, each.choices) if each.choices else each.value for each in inputs}


def accepts(answer: Answer, value: float, given: Fraction) -> bool:
    """Whether a learner's number is as near to the value as the answer asks for."""
    exact = Fraction(value)
    allowed = answer.tolerance * abs(exact) if answer.relative else answer.tolerance
    # A value is a float: what rounding did to it is no one's mistake.
    return abs(given - exact) <= allowed + abs(exact) * Fraction(1, 10**12)


def written_like(value: float, pattern: str) -> str:
    """Return a value with as many decimals, the minus sign and the thousands separator of a pattern."""
    exponent = re.search(r"[eE]", pattern)
    if exponent is not None or "/" in pattern:
        digits = len(re.sub(r"\D", "", re.split(r"[eE/]", pattern)[0]))
        return f"{value:.{max(digits - 1, 0)}e}"
    decimals = len(pattern.partition(".")[2])
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{rounded:,}" if "," in pattern else f"{rounded:f}"
    return text.replace("-", "−") if "−" in pattern or "-" not in pattern else text


def _plain(text: str) -> str:
    return text.strip().replace("−", "-").replace(",", "")


def _split(text: str) -> list[str]:
    """Return the parts of a list, split at the commas outside of brackets."""
    if not text.strip():
        raise QuantityError("the list is empty")
    parts, depth = [""], 0
    for character in text:
        depth += (character == "[") - (character == "]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
