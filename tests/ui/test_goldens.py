"""What the screens look like at three sizes, as text that a person has looked at."""

from datetime import date
from pathlib import Path

import pytest

from quizapp.derive.report import Verdict
from quizapp.memory import Rating
from quizapp.settings import Settings
from quizapp.ui.app import QuizApp
from tests.ui.room import furnish, proving
from tests.ui.screenshot import SIZES, assert_looks_like

SLOPE = "activation-functions/sigmoid"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_first_start(tmp_path: Path, size: tuple[int, int]) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert_looks_like(app, "home-first")
        await pilot.press("question_mark")
        await pilot.pause()
        assert_looks_like(app, "help")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_session(tmp_path: Path, size: tuple[int, int]) -> None:
    room = furnish(tmp_path, settings=Settings(interview=date(2026, 12, 20)))
    room.prover.messages[SLOPE] = proving(SLOPE, slope=Verdict.PROVED)
    room.rate("sigmoid", Rating.GOOD)
    room.rate("vanishing", Rating.HARD)
    room.clock.forward(days=9)
    app = QuizApp(room.services)
    async with app.run_test(size=size) as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert_looks_like(app, "home")
        await pilot.press("up", "enter", "s")
        await pilot.pause()
        assert_looks_like(app, "study-question")
        await pilot.press("space")
        await app.workers.wait_for_complete()
        room.clock.forward(seconds=72)
        await pilot.press("tab", "space")
        await pilot.pause()
        assert_looks_like(app, "study-answer")
        await pilot.press("l")
        await pilot.pause()
        assert_looks_like(app, "study-answer-ko")
        await pilot.press("l", "1", *("space", "3") * 4)
        await pilot.pause()
        assert_looks_like(app, "study-end")
        await pilot.press("enter", "l")
        await pilot.pause()
        assert_looks_like(app, "home-done-ko")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_list_of_cards(tmp_path: Path, size: tuple[int, int]) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test(size=size) as pilot:
        await pilot.press("b", "down")
        await pilot.pause()
        assert_looks_like(app, "browse")
