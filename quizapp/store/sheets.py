"""Text files that a learner keeps in a folder of hers; one that is there already is never touched."""

import re
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

from quizapp.errors import StoreError

FOLDER_NAME: Final = "blackboards"
_UNSAFE: Final = re.compile(r"[^\w.-]+")


def keep_sheet(folder: Path, name: str, text: str) -> Path:
    """Write text to `<name>.md` in a folder, or to `<name>-2.md` and so on, and return where it is.

    Raises:
        StoreError: It cannot be written.
    """
    stem = _UNSAFE.sub("-", name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            path = folder / (f"{stem}.md" if number == 1 else f"{stem}-{number}.md")
            with suppress(FileExistsError):
                _write_new(path, text)
                return path
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror}) — choose another folder") from error
    raise AssertionError("numbers do not end")


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink()
            raise
