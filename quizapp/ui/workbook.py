"""The claims of a derivation that a learner can derive herself, and her boards."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quizapp.derive.report import Outline, StepKind
from quizapp.ui.line_reading import split_relation
from quizapp.ui.writing import Claim, Writing


@dataclass(frozen=True, slots=True)
class Workbook:
    """The claims of a derivation, and a board for each that the learner has begun."""

    name: str
    """`<topic>/<name>` of the derivation."""
    title: str = ""
    claims: tuple[Claim, ...] | None = None
    """None until the derivation has been read."""
    boards: Mapping[str, Writing] = field(default_factory=dict)
    """By label."""
    marked: int = 0
    """Position of the marked claim."""
    at: str | None = None
    """The label of the claim whose board is on show; None for the list."""
    wanted: str | None = None
    """The label of the claim to begin with once the derivation has been read."""
    missing: str = ""
    """A label that was asked for and that no equation has."""
    trouble: str = ""
    """Why there is nothing to show."""

    @property
    def board(self) -> Writing | None:
        """The board on show; None for the list."""
        return None if self.at is None else self.boards.get(self.at)

    @property
    def current(self) -> Claim | None:
        """The marked claim; None when there are none."""
        return self.claims[self.marked] if self.claims else None

    def wanting(self, label: str | None) -> "Workbook":
        """Ask for a claim by its label, or for the list of them."""
        return replace(self, at=None, wanted=label, missing="", trouble="")

    def read(self, outline: Outline) -> "Workbook":
        """Learn which claims there are; a single one, or the one that was asked for, is begun at once."""
        found = claims_of(outline)
        labels = [claim.label for claim in found]
        wanted = labels[0] if self.wanted is None and len(labels) == 1 else self.wanted
        book = replace(self, title=outline.title, claims=found, wanted=None, missing="", trouble="")
        if wanted is None:
            return book.mark(self.marked)
        if wanted not in labels:
            return replace(book, missing=wanted)
        return book.mark(labels.index(wanted)).begin()

    def stopped(self, why: str) -> "Workbook":
        """Say why the derivation could not be read."""
        return replace(self, trouble=why)

    def move(self, by: int) -> "Workbook":
        """Move the mark; it stops at both ends."""
        return self.mark(self.marked + by)

    def mark(self, position: int) -> "Workbook":
        """Mark a claim, or the nearest there is."""
        return replace(self, marked=max(0, min(position, len(self.claims or ()) - 1)))

    def begin(self) -> "Workbook":
        """Show the board of the marked claim: as it was left, or a new one."""
        if self.current is None:
            return self
        label = self.current.label
        return replace(self, at=label, boards={label: Writing(self.current), **self.boards})

    def keep(self, board: Writing) -> "Workbook":
        """Return the workbook with a board as it has become."""
        return replace(self, boards={**self.boards, board.claim.label: board})

    def close(self, draft: str = "") -> "Workbook":
        """Go back to the list; what was typed and not handed in waits on its board."""
        board = self.board
        book = self if board is None else self.keep(replace(board, checking=None, draft=draft))
        return replace(book, at=None)

    def next_claim(self) -> "Workbook":
        """Go on to the next claim that is not done, or back to the list when all are."""
        closed = self.close()
        claims = self.claims or ()
        order = [*range(self.marked + 1, len(claims)), *range(self.marked)]
        waiting = [at for at in order if not self.is_done(claims[at].label)]
        return closed.mark(waiting[0]).begin() if waiting else closed

    def offers(self, action: str, by: int = 0) -> bool:
        """Whether something would come of an action of the screen; by is how far a mark is moved."""
        board = self.board
        if board is None:
            listed = {"begin": self.current is not None, "mark": self.move(by) != self}
            return listed.get(action, action not in {"write", "next", "undo", "hint", "reveal", "save"})
        idle, done = board.checking is None, board.done
        offered = {
            "begin": False,
            "mark": False,
            "write": not done,
            "next": done,
            "undo": idle and bool(board.lines),
            "hint": idle and not done and board.opened is not None,
            "reveal": idle and not done,
            "save": bool(board.lines),
        }
        return offered.get(action, True)

    def is_done(self, label: str) -> bool:
        """Whether a claim stands on its board."""
        return label in self.boards and self.boards[label].done


def claims_of(outline: Outline) -> tuple[Claim, ...]:
    """Return the equations with a label; a bound is no equation, and no line of a board is one."""
    found: list[Claim] = []
    steps: list[str] = []
    for step in outline.steps:
        left, relation, _ = split_relation(step.latex)
        if step.kind is StepKind.STEP and relation == "=":
            steps.append(step.latex)
        elif step.kind is StepKind.CLAIM and step.label is not None:
            if relation == "=":
                found.append(Claim(step.label, left, (*steps, step.latex)))
            steps = []
    return tuple(found)
