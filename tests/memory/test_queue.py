import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from quizapp.cards.model import Card, CardId, Face, Language
from quizapp.memory import Calendar, CardState, Rating, Scheduler, plan
from quizapp.memory.queue import TopicPlan

CALENDAR = Calendar(ZoneInfo("Asia/Seoul"))
NOW = datetime(2026, 11, 23, 12, tzinfo=CALENDAR.timezone)


def card(id_: str, topic: str = "basics", level: int = 1, requires: tuple[str, ...] = ()) -> Card:
    face = Face(Language.ENGLISH, Path(f"{id_}.md"), "?", "!", (), (), (), ())
    return Card(
        id=CardId(id_),
        topic=topic,
        tags=(),
        level=level,
        derivation="basics/x",
        requires=tuple(map(CardId, requires)),
        follow_ups=(),
        sources=(),
        faces=MappingProxyType({Language.ENGLISH: face}),
        content_hash="0",
    )


def state(id_: str, *, due_in_days: int = 0, interval: int = 10, stability: float = 10.0) -> CardState:
    due_day = CALENDAR.day(NOW) + timedelta(days=due_in_days)
    return CardState(
        card=CardId(id_),
        stability=stability,
        difficulty=5.0,
        reviewed_at=CALENDAR.start(due_day - timedelta(days=interval)),
        due=CALENDAR.start(due_day),
        interval_days=interval,
        reviews=2,
        lapses=0,
    )


def relearning(id_: str, due: datetime) -> CardState:
    reviewed_at = (due - timedelta(minutes=10)).astimezone(UTC)
    return CardState(CardId(id_), 0.5, 6.0, reviewed_at, due.astimezone(UTC), 0, 1, 0)


def by_id(*states: CardState) -> dict[CardId, CardState]:
    return {s.card: s for s in states}


def test_a_card_is_due_all_of_its_day_and_not_on_the_evening_before() -> None:
    cards, states = [card("a")], by_id(state("a"))
    day_start = CALENDAR.start(CALENDAR.day(NOW))
    for moment, due in [
        (day_start - timedelta(milliseconds=1), ()),
        (day_start, ("a",)),
        (day_start + timedelta(hours=23, minutes=59), ("a",)),
        (day_start + timedelta(days=3), ("a",)),
    ]:
        assert plan(cards, states, now=moment, calendar=CALENDAR).due == due


def test_a_card_of_the_session_waits_until_its_minute() -> None:
    cards, states = [card("a")], by_id(relearning("a", NOW + timedelta(minutes=4)))
    early = plan(cards, states, now=NOW, calendar=CALENDAR)
    assert (early.due, early.waiting) == ((), ("a",))
    later = plan(cards, states, now=NOW + timedelta(minutes=4), calendar=CALENDAR)
    assert (later.due, later.waiting) == (("a",), ())


def test_due_cards_come_by_relative_overdueness_after_those_of_the_session() -> None:
    states = by_id(
        state("week-late", due_in_days=-7, interval=100),
        state("day-late", due_in_days=-1, interval=2),
        state("today-fresh", interval=10, stability=30),
        state("today-fading", interval=10, stability=8),
        relearning("session", NOW),
        state("tomorrow", due_in_days=1),
    )
    cards = [card(id_) for id_ in states]
    assert plan(cards, states, now=NOW, calendar=CALENDAR).due == (
        "session",
        "day-late",
        "week-late",
        "today-fading",
        "today-fresh",
    )


def test_new_cards_come_by_level_and_after_what_they_require() -> None:
    cards = [
        card("z-level-1"),
        card("a-level-2", level=2),
        card("needs-level-3", requires=("deep",)),
        card("deep", level=3),
        card("a-level-1"),
    ]
    today = plan(cards, {}, now=NOW, calendar=CALENDAR)
    assert today.new == ("a-level-1", "z-level-1", "a-level-2", "deep", "needs-level-3")


def test_what_most_cards_build_on_is_taught_first() -> None:
    deck = [card("alone"), card("b", requires=("root",)), card("c", requires=("b",)), card("root")]
    assert plan(deck, {}, now=NOW, calendar=CALENDAR).new == ("root", "b", "alone", "c")


def test_a_required_card_that_is_learned_absent_or_in_another_topic_holds_nothing_back() -> None:
    cards = [
        card("a", requires=("learned", "absent", "elsewhere", "a")),
        card("b"),
        card("learned"),
        card("elsewhere", topic="other"),
    ]
    today = plan(cards, by_id(state("learned")), now=NOW, calendar=CALENDAR, topics=["basics"])
    assert today.new == ("a", "b")


def test_cards_that_require_each_other_are_planned_all_the_same() -> None:
    cards = [card("b", requires=("a",)), card("a", requires=("c",)), card("c", requires=("b",)), card("d")]
    assert plan(cards, {}, now=NOW, calendar=CALENDAR).new == ("d", "a", "b", "c")


@pytest.mark.parametrize(("introduced", "left"), [(0, 3), (2, 1), (3, 0), (9, 0)])
def test_new_cards_are_no_more_than_remain_of_the_day(introduced: int, left: int) -> None:
    cards = [card(f"c{n}") for n in range(8)]
    today = plan(cards, {}, now=NOW, calendar=CALENDAR, new_per_day=3, introduced_today=introduced)
    assert len(today.new) == left


def test_chosen_topics_limit_the_queue_but_not_the_overview() -> None:
    cards = [card("a", "one"), card("b", "two"), card("c", "two"), card("d", "one")]
    states = by_id(state("a"), state("b"), relearning("d", NOW + timedelta(minutes=1)))
    today = plan(cards, states, now=NOW, calendar=CALENDAR, topics={"two"})
    assert (today.due, today.new, today.waiting) == (("b",), ("c",), ())
    assert [(t.topic, t.cards, t.due, t.new, t.learned) for t in today.topics] == [
        ("one", 2, 1, 0, 2),
        ("two", 2, 1, 1, 1),
    ]


def test_a_topic_shows_the_mean_retrievability_of_what_was_learned() -> None:
    scheduler = Scheduler(CALENDAR)
    states = by_id(state("a", stability=3.0), state("b", due_in_days=5, stability=50.0))
    cards = [card("a"), card("b"), card("c"), card("d", "untouched")]
    topics = plan(cards, states, now=NOW, calendar=CALENDAR).topics
    mean = sum(scheduler.retrievability(s, NOW) for s in states.values()) / 2
    assert topics[0].retrievability == pytest.approx(mean)
    assert 0 < mean < 1
    assert topics[1] == TopicPlan("untouched", cards=1, due=0, new=1, learned=0, retrievability=None)


def test_states_of_vanished_cards_are_left_alone() -> None:
    today = plan([card("a")], by_id(state("gone"), state("a")), now=NOW, calendar=CALENDAR)
    assert today.due == ("a",)


def test_the_order_of_the_cards_given_changes_nothing_in_the_queue() -> None:
    source = random.Random(7)
    cards = [
        card(f"c{n}", f"t{n % 3}", 1 + n % 3, tuple(f"c{source.randrange(n)}" for _ in range(2) if n))
        for n in range(60)
    ]
    scheduler = Scheduler(CALENDAR)
    states = by_id(
        *(
            scheduler.review(
                None, c.id, source.choice(list(Rating)), NOW - timedelta(days=source.randrange(40))
            )
            for c in cards[::2]
        )
    )
    expected = plan(cards, states, now=NOW, calendar=CALENDAR, new_per_day=99)
    for _ in range(5):
        source.shuffle(cards)
        shuffled = plan(cards, states, now=NOW, calendar=CALENDAR, new_per_day=99)
        assert (shuffled.due, shuffled.new, shuffled.waiting) == (
            expected.due,
            expected.new,
            expected.waiting,
        )
        assert set(shuffled.topics) == set(expected.topics)
    places = {id_: place for place, id_ in enumerate(expected.new)}
    for c in cards:
        assert all(places[need] < places[c.id] for need in c.requires if {need, c.id} <= places.keys())
