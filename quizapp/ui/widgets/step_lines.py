"""One step of a blackboard as lines: its reason, its verdict, and its formula below."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from textual.content import Content

from quizapp.derive.report import Step, StepKind
from quizapp.ui.widgets.card_layout import equation_lines
from quizapp.ui.widgets.marks import mark
from quizapp.ui.widgets.proof_words import ENGLISH, ProofWords
from quizapp.ui.widgets.wrapping import apart, flush_right, wrap

NUMBER = 5
"""Cells the pointer and the number of a step take."""
NARROWEST_REASON = 24
"""Cells of a reason below which the verdict goes to a line of its own."""


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step and how the reader stands to it."""

    step: Step
    checking: bool = False
    """Whether its verdict is still to come."""
    marked: bool = False
    """Whether the reader is at it."""
    evidence: bool = False
    """Whether its evidence is open."""
    words: ProofWords = ENGLISH


def step_lines(shown: ShownStep, width: int) -> Iterator[Content]:
    """Return the lines of a step, every one at most width cells wide."""
    yield from _heading(shown, width)
    scope = Content.styled(shown.step.scope, ".text--quiet")
    for line in equation_lines(shown.step.latex, width - NUMBER, scope, indent=2, words=shown.words):
        yield line.pad_left(NUMBER)


def standing(shown: ShownStep) -> Content:
    """Return what is known about a step: its verdict and label, or what kind of step it is."""
    step, words = shown.step, shown.words
    match step.kind:
        case StepKind.DEFINITION:
            return Content.styled(words.definition, ".text--quiet")
        case StepKind.HYPOTHESIS:
            return Content.styled(words.given, ".text--quiet")
        case StepKind.STEP | StepKind.CLAIM | StepKind.FALLACY:
            verdict = mark(step.verdict, checking=shown.checking, words=words)
            if step.kind is StepKind.FALLACY and step.good:
                verdict = Content.styled(f"≠ {words.fallacy}", ".verdict--proved")
            return (
                verdict
                if step.label is None
                else verdict + Content.styled(f"   {step.label}", ".text--quiet")
            )
        case _:
            assert_never(step.kind)


def _heading(shown: ShownStep, width: int) -> Iterator[Content]:
    pointer = "▶" if shown.marked else " "
    number = Content.styled(f"{pointer}{shown.step.number:>2}  ", ".step--number")
    right = standing(shown)
    beside = width - NUMBER - right.cell_length - 2
    room = beside if beside >= NARROWEST_REASON else width - NUMBER
    reason = wrap(Content(shown.step.reason), room)
    first = number + reason[0]
    together = apart(first, right, width) if room == beside else None
    yield first if together is None else together
    yield from (line.pad_left(NUMBER) for line in reason[1:])
    if together is None:
        yield from (flush_right(line, width) for line in wrap(right, width))
