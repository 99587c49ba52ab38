"""What a learner has in front of her today and tomorrow, and where she stands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from quizapp.cards.model import Card, CardId
from quizapp.memory.calendar import Calendar
from quizapp.memory.queue import Plan, plan
from quizapp.memory.schedule import CardState
from quizapp.study.session import Session, Waiting, begin

SECONDS_A_REVIEW = 30
SECONDS_A_NEW_CARD = 60
"""A new card takes longer: its answer is read, not only compared."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """Today's plan with what a learner wants to know about it."""

    plan: Plan
    minutes: int
    weakest: str | None
    """The topic least likely to be recalled; None while fewer than two topics were studied."""
    new_left: int
    """How many more new cards today's number allows, whether or not there are that many."""

    @property
    def cards(self) -> int:
        """Cards in the pack."""
        return sum(topic.cards for topic in self.plan.topics)

    @property
    def learned(self) -> int:
        """Cards seen at least once."""
        return sum(topic.learned for topic in self.plan.topics)

    @property
    def count(self) -> int:
        """Cards to study today."""
        return len(self.plan.due) + len(self.plan.new) + len(self.plan.waiting)


def agenda(
    cards: Iterable[Card],
    states: Mapping[CardId, CardState],
    *,
    now: datetime,
    calendar: Calendar,
    new_per_day: int,
    introduced_today: int,
    topics: Collection[str] = (),
) -> Agenda:
    """Return today's agenda, in every topic or in those named."""
    today = plan(
        cards,
        states,
        now=now,
        calendar=calendar,
        new_per_day=new_per_day,
        introduced_today=introduced_today,
        topics=topics,
    )
    recalled = {t.topic: t.retrievability for t in today.topics if t.retrievability is not None}
    return Agenda(
        plan=today,
        minutes=minutes(len(today.due) + len(today.waiting), len(today.new)),
        weakest=min(recalled, key=lambda topic: recalled[topic]) if len(recalled) > 1 else None,
        new_left=max(0, new_per_day - introduced_today),
    )


def minutes(due: int, new: int) -> int:
    """Return about how long these cards take, in whole minutes; 0 only when there are none."""
    return ceil((due * SECONDS_A_REVIEW + new * SECONDS_A_NEW_CARD) / 60)


def tomorrow(
    cards: Iterable[Card],
    states: Mapping[CardId, CardState],
    *,
    now: datetime,
    calendar: Calendar,
    new_per_day: int,
) -> Plan:
    """Return the plan of the learner's next day, as far as it is known now."""
    start = calendar.start(calendar.day(now) + timedelta(days=1))
    return plan(cards, states, now=start, calendar=calendar, new_per_day=new_per_day)


def session_for(today: Plan, states: Mapping[CardId, CardState], at: datetime) -> Session:
    """Return the session that a plan asks for: due cards, then new ones, and those that wait for minutes."""
    waiting = (Waiting(card, states[card].due) for card in today.waiting)
    return begin((*today.due, *today.new), at, waiting=waiting)
