"""What was answered in a quiz, what would have been right, and why, as the report tells it."""

from collections.abc import Sequence
from itertools import combinations

from quizapp.cards.model import (
    Card,
    Choice,
    ChooseExercise,
    Exercise,
    Language,
    NumberExercise,
    OrderExercise,
    SpotExercise,
)
from quizapp.cards.quantities import write_value
from quizapp.derive.names import latex_name
from quizapp.study.attempt import Attempt, Outcome
from quizapp.study.task import Kind, Task, right_order, shown_values
from quizapp.ui.exercise_words import exercise_words
from quizapp.ui.mistake_words import in_language
from quizapp.ui.quiz_words import quiz_words
from quizapp.ui.widgets.miss_list import Miss

SIZES_OF_ERRORS = ("too_large", "too_small", "sign_flipped", "factor_of_two", "turned_over")
"""The words by which the room tells how far off a number is."""
ARROW = " → "


def miss_of(attempt: Attempt, card: Card, language: Language) -> Miss:
    """Return what the report says about a task that was missed."""
    task, exercise = attempt.task, attempt.task.exercise(card, language)
    given = attempt.tries[-1].text if attempt.tries else ""
    miss = Miss(
        title=card.face(language).title,
        kind=exercise_words(language).kinds[task.kind],
        prompt=_prompt(task, exercise),
        given=given,
        typed=task.kind in {Kind.DERIVE, Kind.NUMBER},
        solved=attempt.outcome is Outcome.RIGHT,
        why=_diagnosis(attempt, language),
    )
    if not given:
        return miss.but(why=quiz_words(language).given_up)
    if miss.solved:
        return miss.but(why=quiz_words(language).helped(attempt.hints))
    match exercise:
        case ChooseExercise() | SpotExercise():
            return _of_choices(miss, chosen(given, _exercises(card, task.position)), exercise.choices)
        case OrderExercise():
            return _of_order(miss, exercise, language)
        case _:
            return miss


def _prompt(task: Task, exercise: Exercise) -> str:
    """Return what was asked, with the inputs that were drawn."""
    if not isinstance(exercise, NumberExercise):
        return exercise.prompt
    values = shown_values(exercise, task.seed)
    inputs = ", ".join(f"${latex_name(name)} = {write_value(value)}$" for name, value in values.items())
    return f"{exercise.prompt} ({inputs})"


def chosen(given: str, faces: Sequence[Exercise]) -> tuple[int, ...]:
    """Return the options that an answer names, by their position, in whichever language it was given."""
    for exercise in faces:
        if not isinstance(exercise, ChooseExercise | SpotExercise):
            continue
        for count in range(1, len(exercise.choices) + 1):
            for positions in combinations(range(len(exercise.choices)), count):
                if "; ".join(exercise.choices[position].text for position in positions) == given:
                    return positions
    return ()


def _exercises(card: Card, position: int) -> tuple[Exercise, ...]:
    return tuple(face.exercises[position] for face in card.faces.values())


def _of_choices(miss: Miss, positions: tuple[int, ...], choices: Sequence[Choice]) -> Miss:
    if not positions:
        return miss
    picked = [choices[position] for position in positions]
    return miss.but(
        given="; ".join(choice.text for choice in picked),
        why=" ".join(choice.reason for choice in picked if not choice.right and choice.reason),
        right="; ".join(choice.text for choice in choices if choice.right),
    )


def _of_order(miss: Miss, exercise: OrderExercise, language: Language) -> Miss:
    try:
        order = [int(number) - 1 for number in miss.given.split(", ")]
        steps = [exercise.steps[position].text for position in order]
    except (ValueError, IndexError):
        return miss
    return miss.but(
        given=ARROW.join(steps),
        why=exercise_words(language).first_right(right_order(order)),
        right=ARROW.join(step.text for step in exercise.steps),
    )


def _diagnosis(attempt: Attempt, language: Language) -> str:
    """Return what went wrong, and where it shows."""
    named = attempt.diagnosis
    if attempt.task.kind is not Kind.NUMBER:
        named = in_language(named, language)
    for name in SIZES_OF_ERRORS:
        if named in {getattr(exercise_words(each), name) for each in Language}:
            named = str(getattr(exercise_words(language), name))
    return " ".join(filter(None, (named, attempt.seen)))
