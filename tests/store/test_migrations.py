import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

import quizapp.store.opening
from quizapp.store.database import check_identity, connect, migrate, version_of
from quizapp.store.schema import MIGRATIONS, Migration
from tests.store.conftest import Shelf, record

LATEST = MIGRATIONS[-1].version
ADDS_NOTES = Migration(LATEST + 1, ("ALTER TABLE states ADD COLUMN note TEXT NOT NULL DEFAULT ''",))
ADDS_TABLE = Migration(LATEST + 2, ("CREATE TABLE notes (id TEXT)", "INSERT INTO notes VALUES ('x')"))
FAILS = Migration(LATEST + 2, ("CREATE TABLE half_done (id TEXT)", "INSERT INTO no_such_table VALUES (1)"))


@pytest.fixture
def log(shelf: Shelf) -> Iterator[sqlite3.Connection]:
    """A log of the latest version with a review."""
    with shelf.open() as book:
        record(book)
    with closing(connect(shelf.log)) as connection:
        yield connection


def test_published_migrations_count_up_from_one() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_an_older_log_goes_through_every_step_after_its_version(log: sqlite3.Connection) -> None:
    steps: list[int] = []
    migrate(log, lambda step: steps.append(step.version), (*MIGRATIONS, ADDS_NOTES, ADDS_TABLE))
    assert steps == [LATEST + 1, LATEST + 2]
    assert version_of(log) == LATEST + 2
    assert log.execute("SELECT count(*) FROM reviews, notes").fetchone()[0] == 1
    migrate(log, lambda step: steps.append(step.version), (*MIGRATIONS, ADDS_NOTES, ADDS_TABLE))
    assert steps == [LATEST + 1, LATEST + 2]


def test_a_new_log_is_made_without_a_backup_of_nothing(shelf: Shelf) -> None:
    steps: list[int] = []
    with closing(connect(shelf.root / "new.db")) as connection:
        migrate(connection, lambda step: steps.append(step.version))
        assert version_of(connection) == MIGRATIONS[-1].version
    assert steps == []


def test_a_step_that_fails_leaves_the_log_at_the_version_before(log: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        migrate(log, lambda _: None, (*MIGRATIONS, ADDS_NOTES, FAILS))
    assert version_of(log) == LATEST + 1
    assert log.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half_done'").fetchone()[0] == 0
    assert log.execute("SELECT count(*) FROM reviews").fetchone()[0] == 1


def test_a_step_whose_backup_fails_is_not_taken(log: sqlite3.Connection) -> None:
    def no_room(_: Migration) -> None:
        raise OSError("no room for the backup")

    with pytest.raises(OSError, match="no room"):
        migrate(log, no_room, (*MIGRATIONS, ADDS_NOTES))
    assert version_of(log) == LATEST


def test_opening_an_older_log_backs_it_up_before_it_changes(
    shelf: Shelf, log: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.close()
    newer = (*MIGRATIONS, ADDS_NOTES)
    opening = quizapp.store.opening
    monkeypatch.setattr(opening, "migrate", lambda connection, before: migrate(connection, before, newer))
    monkeypatch.setattr(
        opening, "check_identity", lambda connection, path: check_identity(connection, path, newer)
    )
    with shelf.open() as book:
        assert version_of(book._connection) == LATEST + 1
        assert len(book.reviews()) == 1
    backup = shelf.folder / "backups" / f"reviews-2026-11-23T030000Z-before-version-{LATEST + 1}.db"
    with closing(sqlite3.connect(backup)) as connection:
        assert version_of(connection) == LATEST
        assert connection.execute("SELECT count(*) FROM reviews").fetchone() == (1,)


def test_a_log_of_the_first_version_keeps_its_reviews_and_gains_exercises(shelf: Shelf) -> None:
    with closing(connect(shelf.root / "old.db")) as connection:
        migrate(connection, lambda _: None, MIGRATIONS[:1])
        connection.execute("INSERT INTO reviews VALUES ('r', 'c', 0, 3, 0, 'self', '', '', 'x')")
        migrate(connection, lambda _: None)
        assert connection.execute("SELECT count(*) FROM reviews").fetchone()[0] == 1
        assert connection.execute("SELECT count(*) FROM attempts").fetchone()[0] == 0
