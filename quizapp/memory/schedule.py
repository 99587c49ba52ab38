"""When a card comes back: FSRS memory, the learner's days and fuzz put together."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Final

from quizapp.cards.model import CardId
from quizapp.memory import model
from quizapp.memory.calendar import Calendar
from quizapp.memory.fuzz import fraction_for, fuzzed
from quizapp.memory.rating import Rating

AGAIN_AFTER: Final = timedelta(minutes=10)
"""How soon a card that was not known is seen again."""

_DAYS_PER_MONTH: Final = 365.25 / 12
_PARAMETERS_NAME: Final = blake2b(repr(model.PARAMETERS).encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class CardState:
    """Everything the schedule knows about a card that was reviewed at least once."""

    card: CardId
    stability: float
    """Days after which the card is recalled with a probability of 90 %."""
    difficulty: float
    """From 1, easy, to 10."""
    reviewed_at: datetime
    """UTC."""
    due: datetime
    """UTC: the start of a learner's day, or a moment within the session when `interval_days` is 0."""
    interval_days: int
    """The learner's days from the review to the due day; 0 after an AGAIN."""
    reviews: int
    lapses: int
    """How often the card was forgotten after an interval of days."""

    @property
    def relearning(self) -> bool:
        """Whether the card comes back within the session: its last rating was AGAIN."""
        return self.interval_days == 0


@dataclass(frozen=True, slots=True)
class Scheduler:
    """Turns a rating into the next state of a card; every answer depends on the arguments alone."""

    calendar: Calendar
    desired_retention: float = 0.9
    """Probability of recall at which a card becomes due."""
    maximum_days: int = 36_500

    def __post_init__(self) -> None:
        if not 0 < self.desired_retention < 1:
            raise ValueError(f"desired_retention is {self.desired_retention}; it must lie between 0 and 1")
        if not 1 <= self.maximum_days <= 36_500:
            raise ValueError(f"maximum_days is {self.maximum_days}; it must be from 1 to 36500")

    @property
    def version(self) -> str:
        """Name of the algorithm and its parameters, as each review row carries it."""
        return f"fsrs-6/{_PARAMETERS_NAME}/r{self.desired_retention:g}/m{self.maximum_days}/fuzz-1"

    @property
    def fingerprint(self) -> str:
        """Text that differs whenever the same log would give other states: the version and the calendar."""
        zone = self.calendar.timezone
        winter, summer = (datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))
        return f"{self.version} {zone} {winter} {summer} +{self.calendar.rollover_hour}h"

    def review(self, state: CardState | None, card: CardId, rating: Rating, at: datetime) -> CardState:
        """Return the card's state after it was rated; `state` is None when it had never been seen.

        AGAIN brings the card back after ten minutes; the other ratings at the start of a later day.
        """
        elapsed_days = 0 if state is None else self.calendar.days_between(state.reviewed_at, at)
        before = None if state is None else model.Memory(state.stability, state.difficulty)
        memory = model.review(before, rating, elapsed_days)
        reviews = 1 if state is None else state.reviews + 1
        forgot = rating is Rating.AGAIN and state is not None and not state.relearning
        if rating is Rating.AGAIN:
            interval_days, due = 0, at.astimezone(UTC) + AGAIN_AFTER
        else:
            exact_days = model.interval(memory.stability, self.desired_retention)
            interval_days = fuzzed(exact_days, self.maximum_days, fraction_for(card, reviews))
            due = self.calendar.start(self.calendar.day(at) + timedelta(days=interval_days))
        return CardState(
            card=card,
            stability=memory.stability,
            difficulty=memory.difficulty,
            reviewed_at=at.astimezone(UTC),
            due=due,
            interval_days=interval_days,
            reviews=reviews,
            lapses=(0 if state is None else state.lapses) + forgot,
        )

    def preview(self, state: CardState | None, card: CardId, at: datetime) -> dict[Rating, CardState]:
        """Return what each button would do; the intervals never fall from AGAIN to EASY."""
        return {rating: self.review(state, card, rating, at) for rating in Rating}

    def retrievability(self, state: CardState, at: datetime) -> float:
        """Return the probability that the card is recalled at a moment; 1 on the day of its last review."""
        return model.retrievability(state.stability, self.calendar.days_between(state.reviewed_at, at))


def describe_interval(state: CardState, at: datetime) -> str:
    """Return how long after a review at `at` the next comes: `10 m`, `4 d`, `2.3 mo` or `1 y`."""
    days = state.interval_days
    if state.relearning:
        return f"{max(0, round((state.due - at) / timedelta(minutes=1)))} m"
    if days < 30:
        return f"{days} d"
    months = round(days / _DAYS_PER_MONTH, 1)
    return f"{months:g} mo" if months < 12 else f"{round(months / 12, 1):g} y"
