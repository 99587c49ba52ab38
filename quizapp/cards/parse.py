"""The text of one card file to a page."""

import hashlib
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from quizapp.cards.exercises import read_exercise
from quizapp.cards.frontmatter import FrontMatter, read_front_matter
from quizapp.cards.markdown import Mathematics, card_markdown, find_mathematics
from quizapp.cards.model import Exercise, Face, Language
from quizapp.cards.page import Counted, Page, Text, write_text
from quizapp.cards.problems import Code, Finding
from quizapp.cards.sections import Item, Section, split_into_parts

MAX_BYTES = 64 * 1024
"""Far above any card; keeps a stray dump from being parsed."""

_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_parser = cache(card_markdown)


def parse_page(name: str, source: bytes) -> Page:
    """Read a card file; whatever the bytes are, the result is a page that says what is wrong with them.

    The name is the file's path inside the content folder, as `<topic>/<file name>`.
    """
    if len(source) > MAX_BYTES:
        message = f"the file has {len(source):,} bytes, and a card at most {MAX_BYTES:,}"
        return broken_page(name, Finding(1, Code.TOO_LARGE, message, "split it, or move it out of content/"))
    try:
        text = _LINE_END.sub("\n", source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = len(_LINE_END.sub("\n", source[: error.start].decode("utf-8", "replace")).split("\n"))
        message = f"byte {error.start} is not UTF-8 text"
        return broken_page(name, Finding(line, Code.NOT_TEXT, message, "save the file as UTF-8"))
    if (control := _CONTROL.search(text)) is not None:
        line = text.count("\n", 0, control.start()) + 1
        message = f"the file holds the control character U+{ord(control[0]):04X}"
        return broken_page(
            name, Finding(line, Code.NOT_TEXT, message, "remove it, or save the file as UTF-8")
        )
    return _read_text(name, text)


def broken_page(name: str, finding: Finding) -> Page:
    """Return the page of a file that has no text to read."""
    return Page(name, "", None, (finding,), b"")


def _read_text(name: str, source: str) -> Page:
    language = Page(name, "", None, (), b"").language
    stem = name.rpartition("/")[2].removesuffix(".md").removesuffix(".ko")
    tokens = _parser().parse(source)
    mathematics = find_mathematics(tokens)
    front = next((token.content for token in tokens[:1] if token.type == "front_matter"), None)
    front_matter = _read_front_matter(front, language, stem)
    parts = split_into_parts(SyntaxTreeNode(tokens), source.split("\n"), language)
    exercises, exercise_findings = _read_exercises(parts.sections.get(Section.EXERCISES, ()))
    face = Face(
        language=language,
        path=Path(name),
        title=parts.title,
        answer=parts.answer,
        equations=mathematics.equations,
        key_points=tuple(item.text for item in parts.sections.get(Section.KEY_POINTS, ())),
        mistakes=tuple(item.text for item in parts.sections.get(Section.MISTAKES, ())),
        exercises=exercises,
    )
    sections = {
        section.value: Counted(parts.section_lines[section], len(items))
        for section, items in parts.sections.items()
    }
    return Page(
        name=name,
        digest=hashlib.blake2b(source.encode(), digest_size=16).hexdigest(),
        header=front_matter.header,
        findings=(
            *front_matter.findings,
            *parts.findings,
            *_label_findings(mathematics, language),
            *exercise_findings,
        ),
        stored_text=write_text(Text(face, mathematics.formulas, sections, front_matter.lines)),
    )


def _read_front_matter(front: str | None, language: Language, stem: str) -> FrontMatter:
    if language is Language.KOREAN:
        if front is None:
            return FrontMatter(None, {}, ())
        fix = f"remove it; the front matter of {stem}.md holds for every language"
        finding = Finding(1, Code.KOREAN_FRONT_MATTER, "a Korean file has front matter", fix)
        return FrontMatter(None, {}, (finding,))
    if front is None:
        fix = "begin the file with a line `---`, the fields, and another line `---`"
        finding = Finding(1, Code.NO_FRONT_MATTER, "the file has no closed front matter", fix)
        return FrontMatter(None, {}, (finding,))
    read = read_front_matter(front, stem)
    if read.header is None or read.header.id in {None, stem}:
        return read
    message = f"the id `{read.header.id}` differs from the file name `{stem}`"
    fix = f"rename the file to {read.header.id}.md; keep the id, since the card's history hangs on it"
    finding = Finding(read.lines["id"], Code.ID_IS_NOT_FILE_NAME, message, fix)
    return replace(read, findings=(*read.findings, finding))


def _read_exercises(items: tuple[Item, ...]) -> tuple[tuple[Exercise, ...], tuple[Finding, ...]]:
    read = [read_exercise(item) for item in items]
    exercises = tuple(exercise for exercise, _ in read if exercise is not None)
    return exercises, tuple(finding for _, findings in read for finding in findings)


def _label_findings(mathematics: Mathematics, language: Language) -> tuple[Finding, ...]:
    findings = list(mathematics.findings)
    seen: dict[str, int] = {}
    for equation in mathematics.equations:
        if equation.label is None:
            continue
        if equation.label in seen:
            message = f"the label `{equation.label}` is used twice, first on line {seen[equation.label]}"
            fix = "remove one of the two equations, or give it the label that proves it"
            findings.append(Finding(equation.line, Code.LABEL_TWICE, message, fix))
        seen.setdefault(equation.label, equation.line)
    if not seen and language is Language.ENGLISH:
        fix = "show what the derivation proves, closed by `$$ (label)` with one of its labels"
        findings.append(Finding(1, Code.NO_LABEL, "the card shows no labelled equation", fix))
    return tuple(findings)


def read_page_file(content: Path, name: str) -> Page:
    """Read and parse the card file of that name in a content folder."""
    try:
        source = (content / name).read_bytes()
    except OSError as error:
        message = f"it cannot be read: {error.strerror}"
        fix = "make it readable, or move it out of content/"
        return broken_page(name, Finding(1, Code.UNREADABLE, message, fix))
    return parse_page(name, source)
