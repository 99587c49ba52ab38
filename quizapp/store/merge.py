"""Two logs become one: the union of their events."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from quizapp.errors import StoreError
from quizapp.store.database import check_identity, check_integrity, connect_read_only, explained, migrate

Row = tuple[str | int, ...]

_COLUMNS: Final = {"reviews": 9, "corrections": 4, "attempts": 15, "quizzes": 6}
_SELECT: Final = {table: f"SELECT * FROM {table}" for table in _COLUMNS}  # noqa: S608 - our own names
_INSERT: Final = {
    table: f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608 - our own names
    for table, columns in _COLUMNS.items()
}


def read_events(path: Path) -> dict[str, list[Row]]:
    """Return every row of another log by table; an older log is migrated in memory, not on disk."""
    with (
        connect_read_only(path) as other,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as copy,
    ):
        check_integrity(other, path)
        check_identity(other, path)
        other.backup(copy)
        with explained(path):
            migrate(copy, before=lambda _: None)
        return {table: copy.execute(select).fetchall() for table, select in _SELECT.items()}


def add_events(connection: sqlite3.Connection, events: dict[str, list[Row]], path: Path) -> int:
    """Append the rows that are missing, and return their number.

    Raises StoreError when both logs know an id but not the same event: one of them has been tampered with.
    """
    added = 0
    for table, rows in events.items():
        known: dict[str | int, Row] = {row[0]: tuple(row) for row in connection.execute(_SELECT[table])}
        missing = [row for row in rows if row[0] not in known]
        for row in rows:
            if known.get(row[0], row) != row:
                raise StoreError(
                    f"{path}: its row {row[0]} of {table} differs from ours — nothing was merged; "
                    "one of the two logs was changed by hand"
                )
        connection.executemany(_INSERT[table], missing)
        added += len(missing)
    return added
