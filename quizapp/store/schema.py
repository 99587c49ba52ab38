"""The tables of the review log, one migration for each version.

`reviews`, `corrections`, `attempts` and `quizzes` are the log: triggers refuse to update or delete their
rows, and to replace a row under its own id. `states` is a cache of what the log implies.
"""

from dataclasses import dataclass
from typing import Final

APPLICATION_ID: Final = 0x71_75_69_7A
"""`quiz` in ASCII, in the header of every file that is a review log."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What turns a log of one version into the next."""

    version: int
    """The version it leads to, from 1."""
    statements: tuple[str, ...]


def _append_only(table: str) -> tuple[str, ...]:
    """Return the triggers that let a table only grow."""
    return (
        f"""
        CREATE TRIGGER {table}_never_updated BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only: a row is never updated'); END
        """,
        f"""
        CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only: a row is never deleted'); END
        """,
        f"""
        CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{table} is append-only: this id is taken'); END
        """,  # noqa: S608 - the table's name is one of those below
    )


MIGRATIONS: Final = (
    Migration(
        1,
        (
            """
            CREATE TABLE reviews (
                id           TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
                card         TEXT    NOT NULL,
                at_ms        INTEGER NOT NULL CHECK (typeof(at_ms) = 'integer'),
                rating       INTEGER NOT NULL CHECK (rating IN (1, 2, 3, 4)),
                duration_ms  INTEGER NOT NULL CHECK (typeof(duration_ms) = 'integer' AND duration_ms >= 0),
                answered     TEXT    NOT NULL,
                verified     TEXT    NOT NULL,
                content_hash TEXT    NOT NULL,
                scheduler    TEXT    NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE INDEX reviews_in_time ON reviews (at_ms, id)",
            "CREATE INDEX reviews_of_card ON reviews (card, at_ms, id)",
            *_append_only("reviews"),
            """
            CREATE TABLE corrections (
                id     TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
                at_ms  INTEGER NOT NULL CHECK (typeof(at_ms) = 'integer'),
                kind   TEXT    NOT NULL CHECK (kind IN ('undo', 'redo')),
                target TEXT    NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE INDEX corrections_in_time ON corrections (at_ms, id)",
            "CREATE INDEX corrections_of_target ON corrections (target, kind)",
            *_append_only("corrections"),
            """
            CREATE VIEW standing_undos AS
            SELECT * FROM corrections AS undo
            WHERE kind = 'undo' AND NOT EXISTS (
                SELECT 1 FROM corrections AS redo WHERE redo.target = undo.id AND redo.kind = 'redo'
            )
            """,
            """
            CREATE VIEW standing_reviews AS
            SELECT * FROM reviews
            WHERE NOT EXISTS (SELECT 1 FROM standing_undos WHERE target = reviews.id)
            """,
            """
            CREATE TABLE states (
                card           TEXT    NOT NULL PRIMARY KEY,
                stability      REAL    NOT NULL,
                difficulty     REAL    NOT NULL,
                reviewed_at_ms INTEGER NOT NULL,
                due_ms         INTEGER NOT NULL,
                interval_days  INTEGER NOT NULL,
                reviews        INTEGER NOT NULL,
                lapses         INTEGER NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE TABLE states_source (fingerprint TEXT NOT NULL)",
        ),
    ),
    Migration(
        2,
        (
            """
            CREATE TABLE attempts (
                id           TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
                at_ms        INTEGER NOT NULL CHECK (typeof(at_ms) = 'integer'),
                card         TEXT    NOT NULL,
                position     INTEGER NOT NULL CHECK (position >= 0),
                kind         TEXT    NOT NULL,
                label        TEXT    NOT NULL,
                seed         INTEGER NOT NULL,
                answer       TEXT    NOT NULL,
                outcome      TEXT    NOT NULL,
                tries        INTEGER NOT NULL CHECK (tries >= 0),
                hints        INTEGER NOT NULL CHECK (hints >= 0),
                diagnosis    TEXT    NOT NULL,
                duration_ms  INTEGER NOT NULL CHECK (typeof(duration_ms) = 'integer' AND duration_ms >= 0),
                content_hash TEXT    NOT NULL,
                quiz         TEXT    NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE INDEX attempts_in_time ON attempts (at_ms, id)",
            *_append_only("attempts"),
            """
            CREATE TABLE quizzes (
                id          TEXT    NOT NULL PRIMARY KEY CHECK (id <> ''),
                at_ms       INTEGER NOT NULL CHECK (typeof(at_ms) = 'integer'),
                duration_ms INTEGER NOT NULL CHECK (typeof(duration_ms) = 'integer' AND duration_ms >= 0),
                settings    TEXT    NOT NULL,
                "right"     INTEGER NOT NULL CHECK ("right" >= 0),
                asked       INTEGER NOT NULL CHECK (asked >= "right")
            ) WITHOUT ROWID
            """,
            "CREATE INDEX quizzes_in_time ON quizzes (at_ms, id)",
            *_append_only("quizzes"),
        ),
    ),
)
"""Every migration in order; a published one is never edited, only followed by another."""
