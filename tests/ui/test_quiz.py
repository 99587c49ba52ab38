"""A quiz from choosing it to studying what was missed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

from quizapp.cards.model import Card, Language
from quizapp.errors import StoreError
from quizapp.store.attempts import QuizTaken
from quizapp.store.book import ReviewBook
from quizapp.study.attempt import Attempt, Outcome, Try
from quizapp.study.quiz import QuizSettings, matching
from quizapp.study.task import Kind, task_of
from quizapp.ui.app import Opening, QuizApp
from quizapp.ui.exercise_view import ExerciseView
from quizapp.ui.quiz_history import Result, course, day_name
from quizapp.ui.quiz_misses import miss_of
from quizapp.ui.screens.browse import BrowseScreen
from quizapp.ui.screens.derive import DeriveScreen
from quizapp.ui.screens.exercise import ExerciseScreen
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.screens.quiz_report import QuizReportScreen
from quizapp.ui.screens.quiz_setup import QuizSetupScreen
from quizapp.ui.screens.quiz_setup_view import QuizSetupView
from quizapp.ui.screens.study import StudyScreen
from tests.ui.room import MONDAY, Room, card, furnish
from tests.ui.screenshot import SIZES, assert_looks_like, screen_text
from tests.ui.test_exercise import CHOOSE, DERIVE, NUMBER, ORDER, SOME, SPOT, WRONG, replying

DECK = (
    card(
        "sigmoid",
        title="What is the slope of the sigmoid?",
        exercises=(DERIVE,),
        korean="시그모이드의 기울기는?",
    ),
    card(
        "relu", title="Why is ReLU used in hidden layers?", exercises=(NUMBER,), korean="ReLU를 쓰는 이유는?"
    ),
    card(
        "vanishing",
        title="What are vanishing gradients?",
        topic="back-propagation",
        level=2,
        exercises=(ORDER,),
    ),
    card("softmax", title="What does softmax give?", topic="loss-functions", exercises=(SOME, SPOT)),
    card("entropy", title="What is cross-entropy?", topic="loss-functions", level=3, exercises=(CHOOSE,)),
)


def quiz_room(folder: Path, cards: Iterable[Card] = DECK) -> Room:
    room = furnish(folder, cards)
    for each in room.services.library.cards.values():
        room.prover.replies[each.derivation] = replying(*[WRONG] * 9)
    return room


def taken(room: Room, right: int, asked: int, *, days_ago: int, topics: tuple[str, ...] = ()) -> None:
    room.services.book.record_quiz(
        QuizTaken(
            id=f"quiz {days_ago}",
            at=room.clock.at - timedelta(days=days_ago),
            duration_ms=300_000,
            settings=QuizSettings(seed=1, topics=topics).to_json(),
            right=right,
            asked=asked,
        )
    )


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


def setup_of(app: QuizApp) -> QuizSetupView:
    assert isinstance(app.screen, QuizSetupScreen)
    assert app.screen.view is not None
    return app.screen.view


def exercise_of(app: QuizApp) -> ExerciseView:
    assert isinstance(app.screen, ExerciseScreen)
    assert app.screen.view is not None
    return app.screen.view


async def answer(pilot: Pilot[None], app: QuizApp, *, right: bool) -> None:
    """Answer the task at hand and go on; a derive exercise is always graded as wrong."""
    view = exercise_of(app)
    match view.task.kind:
        case Kind.CHOOSE | Kind.SPOT:
            good = {at for at, choice in enumerate(view.choices) if choice.right}
            chosen = good if right else {next(at for at in view.order if at not in good)}
            await press(pilot, *(str(1 + view.order.index(at)) for at in chosen), "enter")
        case Kind.ORDER:
            if right:
                assert isinstance(app.screen, ExerciseScreen)
                app.screen.view = replace(view, order=tuple(range(view.lines)))
            await press(pilot, "enter")
        case Kind.NUMBER:
            await press(pilot, *("0.105" if right else "7"), "enter")
        case Kind.DERIVE:
            await press(pilot, *"s(1+s)", "enter")
    assert exercise_of(app).finished
    await press(pilot, "enter")


async def take(pilot: Pilot[None], app: QuizApp, *kinds_right: Kind) -> None:
    """Answer until the quiz is over: right where the kind is named."""
    while isinstance(app.screen, ExerciseScreen):
        await answer(pilot, app, right=exercise_of(app).task.kind in kinds_right)


async def test_enter_starts_at_once(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path).services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter")
        assert exercise_of(app).one_try
        assert exercise_of(app).round.total == 6


async def test_the_topic_marked_at_home_is_chosen(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path).services)
    async with app.run_test() as pilot:
        await press(pilot, "down", "down", "q")
        settings = setup_of(app).settings
        assert settings is not None
        assert settings.topics == ("back-propagation",)


async def test_topics_level_length_and_kinds_are_chosen_by_key(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path).services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "left", "down", "right")
        await press(pilot, "down", "a", "down", "down", "space", "down", "space")
        await press(pilot, *["pagedown"], "space")
        settings = setup_of(app).settings
        assert settings is not None
        assert (settings.count, settings.minutes, settings.levels) == (5, None, (1,))
        assert settings.kinds == (Kind.NUMBER, Kind.ORDER)
        assert settings.topics == ("activation-functions", "back-propagation")


async def test_minutes_are_a_length(tmp_path: Path) -> None:
    room = quiz_room(tmp_path)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await press(pilot, "q", *["right"] * 3)
        assert "5 minutes" in screen_text(app)
        await press(pilot, "enter")
        await answer(pilot, app, right=True)
        room.clock.forward(minutes=5)
        assert isinstance(app.screen, ExerciseScreen)
        app.screen._tick()
        await press(pilot)
        assert isinstance(app.screen, QuizReportScreen)
        assert room.services.book.quizzes()[0].asked == 1


async def test_nothing_starts_where_nothing_fits(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path).services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "down", "down", "a")
        assert "No question fits" in screen_text(app)
        assert "enter start" not in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, QuizSetupScreen)
        await press(pilot, "a")
        assert "enter start" in screen_text(app)


async def test_a_click_chooses(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path).services)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "q")
        await pilot.click("PickList", offset=(6, 0))
        await pilot.click("PickList", offset=(6, 4))
        await pilot.pause()
        view = setup_of(app)
        assert (view.length, view.marked) == (2, 2)
        assert Kind.DERIVE not in view.kinds


async def test_a_quiz_is_kept_and_touches_no_schedule(tmp_path: Path) -> None:
    room = quiz_room(tmp_path)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter")
        room.clock.forward(seconds=90)
        await take(pilot, app, Kind.NUMBER, Kind.CHOOSE)
        assert isinstance(app.screen, QuizReportScreen)
    (quiz,) = room.services.book.quizzes()
    assert (quiz.right, quiz.asked, quiz.duration_ms) == (3, 6, 90_000)
    assert QuizSettings.from_json(quiz.settings) == QuizSettings(seed=0)
    exercises = room.services.book.exercises()
    assert {each.quiz for each in exercises} == {quiz.id}
    assert sum(each.outcome == "right" for each in exercises) == 3
    assert room.services.book.reviews() == ()
    assert not room.services.book.states


async def test_the_report_tells_every_miss(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path).services)
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "q", "enter")
        await take(pilot, app, Kind.NUMBER, Kind.CHOOSE)
        seen = screen_text(app)
        for text in (
            "3 of 6 right",
            "What is the slope of the sigmoid?",
            "✗ s(1+s)",
            "The sign of the term σ(z) is flipped.",
            "✓ zero the gradients → run forward → propagate back",
            "What is wrong?",
            "✓ at z = 0",
        ):
            assert text in seen, text
        assert "Why is ReLU" not in seen


async def test_the_card_and_the_proof_are_one_key_away(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path).services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter")
        await take(pilot, app)
        report = app.screen
        assert isinstance(report, QuizReportScreen)
        await press(pilot, "down")
        assert report.view is not None
        assert report.view.miss is not None
        missed = report.view.miss.task
        await press(pilot, "enter")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.card is not None
        assert app.screen.card.id == missed.card
        assert app.screen.view is not None
        assert app.screen.view.is_open
        await press(pilot, "escape")
        assert app.screen_stack[-1] is report
        await press(pilot, "d")
        assert isinstance(app.screen, DeriveScreen)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, QuizSetupScreen)


async def test_what_was_missed_is_studied_when_asked(tmp_path: Path) -> None:
    room = quiz_room(tmp_path)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter")
        await take(pilot, app, Kind.NUMBER, Kind.CHOOSE)
        await press(pilot, "s")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert set(app.screen.view.session.queue) == {"sigmoid", "vanishing", "softmax"}
        await press(pilot, "space", "3", "escape")
        assert isinstance(app.screen, QuizReportScreen)
    assert len(room.services.book.reviews()) == 1


async def test_another_quiz_takes_the_place_of_the_report(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path).services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter")
        await take(pilot, app)
        await press(pilot, "n")
        assert [type(screen) for screen in app.screen_stack] == [HomeScreen, QuizSetupScreen, ExerciseScreen]


async def test_a_quiz_without_an_answer_leaves_nothing(tmp_path: Path) -> None:
    room = quiz_room(tmp_path)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter", "escape")
        assert isinstance(app.screen, QuizSetupScreen)
    assert room.services.book.quizzes() == ()


async def test_a_quiz_that_was_left_counts_what_was_answered(tmp_path: Path) -> None:
    room = quiz_room(tmp_path)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter")
        await answer(pilot, app, right=False)
        await press(pilot, "escape")
        assert "0 of 1 right" in screen_text(app)
    assert room.services.book.quizzes()[0].asked == 1


async def test_a_faultless_quiz_offers_another_one(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path, [DECK[1]]).services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter")
        await take(pilot, app, Kind.NUMBER)
        seen = screen_text(app)
        assert "Nothing was missed." in seen
        assert "study these now" not in seen
        await press(pilot, "down", "s", "d")
        assert isinstance(app.screen, QuizReportScreen)
        await press(pilot, "n")
        assert isinstance(app.screen, ExerciseScreen)


async def test_a_result_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    app = QuizApp(quiz_room(tmp_path, [DECK[1]]).services)
    async with app.run_test() as pilot:
        await press(pilot, "q", "enter")
        with patch.object(ReviewBook, "record_quiz", side_effect=StoreError("the disk is full")):
            await take(pilot, app)
        assert "The result was not saved: the disk is full" in screen_text(app)


async def test_a_quiz_from_the_command_line_skips_the_choice(tmp_path: Path) -> None:
    settings = QuizSettings(seed=5, count=2)
    app = QuizApp(quiz_room(tmp_path).services, opening=Opening("quiz", quiz=settings))
    async with app.run_test() as pilot:
        await press(pilot)
        assert exercise_of(app).round.total == 2
        await take(pilot, app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_the_last_results_stand_where_a_quiz_is_chosen(tmp_path: Path) -> None:
    room = quiz_room(tmp_path)
    taken(room, 8, 10, days_ago=1)
    app = QuizApp(room.services)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "q")
        assert "Last quizzes: 8/10 yesterday" in screen_text(app)
        await press(pilot, "enter")
        await take(pilot, app)
        await press(pilot, "escape")
        assert "Last quizzes: 0/6 today, 8/10 yesterday" in screen_text(app)


def test_results_over_time_are_drawn_oldest_first() -> None:
    monday = MONDAY.date()
    found = tuple(Result(monday, right, 10, ()) for right in (10, 5, 0))
    assert course(found) == "▁▅█"
    assert course(found[:1]) == ""
    assert day_name(monday - timedelta(days=2), monday, Language.ENGLISH) == "21 Nov"


def attempt_at(owner: Card, position: int, *tries: Try, hints: int = 0) -> Attempt:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Attempt(task_of(owner, position, 1), at, tries, hints=hints, ended_at=at)


@pytest.mark.parametrize(
    ("owner", "given", "diagnosis", "told"),
    [
        (DECK[1], "7", "Too large.", "너무 큽니다."),
        (DECK[1], "7", "너무 큽니다.", "너무 큽니다."),
        (DECK[0], "s", "the sign is flipped", "부호가 반대입니다."),
        (DECK[2], "1, 3, 2", "", "처음 1단계까지 맞습니다."),
        (DECK[4], "as z grows", "", "there it vanishes"),
    ],
)
def test_a_diagnosis_is_told_in_the_learners_language(
    owner: Card, given: str, diagnosis: str, told: str
) -> None:
    attempt = attempt_at(owner, 0, Try(given, Outcome.WRONG, diagnosis))
    assert miss_of(attempt, owner, Language.KOREAN).why == told


def test_right_with_a_hint_is_told_as_such() -> None:
    attempt = attempt_at(DECK[4], 0, Try("at $z = 0$", Outcome.RIGHT), hints=1)
    miss = miss_of(attempt, DECK[4], Language.ENGLISH)
    assert (miss.solved, miss.why, miss.right) == (True, "Right, with 1 hint.", "")


def test_the_inputs_of_a_number_are_told() -> None:
    attempt = attempt_at(DECK[1], 0, Try("7", Outcome.WRONG, "Too large."))
    assert miss_of(attempt, DECK[1], Language.ENGLISH).prompt == "How steep is it? ($z = 2$)"


def test_what_was_given_up_is_told_as_such() -> None:
    attempt = replace(attempt_at(DECK[0], 0), revealed=True)
    miss = miss_of(attempt, DECK[0], Language.ENGLISH)
    assert (miss.given, miss.why) == ("", "The answer was looked at.")


def test_several_wrong_options_give_their_reasons() -> None:
    attempt = attempt_at(DECK[3], 0, Try("1; 2", Outcome.WRONG))
    miss = miss_of(attempt, DECK[3], Language.ENGLISH)
    assert (miss.given, miss.why, miss.right) == ("1; 2", "it is even", "1; 3")


def test_every_exercise_of_the_deck_can_be_asked() -> None:
    assert {task.kind for task in matching(DECK, QuizSettings(seed=1))} == set(Kind)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screens(tmp_path: Path, size: tuple[int, int]) -> None:
    room = quiz_room(tmp_path)
    taken(room, 5, 10, days_ago=9, topics=("loss-functions",))
    taken(room, 8, 10, days_ago=1)
    app = QuizApp(room.services)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "q")
        assert_looks_like(app, "quiz-setup")
        await press(pilot, "down", "down", "down", "space", "l")
        assert_looks_like(app, "quiz-setup-ko")
        await press(pilot, "space", "l", "enter")
        room.clock.forward(seconds=372)
        await take(pilot, app, Kind.NUMBER, Kind.CHOOSE)
        assert_looks_like(app, "quiz-report")
        await press(pilot, "down", "down", "l")
        assert_looks_like(app, "quiz-report-ko")
