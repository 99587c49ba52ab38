"""Every derive exercise of the deck: its answer, rewrites of it and mistakes in it are graded rightly."""

import random
from collections.abc import Iterator

import pytest

from quizapp.derive.declarations import Statement
from quizapp.derive.grade import Desk, hypotheses_of, proves
from quizapp.derive.report import GradeVerdict, StepKind
from tests.derive.deck import Question, desk, latex, questions, rewrites

WRONG = {GradeVerdict.DIFFERENT, GradeVerdict.DOMAIN, GradeVerdict.UNREADABLE, GradeVerdict.RESTATED}
SAMPLE, MISTAKES = 40, 6
PROOF_SECONDS = 5.0


def some() -> list[Question]:
    every = questions()
    return sorted(random.Random(1).sample(every, min(SAMPLE, len(every))), key=str)


def not_equal(at: Desk) -> Iterator[str]:
    """Give what should have been graded equal, and was not."""
    right = latex(at, at.statement.right)
    for typed in (right, *rewrites(at)):
        graded = at.grade(typed)
        if graded.verdict is not GradeVerdict.EQUAL:
            yield f"{typed}: {graded.verdict}, {graded.message} {graded.witness}"


def not_different(at: Desk, most: int | None) -> Iterator[str]:
    """Give the mistakes that were taken for right, and are not proved to be the answer in another form."""
    mistakes = at.mistakes
    if most is not None:
        mistakes = tuple(random.Random(2).sample(mistakes, min(most, len(mistakes))))
    for mistake in mistakes:
        printed = latex(at, mistake.formula)
        if printed == latex(at, at.statement.right):  # An `I` of another size looks the same.
            continue
        graded = at.grade(printed)
        if graded.verdict in WRONG:
            continue
        same = Statement(StepKind.STEP, at.statement.right, mistake.formula, "", "", where=at.statement.where)
        hypotheses = hypotheses_of(at.derivation, at.statement)
        if not proves(at.derivation, same, hypotheses, PROOF_SECONDS):
            yield f"{mistake.name}: {graded.verdict}, {graded.message}"


@pytest.mark.parametrize("question", some(), ids=str)
def test_answers_and_their_rewrites_are_equal(question: Question) -> None:
    assert list(not_equal(desk(question))) == []


@pytest.mark.parametrize("question", some(), ids=str)
def test_mistakes_are_not_taken_for_the_answer(question: Question) -> None:
    assert list(not_different(desk(question), MISTAKES)) == []


def test_three_rewrites_are_tried_of_nearly_every_answer() -> None:
    counts = [len(list(rewrites(desk(question)))) for question in some()]
    assert sum(count >= 3 for count in counts) >= 0.8 * len(counts)


@pytest.mark.soak
@pytest.mark.parametrize("question", questions(), ids=str)
def test_every_exercise_of_the_deck(question: Question) -> None:
    at = desk(question)
    assert [*not_equal(at), *not_different(at, None)] == []
