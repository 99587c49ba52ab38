"""What every action does to a session."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.cards.model import CardId
from quizapp.memory import Rating
from quizapp.study.session import LONGEST_LOOK, Session, Waiting, begin

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
A, B, C, D = (CardId(name) for name in "abcd")


def later(**duration: float) -> datetime:
    return NINE + timedelta(**duration)


def rated(session: Session, rating: Rating, at: datetime, *, back_at: datetime | None = None) -> Session:
    return session.reveal().rate(rating, at, back_at=back_at)


def test_begins_with_the_first_card_face_down() -> None:
    session = begin([A, B], NINE)
    assert session.current == A
    assert not session.revealed


def test_asks_a_card_that_is_named_twice_once() -> None:
    assert begin([A, B, A], NINE).queue == (A, B)


def test_without_cards_is_finished_at_once() -> None:
    session = begin([], NINE)
    assert session.finished
    assert session.current is None
    with pytest.raises(ValueError, match="no card"):
        session.reveal()


def test_a_rating_draws_the_next_card_face_down() -> None:
    session = rated(begin([A, B], NINE).reveal().tick(0), Rating.GOOD, later(seconds=5))
    assert session.current == B
    assert not session.revealed
    assert session.ticked == frozenset()


def test_refuses_a_rating_before_the_answer_is_on_show() -> None:
    with pytest.raises(ValueError, match="not on show"):
        begin([A], NINE).rate(Rating.GOOD, NINE)


def test_refuses_a_tick_before_the_answer_is_on_show() -> None:
    with pytest.raises(ValueError, match="not on show"):
        begin([A], NINE).tick(0)


def test_a_second_tick_takes_the_first_back() -> None:
    session = begin([A], NINE).reveal().tick(1).tick(2).tick(1)
    assert session.ticked == {2}


def test_remembers_how_a_card_was_answered() -> None:
    session = begin([A, B], NINE).reveal().tick(1).rate(Rating.HARD, later(seconds=7))
    (answer,) = session.history
    assert (answer.card, answer.rating, answer.ticked) == (A, Rating.HARD, frozenset({1}))
    assert answer.took == timedelta(seconds=7)


def test_a_card_that_comes_back_does_so_after_the_others() -> None:
    session = rated(begin([A, B], NINE), Rating.AGAIN, later(minutes=1), back_at=later(minutes=11))
    assert session.current == B
    session = rated(session, Rating.GOOD, later(minutes=2))
    assert session.current == A
    assert rated(session, Rating.GOOD, later(minutes=3)).finished


def test_a_card_whose_time_has_come_goes_before_the_others() -> None:
    session = rated(begin([A, B, C], NINE), Rating.AGAIN, NINE, back_at=later(minutes=10))
    session = rated(session, Rating.GOOD, later(minutes=10))
    assert session.queue == (A, C)


def test_the_card_that_waits_longest_returns_first() -> None:
    session = rated(begin([A, B], NINE), Rating.AGAIN, NINE, back_at=later(minutes=12))
    session = rated(session, Rating.AGAIN, NINE, back_at=later(minutes=11))
    assert session.current == B
    assert session.remaining == {A, B}


def test_cards_that_waited_before_the_session_return_in_it() -> None:
    session = begin([A], NINE, waiting=[Waiting(B, later(minutes=4)), Waiting(A, later(minutes=3))])
    assert session.queue == (A,)
    assert rated(session, Rating.GOOD, NINE).current == B


def test_begins_with_a_waiting_card_when_there_is_no_other() -> None:
    assert begin([], NINE, waiting=[Waiting(B, later(minutes=4))]).current == B


def test_skipping_asks_a_card_last() -> None:
    session = begin([A, B, C], NINE).reveal().skip(NINE)
    assert session.queue == (B, C, A)
    assert not session.revealed
    assert session.history == ()


def test_skipping_the_last_card_of_the_queue_fetches_one_that_waits() -> None:
    session = rated(begin([A, B], NINE), Rating.AGAIN, NINE, back_at=later(minutes=10)).skip(NINE)
    assert session.queue == (A, B)
    assert session.waiting == ()


def test_the_only_card_cannot_be_skipped() -> None:
    session = begin([A], NINE)
    assert not session.can_skip
    with pytest.raises(ValueError, match="no other card"):
        session.skip(NINE)


def test_a_follow_up_is_asked_next() -> None:
    assert begin([A, B], NINE).follow(D).queue == (A, D, B)


def test_a_follow_up_that_was_planned_is_moved_and_not_asked_twice() -> None:
    session = begin([A, B, C], NINE, waiting=[Waiting(D, later(minutes=4))])
    assert session.follow(C).queue == (A, C, B)
    followed = session.follow(D)
    assert followed.queue == (A, D, B, C)
    assert followed.waiting == ()


def test_a_card_does_not_follow_itself() -> None:
    with pytest.raises(ValueError, match="no other card"):
        begin([A], NINE).follow(A)


def test_undo_shows_the_card_with_its_answer_and_ticks_again() -> None:
    session = begin([A, B], NINE).reveal().tick(2).rate(Rating.EASY, later(seconds=9))
    session = session.undo(A, later(seconds=10))
    assert session.queue == (A, B)
    assert session.revealed
    assert session.ticked == {2}
    assert session.history == ()


def test_undo_takes_back_that_a_card_returns() -> None:
    session = rated(begin([A, B], NINE), Rating.AGAIN, NINE, back_at=later(minutes=10)).undo(A, NINE)
    assert session.waiting == ()
    assert session.queue == (A, B)


def test_undo_at_the_end_opens_the_session_again() -> None:
    session = rated(begin([A], NINE), Rating.GOOD, NINE)
    assert session.finished
    assert session.undo(A, NINE).current == A


def test_undo_needs_the_card_that_was_answered_last() -> None:
    session = rated(begin([A, B], NINE), Rating.GOOD, NINE)
    with pytest.raises(ValueError, match="not to b"):
        session.undo(B, NINE)
    with pytest.raises(ValueError, match="not to a"):
        begin([A], NINE).undo(A, NINE)


def test_redo_gives_the_same_answer_again() -> None:
    before = begin([A, B], NINE).reveal().tick(1).rate(Rating.HARD, later(seconds=4))
    after = before.undo(A, later(seconds=5)).redo(A, later(seconds=6))
    assert (after.queue, after.history, after.undone) == (before.queue, before.history, ())


def test_redo_returns_a_card_that_had_returned() -> None:
    session = rated(begin([A, B], NINE), Rating.AGAIN, NINE, back_at=later(minutes=10)).undo(A, NINE)
    assert session.redo(A, NINE, back_at=later(minutes=10)).waiting == (Waiting(A, later(minutes=10)),)


def test_a_new_answer_ends_what_can_be_redone() -> None:
    session = rated(begin([A, B], NINE), Rating.GOOD, NINE).undo(A, NINE).rate(Rating.HARD, NINE)
    assert session.undone == ()
    with pytest.raises(ValueError, match="taken back was not to a"):
        session.redo(A, NINE)


def test_progress_counts_a_card_that_returns_as_not_done() -> None:
    session = rated(begin([A, B, C], NINE), Rating.AGAIN, NINE, back_at=later(minutes=10))
    assert (session.done, session.total) == (0, 3)
    session = rated(session, Rating.GOOD, NINE)
    assert (session.done, session.total) == (1, 3)


def test_counts_answers_by_rating() -> None:
    session = rated(begin([A, B], NINE), Rating.AGAIN, NINE, back_at=later(minutes=10))
    session = rated(rated(session, Rating.GOOD, NINE), Rating.GOOD, NINE)
    assert [session.counted(rating) for rating in Rating] == [1, 0, 2, 0]


def test_time_is_counted_while_cards_are_on_show() -> None:
    session = rated(begin([A, B], NINE), Rating.GOOD, later(seconds=30))
    assert session.elapsed(later(seconds=42)) == timedelta(seconds=42)
    session = rated(session, Rating.GOOD, later(seconds=50))
    assert session.elapsed(later(hours=5)) == timedelta(seconds=50)


def test_time_away_from_the_table_is_not_counted() -> None:
    session = rated(begin([A, B], NINE), Rating.GOOD, later(hours=2))
    assert session.history[0].took == LONGEST_LOOK


def test_a_clock_set_back_counts_no_time() -> None:
    session = begin([A], NINE)
    assert session.elapsed(later(hours=-1)) == timedelta()


def test_undo_does_not_turn_the_time_back() -> None:
    session = rated(begin([A, B], NINE), Rating.GOOD, later(seconds=30))
    assert session.undo(A, later(seconds=40)).elapsed(later(seconds=45)) == timedelta(seconds=45)


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["reveal", "tick", "rate", "skip", "undo", "redo", "follow"]),
        st.sampled_from(Rating),
        st.integers(0, 7),
        st.integers(0, 900),
    ),
    max_size=40,
)
CARDS = [CardId(name) for name in "abcdefgh"]


@given(st.integers(0, 8), ACTIONS)
def test_no_run_of_actions_loses_or_doubles_a_card(
    count: int, actions: list[tuple[str, Rating, int, int]]
) -> None:
    session, at = begin(CARDS[:count], NINE), NINE
    asked = set(CARDS[:count])
    for action, rating, number, seconds in actions:
        at += timedelta(seconds=seconds)
        before = session
        match action:
            case "reveal" if session.current is not None:
                session = session.reveal()
            case "tick" if session.revealed:
                session = session.tick(number)
            case "rate" if session.revealed:
                back_at = at + timedelta(minutes=10) if rating is Rating.AGAIN else None
                session = session.rate(rating, at, back_at=back_at)
                assert session.undo(session.history[-1].card, at).queue[0] == before.current
            case "skip" if session.can_skip:
                session = session.skip(at)
                assert session.current != before.current
            case "undo" if session.history:
                session = session.undo(session.history[-1].card, at)
            case "redo" if session.undone:
                last = session.undone[-1]
                back_at = at + timedelta(minutes=10) if last.rating is Rating.AGAIN else None
                session = session.redo(last.card, at, back_at=back_at)
                assert session.history == (*before.history, last)
            case "follow" if session.current not in {None, CARDS[number]}:
                session = session.follow(CARDS[number])
                asked.add(CARDS[number])
        waiting = [each.card for each in session.waiting]
        assert len({*session.queue, *waiting}) == len(session.queue) + len(waiting)
        assert session.remaining | {answer.card for answer in session.history} == asked
        assert session.finished == (not session.remaining)
        assert session.done + len(session.remaining) == session.total
        assert session.elapsed(at) == before.elapsed(at)
        assert [each.back_at for each in session.waiting] == sorted(each.back_at for each in session.waiting)
