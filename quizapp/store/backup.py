"""Copies of the review log: how they are made, named, thinned and found again."""

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from quizapp.errors import StoreError
from quizapp.store.database import check_identity, check_integrity, connect_read_only, explained

LOG_NAME: Final = "reviews.db"
ASIDE_NAME: Final = "reviews-set-aside-"
"""How the name of a log begins that a restored backup has replaced."""
FOLDER_NAME: Final = "backups"
_DAILY_NAME: Final = re.compile(r"reviews-(\d{4}-\d\d-\d\d)\.db")
_KEEP_DAYS, _KEEP_WEEKS, _KEEP_MONTHS = 7, 4, 12


def copy_log(source: sqlite3.Connection, to: Path) -> None:
    """Copy a log to a new file, which appears under its name only when it is complete, sound and on disk."""
    if to.exists():
        raise StoreError(f"{to}: exists already — choose another name")
    part = to.with_name(to.name + ".part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with explained(part):
            target = sqlite3.connect(part, isolation_level=None)
            try:
                source.backup(target)
                target.execute(
                    "PRAGMA journal_mode = DELETE"
                )  # a backup is one file, without a -wal beside it
                check_integrity(target, part)
            finally:
                target.close()
        to_disk(part)
        part.replace(to)
        to_disk(to.parent)
    except OSError as error:
        raise StoreError(f"{to}: cannot be written ({error.strerror}) — choose another folder") from error
    finally:
        with suppress(OSError):  # there is nothing to remove where nothing could be written
            part.unlink()


def stamped_path(folder: Path, at: datetime, purpose: str = "") -> Path:
    """Return a free path in the folder's backups for a copy that is kept until the learner deletes it."""
    name = f"reviews-{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}{purpose}"
    path = folder / FOLDER_NAME / f"{name}.db"
    number = 2
    while path.exists():
        path = folder / FOLDER_NAME / f"{name}-{number}.db"
        number += 1
    return path


def daily_path(folder: Path, day: date) -> Path:
    """Return where the automatic backup of a day lies."""
    return folder / FOLDER_NAME / f"reviews-{day.isoformat()}.db"


def thin(folder: Path) -> None:
    """Delete the automatic backups that are not worth their space; others are never touched."""
    daily = {
        date.fromisoformat(match[1]): path
        for path in backups(folder)
        if (match := _DAILY_NAME.fullmatch(path.name))
    }
    for day in daily.keys() - worth_keeping(daily):
        daily[day].unlink(missing_ok=True)


def worth_keeping(days: Iterable[date]) -> set[date]:
    """Return the last seven days, and the last of each of the last four weeks and twelve months.

    Only days, weeks and months that occur are counted, so a long pause costs no backup.
    """
    kept: set[date] = set()
    newest_first = sorted(days, reverse=True)
    for count, period in (
        (_KEEP_DAYS, lambda day: day),
        (_KEEP_WEEKS, lambda day: day.isocalendar()[:2]),
        (_KEEP_MONTHS, lambda day: (day.year, day.month)),
    ):
        last_of_period: dict[object, date] = {}
        for day in newest_first:
            last_of_period.setdefault(period(day), day)
        kept |= set(list(last_of_period.values())[:count])
    return kept


def backups(folder: Path) -> list[Path]:
    """Return every backup of a folder's log, the newest first."""
    return sorted((folder / FOLDER_NAME).glob("reviews-*.db"), reverse=True)


def newest_sound_backup(folder: Path) -> Path | None:
    """Return the newest backup, or else a log that was set aside, that passes its integrity check."""
    for path in (*backups(folder), *sorted(folder.glob(f"{ASIDE_NAME}*.db"), reverse=True)):
        try:
            with connect_read_only(path) as connection:
                check_integrity(connection, path)
                check_identity(connection, path)
        except StoreError:
            continue
        return path
    return None


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, have reached the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows writes folders through by itself and cannot open them
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
