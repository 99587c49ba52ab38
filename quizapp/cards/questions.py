"""What a number exercise asks its derivation, at the written inputs and at drawn ones."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.cards.model import NumberExercise, Value
from quizapp.cards.page import Text
from quizapp.cards.quantities import drawn, write_value

DRAWS = 5
"""How often the inputs of an exercise are drawn to see whether the derivation has a value there."""


@dataclass(frozen=True, slots=True)
class Question:
    """The right side of a claim at given values."""

    derivation: str
    label: str
    values: tuple[tuple[str, Value], ...]

    @property
    def inputs(self) -> str:
        """The values as a person writes them."""
        return ", ".join(f"{name} = {write_value(value)}" for name, value in self.values)


Evaluate = Callable[[Sequence[Question]], Mapping[Question, float | str]]
"""Asks derivations for values; where there is none, a message says why."""


def as_written(derivation: str, exercise: NumberExercise) -> Question:
    """Return the question at the inputs that stand in the card."""
    return Question(derivation, exercise.label, tuple((i.name, i.value) for i in exercise.inputs))


def as_drawn(derivation: str, exercise: NumberExercise, seed: int) -> Question:
    """Return the question at inputs drawn with a seed."""
    return Question(derivation, exercise.label, tuple(drawn(exercise.inputs, seed).items()))


def questions_of(derivation: str, text: Text) -> Iterator[Question]:
    """Return everything that has to be known to check the number exercises of a file."""
    for exercise in text.face.exercises:
        if isinstance(exercise, NumberExercise):
            yield as_written(derivation, exercise)
            if any(each.choices for each in exercise.inputs):
                yield from (as_drawn(derivation, exercise, seed) for seed in range(1, DRAWS + 1))
