"""Studying: question, answer, proof, rating, next."""

import asyncio
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from quizapp.cards.model import Card, Language
from quizapp.derive.report import Failed, Verdict
from quizapp.errors import StoreError
from quizapp.memory import Rating
from quizapp.settings import Settings
from quizapp.study.session import Session
from quizapp.ui.app import Opening, QuizApp
from quizapp.ui.screens.derive import DeriveScreen
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.screens.study import StudyScreen
from quizapp.ui.screens.study_view import StudyView
from quizapp.ui.widgets.key_points import KeyPoints
from quizapp.ui.words import words
from tests.ui.room import SIGMOID, Room, card, furnish, proving
from tests.ui.screenshot import screen_text

STUDY = Opening("study")
SLOPE = "activation-functions/sigmoid"


def study(room: Room) -> QuizApp:
    return QuizApp(room.services, opening=STUDY)


def screen_of(app: QuizApp) -> StudyScreen:
    assert isinstance(app.screen, StudyScreen)
    return app.screen


def view_of(app: QuizApp) -> StudyView:
    view = screen_of(app).view
    assert view is not None
    return view


def session_of(app: QuizApp) -> Session:
    return view_of(app).session


def ratings(room: Room) -> list[tuple[str, Rating]]:
    return [(review.card, review.rating) for review in room.services.book.reviews()]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_the_answer_is_hidden_until_it_is_asked_for(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [SIGMOID]))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "What is the derivative of the sigmoid" in screen_text(app)
        assert "only the output" not in screen_text(app)
        await press(pilot, "space")
        seen = screen_text(app)
        assert "It needs only the output" in seen
        assert "A listener must hear" in seen


async def test_card_text_is_shown_as_it_is_written(tmp_path: Path) -> None:
    app = study(
        furnish(tmp_path, [card("odd", title="Is w[i] [/a] [red]x[/]?", answer="[b]no[/b] [/] w[0]")])
    )
    async with app.run_test() as pilot:
        await press(pilot, "space")
        assert "Is w[i] [/a] [red]x[/]?" in screen_text(app)
        assert "[b]no[/b] [/] w[0]" in screen_text(app)


async def test_every_button_names_the_next_interval(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        screen = screen_of(app)
        assert [button.label for button in screen.ratings.buttons] == ["again", "hard", "good", "easy"]
        good = screen.ratings.buttons[2].note
        await press(pilot, "3")
        assert room.services.book.states[SIGMOID.id].interval_days == int(good.removesuffix(" d"))


@pytest.mark.parametrize("rating", Rating)
async def test_a_rating_is_on_disk_before_the_next_card_is_drawn(tmp_path: Path, rating: Rating) -> None:
    room = furnish(tmp_path)
    app = study(room)
    drawn: list[int] = []
    async with app.run_test() as pilot:
        await press(pilot, "space")
        screen = screen_of(app)
        screen.watch(screen, "view", lambda: drawn.append(len(ratings(room))), init=False)
        await press(pilot, str(int(rating)))
        assert drawn[0] == 1
        assert ratings(room) == [("relu", rating)]
        assert session_of(app).current == "sigmoid"


async def test_the_time_a_card_took_is_recorded(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        room.clock.forward(seconds=12.5)
        await press(pilot, "3")
        (review,) = room.services.book.reviews()
        assert review.duration_ms == 12_500
        assert review.content_hash == "hash of relu"
        assert "2 / 4 · 00:12" in screen_text(app)


async def test_nothing_moves_while_the_learner_does_nothing(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        before = screen_text(app)
        room.clock.forward(seconds=90)
        await pilot.pause()
        assert screen_text(app) == before
        await press(pilot, "s")
        assert "01:30" in screen_text(app)


async def test_a_rating_that_cannot_be_saved_keeps_the_card_and_says_why(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space", "space")
        with patch.object(
            type(room.services.book), "record", side_effect=StoreError("the disk is full [/a]")
        ):
            await press(pilot, "3")
        assert "Not saved, the card stays: the disk is full [/a]" in screen_text(app)
        assert session_of(app).current == "relu"
        assert session_of(app).revealed
        assert session_of(app).ticked == {0}
        await press(pilot, "3")
        assert "Not saved" not in screen_text(app)
        assert ratings(room) == [("relu", Rating.GOOD)]


async def test_a_card_not_recalled_comes_back_after_the_others(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [card("a"), card("b")]))
    async with app.run_test() as pilot:
        await press(pilot, "space", "1")
        assert session_of(app).current == "b"
        await press(pilot, "space", "3")
        assert session_of(app).current == "a"
        assert "2 / 2" in screen_text(app)


async def test_rating_keys_do_nothing_before_the_answer_is_on_show(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "1", "2", "3", "4", "enter")
        assert ratings(room) == []
        assert "tick" not in screen_text(app)


async def test_ticked_points_suggest_a_rating_that_enter_accepts(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    app = study(room)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        assert "points →" not in screen_text(app)
        await press(pilot, "space", "space")
        seen = screen_text(app)
        assert "☑ only the output is needed" in seen
        assert "▸ ☐ hence vanishing gradients" in seen
        assert "2 of 3 points → hard?" in seen
        assert [button.suggested for button in screen_of(app).ratings.buttons] == [False, True, False, False]
        await press(pilot, "enter")
        assert ratings(room) == [("sigmoid", Rating.HARD)]


async def test_another_point_is_marked_with_tab(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [SIGMOID]))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space", "tab", "tab", "space")
        assert session_of(app).ticked == {2}
        await press(pilot, "shift+tab", "space")
        assert session_of(app).ticked == set()


async def test_space_reads_on_to_the_points_and_only_then_ticks(tmp_path: Path) -> None:
    long = card("long", answer="\n\n".join(f"Paragraph {n}." for n in range(15)))
    app = study(furnish(tmp_path, [long]))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space")
        assert "▼ space: read on, 3 points to tick" in screen_text(app)
        assert "space read on" in screen_text(app)
        assert "space tick" not in screen_text(app)
        await press(pilot, "space")
        assert "Paragraph 7." in screen_text(app)
        assert "third point" not in screen_text(app)
        await press(pilot, "space")
        assert "☐ third point" in screen_text(app)
        assert "space: tick what you said" in screen_text(app)
        assert session_of(app).ticked == set()
        await press(pilot, "space")
        assert session_of(app).ticked == {0}
        await press(pilot, "pageup")
        assert "space read on" in screen_text(app)


async def test_points_in_sight_are_ticked_at_once(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [SIGMOID]))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        assert "space: tick what you said" in screen_text(app)
        assert "space tick" in screen_text(app)


async def test_points_higher_than_the_screen_can_be_reached_and_ticked(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [card("many", points=tuple(f"point {n}" for n in range(30)))]))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "space", "space", "space")
        assert session_of(app).ticked
        assert "☑ point 0" in screen_text(app)


@pytest.mark.parametrize("language", Language)
def test_the_invitation_to_read_on_is_never_the_shorter_one(language: Language) -> None:
    # Else the page grows with the shorter text, the points come into sight, and it shrinks again, for ever.
    assert cell_len(words(language).read_on(1)) >= cell_len(words(language).tick)


async def test_korean_names_verdicts_and_intervals(tmp_path: Path) -> None:
    room = furnish(tmp_path, [replace_korean_answer(SIGMOID)])
    room.prover.messages[SLOPE] = proving(SLOPE, slope=Verdict.PROVED)
    app = study(room)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "l", "space")
        await app.workers.wait_for_complete()
        await pilot.pause()
        seen = screen_text(app)
        assert "✓ 증명됨   slope" in seen
        assert "1 다시  10분" in seen
        assert "2 어려움  1일" in seen


def replace_korean_answer(card: Card) -> Card:
    korean = replace(card.faces[Language.KOREAN], answer=card.faces[Language.ENGLISH].answer)
    return replace(card, faces={**card.faces, Language.KOREAN: korean})


async def test_a_click_ticks_a_point(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [SIGMOID]))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        await pilot.click("#points", offset=(6, 2))
        await pilot.pause()
        assert session_of(app).ticked == {1}
        assert screen_of(app).query_one("#points", KeyPoints).ticked == {1}


async def test_a_card_can_be_answered_with_the_mouse_alone(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = study(room)

    async def click(pilot: Pilot[None], text: str) -> None:
        lines = screen_text(app).splitlines()
        row = max(y for y, line in enumerate(lines) if text in line)
        await pilot.click(offset=(lines[row].index(text) + 1, row))
        await pilot.pause()

    async with app.run_test() as pilot:
        await pilot.pause()
        await click(pilot, "space reveal ┃")
        assert session_of(app).revealed
        await click(pilot, "good")
        assert ratings(room) == [("relu", Rating.GOOD)]
        await click(pilot, "u undo")
        assert ratings(room) == []
        await click(pilot, "esc home")
        assert isinstance(app.screen, HomeScreen)


async def test_undo_and_redo_follow_the_review_book(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space", "space", "3", "space", "4")
        assert ratings(room) == [("relu", Rating.GOOD), ("sigmoid", Rating.EASY)]
        await press(pilot, "u", "u")
        assert ratings(room) == []
        assert session_of(app).current == "relu"
        assert session_of(app).ticked == {0}
        assert "Taken back: Why is ReLU used" in screen_text(app)
        await press(pilot, "r")
        assert ratings(room) == [("relu", Rating.GOOD)]
        assert session_of(app).current == "sigmoid"
        await press(pilot, "space", "2")
        assert ratings(room) == [("relu", Rating.GOOD), ("sigmoid", Rating.HARD)]
        assert "r redo" not in screen_text(app)


async def test_redo_of_a_card_not_recalled_returns_it(tmp_path: Path) -> None:
    app = study(furnish(tmp_path))
    async with app.run_test() as pilot:
        await press(pilot, "space", "1", "u", "r")
        assert [each.card for each in session_of(app).waiting] == ["relu"]


@pytest.mark.parametrize(("key", "method"), [("u", "undo"), ("r", "redo")])
async def test_an_undo_or_redo_that_cannot_be_saved_changes_nothing(
    tmp_path: Path, key: str, method: str
) -> None:
    room = furnish(tmp_path)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space", "3", "space", "3", "u")
        before = session_of(app)
        with patch.object(type(room.services.book), method, side_effect=StoreError("the disk is full")):
            await press(pilot, key)
        assert "the disk is full" in screen_text(app)
        assert session_of(app) == before


async def test_skipping_asks_a_card_last_and_records_nothing(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "s")
        assert session_of(app).queue[-1] == "relu"
        assert session_of(app).current == "sigmoid"
        assert ratings(room) == []


async def test_a_follow_up_is_named_and_asked_next(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID, card("zeta"), card("vanishing", title="What vanishes?", level=3)])
    app = study(room)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        assert "Then they ask: What vanishes?" in screen_text(app)
        await press(pilot, "f")
        assert "Next: What vanishes?" in screen_text(app)
        assert "f follow-up" not in screen_text(app)
        await press(pilot, "3")
        assert session_of(app).current == "vanishing"


async def test_the_language_changes_on_the_spot(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [SIGMOID]))
    async with app.run_test() as pilot:
        await press(pilot, "space", "space", "l")
        seen = screen_text(app)
        assert "시그모이드의 도함수는" in seen
        assert "☑ 핵심 1" in seen
        assert "꼭 말해야 할 것" in seen


async def test_opens_in_the_language_of_the_settings(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, [SIGMOID], settings=Settings.model_validate({"language": "ko"})))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "시그모이드의 도함수는" in screen_text(app)


async def test_a_verdict_is_shown_when_it_was_measured_and_not_before(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    room.prover.gate = asyncio.Event()
    room.prover.messages[SLOPE] = proving(SLOPE, slope=Verdict.PROVED)
    app = study(room)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert room.prover.asked == []
        await press(pilot, "space")
        assert room.prover.asked == [SLOPE]
        assert "… checking" in screen_text(app)
        assert "proved" not in screen_text(app)
        room.prover.gate.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "✓ proved" in screen_text(app)


@pytest.mark.parametrize("verdict", [Verdict.REFUTED, Verdict.INCONCLUSIVE, Verdict.VACUOUS])
async def test_a_verdict_that_is_no_success_has_no_tick(tmp_path: Path, verdict: Verdict) -> None:
    room = furnish(tmp_path, [SIGMOID])
    room.prover.messages[SLOPE] = proving(SLOPE, slope=verdict)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert verdict.value in screen_text(app)
        assert "✓" not in screen_text(app)


async def test_an_equation_without_a_verdict_is_not_ticked(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    room.prover.messages[SLOPE] = proving(SLOPE, another=Verdict.PROVED)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "– not checked" in screen_text(app)


async def test_a_derivation_that_fails_is_explained(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    room.prover.messages[SLOPE] = [Failed(name=SLOPE, message="sigmoid.py:3: out of time [/a]")]
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Not proved: sigmoid.py:3: out of time [/a]" in screen_text(app)
        assert "– not checked" in screen_text(app)
        assert session_of(app).revealed


async def test_a_prover_that_breaks_down_is_explained(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    room.prover.breaks_with = RuntimeError("the pipe broke")
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        await pilot.pause()
        assert "Not proved: the pipe broke" in screen_text(app)
        assert view_of(app).proofs.checking is None


async def test_a_proof_under_way_is_not_broken_off_for_the_next_card(tmp_path: Path) -> None:
    room = furnish(tmp_path, [card("a"), card("b"), card("c")])
    room.prover.gate = asyncio.Event()
    for name in "abc":
        derivation = f"activation-functions/{name}"
        room.prover.messages[derivation] = proving(derivation, slope=Verdict.PROVED)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space", "3", "space", "3", "space")
        assert room.prover.asked == ["activation-functions/a"]
        room.prover.gate.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert room.prover.asked == ["activation-functions/a", "activation-functions/c"]
        assert view_of(app).proofs.known("activation-functions/c") == {"slope": Verdict.PROVED}


async def test_what_was_proved_is_not_proved_again(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    room.prover.messages[SLOPE] = proving(SLOPE, slope=Verdict.PROVED)
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space")
        await app.workers.wait_for_complete()
        await press(pilot, "1", "space")
        assert "✓ proved" in screen_text(app)
        assert room.prover.asked == [SLOPE]


async def test_the_prover_gets_ready_while_the_question_is_read(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    app = study(room)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert room.prover.warmed == 1


async def test_the_end_tells_what_was_done_and_what_comes_tomorrow(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID, card("b")])
    app = study(room)
    async with app.run_test() as pilot:
        room.clock.forward(seconds=30)
        await press(pilot, "space", "2", "space", "1", "space", "4")
        seen = screen_text(app)
        assert "2 cards · 3 answers · 00:30" in seen
        assert "again 1 · hard 1 · easy 1" in seen
        assert "What is the derivative of the sigmoid" in seen
        assert "Tomorrow: 2 due · 0 new" in seen
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)


async def test_the_last_rating_can_be_taken_back_at_the_end(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "space", "3")
        assert session_of(app).finished
        await press(pilot, "u")
        assert session_of(app).current == "sigmoid"
        assert ratings(room) == []


async def test_without_anything_to_study_says_so(tmp_path: Path) -> None:
    app = study(furnish(tmp_path, []))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Nothing is due" in screen_text(app)


async def test_the_answer_scrolls_by_keyboard(tmp_path: Path) -> None:
    long = card("long", answer="\n\n".join(f"Paragraph {n}." for n in range(30)))
    app = study(furnish(tmp_path, [long]))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space", "pagedown")
        assert screen_of(app).page.scroll_y == 10
        await press(pilot, "up", "up", "down")
        assert screen_of(app).page.scroll_y == 9


async def test_d_opens_the_derivation_of_the_card_and_escape_returns_to_it(tmp_path: Path) -> None:
    room = furnish(tmp_path, [SIGMOID])
    app = study(room)
    async with app.run_test() as pilot:
        await press(pilot, "d")
        assert isinstance(app.screen, StudyScreen)
        await press(pilot, "space", "space", "d")
        assert isinstance(app.screen, DeriveScreen)
        assert room.prover.asked == [SLOPE, SLOPE]
        await press(pilot, "escape")
        assert session_of(app).ticked == {0}
