import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.cards.model import CardId
from quizapp.memory import Calendar, CardState, Rating, Scheduler, describe_interval

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
CARD = CardId("sigmoid-derivative")
NOON = datetime(2026, 11, 23, 12, tzinfo=SEOUL)
SCHEDULER = Scheduler(Calendar(SEOUL))


def state(**changed: object) -> CardState:
    values: dict[str, object] = {
        "card": CARD,
        "stability": 10.0,
        "difficulty": 5.0,
        "reviewed_at": NOON.astimezone(UTC),
        "due": SCHEDULER.calendar.start(SCHEDULER.calendar.day(NOON) + timedelta(days=10)),
        "interval_days": 10,
        "reviews": 3,
        "lapses": 0,
    }
    return CardState(**(values | changed))  # type: ignore[arg-type]


def test_again_comes_back_after_ten_minutes_of_the_session() -> None:
    after = SCHEDULER.review(None, CARD, Rating.AGAIN, NOON)
    assert after.due == NOON + timedelta(minutes=10)
    assert after.relearning
    assert describe_interval(after, NOON) == "10 m"


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
def test_a_first_hard_good_or_easy_gives_an_interval_of_days(rating: Rating) -> None:
    after = SCHEDULER.review(None, CARD, rating, NOON)
    assert after.interval_days >= 1
    assert not after.relearning


def test_a_card_is_due_at_the_start_of_the_learners_due_day() -> None:
    late = datetime(2026, 11, 24, 3, 30, tzinfo=SEOUL)  # still the 23rd for the learner
    after = SCHEDULER.review(None, CARD, Rating.HARD, late)
    assert after.interval_days == 1
    assert after.due == datetime(2026, 11, 24, 4, tzinfo=SEOUL)


def test_an_interval_across_a_change_of_the_clocks_ends_at_the_rollover_hour() -> None:
    scheduler = Scheduler(Calendar(BERLIN))
    after = scheduler.review(None, CARD, Rating.HARD, datetime(2026, 10, 24, 20, tzinfo=BERLIN))
    assert after.due.astimezone(BERLIN) == datetime(2026, 10, 25, 4, tzinfo=BERLIN)


def test_elapsed_days_are_the_learners_not_spans_of_24_hours() -> None:
    first = SCHEDULER.review(None, CARD, Rating.GOOD, datetime(2026, 11, 23, 23, tzinfo=SEOUL))
    before_rollover = datetime(2026, 11, 24, 3, tzinfo=SEOUL)
    after_rollover = datetime(2026, 11, 24, 5, tzinfo=SEOUL)
    assert SCHEDULER.retrievability(first, before_rollover) == 1
    assert SCHEDULER.retrievability(first, after_rollover) < 1
    same_day = SCHEDULER.review(first, CARD, Rating.GOOD, before_rollover)
    next_day = SCHEDULER.review(first, CARD, Rating.GOOD, after_rollover)
    assert next_day.stability > same_day.stability


def test_again_then_good_in_the_session_leaves_the_card_for_another_day() -> None:
    missed = SCHEDULER.review(state(), CARD, Rating.AGAIN, NOON + timedelta(days=10))
    known = SCHEDULER.review(missed, CARD, Rating.GOOD, missed.due)
    assert missed.stability < 10
    assert known.stability >= missed.stability
    assert known.interval_days >= 1
    assert known.due >= missed.due


def test_a_lapse_is_forgetting_after_days_not_within_the_session() -> None:
    new = SCHEDULER.review(None, CARD, Rating.AGAIN, NOON)
    assert new.lapses == 0
    forgotten = SCHEDULER.review(state(lapses=2), CARD, Rating.AGAIN, NOON + timedelta(days=10))
    assert forgotten.lapses == 3
    again = SCHEDULER.review(forgotten, CARD, Rating.AGAIN, forgotten.due)
    assert again.lapses == 3
    assert again.reviews == 5


def test_preview_is_what_review_does() -> None:
    before = state()
    at = NOON + timedelta(days=12)
    assert SCHEDULER.preview(before, CARD, at) == {
        rating: SCHEDULER.review(before, CARD, rating, at) for rating in Rating
    }


@settings(max_examples=300, deadline=None)
@given(
    stability=st.floats(0.001, 36_500),
    difficulty=st.floats(1, 10),
    elapsed=st.integers(0, 5000),
    reviews=st.integers(1, 50),
    card=st.text(min_size=1, max_size=8).map(CardId),
    retention=st.floats(0.7, 0.98),
    maximum=st.integers(1, 36_500),
)
def test_a_better_rating_never_gives_a_shorter_interval_nor_one_past_the_maximum(
    stability: float,
    difficulty: float,
    elapsed: int,
    reviews: int,
    card: CardId,
    retention: float,
    maximum: int,
) -> None:
    scheduler = Scheduler(Calendar(SEOUL), retention, maximum)
    before = state(card=card, stability=stability, difficulty=difficulty, reviews=reviews)
    preview = scheduler.preview(before, card, NOON + timedelta(days=elapsed))
    again, hard, good, easy = (preview[rating].interval_days for rating in Rating)
    assert 0 == again < hard <= good <= easy <= maximum
    assert preview[Rating.HARD].due <= preview[Rating.GOOD].due <= preview[Rating.EASY].due


def test_a_higher_desired_retention_gives_shorter_intervals() -> None:
    at = NOON + timedelta(days=10)
    days = [
        Scheduler(Calendar(SEOUL), retention).review(state(), CARD, Rating.GOOD, at).interval_days
        for retention in (0.95, 0.9, 0.8)
    ]
    assert days[0] < days[1] < days[2]


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (1, "1 d"),
        (29, "29 d"),
        (30, "1 mo"),
        (70, "2.3 mo"),
        (363, "11.9 mo"),
        (365, "1 y"),
        (402, "1.1 y"),
        (36_500, "99.9 y"),
    ],
)
def test_intervals_are_described_in_the_largest_fitting_unit(days: int, text: str) -> None:
    assert describe_interval(state(interval_days=days), NOON) == text


def test_version_names_what_the_algorithm_was_given_and_fingerprint_the_calendar_too() -> None:
    assert SCHEDULER.version == "fsrs-6/2d427a5c/r0.9/m36500/fuzz-1"
    others = [
        Scheduler(Calendar(SEOUL), desired_retention=0.85),
        Scheduler(Calendar(SEOUL), maximum_days=365),
    ]
    assert len({SCHEDULER.version, *(other.version for other in others)}) == 3
    travelled = Scheduler(Calendar(BERLIN))
    later = Scheduler(Calendar(SEOUL, rollover_hour=5))
    assert travelled.version == later.version == SCHEDULER.version
    assert len({SCHEDULER.fingerprint, travelled.fingerprint, later.fingerprint}) == 3


@pytest.mark.parametrize("retention", [0.0, 1.0, -1.0, 90.0])
def test_an_impossible_retention_is_refused(retention: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Scheduler(Calendar(SEOUL), retention)


@pytest.mark.parametrize("maximum", [0, 36_501])
def test_an_impossible_maximum_is_refused(maximum: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 36500"):
        Scheduler(Calendar(SEOUL), maximum_days=maximum)


def test_scheduling_needs_neither_torch_nor_numpy() -> None:
    heavy = "{'torch', 'numpy', 'pandas', 'pydantic'}"
    code = f"import quizapp.store, sys; print(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
