"""Say for which sizes, indices, bits and sides of kinks a statement was made explicit."""

from collections.abc import Sequence

from sympy import Symbol, oo

from quizapp.derive.cases import Case, display
from quizapp.derive.signs import Region, symbol_minus_number

MOST_SIDES = 6


def scope_of(cases: Sequence[Case], indices: Sequence[Symbol]) -> str:
    """Give one line such as `K = 3, 4, every j, k`, or nothing when there is nothing to say."""
    parts = _sizes(cases)
    if indices:
        parts.append("every " + ", ".join(i.name for i in indices))
    bits = dict.fromkeys(display(s) for case in cases for s in case.bits)
    if bits:
        parts.append(f"{', '.join(bits)} in {{0, 1}}")
    return ", ".join(parts + _sides(cases))


def _sizes(cases: Sequence[Case]) -> list[str]:
    found: dict[Symbol, list[int]] = {}
    for case in cases:
        for size, value in case.sizes.items():
            values = found.setdefault(size, [])
            if value not in values:
                values.append(value)
    return [f"{size.name} = {', '.join(map(str, sorted(values)))}" for size, values in found.items()]


def _sides(cases: Sequence[Case]) -> list[str]:
    """Name the intervals between kinks that are numbers; other kinks are in where=, or too long to read."""
    named = [_intervals(case.region) for case in cases]
    sides = [side for side in dict.fromkeys(named) if side]
    if not sides:
        return []
    return ["; ".join(sides)] if len(sides) <= MOST_SIDES else [f"{len(sides)} sides of its kinks"]


def _intervals(region: Region) -> str:
    found = [symbol_minus_number(factor) for factor in region.signs]
    symbols = list(dict.fromkeys(pair[0] for pair in found if pair is not None))
    return " and ".join(_interval(symbol, region) for symbol in symbols)


def _interval(symbol: Symbol, region: Region) -> str:
    low, high = region.interval(symbol)
    name = display(symbol)
    if low == -oo:
        return f"{name} < {high}"
    return f"{name} > {low}" if high == oo else f"{low} < {name} < {high}"
