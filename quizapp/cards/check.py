"""Every rule that asks a derivation, the other language, or a renderer for formulas."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from quizapp.cards.check_exercises import check_exercises
from quizapp.cards.coverage import COVERAGE, SOURCES, read_sources
from quizapp.cards.deck import check_deck
from quizapp.cards.equations import first_difference, same_equation
from quizapp.cards.library import Library
from quizapp.cards.model import Language
from quizapp.cards.page import Page, Text, siblings
from quizapp.cards.problems import Code, Finding, Problem
from quizapp.cards.questions import Evaluate, Question, questions_of
from quizapp.cards.speaking import MOST_SECONDS, seconds_to_say
from quizapp.cards.translation import check_translation
from quizapp.errors import MathError

Claims = Mapping[str, str]
"""The LaTeX of every label of a derivation."""

Printed = Mapping[str, Claims | str]
"""What derivations print: for each name its claims, or a message why it cannot be printed."""

Render = Callable[[str], int]
"""Lays a formula out and gives its width in terminal cells, or raises MathError."""

MOST_CELLS = 54
"""What the margins of a card leave of a terminal of 60 columns."""


def check_library(
    library: Library,
    printed: Printed,
    *,
    render: Render | None = None,
    evaluate: Evaluate | None = None,
    checked: set[str] | None = None,
) -> tuple[Problem, ...]:
    """Return everything wrong with a library, `library.problems` included, in order of files and lines.

    Every formula of every file is given to render, and every number exercise to evaluate. Cards in which
    nothing is found are added to checked, as a digest of everything that was looked at, and cards that are
    in it are not looked at again; a set may be used again as long as this package and the renderer are the
    same.
    """
    known = set() if checked is None else checked
    problems = list(library.problems)
    digests = {name: _digest(_flat(claims)) for name, claims in printed.items()}
    waiting: list[_Waiting] = []
    for pages in siblings(library.pages):
        english = pages.get(Language.ENGLISH)
        name = english.header.derivation if english is not None and english.header is not None else ""
        looked_at = [digests.get(name, ""), str(render is not None), str(evaluate is not None)]
        key = " ".join([*looked_at, *(page.digest for page in pages.values())])
        if key not in known:
            waiting.append(_Waiting(key, name, pages, printed.get(name)))
    answers = _ask(library, waiting, evaluate)
    for card in waiting:
        found = list(_check_card(library, card, render, answers))
        problems += found
        if not found:
            known.add(card.key)
    return tuple(sorted([*problems, *_check_deck(library, printed, digests, known)]))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A card that has to be looked at."""

    key: str
    derivation: str
    """Empty when no front matter names one."""
    pages: Mapping[Language, Page]
    claims: Claims | str | None


def _ask(
    library: Library, waiting: Iterable[_Waiting], evaluate: Evaluate | None
) -> Mapping[Question, float | str]:
    if evaluate is None:
        return {}
    questions: dict[Question, None] = {}
    for card in waiting:
        english, claims = card.pages.get(Language.ENGLISH), card.claims
        if english is not None and english.stored_text and claims is not None and not isinstance(claims, str):
            asked = questions_of(card.derivation, english.text(library.root))
            questions.update(dict.fromkeys(each for each in asked if each.label in claims))
    return evaluate(list(questions)) if questions else {}


def _check_deck(
    library: Library, printed: Printed, digests: Mapping[str, str], known: set[str]
) -> Iterator[Problem]:
    looked_at = [
        *(f"{page.name} {page.digest}" for page in library.pages),
        *(f"{name} {digest}" for name, digest in digests.items()),
        *(_digest(_text(library, name)) for name in (SOURCES, COVERAGE)),
    ]
    key = f"deck {_digest(chr(10).join(looked_at))}"
    if key in known:
        return
    claims = {name: labels for name, labels in printed.items() if not isinstance(labels, str)}
    found = list(check_deck(library, claims, read_sources(library.root)))
    yield from found
    if not found:
        known.add(key)


def _text(library: Library, name: str) -> str:
    try:
        return (library.root / name).read_text("utf-8", "replace")
    except OSError:
        return ""


def _flat(claims: Claims | str) -> str:
    if isinstance(claims, str):
        return claims
    return "\n".join(f"{label} {latex}" for label, latex in claims.items())


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _check_card(
    library: Library, card: _Waiting, render: Render | None, answers: Mapping[Question, float | str]
) -> Iterator[Problem]:
    name, claims = card.derivation, card.claims
    texts = {language: page.text(library.root) for language, page in card.pages.items() if page.stored_text}
    english = texts.get(Language.ENGLISH)
    for language, text in texts.items():
        findings = list(_check_length(text, language))
        if isinstance(claims, str) or claims is None:
            if language is Language.ENGLISH and name:
                findings.append(_no_claims(text, name, claims))
        else:
            findings += _check_equations(text, name, claims)
            findings += check_exercises(text, name, claims, answers if language is Language.ENGLISH else {})
        if language is Language.KOREAN and english is not None:
            findings += check_translation(text, english, {} if isinstance(claims, str) else claims or {})
        if render is not None:
            findings += _check_formulas(text, render)
        for finding in findings:
            yield Problem(text.face.path, finding.line, finding.code, finding.message, finding.fix)


def _check_length(text: Text, language: Language) -> Iterator[Finding]:
    seconds = seconds_to_say(text.face.answer, language)
    if seconds > MOST_SECONDS:
        message = f"the answer takes about {seconds:.0f} s to say"
        fix = f"say in {MOST_SECONDS:.0f} s what matters, and leave the rest to follow-ups"
        yield Finding(1, Code.TOO_LONG, message, fix)


def _no_claims(text: Text, name: str, reason: str | None) -> Finding:
    line = text.header_lines["derivation"]
    if reason is None:
        fix = f"write derivations/{name}.py, or name one that exists"
        return Finding(line, Code.NO_DERIVATION, f"there is no derivation `{name}`", fix)
    fix = f"run `quizapp derive {name}` and correct the derivation"
    return Finding(line, Code.DERIVATION_FAILS, f"the derivation `{name}` cannot be printed: {reason}", fix)


def _check_equations(text: Text, name: str, claims: Claims) -> Iterator[Finding]:
    """Compare what a file shows with what its derivation proves."""
    for equation in text.labelled:
        label = equation.label or ""
        if label not in claims:
            known = ", ".join(f"`{claim}`" for claim in claims) or "none so far"
            message, fix = f"{name} does not prove `{label}`", f"use a label that it proves: {known}"
            yield Finding(equation.line, Code.UNKNOWN_LABEL, message, fix)
        elif not same_equation(equation.latex, claims[label]):
            shown, proved = first_difference(equation.latex, claims[label])
            message = (
                f"the equation `{label}` differs from what {name} prints: "
                f"the card has `{shown}` where the derivation has `{proved}`"
            )
            fix = "run `quizapp check --fix`, which copies the derivation's text"
            yield Finding(equation.line, Code.EQUATION_DIFFERS, message, fix)


def _check_formulas(text: Text, render: Render) -> Iterator[Finding]:
    """Lay out every formula of a file; those that stand alone have to fit a small terminal."""
    alone = {equation.latex for equation in text.face.equations}
    for formula in text.formulas:
        try:
            cells = render(formula.latex)
        except MathError as error:
            line = formula.line + formula.latex.count("\n", 0, max(0, error.position))
            culprit = f" at `{error.command}`" if error.command else ""
            message = f"a formula cannot be shown{culprit}: {error}"
            fix = "write it with the commands that the terminal can show"
            yield Finding(line, Code.BAD_MATH, message, fix)
            continue
        if cells > MOST_CELLS and formula.latex in alone:
            message = f"a formula takes {cells} cells of width, and a small terminal has {MOST_CELLS}"
            fix = "name a part of it, or show a shorter claim"
            yield Finding(formula.line, Code.WIDE_MATH, message, fix)
