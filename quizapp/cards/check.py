"""Every rule that asks a derivation, the other language, or a renderer for formulas."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b

from quizapp.cards.equations import first_difference, same_equation
from quizapp.cards.library import Library
from quizapp.cards.model import DeriveExercise, Language
from quizapp.cards.page import Formula, Page, Text, siblings
from quizapp.cards.problems import Code, Finding, Problem
from quizapp.cards.translation import check_translation
from quizapp.errors import MathError

Claims = Mapping[str, str]
"""The LaTeX of every label of a derivation."""

Printed = Mapping[str, Claims | str]
"""What derivations print: for each name its claims, or a message why it cannot be printed."""

Render = Callable[[str], object]
"""Lays a formula out, or raises MathError."""


def check_library(
    library: Library, printed: Printed, *, render: Render | None = None, checked: set[str] | None = None
) -> tuple[Problem, ...]:
    """Return everything wrong with a library, `library.problems` included, in order of files and lines.

    Every formula of every file is given to render. Cards in which nothing is found are added to checked, as
    a digest of everything that was looked at, and cards that are in it are not looked at again; a set may
    be used again as long as this package and the renderer are the same.
    """
    known = set() if checked is None else checked
    problems = list(library.problems)
    digests = {name: _digest(claims) for name, claims in printed.items()}
    for pages in siblings(library.pages):
        english = pages.get(Language.ENGLISH)
        name = english.header.derivation if english is not None and english.header is not None else ""
        looked_at = [
            digests.get(name, ""),
            str(render is not None),
            *(page.digest for page in pages.values()),
        ]
        key = " ".join(looked_at)
        if key in known:
            continue
        found = list(_check_card(library, pages, name, printed.get(name), render))
        problems += found
        if not found:
            known.add(key)
    return tuple(sorted(problems))


def _digest(claims: Claims | str) -> str:
    text = (
        claims
        if isinstance(claims, str)
        else "\n".join(f"{label} {latex}" for label, latex in claims.items())
    )
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _check_card(
    library: Library,
    pages: Mapping[Language, Page],
    name: str,
    claims: Claims | str | None,
    render: Render | None,
) -> Iterator[Problem]:
    texts = {language: page.text(library.root) for language, page in pages.items() if page.stored_text}
    english = texts.get(Language.ENGLISH)
    for language, text in texts.items():
        findings: list[Finding] = []
        if isinstance(claims, str) or claims is None:
            if language is Language.ENGLISH and name:
                findings.append(_no_claims(text, name, claims))
        else:
            findings += _check_proofs(text, name, claims)
        if language is Language.KOREAN and english is not None:
            findings += check_translation(text, english, {} if isinstance(claims, str) else claims or {})
        if render is not None:
            findings += _check_formulas(text.formulas, render)
        for finding in findings:
            yield Problem(text.face.path, finding.line, finding.code, finding.message, finding.fix)


def _no_claims(text: Text, name: str, reason: str | None) -> Finding:
    line = text.header_lines["derivation"]
    if reason is None:
        fix = f"write derivations/{name}.py, or name one that exists"
        return Finding(line, Code.NO_DERIVATION, f"there is no derivation `{name}`", fix)
    fix = f"run `quizapp derive {name}` and correct the derivation"
    return Finding(line, Code.DERIVATION_FAILS, f"the derivation `{name}` cannot be printed: {reason}", fix)


def _check_proofs(text: Text, name: str, claims: Claims) -> Iterator[Finding]:
    """Compare what a file shows and asks with what its derivation proves."""
    for equation in text.labelled:
        label = equation.label or ""
        if label not in claims:
            yield Finding(equation.line, Code.UNKNOWN_LABEL, *_unproved(label, name, claims))
        elif not same_equation(equation.latex, claims[label]):
            shown, proved = first_difference(equation.latex, claims[label])
            message = (
                f"the equation `{label}` differs from what {name} prints: "
                f"the card has `{shown}` where the derivation has `{proved}`"
            )
            fix = "run `quizapp check --fix`, which copies the derivation's text"
            yield Finding(equation.line, Code.EQUATION_DIFFERS, message, fix)
    for exercise in text.face.exercises:
        if isinstance(exercise, DeriveExercise) and exercise.label not in claims:
            yield Finding(
                exercise.line, Code.UNKNOWN_EXERCISE_LABEL, *_unproved(exercise.label, name, claims)
            )


def _unproved(label: str, name: str, claims: Claims) -> tuple[str, str]:
    known = ", ".join(f"`{claim}`" for claim in claims) or "none so far"
    return f"{name} does not prove `{label}`", f"use a label that it proves: {known}"


def _check_formulas(formulas: Iterable[Formula], render: Render) -> Iterator[Finding]:
    """Lay out every formula of a file."""
    for formula in formulas:
        try:
            render(formula.latex)
        except MathError as error:
            line = formula.line + formula.latex.count("\n", 0, max(0, error.position))
            culprit = f" at `{error.command}`" if error.command else ""
            message = f"a formula cannot be shown{culprit}: {error}"
            fix = "write it with the commands that the terminal can show"
            yield Finding(line, Code.BAD_MATH, message, fix)
