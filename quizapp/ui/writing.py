"""A claim that the learner derives herself: what stands on her board, and everything she can do to it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.derive.report import Grade, GradeVerdict, Opened
from quizapp.derive.typed import Letter, Vocabulary
from quizapp.ui.line_reading import definition_latex, read_line, split_relation


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that can be derived."""

    label: str
    left: str
    """What is asked for, as LaTeX."""
    book: tuple[str, ...]
    """The lines by which the derivation gets there, as LaTeX; the last one is the claim."""


class Origin(StrEnum):
    """How a line came to stand on the board."""

    WRITTEN = "written"
    DEFINED = "defined"
    """It introduces a name."""
    REVEALED = "revealed"
    """It is the book's own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the board."""

    text: str
    """As it was typed; empty for one that was revealed."""
    left: str
    """LaTeX, also where the learner did not write it again."""
    right: str
    origin: Origin = Origin.WRITTEN
    goes_on: bool = False
    """Whether its left side is that of the line above, and is not written again."""
    proved: bool = False
    """Whether equality was proved, and not only seen at every point."""
    reached: bool = False
    """Whether it is what was to be shown."""

    @property
    def latex(self) -> str:
        """The line as it stands on the board."""
        if self.origin is Origin.DEFINED:
            return definition_latex(self.left, self.right)
        return f"= {self.right}" if self.goes_on else f"{self.left} = {self.right}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that does not stand on the board, and why."""

    text: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Hinted:
    """A hint, in markdown; empty when there is none left."""

    text: str


@dataclass(frozen=True, slots=True)
class Troubled:
    """Nothing could be found out about what was asked."""

    why: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The board was written to disk."""

    where: str


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The board could not be written to disk."""

    why: str


Said = Refused | Hinted | Troubled | Saved | NotSaved


@dataclass(frozen=True, slots=True)
class Writing:
    """The board of one claim; every change is a new value."""

    claim: Claim
    opened: Opened | None = None
    """What the claim rests on, once the prover has said so."""
    lines: tuple[Line, ...] = ()
    letters: tuple[Letter, ...] = ()
    """What the names that were introduced are, as far as the prover has said so."""
    hints: int = 0
    """How many were taken."""
    said: Said | None = None
    """What the learner was told last."""
    checking: str | None = None
    """The line that is being verified."""
    draft: str = ""
    """What was typed and not handed in when the board was left."""

    @property
    def reached(self) -> bool:
        """Whether the learner wrote the claim herself."""
        return any(line.reached for line in self.lines)

    @property
    def done(self) -> bool:
        """Whether the claim stands on the board, whoever put it there."""
        return self.reached or self.revealed == len(self.claim.book)

    @property
    def revealed(self) -> int:
        """How many of the book's lines stand on the board."""
        return sum(line.origin is Origin.REVEALED for line in self.lines)

    @property
    def verified(self) -> tuple[str, ...]:
        """The lines that the prover has verified, as they were typed."""
        return tuple(line.text for line in self.lines if line.origin is not Origin.REVEALED)

    @property
    def definitions(self) -> tuple[str, ...]:
        """The lines that introduce a name, as they were typed."""
        return tuple(line.text for line in self.lines if line.origin is Origin.DEFINED)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that were introduced."""
        return tuple(line.left for line in self.lines if line.origin is Origin.DEFINED)

    @property
    def nameless(self) -> bool:
        """Whether the prover has yet to say what a new name is."""
        return not {*self.names} <= {letter.name for letter in self.letters}

    @property
    def waiting(self) -> bool:
        """Whether the prover is still to answer, so that no line can be handed in."""
        unknown = self.opened is None or self.nameless
        return self.checking is not None or (unknown and not isinstance(self.said, Troubled))

    @property
    def vocabulary(self) -> Vocabulary | None:
        """What may be written; None until the claim is open."""
        if self.opened is None:
            return None
        introduced = (letter for letter in self.letters if letter.name in self.names)
        return self.opened.vocabulary.with_letters(*introduced)

    @property
    def left(self) -> str:
        """What the next line is about, unless it says so itself."""
        written = [line.left for line in self.lines if line.origin is Origin.WRITTEN]
        return written[-1] if written else self.claim.left

    def open(self, opened: Opened) -> "Writing":
        """Learn what the claim rests on, or what the names are that were introduced since."""
        if self.opened is None:
            return replace(self, opened=opened, claim=replace(self.claim, left=opened.left), said=None)
        found = (opened.vocabulary.by_name.get(name) for name in self.names)
        return replace(self, letters=tuple(letter for letter in found if letter is not None))

    def hand_in(self, text: str) -> "Writing":
        """Wait for the verdict on a line."""
        return replace(self, checking=text, said=None)

    def graded(self, grade: Grade) -> "Writing":
        """Take in the verdict on the line that was handed in: only one that holds stays on the board."""
        text, vocabulary = self.checking, self.vocabulary
        if text is None or vocabulary is None:
            return self
        if grade.verdict is not GradeVerdict.EQUAL:
            return replace(self, checking=None, said=Refused(text, grade))
        typed = read_line(text, vocabulary)
        if grade.defines:
            line = Line(text, grade.defines, typed.right, Origin.DEFINED)
        else:
            above = next((line for line in reversed(self.lines) if line.origin is not Origin.DEFINED), None)
            line = Line(
                text,
                typed.left or self.left,
                typed.right,
                goes_on=not typed.left and above is not None and above.origin is Origin.WRITTEN,
                proved=grade.proved,
                reached=grade.reached,
            )
        return replace(self, checking=None, said=None, lines=(*self.lines, line))

    def failed(self, why: str) -> "Writing":
        """Say that the prover could not answer; what is on the board stays."""
        return replace(self, checking=None, said=Troubled(why))

    def retry(self) -> "Writing":
        """Wait once more for what the prover could not say."""
        return replace(self, said=None)

    def saved(self, where: str) -> "Writing":
        """Say where the board was saved."""
        return replace(self, said=Saved(where))

    def not_saved(self, why: str) -> "Writing":
        """Say why the board could not be saved."""
        return replace(self, said=NotSaved(why))

    def undo(self) -> "Writing":
        """Take the last line off the board."""
        return replace(self, lines=self.lines[:-1], said=None)

    @property
    def ladder(self) -> tuple[str, ...]:
        """The hints, in markdown, each telling more than the one before: reason, steps, shape, whole line."""
        if self.opened is None:
            return ()
        reason, *rest = self.opened.hints
        return (reason, *(f"$$\n{step}\n$$" for step in self.claim.book[:-1]), *rest)

    def hint(self) -> "Writing":
        """Take the next hint."""
        if self.hints >= len(self.ladder):
            return replace(self, said=Hinted(""))
        return replace(self, hints=self.hints + 1, said=Hinted(self.ladder[self.hints]))

    def reveal(self) -> "Writing":
        """Put the book's next line on the board."""
        if self.done:
            return self
        left, _, right = split_relation(self.claim.book[self.revealed])
        return replace(self, said=None, lines=(*self.lines, Line("", left, right, Origin.REVEALED)))
