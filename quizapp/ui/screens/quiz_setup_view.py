"""What the screen shows on which a quiz is chosen, as a value, and everything a learner can do to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from quizapp.cards.library import Library
from quizapp.cards.model import Language
from quizapp.study.attempt import EXPECTED_SECONDS
from quizapp.study.quiz import QuizSettings, draw_quiz, matching
from quizapp.study.task import Kind
from quizapp.ui.exercise_words import exercise_words
from quizapp.ui.quiz_history import Result
from quizapp.ui.quiz_words import quiz_words
from quizapp.ui.widgets.pick_list import Pick

LENGTHS: tuple[tuple[int | None, int | None], ...] = (
    (5, None),
    (10, None),
    (20, None),
    (40, None),
    (None, 5),
    (None, 10),
    (None, 20),
    (None, 45),
)
"""Questions or minutes."""
LEVELS: tuple[tuple[int, ...], ...] = ((), (1,), (1, 2), (2,), (2, 3), (3,))
KINDS = tuple(Kind)
LENGTH, LEVEL, FIRST_KIND = 0, 1, 2
FIRST_TOPIC = FIRST_KIND + len(KINDS)
"""Lines, from 0: length and level, then the kinds, then the topics."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """What the pack holds of what was chosen."""

    exercises: int
    questions: int
    """How many of them the quiz asks."""
    minutes: int


NOTHING = Fitting(0, 0, 0)


@dataclass(frozen=True, slots=True)
class QuizSetupView:
    """Everything the screen shows."""

    topics: tuple[str, ...]
    """All there are."""
    chosen: frozenset[str]
    seed: int
    language: Language
    kinds: frozenset[Kind] = frozenset(KINDS)
    length: int = 1
    """Which of LENGTHS."""
    level: int = 0
    """Which of LEVELS."""
    marked: int = 0
    """The marked line."""
    found: Fitting = NOTHING
    """What the pack holds of what is chosen."""
    results: tuple[Result, ...] = ()
    notice: str = ""

    @property
    def lines(self) -> int:
        """How many lines there are to mark."""
        return FIRST_TOPIC + len(self.topics)

    @property
    def ticking(self) -> bool:
        """Whether the marked line is one to tick."""
        return self.marked >= FIRST_KIND

    @property
    def settings(self) -> QuizSettings | None:
        """What was chosen; None while nothing is."""
        if not self.chosen or not self.kinds:
            return None
        count, minutes = LENGTHS[self.length]
        return QuizSettings(
            seed=self.seed,
            topics=() if len(self.chosen) == len(self.topics) else self._in_order(),
            levels=LEVELS[self.level],
            kinds=() if len(self.kinds) == len(KINDS) else tuple(k for k in KINDS if k in self.kinds),
            count=count,
            minutes=minutes,
        )

    def _in_order(self) -> tuple[str, ...]:
        return tuple(topic for topic in self.topics if topic in self.chosen)

    def move(self, lines: int) -> "QuizSetupView":
        """Mark another line; the mark stops at both ends."""
        return replace(self, marked=min(max(self.marked + lines, 0), self.lines - 1))

    def change(self, by: int) -> "QuizSetupView":
        """Choose the next length or level, or tick the marked line."""
        match self.marked:
            case 0:
                return replace(self, length=(self.length + by) % len(LENGTHS))
            case 1:
                return replace(self, level=(self.level + by) % len(LEVELS))
        if self.marked < FIRST_TOPIC:
            return replace(self, kinds=self.kinds ^ {KINDS[self.marked - FIRST_KIND]})
        return replace(self, chosen=self.chosen ^ {self.topics[self.marked - FIRST_TOPIC]})

    def all_or_none(self) -> "QuizSetupView":
        """Tick every line of the marked group, or none where all are ticked."""
        if self.marked < FIRST_TOPIC:
            kinds = frozenset() if len(self.kinds) == len(KINDS) else frozenset(KINDS)
            return replace(self, kinds=kinds)
        chosen = frozenset() if len(self.chosen) == len(self.topics) else frozenset(self.topics)
        return replace(self, chosen=chosen)


def fitting(settings: QuizSettings | None, library: Library) -> Fitting:
    """Return how much there is to ask."""
    if settings is None:
        return NOTHING
    cards = library.cards.values()
    tasks = draw_quiz(cards, settings)
    seconds = sum(EXPECTED_SECONDS[task.kind] for task in tasks)
    return Fitting(len(matching(cards, settings)), len(tasks), ceil(seconds / 60))


def outlook(view: QuizSetupView) -> str:
    """Return what starting would begin, in one sentence."""
    say, settings, found = quiz_words(view.language), view.settings, view.found
    if settings is None or not found.questions:
        return say.nothing_fits
    if settings.count is None:
        return say.enter(f"{length_name(view)} · {say.drawn_from(found.exercises)}")
    if found.questions < settings.count:
        return say.enter(" · ".join([say.only(found.questions), say.about(found.minutes)]))
    parts = [say.questions(found.questions), say.about(found.minutes), say.drawn_from(found.exercises)]
    return say.enter(" · ".join(parts))


def length_name(view: QuizSetupView) -> str:
    """Return the chosen length in words."""
    say, (count, minutes) = quiz_words(view.language), LENGTHS[view.length]
    return say.questions(count) if count is not None else say.minutes(minutes or 0)


def level_name(view: QuizSetupView) -> str:
    """Return the chosen levels in words."""
    say, levels = quiz_words(view.language), LEVELS[view.level]
    return " · ".join(say.levels[level] for level in levels) if levels else say.every_level


def picks(view: QuizSetupView, title: Callable[[str, Language], str]) -> tuple[Pick, ...]:
    """Return the lines of the screen."""
    say, kinds = quiz_words(view.language), exercise_words(view.language).kinds
    of_kinds = say.chosen(len(view.kinds), len(KINDS))
    of_topics = say.chosen(len(view.chosen), len(view.topics))
    return (
        Pick(say.length, value=length_name(view)),
        Pick(say.level, value=level_name(view)),
        *(
            Pick(kinds[kind], ticked=kind in view.kinds, heading=(say.kinds, of_kinds) if not at else None)
            for at, kind in enumerate(KINDS)
        ),
        *(
            Pick(
                title(topic, view.language),
                ticked=topic in view.chosen,
                heading=(say.topics, of_topics) if not at else None,
            )
            for at, topic in enumerate(view.topics)
        ),
    )
