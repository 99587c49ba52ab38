"""A run of tasks, one after the other: the exercises of a card, or a quiz."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.study.attempt import Attempt, Outcome
from quizapp.study.task import Task

SEED_STEP = 7919
"""What a task that comes back adds to its seed, so that it is drawn and shuffled anew."""


@dataclass(frozen=True, slots=True)
class Round:
    """The tasks still to come, the one at hand, and what became of the others."""

    attempt: Attempt | None
    """The task at hand; None when the round is over."""
    queue: tuple[Task, ...] = ()
    done: tuple[Attempt, ...] = ()
    comes_back: bool = False
    """Whether a task that was not solved is put once more, at the end."""
    again: int = 0
    """How many tasks of the queue have come back."""

    @property
    def total(self) -> int:
        """How many tasks the round has, those that came back included."""
        return len(self.done) + len(self.queue) + (self.attempt is not None)

    @property
    def position(self) -> int:
        """Which task is at hand, from 1."""
        return len(self.done) + 1

    @property
    def right(self) -> int:
        """How many tasks were solved at once and without help."""
        return sum(attempt.clean for attempt in self.done)

    def with_attempt(self, attempt: Attempt) -> "Round":
        """Return the round after something was done at the task at hand."""
        return replace(self, attempt=attempt)

    def next(self, at: datetime) -> "Round":
        """Leave the task at hand, and put the next one."""
        if self.attempt is None:
            raise ValueError("the round is over")
        left = self.attempt.leave(at)
        queue, again = self.queue, self.again
        missed = left.outcome in {Outcome.WRONG, Outcome.REVEALED}
        repeated = any(_same(left.task, before.task) for before in self.done)
        if self.comes_back and missed and not repeated:
            queue = (*queue, replace(left.task, seed=left.task.seed + SEED_STEP))
            again += 1
        attempt = Attempt(queue[0], at) if queue else None
        return replace(self, attempt=attempt, queue=queue[1:], done=(*self.done, left), again=again)


def begin_round(tasks: Iterable[Task], at: datetime, *, comes_back: bool = False) -> Round:
    """Return a round with its first task at hand."""
    queue = tuple(tasks)
    return Round(Attempt(queue[0], at) if queue else None, queue[1:], comes_back=comes_back)


def _same(one: Task, other: Task) -> bool:
    return (one.card, one.position) == (other.card, other.position)
