"""A quiz as JSON: its tasks as a learner sees them, and the answers if they are wanted."""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, assert_never

import click

from quizapp.cards.model import (
    Choice,
    ChooseExercise,
    DeriveExercise,
    Exercise,
    NumberExercise,
    OrderExercise,
    SpotExercise,
)
from quizapp.cards.quantities import write_value, written_like
from quizapp.cli.checking import evaluate_all
from quizapp.cli.surroundings import Surroundings
from quizapp.derive.report import Failed, Outline
from quizapp.errors import ContentError
from quizapp.study.quiz import QuizSettings, draw_quiz
from quizapp.study.task import Task, shown_choices, shown_steps, shown_values

if TYPE_CHECKING:
    from quizapp.cards.library import Library
    from quizapp.cards.questions import Question
    from quizapp.derive.worker import Prover

Asked = Sequence[tuple[Task, Exercise]]


def print_quiz(
    surroundings: Surroundings, library: "Library", settings: QuizSettings, *, answers: bool
) -> None:
    """Print a quiz in the learner's language.

    Raises:
        ContentError: an answer is wanted that its derivation does not give.
    """
    language, cards = surroundings.settings.language, library.cards
    tasks = draw_quiz(cards.values(), settings)
    asked = [(task, task.exercise(cards[task.card], language)) for task in tasks]
    right = right_answers(surroundings, asked) if answers else None
    rows = []
    for at, (task, exercise) in enumerate(asked):
        card = cards[task.card]
        row: dict[str, Any] = {
            "number": at + 1,
            "card": task.card,
            "position": task.position,
            "topic": card.topic,
            "level": card.level,
            "kind": task.kind.value,
            "derivation": task.derivation,
            "label": task.label,
            "seed": task.seed,
            "prompt": exercise.prompt,
            **_shown(task, exercise),
        }
        rows.append(row if right is None else {**row, "answer": right[at]})
    quiz = {"settings": settings.as_values(), "language": language.value, "tasks": rows}
    click.echo(json.dumps(quiz, ensure_ascii=False, indent=1))


def _shown(task: Task, exercise: Exercise) -> dict[str, Any]:
    """Return what stands below the prompt, in the order in which it is shown."""
    match exercise:
        case ChooseExercise() | SpotExercise():
            return {"options": [choice.text for choice in _in_order(task, exercise.choices)]}
        case OrderExercise():
            return {"steps": [exercise.steps[at].text for at in shown_steps(exercise.steps, task.seed)]}
        case NumberExercise():
            values = shown_values(exercise, task.seed)
            inputs = {name: write_value(value) for name, value in values.items()}
            return {"inputs": inputs, "unit": exercise.answer.unit}
        case DeriveExercise():
            return {}
        case _:
            assert_never(exercise)


def _in_order(task: Task, choices: Sequence[Choice]) -> list[Choice]:
    return [choices[at] for at in shown_choices(choices, task.seed)]


def right_answers(surroundings: Surroundings, asked: Asked) -> list[Any]:
    """Return the right answer of each task: numbers and formulas as their derivations compute them.

    Raises:
        ContentError: a derivation does not give what is wanted of it.
    """
    numbers = {at: _question(task, each) for at, (task, each) in enumerate(asked) if _is_number(each)}
    values = evaluate_all(surroundings, list(dict.fromkeys(numbers.values())))
    formulas = formulas_of(
        surroundings,
        dict.fromkeys(task.derivation for task, each in asked if isinstance(each, DeriveExercise)),
    )
    answers: list[Any] = []
    for at, (task, exercise) in enumerate(asked):
        match exercise:
            case ChooseExercise() | SpotExercise():
                answers.append([choice.text for choice in _in_order(task, exercise.choices) if choice.right])
            case OrderExercise():
                answers.append([step.text for step in exercise.steps])
            case NumberExercise():
                value = values.get(numbers[at], "its derivation is not here")
                answers.append(_number(task, exercise, value))
            case DeriveExercise():
                answers.append(_formula(task, formulas))
            case _:
                assert_never(exercise)
    return answers


def _is_number(exercise: Exercise) -> bool:
    return isinstance(exercise, NumberExercise)


def _question(task: Task, exercise: Exercise) -> "Question":
    from quizapp.cards.questions import as_drawn

    assert isinstance(exercise, NumberExercise)
    return as_drawn(task.derivation, exercise, task.seed)


def _number(task: Task, exercise: NumberExercise, value: float | str) -> dict[str, Any]:
    if isinstance(value, str):
        raise ContentError(f"{task.card}: the answer of exercise {task.position + 1} is not known: {value}")
    answer = exercise.answer
    allowed = float(answer.tolerance * abs(value)) if answer.relative else float(answer.tolerance)
    return {"value": value, "written": written_like(value, answer.written), "tolerance": allowed}


def _formula(task: Task, formulas: Mapping[str, Mapping[str, str] | str]) -> str:
    found = formulas.get(task.derivation, "its derivation is not here")
    latex = found if isinstance(found, str) else found.get(task.label or "", "")
    if isinstance(found, str) or not latex:
        raise ContentError(f"{task.card}: the answer of exercise {task.position + 1} is not known: {latex}")
    return latex


def formulas_of(surroundings: Surroundings, names: Iterable[str]) -> dict[str, Mapping[str, str] | str]:
    """Return the formulas of derivations by their labels, or why there are none."""
    from quizapp.derive.measured import Measured
    from quizapp.derive.worker import Prover

    derivations = surroundings.derivations()
    measured = Measured(surroundings.locations.cache / "measured")
    found: dict[str, Mapping[str, str] | str] = {}
    unknown = []
    for name in names:
        known = measured.outline(name, derivations[name]) if name in derivations else None
        if known is not None:
            found[name] = known.labels
        elif name in derivations:
            unknown.append(name)

    async def ask(prover: "Prover") -> None:
        for name in unknown:
            async for message in prover.prove(name, judge=False):
                if isinstance(message, Outline):
                    found[name] = message.labels
                elif isinstance(message, Failed):
                    found[name] = message.message

    async def run() -> None:
        prover = Prover(derivations)
        try:
            await ask(prover)
        finally:
            await prover.close()

    if unknown:
        asyncio.run(run())
    return found
