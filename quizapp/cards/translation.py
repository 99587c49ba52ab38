"""What must be the same in the Korean and the English file of a card."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from quizapp.cards.equations import first_difference, same_equation
from quizapp.cards.model import (
    ChooseExercise,
    DeriveExercise,
    Equation,
    Exercise,
    NumberExercise,
    OrderExercise,
    SpotExercise,
)
from quizapp.cards.page import Text
from quizapp.cards.problems import Code, Finding


def check_translation(korean: Text, english: Text, claims: Mapping[str, str]) -> Iterator[Finding]:
    """Compare a Korean file with the English one; claims are what the card's derivation prints."""
    file_name = english.face.path.name
    yield from _check_equations(korean, english, claims)
    for name, counted in english.sections.items():
        found = korean.sections.get(name)
        if found is not None and found.items != counted.items:
            message = f"`{name}` has {found.items} items here, and {counted.items} in {file_name}"
            fix = "translate every item, one for one and in the same order"
            yield Finding(found.line, Code.KOREAN_COUNT_DIFFERS, message, fix)
        elif found is None and counted.items:
            message = f"`{name}` is missing here, and has {counted.items} items in {file_name}"
            yield Finding(1, Code.KOREAN_COUNT_DIFFERS, message, "translate the section")
    pairs = zip(korean.face.exercises, english.face.exercises, strict=False)
    for translated, exercise in pairs if len(korean.face.exercises) == len(english.face.exercises) else ():
        if _shape(translated) != _shape(exercise):
            message = f"the exercise differs from the one on line {exercise.line} of {file_name}"
            fix = "keep its kind and label, the order of its options or steps, and its numbers"
            yield Finding(translated.line, Code.KOREAN_EXERCISE_DIFFERS, message, fix)


def _check_equations(korean: Text, english: Text, claims: Mapping[str, str]) -> Iterator[Finding]:
    file_name = english.face.path.name
    if [e.label for e in korean.labelled] != [e.label for e in english.labelled]:
        line = korean.labelled[0].line if korean.labelled else 1
        message = f"it shows {_labels(korean.labelled)}, and {file_name} shows {_labels(english.labelled)}"
        fix = "show the same labelled equations in the same order"
        yield Finding(line, Code.KOREAN_LABELS_DIFFER, message, fix)
        return
    shown, expected = len(korean.face.equations), len(english.face.equations)
    if shown != expected:
        message = f"it shows {shown} display equations, and {file_name} shows {expected}"
        yield Finding(1, Code.KOREAN_LABELS_DIFFER, message, "show the same equations in the same order")
        return
    for translated, equation in zip(korean.labelled, english.labelled, strict=True):
        # Where the derivation prints the label, it says which of the two files is wrong.
        if equation.label in claims or same_equation(translated.latex, equation.latex):
            continue
        here, there = first_difference(translated.latex, equation.latex)
        message = (
            f"the equation `{equation.label}` differs from line {equation.line} of {file_name}: "
            f"here `{here}`, there `{there}`"
        )
        yield Finding(translated.line, Code.KOREAN_EQUATION_DIFFERS, message, "copy the English equation")


def _labels(equations: tuple[Equation, ...]) -> str:
    return ", ".join(f"`{equation.label}`" for equation in equations) or "no labelled equation"


def _shape(exercise: Exercise) -> object:
    """Return what is the same about an exercise in every language."""
    match exercise:
        case DeriveExercise():
            same: object = None
        case ChooseExercise() | SpotExercise():
            same = [choice.right for choice in exercise.choices]
        case OrderExercise():
            same = len(exercise.steps)
        case NumberExercise(inputs=inputs, answer=answer):
            given = [(each.name, each.value, each.choices) for each in inputs]
            same = (given, answer.written, answer.tolerance, answer.relative)
        case _:
            assert_never(exercise)
    return type(exercise), exercise.label, same
