"""FSRS-6: how stability and difficulty of a memory change with each review.

The formulas are those of the `fsrs` package; this module hands it whole days, so that its own clock, fuzz and
day arithmetic play no part. Source: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import fsrs

from quizapp.memory.rating import Rating

PARAMETERS: Final[tuple[float, ...]] = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # stability after a first again, hard, good, easy, in days
    *(
        6.4133,
        0.8334,
        3.0194,
        0.001,
    ),  # difficulty: first value, its slope, change by rating, pull to the mean
    *(1.8722, 0.1666, 0.796),  # growth of stability after a recall
    *(1.4835, 0.0614, 0.2629, 1.6483),  # stability after a lapse
    *(0.6014, 1.8729),  # penalty for hard, bonus for easy
    *(0.5425, 0.0912, 0.0658),  # reviews on the same day
    0.1542,  # how the forgetting curve flattens
)
"""The defaults of FSRS-6, written out so that an upgrade of `fsrs` cannot move due dates unnoticed."""

MAXIMUM_STABILITY: Final = 36_500.0
"""In days. The reference implementation (fsrs-rs) clamps here; `fsrs` for Python has no upper bound."""

_DECAY: Final[float] = -PARAMETERS[20]
_FACTOR: Final[float] = math.pow(0.9, 1 / _DECAY) - 1
_SOME_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
_FSRS: Final = fsrs.Scheduler(
    parameters=PARAMETERS, learning_steps=(), relearning_steps=(), enable_fuzzing=False
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS knows about one card in one head."""

    stability: float
    """Days after which the card is recalled with a probability of 90 %."""
    difficulty: float
    """From 1, easy, to 10."""


def review(memory: Memory | None, rating: Rating, elapsed_days: int) -> Memory:
    """Return the memory after a review, `elapsed_days` of the learner's days after the one before.

    `memory` is None for a card that has never been seen. Zero days is a review on the same day, for which
    FSRS has a formula of its own.
    """
    card = fsrs.Card(card_id=0, due=_SOME_DAY)
    if memory is not None:
        card.state, card.step, card.last_review = fsrs.State.Review, None, _SOME_DAY
        card.stability, card.difficulty = memory.stability, memory.difficulty
    reviewed, _ = _FSRS.review_card(card, fsrs.Rating(rating), _SOME_DAY + timedelta(days=elapsed_days))
    assert reviewed.stability is not None
    assert reviewed.difficulty is not None
    return Memory(min(reviewed.stability, MAXIMUM_STABILITY), reviewed.difficulty)


def retrievability(stability: float, elapsed_days: int) -> float:
    """Return the probability of recalling a card `elapsed_days` after its last review: (1 + Ft/S)^decay."""
    return math.pow(1 + _FACTOR * elapsed_days / stability, _DECAY)


def interval(stability: float, desired_retention: float) -> float:
    """Return the days, not rounded, after which retrievability has fallen to `desired_retention`."""
    return stability / _FACTOR * (math.pow(desired_retention, 1 / _DECAY) - 1)
