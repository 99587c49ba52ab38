import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.store.conftest import EXERCISED, QUIZ, Shelf, record


@pytest.fixture
def raw(shelf: Shelf) -> Iterator[sqlite3.Connection]:
    """Any other program, connected to a log with a review, an undo and a redo."""
    with shelf.open() as book:
        record(book)
        book.undo()
        book.redo()
        book.record_exercise(EXERCISED)
        book.record_quiz(QUIZ)
    with closing(sqlite3.connect(shelf.log, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize("table", ["reviews", "corrections", "attempts", "quizzes"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET at_ms = 0",
        "DELETE FROM {}",
        "INSERT OR REPLACE INTO {} SELECT * FROM {} LIMIT 1",
        "INSERT OR IGNORE INTO {} SELECT * FROM {} LIMIT 1",
    ],
)
def test_no_program_can_change_the_log(raw: sqlite3.Connection, table: str, statement: str) -> None:
    before = raw.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement.replace("{}", table))
    assert raw.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(
    "values",
    [
        "'', 'card', 0, 3, 0, '', '', '', ''",
        "'id', 'card', 0, 5, 0, '', '', '', ''",
        "'id', 'card', 0.5, 3, 0, '', '', '', ''",
        "'id', 'card', 0, 3, -1, '', '', '', ''",
        "'id', NULL, 0, 3, 0, '', '', '', ''",
    ],
    ids=["no id", "rating 5", "half a millisecond", "negative duration", "no card"],
)
def test_the_log_takes_no_row_that_is_not_a_review(raw: sqlite3.Connection, values: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(f"INSERT INTO reviews VALUES ({values})")


def test_undo_and_redo_append(raw: sqlite3.Connection) -> None:
    assert raw.execute("SELECT kind FROM corrections ORDER BY at_ms").fetchall() == [("undo",), ("redo",)]
    assert raw.execute("SELECT count(*) FROM reviews").fetchone() == (1,)
