"""Fuzz: cards learned together do not stay due together.

The bounds are Anki's (`rslib/src/scheduler/states/fuzz.rs`): nothing below 2.5 days; from there one day to
either side, plus a share of the days that the interval spends in each range.
"""

import math
from hashlib import blake2b
from typing import Final

from quizapp.cards.model import CardId

_FIRST_FUZZED: Final = 2.5
_RANGES: Final = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, math.inf, 0.05))
"""From day, to day, and the share of the days between them that is added to the fuzz."""


def fuzz_bounds(interval_days: float, maximum_days: int) -> tuple[int, int]:
    """Return the least and greatest whole interval, in 1 to `maximum_days`, that an exact one may become."""
    spread = 0.0
    if interval_days >= _FIRST_FUZZED:
        spread = 1.0 + sum(share * max(0.0, min(interval_days, end) - start) for start, end, share in _RANGES)
    lower, upper = _round(interval_days - spread), _round(interval_days + spread)
    return min(max(lower, 1), maximum_days), min(max(upper, 1), maximum_days)


def fuzzed(interval_days: float, maximum_days: int, fraction: float) -> int:
    """Return the whole interval that lies `fraction` (0 <= fraction < 1) of the way through the bounds.

    With one fraction, a longer exact interval never becomes a shorter whole one: previews of hard, good and
    easy keep their order.
    """
    lower, upper = fuzz_bounds(interval_days, maximum_days)
    return lower + int(fraction * (upper - lower + 1))


def fraction_for(card: CardId, review: int) -> float:
    """Return the number in [0, 1) that belongs to a card's n-th review, the same everywhere and always."""
    digest = blake2b(f"{card}\n{review}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest) >> 11) / 2**53  # 53 bits: every value is a double, so none rounds up to 1


def _round(days: float) -> int:
    """Round a half up, as Anki does and `round` does not."""
    return math.floor(days + 0.5)
