"""What was parsed last time, so that an unchanged card is never parsed twice.

The file is text: a line that names the version and the checksum of the rest, a line of JSON with one row a
page, then one line of JSON a page with its text. JSON holds values and nothing that could run. A file
that is damaged, foreign, or of another version of the parser or its libraries counts as empty.
"""

import contextlib
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from quizapp.cards.atomic import replace_bytes
from quizapp.cards.files import CardFile
from quizapp.cards.page import Page, read_page, write_page
from quizapp.cards.problems import Code

_MAGIC = b"quizapp cards"
_LIBRARIES = ("markdown_it", "mdit_py_plugins", "pydantic", "yaml")
_CLOCK_GRAIN_NS = 2_000_000_000
"""The coarsest time stamp of a file system in use (FAT): a file changed within that time of the cache being
written may have changed again with the same time stamp and size, so it is read again."""


def sources_version(folder: Path) -> str:
    """Return a digest of the Python files directly in a folder."""
    digest = hashlib.blake2b(digest_size=16)
    for source in sorted(folder.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def parser_version() -> str:
    """Return a digest of everything that decides what a card's text becomes."""
    digest = hashlib.blake2b(sources_version(Path(__file__).parent).encode(), digest_size=16)
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec is not None and spec.origin is not None and Path(spec.origin).is_file():
            found = Path(spec.origin).stat()
            digest.update(f"{spec.origin} {found.st_mtime_ns} {found.st_size}".encode())
    return digest.hexdigest()


class PageCache:
    """The pages of one content folder, as they were when they were stored."""

    def __init__(self, path: Path, content: Path) -> None:
        """Read the cache at path, if it is one that fits content and this parser."""
        self._path = path
        self._head = b"%s %s %s " % (
            _MAGIC,
            parser_version().encode(),
            hashlib.blake2b(str(content.resolve()).encode("utf-8", "surrogateescape"), digest_size=8)
            .hexdigest()
            .encode(),
        )
        self._written_ns = 0
        self._fresh: dict[str, Page] = {}
        """The pages that were found unchanged."""
        self._rows: Mapping[str, tuple[list[Any], bytes]] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, IndexError):
            self._rows = self._read()

    def _read(self) -> dict[str, tuple[list[Any], bytes]]:
        stored = self._path.read_bytes()
        self._written_ns = self._path.stat().st_mtime_ns
        body = memoryview(stored)[stored.find(b"\n") + 1 :]
        head, rows, *texts = stored.split(b"\n")
        if head != self._head + b"%08x" % zlib.crc32(body):
            return {}
        return {row[2][0]: (row, text) for row, text in zip(json.loads(rows), texts, strict=True)}

    def get(self, file: CardFile) -> Page | None:
        """Return the page of a file that has not changed since it was stored."""
        found = self._rows.get(file.name)
        if found is None or file.modified_ns + _CLOCK_GRAIN_NS > self._written_ns:
            return None
        (modified_ns, size, fields), text = found
        if (modified_ns, size) != (file.modified_ns, file.size):
            return None
        page = self._fresh[file.name] = read_page(fields, text)
        return page

    def replace(self, pages: Iterable[tuple[CardFile, Page]]) -> None:
        """Store pages instead, if they differ; a cache that cannot be written is not worth an error.

        A file that could not be read is left out: its permissions may change without its time stamp.
        """
        kept = [(file, page) for file, page in pages if not _unread(page)]
        if len(kept) == len(self._rows) and all(self._fresh.get(page.name) is page for _, page in kept):
            return
        rows = [[file.modified_ns, file.size, write_page(page)] for file, page in kept]
        lines = [json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()]
        rest = b"\n".join([*lines, *(page.stored_text for _, page in kept)])
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(self._path, self._head + b"%08x\n" % zlib.crc32(rest) + rest)


def _unread(page: Page) -> bool:
    return any(finding.code is Code.UNREADABLE for finding in page.findings)
