"""A quiz: what is to be asked, the tasks that a seed draws from a pack, and how it went."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice
from typing import Any

from quizapp.cards.model import Card, CardId, Language
from quizapp.study.attempt import Attempt, Outcome
from quizapp.study.task import Kind, Task, kind_of, task_of

LEVELS = (1, 2, 3)
"""Screening, standard, senior."""
QUESTIONS = 10
"""How many questions are asked when nobody says so."""
MOST_QUESTIONS = 500
MOST_MINUTES = 240
MOST_A_MINUTE = 4
"""Questions drawn for each minute where the time is the length: more than anybody answers."""
COUNTED = {Outcome.RIGHT, Outcome.WRONG, Outcome.REVEALED}
"""What makes a question asked: one that was left, or could not be decided, counts for nothing."""


class QuizError(ValueError):
    """Settings that no quiz can have; the message says what they may be."""


@dataclass(frozen=True, slots=True)
class QuizSettings:
    """Everything that, with a pack, decides which tasks a quiz puts."""

    seed: int
    topics: tuple[str, ...] = ()
    """Folder names; every topic when empty."""
    levels: tuple[int, ...] = ()
    """Levels of cards; every level when empty."""
    kinds: tuple[Kind, ...] = ()
    """What there is to do; everything when empty."""
    count: int | None = QUESTIONS
    """How many questions at most; None when only the time ends it."""
    minutes: int | None = None
    """After which it ends; None when it ends with its last question."""

    def __post_init__(self) -> None:
        """Refuse what no quiz can have.

        Raises:
            QuizError: the length is missing or out of range, or there is no such level.
        """
        if self.count is None and self.minutes is None:
            raise QuizError("a quiz needs a number of questions, or minutes")
        if self.count is not None and not 1 <= self.count <= MOST_QUESTIONS:
            raise QuizError(f"{self.count} questions: write a number from 1 to {MOST_QUESTIONS}")
        if self.minutes is not None and not 1 <= self.minutes <= MOST_MINUTES:
            raise QuizError(f"{self.minutes} minutes: write a number from 1 to {MOST_MINUTES}")
        if unknown := set(self.levels) - set(LEVELS):
            raise QuizError(f"level {min(unknown)}: the levels are {', '.join(map(str, LEVELS))}")

    @property
    def most(self) -> int:
        """How many questions are drawn at most."""
        if self.count is not None:
            return self.count
        assert self.minutes is not None
        return self.minutes * MOST_A_MINUTE

    def as_values(self) -> dict[str, Any]:
        """Return the settings as JSON has values."""
        return {
            "topics": list(self.topics),
            "levels": list(self.levels),
            "kinds": [kind.value for kind in self.kinds],
            "count": self.count,
            "minutes": self.minutes,
            "seed": self.seed,
        }

    def to_json(self) -> str:
        """Return the settings as one line."""
        return json.dumps(self.as_values(), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "QuizSettings":
        """Return the settings that `to_json` wrote.

        Raises:
            QuizError: the text was written by something else.
        """
        try:
            values = json.loads(text)
            return cls(
                seed=_whole(values["seed"]),
                topics=tuple(map(str, values["topics"])),
                levels=tuple(map(_whole, values["levels"])),
                kinds=tuple(map(Kind, values["kinds"])),
                count=None if values["count"] is None else _whole(values["count"]),
                minutes=None if values["minutes"] is None else _whole(values["minutes"]),
            )
        except (TypeError, KeyError, ValueError) as error:
            raise QuizError(f"these are no settings of a quiz ({error}): {text[:60]}") from error


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise QuizError(f"{value!r} is no whole number")
    return value


# Drawing


def matching(cards: Iterable[Card], settings: QuizSettings) -> tuple[Task, ...]:
    """Return every exercise that a quiz may ask for, each with its own seed, in the order of the pack."""
    return tuple(
        task_of(card, position, _digest(settings.seed, "task", card.id, position) >> 96)
        for card in cards
        if (not settings.topics or card.topic in settings.topics)
        and (not settings.levels or card.level in settings.levels)
        for position, exercise in enumerate(card.face(Language.ENGLISH).exercises)
        if not settings.kinds or kind_of(exercise) in settings.kinds
    )


def draw_quiz(cards: Iterable[Card], settings: QuizSettings) -> tuple[Task, ...]:
    """Return the tasks of a quiz: the same for the same settings and pack, wherever it is drawn.

    Topics take turns, and among the cards of a topic the kind that was asked least goes first. No card
    comes twice before every one was asked, and no exercise comes twice at all; where there are fewer
    exercises than questions, the quiz is shorter. Chance is a hash of the seed with what it decides, so that
    neither the Python at hand nor a card elsewhere in the pack changes the draw of the others.
    """
    pack = tuple(cards)
    topics = {card.id: card.topic for card in pack}
    pool: dict[str, dict[CardId, list[Task]]] = {}
    for task in matching(pack, settings):
        pool.setdefault(topics[task.card], {}).setdefault(task.card, []).append(task)
    return tuple(islice(_draw(pool, settings.seed), settings.most))


def _draw(pool: Mapping[str, Mapping[CardId, list[Task]]], seed: int) -> Iterator[Task]:
    asked: Counter[Kind] = Counter()
    turns = sorted(pool, key=lambda topic: _digest(seed, "topic", topic))
    left = {topic: {card: list(tasks) for card, tasks in pool[topic].items()} for topic in turns}
    while any(left.values()):
        rest = {topic: set(left[topic]) for topic in turns}
        while any(rest.values()):
            for topic in turns:
                fitting = [task for card in rest[topic] for task in left[topic][card]]
                if not fitting:
                    continue
                task = min(fitting, key=lambda each: (asked[each.kind], _order(seed, each)))
                asked[task.kind] += 1
                rest[topic].remove(task.card)
                left[topic][task.card].remove(task)
                if not left[topic][task.card]:
                    del left[topic][task.card]
                yield task


def _order(seed: int, task: Task) -> int:
    return _digest(seed, "order", task.card, task.position)


def _digest(*parts: object) -> int:
    """Return 128 bits that depend on nothing but the parts."""
    text = "\0".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")


# How it went


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the questions asked were answered right, at once and without help."""

    right: int = 0
    asked: int = 0

    def plus(self, attempt: Attempt) -> "Score":
        """Return the score with one more question."""
        return replace(self, right=self.right + attempt.clean, asked=self.asked + 1)


@dataclass(frozen=True, slots=True)
class QuizReport:
    """How a quiz went."""

    score: Score
    topics: Mapping[str, Score]
    """In the order of the pack; only topics that were asked about."""
    misses: tuple[Attempt, ...]
    """What was not solved at once and without help, in the order it was asked."""

    @property
    def missed_cards(self) -> tuple[CardId, ...]:
        """The cards of what was missed, each once."""
        return tuple(dict.fromkeys(attempt.task.card for attempt in self.misses))


def report_on(attempts: Iterable[Attempt], cards: Mapping[CardId, Card]) -> QuizReport:
    """Return how a quiz went; cards are those of the pack, in its order."""
    asked = [attempt for attempt in attempts if attempt.outcome in COUNTED]
    score, topics = Score(), dict.fromkeys((card.topic for card in cards.values()), Score())
    for attempt in asked:
        score = score.plus(attempt)
        topic = cards[attempt.task.card].topic
        topics[topic] = topics[topic].plus(attempt)
    return QuizReport(
        score=score,
        topics={topic: found for topic, found in topics.items() if found.asked},
        misses=tuple(attempt for attempt in asked if not attempt.clean),
    )
