"""The append-only review log in SQLite."""

from quizapp.store.book import ReviewBook
from quizapp.store.log import Review
from quizapp.store.restore import restore

__all__ = ["Review", "ReviewBook", "restore"]
