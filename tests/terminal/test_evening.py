"""A whole evening in a real terminal: study, prove, undo, quit, and come back to exactly that."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.cards.model import CardId
from quizapp.memory import Calendar, CardState, Rating, Scheduler, plan
from quizapp.store import Review, ReviewBook
from tests.terminal.terminal import Terminal

SETTINGS = 'timezone = "UTC"\nnew_per_day = 6\n'


def at_home(folder: Path) -> Path:
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "settings.toml").write_text(SETTINGS, "utf-8")
    return folder


def read_log(folder: Path) -> tuple[tuple[Review, ...], dict[CardId, CardState]]:
    with ReviewBook.open(
        folder / "data", Scheduler(Calendar(UTC)), now=lambda: datetime.now(UTC), new_id=str
    ) as book:
        return book.reviews(), dict(book.states)


def study(terminal: Terminal, place: int, rating: str) -> None:
    terminal.wait_for(f"{place} / 6", "space reveal")
    terminal.press("space")
    terminal.wait_for(f"{place} / 6", "1 again", "2 hard", "3 good", "4 easy")
    terminal.press(rating)


def test_an_evening_is_found_again_exactly(tmp_path: Path) -> None:
    home = at_home(tmp_path)
    with Terminal(home=home, lines=40) as terminal:
        terminal.wait_for("First question")
        terminal.press("enter")
        study(terminal, 1, "3")
        study(terminal, 2, "4")
        terminal.wait_for("3 / 6")
        terminal.press("space")
        terminal.wait_for("1 again")

        terminal.press("d")
        terminal.wait_for("step 1 of ")
        terminal.press("a")
        terminal.wait_until(all_judged, "a verdict on every step")
        terminal.press("escape")

        terminal.wait_for("3 / 6", "1 again")
        terminal.press("2")
        terminal.wait_for("4 / 6")
        terminal.press("u")
        terminal.wait_for("3 / 6")
        terminal.press("q")
        terminal.wait_for("2 of ")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0

    reviews, states = read_log(home)
    assert [review.rating for review in reviews] == [Rating.GOOD, Rating.EASY]
    assert states == as_the_model_says(reviews)

    with Terminal(home=home, lines=40) as terminal:
        terminal.wait_for("2 of ", "4 new")
        terminal.press("r")
        terminal.wait_for("3 of ", "3 new")
        terminal.press("u")
        terminal.wait_for("2 of ", "4 new")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    assert read_log(home) == (reviews, states)


def all_judged(text: str) -> bool:
    """Whether the header counts every step and no step on show waits for its verdict."""
    counted = re.search(r"step (\d+) of (\d+)", text)
    return counted is not None and counted[1] == counted[2] and "checking" not in text and "✓ proved" in text


def as_the_model_says(reviews: tuple[Review, ...]) -> dict[CardId, CardState]:
    scheduler = Scheduler(Calendar(UTC))
    states: dict[CardId, CardState] = {}
    for review in reviews:
        states[review.card] = scheduler.review(states.get(review.card), review.card, review.rating, review.at)
    return states


def test_tomorrow_is_planned_as_the_memory_model_says(tmp_path: Path) -> None:
    home = at_home(tmp_path)
    with Terminal(home=home, lines=40) as terminal:
        terminal.wait_for("First question")
        terminal.press("enter")
        study(terminal, 1, "2")
        study(terminal, 2, "3")
        terminal.wait_for("3 / 6")
        terminal.press("q")
        terminal.wait_for("2 of ")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    reviews, states = read_log(home)
    hard, good = (states[review.card] for review in reviews)
    calendar = Calendar(UTC)
    today = calendar.day(reviews[0].at)
    assert (calendar.day(hard.due) - today).days == 1
    assert (calendar.day(good.due) - today).days == good.interval_days >= 2
    tomorrow = calendar.start(today + timedelta(days=1)) + timedelta(hours=5)
    assert plan([], states, now=tomorrow, calendar=calendar).due == ()
    assert [s.card for s in states.values() if calendar.day(s.due) <= calendar.day(tomorrow)] == [hard.card]
