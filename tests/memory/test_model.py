"""FSRS-6 against the reference implementation in Rust."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs
import fsrs_rs_python
import pytest

from quizapp.cards.model import CardId
from quizapp.memory import Calendar, Rating, Scheduler
from quizapp.memory.model import MAXIMUM_STABILITY, PARAMETERS, Memory, interval, retrievability, review

CARD = CardId("card")
REFERENCE = fsrs_rs_python.FSRS(list(PARAMETERS))
History = list[tuple[int, int]]
"""Rating and the days since the review before, for each review."""


def reference_memory(history: History) -> Memory:
    reviews = [fsrs_rs_python.FSRSReview(rating=rating, delta_t=days) for rating, days in history]
    state = REFERENCE.memory_state(fsrs_rs_python.FSRSItem(reviews=reviews))
    return Memory(state.stability, state.difficulty)


def random_history(source: random.Random) -> History:
    """Between 1 and 20 reviews: many on the day of the one before, some years late."""
    history = [(source.randint(1, 4), 0)]
    for _ in range(source.randrange(20)):
        days = source.choice(
            [0, 0, 1, source.randint(1, 10), source.randint(1, 100), source.randint(1, 3000)]
        )
        history.append((source.choices([1, 2, 3, 4], [2, 2, 4, 2])[0], days))
    return history


def assert_equal(ours: Memory, reference: Memory, history: History) -> None:
    # The reference computes with 32 bits. Their spacing at 10,000 days is 1e-3, hence a relative bound for
    # long stabilities; below a hundredth of a day it loses digits in (S + 1)^w - 1, hence the absolute one.
    assert ours.stability == pytest.approx(reference.stability, rel=1e-4, abs=1e-6), history
    assert ours.difficulty == pytest.approx(reference.difficulty, rel=0, abs=1e-4), history


def test_states_equal_the_reference_on_a_thousand_random_histories() -> None:
    source = random.Random(20261123)
    calendar = Calendar(ZoneInfo("Europe/Berlin"))
    scheduler = Scheduler(calendar)
    same_day = 0
    for _ in range(1000):
        history = random_history(source)
        day = datetime(2000 + source.randrange(20), source.randint(1, 12), 1, tzinfo=UTC).date()
        into_day = timedelta(0)
        state = None
        for number, (rating, days) in enumerate(history, start=1):
            day += timedelta(days=days)
            length = calendar.start(day + timedelta(days=1)) - calendar.start(day)
            earliest = into_day if days == 0 else timedelta(0)
            into_day = earliest + (length - earliest) * source.random() * 0.999
            state = scheduler.review(state, CARD, Rating(rating), calendar.start(day) + into_day)
            same_day += number > 1 and days == 0
            assert_equal(
                Memory(state.stability, state.difficulty),
                reference_memory(history[:number]),
                history[:number],
            )
    assert same_day > 2000


@pytest.mark.parametrize(
    "history",
    [
        [(1, 0)] * 60,
        [(4, 0)] * 20,
        [(2, 0)] * 20,
        [(4, 0), *[(4, 10_000)] * 8],
        [(4, 0), *[(4, 10_000)] * 8, (1, 36_500), (3, 0), (2, 0)],
        [(1, 0), *[(1, 1)] * 30],
    ],
    ids=[
        "again all day",
        "easy all day",
        "hard all day",
        "stability at its maximum",
        "fall from it",
        "leech",
    ],
)
def test_states_equal_the_reference_at_the_edges(history: History) -> None:
    memory = None
    for number, (rating, days) in enumerate(history, start=1):
        memory = review(memory, Rating(rating), days)
        assert_equal(memory, reference_memory(history[:number]), history[:number])


def test_stability_has_the_maximum_of_the_reference_which_the_package_lacks() -> None:
    memory = Memory(30_000.0, 1.0)
    assert review(memory, Rating.EASY, 30_000).stability == MAXIMUM_STABILITY


def test_parameters_are_the_published_defaults() -> None:
    assert fsrs.scheduler.DEFAULT_PARAMETERS == PARAMETERS
    assert pytest.approx(PARAMETERS) == fsrs_rs_python.DEFAULT_PARAMETERS


@pytest.mark.parametrize("stability", [0.001, 0.212, 2.3065, 41.5, 1000.0, 36_500.0])
@pytest.mark.parametrize("retention", [0.7, 0.8, 0.9, 0.97])
def test_intervals_equal_the_reference(stability: float, retention: float) -> None:
    assert interval(stability, retention) == pytest.approx(
        REFERENCE.next_interval(stability, retention, 3), rel=1e-4
    )


def test_retrievability_is_the_packages() -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    for stability in (0.3, 5.0, 400.0):
        for days in (0, 1, 30, 2000):
            card = fsrs.Card(
                card_id=1,
                state=fsrs.State.Review,
                stability=stability,
                difficulty=5.0,
                due=day,
                last_review=day,
            )
            expected = fsrs.Scheduler().get_card_retrievability(card, day + timedelta(days=days))
            assert retrievability(stability, days) == pytest.approx(expected, rel=1e-12)


def test_after_its_interval_a_card_is_recalled_with_the_desired_retention() -> None:
    for retention in (0.7, 0.85, 0.95):
        assert retrievability(1000.0, round(interval(1000.0, retention))) == pytest.approx(
            retention, abs=1e-3
        )
