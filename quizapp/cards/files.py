"""Which files of a content folder are cards."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from quizapp.cards.problems import Code, Problem
from quizapp.errors import ContentError


@dataclass(frozen=True, slots=True)
class CardFile:
    """A card file as the folder lists it, unread."""

    name: str
    """Its path inside the content folder, as `<topic>/<file name>`."""
    modified_ns: int
    size: int


def find_card_files(content: Path) -> tuple[tuple[CardFile, ...], tuple[Problem, ...]]:
    """Return the card files of a content folder in order of their names, and what cannot be listed.

    A card is a file `content/<topic>/<name>.md`, directly inside a topic folder. Nothing else is: not a
    `README.md`, not a name that begins with a dot, not a file of another kind, not anything directly in
    content/ or deeper than a topic folder. So notes and pictures may lie anywhere.
    Raises ContentError when the content folder itself cannot be listed.
    """
    try:
        with os.scandir(content) as entries:
            topics = sorted(
                entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")
            )
    except OSError as error:
        raise ContentError(
            f"{content}: cannot be read ({error.strerror}) — name a pack: a folder that holds content/"
        ) from error
    files: list[CardFile] = []
    problems: list[Problem] = []
    for topic in topics:
        try:
            with os.scandir(content / topic) as entries:
                cards = [entry for entry in entries if _may_be_a_card(entry.name) and not entry.is_dir()]
        except OSError as error:
            problems.append(_unreadable(content / topic, error.strerror))
            continue
        for entry in cards:
            try:
                found = entry.stat()
            except OSError as error:
                problems.append(_unreadable(content / topic / entry.name, error.strerror))
                continue
            if not stat.S_ISREG(found.st_mode):
                problems.append(_unreadable(content / topic / entry.name, "it is not a regular file"))
                continue
            files.append(CardFile(f"{topic}/{entry.name}", found.st_mtime_ns, found.st_size))
    files.sort(key=lambda file: file.name)
    return tuple(files), tuple(problems)


def _may_be_a_card(file_name: str) -> bool:
    if not file_name.endswith(".md") or file_name.startswith("."):
        return False
    return file_name.lower() not in {"readme.md", "readme.ko.md"}


def _unreadable(path: Path, reason: str | None) -> Problem:
    fix = "make it readable, or move it out of content/"
    return Problem(path, 1, Code.UNREADABLE, f"it cannot be read: {reason or 'unknown reason'}", fix)
