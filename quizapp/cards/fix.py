"""What `quizapp check --fix` changes: what derivations print and compute, missing ids, and no other byte."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizapp.cards.atomic import replace_bytes
from quizapp.cards.check import Printed
from quizapp.cards.check_exercises import FORMULA
from quizapp.cards.coverage import COVERAGE, read_sources, write_coverage
from quizapp.cards.equations import as_claimed, is_false, one_line, same_equation
from quizapp.cards.exercises import ANSWER
from quizapp.cards.frontmatter import SLUG
from quizapp.cards.library import Library
from quizapp.cards.model import CardId, Equation, Exercise, Language, NumberExercise, SpotExercise
from quizapp.cards.page import Page
from quizapp.cards.parse import parse_page
from quizapp.cards.problems import Code, Problem
from quizapp.cards.quantities import written_like
from quizapp.cards.questions import Evaluate, Question, as_written

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


def fix_library(
    library: Library, printed: Printed, evaluate: Evaluate | None = None, *, only: Path | None = None
) -> Fixed:
    """Write into every card file, or only one, what its derivation prints and computes, and missing ids.

    Where the pack says what it is to cover, the page that says how it does is written as well. Each file is
    replaced as a whole or not at all. What is wrong in any other way stays as it is; load the library again
    to see it.
    """
    english = {(page.topic, page.stem): page for page in library.pages if page.language is Language.ENGLISH}
    taken = {page.header.id for page in library.pages if page.header is not None}
    chosen = [
        page
        for page in library.pages
        if only is None or (library.root / page.name).resolve() == only.resolve()
    ]
    wanted = {(page.topic, page.stem) for page in chosen}
    asked = [page for place, page in english.items() if place in wanted]
    answers = _answers(library, printed, asked, evaluate)
    fixes: list[Fix] = []
    problems: list[Problem] = []
    for page in chosen:
        original = english.get((page.topic, page.stem))
        header = original.header if original is not None else None
        claims = printed.get(header.derivation, {}) if header is not None else {}
        proved = Proved(
            header.derivation if header is not None else "",
            {} if isinstance(claims, str) else claims,
            answers,
        )
        path = library.root / page.name
        missing_id = any(finding.code is Code.NO_ID for finding in page.findings)
        add_id = missing_id and page.stem not in taken and SLUG.fullmatch(page.stem) is not None
        try:
            source = path.read_bytes()
            fixed, done = fix_source(page.name, source, proved, add_id=add_id)
            if done:
                replace_bytes(path, fixed)
                taken.add(CardId(page.stem))
        except OSError as error:
            if page.stored_text:
                problems.append(_unwritable(path, error))
            continue
        fixes += [Fix(path, line, code, text) for line, code, text in done]
    if only is None:
        _fix_coverage(library, fixes, problems)
    return Fixed(tuple(fixes), tuple(problems))


def _answers(
    library: Library, printed: Printed, pages: Iterable[Page], evaluate: Evaluate | None
) -> Mapping[Question, float | str]:
    questions: dict[Question, None] = {}
    for page in pages:
        name = page.header.derivation if page.header is not None else ""
        claims = printed.get(name)
        if evaluate is None or not page.stored_text or claims is None or isinstance(claims, str):
            continue
        for exercise in page.text(library.root).face.exercises:
            if isinstance(exercise, NumberExercise) and exercise.label in claims:
                questions[as_written(name, exercise)] = None
    return evaluate(list(questions)) if questions and evaluate is not None else {}


def _fix_coverage(library: Library, fixes: list[Fix], problems: list[Problem]) -> None:
    sources = read_sources(library.root)
    if sources is None:
        return
    path = library.root / COVERAGE
    # The front matter that was just written names no other sources, so the cards are as they were read.
    expected = write_coverage(sources, list(library.cards.values()))
    try:
        if path.exists() and path.read_text("utf-8", "replace") == expected:
            return
        replace_bytes(path, expected.encode())
        fixes.append(Fix(path, 1, Code.COVERAGE_DIFFERS, "it says what the cards say"))
    except OSError as error:
        problems.append(_unwritable(path, error))


def _unwritable(path: Path, error: OSError) -> Problem:
    message = f"the fix cannot be written: {error.strerror}"
    return Problem(path, 1, Code.UNWRITABLE, message, "make the file and its folder writable")


@dataclass(frozen=True, slots=True)
class Proved:
    """What a derivation has to say about a card."""

    derivation: str
    claims: Mapping[str, str]
    answers: Mapping[Question, float | str] = field(default_factory=dict)


def fix_source(
    name: str, source: bytes, proved: Proved, *, add_id: bool
) -> tuple[bytes, list[tuple[int, Code, str]]]:
    """Return a file with its equations, wrong formulas and numbers as proved, and what was changed where.

    An edit that would not read back as intended is left to the author.
    """
    page = parse_page(name, source)
    if not page.stored_text:
        return source, []
    done: list[tuple[int, Code, str]] = []
    exercises = page.text(Path()).face.exercises
    # From the bottom up, so that the lines of what is still to come stay true.
    for position in reversed(range(len(exercises))):
        source = _fix_exercise(name, source, position, proved, done)
    labelled = _labelled(page)
    for position in reversed(range(len(labelled))):
        equation = labelled[position]
        claim = proved.claims.get(equation.label or "")
        if claim is None or same_equation(equation.latex, claim):
            continue
        edited = _with_equation(source, equation, claim)
        if _reads_back(_labelled(parse_page(name, edited)), labelled, position, claim):
            source = edited
            labelled = _labelled(parse_page(name, source))
            done.append(
                (equation.line, Code.EQUATION_DIFFERS, f"the equation `{equation.label}` is as proved")
            )
    if add_id:
        edited = _with_id(source, page.stem)
        header = parse_page(name, edited).header
        if header is None or header.id == page.stem:
            source = edited
            done.append((2, Code.NO_ID, f"the card has the id `{page.stem}`"))
    return source, done[::-1]


def _fix_exercise(
    name: str, source: bytes, position: int, proved: Proved, done: list[tuple[int, Code, str]]
) -> bytes:
    exercises = _exercises(name, source)
    exercise = exercises[position]
    claim = proved.claims.get(exercise.label or "")
    if isinstance(exercise, NumberExercise):
        value = proved.answers.get(as_written(proved.derivation, exercise))
        if not isinstance(value, float):
            return source
        number = written_like(value, exercise.answer.written)
        wanted: Exercise = replace(exercise, answer=replace(exercise.answer, written=number))
        edited = _with_line(source, exercise.answer.line, ANSWER, number)
        change = (exercise.answer.line, Code.NUMBER_DIFFERS, f"the answer is {number}, as computed")
    elif isinstance(exercise, SpotExercise) and claim is not None and is_false(claim):
        formulas = FORMULA.findall(exercise.prompt)
        if len(formulas) != 1:
            return source
        believed = one_line(as_claimed(claim))
        wanted = replace(exercise, prompt=exercise.prompt.replace(f"${formulas[0]}$", f"${believed}$"))
        edited = _with_formula(source, exercise.line, formulas[0], believed)
        change = (exercise.line, Code.SPOT_DIFFERS, f"the wrong formula `{exercise.label}` is as refuted")
    else:
        return source
    expected = (*exercises[:position], wanted, *exercises[position + 1 :])
    if wanted == exercise or list(map(_said, _exercises(name, edited))) != list(map(_said, expected)):
        return source
    done.append(change)
    return edited


def _exercises(name: str, source: bytes) -> tuple[Exercise, ...]:
    return parse_page(name, source).text(Path()).face.exercises


def _said(exercise: Exercise) -> Exercise:
    """Return an exercise without the lines on which it stands."""
    if isinstance(exercise, NumberExercise):
        return replace(exercise, line=0, answer=replace(exercise.answer, line=0))
    return replace(exercise, line=0)


def _with_line(source: bytes, line: int, pattern: re.Pattern[str], middle: str) -> bytes:
    """Return the source with the middle group of what a pattern finds in a line replaced."""
    text = source.decode()
    start = _line_starts(text)[line - 1]
    found = pattern.search(text, start)
    if found is None:
        return source
    return f"{text[: found.start(2)]}{middle}{text[found.end(2) :]}".encode()


def _with_formula(source: bytes, line: int, latex: str, instead: str) -> bytes:
    """Return the source with the first such formula from a line on replaced; it may span several lines."""
    text = source.decode()
    start = _line_starts(text)[line - 1]
    written = re.compile(r"\s+".join(map(re.escape, latex.split())))
    found = written.search(text, start)
    return source if found is None else f"{text[: found.start()]}{instead}{text[found.end() :]}".encode()


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
