"""A folder of cards."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from quizapp.cards.cache import PageCache
from quizapp.cards.files import CardFile, find_card_files
from quizapp.cards.links import check_links
from quizapp.cards.model import Card, CardId, Face, Language
from quizapp.cards.page import Page, siblings
from quizapp.cards.problems import Problem
from quizapp.cards.topics import read_title


@dataclass(frozen=True, slots=True)
class Library:
    """Every card of a pack, and everything wrong with the files they come from."""

    root: Path
    """The content folder."""
    cards: Mapping[CardId, Card]
    """The cards that can be studied, topic by topic in the order of the folders.

    Their `requires` hold no circle, but may name cards that are not here because they have problems.
    """
    problems: tuple[Problem, ...]
    """What is wrong with the files, without asking any derivation; `check_library` asks them too."""
    pages: tuple[Page, ...] = ()
    """Every file that was read, healthy or not."""
    _titles: dict[tuple[str, Language], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Titles of topics that were asked for."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Names of the folders that hold a card, in order."""
        return tuple(dict.fromkeys(card.topic for card in self.cards.values()))

    def title(self, topic: str, language: Language) -> str:
        """Return what a topic is called; its README says so, see `read_title`."""
        known = self._titles.get((topic, language))
        if known is None:
            known = self._titles[topic, language] = read_title(self.root / topic, language)
        return known

    @property
    def derivations(self) -> tuple[str, ...]:
        """Names of the derivations that cards ask for, in order; also of cards that cannot be studied."""
        return tuple(sorted({page.header.derivation for page in self.pages if page.header is not None}))


class _Faces(Mapping[Language, Face]):
    """The languages of a card, decoded when they are first read."""

    __slots__ = ("_faces", "_pages", "_root")

    def __init__(self, root: Path, pages: dict[Language, Page]) -> None:
        self._root = root
        self._pages = pages
        self._faces: dict[Language, Face] = {}

    def __getitem__(self, language: Language) -> Face:
        face = self._faces.get(language)
        if face is None:
            face = self._faces[language] = self._pages[language].text(self._root).face
        return face

    def __iter__(self) -> Iterator[Language]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def __contains__(self, language: object) -> bool:
        return language in self._pages

    def __repr__(self) -> str:
        return f"<faces: {', '.join(self._pages)}>"


def load_library(content: Path, *, cache: Path | None = None) -> Library:
    """Read every card of a content folder; what counts as one is said in `find_card_files`.

    Files that have not changed since they were last stored in the cache are not parsed again. Raises
    ContentError when the content folder cannot be listed; everything else is a problem in the library.
    """
    files, unlisted = find_card_files(content)
    pages = _read_pages(content, files, cache)
    with _no_garbage_collection():
        hidden, link_problems = check_links(content, pages)
        cards = {card.id: card for card in _cards(content, pages, hidden)}
    problems = [
        Problem(content / page.name, finding.line, finding.code, finding.message, finding.fix)
        for page in pages
        if page.findings
        for finding in page.findings
    ]
    return Library(content, cards, tuple(sorted([*unlisted, *problems, *link_problems])), pages)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Spare the collector from walking, again and again, through values that all stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read_pages(content: Path, files: tuple[CardFile, ...], cache: Path | None) -> tuple[Page, ...]:
    if cache is None:
        return tuple(_parse_file(content, file) for file in files)
    with _no_garbage_collection():
        stored = PageCache(cache, content)
        unchanged = [stored.get(file) for file in files]
    pages = [
        _parse_file(content, file) if page is None else page
        for file, page in zip(files, unchanged, strict=True)
    ]
    stored.replace(zip(files, pages, strict=True))
    return tuple(pages)


def _parse_file(content: Path, file: CardFile) -> Page:
    # Parsing needs markdown, YAML and validation; a start where every page is stored imports none of them.
    from quizapp.cards.parse import read_page_file

    return read_page_file(content, file.name)


def _cards(content: Path, pages: Iterable[Page], hidden: frozenset[str]) -> Iterator[Card]:
    for by_language in siblings(pages):
        english = by_language.get(Language.ENGLISH)
        if english is None or english.header is None or english.header.id is None:
            continue
        if english.name in hidden or not english.usable:
            continue
        header = english.header
        readable = {Language.ENGLISH: english}
        digest = english.digest
        korean = by_language.get(Language.KOREAN)
        if korean is not None and korean.usable:
            readable[Language.KOREAN] = korean
            digest = blake2b(f"{digest} {korean.digest}".encode(), digest_size=16).hexdigest()
        yield Card(
            id=english.header.id,
            topic=english.topic,
            tags=header.tags,
            level=header.level,
            derivation=header.derivation,
            requires=header.requires,
            follow_ups=header.follow_ups,
            sources=header.sources,
            faces=_Faces(content, readable),
            content_hash=digest,
        )
