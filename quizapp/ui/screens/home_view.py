"""What the home screen shows, as a value, and the texts that follow from it."""

from dataclasses import dataclass, replace
from datetime import date

from quizapp.cards.library import Library
from quizapp.cards.model import Language
from quizapp.memory.queue import Plan, TopicPlan
from quizapp.study.agenda import Agenda
from quizapp.ui.services import Services
from quizapp.ui.standing import Standing
from quizapp.ui.words import words


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the home screen shows."""

    agenda: Agenda
    tomorrow: Plan
    today: date
    interview: date | None
    first_start: bool
    """Nothing was ever reviewed."""
    language: Language
    waiting: frozenset[str]
    """Topics with a card that comes back within minutes."""
    helping: int
    """How many new cards are studied in a day, and again when more are asked for."""
    standing: Standing | None = None
    """None until the record of past proofs was read."""
    marked: int | None = None
    """The topic that Enter studies; None for the whole plan."""
    notice: str = ""

    @property
    def topic(self) -> TopicPlan | None:
        """The marked topic; None for the whole plan."""
        return None if self.marked is None else self.agenda.plan.topics[self.marked]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The topics that Enter studies; none means all of them."""
        return () if self.topic is None else (self.topic.topic,)

    @property
    def to_study(self) -> bool:
        """Whether today's plan holds a card of what is marked."""
        topic = self.topic
        if topic is None:
            return self.agenda.count > 0
        return topic.due > 0 or topic.topic in self.waiting or min(topic.new, self.agenda.new_left) > 0

    @property
    def more(self) -> int:
        """How many new cards of what is marked lie beyond today's plan; asked only when that is done."""
        topics = self.agenda.plan.topics if self.topic is None else (self.topic,)
        return 0 if self.to_study else min(self.helping, sum(topic.new for topic in topics))

    def move(self, lines: int) -> "HomeView":
        """Move the mark over the plan and the topics below it; it stops at both ends."""
        line = (-1 if self.marked is None else self.marked) + lines
        line = min(max(line, -1), len(self.agenda.plan.topics) - 1)
        return replace(self, marked=None if line < 0 else line, notice="")


def fresh_view(services: Services, language: Language) -> HomeView:
    """Return what is to be shown at this moment, nothing marked."""
    agenda, cards = services.agenda(), services.library.cards
    return HomeView(
        agenda=agenda,
        tomorrow=services.tomorrow(),
        today=services.calendar.day(services.now()),
        interview=services.settings.interview,
        first_start=not services.book.states,
        language=language,
        waiting=frozenset(cards[card].topic for card in agenda.plan.waiting),
        helping=services.settings.new_per_day,
    )


def date_line(view: HomeView) -> str:
    """Return the day, how far the interview is, and the language."""
    say = words(view.language)
    days = None if view.interview is None else (view.interview - view.today).days
    countdown = [say.interview(days)] if days is not None and days >= 0 else []
    return " · ".join([say.day(view.today), *countdown, view.language.value.upper()])


def headline(view: HomeView) -> tuple[str, ...]:
    """Return how much there is to study and how long it takes."""
    say, plan = words(view.language), view.agenda.plan
    due, new = len(plan.due) + len(plan.waiting), len(plan.new)
    if not due + new:
        return (say.nothing_due,)
    counts = [say.due(due)] if due else []
    counts += [say.new(new)] if new else []
    return " · ".join(counts), say.minutes(view.agenda.minutes)


def ways(view: HomeView) -> tuple[tuple[str, str], ...]:
    """Return the ways on with their keys: today's plan first, or more new cards when that is done."""
    say, plan = words(view.language), replace(view, marked=None)
    others = ((say.quiz, "q"), (say.derive, "d"), (say.browse, "b"))
    if plan.to_study:
        return ((say.first_question if view.first_start else say.study, "enter"), *others)
    return ((say.more(plan.more), "enter"), *others) if plan.more else others


def remark(view: HomeView, library: Library) -> str:
    """Return what stands below the ways on: the weakest topic, or tomorrow when today is done."""
    say, weakest = words(view.language), view.agenda.weakest
    if not view.agenda.count:
        return say.tomorrow(len(view.tomorrow.due), len(view.tomorrow.new))
    return "" if weakest is None or view.first_start else say.weakest(library.title(weakest, view.language))


def where_it_stands(view: HomeView, library: Library) -> str:
    """Return how many cards were learned, how many formulas verified, and how many files have problems."""
    say, found = words(view.language), view.standing
    parts = [say.learned(view.agenda.learned, view.agenda.cards)]
    if found is not None and found.formulas:
        all_good = found.verified == found.formulas and not found.unproved
        parts.append(
            say.all_verified(found.formulas) if all_good else say.verified(found.verified, found.formulas)
        )
    if found is not None and found.unproved:
        parts.append(say.unproved(found.unproved))
    if library.problems:
        parts.append(say.problems(len(library.problems)))
    return " · ".join(parts)


def accusation(view: HomeView) -> str:
    """Return which derivations were refuted; nothing when none was."""
    refuted = view.standing.refuted if view.standing is not None else ()
    return words(view.language).refuted(refuted) if refuted else ""


def notice(view: HomeView, library: Library) -> str:
    """Return what there is to tell, if only why a marked topic cannot be studied."""
    if view.notice or view.topic is None or view.to_study or view.more:
        return view.notice
    return words(view.language).nothing_in_topic(library.title(view.topic.topic, view.language))
