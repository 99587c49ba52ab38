"""One exercise as it is put to a learner: what is shuffled, what is drawn, and which answers are right."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import assert_never

from quizapp.cards.model import (
    Card,
    CardId,
    Choice,
    ChooseExercise,
    DeriveExercise,
    Exercise,
    Language,
    NumberExercise,
    OrderedStep,
    OrderExercise,
    SpotExercise,
    Value,
)
from quizapp.cards.quantities import QuantityError, accepts, drawn, read_number

_DEFINITION = re.compile(r"\$\s*([A-Za-z]\w*'*)\s*=\s*([^$=<>]+?)\s*\$")


class Kind(StrEnum):
    """What a learner does in an exercise."""

    DERIVE = "derive"
    CHOOSE = "choose"
    NUMBER = "number"
    ORDER = "order"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class Task:
    """An exercise of a card with the seed that shuffles and draws it; the same seed gives the same task."""

    card: CardId
    derivation: str
    position: int
    """Which of the card's exercises, from 0; the same in every language."""
    kind: Kind
    label: str | None
    """The claim it rests on, if there is one."""
    seed: int

    def exercise(self, card: Card, language: Language) -> Exercise:
        """Return the exercise in a language."""
        return card.face(language).exercises[self.position]


def task_of(card: Card, position: int, seed: int) -> Task:
    """Return an exercise of a card as a task."""
    exercise = card.face(Language.ENGLISH).exercises[position]
    return Task(card.id, card.derivation, position, kind_of(exercise), exercise.label, seed)


def kind_of(exercise: Exercise) -> Kind:
    """Return what a learner does in an exercise."""
    match exercise:
        case DeriveExercise():
            return Kind.DERIVE
        case ChooseExercise():
            return Kind.CHOOSE
        case NumberExercise():
            return Kind.NUMBER
        case OrderExercise():
            return Kind.ORDER
        case SpotExercise():
            return Kind.SPOT
        case _:
            assert_never(exercise)


def shown_choices(choices: Sequence[Choice], seed: int) -> tuple[int, ...]:
    """Return the order in which options are shown, by their positions: no place is right more often."""
    return tuple(Random(seed).sample(range(len(choices)), len(choices)))  # noqa: S311 - no secret


def shown_steps(steps: Sequence[OrderedStep], seed: int) -> tuple[int, ...]:
    """Return the order in which steps are shown, by their positions; it is never the right one."""
    random = Random(seed)  # noqa: S311 - no secret
    right = tuple(range(len(steps)))
    order = right
    while order == right:
        order = tuple(random.sample(right, len(right)))
    return order


def shown_values(exercise: NumberExercise, seed: int) -> Mapping[str, Value]:
    """Return the inputs that are asked about."""
    return drawn(exercise.inputs, seed)


def right_choices(choices: Sequence[Choice], chosen: Collection[int]) -> bool:
    """Whether exactly the right ones of the options were chosen, counted from 0."""
    return set(chosen) == {at for at, choice in enumerate(choices) if choice.right}


def right_order(order: Sequence[int]) -> int:
    """Return how many steps at the beginning stand where they should, by their positions."""
    return next((at for at, position in enumerate(order) if at != position), len(order))


def right_number(exercise: NumberExercise, value: float, text: str) -> bool:
    """Whether a typed number is near enough to what the derivation computed.

    Raises:
        QuantityError: the text is no number; the message says how to write one.
    """
    return accepts(exercise.answer, value, read_answer(exercise, text))


def read_answer(exercise: NumberExercise, text: str) -> Fraction:
    """Return a typed number; a unit behind it, and a percent sign, are understood.

    Raises:
        QuantityError: the text is no number; the message says how to write one.
    """
    plain = text.strip().removeprefix("=").strip()
    unit = exercise.answer.unit
    if unit and plain.endswith(unit):
        plain = plain.removesuffix(unit).strip()
    if not plain:
        raise QuantityError("write a number, as `0.105`, `−1/3` or `2e-3`")
    if plain.endswith("%") and not unit:
        return read_number(plain[:-1]) / 100
    return read_number(plain)


def definitions_of(prompt: str) -> tuple[tuple[str, str], ...]:
    r"""Return the names that a prompt gives to formulas, as `s` for `$s = \sigma(z)$`."""
    return tuple((found[1], found[2]) for found in _DEFINITION.finditer(prompt))
