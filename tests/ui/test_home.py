"""The first screen."""

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from quizapp.errors import StoreError
from quizapp.memory import Rating
from quizapp.settings import Settings
from quizapp.ui.app import QuizApp
from quizapp.ui.messages import StudyAsked
from quizapp.ui.screens.browse import BrowseScreen
from quizapp.ui.screens.derivations import DerivationsScreen
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.screens.study import StudyScreen
from quizapp.ui.widgets.topic_list import TopicList, progress
from tests.ui.room import card, furnish
from tests.ui.screenshot import screen_text


async def test_a_first_start_explains_itself_and_reaches_a_question_with_one_key(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        seen = screen_text(app)
        assert "Answer aloud, then look" in " ".join(seen.replace("│", " ").split())
        assert "▶ First question" in seen
        await pilot.press("enter")
        assert isinstance(app.screen, StudyScreen)
        assert "Why is ReLU used in hidden layers?" in screen_text(app)


async def test_shows_todays_plan(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.rate("sigmoid", Rating.GOOD)
    room.clock.forward(days=30)
    app = QuizApp(room.services)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        seen = screen_text(app)
        assert "1 due · 3 new · about 4 minutes" in seen
        assert "1 of 4 cards learned" in seen
        assert "▶ Study" in seen


async def test_counts_the_days_to_the_interview(tmp_path: Path) -> None:
    room = furnish(tmp_path, settings=Settings(interview=date(2026, 12, 5)))
    app = QuizApp(room.services)
    async with app.run_test():
        assert "Mon 23 Nov · interview in 12 days · EN" in screen_text(app)


async def test_says_nothing_of_an_interview_that_is_over(tmp_path: Path) -> None:
    room = furnish(tmp_path, settings=Settings(interview=date(2026, 11, 22)))
    app = QuizApp(room.services)
    async with app.run_test():
        assert "interview" not in screen_text(app).splitlines()[0]


async def test_a_marked_topic_is_studied_alone(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter")
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert app.screen.view.session.queue == ("vanishing",)


async def test_the_mark_stops_at_both_ends(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        await pilot.press("up")
        assert home.view is not None
        assert home.view.marked is None
        await pilot.press(*["down"] * 9)
        assert home.view.marked == 2
        await pilot.press(*["up"] * 9)
        assert home.view.marked is None


async def test_a_click_marks_a_topic_and_a_second_one_studies_it(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        await pilot.click(TopicList, offset=(4, 1))
        assert home.view is not None
        assert home.view.marked == 1
        assert isinstance(app.screen, HomeScreen)
        await pilot.click(TopicList, offset=(4, 1))
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_a_click_on_the_first_way_on_studies(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        lines = screen_text(app).splitlines()
        row = next(y for y, line in enumerate(lines) if "First question" in line)
        await pilot.click(offset=(lines[row].index("First"), row))
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_a_topic_with_nothing_to_do_says_so(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.rate("vanishing", Rating.EASY)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "Back propagation: nothing is due or new today" in screen_text(app)
        await pilot.press("up")
        assert "nothing is due or new" not in screen_text(app)


async def test_when_all_is_done_tomorrow_is_named(tmp_path: Path) -> None:
    room = furnish(tmp_path, [card("only")])
    room.rate("only", Rating.HARD)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        assert "Nothing is due. Well done." in screen_text(app)
        assert "Tomorrow: 1 due · 0 new" in screen_text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, HomeScreen)


async def test_undo_takes_back_a_rating_of_an_earlier_start(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.rate("sigmoid", Rating.EASY)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.press("u")
        assert "Taken back: What is the derivative of the sigmoid" in screen_text(app)
        assert room.services.book.states == {}
        await pilot.press("r")
        assert "Given again: What is the derivative" in screen_text(app)
        assert set(room.services.book.states) == {"sigmoid"}


async def test_undo_is_not_offered_before_anything_was_rated(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        assert "u undo" not in screen_text(app)
        await pilot.press("u", "r")
        assert "No rating was taken back last" in screen_text(app)


async def test_a_store_that_fails_is_explained(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.rate("sigmoid", Rating.EASY)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        with patch.object(type(room.services.book), "undo", side_effect=StoreError("the disk is full")):
            await pilot.press("u")
        assert "the disk is full" in screen_text(app)
        assert set(room.services.book.states) == {"sigmoid"}


async def test_browse_starts_at_the_marked_topic(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "b")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.view is not None
        assert app.screen.view.marked == 2


async def test_d_lists_the_derivations(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("d")
        assert isinstance(app.screen, DerivationsScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_what_the_review_book_has_to_say_is_passed_on(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.services.book.notices = ("No backup could be written.",)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        assert "No backup could be written." in screen_text(app)
        await pilot.press("down")
        assert "No backup" not in screen_text(app)


async def test_figures_are_fresh_after_a_session(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("enter", "space", "3", "escape")
        await pilot.pause()
        assert "1 of 4 cards learned" in screen_text(app)


async def test_another_language_is_spoken_at_once(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("l")
        seen = screen_text(app)
        assert "첫 질문" in seen
        assert "11월 23일 월 · KO" in seen
        assert "enter 학습" in seen
        await pilot.press("l")
        assert "▶ First question" in screen_text(app)


async def test_a_long_list_of_topics_follows_the_mark(tmp_path: Path) -> None:
    deck = [card(f"card{n}", topic=f"topic-{n:02}") for n in range(40)]
    app = QuizApp(furnish(tmp_path, deck).services)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Topic 30" not in screen_text(app)
        await pilot.press(*["down"] * 31)
        await pilot.pause()
        assert "▶ Topic 30" in screen_text(app)


async def test_enter_asks_the_app_for_the_plan(tmp_path: Path) -> None:
    asked: list[StudyAsked] = []
    app = QuizApp(furnish(tmp_path).services)

    def hear(message: object) -> None:
        if isinstance(message, StudyAsked):
            asked.append(message)

    async with app.run_test(message_hook=hear) as pilot:
        await pilot.press("enter")
    assert {message.topics for message in asked} == {()}


@pytest.mark.parametrize(
    ("done", "of", "bar"),
    [(0, 9, "▱▱▱▱▱"), (1, 900, "▰▱▱▱▱"), (899, 900, "▰▰▰▰▱"), (9, 9, "▰▰▰▰▰"), (0, 0, "▱▱▱▱▱")],
)
def test_a_bar_is_full_only_when_all_is_learned(done: int, of: int, bar: str) -> None:
    assert progress(done, of, 5) == bar
