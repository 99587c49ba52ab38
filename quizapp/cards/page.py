"""One file of a card, as the rules across files and the cache see it.

What every run needs (header and findings) is at hand; the text stays in JSON until somebody reads it, so a
library of thousands of cards opens quickly.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.cards.model import CardId, Equation, Face, Language
from quizapp.cards.problems import Code, Finding
from quizapp.cards.stored_exercises import store_exercise, stored_exercise


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter of a card."""

    id: CardId | None
    """None when the author has not written it yet."""
    tags: tuple[str, ...]
    level: int
    derivation: str
    requires: tuple[CardId, ...]
    follow_ups: tuple[CardId, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """Any formula of a file, inline or display."""

    latex: str
    line: int
    """Line of its first character."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many items a section holds."""

    line: int
    """Line of its heading."""
    items: int


@dataclass(frozen=True, slots=True)
class Text:
    """Everything a file says, with the lines on which it says it."""

    face: Face
    formulas: tuple[Formula, ...]
    """Every formula, in reading order."""
    sections: Mapping[str, Counted]
    """The sections the file has, by their English name."""
    header_lines: Mapping[str, int]
    """Line of every field of the front matter, and of every item of a list as `requires.0`."""

    @property
    def labelled(self) -> tuple[Equation, ...]:
        """The display equations that carry a label, in reading order."""
        return tuple(equation for equation in self.face.equations if equation.label is not None)


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a card."""

    name: str
    """Its path inside the content folder, as `<topic>/<file name>`."""
    digest: str
    """Hex digest of its text with line endings normalised; empty when there is no text."""
    header: Header | None
    """None when the file has no usable front matter, as in every Korean file."""
    findings: tuple[Finding, ...]
    """Everything wrong with the file by itself."""
    stored_text: bytes
    """Its text as `write_text` encodes it; empty when there is none."""

    @property
    def language(self) -> Language:
        """`<id>.ko.md` is Korean, `<id>.md` English."""
        return Language.KOREAN if self.name.endswith(".ko.md") else Language.ENGLISH

    @property
    def topic(self) -> str:
        """Name of the folder the file lies in."""
        return self.name.partition("/")[0]

    @property
    def stem(self) -> str:
        """Name of the file without its ending, the same for both languages."""
        return self.name.rpartition("/")[2].removesuffix(".md").removesuffix(".ko")

    @property
    def usable(self) -> bool:
        """Whether a learner can be shown the file."""
        return bool(self.stored_text) and not any(finding.code.hides for finding in self.findings)

    def text(self, root: Path) -> Text:
        """Decode what the file says; root is the content folder. Only for a page that has a stored text."""
        return read_text(self.stored_text, root / self.name, self.language)

    def header_line(self, field: str) -> int:
        """Return the line of a field of the front matter, or 1 when it is not there."""
        line: int = json.loads(self.stored_text)["header_lines"].get(field, 1)
        return line


def siblings(pages: Iterable[Page]) -> list[dict[Language, Page]]:
    """Return the pages card by card, in order of their files."""
    cards: defaultdict[str, dict[Language, Page]] = defaultdict(dict)
    for page in pages:
        cards[page.name.removesuffix(".md").removesuffix(".ko")][page.language] = page
    return list(cards.values())


def write_text(text: Text) -> bytes:
    """Encode a text as one line of JSON."""
    face = text.face
    stored = {
        "title": face.title,
        "answer": face.answer,
        "equations": [[e.latex, e.label, e.line] for e in face.equations],
        "key_points": face.key_points,
        "mistakes": face.mistakes,
        "exercises": [store_exercise(exercise) for exercise in face.exercises],
        "formulas": [[formula.latex, formula.line] for formula in text.formulas],
        "sections": {name: [counted.line, counted.items] for name, counted in text.sections.items()},
        "header_lines": dict(text.header_lines),
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()


def read_text(stored_text: bytes, path: Path, language: Language) -> Text:
    """Decode the text that `write_text` encoded."""
    stored = json.loads(stored_text)
    face = Face(
        language=language,
        path=path,
        title=stored["title"],
        answer=stored["answer"],
        equations=tuple(Equation(*fields) for fields in stored["equations"]),
        key_points=tuple(stored["key_points"]),
        mistakes=tuple(stored["mistakes"]),
        exercises=tuple(stored_exercise(fields) for fields in stored["exercises"]),
    )
    return Text(
        face=face,
        formulas=tuple(Formula(*fields) for fields in stored["formulas"]),
        sections={name: Counted(*counted) for name, counted in stored["sections"].items()},
        header_lines=stored["header_lines"],
    )


def write_page(page: Page) -> list[object]:
    """Encode everything but the text as plain JSON values."""
    header = page.header
    return [
        page.name,
        page.digest,
        None
        if header is None
        else [
            header.id,
            header.tags,
            header.level,
            header.derivation,
            header.requires,
            header.follow_ups,
            header.sources,
        ],
        [[finding.line, finding.code, finding.message, finding.fix] for finding in page.findings],
    ]


def read_page(fields: list[Any], stored_text: bytes) -> Page:
    """Decode the page that `write_page` encoded."""
    name, digest, stored_header, stored_findings = fields
    header = None
    if stored_header is not None:
        card_id, tags, level, derivation, requires, follow_ups, sources = stored_header
        header = Header(
            card_id, tuple(tags), level, derivation, tuple(requires), tuple(follow_ups), tuple(sources)
        )
    findings = tuple(Finding(line, Code(code), message, fix) for line, code, message, fix in stored_findings)
    return Page(name, digest, header, findings, stored_text)
