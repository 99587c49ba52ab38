import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from quizapp.cards.model import CardId
from quizapp.errors import StoreDamagedError, StoreError
from quizapp.memory import Rating
from quizapp.store import ReviewBook
from tests.store.conftest import EXERCISED, QUIZ, Shelf, record


def test_reviews_of_both_logs_count_and_others_remain_untouched(shelf: Shelf, book: ReviewBook) -> None:
    record(book, "a")
    shelf.clock.advance(days=1)
    with shelf.open("other") as other:
        record(other, "b")
        record(other, "a", Rating.AGAIN)
        before = other.reviews()
    assert book.merge(shelf.root / "other" / "reviews.db") == 2
    assert [r.card for r in book.reviews()] == ["a", "b", "a"]
    assert book.states["a"].lapses == 1  # type: ignore[index]
    with shelf.open("other") as other:
        assert other.reviews() == before


def test_a_review_undone_in_both_logs_comes_back_with_one_redo(shelf: Shelf, book: ReviewBook) -> None:
    record(book, "a")
    book.close()
    shutil.copytree(shelf.folder, shelf.root / "other")
    for name in ("data", "other"):
        with shelf.open(name) as copy:
            copy.undo()
            shelf.clock.advance(seconds=5)
    with shelf.open() as mine:
        mine.merge(shelf.root / "other")
        assert mine.reviews() == ()
        assert mine.redo() is not None
        assert [r.card for r in mine.reviews()] == ["a"]
        assert mine.redo() is None


def test_an_id_that_means_two_things_stops_the_merge(shelf: Shelf, book: ReviewBook) -> None:
    record(book, "a")
    shelf.numbers = iter(range(9))
    with shelf.open("other") as other:
        record(other, "b")
        record(other, "c")
    reviews = book.reviews()
    with pytest.raises(StoreError, match=r"reviews differs from ours — nothing was merged"):
        book.merge(shelf.root / "other")
    assert book.reviews() == reviews


def test_a_file_that_is_no_review_log_is_not_merged(shelf: Shelf, book: ReviewBook) -> None:
    text = shelf.root / "notes.txt"
    text.write_text("not a database, whatever its length: " * 40)
    with pytest.raises(StoreDamagedError, match="file is not a database"):
        book.merge(text)
    foreign = shelf.root / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE songs (title)")
    with pytest.raises(StoreError, match="is not a review log"):
        book.merge(foreign)
    with pytest.raises(StoreError, match="cannot be opened"):
        book.merge(shelf.root / "missing.db")
    assert not (shelf.root / "missing.db").exists()


def test_exercises_and_quizzes_are_kept_and_merged(shelf: Shelf, book: ReviewBook) -> None:
    book.record_exercise(EXERCISED)
    with shelf.open("other") as other:
        other.record_exercise(replace(EXERCISED, id="e2", card=CardId("tanh")))
        other.record_quiz(QUIZ)
    assert book.merge(shelf.root / "other") == 2
    assert [row.id for row in book.exercises()] == ["e1", "e2"]
    assert book.exercises()[0] == EXERCISED
    assert book.quizzes() == (QUIZ,)
