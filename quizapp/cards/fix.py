"""What `quizapp check --fix` changes: labelled equations and missing ids, and not one other byte."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizapp.cards.atomic import replace_bytes
from quizapp.cards.check import Printed
from quizapp.cards.equations import same_equation
from quizapp.cards.frontmatter import SLUG
from quizapp.cards.library import Library
from quizapp.cards.model import CardId, Equation, Language
from quizapp.cards.page import Page
from quizapp.cards.parse import parse_page
from quizapp.cards.problems import Code, Problem

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_EMPTY_ID = re.compile(r"id[ \t]*:[ \t]*(?=#|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that was made to a file."""

    path: Path
    line: int
    code: Code
    """The kind of problem that it solved."""
    done: str
    """What was changed."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} fixed: {self.done}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a run of fixes did."""

    fixes: tuple[Fix, ...]
    problems: tuple[Problem, ...]
    """Files that could not be written; they are as they were."""


def fix_library(library: Library, printed: Printed) -> Fixed:
    """Write into every card file what its derivation prints, and the ids that are missing.

    Each file is replaced as a whole or not at all. What is wrong in any other way stays as it is; load the
    library again to see it.
    """
    english = {(page.topic, page.stem): page for page in library.pages if page.language is Language.ENGLISH}
    taken = {page.header.id for page in library.pages if page.header is not None}
    fixes: list[Fix] = []
    problems: list[Problem] = []
    for page in library.pages:
        original = english.get((page.topic, page.stem))
        header = original.header if original is not None else None
        claims = printed.get(header.derivation, {}) if header is not None else {}
        path = library.root / page.name
        missing_id = any(finding.code is Code.NO_ID for finding in page.findings)
        add_id = missing_id and page.stem not in taken and SLUG.fullmatch(page.stem) is not None
        try:
            source = path.read_bytes()
            fixed, done = fix_source(
                page.name, source, {} if isinstance(claims, str) else claims, add_id=add_id
            )
            if done:
                replace_bytes(path, fixed)
                taken.add(CardId(page.stem))
        except OSError as error:
            if page.stored_text:
                message = f"the fix cannot be written: {error.strerror}"
                fix = "make the file and its folder writable"
                problems.append(Problem(path, 1, Code.UNWRITABLE, message, fix))
            continue
        fixes += [Fix(path, line, code, text) for line, code, text in done]
    return Fixed(tuple(fixes), tuple(problems))


def fix_source(
    name: str, source: bytes, claims: Mapping[str, str], *, add_id: bool
) -> tuple[bytes, list[tuple[int, Code, str]]]:
    """Return a file with its labelled equations as claimed, and what was changed on which line.

    An edit that would not read back as intended is left to the author.
    """
    page = parse_page(name, source)
    if not page.stored_text:
        return source, []
    labelled = _labelled(page)
    done: list[tuple[int, Code, str]] = []
    # Later equations first, so the lines of the earlier ones stay true.
    for position in reversed(range(len(labelled))):
        equation = labelled[position]
        claim = claims.get(equation.label or "")
        if claim is None or same_equation(equation.latex, claim):
            continue
        edited = _with_equation(source, equation, claim)
        if _reads_back(_labelled(parse_page(name, edited)), labelled, position, claim):
            source = edited
            labelled = _labelled(parse_page(name, source))
            done.insert(
                0, (equation.line, Code.EQUATION_DIFFERS, f"the equation `{equation.label}` is as proved")
            )
    if add_id:
        edited = _with_id(source, page.stem)
        header = parse_page(name, edited).header
        if header is None or header.id == page.stem:
            source = edited
            done.insert(0, (2, Code.NO_ID, f"the card has the id `{page.stem}`"))
    return source, done


def _with_equation(source: bytes, equation: Equation, latex: str) -> bytes:
    """Return the source with an equation's formula replaced and the white space around it kept."""
    text = source.decode()
    starts = _line_starts(text)
    opened = text.index("$$", starts[equation.line - 1]) + 2
    closed = text.find("$$", opened)
    if closed < 0:
        return source
    inside = text[opened:closed]
    # In a quotation the marks at the beginning of each line are no part of the formula.
    blank = " \t\r\n>" if ">" in text[starts[equation.line - 1] : opened] else " \t\r\n"
    before = inside[: len(inside) - len(inside.lstrip(blank))]
    after = inside[len(inside.rstrip(blank)) :]
    newline = _newline(text)
    lines = re.split(r"\r\n?|\n", latex.strip())
    return f"{text[:opened]}{before}{newline.join(lines)}{after}{text[closed:]}".encode()


def _labelled(page: Page) -> tuple[Equation, ...]:
    return page.text(Path()).labelled if page.stored_text else ()


def _reads_back(after: tuple[Equation, ...], before: tuple[Equation, ...], position: int, latex: str) -> bool:
    """Whether an edit changed the one equation at position, and as wanted."""
    if [equation.label for equation in after] != [equation.label for equation in before]:
        return False
    pairs = enumerate(zip(after, before, strict=True))
    return all(same_equation(new.latex, latex if i == position else old.latex) for i, (new, old) in pairs)


def _with_id(source: bytes, card_id: str) -> bytes:
    """Return the source with the id as first field, or in the place where an empty one stands."""
    text = source.decode()
    starts = _line_starts(text)
    for start in starts[1:]:
        if (empty := _EMPTY_ID.match(text, start)) is not None:
            space = " " if text[empty.end() : empty.end() + 1] == "#" else ""
            return f"{text[:start]}id: {card_id}{space}{text[empty.end() :]}".encode()
        if text.startswith(("---", "..."), start):
            break
    return f"{text[: starts[1]]}id: {card_id}{_newline(text)}{text[starts[1] :]}".encode()


def _line_starts(text: str) -> list[int]:
    return [found.start() for found in _LINE.finditer(text)]


def _newline(text: str) -> str:
    """Return the line ending of the first line."""
    found = re.search(r"\r\n?|\n", text)
    return found[0] if found is not None else "\n"
