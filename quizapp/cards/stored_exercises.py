"""Exercises as plain JSON values, for the cache of parsed files."""

from fractions import Fraction
from typing import Any

from quizapp.cards.model import (
    Answer,
    Choice,
    ChooseExercise,
    DeriveExercise,
    Exercise,
    Input,
    NumberExercise,
    OrderedStep,
    OrderExercise,
    SpotExercise,
    Value,
)


def store_exercise(exercise: Exercise) -> list[object]:
    """Return an exercise as a list that begins with its kind."""
    match exercise:
        case DeriveExercise(label, prompt, line):
            return ["derive", line, prompt, label]
        case ChooseExercise(prompt, choices, line, label):
            return ["choose", line, prompt, label, _store_choices(choices)]
        case SpotExercise(label, prompt, choices, line):
            return ["spot", line, prompt, label, _store_choices(choices)]
        case OrderExercise(prompt, steps, line, label):
            return ["order", line, prompt, label, [[step.text, step.reason] for step in steps]]
        case NumberExercise(label, prompt, inputs, answer, line):
            stored = [[i.name, _store_value(i.value), list(map(str, i.choices)), i.note] for i in inputs]
            written = [answer.written, str(answer.tolerance), answer.relative]
            said = [answer.unit, answer.reason, answer.line]
            return ["number", line, prompt, label, stored, [*written, *said]]


def stored_exercise(fields: list[Any]) -> Exercise:
    """Return the exercise that `store_exercise` stored."""
    kind, line, prompt, label, *more = fields
    match kind:
        case "derive":
            return DeriveExercise(label, prompt, line)
        case "choose":
            return ChooseExercise(prompt, _choices(more[0]), line, label)
        case "spot":
            return SpotExercise(label, prompt, _choices(more[0]), line)
        case "order":
            return OrderExercise(prompt, tuple(OrderedStep(*step) for step in more[0]), line, label)
        case "number":
            inputs = tuple(
                Input(name, _value(value), tuple(map(Fraction, choices)), note)
                for name, value, choices, note in more[0]
            )
            written, tolerance, relative, unit, reason, at = more[1]
            answer = Answer(written, Fraction(tolerance), relative, unit, reason, at)
            return NumberExercise(label, prompt, inputs, answer, line)
        case _:
            raise ValueError(f"no kind of exercise: {kind}")


def _store_choices(choices: tuple[Choice, ...]) -> list[list[object]]:
    return [[choice.text, choice.right, choice.reason] for choice in choices]


def _choices(stored: list[Any]) -> tuple[Choice, ...]:
    return tuple(Choice(*choice) for choice in stored)


def _store_value(value: Value) -> object:
    return str(value) if isinstance(value, Fraction) else [_store_value(part) for part in value]


def _value(stored: Any) -> Value:
    return Fraction(stored) if isinstance(stored, str) else tuple(_value(part) for part in stored)
