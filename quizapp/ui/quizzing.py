"""From settings to a report: a quiz is drawn, put, and kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from textual.app import App

from quizapp.errors import StoreError
from quizapp.store.attempts import QuizTaken
from quizapp.study.quiz import QuizSettings, Score, draw_quiz, report_on
from quizapp.study.round import Round, begin_round
from quizapp.ui.services import Services


def begin_quiz(app: App[Any], services: Services, settings: QuizSettings) -> None:
    """Put the quiz that the settings draw; when it is over, keep its result and show the report."""
    from quizapp.ui.screens.exercise import ExerciseScreen
    from quizapp.ui.screens.quiz_report import QuizReportScreen

    cards, began, quiz = services.library.cards, services.now(), services.new_id()

    def end(round_: Round | None) -> None:
        report = report_on(() if round_ is None else round_.done, cards)
        if not report.score.asked:
            return
        took, trouble = services.now() - began, ""
        try:
            keep_result(services, quiz, settings, report.score, took)
        except StoreError as error:
            trouble = str(error)
        app.push_screen(QuizReportScreen(services, settings, report, took, trouble=trouble))

    limit = None if settings.minutes is None else timedelta(minutes=settings.minutes)
    round_ = begin_round(draw_quiz(cards.values(), settings), began)
    app.push_screen(ExerciseScreen(services, round_, quiz=quiz, limit=limit), end)


def keep_result(services: Services, quiz: str, settings: QuizSettings, score: Score, took: timedelta) -> None:
    """Write the result of a quiz to disk.

    Raises:
        StoreError: it could not be written.
    """
    services.book.record_quiz(
        QuizTaken(
            id=quiz,
            at=services.now(),
            duration_ms=int(took.total_seconds() * 1000),
            settings=settings.to_json(),
            right=score.right,
            asked=score.asked,
        )
    )


def redrawn(services: Services, settings: QuizSettings) -> QuizSettings:
    """Return the settings for another quiz of the same sort."""
    return replace(settings, seed=services.seed())
