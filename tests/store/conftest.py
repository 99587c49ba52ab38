"""A book in a temporary folder, with a clock and ids that the test controls."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quizapp.cards.model import CardId
from quizapp.memory import Calendar, CardState, Rating, Scheduler
from quizapp.store import ReviewBook
from quizapp.store.attempts import Exercised, QuizTaken

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = datetime(2026, 11, 23, 12, tzinfo=SEOUL).astimezone(UTC)
SCHEDULER = Scheduler(Calendar(SEOUL))


EXERCISED = Exercised(
    id="e1",
    at=MONDAY,
    card=CardId("sigmoid"),
    position=1,
    kind="derive",
    label="slope",
    seed=7,
    answer="s(1+s)",
    outcome="wrong",
    tries=2,
    hints=1,
    diagnosis="the sign is flipped",
    duration_ms=61_000,
    content_hash="c0ffee",
    quiz="q1",
)
QUIZ = QuizTaken(id="q1", at=MONDAY, duration_ms=600_000, settings='{"seed": 7}', right=8, asked=10)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **delta: float) -> None:
        self.at += timedelta(**delta)


@dataclass
class Shelf:
    """Opens books in folders, one after the other, with one clock."""

    root: Path
    clock: Clock = field(default_factory=Clock)
    numbers: Iterator[int] = field(default_factory=count)

    def new_id(self) -> str:
        return f"{next(self.numbers):032x}"

    def open(self, name: str = "data", scheduler: Scheduler = SCHEDULER) -> ReviewBook:
        return ReviewBook.open(self.root / name, scheduler, now=self.clock, new_id=self.new_id)

    @property
    def folder(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.folder / "reviews.db"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def book(shelf: Shelf) -> Iterator[ReviewBook]:
    with closing(shelf.open()) as opened:
        yield opened


def record(book: ReviewBook, card: str = "sigmoid", rating: Rating = Rating.GOOD) -> CardState:
    return book.record(CardId(card), rating, duration_ms=4200, content_hash="c0ffee")
