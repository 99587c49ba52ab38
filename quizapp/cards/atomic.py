"""Replacing a file as a whole, so that nobody ever reads half of it."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path


def replace_bytes(path: Path, content: bytes) -> None:
    """Write content to path through a temporary file beside it; the mode of an existing file stays.

    A symbolic link keeps pointing where it did. Raises OSError, and then path is as it was.
    """
    target = path.resolve()
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
