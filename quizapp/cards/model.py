"""What a card is once its files have been read: immutable values, no syntax."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
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
    """One option of a choose exercise."""

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


Exercise = DeriveExercise | ChooseExercise


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
