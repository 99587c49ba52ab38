"""A derivation being played: how far the reader is, and how far the prover is."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from quizapp.derive.report import (
    Failed,
    Finished,
    Graded,
    Judged,
    Message,
    Opened,
    Outline,
    Plotted,
    Step,
    StepKind,
    Valued,
    Verdict,
)


class Phase(StrEnum):
    """How far the prover is."""

    STARTING = "starting"
    CHECKING = "checking"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BlackboardState:
    """Everything the derivation screen shows; every change is a new value."""

    name: str
    """`<topic>/<name>` of the derivation."""
    run: int = 1
    """Counts the runs, so that what an abandoned run still says is not believed."""
    outline: Outline | None = None
    judged: tuple[Step, ...] = ()
    """The steps heard of so far."""
    revealed: int = 1
    """How many steps the reader has asked to see; more than there are means all."""
    marked: int = 0
    """Position of the step the reader is at, counted from 0."""
    evidence: bool = False
    """Whether the evidence of the marked step is open."""
    seconds: float | None = None
    """How long the whole run took; None until it has finished."""
    failure: str | None = None
    """What stopped the run, and what to do."""

    @property
    def phase(self) -> Phase:
        """How far the prover is."""
        if self.failure is not None:
            return Phase.FAILED
        if self.seconds is not None:
            return Phase.FINISHED
        return Phase.STARTING if self.outline is None else Phase.CHECKING

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of the derivation, with its verdict where that is known."""
        outlined = () if self.outline is None else self.outline.steps
        judged = {step.number: step for step in self.judged}
        return tuple(judged.get(step.number, step) for step in outlined)

    @property
    def on_board(self) -> tuple[Step, ...]:
        """The steps the reader has asked to see."""
        return self.steps[: self.revealed]

    @property
    def hypotheses(self) -> tuple[Step, ...]:
        """The hypotheses on the board."""
        return tuple(step for step in self.on_board if step.kind is StepKind.HYPOTHESIS)

    @property
    def current(self) -> Step | None:
        """The marked step; None before anything is on the board."""
        return self.on_board[self.marked] if self.on_board else None

    @property
    def complete(self) -> bool:
        """Whether every step is on the board."""
        return self.outline is not None and self.revealed >= len(self.steps)

    @property
    def verdicts(self) -> tuple[Verdict | None, ...]:
        """The verdict on what every judged step says, None where it has not come yet."""
        return tuple(step.established for step in self.steps if step.kind.judged)

    def checking(self, step: Step) -> bool:
        """Whether the step's verdict is still to come."""
        running = self.phase in {Phase.STARTING, Phase.CHECKING}
        return running and step.kind.judged and step.verdict is None

    def heard(self, message: Message, *, run: int) -> "BlackboardState":
        """Take in what the prover said during a run; another run's words change nothing."""
        if run != self.run:
            return self
        match message:
            case Outline():
                marked = min(self.marked, max(0, len(message.steps) - 1))
                return replace(self, outline=message, judged=(), marked=marked)
            case Judged():
                return replace(self, judged=(*self.judged, message.step))
            case Finished():
                return replace(self, seconds=message.seconds)
            case Failed():
                return replace(self, failure=message.message)
            case Plotted() | Valued() | Opened() | Graded():
                return self
            case _:
                assert_never(message)

    def next_step(self) -> "BlackboardState":
        """Put one more step on the board and mark it."""
        if self.complete or self.outline is None:
            return self
        return replace(self, revealed=self.revealed + 1, marked=self.revealed)

    def all_steps(self) -> "BlackboardState":
        """Put every step on the board; the mark stays."""
        return self if self.outline is None else replace(self, revealed=max(1, len(self.steps)))

    def move(self, by: int) -> "BlackboardState":
        """Move the mark over the steps on the board."""
        return self.mark(self.marked + by)

    def mark(self, position: int) -> "BlackboardState":
        """Mark a step on the board, or the nearest there is."""
        return replace(self, marked=max(0, min(position, len(self.on_board) - 1)))

    def toggle_evidence(self) -> "BlackboardState":
        """Open or close the evidence of the marked step."""
        return replace(self, evidence=not self.evidence)

    def restarted(self) -> "BlackboardState":
        """Forget every verdict and wait for a new run; what is on the board stays."""
        return replace(self, run=self.run + 1, judged=(), seconds=None, failure=None)
