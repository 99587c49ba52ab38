"""A learner at work on one task: what she tried, which help she took, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from quizapp.memory.rating import Rating
from quizapp.study.task import Kind, Task

LONGEST = timedelta(minutes=10)
"""Time on one task beyond this is not counted: the learner has left the table."""
EXPECTED_SECONDS = {Kind.CHOOSE: 45, Kind.SPOT: 60, Kind.ORDER: 75, Kind.NUMBER: 120, Kind.DERIVE: 150}
"""What a task takes somebody who knows it; twice that is slow."""


class Outcome(StrEnum):
    """What became of an answer, or of a whole task."""

    RIGHT = "right"
    WRONG = "wrong"
    UNDECIDED = "undecided"
    """Could be neither shown right nor wrong. Never counted as wrong."""
    REVEALED = "revealed"
    """The answer was looked at."""
    SKIPPED = "skipped"
    """Nothing was tried."""


@dataclass(frozen=True, slots=True)
class Try:
    """One answer."""

    text: str
    """As typed, or the options or steps chosen, for the log."""
    outcome: Outcome
    diagnosis: str = ""
    """What went wrong, where that is known."""
    seen: str = ""
    """A point at which it is wrong, with its value and the right one, where that is known."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Everything done at one task; every change is a new attempt."""

    task: Task
    started_at: datetime
    tries: tuple[Try, ...] = ()
    hints: int = 0
    revealed: bool = False
    ended_at: datetime | None = None

    @property
    def finished(self) -> bool:
        """Whether it was solved, given up or left."""
        return self.ended_at is not None

    @property
    def outcome(self) -> Outcome:
        """How it stands: solved, given up, wrong so far, or nothing tried."""
        if self.tries and self.tries[-1].outcome is Outcome.RIGHT:
            return Outcome.RIGHT
        if self.revealed:
            return Outcome.REVEALED
        return self.tries[-1].outcome if self.tries else Outcome.SKIPPED

    @property
    def clean(self) -> bool:
        """Whether it was solved at once and without help."""
        return self.outcome is Outcome.RIGHT and self.wrong == 0 and self.hints == 0

    @property
    def wrong(self) -> int:
        """How many answers were wrong."""
        return sum(each.outcome is Outcome.WRONG for each in self.tries)

    @property
    def diagnosis(self) -> str:
        """What went wrong the first time, where that is known."""
        return next((each.diagnosis for each in self.tries if each.diagnosis), "")

    @property
    def seen(self) -> str:
        """A point at which the last answer is wrong, where that is known."""
        return self.tries[-1].seen if self.tries else ""

    def took(self, at: datetime) -> timedelta:
        """How long it has taken so far, within reason."""
        return min(max((self.ended_at or at) - self.started_at, timedelta()), LONGEST)

    def hand_in(self, answer: Try, at: datetime, *, last: bool = False) -> "Attempt":
        """Take an answer in; a right one ends the attempt, and so does any that is the last."""
        if self.finished:
            raise ValueError("the task is finished")
        ended = at if last or answer.outcome is Outcome.RIGHT else None
        return replace(self, tries=(*self.tries, answer), ended_at=ended)

    def take_hint(self) -> "Attempt":
        """Count a hint."""
        if self.finished:
            raise ValueError("the task is finished")
        return replace(self, hints=self.hints + 1)

    def reveal(self, at: datetime) -> "Attempt":
        """Look at the answer, which ends the attempt."""
        if self.finished:
            raise ValueError("the task is finished")
        return replace(self, revealed=True, ended_at=at)

    def leave(self, at: datetime) -> "Attempt":
        """End it as it stands."""
        return self if self.finished else replace(self, ended_at=at)


def rating_for(attempts: Iterable[Attempt]) -> Rating | None:
    """Return the rating that finished attempts speak for; None when none of them says anything.

    Not solved is again; solved with a wrong answer, a hint, or in more than twice the expected time is hard.
    Easy is never suggested: how much effort it took, only the learner knows.
    """
    worst: Rating | None = None
    for attempt in attempts:
        match attempt.outcome:
            case Outcome.SKIPPED | Outcome.UNDECIDED:
                continue
            case Outcome.WRONG | Outcome.REVEALED:
                rating = Rating.AGAIN
            case Outcome.RIGHT:
                seconds = attempt.took(attempt.started_at).total_seconds()
                slow = seconds > 2 * EXPECTED_SECONDS[attempt.task.kind]
                rating = Rating.GOOD if attempt.clean and not slow else Rating.HARD
        worst = rating if worst is None else min(worst, rating)
    return worst
