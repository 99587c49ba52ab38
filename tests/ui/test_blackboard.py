"""The blackboard screen: keys write, verdicts come back, nothing is lost, and it is saved."""

from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

from quizapp.derive.report import Asked, Failed, Finished, Grade, GradeVerdict, Message, Typed
from quizapp.derive.worker import Prover, find_derivations
from quizapp.errors import StoreError, WorkerError
from quizapp.locations import own_pack
from quizapp.ui.app import Opening, QuizApp
from quizapp.ui.messages import BlackboardAsked
from quizapp.ui.screens.blackboard import BlackboardScreen
from quizapp.ui.screens.derivations import DerivationsScreen
from quizapp.ui.screens.derive import DeriveScreen
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.services import Services
from quizapp.ui.workbook import Workbook
from quizapp.ui.writing import Writing
from tests.ui.proofs import NAME, OUTLINE
from tests.ui.room import DECK, Room, card, furnish
from tests.ui.screenshot import SIZES, assert_looks_like, screen_text
from tests.ui.writings import DONE, FOLLOWS, REACHED, SEEN, WRONG, naming, writing

SAVED = "losses-softmax_cross_entropy-gradient-2026-11-23"


def room_with(folder: Path, *answers: Grade | Failed) -> Room:
    room = furnish(folder, [*DECK, card("softmax_cross_entropy", topic="losses")])
    room.prover.messages[NAME] = (OUTLINE, DONE)
    room.prover.replies[NAME] = writing(*answers)
    return room


def at(room: Room, label: str | None = "gradient") -> QuizApp:
    return QuizApp(room.services, opening=Opening("blackboard", derivation=NAME, label=label))


def book_of(app: QuizApp) -> Workbook:
    assert isinstance(app.screen, BlackboardScreen)
    return app.screen.book


def board_of(app: QuizApp) -> Writing:
    board = book_of(app).board
    assert board is not None
    return board


def lines_of(app: QuizApp) -> list[str]:
    return [line.text for line in board_of(app).lines]


def typed_at(app: QuizApp) -> str:
    assert isinstance(app.screen, BlackboardScreen)
    return app.screen.answer.line.value


def questions(room: Room) -> list[Typed]:
    return [question for question in room.prover.questions if isinstance(question, Typed)]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


async def write(pilot: Pilot[None], text: str) -> None:
    await press(pilot, *text, "enter")


async def test_a_claim_is_chosen_from_the_list_and_opened(tmp_path: Path) -> None:
    room = room_with(tmp_path)
    app = at(room, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "▸ ○ jacobian   ∂pₖ/∂zⱼ" in screen_text(app)
        await press(pilot, "down", "enter")
        assert questions(room) == [Typed(label="gradient", blackboard=True)]
        seen = screen_text(app)
        assert "given   pₖ" in seen
        assert "goal    ∂L/∂zₖ = ?" in seen


async def test_a_line_that_follows_is_numbered_and_the_next_one_is_verified_after_it(tmp_path: Path) -> None:
    room = room_with(tmp_path, FOLLOWS, SEEN, REACHED)
    app = at(room)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot)
        await write(pilot, "L = 2")
        await write(pilot, "dL/dz_k = p_k - y_k + 0")
        assert typed_at(app) == ""
        assert "✓ follows" in screen_text(app)
        assert "≈ follows" in screen_text(app)
        await write(pilot, "= p_k - y_k")
        assert board_of(app).done
        seen = screen_text(app)
        assert "✓ reached the claim" in seen
        assert "You reached the claim" in seen
        last = questions(room)[-1]
        assert last.text == "= p_k - y_k"
        assert last.lines == ("L = 2", "dL/dz_k = p_k - y_k + 0")


async def test_what_is_typed_is_drawn_while_it_is_typed(tmp_path: Path) -> None:
    app = at(room_with(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"= p_k - y_k")
        assert "pₖ − yₖ" in screen_text(app)
        await press(pilot, *" + q")
        assert "`q` is not known" in screen_text(app)
        await press(pilot, "enter")
        assert board_of(app).checking is None


async def test_a_refused_line_says_where_and_why_and_stays_to_be_mended(tmp_path: Path) -> None:
    app = at(room_with(tmp_path, WRONG, REACHED))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        await write(pilot, "p_k + y_k")
        seen = screen_text(app)
        assert "✗ This line does not hold" in seen
        assert "At K = 3, z_1 = 5.81 its left side is -0.0886, and its right side 0.911." in seen
        assert "The sign of the term y_k is flipped." in seen
        assert typed_at(app) == "p_k + y_k"
        assert lines_of(app) == []
        await press(pilot, *["backspace"] * 5)
        await write(pilot, "- y_k")
        assert board_of(app).reached


@pytest.mark.parametrize(
    ("grade", "said"),
    [
        (
            Grade(verdict=GradeVerdict.UNDECIDED, message="too long"),
            "Undecided, so it is not on the board: too long",
        ),
        (Grade(verdict=GradeVerdict.RESTATED, message="same"), "This says nothing new"),
        (Grade(verdict=GradeVerdict.UNREADABLE, message="a matrix"), "Not understood: a matrix"),
        (Grade(verdict=GradeVerdict.DIFFERENT), "This line does not hold"),
        (
            WRONG.model_copy(
                update={
                    "verdict": GradeVerdict.DOMAIN,
                    "witness": WRONG.witness and WRONG.witness.model_copy(update={"right": ""}),
                }
            ),
            "its right side has no value",
        ),
    ],
)
async def test_every_other_verdict_is_explained(tmp_path: Path, grade: Grade, said: str) -> None:
    app = at(room_with(tmp_path, grade))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot)
        await write(pilot, "p_k")
        assert said in screen_text(app)
        assert lines_of(app) == []


async def test_a_new_name_may_be_used_in_the_next_line(tmp_path: Path) -> None:
    room = room_with(tmp_path, naming("s"), FOLLOWS)
    app = at(room)
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        await write(pilot, "let s = exp(z_k)")
        assert "introduces s" in screen_text(app)
        assert questions(room)[-1] == Typed(label="gradient", blackboard=True, lines=("let s = exp(z_k)",))
        await write(pilot, "= s - y_k")
        assert lines_of(app) == ["let s = exp(z_k)", "= s - y_k"]
        await press(pilot, "ctrl+z", "ctrl+z", *"= s")
        assert "`s` is not known" in screen_text(app)


async def test_undo_takes_the_last_line_off_and_what_is_typed_stays(tmp_path: Path) -> None:
    app = at(room_with(tmp_path, FOLLOWS, REACHED))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        await write(pilot, "p_k")
        await press(pilot, *"y_k", "ctrl+z")
        assert lines_of(app) == []
        assert typed_at(app) == "y_k"
        await press(pilot, "enter")
        assert board_of(app).done
        await press(pilot, "ctrl+z", *"p_k")
        assert not board_of(app).done
        assert typed_at(app) == "p_k"


async def test_hints_are_told_one_after_another_and_counted(tmp_path: Path) -> None:
    app = at(room_with(tmp_path))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "ctrl+t")
        assert "Hint: Sum the Jacobian against y." in screen_text(app)
        await press(pilot, "ctrl+t", "ctrl+t", "ctrl+t")
        assert "no more hints" in screen_text(app)
        assert "3 hints" in screen_text(app)


async def test_the_revealed_line_is_marked_as_the_books(tmp_path: Path) -> None:
    app = at(room_with(tmp_path))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, *"p_", "ctrl+r")
        seen = screen_text(app)
        assert "= pₖ − yₖ" in seen
        assert "The claim was revealed." in seen
        assert not board_of(app).reached


async def test_enter_goes_on_to_the_next_claim_and_then_to_the_list_with_its_marks(tmp_path: Path) -> None:
    app = at(room_with(tmp_path, REACHED))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        await write(pilot, "p_k - y_k")
        await press(pilot, "enter")
        assert book_of(app).at == "jacobian"
        await press(pilot, "ctrl+r", "enter")
        assert book_of(app).board is None
        seen = screen_text(app)
        assert "● jacobian   ∂pₖ/∂zⱼ   ◦ revealed" in seen
        assert "✓ gradient   ∂L/∂zₖ   ✓ derived" in seen
        assert "2 / 2" in seen


async def test_a_board_is_saved_as_markdown_and_never_over_another(tmp_path: Path) -> None:
    app = at(room_with(tmp_path, REACHED))
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot)
        await write(pilot, "p_k - y_k")
        await press(pilot, "ctrl+s")
        assert "Saved as" in screen_text(app)
        await press(pilot, "ctrl+s")
    names = sorted(path.name for path in (tmp_path / "blackboards").iterdir())
    assert names == [f"{SAVED}-2.md", f"{SAVED}.md"]
    text = (tmp_path / "blackboards" / f"{SAVED}.md").read_text("utf-8")
    assert "# Softmax with cross-entropy: gradient" in text
    assert "1. ✓ reached the claim" in text


async def test_a_board_that_cannot_be_saved_says_why_and_stays(tmp_path: Path) -> None:
    app = at(room_with(tmp_path, FOLLOWS))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        await write(pilot, "p_k")
        with patch.object(Services, "keep_sheet", side_effect=StoreError("the disk is full [/b]")):
            await press(pilot, "ctrl+s")
        assert "Not saved: the disk is full [/b]" in screen_text(app)
        assert lines_of(app) == ["p_k"]


async def test_a_dead_prover_is_reported_the_lines_are_kept_and_enter_tries_again(tmp_path: Path) -> None:
    dead = Failed(name=NAME, message="the proof process died")
    app = at(room_with(tmp_path, FOLLOWS, dead, REACHED))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        await write(pilot, "p_k")
        await write(pilot, "p_k - y_k")
        assert "It could not be checked: the proof process died" in screen_text(app)
        assert lines_of(app) == ["p_k"]
        assert typed_at(app) == "p_k - y_k"
        await press(pilot, "enter")
        assert board_of(app).reached


async def test_a_claim_that_cannot_be_opened_is_tried_again_with_enter(tmp_path: Path) -> None:
    room = room_with(tmp_path)
    opens = room.prover.replies[NAME]
    fails = [Failed(name=NAME, message="no memory")]
    room.prover.replies[NAME] = lambda question: (fails.pop(),) if fails else opens(question)
    app = at(room)
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        assert "It could not be checked: no memory" in screen_text(app)
        await press(pilot, "enter")
        assert board_of(app).opened is not None


@pytest.mark.parametrize("silent", [True, False])
async def test_a_prover_that_breaks_or_says_nothing_is_reported(tmp_path: Path, *, silent: bool) -> None:
    def reply(_question: Asked | Typed) -> Sequence[Message]:
        if silent:
            return ()
        raise WorkerError("boom [b]")

    room = room_with(tmp_path)
    room.prover.replies[NAME] = reply
    app = at(room)
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        why = "the prover ended without an answer" if silent else "boom [b]"
        assert f"It could not be checked: {why}" in screen_text(app)


async def test_a_derivation_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    room = room_with(tmp_path)
    room.prover.messages[NAME] = (Failed(name=NAME, message="no such file"),)
    app = at(room, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "It could not be checked: no such file" in screen_text(app)


async def test_a_label_that_no_claim_has_is_named_above_the_list(tmp_path: Path) -> None:
    app = at(room_with(tmp_path), "slope")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "There is no equation slope in this derivation" in screen_text(app)
        assert "jacobian" in screen_text(app)


async def test_nothing_is_lost_when_the_language_changes(tmp_path: Path) -> None:
    app = at(room_with(tmp_path, FOLLOWS, WRONG))
    async with app.run_test(size=(80, 36)) as pilot:
        await press(pilot)
        await write(pilot, "p_k")
        await write(pilot, "p_k + y_k")
        app.action_language()
        await pilot.pause()
        seen = screen_text(app)
        assert "✓ 성립" in seen
        assert "✗ 이 줄은 성립하지 않습니다" in seen
        assert "y_k 항의 부호가 반대입니다" in seen
        assert typed_at(app) == "p_k + y_k"
        assert lines_of(app) == ["p_k"]


async def test_a_board_is_found_again_after_escape_even_from_home(tmp_path: Path) -> None:
    app = at(room_with(tmp_path, FOLLOWS))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        await write(pilot, "p_k")
        await press(pilot, *"y_k", "escape")
        assert "… 1 line" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        app.post_message(BlackboardAsked(NAME, "gradient"))
        await press(pilot)
        assert lines_of(app) == ["p_k"]
        assert typed_at(app) == "y_k"


async def test_w_on_a_derivation_opens_its_blackboard(tmp_path: Path) -> None:
    app = QuizApp(room_with(tmp_path).services, opening=Opening("derive", derivation=NAME))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        assert isinstance(app.screen, DeriveScreen)
        await press(pilot, "w")
        assert book_of(app).name == NAME
        await press(pilot, "escape")
        assert isinstance(app.screen, DeriveScreen)


async def test_w_on_the_list_of_derivations_opens_the_blackboard_of_the_marked_one(tmp_path: Path) -> None:
    app = QuizApp(room_with(tmp_path).services, opening=Opening("derive"))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot)
        assert isinstance(app.screen, DerivationsScreen)
        names = [entry.name for entry in app.screen.catalogue.entries]
        await press(pilot, *["down"] * names.index(NAME), "w")
        assert book_of(app).name == NAME


async def test_a_click_begins_a_claim(tmp_path: Path) -> None:
    app = at(room_with(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        row = next(i for i, line in enumerate(screen_text(app).split("\n")) if "gradient" in line)
        await pilot.click(offset=(10, row))
        await pilot.pause()
        assert book_of(app).at == "gradient"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_blackboard_looks_like_its_goldens(tmp_path: Path, size: tuple[int, int]) -> None:
    app = at(room_with(tmp_path, FOLLOWS, naming("s"), WRONG, REACHED), None)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "down")
        assert_looks_like(app, "blackboard-list")
        await press(pilot, "enter")
        await write(pilot, "dL/dz_k = -y_k + exp(z_k)/sum_j exp(z_j)")
        await write(pilot, "let s = exp(z_k)")
        await write(pilot, "= s/sum_j exp(z_j) + y_k")
        assert_looks_like(app, "blackboard-refused")
        await press(pilot, *["backspace"] * 40)
        await write(pilot, "= p_k - y_k")
        assert_looks_like(app, "blackboard-reached")
        await press(pilot, "l")
        assert_looks_like(app, "blackboard-reached-ko")


ROUTE = (
    "L = -sum_j y_j z_j + log(sum_j exp(z_j))",
    "dL/dz_k = -y_k + exp(z_k)/sum_j exp(z_j)",
    "let s = exp(z_k)",
    "= s/sum_j exp(z_j) - y_k",
    "= p_k - y_k",
)
"""Not the book's, which sums the Jacobian: the logarithm of the softmax is written out first."""


async def test_the_softmax_gradient_is_derived_by_another_route_than_the_books() -> None:
    verified: tuple[str, ...] = ()
    async with Prover(find_derivations(own_pack().derivations), seconds=120) as prover:
        for text in ROUTE:
            typed = Typed(label="gradient", blackboard=True, lines=verified, text=text)
            graded, ended = [said async for said in prover.prove(NAME, judge=False, typed=typed)]
            assert graded.type == "graded", graded
            assert isinstance(ended, Finished)
            assert graded.grade.verdict is GradeVerdict.EQUAL, graded
            assert graded.grade.reached is (text == ROUTE[-1]), text
            verified += (text,)
