"""Reading cards without being asked."""

from pathlib import Path

from quizapp.derive.report import Failed, Verdict
from quizapp.ui.app import QuizApp
from quizapp.ui.screens.browse import BrowseScreen
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.widgets.card_list import CardList
from tests.ui.room import card, furnish, proving
from tests.ui.screenshot import screen_text

SLOPE = "activation-functions/sigmoid"


async def test_lists_every_question_under_its_topic(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("b")
        seen = screen_text(app)
        assert "▶ What is the derivative of the sigmoid" in seen
        assert seen.index("Back propagation") < seen.index("What are vanishing gradients?")
        assert "level 2" in seen


async def test_a_card_is_opened_with_its_proof_and_closed_again(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.prover.messages[SLOPE] = proving(SLOPE, slope=Verdict.AGREES)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.press("b", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "It needs only the output" in screen_text(app)
        assert "≈ agrees" in screen_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, BrowseScreen)
        assert "It needs only" not in screen_text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_reading_rates_nothing(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.press("b", "enter", "3", "escape", "down", "enter")
        assert room.services.book.reviews() == ()
        assert "Why is ReLU used" in screen_text(app)


async def test_a_click_opens_a_card(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("b")
        await pilot.click(CardList, offset=(6, 5))
        await pilot.pause()
        assert "What are vanishing gradients?" in screen_text(app)
        assert "The answer." in screen_text(app)


async def test_a_failed_proof_is_explained(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.prover.messages[SLOPE] = [Failed(name=SLOPE, message="sigmoid.py:3: out of time")]
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.press("b", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Not proved: sigmoid.py:3: out of time" in screen_text(app)


async def test_a_long_list_follows_the_mark(tmp_path: Path) -> None:
    deck = [card(f"card{n:02}", title=f"Question {n:02}?") for n in range(60)]
    app = QuizApp(furnish(tmp_path, deck).services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b", *["pagedown"] * 3)
        await pilot.pause()
        assert "▶ Question 30?" in screen_text(app)


async def test_an_empty_pack_has_nothing_to_open(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path, []).services)
    async with app.run_test() as pilot:
        await pilot.press("b", "enter", "down", "d")
        assert isinstance(app.screen, BrowseScreen)
        assert "enter read" not in screen_text(app)
