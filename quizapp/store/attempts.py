"""Exercises and quizzes of a learner as rows: written once, never changed."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from quizapp.cards.model import CardId
from quizapp.store.log import from_milliseconds, to_milliseconds


@dataclass(frozen=True, slots=True)
class Exercised:
    """One exercise that a learner worked at, as it is stored for good."""

    id: str
    at: datetime
    """UTC, in whole milliseconds, when it ended."""
    card: CardId
    position: int
    """Which of the card's exercises, from 0."""
    kind: str
    label: str
    """The claim it rests on; empty when there is none."""
    seed: int
    """What shuffled and drew it."""
    answer: str
    """The last answer, as typed or chosen."""
    outcome: str
    tries: int
    hints: int
    diagnosis: str
    duration_ms: int
    content_hash: str
    """Hash of the card's files at that moment."""
    quiz: str
    """Id of the quiz it belongs to; empty in a study session."""


@dataclass(frozen=True, slots=True)
class QuizTaken:
    """One quiz that was ended."""

    id: str
    at: datetime
    """UTC, in whole milliseconds, when it ended."""
    duration_ms: int
    settings: str
    """Topics, count, kinds, level and seed, as JSON: what reproduces it."""
    right: int
    asked: int


def insert_exercised(connection: sqlite3.Connection, row: Exercised) -> None:
    """Append an exercise."""
    connection.execute(
        "INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.id,
            to_milliseconds(row.at),
            row.card,
            row.position,
            row.kind,
            row.label,
            row.seed,
            row.answer,
            row.outcome,
            row.tries,
            row.hints,
            row.diagnosis,
            row.duration_ms,
            row.content_hash,
            row.quiz,
        ),
    )


def insert_quiz(connection: sqlite3.Connection, quiz: QuizTaken) -> None:
    """Append a quiz."""
    connection.execute(
        "INSERT INTO quizzes VALUES (?, ?, ?, ?, ?, ?)",
        (quiz.id, to_milliseconds(quiz.at), quiz.duration_ms, quiz.settings, quiz.right, quiz.asked),
    )


def exercised(connection: sqlite3.Connection) -> Iterator[Exercised]:
    """Iterate over every exercise, in the order of time."""
    for row in connection.execute("SELECT * FROM attempts ORDER BY at_ms, id"):
        fields = dict(row)
        at, card = from_milliseconds(fields.pop("at_ms")), CardId(fields.pop("card"))
        yield Exercised(at=at, card=card, **fields)


def quizzes(connection: sqlite3.Connection) -> Iterator[QuizTaken]:
    """Iterate over every quiz, in the order of time."""
    for row in connection.execute("SELECT * FROM quizzes ORDER BY at_ms, id"):
        fields = dict(row)
        yield QuizTaken(at=from_milliseconds(fields.pop("at_ms")), **fields)
