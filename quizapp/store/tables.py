"""Rows to values and back; everything here runs inside a transaction of its caller."""

import sqlite3
from collections.abc import Iterable, Iterator

from quizapp.cards.model import CardId
from quizapp.memory import CardState, Rating
from quizapp.store.log import CorrectionKind, Review, from_milliseconds, to_milliseconds


def insert_review(connection: sqlite3.Connection, review: Review) -> None:
    """Append a review."""
    connection.execute(
        """
        INSERT INTO reviews
            (id, card, at_ms, rating, duration_ms, answered, verified, content_hash, scheduler)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            review.id,
            review.card,
            to_milliseconds(review.at),
            int(review.rating),
            review.duration_ms,
            review.answered,
            review.verified,
            review.content_hash,
            review.scheduler,
        ),
    )


def insert_correction(
    connection: sqlite3.Connection, id_: str, at_ms: int, kind: CorrectionKind, target: str
) -> None:
    """Append an undo that names a review, or a redo that names an undo."""
    connection.execute(
        "INSERT INTO corrections (id, at_ms, kind, target) VALUES (?, ?, ?, ?)", (id_, at_ms, kind, target)
    )


def standing_reviews(connection: sqlite3.Connection, card: CardId | None = None) -> Iterator[Review]:
    """Iterate over the reviews that count, of one card or of all, in the order of time and id."""
    rows = (
        connection.execute("SELECT * FROM standing_reviews ORDER BY at_ms, id")
        if card is None
        else connection.execute("SELECT * FROM standing_reviews WHERE card = ? ORDER BY at_ms, id", (card,))
    )
    return map(_review, rows)


def last_standing_review(connection: sqlite3.Connection) -> Review | None:
    """Return the review that an undo takes back next."""
    row = connection.execute("SELECT * FROM standing_reviews ORDER BY at_ms DESC, id DESC LIMIT 1").fetchone()
    return None if row is None else _review(row)


def review_to_redo(connection: sqlite3.Connection) -> Review | None:
    """Return the review of the last undo that stands, unless a review was recorded after that undo."""
    row = connection.execute(
        """
        SELECT reviews.* FROM standing_undos JOIN reviews ON reviews.id = standing_undos.target
        WHERE NOT EXISTS (
            SELECT 1 FROM reviews AS later
            WHERE (later.at_ms, later.id) > (standing_undos.at_ms, standing_undos.id)
        )
        ORDER BY standing_undos.at_ms DESC, standing_undos.id DESC LIMIT 1
        """
    ).fetchone()
    return None if row is None else _review(row)


def standing_undos_of(connection: sqlite3.Connection, review: str) -> list[str]:
    """Return the ids of every undo that holds a review back; two merged logs can each bring one."""
    return [
        id_
        for (id_,) in connection.execute(
            "SELECT id FROM standing_undos WHERE target = ? ORDER BY at_ms, id", (review,)
        )
    ]


def last_event_ms(connection: sqlite3.Connection) -> int | None:
    """Return the time of the latest review or correction; None when the log is empty."""
    last: int | None = connection.execute(
        "SELECT max(at_ms) FROM (SELECT max(at_ms) AS at_ms FROM reviews "
        "UNION ALL SELECT max(at_ms) FROM corrections)"
    ).fetchone()[0]
    return last


def count_introduced(connection: sqlite3.Connection, from_ms: int, before_ms: int) -> int:
    """Return how many cards were first reviewed within a span of time."""
    return int(
        connection.execute(
            "SELECT count(*) FROM (SELECT min(at_ms) AS first FROM standing_reviews GROUP BY card) "
            "WHERE first >= ? AND first < ?",
            (from_ms, before_ms),
        ).fetchone()[0]
    )


def load_states(connection: sqlite3.Connection) -> dict[CardId, CardState]:
    """Return the cached states."""
    states = map(_state, connection.execute("SELECT * FROM states ORDER BY card"))
    return {state.card: state for state in states}


def save_state(connection: sqlite3.Connection, state: CardState) -> None:
    """Cache one state in place of the one before."""
    connection.execute(
        """
        INSERT OR REPLACE INTO states
            (card, stability, difficulty, reviewed_at_ms, due_ms, interval_days, reviews, lapses)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            state.card,
            state.stability,
            state.difficulty,
            to_milliseconds(state.reviewed_at),
            to_milliseconds(state.due),
            state.interval_days,
            state.reviews,
            state.lapses,
        ),
    )


def drop_state(connection: sqlite3.Connection, card: CardId) -> None:
    """Forget the cached state of a card that has no review left."""
    connection.execute("DELETE FROM states WHERE card = ?", (card,))


def replace_states(connection: sqlite3.Connection, states: Iterable[CardState], fingerprint: str) -> None:
    """Cache these states and no others, and which scheduler computed them."""
    connection.execute("DELETE FROM states")
    for state in states:
        save_state(connection, state)
    connection.execute("DELETE FROM states_source")
    connection.execute("INSERT INTO states_source (fingerprint) VALUES (?)", (fingerprint,))


def states_fingerprint(connection: sqlite3.Connection) -> str | None:
    """Return which scheduler computed the cached states; None when none did."""
    row = connection.execute("SELECT fingerprint FROM states_source").fetchone()
    return None if row is None else str(row[0])


def _review(row: sqlite3.Row) -> Review:
    return Review(
        id=row["id"],
        card=CardId(row["card"]),
        at=from_milliseconds(row["at_ms"]),
        rating=Rating(row["rating"]),
        duration_ms=row["duration_ms"],
        answered=row["answered"],
        verified=row["verified"],
        content_hash=row["content_hash"],
        scheduler=row["scheduler"],
    )


def _state(row: sqlite3.Row) -> CardState:
    return CardState(
        card=CardId(row["card"]),
        stability=row["stability"],
        difficulty=row["difficulty"],
        reviewed_at=from_milliseconds(row["reviewed_at_ms"]),
        due=from_milliseconds(row["due_ms"]),
        interval_days=row["interval_days"],
        reviews=row["reviews"],
        lapses=row["lapses"],
    )
