import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

import quizapp.store.opening
from quizapp.store.database import check_identity, connect, migrate, version_of
from quizapp.store.schema import MIGRATIONS, Migration
from tests.store.conftest import Shelf, record

ADDS_NOTES = Migration(2, ("ALTER TABLE states ADD COLUMN note TEXT NOT NULL DEFAULT ''",))
ADDS_TABLE = Migration(3, ("CREATE TABLE notes (id TEXT)", "INSERT INTO notes VALUES ('x')"))
FAILS = Migration(3, ("CREATE TABLE half_done (id TEXT)", "INSERT INTO no_such_table VALUES (1)"))


@pytest.fixture
def log(shelf: Shelf) -> Iterator[sqlite3.Connection]:
    """A log of version 1 with a review."""
    with shelf.open() as book:
        record(book)
    with closing(connect(shelf.log)) as connection:
        yield connection


def test_published_migrations_count_up_from_one() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_an_older_log_goes_through_every_step_after_its_version(log: sqlite3.Connection) -> None:
    steps: list[int] = []
    migrate(log, lambda step: steps.append(step.version), (*MIGRATIONS, ADDS_NOTES, ADDS_TABLE))
    assert steps == [2, 3]
    assert version_of(log) == 3
    assert log.execute("SELECT count(*) FROM reviews, notes").fetchone()[0] == 1
    migrate(log, lambda step: steps.append(step.version), (*MIGRATIONS, ADDS_NOTES, ADDS_TABLE))
    assert steps == [2, 3]


def test_a_new_log_is_made_without_a_backup_of_nothing(shelf: Shelf) -> None:
    steps: list[int] = []
    with closing(connect(shelf.root / "new.db")) as connection:
        migrate(connection, lambda step: steps.append(step.version))
        assert version_of(connection) == MIGRATIONS[-1].version
    assert steps == []


def test_a_step_that_fails_leaves_the_log_at_the_version_before(log: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
        migrate(log, lambda _: None, (*MIGRATIONS, ADDS_NOTES, FAILS))
    assert version_of(log) == 2
    assert log.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half_done'").fetchone()[0] == 0
    assert log.execute("SELECT count(*) FROM reviews").fetchone()[0] == 1


def test_a_step_whose_backup_fails_is_not_taken(log: sqlite3.Connection) -> None:
    def no_room(_: Migration) -> None:
        raise OSError("no room for the backup")

    with pytest.raises(OSError, match="no room"):
        migrate(log, no_room, (*MIGRATIONS, ADDS_NOTES))
    assert version_of(log) == 1


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
        assert version_of(book._connection) == 2
        assert len(book.reviews()) == 1
    backup = shelf.folder / "backups" / "reviews-2026-11-23T030000Z-before-version-2.db"
    with closing(sqlite3.connect(backup)) as connection:
        assert version_of(connection) == 1
        assert connection.execute("SELECT count(*) FROM reviews").fetchone() == (1,)
