"""The evidence for one step as lines: what was checked, how, and how long it took."""

from collections.abc import Iterator
from typing import assert_never

from textual.content import Content

from quizapp.derive.report import Evidence, Step, StepKind, Witness
from quizapp.ui.widgets.marks import SIGNS
from quizapp.ui.widgets.proof_words import ENGLISH, ProofWords
from quizapp.ui.widgets.wrapping import HARD_SPACE, flush_right, hang, wrap

KIND = 13
"""Cells of the first column: sign, space and the longest kind, with air behind."""
NARROW = 56
"""Width below which the first column stands above its text, not beside it."""
NAME = 12
"""Cells of the name of a value at the point that refutes a claim."""


def evidence_lines(
    step: Step, width: int, *, checking: bool, words: ProofWords = ENGLISH
) -> Iterator[Content]:
    """Return a line or more for every check of a step."""
    if not step.evidence:
        yield from wrap(Content.styled(_why_none(step, words, checking=checking), ".text--quiet"), width)
    for evidence in step.evidence:
        yield from _check(evidence, width, words)
        if evidence.witness is not None:
            yield from _witness(evidence.witness, width, words)


def _why_none(step: Step, words: ProofWords, *, checking: bool) -> str:
    match step.kind:
        case StepKind.DEFINITION:
            return words.definitions_are_not_checked
        case StepKind.HYPOTHESIS:
            return words.hypotheses_are_not_checked
        case StepKind.STEP | StepKind.CLAIM | StepKind.FALLACY:
            return words.being_checked if checking else words.nothing_checked
        case _:
            assert_never(step.kind)


def duration(seconds: float) -> str:
    """Return a time as a reader wants it: `18 ms`, `0.21 s`, `4.3 s`."""
    if seconds < 0.0995:
        return f"{max(1, round(seconds * 1000))} ms"
    return f"{seconds:.2f} s" if seconds < 0.995 else f"{seconds:.1f} s"


def _check(evidence: Evidence, width: int, words: ProofWords) -> Iterator[Content]:
    sign = Content.styled(f"{SIGNS[evidence.verdict]} ", f".verdict--{evidence.verdict.value}")
    kind = sign + Content.styled(words.kinds[evidence.kind], ".text--strong")
    took = Content.styled(duration(evidence.seconds), ".text--quiet")
    summary = Content(evidence.summary.replace(" = ", f"{HARD_SPACE}={HARD_SPACE}"))
    if width < NARROW:
        yield kind + flush_right(took, width - kind.cell_length)
        yield from hang(summary, width, Content("  "), Content("  "))
        return
    room = width - took.cell_length - 2
    head, *more = hang(summary, room, kind.pad_right(KIND - kind.cell_length), Content(" " * KIND))
    yield head + flush_right(took, width - head.cell_length)
    yield from more


def _witness(witness: Witness, width: int, words: ProofWords) -> Iterator[Content]:
    indent = 2 if width < NARROW else KIND
    rows = (
        (words.point, witness.where),
        (words.left, witness.left),
        (words.right, witness.right),
        (words.difference, witness.difference),
    )
    for name, value in rows:
        label = Content.styled(name, ".text--quiet")
        first = label.pad_left(indent).pad_right(NAME - label.cell_length)
        yield from hang(
            Content.styled(value, ".verdict--refuted"), width, first, Content(" " * first.cell_length)
        )
