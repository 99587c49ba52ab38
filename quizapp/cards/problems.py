"""What can be wrong with a card, as values with stable codes."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self


class Code(StrEnum):
    """A kind of problem; codes are stable, so editors and scripts may rely on them.

    C1 is about a file and its front matter, C2 about the parts of a card, C3 about formulas, C4 about
    exercises, C5 about the derivation, C6 about the Korean sibling and C7 about cards beside each other. C8
    is about a deck as a whole, and found only where `SOURCES.md` says what the deck is to cover.
    """

    meaning: str
    """One sentence that says what the code stands for."""

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make a member whose value is the code alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    UNREADABLE = "C101", "The file or folder cannot be read."
    NOT_TEXT = "C102", "The file is not plain UTF-8 text."
    NO_FRONT_MATTER = "C103", "The English file does not begin with closed front matter."
    BROKEN_YAML = "C104", "The front matter is not valid YAML."
    BAD_FIELD = "C105", "A field of the front matter has a value of the wrong type or outside its range."
    UNKNOWN_FIELD = "C106", "The front matter has a field that cards do not have."
    MISSING_FIELD = "C107", "A required field is missing from the front matter."
    NO_ID = "C108", "The card has no id; `quizapp check --fix` adds it."
    ID_IS_NOT_FILE_NAME = "C109", "The id differs from the name of the file."
    DUPLICATE_ID = "C110", "Two cards have the same id."
    KOREAN_ALONE = "C111", "A Korean file has no English file beside it."
    KOREAN_FRONT_MATTER = "C112", "A Korean file has front matter, which belongs in the English file only."
    TOO_LARGE = "C113", "The file is far larger than a card can be."
    UNWRITABLE = "C114", "A fix could not be written to the file."

    NO_TITLE = "C201", "The card has no title, so it asks nothing."
    SECOND_TITLE = "C202", "The card has more than one title."
    NO_ANSWER = "C203", "Nothing stands between the title and the first section."
    MISSING_SECTION = "C204", "A section every card has is missing."
    UNKNOWN_SECTION = "C205", "A section has a name that cards do not have."
    DUPLICATE_SECTION = "C206", "A section appears twice."
    EMPTY_SECTION = "C207", "A section, or an item of its list, is empty."
    STRAY_TEXT = "C208", "Text stands where no part of the card reads it."
    TOO_LONG = "C209", "The answer takes more than 90 seconds to say."

    UNCLOSED_MATH = "C301", "A formula is empty, or a dollar sign opens one that is never closed."
    MATH_IN_PARAGRAPH = "C302", "Display math stands inside a paragraph, where it cannot carry a label."
    BAD_MATH = "C303", "A formula cannot be laid out in a terminal."
    NO_LABEL = "C304", "The card shows no labelled equation, so nothing on it is proved."
    LABEL_TWICE = "C305", "Two equations of one file carry the same label."
    WIDE_MATH = "C306", "A formula is wider than a small terminal and cannot be broken into lines."

    BAD_EXERCISE = "C401", "An exercise is of none of the five kinds."
    BAD_OPTION = "C402", "An option of a choose or spot exercise does not begin with `[x]` or `[ ]`."
    FEW_OPTIONS = "C403", "A choose or spot exercise has fewer than two options."
    NO_RIGHT_OPTION = "C404", "A choose or spot exercise has no right option."
    UNKNOWN_EXERCISE_LABEL = "C405", "An exercise names a label that the derivation does not prove."
    FEW_STEPS = "C406", "An order exercise has fewer than three steps, or steps without an order."
    BAD_NUMBER = "C407", "An input or the answer of a number exercise cannot be read."
    NO_VALUE = "C408", "The derivation has no value at the inputs of a number exercise."
    NUMBER_DIFFERS = "C409", "The answer of a number exercise differs from what the derivation computes."
    LOOSE_TOLERANCE = "C410", "The tolerance of a number exercise lets wrong answers pass."
    NOT_FALSE = "C411", "A spot exercise names a claim that the derivation proves rather than refutes."
    SPOT_DIFFERS = "C412", "The wrong formula of a spot exercise differs from what the derivation refutes."

    NO_DERIVATION = "C501", "The derivation does not exist."
    DERIVATION_FAILS = "C502", "The derivation exists but cannot be printed."
    UNKNOWN_LABEL = "C503", "An equation carries a label that the derivation does not prove."
    EQUATION_DIFFERS = "C504", "A labelled equation differs from what its derivation prints."

    KOREAN_LABELS_DIFFER = "C601", "The Korean file shows other labelled equations than the English file."
    KOREAN_EQUATION_DIFFERS = "C602", "A labelled equation differs between the Korean and the English file."
    KOREAN_COUNT_DIFFERS = "C603", "A Korean section has more or fewer items than the English one."
    KOREAN_EXERCISE_DIFFERS = "C604", "A Korean exercise asks for something else than the English one."

    UNKNOWN_CARD = "C701", "A card names another card that does not exist."
    REQUIRES_CYCLE = "C702", "Cards require each other in a circle, so none of them can come first."
    ONE_WAY = "C703", "A card requires another one from which no follow-ups lead to it."
    ALIKE = "C704", "Two cards say nearly the same, or ask the same question."

    UNREACHED = "C801", "No follow-ups inside a topic lead from its first question to a card."
    LABEL_UNUSED = "C802", "A claim is neither shown by a card nor asked for in an exercise."
    UNKNOWN_SOURCE = "C803", "A card names a source that `SOURCES.md` does not list."
    NOT_COVERED = "C804", "No card answers a concept that `SOURCES.md` lists."
    COVERAGE_DIFFERS = (
        "C805",
        "What `COVERAGE.md` says differs from the cards; `quizapp check --fix` writes it.",
    )
    BIASED_POSITIONS = "C806", "The right options stand in one place more often than in the others."
    FEW_EXERCISES = "C807", "A card has no exercise."

    @property
    def hides(self) -> bool:
        """Whether the card, or its Korean face, cannot be used until the problem is gone."""
        return self in _HIDING


_HIDING = frozenset(
    {
        Code.UNREADABLE,
        Code.NOT_TEXT,
        Code.NO_FRONT_MATTER,
        Code.BROKEN_YAML,
        Code.BAD_FIELD,
        Code.MISSING_FIELD,
        Code.NO_ID,
        Code.DUPLICATE_ID,
        Code.TOO_LARGE,
        Code.NO_TITLE,
        Code.REQUIRES_CYCLE,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem as the file that has it sees it: everything but the path."""

    line: int
    """Counted from 1; 1 when the whole file is meant."""
    code: Code
    message: str
    """What is wrong."""
    fix: str
    """What to do about it."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with a file, where it is, and what to do about it."""

    path: Path
    line: int
    """Counted from 1; 1 when the whole file is meant."""
    code: Code
    message: str
    """What is wrong."""
    fix: str
    """What to do about it."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message} — {self.fix}"

    def to_json(self) -> dict[str, str | int]:
        """Return the problem as plain JSON values."""
        return {
            "path": self.path.as_posix(),
            "line": self.line,
            "code": self.code.value,
            "message": self.message,
            "fix": self.fix,
        }


def code_table() -> str:
    """Return every code with its meaning as a markdown table."""
    rows = [f"| {code.value} | {code.meaning} |" for code in Code]
    return "\n".join(["| code | meaning |", "|---|---|", *rows]) + "\n"
