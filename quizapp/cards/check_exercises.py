"""What an exercise asks, compared with what its derivation states, refutes and computes."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from quizapp.cards.equations import as_claimed, first_difference, is_false, same_equation
from quizapp.cards.model import DeriveExercise, NumberExercise, SpotExercise
from quizapp.cards.page import Text
from quizapp.cards.problems import Code, Finding
from quizapp.cards.quantities import accepts, read_number, written_like
from quizapp.cards.questions import DRAWS, Question, as_drawn, as_written

LOOSEST = Fraction(1, 10)
"""The largest share of the value that a tolerance may be."""
FORMULA = re.compile(r"\$([^$]*?(?:=|\\le|\\ge|<|>)[^$]*)\$")
"""A formula that states something."""


def check_exercises(
    text: Text, derivation: str, claims: Mapping[str, str], answers: Mapping[Question, float | str]
) -> Iterator[Finding]:
    """Compare every exercise of a file with the derivation; without answers, numbers are left alone."""
    for exercise in text.face.exercises:
        label = exercise.label
        if label is None:
            continue
        if label not in claims:
            known = ", ".join(f"`{claim}`" for claim in claims) or "none so far"
            message, fix = f"{derivation} does not prove `{label}`", f"use a label that it proves: {known}"
            yield Finding(exercise.line, Code.UNKNOWN_EXERCISE_LABEL, message, fix)
        elif isinstance(exercise, SpotExercise):
            yield from _check_spot(exercise, derivation, claims[label])
        elif is_false(claims[label]) and isinstance(exercise, DeriveExercise | NumberExercise):
            message = f"{derivation} says that `{label}` is false"
            fix = "ask for a label that it proves"
            yield Finding(exercise.line, Code.UNKNOWN_EXERCISE_LABEL, message, fix)
        elif isinstance(exercise, NumberExercise) and answers:
            yield from _check_number(exercise, derivation, answers)


def _check_spot(exercise: SpotExercise, derivation: str, latex: str) -> Iterator[Finding]:
    if not is_false(latex):
        message = f"{derivation} proves `{exercise.label}`, so there is nothing wrong to spot"
        fix = "name a formula that the derivation refutes with `d.refuted`"
        yield Finding(exercise.line, Code.NOT_FALSE, message, fix)
        return
    shown, believed = FORMULA.findall(exercise.prompt), as_claimed(latex)
    if any(same_equation(formula, believed) for formula in shown) or (not shown and "`" in exercise.prompt):
        return
    if len(shown) == 1:
        here, there = first_difference(shown[0], believed)
        message = f"the prompt shows `{here}`, and {derivation} refutes `{there}`"
        fix = "run `quizapp check --fix`, which copies the formula"
    else:
        message = "the prompt does not show the formula that is refuted"
        fix = f"write ${believed}$ in it, or a line of code in backticks"
    yield Finding(exercise.line, Code.SPOT_DIFFERS, message, fix)


def _check_number(
    exercise: NumberExercise, derivation: str, answers: Mapping[Question, float | str]
) -> Iterator[Finding]:
    answer = exercise.answer
    asked = [as_written(derivation, exercise)]
    if any(each.choices for each in exercise.inputs):
        asked += [as_drawn(derivation, exercise, seed) for seed in range(1, DRAWS + 1)]
    for question in asked:
        value = answers.get(question, "it was not computed")
        if isinstance(value, str):
            message = f"{derivation} has no value at {question.inputs}: {value}"
            fix = "give every name that the right side of the claim mentions, inside of its domain"
            yield Finding(exercise.line, Code.NO_VALUE, message, fix)
            return
    value = answers[asked[0]]
    assert isinstance(value, float)
    expected = written_like(value, answer.written)
    if not accepts(answer, value, read_number(expected)):
        message = f"the value {value:.6g} rounded to {expected} is further off than the tolerance"
        yield Finding(answer.line, Code.NUMBER_DIFFERS, message, "write more digits, or a wider tolerance")
    elif expected != answer.written:
        message = f"the card says {answer.written}, and {derivation} computes {expected}"
        fix = "run `quizapp check --fix`, which writes the value"
        yield Finding(answer.line, Code.NUMBER_DIFFERS, message, fix)
    if (answer.tolerance if answer.relative else answer.tolerance / (abs(Fraction(value)) or 1)) > LOOSEST:
        message = f"a tenth of {value:.3g} is less than the tolerance"
        yield Finding(answer.line, Code.LOOSE_TOLERANCE, message, "narrow it, so that a wrong answer fails")
