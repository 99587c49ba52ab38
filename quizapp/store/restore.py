"""Going back to a backup, without losing what it replaces."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from quizapp.errors import StoreError
from quizapp.store.backup import ASIDE_NAME, LOG_NAME, copy_log, to_disk
from quizapp.store.database import check_identity, check_integrity, connect_read_only, version_of
from quizapp.store.lock import FolderLock


def restore(folder: Path, backup_file: Path, *, now: Callable[[], datetime]) -> Path | None:
    """Make a copy of a backup the review log; return where the log it replaces was moved, None without one.

    The backup is checked first, the copy after it is made; until then the log is left as it is.
    Raises StoreError when the backup cannot be used, and StoreBusyError while another quizapp is open.
    """
    log = folder / LOG_NAME
    if backup_file.resolve() == log.resolve():
        raise StoreError(f"{backup_file}: is the review log itself — name one of its backups")
    with FolderLock(folder), connect_read_only(backup_file) as backup:
        check_integrity(backup, backup_file)
        check_identity(backup, backup_file)
        if version_of(backup) == 0:
            raise StoreError(f"{backup_file}: is empty — name another backup")
        restored = folder / f"{LOG_NAME}.restored"
        restored.unlink(missing_ok=True)  # left by a restore that was interrupted
        copy_log(backup, restored)
        aside = _move_aside(folder, now())
        restored.replace(log)
        to_disk(folder)
    return aside


def _move_aside(folder: Path, at: datetime) -> Path | None:
    """Rename the log and the files SQLite keeps beside it, so that they still belong together.

    The log goes first: a folder without it does not open while something of it is left, so an interruption
    between two renames cannot join the -wal of one log to another log.
    """
    aside = folder / f"{ASIDE_NAME}{at.astimezone(UTC):%Y-%m-%dT%H%M%S.%fZ}.db"
    moved = False
    for suffix in ("", "-wal", "-shm"):
        part = folder / f"{LOG_NAME}{suffix}"
        if part.exists():
            part.replace(f"{aside}{suffix}")
            moved = True
    return aside if moved else None
