"""Opening the log of a folder: sound, of the latest version, and never an empty one for a lost one."""

import shlex
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from quizapp.errors import StoreDamagedError
from quizapp.store.backup import FOLDER_NAME, LOG_NAME, backups, copy_log, newest_sound_backup, stamped_path
from quizapp.store.database import (
    check_identity,
    check_integrity,
    connect,
    explained,
    migrate,
    version_of,
)


def open_log(folder: Path, now: Callable[[], datetime]) -> sqlite3.Connection:
    """Open the log of a folder, or begin one in a folder that never had any.

    The caller holds the folder's lock. Raises StoreDamagedError and StoreError.
    """
    path = folder / LOG_NAME
    with advised(folder), explained(path):
        _check_not_lost(folder)
        connection = connect(path)
        try:
            check_identity(connection, path)
            _check_not_emptied(connection, folder)
            check_integrity(connection, path, full=False)
            migrate(
                connection,
                before=lambda step: copy_log(
                    connection, stamped_path(folder, now(), f"-before-version-{step.version}")
                ),
            )
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def advised(folder: Path) -> Iterator[None]:
    """Add to a StoreDamagedError about the folder's log which backup to restore."""
    try:
        yield
    except StoreDamagedError as error:
        backup = newest_sound_backup(folder)
        if backup is None:
            raise StoreDamagedError(
                f"{error}; there is no sound backup in {folder / FOLDER_NAME} — quizapp leaves the "
                f"file as it is: copy it to a safe place, then try `sqlite3 {LOG_NAME} .recover`"
            ) from error
        raise StoreDamagedError(
            f"{error} — run `quizapp restore {shlex.quote(str(backup))}` to go on from the newest sound "
            "backup; what is there is moved aside, not deleted"
        ) from error


def _check_not_lost(folder: Path) -> None:
    if not (folder / LOG_NAME).exists() and (backups(folder) or any(folder.glob("reviews*.db*"))):
        raise StoreDamagedError(f"{folder / LOG_NAME}: the review log is gone, but not what was beside it")


def _check_not_emptied(connection: sqlite3.Connection, folder: Path) -> None:
    if version_of(connection) == 0 and backups(folder):
        raise StoreDamagedError(f"{folder / LOG_NAME}: the review log is empty, but its backups are not")
