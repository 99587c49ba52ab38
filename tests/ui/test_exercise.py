"""Exercises: five kinds of answers, help, and what it says about the rating."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

from quizapp.cards.model import (
    Answer,
    Choice,
    ChooseExercise,
    DeriveExercise,
    Exercise,
    Input,
    Language,
    NumberExercise,
    OrderedStep,
    OrderExercise,
    SpotExercise,
)
from quizapp.derive.report import (
    Asked,
    Failed,
    Finished,
    Grade,
    Graded,
    GradeVerdict,
    Message,
    Opened,
    Typed,
    Valued,
    Witness,
)
from quizapp.derive.typed import Kind, Letter, Vocabulary
from quizapp.errors import StoreError
from quizapp.memory import Rating
from quizapp.store.book import ReviewBook
from quizapp.ui.app import Opening, QuizApp
from quizapp.ui.exercise_view import ExerciseView
from quizapp.ui.screens.exercise import ExerciseScreen
from quizapp.ui.screens.study import StudyScreen
from tests.ui.room import Room, card, furnish
from tests.ui.screenshot import SIZES, assert_looks_like, screen_text

SLOPE = "activation-functions/sigmoid"
CHOOSE = ChooseExercise(
    "Where is the slope largest?",
    (
        Choice("at $z = 0$", True, "there it is 1/4"),
        Choice("as z grows", False, "there it vanishes"),
        Choice("nowhere", False, "a smooth curve has a steepest place"),
        Choice("at z = 1", False, "there it is 0.197"),
    ),
    1,
)
SOME = ChooseExercise(
    "Which are odd?", (Choice("1", True, ""), Choice("2", False, "it is even"), Choice("3", True, "")), 1
)
SPOT = SpotExercise("flipped", r"Somebody writes $s' = s (1 + s)$. What is wrong?", CHOOSE.choices, 1)
ORDER = OrderExercise(
    "Put one training step in order.",
    (
        OrderedStep("zero the gradients", "else they add up"),
        OrderedStep("run forward", "the loss needs it"),
        OrderedStep("propagate back", ""),
    ),
    1,
)
NUMBER = NumberExercise(
    "slope",
    "How steep is it?",
    (Input("z", Fraction(2), (), "the pre-activation"),),
    Answer("0.105", Fraction(1, 1000), False, "", "the output times one minus it", 3),
    1,
)
DERIVE = DeriveExercise("slope", r"Write $\sigma'(z)$ using only $s = \sigma(z)$.", 1)
OPENED = Opened(
    name=SLOPE,
    label="slope",
    vocabulary=Vocabulary(
        letters=(
            Letter(name="s", kind=Kind.SCALAR, latex="s"),
            Letter(name="sigma", kind=Kind.FUNCTION, arity=1, latex=r"\sigma"),
            Letter(name="z", kind=Kind.SCALAR, latex="z"),
        )
    ),
    names=("s", "sigma", "z"),
    left=r"\frac{d}{d z} \sigma(z)",
    givens=(),
    hints=("Quotient rule; the output is all it needs.", "$□ (1 - □)$", "$s (1 - s)$"),
)
WRONG = Grade(
    verdict=GradeVerdict.DIFFERENT,
    witness=Witness(where="z = 0.379", left="0.241", right="0.946", difference="-0.705"),
    diagnosis="the sign of the term σ(z) is flipped",
)


def replying(*grades: Grade) -> Callable[[Asked | Typed], Sequence[Message]]:
    """Return what a prover says: values, an opened claim, and one grade after the other."""
    waiting = list(grades)
    done = Finished(name=SLOPE, seconds=0.01)

    def reply(question: Asked | Typed) -> Sequence[Message]:
        if isinstance(question, Asked):
            return (Valued(name=SLOPE, answers=(0.10499,)), done)
        if question.text is None:
            return (OPENED, done)
        return (Graded(name=SLOPE, grade=waiting.pop(0)), done)

    return reply


def room_with(folder: Path, *exercises: Exercise, grades: Sequence[Grade] = ()) -> Room:
    room = furnish(folder, [card("sigmoid", exercises=exercises, korean="시그모이드란?")])
    room.prover.replies[SLOPE] = replying(*grades)
    return room


def study(room: Room) -> QuizApp:
    return QuizApp(room.services, opening=Opening("study"))


def view_of(app: QuizApp) -> ExerciseView:
    assert isinstance(app.screen, ExerciseScreen)
    assert app.screen.view is not None
    return app.screen.view


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


async def mark(pilot: Pilot[None], app: QuizApp, position: int) -> None:
    """Mark the line on which an option or step stands, given its position in the card."""
    view = view_of(app)
    steps = (view.order.index(position) - view.mark) % view.lines
    await press(pilot, *["down"] * steps)


def kept(room: Room) -> list[tuple[str, str, int, int]]:
    return [(row.kind, row.outcome, row.tries, row.hints) for row in room.services.book.exercises()]


async def test_one_right_option_is_chosen_with_enter_and_every_reason_is_told(tmp_path: Path) -> None:
    room = room_with(tmp_path, CHOOSE)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x")
        assert "there it is 1/4" not in screen_text(app)
        await mark(pilot, app, 0)
        await press(pilot, "enter")
        seen = screen_text(app)
        assert "✓ right" in seen
        assert "there it is 1/4" in seen
        assert "there it vanishes" in seen
        assert kept(room) == [("choose", "right", 1, 0)]


async def test_a_wrong_option_is_told_why_and_may_be_corrected(tmp_path: Path) -> None:
    room = room_with(tmp_path, SPOT)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x")
        await mark(pilot, app, 1)
        await press(pilot, "enter")
        assert "there it vanishes" in screen_text(app)
        assert not view_of(app).finished
        await mark(pilot, app, 0)
        await press(pilot, "enter")
        assert view_of(app).finished
        assert kept(room) == [("spot", "right", 2, 0)]


async def test_several_right_options_are_ticked_before_they_are_handed_in(tmp_path: Path) -> None:
    room = room_with(tmp_path, SOME)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x")
        await mark(pilot, app, 0)
        await press(pilot, "space", "enter")
        assert "something is missing" in screen_text(app)
        await mark(pilot, app, 2)
        await press(pilot, "space", "enter")
        assert "✓ right" in screen_text(app)


async def test_digits_choose_the_option_on_that_line(tmp_path: Path) -> None:
    app = study(room_with(tmp_path, CHOOSE))
    async with app.run_test() as pilot:
        await press(pilot, "x", "3")
        view = view_of(app)
        assert view.chosen == {view.order[2]}


async def test_steps_are_moved_into_their_order(tmp_path: Path) -> None:
    room = room_with(tmp_path, ORDER)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x", "enter")
        assert "step" in screen_text(app)
        for position in range(3):
            await mark(pilot, app, position)
            await press(pilot, *["shift+up"] * (view_of(app).mark - position))
        await press(pilot, "enter")
        assert "else they add up" in screen_text(app)
        assert kept(room) == [("order", "right", 2, 0)]


async def test_a_number_is_compared_with_what_the_derivation_computed(tmp_path: Path) -> None:
    room = room_with(tmp_path, NUMBER)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x")
        assert "z = 2 — the pre-activation" in screen_text(app)
        assert Asked(label="slope", values={"z": "2"}) in room.prover.questions
        await press(pilot, *"-0.105", "enter")
        assert "The sign is flipped." in screen_text(app)
        await press(pilot, *["backspace"] * 6, *"about", "enter")
        assert "is no number" in screen_text(app)
        await press(pilot, *["backspace"] * 5, *".1054", "enter")
        assert "✓ right" in screen_text(app)
        assert "the output times one minus it" in screen_text(app)
        assert kept(room) == [("number", "right", 2, 0)]


async def test_a_wrong_formula_is_diagnosed_corrected_and_suggests_a_rating(tmp_path: Path) -> None:
    room = room_with(tmp_path, DERIVE, grades=[WRONG, Grade(verdict=GradeVerdict.EQUAL, proved=True)])
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x", *"s(1+s)")
        assert "s(1 + s)" in screen_text(app)
        await press(pilot, "enter")
        seen = screen_text(app)
        assert "At z = 0.379 yours is 0.946, and the answer 0.241." in seen
        assert "The sign of the term σ(z) is flipped." in seen
        await press(pilot, *["backspace"] * 3, *"-s)", "enter")
        assert "proved equal" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, StudyScreen)
        await press(pilot, "space")
        assert "0 of 1 exercise → hard? ⏎" in screen_text(app)
        await press(pilot, "enter")
        (review,) = room.services.book.reviews()
        assert (review.rating, review.answered, review.verified) == (
            Rating.HARD,
            "self, derive 0 right",
            SLOPE,
        )
        assert kept(room) == [("derive", "right", 2, 0)]
        typed = [q.text for q in room.prover.questions if isinstance(q, Typed)]
        assert typed == [None, "s(1+s)", "s(1-s)"]
        definitions = [q.definitions for q in room.prover.questions if isinstance(q, Typed)]
        assert definitions[0] == (("s", r"\sigma(z)"),)


async def test_what_is_not_understood_is_told_while_typing_and_not_handed_in(tmp_path: Path) -> None:
    room = room_with(tmp_path, DERIVE)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x", *"1/2s", "enter")
        assert "write `x/2` or `1/(2*x)`" in screen_text(app)
        assert [q.text for q in room.prover.questions if isinstance(q, Typed)] == [None]
        assert kept(room) == []


async def test_undecided_is_never_counted_as_wrong(tmp_path: Path) -> None:
    undecided = Grade(verdict=GradeVerdict.UNDECIDED, message="no time left")
    room = room_with(tmp_path, DERIVE, grades=[undecided])
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x", "s", "enter")
        assert "not counted as wrong: no time left" in screen_text(app)
        await press(pilot, "escape", "space")
        assert "→" not in screen_text(app)


async def test_hints_come_one_after_the_other_and_the_answer_only_when_revealed(tmp_path: Path) -> None:
    room = room_with(tmp_path, DERIVE)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x", "ctrl+t")
        assert "Quotient rule" in screen_text(app)
        await press(pilot, "ctrl+t")
        assert "□(1 − □)" in screen_text(app)
        await press(pilot, "ctrl+t")
        assert "no more help" in screen_text(app)
        await press(pilot, "ctrl+r")
        assert "s(1 − s)" in screen_text(app)
        assert kept(room) == [("derive", "revealed", 0, 2)]


@pytest.mark.parametrize(("exercise", "left"), [(CHOOSE, 3), (ORDER, 3)], ids=["choose", "order"])
async def test_a_hint_in_a_list_takes_one_wrong_line_away_or_sets_one_right(
    tmp_path: Path, exercise: Exercise, left: int
) -> None:
    app = study(room_with(tmp_path, exercise))
    async with app.run_test() as pilot:
        await press(pilot, "x", "ctrl+t")
        view = view_of(app)
        assert view.order[0] == 0 or len(view.order) - len(view.out) == left
        assert view.attempt is not None
        assert view.attempt.hints == 1


async def test_what_went_wrong_comes_back_at_the_end_and_the_card_in_the_session(tmp_path: Path) -> None:
    room = room_with(tmp_path, CHOOSE)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x", "ctrl+r", "enter")
        assert "2 / 2" in screen_text(app)
        await mark(pilot, app, 0)
        await press(pilot, "enter", "enter", "space", "4")
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        assert screen.view is not None
        assert screen.view.session.remaining == {"sigmoid"}


async def test_a_prover_that_fails_is_told_and_nothing_is_counted(tmp_path: Path) -> None:
    room = room_with(tmp_path, DERIVE)
    room.prover.replies[SLOPE] = lambda _: (Failed(name=SLOPE, message="it is out of memory"),)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "x")
        assert "could not be checked: it is out of memory" in screen_text(app)
        await press(pilot, "escape")
        assert kept(room) == []


async def test_an_exercise_that_cannot_be_stored_is_told(tmp_path: Path) -> None:
    app = study(room_with(tmp_path, CHOOSE))
    with patch.object(ReviewBook, "record_exercise", side_effect=StoreError("the disk is full")):
        async with app.run_test() as pilot:
            await press(pilot, "x", "ctrl+r")
            assert "Not saved: the disk is full" in screen_text(app)


async def test_a_card_without_exercises_offers_none(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [card("relu")]))
    async with app.run_test() as pilot:
        await press(pilot, "x")
        assert isinstance(app.screen, StudyScreen)
        assert "exercises" not in screen_text(app)


async def test_korean_names_the_mistake_in_korean(tmp_path: Path) -> None:
    room = room_with(tmp_path, DERIVE, grades=[WRONG])
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "l", "x", *"s(1+s)", "enter")
        assert "σ(z) 항의 부호가 반대입니다" in screen_text(app)
        assert view_of(app).language is Language.KOREAN


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_exercises_look_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    room = room_with(tmp_path, CHOOSE, ORDER, NUMBER, DERIVE, grades=[WRONG])
    app = study(room)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "x")
        assert_looks_like(app, "exercise-choose")
        await press(pilot, "ctrl+r")
        assert_looks_like(app, "exercise-choose-answer")
        await press(pilot, "enter")
        assert_looks_like(app, "exercise-order")
        await press(pilot, "ctrl+r", "enter")
        assert_looks_like(app, "exercise-number")
        await press(pilot, "ctrl+r", "enter", *"s(1+s)", "enter")
        assert_looks_like(app, "exercise-derive")
