"""What there is to do today and tomorrow."""

from datetime import UTC, datetime, timedelta

from quizapp.cards.model import Card, CardId
from quizapp.memory import Calendar, CardState, Rating, Scheduler
from quizapp.study.agenda import Agenda, agenda, minutes, session_for, tomorrow

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
SCHEDULER = Scheduler(Calendar(UTC))


def card(name: str, topic: str = "losses") -> Card:
    return Card(CardId(name), topic, (), 1, f"{topic}/{name}", (), (), (), {}, "")


def states(**ratings: tuple[Rating, datetime]) -> dict[CardId, CardState]:
    return {
        CardId(name): SCHEDULER.review(None, CardId(name), rating, at)
        for name, (rating, at) in ratings.items()
    }


def today(cards: list[Card], known: dict[CardId, CardState], *, new_per_day: int = 10) -> Agenda:
    return agenda(
        cards,
        known,
        now=NINE,
        calendar=SCHEDULER.calendar,
        new_per_day=new_per_day,
        introduced_today=0,
    )


def test_counts_cards_to_study_and_cards_learned() -> None:
    known = states(a=(Rating.GOOD, NINE - timedelta(days=30)), b=(Rating.AGAIN, NINE))
    found = today([card("a"), card("b"), card("c")], known)
    assert (found.count, found.learned, found.cards) == (3, 2, 3)


def test_no_cards_take_no_time_and_few_cards_some() -> None:
    assert minutes(0, 0) == 0
    assert minutes(1, 0) == 1
    assert minutes(18, 6) == 15


def test_the_weakest_topic_is_the_least_likely_recalled() -> None:
    known = states(a=(Rating.GOOD, NINE - timedelta(days=90)), b=(Rating.EASY, NINE - timedelta(days=2)))
    assert today([card("a", "losses"), card("b", "layers")], known).weakest == "losses"


def test_one_topic_is_not_the_weakest_of_one() -> None:
    assert today([card("a"), card("b", "layers")], states(a=(Rating.GOOD, NINE))).weakest is None


def test_the_session_asks_due_cards_then_new_ones_then_those_that_wait() -> None:
    known = states(late=(Rating.GOOD, NINE - timedelta(days=30)), soon=(Rating.AGAIN, NINE))
    found = today([card("fresh"), card("soon"), card("late")], known)
    session = session_for(found.plan, known, NINE)
    assert session.queue == ("late", "fresh")
    assert [(each.card, each.back_at) for each in session.waiting] == [("soon", known[CardId("soon")].due)]


def test_tomorrow_holds_what_falls_due_then() -> None:
    known = states(a=(Rating.HARD, NINE), b=(Rating.EASY, NINE))
    assert known[CardId("a")].interval_days == 1
    ahead = tomorrow(
        [card("a"), card("b"), card("c")], known, now=NINE, calendar=SCHEDULER.calendar, new_per_day=5
    )
    assert ahead.due == ("a",)
    assert ahead.new == ("c",)
