"""What a quiz asks, and how it is summed up."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.cards.model import Card, CardId, Choice, ChooseExercise, DeriveExercise, Exercise
from quizapp.study.attempt import Attempt, Outcome, Try
from quizapp.study.quiz import QuizError, QuizSettings, Score, draw_quiz, matching, report_on
from quizapp.study.task import Kind, Task
from tests.ui.room import card

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CHOOSE = ChooseExercise("Which?", (Choice("this", True, "it is"), Choice("that", False, "it is not")), 1)
DERIVE = DeriveExercise("slope", "Write it.", 2)


def deck(topics: int = 3, cards: int = 4, exercises: tuple[Exercise, ...] = (CHOOSE, DERIVE)) -> list[Card]:
    return [
        card(f"card-{topic}-{number}", topic=f"topic-{topic}", level=1 + number % 3, exercises=exercises)
        for topic in range(topics)
        for number in range(cards)
    ]


def topic_of(task: Task) -> str:
    return task.derivation.partition("/")[0]


def test_the_same_seed_draws_the_same_quiz() -> None:
    settings = QuizSettings(seed=7, count=9)
    assert draw_quiz(deck(), settings) == draw_quiz(deck(), settings)
    assert draw_quiz(deck(), settings) != draw_quiz(deck(), QuizSettings(seed=8, count=9))


def test_a_draw_is_the_same_on_every_machine() -> None:
    drawn = draw_quiz(deck(), QuizSettings(seed=7, count=4))
    assert [(task.card, task.position, task.seed) for task in drawn] == [
        ("card-1-2", 1, 3424679052),
        ("card-0-0", 0, 1795947922),
        ("card-2-0", 1, 4051656668),
        ("card-1-1", 0, 441669035),
    ]


def test_the_draw_of_one_topic_does_not_depend_on_cards_of_others() -> None:
    settings = QuizSettings(seed=3, count=6, topics=("topic-1",))
    assert draw_quiz(deck(topics=2), settings) == draw_quiz(deck(topics=5), settings)


@pytest.mark.parametrize("seed", range(20))
def test_a_quiz_is_spread_over_topics_and_kinds(seed: int) -> None:
    drawn = draw_quiz(deck(), QuizSettings(seed=seed, count=6))
    assert set(Counter(map(topic_of, drawn)).values()) == {2}
    assert Counter(task.kind for task in drawn) == {Kind.CHOOSE: 3, Kind.DERIVE: 3}


@pytest.mark.parametrize("seed", range(20))
def test_no_card_comes_twice_before_all_were_asked(seed: int) -> None:
    drawn = draw_quiz([*deck(), card("alone", topic="small", exercises=(CHOOSE,))], QuizSettings(seed=seed))
    assert len({task.card for task in drawn}) == 10
    everything = draw_quiz(deck(topics=2, cards=3), QuizSettings(seed=seed, count=12))
    assert len({task.card for task in everything[:6]}) == 6
    assert len({(task.card, task.position) for task in everything}) == 12


def test_no_exercise_comes_twice_so_a_quiz_may_be_shorter() -> None:
    assert len(draw_quiz(deck(topics=1, cards=1), QuizSettings(seed=1, count=50))) == 2


def test_levels_topics_and_kinds_are_obeyed() -> None:
    settings = QuizSettings(seed=1, topics=("topic-0", "topic-2"), levels=(2,), kinds=(Kind.DERIVE,))
    drawn = draw_quiz(deck(), settings)
    assert {task.card for task in drawn} == {"card-0-1", "card-2-1"}
    assert {task.kind for task in drawn} == {Kind.DERIVE}
    assert len(matching(deck(), settings)) == 2


def test_a_card_without_exercises_is_not_asked_about() -> None:
    assert draw_quiz([card("bare")], QuizSettings(seed=1)) == ()


def test_minutes_draw_more_than_anybody_answers() -> None:
    timed = QuizSettings(seed=1, count=None, minutes=2)
    assert len(draw_quiz(deck(), timed)) == 8


def test_settings_survive_json() -> None:
    settings = QuizSettings(
        seed=7, topics=("a", "b"), levels=(1, 3), kinds=(Kind.SPOT,), count=None, minutes=5
    )
    assert QuizSettings.from_json(settings.to_json()) == settings


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"seed": 1}', QuizSettings(seed=1).to_json()[:-1]])
def test_what_is_no_settings_is_refused(text: str) -> None:
    with pytest.raises(QuizError, match="no settings"):
        QuizSettings.from_json(text)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"count": 0}, "0 questions"),
        ({"count": None}, "needs a number"),
        ({"minutes": 0}, "0 minutes"),
        ({"levels": (4,)}, "level 4"),
    ],
)
def test_settings_that_no_quiz_can_have_are_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(QuizError, match=message):
        QuizSettings(seed=1, **changes)  # type: ignore[arg-type]


def attempt(task: Task, *outcomes: Outcome, hints: int = 0) -> Attempt:
    tries = tuple(Try("x", outcome) for outcome in outcomes)
    return Attempt(task, NOON, tries, hints=hints, ended_at=NOON + timedelta(seconds=9))


def test_a_report_counts_by_topic_and_lists_what_was_missed() -> None:
    cards = {each.id: each for each in deck()}
    tasks = sorted(matching(cards.values(), QuizSettings(seed=1)), key=topic_of)
    right, wrong, helped = (
        attempt(tasks[0], Outcome.RIGHT),
        attempt(tasks[8], Outcome.WRONG),
        attempt(tasks[9], Outcome.RIGHT, hints=1),
    )
    report = report_on([wrong, right, helped], cards)
    assert report.score == Score(1, 3)
    assert report.topics == {"topic-0": Score(1, 1), "topic-1": Score(0, 2)}
    assert list(report.topics) == ["topic-0", "topic-1"]
    assert report.misses == (wrong, helped)
    assert report.missed_cards == (CardId("card-1-0"),)


def test_what_was_left_or_undecided_counts_for_nothing() -> None:
    cards = {each.id: each for each in deck()}
    tasks = matching(cards.values(), QuizSettings(seed=1))
    report = report_on([attempt(tasks[0]), attempt(tasks[1], Outcome.UNDECIDED)], cards)
    assert report.score == Score(0, 0)
    assert (report.topics, report.misses) == ({}, ())
