"""What the screens are handed: everything that lives longer than one of them."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
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
from quizapp.study.agenda import Agenda, agenda, tomorrow

if TYPE_CHECKING:
    from quizapp.derive.report import Message, Report


class Prover(Protocol):
    """What the screens need of the process that proves."""

    def prove(self, name: str, *, judge: bool = True, plots: bool = False) -> "AsyncIterator[Message]":
        """Run a derivation and say what is found, as soon as it is found."""
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
