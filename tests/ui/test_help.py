"""Help and palette: both are made from the table of commands."""

from pathlib import Path

from textual.command import CommandPalette

from quizapp.memory import Rating
from quizapp.ui.app import QuizApp
from quizapp.ui.commands import EVERYWHERE, HOME, TABLE
from quizapp.ui.messages import StudyAsked
from quizapp.ui.screens.help import HelpScreen
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.screens.study import StudyScreen
from tests.ui.room import furnish
from tests.ui.screenshot import screen_text


async def test_lists_every_command_that_works_now(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.rate("sigmoid", Rating.GOOD)
    app = QuizApp(room.services)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        seen = screen_text(app)
        for command in (*HOME, *EVERYWHERE):
            assert (command.help in seen) is (command.id != "home.more"), command.id
        assert TABLE["study.skip"].help not in seen


async def test_leaves_out_what_does_not_work_now(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter", "question_mark")
        assert TABLE["study.reveal"].help in screen_text(app)
        assert TABLE["study.good"].help not in screen_text(app)
        await pilot.press("escape", "space", "question_mark")
        assert TABLE["study.good"].help in screen_text(app)


async def test_speaks_the_language_of_the_room(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("l", "question_mark")
        assert TABLE["home.browse"].help not in screen_text(app)
        assert "질문 없이 카드를 읽습니다" in screen_text(app)


async def test_closes_by_key_and_by_click(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        for key in ("question_mark", "escape", "space"):
            await pilot.press("question_mark")
            assert isinstance(app.screen, HelpScreen)
            await pilot.press(key)
            assert isinstance(app.screen, HomeScreen)
        await pilot.press("question_mark")
        await pilot.click(offset=(40, 12))
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_the_list_scrolls_where_it_does_not_fit(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.press("question_mark")
        frame = app.screen.query_one("#keys")
        assert frame.max_scroll_y > 0
        await pilot.press("end")
        await pilot.wait_for_animation()
        await pilot.pause()
        assert frame.scroll_y == frame.max_scroll_y


async def test_the_palette_offers_commands_and_topics(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await app.workers.wait_for_complete()
        await pilot.pause()
        seen = screen_text(app)
        for title in ("study (enter)", "derive (d)", "theme (t)", "Study: Loss functions"):
            assert title in seen
        assert TABLE["home.up"].help not in seen


async def test_a_topic_is_studied_from_the_palette(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"loss")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert app.screen.view.session.queue == ("softmax",)


async def test_another_topic_takes_the_place_of_a_session(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        app.post_message(StudyAsked(("loss-functions",)))
        await pilot.pause()
        await pilot.pause()
        assert [type(screen) for screen in app.screen_stack] == [HomeScreen, StudyScreen]
