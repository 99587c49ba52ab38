"""Today's plan: which cards to see, in which order, and what each topic looks like."""

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from quizapp.cards.model import Card, CardId
from quizapp.memory import model
from quizapp.memory.calendar import Calendar
from quizapp.memory.schedule import CardState


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """One topic as Home shows it."""

    topic: str
    cards: int
    due: int
    """Cards that are due by now, or by the end of the learner's day."""
    new: int
    """Cards never seen."""
    learned: int
    """Cards seen at least once."""
    retrievability: float | None
    """Mean probability of recalling the learned cards today; None when there are none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to study, most urgent first."""

    due: tuple[CardId, ...]
    new: tuple[CardId, ...]
    waiting: tuple[CardId, ...]
    """Cards rated AGAIN whose ten minutes are not over, the soonest first."""
    topics: tuple[TopicPlan, ...]
    """Every topic of the cards given, in the order in which they first appear, chosen or not."""


def plan(
    cards: Iterable[Card],
    states: Mapping[CardId, CardState],
    *,
    now: datetime,
    calendar: Calendar,
    new_per_day: int = 10,
    introduced_today: int = 0,
    topics: Collection[str] = (),
) -> Plan:
    """Return the plan for the rest of the learner's day; with `topics`, for these topics alone.

    Due cards are ordered by how much longer than their interval they have waited, then by how likely they are
    forgotten; those in relearning come first, since they wait for minutes. New cards come by level, none
    before a card that it requires, and no more than remain of `new_per_day`.
    """
    every = tuple(cards)
    moment = _Moment(now, calendar)
    chosen = [card for card in every if not topics or card.topic in topics]
    seen = [states[card.id] for card in chosen if card.id in states]
    new = _teaching_order([card for card in chosen if card.id not in states])
    waiting = [state for state in seen if state.relearning and not moment.is_due(state)]
    return Plan(
        due=tuple(s.card for s in sorted(filter(moment.is_due, seen), key=moment.urgency)),
        new=tuple(new[: max(0, new_per_day - introduced_today)]),
        waiting=tuple(s.card for s in sorted(waiting, key=moment.urgency)),
        topics=tuple(
            _topic_plan(topic, [card.id for card in every if card.topic == topic], states, moment)
            for topic in dict.fromkeys(card.topic for card in every)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment in the learner's calendar, and what a card's state means then."""

    now: datetime
    calendar: Calendar

    def is_due(self, state: CardState) -> bool:
        """Return whether to see a card now, if it waits for minutes, or else by the end of the day."""
        if state.relearning:
            return state.due <= self.now
        return self.calendar.day(state.due) <= self.calendar.day(self.now)

    def retrievability(self, state: CardState) -> float:
        """Return the probability that a card is recalled."""
        return model.retrievability(state.stability, self.calendar.days_between(state.reviewed_at, self.now))

    def urgency(self, state: CardState) -> tuple[bool, float, float, CardId]:
        """Return a key that sorts the most urgent card first."""
        if state.relearning:
            return (False, state.due.timestamp(), 0.0, state.card)
        overdue_days = self.calendar.days_between(state.due, self.now)
        return (True, -overdue_days / state.interval_days, self.retrievability(state), state.card)


def _teaching_order(cards: list[Card]) -> list[CardId]:
    """Return the cards by level, each after those that it requires, and those first that most build on.

    Cards that require each other in a circle are a mistake that `quizapp check` reports; here the circle is
    entered at its first card, so that they can be studied all the same.
    """
    by_id = {card.id: card for card in cards}
    built_on = Counter(need for card in cards for need in _needs(card, by_id))
    rank = {card.id: (card.level, -built_on[card.id], card.topic, card.id) for card in cards}
    missing = {card.id: {need for need in card.requires if need in by_id} - {card.id} for card in cards}
    dependents: dict[CardId, list[CardId]] = {}
    for id_, needs in missing.items():
        for need in needs:
            dependents.setdefault(need, []).append(id_)
    ready = [rank[id_] for id_, needs in missing.items() if not needs]
    heapq.heapify(ready)
    order: list[CardId] = []
    while missing:
        *_, id_ = heapq.heappop(ready) if ready else min(rank[id_] for id_ in missing)
        order.append(id_)
        del missing[id_]
        for dependent in dependents.get(id_, ()):
            if dependent in missing:
                missing[dependent].discard(id_)
                if not missing[dependent]:
                    heapq.heappush(ready, rank[dependent])
    return order


def _needs(card: Card, by_id: Mapping[CardId, Card]) -> set[CardId]:
    """Return everything that a card builds on, directly or not."""
    found: set[CardId] = set()
    frontier = [card]
    while frontier:
        new = {need for need in frontier.pop().requires if need in by_id} - found
        found |= new
        frontier += [by_id[need] for need in new]
    return found


def _topic_plan(
    topic: str, cards: list[CardId], states: Mapping[CardId, CardState], moment: _Moment
) -> TopicPlan:
    learned = [states[id_] for id_ in cards if id_ in states]
    return TopicPlan(
        topic=topic,
        cards=len(cards),
        due=sum(map(moment.is_due, learned)),
        new=len(cards) - len(learned),
        learned=len(learned),
        retrievability=fmean(map(moment.retrievability, learned)) if learned else None,
    )
