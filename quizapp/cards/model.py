"""What a card is once its files have been read: immutable values, no syntax."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import NewType

CardId = NewType("CardId", str)
"""A card's explicit id: unique in its pack and never changed, since its history hangs on it."""


class Language(StrEnum):
    """A language a card can be studied in."""

    ENGLISH = "en"
    KOREAN = "ko"


@dataclass(frozen=True, slots=True)
class Equation:
    """A display equation of a card."""

    latex: str
    """The formula between the dollar signs, stripped."""
    label: str | None
    """The claim of the card's derivation that proves it; None for an equation that is only shown."""
    line: int
    """Line of the opening dollars in its file, counted from 1."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of an exercise that offers several."""

    text: str
    right: bool
    reason: str
    """Why it is right or wrong; empty when the author gave none."""


@dataclass(frozen=True, slots=True)
class DeriveExercise:
    """Write the formula that the derivation proves under a label."""

    label: str
    prompt: str
    line: int


@dataclass(frozen=True, slots=True)
class ChooseExercise:
    """Pick the right options, one or several."""

    prompt: str
    choices: tuple[Choice, ...]
    line: int
    label: str | None = None
    """The claim that decides it; None when words do."""


@dataclass(frozen=True, slots=True)
class SpotExercise:
    """Say what is wrong with a formula, or a line of code, that the derivation refutes."""

    label: str
    """The formula that the derivation says, and shows, to be false."""
    prompt: str
    choices: tuple[Choice, ...]
    line: int


@dataclass(frozen=True, slots=True)
class OrderedStep:
    """One step of a procedure or of a proof."""

    text: str
    reason: str
    """Why it stands where it stands; empty when the author gave none."""


@dataclass(frozen=True, slots=True)
class OrderExercise:
    """Put steps that are shown shuffled in their order."""

    prompt: str
    steps: tuple[OrderedStep, ...]
    """In the right order."""
    line: int
    label: str | None = None
    """The claim whose proof they are; None when they are none."""


Value = Fraction | tuple["Value", ...]
"""An exact number, a vector of them, or a matrix by its rows."""


@dataclass(frozen=True, slots=True)
class Input:
    """What a name of the derivation stands for in a number exercise."""

    name: str
    """As the derivation declares it, as `n_in`."""
    value: Value
    """As written in the card; each entry is drawn anew where there are choices."""
    choices: tuple[Fraction, ...]
    """What it, or each of its entries, may be; empty when it is always the same."""
    note: str
    """What it is, in words; may be empty."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A number as it is written in the card, and how far off a learner may be."""

    written: str
    tolerance: Fraction
    relative: bool
    """Whether the tolerance is a share of the value rather than a distance."""
    unit: str
    """May be empty."""
    reason: str
    """How it comes about at the written inputs; may be empty."""
    line: int


@dataclass(frozen=True, slots=True)
class NumberExercise:
    """Compute the right side of a claim at given inputs."""

    label: str
    prompt: str
    inputs: tuple[Input, ...]
    answer: Answer
    line: int


Exercise = DeriveExercise | ChooseExercise | SpotExercise | OrderExercise | NumberExercise


@dataclass(frozen=True, slots=True)
class Face:
    """One language of a card: everything a learner reads. All text fields are markdown."""

    language: Language
    path: Path
    title: str
    """The question."""
    answer: str
    """Everything between the title and the first section, labelled equations included."""
    equations: tuple[Equation, ...]
    """Every display equation of the file, in reading order."""
    key_points: tuple[str, ...]
    mistakes: tuple[str, ...]
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A question with its answer, in every language it was written in."""

    id: CardId
    topic: str
    """Name of the folder the card lies in."""
    tags: tuple[str, ...]
    level: int
    """1 screening, 2 standard, 3 senior."""
    derivation: str
    """`<topic>/<name>` of the derivation that proves the labelled equations."""
    requires: tuple[CardId, ...]
    follow_ups: tuple[CardId, ...]
    sources: tuple[str, ...]
    faces: Mapping[Language, Face]
    """Always holds English; Korean when the sibling file exists."""
    content_hash: str
    """Hex digest of all the card's files; a review remembers which text was answered."""

    def face(self, language: Language) -> Face:
        """Return the card in language, or in English where it has not been written."""
        return self.faces.get(language, self.faces[Language.ENGLISH])

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels that the card shows, in reading order."""
        return tuple(e.label for e in self.faces[Language.ENGLISH].equations if e.label is not None)
