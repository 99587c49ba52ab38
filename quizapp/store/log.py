"""The review log as values: reviews, and the corrections that take them back.

The log is a set of events that only grows. A review counts unless an undo names it that no redo has
cancelled, so what counts depends on the set alone, never on the order in which two logs were merged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from quizapp.cards.model import CardId
from quizapp.memory import CardState, Rating, Scheduler

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class CorrectionKind(StrEnum):
    """What a correction does to the event it names."""

    UNDO = "undo"
    """Takes back a review."""
    REDO = "redo"
    """Cancels an undo."""


@dataclass(frozen=True, slots=True)
class Review:
    """One answer of the learner, as it is stored for good."""

    id: str
    card: CardId
    at: datetime
    """UTC, in whole milliseconds."""
    rating: Rating
    duration_ms: int
    """From the question's appearance to the rating."""
    answered: str
    """How the answer was given, such as `self` for one that was said or thought."""
    verified: str
    """What checked it; empty when nothing but the learner did."""
    content_hash: str
    """Hash of the card's files at that moment."""
    scheduler: str
    """Version of the scheduler that was in use."""


def to_milliseconds(at: datetime) -> int:
    """Return the whole milliseconds from 1970 to a moment, which must know its time zone."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def from_milliseconds(milliseconds: int) -> datetime:
    """Return the UTC moment a number of milliseconds after 1970, exactly."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


def replay(reviews: Iterable[Review], scheduler: Scheduler) -> dict[CardId, CardState]:
    """Return the state of every card after its reviews, which come in the order of time."""
    states: dict[CardId, CardState] = {}
    for review in reviews:
        states[review.card] = scheduler.review(states.get(review.card), review.card, review.rating, review.at)
    return states
