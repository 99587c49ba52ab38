"""Which cards were found in order before, so that `quizapp check` need not look at them again."""

import contextlib
import json
from collections.abc import Collection
from pathlib import Path

from quizapp.cards.atomic import replace_bytes
from quizapp.cards.cache import parser_version


def read_checked(path: Path, renderer: str) -> set[str]:
    """Return the digests that `check_library` stored with that version of the renderer and this package.

    A file that is missing, damaged, or of another version counts as empty.
    """
    with contextlib.suppress(OSError, ValueError, RecursionError):
        match json.loads(path.read_bytes()):
            case {"version": [found, rules], "cards": list(cards)} if [found, rules] == _version(renderer):
                return {digest for digest in cards if isinstance(digest, str)}
    return set()


def write_checked(path: Path, renderer: str, digests: Collection[str]) -> None:
    """Store digests; a file that cannot be written is not worth an error."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        content = {"version": _version(renderer), "cards": sorted(digests)}
        replace_bytes(path, json.dumps(content).encode())


def _version(renderer: str) -> list[str]:
    return [renderer, parser_version()]
