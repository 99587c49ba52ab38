"""One axis of a plot: which position a number has, and which round numbers are named along it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
TINY = 1e-9
"""What a rounded tick may stick out at the end of an axis, as a share of its length."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A number named along an axis."""

    share: float
    """How far along the axis it is, from 0 to 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A range of numbers, or of their decimal logarithms."""

    low: float
    high: float
    """Above `low`; a logarithm when `log`."""
    log: bool = False

    def share(self, number: float) -> float:
        """Return how far along the axis a number is: 0 at its low end, 1 at its high end."""
        return (_place(number, log=self.log) - self.low) / (self.high - self.low)

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """Return round numbers along the axis, evenly spaced, at most `most` and at least 1 of them."""
        step = _round_step((self.high - self.low) / max(most, 1), whole=self.log)
        while (ticks := self._every(step)) and len(ticks) > most:
            step = _round_step(step * 1.01, whole=self.log)
        return ticks

    def _every(self, step: float) -> tuple[Tick, ...]:
        slack = TINY * (self.high - self.low)
        first, last = math.ceil((self.low - slack) / step), math.floor((self.high + slack) / step)
        places = [number * step for number in range(first, last + 1)]
        return tuple(
            Tick((place - self.low) / (self.high - self.low), self._name(place, step)) for place in places
        )

    def _name(self, place: float, step: float) -> str:
        if self.log:
            exponent = round(place)
            return {0: "1", 1: "10"}.get(exponent, "10" + str(exponent).translate(SUPERSCRIPTS))
        if max(abs(self.low), abs(self.high)) >= 1e5 or step < 1e-4:
            return f"{place:.3g}"
        decimals = max(0, -math.floor(math.log10(step) + TINY))
        return f"{place:.{decimals}f}".replace("-", "−") if round(place, 12) else "0"


def fitted(numbers: Iterable[float], *, log: bool = False, room: float = 0.0) -> Axis:
    """Return the axis that holds all the numbers, with a share of its length as room on both sides.

    A logarithmic axis that would name fewer than two powers of ten reaches to the next one on both sides.
    """
    places = [_place(number, log=log) for number in numbers]
    low, high = min(places), max(places)
    if log and math.floor(high + TINY) - math.ceil(low - TINY) < 1:
        low, high = math.floor(low + TINY), math.ceil(high - TINY)
    if low == high:
        around = 1.0 if log else abs(low) / 2 or 1.0
        low, high = low - around, high + around
    spare = 0.0 if log else room * (high - low)
    return Axis(low - spare, high + spare, log)


def _place(number: float, *, log: bool) -> float:
    return math.log10(number) if log else number


def _round_step(least: float, *, whole: bool) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is at least `least`; 1 or more when whole."""
    power = 10.0 ** math.floor(math.log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - TINY))
    return max(1.0, step) if whole else step
