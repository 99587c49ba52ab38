"""A study room to test in.

A few cards, a real review book, a clock that stands still, and a prover that is told what to say.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.cards.library import Library
from quizapp.cards.model import Card, CardId, Equation, Exercise, Face, Language
from quizapp.derive.report import (
    Asked,
    Finished,
    Judged,
    Message,
    Outline,
    Report,
    Step,
    StepKind,
    Typed,
    Verdict,
)
from quizapp.memory import Calendar, Rating, Scheduler
from quizapp.settings import Settings
from quizapp.store.book import ReviewBook
from quizapp.ui.services import Services

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OPEN: list[ReviewBook] = []
"""The books of the test that runs; a fixture closes them when it ends."""


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **duration: float) -> None:
        self.at += timedelta(**duration)


@dataclass
class ToldProver:
    """Says what the test tells it to, and remembers what it was asked."""

    messages: dict[str, Sequence[Message]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    replies: dict[str, Callable[[Asked | Typed], Sequence[Message]]] = field(default_factory=dict)
    """What it says about a derivation when values or answers are handed in."""
    questions: list[Asked | Typed] = field(default_factory=list)
    warmed: int = 0
    closed: int = 0
    gate: asyncio.Event | None = None
    """When there is one, the prover waits for it before it says anything."""
    breaks_with: Exception | None = None

    async def prove(
        self,
        name: str,
        *,
        judge: bool = True,
        plots: bool = False,
        asked: Sequence[Asked] = (),
        typed: Typed | None = None,
    ) -> AsyncIterator[Message]:
        if asked or typed is not None:
            self.questions += [*asked, *([typed] if typed is not None else [])]
            for message in self.replies.get(name, lambda _: ())(typed or asked[0]):
                yield message
            return
        self.asked.append(name)
        if self.gate is not None:
            await self.gate.wait()
        if self.breaks_with is not None:
            raise self.breaks_with
        for message in self.messages.get(name, ()):
            yield message

    async def warm(self) -> None:
        self.warmed += 1

    async def close(self) -> None:
        self.closed += 1


@dataclass
class ToldReports:
    """Knows the runs it was told of."""

    known: dict[str, Report] = field(default_factory=dict)

    def report(self, name: str, path: Path) -> Report | None:
        return self.known.get(name)


def report(name: str, **verdicts: Verdict) -> Report:
    """Return a whole run of a derivation with these claims."""
    steps = tuple(said.step for said in proving(name, **verdicts) if isinstance(said, Judged))
    return Report(outline=Outline(name=name, title=name, summary="", steps=steps), steps=steps, seconds=0.1)


def proving(name: str, **verdicts: Verdict) -> list[Message]:
    """Return what the prover says about a derivation with these claims."""
    steps = [
        Step(number=n, kind=StepKind.CLAIM, label=label, latex="a = b", reason="", verdict=verdict)
        for n, (label, verdict) in enumerate(verdicts.items(), 1)
    ]
    return [*(Judged(name=name, step=step) for step in steps), Finished(name=name, seconds=0.1)]


def card(
    name: str,
    *,
    topic: str = "activation-functions",
    title: str = "",
    answer: str = "The answer.",
    points: tuple[str, ...] = ("first point", "second point", "third point"),
    mistakes: tuple[str, ...] = ("saying the opposite",),
    follow_ups: tuple[str, ...] = (),
    korean: str = "",
    level: int = 1,
    labels: tuple[str, ...] = ("slope",),
    exercises: tuple[Exercise, ...] = (),
) -> Card:
    """Return a card whose files do not exist."""
    faces = {
        Language.ENGLISH: Face(
            language=Language.ENGLISH,
            path=Path(topic, f"{name}.md"),
            title=title or f"What is {name}?",
            answer=answer,
            equations=tuple(Equation("a = b", label, 9) for label in labels),
            key_points=points,
            mistakes=mistakes,
            exercises=exercises,
        )
    }
    if korean:
        faces[Language.KOREAN] = Face(
            language=Language.KOREAN,
            path=Path(topic, f"{name}.ko.md"),
            title=korean,
            answer="답입니다.",
            equations=(),
            key_points=tuple(f"핵심 {n}" for n, _ in enumerate(points, 1)),
            mistakes=("반대로 말하기",),
            exercises=exercises,
        )
    return Card(
        id=CardId(name),
        topic=topic,
        tags=(),
        level=level,
        derivation=f"{topic}/{name}",
        requires=(),
        follow_ups=tuple(map(CardId, follow_ups)),
        sources=(),
        faces=faces,
        content_hash=f"hash of {name}",
    )


SIGMOID = card(
    "sigmoid",
    title="What is the derivative of the sigmoid, and why does it matter?",
    answer=(
        "It needs **only the output**: a unit that stored it has its slope for one multiplication.\n\n"
        "$$\na = b\n$$ (slope)\n\n"
        "It is at most 1/4, so ten layers scale a gradient by less than `w[i]` and [/a]."
    ),
    points=("only the output is needed", "at most 1/4, at z = 0", "hence vanishing gradients"),
    mistakes=('reading "saturates" as "is zero"',),
    follow_ups=("vanishing",),
    korean="시그모이드의 도함수는 무엇이고 왜 중요한가요?",
)
DECK = (
    SIGMOID,
    card("relu", title="Why is ReLU used in hidden layers?", korean="은닉층에서 ReLU를 쓰는 이유는?"),
    card("vanishing", title="What are vanishing gradients?", topic="back-propagation", level=2),
    card("softmax", title="What does softmax with cross-entropy give?", topic="loss-functions"),
)


@dataclass(frozen=True)
class Room:
    """The services of a test with what they are made of."""

    services: Services
    clock: Clock
    prover: ToldProver
    measured: ToldReports

    def rate(self, name: str, rating: Rating) -> None:
        """Have a card reviewed at this moment."""
        self.services.book.record(CardId(name), rating, duration_ms=9_000, content_hash="")


def furnish(
    folder: Path,
    cards: Iterable[Card] = DECK,
    *,
    settings: Settings = Settings(),  # noqa: B008
) -> Room:
    """Return a room whose reviews lie in folder."""
    clock, prover, measured = Clock(), ToldProver(), ToldReports()
    numbers = iter(range(10**6))
    book = ReviewBook.open(
        folder,
        Scheduler(Calendar(UTC)),
        now=clock,
        new_id=lambda: f"{next(numbers):032x}",
    )
    OPEN.append(book)
    deck = tuple(cards)
    library = Library(root=folder, cards={each.id: each for each in deck}, problems=())
    derivations = {each.derivation: folder / f"{each.derivation}.py" for each in deck}
    services = Services(
        library,
        book,
        prover,
        settings,
        clock,
        derivations,
        measured,
        lambda: f"{next(numbers):032x}",
        folder / "blackboards",
    )
    return Room(services, clock, prover, measured)
