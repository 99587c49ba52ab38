"""One quizapp at a time: a lock on a file, which the operating system drops when its holder dies."""

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from quizapp.errors import StoreBusyError, StoreError

_TAKEN: Final = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""What the operating system answers when another process holds the lock."""

_LOCKED_BYTE: Final = 1 << 30
"""Windows refuses to read a locked byte, so the lock lies far behind the process id."""


class FolderLock:
    """Holds a folder, which it makes if need be, for this process until `release`.

    Raises StoreBusyError when another process holds it, and StoreError when the folder cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "reviews.lock"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except FileExistsError as error:
            raise StoreError(
                f"{folder}: is a file, not a folder — choose another place for reviews"
            ) from error
        except OSError as error:
            raise StoreError(
                f"{folder}: cannot be written ({error.strerror}) — make it writable, or choose another folder"
            ) from error
        try:
            _lock(self._file)
        except OSError as error:
            if error.errno not in _TAKEN:
                os.close(self._file)
                raise StoreError(
                    f"{self.path}: cannot be locked ({error.strerror}) — keep the reviews on a local disk"
                ) from error
            holder = os.read(self._file, 20).decode("ascii", "replace").strip()
            os.close(self._file)
            raise StoreBusyError(
                f"{self.path}: another quizapp is using these reviews"
                + (f" (process {holder})" if holder else "")
                + " — close it and try again"
            ) from error
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Let others in; does nothing the second time."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
