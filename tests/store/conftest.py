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

SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = datetime(2026, 11, 23, 12, tzinfo=SEOUL).astimezone(UTC)
SCHEDULER = Scheduler(Calendar(SEOUL))


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
