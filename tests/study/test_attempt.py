"""What was tried at a task, and which rating it speaks for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.cards.model import CardId
from quizapp.memory.rating import Rating
from quizapp.study.attempt import Attempt, Outcome, Try, rating_for
from quizapp.study.round import begin_round
from quizapp.study.task import Kind, Task

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TASK = Task(CardId("sigmoid"), "activations/sigmoid", 0, Kind.CHOOSE, None, 5)
RIGHT, WRONG = Try("a", Outcome.RIGHT), Try("b", Outcome.WRONG, "the sign is flipped")


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def test_a_right_answer_ends_the_attempt() -> None:
    attempt = Attempt(TASK, AT).hand_in(RIGHT, after(20))
    assert (attempt.outcome, attempt.finished, attempt.clean) == (Outcome.RIGHT, True, True)
    assert attempt.took(after(500)) == timedelta(seconds=20)
    with pytest.raises(ValueError, match="finished"):
        attempt.hand_in(RIGHT, after(30))


def test_a_wrong_answer_may_be_corrected_unless_it_was_the_last() -> None:
    attempt = Attempt(TASK, AT).hand_in(WRONG, after(5))
    assert (attempt.outcome, attempt.finished, attempt.diagnosis) == (
        Outcome.WRONG,
        False,
        "the sign is flipped",
    )
    assert attempt.hand_in(RIGHT, after(9)).outcome is Outcome.RIGHT
    assert Attempt(TASK, AT).hand_in(WRONG, after(5), last=True).finished


def test_time_away_from_the_table_is_not_counted() -> None:
    assert Attempt(TASK, AT).took(after(90_000)) == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("attempt", "rating"),
    [
        (Attempt(TASK, AT).hand_in(RIGHT, after(20)), Rating.GOOD),
        (Attempt(TASK, AT).hand_in(RIGHT, after(91)), Rating.HARD),
        (Attempt(TASK, AT).take_hint().hand_in(RIGHT, after(20)), Rating.HARD),
        (Attempt(TASK, AT).hand_in(WRONG, after(5)).hand_in(RIGHT, after(9)), Rating.HARD),
        (Attempt(TASK, AT).hand_in(WRONG, after(5)).leave(after(9)), Rating.AGAIN),
        (Attempt(TASK, AT).reveal(after(9)), Rating.AGAIN),
        (Attempt(TASK, AT).leave(after(9)), None),
        (Attempt(TASK, AT).hand_in(Try("x", Outcome.UNDECIDED), after(9)).leave(after(10)), None),
    ],
    ids=["clean", "slow", "with a hint", "corrected", "wrong", "revealed", "left", "undecided"],
)
def test_correctness_help_and_time_suggest_a_rating(attempt: Attempt, rating: Rating | None) -> None:
    assert rating_for([attempt]) is rating


def test_the_worst_exercise_decides() -> None:
    good, bad = Attempt(TASK, AT).hand_in(RIGHT, after(2)), Attempt(TASK, AT).reveal(after(2))
    assert rating_for([good, bad, good]) is Rating.AGAIN
    assert rating_for([]) is None


def test_a_round_puts_missed_tasks_once_more_with_another_seed() -> None:
    other = replace(TASK, position=1)
    round_ = begin_round([TASK, other], AT, comes_back=True)
    assert round_.attempt is not None
    round_ = round_.with_attempt(round_.attempt.hand_in(WRONG, AT)).next(AT)
    assert round_.attempt is not None
    round_ = round_.with_attempt(round_.attempt.hand_in(RIGHT, AT)).next(AT)
    assert round_.attempt is not None
    assert (round_.attempt.task.position, round_.total, round_.right) == (0, 3, 1)
    assert round_.attempt.task.seed != TASK.seed
    round_ = round_.with_attempt(round_.attempt.hand_in(WRONG, AT)).next(AT)
    assert round_.attempt is None
    assert [attempt.outcome for attempt in round_.done] == [Outcome.WRONG, Outcome.RIGHT, Outcome.WRONG]


def test_a_round_without_return_ends_after_its_last_task() -> None:
    round_ = begin_round([TASK], AT)
    assert round_.attempt is not None
    assert round_.with_attempt(round_.attempt.reveal(AT)).next(AT).attempt is None
    with pytest.raises(ValueError, match="over"):
        begin_round([], AT).next(AT)
