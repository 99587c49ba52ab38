"""What the screens are handed: everything that lives longer than one of them."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from quizapp.cards.library import Library
from quizapp.memory.calendar import Calendar
from quizapp.memory.queue import Plan
from quizapp.memory.schedule import Scheduler
from quizapp.settings import Settings
from quizapp.store.book import ReviewBook
from quizapp.store.sheets import keep_sheet
from quizapp.study.agenda import Agenda, agenda, tomorrow

if TYPE_CHECKING:
    from quizapp.derive.report import Asked, Message, Report, Typed
    from quizapp.study.attempt import Attempt


class Prover(Protocol):
    """What the screens need of the process that proves."""

    def prove(
        self,
        name: str,
        *,
        judge: bool = True,
        plots: bool = False,
        asked: "Sequence[Asked]" = (),
        typed: "Typed | None" = None,
    ) -> "AsyncIterator[Message]":
        """Run a derivation, compute values or grade what was typed, and say what is found as it is found."""
        ...

    async def warm(self) -> None:
        """Get ready, so that the first proof does not have to wait."""
        ...

    async def close(self) -> None:
        """End the process at once; may be called twice."""
        ...


class Measured(Protocol):
    """What the screens need of the record of past runs."""

    def report(self, name: str, path: Path) -> "Report | None":
        """Return the last whole run of a derivation, if that is known of the file as it is."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """The pack, the learner's reviews, the process that proves and what it found, the settings, the clock."""

    library: Library
    book: ReviewBook
    prover: Prover
    settings: Settings
    now: Callable[[], datetime]
    derivations: Mapping[str, Path]
    """The file of each derivation of the pack."""
    measured: Measured
    new_id: Callable[[], str]
    """Gives an id that no other event has."""
    blackboards: Path
    """The folder in which the boards that the learner wrote are saved."""

    @property
    def scheduler(self) -> Scheduler:
        """What decides when a card comes back."""
        return self.book.scheduler

    @property
    def calendar(self) -> Calendar:
        """The learner's days."""
        return self.scheduler.calendar

    def agenda(self, topics: Collection[str] = (), *, more: bool = False) -> Agenda:
        """Return what there is to study today, in every topic or in those named.

        With more, a second helping of new cards is on the table, whatever was introduced today.
        """
        at = self.now()
        introduced = self.book.introduced_on(self.calendar.day(at))
        return agenda(
            self.library.cards.values(),
            self.book.states,
            now=at,
            calendar=self.calendar,
            new_per_day=self.settings.new_per_day,
            introduced_today=0 if more else introduced,
            topics=topics,
        )

    def record(self, attempt: "Attempt", quiz: str = "") -> None:
        """Write an exercise that ended to disk; quiz is the id of the quiz it belongs to.

        Raises:
            StoreError: it could not be written.
        """
        from quizapp.store.attempts import Exercised

        task, at = attempt.task, attempt.ended_at or self.now()
        card = self.library.cards.get(task.card)
        self.book.record_exercise(
            Exercised(
                id=self.new_id(),
                at=at,
                card=task.card,
                position=task.position,
                kind=task.kind,
                label=task.label or "",
                seed=task.seed,
                answer=attempt.tries[-1].text if attempt.tries else "",
                outcome=attempt.outcome,
                tries=len(attempt.tries),
                hints=attempt.hints,
                diagnosis=attempt.diagnosis,
                duration_ms=int(attempt.took(at).total_seconds() * 1000),
                content_hash="" if card is None else card.content_hash,
                quiz=quiz,
            )
        )

    def keep_sheet(self, name: str, text: str) -> Path:
        """Save a board under a name that is still free, and return where it is.

        Raises:
            StoreError: it could not be written.
        """
        return keep_sheet(self.blackboards, name, text)

    def seed(self) -> int:
        """Return a number that draws exercises anew; it is kept with every exercise that it drew."""
        return int(self.new_id()[:8], 16)

    def tomorrow(self) -> Plan:
        """Return the plan of the learner's next day, as far as it is known now."""
        return tomorrow(
            self.library.cards.values(),
            self.book.states,
            now=self.now(),
            calendar=self.calendar,
            new_per_day=self.settings.new_per_day,
        )

    def reports(self) -> "dict[str, Report]":
        """Return what is known of the derivations as they are; this reads every one of their files."""
        found = ((name, self.measured.report(name, path)) for name, path in self.derivations.items())
        return {name: report for name, report in found if report is not None}
