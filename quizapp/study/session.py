"""A study session: which card is on show, and what every answer does to the ones that follow."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quizapp.cards.model import CardId
from quizapp.memory.rating import Rating

LONGEST_LOOK = timedelta(minutes=5)
"""Time on one card beyond this is not counted: the learner has left the table."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One rated card."""

    card: CardId
    rating: Rating
    ticked: frozenset[int]
    """Key points the learner had said, counted from 0."""
    took: timedelta


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that comes back in this session."""

    card: CardId
    back_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """The cards still to study and the answers given; every change is a new session.

    The first card of the queue is on show. A card that comes back soon waits until its time, and is
    drawn before it when nothing else is left. Methods raise ValueError where `can_…` says no.
    """

    queue: tuple[CardId, ...]
    shown_at: datetime
    """When the card on show was drawn."""
    waiting: tuple[Waiting, ...] = ()
    """Earliest first."""
    revealed: bool = False
    ticked: frozenset[int] = frozenset()
    history: tuple[Answered, ...] = ()
    undone: tuple[Answered, ...] = ()
    """Answers taken back, the next one to redo last."""
    spent: timedelta = timedelta()
    """Time spent on cards that are no longer on show."""

    @property
    def current(self) -> CardId | None:
        """The card on show; None when the session is finished."""
        return self.queue[0] if self.queue else None

    @property
    def finished(self) -> bool:
        """Whether every card was answered and none comes back."""
        return not self.queue

    @property
    def remaining(self) -> frozenset[CardId]:
        """Cards that still need an answer."""
        return frozenset(self.queue) | {each.card for each in self.waiting}

    @property
    def done(self) -> int:
        """How many cards were answered and do not come back."""
        return len({answer.card for answer in self.history} - self.remaining)

    @property
    def total(self) -> int:
        """How many cards the session holds, done ones included."""
        return self.done + len(self.remaining)

    @property
    def can_skip(self) -> bool:
        """Whether another card can be shown instead."""
        return len(self.remaining) > 1

    def counted(self, rating: Rating) -> int:
        """How many answers were given this rating."""
        return sum(answer.rating is rating for answer in self.history)

    def look(self, at: datetime) -> timedelta:
        """How long the card on show has been looked at, within reason."""
        return min(max(at - self.shown_at, timedelta()), LONGEST_LOOK) if self.queue else timedelta()

    def elapsed(self, at: datetime) -> timedelta:
        """Time spent on all cards so far."""
        return self.spent + self.look(at)

    def reveal(self) -> "Session":
        """Show the answer."""
        if self.finished:
            raise ValueError("no card is on show")
        return replace(self, revealed=True)

    def tick(self, point: int) -> "Session":
        """Mark a key point as said, or take the mark back."""
        if not self.revealed:
            raise ValueError("the answer is not on show")
        return replace(self, ticked=self.ticked ^ {point})

    def rate(self, rating: Rating, at: datetime, *, back_at: datetime | None = None) -> "Session":
        """Answer the card on show and draw the next; the card returns at back_at when that is given."""
        if not self.revealed:
            raise ValueError("the answer is not on show")
        answer = Answered(self.queue[0], rating, self.ticked, self.look(at))
        return _answer(replace(self, undone=()), answer, back_at, at)

    def skip(self, at: datetime) -> "Session":
        """Move the card on show behind all others, unanswered."""
        if not self.can_skip:
            raise ValueError("no other card is left")
        head, *others = self.queue
        if others:
            return _draw(self, (*others, head), at)
        soonest = self.waiting[0].card
        return _draw(replace(self, waiting=self.waiting[1:]), (soonest, head), at)

    def follow(self, card: CardId) -> "Session":
        """Put card right behind the one on show, as an interviewer would."""
        if self.finished or card == self.queue[0]:
            raise ValueError("no other card is on show")
        head, *others = self.queue
        behind = (each for each in others if each != card)
        return replace(self, queue=(head, card, *behind), waiting=_without(self.waiting, card))

    def undo(self, card: CardId, at: datetime) -> "Session":
        """Take back the last answer, which was card's, and show that card with its answer again."""
        if not self.history or self.history[-1].card != card:
            raise ValueError(f"the last answer was not to {card}")
        answer = self.history[-1]
        queue = (card, *(each for each in self.queue if each != card))
        waiting = _without(self.waiting, card)
        undone = (*self.undone, answer)
        before = replace(self, waiting=waiting, history=self.history[:-1], undone=undone)
        return replace(_draw(before, queue, at), revealed=True, ticked=answer.ticked)

    def redo(self, card: CardId, at: datetime, *, back_at: datetime | None = None) -> "Session":
        """Give card the answer again that was last taken back."""
        if not self.undone or self.undone[-1].card != card:
            raise ValueError(f"the answer last taken back was not to {card}")
        return _answer(replace(self, undone=self.undone[:-1]), self.undone[-1], back_at, at)


def begin(cards: Iterable[CardId], at: datetime, *, waiting: Iterable[Waiting] = ()) -> Session:
    """Return a session with the first of cards on show; a card named twice is asked once.

    Cards in waiting come back when their time has come, as if they had been answered in this session.
    """
    queue = tuple(dict.fromkeys(cards))
    soonest = sorted((each for each in waiting if each.card not in queue), key=_time)
    return _next(Session(queue=(), shown_at=at, waiting=tuple(soonest)), queue, at)


def _answer(session: Session, answer: Answered, back_at: datetime | None, at: datetime) -> Session:
    """Write an answer down, take its card out of the queue, and draw the next."""
    waiting = session.waiting
    if back_at is not None:
        waiting = tuple(sorted((*waiting, Waiting(answer.card, back_at)), key=_time))
    answered = replace(session, waiting=waiting, history=(*session.history, answer))
    return _next(answered, tuple(each for each in session.queue if each != answer.card), at)


def _next(session: Session, queue: tuple[CardId, ...], at: datetime) -> Session:
    """Draw a card whose time has come before the queue, and one whose time has not after it."""
    if session.waiting and (not queue or session.waiting[0].back_at <= at):
        first, *rest = session.waiting
        return _draw(replace(session, waiting=tuple(rest)), (first.card, *queue), at)
    return _draw(session, queue, at)


def _draw(session: Session, queue: tuple[CardId, ...], at: datetime) -> Session:
    """Show the head of a queue, face down."""
    spent = session.elapsed(at)
    return replace(session, queue=queue, shown_at=at, revealed=False, ticked=frozenset(), spent=spent)


def _without(waiting: tuple[Waiting, ...], card: CardId) -> tuple[Waiting, ...]:
    return tuple(each for each in waiting if each.card != card)


def _time(waiting: Waiting) -> datetime:
    return waiting.back_at
