"""The review book: the log on disk, and the state of every card that follows from it."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final, Self

from quizapp.cards.model import CardId
from quizapp.errors import StoreError
from quizapp.memory import CardState, Rating, Scheduler
from quizapp.store import tables
from quizapp.store.attempts import (
    Exercised,
    QuizTaken,
    exercised,
    insert_exercised,
    insert_quiz,
    quizzes,
)
from quizapp.store.backup import LOG_NAME, copy_log, daily_path, stamped_path, thin
from quizapp.store.database import check_integrity, explained, transaction
from quizapp.store.lock import FolderLock
from quizapp.store.log import CorrectionKind, Review, from_milliseconds, replay, to_milliseconds
from quizapp.store.merge import add_events, read_events
from quizapp.store.opening import advised, open_log

_CLOCK_SLIP_MS: Final = 60_000
"""A clock set back by less than this keeps the order in which events were recorded."""


class ReviewBook:
    """Every review of a learner, and what to make of them. Used from the thread that opened it.

    The log is the truth; `states` follows from it and from the scheduler alone. A method that changes the
    book has written the change to disk when it returns, and has changed nothing when it raises StoreError.
    """

    def __init__(
        self,
        folder: Path,
        lock: FolderLock,
        connection: sqlite3.Connection,
        scheduler: Scheduler,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.path: Final = folder / LOG_NAME
        self.scheduler: Final = scheduler
        self.notices: tuple[str, ...] = ()
        """What the learner should hear although the book works, such as a backup that failed."""
        self._folder = folder
        self._lock = lock
        self._connection = connection
        self._now = now
        self._new_id = new_id
        self._states: dict[CardId, CardState] = {}
        self.states: Final[Mapping[CardId, CardState]] = MappingProxyType(self._states)
        """State of every card with a review that counts, whether or not its file still exists."""

    @classmethod
    def open(
        cls,
        folder: Path,
        scheduler: Scheduler,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> Self:
        """Open the book in a folder, or begin one; checks, migrates and backs it up.

        Raises StoreBusyError while another quizapp has it open, StoreDamagedError when it fails its integrity
        check or is gone although backups exist, and StoreError when the folder or the file cannot be used.
        """
        lock = FolderLock(folder)
        try:
            connection = open_log(folder, now)
            try:
                book = cls(folder, lock, connection, scheduler, now=now, new_id=new_id)
                with book._storing():
                    book._load_states()
                book._back_up_daily()
            except BaseException:
                connection.close()
                raise
        except BaseException:
            lock.release()
            raise
        return book

    def record(
        self,
        card: CardId,
        rating: Rating,
        *,
        duration_ms: int,
        content_hash: str,
        answered: str = "self",
        verified: str = "",
    ) -> CardState:
        """Append a review of this moment, and return the card's new state."""
        with self._storing(), transaction(self._connection):
            review = Review(
                id=self._new_id(),
                card=card,
                at=from_milliseconds(self._event_ms()),
                rating=rating,
                duration_ms=duration_ms,
                answered=answered,
                verified=verified,
                content_hash=content_hash,
                scheduler=self.scheduler.version,
            )
            tables.insert_review(self._connection, review)
            before = self._states.get(card)
            if before is None or before.reviewed_at < review.at:
                state = self.scheduler.review(before, card, rating, review.at)
                tables.save_state(self._connection, state)
            else:  # the clock was set back: the review belongs before others of this card
                replayed = self._recompute(card)
                assert replayed is not None
                state = replayed
        self._states[card] = state
        return state

    def undo(self) -> Review | None:
        """Take back the last review that counts, and return it; None when there is none."""
        with self._storing(), transaction(self._connection):
            review = tables.last_standing_review(self._connection)
            if review is None:
                return None
            at_ms = max(self._event_ms(), to_milliseconds(review.at) + 1)
            tables.insert_correction(self._connection, self._new_id(), at_ms, CorrectionKind.UNDO, review.id)
            state = self._recompute(review.card)
        self._remember(review.card, state)
        return review

    def redo(self) -> Review | None:
        """Let the review count again whose undo was the last event; None when there is none."""
        with self._storing(), transaction(self._connection):
            review = tables.review_to_redo(self._connection)
            if review is None:
                return None
            at_ms = self._event_ms()
            for undo in tables.standing_undos_of(self._connection, review.id):
                tables.insert_correction(self._connection, self._new_id(), at_ms, CorrectionKind.REDO, undo)
            state = self._recompute(review.card)
        self._remember(review.card, state)
        return review

    def reviews(self) -> tuple[Review, ...]:
        """Return every review that counts, in the order of time."""
        with self._storing():
            return tuple(tables.standing_reviews(self._connection))

    def record_exercise(self, row: Exercised) -> None:
        """Append an exercise that ended."""
        with self._storing(), transaction(self._connection):
            insert_exercised(self._connection, row)

    def record_quiz(self, quiz: QuizTaken) -> None:
        """Append a quiz that ended; its exercises were recorded one by one."""
        with self._storing(), transaction(self._connection):
            insert_quiz(self._connection, quiz)

    def exercises(self) -> tuple[Exercised, ...]:
        """Return every exercise worked at, in the order of time."""
        with self._storing():
            return tuple(exercised(self._connection))

    def quizzes(self) -> tuple[QuizTaken, ...]:
        """Return every quiz that was ended, in the order of time."""
        with self._storing():
            return tuple(quizzes(self._connection))

    def introduced_on(self, day: date) -> int:
        """Return how many cards were seen for the first time on a learner's day."""
        calendar = self.scheduler.calendar
        first, last = calendar.start(day), calendar.start(day + timedelta(days=1))
        with self._storing():
            return tables.count_introduced(self._connection, to_milliseconds(first), to_milliseconds(last))

    def rebuild(self) -> int:
        """Check the whole file, compute every state anew from the log, and return the number of cards."""
        with self._storing():
            check_integrity(self._connection, self.path)
            with transaction(self._connection):
                states = self._recompute_all()
        self._states.clear()
        self._states.update(states)
        return len(states)

    def merge(self, other: Path) -> int:
        """Add every event of another log, or of the log in another folder; return how many were new."""
        path = other / LOG_NAME if other.is_dir() else other
        events = read_events(path)
        with self._storing(), transaction(self._connection):
            added = add_events(self._connection, events, path)
            states = self._recompute_all()
        self._states.clear()
        self._states.update(states)
        return added

    def backup(self, to: Path | None = None) -> Path:
        """Copy the log to a file, into a folder, or among the other backups; return the new file."""
        with self._storing():
            check_integrity(self._connection, self.path)
        path = stamped_path(self._folder, self._now()) if to is None else to
        path = path / LOG_NAME if path.is_dir() else path
        copy_log(self._connection, path)
        return path

    def close(self) -> None:
        """Let go of the file and of the lock; does nothing the second time."""
        self._connection.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """Explain what SQLite raises, and say which backup helps when the file is damaged."""
        with advised(self._folder), explained(self.path):
            yield

    def _event_ms(self) -> int:
        """Return the time for a new event: now, moved on so that it comes after the events just recorded."""
        now_ms = to_milliseconds(self._now())
        last_ms = tables.last_event_ms(self._connection)
        if last_ms is not None and now_ms <= last_ms < now_ms + _CLOCK_SLIP_MS:
            return last_ms + 1
        return now_ms

    def _recompute(self, card: CardId) -> CardState | None:
        """Cache and return a card's state from its log; None when no review of it counts."""
        state = replay(tables.standing_reviews(self._connection, card), self.scheduler).get(card)
        if state is None:
            tables.drop_state(self._connection, card)
        else:
            tables.save_state(self._connection, state)
        return state

    def _recompute_all(self) -> dict[CardId, CardState]:
        states = replay(tables.standing_reviews(self._connection), self.scheduler)
        tables.replace_states(self._connection, states.values(), self.scheduler.fingerprint)
        return states

    def _remember(self, card: CardId, state: CardState | None) -> None:
        if state is None:
            self._states.pop(card, None)
        else:
            self._states[card] = state

    def _load_states(self) -> None:
        """Read the cache, or compute it anew when another scheduler or calendar filled it."""
        if tables.states_fingerprint(self._connection) == self.scheduler.fingerprint:
            self._states.update(tables.load_states(self._connection))
        else:
            with transaction(self._connection):
                states = self._recompute_all()
            self._states.update(states)

    def _back_up_daily(self) -> None:
        """Make today's automatic backup, unless it exists or the log is empty; a failure becomes a notice."""
        path = daily_path(self._folder, self.scheduler.calendar.day(self._now()))
        if path.exists() or tables.last_event_ms(self._connection) is None:
            return
        try:
            copy_log(self._connection, path)
            thin(self._folder)
        except (StoreError, OSError) as error:
            self.notices = (*self.notices, f"There is no backup of today: {error}")
