"""The first screen."""

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from textual._compositor import Compositor
from textual.content import Content

from quizapp.derive.report import Verdict
from quizapp.errors import StoreError
from quizapp.memory import Rating
from quizapp.settings import Settings
from quizapp.ui.app import QuizApp
from quizapp.ui.messages import StudyAsked
from quizapp.ui.screens.browse import BrowseScreen
from quizapp.ui.screens.derivations import DerivationsScreen
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.screens.study import StudyScreen
from quizapp.ui.widgets.today import Today
from quizapp.ui.widgets.topic_list import TopicList, progress
from tests.ui.room import DECK, card, furnish, report
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
        assert "Back propagation: nothing is due or new." in screen_text(app)
        assert "enter" not in screen_text(app).splitlines()[-1]
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


async def test_when_todays_number_is_reached_enter_studies_more_new_cards(tmp_path: Path) -> None:
    room = furnish(tmp_path, settings=Settings(new_per_day=1))
    room.rate("relu", Rating.EASY)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        seen = screen_text(app)
        assert "Nothing is due. Well done." in seen
        assert "▶ 1 more new" in seen
        assert "enter more" in seen
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert len(app.screen.view.session.queue) == 1


async def test_more_of_a_marked_topic_is_of_that_topic(tmp_path: Path) -> None:
    room = furnish(tmp_path, settings=Settings(new_per_day=1))
    room.rate("relu", Rating.EASY)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert app.screen.view.session.queue == ("softmax",)


async def test_a_topic_whose_card_comes_back_within_minutes_can_be_studied(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.rate("vanishing", Rating.AGAIN)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_enter_is_not_offered_when_there_is_nothing_left(tmp_path: Path) -> None:
    room = furnish(tmp_path, [card("only")])
    room.rate("only", Rating.HARD)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "enter" not in screen_text(app)


async def test_a_click_on_the_first_way_on_studies_the_plan_whatever_is_marked(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("down", "down")
        lines = screen_text(app).splitlines()
        row = next(y for y, line in enumerate(lines) if "First question" in line)
        await pilot.click(offset=(lines[row].index("First"), row))
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert len(app.screen.view.session.queue) == len(DECK)


async def test_all_formulas_are_verified_only_when_every_derivation_is_known_good(
    tmp_path: Path,
) -> None:
    room = furnish(tmp_path)
    names = list(room.services.derivations)
    for name in names[1:]:
        room.measured.known[name] = report(name, slope=Verdict.PROVED, bound=Verdict.AGREES)
    app = QuizApp(room.services)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "6 of 6 formulas verified · 1 derivation not proved yet" in screen_text(app)
        room.measured.known[names[0]] = report(names[0], slope=Verdict.INCONCLUSIVE)
        await pilot.press("d", "escape")
        await pilot.pause()
        assert "6 of 7 formulas verified" in screen_text(app)
        assert "not proved" not in screen_text(app)
        room.measured.known[names[0]] = report(names[0], slope=Verdict.PROVED)
        await pilot.press("d", "escape")
        await pilot.pause()
        assert "7 formulas, all verified" in screen_text(app)


async def test_a_refuted_derivation_is_named(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    room.measured.known["loss-functions/softmax"] = report("x", a=Verdict.PROVED, b=Verdict.REFUTED)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.pause()
        seen = screen_text(app)
        assert "✗ Refuted: loss-functions/softmax. Press d to see where." in seen
        assert "1 of 2 formulas verified" in seen


async def test_a_record_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    with patch.object(type(room.measured), "report", side_effect=RuntimeError("planted")):
        app = QuizApp(room.services)
        async with app.run_test() as pilot:
            await pilot.pause()
            assert "planted" in screen_text(app)


async def test_topics_are_called_what_their_readme_says(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    folder = tmp_path / "loss-functions"
    folder.mkdir()
    (folder / "README.md").write_text("# Losses of all kinds\n", "utf-8")
    (folder / "README.ko.md").write_text("# 손실 함수\n", "utf-8")
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        assert "Losses of all kinds" in screen_text(app)
        await pilot.press("l", "down", "down", "down")
        assert "▶ 손실 함수" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "손실 함수 · 난이도 1" in screen_text(app)
        await pilot.press("escape", "b")
        await pilot.pause()
        assert "손실 함수" in screen_text(app)


async def test_the_first_layout_is_the_final_one(tmp_path: Path) -> None:
    widths = []
    lay_out = Today.lay_out

    def remember(today: Today, width: int) -> Content:
        widths.append(width)
        return lay_out(today, width)

    with patch.object(Today, "lay_out", remember):
        app = QuizApp(furnish(tmp_path).services)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
    assert set(widths) == {34}


async def test_a_key_repaints_only_what_it_changes(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("down", "down")
        today = app.screen.query_one(Today)
        with (
            patch.object(Compositor, "render_full_update", autospec=True) as whole_screen,
            patch.object(Today, "render_line", wraps=today.render_line) as lines_of_today,
        ):
            await pilot.press("down")
            await pilot.pause()
        assert (whole_screen.call_count, lines_of_today.call_count) == (0, 0)


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
        assert "11월 23일 (월) · KO" in seen
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
