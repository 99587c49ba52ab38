"""SQLite connections: durable, checked, migrated, and with errors that say what to do."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from quizapp.errors import StoreDamagedError, StoreError
from quizapp.store.schema import APPLICATION_ID, MIGRATIONS, Migration

_WAIT_SECONDS: Final = 2.0
"""How long to wait for another program, such as a database browser, to let go of the file."""

_ADVICE: Final = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_READONLY: "it cannot be written; make the file and its folder writable",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that it exists and that you may read and write it",
    sqlite3.SQLITE_BUSY: "another program has it open; close that program and try again",
    sqlite3.SQLITE_LOCKED: "another program has it open; close that program and try again",
    sqlite3.SQLITE_IOERR: "the disk reports an error; check its health and its free space",
}
_DAMAGE: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file at `path` into StoreError or StoreDamagedError."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code, without its detail
        if code in _DAMAGE:
            raise StoreDamagedError(f"{path}: the file is damaged ({error})") from error
        advice = _ADVICE.get(code, "the change was not stored")
        raise StoreError(f"{path}: {advice} (SQLite says: {error})") from error


def connect(path: Path) -> sqlite3.Connection:
    """Open, or create, a database whose commits are on disk when they return."""
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",  # macOS: through the drive's own cache too
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def connect_read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that the learner named for reading, and close it; errors ask for another one."""
    if path.is_dir():
        raise StoreError(f"{path}: is a folder — name a file in it")
    try:
        with explained(path):
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT_SECONDS
            )
            with closing(connection):
                yield connection
    except StoreDamagedError as error:
        raise StoreDamagedError(f"{error} — name another file") from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make everything inside happen together, on disk when the block ends, or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has already rolled back after some errors, such as a full disk
            connection.execute("ROLLBACK")
        raise


def check_integrity(connection: sqlite3.Connection, path: Path, *, full: bool = True) -> None:
    """Raise StoreDamagedError unless SQLite finds the file sound; the quick check leaves out the indexes."""
    found: str = connection.execute(f"PRAGMA {'integrity' if full else 'quick'}_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreDamagedError(f"{path}: the file is damaged ({found.splitlines()[-1]})")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the log's tables; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_identity(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> None:
    """Raise StoreError unless the file is empty or a review log of a version that this quizapp knows."""
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if identity != APPLICATION_ID and (identity or tables):
        raise StoreError(f"{path}: is not a review log of quizapp — move it away, or choose another folder")
    latest = migrations[-1].version
    if version_of(connection) > latest:
        raise StoreError(
            f"{path}: was written by a newer quizapp (version {version_of(connection)} of its tables; "
            f"this one knows {latest}) — upgrade quizapp"
        )


def migrate(
    connection: sqlite3.Connection,
    before: Callable[[Migration], None],
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Bring the tables to the latest version, each step in one transaction.

    `before` is called ahead of each step that changes an existing log, and stops the migration by raising.
    """
    found = version_of(connection)
    for migration in migrations:
        if migration.version <= found:
            continue
        if found > 0:
            before(migration)
        with transaction(connection):
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {migration.version}")
