"""The quizzes of a learner over time, as the screens tell of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.cards.library import Library
from quizapp.cards.model import Language
from quizapp.study.quiz import QuizError, QuizSettings
from quizapp.ui.quiz_words import quiz_words
from quizapp.ui.services import Services

BARS = "▁▂▃▄▅▆▇█"
MOST_BARS = 24
"""Older results are not drawn."""
NAMED = 2
"""Topics of a quiz that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one quiz went."""

    day: date
    """The learner's day on which it ended."""
    right: int
    asked: int
    topics: tuple[str, ...]
    """What was chosen; all topics when empty."""

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.asked


def results(services: Services) -> tuple[Result, ...]:
    """Return every quiz that was taken, the last one first.

    Raises:
        StoreError: the book cannot be read.
    """
    return tuple(
        Result(services.calendar.day(quiz.at), quiz.right, quiz.asked, _topics(quiz.settings))
        for quiz in reversed(services.book.quizzes())
        if quiz.asked
    )


def _topics(settings: str) -> tuple[str, ...]:
    try:
        return QuizSettings.from_json(settings).topics
    except QuizError:
        return ()


def day_name(day: date, today: date, language: Language) -> str:
    """Return what a learner calls a day: today, yesterday, or its date."""
    say = quiz_words(language)
    if day == today:
        return say.today
    return say.yesterday if day == today - timedelta(days=1) else say.day(day)


def topic_names(topics: tuple[str, ...], library: Library, language: Language) -> str:
    """Return what was chosen in a few words: the first topics, and how many more."""
    say = quiz_words(language)
    if not topics:
        return say.all_topics
    names = [library.title(topic, language) for topic in topics[:NAMED]]
    more = [say.and_more(len(topics) - NAMED)] if len(topics) > NAMED else []
    return ", ".join(names) + "".join(f" {text}" for text in more)


def last_results(found: tuple[Result, ...], today: date, language: Language, most: int = 3) -> str:
    """Return the last results in one sentence; nothing when there are none."""
    shown = [f"{each.right}/{each.asked} {day_name(each.day, today, language)}" for each in found[:most]]
    return quiz_words(language).last(", ".join(shown)) if shown else ""


def course(found: tuple[Result, ...]) -> str:
    """Return the results as bars, the oldest first; nothing while there are fewer than two."""
    shown = found[:MOST_BARS][::-1] if len(found) > 1 else ()
    return "".join(BARS[min(int(each.share * len(BARS)), len(BARS) - 1)] for each in shown)
