from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.cards.model import CardId
from quizapp.errors import StoreError
from quizapp.memory import Calendar, Rating, Scheduler
from quizapp.store import Review, ReviewBook
from tests.store.conftest import MONDAY, SCHEDULER, SEOUL, Clock, Shelf, record


def test_a_review_is_kept_with_everything_known_about_it(shelf: Shelf) -> None:
    shelf.clock.at = MONDAY + timedelta(microseconds=123_456)
    with shelf.open() as book:
        state = book.record(
            CardId("sigmoid"),
            Rating.HARD,
            duration_ms=5300,
            content_hash="beef",
            answered="typed",
            verified="equal",
        )
    with shelf.open() as book:
        (review,) = book.reviews()
        assert review == Review(
            id=review.id,
            card=CardId("sigmoid"),
            at=MONDAY + timedelta(milliseconds=123),
            rating=Rating.HARD,
            duration_ms=5300,
            answered="typed",
            verified="equal",
            content_hash="beef",
            scheduler=SCHEDULER.version,
        )
        assert book.states == {CardId("sigmoid"): state}
        assert state == SCHEDULER.review(None, CardId("sigmoid"), Rating.HARD, review.at)


def test_an_opened_book_is_durable(book: ReviewBook) -> None:
    assert book._connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert book._connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


def test_states_survive_a_restart_to_the_last_bit(shelf: Shelf) -> None:
    with shelf.open() as book:
        for number in range(40):
            record(book, f"card-{number % 7}", Rating(1 + number % 4))
            shelf.clock.advance(hours=7.3)
        before = dict(book.states)
    with shelf.open() as book:
        assert dict(book.states) == before


def test_undo_takes_back_reviews_from_the_last_one_on(book: ReviewBook) -> None:
    first = record(book, "a", Rating.GOOD)
    record(book, "b", Rating.AGAIN)
    record(book, "a", Rating.EASY)
    taken_back = [book.undo(), book.undo()]
    assert [(r.card, r.rating) for r in taken_back if r] == [("a", Rating.EASY), ("b", Rating.AGAIN)]
    assert book.states == {CardId("a"): first}
    assert [r.card for r in book.reviews()] == ["a"]
    assert book.undo() is not None
    assert (book.states, book.reviews(), book.undo()) == ({}, (), None)


def test_redo_brings_reviews_back_in_the_order_they_had(book: ReviewBook) -> None:
    for card in "abc":
        record(book, card)
    before, reviews = dict(book.states), book.reviews()
    for _ in range(3):
        book.undo()
    assert [r.card for r in (book.redo(), book.redo(), book.redo()) if r] == ["a", "b", "c"]
    assert book.redo() is None
    assert (dict(book.states), book.reviews()) == (before, reviews)


def test_a_new_review_clears_what_could_be_redone(book: ReviewBook) -> None:
    record(book, "a", Rating.EASY)
    book.undo()
    record(book, "a", Rating.HARD)
    assert book.redo() is None
    assert [r.rating for r in book.reviews()] == [Rating.HARD]


def test_undo_and_redo_alternate_as_often_as_one_likes(book: ReviewBook) -> None:
    record(book, "a")
    record(book, "b")
    before = dict(book.states)
    for _ in range(4):
        assert [r.card for r in (book.undo(), book.undo()) if r] == ["b", "a"]
        assert [r.card for r in (book.redo(), book.redo()) if r] == ["a", "b"]
    assert dict(book.states) == before


def test_a_review_after_a_partial_redo_clears_the_rest(book: ReviewBook) -> None:
    for card in "abc":
        record(book, card)
    for _ in range(3):
        book.undo()
    book.redo()
    record(book, "d")
    assert book.redo() is None
    assert [r.card for r in book.reviews()] == ["a", "d"]


def test_undo_and_redo_survive_a_restart(shelf: Shelf) -> None:
    with shelf.open() as book:
        record(book, "a")
        record(book, "b")
        before = dict(book.states)
    with shelf.open() as book:
        assert book.undo() == book.redo()
        book.undo()
        after_undo = dict(book.states)
    with shelf.open() as book:
        assert dict(book.states) == after_undo
        redone = book.redo()
        assert redone is not None
        assert redone.card == "b"
        assert dict(book.states) == before


def test_rating_again_after_an_undo_gives_the_interval_that_was_previewed(book: ReviewBook) -> None:
    before = record(book, "a")
    record(book, "a", Rating.AGAIN)
    book.undo()
    preview = SCHEDULER.preview(before, CardId("a"), MONDAY)[Rating.EASY]
    assert record(book, "a", Rating.EASY).interval_days == preview.interval_days


def test_introduced_counts_first_reviews_of_the_learners_day(shelf: Shelf, book: ReviewBook) -> None:
    record(book, "a")
    record(book, "a")
    shelf.clock.at = datetime(2026, 11, 24, 3, 30, tzinfo=SEOUL)  # past midnight, before the rollover
    record(book, "b")
    shelf.clock.at = datetime(2026, 11, 24, 4, tzinfo=SEOUL)
    record(book, "a")
    record(book, "c")
    assert [book.introduced_on(date(2026, 11, day)) for day in (22, 23, 24, 25)] == [0, 2, 1, 0]
    book.undo()
    assert book.introduced_on(date(2026, 11, 24)) == 0


def test_reviews_of_one_moment_keep_their_order(shelf: Shelf) -> None:
    shelf.numbers = iter(range(1000, 0, -1))  # ids that would sort the other way round
    with shelf.open() as book:
        for rating in (Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY):
            record(book, "a", rating)
        assert [r.rating for r in book.reviews()] == list(Rating)
        before = dict(book.states)
        book.rebuild()
        assert dict(book.states) == before


def test_a_clock_set_back_leaves_states_that_follow_from_the_log(shelf: Shelf, book: ReviewBook) -> None:
    record(book, "a", Rating.EASY)
    shelf.clock.advance(days=-30)
    returned = record(book, "a", Rating.HARD)
    assert [r.rating for r in book.reviews()] == [Rating.HARD, Rating.EASY]
    before = dict(book.states)
    assert before == {CardId("a"): returned}
    book.rebuild()
    assert dict(book.states) == before
    undone = book.undo()
    assert undone is not None
    assert undone.rating is Rating.EASY
    assert book.redo() == undone


def test_another_calendar_or_retention_recomputes_the_states_from_the_log(shelf: Shelf) -> None:
    with shelf.open() as book:
        for _ in range(5):
            state = record(book, "a")
            shelf.clock.advance(days=state.interval_days)
        before = dict(book.states)
    demanding = Scheduler(Calendar(SEOUL), desired_retention=0.97)
    with shelf.open(scheduler=demanding) as book:
        assert book.states[CardId("a")].interval_days < before[CardId("a")].interval_days
    berlin = Scheduler(Calendar(ZoneInfo("Europe/Berlin")))
    with shelf.open(scheduler=berlin) as book:
        due = book.states[CardId("a")].due
        assert due.astimezone(berlin.calendar.timezone).hour == 4
    with shelf.open() as book:
        assert dict(book.states) == before


def test_reviews_of_vanished_cards_are_kept(shelf: Shelf) -> None:
    with shelf.open() as book:
        record(book, "no-such-card-any-more")
    with shelf.open() as book:
        assert book.rebuild() == 1
        assert set(book.states) == {"no-such-card-any-more"}


def test_states_cannot_be_changed_from_outside(book: ReviewBook) -> None:
    with pytest.raises(TypeError):
        book.states[CardId("a")] = record(book)  # type: ignore[index]


def test_a_review_that_cannot_be_stored_changes_nothing(shelf: Shelf, book: ReviewBook) -> None:
    record(book, "a")
    before, reviews = dict(book.states), book.reviews()
    shelf.numbers = iter([0, 7])  # an id that is taken, then one that is free
    with pytest.raises(StoreError, match="this id is taken"):
        record(book, "b")
    assert (dict(book.states), book.reviews()) == (before, reviews)
    record(book, "b")
    assert len(book.reviews()) == 2


def test_a_negative_duration_is_refused(book: ReviewBook) -> None:
    with pytest.raises(StoreError, match="duration_ms"):
        book.record(CardId("a"), Rating.GOOD, duration_ms=-1, content_hash="")
    assert book.states == {}


def test_closing_twice_is_harmless_and_a_closed_book_says_so(shelf: Shelf) -> None:
    book = shelf.open()
    book.close()
    book.close()
    with pytest.raises(StoreError, match="closed"):
        record(book)


def test_times_are_utc_whatever_the_clock_says(shelf: Shelf) -> None:
    shelf.clock = Clock(MONDAY.astimezone(SEOUL))
    with shelf.open() as book:
        state = record(book)
        assert state.reviewed_at.tzinfo is UTC
        assert book.reviews()[0].at.tzinfo is UTC
